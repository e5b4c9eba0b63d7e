//! Requests invitations: for selected users, and for a person who tries to sign in.

use jiff::Timestamp;

use super::{CONTENDED, USERS_AT_ONCE};
use crate::{
    flow::{FlowError, update::TRIES_MAX},
    ids::{UserId, UserKey},
    invitation::{InvitationBatch, Invited},
    stores::{Environment, MailMessage, MailQueue, UserStore, UserUpdate, UserWritten},
    user::{
        User,
        invitation::{InvitationRequest, Requested, request_invitation, sign_in},
    },
};

/// Maximum number of users in a request that enqueues them immediately. Users in a larger request are enqueued at the sending rate.
const ENQUEUED_AT_ONCE_MAX: usize = 100;
/// Maximum number of users per message.
const MESSAGE_USERS: usize = 10;

pub trait InviteStores: UserStore + MailQueue + Environment {}

impl<T: UserStore + MailQueue + Environment> InviteStores for T {}

/// A person to invite.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Invitee {
    /// The person's address key.
    pub(super) address: String,
    /// The user to invite, if a user who was created later with the same address must not be invited instead.
    pub(super) user_id: Option<UserId>,
}

impl Invitee {
    /// Returns the invitee for whichever user has this address key.
    pub(super) fn at(address: String) -> Self {
        Self { address, user_id: None }
    }

    /// Returns `true` if the user with the invitee's address is the one to invite.
    pub(super) fn is(&self, user: &User) -> bool {
        self.user_id.as_ref().is_none_or(|user_id| *user_id == user.user_id)
    }
}

/// Returns the invitees' address keys.
pub(super) fn addresses_of(invitees: &[Invitee]) -> Vec<String> {
    invitees.iter().map(|invitee| invitee.address.clone()).collect()
}

/// Requests invitations for the users with these address keys, which must be distinct.
///
/// After an error, repeating the request changes nothing for users whose invitation is already queued. Within a step of a batch, they are
/// counted as queued again, except those from earlier steps: a user can be on the pages of several steps.
pub async fn invite(
    stores: &impl InviteStores,
    addresses: &[String],
    resend: bool,
    batch: Option<&InvitationBatch>,
) -> Result<Invited, FlowError> {
    let invitees: Vec<Invitee> = addresses.iter().cloned().map(Invitee::at).collect();
    invite_all(stores, &invitees, resend, batch).await
}

/// Like [`invite`], for invitees with distinct addresses.
pub(super) async fn invite_all(
    stores: &impl InviteStores,
    invitees: &[Invitee],
    resend: bool,
    batch: Option<&InvitationBatch>,
) -> Result<Invited, FlowError> {
    let mut invited = Invited::default();
    let context = InviteContext { resend, batch, is_enqueued: invitees.len() <= ENQUEUED_AT_ONCE_MAX };
    let mut queued: Vec<UserId> = Vec::new();
    for chunk in invitees.chunks(USERS_AT_ONCE) {
        queued.extend(invite_chunk(stores, chunk, &context, &mut invited).await?);
    }
    if context.is_enqueued && !queued.is_empty() {
        let messages: Vec<MailMessage> =
            queued.chunks(MESSAGE_USERS).map(|users| MailMessage { user_ids: users.to_vec() }).collect();
        stores.send_mails(&messages).await?;
    }
    Ok(invited)
}

/// How invitations are requested.
struct InviteContext<'a> {
    /// Whether users who were invited before get another e-mail.
    resend: bool,
    batch: Option<&'a InvitationBatch>,
    /// Whether the users are enqueued immediately instead of at the sending rate.
    is_enqueued: bool,
}

/// Requests invitations for at most [`USERS_AT_ONCE`] users, and counts the outcomes in `invited`. Returns the users whose invitation was
/// queued.
async fn invite_chunk(
    stores: &impl InviteStores,
    invitees: &[Invitee],
    context: &InviteContext<'_>,
    invited: &mut Invited,
) -> Result<Vec<UserId>, FlowError> {
    let InviteContext { resend, batch, is_enqueued } = *context;
    let batch_id = batch.map(|batch| &batch.batch_id);
    let was_counted = |user: &User| match (batch, &user.invited) {
        (Some(batch), Some(invitation)) => batch.is_counted(invitation.requested_at),
        _ => false,
    };
    let mut queued = Vec::new();
    let mut open: Vec<Invitee> = invitees.to_vec();
    for _ in 0..TRIES_MAX {
        if open.is_empty() {
            break;
        }
        let found = stores.users(&addresses_of(&open)).await?;
        let now = stores.now();
        let (mut updates, mut asked) = (Vec::<UserUpdate>::new(), Vec::new());
        for (invitee, user) in open.drain(..).zip(found) {
            let Some(before) = user.filter(|user| invitee.is(user)) else {
                invited.unknown += 1;
                continue;
            };
            match request_invitation(&before, &InvitationRequest { resend, batch_id, is_enqueued, now }) {
                Requested::Queued(after) => {
                    updates.push(UserUpdate { before, after: *after });
                    asked.push(invitee);
                }
                Requested::QueuedBefore if was_counted(&before) => {}
                other => other.count_in(invited),
            }
        }
        let written = if updates.is_empty() { Vec::new() } else { stores.update_users(&updates).await? };
        for ((update, invitee), written) in updates.into_iter().zip(asked).zip(written) {
            match written {
                UserWritten::Done => {
                    invited.queued += 1;
                    queued.push(update.after.user_id);
                }
                UserWritten::ConditionFailed => open.push(invitee),
                // An import leaves room for the invitation, but an older version may have stored a larger user.
                UserWritten::Unstorable => {
                    let user_id = &update.before.user_id;
                    tracing::error!(%user_id, "user {user_id} is too large to store an invitation");
                    invited.already_invited += 1;
                }
            }
        }
    }
    if open.is_empty() { Ok(queued) } else { Err(CONTENDED) }
}

