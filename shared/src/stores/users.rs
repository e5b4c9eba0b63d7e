//! The port for users: reads and conditional writes of at most 500 users per call.

use std::future::Future;

use super::StoreError;
use crate::{
    ids::{CompanyId, UserId, UserKey},
    invitation::InvitationState,
    keyed::KeyedHasher,
    user::User,
};

/// The result of one conditional write to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserWritten {
    Done,
    /// The user already exists, has changed since being read, or no longer exists. The caller reads the user again and decides.
    ConditionFailed,
    /// The user is too large for the store. The other users in the call are still written.
    Unstorable,
}

/// A user to be written over the version that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserUpdate {
    pub before: User,
    /// The user to be written. An import increments `version`; a change to the invitation increments `invitation_serial`.
    pub after: User,
}

/// Users, by address key.
pub trait UserStore: Send + Sync {
    /// Returns the hasher that derives user keys from address keys. Its secret is created by the first call and never changes.
    fn key_hasher(&self) -> impl Future<Output = Result<KeyedHasher, StoreError>> + Send;

    /// Reads at most 500 users by distinct addresses, in the order of `addresses`, with strong consistency.
    fn users(&self, addresses: &[String]) -> impl Future<Output = Result<Vec<Option<User>>, StoreError>> + Send;

    /// Reads at most 500 users by distinct ids, in the order of `ids`, with strong consistency.
    fn users_by_id(&self, ids: &[UserId]) -> impl Future<Output = Result<Vec<Option<User>>, StoreError>> + Send;

    /// Reads at most 500 users by the keys of their addresses, in the order of `keys`, with strong consistency. The same person has another
    /// id after being erased and created again, but the same key.
    fn users_by_key(&self, keys: &[UserKey]) -> impl Future<Output = Result<Vec<Option<User>>, StoreError>> + Send;

    /// Creates the users whose addresses are not taken. Takes at most 500 users with distinct addresses; returns one result per user, in
    /// order.
    ///
    /// A user is one item, written completely or not at all, independently of the others. If the user has an identifier, the identifier's
    /// look-up item is written first, so that an existing user can always be found by it.
    fn create_users(&self, users: &[User]) -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;

    /// Writes the differences between `before` and `after` if the stored user has the same id and version as `before`. If their invitation
    /// serials differ, the stored serial must also be that of `before`. The look-up item for a new identifier is written first.
    fn update_users(&self, updates: &[UserUpdate])
    -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;

    /// Returns the users who have these identifiers, at most [`HOLDERS_MAX`] for each, in the order of `identifiers`. Takes at most 500
    /// identifiers.
    ///
    /// A look-up item is ignored if its user does not exist or now has another identifier.
    fn users_with_identifiers(
        &self,
        identifiers: &[String],
    ) -> impl Future<Output = Result<Vec<Vec<User>>, StoreError>> + Send;

    /// Removes each user whose stored id and version match and who is not [active](User::is_active), then the removed users' invitation
    /// tokens and the look-up items for their identifiers. Takes at most 500 users with distinct addresses; returns one result per user, in
    /// order.
    ///
    /// The result for an absent user is [`UserWritten::Done`]. Without its user, a token cannot be used and eventually expires, and a
    /// look-up item is ignored.
    fn remove_users(&self, users: &[User]) -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;
}

/// Maximum number of users examined per identifier. Few users share an identifier because every import warns about it.
pub const HOLDERS_MAX: u16 = 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteePage {
    /// The users' address keys.
    pub addresses: Vec<String>,
    /// Where the next page begins, if there may be one.
    pub next: Option<String>,
}

/// The user list, as the source of invitation batches.
pub trait InviteeList: Send + Sync {
    /// Returns up to `limit` users whose invitations are in this state, in one company or in all of them. A page may be shorter even if it
    /// is not the last. Eventually consistent.
    fn invitees(
        &self,
        state: InvitationState,
        company_id: Option<&CompanyId>,
        limit: usize,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<InviteePage, StoreError>> + Send;
}
