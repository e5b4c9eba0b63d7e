//! A run: more invitations than one request can queue, done in steps.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Asked;
use crate::ids::{CompanyId, ImportId, RunId};

/// How long a run may stand before its step is asked for again, and as much longer each time: the queue tries for a quarter of an hour by
/// itself.
const PATIENCE: SignedDuration = SignedDuration::from_mins(20);
/// Times that the same step is asked for again before the run ends as failed.
pub const RUN_RESTARTS_MAX: u32 = 3;

/// What became of users for whom an invitation was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Queued now.
    pub queued: u64,
    /// Invited before: nothing changed.
    pub already_invited: u64,
    /// Have used a link.
    pub already_active: u64,
    /// May not sign in, and are not invited.
    pub disabled: u64,
    /// Nobody has the address.
    pub unknown: u64,
}

impl Invited {
    /// Counts one user.
    pub fn count(&mut self, asked: &Asked) {
        match asked {
            Asked::Queued(_) | Asked::QueuedBefore => self.queued += 1,
            Asked::AlreadyInvited => self.already_invited += 1,
            Asked::AlreadyActive => self.already_active += 1,
            Asked::Disabled => self.disabled += 1,
        }
    }

    /// Adds the counts of other users.
    pub fn add(&mut self, other: &Self) {
        self.queued += other.queued;
        self.already_invited += other.already_invited;
        self.already_active += other.already_active;
        self.disabled += other.disabled;
        self.unknown += other.unknown;
    }
}

/// Whom a run invites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunSource {
    /// The users of an import.
    Import(ImportId),
    /// Users who have no invitation, of one company or of all.
    Uninvited(Option<CompanyId>),
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Steps are left.
    Running,
    /// All users were asked.
    Completed,
    /// A step was tried over and over in vain: those before it were asked, the others not.
    Failed,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Opaque, sortable by time.
    pub run_id: RunId,
    /// Whom it invites.
    pub source: RunSource,
    /// Whether it sends again to those who were invited.
    pub resend: bool,
    /// Where it stands.
    pub status: RunStatus,
    /// Users so far.
    pub invited: Invited,
    /// Where the next step begins; the source knows how to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Steps done; a message of an earlier one changes nothing.
    pub step: u32,
    /// Grows by one with every write.
    pub version: u64,
    /// Subject of the caller's token.
    pub started_by: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last got on, or was last asked to.
    pub moved_at: Timestamp,
    /// Times that its step was asked for again.
    pub restarts: u32,
    /// When all users were asked, or it ended without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

impl Run {
    /// When somebody has to look after it, if nothing moves; nothing for one that ended.
    pub fn due_at(&self) -> Option<Timestamp> {
        let patience = PATIENCE * (1 + i32::try_from(self.restarts).unwrap_or(0));
        (self.status == RunStatus::Running).then(|| self.moved_at + patience)
    }

    /// Ends it.
    pub fn end(&mut self, status: RunStatus, now: Timestamp) {
        self.status = status;
        self.finished_at = Some(now);
    }
}
