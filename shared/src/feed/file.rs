use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AbandonedRoster, Brake, FeedConfig, FeedId, Missing};
use crate::{ids::ImportId, import::ObjectVersion, named::named_enum};

/// The position of a file among those in its feed, which are ordered by time, then by object key and version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FeedOrder {
    /// When the object was created.
    pub at: Timestamp,
    pub key: String,
    pub version: String,
}

impl FeedOrder {
    pub fn of(at: Timestamp, key: &str, version: &ObjectVersion) -> Self {
        Self { at, key: key.to_owned(), version: version.identity().to_owned() }
    }
}

/// The part of an import that exists only for a feed's file or the undo of one: the configuration with which the file was received, and
/// what validation found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedFile {
    pub id: FeedId,
    /// What happens to people who are absent.
    pub missing: Missing,
    /// Number of consecutive files from which a person must be absent before being disabled.
    pub missing_after: u32,
    /// The brake; `None` if it is off.
    #[serde(default)]
    pub brake: Option<Brake>,
    /// Whether the file is only checked.
    #[serde(default)]
    pub test_mode: bool,
    /// The position of the file; `None` until the file has arrived, and in an undo.
    #[serde(default)]
    pub order: Option<FeedOrder>,
    /// SHA-256 of the file in hexadecimal, once it has been read.
    #[serde(default)]
    pub sha256: Option<String>,
    /// While this import waits for the feed: the import that has taken the feed.
    #[serde(default)]
    pub waits_for: Option<ImportId>,
    /// The import of the newer file that superseded this one.
    #[serde(default)]
    pub superseded_by: Option<ImportId>,
    /// The import whose roster the plan is based on; `None` until the file is planned, and if no earlier file in the feed has been
    /// completed.
    #[serde(default)]
    pub base: Option<ImportId>,
    /// The file's effect on the roster, once planned.
    #[serde(default)]
    pub roster: Option<RosterShape>,
    /// The brake limits that the file exceeds.
    #[serde(default)]
    pub held: Vec<ExceededLimit>,
    /// The feed's [abandoned rosters](crate::feed::Feed::abandoned_rosters) whose people are on the file's roster. Those to which workers may
    /// still have been adding people when the file was planned are not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_rosters: Vec<AbandonedRoster>,
}

impl FeedFile {
    pub fn new(id: FeedId, config: &FeedConfig) -> Self {
        Self {
            id,
            missing: config.missing,
            missing_after: config.missing_after,
            brake: config.brake,
            test_mode: config.test_mode,
            order: None,
            sha256: None,
            waits_for: None,
            superseded_by: None,
            base: None,
            roster: None,
            held: Vec::new(),
            merged_rosters: Vec::new(),
        }
    }

    /// Returns the feed part for an undo of this file. The undo also takes the feed; it has no position among the files, and requires the
    /// feed's current roster to be that of the import `base`.
    #[must_use]
    pub fn of_undo(&self, base: Option<ImportId>) -> Self {
        Self { missing: Missing::Keep, brake: None, test_mode: false, order: None, sha256: None, base, ..self.again() }
    }

    /// Returns the feed part for an import that corrects this one: the same file at the same position, not yet validated.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            waits_for: None,
            superseded_by: None,
            base: None,
            roster: None,
            held: Vec::new(),
            merged_rosters: Vec::new(),
            ..self.clone()
        }
    }
}

/// A file's effect on the roster of its feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RosterShape {
    /// Number of people in the roster before the file; `null` if this is the first file.
    pub before: Option<u64>,
    /// Number of people in the previous roster who are in the file.
    pub present: u64,
    /// Number of people in the previous roster who are absent from the file.
    pub missing: u64,
    /// Number of people in the roster after the file.
    pub after: u64,
    /// Number of existing users in the file.
    pub existing: u64,
    /// Number of users to be disabled, because they are absent or because their row says so.
    pub disabled: u64,
    /// Number of rows without a readable address.
    pub unreadable: u64,
    /// Whether absence counted and, if not, why not.
    #[serde(default)]
    pub absence: Absence,
}

impl RosterShape {
    /// Returns the number of rows without a readable address, if they are why absence did not count.
    pub fn uncounted(&self) -> Option<u64> {
        (self.absence == Absence::UnreadableRows).then_some(self.unreadable)
    }
}

