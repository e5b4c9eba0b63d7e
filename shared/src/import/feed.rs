//! Imports of a feed's files.

use jiff::Timestamp;

use super::{IllegalTransition, Import, ImportStatus};
use crate::{
    feed::{AbandonedRoster, ExceededLimit, FeedFile, FeedOrder, HELD_WITHIN, RosterShape},
    ids::ImportId,
    problem::Language,
};

impl Import {
    /// Returns the import's feed part, or `None` if the import is not part of a feed.
    pub fn feed(&self) -> Option<&FeedFile> {
        self.feed.as_deref()
    }

    /// Returns `true` if the import counts as a file in its feed: it is not an undo and, unless the feed is in test mode, not a dry run.
    pub fn is_feed_file(&self) -> bool {
        self.feed().is_some_and(|file| file.test_mode || !self.options.dry_run) && self.undoes.is_none()
    }

    /// Returns `true` if the import is a feed's file that was only checked, in test mode. Its summary and its results then contain the
    /// planned outcomes. A file that was cancelled before the end of its check has no results.
    pub fn is_tested(&self) -> bool {
        self.status == ImportStatus::Cancelled
            && self.is_feed_file()
            && self.feed().is_some_and(|file| file.test_mode)
            && self.results_at.is_some()
    }

    /// Returns `true` if the import is waiting because another one has taken its feed.
    pub fn is_waiting(&self) -> bool {
        self.status == ImportStatus::Validating && self.feed().is_some_and(|file| file.waits_for.is_some())
    }

    /// Makes a new import, or one whose file has just arrived, part of a feed.
    #[must_use]
    pub fn with_feed(mut self, file: Option<FeedFile>) -> Self {
        self.feed = file.map(Box::new);
        self
    }

    /// Sets the language of the messages in the result files of an import that has not been validated yet.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Records the position of the file among those in its feed, unless it is already known: the first event counts.
    pub fn record_order(&mut self, order: FeedOrder) {
        if let Some(file) = &mut self.feed {
            file.order.get_or_insert(order);
        }
    }

    /// Records that the file waits because another import has taken the feed. This does not count as a restart.
    pub fn wait_for(&mut self, other: ImportId, now: Timestamp) {
        if let Some(file) = &mut self.feed {
            file.waits_for = Some(other);
        }
        self.record_wait(now);
    }

    /// Records that the file no longer waits: it has taken its feed, or has ended.
    pub fn stop_waiting(&mut self) {
        if let Some(file) = &mut self.feed {
            file.waits_for = None;
        }
    }

    /// Records the roster from a validation attempt, and the brake limits that the file exceeds.
    pub fn record_roster(
        &mut self,
        sha256: String,
        base: Option<ImportId>,
        roster: RosterShape,
        held: Vec<ExceededLimit>,
    ) {
        if let Some(file) = &mut self.feed {
            file.sha256 = Some(sha256);
            file.base = base;
            file.roster = Some(roster);
            file.held = held;
        }
    }

    /// Records the abandoned rosters of the feed whose people are on the file's roster.
    pub fn record_merged(&mut self, merged_rosters: Vec<AbandonedRoster>) {
        if let Some(file) = &mut self.feed {
            file.merged_rosters = merged_rosters;
        }
    }

    /// Returns `true` if this file of a feed has failed after it began to write users. Its roster contains everyone who may have joined the
    /// feed.
    pub fn has_abandoned_roster(&self) -> bool {
        let began = self.failure.as_ref().is_some_and(|failure| failure.from == ImportStatus::Importing);
        self.status == ImportStatus::Failed && began && self.is_feed_file()
    }

