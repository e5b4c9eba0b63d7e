//! Feeds that users still name although they were deleted: deleting a feed does not write its users.

use std::collections::HashMap;

use super::FlowError;
use crate::{feed::FeedName, import::Import, stores::FeedStore, user::User};

/// Which of the other feeds still exist, for those whose users the file of a feed names.
#[derive(Default)]
pub(super) struct OtherFeeds(HashMap<FeedName, bool>);

impl OtherFeeds {
    /// For the decisions of a feed's file: a user of another feed that was deleted belongs to no feed.
    pub(super) async fn release(
        &mut self,
        stores: &impl FeedStore,
        import: &Import,
        user: &mut User,
    ) -> Result<(), FlowError> {
        let Some(own) = import.feed() else { return Ok(()) };
        let Some(name) = user.feed.clone().filter(|name| *name != own.name) else { return Ok(()) };
        let exists = match self.0.get(&name) {
            Some(exists) => *exists,
            None => stores.feed(&name).await?.is_some(),
        };
        self.0.insert(name, exists);
        if !exists {
            user.feed = None;
        }
        Ok(())
    }
}
