//! A user: a person in the portal, stored as one record so that a row is written completely or not at all.

pub mod invitation;
mod undo;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::undo::{Released, Since, UndoEntry};
pub use crate::invitation::InvitationState;
use crate::{
    feed::FeedId,
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    invitation::Invitation,
    layout::{Field, Value, Values},
    named::named_enum,
    row::{Change, Outcome},
    unknown::Unknown,
};

/// Maximum number of imports in a user's history. A retry follows within minutes, before four other imports can write to the same user.
pub const HISTORY_MAX: usize = 8;

/// Number of later entries in a user's history after which an undo is no longer retried.
pub(crate) const RETRIED_WITHIN: usize = 4;

/// Maximum number of courses per user. A user is stored as one record of limited size, and 750 courses with 128-byte ids take about 250 KB.
pub const COURSES_MAX: usize = 750;

/// Maximum size in bytes of a history with several entries: courses need the rest of the record.
pub const HISTORY_BYTES_MAX: usize = 64 * 1024;

/// A person in the portal. The address key is unique.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Opaque id; contains the [key](crate::ids::UserKey) under which the user is stored.
    pub user_id: UserId,
    /// Address in lowercase with an ASCII domain. It identifies the user.
    pub address: String,
    /// Whether the person may sign in.
    pub enabled: bool,
    /// Values stored as text: separate attributes of the record, each named after its field.
    #[serde(flatten)]
    pub values: Values,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Id of a cohort in the user's company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<CohortId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<FeedId>,
    /// Whether a feed disabled the person, or created the person in a disabled state. Only then may a feed enable the person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled_by_feed: bool,
    /// Whether the activation link has been used.
    #[serde(default)]
    pub activated: bool,
    /// When the portal first reported an attempt to sign in, while the user was enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Timestamp>,
    /// Together with the next two fields, changed only by the functions of [`invitation`].
    pub invitation: InvitationState,
    /// Incremented by every change to the invitation. If an import makes the change, `version` is incremented as well.
    #[serde(default)]
    pub invitation_serial: u64,
    /// Details of the invitation, once it has been requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<Box<Invitation>>,
    #[serde(default)]
    pub courses: BTreeMap<CourseId, Assignment>,
    /// Incremented by every write by an import.
    pub version: u64,
    pub created_by: Origin,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The latest imports that wrote to the user, up to [`HISTORY_MAX`], oldest first.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
    /// Number of entries that were removed from the history because they no longer matter: imports that were undone entirely, and their
    /// undos.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub undone_entries_removed: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub import_id: ImportId,
    pub at: Timestamp,
    /// The company that gave the user access to the course. Its catalog contains the title.
    pub company_id: CompanyId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub import_id: ImportId,
    pub row: u64,
}

/// What one import did to a user. A second attempt at the same row takes its outcome from this entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub import_id: ImportId,
    pub row: u64,
    /// `created`, `updated` or `disabled`.
    pub outcome: Outcome,
    /// Ids of the courses that were new for the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<CourseId>,
    /// Whether an invitation was queued.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// The changes, if they may differ from the plan because the user had changed in the meantime.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
    /// The invitation as it was before this import released it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Box<Released>>,
    /// Whether the import enabled a user whom a feed had disabled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_disabled_by_feed: bool,
    /// What an undo changed and what it left unchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<Box<UndoEntry>>,
    /// If `changes` is present: whether the user could be invited but had no invitation after the row was applied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_invited: bool,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl HistoryEntry {
    /// Returns the total length in bytes of the text in `assigned`, `changes` and `undo`: roughly the entry's stored size.
    fn bytes(&self) -> usize {
        let assigned = self.assigned.iter().map(|id| id.as_str().len());
        let changes = self.changes.iter().flatten().map(|change| {
            let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
            change.column.len() + text(&change.old) + text(&change.new)
        });
        let undo = self.undo.iter().map(|undo| undo.bytes());
        assigned.chain(changes).chain(undo).sum()
    }
}

