//! What invitations need of the outside.

use std::{future::Future, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Replaced, StoreError, UserUpdate, UserWritten};
use crate::{
    ids::{AttemptId, CompanyId, RunId, UserId},
    invitation::{InvitationState, Look, Run, Sending, StopReason, Token, TokenHash},
    user::User,
};

/// Invitations, which are parts of users, and their tokens.
pub trait InvitationStore: Send + Sync {
    /// Reads users by id, consistently; at most 500, of distinct ids. Returns them in that order.
    fn users_by_id(&self, ids: &[UserId]) -> impl Future<Output = Result<Vec<Option<User>>, StoreError>> + Send;

    /// Ids of users whose invitation is due for this look by `until`
    /// ([`User::invitation_due`](crate::user::User::invitation_due)), at most `limit`, those that wait longest first; may lag.
    fn due_invitations(
        &self,
        look: Look,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<UserId>, StoreError>> + Send;

    /// Writes a claim, with the token that it names, and removes the token that it replaces: all of it or nothing.
    ///
    /// The conditions are those of [`UserStore::update_users`](super::UserStore::update_users).
    fn claim_invitation(&self, update: &UserUpdate) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;

    /// The user whose invitation has this token, read consistently.
    fn token_owner(&self, token: &TokenHash) -> impl Future<Output = Result<Option<UserId>, StoreError>> + Send;

    /// Writes the use of a token, and removes the token: both or neither.
    fn use_token(
        &self,
        update: &UserUpdate,
        token: &TokenHash,
    ) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;

    /// Writes a bounced invitation, and counts the bounce in [`Sending::bounced`]: both or neither.
    fn write_bounce(&self, update: &UserUpdate) -> impl Future<Output = Result<UserWritten, StoreError>> + Send;
}

/// Slots for calls to the mail service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// The first one; the others follow at the interval.
    From(Timestamp),
    /// All slots until the time that was asked for are taken: there will be some from here on.
    NotBefore(Timestamp),
}

/// The stack's sending as a whole: its rate, its slots, its breaker.
pub trait SendingStore: Send + Sync {
    /// How it stands, read consistently; nothing counted and nothing stopped if nobody has written it.
    fn sending(&self) -> impl Future<Output = Result<Sending, StoreError>> + Send;

    /// Takes `count` slots that follow one another at `interval`, none before `earliest`, the first one before `latest`.
    ///
    /// No two callers are ever given one slot, nor slots closer than the interval of the later caller.
    fn take_slots(
        &self,
        count: u32,
        interval: SignedDuration,
        earliest: Timestamp,
        latest: Timestamp,
    ) -> impl Future<Output = Result<Slots, StoreError>> + Send;

    /// Gives out no slot before `until`: the service asked for patience.
    fn pause_slots(&self, until: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Adds mails that the service took; answers how it stands then. Halves both counts when they grow large.
    fn count_sent(&self, mails: u64) -> impl Future<Output = Result<Sending, StoreError>> + Send;

    /// Stops the sending unless it is stopped already; answers whether this call did it.
    fn stop(&self, reason: StopReason, at: Timestamp) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Lets the sending go on if it was stopped for this reason; after bounces the counts begin anew. Answers whether it was.
    fn resume(&self, reason: StopReason) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Remembers the rate.
    fn set_rate(&self, per_second: f64) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Runs.
pub trait RunStore: Send + Sync {
    /// Creates a run.
    fn create_run(&self, run: &Run) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Reads a run, consistently.
    fn run(&self, id: &RunId) -> impl Future<Output = Result<Option<Run>, StoreError>> + Send;
    /// Writes a run if its stored version is `run.version - 1`.
    fn replace_run(&self, run: &Run) -> impl Future<Output = Result<Replaced, StoreError>> + Send;
    /// Runs that are due at this time, those that wait longest first, at most `limit`. May lag.
    fn due_runs(&self, until: Timestamp, limit: usize) -> impl Future<Output = Result<Vec<RunId>, StoreError>> + Send;
}

/// A page of users who are to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteePage {
    /// Their address keys.
    pub addresses: Vec<String>,
    /// Where the next page begins, if there may be one.
    pub next: Option<String>,
}

/// The user list, as far as whole groups are invited from it.
pub trait InviteeList: Send + Sync {
    /// Users whose invitation stands here, of one company or of all, at most `limit`; a page may be short. May lag.
    fn invitees(
        &self,
        state: InvitationState,
        company_id: Option<&CompanyId>,
        limit: usize,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<InviteePage, StoreError>> + Send;
}

/// Work for a sender: invitations of these users are due. Ids alone, since messages are kept and logged by others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailMessage {
    /// The users, at most 100.
    pub user_ids: Vec<UserId>,
}

/// Work for whoever carries out runs: the next step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunMessage {
    /// The run.
    pub run_id: RunId,
    /// The step that is asked for; one that is done changes nothing.
    pub step: u32,
}

