//! Sending: the only place from which an e-mail is sent.
//!
//! For each user the order is: slot, token, e-mail, claim, call, record. The claim is one conditional write that says "still enabled, still
//! pending, still due", and carries the hash of the token. A worker that dies before it has sent nothing, and the user is still due. A
//! worker that dies after it may have sent the e-mail: the user stays `sending`, and only the events of the mail service, or a quarter of an
//! hour without any, say more. Nothing leads from there to a second e-mail automatically.

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};

use super::{
    change_user,
    slots::{CLAIM_BEFORE, OwnSlots},
};
use crate::{
    flow::FlowError,
    ids::AttemptId,
    invitation::{InvitationState, LINK_LIFETIME, Sending, StopReason, Token, is_in_time},
    stores::{
        Email, EmailRenderer, Environment, InvitationStore, MailMessage, Mailer, MessageTags, Secrets, SendOutcome,
        SendingStore, Sleeper, Slots, UserStore, UserUpdate, UserWritten,
    },
    user::{
        User,
        invitation::{claim, confirm_sent, discard, give_back, put_off, refuse},
    },
};

/// E-mails per second while the account's rate is unknown: what the most restricted account may send.
const RATE_UNKNOWN: f64 = 1.0;
/// Users of a message who are sent to at a time: a worker that dies wastes no more slots, and a call that hangs delays few.
const AT_A_TIME: usize = 3;
/// Pause when the stack's e-mails cannot be sent at all.
const UNAVAILABLE_FOR: SignedDuration = SignedDuration::from_mins(1);
/// Slots that one user may miss before the user is returned to the queue.
const SLOTS_MAX: usize = 8;

/// What sending needs.
pub trait SendStores: UserStore + InvitationStore + SendingStore + Mailer + Secrets + Environment + Sleeper {}

impl<T: UserStore + InvitationStore + SendingStore + Mailer + Secrets + Environment + Sleeper> SendStores for T {}

/// The outcomes of a message's users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Batch {
    /// E-mails that the service accepted.
    pub sent: u64,
    /// E-mails that it will never accept.
    pub refused: u64,
    /// E-mails whose outcome is unknown.
    pub unknown: u64,
    /// Users who are due again later.
    pub given_back: u64,
    /// Users who were not due.
    pub dropped: u64,
    /// Whether sending was stopped because too many e-mails bounced.
    pub has_stopped: bool,
}

enum Done {
    Sent,
    Refused,
    Unknown,
    GivenBack,
    Dropped,
}

