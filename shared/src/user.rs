//! A user: a person in the portal, stored as one item so that a row is written whole or not at all.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::invitation::InvitationState;
use crate::{
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    invitation::Invitation,
    row::{Change, Outcome},
};

/// Imports whose writing a user remembers: a retry comes within minutes, so eight later imports of one person are out of reach.
pub const HISTORY_MAX: usize = 8;

/// Courses that a user can have. A user is stored as one record, whose size stores limit: 750 courses with ids of 128 bytes are some
/// 250 KB.
pub const COURSES_MAX: usize = 750;

/// Bytes of what those imports did, beyond the latest one: courses need the rest of the record.
pub const HISTORY_BYTES_MAX: usize = 64 * 1024;

/// A person in the portal. The address key is unique.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Opaque; contains the [key](crate::ids::UserKey) that the user is stored under.
    pub user_id: UserId,
    /// The address in lower case with an ASCII domain: the identity.
    pub address: String,
    /// The address as it was typed, for display.
    pub email: String,
    /// Whether the person may sign in.
    pub enabled: bool,
    /// First name.
    pub name: String,
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Cohort of that company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
    /// BCP 47 tag.
    pub language: String,
    /// Role, free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_role: Option<String>,
    /// Region, free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Name shown in reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether the activation link was used.
    #[serde(default)]
    pub activated: bool,
    /// Where the invitation stands.
    pub invitation: InvitationState,
    /// Grows by one with every change of the invitation, which leaves `version` alone.
    #[serde(default)]
    pub invitation_serial: u64,
    /// What else is known of the invitation, once it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<Box<Invitation>>,
    /// Courses assigned, by id.
    #[serde(default)]
    pub courses: BTreeMap<CourseId, Assignment>,
    /// Grows by one with every write by an import.
    pub version: u64,
    /// The row that created the user.
    pub created_by: Origin,
    /// When.
    pub created_at: Timestamp,
    /// When last written.
    pub updated_at: Timestamp,
    /// What the last [`HISTORY_MAX`] imports that wrote the user did, oldest first.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
}

/// One course of one user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The import that assigned it.
    pub import_id: ImportId,
    /// When.
    pub at: Timestamp,
    /// The company through which the user had access; its catalog knows the title.
    pub company_id: CompanyId,
}

/// The row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The import.
    pub import_id: ImportId,
    /// The row.
    pub row: u64,
}

/// What one import did to a user; a second try of the same row reads its own outcome here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The import.
    pub import_id: ImportId,
    /// The row.
    pub row: u64,
    /// `created` or `updated`.
    pub outcome: Outcome,
    /// Courses that were new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<CourseId>,
    /// Whether an invitation was queued with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// What was changed, where it differs from the plan because the user had moved on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
}

impl HistoryEntry {
    /// Bytes of its texts, more or less what it takes in an item.
    fn bytes(&self) -> usize {
        let assigned = self.assigned.iter().map(|id| id.as_str().len());
        let changes = self.changes.iter().flatten().map(|change| {
            let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
            change.column.len() + text(&change.old) + text(&change.new)
        });
        assigned.chain(changes).sum()
    }
}

/// What the user list shows of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// May not sign in.
    Disabled,
    /// Has not used the activation link yet.
    Pending,
    /// Has used it.
    Active,
}

impl UserStatus {
    /// As written in JSON and in filters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disabled => "disabled",
            Self::Pending => "pending",
            Self::Active => "active",
        }
    }

    /// Reads what [`as_str`](Self::as_str) writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Disabled, Self::Pending, Self::Active].into_iter().find(|status| status.as_str() == text)
    }
}

impl User {
    /// A user whom no store has: an update of it has the cost of one, and changes nothing.
    pub(crate) fn nobody(address: &str, user_id: &UserId, now: Timestamp) -> Self {
        Self {
            user_id: user_id.clone(),
            address: address.to_owned(),
            email: String::new(),
            enabled: false,
            name: String::new(),
            last_name: None,
            company_id: None,
            cohort_id: None,
            language: String::new(),
            job_role: None,
            region: None,
            identifier: None,
            country: None,
            activated: false,
            invitation: InvitationState::None,
            invitation_serial: 0,
            invited: None,
            courses: BTreeMap::new(),
            version: 0,
            created_by: Origin { import_id: ImportId::from(""), row: 0 },
            created_at: now,
            updated_at: now,
            history: Vec::new(),
        }
    }

    /// What the user list shows.
    pub fn status(&self) -> UserStatus {
        match (self.enabled, self.activated) {
            (false, _) => UserStatus::Disabled,
            (true, false) => UserStatus::Pending,
            (true, true) => UserStatus::Active,
        }
    }

    /// What this import did to the user, if it wrote it and that is still remembered.
    pub fn written_by(&self, import_id: &ImportId) -> Option<&HistoryEntry> {
        self.history.iter().rev().find(|entry| entry.import_id == *import_id)
    }

    /// Remembers what an import did, forgetting the oldest beyond [`HISTORY_MAX`] and [`HISTORY_BYTES_MAX`].
    pub fn remember(&mut self, entry: HistoryEntry) {
        self.history.push(entry);
        let bytes = |history: &[HistoryEntry]| history.iter().map(HistoryEntry::bytes).sum::<usize>();
        while self.history.len() > HISTORY_MAX || (self.history.len() > 1 && bytes(&self.history) > HISTORY_BYTES_MAX) {
            self.history.remove(0);
        }
    }
}

/// What the user list shows of one user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    /// Opaque id.
    pub user_id: UserId,
    /// The address, the identity.
    pub address: String,
    /// The address as typed.
    pub email: String,
    /// First name.
    pub name: String,
    /// Last name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// Company.
    #[serde(default)]
    pub company_id: Option<CompanyId>,
    /// Cohort.
    #[serde(default)]
    pub cohort_id: Option<CohortId>,
    /// Language.
    pub language: String,
    /// Status.
    pub status: UserStatus,
    /// Invitation.
    pub invitation: InvitationState,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: u64, courses: usize, id_bytes: usize) -> HistoryEntry {
        let assigned = (0..courses).map(|n| CourseId::from(format!("{n:0>id_bytes$}"))).collect();
        HistoryEntry { import_id: "i".into(), row, outcome: Outcome::Updated, assigned, changes: None, invited: false }
    }

    #[test]
    fn history_forgets_the_oldest_beyond_its_number_or_its_bytes() -> Result<(), serde_json::Error> {
        for (courses, id_bytes, rows) in
            [(2, 8, (4..12).collect::<Vec<u64>>()), (200, 128, vec![10, 11]), (200, 500, vec![11])]
        {
            let mut user: User = serde_json::from_value(serde_json::json!({
                "user_id": "u", "address": "a@example.org", "email": "a@example.org", "enabled": true, "name": "A",
                "language": "en", "invitation": "none", "version": 1, "created_by": { "import_id": "i", "row": 2 },
                "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z",
            }))?;
            for row in 0..12 {
                user.remember(entry(row, courses, id_bytes));
            }
            assert_eq!(user.history.iter().map(|entry| entry.row).collect::<Vec<_>>(), rows, "{courses} {id_bytes}");
        }
        Ok(())
    }
}
