//! Sending: the only way to a mail.
//!
//! Of each user the order is: slot, token, letter, claim, call, record. The claim is one conditional write that says "still enabled, still
//! pending, still due", and carries the hash of the token. Whoever dies before it has sent nothing, and the user is still due. Whoever
//! dies after it may have sent the mail: the user stays `sending`, and only the mail service's own events, or a quarter of an hour
//! without any, say more. No way leads from there to a second mail by itself.

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};

use super::{
    change_user,
    slots::{CLAIM_BEFORE, OwnSlots},
};
use crate::{
    ids::AttemptId,
    invitation::{
        InvitationState, LINK_KEPT, Sending, StopReason, Token, claim, confirm_sent, give_back, is_in_time, put_off,
        refuse,
    },
    ports::{
        Ambient, InvitationStore, Letter, Letters, MailMessage, Mailed, Mailer, Mark, Patience, Secrets, SendingStore,
        Slots, StoreError, UserStore, UserUpdate, UserWritten,
    },
    user::User,
};

/// Mails a second while nobody has asked the account: what the most restricted one may.
const RATE_UNKNOWN: f64 = 1.0;
/// Users of a message who are sent to at a time: a worker that dies takes no more slots with it, and one call that hangs holds up few.
const AT_A_TIME: usize = 3;
/// Time that the service is left alone when the stack's mails cannot be sent at all.
const UNAVAILABLE_FOR: SignedDuration = SignedDuration::from_mins(1);
/// Slots that one user may miss before the work goes back.
const SLOTS_MAX: usize = 8;

/// What sending needs.
pub trait SendPorts: Send + Sync {
    /// Users.
    type Users: UserStore;
    /// Invitations.
    type Invitations: InvitationStore;
    /// Slots and the breaker.
    type Sending: SendingStore;
    /// Writes mails.
    type Letters: Letters;
    /// Sends them.
    type Mailer: Mailer;
    /// Time and chance.
    type Ambient: Ambient;
    /// Waits.
    type Patience: Patience;
    /// Makes tokens.
    type Secrets: Secrets;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// Invitations.
    fn invitations(&self) -> &Self::Invitations;
    /// Slots and the breaker.
    fn sending(&self) -> &Self::Sending;
    /// Writes mails.
    fn letters(&self) -> &Self::Letters;
    /// Sends them.
    fn mailer(&self) -> &Self::Mailer;
    /// Time and chance.
    fn ambient(&self) -> &Self::Ambient;
    /// Waits.
    fn patience(&self) -> &Self::Patience;
    /// Makes tokens.
    fn secrets(&self) -> &Self::Secrets;
}

