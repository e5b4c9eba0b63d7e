//! Accepts invitations.

use super::CONTENDED;
use crate::{
    flow::{FlowError, update::TRIES_MAX},
    invitation::Token,
    stores::{Environment, InvitationStore, UserStore, UserUpdate, UserWritten},
    user::{User, invitation},
};

/// Uses a token and returns its user, or `None` if the token is invalid for any reason.
pub async fn accept(
    stores: &(impl UserStore + InvitationStore + Environment),
    token: &Token,
) -> Result<Option<User>, FlowError> {
    let hash = token.hash();
    for _ in 0..TRIES_MAX {
        let Some(owner) = stores.token_owner(&hash).await? else { return Ok(None) };
        let found = stores.users_by_id(&[owner]).await?;
        let Some(before) = found.into_iter().flatten().next() else { return Ok(None) };
        let Some(after) = invitation::accept(&before, &hash, stores.now()) else { return Ok(None) };
        let update = UserUpdate { before, after };
        if stores.use_token(&update, &hash).await? == UserWritten::Done {
            return Ok(Some(update.after));
        }
    }
    Err(CONTENDED)
}
