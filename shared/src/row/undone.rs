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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Person;

    fn kept(column: &str, written: Option<&str>, current: Option<&str>) -> Kept {
        Kept { column: column.to_owned(), written: written.map(str::to_owned), current: current.map(str::to_owned) }
    }

    #[test]
    fn size_of_what_is_kept_is_that_of_its_text() {
        for (kept, bytes) in [
            (kept("name", None, None), 4),
            (kept("name", Some("Ann"), None), 7),
            (kept("name", None, Some("Bob Lee")), 11),
            (kept("name", Some("Ann"), Some("Bob Lee")), 14),
        ] {
            assert_eq!(kept.bytes(), bytes, "{kept:?}");
        }
    }

    #[test]
    fn only_a_change_of_feed_is_of_the_feed() {
        assert!(kept("feed", None, None).is_of_feed());
        assert!(!kept("name", None, None).is_of_feed());
    }

    #[test]
    fn row_of_an_undo_shows_what_was_undone_and_kept() {
        let mut row = Row::new(2, 2, Person::default());
        assert!(row.courses_removed().is_empty() && row.kept().is_empty() && row.changed_by().is_none());
        let undone = UndoneRow {
            changed_by: Some("i".into()),
            courses_removed: vec!["c".into()],
            moved: None,
            kept: vec![kept("name", None, None)],
        };
        row.undone = Some(Box::new(undone.clone()));
        assert_eq!((row.courses_removed(), row.kept()), (&undone.courses_removed[..], &undone.kept[..]));
        assert_eq!(row.changed_by(), undone.changed_by.as_ref());
    }
}
