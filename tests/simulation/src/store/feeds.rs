//! The simulated feeds: their state, versions and due reports.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{Feed, FeedId, FeedName},
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{FeedStore, Replaced, StoreError},
};

use crate::{faults::Kind, model::Model, stack::Stack};

impl FeedStore for Stack {
    async fn due_reports(&self, until: Timestamp, limit: usize) -> Result<Vec<FeedName>, StoreError> {
        let due = |model: &mut Model| {
            let due_at =
                |feed: &Feed| feed.reports().due_at().filter(|due| *due <= until).map(|due| (due, feed.name().clone()));
            let mut due: Vec<(Timestamp, FeedName)> = model.feeds.values().filter_map(due_at).collect();
            due.sort_unstable();
            due.into_iter().take(limit).map(|(_, name)| name).collect()
        };
        self.call(Kind::Read, "list due reports", due).await
    }

    async fn feed(&self, name: &FeedName) -> Result<Option<Feed>, StoreError> {
        let reader = self.reader();
        self.call(Kind::Read, "read a feed", |model| model.feeds.get(name).map(|feed| reader.feed(feed))).await
    }

    async fn write_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| {
            let stored = model.feeds.get(feed.name());
            if stored == Some(feed) {
                return Replaced::Done;
            }
            let is_next = stored.map_or(feed.version() == 1, |stored| is_before(stored, feed));
            if !is_next {
                return Replaced::VersionConflict;
            }
            model.insert_feed(feed);
            model.check_feeds();
            Replaced::Done
        };
        self.call(Kind::Write, "write a feed", write).await
    }

    async fn replace_import_and_feed(&self, import: &Import, feed: &Feed) -> Result<Replaced, StoreError> {
        let now = self.sim.now();
        let write = |model: &mut Model| {
            let stored = model.feeds.get(feed.name());
            if stored == Some(feed) && model.imports.get(import.id()) == Some(import) {
                return Replaced::Done;
            }
            let is_next = stored.is_some_and(|stored| is_before(stored, feed));
            if !is_next || model.imports.get(import.id()) == Some(import) {
                return Replaced::VersionConflict;
            }
            let replaced = model.replace_import(import, now);
            if replaced == Replaced::Done {
                model.insert_feed(feed);
                model.check_feeds();
            }
            replaced
        };
        self.call(Kind::Write, "write an import and a feed", write).await
    }

    async fn delete_feed(&self, feed: &Feed) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| match model.feeds.get(feed.name()) {
            Some(stored) if stored.id() != feed.id() => Replaced::Done,
            Some(stored) if stored.version() != feed.version() => Replaced::VersionConflict,
            _ => {
                model.feeds.remove(feed.name());
                Replaced::Done
            }
        };
        self.call(Kind::Write, "delete a feed", write).await
    }
}

/// Returns `true` if `stored` is the previous version of the same feed.
fn is_before(stored: &Feed, feed: &Feed) -> bool {
    stored.id() == feed.id() && stored.version() + 1 == feed.version()
}

impl Model {
    fn insert_feed(&mut self, feed: &Feed) {
        if let Some(stored) = self.feeds.get(feed.name()).cloned() {
            self.check_feed_members(&stored, feed);
        }
        self.feeds.insert(feed.name().clone(), feed.clone());
    }

    /// Checks that a feed's import writes users only while it has taken the feed.
    pub(super) fn check_feeds(&mut self) {
        let mut broken = Vec::new();
        for feed in self.feeds.values() {
            let is_of_feed = |import: &&Import| import.feed().is_some_and(|file| file.id == feed.id());
            let is_writing = |import: &&Import| import.status() == ImportStatus::Importing;
            for import in self.imports.values().filter(is_of_feed).filter(is_writing) {
                if feed.taken_by() != Some(import.id()) {
                    broken.push(format!("{} writes, and the feed is taken by {:?}", import.id(), feed.taken_by()));
                }
            }
        }
        for what in broken {
            self.break_law(what);
        }
    }

    /// Checks that a person who is disabled as absent belonged to the feed and was enabled.
    pub(super) fn check_disabled(&mut self, id: &ImportId, address: &str, feed: Option<&FeedId>, was_enabled: bool) {
        let import = self.imports.get(id);
        let is_member = import.and_then(Import::feed).is_some_and(|file| Some(&file.id) == feed);
        if !is_member || !was_enabled {
            self.break_law(format!("{id} disables {address} of the feed {feed:?}, enabled: {was_enabled}"));
        }
        self.disabled.insert((id.clone(), address.to_owned()));
    }
}
