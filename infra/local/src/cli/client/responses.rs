//! API requests and responses, with the members that the program uses.
//!
//! Unknown members are ignored and most missing members have a default, so that the program also works with older and newer stacks.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rollcall_domain::{
    catalog::Course,
    corrections::{Correction, CourseLeftOut},
    feed::{ExceededLimit, RosterShape},
    ids::CourseId,
    import::{ImportStatus, OnRowErrors},
    invitation::BatchStatus,
    row::{Change, Summary},
};
use serde::{Deserialize, Serialize};

/// The body of `POST /imports`.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRequest<'a> {
    pub file_name: &'a str,
    pub size_bytes: u64,
    #[serde(flatten)]
    pub options: &'a ImportOptions,
}

/// The options of `POST /imports`. An omitted option has the value set by the feed or, if no feed sets it, the stack's default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct ImportOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_existing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send_invitations: Option<bool>,
    /// How to treat rows with errors; omitted if the feed or a confirmation decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_row_errors: Option<OnRowErrors>,
    /// Waits for confirmation after validation.
    pub confirm: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Only checks the file, as strictly as an import without a confirmation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// The response to `POST /imports`.
#[derive(Debug, Clone, Deserialize)]
pub struct Opened {
    pub import_id: String,
    /// Where to upload the file; absent once the file has been uploaded.
    #[serde(default)]
    pub upload: Option<UploadTarget>,
}

