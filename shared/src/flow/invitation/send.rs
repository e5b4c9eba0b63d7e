//! Sends invitations. Besides this module, only `report` sends e-mail.
//!
//! The order for each user is: slot, token, e-mail, claim, call, record. An invitation is claimed only if it is queued and its user is
//! enabled and not active yet. The claim is one conditional write that stores the token's hash; it fails if the user has changed since it
//! was read. If a worker stops before the claim, nothing was sent, and the user becomes due again. If it stops after the claim, the e-mail
//! may have been sent: the user stays `sending` until events from the mail service arrive or fifteen minutes pass without any. In this
//! state, no second e-mail is sent automatically.

use futures_util::{StreamExt, stream};
use jiff::Timestamp;

use super::{
    change_user, pause_unavailable, read_users,
    slots::{CLAIM_BEFORE, OwnSlots},
    stop_after_bounces,
};
use crate::{
    flow::{Causes, FlowError},
    ids::AttemptId,
    invitation::{InvitationState, LINK_LIFETIME, Token, is_in_time},
    stores::{
        Email, EmailRenderer, Environment, InvitationStore, MailMessage, Mailer, MessageTags, Secrets, SendOutcome,
        SendingStore, Sleeper, Slots, UserStore, UserUpdate, UserWritten,
    },
    user::{
        User,
        invitation::{claim, confirm_sent, discard, give_back, postpone, refuse},
    },
};

/// Number of users in a message to process concurrently. A worker that stops leaves at most this many claims, and a slow call delays few
/// users.
const AT_A_TIME: usize = 3;
/// Maximum number of slots that may be missed for a user before the claim is given back.
const SLOTS_MAX: usize = 8;

pub trait SendStores: UserStore + InvitationStore + SendingStore + Mailer + Secrets + Environment + Sleeper {}

impl<T: UserStore + InvitationStore + SendingStore + Mailer + Secrets + Environment + Sleeper> SendStores for T {}

/// Counts of the users in a message, by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SendCounts {
    /// E-mails that the service accepted.
    pub sent: u64,
    /// E-mails that the service permanently refused.
    pub refused: u64,
    /// E-mails whose outcome is unknown.
    pub unknown: u64,
    /// Users who became due again.
    pub given_back: u64,
    /// Users who do not exist, whose invitation was not queued, who must not be invited, or whom another worker changed.
    pub discarded: u64,
    /// Whether sending was stopped because too many e-mails bounced.
    pub has_stopped: bool,
}

enum Done {
    Sent,
    Refused,
    Unknown,
    GivenBack,
    Discarded,
}

/// Sends invitations to the users in a message whose invitation is still queued.
///
/// The message is done regardless of the outcomes: users who became due again are enqueued in a later message. After an error, the message
/// is redelivered; invitations that have already been claimed are not claimed again.
pub async fn send_batch(
    stores: &impl SendStores,
    renderer: &impl EmailRenderer,
    message: &MailMessage,
) -> Result<SendCounts, FlowError> {
    // A user whom this version cannot read becomes due again, like one whose message was lost.
    let users = read_users(stores, &message.user_ids).await?.users;
    let due: Vec<User> = users.into_iter().filter(|user| user.invitation == InvitationState::Queued).collect();
    let discarded = (message.user_ids.len() - due.len()) as u64;
    let mut counts = SendCounts { discarded, ..SendCounts::default() };
    if due.is_empty() {
        return Ok(counts);
    }
    let sending = stores.sending().await?;
    let now = stores.now();
    if sending.stopped.is_some() {
        // Due invitations are not enqueued while sending is stopped, so these users may be due immediately.
        counts.given_back += postpone_all(stores, &due, now).await?;
        return Ok(counts);
    }
    let slots = &OwnSlots::new(sending.effective_rate(), due.len());
    let send = |user| async move { (user, send_one(stores, renderer, user, slots).await) };
    let each: Vec<_> = due.iter().map(send).collect();
    let mut each = stream::iter(each).buffer_unordered(AT_A_TIME);
    let mut first_error = None;
    while let Some((user, done)) = each.next().await {
        match done {
            Ok(Done::Sent) => counts.sent += 1,
            Ok(Done::Refused) => counts.refused += 1,
            Ok(Done::Unknown) => counts.unknown += 1,
            Ok(Done::GivenBack) => counts.given_back += 1,
            Ok(Done::Discarded) => counts.discarded += 1,
            // A failed write for one user must not delay the others. The caller logs the first error.
            Err(error) if first_error.is_none() => first_error = Some(error),
            Err(error) => {
                let user_id = &user.user_id;
                tracing::error!(%user_id, causes = %Causes(&error), "cannot send the invitation of user {user_id}");
            }
        }
    }
    if counts.sent > 0 {
        let sending = stores.count_sent(counts.sent).await?;
        counts.has_stopped = stop_after_bounces(stores, &sending).await?;
    }
    first_error.map_or(Ok(counts), Err)
}

