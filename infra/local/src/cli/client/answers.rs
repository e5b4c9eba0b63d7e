//! Requests and responses of the API, as far as the program uses them.
//!
//! Unknown members are ignored and most missing members have a default, so that the program also works with older and newer stacks.

use std::collections::BTreeMap;

use rollcall_domain::{
    catalog::Course,
    corrections::Correction,
    feed::{Held, RosterShape},
    ids::CourseId,
    import::{ImportStatus, OnRowErrors},
    invitation::BatchStatus,
    row::{Change, Summary},
};
use serde::{Deserialize, Serialize};

/// The body of `POST /imports`.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRequest<'a> {
    /// Name of the file.
    pub file_name: &'a str,
    /// Size of the file, in bytes.
    pub size_bytes: u64,
    /// The options.
    #[serde(flatten)]
    pub options: &'a ImportOptions,
}

/// The options of `POST /imports`. An omitted option has the stack's default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct ImportOptions {
    /// The layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<&'static str>,
    /// Updates existing users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_existing: Option<bool>,
    /// Invites created users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send_invitations: Option<bool>,
    /// How to treat rows with errors; omitted if a confirmation decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_row_errors: Option<OnRowErrors>,
    /// Waits for a confirmation after the validation.
    pub confirm: bool,
    /// The encoding, if the user named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Only checks the file, as strictly as an import that does not wait.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
    /// The feed that the file belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// Corrections of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// The response to `POST /imports`.
#[derive(Debug, Clone, Deserialize)]
pub struct Opened {
    /// The import.
    pub import_id: String,
    /// Where to upload the file; absent once the file has been uploaded.
    #[serde(default)]
    pub upload: Option<UploadTarget>,
}

/// A presigned request that uploads the file.
#[derive(Debug, Clone, Deserialize)]
pub struct UploadTarget {
    /// The URL.
    pub url: String,
    /// The signed headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// The response to `POST /imports/{id}/undo`.
#[derive(Debug, Clone, Deserialize)]
pub struct UndoAnswer {
    /// The undo.
    pub import_id: String,
}

/// Which imports to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportFilter<'a> {
    /// Status.
    pub status: Option<&'a str>,
    /// Source.
    pub source: Option<&'a str>,
    /// Who started the imports.
    pub started_by: Option<&'a str>,
    /// Feed.
    pub feed: Option<&'a str>,
}

/// A row of an undo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoRowAnswer {
    /// Row number in the file of the import that is undone; `None` for a person who is absent from the file of a feed.
    pub row: Option<u64>,
    /// The outcome.
    pub outcome: String,
    /// Why the row was skipped.
    #[serde(default)]
    pub reason: Option<String>,
    /// The user.
    pub user: UndoUserAnswer,
    /// The values that are kept.
    #[serde(default)]
    pub kept: Vec<KeptAnswer>,
    /// The latest import that changed the user since.
    #[serde(default)]
    pub changed_by: Option<String>,
}

/// The user of a row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoUserAnswer {
    /// The address.
    #[serde(default)]
    pub email: Option<String>,
}

/// A value that an undo keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// Label of the column.
    pub column: String,
    /// What the import wrote.
    #[serde(default)]
    pub written: Option<String>,
    /// The user's current value.
    #[serde(default)]
    pub current: Option<String>,
}

/// An import.
#[derive(Debug, Clone, Deserialize)]
pub struct ImportAnswer {
    /// The id.
    #[serde(default)]
    pub import_id: String,
    /// The latest undo of the import.
    #[serde(default)]
    pub undone_by: Option<String>,
    /// The status.
    pub status: ImportStatus,
    /// The options, which the feed of the file may have set.
    #[serde(default)]
    pub options: OptionsAnswer,
    /// The limits of the feed's brake that the file exceeds.
    #[serde(default)]
    pub held: Vec<Held>,
    /// What the file does to the people of its feed.
    #[serde(default)]
    pub roster: Option<RosterShape>,
    /// The progress.
    #[serde(default)]
    pub progress: ProgressAnswer,
    /// Rows by outcome; while the import waits, the outcome of a confirmation.
    #[serde(default)]
    pub summary: Summary,
    /// The number of problems.
    #[serde(default)]
    pub problems: CountsAnswer,
    /// Why the import failed.
    #[serde(default)]
    pub failure: Option<FailureAnswer>,
    /// When the import ended.
    #[serde(default)]
    pub finished_at: Option<String>,
}

/// The options of an import.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OptionsAnswer {
    /// How rows with errors are treated.
    pub on_row_errors: Option<OnRowErrors>,
}

/// The progress of an import.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProgressAnswer {
    /// Rows in the file, once it has been read completely.
    pub rows_total: Option<u64>,
    /// Rows read.
    pub rows_validated: u64,
    /// Rows written.
    pub rows_applied: u64,
    /// Blank rows, which are ignored.
    pub rows_blank: u64,
    /// Identical repetitions, which are ignored.
    pub rows_repeated: u64,
    /// Repetitions of the header and rows that a correction leaves out.
    pub rows_left_out: u64,
    /// Rows without errors; absent on older stacks.
    pub rows_valid: Option<u64>,
    /// Percentage of bytes until the file is read, then of rows.
    pub percent: f64,
}

/// The number of problems.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CountsAnswer {
    /// Errors: of the file and of rows.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
}

