//! Enqueues invitations at the sending rate, and marks overdue invitations as unconfirmed or expired. Runs once a minute.
//!
//! A run fills the queue to at most two minutes' worth of e-mails, so that no message waits longer than the queue's retention period. An
//! enqueued user is due again after [`ENQUEUED_FOR`](crate::invitation::ENQUEUED_FOR), so a lost message only delays the invitation by that
//! long.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{USERS_AT_ONCE, read_users};
use crate::{
    flow::FlowError,
    ids::{AttemptId, UserId},
    invitation::{Due, DueInvitation, InvitationState, Sending, StopReason, usable_rate},
    stores::{
        Environment, InvitationStore, MailAccount, MailMessage, MailQueue, MailQueueDepth, Quota, SendingStore,
        StoreError, UserStore, UserUpdate, UserWritten,
    },
    user::{
        User,
        invitation::{DueAction, enqueue, expire},
    },
};

/// Contents of a full queue, in seconds of sending. The queue is filled once a minute, and one run may be missed.
const ENQUEUED_S: f64 = 120.0;
/// Share of the daily quota that invitations may use. The rest is reserved for other e-mails sent from the account.
const DAY_SHARE: f64 = 0.98;
/// Maximum number of users per message. A message contains at most a second's worth of users, so that no worker waits long for its slots.
const MESSAGE_MAX: f64 = 10.0;
/// Maximum number of invitations that one run marks as unconfirmed or expired.
const EXPIRED_MAX: usize = 5_000;
/// After this number of users who cannot be handled, a run stops, because each of them takes several calls to find. The next run continues
/// after them.
const SKIPPED_MAX: usize = 500;

pub trait EnqueueStores:
    UserStore + InvitationStore + SendingStore + MailAccount + MailQueue + MailQueueDepth + Environment
{
}

impl<T: UserStore + InvitationStore + SendingStore + MailAccount + MailQueue + MailQueueDepth + Environment>
    EnqueueStores for T
{
}

/// Where the next run starts to read the due invitations: after users at the front who cannot be handled, because only a newer version can
/// read them or because they are too large to store.
///
/// They remain due. If there are more of them than one run reads, each run would otherwise read the same ones, and no one else would be
/// invited. After the last due user, a run starts at the front again; so does the first run of a process, since the positions are not
/// stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartPositions {
    enqueue: Option<DueInvitation>,
    expire: Option<DueInvitation>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Enqueued {
    pub enqueued: u64,
    /// Users who were due but must not receive an e-mail.
    pub discarded: u64,
    /// Users who were due but whose invitation cannot progress, because they are too large to store. They remain due.
    pub unstorable: u64,
    /// Claims that no event confirmed.
    pub unconfirmed: u64,
    /// Links that were not used in time.
    pub expired: u64,
    /// Whether invitations are due, but sending is stopped.
    pub is_stopped: bool,
    /// Whether invitations are due, and the mail service has recently accepted no e-mail from the stack.
    pub is_unavailable: bool,
}

impl Enqueued {
    /// An import leaves room for the invitation, but an older version may have stored a larger user.
    fn count_unstorable(&mut self, user_id: &UserId) {
        tracing::error!(%user_id, "user {user_id} is too large to store the progress of an invitation");
        self.unstorable += 1;
    }
}

/// Performs one run: marks overdue invitations, queries the account's quota, and enqueues due invitations. `rate_max` limits the account's
/// rate, in e-mails per second. After an error, the next run continues. `starts` is kept for the next run.
pub async fn enqueue_due_invitations(
    stores: &impl EnqueueStores,
    rate_max: f64,
    starts: &mut StartPositions,
) -> Result<Enqueued, FlowError> {
    let mut enqueued = Enqueued::default();
    end_overdue(stores, &mut starts.expire, &mut enqueued).await?;
    // If nothing is due, the mail service is not called.
    let now = stores.now();
    if stores.due_invitations(Due::Enqueue, None, now, 1).await?.is_empty() {
        return Ok(enqueued);
    }
    let sending = stores.sending().await?;
    let Account { quota, rate, is_stopped } = check_account(stores, &sending, rate_max).await?;
    (enqueued.is_stopped, enqueued.is_unavailable) = (is_stopped, sending.is_unavailable(now));
    if is_stopped {
        return Ok(enqueued);
    }
    let room = room(stores, &quota, rate).await?;
    enqueue_due(stores, rate, room, &mut starts.enqueue, &mut enqueued).await?;
    Ok(enqueued)
}