named_enum! {
    /// Whether people who are absent from a file are counted as absent.
    #[derive(Default)]
    pub enum Absence {
        /// Yes: people absent from enough consecutive files are disabled.
        Counted = "counted",
        /// No: the feed has no earlier file.
        #[default]
        FirstFile = "first-file",
        /// No: the feed retains people who are absent.
        Retained = "kept",
        /// No: the file is the same as the newest one.
        SameFile = "same-file",
        /// No: too many rows have no readable address, so they could belong to anyone.
        UnreadableRows = "unreadable-rows",
        /// No: the file is a corrections file, which may contain only some of the people.
        CorrectionsFile = "corrections-file",
    }
}

named_enum! {
    /// A brake limit.
    pub enum HeldLimit {
        /// Users created.
        CreatePercent = "create_percent",
        /// Users updated.
        UpdatePercent = "update_percent",
        /// Users to be disabled.
        DisablePercent = "disable_percent",
        /// Rows with errors.
        FailedPercent = "failed_percent",
        /// With `missing: disable`, people in the roster who are absent from the file. The limit is half of the roster.
        AbsentPercent = "absent_percent",
    }
}

/// A brake limit that a file exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Held"))]
pub struct ExceededLimit {
    /// The limit.
    pub limit: HeldLimit,
    /// The limit, as a percentage.
    pub allowed: u64,
    /// The percentage found, rounded up.
    pub found: u64,
    /// The number of people or rows found.
    pub users: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{feed::FeedName, problem::Language};

    fn order() -> FeedOrder {
        FeedOrder { at: Timestamp::UNIX_EPOCH, key: "drop/feeds/hr/a.csv".to_owned(), version: "v".to_owned() }
    }

    /// Returns a file that has every part.
    fn superseded() -> FeedFile {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: Timestamp::UNIX_EPOCH };
        FeedFile {
            missing: Missing::Disable,
            missing_after: 3,
            brake: Some(Brake::default()),
            test_mode: true,
            order: Some(order()),
            sha256: Some("a0".to_owned()),
            waits_for: Some("other".into()),
            superseded_by: Some("newer".into()),
            base: Some("base".into()),
            roster: Some(RosterShape { after: 5, ..RosterShape::default() }),
            held: vec![ExceededLimit { limit: HeldLimit::CreatePercent, allowed: 50, found: 51, users: 51 }],
            merged_rosters: vec![AbandonedRoster { key: "feeds/hr/failed/a".to_owned(), at: Timestamp::UNIX_EPOCH }],
            ..FeedFile::new(id, &FeedConfig::in_language(Language::English))
        }
    }

    #[test]
    fn position_of_a_file_contains_the_identity_of_its_version() {
        let version = ObjectVersion { version_id: Some("v".to_owned()), ..ObjectVersion::default() };
        assert_eq!(FeedOrder::of(Timestamp::UNIX_EPOCH, "drop/feeds/hr/a.csv", &version), order());
    }

    #[test]
    fn correction_of_a_file_has_its_position_and_settings_and_is_planned_again() {
        let file = superseded();
        let expected = FeedFile {
            waits_for: None,
            superseded_by: None,
            base: None,
            roster: None,
            held: Vec::new(),
            merged_rosters: Vec::new(),
            ..file.clone()
        };
        assert_eq!(file.again(), expected);
    }

    #[test]
    fn undo_of_a_file_has_no_position_and_no_brake_and_requires_its_base() {
        let file = superseded();
        let FeedFile { id, missing, missing_after, brake, test_mode, order, sha256, base, roster, held, .. } =
            file.of_undo(Some("undone".into()));
        assert_eq!((id, base), (file.id, Some("undone".into())));
        assert_eq!((missing, missing_after, brake, test_mode), (Missing::Keep, 3, None, false));
        assert_eq!((order, sha256, roster, held), (None, None, None, Vec::new()));
    }

    #[test]
    fn unreadable_rows_are_returned_only_if_absence_did_not_count_because_of_them() {
        for absence in Absence::ALL {
            let shape = RosterShape { unreadable: 7, absence, ..RosterShape::default() };
            let expected = (absence == Absence::UnreadableRows).then_some(7);
            assert_eq!(shape.uncounted(), expected, "{absence:?}");
        }
    }
}
