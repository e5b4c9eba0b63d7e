use jiff::Timestamp;
use rollcall_domain::{
    feed::{FEEDS_MAX, Feed, FeedConfig, FeedName},
    problem::Language,
    stores::{FeedStore, ImportStore, Replaced},
};
use serde_json::json;

use crate::{
    imports::{created_at, import},
    stack::Stack,
};

fn name(name: &str) -> FeedName {
    FeedName::parse(name).unwrap()
}

fn feed(of: &str) -> Feed {
    Feed::new(name(of), FeedConfig::in_language(Language::German), created_at(0))
}

/// Returns the next version of a feed, taken by this import.
fn taken(feed: &Feed, by: u64) -> Feed {
    let mut taken = feed.clone();
    taken.take(import(by).id());
    taken.increment_version();
    taken
}

/// Returns the feed as if it had been created at this time.
fn created(feed: &Feed, at: Timestamp) -> Feed {
    let mut stored = serde_json::to_value(feed).unwrap();
    stored["created_at"] = json!(at);
    serde_json::from_value(stored).unwrap()
}

#[tokio::test]
async fn feed_is_created_once_and_replaced_only_over_the_version_before() {
    let stack = Stack::start().await;
    let feeds = &stack.clients;
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), None);
    let mut first = feed("hr");
    first.unknown.insert("later".to_owned(), json!([1]));
    assert_eq!(feeds.write_feed(&taken(&first, 1)).await.unwrap(), Replaced::VersionConflict);
    // A client whose first response was lost repeats the same write.
    for _ in 0..2 {
        assert_eq!(feeds.write_feed(&first).await.unwrap(), Replaced::Done);
    }
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), Some(first.clone()));
    let other = created(&first, created_at(9));
    assert_eq!(feeds.write_feed(&other).await.unwrap(), Replaced::VersionConflict);

    let second = taken(&first, 1);
    for _ in 0..2 {
        assert_eq!(feeds.write_feed(&second).await.unwrap(), Replaced::Done);
    }
    assert_eq!(feeds.write_feed(&taken(&first, 2)).await.unwrap(), Replaced::VersionConflict);
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), Some(second));
}

#[tokio::test]
async fn import_and_feed_are_replaced_both_or_neither() {
    let stack = Stack::start().await;
    let feeds = &stack.clients;
    let (old_import, old_feed) = (import(1), feed("hr"));
    feeds.create_import(&old_import).await.unwrap();
    feeds.write_feed(&old_feed).await.unwrap();
    let mut new_import = old_import.clone();
    new_import.touch(created_at(1));
    new_import.increment_version();
    let new_feed = taken(&old_feed, 1);

    let mut late = new_feed.clone();
    late.increment_version();
    assert_eq!(feeds.replace_import_and_feed(&new_import, &late).await.unwrap(), Replaced::VersionConflict);
    assert_eq!(feeds.import(old_import.id()).await.unwrap(), Some(old_import.clone()));
    for _ in 0..2 {
        assert_eq!(feeds.replace_import_and_feed(&new_import, &new_feed).await.unwrap(), Replaced::Done);
    }
    // Only the import or only the feed is stored, so an earlier attempt did not write both.
    let mut other_feed = new_feed.clone();
    other_feed.wait(import(2).id());
    assert_eq!(feeds.replace_import_and_feed(&new_import, &other_feed).await.unwrap(), Replaced::VersionConflict);
    let mut other_import = new_import.clone();
    other_import.touch(created_at(2));
    assert_eq!(feeds.replace_import_and_feed(&other_import, &new_feed).await.unwrap(), Replaced::VersionConflict);
    assert_eq!(feeds.import(old_import.id()).await.unwrap(), Some(new_import));
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), Some(new_feed));
}

#[tokio::test]
async fn feeds_are_listed_by_name_and_deleted_in_the_version_that_was_read() {
    let stack = Stack::start().await;
    let feeds = &stack.clients;
    assert_eq!(feeds.list_feeds().await.unwrap(), []);
    let mut names: Vec<String> = (0..FEEDS_MAX).map(|n| format!("feed-{n}")).collect();
    for name in &names {
        feeds.write_feed(&feed(name)).await.unwrap();
    }
    names.sort_unstable();
    let listed = feeds.list_feeds().await.unwrap();
    assert_eq!(listed, names.iter().map(|name| feed(name)).collect::<Vec<_>>());

    let newer = taken(&feed("feed-7"), 1);
    feeds.write_feed(&newer).await.unwrap();
    assert_eq!(feeds.delete_feed(&feed("feed-7")).await.unwrap(), Replaced::VersionConflict);
    for _ in 0..2 {
        assert_eq!(feeds.delete_feed(&newer).await.unwrap(), Replaced::Done);
    }
    assert_eq!(feeds.feed(newer.name()).await.unwrap(), None);
    assert_eq!(feeds.list_feeds().await.unwrap().len(), FEEDS_MAX - 1);
}

#[tokio::test]
async fn feed_created_again_is_another_feed_even_in_the_same_version() {
    let stack = Stack::start().await;
    let feeds = &stack.clients;
    let first = feed("hr");
    feeds.write_feed(&first).await.unwrap();
    assert_eq!(feeds.delete_feed(&first).await.unwrap(), Replaced::Done);
    let again = created(&first, created_at(1));
    assert_eq!(feeds.write_feed(&again).await.unwrap(), Replaced::Done);

    // Writers that have read the first feed.
    assert_eq!(feeds.write_feed(&taken(&first, 1)).await.unwrap(), Replaced::VersionConflict);
    let mut written = import(1);
    feeds.create_import(&written).await.unwrap();
    written.touch(created_at(1));
    written.increment_version();
    let replaced = feeds.replace_import_and_feed(&written, &taken(&first, 1)).await.unwrap();
    assert_eq!(replaced, Replaced::VersionConflict);
    assert_eq!(feeds.delete_feed(&first).await.unwrap(), Replaced::Done);
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), Some(again.clone()));

    let next = taken(&again, 1);
    assert_eq!(feeds.replace_import_and_feed(&written, &next).await.unwrap(), Replaced::Done);
    assert_eq!(feeds.delete_feed(&next).await.unwrap(), Replaced::Done);
    assert_eq!(feeds.feed(&name("hr")).await.unwrap(), None);
}
