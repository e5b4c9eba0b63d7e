//! The life of an invitation, over the ports: asked for, fed to the queue, sent, heard of, used.
//!
//! The user's item is the truth, and the queue only says whom to look at: a message that is lost, late or doubled changes nothing. Every
//! write has the condition that the user is as it was read; who is refused reads again and decides anew.

pub mod accept;
pub mod feed;
pub mod feedback;
pub mod invite;
pub mod run;
pub mod send;
mod slots;

use crate::{
    ports::{StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

/// Times that a change is decided anew because somebody else wrote meanwhile. Each round means that somebody else got on.
const ROUNDS_MAX: usize = 8;

/// Users written at a time: what one batch of reads and writes takes.
const BATCH: usize = 500;

/// Somebody writes the same user as fast as we do.
fn contended() -> StoreError {
    StoreError::Busy { store: "users", source: "a user keeps changing".into() }
}

/// Changes one user as `decide` says, over and over until nobody came between; answers whether there was anything to change.
async fn change_user(
    users: &impl UserStore,
    address: &str,
    mut decide: impl FnMut(&User) -> Option<User> + Send,
) -> Result<bool, StoreError> {
    let addresses = [address.to_owned()];
    for _ in 0..ROUNDS_MAX {
        let Some(before) = users.users(&addresses).await?.into_iter().flatten().next() else { return Ok(false) };
        let Some(after) = decide(&before) else { return Ok(false) };
        if let [UserWritten::Done] = users.update_users(&[UserUpdate { before, after }]).await?.as_slice() {
            return Ok(true);
        }
    }
    Err(contended())
}
