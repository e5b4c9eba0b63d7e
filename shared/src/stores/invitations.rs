//! The ports for invitations: tokens, the rate and state of sending, invitation batches, and limits for unauthenticated callers.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};

use super::{Replaced, StoreError, UserUpdate, UserWritten};
use crate::{
    ids::{BatchId, UserId},
    invitation::{Due, DueInvitation, InvitationBatch, Sending, StopReason, TokenHash},
};

/// Invitations, which are stored as part of users, and their tokens.
pub trait InvitationStore: Send + Sync {
    /// Returns up to `limit` users whose invitations are due by `until`
    /// ([`User::invitation_due`](crate::user::User::invitation_due)), most overdue first. With `after`, returns only those who follow that
    /// one. Eventually consistent.
    fn due_invitations(
        &self,
        due_for: Due,
        after: Option<&DueInvitation>,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<DueInvitation>, StoreError>> + Send;

    /// Atomically writes a claim with its token and removes the token that it replaces.
    ///
    /// The conditions are those of [`UserStore::update_users`](super::UserStore::update_users).
    fn claim_invitation(&self, update: &UserUpdate) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;

    /// Returns the user whose invitation has this token. Strongly consistent.
    fn token_owner(&self, token: &TokenHash) -> impl Future<Output = Result<Option<UserId>, StoreError>> + Send;

    /// Atomically records the use of a token and removes the token.
    fn use_token(
        &self,
        update: &UserUpdate,
        token: &TokenHash,
    ) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;

    /// Atomically writes a user whose e-mail bounced permanently and counts the bounce in [`Sending::bounced`].
    fn write_bounce(&self, update: &UserUpdate) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;
}

/// The result of taking slots for calls to the mail service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// The first slot; the others follow at the requested interval.
    From(Timestamp),
    /// All slots within the requested time are taken; the next free one is not before this time.
    NotBefore(Timestamp),
}

/// The state of sending for the whole stack: its rate, slots and circuit breaker.
pub trait SendingStore: Send + Sync {
    /// Returns the current state, or the default if none is stored. Strongly consistent.
    fn sending(&self) -> impl Future<Output = Result<Sending, StoreError>> + Send;

    /// Takes `count` slots at intervals of `interval`: none before `earliest`, the first before `latest`.
    ///
    /// No two callers get the same slot. The next caller's first slot is at least `interval` after the last of these.
    fn take_slots(
        &self,
        count: u32,
        interval: SignedDuration,
        earliest: Timestamp,
        latest: Timestamp,
    ) -> impl Future<Output = Result<Slots, StoreError>> + Send;

    /// Ensures that no more slots before `until` are taken, because the service requested a pause.
    fn pause_slots(&self, until: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Adds `mails` to [`Sending::sent`] and returns the resulting state. If the count has grown large and bounces are within the limit,
    /// [`Sending::sent`] and [`Sending::bounced`] are then halved.
    fn count_sent(&self, mails: u64) -> impl Future<Output = Result<Sending, StoreError>> + Send;

    /// Stops sending unless it is already stopped. Returns `true` if this call stopped it.
    fn stop_sending(&self, reason: StopReason, at: Timestamp) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Resumes sending if it was stopped for this reason. Returns `true` if this call resumed it. After a stop for bounces, the counts
    /// restart at zero.
    fn resume_sending(&self, reason: StopReason) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Stores in [`Sending::unavailable_at`] that the service refused an e-mail for a reason that concerns all e-mails.
    fn record_unavailable(&self, at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Stores the rate in [`Sending::rate`], in e-mails per second.
    fn set_sending_rate(&self, per_second: f64) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Invitation batches.
pub trait InvitationBatchStore: Send + Sync {
    /// Creates a batch with a new id. If it is already stored, an earlier attempt has written it.
    fn create_batch(&self, batch: &InvitationBatch) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Reads a batch with strong consistency.
    fn batch(&self, id: &BatchId) -> impl Future<Output = Result<Option<InvitationBatch>, StoreError>> + Send;
    /// Writes a batch if its stored version is `batch.version - 1`.
    fn replace_batch(&self, batch: &InvitationBatch) -> impl Future<Output = Result<Replaced, StoreError>> + Send;
    /// Returns up to `limit` batches that are due by `until`, most overdue first. Eventually consistent.
    fn due_batches(
        &self,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<BatchId>, StoreError>> + Send;
}

/// Whether a source of requests may make another attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquired {
    /// The attempt was counted.
    Yes,
    /// Too many attempts; none is allowed before this time.
    NotBefore(Timestamp),
}

/// Rate limits for unauthenticated callers, by a keyed hash of their source.
pub trait RateLimiter: Send + Sync {
    /// Counts an attempt by this source, unless it has already made `max` attempts in the window that ends at `until`.
    fn acquire(
        &self,
        source: &str,
        max: u32,
        until: Timestamp,
    ) -> impl Future<Output = Result<Acquired, StoreError>> + Send;

    /// Subtracts an attempt that turned out to be legitimate.
    fn release(&self, source: &str, until: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;
}