/// Handles a sign-in attempt: requests an invitation for a pending person without a valid one.
///
/// The first attempt reported for an enabled user is recorded, because an undo does not remove people who may have signed in.
///
/// Every address causes the same calls: one read, one conditional write, one message. Timing therefore does not reveal whether the address
/// belongs to a user. If there is nothing to do, the write's condition is never met and the message names no user. The read and the write
/// are repeated only if another worker writes the same user in the meantime. An attempt that cannot be recorded is only logged, so that the
/// response stays the same.
pub async fn attempt_sign_in(stores: &impl InviteStores, address: &str) -> Result<(), FlowError> {
    let no_user = UserId::from_key(UserKey::from_bits(random_key(stores)), 0);
    let mut to_mail = no_user.clone();
    for round in 1..=TRIES_MAX {
        let found = stores.users(&[address.to_owned()]).await?.into_iter().flatten().next();
        let now = stores.now();
        let update = found.and_then(|before| Some(UserUpdate { after: record_sign_in(&before, now)?, before }));
        let is_needed = update.is_some();
        let update = update.unwrap_or_else(|| no_change(address, &no_user, now));
        let written = stores.update_users(std::slice::from_ref(&update)).await?;
        if !is_needed {
            break;
        }
        let user_id = update.after.user_id;
        match written.as_slice() {
            [UserWritten::Done] => {
                if update.before.invitation_serial != update.after.invitation_serial {
                    to_mail = user_id;
                }
                break;
            }
            [UserWritten::Unstorable] => {
                tracing::error!(%user_id, "user {user_id} is too large to store a sign-in attempt; discarding it");
                break;
            }
            _ if round == TRIES_MAX => {
                tracing::error!(%user_id, "user {user_id} keeps changing; discarding a sign-in attempt");
            }
            _ => {}
        }
    }
    Ok(stores.send_mails(&[MailMessage { user_ids: vec![to_mail] }]).await?)
}

/// Returns the user after a reported sign-in, with the invitation that it requests, or `None` if nothing changes.
fn record_sign_in(user: &User, now: Timestamp) -> Option<User> {
    let invited = sign_in(user, now);
    let is_first = user.enabled && user.signed_in_at.is_none();
    if invited.is_none() && !is_first {
        return None;
    }
    let mut after = invited.unwrap_or_else(|| user.clone());
    if is_first {
        after.signed_in_at = Some(now);
    }
    Some(after)
}

/// 128 random bits, which are practically never a user's key.
fn random_key(environment: &impl Environment) -> u128 {
    let mut key = [0; 16];
    key[..10].copy_from_slice(&environment.random_bits());
    key[6..].copy_from_slice(&environment.random_bits());
    u128::from_be_bytes(key)
}

/// An update for a user who does not exist, so its condition is never met.
fn no_change(address: &str, user_id: &UserId, now: Timestamp) -> UserUpdate {
    let before = User::unknown(address, user_id, now);
    let mut after = before.clone();
    after.invitation_serial += 1;
    UserUpdate { before, after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::InvitationState;

    #[test]
    fn invitee_is_the_named_user_or_whoever_has_the_address() {
        let user = User::unknown("ann@example.org", &"u".into(), Timestamp::UNIX_EPOCH);
        for (user_id, expected) in [(None, true), (Some("u"), true), (Some("earlier"), false)] {
            let invitee = Invitee { user_id: user_id.map(UserId::from), ..Invitee::at(user.address.clone()) };
            assert_eq!(invitee.is(&user), expected, "{user_id:?}");
        }
    }

    #[test]
    fn first_sign_in_is_recorded_and_requests_an_invitation_for_a_pending_user() {
        let now = Timestamp::UNIX_EPOCH;
        let unknown = User::unknown("ann@example.org", &"u".into(), now);
        for (enabled, activated, signed_in_at, expected) in [
            (true, false, None, Some((InvitationState::Queued, Some(now)))),
            (true, false, Some(Timestamp::MIN), Some((InvitationState::Queued, Some(Timestamp::MIN)))),
            (true, true, None, Some((InvitationState::None, Some(now)))),
            (true, true, Some(Timestamp::MIN), None),
            (false, false, None, None),
            (false, false, Some(Timestamp::MIN), None),
        ] {
            let user = User { enabled, activated, signed_in_at, ..unknown.clone() };
            let after = record_sign_in(&user, now).map(|after| (after.invitation, after.signed_in_at));
            assert_eq!(after, expected, "{enabled} {activated} {signed_in_at:?}");
        }
    }

    #[test]
    fn update_of_a_user_who_does_not_exist_changes_only_the_serial_number() {
        let UserUpdate { before, after } = no_change("ann@example.org", &"u".into(), Timestamp::UNIX_EPOCH);
        assert_eq!((before.invitation_serial, after.invitation_serial), (0, 1));
        assert_eq!(after, User { invitation_serial: 1, ..before });
    }
}
