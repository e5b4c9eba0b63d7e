//! A feed as the API shows it.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{Feed, FeedConfig, FeedName, NewestFile},
    ids::ImportId,
    unknown::Unknown,
};
use serde::Serialize;

/// A feed: its configuration and the state of its files.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Feed"))]
pub(crate) struct FeedView<'a> {
    pub(super) name: &'a FeedName,
    #[serde(flatten)]
    config: FeedConfig,
    /// The import that last took the feed. No other import can take the feed while this one is validated or written.
    taken_by: Option<&'a ImportId>,
    /// The import that is waiting for the feed.
    waiting: Option<&'a ImportId>,
    /// The import that is awaiting confirmation because it exceeds a brake limit.
    held: Option<&'a ImportId>,
    /// The newest completed file.
    newest: Option<NewestView<'a>>,
    /// Addresses in `report_to` that receive no more reports, because one was rejected, bounced permanently or was marked as spam.
    report_refused: Vec<&'a str>,
    created_at: Timestamp,
    /// When the configuration was last changed.
    updated_at: Timestamp,
}

/// A feed's newest completed file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "FeedNewest"))]
struct NewestView<'a> {
    import_id: &'a ImportId,
    completed_at: Timestamp,
    /// Number of people on the roster.
    users: u64,
}

impl<'a> FeedView<'a> {
    pub(super) fn new(feed: &'a Feed) -> Self {
        let newest = |file: &'a NewestFile| NewestView {
            import_id: &file.import_id,
            completed_at: file.completed_at,
            users: file.users,
        };
        Self {
            name: feed.name(),
            // Members that only a newer version knows are not part of this version's API.
            config: FeedConfig { unknown: Unknown::new(), ..feed.config().clone() },
            taken_by: feed.taken_by(),
            waiting: feed.waiting(),
            held: feed.held(),
            newest: feed.newest().map(newest),
            report_refused: feed.refused_addresses().collect(),
            created_at: feed.created_at(),
            updated_at: feed.updated_at(),
        }
    }
}
