//! Creates, configures and deletes feeds.

use super::{
    FlowError,
    resume::resume_soon,
    update::{Change, TRIES_MAX, change_feed, update},
};
use crate::{
    feed::{Feed, FeedConfig, FeedName},
    ids::ImportId,
    import::ImportStatus,
    stores::{Environment, FeedStore, ImportStore, Replaced, ResumeQueue},
};

pub trait DeleteStores: FeedStore + ImportStore + ResumeQueue + Environment {}

impl<T: FeedStore + ImportStore + ResumeQueue + Environment> DeleteStores for T {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configured {
    pub feed: Feed,
    pub is_created: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deleted {
    Done,
    /// The feed was not deleted, because this import is being validated or applied.
    Busy(ImportId),
    Unknown,
}

/// Creates a feed, or replaces its configuration but not its state, such as its files and the import that has taken it.
///
/// The configuration must have passed [`check`](crate::feed::check). Writing the stored configuration again changes nothing.
///
/// # Errors
///
/// [`FlowError::Contended`] if imports or other requests keep changing the feed.
pub async fn put(
    stores: &(impl FeedStore + Environment),
    name: &FeedName,
    config: &FeedConfig,
) -> Result<Configured, FlowError> {
    let now = stores.now();
    let configure = |feed: &mut Feed| {
        if feed.is_configured(config) {
            return Change::Leave(());
        }
        feed.configure(config.clone(), now);
        Change::Write(())
    };
    if let Some((feed, ())) = change_feed(stores, name, configure).await? {
        return Ok(Configured { feed, is_created: false });
    }
    let feed = Feed::new(name.clone(), config.clone(), now);
    if stores.write_feed(&feed).await? == Replaced::Done {
        return Ok(Configured { feed, is_created: true });
    }
    // Another request has created the feed in the meantime.
    let changed = change_feed(stores, name, configure).await?;
    let (feed, ()) = changed.ok_or(FlowError::Contended { what: "the feed" })?;
    Ok(Configured { feed, is_created: false })
}

/// Deletes a feed. Cancels each import named in the feed that is waiting for confirmation or for the feed itself. The users remain.
///
/// The imports are cancelled before the feed is deleted, so that a repeated request completes what an interrupted one began. If a
/// confirmation or a new file takes the feed in the meantime, the feed is written, so this deletion fails and the next attempt finds the
/// import. Rosters are deleted by their bucket's lifecycle rules. No import in a later feed with this name reads them, because a new feed
/// has no newest file.
///
/// # Errors
///
/// [`FlowError::Contended`] if imports keep changing the feed.
pub async fn delete(stores: &impl DeleteStores, name: &FeedName) -> Result<Deleted, FlowError> {
    let Some(feed_id) = stores.feed(name).await?.map(|feed| feed.id()) else { return Ok(Deleted::Unknown) };
    for _ in 0..TRIES_MAX {
        // Another caller may have deleted the feed and created another one with this name.
        let Some(feed) = stores.feed_by_id(&feed_id).await? else { return Ok(Deleted::Done) };
        if let Some(id) = feed.taken_by()
            && let Some(import) = stores.import(id).await?
            && import.status().is_in_progress()
        {
            return Ok(Deleted::Busy(id.clone()));
        }
        for id in [feed.taken_by(), feed.held(), feed.waiting()].into_iter().flatten() {
            cancel_waiting(stores, name, id).await?;
        }
        if stores.delete_feed(&feed).await? == Replaced::Done {
            return Ok(Deleted::Done);
        }
    }
    Err(FlowError::Contended { what: "the feed" })
}

/// Cancels an import in this feed that is waiting for confirmation or for the feed, and requests the notice that it has ended.
async fn cancel_waiting(stores: &impl DeleteStores, name: &FeedName, id: &ImportId) -> Result<(), FlowError> {
    let now = stores.now();
    let cancelled = update(stores, id, |import| {
        let is_of_feed = import.feed().is_some_and(|file| file.id.name == *name);
        let is_waiting = import.is_waiting() || import.status() == ImportStatus::AwaitingConfirmation;
        if !is_of_feed || !is_waiting {
            return Ok(Change::Leave(()));
        }
        import.end_unwritten(ImportStatus::Cancelled, now)?;
        Ok(Change::Write(()))
    });
    let Some((import, ())) = cancelled.await? else { return Ok(()) };
    if import.status() == ImportStatus::Cancelled && import.is_open() {
        // The cancellation is valid without the notice.
        resume_soon(stores, id).await;
    }
    Ok(())
}
