//! When the sweep must check an import.

use jiff::{SignedDuration, Timestamp};

use super::{Import, ImportStatus};

/// Time after which the sweep looks for an upload whose event has not arrived.
pub const UPLOAD_LOOKED_FOR_AFTER: SignedDuration = SignedDuration::from_mins(2);
/// Minutes without progress before an import is restarted, by the number of earlier restarts. After the last restart, it fails instead. The
/// time grows because the import's messages may simply be waiting in the queue behind those of another import.
const RESTART_AFTER_MINUTES: [i64; 4] = [1, 5, 20, 60];

/// Interval at which a file waiting for its feed is checked, in case the message that resumes it was lost.
const WAITING_CHECKED_EVERY: SignedDuration = SignedDuration::from_mins(5);

impl Import {
    /// Returns the time at which the sweep has work for this import, unless it makes progress first, or `None` if it is closed.
    ///
    /// An upload whose event has not arrived is looked for after [`UPLOAD_LOOKED_FOR_AFTER`], and again each time the request's age has
    /// doubled.
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
            ImportStatus::Validating if self.is_waiting() => {
                self.moved_at.unwrap_or(self.created_at) + WAITING_CHECKED_EVERY
            }
            ImportStatus::Validating | ImportStatus::Importing => {
                let minutes = RESTART_AFTER_MINUTES[RESTART_AFTER_MINUTES.len().min(self.restarts as usize + 1) - 1];
                self.moved_at.unwrap_or(self.created_at) + SignedDuration::from_mins(minutes)
            }
            ImportStatus::Completed
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Failed
            | ImportStatus::Expired => self.finished_at.unwrap_or(self.created_at),
        };
        // Until the lease expires, its owner is responsible.
        Some(self.lease.as_ref().map_or(due, |lease| due.max(lease.until)))
    }

    /// Returns `true` if the sweep has work for this import at `now`.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.due_at().is_some_and(|due| due <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feed::{FeedConfig, FeedFile, FeedId, FeedName},
        import::{Lease, tests::import},
        problem::Language,
    };

    #[test]
    fn upload_is_looked_for_at_growing_intervals_until_its_hour_is_over() {
        let mut import = import(ImportStatus::AwaitingUpload);
        let mut looked = Vec::new();
        while looked.len() < 6 {
            let due = import.due_at().unwrap_or_default();
            looked.push(due.as_second() / 60);
            import.moved_at = Some(due);
        }
        assert_eq!(looked, [2, 4, 8, 16, 32, 60]);
        assert_eq!(import.due_at(), import.expires_at, "then it stays due until it is ended");
    }

    #[test]
    fn import_is_due_when_its_lease_or_its_waiting_time_ends() {
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
    fn file_that_waits_for_its_feed_is_checked_every_five_minutes() {
        let minutes = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: minutes(0) };
        let file = FeedFile::new(id, &FeedConfig::in_language(Language::English));
        let mut import = import(ImportStatus::Validating).with_feed(Some(file));
        import.wait_for("other".into(), minutes(10));
        assert_eq!(import.due_at(), Some(minutes(15)));
        import.stop_waiting();
        assert_eq!(import.due_at(), Some(minutes(11)), "it is restarted like any other import");
    }

    #[test]
    fn import_is_due_from_its_time_on_until_it_is_closed() {
        let seconds = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        let mut import = import(ImportStatus::Importing);
        for (now, expected) in [(59, false), (60, true), (61, true)] {
            assert_eq!(import.is_due(seconds(now)), expected, "{now}");
        }
        import.close();
        assert!(!import.is_due(seconds(61)));
    }
}
