//! Feeds.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{Feed, FeedName},
    import::Import,
    stores::{FeedStore, Replaced, StoreError},
};

use crate::{faults::Kind, model::Model, stack::Stack};

impl FeedStore for Stack {
    async fn due_reports(&self, until: Timestamp, limit: usize) -> Result<Vec<FeedName>, StoreError> {
        let due = |model: &mut Model| {
            let due_at =
                |feed: &Feed| feed.reports.due_at().filter(|due| *due <= until).map(|due| (due, feed.name.clone()));
            let mut due: Vec<(Timestamp, FeedName)> = model.feeds.values().filter_map(due_at).collect();
            due.sort_unstable();
            due.into_iter().take(limit).map(|(_, name)| name).collect()
        };
        self.call(Kind::Read, "list due reports", due).await
    }

    async fn feed(&self, name: &FeedName) -> Result<Option<Feed>, StoreError> {
        self.call(Kind::Read, "read a feed", |model| model.feeds.get(name).cloned()).await
    }

    async fn write_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| {
            let stored = model.feeds.get(&feed.name);
            if stored == Some(feed) {
                return Replaced::Done;
            }
            if stored.map_or(0, |stored| stored.version) + 1 != feed.version {
                return Replaced::VersionConflict;
            }
            model.feeds.insert(feed.name.clone(), feed.clone());
            Replaced::Done
        };
        self.call(Kind::Write, "write a feed", write).await
    }

    async fn replace_import_and_feed(&self, import: &Import, feed: &Feed) -> Result<Replaced, StoreError> {
        let now = self.sim.now();
        let write = |model: &mut Model| {
            let stored = model.feeds.get(&feed.name);
            if stored == Some(feed) && model.imports.get(import.id()) == Some(import) {
                return Replaced::Done;
            }
            let is_next = stored.is_some_and(|stored| stored.version + 1 == feed.version);
            if !is_next || model.imports.get(import.id()) == Some(import) {
                return Replaced::VersionConflict;
            }
            let replaced = model.replace_import(import, now);
            if replaced == Replaced::Done {
                model.feeds.insert(feed.name.clone(), feed.clone());
            }
            replaced
        };
        self.call(Kind::Write, "write an import and a feed", write).await
    }

    async fn delete_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| match model.feeds.get(&feed.name) {
            Some(stored) if stored.version != feed.version => Replaced::VersionConflict,
            _ => {
                model.feeds.remove(&feed.name);
                Replaced::Done
            }
        };
        self.call(Kind::Write, "delete a feed", write).await
    }
}
