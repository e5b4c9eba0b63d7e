//! What a user's history says about undos and later changes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{HistoryEntry, RETRIED_WITHIN, User};
use crate::{
    ids::{CourseId, ImportId},
    invitation::{Invitation, InvitationState},
    row::Kept,
};

/// What one undo did to a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoEntry {
    /// Id of the import that was undone.
    pub undoes: ImportId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses_removed: Vec<CourseId>,
    /// What the undo left unchanged; empty if it undid the import entirely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
}

impl UndoEntry {
    /// Returns the total length of the entry's text in bytes.
    pub(super) fn bytes(&self) -> usize {
        let courses: usize = self.courses_removed.iter().map(|id| id.as_str().len()).sum();
        courses + self.kept.iter().map(Kept::bytes).sum::<usize>()
    }
}

/// An invitation as it was before an import released it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    pub state: InvitationState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<Box<Invitation>>,
}

impl Released {
    pub fn of(user: &User) -> Self {
        Self { state: user.invitation, invited: user.invited.clone() }
    }
}

/// Whether a user has been written since an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// No, or only by imports that were undone entirely and by the undos themselves.
    Unchanged,
    /// Yes; most recently by this import, if the history names it.
    Changed(Option<ImportId>),
}

impl Since {
    /// Determines from a user's history whether the user has been written since this import.
    ///
    /// If the history no longer contains the import, other imports have written the user since.
    pub fn of(history: &[HistoryEntry], import_id: &ImportId) -> Self {
        let own = history.iter().rposition(|entry| entry.import_id == *import_id);
        let later = &history[own.map_or(0, |own| own + 1)..];
        let taken_back: BTreeSet<&ImportId> = later.iter().filter_map(HistoryEntry::undone_entirely).collect();
        let is_change =
            |entry: &&HistoryEntry| entry.undone_entirely().is_none() && !taken_back.contains(&entry.import_id);
        match (later.iter().rfind(is_change), own) {
            (None, Some(_)) => Self::Unchanged,
            (last, _) => Self::Changed(last.or(later.last()).map(|entry| entry.import_id.clone())),
        }
    }
}

impl HistoryEntry {
    /// Returns the import that an undo has undone, if it left nothing unchanged.
    fn undone_entirely(&self) -> Option<&ImportId> {
        self.undo.as_ref().filter(|undo| undo.kept.is_empty()).map(|undo| &undo.undoes)
    }
}

impl User {
    /// Returns `true` if the user has not been written since an import created them, except by imports that were undone entirely. Every write
    /// adds an entry to the history, until the history is full.
    pub(crate) fn has_whole_history(&self) -> bool {
        self.version == self.history.len() as u64 + self.undone_entries_removed
    }

    /// Returns the index of the first import in the history that was undone entirely or, if there is none, of the first undo of an import that
    /// has been removed. Never returns the latest entry, nor an undo that may still be retried.
    pub(super) fn undone_entry(&self) -> Option<usize> {
        let undone: BTreeSet<&ImportId> = self.history.iter().filter_map(HistoryEntry::undone_entirely).collect();
        let imports: BTreeSet<&ImportId> = self.history.iter().map(|entry| &entry.import_id).collect();
        let (_, earlier) = self.history.split_last()?;
        let is_alone = |undoes: &ImportId| !imports.contains(undoes);
        earlier.iter().position(|entry| undone.contains(&entry.import_id)).or_else(|| {
            let settled = &earlier[..earlier.len().saturating_sub(RETRIED_WITHIN)];
            settled.iter().position(|entry| entry.undone_entirely().is_some_and(is_alone))
        })
    }

    /// Returns `true` if the person has activated the account, or if the portal has reported an attempt to sign in.
    pub fn is_active(&self) -> bool {
        self.activated || self.signed_in_at.is_some()
    }

