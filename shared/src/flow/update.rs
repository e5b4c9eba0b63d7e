//! Changes an import or a feed: reads it, changes it, and writes it unless another worker has written it in the meantime.

use std::future::{Future, ready};

use super::FlowError;
use crate::{
    feed::{Feed, FeedName},
    ids::ImportId,
    import::Import,
    stores::{FeedStore, ImportStore, Replaced},
};

/// Maximum number of attempts while other workers keep changing the same import, feed or user, for example to record progress.
pub(super) const TRIES_MAX: usize = 10;

/// Whether to write an import or a feed.
pub(super) enum Change<T> {
    Write(T),
    Leave(T),
}

/// Calls `change` on the stored import and writes the result if `change` says so. Repeats both if another worker wrote the import in
/// between.
///
/// Returns the resulting import and the decision, or `None` if there is no such import.
///
/// # Errors
///
/// [`FlowError::Contended`] after [`TRIES_MAX`] attempts.
pub(super) async fn update<T: Send>(
    imports: &impl ImportStore,
    id: &ImportId,
    mut change: impl FnMut(&mut Import) -> Result<Change<T>, FlowError> + Send,
) -> Result<Option<(Import, T)>, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut import) = imports.import(id).await? else { return Ok(None) };
        match change(&mut import)? {
            Change::Leave(decision) => return Ok(Some((import, decision))),
            Change::Write(decision) => {
                if replace(imports, &mut import).await? {
                    return Ok(Some((import, decision)));
                }
            }
        }
    }
    Err(FlowError::Contended { what: "the import" })
}

/// Writes an import, replacing the version that was read. Returns `false` if another worker wrote it in the meantime.
pub(super) async fn replace(imports: &impl ImportStore, import: &mut Import) -> Result<bool, FlowError> {
    import.increment_version();
    Ok(imports.replace_import(import).await? == Replaced::Done)
}

/// Like [`update`], but for a feed.
pub(super) async fn change_feed<T: Send>(
    feeds: &impl FeedStore,
    name: &FeedName,
    change: impl FnMut(&mut Feed) -> Change<T> + Send,
) -> Result<Option<(Feed, T)>, FlowError> {
    change_feed_if(feeds, name, change, || ready(Ok(true))).await
}

/// Like [`change_feed`], but between reading and writing the feed, asks `may_write` whether to write it. If not, returns `None`.
pub(super) async fn change_feed_if<T: Send, F: Future<Output = Result<bool, FlowError>> + Send>(
    feeds: &impl FeedStore,
    name: &FeedName,
    mut change: impl FnMut(&mut Feed) -> Change<T> + Send,
    may_write: impl Fn() -> F + Send + Sync,
) -> Result<Option<(Feed, T)>, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut feed) = feeds.feed(name).await? else { return Ok(None) };
        match change(&mut feed) {
            Change::Leave(decision) => return Ok(Some((feed, decision))),
            Change::Write(decision) => {
                if !may_write().await? {
                    return Ok(None);
                }
                if replace_feed(feeds, &mut feed).await? {
                    return Ok(Some((feed, decision)));
                }
            }
        }
    }
    Err(FlowError::Contended { what: "the feed" })
}

/// Writes a feed, replacing the version that was read. Returns `false` if another worker wrote it in the meantime.
pub(super) async fn replace_feed(feeds: &impl FeedStore, feed: &mut Feed) -> Result<bool, FlowError> {
    feed.increment_version();
    Ok(feeds.write_feed(feed).await? == Replaced::Done)
}
