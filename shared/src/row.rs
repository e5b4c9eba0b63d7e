//! A row from plan to result: the same record says what will be done, and later what was done.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Course,
    ids::{CohortId, CompanyId, CourseId, UserId, UserKey},
    layout::{Field, Value, Values},
    named::named_enum,
    problem::Problem,
};

named_enum! {
    /// What was done with a row; in a plan, what will be done.
    #[derive(Hash)]
    pub enum Outcome {
        /// The user is new.
        Created = "created",
        /// The user existed, and a value or an assignment is new.
        Updated = "updated",
        /// The user existed and is not changed.
        Skipped = "skipped",
        /// The row has an error.
        Failed = "failed",
    }
}

named_enum! {
    /// Why a row was skipped.
    #[cfg_attr(feature = "schema", schemars(rename = "SkipReason"))]
    pub enum Reason {
        /// The user exists and the import does not update.
        Exists = "exists",
        /// The user has all values and courses already.
        Unchanged = "unchanged",
    }
}

/// One value that an import changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The column's label.
    pub column: String,
    /// The value before; `null` if there was none.
    pub old: Option<String>,
    /// The value after; `null` if it was cleared.
    pub new: Option<String>,
}

/// The person that a row is about. In a failed row the values are as found, and ids are missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The address key; empty if the address is invalid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Whether the person may sign in; absent in layouts without the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Company, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Cohort, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
    /// The filled cells, as their rules read them; the address as typed.
    pub values: Values,
}

impl Person {
    /// What the row says about a field; `None` for an empty cell and for courses.
    pub fn value(&self, field: Field) -> Option<Value<'_>> {
        match field {
            Field::Enabled => self.enabled.map(Value::Flag),
            _ => self.values.get(field).map(Value::Text),
        }
    }
}

/// One row of a plan or of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Row as a spreadsheet numbers it, the header being 1.
    pub row: u64,
    /// Physical line on which it begins.
    pub line: u64,
    /// The key of the user of the row's address.
    #[serde(default, skip_serializing_if = "UserKey::is_none")]
    pub key: UserKey,
    /// What is done with it.
    pub outcome: Outcome,
    /// Why it is skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The user, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The person.
    pub person: Person,
    /// The courses asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<Course>,
    /// Those of them that are new for the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<CourseId>,
    /// Values that change, old and new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Stored values that its empty cells retain. For reports alone: a write takes them from the user as it is then.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub retained: Values,
    /// Whether an invitation is queued with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// Whether it failed while it was applied, after a plan without an error.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// The version of the user that the plan saw; absent for a user who did not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Its errors and warnings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

impl Row {
    /// A failed row without problems yet: the state before it is [decided](crate::plan::decide()).
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
            late: false,
            version: None,
            problems: Vec::new(),
        }
    }

    /// The value of a field after the row: the file's, or the stored one that is retained.
    pub fn value(&self, field: Field) -> Option<Value<'_>> {
        self.person.value(field).or_else(|| self.retained.get(field).map(Value::Text))
    }
}

/// Counts of rows by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Users created.
    pub created: u64,
    /// Users updated.
    pub updated: u64,
    /// Users that were not changed.
    pub skipped: u64,
    /// Rows with errors.
    pub failed: u64,
    /// New course assignments.
    pub course_assignments: u64,
    /// Invitations queued.
    pub invitations: u64,
}

impl Summary {
    /// Counts one row.
    pub fn count(&mut self, row: &Row) {
        match row.outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Failed => self.failed += 1,
        }
        self.course_assignments += row.assigned.len() as u64;
        self.invitations += u64::from(row.invited);
    }

    /// Adds the counts of other rows.
    pub fn add(&mut self, other: &Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.failed += other.failed;
        self.course_assignments += other.course_assignments;
        self.invitations += other.invitations;
    }

    /// How many rows have this outcome.
    pub fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Created => self.created,
            Outcome::Updated => self.updated,
            Outcome::Skipped => self.skipped,
            Outcome::Failed => self.failed,
        }
    }

    /// Rows counted.
    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.skipped + self.failed
    }
}
