//! The life of an invitation: requested, enqueued, sent, confirmed by events, accepted.
//!
//! ```text
//! invite, sign-in, import ──► queued ──► enqueue ──► send ──► record feedback ──► accept
//! ```
//!
//! The user's item is the truth, and the queue only says whom to look at: a message that is lost, late or duplicated changes nothing. Every
//! write has the condition that the user is as it was read; whoever loses reads again and decides again.

pub mod accept;
pub mod batch;
pub mod enqueue;
pub mod feedback;
pub mod invite;
pub mod preview;
pub mod send;
mod slots;

use super::FlowError;
use crate::{
    stores::{UserStore, UserUpdate, UserWritten},
    user::User,
};

/// Times that a change is decided again because another worker wrote meanwhile. Each round means that the other one succeeded.
const ROUNDS_MAX: usize = 8;

/// Users written at a time: what one batch of reads and writes takes.
const BATCH: usize = 500;

/// Another worker writes the same user as fast as we do.
const CONTENDED: FlowError = FlowError::Contended { what: "a user" };

/// Changes one user as `decide` says, again if another worker writes at the same time. Returns `true` if there was something to change.
async fn change_user(
    users: &impl UserStore,
    address: &str,
    mut decide: impl FnMut(&User) -> Option<User> + Send,
) -> Result<bool, FlowError> {
    let addresses = [address.to_owned()];
    for _ in 0..ROUNDS_MAX {
        let Some(before) = users.users(&addresses).await?.into_iter().flatten().next() else { return Ok(false) };
        let Some(after) = decide(&before) else { return Ok(false) };
        if let [UserWritten::Done] = users.update_users(&[UserUpdate { before, after }]).await?.as_slice() {
            return Ok(true);
        }
    }
    Err(CONTENDED)
}
