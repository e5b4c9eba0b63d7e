//! Feeding the senders' queue at the pace of sending, and ending what nothing was heard of: once a minute.
//!
//! The queue never holds more than a few minutes' mails, since a message must not outlive the queue's patience. Who is fed is
//! left alone for [`FED_FOR`](crate::invitation::FED_FOR): a message that was lost costs that long and no more.

use jiff::{SignedDuration, Timestamp};

use super::BATCH;
use crate::{
    invitation::{InvitationState, Look, Looked, StopReason, feed, usable_rate, watch},
    ports::{
        Ambient, InvitationStore, MailAccount, MailMessage, MailQueue, MailQueueDepth, Quota, SendingStore, StoreError,
        UserStore, UserUpdate, UserWritten,
    },
    user::User,
};

/// How many seconds of sending the queue holds when it was fed: the feeder comes once a minute, and may be late once.
const FED_S: f64 = 120.0;
/// Share of the day's mails that invitations may take: the rest is left to other mails of the account.
const DAY_SHARE: f64 = 0.98;
/// Users of one message: a second's worth, so that no worker waits long for its slots, and at most these.
const MESSAGE_MAX: f64 = 10.0;
/// Invitations ended in one go; a minute later the next.
const WATCHED_MAX: usize = 5_000;

/// What feeding needs.
pub trait FeedPorts: Send + Sync {
    /// Users.
    type Users: UserStore;
    /// Invitations.
    type Invitations: InvitationStore;
    /// Rate and breaker.
    type Sending: SendingStore;
    /// The account.
    type Account: MailAccount;
    /// The senders' queue.
    type Mails: MailQueue + MailQueueDepth;
    /// Time.
    type Ambient: Ambient;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// Invitations.
    fn invitations(&self) -> &Self::Invitations;
    /// Rate and breaker.
    fn sending(&self) -> &Self::Sending;
    /// The account.
    fn account(&self) -> &Self::Account;
    /// The senders' queue.
    fn mails(&self) -> &Self::Mails;
    /// Time.
    fn ambient(&self) -> &Self::Ambient;
    /// The stack's own limit, in mails a second.
    fn rate_max(&self) -> f64;
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fed {
    /// Users who went to the queue.
    pub fed: u64,
    /// Users who were due and are not to be sent to.
    pub dropped: u64,
    /// Claims of which nothing was heard.
    pub unconfirmed: u64,
    /// Links that were not used in time.
    pub expired: u64,
    /// Whether sending is stopped.
    pub is_stopped: bool,
}

/// One round: asks the account for its pace, ends what is over, feeds what is due.
///
/// # Errors
/// What a store says; the next round begins where this one left off.
pub async fn tend(ports: &impl FeedPorts) -> Result<Fed, StoreError> {
    let mut fed = Fed::default();
    end_overdue(ports, &mut fed).await?;
    // A million users who rest need no call to the mail service.
    let now = ports.ambient().now();
    if ports.invitations().due_invitations(Look::Feed, now, 1).await?.is_empty() {
        return Ok(fed);
    }
    let quota = ports.account().quota().await?;
    let rate = usable_rate(quota.per_second.min(ports.rate_max()));
    let sending = keep_account(ports, &quota, rate, now).await?;
    fed.is_stopped = !quota.is_enabled || sending;
    if fed.is_stopped {
        return Ok(fed);
    }
    let room = room(ports, &quota, rate).await?;
    feed_due(ports, rate, room, &mut fed).await?;
    Ok(fed)
}

/// Writes down the rate, and whether the account may send. Answers whether sending is stopped.
async fn keep_account(ports: &impl FeedPorts, quota: &Quota, rate: f64, now: Timestamp) -> Result<bool, StoreError> {
    let sending = ports.sending().sending().await?;
    if sending.rate != Some(rate) {
        ports.sending().set_rate(rate).await?;
    }
    match sending.stopped {
        Some(stop) if stop.reason == StopReason::Account && quota.is_enabled => {
            ports.sending().resume(StopReason::Account).await?;
            Ok(false)
        }
        Some(_) => Ok(true),
        None if !quota.is_enabled => ports.sending().stop(StopReason::Account, now).await.map(|_| true),
        None => Ok(false),
    }
}

/// Users that the queue takes now.
async fn room(ports: &impl FeedPorts, quota: &Quota, rate: f64) -> Result<usize, StoreError> {
    let waiting = ports.mails().messages_waiting().await? as f64 * group(rate) as f64;
    let today = quota.per_day.map_or(f64::INFINITY, |day| day * DAY_SHARE - quota.sent_in_day);
    let room = (rate * FED_S - waiting).min(today).max(0.0).ceil();
    #[allow(clippy::cast_sign_loss, reason = "not below 0, and at most 120 seconds of the highest rate")]
    Ok(room as usize)
}

/// Users of one message at a rate.
fn group(rate: f64) -> usize {
    #[allow(clippy::cast_sign_loss, reason = "1 to 10")]
    let users = rate.clamp(1.0, MESSAGE_MAX) as usize;
    users
}

async fn feed_due(ports: &impl FeedPorts, rate: f64, room: usize, fed: &mut Fed) -> Result<(), StoreError> {
    let now = ports.ambient().now();
    let due = if room == 0 { Vec::new() } else { ports.invitations().due_invitations(Look::Feed, now, room).await? };
    for ids in due.chunks(BATCH) {
        let users = ports.invitations().users_by_id(ids).await?;
        let (mut updates, mut feeds) = (Vec::new(), Vec::new());
        for before in users.into_iter().flatten() {
            let (after, goes) = match feed(&before, now) {
                Looked::Feed(after) => (after, true),
                Looked::Drop(after) => (after, false),
                Looked::NotDue => continue,
            };
            feeds.push(goes.then(|| before.user_id.clone()));
            updates.push(UserUpdate { before, after: *after });
        }
        if updates.is_empty() {
            continue;
        }
        // First the time until which nobody else feeds them, then the message: the other way round they would go twice.
        let written = ports.users().update_users(&updates).await?;
        let mut user_ids = Vec::with_capacity(feeds.len());
        for (goes, _) in feeds.into_iter().zip(written).filter(|(_, written)| *written == UserWritten::Done) {
            match goes {
                Some(user_id) => user_ids.push(user_id),
                None => fed.dropped += 1,
            }
        }
        fed.fed += user_ids.len() as u64;
        let messages: Vec<MailMessage> =
            user_ids.chunks(group(rate)).map(|users| MailMessage { user_ids: users.to_vec() }).collect();
        if !messages.is_empty() {
            ports.mails().send_mails(&messages).await?;
        }
    }
    Ok(())
}

/// A queued invitation that must not be sent, as it is to be written.
pub(super) fn drop_of(user: &User, now: Timestamp) -> Option<User> {
    let mut due = user.clone();
    if let Some(invited) = &mut due.invited {
        // Whether it is its time does not matter here.
        invited.due_at = now;
    }
    match feed(&due, now) {
        Looked::Drop(after) => Some(*after),
        Looked::Feed(_) | Looked::NotDue => None,
    }
}

async fn end_overdue(ports: &impl FeedPorts, fed: &mut Fed) -> Result<(), StoreError> {
    let now = ports.ambient().now();
    let due = ports.invitations().due_invitations(Look::Watch, now, WATCHED_MAX).await?;
    for ids in due.chunks(BATCH) {
        let users = ports.invitations().users_by_id(ids).await?;
        let update = |before: User| watch(&before, now).map(|after| UserUpdate { before, after });
        let updates: Vec<UserUpdate> = users.into_iter().flatten().filter_map(update).collect();
        if updates.is_empty() {
            continue;
        }
        let written = ports.users().update_users(&updates).await?;
        for (update, _) in updates.iter().zip(written).filter(|(_, written)| *written == UserWritten::Done) {
            if update.after.invitation == InvitationState::Unconfirmed {
                let attempt = update.after.invited.as_ref().and_then(|invited| invited.attempt.as_ref());
                let attempt = attempt.map(crate::ids::AttemptId::as_str).unwrap_or_default();
                let user_id = &update.after.user_id;
                tracing::warn!(%user_id, attempt, "invitation of user {user_id} is unconfirmed: nothing was heard of attempt {attempt}");
                fed.unconfirmed += 1;
            } else {
                fed.expired += 1;
            }
        }
    }
    Ok(())
}

/// How often the feeder is to come, for whoever calls it.
pub const FEED_EVERY: SignedDuration = SignedDuration::from_mins(1);
