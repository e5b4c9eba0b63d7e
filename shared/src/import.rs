//! An import: one file on its way in, its options, its states and the transitions between them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    ids::ImportId,
    layout::LayoutName,
    problem::{Language, Problem},
    row::Summary,
};

/// Time for an upload: the presigned address lives a quarter of it, and may be asked for again.
pub const UPLOAD_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// Time for a confirm.
pub const CONFIRM_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// Time that results are kept.
pub const RESULTS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a lease lasts unless it is renewed.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often a lease is renewed: three times within its life, so that one lost write does no harm.
pub const LEASE_RENEWED_EVERY: SignedDuration = SignedDuration::from_secs(20);
/// Times that an import which does not move is started again before it ends as failed.
pub const RESTARTS_MAX: u32 = 3;
/// After this an upload whose event has not come is looked for.
pub const UPLOAD_LOOKED_FOR_AFTER: SignedDuration = SignedDuration::from_mins(2);
/// Minutes without movement after which an import is started again, by how often it was already. Work may only wait behind
/// that of another import, so the patience grows.
pub const PATIENCE_MIN: [i64; 4] = [1, 5, 20, 60];
/// File problems kept beside the import's state; the rest is listed by its own route.
pub const FILE_PROBLEMS_SHOWN: usize = 100;
/// Bytes of those problems as JSON: with the rest of the import, well below the 400 KB of an item of `DynamoDB`.
pub const FILE_PROBLEMS_BYTES_MAX: usize = 200 * 1024;

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// The upload was asked for.
    AwaitingUpload,
    /// The file is being read.
    Validating,
    /// The plan is made; a person decides.
    AwaitingConfirmation,
    /// Rows are being written.
    Importing,
    /// Every row has its outcome.
    Completed,
    /// The file or a row refused it; nothing was written.
    Rejected,
    /// A person said no; nothing was written.
    Cancelled,
    /// We could not go on.
    Failed,
    /// Nobody uploaded or confirmed in time; nothing was written.
    Expired,
}

impl ImportStatus {
    /// All states, in the order of an import's life.
    pub const ALL: [Self; 9] = [
        Self::AwaitingUpload,
        Self::Validating,
        Self::AwaitingConfirmation,
        Self::Importing,
        Self::Completed,
        Self::Rejected,
        Self::Cancelled,
        Self::Failed,
        Self::Expired,
    ];

    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingUpload => "awaiting_upload",
            Self::Validating => "validating",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Importing => "importing",
            Self::Completed => "completed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    /// Whether nothing more happens by itself.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Cancelled | Self::Failed | Self::Expired)
    }

    /// Whether an import may go from here to `next`.
    ///
    /// `failed` may go back to where it was: a retry continues.
    pub fn may_become(self, next: Self) -> bool {
        use ImportStatus::{
            AwaitingConfirmation, AwaitingUpload, Cancelled, Completed, Expired, Failed, Importing, Rejected,
            Validating,
        };
        match self {
            AwaitingUpload => matches!(next, Validating | Cancelled | Expired),
            Validating => matches!(next, AwaitingConfirmation | Importing | Rejected | Cancelled | Failed),
            AwaitingConfirmation => matches!(next, Importing | Cancelled | Expired),
            Importing => matches!(next, Completed | Failed),
            Failed => matches!(next, Validating | Importing),
            Completed | Rejected | Cancelled | Expired => false,
        }
    }
}

/// How the file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Asked for over the API.
    Portal,
    /// Dropped into the bucket.
    Drop,
}

/// What rows with errors do to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRowErrors {
    /// Nothing is written.
    Reject,
    /// The valid rows are imported.
    Skip,
}

impl OnRowErrors {
    /// Reads an option's value.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "reject" => Some(Self::Reject),
            "skip" => Some(Self::Skip),
            _ => None,
        }
    }
}

/// The options of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The layout of the file.
    pub layout: LayoutName,
    /// Whether existing users get the file's values.
    pub update_existing: bool,
    /// Whether created users are invited at once.
    pub send_invitations: bool,
    /// What rows with errors do to the others.
    pub on_row_errors: OnRowErrors,
    /// Whether the import waits for a person after validation.
    pub confirm: bool,
    /// The encoding, if it was named.
    #[serde(default)]
    pub encoding: Option<String>,
}

impl Options {
    /// The safe defaults for a layout: no update, no mails, all or nothing, no waiting.
    pub fn of_layout(layout: LayoutName) -> Self {
        Self {
            layout,
            update_existing: false,
            send_invitations: false,
            on_row_errors: OnRowErrors::Reject,
            confirm: false,
            encoding: None,
        }
    }
}

