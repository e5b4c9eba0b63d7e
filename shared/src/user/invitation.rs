//! The transitions of an invitation: most functions take a user as read from the store and return the user to be written, if anything
//! changes.
//!
//! Nothing here writes to the store. The write requires the user and the invitation to be unchanged
//! ([`UserStore::update_users`](crate::stores::UserStore::update_users)); if the condition fails, the caller reads the user again and makes
//! a new decision.

use jiff::Timestamp;

use super::{Released, User};
use crate::{
    ids::{AttemptId, BatchId, ImportId},
    invitation::{
        Due, ENQUEUED_FOR, Invitation, InvitationState as State, Invited, LINK_LIFETIME, MailEvent, MailEventKind,
        RESEND_AFTER, Reason, TokenHash, UNCONFIRMED_AFTER,
    },
};

#[cfg(test)]
mod tests;

impl User {
    /// Returns what the invitation is due for and when, or `None` if nothing is left to do.
    pub fn invitation_due(&self) -> Option<(Due, Timestamp)> {
        let invited = self.invited.as_deref()?;
        match self.invitation {
            State::Queued => Some((Due::Enqueue, invited.due_at)),
            State::Sending => Some((Due::Expire, invited.claimed_at? + UNCONFIRMED_AFTER)),
            State::Sent | State::Delivered | State::Unconfirmed => Some((Due::Expire, invited.expires_at?)),
            State::None | State::Held | State::Bounced | State::Complained | State::Accepted | State::Expired => None,
        }
    }

    /// Changes the invitation's state and details together, and counts the change. No other code changes the invitation of a stored user.
    fn set_invitation(&mut self, state: State, details: Option<Box<Invitation>>) {
        let before = self.invitation;
        debug_assert!(state == before || before.may_become(state), "{before:?} does not become {state:?}");
        self.invitation = state;
        self.invited = details;
        self.invitation_serial += 1;
    }

    /// Queues the invitation that an import requests for a user without one. A suppressed address stays suppressed.
    pub(crate) fn release_invitation(&mut self, import_id: &ImportId, now: Timestamp) {
        let invited = Invitation {
            suppressed: detail(self).is_some_and(|invited| invited.suppressed),
            complained: detail(self).is_some_and(|invited| invited.complained),
            ..Invitation::of_import(import_id, now)
        };
        self.set_invitation(State::Queued, Some(Box::new(invited)));
    }
}

/// Returns the user with the invitation in this state and its details changed by `edit`.
fn changed(user: &User, state: State, now: Timestamp, edit: impl FnOnce(&mut Invitation)) -> User {
    let mut after = user.clone();
    let mut invited = after.invited.take().unwrap_or_else(|| Box::new(Invitation::requested(now)));
    edit(&mut invited);
    after.set_invitation(state, Some(invited));
    after
}

fn detail(user: &User) -> Option<&Invitation> {
    user.invited.as_deref()
}

/// Returns `true` if the person can be invited: enabled but not yet active.
fn is_pending(user: &User) -> bool {
    user.enabled && !user.activated
}

/// How an invitation is requested.
#[derive(Debug, Clone, Copy)]
pub struct InvitationRequest<'a> {
    /// Whether an invitation that has already been sent is sent again.
    pub resend: bool,
    pub batch_id: Option<&'a BatchId>,
    /// Whether the caller enqueues the invitation immediately, so that it is not enqueued again for [`ENQUEUED_FOR`].
    pub is_enqueued: bool,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requested {
    /// The invitation is queued; contains the user to be written.
    Queued(Box<User>),
    /// This invitation batch has already queued the invitation.
    QueuedBefore,
    /// Nothing changes: the invitation is queued, is being sent, was sent recently or has a valid link, or the address is suppressed.
    AlreadyInvited,
    AlreadyActive,
    Disabled,
}

impl Requested {
    pub fn count_in(&self, invited: &mut Invited) {
        match self {
            Self::Queued(_) | Self::QueuedBefore => invited.queued += 1,
            Self::AlreadyInvited => invited.already_invited += 1,
            Self::AlreadyActive => invited.already_active += 1,
            Self::Disabled => invited.disabled += 1,
        }
    }
}

