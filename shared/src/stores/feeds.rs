//! The port for feeds. A feed is written alone or in one transaction with an import.

use std::future::Future;

use jiff::Timestamp;

use super::{Replaced, StoreError};
use crate::{
    feed::{Feed, FeedId, FeedName},
    import::Import,
};

/// A stack's feeds, with their state.
pub trait FeedStore: Send + Sync {
    /// Reads a feed with strong consistency.
    fn feed(&self, name: &FeedName) -> impl Future<Output = Result<Option<Feed>, StoreError>> + Send;

    /// Reads a feed with strong consistency. Returns `None` if it was deleted, even if another feed with its name has been created since.
    fn feed_by_id(&self, id: &FeedId) -> impl Future<Output = Result<Option<Feed>, StoreError>> + Send {
        async move { Ok(self.feed(&id.name).await?.filter(|feed| feed.id() == *id)) }
    }

    /// Creates a feed or replaces its stored version, which must be `feed.version() - 1` of the same feed, not of another one with the same
    /// name. If the version is 1, no feed with this name may exist.
    ///
    /// Also returns [`Replaced::Done`] if this very feed is already stored.
    fn write_feed(&self, feed: &Feed) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Replaces the stored versions of both an import and its feed, or neither. They must be `import.version() - 1`, and
    /// `feed.version() - 1` of the same feed.
    ///
    /// Also returns [`Replaced::Done`] if both are already stored.
    fn replace_import_and_feed(
        &self,
        import: &Import,
        feed: &Feed,
    ) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Deletes a feed if its stored version is `feed.version()`.
    ///
    /// Also returns [`Replaced::Done`] if the feed is not stored: an earlier attempt may have deleted it, and another feed may now have its
    /// name.
    fn delete_feed(&self, feed: &Feed) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Returns up to `limit` feeds whose reports are due by `until` ([`FeedReports::due_at`](crate::feed::FeedReports::due_at)), most
    /// overdue first. Eventually consistent.
    fn due_reports(
        &self,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<FeedName>, StoreError>> + Send;
}