pub(super) struct Account {
    quota: Quota,
    /// The stack's rate, in e-mails per second.
    rate: f64,
    pub(super) is_stopped: bool,
}

/// Queries the account's quota, and stores the rate and whether the account may send. `sending` is the state before; `rate_max` limits the
/// account's rate, in e-mails per second.
pub(super) async fn check_account(
    stores: &(impl SendingStore + MailAccount + Environment),
    sending: &Sending,
    rate_max: f64,
) -> Result<Account, FlowError> {
    let quota = stores.quota().await?;
    let rate = usable_rate(quota.per_second.min(rate_max));
    if sending.rate != Some(rate) {
        stores.set_sending_rate(rate).await?;
    }
    let is_stopped = match sending.stopped {
        Some(stop) if stop.reason == StopReason::Account && quota.is_enabled => {
            stores.resume_sending(StopReason::Account).await?;
            false
        }
        Some(_) => true,
        None if !quota.is_enabled => {
            stores.stop_sending(StopReason::Account, stores.now()).await?;
            true
        }
        None => false,
    };
    Ok(Account { quota, rate, is_stopped })
}

/// Number of users who may be enqueued: as many as the queue and the daily quota have room for.
async fn room(stores: &impl EnqueueStores, quota: &Quota, rate: f64) -> Result<usize, FlowError> {
    let waiting = stores.messages_waiting().await? as f64 * group(rate) as f64;
    let today = quota.per_day.map_or(f64::INFINITY, |day| day * DAY_SHARE - quota.sent_in_day);
    let room = (rate * ENQUEUED_S - waiting).min(today).max(0.0).ceil();
    #[allow(clippy::cast_sign_loss, reason = "not below 0, and at most 120 seconds of the highest rate")]
    Ok(room as usize)
}

/// Number of users per message at this rate.
fn group(rate: f64) -> usize {
    #[allow(clippy::cast_sign_loss, reason = "1 to 10")]
    let users = rate.clamp(1.0, MESSAGE_MAX) as usize;
    users
}

