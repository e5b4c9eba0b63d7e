//! Feeds in the table.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{FEEDS_MAX, Feed, FeedName},
    import::Import,
    stores::{FeedStore, ImportStore, Replaced, StoreError},
};

use crate::{
    aws::Aws,
    items::{FEEDS, Item, Key, REPORTS_DUE, due_until, read_whole_item, text_of, write_feed, write_import},
    schema::{DUE, LISTING, attribute},
    shards::{Keys, Listing},
    transactions::{Condition, replaced_if},
};

impl Aws {
    /// Lists all feeds by name, up to [`FEEDS_MAX`] of them, except those that this version cannot read. The list of names is eventually
    /// consistent; each feed is read with strong consistency.
    pub async fn list_feeds(&self) -> Result<Vec<Feed>, StoreError> {
        let listing = Listing::ascending(LISTING, vec![FEEDS.to_owned()], Keys::After(None));
        let table = self.table()?;
        let listed = listing.read(table, FEEDS_MAX).await?;
        let name = |item: &Item| FeedName::parse(text_of(item, attribute::LIST_SK));
        let keys = listed.items.iter().filter_map(name).map(|name| Key::feed(&name)).collect();
        let mut feeds = Vec::with_capacity(listed.items.len());
        for item in table.get_many(keys).await? {
            let feed = text_of(&item, attribute::LIST_SK).to_owned();
            match read_whole_item::<Feed>("feed", item) {
                Ok(read) => feeds.push(read),
                Err(error @ StoreError::Unreadable { .. }) => tracing::warn!(feed, %error, "skipping the feed {feed}"),
                Err(error) => return Err(error),
            }
        }
        feeds.sort_unstable_by(|one, other| one.name().cmp(other.name()));
        Ok(feeds)
    }

    /// Returns `true` if exactly this feed is stored. If so, an earlier attempt made the write whose condition failed; see `is_stored` for
    /// imports.
    async fn is_feed_stored(&self, feed: &Feed) -> Result<bool, StoreError> {
        Ok(self.feed(feed.name()).await?.as_ref() == Some(feed))
    }
}

impl FeedStore for Aws {
    async fn due_reports(&self, until: Timestamp, limit: usize) -> Result<Vec<FeedName>, StoreError> {
        let listing = Listing::ascending(DUE, vec![REPORTS_DUE.to_owned()], Keys::UpTo(due_until(until)));
        let listed = listing.read(self.table()?, limit).await?;
        let name = |item: &Item| text_of(item, attribute::PK).strip_prefix("FEED#").and_then(FeedName::parse);
        Ok(listed.items.iter().filter_map(name).collect())
    }

    async fn feed(&self, name: &FeedName) -> Result<Option<Feed>, StoreError> {
        self.table()?.get(Key::feed(name)).await?.map(|item| read_whole_item("feed", item)).transpose()
    }

    async fn write_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let (table, item) = (self.table()?, write_feed(feed)?);
        let is_written = if feed.version() == 1 {
            table.put_new(item).await?
        } else {
            table.put_if(item, version_of(feed, feed.version().saturating_sub(1))).await?
        };
        Ok(replaced_if(is_written || self.is_feed_stored(feed).await?))
    }

    async fn replace_import_and_feed(&self, import: &Import, feed: &Feed) -> Result<Replaced, StoreError> {
        let table = self.table()?;
        let items = vec![
            table.to_put(write_import(import)?, Condition::Version(import.version().saturating_sub(1)))?,
            table.to_put(write_feed(feed)?, version_of(feed, feed.version().saturating_sub(1)))?,
        ];
        let is_written = table.transact(items).await?
            || (self.import(import.id()).await?.as_ref() == Some(import) && self.is_feed_stored(feed).await?);
        Ok(replaced_if(is_written))
    }

    async fn delete_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let table = self.table()?;
        let items = vec![table.to_delete(Key::feed(feed.name()), version_of(feed, feed.version()))?];
        let is_gone = table.transact(items).await? || self.feed_by_id(&feed.id()).await?.is_none();
        Ok(replaced_if(is_gone))
    }
}

/// Returns the condition that this feed is stored with this version.
fn version_of(feed: &Feed, version: u64) -> Condition {
    Condition::VersionOf { version, created_at: feed.created_at() }
}