/// Requests an invitation.
///
/// An invitation that is queued, is being sent, or was sent and has not expired remains unchanged. With `resend`, an invitation that has
/// not expired is sent again, at most once an hour; its former link remains valid until the new e-mail is claimed. Nothing is sent to an
/// address that bounced permanently or whose owner complained.
pub fn request_invitation(user: &User, request: &InvitationRequest<'_>) -> Requested {
    let now = request.now;
    if let (Some(batch_id), Some(Invitation { batch_id: Some(earlier), .. })) = (request.batch_id, detail(user))
        && batch_id == earlier
    {
        return Requested::QueuedBefore;
    }
    if user.activated {
        return Requested::AlreadyActive;
    }
    if !user.enabled {
        return Requested::Disabled;
    }
    let is_expired = detail(user).is_some_and(|invited| invited.is_expired(now));
    let is_suppressed = detail(user).is_some_and(|invited| invited.suppressed);
    let was_resent = detail(user).and_then(|invited| invited.resent_at).is_some_and(|at| at + RESEND_AFTER > now);
    let resends = request.resend && !was_resent;
    match user.invitation {
        State::Queued | State::Sending | State::Complained | State::Accepted => return Requested::AlreadyInvited,
        _ if is_suppressed => return Requested::AlreadyInvited,
        State::None | State::Held | State::Expired => {}
        State::Sent | State::Delivered | State::Bounced | State::Unconfirmed if is_expired || resends => {}
        State::Sent | State::Delivered | State::Bounced | State::Unconfirmed => return Requested::AlreadyInvited,
    }
    let is_again =
        !is_expired && matches!(user.invitation, State::Sent | State::Delivered | State::Bounced | State::Unconfirmed);
    let batch_id = request.batch_id.cloned();
    Requested::Queued(Box::new(changed(user, State::Queued, now, |invited| {
        invited.requested_at = now;
        invited.batch_id = batch_id;
        invited.due_at = if request.is_enqueued { now + ENQUEUED_FOR } else { now };
        invited.reason = None;
        if is_again {
            invited.resent_at = Some(now);
        }
    })))
}

