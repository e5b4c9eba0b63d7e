//! Processes events from the mail service, which may be late, repeated, or out of order.

use super::{CONTENDED, stop_after_bounces, too_large};
use crate::{
    flow::{FlowError, update::TRIES_MAX},
    invitation::{InvitationState, MailEvent},
    stores::{Environment, InvitationStore, SendingStore, UserStore, UserUpdate, UserWritten},
    user::invitation::{EventEffect, apply_event},
};

pub trait FeedbackStores: UserStore + InvitationStore + SendingStore + Environment {}

impl<T: UserStore + InvitationStore + SendingStore + Environment> FeedbackStores for T {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The invitation changed to this state.
    Written(InvitationState),
    /// The invitation changed to this state, and sending was stopped because too many e-mails bounced.
    Stopped(InvitationState),
    /// Nothing changed: the event was already recorded or is outdated, or the user no longer exists.
    Nothing,
}

/// Records an event.
///
/// # Errors
///
/// [`StoreError::Refused`](crate::stores::StoreError::Refused) if the user is too large to store the event, so that the loss is noticed; a
/// permanent bounce, which is written in a transaction, fails in the same way.
pub async fn record(stores: &impl FeedbackStores, event: &MailEvent) -> Result<Recorded, FlowError> {
    for _ in 0..TRIES_MAX {
        let found = stores.users_by_id(std::slice::from_ref(&event.user_id)).await?;
        let Some(before) = found.into_iter().flatten().next() else { return Ok(Recorded::Nothing) };
        let (after, is_counted) = match apply_event(&before, event, stores.now()) {
            EventEffect::Nothing => return Ok(Recorded::Nothing),
            EventEffect::Changed(after) => (*after, false),
            EventEffect::Bounced(after) => (*after, true),
        };
        let state = after.invitation;
        let update = UserUpdate { before, after };
        let written = if is_counted {
            stores.write_bounce(&update).await?
        } else {
            let written = stores.update_users(std::slice::from_ref(&update)).await?;
            written.into_iter().next().unwrap_or(UserWritten::ConditionFailed)
        };
        match written {
            UserWritten::Done => {}
            UserWritten::ConditionFailed => continue,
            UserWritten::Unstorable => return Err(too_large()),
        }
        // If the worker stops before this check, the check is made after the next permanent bounce or after the next invitation is sent.
        if is_counted && stop_after_bounces(stores, &stores.sending().await?).await? {
            return Ok(Recorded::Stopped(state));
        }
        return Ok(Recorded::Written(state));
    }
    Err(CONTENDED)
}
