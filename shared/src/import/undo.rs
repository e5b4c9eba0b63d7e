//! Imports that undo other imports.

use jiff::{SignedDuration, Timestamp};

use super::{File, Import, ImportStatus, NewImport, OnRowErrors, Options, Source};
use crate::{ids::ImportId, problem::Language};

/// Time limit for a worker that applies a chunk: it may write users for this long after it has read the import as `importing`.
pub(crate) const WORKERS_STOP_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Additional time that is recorded, so that workers on many chunks do not all have to write the import.
const RECORDED_LONGER: SignedDuration = SignedDuration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUndo {
    /// Opaque id, sortable by time.
    pub import_id: ImportId,
    /// Subject of the caller's token.
    pub started_by: String,
    /// The caller's e-mail claim, as an address key, if the token has one.
    pub started_by_address: Option<String>,
    /// Language of the messages in the result files.
    pub language: Language,
    /// Whether the undo waits for confirmation after it is planned.
    pub confirm: bool,
}

impl Import {
    /// Creates an import that undoes another. It has no file, so it starts in `validating`.
    pub fn undo_of(undone: &Self, new: NewUndo, now: Timestamp) -> Self {
        let NewUndo { import_id, started_by, started_by_address, language, confirm } = new;
        let options =
            Options { on_row_errors: OnRowErrors::Skip, confirm, ..Options::of_layout(undone.options.layout) };
        let source = Source::Undo;
        let file = File::none();
        let new = NewImport { import_id, source, started_by, started_by_address, language, file, options };
        let feed = undone.feed().map(|file| {
            let is_completed = undone.status == ImportStatus::Completed;
            file.of_undo(if is_completed { Some(undone.id.clone()) } else { file.base.clone() })
        });
        Self { undoes: Some(undone.id.clone()), ..Self::new(new, now) }.with_feed(feed)
    }

    pub fn undoes(&self) -> Option<&ImportId> {
        self.undoes.as_ref()
    }

    /// The latest undo of this import. An import with an undo cannot be retried.
    pub fn undone_by(&self) -> Option<&ImportId> {
        self.undone_by.as_ref()
    }

    /// Records an undo of this import, which then cannot be retried.
    pub fn record_undo(&mut self, by: &ImportId) {
        self.undone_by = Some(by.clone());
        self.forget_address();
    }

    /// Records that a worker begins a chunk that another one has begun. The other may still write users after the import has completed.
    /// Returns `true` if the import changed.
    pub fn record_second_worker(&mut self, now: Timestamp) -> bool {
        let stop_at = now + WORKERS_STOP_AFTER;
        if self.workers_stop_at.is_some_and(|at| at >= stop_at) {
            return false;
        }
        self.workers_stop_at = Some(stop_at + RECORDED_LONGER);
        true
    }

    /// Returns the time from which no worker can still be writing users for this import, which has ended. `None` if no worker can outlive
    /// the import.
    ///
    /// Each chunk of a completed import is finished, so a worker that outlives the import shares its chunk with another one. If the import
    /// failed, any chunk may still be in progress.
    fn workers_stop_at(&self) -> Option<Timestamp> {
        let failed_at = self.finished_at.filter(|_| self.status == ImportStatus::Failed);
        self.workers_stop_at.max(failed_at.map(|at| at + WORKERS_STOP_AFTER))
    }

    /// Returns `true` if a worker may be writing users for this import.
    pub fn may_write_users(&self, now: Timestamp) -> bool {
        self.status == ImportStatus::Importing || self.workers_stop_at().is_some_and(|at| at > now)
    }

