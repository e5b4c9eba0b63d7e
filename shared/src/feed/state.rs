//! The stored state of a feed, and its changes.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{FeedConfig, FeedFile, FeedId, FeedName, FeedOrder, FeedReports};
use crate::{
    corrections::CorrectionList,
    ids::ImportId,
    import::{Import, Options, WORKERS_STOP_AFTER},
    layout::LayoutName,
    unknown::Unknown,
};

/// Maximum number of abandoned rosters that a feed lists. If there are more, the oldest ones are removed.
const ABANDONED_ROSTERS_MAX: usize = 10;

/// A feed: its configuration, and the state of its files. Except for `unknown`, its fields change only through its methods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    name: FeedName,
    config: FeedConfig,
    #[serde(default)]
    taken_by: Option<ImportId>,
    #[serde(default)]
    waiting: Option<ImportId>,
    #[serde(default)]
    held: Option<ImportId>,
    #[serde(default)]
    newest: Option<NewestFile>,
    #[serde(default)]
    previous: Option<NewestFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    abandoned_rosters: Vec<AbandonedRoster>,
    #[serde(default, skip_serializing_if = "FeedReports::is_empty")]
    reports: FeedReports,
    version: u64,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A completed file in a feed, with its roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewestFile {
    pub import_id: ImportId,
    pub order: FeedOrder,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    pub completed_at: Timestamp,
    /// Key of the roster in the results bucket.
    pub roster: String,
    /// Number of people in the roster.
    pub users: u64,
}

/// The roster of a file that failed after it began to write users, or that was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbandonedRoster {
    /// Key in the results bucket.
    pub key: String,
    /// When the file failed or was undone.
    pub at: Timestamp,
}

impl AbandonedRoster {
    /// Returns `true` if people on the roster may still be joining the feed, because workers on the file may be writing users.
    pub fn may_add_people(&self, now: Timestamp) -> bool {
        self.at + WORKERS_STOP_AFTER > now
    }
}

impl Feed {
    pub fn new(name: FeedName, config: FeedConfig, now: Timestamp) -> Self {
        Self {
            name,
            config,
            taken_by: None,
            waiting: None,
            held: None,
            newest: None,
            previous: None,
            abandoned_rosters: Vec::new(),
            reports: FeedReports::default(),
            version: 1,
            created_at: now,
            updated_at: now,
            unknown: Unknown::new(),
        }
    }

    pub fn id(&self) -> FeedId {
        FeedId { name: self.name.clone(), created_at: self.created_at }
    }

    pub fn name(&self) -> &FeedName {
        &self.name
    }

    /// Applies to every file received after the configuration was written.
    pub fn config(&self) -> &FeedConfig {
        &self.config
    }

    /// The import that has taken the feed. If this import has ended or waits at the brake, the feed is free.
    pub fn taken_by(&self) -> Option<&ImportId> {
        self.taken_by.as_ref()
    }

    /// The import that waits for the feed.
    pub fn waiting(&self) -> Option<&ImportId> {
        self.waiting.as_ref()
    }

    /// The import that waits at the brake.
    pub fn held(&self) -> Option<&ImportId> {
        self.held.as_ref()
    }

    /// The newest completed file.
    pub fn newest(&self) -> Option<&NewestFile> {
        self.newest.as_ref()
    }

    /// The completed file before the newest one, to which an undo returns.
    pub fn previous(&self) -> Option<&NewestFile> {
        self.previous.as_ref()
    }

    /// The rosters of files that failed after they began to write users, or that were undone. Such a file may have left people in the feed
    /// who are not on the roster of the newest file.
    pub fn abandoned_rosters(&self) -> &[AbandonedRoster] {
        &self.abandoned_rosters
    }

    pub fn reports(&self) -> &FeedReports {
        &self.reports
    }

    pub fn reports_mut(&mut self) -> &mut FeedReports {
        &mut self.reports
    }

    /// Incremented by every write.
    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// When the configuration was last changed.
    pub fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    /// Returns `true` if the feed has this configuration, apart from members that this version does not know.
    pub fn is_configured(&self, config: &FeedConfig) -> bool {
        self.config == FeedConfig { unknown: self.config.unknown.clone(), ..config.clone() }
    }