/// A presigned request that uploads the file.
#[derive(Debug, Clone, Deserialize)]
pub struct UploadTarget {
    pub url: String,
    /// Signed, so they must be sent unchanged.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// The response to `POST /imports/{id}/undo`.
#[derive(Debug, Clone, Deserialize)]
pub struct UndoResponse {
    /// Id of the undo.
    pub import_id: String,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct ImportFilter<'a> {
    pub status: Option<&'a str>,
    pub source: Option<&'a str>,
    pub started_by: Option<&'a str>,
    pub feed: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoRowResponse {
    /// Row number in the file of the import being undone; `None` for a person who is absent from a feed's file.
    pub row: Option<u64>,
    pub outcome: String,
    /// Why the row was skipped.
    #[serde(default)]
    pub reason: Option<String>,
    pub user: UndoUserResponse,
    #[serde(default)]
    pub kept: Vec<KeptResponse>,
    /// Id of the latest import that has changed the user since.
    #[serde(default)]
    pub changed_by: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoUserResponse {
    #[serde(default)]
    pub email: Option<String>,
}

/// A value that an undo keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptResponse {
    /// The column's label.
    pub column: String,
    /// What the import wrote.
    #[serde(default)]
    pub written: Option<String>,
    #[serde(default)]
    pub current: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ImportResponse {
    #[serde(default)]
    pub import_id: String,
    /// Id of the latest undo of the import.
    #[serde(default)]
    pub undone_by: Option<String>,
    /// Status of that undo.
    #[serde(default)]
    pub undo_status: Option<ImportStatus>,
    pub status: ImportStatus,
    /// The options; for a feed's file, they come from the feed.
    #[serde(default)]
    pub options: OptionsResponse,
    /// The limits of the feed's brake that the file exceeds.
    #[serde(default)]
    pub held: Vec<ExceededLimit>,
    /// How the file changes the people in its feed.
    #[serde(default)]
    pub roster: Option<RosterShape>,
    #[serde(default)]
    pub progress: ProgressResponse,
    /// Rows by outcome. While the import awaits confirmation, and for a feed's file that was only checked, these are the planned outcomes.
    #[serde(default)]
    pub summary: Summary,
    #[serde(default)]
    pub problems: CountsResponse,
    #[serde(default)]
    pub failure: Option<FailureResponse>,
    /// Courses that the corrections leave out.
    #[serde(default)]
    pub courses_left_out: Vec<CourseLeftOut>,
    #[serde(default)]
    pub created_at: Timestamp,
    #[serde(default)]
    pub finished_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OptionsResponse {
    pub on_row_errors: Option<OnRowErrors>,
    /// Whether the file is only checked.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProgressResponse {
    /// Rows in the file, once it has been read completely.
    pub rows_total: Option<u64>,
    pub rows_validated: u64,
    pub rows_applied: u64,
    /// Blank rows, which are ignored.
    pub rows_blank: u64,
    /// Identical repeated rows, which are ignored.
    pub rows_repeated: u64,
    /// Repeated header rows, and rows that a correction leaves out.
    pub rows_left_out: u64,
    /// Rows without errors; older stacks do not return it.
    pub rows_valid: Option<u64>,
    /// Percentage of bytes while the file is being read, then of rows.
    pub percent: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CountsResponse {
    /// File errors and row errors together.
    pub errors: u64,
    pub warnings: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct FailureResponse {
    /// What happened, and what to do.
    pub detail: String,
    #[serde(default)]
    pub retryable: bool,
}

/// A problem with its message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemResponse {
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// The row number, as in a spreadsheet.
    #[serde(default)]
    pub row: Option<u64>,
    /// The line in the file.
    #[serde(default)]
    pub line: Option<u64>,
    /// The column's label.
    #[serde(default)]
    pub column: Option<String>,
    /// The cell's value.
    #[serde(default)]
    pub found: Option<String>,
    pub message: String,
    /// Suggestions, best first.
    #[serde(default)]
    pub suggestions: Vec<String>,
    /// The corrected value that was read instead of the cell's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<String>,
    /// Whether the only suggestion is certain.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safe: bool,
    /// For text that was decoded twice: the encoding that reads the file correctly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The company whose courses or cohorts were searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The number of rows with the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The first few of those rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowResponse {
    /// The row number, as in a spreadsheet; `None` for a person who is absent from a feed's file.
    pub row: Option<u64>,
    /// The line in the file.
    pub line: Option<u64>,
    pub user: RowUserResponse,
    /// The requested courses.
    #[serde(default)]
    pub courses: Vec<Course>,
    /// Ids of the newly assigned courses.
    #[serde(default)]
    pub courses_assigned: Vec<CourseId>,
    #[serde(default)]
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowUserResponse {
    /// The address as typed.
    #[serde(default)]
    pub email: String,
}

/// The body of `POST /invitations`: exactly one of `emails`, `import_id` and `all_uninvited`.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct InvitationRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_id: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all_uninvited: bool,
    /// Only users in this company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<&'a str>,
    /// Sends another invitation to users whose link is still valid.
    pub resend: bool,
    /// Only counts the users.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
}

/// The response to `POST /invitations`, or the state of an invitation batch.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitedResponse {
    /// Id of the invitation batch that invites the users, if there are too many for one request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// Present only for an invitation batch.
    #[serde(skip_serializing)]
    pub status: Option<BatchStatus>,
    pub queued: u64,
    pub already_invited: u64,
    /// Users who have used a link.
    pub already_active: u64,
    pub disabled: u64,
    /// Addresses without a user.
    pub unknown: u64,
    /// Whether there are more users than were counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// The sending state; present only while sending is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sending: Option<serde_json::Value>,
}

impl InvitedResponse {
    /// Adds the counts from another request. A batch id or a sending state in `other` replaces the previous one.
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
pub struct FindingResponse {
    pub code: String,
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

/// The import that supersedes the corrected one.
#[derive(Debug, Clone, Deserialize)]
pub struct CorrectedResponse {
    pub import_id: String,
}

#[derive(Debug, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// `None` on the last page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct ExportResponse {
    /// A presigned URL.
    pub url: String,
    pub file_name: String,
}

/// The response to a loaded catalog.
#[derive(Debug, Deserialize)]
pub struct CatalogChanges {
    /// Number of aliases that were removed because an entry took their text as its name.
    #[serde(default)]
    pub aliases_removed: u64,
}

#[derive(Debug, Deserialize)]
pub struct CatalogPage {
    pub companies: Vec<CompanyResponse>,
    /// `None` on the last page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// A company, with its fields in the same order as in a catalog file.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompanyResponse {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
    #[serde(default)]
    pub cohorts: Vec<CohortResponse>,
    /// Courses that the company can use.
    #[serde(default)]
    pub courses: Vec<CourseResponse>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CohortResponse {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CourseResponse {
    pub id: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}
