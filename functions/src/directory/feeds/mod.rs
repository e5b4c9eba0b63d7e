//! `/feeds` and the route below it.

mod body;
mod view;

use lambda_http::{Body, Response};
use rollcall_domain::{
    feed::{FEEDS_MAX, Feed, FeedName, check},
    flow::{
        feeds::{self, Configured, Deleted},
        list::{PAGE_BYTES_MAX, size_in_response},
    },
    stores::FeedStore,
};
use serde::{Deserialize, Serialize};

pub(crate) use self::{body::FeedBody, view::FeedView};
use crate::{
    App,
    feeds::{feed_busy, feed_invalid, feed_unknown},
    http::{ApiError, Call, Page, created, no_content, ok, read_cursor, write_cursor},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedCursor {
    after: String,
}

pub(super) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let limit = call.query.limit()?;
    let cursor: Option<FeedCursor> = read_cursor(call)?;
    let mut feeds = app.aws.list_feeds().await?;
    feeds.retain(|feed| cursor.as_ref().is_none_or(|cursor| feed.name().as_str() > cursor.after.as_str()));
    let mut bytes = 0;
    let fits = |feed: &&Feed| {
        bytes += size_in_response(&FeedView::new(feed));
        bytes <= PAGE_BYTES_MAX
    };
    let items: Vec<FeedView<'_>> = feeds.iter().take(limit).take_while(fits).map(FeedView::new).collect();
    let next_cursor = match items.last() {
        Some(last) if items.len() < feeds.len() => write_cursor(call, &FeedCursor { after: last.name.to_string() }),
        _ => None,
    };
    Ok(ok(&Page { items, next_cursor }))
}

pub(super) async fn show(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let feed = app.aws.feed(&name_of(call)?).await?.ok_or_else(feed_unknown)?;
    Ok(ok(&FeedView::new(&feed)))
}

pub(super) async fn put(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let name = FeedName::parse(call.parameter("name"))
        .ok_or_else(|| feed_invalid("the name must consist of 1 to 40 lowercase letters, digits or hyphens"))?;
    let config = call.json::<FeedBody>()?.into_config(app.reports.language).map_err(feed_invalid)?;
    check(&config, &app.reports.domains).map_err(feed_invalid)?;
    if app.aws.feed(&name).await?.is_none() && app.aws.list_feeds().await?.len() >= FEEDS_MAX {
        return Err(feed_invalid(format!("the stack has {FEEDS_MAX} feeds already; delete one of them first")));
    }
    let Configured { feed, is_created } = feeds::put(&app.aws, &name, &config).await?;
    let view = FeedView::new(&feed);
    Ok(if is_created { created(&view) } else { ok(&view) })
}

pub(super) async fn delete(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match feeds::delete(&app.aws, &name_of(call)?).await? {
        Deleted::Done => Ok(no_content()),
        Deleted::Busy(import_id) => Err(feed_busy(&import_id)),
        Deleted::Unknown => Err(feed_unknown()),
    }
}

/// Returns the feed name from the path. Fails with 404, without a look-up, if the name is invalid.
fn name_of(call: &Call<'_>) -> Result<FeedName, ApiError> {
    FeedName::parse(call.parameter("name")).ok_or_else(feed_unknown)
}
