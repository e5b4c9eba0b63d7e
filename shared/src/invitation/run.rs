//! A run: more invitations than one request can queue, done in steps.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Asked;
use crate::ids::{CompanyId, ImportId, RunId};

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
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Steps are left.
    Running,
    /// All users were asked.
    Completed,
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
    /// When all users were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}