named_enum! {
    /// The status of a user.
    pub enum UserStatus {
        /// May not sign in.
        Disabled = "disabled",
        /// Has not yet used the activation link.
        Pending = "pending",
        /// Has used the activation link.
        Active = "active",
    }
}

impl User {
    /// Creates a user that no store contains. An attempt to update this user takes as long as any other update, but changes nothing.
    pub(crate) fn unknown(address: &str, user_id: &UserId, now: Timestamp) -> Self {
        Self {
            user_id: user_id.clone(),
            address: address.to_owned(),
            enabled: false,
            values: Values::default(),
            company_id: None,
            cohort_id: None,
            feed: None,
            disabled_by_feed: false,
            activated: false,
            signed_in_at: None,
            invitation: InvitationState::None,
            invitation_serial: 0,
            invited: None,
            courses: BTreeMap::new(),
            version: 0,
            created_by: Origin { import_id: ImportId::from(""), row: 0 },
            created_at: now,
            updated_at: now,
            history: Vec::new(),
            undone_entries_removed: 0,
        }
    }

    /// Returns the stored value of a field, or `None` if there is none, as for company, cohort and courses, which are stored by id.
    pub fn value(&self, field: Field) -> Option<Value<'_>> {
        match field {
            Field::Enabled => Some(Value::Flag(self.enabled)),
            _ => self.values.get(field).map(Value::Text),
        }
    }

    /// Returns the status shown in lists and used by filters.
    pub fn status(&self) -> UserStatus {
        match (self.enabled, self.activated) {
            (false, _) => UserStatus::Disabled,
            (true, false) => UserStatus::Pending,
            (true, true) => UserStatus::Active,
        }
    }

    /// Returns the imports that are known to have written the user, latest first.
    pub fn written_by(&self) -> impl Iterator<Item = &ImportId> {
        let created_by = &self.created_by.import_id;
        let is_in_history = self.history.iter().any(|entry| entry.import_id == *created_by);
        let of_history = self.history.iter().rev().map(|entry| &entry.import_id);
        of_history.chain((!is_in_history).then_some(created_by))
    }

    /// Appends an entry to the history and removes entries beyond [`HISTORY_MAX`] and [`HISTORY_BYTES_MAX`]: first imports that were undone
    /// entirely, and then their undos, so that the imports before them can still be undone; then the oldest entries. The new entry
    /// always remains.
    pub fn remember(&mut self, entry: HistoryEntry) {
        self.history.push(entry);
        let bytes = |history: &[HistoryEntry]| history.iter().map(HistoryEntry::bytes).sum::<usize>();
        while self.history.len() > HISTORY_MAX || (self.history.len() > 1 && bytes(&self.history) > HISTORY_BYTES_MAX) {
            let undone = self.undone_entry();
            self.undone_entries_removed += u64::from(undone.is_some());
            self.history.remove(undone.unwrap_or(0));
        }
    }
}

/// A user as shown in the user list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    pub user_id: UserId,
    /// Address in lowercase with an ASCII domain. It identifies the user.
    pub address: String,
    /// Values stored as text; includes at least the fields in [`Field::LISTED`].
    #[serde(flatten)]
    pub values: Values,
    #[serde(default)]
    pub company_id: Option<CompanyId>,
    #[serde(default)]
    pub cohort_id: Option<CohortId>,
    pub status: UserStatus,
    pub invitation: InvitationState,
}

