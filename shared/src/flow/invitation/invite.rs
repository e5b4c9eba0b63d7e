//! Requests invitations: for selected users, and for a person who tries to sign in.

use super::{BATCH, CONTENDED, ROUNDS_MAX};
use crate::{
    flow::FlowError,
    ids::{BatchId, UserId, UserKey},
    invitation::Invited,
    stores::{Environment, MailMessage, MailQueue, UserStore, UserUpdate, UserWritten},
    user::{
        User,
        invitation::{Ask, Asked, ask, sign_in},
    },
};

/// Users of one request that are enqueued immediately. The others are enqueued at the sending rate.
const ENQUEUED_AT_ONCE_MAX: usize = 100;
/// Users per message.
const MESSAGE_USERS: usize = 10;

/// What requesting invitations needs.
pub trait InviteStores: UserStore + MailQueue + Environment {}

impl<T: UserStore + MailQueue + Environment> InviteStores for T {}

/// Requests the invitations of users by their address keys, which must be distinct.
///
/// After an error, repeating the request changes nothing for users that are already queued.
pub async fn invite(
    stores: &impl InviteStores,
    addresses: &[String],
    resend: bool,
    batch_id: Option<&BatchId>,
) -> Result<Invited, FlowError> {
    let mut invited = Invited::default();
    let is_enqueued = addresses.len() <= ENQUEUED_AT_ONCE_MAX;
    let mut enqueued: Vec<UserId> = Vec::new();
    for batch in addresses.chunks(BATCH) {
        let mut open: Vec<String> = batch.to_vec();
        let mut rounds = 0;
        while !open.is_empty() {
            if rounds == ROUNDS_MAX {
                return Err(CONTENDED);
            }
            rounds += 1;
            let found = stores.users(&open).await?;
            let now = stores.now();
            let mut updates: Vec<UserUpdate> = Vec::new();
            for user in found {
                let Some(before) = user else {
                    invited.unknown += 1;
                    continue;
                };
                match ask(&before, &Ask { resend, batch_id, is_enqueued, now }) {
                    Asked::Queued(after) => updates.push(UserUpdate { before, after: *after }),
                    other => other.count_in(&mut invited),
                }
            }
            let written = if updates.is_empty() { Vec::new() } else { stores.update_users(&updates).await? };
            open.clear();
            for (update, written) in updates.into_iter().zip(written) {
                match written {
                    UserWritten::Done => {
                        invited.queued += 1;
                        enqueued.push(update.after.user_id);
                    }
                    UserWritten::ConditionFailed => open.push(update.before.address),
                    // Never: an import leaves room for the invitation. The user stays as it is.
                    UserWritten::Unstorable => {}
                }
            }
        }
    }
    if is_enqueued && !enqueued.is_empty() {
        let messages: Vec<MailMessage> =
            enqueued.chunks(MESSAGE_USERS).map(|users| MailMessage { user_ids: users.to_vec() }).collect();
        stores.send_mails(&messages).await?;
    }
    Ok(invited)
}

/// Handles a sign-in attempt: a pending person without a valid invitation gets one.
///
/// Every address causes the same calls, so that timing reveals nothing: one read, one conditional write, one message. If nothing is to be
/// done, the condition of the write is never met and the message names no user.
pub async fn attempt_sign_in(stores: &impl InviteStores, address: &str) -> Result<(), FlowError> {
    let found = stores.users(&[address.to_owned()]).await?.into_iter().flatten().next();
    let now = stores.now();
    let invited = found.as_ref().and_then(|user| sign_in(user, now).map(|after| (user.clone(), after)));
    let (update, user_id) = if let Some((before, after)) = invited {
        let user_id = after.user_id.clone();
        (UserUpdate { before, after }, user_id)
    } else {
        let no_user = UserId::from_key(UserKey::from_bits(random_key(stores)), 0);
        (no_change(address, &no_user, now), no_user)
    };
    // If another worker wrote the user first, it queued the invitation or made it invalid.
    let _written = stores.update_users(&[update]).await?;
    Ok(stores.send_mails(&[MailMessage { user_ids: vec![user_id] }]).await?)
}

/// 128 random bits, which are the key of no user.
fn random_key(environment: &impl Environment) -> u128 {
    let mut key = [0; 16];
    key[..10].copy_from_slice(&environment.random_bits());
    key[6..].copy_from_slice(&environment.random_bits());
    u128::from_be_bytes(key)
}

/// An update of a non-existent person, whose condition is never met.
fn no_change(address: &str, user_id: &UserId, now: jiff::Timestamp) -> UserUpdate {
    let before = User::unknown(address, user_id, now);
    let mut after = before.clone();
    after.invitation_serial += 1;
    UserUpdate { before, after }
}
