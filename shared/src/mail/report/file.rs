use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    feed::ExceededLimit,
    ids::ImportId,
    import::{Import, ImportStatus},
    locale::{Message, email},
    named::named_enum,
    problem::{Code, FIRST_ROWS_MAX, Problem, Severity},
    row::Summary,
};

named_enum! {
    /// The state of a feed's file, as named in a report.
    pub enum ReportedState {
        /// Every row has its outcome.
        Completed = "completed",
        /// The file is waiting for confirmation.
        Held = "held",
        /// The feed is in test mode: the file was only checked.
        Tested = "tested",
        /// A newer file in the feed superseded this one.
        Superseded = "superseded",
        /// A person cancelled the import.
        Cancelled = "cancelled",
        /// The file was refused.
        Rejected = "rejected",
        /// An internal error ended the import.
        Failed = "failed",
        /// The import was not confirmed in time.
        Expired = "expired",
    }
}

impl ReportedState {
    /// Returns `true` if a person has to act.
    pub const fn needs_person(self) -> bool {
        matches!(self, Self::Held | Self::Rejected | Self::Failed | Self::Expired)
    }

    /// Returns `true` if rows may have been written.
    pub(super) const fn is_written(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    pub(super) fn message(self) -> Message {
        match self {
            Self::Completed => email::REPORT_COMPLETED,
            Self::Held => email::REPORT_HELD,
            Self::Tested => email::REPORT_TESTED,
            Self::Superseded => email::REPORT_SUPERSEDED,
            Self::Cancelled => email::REPORT_CANCELLED,
            Self::Rejected => email::REPORT_REJECTED,
            Self::Failed => email::REPORT_FAILED,
            Self::Expired => email::REPORT_EXPIRED,
        }
    }

    /// Returns the sentence which says that nothing was written, or `None` if rows may have been written, or if the report says so in other
    /// words.
    pub(super) fn not_written(self) -> Option<Message> {
        match self {
            Self::Completed | Self::Held | Self::Tested | Self::Failed => None,
            Self::Superseded => Some(email::REPORT_NOT_WRITTEN_SUPERSEDED),
            Self::Cancelled | Self::Rejected | Self::Expired => Some(email::REPORT_NOT_WRITTEN),
        }
    }

    /// Returns the state of an import, or `None` if the import does not count as a file in a feed or there is nothing to report yet.
    pub fn of(import: &Import) -> Option<Self> {
        let file = import.feed().filter(|_| import.is_feed_file())?;
        match import.status() {
            ImportStatus::AwaitingUpload | ImportStatus::Validating | ImportStatus::Importing => None,
            ImportStatus::AwaitingConfirmation => Some(Self::Held),
            ImportStatus::Completed => Some(Self::Completed),
            ImportStatus::Rejected => Some(Self::Rejected),
            ImportStatus::Cancelled if file.superseded_by.is_some() => Some(Self::Superseded),
            ImportStatus::Cancelled if import.is_tested() => Some(Self::Tested),
            ImportStatus::Cancelled => Some(Self::Cancelled),
            ImportStatus::Failed => Some(Self::Failed),
            ImportStatus::Expired => Some(Self::Expired),
        }
    }
}

/// The part of a report that covers one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFile {
    pub import_id: ImportId,
    pub state: ReportedState,
    /// When the import ended or, if it is waiting for confirmation, when it was created.
    pub at: Timestamp,
    /// While the import is waiting for confirmation, when it expires; after its end, when its results are deleted.
    pub expires_at: Option<Timestamp>,
    /// The counts, or the planned counts if nothing was written.
    pub summary: Summary,
    /// The brake limits that the file exceeds.
    pub held: Vec<ExceededLimit>,
    /// Code of the internal error.
    pub failure: Option<String>,
    /// Number of rows without a readable address, if they are why absence did not count.
    pub uncounted: Option<u64>,
    pub codes: Vec<CodeRows>,
}

impl ReportedFile {
    /// Returns the part of a report that covers an import, or `None` if the import does not count as a file in a feed or there is nothing
    /// to report yet.
    ///
    /// `applied` contains the counts of the rows that were written before the import failed.
    pub fn of(import: &Import, applied: Summary, codes: Vec<CodeRows>) -> Option<Self> {
        let state = ReportedState::of(import)?;
        let file = import.feed()?;
        Some(Self {
            import_id: import.id().clone(),
            state,
            at: import.finished_at().unwrap_or(import.created_at()),
            expires_at: import.expires_at(),
            summary: match state {
                ReportedState::Completed => import.summary(),
                ReportedState::Failed => applied,
                _ => import.planned(),
            },
            held: file.held.clone(),
            failure: import.failure().map(|failure| failure.code.clone()),
            uncounted: file.roster.and_then(|roster| roster.uncounted()),
            codes,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRows {
    pub code: Code,
    /// Number of rows; 0 for a problem with the whole file.
    pub rows: u64,
    /// The first row numbers, at most [`FIRST_ROWS_MAX`].
    pub first_rows: Vec<u64>,
}

/// Counts rows by code, and discards everything else about the problems.
#[derive(Debug, Clone, Default)]
pub struct CodeRowCounter {
    codes: Vec<CodeCount>,
}

#[derive(Debug, Clone)]
struct CodeCount {
    code: Code,
    rows: u64,
    /// The row numbers, except those not listed by a problem that many rows share.
    listed: BTreeSet<u64>,
}

impl CodeRowCounter {
    /// Counts the rows of a problem, except those already listed by another problem with the same code.
    pub fn add(&mut self, problem: &Problem) {
        let at = self.codes.iter().position(|found| found.code == problem.code).unwrap_or_else(|| {
            self.codes.push(CodeCount { code: problem.code, rows: 0, listed: BTreeSet::new() });
            self.codes.len() - 1
        });
        let Some(found) = self.codes.get_mut(at) else { return };
        let (count, rows) = match problem.rows {
            Some(count) => (count, problem.first_rows.as_slice()),
            None => (u64::from(problem.row.is_some()), problem.row.as_slice()),
        };
        let repeated = rows.iter().filter(|row| !found.listed.insert(**row)).count() as u64;
        found.rows += count.saturating_sub(repeated);
    }

    /// Returns the codes: first those of errors, then those of warnings, each group in order of first occurrence.
    pub fn finish(mut self) -> Vec<CodeRows> {
        self.codes.sort_by_key(|found| Problem::new(found.code).severity() != Severity::Error);
        let first = |listed: BTreeSet<u64>| listed.into_iter().take(FIRST_ROWS_MAX).collect();
        let codes = self.codes.into_iter();
        codes.map(|CodeCount { code, rows, listed }| CodeRows { code, rows, first_rows: first(listed) }).collect()
    }
}
