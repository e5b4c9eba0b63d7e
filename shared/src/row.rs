//! A row on its way from plan to result: one record says what is to be done, and later what was done.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Course,
    ids::{CohortId, CompanyId, CourseId, UserId, UserKey},
    problem::Problem,
};

/// What became of a row; in a plan, what will become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The user is new.
    Created,
    /// The user existed, and a value or an assignment is new.
    Updated,
    /// The user existed and stays as it was.
    Skipped,
    /// The row is wrong.
    Failed,
}

impl Outcome {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Created, Self::Updated, Self::Skipped, Self::Failed];

    /// As written in JSON, in exports and in queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// Reads what [`as_str`](Self::as_str) writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// Why a row was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The user exists and the import does not update.
    Exists,
    /// The user has all of it already.
    Unchanged,
}

impl Reason {
    /// As written in JSON and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Unchanged => "unchanged",
        }
    }
}

/// One value that an import changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The column's label.
    pub column: String,
    /// The value before; `null` if there was none.
    pub old: Option<String>,
    /// The value after; `null` if it was cleared.
    pub new: Option<String>,
}

/// The person that a row speaks of. In a failed row the values are as found, and ids are missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The address as typed.
    pub email: String,
    /// The address key; empty if the address is not one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Whether the person may sign in; absent in layouts without the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// First name.
    pub name: String,
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Company's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Company, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Cohort's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// Cohort, once matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
    /// Language.
    pub language: String,
    /// Role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_role: Option<String>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Name shown in reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Stored values that the row's empty cells keep. For reports alone: what is written is taken from the user as it stands then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Cohort's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// Role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_role: Option<String>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Name shown in reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Kept {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One row of a plan or of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Row as a spreadsheet numbers it, the header being 1.
    pub row: u64,
    /// Physical line where it begins.
    pub line: u64,
    /// The key of the user of the row's address.
    #[serde(default, skip_serializing_if = "UserKey::is_none")]
    pub key: UserKey,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why it is skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The user, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The person.
    #[serde(flatten)]
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
    /// Stored values that its empty cells keep.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub kept: Kept,
    /// Whether an invitation is queued with it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub invited: bool,
    /// Whether it failed while it was being applied, after a plan that was sound.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
    /// The version of the user that the plan saw; absent for a user who did not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// What is wrong with it, and what is worth a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

impl Row {
    /// The last name: the file's, or the stored one that stays.
    pub fn last_name(&self) -> Option<&str> {
        self.person.last_name.as_deref().or(self.kept.last_name.as_deref())
    }

    /// The cohort's name: the file's, or that of the stored one that stays.
    pub fn cohort(&self) -> Option<&str> {
        self.person.cohort.as_deref().or(self.kept.cohort.as_deref())
    }

    /// The role: the file's, or the stored one that stays.
    pub fn job_role(&self) -> Option<&str> {
        self.person.job_role.as_deref().or(self.kept.job_role.as_deref())
    }

    /// The region: the file's, or the stored one that stays.
    pub fn region(&self) -> Option<&str> {
        self.person.region.as_deref().or(self.kept.region.as_deref())
    }

    /// The name shown in reports: the file's, or the stored one that stays.
    pub fn identifier(&self) -> Option<&str> {
        self.person.identifier.as_deref().or(self.kept.identifier.as_deref())
    }

    /// The country: the file's, or the stored one that stays.
    pub fn country(&self) -> Option<&str> {
        self.person.country.as_deref().or(self.kept.country.as_deref())
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Counts of rows by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Users created.
    pub created: u64,
    /// Users updated.
    pub updated: u64,
    /// Users left as they were.
    pub skipped: u64,
    /// Rows that are wrong.
    pub failed: u64,
    /// Course assignments that are new.
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
