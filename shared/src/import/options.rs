use serde::{Deserialize, Serialize};

use crate::{
    layout::{ExistingUsers, LayoutName},
    named::named_enum,
    problem::{Code, Hint, Problem},
};

named_enum! {
    /// How rows with errors affect the others.
    pub enum OnRowErrors {
        /// Nothing is imported.
        Reject = "reject",
        /// The valid rows are imported.
        Skip = "skip",
    }
}

/// The options of an import.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// The layout of the file.
    pub layout: LayoutName,
    /// Whether existing users are updated from the file.
    pub update_existing: bool,
    /// Whether users are invited immediately if a row creates them, or if it enables them and they have no invitation.
    pub send_invitations: bool,
    /// How rows with errors affect the others.
    pub on_row_errors: OnRowErrors,
    /// Whether the import waits for confirmation after validation.
    pub confirm: bool,
    /// The encoding, if specified.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Whether the import only checks its file, as strictly as an import without confirmation. It then waits but cannot be confirmed or, in
    /// a feed's test mode, is cancelled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
}

impl Options {
    /// Returns the safe defaults for a layout: no updates, no e-mails, all or nothing, no confirmation.
    pub fn of_layout(layout: LayoutName) -> Self {
        Self {
            layout,
            update_existing: false,
            send_invitations: false,
            on_row_errors: OnRowErrors::Reject,
            confirm: false,
            encoding: None,
            dry_run: false,
        }
    }

    /// Returns `true` if a person reviews the rows before they are written. Otherwise, a file with an uncertain encoding is refused.
    pub fn is_previewed(&self) -> bool {
        self.confirm && !self.dry_run
    }

    /// Returns a problem if `update_existing` is set but the layout only adds users. `name` is the option's name where it was set.
    pub fn conflict(&self, name: &str) -> Option<Problem> {
        let refuses = self.layout.layout().existing_users == ExistingUsers::Refuse;
        (refuses && self.update_existing)
            .then(|| Problem::new(Code::OptionInvalid).found(&format!("{name}=true")).hint(Hint::NotInLayout))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_previewed_only_before_a_confirmation_that_writes_them() {
        for (confirm, dry_run, expected) in
            [(false, false, false), (true, false, true), (false, true, false), (true, true, false)]
        {
            let options = Options { confirm, dry_run, ..Options::of_layout(LayoutName::Enrolment) };
            assert_eq!(options.is_previewed(), expected, "{confirm} {dry_run}");
        }
    }

    #[test]
    fn users_cannot_be_updated_in_a_layout_that_only_adds_them() {
        for (layout, update_existing, is_conflict) in [
            (LayoutName::Enrolment, false, false),
            (LayoutName::Enrolment, true, false),
            (LayoutName::Learners, false, false),
            (LayoutName::Learners, true, true),
        ] {
            let options = Options { update_existing, ..Options::of_layout(layout) };
            let conflict = options.conflict("update-existing");
            let found = conflict.map(|problem| (problem.code, problem.found, problem.hint));
            let expected = (Code::OptionInvalid, "update-existing=true".to_owned(), Some(Hint::NotInLayout));
            assert_eq!(found, is_conflict.then_some(expected), "{layout:?} {update_existing}");
        }
    }
}
