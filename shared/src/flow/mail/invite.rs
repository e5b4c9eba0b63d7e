//! Asking for invitations: of chosen users, and of one who tries to sign in.

use super::{BATCH, ROUNDS_MAX, contended};
use crate::{
    ids::{RunId, UserId, UserKey},
    invitation::{Ask, Asked, Invited, ask, sign_in},
    ports::{Ambient, MailMessage, MailQueue, StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

/// Users of one request who go to the queue at once: the others are fed at the pace of sending.
const FED_AT_ONCE_MAX: usize = 100;
/// Users of one message.
const MESSAGE_USERS: usize = 10;

/// What asking needs.
pub trait InvitePorts: Send + Sync {
    /// Users.
    type Users: UserStore;
    /// The senders' queue.
    type Mails: MailQueue;
    /// Time and chance.
    type Ambient: Ambient;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// The senders' queue.
    fn mails(&self) -> &Self::Mails;
    /// Time and chance.
    fn ambient(&self) -> &Self::Ambient;
}

/// Asks for the invitations of users by their address keys, which are distinct.
///
/// # Errors
/// What a store says; to ask again then changes nothing for those who were queued.
pub async fn invite(
    ports: &impl InvitePorts,
    addresses: &[String],
    resend: bool,
    run_id: Option<&RunId>,
) -> Result<Invited, StoreError> {
    let mut invited = Invited::default();
    let is_fed = addresses.len() <= FED_AT_ONCE_MAX;
    let mut fed: Vec<UserId> = Vec::new();
    for batch in addresses.chunks(BATCH) {
        let mut open: Vec<String> = batch.to_vec();
        let mut rounds = 0;
        while !open.is_empty() {
            if rounds == ROUNDS_MAX {
                return Err(contended());
            }
            rounds += 1;
            let found = ports.users().users(&open).await?;
            let now = ports.ambient().now();
            let mut updates: Vec<UserUpdate> = Vec::new();
            for user in found {
                let Some(before) = user else {
                    invited.unknown += 1;
                    continue;
                };
                match ask(&before, &Ask { resend, run_id, is_fed, now }) {
                    Asked::Queued(after) => updates.push(UserUpdate { before, after: *after }),
                    other => invited.count(&other),
                }
            }
            let written = if updates.is_empty() { Vec::new() } else { ports.users().update_users(&updates).await? };
            open.clear();
            for (update, written) in updates.into_iter().zip(written) {
                match written {
                    UserWritten::Done => {
                        invited.queued += 1;
                        fed.push(update.after.user_id);
                    }
                    UserWritten::Refused => open.push(update.before.address),
                }
            }
        }
    }
    if is_fed && !fed.is_empty() {
        let messages: Vec<MailMessage> =
            fed.chunks(MESSAGE_USERS).map(|users| MailMessage { user_ids: users.to_vec() }).collect();
        ports.mails().send_mails(&messages).await?;
    }
    Ok(invited)
}

/// A person tries to sign in: whoever is pending and has no invitation, or one that is past its time, gets one.
///
/// Whatever the address is, the same calls are made: one read, one conditional write, one message. Where nothing is to be done,
/// the write has a condition that cannot hold and the message names nobody.
///
/// # Errors
/// What a store says.
pub async fn attempt_sign_in(ports: &impl InvitePorts, address: &str) -> Result<(), StoreError> {
    let found = ports.users().users(&[address.to_owned()]).await?.into_iter().flatten().next();
    let now = ports.ambient().now();
    let invited = found.as_ref().and_then(|user| sign_in(user, now).map(|after| (user.clone(), after)));
    let (update, user_id) = if let Some((before, after)) = invited {
        let user_id = after.user_id.clone();
        (UserUpdate { before, after }, user_id)
    } else {
        let nobody = UserId::from_key(UserKey::from_bits(random_key(ports.ambient())), 0);
        (no_change(address, &nobody, now), nobody)
    };
    // Somebody who wrote in between has queued it, or made it wrong to.
    let _written = ports.users().update_users(&[update]).await?;
    ports.mails().send_mails(&[MailMessage { user_ids: vec![user_id] }]).await
}

/// 128 random bits: the key of no user.
fn random_key(ambient: &impl Ambient) -> u128 {
    let mut key = [0; 16];
    key[..10].copy_from_slice(&ambient.random_bits());
    key[6..].copy_from_slice(&ambient.random_bits());
    u128::from_be_bytes(key)
}

/// An update that no stored user takes: of a person who does not exist.
fn no_change(address: &str, user_id: &UserId, now: jiff::Timestamp) -> UserUpdate {
    let before = User::nobody(address, user_id, now);
    let mut after = before.clone();
    after.invitation_serial += 1;
    UserUpdate { before, after }
}
