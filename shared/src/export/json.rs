//! The result as JSON: summary, options and the lists.

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    catalog::Course,
    ids::{CourseId, ImportId, UserId},
    import::{Import, ImportStatus, Options, Source},
    problem::{ProblemView, message::Language},
    row::{Change, Outcome, Person, Reason, Row, Summary},
};

/// A row as lists and exports show it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Row"))]
pub struct RowView<'a> {
    /// Row as a spreadsheet numbers it.
    pub row: u64,
    /// Physical line.
    pub line: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was skipped.
    pub reason: Option<Reason>,
    /// The user.
    pub user: UserView<'a>,
    /// The courses asked for.
    pub courses: &'a [Course],
    /// Ids of those that are new.
    pub courses_assigned: &'a [CourseId],
    /// Values that changed.
    pub changes: &'a [Change],
    /// Whether an invitation was queued.
    pub invited: bool,
    /// What is wrong, and what is worth a look.
    pub problems: Vec<ProblemView<'a>>,
}

/// The user of a row as the file has it, with the stored values that an update keeps.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RowUser"))]
pub struct UserView<'a> {
    /// The id, once there is a user.
    pub user_id: Option<&'a UserId>,
    /// Address as typed.
    pub email: &'a str,
    /// Whether the file enables the user.
    pub enabled: Option<bool>,
    /// First name.
    pub name: &'a str,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// Company's name.
    pub company: Option<&'a str>,
    /// Cohort's name.
    pub cohort: Option<&'a str>,
    /// Language.
    pub language: &'a str,
    /// Role.
    pub job_role: Option<&'a str>,
    /// Region.
    pub region: Option<&'a str>,
    /// Name shown in reports.
    pub identifier: Option<&'a str>,
    /// Country.
    pub country: Option<&'a str>,
}

impl<'a> RowView<'a> {
    /// Shows a row, with its problems in the reader's language.
    pub fn new(row: &'a Row, language: Language) -> Self {
        // Where the file's cell is empty and an update keeps what is stored, the row itself says it.
        let Person { email, enabled, name, company, language: user_language, .. } = &row.person;
        Self {
            row: row.row,
            line: row.line,
            outcome: row.outcome,
            reason: row.reason,
            user: UserView {
                user_id: row.user_id.as_ref(),
                email,
                enabled: *enabled,
                name,
                last_name: row.last_name(),
                company: company.as_deref(),
                cohort: row.cohort(),
                language: user_language,
                job_role: row.job_role(),
                region: row.region(),
                identifier: row.identifier(),
                country: row.country(),
            },
            courses: &row.courses,
            courses_assigned: &row.assigned,
            changes: &row.changes,
            invited: row.invited,
            problems: row.problems.iter().map(|problem| problem.view(language)).collect(),
        }
    }
}

/// What stands before the lists.
#[derive(Debug, Serialize)]
pub struct JsonHead<'a> {
    /// The import.
    pub import_id: &'a ImportId,
    /// How the file came.
    pub source: Source,
    /// How the import ended; while it waits, that it waits: the lists are what a confirm would do.
    pub status: ImportStatus,
    /// Who started it.
    pub started_by: &'a str,
    /// Name of the file.
    pub file_name: &'a str,
    /// Options.
    pub options: &'a Options,
    /// Counts of the lists.
    pub summary: Summary,
    /// Blank rows, left out.
    pub rows_blank: u64,
    /// Identical repetitions, left out.
    pub rows_repeated: u64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When the import ended; nothing while it waits.
    pub finished_at: Option<Timestamp>,
}

impl<'a> JsonHead<'a> {
    /// The head of an import's result.
    pub fn new(import: &'a Import, status: ImportStatus, summary: Summary, at: Timestamp) -> Self {
        Self {
            import_id: import.id(),
            source: import.source(),
            status,
            started_by: import.started_by(),
            file_name: &import.file().name,
            options: import.options(),
            summary,
            rows_blank: import.progress().rows_blank,
            rows_repeated: import.progress().rows_repeated,
            created_at: import.created_at(),
            finished_at: status.is_ended().then_some(at),
        }
    }
}

/// Writes one JSON document piece by piece: the head, then a list for each outcome, in order.
#[derive(Debug)]
pub struct JsonWriter {
    language: Language,
    out: Vec<u8>,
    is_first: bool,
}

impl JsonWriter {
    /// Begins with the head. The problems are told in `language`.
    ///
    /// # Errors
    /// What `serde_json` says; never for a head.
    pub fn new(head: &JsonHead<'_>, language: Language) -> Result<Self, serde_json::Error> {
        let mut out = serde_json::to_vec(head)?;
        // The document goes on: its closing brace comes last.
        out.pop();
        Ok(Self { language, out, is_first: true })
    }

    /// Begins the list of an outcome.
    pub fn begin_list(&mut self, outcome: Outcome) {
        self.out.extend_from_slice(format!(",\n\"{}\":[", outcome.as_str()).as_bytes());
        self.is_first = true;
    }

    /// Adds a row to the list.
    ///
    /// # Errors
    /// What `serde_json` says; never for a row.
    pub fn push(&mut self, row: &Row) -> Result<(), serde_json::Error> {
        self.out.extend_from_slice(if self.is_first { b"\n" } else { b",\n" });
        self.is_first = false;
        serde_json::to_writer(&mut self.out, &RowView::new(row, self.language))
    }

    /// Ends the list.
    pub fn end_list(&mut self) {
        self.out.push(b']');
    }

    /// Ends the document.
    pub fn finish(mut self) -> Bytes {
        self.out.extend_from_slice(b"\n}\n");
        Bytes::from(self.out)
    }

    /// What was written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }
}
