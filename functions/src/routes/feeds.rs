//! `/feeds` and the route below it.

use super::{
    Function, Operation, Payload, Route, Shape,
    examples::{EXAMPLE_FEED, EXAMPLE_FEED_PUT},
    parameters::{CURSOR, FEED_NAME, LIMIT},
    rows::{body, json, response, route},
};
use crate::{
    directory::{FeedBody, FeedView},
    http::{ErrorCode, Page, Scope},
};

pub(super) const LIST_FEEDS: Route = Route {
    parameters: &[LIMIT, CURSOR],
    responses: &[response(200, "A page.", json(Shape::of::<Page<FeedView<'static>>>()), "")],
    ..route("GET", "/feeds", Operation::ListFeeds, Function::Directory, Scope::FeedsRead, "Lists feeds by name.")
};

pub(super) const GET_FEED: Route = Route {
    parameters: &[FEED_NAME],
    responses: &[response(200, "The feed.", json(Shape::of::<FeedView<'static>>()), EXAMPLE_FEED)],
    errors: &[ErrorCode::FeedUnknown],
    ..route(
        "GET",
        "/feeds/{name}",
        Operation::GetFeed,
        Function::Directory,
        Scope::FeedsRead,
        "Returns a feed: its configuration and the state of its files.",
    )
};

pub(super) const PUT_FEED: Route = Route {
    description: "Omitted members get their default values. The read-only members that `GET /feeds/{name}` returns are accepted and \
                  ignored, so that its response can be changed and sent back. A file keeps the configuration that applied when it was \
                  received. A stack has at most 100 feeds.",
    parameters: &[FEED_NAME],
    body: Some(body(Shape::of::<FeedBody>(), &[EXAMPLE_FEED_PUT, "{}"])),
    responses: &[
        response(200, "The feed with its new configuration.", json(Shape::of::<FeedView<'static>>()), EXAMPLE_FEED),
        response(201, "The new feed.", json(Shape::of::<FeedView<'static>>()), ""),
    ],
    errors: &[ErrorCode::FeedInvalid],
    ..route(
        "PUT",
        "/feeds/{name}",
        Operation::PutFeed,
        Function::Directory,
        Scope::FeedsWrite,
        "Creates a feed, or replaces its configuration.",
    )
};

pub(super) const DELETE_FEED: Route = Route {
    description: "Waiting imports of the feed are cancelled. Its users remain, but belong to no feed from then on; its rosters are no longer \
                  used, and expire.",
    parameters: &[FEED_NAME],
    responses: &[response(204, "Deleted.", Payload::Empty, "")],
    errors: &[ErrorCode::FeedUnknown, ErrorCode::FeedBusy],
    ..route(
        "DELETE",
        "/feeds/{name}",
        Operation::DeleteFeed,
        Function::Directory,
        Scope::FeedsWrite,
        "Deletes a feed, unless one of its files is being checked or written.",
    )
};