/// Makes these users due again at `due_at`. Returns the number of users written. A user who has changed in the meantime is skipped, because
/// the other writer has already decided.
async fn postpone_all(stores: &impl SendStores, users: &[User], due_at: Timestamp) -> Result<u64, FlowError> {
    let now = stores.now();
    let update =
        |before: &User| postpone(before, due_at, now).map(|after| UserUpdate { before: before.clone(), after });
    let updates: Vec<UserUpdate> = users.iter().filter_map(update).collect();
    let written = stores.update_users(&updates).await?;
    Ok(written.iter().filter(|written| **written == UserWritten::Done).count() as u64)
}

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
            postpone_all(stores, std::slice::from_ref(user), at).await?;
            return Ok(Done::GivenBack);
        }
    };
    stores.sleep_until(slot - CLAIM_BEFORE).await;
    let now = stores.now();
    let token = Token::new(stores.secret()?);
    let attempt = AttemptId::at(now, stores.random_bits());
    let Some(claimed) = claim(user, &attempt, token.hash(), now) else {
        slots.give_back(slot);
        return discard_one(stores, user, now).await;
    };
    let email = renderer.render_invitation(&claimed, &token, now + LINK_LIFETIME).await?;
    let update = UserUpdate { before: user.clone(), after: claimed };
    if stores.claim_invitation(&update).await? != UserWritten::Done {
        // Usually, another worker wrote the user. If the invitation is still queued, it becomes due again.
        slots.give_back(slot);
        return Ok(Done::Discarded);
    }
    let tags = MessageTags::Invitation { user_id: user.user_id.clone(), attempt: attempt.clone() };
    let Some(outcome) = call_in_slot(stores, &email, &tags, slot, slots).await else {
        let now = stores.now();
        change_user(stores, &user.address, |user| give_back(user, &attempt, now, now)).await?;
        return Ok(Done::GivenBack);
    };
    record(stores, user, &attempt, outcome).await
}

/// Discards a queued invitation that must not be sent.
async fn discard_one(stores: &impl SendStores, user: &User, now: Timestamp) -> Result<Done, FlowError> {
    change_user(stores, &user.address, |user| discard(user, now)).await?;
    Ok(Done::Discarded)
}

/// Calls the mail service within `slot`, or within a later slot if that one was missed. Returns `None` if no slot is available soon or
/// slots cannot be taken: this worker owns the claim and sent nothing, so the claim is given back in both cases.
async fn call_in_slot(
    stores: &impl SendStores,
    email: &Email,
    tags: &MessageTags,
    slot: Timestamp,
    slots: &OwnSlots,
) -> Option<SendOutcome> {
    let mut slot = slot;
    for _ in 0..SLOTS_MAX {
        stores.sleep_until(slot).await;
        let now = stores.now();
        if is_in_time(slot, now) {
            return Some(stores.send_email(email, tags).await);
        }
        match slots.take(stores, now).await {
            Ok(Slots::From(next)) => slot = next,
            Ok(Slots::NotBefore(_)) => return None,
            Err(error) => {
                tracing::warn!(causes = %Causes(&error), "no slot can be taken; giving the invitation back");
                return None;
            }
        }
    }
    None
}

async fn record(
    stores: &impl SendStores,
    user: &User,
    attempt: &AttemptId,
    outcome: SendOutcome,
) -> Result<Done, FlowError> {
    let (users, address) = (stores, user.address.as_str());
    let now = stores.now();
    let user_id = &user.user_id;
    match outcome {
        SendOutcome::Accepted(message_id) => {
            change_user(users, address, |user| confirm_sent(user, attempt, &message_id, now)).await?;
            Ok(Done::Sent)
        }
        SendOutcome::Throttled { wait, is_for_all } => {
            tracing::info!(%user_id, wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX), "the mail service throttles");
            change_user(users, address, |user| give_back(user, attempt, now + wait, now)).await?;
            // Slots limit only this stack; another sender in the account may have used up its rate or quota.
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
        SendOutcome::RecipientNotVerified => {
            tracing::warn!(%user_id, "the recipient is not verified: the SES sandbox accepts only verified recipients");
            change_user(users, address, |user| refuse(user, attempt, now)).await?;
            Ok(Done::Refused)
        }
        SendOutcome::Unavailable { code, is_account } => {
            tracing::error!(%user_id, code, "the mail service does not accept e-mail from this stack");
            change_user(users, address, |user| give_back(user, attempt, now, now)).await?;
            pause_unavailable(stores, is_account).await?;
            Ok(Done::GivenBack)
        }
        SendOutcome::Unknown { what } => {
            tracing::warn!(%user_id, %attempt, what, "it is unknown whether attempt {attempt} was sent; its events will show");
            Ok(Done::Unknown)
        }
    }
}