    /// Replaces the configuration, except for members that this version does not know, but not the state.
    pub fn configure(&mut self, config: FeedConfig, now: Timestamp) {
        let unknown = std::mem::take(&mut self.config.unknown);
        self.config = FeedConfig { unknown, ..config };
        self.updated_at = now;
    }

    /// Records that an import takes the feed. It then no longer waits for the feed or at the brake.
    pub fn take(&mut self, id: &ImportId) {
        self.forget(id);
        self.taken_by = Some(id.clone());
    }

    /// Records that an import waits for the feed, in place of the one that waited before.
    pub fn wait(&mut self, id: &ImportId) {
        self.waiting = Some(id.clone());
    }

    /// Records that an import waits at the brake, in place of the one that waited before. It no longer takes the feed.
    pub fn hold(&mut self, id: &ImportId) {
        self.forget(id);
        self.held = Some(id.clone());
    }

    /// Makes a completed file the newest one.
    pub fn complete(&mut self, file: NewestFile) {
        self.abandoned_rosters.retain(|abandoned| abandoned.key != file.roster);
        self.previous = self.newest.replace(file);
    }

    /// Undoes the newest file: the one before it becomes the newest again, and `earlier` the one before that.
    pub fn revert(&mut self, earlier: Option<NewestFile>, now: Timestamp) {
        let undone = self.newest.take();
        self.newest = std::mem::replace(&mut self.previous, earlier);
        if let Some(undone) = undone {
            self.abandon(AbandonedRoster { key: undone.roster, at: now });
        }
    }

    /// Lists the roster of a file that failed after it began to write users, or that was undone. If the file was retried and has failed
    /// again, its roster is listed with the new time.
    ///
    /// Returns `true` if it was not listed with this time and is not that of the newest file.
    pub fn abandon(&mut self, roster: AbandonedRoster) -> bool {
        let is_newest = self.newest.as_ref().is_some_and(|newest| newest.roster == roster.key);
        if is_newest || self.abandoned_rosters.contains(&roster) {
            return false;
        }
        self.abandoned_rosters.retain(|abandoned| abandoned.key != roster.key);
        self.abandoned_rosters.push(roster);
        let excess = self.abandoned_rosters.len().saturating_sub(ABANDONED_ROSTERS_MAX);
        self.abandoned_rosters.drain(..excess);
        true
    }

    /// Removes abandoned rosters whose people are on the roster of a file that is being completed. The roster of a file that was retried and
    /// has failed again since then stays listed, because the file may have added more people.
    pub fn discard_abandoned(&mut self, merged: &[AbandonedRoster]) {
        self.abandoned_rosters.retain(|abandoned| !merged.contains(abandoned));
    }

    /// Increments the version, for the next conditional write.
    pub fn increment_version(&mut self) {
        self.version += 1;
    }

    /// Returns the options and the feed part for importing a file that is being received.
    pub fn new_file(&self) -> (Options, FeedFile) {
        let FeedConfig { update_existing, send_invitations, on_row_errors, test_mode, .. } = self.config;
        let options = Options {
            update_existing,
            send_invitations,
            on_row_errors,
            dry_run: test_mode,
            ..Options::of_layout(LayoutName::Enrolment)
        };
        (options, FeedFile::new(self.id(), &self.config))
    }

    /// Returns the import whose roster is the feed's current one.
    pub fn base(&self) -> Option<&ImportId> {
        self.newest.as_ref().map(|file| &file.import_id)
    }