    /// Returns `true` if the import may be undone: it is not itself an undo, and it has completed, or failed while writing rows.
    pub fn may_be_undone(&self) -> bool {
        self.source != Source::Undo
            && match self.status {
                ImportStatus::Completed => true,
                ImportStatus::Failed => {
                    self.failure.as_ref().is_some_and(|failure| failure.from == ImportStatus::Importing)
                }
                ImportStatus::AwaitingUpload
                | ImportStatus::Validating
                | ImportStatus::AwaitingConfirmation
                | ImportStatus::Importing
                | ImportStatus::Rejected
                | ImportStatus::Cancelled
                | ImportStatus::Expired => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feed::{FeedConfig, FeedFile, FeedId, FeedName},
        import::{FailureReason, tests::import},
    };

    fn new_undo(confirm: bool) -> NewUndo {
        NewUndo {
            import_id: "u".into(),
            started_by: "someone".to_owned(),
            started_by_address: None,
            language: Language::English,
            confirm,
        }
    }

    #[test]
    fn workers_stop_a_minute_after_a_failure_or_after_the_second_one_began() {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        assert_eq!(import(ImportStatus::Completed).workers_stop_at(), None);
        let mut second = import(ImportStatus::Importing);
        for (now, is_changed) in [(70, true), (70, false), (100, false), (101, true), (90, false)] {
            assert_eq!(second.record_second_worker(at(now)), is_changed, "{now}");
        }
        let mut failed = second.clone();
        for (now, expected) in [(30, 191), (140, 200)] {
            failed.clone_from(&second);
            assert_eq!(failed.fail(&FailureReason::Stalled, at(now)), Ok(()));
            assert_eq!(failed.workers_stop_at(), Some(at(expected)), "failed at {now}");
        }
        assert!(second.may_write_users(at(1_000)), "it is still importing");
        assert_eq!(second.transition(ImportStatus::Completed, at(110)), Ok(()));
        assert_eq!(second.workers_stop_at(), Some(at(191)));
        assert!(second.may_write_users(at(190)) && !second.may_write_users(at(191)));
        assert!(!import(ImportStatus::Completed).may_write_users(at(0)));
    }

    #[test]
    fn only_imports_that_ended_after_writing_may_be_undone() {
        for status in ImportStatus::ALL {
            assert_eq!(import(status).may_be_undone(), status == ImportStatus::Completed, "{status:?}");
        }
        for (from, expected) in [(ImportStatus::Validating, false), (ImportStatus::Importing, true)] {
            let mut import = import(from);
            assert_eq!(import.fail(&FailureReason::Stalled, Timestamp::UNIX_EPOCH), Ok(()));
            assert_eq!(import.may_be_undone(), expected, "{from:?}");
        }
        let done = import(ImportStatus::Completed);
        let undo = Import::undo_of(&done, new_undo(true), Timestamp::UNIX_EPOCH);
        let undo = Import { status: ImportStatus::Completed, ..undo };
        assert_eq!((undo.undoes(), undo.may_be_undone()), (Some(done.id()), false));
    }

    #[test]
    fn undo_skips_rows_with_errors_and_is_confirmed_if_requested() {
        let mut done = import(ImportStatus::Completed);
        for confirm in [false, true] {
            let undo = Import::undo_of(&done, new_undo(confirm), Timestamp::UNIX_EPOCH);
            assert_eq!((undo.options().on_row_errors, undo.options().confirm), (OnRowErrors::Skip, confirm));
            assert_eq!((undo.status(), undo.source()), (ImportStatus::Validating, Source::Undo));
        }
        assert_eq!(done.undone_by(), None);
        for by in [ImportId::from("first"), ImportId::from("second")] {
            done.record_undo(&by);
            assert_eq!(done.undone_by(), Some(&by));
        }
    }

    #[test]
    fn undo_of_a_file_requires_the_roster_that_the_feed_has_after_it() {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: Timestamp::UNIX_EPOCH };
        let config = FeedConfig::in_language(Language::English);
        let file = FeedFile { base: Some("before".into()), ..FeedFile::new(id, &config) };
        let own = import(ImportStatus::Completed).id().clone();
        // The roster of a file that failed never became that of the feed.
        for (status, base) in [(ImportStatus::Completed, own), (ImportStatus::Failed, "before".into())] {
            let undone = import(status).with_feed(Some(file.clone()));
            let undo = Import::undo_of(&undone, new_undo(false), Timestamp::UNIX_EPOCH);
            assert_eq!(undo.feed().and_then(|file| file.base.as_ref()), Some(&base), "{status:?}");
        }
    }
}