/// Sends the invitations of a message's users, as far as they are due.
///
/// A processed message is done, whatever the outcomes of its users: those who are given back are enqueued again. After an error the message
/// is delivered again; users who were claimed meanwhile are not claimed again.
pub async fn send_batch(
    stores: &impl SendStores,
    renderer: &impl EmailRenderer,
    message: &MailMessage,
) -> Result<Batch, FlowError> {
    let users = stores.users_by_id(&message.user_ids).await?;
    let due: Vec<User> =
        users.into_iter().flatten().filter(|user| user.invitation == InvitationState::Queued).collect();
    let mut batch = Batch { dropped: (message.user_ids.len() - due.len()) as u64, ..Batch::default() };
    if due.is_empty() {
        return Ok(batch);
    }
    let sending = stores.sending().await?;
    let now = stores.now();
    if sending.stopped.is_some() {
        // Nothing is enqueued while sending is stopped, so they may be due at once.
        batch.given_back += put_all_off(stores, &due, now).await?;
        return Ok(batch);
    }
    let slots = OwnSlots::new(rate_of(&sending), due.len());
    let each: Vec<_> = due.iter().map(|user| send_one(stores, renderer, user, &slots)).collect();
    let mut each = stream::iter(each).buffer_unordered(AT_A_TIME);
    let mut first_error = None;
    while let Some(done) = each.next().await {
        match done {
            Ok(Done::Sent) => batch.sent += 1,
            Ok(Done::Refused) => batch.refused += 1,
            Ok(Done::Unknown) => batch.unknown += 1,
            Ok(Done::GivenBack) => batch.given_back += 1,
            Ok(Done::Dropped) => batch.dropped += 1,
            // One user who cannot be written delays no other.
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    if batch.sent > 0 {
        let sending = stores.count_sent(batch.sent).await?;
        if sending.has_too_many_bounces() && sending.stopped.is_none() {
            batch.has_stopped = stores.stop_sending(StopReason::Bounces, stores.now()).await?;
        }
    }
    first_error.map_or(Ok(batch), Err)
}

fn rate_of(sending: &Sending) -> f64 {
    sending.rate.unwrap_or(RATE_UNKNOWN)
}

/// Writes that these users are due again from `due_at`. Returns how many were written. A user who changed meanwhile is the concern of
/// whoever made the change.
async fn put_all_off(stores: &impl SendStores, users: &[User], due_at: Timestamp) -> Result<u64, FlowError> {
    let now = stores.now();
    let update = |before: &User| put_off(before, due_at, now).map(|after| UserUpdate { before: before.clone(), after });
    let updates: Vec<UserUpdate> = users.iter().filter_map(update).collect();
    let written = stores.update_users(&updates).await?;
    Ok(written.iter().filter(|written| **written == UserWritten::Done).count() as u64)
}

/// Sends one invitation in a slot.
async fn send_one(
    stores: &impl SendStores,
    renderer: &impl EmailRenderer,
    user: &User,
    slots: &OwnSlots,
) -> Result<Done, FlowError> {
    let now = stores.now();
    let slot = match slots.take(stores, now).await? {
        Slots::From(slot) => slot,
        Slots::NotBefore(at) => {
            put_all_off(stores, std::slice::from_ref(user), at).await?;
            return Ok(Done::GivenBack);
        }
    };
    stores.sleep_until(slot - CLAIM_BEFORE).await;
    let now = stores.now();
    let token = Token::new(stores.secret()?);
    let attempt = AttemptId::at(now, stores.random_bits());
    let Some(claimed) = claim(user, &attempt, token.hash(), now) else {
        slots.give_back(slot);
        return drop_one(stores, user, now).await;
    };
    let email = renderer.render_invitation(&claimed, &token, now + LINK_LIFETIME).await?;
    let update = UserUpdate { before: user.clone(), after: claimed };
    if stores.claim_invitation(&update).await? == UserWritten::ConditionFailed {
        // Another worker has written the user: the next look finds what is true now.
        slots.give_back(slot);
        return Ok(Done::Dropped);
    }
    let tags = MessageTags { user_id: user.user_id.clone(), attempt };
    let Some(mailed) = call_in_slot(stores, &email, &tags, slot, slots).await? else {
        let now = stores.now();
        change_user(stores, &user.address, |user| give_back(user, &tags.attempt, now, now)).await?;
        return Ok(Done::GivenBack);
    };
    record(stores, user, &tags.attempt, mailed).await
}

/// Ends a queued invitation that must not be sent.
async fn drop_one(stores: &impl SendStores, user: &User, now: Timestamp) -> Result<Done, FlowError> {
    change_user(stores, &user.address, |user| discard(user, now)).await?;
    Ok(Done::Dropped)
}

/// Starts the call within a slot: this one, or a later one if it is missed. Returns `None` if there is none soon.
async fn call_in_slot(
    stores: &impl SendStores,
    email: &Email,
    tags: &MessageTags,
    slot: Timestamp,
    slots: &OwnSlots,
) -> Result<Option<SendOutcome>, FlowError> {
    let mut slot = slot;
    for _ in 0..SLOTS_MAX {
        stores.sleep_until(slot).await;
        let now = stores.now();
        if is_in_time(slot, now) {
            return Ok(Some(stores.send_email(email, tags).await));
        }
        match slots.take(stores, now).await {
            Ok(Slots::From(next)) => slot = next,
            // The claim is ours and nothing was sent: it is given back in either case.
            Ok(Slots::NotBefore(_)) | Err(_) => return Ok(None),
        }
    }
    Ok(None)
}

/// Records what the service answered.
async fn record(
    stores: &impl SendStores,
    user: &User,
    attempt: &AttemptId,
    mailed: SendOutcome,
) -> Result<Done, FlowError> {
    let (users, address) = (stores, user.address.as_str());
    let now = stores.now();
    let user_id = &user.user_id;
    match mailed {
        SendOutcome::Accepted(message_id) => {
            change_user(users, address, |user| confirm_sent(user, attempt, &message_id, now)).await?;
            Ok(Done::Sent)
        }
        SendOutcome::Throttled { wait, is_for_all } => {
            tracing::info!(%user_id, wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX), "the mail service throttles");
            change_user(users, address, |user| give_back(user, attempt, now + wait, now)).await?;
            // The slots keep the pace of this stack; another sender of the account may have used the rate up for a moment.
            if is_for_all {
                stores.pause_slots(now + wait).await?;
            }
            Ok(Done::GivenBack)
        }
        SendOutcome::Refused { code } => {
            tracing::warn!(%user_id, code, "the mail service refuses the e-mail to user {user_id}");
            change_user(users, address, |user| refuse(user, attempt, now)).await?;
            Ok(Done::Refused)
        }
        SendOutcome::Unavailable { code, is_account } => {
            tracing::error!(%user_id, code, "the mail service accepts no e-mail of this stack");
            change_user(users, address, |user| give_back(user, attempt, now, now)).await?;
            stores.pause_slots(now + UNAVAILABLE_FOR).await?;
            if is_account {
                stores.stop_sending(StopReason::Account, now).await?;
            }
            Ok(Done::GivenBack)
        }
        SendOutcome::Unknown { what } => {
            tracing::warn!(%user_id, %attempt, what, "it is unknown whether attempt {attempt} was sent; its events will tell");
            Ok(Done::Unknown)
        }
    }
}