    /// Determines whether the user has been written since this import.
    pub fn since(&self, import_id: &ImportId) -> Since {
        Since::of(&self.history, import_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{row::Outcome, unknown::Unknown};

    fn entry(import_id: &str, undoes: Option<(&str, bool)>) -> HistoryEntry {
        let kept = Kept { column: "name".to_owned(), written: None, current: None };
        let undo = undoes.map(|(id, is_entire)| UndoEntry {
            undoes: id.into(),
            courses_removed: Vec::new(),
            kept: if is_entire { Vec::new() } else { vec![kept] },
        });
        HistoryEntry {
            import_id: import_id.into(),
            row: 2,
            outcome: Outcome::Updated,
            assigned: Vec::new(),
            invited: false,
            never_invited: false,
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: undo.map(Box::new),
            unknown: Unknown::new(),
        }
    }

    #[test]
    fn full_history_discards_undone_imports_with_their_undos_first() {
        let writes = |imports: usize, undone: &[usize], is_entire: bool, more: usize| {
            let imports = (0..imports).map(|index| (format!("i{index}"), None));
            let undos = undone.iter().map(|index| (format!("u{index}"), Some((format!("i{index}"), is_entire))));
            let more = (0..more).map(|index| (format!("x{index}"), None));
            imports.chain(undos).chain(more).collect::<Vec<_>>()
        };
        for (writes, expected, removed) in [
            (writes(6, &[], true, 0), "i0 i1 i2 i3 i4 i5", 0),
            (writes(6, &[5, 4], true, 0), "i0 i1 i2 i3 i4 i5 u5 u4", 0),
            (writes(6, &[5, 4, 3], true, 0), "i0 i1 i2 i4 i5 u5 u4 u3", 1),
            (writes(6, &[5, 4, 3, 2, 1, 0], true, 0), "i4 i5 u5 u4 u3 u2 u1 u0", 4),
            (writes(6, &[5, 4, 3], false, 0), "i1 i2 i3 i4 i5 u5 u4 u3", 0),
            (writes(6, &[5, 4, 3], true, 2), "i0 i1 i2 u5 u4 u3 x0 x1", 3),
            (writes(6, &[5, 4, 3], true, 3), "i0 i1 i2 u4 u3 x0 x1 x2", 4),
            // An undo may be retried, so the oldest import makes room instead.
            (writes(8, &[7], true, 1), "i1 i2 i3 i4 i5 i6 u7 x0", 1),
        ] {
            let mut user = User::unknown("a@example.org", &"u".into(), jiff::Timestamp::UNIX_EPOCH);
            for (id, undoes) in &writes {
                user.remember(entry(id, undoes.as_ref().map(|(undoes, is_entire)| (undoes.as_str(), *is_entire))));
                user.version = user.history.len() as u64 + user.undone_entries_removed;
            }
            let ids: Vec<&str> = user.history.iter().map(|entry| entry.import_id.as_str()).collect();
            assert_eq!((ids.join(" ").as_str(), user.undone_entries_removed), (expected, removed));
        }
    }

    #[test]
    fn imports_that_were_taken_back_entirely_are_no_changes() {
        let by = |id: &str| Since::Changed(Some(id.into()));
        for (history, expected) in [
            (vec![("a", None)], Since::Unchanged),
            (vec![("a", None), ("b", None)], by("b")),
            (vec![("a", None), ("b", None), ("ub", Some(("b", true)))], Since::Unchanged),
            (vec![("a", None), ("b", None), ("ub", Some(("b", false)))], by("ub")),
            (vec![("a", None), ("b", None), ("c", None), ("uc", Some(("c", true)))], by("b")),
            (vec![("b", None), ("a", None), ("ub", Some(("b", true)))], Since::Unchanged),
            (vec![("b", None), ("c", None)], by("c")),
            (vec![("b", None), ("ub", Some(("b", true)))], by("ub")),
        ] {
            let id = crate::ids::UserId::from("u");
            let mut user = User::unknown("a@example.org", &id, jiff::Timestamp::UNIX_EPOCH);
            user.history = history.iter().map(|(id, undoes)| entry(id, *undoes)).collect();
            assert_eq!(user.since(&"a".into()), expected, "{history:?}");
        }
    }

    #[test]
    fn history_is_whole_if_it_has_an_entry_for_each_write() {
        let mut user = User::unknown("a@example.org", &"u".into(), jiff::Timestamp::UNIX_EPOCH);
        user.history = vec![entry("a", None), entry("b", None)];
        for (version, undone_entries_removed, expected) in
            [(1, 0, false), (2, 0, true), (3, 0, false), (2, 1, false), (3, 1, true), (6, 4, true)]
        {
            user = User { version, undone_entries_removed, ..user };
            assert_eq!(user.has_whole_history(), expected, "{version} {undone_entries_removed}");
        }
    }

    #[test]
    fn person_is_active_once_activated_or_after_an_attempt_to_sign_in() {
        let now = jiff::Timestamp::UNIX_EPOCH;
        let user = User::unknown("a@example.org", &"u".into(), now);
        for (activated, signed_in_at, expected) in
            [(false, None, false), (true, None, true), (false, Some(now), true), (true, Some(now), true)]
        {
            assert_eq!(User { activated, signed_in_at, ..user.clone() }.is_active(), expected);
        }
    }
}
