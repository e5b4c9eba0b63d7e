//! An import: one file, its options, its state, and the transitions between states.
//!
//! ```
//! use jiff::Timestamp;
//! use rollcall_domain::{
//!     ids::ImportId,
//!     import::{File, Import, ImportStatus, NewImport, ObjectVersion, Options, Source},
//!     layout::LayoutName,
//!     problem::Language,
//! };
//!
//! let now = Timestamp::UNIX_EPOCH;
//! let mut import = Import::new(
//!     NewImport {
//!         import_id: ImportId::from_parts(1, [0; 10]),
//!         source: Source::Portal,
//!         started_by: "admin".to_owned(),
//!         started_by_address: None,
//!         language: Language::English,
//!         file: File::new("people.csv".to_owned(), 1_024, "uploads/1.csv".to_owned()),
//!         options: Options::of_layout(LayoutName::Enrolment),
//!     },
//!     now,
//! );
//! import.begin_validation(ObjectVersion::default(), 1_024, now)?;
//! assert_eq!(import.status(), ImportStatus::Validating);
//! assert!(import.transition(ImportStatus::Completed, now).is_err(), "nothing was written");
//! # Ok::<(), rollcall_domain::import::IllegalTransition>(())
//! ```

mod chain;
mod change;
mod due;
mod failure;
mod feed;
mod file;
mod lease;
mod options;
mod progress;
mod status;
mod undo;

pub(crate) use self::undo::WORKERS_STOP_AFTER;
pub use self::{
    chain::{Correcting, NotCorrectable},
    due::UPLOAD_LOOKED_FOR_AFTER,
    failure::{Failure, FailureReason},
    file::{File, ObjectVersion, Source},
    lease::{LEASE, LEASE_RENEWED_EVERY, Lease},
    options::{OnRowErrors, Options},
    progress::{FILE_PROBLEMS_BYTES_MAX, FILE_PROBLEMS_SHOWN, PlanShape, ProblemCounts, Progress},
    status::{IllegalTransition, ImportStatus},
    undo::NewUndo,
};

use chain::Chain;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{feed::FeedFile, ids::ImportId, problem::Language, row::Summary, unknown::Unknown};

/// Time within which the file must be uploaded. The presigned URL is valid for a quarter of this time and may be requested again.
pub const UPLOAD_WITHIN: SignedDuration = SignedDuration::from_hours(1);
pub const CONFIRM_WITHIN: SignedDuration = SignedDuration::from_hours(24);
pub const RESULTS_RETENTION: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Maximum number of restarts without progress before the import fails.
pub const RESTARTS_MAX: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub by: String,
    pub at: Timestamp,
    /// Whether rows with errors are skipped.
    pub ignore_errors: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Opaque id, sortable by time.
    pub import_id: ImportId,
    pub source: Source,
    /// Subject of the caller's token, or the principal of the drop.
    pub started_by: String,
    /// The caller's e-mail claim, as an address key, if the token has one.
    pub started_by_address: Option<String>,
    /// Language of the messages in the result files, which are written before it is known who will read them.
    pub language: Language,
    pub file: File,
    pub options: Options,
}

/// An import. Its fields change only through its methods, and its state only through [`transition`](Self::transition).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    #[serde(rename = "import_id")]
    id: ImportId,
    source: Source,
    status: ImportStatus,
    started_by: String,
    #[serde(default)]
    started_by_address: Option<String>,
    #[serde(default)]
    language: Language,
    file: File,
    options: Options,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undoes: Option<ImportId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undone_by: Option<ImportId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workers_stop_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    feed: Option<Box<FeedFile>>,
    #[serde(default)]
    chain: Chain,
    #[serde(default)]
    progress: Progress,
    #[serde(default)]
    summary: Summary,
    #[serde(default)]
    problems: ProblemCounts,
    #[serde(default)]
    failure: Option<Failure>,
    #[serde(default)]
    attempt_id: Option<String>,
    #[serde(default)]
    plan: Option<PlanShape>,
    #[serde(default)]
    confirmation: Option<Confirmation>,
    #[serde(default)]
    moved_at: Option<Timestamp>,
    #[serde(default)]
    lease: Option<Lease>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retried_at: Option<Timestamp>,
    #[serde(default)]
    restarts: u32,
    #[serde(default)]
    chunks_seen: u32,
    #[serde(default)]
    results_at: Option<Timestamp>,
    open: bool,
    version: u64,
    created_at: Timestamp,
    #[serde(default)]
    finished_at: Option<Timestamp>,
    #[serde(default)]
    expires_at: Option<Timestamp>,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    unknown: Unknown,
}

impl Import {
    /// Creates an import. An import from the portal waits for its upload; all others start in `validating`.
    pub fn new(new: NewImport, now: Timestamp) -> Self {
        let initial = match new.source {
            Source::Portal => ImportStatus::AwaitingUpload,
            Source::Drop | Source::Undo => ImportStatus::Validating,
        };
        Self::new_in_status(new, initial, now)
    }

    /// Creates an import in its initial status: `awaiting_upload`, or `validating` if its file has already arrived.
    fn new_in_status(new: NewImport, initial: ImportStatus, now: Timestamp) -> Self {
        let NewImport { import_id, source, started_by, started_by_address, language, file, options } = new;
        let expires_at = (initial == ImportStatus::AwaitingUpload).then(|| now + UPLOAD_WITHIN);
        Self {
            id: import_id,
            source,
            status: initial,
            started_by,
            started_by_address,
            language,
            file,
            options,
            undoes: None,
            undone_by: None,
            workers_stop_at: None,
            feed: None,
            chain: Chain::default(),
            progress: Progress::default(),
            summary: Summary::default(),
            problems: ProblemCounts::default(),
            failure: None,
            attempt_id: None,
            plan: None,
            confirmation: None,
            moved_at: None,
            lease: None,
            retried_at: None,
            restarts: 0,
            chunks_seen: 0,
            results_at: None,
            open: true,
            version: 1,
            created_at: now,
            finished_at: None,
            expires_at,
            unknown: Unknown::new(),
        }
    }

