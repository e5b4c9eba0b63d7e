//! An invitation batch: more invitations than one request can queue, processed in steps.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{BatchId, CompanyId, ImportId},
    unknown::Unknown,
};

/// Time without progress after which a batch's current step is requested again; it grows by the same amount each time. The queue itself
/// retries for fifteen minutes.
const STEP_REPEATED_AFTER: SignedDuration = SignedDuration::from_mins(20);
/// Maximum number of times that a step is requested again before the batch fails.
pub const BATCH_RESTARTS_MAX: u32 = 3;

/// The outcomes of users for whom an invitation was requested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Users whose invitations the request queued.
    pub queued: u64,
    /// Users left unchanged because they are already invited, their addresses must not receive e-mails, or they are too large to store an
    /// invitation.
    pub already_invited: u64,
    pub already_active: u64,
    /// Users who are disabled and therefore not invited.
    pub disabled: u64,
    /// Addresses without a user.
    pub unknown: u64,
}

impl Invited {
    pub fn add(&mut self, other: &Self) {
        self.queued += other.queued;
        self.already_invited += other.already_invited;
        self.already_active += other.already_active;
        self.disabled += other.disabled;
        self.unknown += other.unknown;
    }
}

/// The users whom a batch invites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchSource {
    Import(ImportId),
    /// Users without an invitation, in one company or in all of them.
    Uninvited(Option<CompanyId>),
}

/// The state of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BatchStatus"))]
#[serde(rename_all = "snake_case")]
pub enum BatchStatus {
    /// Some steps remain.
    Running,
    /// Invitations for all users were requested.
    Completed,
    /// The batch could not continue. Only the invitations from earlier steps were requested.
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationBatch {
    /// Opaque id, sortable by time.
    pub batch_id: BatchId,
    pub source: BatchSource,
    /// Whether users who have already been invited get another e-mail.
    pub resend: bool,
    pub status: BatchStatus,
    /// Totals from all completed steps.
    pub invited: Invited,
    /// Position of the next step, in a form defined by the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Number of completed steps. A message for an earlier step does not repeat it.
    pub step: u32,
    /// Incremented by every write.
    pub version: u64,
    /// Subject of the caller's token.
    pub started_by: String,
    pub created_at: Timestamp,
    /// When the batch last made progress, or its step was last requested.
    pub moved_at: Timestamp,
    /// Number of times that the current step has been requested again.
    pub restarts: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl InvitationBatch {
    pub fn new(batch_id: BatchId, source: BatchSource, resend: bool, started_by: &str, now: Timestamp) -> Self {
        Self {
            batch_id,
            source,
            resend,
            status: BatchStatus::Running,
            invited: Invited::default(),
            cursor: None,
            step: 0,
            version: 1,
            started_by: started_by.to_owned(),
            created_at: now,
            moved_at: now,
            restarts: 0,
            finished_at: None,
            unknown: Unknown::new(),
        }
    }

    /// Returns the time at which the batch must be checked if it makes no progress, or `None` if it has ended.
    pub fn due_at(&self) -> Option<Timestamp> {
        let repeated_after = STEP_REPEATED_AFTER * (1 + i32::try_from(self.restarts).unwrap_or(0));
        (self.status == BatchStatus::Running).then(|| self.moved_at + repeated_after)
    }

    /// Returns `true` if an invitation that this batch requested at this time was counted by a step before the current one.
    ///
    /// Once the current step has been requested again, the time at which it began is unknown. The result is then `false`, so that a user may
    /// be counted twice but not omitted.
    pub fn is_counted(&self, requested_at: Timestamp) -> bool {
        self.restarts == 0 && requested_at < self.moved_at
    }

    /// Completes a step. If there is no next one, the batch is completed. The caller must write the result as the next version.
    pub fn advance(&mut self, invited: &Invited, next: Option<String>, now: Timestamp) {
        self.invited.add(invited);
        self.step += 1;
        self.version += 1;
        self.moved_at = now;
        self.restarts = 0;
        if next.is_none() {
            self.end(BatchStatus::Completed, now);
        }
        self.cursor = next;
    }

    /// Fails the batch because rows that it still needs no longer exist. The caller must write the result as the next version.
    pub fn fail(&mut self, now: Timestamp) {
        self.version += 1;
        self.moved_at = now;
        self.end(BatchStatus::Failed, now);
    }

    /// Counts a restart, or fails the batch after [`BATCH_RESTARTS_MAX`] restarts. The caller must write the result as the next version.
    pub fn restart(&mut self, now: Timestamp) {
        self.version += 1;
        self.moved_at = now;
        if self.restarts < BATCH_RESTARTS_MAX {
            self.restarts += 1;
        } else {
            self.end(BatchStatus::Failed, now);
        }
    }

    fn end(&mut self, status: BatchStatus, now: Timestamp) {
        self.status = status;
        self.finished_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    fn batch() -> InvitationBatch {
        InvitationBatch::new(BatchId::from("b"), BatchSource::Uninvited(None), false, "admin", after(0))
    }

    #[test]
    fn batch_is_completed_by_its_last_step_with_the_totals_of_all_steps() {
        let mut batch = batch();
        let step = Invited { queued: 1, already_invited: 2, already_active: 3, disabled: 4, unknown: 5 };
        batch.advance(&step, Some("next".to_owned()), after(1));
        assert_eq!((batch.status, batch.due_at()), (BatchStatus::Running, Some(after(21))));
        batch.advance(&step, None, after(2));
        let total = Invited { queued: 2, already_invited: 4, already_active: 6, disabled: 8, unknown: 10 };
        assert_eq!((batch.status, batch.invited, batch.step, batch.version), (BatchStatus::Completed, total, 2, 3));
        assert_eq!((batch.due_at(), batch.finished_at), (None, Some(after(2))));
    }

    #[test]
    fn batch_without_progress_is_checked_later_each_time_and_finally_fails() {
        let mut batch = batch();
        let mut now = after(20);
        assert_eq!(batch.due_at(), Some(now));
        for next in [after(60), after(120), after(200)] {
            batch.restart(now);
            assert_eq!((batch.status, batch.due_at()), (BatchStatus::Running, Some(next)));
            now = next;
        }
        batch.restart(now);
        assert_eq!((batch.status, batch.due_at(), batch.finished_at), (BatchStatus::Failed, None, Some(now)));
    }

    #[test]
    fn batch_that_cannot_continue_fails_in_its_next_version() {
        let mut batch = batch();
        batch.fail(after(1));
        assert_eq!((batch.status, batch.version), (BatchStatus::Failed, 2));
        assert_eq!((batch.due_at(), batch.finished_at), (None, Some(after(1))));
    }

    #[test]
    fn invitation_is_counted_if_a_step_before_the_current_one_requested_it() {
        let mut batch = batch();
        batch.advance(&Invited::default(), Some("next".to_owned()), after(10));
        for (requested_at, expected) in [(9, true), (10, false), (11, false)] {
            assert_eq!(batch.is_counted(after(requested_at)), expected, "{requested_at}");
        }
        batch.restart(after(30));
        assert!(!batch.is_counted(after(9)), "the step began at an unknown time");
        assert_eq!((batch.version, batch.restarts, batch.moved_at), (3, 1, after(30)));
        batch.advance(&Invited::default(), Some("last".to_owned()), after(31));
        assert!(batch.is_counted(after(30)));
    }
}