    /// Returns `true` if a file newer than the one at this position has been completed.
    pub fn is_out_of_date(&self, order: &FeedOrder) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.order > *order)
    }

    /// Returns `true` if the feed has completed files, but none within this time.
    pub fn is_overdue(&self, within: SignedDuration, now: Timestamp) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.completed_at + within < now)
    }

    /// Adds an import that waits at the brake or has ended to the next report, if anyone receives reports.
    ///
    /// Returns `true` if it was added.
    pub fn note_for_report(&mut self, import: &Import) -> bool {
        !self.config.report_to.is_empty() && self.reports.note(import)
    }

    /// Returns the configured addresses that get the next report: those that have yet to receive the latest one or, if there are none, all
    /// except those that receive no more reports.
    pub fn report_addresses(&self) -> impl Iterator<Item = &str> {
        self.config.report_to.iter().map(String::as_str).filter(|address| self.reports.is_next_for(address))
    }

    /// Returns the configured addresses that receive no more reports.
    pub fn refused_addresses(&self) -> impl Iterator<Item = &str> {
        self.config.report_to.iter().map(String::as_str).filter(|address| self.reports.is_refused(address))
    }

    /// Removes an import from those that the feed refers to: the one that has taken it, the one waiting for it and the one at the brake.
    ///
    /// Returns `true` if the feed referred to it.
    pub fn forget(&mut self, id: &ImportId) -> bool {
        let mut is_named = false;
        for slot in [&mut self.taken_by, &mut self.waiting, &mut self.held] {
            is_named |= slot.take_if(|named| named == id).is_some();
        }
        is_named
    }

    pub fn corrections(&self) -> CorrectionList {
        CorrectionList { corrections: self.config.corrections.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corrections::Correction,
        feed::Missing,
        import::{File, NewImport, OnRowErrors, Source},
        problem::Language,
    };

    fn feed(config: FeedConfig) -> Feed {
        Feed::new(FeedName::parse("hr").unwrap(), config, Timestamp::UNIX_EPOCH)
    }

    fn order(second: i64) -> FeedOrder {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second);
        FeedOrder { at, key: "hr/people.csv".to_owned(), version: "1".to_owned() }
    }

    /// Returns a file with this position, completed at the same time.
    fn file(id: &str, second: i64) -> NewestFile {
        NewestFile {
            import_id: id.into(),
            order: order(second),
            sha256: String::new(),
            completed_at: order(second).at,
            roster: String::new(),
            users: 0,
        }
    }

    /// Returns the roster of a file that failed or was undone in this second.
    fn abandoned(id: &str, second: i64) -> AbandonedRoster {
        AbandonedRoster { key: format!("feeds/hr/{id}/1"), at: order(second).at }
    }

    /// Returns the imports of the newest file and of the one before it.
    fn files(feed: &Feed) -> [Option<&str>; 2] {
        [feed.newest(), feed.previous()].map(|file| file.map(|file| file.import_id.as_str()))
    }

    /// Returns the imports that have taken the feed, wait for it, and wait at the brake.
    fn slots(feed: &Feed) -> [Option<&str>; 3] {
        [feed.taken_by(), feed.waiting(), feed.held()].map(|id| id.map(ImportId::as_str))
    }

    #[test]
    fn import_has_at_most_one_slot_in_its_feed() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        let (first, second) = (ImportId::from("a"), ImportId::from("b"));
        feed.take(&first);
        feed.wait(&second);
        assert_eq!(slots(&feed), [Some("a"), Some("b"), None]);
        feed.hold(&first);
        feed.take(&second);
        assert_eq!(slots(&feed), [Some("b"), None, Some("a")]);
        feed.take(&first);
        assert_eq!(slots(&feed), [Some("a"), None, None]);
        assert!(feed.forget(&first) && !feed.forget(&first));
        assert_eq!(slots(&feed), [None; 3]);
    }

    #[test]
    fn file_is_out_of_date_once_a_newer_one_is_completed() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        assert!(!feed.is_out_of_date(&order(1)));
        feed.complete(file("a", 2));
        for (second, expected) in [(1, true), (2, false), (3, false)] {
            assert_eq!(feed.is_out_of_date(&order(second)), expected, "{second}");
        }
    }

    #[test]
    fn reports_are_sent_to_the_configured_addresses_that_do_not_refuse_them() {
        let report_to = ["hr@example.org", "it@example.org"].map(str::to_owned).to_vec();
        let mut feed = feed(FeedConfig { report_to, ..FeedConfig::in_language(Language::English) });
        assert_eq!(feed.report_addresses().collect::<Vec<_>>(), ["hr@example.org", "it@example.org"]);
        for refused in ["HR@example.org", "former@example.org"] {
            feed.reports_mut().refuse(refused);
        }
        assert_eq!(feed.report_addresses().collect::<Vec<_>>(), ["it@example.org"]);
        assert_eq!(feed.refused_addresses().collect::<Vec<_>>(), ["hr@example.org"]);
    }

    #[test]
    fn stored_feed_has_reports_only_if_there_is_something_to_store() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        for has_reports in [false, true] {
            let stored = serde_json::to_value(&feed).unwrap();
            assert_eq!(stored.get("reports").is_some(), has_reports);
            assert_eq!(serde_json::from_value::<Feed>(stored).unwrap(), feed);
            feed.reports_mut().refuse("hr@example.org");
        }
    }

    #[test]
    fn configuration_keeps_the_members_of_a_newer_version() {
        let config = FeedConfig::in_language(Language::English);
        let mut stored = serde_json::to_value(&config).unwrap();
        stored["newer"] = serde_json::json!({ "list": ["a", 1] });
        let mut feed = Feed::new(
            FeedName::parse("hr").unwrap(),
            serde_json::from_value(stored.clone()).unwrap(),
            Timestamp::UNIX_EPOCH,
        );
        assert!(feed.is_configured(&config));
        feed.configure(FeedConfig { test_mode: true, ..config.clone() }, Timestamp::UNIX_EPOCH);
        assert!(!feed.is_configured(&config));
        stored["test_mode"] = true.into();
        assert_eq!(serde_json::to_value(feed.config()).unwrap(), stored);
    }

    #[test]
    fn undo_returns_to_the_file_before_the_newest_one() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        assert_eq!((files(&feed), feed.base()), ([None; 2], None));
        for (id, second) in [("a", 1), ("b", 2), ("c", 3)] {
            feed.complete(file(id, second));
        }
        assert_eq!((files(&feed), feed.base().map(ImportId::as_str)), ([Some("c"), Some("b")], Some("c")));
        feed.revert(Some(file("a", 1)), order(4).at);
        assert_eq!((files(&feed), feed.base().map(ImportId::as_str)), ([Some("b"), Some("a")], Some("b")));
        feed.revert(None, order(5).at);
        assert_eq!((files(&feed), feed.base().map(ImportId::as_str)), ([Some("a"), None], Some("a")));
    }

    #[test]
    fn rosters_of_undone_and_failed_files_are_listed_until_a_file_includes_them() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        let roster = |id: &str| abandoned(id, 3);
        let complete = |feed: &mut Feed, id: &str, second| {
            feed.complete(NewestFile { roster: roster(id).key, ..file(id, second) });
        };
        complete(&mut feed, "a", 1);
        complete(&mut feed, "b", 2);
        feed.revert(None, order(3).at);
        assert!(feed.abandon(roster("c")) && !feed.abandon(roster("c")) && !feed.abandon(roster("a")));
        assert_eq!(feed.abandoned_rosters(), [roster("b"), roster("c")]);
        // A failed file is retried.
        complete(&mut feed, "c", 3);
        assert_eq!(feed.abandoned_rosters(), [roster("b")]);
        feed.abandon(roster("d"));
        feed.discard_abandoned(&[roster("b")]);
        assert_eq!(feed.abandoned_rosters(), [roster("d")]);
        for number in 0..ABANDONED_ROSTERS_MAX {
            feed.abandon(roster(&number.to_string()));
        }
        assert_eq!(
            (feed.abandoned_rosters().len(), &feed.abandoned_rosters()[0]),
            (ABANDONED_ROSTERS_MAX, &roster("0"))
        );
    }

    #[test]
    fn roster_of_a_file_that_failed_again_is_listed_although_a_held_file_includes_the_first_attempt() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        assert!(feed.abandon(abandoned("failed", 1)));
        let merged_by_the_held_file = feed.abandoned_rosters().to_vec();
        assert!(feed.abandon(abandoned("failed", 200)));
        assert_eq!(feed.abandoned_rosters(), [abandoned("failed", 200)]);
        feed.discard_abandoned(&merged_by_the_held_file);
        feed.complete(file("held", 2));
        assert_eq!(feed.abandoned_rosters(), [abandoned("failed", 200)]);
    }

    #[test]
    fn abandoned_roster_may_add_people_until_the_workers_on_its_file_have_stopped() {
        for (second, expected) in [(100, true), (159, true), (160, false)] {
            assert_eq!(abandoned("failed", 100).may_add_people(order(second).at), expected, "{second}");
        }
    }

    #[test]
    fn feed_is_overdue_if_its_newest_file_is_older_than_the_limit() {
        let mut feed = feed(FeedConfig::in_language(Language::English));
        let is_overdue = |feed: &Feed, now| feed.is_overdue(SignedDuration::from_secs(10), order(now).at);
        assert!(!is_overdue(&feed, 1_000), "it has no file");
        feed.complete(file("a", 100));
        for (now, expected) in [(100, false), (109, false), (110, false), (111, true)] {
            assert_eq!(is_overdue(&feed, now), expected, "{now}");
        }
    }

    #[test]
    fn import_is_noted_for_the_report_once_if_anyone_receives_reports() {
        let config = FeedConfig::in_language(Language::English);
        let new = NewImport {
            import_id: "a".into(),
            source: Source::Drop,
            started_by: String::new(),
            started_by_address: None,
            language: Language::English,
            file: File::new(String::new(), 0, String::new()),
            options: Options::of_layout(LayoutName::Enrolment),
        };
        for report_to in [vec![], vec!["hr@example.org".to_owned()]] {
            let has_readers = !report_to.is_empty();
            let mut feed = feed(FeedConfig { report_to, ..config.clone() });
            let (_, file) = feed.new_file();
            let mut import = Import::new(new.clone(), Timestamp::UNIX_EPOCH).with_feed(Some(file));
            assert!(!feed.note_for_report(&import), "it has not ended");
            assert_eq!(import.hold(Timestamp::UNIX_EPOCH), Ok(()));
            assert_eq!(feed.note_for_report(&import), has_readers);
            assert!(!feed.note_for_report(&import), "it was noted before");
            assert_eq!(feed.reports().due_at().is_some(), has_readers);
        }
    }

    #[test]
    fn version_is_incremented_for_each_write_and_the_time_changes_with_the_configuration() {
        let config = FeedConfig::in_language(Language::English);
        let name = FeedName::parse("hr").unwrap();
        let mut feed = Feed::new(name.clone(), config.clone(), order(1).at);
        for version in 1..4 {
            assert_eq!(feed.version(), version);
            feed.increment_version();
        }
        assert_eq!((feed.created_at(), feed.updated_at()), (order(1).at, order(1).at));
        feed.configure(config, order(2).at);
        assert_eq!((feed.created_at(), feed.updated_at()), (order(1).at, order(2).at));
        assert_eq!((feed.name(), feed.id()), (&name, FeedId { name: name.clone(), created_at: order(1).at }));
    }

    #[test]
    fn corrections_of_a_feed_are_those_of_its_configuration() {
        let corrections = vec![Correction::Column { label: "E-Mail".to_owned(), at: None, to: None }];
        let feed = feed(FeedConfig { corrections: corrections.clone(), ..FeedConfig::in_language(Language::English) });
        assert_eq!(feed.corrections(), CorrectionList { corrections });
    }

    #[test]
    fn new_file_has_the_default_options_of_a_feed() {
        let (options, _) = feed(FeedConfig::in_language(Language::English)).new_file();
        let expected = Options {
            update_existing: true,
            on_row_errors: OnRowErrors::Skip,
            ..Options::of_layout(LayoutName::Enrolment)
        };
        assert_eq!(options, expected);
    }

    #[test]
    fn new_file_has_the_options_of_the_configuration() {
        let config = FeedConfig {
            update_existing: false,
            send_invitations: true,
            on_row_errors: OnRowErrors::Reject,
            missing: Missing::Disable,
            missing_after: 3,
            brake: None,
            test_mode: true,
            ..FeedConfig::in_language(Language::German)
        };
        let name = FeedName::parse("hr");
        let feed = name.clone().map(|name| Feed::new(name, config, Timestamp::UNIX_EPOCH));
        let (options, file) = feed.map(|feed| feed.new_file()).unzip();
        let expected = Options {
            send_invitations: true,
            on_row_errors: OnRowErrors::Reject,
            dry_run: true,
            ..Options::of_layout(LayoutName::Enrolment)
        };
        assert_eq!(options, Some(expected));
        let read =
            file.map(|file| (file.id.name, file.missing, file.missing_after, file.brake, file.test_mode, file.order));
        assert_eq!(read, name.map(|name| (name, Missing::Disable, 3, None, true, None)));
    }
}
