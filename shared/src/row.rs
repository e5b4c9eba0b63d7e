//! A row in a plan or a result: the same record states first what will be done, and later what was done.

mod summary;
mod undone;

pub use self::{
    summary::{FieldCounts, Summary},
    undone::{Kept, Membership, Move, UndoneRow},
};

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Course,
    corrections::CorrectedCell,
    feed::FeedId,
    ids::{CohortId, CompanyId, CourseId, UserId, UserKey},
    layout::{Field, Value, Values},
    named::named_enum,
    problem::Problem,
};

named_enum! {
    /// The outcome of a row; in a plan, the planned outcome.
    #[derive(Hash)]
    pub enum Outcome {
        /// The user is new.
        Created = "created",
        /// The user existed, and at least one value or course assignment changes.
        Updated = "updated",
        /// In an undo: the user was created by the undone import, and is removed.
        Removed = "removed",
        /// The user was absent from a feed, and is disabled.
        Disabled = "disabled",
        /// The user existed and is unchanged.
        Skipped = "skipped",
        /// The row has an error.
        Failed = "failed",
    }
}

named_enum! {
    /// Why a row was skipped or its user disabled.
    #[cfg_attr(feature = "schema", schemars(rename = "SkipReason"))]
    pub enum Reason {
        /// The user exists, and the import does not update users.
        Exists = "exists",
        /// The user already has all values and courses.
        Unchanged = "unchanged",
        /// The user belongs to another feed.
        OtherFeed = "other-feed",
        /// The user is absent from a feed's file.
        MissingFromFeed = "missing-from-feed",
        /// In an undo: the user has been changed since the import.
        ChangedSince = "changed-since",
        /// In an undo: the user has activated the account or signed in.
        Active = "active",
        /// In an undo, or for a user absent from a feed: the user no longer existed.
        Gone = "gone",
        /// In an undo, or for a user absent from a feed: the user is the person who started the import.
        SelfDisable = "self-disable",
        /// In an undo: every value and course is retained.
        Kept = "kept",
    }
}

/// A value changed by an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Label of the column, or `feed` if the user's feed changes.
    pub column: String,
    /// The previous value; `null` if there was none.
    pub old: Option<String>,
    /// The new value; `null` if it was cleared.
    pub new: Option<String>,
    /// Id of the previous company, cohort or feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_id: Option<String>,
    /// Id of the new company, cohort or feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_id: Option<String>,
}

/// Label of a change to a user's feed. No layout has a column with this label.
const FEED_LABEL: &str = "feed";

impl Change {
    pub fn of_feed(old: Option<&FeedId>, new: Option<&FeedId>) -> Self {
        let name = |feed: Option<&FeedId>| feed.map(|feed| feed.name.to_string());
        let id = |feed: Option<&FeedId>| feed.map(FeedId::to_string);
        Self { column: FEED_LABEL.to_owned(), old: name(old), new: name(new), old_id: id(old), new_id: id(new) }
    }

    pub fn is_of_feed(&self) -> bool {
        self.column == FEED_LABEL
    }
}

/// The person described by a row. In a failed row, invalid values are as found, and ids may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The address key; empty if the address is invalid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Whether the person may sign in; absent if the cell is invalid or the layout has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Company, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Cohort, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
    /// The non-empty cells as read by their rules; the address is as typed.
    pub values: Values,
}

impl Person {
    /// Returns the value of a field in the row, or `None` for an empty cell and for courses.
    pub fn value(&self, field: Field) -> Option<Value<'_>> {
        match field {
            Field::Enabled => self.enabled.map(Value::Flag),
            _ => self.values.get(field).map(Value::Text),
        }
    }
}

/// One row in a plan or a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact that results show")]
pub struct Row {
    /// Row number in a spreadsheet; the header is row 1. Internal for a person who is absent from a feed's file.
    pub row: u64,
    /// Physical line on which the row begins; 0 for a person who is absent from a feed's file.
    pub line: u64,
    /// Key of the user with the row's address.
    #[serde(default, skip_serializing_if = "UserKey::is_none")]
    pub key: UserKey,
    pub outcome: Outcome,
    /// Why the row is skipped or the user disabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The user, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    pub person: Person,
    /// The requested courses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<Course>,
    /// The courses that are new for the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<CourseId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Stored values that are retained because their cells are empty or missing. Used only in results: a write retains whatever values are
    /// stored at that time.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub retained: Values,
    /// Whether the row queues an invitation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// Whether the user already existed, may be invited, and has no invitation once the row is applied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_invited: bool,
    /// Whether the user stays disabled even though a feed's row enables the person, because it was not a feed that disabled the user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enabled_kept: bool,
    /// Whether the row was planned without errors but failed while being applied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// Version of the user when the row was planned; absent for a new user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// In an undo: what is undone besides `changes`, and what is left unchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Box<UndoneRow>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectedCell>,
}

