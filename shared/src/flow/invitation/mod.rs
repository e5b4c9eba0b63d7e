//! The life of an invitation: requested, enqueued, sent, confirmed by events, accepted.
//!
//! ```text
//! invite, sign-in, import ──► queued ──► enqueue ──► send ──► record feedback ──► accept
//! ```
//!
//! The user's item is authoritative, and the queue only names the users to check: a message that is lost, late or duplicated does no harm.
//! Every write is conditional on the user not having changed since it was read; a worker whose write fails reads and decides again, or
//! leaves the user to the other worker.

pub mod accept;
pub mod batch;
pub mod enqueue;
pub mod feedback;
pub mod invite;
pub mod preview;
pub mod report;
pub mod send;
mod slots;

use jiff::SignedDuration;

use super::{FlowError, update::TRIES_MAX};
use crate::{
    ids::UserId,
    invitation::{Sending, StopReason},
    stores::{Environment, SendingStore, StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

/// Maximum number of users to read and write together.
const USERS_AT_ONCE: usize = 500;

/// Time for which sending pauses if the mail service accepts no e-mail from the stack.
const UNAVAILABLE_FOR: SignedDuration = SignedDuration::from_mins(1);

/// The error if other workers keep changing the same user.
const CONTENDED: FlowError = FlowError::Contended { what: "a user" };

/// The error if a user is too large for the store. An import leaves room for the invitation, but an older version may have stored a larger
/// user.
fn too_large() -> FlowError {
    StoreError::Refused { store: "the table", is_fixable: false, source: "the user is too large".into() }.into()
}

/// Changes a user as `decide` determines, and calls `decide` again if another worker wrote the user first. Returns `true` if the user was
/// changed.
async fn change_user(
    users: &impl UserStore,
    address: &str,
    mut decide: impl FnMut(&User) -> Option<User> + Send,
) -> Result<bool, FlowError> {
    let addresses = [address.to_owned()];
    for _ in 0..TRIES_MAX {
        let Some(before) = users.users(&addresses).await?.into_iter().flatten().next() else { return Ok(false) };
        let Some(after) = decide(&before) else { return Ok(false) };
        match users.update_users(&[UserUpdate { before, after }]).await?.as_slice() {
            [UserWritten::Done] => return Ok(true),
            [UserWritten::Unstorable] => return Err(too_large()),
            _ => {}
        }
    }
    Err(CONTENDED)
}

/// Users that were read by their ids.
#[derive(Debug)]
struct ReadUsers {
    users: Vec<User>,
    /// Users whom this version cannot read: they are left to the newer version that wrote them.
    unreadable: Vec<UserId>,
}

/// Reads users by distinct ids. Logs those whom this version cannot read.
///
/// The adapter reports such a user for the whole call, so the ids are halved until the user is found.
async fn read_users(users: &impl UserStore, ids: &[UserId]) -> Result<ReadUsers, StoreError> {
    let mut found = ReadUsers { users: Vec::with_capacity(ids.len()), unreadable: Vec::new() };
    let mut parts = vec![ids];
    while let Some(part) = parts.pop() {
        match (users.users_by_id(part).await, part) {
            (Ok(read), _) => found.users.extend(read.into_iter().flatten()),
            (Err(error @ StoreError::Unreadable { .. }), [user_id]) => {
                tracing::warn!(%user_id, %error, "skipping user {user_id}");
                found.unreadable.push(user_id.clone());
            }
            (Err(StoreError::Unreadable { .. }), _) => {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            }
            (Err(error), _) => return Err(error),
        }
    }
    Ok(found)
}

/// Pauses sending because the mail service accepts no e-mail from the stack, and stops it if the account may not send.
async fn pause_unavailable(stores: &(impl SendingStore + Environment), is_account: bool) -> Result<(), FlowError> {
    let now = stores.now();
    stores.record_unavailable(now).await?;
    stores.pause_slots(now + UNAVAILABLE_FOR).await?;
    if is_account {
        stores.stop_sending(StopReason::Account, now).await?;
    }
    Ok(())
}

/// Stops sending if, in this current state, too many e-mails have bounced. Returns `true` if this call stopped it.
async fn stop_after_bounces(stores: &(impl SendingStore + Environment), sending: &Sending) -> Result<bool, FlowError> {
    if !sending.has_too_many_bounces() || sending.stopped.is_some() {
        return Ok(false);
    }
    Ok(stores.stop_sending(StopReason::Bounces, stores.now()).await?)
}

#[cfg(test)]
mod tests;
