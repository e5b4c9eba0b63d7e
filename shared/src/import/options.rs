//! The options of an import.

use serde::{Deserialize, Serialize};

use crate::{
    layout::{ExistingUsers, LayoutName},
    problem::{Code, Hint, Problem},
};

/// What rows with errors do to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnRowErrors {
    /// Nothing is written.
    Reject,
    /// The valid rows are imported.
    Skip,
}

impl OnRowErrors {
    /// Parses an option's value.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "reject" => Some(Self::Reject),
            "skip" => Some(Self::Skip),
            _ => None,
        }
    }
}

/// The options of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// The layout of the file.
    pub layout: LayoutName,
    /// Whether existing users get the file's values.
    pub update_existing: bool,
    /// Whether created users are invited at once.
    pub send_invitations: bool,
    /// What rows with errors do to the others.
    pub on_row_errors: OnRowErrors,
    /// Whether the import waits for a person after validation.
    pub confirm: bool,
    /// The encoding, if it was named.
    #[serde(default)]
    pub encoding: Option<String>,
}

impl Options {
    /// The safe defaults for a layout: no update, no e-mails, all or nothing, no waiting.
    pub fn of_layout(layout: LayoutName) -> Self {
        Self {
            layout,
            update_existing: false,
            send_invitations: false,
            on_row_errors: OnRowErrors::Reject,
            confirm: false,
            encoding: None,
        }
    }

    /// The problem with an option that the layout does not have, if one is set.
    pub fn conflict(&self) -> Option<Problem> {
        let refuses = self.layout.layout().existing_users == ExistingUsers::Refuse;
        (refuses && self.update_existing)
            .then(|| Problem::new(Code::OptionInvalid).found("update-existing=true").hint(Hint::NotInLayout))
    }
}