/// Requests an invitation when a pending person tries to sign in. Returns the user to be written, or `None` if nothing changes.
pub fn sign_in(user: &User, now: Timestamp) -> Option<User> {
    let request = InvitationRequest { resend: false, batch_id: None, is_enqueued: true, now };
    match request_invitation(user, &request) {
        Requested::Queued(after) => Some(*after),
        Requested::QueuedBefore | Requested::AlreadyInvited | Requested::AlreadyActive | Requested::Disabled => None,
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueAction {
    /// Enqueue the invitation; contains the user to be written.
    Enqueue(Box<User>),
    /// Discard the invitation because it must not be sent; contains the user to be written.
    Discard(Box<User>),
    /// Nothing: the invitation is not due.
    NotDue,
}

/// Decides what to do about an invitation that may be due.
pub fn enqueue(user: &User, now: Timestamp) -> DueAction {
    let Some(invited) = detail(user) else { return DueAction::NotDue };
    if user.invitation != State::Queued || invited.due_at > now {
        return DueAction::NotDue;
    }
    if let Some(discarded) = discard_unsendable(user, now) {
        return DueAction::Discard(Box::new(discarded));
    }
    DueAction::Enqueue(Box::new(changed(user, State::Queued, now, |invited| invited.due_at = now + ENQUEUED_FOR)))
}

/// Returns the user to be written if the queued invitation must not be sent, whether it is due or not. Returns `None` if it may be sent, or
/// if no invitation is queued.
pub fn discard(user: &User, now: Timestamp) -> Option<User> {
    let is_queued = user.invitation == State::Queued && detail(user).is_some();
    is_queued.then(|| discard_unsendable(user, now)).flatten()
}

/// Returns the user to be written if the queued invitation must not be sent, or `None` if it may be sent.
fn discard_unsendable(user: &User, now: Timestamp) -> Option<User> {
    if user.activated {
        return Some(changed(user, State::Accepted, now, |_| {}));
    }
    if !user.enabled {
        return Some(changed(user, State::Held, now, |invited| invited.reason = Some(Reason::Disabled)));
    }
    let (state, reason) = match detail(user) {
        Some(invited) if invited.complained => (State::Complained, Reason::Complaint),
        Some(invited) if invited.suppressed => (State::Bounced, Reason::BouncedPermanently),
        Some(_) | None => return None,
    };
    Some(changed(user, state, now, |invited| invited.reason = Some(reason)))
}

/// Claims a queued invitation for sending. Returns the user to be written, or `None` if no invitation is queued or it must not be sent.
///
/// The token replaces any earlier one. The link with the token is valid for [`LINK_LIFETIME`].
pub fn claim(user: &User, attempt: &AttemptId, token: TokenHash, now: Timestamp) -> Option<User> {
    let is_suppressed = detail(user).is_some_and(|invited| invited.suppressed);
    if user.invitation != State::Queued || !is_pending(user) || is_suppressed {
        return None;
    }
    Some(changed(user, State::Sending, now, |invited| {
        invited.attempt = Some(attempt.clone());
        invited.claimed_at = Some(now);
        invited.token = Some(token);
        invited.expires_at = Some(now + LINK_LIFETIME);
        invited.message_id = None;
        invited.sent_at = None;
        invited.reason = None;
    }))
}

fn is_claimed(user: &User, attempt: &AttemptId) -> bool {
    detail(user).is_some_and(|invited| invited.attempt.as_ref() == Some(attempt))
}

/// Records that the service accepted the e-mail for this claim. Returns `None` if the claim is not the latest, or if an event has already
/// recorded a later state with the message id. Any other later state keeps its reason; only the message id and the time are added.
pub fn confirm_sent(user: &User, attempt: &AttemptId, message_id: &str, now: Timestamp) -> Option<User> {
    if !is_claimed(user, attempt) {
        return None;
    }
    let state = match user.invitation {
        State::Sending | State::Unconfirmed => State::Sent,
        _ if detail(user).is_some_and(|invited| invited.message_id.is_some()) => return None,
        other => other,
    };
    Some(changed(user, state, now, |invited| {
        invited.message_id = Some(message_id.to_owned());
        invited.sent_at.get_or_insert(now);
        if state != user.invitation {
            invited.reason = None;
        }
    }))
}

/// Makes this claim's invitation due again at `due_at` because its e-mail was definitely not sent.
pub fn give_back(user: &User, attempt: &AttemptId, due_at: Timestamp, now: Timestamp) -> Option<User> {
    let is_ours = user.invitation == State::Sending && is_claimed(user, attempt);
    is_ours.then(|| {
        changed(user, State::Queued, now, |invited| {
            invited.due_at = due_at;
            invited.claimed_at = None;
        })
    })
}

/// Makes a queued invitation that cannot be sent yet due again at `due_at`.
pub fn postpone(user: &User, due_at: Timestamp, now: Timestamp) -> Option<User> {
    (user.invitation == State::Queued).then(|| changed(user, State::Queued, now, |invited| invited.due_at = due_at))
}

/// Records that the service permanently refused the e-mail for this claim.
pub fn refuse(user: &User, attempt: &AttemptId, now: Timestamp) -> Option<User> {
    let is_ours = user.invitation == State::Sending && is_claimed(user, attempt);
    is_ours.then(|| changed(user, State::Bounced, now, |invited| invited.reason = Some(Reason::RefusedByService)))
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventEffect {
    /// The user to be written.
    Changed(Box<User>),
    /// The user to be written, together with a permanent bounce that must be counted in the same transaction.
    Bounced(Box<User>),
    /// No effect: the event was already recorded, or is outdated.
    Nothing,
}

/// Applies an event, which may be late, repeated, or out of order.
///
/// An event for an earlier claim does not affect the latest one, with one exception: a permanent bounce or a complaint suppresses the
/// address, and an invitation that is queued again is then not sent.
///
/// Only permanent bounces count towards the share at which sending stops, as in the bounce rate of the mail service. A bounce that is not
/// permanent does not change an invitation that was delivered: the recipient's mail server has accepted the e-mail.
pub fn apply_event(user: &User, event: &MailEvent, now: Timestamp) -> EventEffect {
    let is_latest = is_claimed(user, &event.attempt);
    let was_suppressed = detail(user).is_some_and(|invited| invited.suppressed);
    let (kind, state) = (event.kind, user.invitation);
    let next = match (kind, state) {
        (MailEventKind::Sent, State::Sending | State::Unconfirmed) if is_latest => State::Sent,
        (MailEventKind::Delivered, State::Sending | State::Unconfirmed | State::Sent) if is_latest => State::Delivered,
        // Events may be out of order: the bounce is an automatic reply, or the next attempt of the mail service succeeded.
        (MailEventKind::Delivered, State::Bounced) if is_latest && has_bounced_once(user) => State::Delivered,
        (
            MailEventKind::Bounced { is_permanent: true },
            State::Sending | State::Unconfirmed | State::Sent | State::Delivered,
        )
        | (
            MailEventKind::Bounced { is_permanent: false } | MailEventKind::Rejected,
            State::Sending | State::Unconfirmed | State::Sent,
        ) if is_latest => State::Bounced,
        (
            MailEventKind::Complained,
            State::Sending | State::Unconfirmed | State::Sent | State::Delivered | State::Bounced,
        ) if is_latest => State::Complained,
        // An invitation that was requested again is not sent if an earlier e-mail bounced or caused a complaint in the meantime.
        (MailEventKind::Bounced { is_permanent: true }, State::Queued) => State::Bounced,
        (MailEventKind::Complained, State::Queued) => State::Complained,
        _ => state,
    };
    let suppresses = matches!(kind, MailEventKind::Bounced { is_permanent: true } | MailEventKind::Complained);
    let is_newly_suppressed = suppresses && !was_suppressed && detail(user).is_some();
    if next == state && !is_newly_suppressed {
        return EventEffect::Nothing;
    }
    let after = Box::new(changed(user, next, now, |invited| {
        invited.suppressed |= suppresses;
        invited.complained |= matches!(kind, MailEventKind::Complained);
        if is_latest {
            invited.message_id.get_or_insert_with(|| event.message_id.clone());
            invited.sent_at.get_or_insert(event.at);
        }
        if next != state {
            invited.reason = match kind {
                MailEventKind::Sent | MailEventKind::Delivered => None,
                MailEventKind::Bounced { is_permanent: true } => Some(Reason::BouncedPermanently),
                MailEventKind::Bounced { is_permanent: false } => Some(Reason::BouncedOnce),
                MailEventKind::Complained => Some(Reason::Complaint),
                MailEventKind::Rejected => Some(Reason::RefusedByService),
            };
        }
    }));
    match kind {
        MailEventKind::Bounced { is_permanent: true } => EventEffect::Bounced(after),
        MailEventKind::Bounced { is_permanent: false }
        | MailEventKind::Sent
        | MailEventKind::Delivered
        | MailEventKind::Complained
        | MailEventKind::Rejected => EventEffect::Changed(after),
    }
}

fn has_bounced_once(user: &User) -> bool {
    detail(user).is_some_and(|invited| invited.reason == Some(Reason::BouncedOnce))
}

/// Marks a due invitation as unconfirmed if neither the service nor an event confirmed that its e-mail was sent, or as expired if its link
/// was not used in time. Returns the user to be written, or `None` if neither is due.
pub fn expire(user: &User, now: Timestamp) -> Option<User> {
    let (_, due) = user.invitation_due().filter(|(_, due)| *due <= now)?;
    match user.invitation {
        State::Sending => {
            Some(changed(user, State::Unconfirmed, now, |invited| invited.reason = Some(Reason::NoEvent)))
        }
        State::Sent | State::Delivered | State::Unconfirmed if due <= now => {
            Some(changed(user, State::Expired, now, |invited| invited.reason = None))
        }
        _ => None,
    }
}

/// Accepts an invitation. Returns the user to be written, or `None` if the token is invalid.
///
/// The result does not reveal why a token is invalid: it may have been superseded, expired or used, or its user may be disabled.
pub fn accept(user: &User, token: &TokenHash, now: Timestamp) -> Option<User> {
    let invited = detail(user)?;
    let is_valid = invited.token.as_ref() == Some(token) && !invited.is_expired(now) && invited.expires_at.is_some();
    if !is_valid || !is_pending(user) || !user.invitation.may_become(State::Accepted) {
        return None;
    }
    let mut after = changed(user, State::Accepted, now, |invited| {
        invited.accepted_at = Some(now);
        invited.token = None;
        invited.reason = None;
    });
    after.activated = true;
    Some(after)
}

/// Restores the invitation to what it was before an import released it, if it is still queued for that import.
///
/// `user` is the user to be written. If the history no longer contains the former invitation, the state becomes `held`.
pub(crate) fn revert_release(user: &mut User, import_id: &ImportId) {
    let is_released = detail(user).is_some_and(|invited| invited.import_id.as_ref() == Some(import_id));
    if user.invitation != State::Queued || !is_released {
        return;
    }
    let is_suppressed = detail(user).is_some_and(|invited| invited.suppressed);
    let has_complained = detail(user).is_some_and(|invited| invited.complained);
    let own = user.history.iter().rfind(|entry| entry.import_id == *import_id);
    let released = own.and_then(|entry| entry.released.as_deref().cloned());
    let Some(Released { state, mut invited }) = released else {
        let details = user.invited.take();
        user.set_invitation(State::Held, details);
        return;
    };
    if let Some(invited) = &mut invited {
        invited.suppressed |= is_suppressed;
        invited.complained |= has_complained;
    }
    user.set_invitation(state, invited);
}