    /// Makes the import wait for confirmation, for longer than an import that is not part of a feed.
    pub fn hold(&mut self, now: Timestamp) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::AwaitingConfirmation, now)?;
        self.expires_at = Some(now + HELD_WITHIN);
        Ok(())
    }

    /// Ends a feed's file that was only checked, in test mode. The summary counts the planned outcomes.
    pub fn end_tested(&mut self, now: Timestamp) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::Cancelled, now)?;
        self.summary = self.planned();
        self.stop_waiting();
        Ok(())
    }

    /// Cancels the import because of a newer file in its feed.
    pub fn supersede_in_feed(&mut self, by: &ImportId, now: Timestamp) -> Result<(), IllegalTransition> {
        self.end_unwritten(ImportStatus::Cancelled, now)?;
        if let Some(file) = &mut self.feed {
            file.superseded_by = Some(by.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::{
        feed::{FeedConfig, FeedId, FeedName, HeldLimit},
        import::{FailureReason, PlanShape, ProblemCounts, tests::import},
        row::Summary,
    };

    fn file_of_feed() -> FeedFile {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: Timestamp::UNIX_EPOCH };
        FeedFile::new(id, &FeedConfig::in_language(Language::English))
    }

    fn planned() -> Summary {
        Summary { created: 2, failed: 1, ..Summary::default() }
    }

    /// Returns a feed's import in this state, with a plan.
    fn import_in(status: ImportStatus, test_mode: bool) -> Import {
        let mut import = import(status).with_feed(Some(FeedFile { test_mode, ..file_of_feed() }));
        let plan = PlanShape { planned: planned(), ..PlanShape::default() };
        import.finish_attempt("attempt", plan, ProblemCounts::default());
        import
    }

    #[test]
    fn import_that_fails_while_it_waits_does_not_wait_when_it_is_retried() {
        let now = Timestamp::UNIX_EPOCH;
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: now };
        let file = FeedFile::new(id, &FeedConfig::in_language(Language::English));
        let mut import = import(ImportStatus::Validating).with_feed(Some(file));
        import.wait_for("other".into(), now);
        assert!(import.is_waiting());
        assert_eq!(import.fail(&FailureReason::Stalled, now), Ok(()));
        assert_eq!(import.retry(now), Ok(()));
        assert!(!import.is_waiting());
    }

    #[test]
    fn import_counts_as_a_file_in_its_feed_unless_it_is_an_undo_or_a_dry_run() {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: Timestamp::UNIX_EPOCH };
        let file = FeedFile::new(id, &FeedConfig::in_language(Language::English));
        // In test mode, every file is a dry run.
        for (test_mode, dry_run, is_feed_file) in [(false, false, true), (false, true, false), (true, true, true)] {
            let file = FeedFile { test_mode, ..file.clone() };
            let mut import = import(ImportStatus::Validating).with_feed(Some(file));
            import.options.dry_run = dry_run;
            assert_eq!(import.is_feed_file(), is_feed_file, "{test_mode} {dry_run}");
        }
        let undo = Import { undoes: Some("i".into()), ..import(ImportStatus::Validating).with_feed(Some(file)) };
        assert!(!undo.is_feed_file());
        assert!(!import(ImportStatus::Validating).is_feed_file());
    }

    #[test]
    fn only_a_file_that_was_checked_to_the_end_in_test_mode_is_tested() {
        let now = Timestamp::UNIX_EPOCH;
        for (test_mode, has_results, expected) in
            [(true, true, true), (true, false, false), (false, true, false), (false, false, false)]
        {
            let mut import = import_in(ImportStatus::Validating, test_mode);
            if has_results {
                import.name_results(now);
            }
            assert!(!import.is_tested(), "the check has not ended");
            assert_eq!(import.end_tested(now), Ok(()));
            assert_eq!((import.status(), import.summary()), (ImportStatus::Cancelled, planned()));
            assert_eq!(import.is_tested(), expected, "{test_mode} {has_results}");
            let undo = Import { undoes: Some("i".into()), ..import };
            assert!(!undo.is_tested());
        }
        let mut completed = import_in(ImportStatus::Completed, true);
        completed.name_results(now);
        assert!(!completed.is_tested());
    }

    #[test]
    fn tested_file_no_longer_waits() {
        let now = Timestamp::UNIX_EPOCH;
        let mut import = import_in(ImportStatus::Validating, true);
        import.wait_for("other".into(), now);
        assert_eq!(import.end_tested(now), Ok(()));
        assert_eq!(import.feed().and_then(|file| file.waits_for.as_ref()), None);
    }

    #[test]
    fn held_file_waits_three_days_for_its_confirmation() {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let mut import = import_in(ImportStatus::Validating, false);
        assert_eq!(import.hold(now), Ok(()));
        assert_eq!(import.status(), ImportStatus::AwaitingConfirmation);
        assert_eq!(import.expires_at(), Some(now + SignedDuration::from_hours(72)));
    }

    #[test]
    fn superseded_file_is_cancelled_and_names_the_newer_one() {
        let newer = ImportId::from("newer");
        let mut import = import_in(ImportStatus::Validating, false);
        assert_eq!(import.supersede_in_feed(&newer, Timestamp::UNIX_EPOCH), Ok(()));
        assert_eq!(import.status(), ImportStatus::Cancelled);
        assert_eq!(import.feed().and_then(|file| file.superseded_by.as_ref()), Some(&newer));
    }

    #[test]
    fn position_of_a_file_is_that_of_its_first_event() {
        let order = |key: &str| FeedOrder { at: Timestamp::UNIX_EPOCH, key: key.to_owned(), version: String::new() };
        let mut import = import_in(ImportStatus::Validating, false);
        for key in ["first", "second"] {
            import.record_order(order(key));
            assert_eq!(import.feed().and_then(|file| file.order.as_ref()), Some(&order("first")));
        }
    }

    #[test]
    fn roster_is_recorded_with_the_limits_that_the_file_exceeds() {
        let mut import = import_in(ImportStatus::Validating, false);
        let shape = RosterShape { before: Some(100), present: 40, ..RosterShape::default() };
        let held = vec![ExceededLimit { limit: HeldLimit::CreatePercent, allowed: 50, found: 51, users: 51 }];
        import.record_roster("a0".to_owned(), Some("base".into()), shape, held.clone());
        let expected = FeedFile {
            sha256: Some("a0".to_owned()),
            base: Some("base".into()),
            roster: Some(shape),
            held,
            merged_rosters: vec![AbandonedRoster { key: "feeds/hr/failed/a".to_owned(), at: Timestamp::UNIX_EPOCH }],
            ..file_of_feed()
        };
        import.record_merged(expected.merged_rosters.clone());
        assert_eq!(import.feed(), Some(&expected));
    }

    #[test]
    fn only_a_file_that_failed_after_it_began_to_write_users_leaves_a_roster_behind() {
        let now = Timestamp::UNIX_EPOCH;
        for (from, expected) in [(ImportStatus::Validating, false), (ImportStatus::Importing, true)] {
            let mut import = import_in(from, false);
            assert!(!import.has_abandoned_roster());
            assert_eq!(import.fail(&FailureReason::Stalled, now), Ok(()));
            assert_eq!(import.has_abandoned_roster(), expected, "{from:?}");
            let undo = Import { undoes: Some("undone".into()), ..import.clone() };
            assert!(!undo.has_abandoned_roster());
            assert_eq!(import.retry(now), Ok(()));
            assert!(!import.has_abandoned_roster());
        }
    }
}
