//! What the mail service tells of its mails: late, twice, in any order.

use super::{ROUNDS_MAX, contended};
use crate::{
    invitation::{Happened, InvitationState, MailEvent, StopReason, happened},
    ports::{Ambient, InvitationStore, SendingStore, StoreError, UserStore, UserUpdate, UserWritten},
};

/// What taking events needs.
pub trait FeedbackPorts: Send + Sync {
    /// Users.
    type Users: UserStore;
    /// Invitations.
    type Invitations: InvitationStore;
    /// The breaker.
    type Sending: SendingStore;
    /// Time.
    type Ambient: Ambient;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// Invitations.
    fn invitations(&self) -> &Self::Invitations;
    /// The breaker.
    fn sending(&self) -> &Self::Sending;
    /// Time.
    fn ambient(&self) -> &Self::Ambient;
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The invitation stands here now.
    Written(InvitationState),
    /// The same, and sending was stopped because too many bounced.
    Stopped(InvitationState),
    /// It changed nothing: told before, overtaken, or the user is gone.
    Nothing,
}

/// Takes one event.
///
/// # Errors
/// What a store says; the event is then delivered again.
pub async fn hear(ports: &impl FeedbackPorts, event: &MailEvent) -> Result<Heard, StoreError> {
    for _ in 0..ROUNDS_MAX {
        let found = ports.invitations().users_by_id(std::slice::from_ref(&event.user_id)).await?;
        let Some(before) = found.into_iter().flatten().next() else { return Ok(Heard::Nothing) };
        let (after, is_bounce) = match happened(&before, event, ports.ambient().now()) {
            Happened::Nothing => return Ok(Heard::Nothing),
            Happened::Changed(after) => (*after, false),
            Happened::Bounced(after) => (*after, true),
        };
        let state = after.invitation;
        let update = UserUpdate { before, after };
        let written = if is_bounce {
            ports.invitations().write_bounce(&update).await?
        } else {
            let written = ports.users().update_users(std::slice::from_ref(&update)).await?;
            written.into_iter().next().unwrap_or(UserWritten::Refused)
        };
        if written == UserWritten::Refused {
            continue;
        }
        if is_bounce && trip(ports).await? {
            return Ok(Heard::Stopped(state));
        }
        return Ok(Heard::Written(state));
    }
    Err(contended())
}

/// Stops the sending if too many bounced. Who dies before it leaves it to the next bounce, or to the next mail that is counted.
async fn trip(ports: &impl FeedbackPorts) -> Result<bool, StoreError> {
    let sending = ports.sending().sending().await?;
    if !sending.has_too_many_bounces() || sending.stopped.is_some() {
        return Ok(false);
    }
    ports.sending().stop(StopReason::Bounces, ports.ambient().now()).await
}