/// The queue that senders share.
pub trait MailQueue: Send + Sync {
    /// Sends all of them, at least once each.
    fn send_mails(&self, messages: &[MailMessage]) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// How full the senders' queue is.
pub trait MailQueueDepth: Send + Sync {
    /// Messages that wait or are in work, about.
    fn messages_waiting(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

/// The queue of runs.
pub trait RunQueue: Send + Sync {
    /// Sends it, at least once.
    fn send_run(&self, message: &RunMessage) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// A mail as it goes to the mail service. It shows nothing of itself: it carries a person's address, name and token.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address, ASCII.
    pub to: String,
    /// The sender, as a mailbox with an optional name; encoded for a header.
    pub from: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Tag of the language that it is written in.
    pub language: String,
    /// Subject.
    pub subject: String,
    /// Body for those who read text.
    pub text: String,
    /// Body for those who see pages.
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Letter({redacted})")
    }
}

/// Writes mails: language, template, link.
pub trait Letters: Send + Sync {
    /// The invitation of a user with the link of this token, which holds until `expires_at`.
    fn write_invitation(
        &self,
        user: &User,
        token: &Token,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Letter, StoreError>> + Send;
}

/// What events of a mail carry, so that they find their claim: opaque ids alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The user.
    pub user_id: UserId,
    /// The claim.
    pub attempt: AttemptId,
}

/// What became of a call to the mail service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mailed {
    /// It took the mail, under this name.
    Accepted(String),
    /// Too fast, or too many for today: it did not take the mail. The next try makes sense from then on.
    Throttled {
        /// Time to leave it alone.
        wait: SignedDuration,
        /// Whether every mail has to wait so long, not this one alone.
        is_for_all: bool,
    },
    /// It will never take this mail.
    Refused {
        /// The service's code.
        code: String,
    },
    /// It takes no mail of this stack at the moment: the account is paused, the sender not verified, the right missing.
    Unavailable {
        /// The service's code.
        code: String,
        /// Whether the account as a whole may not send.
        is_account: bool,
    },
    /// Nobody knows whether it took the mail.
    Unknown {
        /// What was seen, without addresses.
        what: String,
    },
}

/// The mail service. One call is one try: whoever tries again must first know that nothing was sent.
pub trait Mailer: Send + Sync {
    /// Sends one mail.
    fn send(&self, letter: &Letter, mark: &Mark) -> impl Future<Output = Mailed> + Send;
}

/// What the account may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Mails a second.
    pub per_second: f64,
    /// Mails in 24 hours; nothing if there is no limit.
    pub per_day: Option<f64>,
    /// Mails in the last 24 hours.
    pub sent_in_day: f64,
    /// Whether it may send at all.
    pub is_enabled: bool,
}

/// The account of the mail service.
pub trait MailAccount: Send + Sync {
    /// What it may send.
    fn quota(&self) -> impl Future<Output = Result<Quota, StoreError>> + Send;
}

/// Waiting, so that simulations decide how time passes.
pub trait Patience: Send + Sync {
    /// Comes back at this time, or at once if it is over.
    fn wait_until(&self, at: Timestamp) -> impl Future<Output = ()> + Send;
}

/// Bits that nobody can foresee. Where there are none, nothing is made up.
pub trait Secrets: Send + Sync {
    /// 256 bits.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if the system has none to give.
    fn secret(&self) -> Result<[u8; 32], StoreError>;
}

impl<T: Secrets + ?Sized> Secrets for Arc<T> {
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        (**self).secret()
    }
}

/// What a source of requests may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admitted {
    /// One try more was counted.
    Yes,
    /// Too many: none before this time.
    NotBefore(Timestamp),
}

/// Limits on strangers, by a keyed hash of where they come from.
pub trait SourceLimit: Send + Sync {
    /// Counts one try of this source, unless there were `max` in the window that ends at `until`.
    fn admit(
        &self,
        source: &str,
        max: u32,
        until: Timestamp,
    ) -> impl Future<Output = Result<Admitted, StoreError>> + Send;

    /// Takes a try back that was none of a stranger.
    fn forgive(&self, source: &str, until: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;
}