/// Why an import failed.
#[derive(Debug, Clone, Deserialize)]
pub struct FailureAnswer {
    /// What happened, and what to do.
    pub detail: String,
    /// Whether a retry may succeed.
    #[serde(default)]
    pub retryable: bool,
}

/// A problem with its message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemAnswer {
    /// The stable code for programs.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// The row number of a spreadsheet.
    #[serde(default)]
    pub row: Option<u64>,
    /// The line of the file.
    #[serde(default)]
    pub line: Option<u64>,
    /// The label of the column.
    #[serde(default)]
    pub column: Option<String>,
    /// The value of the cell.
    #[serde(default)]
    pub found: Option<String>,
    /// The message for the admin.
    pub message: String,
    /// Suggestions, best first.
    #[serde(default)]
    pub suggestions: Vec<String>,
    /// What a corrected cell was read as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<String>,
    /// Whether the only suggestion is certain.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safe: bool,
    /// The company whose courses or cohorts were searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The number of rows with the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The first of those rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<u64>,
}

/// A row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowAnswer {
    /// The row number of a spreadsheet; `None` for a person who is absent from the file of a feed.
    pub row: Option<u64>,
    /// The line of the file.
    pub line: Option<u64>,
    /// The user.
    pub user: RowUserAnswer,
    /// The requested courses.
    #[serde(default)]
    pub courses: Vec<Course>,
    /// Ids of the courses that are newly assigned.
    #[serde(default)]
    pub courses_assigned: Vec<CourseId>,
    /// Changed values.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// The user of a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowUserAnswer {
    /// The address as typed.
    #[serde(default)]
    pub email: String,
}

/// The body of `POST /invitations`: exactly one of `emails`, `import_id` and `all_uninvited`.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct InvitationRequest<'a> {
    /// Addresses of users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<&'a [String]>,
    /// An import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_id: Option<&'a str>,
    /// All users without an invitation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all_uninvited: bool,
    /// Only users of this company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<&'a str>,
    /// Sends another invitation to users whose link is still valid.
    pub resend: bool,
    /// Only counts the users.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
}

/// The response to `POST /invitations`, or a run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitedAnswer {
    /// The run that invites the users, if they are too many for one request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// Status of a run.
    #[serde(skip_serializing)]
    pub status: Option<BatchStatus>,
    /// Users whose invitation was queued.
    pub queued: u64,
    /// Users who have an invitation.
    pub already_invited: u64,
    /// Users who have used a link.
    pub already_active: u64,
    /// Users who may not sign in.
    pub disabled: u64,
    /// Addresses without a user.
    pub unknown: u64,
    /// Whether only the first users were counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// The state of sending, while it is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sending: Option<serde_json::Value>,
}

impl InvitedAnswer {
    /// Adds the counts of another request. A run or a state of sending in `other` replaces the previous one.
    pub fn add(&mut self, other: Self) {
        self.queued += other.queued;
        self.already_invited += other.already_invited;
        self.already_active += other.already_active;
        self.disabled += other.disabled;
        self.unknown += other.unknown;
        self.truncated |= other.truncated;
        self.run_id = other.run_id.or(self.run_id.take());
        self.sending = other.sending.or(self.sending.take());
    }
}

/// A distinct value with a problem.
#[derive(Debug, Clone, Deserialize)]
pub struct FindingAnswer {
    /// The stable code for programs.
    pub code: String,
    /// Name of the column.
    #[serde(default)]
    pub column: Option<String>,
    /// The company whose courses or cohorts were searched.
    #[serde(default)]
    pub company: Option<String>,
    /// The cell or label.
    pub found: String,
    /// Number of rows.
    #[serde(default)]
    pub count: u64,
    /// Suggestions, best first.
    #[serde(default)]
    pub suggestions: Vec<String>,
    /// Whether the only suggestion is certain.
    #[serde(default)]
    pub safe: bool,
}

/// The import that supersedes another one.
#[derive(Debug, Clone, Deserialize)]
pub struct CorrectedAnswer {
    /// The import.
    pub import_id: String,
}

/// A page of a list.
#[derive(Debug, Deserialize)]
pub struct Page<T> {
    /// Items of the page.
    pub items: Vec<T>,
    /// The cursor of the next page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// An export.
#[derive(Debug, Deserialize)]
pub struct ExportAnswer {
    /// A presigned URL.
    pub url: String,
    /// The file name.
    pub file_name: String,
}

/// A page of the catalog.
#[derive(Debug, Deserialize)]
pub struct CatalogPage {
    /// Companies of the page.
    pub companies: Vec<CompanyAnswer>,
    /// The cursor of the next page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// A company, with its members in the order of a catalog file.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompanyAnswer {
    /// Id of the company.
    pub id: String,
    /// Name of the company.
    pub name: String,
    /// Other texts that stand for the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
    /// Cohorts of the company.
    #[serde(default)]
    pub cohorts: Vec<CohortAnswer>,
    /// Courses that the company can use.
    #[serde(default)]
    pub courses: Vec<CourseAnswer>,
}

/// A cohort.
#[derive(Debug, Serialize, Deserialize)]
pub struct CohortAnswer {
    /// Id of the cohort.
    pub id: String,
    /// Name of the cohort.
    pub name: String,
    /// Other texts that stand for the cohort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}

/// A course.
#[derive(Debug, Serialize, Deserialize)]
pub struct CourseAnswer {
    /// Id of the course.
    pub id: String,
    /// Title of the course.
    pub title: String,
    /// Other texts that stand for the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}
