//! The part of a row that is present only in an undo.

use serde::{Deserialize, Serialize};

use super::{FEED_LABEL, Row};
use crate::{
    ids::{CohortId, CompanyId, CourseId, ImportId},
    user::User,
};

/// A value or course that an undo leaves unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    /// Label of the column.
    pub column: String,
    /// What the import wrote: a value or a course title; `null` if it cleared the value.
    pub written: Option<String>,
    /// The value that the user retains; `null` if there is none.
    pub current: Option<String>,
}

impl Kept {
    pub(crate) fn is_of_feed(&self) -> bool {
        self.column == FEED_LABEL
    }

    /// Returns the total length of the text in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.column.len() + text(&self.written) + text(&self.current)
    }
}

/// A user's company and cohort. An undo treats them as one field because a cohort belongs to its company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Cohort in that company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
}

impl Membership {
    pub fn of(user: &User) -> Self {
        Self { company_id: user.company_id.clone(), cohort_id: user.cohort_id.clone() }
    }
}

/// A change of company and cohort that is being undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What the import wrote.
    pub from: Membership,
    /// What the user had before.
    pub to: Membership,
}

/// What an undo does to a user besides restoring values, and what it leaves unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoneRow {
    /// The latest import that changed the user after the import being undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<ImportId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses_removed: Vec<CourseId>,
    /// Company and cohort, if the import changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Move>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
}

impl Row {
    pub fn courses_removed(&self) -> &[CourseId] {
        self.undone.as_ref().map_or(&[], |undone| &undone.courses_removed)
    }

    /// Returns what an undo leaves unchanged.
    pub fn kept(&self) -> &[Kept] {
        self.undone.as_ref().map_or(&[], |undone| &undone.kept)
    }

    pub fn changed_by(&self) -> Option<&ImportId> {
        self.undone.as_ref().and_then(|undone| undone.changed_by.as_ref())
    }
}
