//! Users who still belong to a deleted feed, because deleting a feed does not update its users.

use std::collections::HashMap;

use super::FlowError;
use crate::{feed::FeedId, import::Import, stores::FeedStore, user::User};

/// For each other feed that users in a file belong to, whether it still exists.
#[derive(Default)]
pub(super) struct OtherFeeds(HashMap<FeedId, bool>);

impl OtherFeeds {
    /// Removes the user from another feed if that feed was deleted, so that the import treats the user as having no feed.
    pub(super) async fn release(
        &mut self,
        stores: &impl FeedStore,
        import: &Import,
        user: &mut User,
    ) -> Result<(), FlowError> {
        let Some(own) = import.feed() else { return Ok(()) };
        let Some(id) = user.feed.clone().filter(|id| *id != own.id) else { return Ok(()) };
        let exists = match self.0.get(&id) {
            Some(exists) => *exists,
            None => stores.feed_by_id(&id).await?.is_some(),
        };
        self.0.insert(id, exists);
        if !exists {
            user.feed = None;
        }
        Ok(())
    }
}