impl From<User> for UserLine {
    fn from(user: User) -> Self {
        Self {
            status: user.status(),
            user_id: user.user_id,
            address: user.address,
            values: user.values,
            company_id: user.company_id,
            cohort_id: user.cohort_id,
            invitation: user.invitation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Kept;

    fn entry(row: u64, courses: usize, id_bytes: usize) -> HistoryEntry {
        let assigned = (0..courses).map(|n| CourseId::from(format!("{n:0>id_bytes$}"))).collect();
        HistoryEntry {
            import_id: "i".into(),
            row,
            outcome: Outcome::Updated,
            assigned,
            changes: None,
            invited: false,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            never_invited: false,
            unknown: Unknown::new(),
        }
    }

    #[test]
    fn history_entry_keeps_the_members_of_a_newer_version() -> Result<(), serde_json::Error> {
        let mut stored = serde_json::to_value(entry(2, 1, 8))?;
        stored["newer"] = serde_json::json!({ "list": ["a", 1, null] });
        let read: HistoryEntry = serde_json::from_value(stored.clone())?;
        assert_eq!(serde_json::to_value(&read)?, stored);
        Ok(())
    }

    #[test]
    fn user_has_one_attribute_per_field_and_ignores_other_attributes() -> Result<(), serde_json::Error> {
        let item = serde_json::json!({
            "user_id": "u", "address": "a@example.org", "email": "A@example.org", "enabled": true, "name": "A",
            "language": "en", "region": "North", "activated": false, "invitation": "none", "invitation_serial": 0,
            "courses": {}, "version": 1, "created_by": { "import_id": "i", "row": 2 },
            "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z", "history": [],
        });
        let mut stored = item.clone();
        stored["pk"] = "USER#a@example.org".into();
        let user: User = serde_json::from_value(stored)?;
        assert_eq!(user.values.email(), "A@example.org");
        assert_eq!(user.value(Field::Region), Some(Value::Text("North")));
        assert_eq!(user.value(Field::JobRole), None);
        assert_eq!(user.value(Field::Enabled), Some(Value::Flag(true)));
        assert_eq!(serde_json::to_value(&user)?, item);
        let user = User { undone_entries_removed: 3, ..user };
        assert_eq!(serde_json::from_value::<User>(serde_json::to_value(&user)?)?, user);
        Ok(())
    }

    #[test]
    fn size_of_a_history_entry_is_that_of_its_text() {
        let change = Change {
            column: "name".to_owned(),
            old: Some("Ann".to_owned()),
            new: Some("Bob Lee".to_owned()),
            old_id: None,
            new_id: None,
        };
        let created = Change { old: None, ..change.clone() };
        let kept = Kept { column: "region".to_owned(), written: None, current: Some("North".to_owned()) };
        let undo = UndoEntry { undoes: "i".into(), courses_removed: vec!["course".into()], kept: vec![kept] };
        for (changes, undo, bytes) in [
            (None, None, 24),
            (Some(vec![change.clone()]), None, 24 + 14),
            (Some(vec![change, created]), None, 24 + 14 + 11),
            (None, Some(Box::new(undo)), 24 + 6 + 11),
        ] {
            assert_eq!(HistoryEntry { changes, undo, ..entry(2, 3, 8) }.bytes(), bytes);
        }
    }

    #[test]
    fn imports_that_wrote_a_user_are_listed_latest_first() {
        let import = |id: &str, row| HistoryEntry { import_id: id.into(), ..entry(row, 0, 0) };
        let origin = Origin { import_id: "a".into(), row: 2 };
        let user = User::unknown("ann@example.org", &"u".into(), Timestamp::UNIX_EPOCH);
        for (history, expected) in [
            (vec![], vec!["a"]),
            (vec![import("a", 2), import("b", 7)], vec!["b", "a"]),
            (vec![import("b", 7), import("c", 3)], vec!["c", "b", "a"]),
        ] {
            let user = User { created_by: origin.clone(), history, ..user.clone() };
            assert_eq!(user.written_by().map(ImportId::as_str).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn history_discards_the_oldest_entries_beyond_its_limits() -> Result<(), serde_json::Error> {
        for (courses, id_bytes, rows) in [
            (2, 8, (4..12).collect::<Vec<u64>>()),
            (200, 128, vec![10, 11]),
            // Two entries have exactly the maximum size: 2 × 128 × 256 = 64 × 1024.
            (128, 256, vec![10, 11]),
            (200, 500, vec![11]),
        ] {
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