    pub fn id(&self) -> &ImportId {
        &self.id
    }

    pub fn source(&self) -> Source {
        self.source
    }

    pub fn status(&self) -> ImportStatus {
        self.status
    }

    /// Subject of the caller's token, or the principal of the drop.
    pub fn started_by(&self) -> &str {
        &self.started_by
    }

    /// The caller's e-mail claim, as an address key, if the token had one.
    pub fn started_by_address(&self) -> Option<&str> {
        self.started_by_address.as_deref()
    }

    /// Language of the messages in the result files.
    pub fn language(&self) -> Language {
        self.language
    }

    pub fn file(&self) -> &File {
        &self.file
    }

    pub fn options(&self) -> &Options {
        &self.options
    }

    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Counts of the rows' outcomes; zero until the import ends, and for a failed import. For an import that was [only
    /// checked](Self::is_tested), counts of the planned outcomes.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    pub fn problems(&self) -> &ProblemCounts {
        &self.problems
    }

    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Id of the validation attempt whose plan and problems are used; it is part of their object keys. Empty until an attempt is complete.
    pub fn attempt_id(&self) -> &str {
        self.attempt_id.as_deref().unwrap_or_default()
    }

    pub fn plan(&self) -> Option<PlanShape> {
        self.plan
    }

    /// Counts of the planned outcomes; zero before there is a plan.
    pub fn planned(&self) -> Summary {
        self.plan.map(|plan| plan.planned).unwrap_or_default()
    }

    pub fn confirmation(&self) -> Option<&Confirmation> {
        self.confirmation.as_ref()
    }

    /// Returns `true` if the import writes entries of the catalog, or will do so as soon as it is validated. Rows that wait for a
    /// confirmation are compared with the catalog again before they are written.
    pub fn relies_on_catalog(&self) -> bool {
        match self.status {
            ImportStatus::Importing => true,
            ImportStatus::Validating => !self.options.is_previewed() && !self.options.dry_run,
            ImportStatus::AwaitingUpload
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Completed
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Expired
            | ImportStatus::Failed => false,
        }
    }

    /// When the import last made progress or was last checked by the sweep. Time without progress is measured from then.
    pub fn moved_at(&self) -> Option<Timestamp> {
        self.moved_at
    }

    /// When the import, having failed, was last retried.
    pub fn retried_at(&self) -> Option<Timestamp> {
        self.retried_at
    }

    /// Number of restarts since the import last made progress.
    pub fn restarts(&self) -> u32 {
        self.restarts
    }

    /// The time used in the file names of the results; `None` until they are named.
    pub fn results_at(&self) -> Option<Timestamp> {
        self.results_at
    }

    /// Returns `true` if there is work left, so the sweep must check the import.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Incremented by every write.
    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    pub fn finished_at(&self) -> Option<Timestamp> {
        self.finished_at
    }

    /// While the import is waiting, the time at which it expires; after it has ended, the time at which its results are deleted.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LayoutName;

    fn new() -> NewImport {
        NewImport {
            import_id: ImportId::from_parts(1, [0; 10]),
            source: Source::Portal,
            started_by: "someone".to_owned(),
            started_by_address: None,
            language: Language::English,
            file: File::new("a.csv".to_owned(), 1, "uploads/a.csv".to_owned()),
            options: Options::of_layout(LayoutName::Enrolment),
        }
    }

    pub(super) fn import(status: ImportStatus) -> Import {
        Import { status, ..Import::new(new(), Timestamp::UNIX_EPOCH) }
    }

    #[test]
    fn new_import_waits_an_hour_for_its_upload_unless_its_file_has_arrived() {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(5);
        for (source, status, expires_at) in [
            (Source::Portal, ImportStatus::AwaitingUpload, Some(now + SignedDuration::from_hours(1))),
            (Source::Drop, ImportStatus::Validating, None),
            (Source::Undo, ImportStatus::Validating, None),
        ] {
            let import = Import::new(NewImport { source, ..new() }, now);
            assert_eq!((import.source(), import.status()), (source, status));
            assert_eq!((import.created_at(), import.expires_at()), (now, expires_at), "{source:?}");
        }
    }

    #[test]
    fn import_relies_on_the_catalog_while_it_writes_and_before_unless_it_then_waits() {
        for status in ImportStatus::ALL {
            let is_running = matches!(status, ImportStatus::Validating | ImportStatus::Importing);
            assert_eq!(import(status).relies_on_catalog(), is_running, "{status:?}");
            let is_writing = status == ImportStatus::Importing;
            for (confirm, dry_run) in [(true, false), (false, true)] {
                let options = Options { confirm, dry_run, ..import(status).options };
                assert_eq!(Import { options, ..import(status) }.relies_on_catalog(), is_writing, "{status:?}");
            }
        }
    }

    #[test]
    fn import_keeps_who_started_it_and_its_language() {
        let address = Some("admin@example.org".to_owned());
        let new = NewImport { started_by_address: address, language: Language::German, ..new() };
        let import = Import::new(new, Timestamp::UNIX_EPOCH);
        assert_eq!((import.started_by(), import.started_by_address()), ("someone", Some("admin@example.org")));
        assert_eq!(import.language(), Language::German);
        assert_eq!(import.in_language(Language::English).language(), Language::English);
    }
}