/// The file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Name as the admin knows it; never part of a key.
    pub name: String,
    /// Bytes, as announced or as found.
    pub size_bytes: u64,
    /// Object key in the uploads bucket.
    pub key: String,
    /// Which version of the object: set when its event is claimed.
    #[serde(default)]
    pub object: Option<ObjectVersion>,
    /// Encoding that the file was read in.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Delimiter that the file was read with.
    #[serde(default)]
    pub delimiter: Option<String>,
}

/// One version of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectVersion {
    /// Version id where the bucket has versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// Sequencer of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequencer: Option<String>,
    /// Entity tag, without quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

impl ObjectVersion {
    /// What tells this version from others of its key: the version id, else the sequencer, else the entity tag.
    pub fn identity(&self) -> &str {
        self.version_id.as_deref().or(self.sequencer.as_deref()).or(self.etag.as_deref()).unwrap_or("")
    }
}

/// How far the reading is. Rows applied are counted from the chunks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes read.
    pub bytes_read: u64,
    /// Rows in the file, blank ones left out; unknown until it is read.
    pub rows_total: Option<u64>,
    /// Rows read.
    pub rows_validated: u64,
    /// Blank rows, left out.
    pub rows_blank: u64,
    /// Identical repetitions, left out.
    pub rows_repeated: u64,
    /// Rows that are left out: the header once more.
    #[serde(default)]
    pub rows_left_out: u64,
}

/// How many problems, and the first of the file's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemCounts {
    /// Errors: of the file and of rows.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// The first [`FILE_PROBLEMS_SHOWN`] problems of the file.
    #[serde(default)]
    pub file: Vec<Problem>,
}

/// Why we could not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable, kebab-case.
    pub code: String,
    /// What happened, and what to do.
    pub detail: String,
    /// Whether a retry may help.
    pub retryable: bool,
    /// Where it stood: a retry goes on from there.
    pub from: ImportStatus,
}

/// Who works on an import, and until when nobody else may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Random, one per invocation.
    pub owner: String,
    /// When it ends unless renewed.
    pub until: Timestamp,
}

/// The plan's shape, known when the file has been read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanShape {
    /// Chunks that the plan is cut into.
    pub chunks: u32,
    /// What the plan would do.
    pub would: Summary,
    /// Whether the fix file is UTF-8 since the file's own encoding cannot carry every message.
    #[serde(default)]
    pub is_fix_utf8: bool,
}

/// A person's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether rows with errors are left out.
    pub ignore_errors: bool,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Opaque, sortable by time.
    pub import_id: ImportId,
    /// How the file came.
    pub source: Source,
    /// Where it stands.
    pub status: ImportStatus,
    /// Subject of the caller's token, or the principal of the drop.
    pub started_by: String,
    /// E-mail claim of the caller, as an address key, where the token carries one.
    #[serde(default)]
    pub started_by_address: Option<String>,
    /// What whoever started it reads: the language of the messages in its result files, which are written without a reader.
    #[serde(default)]
    pub language: Language,
    /// The file.
    pub file: File,
    /// The options.
    pub options: Options,
    /// How far the reading is.
    #[serde(default)]
    pub progress: Progress,
    /// What became of the rows; set at the end.
    #[serde(default)]
    pub summary: Summary,
    /// How many problems.
    #[serde(default)]
    pub problems: ProblemCounts,
    /// Why we could not go on.
    #[serde(default)]
    pub failure: Option<Failure>,
    /// The reading of the file whose plan and problems count: part of their keys. Set when it has come to its end.
    #[serde(default)]
    pub reading: Option<String>,
    /// The plan's shape.
    #[serde(default)]
    pub plan: Option<PlanShape>,
    /// A person's yes.
    #[serde(default)]
    pub confirmation: Option<Confirmation>,
    /// What refuses it before its file is read; whoever takes it on again refuses it too.
    #[serde(default)]
    pub refusal: Vec<Problem>,
    /// When it last moved: the patience with an import that does not is counted from here.
    #[serde(default)]
    pub moved_at: Option<Timestamp>,
    /// Who works on it.
    #[serde(default)]
    pub lease: Option<Lease>,
    /// Times that it was started again without having moved.
    #[serde(default)]
    pub restarts: u32,
    /// Chunks that were done when the sweeper last looked.
    #[serde(default)]
    pub chunks_seen: u32,
    /// When the results were named; the stamp in their file names.
    #[serde(default)]
    pub results_at: Option<Timestamp>,
    /// Whether something is still to be done for it, so that the sweeper looks at it.
    pub open: bool,
    /// Grows by one with every write.
    pub version: u64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    #[serde(default)]
    pub finished_at: Option<Timestamp>,
    /// While waiting: when it expires. After the end: when its results go.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