impl Row {
    /// Creates a failed row without problems: the state of a row before it is [decided](crate::plan::decide()).
    pub fn new(row: u64, line: u64, person: Person) -> Self {
        Self {
            row,
            line,
            key: UserKey::default(),
            outcome: Outcome::Failed,
            reason: None,
            user_id: None,
            person,
            courses: Vec::new(),
            assigned: Vec::new(),
            changes: Vec::new(),
            retained: Values::default(),
            invited: false,
            never_invited: false,
            enabled_kept: false,
            late: false,
            version: None,
            undone: None,
            problems: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// Returns `true` if the row represents a person who is absent from a feed's file. Such rows follow those in the file, and their row
    /// numbers are internal.
    pub fn is_missing(&self) -> bool {
        self.line == 0
    }

    /// Returns the row number shown to people, or `None` for a person who is absent from the file.
    pub fn shown_row(&self) -> Option<u64> {
        (!self.is_missing()).then_some(self.row)
    }

    /// Returns the line number shown to people, or `None` for a person who is absent from the file.
    pub fn shown_line(&self) -> Option<u64> {
        (!self.is_missing()).then_some(self.line)
    }

    /// Returns the value of a field once the row is applied: from the file, or retained from the stored user. A new user is enabled unless
    /// the file says otherwise.
    pub fn value(&self, field: Field) -> Option<Value<'_>> {
        if field == Field::Enabled {
            let of_new_user = (self.outcome == Outcome::Created).then_some(true);
            let enabled = if self.enabled_kept { Some(false) } else { self.person.enabled.or(of_new_user) };
            return enabled.map(Value::Flag);
        }
        self.person.value(field).or_else(|| self.retained.get(field).map(Value::Text))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::feed::FeedName;

    #[test]
    fn value_is_from_the_file_or_retained() {
        let values = Values::default().with(Field::Name, "Ann");
        let mut row = Row::new(2, 2, Person { enabled: Some(true), values, ..Person::default() });
        row.retained = Values::default().with(Field::Name, "Anna").with(Field::Region, "North");
        for (enabled_kept, is_enabled) in [(false, true), (true, false)] {
            row.enabled_kept = enabled_kept;
            assert_eq!(row.value(Field::Enabled), Some(Value::Flag(is_enabled)));
            assert_eq!(row.value(Field::Name), Some(Value::Text("Ann")));
            assert_eq!(row.value(Field::Region), Some(Value::Text("North")));
            assert_eq!(row.value(Field::JobRole), None);
        }
        assert_eq!(Row::new(3, 3, Person::default()).value(Field::Enabled), None);
    }

    #[test]
    fn new_user_is_enabled_unless_the_file_says_otherwise() {
        for (outcome, in_file, expected) in [
            (Outcome::Created, None, Some(true)),
            (Outcome::Created, Some(true), Some(true)),
            (Outcome::Created, Some(false), Some(false)),
            (Outcome::Updated, None, None),
            (Outcome::Skipped, None, None),
            (Outcome::Failed, None, None),
        ] {
            let row = Row { outcome, ..Row::new(2, 2, Person { enabled: in_file, ..Person::default() }) };
            assert_eq!(row.value(Field::Enabled), expected.map(Value::Flag), "{outcome:?} {in_file:?}");
        }
    }

    #[test]
    fn person_who_is_absent_from_the_file_has_no_row_number_and_no_line_to_show() {
        let row = Row::new(14, 15, Person::default());
        assert_eq!((row.is_missing(), row.shown_row(), row.shown_line()), (false, Some(14), Some(15)));
        let absent = Row::new(14, 0, Person::default());
        assert_eq!((absent.is_missing(), absent.shown_row(), absent.shown_line()), (true, None, None));
    }

    #[test]
    fn change_of_feed_contains_the_names_and_ids_of_both_feeds() {
        let feed = |name: &str| FeedId { name: FeedName::parse(name).unwrap(), created_at: Timestamp::UNIX_EPOCH };
        let change = Change::of_feed(Some(&feed("hr")), Some(&feed("it")));
        assert!(change.is_of_feed());
        assert_eq!((change.old.as_deref(), change.new.as_deref()), (Some("hr"), Some("it")));
        let ids = (change.old_id.as_deref(), change.new_id.as_deref());
        assert_eq!(ids, (Some("hr@1970-01-01T00:00:00Z"), Some("it@1970-01-01T00:00:00Z")));
        assert!(!Change { column: "name".to_owned(), ..change }.is_of_feed());
    }
}