/// What became of a message's users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Batch {
    /// Mails that the service took.
    pub sent: u64,
    /// Mails that it will never take.
    pub refused: u64,
    /// Mails of which nobody knows.
    pub unknown: u64,
    /// Users who are due again later.
    pub given_back: u64,
    /// Users who were not due.
    pub dropped: u64,
    /// Whether sending was stopped because too many bounced.
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
/// A message that is taken is done, whatever became of its users: those who are given back are fed to the queue again.
///
/// # Errors
/// What a store says. The message then comes again; users who were claimed meanwhile are not claimed again.
pub async fn send_batch(ports: &impl SendPorts, message: &MailMessage) -> Result<Batch, StoreError> {
    let users = ports.invitations().users_by_id(&message.user_ids).await?;
    let due: Vec<User> =
        users.into_iter().flatten().filter(|user| user.invitation == InvitationState::Queued).collect();
    let mut batch = Batch { dropped: (message.user_ids.len() - due.len()) as u64, ..Batch::default() };
    if due.is_empty() {
        return Ok(batch);
    }
    let sending = ports.sending().sending().await?;
    let now = ports.ambient().now();
    if sending.stopped.is_some() {
        // Nobody feeds while it is stopped, so they may be due at once.
        batch.given_back += put_all_off(ports, &due, now).await?;
        return Ok(batch);
    }
    let slots = OwnSlots::new(rate_of(&sending), due.len());
    let each: Vec<_> = due.iter().map(|user| send_one(ports, user, &slots)).collect();
    let mut each = stream::iter(each).buffer_unordered(AT_A_TIME);
    let mut first_error = None;
    while let Some(done) = each.next().await {
        match done {
            Ok(Done::Sent) => batch.sent += 1,
            Ok(Done::Refused) => batch.refused += 1,
            Ok(Done::Unknown) => batch.unknown += 1,
            Ok(Done::GivenBack) => batch.given_back += 1,
            Ok(Done::Dropped) => batch.dropped += 1,
            // One user who cannot be written keeps nobody else waiting.
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    if batch.sent > 0 {
        let sending = ports.sending().count_sent(batch.sent).await?;
        if sending.has_too_many_bounces() && sending.stopped.is_none() {
            batch.has_stopped = ports.sending().stop(StopReason::Bounces, ports.ambient().now()).await?;
        }
    }
    first_error.map_or(Ok(batch), Err)
}

fn rate_of(sending: &Sending) -> f64 {
    sending.rate.unwrap_or(RATE_UNKNOWN)
}

/// Writes that these users are due again from then on; answers how many were written. Who changed meanwhile is looked after by
/// whoever changed it.
async fn put_all_off(ports: &impl SendPorts, users: &[User], due_at: Timestamp) -> Result<u64, StoreError> {
    let now = ports.ambient().now();
    let update = |before: &User| put_off(before, due_at, now).map(|after| UserUpdate { before: before.clone(), after });
    let updates: Vec<UserUpdate> = users.iter().filter_map(update).collect();
    let written = ports.users().update_users(&updates).await?;
    Ok(written.iter().filter(|written| **written == UserWritten::Done).count() as u64)
}

/// Sends one invitation in a slot.
async fn send_one(ports: &impl SendPorts, user: &User, slots: &OwnSlots) -> Result<Done, StoreError> {
    let now = ports.ambient().now();
    let slot = match slots.take(ports.sending(), now).await? {
        Slots::From(slot) => slot,
        Slots::NotBefore(at) => {
            put_all_off(ports, std::slice::from_ref(user), at).await?;
            return Ok(Done::GivenBack);
        }
    };
    ports.patience().wait_until(slot - CLAIM_BEFORE).await;
    let now = ports.ambient().now();
    let token = Token::new(ports.secrets().secret()?);
    let attempt = AttemptId::at(now, ports.ambient().random_bits());
    let Some(claimed) = claim(user, &attempt, token.hash(), now) else {
        slots.give_back(slot);
        return drop_one(ports, user, now).await;
    };
    let letter = ports.letters().write_invitation(&claimed, &token, now + LINK_KEPT).await?;
    let update = UserUpdate { before: user.clone(), after: claimed };
    if ports.invitations().claim_invitation(&update).await? == UserWritten::Refused {
        // Somebody else has written the user: whoever looks next finds what is true now.
        slots.give_back(slot);
        return Ok(Done::Dropped);
    }
    let mark = Mark { user_id: user.user_id.clone(), attempt };
    let Some(mailed) = call_in_slot(ports, &letter, &mark, slot, slots).await? else {
        let now = ports.ambient().now();
        change_user(ports.users(), &user.address, |user| give_back(user, &mark.attempt, now, now)).await?;
        return Ok(Done::GivenBack);
    };
    record(ports, user, &mark.attempt, mailed).await
}

/// Writes what a queued invitation is that must not be sent.
async fn drop_one(ports: &impl SendPorts, user: &User, now: Timestamp) -> Result<Done, StoreError> {
    change_user(ports.users(), &user.address, |user| super::feed::drop_of(user, now)).await?;
    Ok(Done::Dropped)
}

/// Starts the call within a slot: this one, or a later one if it is missed. Answers nothing if there is none soon.
async fn call_in_slot(
    ports: &impl SendPorts,
    letter: &Letter,
    mark: &Mark,
    slot: Timestamp,
    slots: &OwnSlots,
) -> Result<Option<Mailed>, StoreError> {
    let mut slot = slot;
    for _ in 0..SLOTS_MAX {
        ports.patience().wait_until(slot).await;
        let now = ports.ambient().now();
        if is_in_time(slot, now) {
            return Ok(Some(ports.mailer().send(letter, mark).await));
        }
        match slots.take(ports.sending(), now).await {
            Ok(Slots::From(next)) => slot = next,
            // The claim is ours and nothing was sent: it goes back, whatever the slots say.
            Ok(Slots::NotBefore(_)) | Err(_) => return Ok(None),
        }
    }
    Ok(None)
}

/// Writes down what the service said.
async fn record(ports: &impl SendPorts, user: &User, attempt: &AttemptId, mailed: Mailed) -> Result<Done, StoreError> {
    let (users, address) = (ports.users(), user.address.as_str());
    let now = ports.ambient().now();
    let user_id = &user.user_id;
    match mailed {
        Mailed::Accepted(message_id) => {
            change_user(users, address, |user| confirm_sent(user, attempt, &message_id, now)).await?;
            Ok(Done::Sent)
        }
        Mailed::Throttled { wait, is_for_all } => {
            tracing::info!(%user_id, wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX), "the mail service asks for patience");
            change_user(users, address, |user| give_back(user, attempt, now + wait, now)).await?;
            // Slots keep the pace by themselves; whoever else sends from the account may have used it up for a moment.
            if is_for_all {
                ports.sending().pause_slots(now + wait).await?;
            }
            Ok(Done::GivenBack)
        }
        Mailed::Refused { code } => {
            tracing::warn!(%user_id, code, "the mail service refuses the mail to user {user_id}");
            change_user(users, address, |user| refuse(user, attempt, now)).await?;
            Ok(Done::Refused)
        }
        Mailed::Unavailable { code, is_account } => {
            tracing::error!(%user_id, code, "the mail service takes no mail of this stack");
            change_user(users, address, |user| give_back(user, attempt, now, now)).await?;
            ports.sending().pause_slots(now + UNAVAILABLE_FOR).await?;
            if is_account {
                ports.sending().stop(StopReason::Account, now).await?;
            }
            Ok(Done::GivenBack)
        }
        Mailed::Unknown { what } => {
            tracing::warn!(%user_id, %attempt, what, "nobody knows whether attempt {attempt} was sent; its events will say");
            Ok(Done::Unknown)
        }
    }
}
