use std::future::Future;

use super::StoreError;
use crate::{
    ids::{CompanyId, UserId},
    invitation::InvitationState,
    keyed::KeyedHasher,
    user::User,
};

/// The result of one conditional write of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserWritten {
    Done,
    /// The user already exists, has changed since being read, or no longer exists. The caller reads again and decides.
    ConditionFailed,
    /// The user is too large for the store. The other users of the call are still written.
    Unstorable,
}

/// A user to be written over the version that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserUpdate {
    pub before: User,
    /// The user to be written. An import increments `version`; a change of the invitation increments `invitation_serial`.
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

    /// Creates the users whose address is not taken. Takes at most 500 with distinct addresses; returns one result per user, in order.
    ///
    /// A user is one item, written completely or not at all, independently of the others. If the user has an identifier, its look-up item
    /// is written first, so that an existing user is always found by the identifier.
    fn create_users(&self, users: &[User]) -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;

    /// Writes the differences between `before` and `after` if the stored user has the id and the version of `before`. If
    /// their invitation serials differ, the stored serial must also be that of `before`. A new identifier gets its look-up item first.
    fn update_users(&self, updates: &[UserUpdate])
    -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;

    /// Returns the users who have these identifiers, at most [`HOLDERS_MAX`] for each, in the order of `identifiers`. Takes at most 500.
    ///
    /// A look-up item is ignored if its user does not exist or now has another identifier.
    fn users_with_identifiers(
        &self,
        identifiers: &[String],
    ) -> impl Future<Output = Result<Vec<Vec<User>>, StoreError>> + Send;

    /// Removes each user whose stored id and version are these and who is not [active](User::is_active), then the invitation tokens of the
    /// removed users and the look-up items of their identifiers. Takes at most 500 users with distinct addresses; returns one result per
    /// user, in order.
    ///
    /// The result for an absent user is [`UserWritten::Done`]. Without a user, a token cannot be used and expires, and a look-up item is
    /// ignored.
    fn remove_users(&self, users: &[User]) -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;
}

/// Maximum number of users that are examined for one identifier. Few users share an identifier, because every import warns about it.
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
    /// Returns the users whose invitation is in this state, of one company or of all, at most `limit`. A page may be shorter even if it is
    /// not the last. Eventually consistent.
    fn invitees(
        &self,
        state: InvitationState,
        company_id: Option<&CompanyId>,
        limit: usize,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<InviteePage, StoreError>> + Send;
}
