use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{FeedConfig, FeedName, FeedOrder};
use crate::{ids::ImportId, unknown::Unknown};

/// A feed: its configuration, and where its files are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// The name.
    pub name: FeedName,
    /// The configuration, for files that are received from now on.
    pub config: FeedConfig,
    /// The import that has taken the feed. If it has ended, or waits at the brake, the feed is free.
    #[serde(default)]
    pub taken_by: Option<ImportId>,
    /// The import that waits for the feed.
    #[serde(default)]
    pub waiting: Option<ImportId>,
    /// The import that waits at the brake.
    #[serde(default)]
    pub held: Option<ImportId>,
    /// The newest completed file.
    #[serde(default)]
    pub newest: Option<NewestFile>,
    /// The one before, to which an undo returns.
    #[serde(default)]
    pub previous: Option<NewestFile>,
    /// Incremented by every write.
    pub version: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When its configuration was last written.
    pub updated_at: Timestamp,
    /// Members that only a newer version knows.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A completed file of a feed, with its roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewestFile {
    /// Its import.
    pub import_id: ImportId,
    /// Its place among the files.
    pub order: FeedOrder,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// When its import was completed.
    pub completed_at: Timestamp,
    /// Key of the roster.
    pub roster: String,
    /// People of the roster.
    pub users: u64,
}

impl Feed {
    /// A feed without files.
    pub fn new(name: FeedName, config: FeedConfig, now: Timestamp) -> Self {
        Self {
            name,
            config,
            taken_by: None,
            waiting: None,
            held: None,
            newest: None,
            previous: None,
            version: 1,
            created_at: now,
            updated_at: now,
            unknown: Unknown::new(),
        }
    }
}