/// Returns up to `limit` due users after `start` or, if there are none, from the front.
async fn due_from(
    stores: &impl InvitationStore,
    due_for: Due,
    start: &mut Option<DueInvitation>,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<DueInvitation>, StoreError> {
    if start.is_some() {
        let due = stores.due_invitations(due_for, start.as_ref(), now, limit).await?;
        if !due.is_empty() {
            return Ok(due);
        }
        *start = None;
    }
    stores.due_invitations(due_for, None, now, limit).await
}

/// Moves the start of the next run past the users at the beginning of `due` who were skipped. The others are no longer due, or are read
/// again.
fn move_start(start: &mut Option<DueInvitation>, due: Vec<DueInvitation>, skipped: &BTreeSet<UserId>) {
    let last = due.into_iter().take_while(|entry| skipped.contains(&entry.user_id)).last();
    if last.is_some() {
        *start = last;
    }
}

fn ids_of(due: &[DueInvitation]) -> Vec<UserId> {
    due.iter().map(|entry| entry.user_id.clone()).collect()
}

pub(super) async fn enqueue_due(
    stores: &(impl UserStore + InvitationStore + MailQueue + Environment),
    rate: f64,
    room: usize,
    start: &mut Option<DueInvitation>,
    enqueued: &mut Enqueued,
) -> Result<(), FlowError> {
    if room == 0 {
        return Ok(());
    }
    let now = stores.now();
    let due = due_from(stores, Due::Enqueue, start, now, room).await?;
    let mut skipped = BTreeSet::new();
    for entries in due.chunks(USERS_AT_ONCE) {
        if skipped.len() >= SKIPPED_MAX {
            break;
        }
        let (mut updates, mut are_sendable) = (Vec::new(), Vec::new());
        let read = read_users(stores, &ids_of(entries)).await?;
        skipped.extend(read.unreadable);
        for before in read.users {
            let (after, is_sendable) = match enqueue(&before, now) {
                DueAction::Enqueue(after) => (after, true),
                DueAction::Discard(after) => (after, false),
                DueAction::NotDue => continue,
            };
            are_sendable.push(is_sendable);
            updates.push(UserUpdate { before, after: *after });
        }
        if updates.is_empty() {
            continue;
        }
        // Postpone the users first, then send the messages. In the opposite order, users could be enqueued twice.
        let written = stores.update_users(&updates).await?;
        let mut user_ids = Vec::with_capacity(updates.len());
        for ((update, is_sendable), written) in updates.into_iter().zip(are_sendable).zip(written) {
            let user_id = update.after.user_id;
            match written {
                UserWritten::Done if is_sendable => user_ids.push(user_id),
                UserWritten::Done => enqueued.discarded += 1,
                // Another worker wrote the user. If the invitation is still due, the next run decides again.
                UserWritten::ConditionFailed => {}
                UserWritten::Unstorable => {
                    enqueued.count_unstorable(&user_id);
                    skipped.insert(user_id);
                }
            }
        }
        enqueued.enqueued += user_ids.len() as u64;
        let messages: Vec<MailMessage> =
            user_ids.chunks(group(rate)).map(|users| MailMessage { user_ids: users.to_vec() }).collect();
        if !messages.is_empty() {
            stores.send_mails(&messages).await?;
        }
    }
    move_start(start, due, &skipped);
    Ok(())
}

async fn end_overdue(
    stores: &impl EnqueueStores,
    start: &mut Option<DueInvitation>,
    enqueued: &mut Enqueued,
) -> Result<(), FlowError> {
    let now = stores.now();
    let due = due_from(stores, Due::Expire, start, now, EXPIRED_MAX).await?;
    let mut skipped = BTreeSet::new();
    for entries in due.chunks(USERS_AT_ONCE) {
        if skipped.len() >= SKIPPED_MAX {
            break;
        }
        let read = read_users(stores, &ids_of(entries)).await?;
        skipped.extend(read.unreadable);
        let update = |before: User| expire(&before, now).map(|after| UserUpdate { before, after });
        let updates: Vec<UserUpdate> = read.users.into_iter().filter_map(update).collect();
        if updates.is_empty() {
            continue;
        }
        let written = stores.update_users(&updates).await?;
        for (update, written) in updates.iter().zip(written) {
            match written {
                UserWritten::Done => {}
                UserWritten::ConditionFailed => continue,
                UserWritten::Unstorable => {
                    enqueued.count_unstorable(&update.after.user_id);
                    skipped.insert(update.after.user_id.clone());
                    continue;
                }
            }
            if update.after.invitation == InvitationState::Unconfirmed {
                let attempt = update.after.invited.as_ref().and_then(|invited| invited.attempt.as_ref());
                let attempt = attempt.map(AttemptId::as_str).unwrap_or_default();
                let user_id = &update.after.user_id;
                // Counted here and not at the end of the run, which may fail before that, for example in an outage of the mail service.
                tracing::warn!(
                    %user_id,
                    attempt,
                    mails_unconfirmed = 1,
                    "invitation of user {user_id} is unconfirmed: no event confirmed attempt {attempt}"
                );
                enqueued.unconfirmed += 1;
            } else {
                enqueued.expired += 1;
            }
        }
    }
    move_start(start, due, &skipped);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_is_for_the_users_of_a_second_up_to_ten() {
        for (rate, users) in [(0.01, 1), (1.0, 1), (3.9, 3), (10.0, 10), (500.0, 10)] {
            assert_eq!(group(rate), users, "{rate}");
        }
    }

    #[test]
    fn next_run_starts_after_the_skipped_users_at_the_front() {
        let due = |id: &str| DueInvitation { due_at: Timestamp::UNIX_EPOCH, user_id: id.into() };
        let skipped: BTreeSet<UserId> = ["a", "b", "d"].into_iter().map(UserId::from).collect();
        for (ids, expected) in
            [(vec!["a", "b", "c", "d"], "b"), (vec!["a"], "a"), (vec!["c", "d"], "x"), (vec!["c"], "x"), (vec![], "x")]
        {
            let found: Vec<DueInvitation> = ids.iter().copied().map(due).collect();
            assert_eq!(ids_of(&found), ids.iter().copied().map(UserId::from).collect::<Vec<_>>());
            let mut start = Some(due("x"));
            move_start(&mut start, found, &skipped);
            assert_eq!(start, Some(due(expected)), "{ids:?}");
        }
    }
}