impl Import {
    /// Whether somebody works on it at this moment.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.until > now)
    }

    /// The reading that counts, for keys; empty while there is none, and then nothing lies there.
    pub fn reading(&self) -> &str {
        self.reading.as_deref().unwrap_or_default()
    }

    /// When the sweeper has something to do for it, unless it moves before; nothing if it rests.
    ///
    /// An upload whose event has not come is looked for after [`UPLOAD_LOOKED_FOR_AFTER`], and then ever more seldom: each time twice as long
    /// after it was asked for.
    pub fn due_at(&self) -> Option<Timestamp> {
        if !self.open {
            return None;
        }
        let due = match self.status {
            ImportStatus::AwaitingUpload => {
                let looked_after = self.moved_at.map_or(SignedDuration::ZERO, |at| at.duration_since(self.created_at));
                let next = self.created_at + UPLOAD_LOOKED_FOR_AFTER.max(looked_after * 2);
                self.expires_at.map_or(next, |at| at.min(next))
            }
            ImportStatus::AwaitingConfirmation => self.expires_at.unwrap_or(self.created_at),
            ImportStatus::Validating | ImportStatus::Importing => {
                let minutes = PATIENCE_MIN[PATIENCE_MIN.len().min(self.restarts as usize + 1) - 1];
                self.moved_at.unwrap_or(self.created_at) + SignedDuration::from_mins(minutes)
            }
            ImportStatus::Completed
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Failed
            | ImportStatus::Expired => self.finished_at.unwrap_or(self.created_at),
        };
        // Whoever holds it looks after it.
        Some(self.lease.as_ref().map_or(due, |lease| due.max(lease.until)))
    }

    /// Whether this worker holds the lease.
    pub fn is_leased_to(&self, owner: &str) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.owner == owner)
    }

    /// Ends it. The caller has written the results, if the end has any.
    pub fn end(&mut self, status: ImportStatus, now: Timestamp) {
        self.status = status;
        self.lease = None;
        self.finished_at = Some(now);
        self.expires_at = Some(now + RESULTS_KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(status: ImportStatus) -> Import {
        let created_at = Timestamp::UNIX_EPOCH;
        Import {
            import_id: ImportId::from_parts(1, [0; 10]),
            source: Source::Portal,
            status,
            started_by: "someone".to_owned(),
            started_by_address: None,
            language: Language::English,
            file: File {
                name: "a.csv".to_owned(),
                size_bytes: 1,
                key: "uploads/a.csv".to_owned(),
                object: None,
                encoding: None,
                delimiter: None,
            },
            options: Options::of_layout(LayoutName::Enrolment),
            progress: Progress::default(),
            summary: Summary::default(),
            problems: ProblemCounts::default(),
            failure: None,
            reading: None,
            plan: None,
            confirmation: None,
            refusal: Vec::new(),
            moved_at: None,
            lease: None,
            restarts: 0,
            chunks_seen: 0,
            results_at: None,
            open: true,
            version: 1,
            created_at,
            finished_at: None,
            expires_at: Some(created_at + UPLOAD_WITHIN),
        }
    }

    #[test]
    fn upload_is_looked_for_ever_more_seldom_until_its_hour_is_over() {
        let mut import = import(ImportStatus::AwaitingUpload);
        let mut looked = Vec::new();
        while looked.len() < 6 {
            let due = import.due_at().unwrap_or_default();
            looked.push(due.as_second() / 60);
            import.moved_at = Some(due);
        }
        assert_eq!(looked, [2, 4, 8, 16, 32, 60]);
        assert_eq!(import.due_at(), import.expires_at, "then it stays due until somebody ends it");
    }

    #[test]
    fn import_is_due_when_its_lease_or_its_patience_ends() {
        let minutes = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let mut import = import(ImportStatus::Importing);
        assert_eq!(import.due_at(), Some(minutes(1)));
        import.lease = Some(Lease { owner: "me".to_owned(), until: minutes(3) });
        assert_eq!(import.due_at(), Some(minutes(3)));
        import.lease = None;
        for (restarts, wait) in [(1, 5), (2, 20), (3, 60), (4, 60)] {
            import.restarts = restarts;
            import.moved_at = Some(minutes(10));
            assert_eq!(import.due_at(), Some(minutes(10 + wait)), "{restarts}");
        }
        import.status = ImportStatus::AwaitingConfirmation;
        assert_eq!(import.due_at(), import.expires_at);
        import.open = false;
        assert_eq!(import.due_at(), None);
    }

    #[test]
    fn ended_import_never_moves_unless_it_failed() {
        for from in ImportStatus::ALL {
            for to in ImportStatus::ALL {
                if from.is_ended() && from != ImportStatus::Failed {
                    assert!(!from.may_become(to), "{from:?} -> {to:?}");
                }
                assert!(!from.may_become(from) || !from.is_ended());
            }
        }
    }

    #[test]
    fn import_that_is_written_cannot_be_cancelled() {
        assert!(!ImportStatus::Importing.may_become(ImportStatus::Cancelled));
        assert!(ImportStatus::AwaitingConfirmation.may_become(ImportStatus::Cancelled));
    }
}
