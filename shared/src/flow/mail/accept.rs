//! Using a link.

use super::{ROUNDS_MAX, contended};
use crate::{
    invitation::{Token, accept as accepted},
    ports::{Ambient, InvitationStore, StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

/// What using a link needs.
pub trait AcceptPorts: Send + Sync {
    /// Users.
    type Users: UserStore;
    /// Tokens.
    type Invitations: InvitationStore;
    /// Time.
    type Ambient: Ambient;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// Tokens.
    fn invitations(&self) -> &Self::Invitations;
    /// Time.
    fn ambient(&self) -> &Self::Ambient;
}

/// Uses a token up; answers the user, or nothing if it opens nothing: why is nobody's business.
///
/// # Errors
/// What a store says.
pub async fn accept(ports: &impl AcceptPorts, token: &Token) -> Result<Option<User>, StoreError> {
    let hash = token.hash();
    for _ in 0..ROUNDS_MAX {
        let Some(owner) = ports.invitations().token_owner(&hash).await? else { return Ok(None) };
        let found = ports.invitations().users_by_id(&[owner]).await?;
        let Some(before) = found.into_iter().flatten().next() else { return Ok(None) };
        let Some(after) = accepted(&before, &hash, ports.ambient().now()) else { return Ok(None) };
        let update = UserUpdate { before, after };
        if ports.invitations().use_token(&update, &hash).await? == UserWritten::Done {
            return Ok(Some(update.after));
        }
    }
    Err(contended())
}
