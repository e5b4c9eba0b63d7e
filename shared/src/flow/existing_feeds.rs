//! Users who still belong to a deleted feed, because deleting a feed does not update its users.

use std::collections::HashMap;

use super::FlowError;
use crate::{
    feed::FeedId,
    import::Import,
    row::{Change, Kept, Row},
    stores::FeedStore,
    user::User,
};

/// For each feed that was looked up, whether it still exists.
#[derive(Default)]
pub(super) struct ExistingFeeds(HashMap<FeedId, bool>);

impl ExistingFeeds {
    /// Removes the user from another feed if that feed was deleted, so that the import treats the user as having no feed.
    pub(super) async fn release(
        &mut self,
        stores: &impl FeedStore,
        import: &Import,
        user: &mut User,
    ) -> Result<(), FlowError> {
        let Some(own) = import.feed() else { return Ok(()) };
        let Some(id) = user.feed.clone().filter(|id| *id != own.id) else { return Ok(()) };
        user.feed = self.existing(stores, Some(id)).await?;
        Ok(())
    }

    /// Removes deleted feeds from the changes in a row of an undo, and its user from a deleted feed. People of a deleted feed belong to no
    /// feed, so a change between such a feed and none is no change.
    pub(super) async fn release_undone(
        &mut self,
        stores: &impl FeedStore,
        row: &mut Row,
        user: Option<&mut User>,
    ) -> Result<(), FlowError> {
        if !row.changes.iter().any(Change::is_of_feed) && !row.kept().iter().any(Kept::is_of_feed) {
            return Ok(());
        }
        // If the user joined the feed and nothing else happened, the change stays: earlier imports can only be undone if this undo is
        // recorded in the user's history.
        let is_only_change = !row.changes.is_empty() && row.changes.iter().all(Change::is_of_feed);
        if is_only_change && row.assigned.is_empty() && row.courses_removed().is_empty() {
            return Ok(());
        }
        if let Some(user) = user {
            user.feed = self.existing(stores, user.feed.take()).await?;
        }
        for change in row.changes.iter_mut().filter(|change| change.is_of_feed()) {
            let old = self.existing(stores, change.old_id.as_deref().and_then(FeedId::parse)).await?;
            let new = self.existing(stores, change.new_id.as_deref().and_then(FeedId::parse)).await?;
            *change = Change::of_feed(old.as_ref(), new.as_ref());
        }
        row.changes.retain(|change| !change.is_of_feed() || change.old_id != change.new_id);
        Ok(())
    }

    /// Returns the feed unless it was deleted.
    async fn existing(&mut self, stores: &impl FeedStore, feed: Option<FeedId>) -> Result<Option<FeedId>, FlowError> {
        let Some(id) = feed else { return Ok(None) };
        Ok(self.exists(stores, &id).await?.then_some(id))
    }

    async fn exists(&mut self, stores: &impl FeedStore, id: &FeedId) -> Result<bool, FlowError> {
        if let Some(exists) = self.0.get(id) {
            return Ok(*exists);
        }
        let exists = stores.feed_by_id(id).await?.is_some();
        self.0.insert(id.clone(), exists);
        Ok(exists)
    }
}
