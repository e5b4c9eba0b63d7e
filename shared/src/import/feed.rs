//! Imports of files of a feed.

use jiff::Timestamp;

use super::{IllegalTransition, Import, ImportStatus};
use crate::{
    feed::{FeedFile, FeedOrder, HELD_WITHIN, Held, RosterShape},
    ids::ImportId,
};

impl Import {
    /// The part that only a file of a feed has.
    pub fn feed(&self) -> Option<&FeedFile> {
        self.feed.as_deref()
    }

    /// Makes a new import one of a feed.
    #[must_use]
    pub fn with_feed(mut self, file: Option<FeedFile>) -> Self {
        self.feed = file.map(Box::new);
        self
    }

    /// Records the place of the file among those of its feed, unless it is known: the first event counts.
    pub fn record_order(&mut self, order: FeedOrder) {
        if let Some(file) = &mut self.feed {
            file.order.get_or_insert(order);
        }
    }

    /// Records that the file waits until another import has ended. This is no restart.
    pub fn wait_for(&mut self, other: ImportId, now: Timestamp) {
        if let Some(file) = &mut self.feed {
            file.waits_for = Some(other);
        }
        self.restarts = 0;
        self.moved_at = Some(now);
    }

    /// Records that the file has taken its feed.
    pub fn stop_waiting(&mut self) {
        if let Some(file) = &mut self.feed {
            file.waits_for = None;
        }
    }

    /// Records what a validation attempt found.
    pub fn record_roster(&mut self, sha256: String, roster: RosterShape, held: Vec<Held>) {
        if let Some(file) = &mut self.feed {
            file.sha256 = Some(sha256);
            file.roster = Some(roster);
            file.held = held;
        }
    }

    /// Waits for a confirmation, longer than an import that is no feed's.
    pub fn hold(&mut self, now: Timestamp) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::AwaitingConfirmation, now)?;
        self.expires_at = Some(now + HELD_WITHIN);
        Ok(())
    }

    /// Cancels the import because of a newer file of its feed.
    pub fn supersede_in_feed(&mut self, by: &ImportId, now: Timestamp) -> Result<(), IllegalTransition> {
        self.end_unwritten(ImportStatus::Cancelled, now)?;
        if let Some(file) = &mut self.feed {
            file.waits_for = None;
            file.superseded_by = Some(by.clone());
        }
        Ok(())
    }
}
