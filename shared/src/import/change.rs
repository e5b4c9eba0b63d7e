//! The changes of an import: its transitions between states, and what validation, the sweep and the other steps record in it.

use jiff::{SignedDuration, Timestamp};

use super::{
    CONFIRM_WITHIN, Confirmation, Failure, FailureReason, IllegalTransition, Import, ImportStatus, ObjectVersion,
    Options, PlanShape, ProblemCounts, Progress, RESTARTS_MAX, RESULTS_RETENTION,
};
use crate::row::Summary;

/// Time after which a file name contains another time.
const NAMES_DIFFER_AFTER: SignedDuration = SignedDuration::from_secs(1);

impl Import {
    /// Changes the state and everything that depends on it. No other method changes the state.
    ///
    /// # Errors
    ///
    /// [`IllegalTransition`] if [`ImportStatus::may_become`] forbids it; the import is then unchanged.
    pub fn transition(&mut self, to: ImportStatus, now: Timestamp) -> Result<(), IllegalTransition> {
        let from = self.status;
        if !from.may_become(to) {
            return Err(IllegalTransition { from, to });
        }
        self.status = to;
        match to {
            ImportStatus::AwaitingUpload => {}
            ImportStatus::Validating | ImportStatus::Importing => {
                self.restarts = 0;
                self.moved_at = Some(now);
                self.expires_at = None;
            }
            ImportStatus::AwaitingConfirmation => self.expires_at = Some(now + CONFIRM_WITHIN),
            ImportStatus::Completed
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Failed
            | ImportStatus::Expired => {
                self.lease = None;
                if to != ImportStatus::Failed {
                    self.forget_address();
                }
                self.finished_at = Some(now);
                self.expires_at = Some(now + RESULTS_RETENTION);
            }
        }
        if from == ImportStatus::Failed {
            self.failure = None;
            self.finished_at = None;
            self.open = true;
        }
        Ok(())
    }

    /// Starts validation of a file that has arrived, with this version and size.
    pub fn begin_validation(
        &mut self,
        version: ObjectVersion,
        size_bytes: u64,
        now: Timestamp,
    ) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::Validating, now)?;
        self.file.object = Some(version);
        self.file.size_bytes = size_bytes;
        Ok(())
    }

    /// Sets the options of a file that has just arrived.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// Resets the progress and the problem counts for a new validation attempt.
    pub fn begin_attempt(&mut self) {
        self.progress = Progress::default();
        self.problems = ProblemCounts::default();
    }

    pub fn record_progress(&mut self, progress: Progress) {
        self.progress = progress;
    }

    /// Records the file's encoding and delimiter. `None` leaves the recorded value unchanged.
    pub fn record_format(&mut self, encoding: Option<String>, delimiter: Option<String>) {
        self.file.encoding = encoding.or(self.file.encoding.take());
        self.file.delimiter = delimiter.or(self.file.delimiter.take());
    }

    pub fn record_workbook(&mut self) {
        self.file.is_workbook = true;
    }

    /// Records the results of a validation attempt. Its plan and problems replace those of earlier attempts.
    pub fn finish_attempt(&mut self, attempt_id: &str, plan: PlanShape, problems: ProblemCounts) {
        self.attempt_id = Some(attempt_id.to_owned());
        self.plan = Some(plan);
        self.problems = problems;
    }

    /// Sets the time used in the file names of the results, unless it is already set, and returns it. A later attempt therefore writes the
    /// same files.
    ///
    /// File names contain whole seconds, and a preview has files of its own. The result therefore gets a time of at least a second after the
    /// confirmation, so that a corrections file of the preview is never taken for one of the result.
    pub fn name_results(&mut self, now: Timestamp) -> Timestamp {
        let earliest = self.confirmation.as_ref().map_or(now, |confirmation| confirmation.at + NAMES_DIFFER_AFTER);
        *self.results_at.get_or_insert(now.max(earliest))
    }

    /// Confirms a waiting import, which then writes its users.
    pub fn confirm(&mut self, by: &str, ignore_errors: bool, now: Timestamp) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::Importing, now)?;
        self.confirmation = Some(Confirmation { by: by.to_owned(), at: now, ignore_errors });
        // The preview files keep their names; the result files get new ones.
        self.results_at = None;
        Ok(())
    }

    /// Completes the import. Every row has its outcome; `late_errors` rows failed while being applied.
    pub fn complete(&mut self, summary: Summary, late_errors: u64, now: Timestamp) -> Result<(), IllegalTransition> {
        self.transition(ImportStatus::Completed, now)?;
        self.summary = summary;
        self.problems.errors += late_errors;
        Ok(())
    }

    /// Ends an import that has written nothing; `to` is rejected, cancelled or expired.
    pub fn end_unwritten(&mut self, to: ImportStatus, now: Timestamp) -> Result<(), IllegalTransition> {
        let from = self.status;
        self.transition(to, now)?;
        if (from, to) == (ImportStatus::Validating, ImportStatus::Cancelled) {
            // A worker may have been about to write the result files.
            self.results_at = None;
        }
        self.summary = Summary { failed: self.planned().failed, ..Summary::default() };
        self.stop_waiting();
        Ok(())
    }

    /// Fails an import that cannot continue.
    pub fn fail(&mut self, reason: &FailureReason, now: Timestamp) -> Result<(), IllegalTransition> {
        let from = self.status;
        self.transition(ImportStatus::Failed, now)?;
        self.failure = Some(Failure::new(reason, from));
        self.stop_waiting();
        Ok(())
    }

    /// Removes the address of the person who started the import. The address is needed only while rows are planned and written, or if they
    /// may be later: a failed import may be retried whatever its reason is, and must not disable this person then.
    pub(super) fn forget_address(&mut self) {
        self.started_by_address = None;
    }

    /// Continues a failed import from the state in which it failed.
    pub fn retry(&mut self, now: Timestamp) -> Result<(), IllegalTransition> {
        let to = self.failure.as_ref().map_or(ImportStatus::Validating, |failure| failure.from);
        self.transition(to, now)?;
        self.retried_at = Some(now);
        Ok(())
    }

    /// Closes the import: nothing is left to do, so the sweep no longer checks it.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Records that the import was checked, so that the sweep measures time without progress from `now`.
    pub fn touch(&mut self, now: Timestamp) {
        self.moved_at = Some(now);
    }

    /// Records that the import cannot continue yet, which is not a failed restart. The sweep checks it again after a minute.
    pub fn record_wait(&mut self, now: Timestamp) {
        self.restarts = 0;
        self.moved_at = Some(now);
    }

    /// Records how many chunks are done. Returns `true` if there are more than before, that is, if the import is making progress.
    pub fn record_chunks(&mut self, done: u32, now: Timestamp) -> bool {
        if done <= self.chunks_seen {
            return false;
        }
        self.chunks_seen = done;
        self.restarts = 0;
        self.moved_at = Some(now);
        true
    }

    /// Counts a restart. Returns `false` if the limit has already been reached.
    pub fn restart(&mut self, now: Timestamp) -> bool {
        if self.restarts >= RESTARTS_MAX {
            return false;
        }
        self.restarts += 1;
        self.moved_at = Some(now);
        true
    }

    /// Increments the version, for the next conditional write.
    pub fn increment_version(&mut self) {
        self.version += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::{File, tests::import},
        keys::{FileKind, stamp},
    };
    use ImportStatus::{
        AwaitingConfirmation, AwaitingUpload, Cancelled, Completed, Expired, Failed, Importing, Rejected, Validating,
    };

    #[test]
    fn transition_allows_exactly_these_pairs_of_states() {
        let legal = [
            (AwaitingUpload, Validating),
            (AwaitingUpload, Cancelled),
            (AwaitingUpload, Expired),
            (Validating, AwaitingConfirmation),
            (Validating, Importing),
            (Validating, Rejected),
            (Validating, Cancelled),
            (Validating, Failed),
            (AwaitingConfirmation, Importing),
            (AwaitingConfirmation, Cancelled),
            (AwaitingConfirmation, Expired),
            (Importing, Completed),
            (Importing, Failed),
            (Failed, Validating),
            (Failed, Importing),
        ];
        let now = Timestamp::UNIX_EPOCH;
        for from in ImportStatus::ALL {
            for to in ImportStatus::ALL {
                let (before, mut after) = (import(from), import(from));
                let result = after.transition(to, now);
                if legal.contains(&(from, to)) {
                    assert_eq!(result, Ok(()), "{from:?} -> {to:?}");
                    assert_eq!(after.status(), to);
                    assert_eq!(after.finished_at().is_some(), to.is_ended(), "{from:?} -> {to:?}");
                } else {
                    assert_eq!(result, Err(IllegalTransition { from, to }));
                    assert_eq!(after, before, "an illegal transition changes nothing");
                }
            }
        }
    }

    #[test]
    fn ended_import_keeps_the_address_of_its_admin_only_if_it_may_continue() {
        let now = Timestamp::UNIX_EPOCH;
        let with_address =
            |status| Import { started_by_address: Some("admin@example.org".to_owned()), ..import(status) };
        for from in ImportStatus::ALL {
            for to in ImportStatus::ALL.into_iter().filter(|to| to.is_ended() && from.may_become(*to)) {
                let mut import = with_address(from);
                assert_eq!(import.transition(to, now), Ok(()));
                assert_eq!(import.started_by_address().is_some(), to == Failed, "{from:?} -> {to:?}");
            }
        }
        for is_fixable in [true, false] {
            let mut import = with_address(Importing);
            assert_eq!(import.fail(&FailureReason::StoreRefused { store: "the table", is_fixable }, now), Ok(()));
            assert!(import.started_by_address().is_some(), "it can be retried: {is_fixable}");
            import.record_undo(&"undo".into());
            assert_eq!(import.started_by_address(), None, "it can no longer be retried");
        }
    }

    #[test]
    fn import_cancelled_during_validation_has_no_results() {
        for (from, has_results) in [(Validating, false), (AwaitingConfirmation, true)] {
            let mut import = import(from);
            import.name_results(Timestamp::UNIX_EPOCH);
            assert_eq!(import.end_unwritten(Cancelled, Timestamp::UNIX_EPOCH), Ok(()));
            assert_eq!(import.results_at().is_some(), has_results, "{from:?}");
        }
    }

    #[test]
    fn result_of_a_confirmed_import_has_other_names_than_its_preview() {
        let at = |millis| Timestamp::from_millisecond(millis).unwrap();
        for (confirmed, completed, named) in [(0, 0, 1_000), (900, 950, 1_900), (900, 5_000, 5_000)] {
            let mut import = import(AwaitingConfirmation);
            let preview = import.name_results(at(0));
            assert_eq!(import.confirm("admin", false, at(confirmed)), Ok(()));
            let confirmation = Confirmation { by: "admin".to_owned(), at: at(confirmed), ignore_errors: false };
            assert_eq!(import.confirmation(), Some(&confirmation));
            let result = import.name_results(at(completed));
            assert_eq!(result, at(named), "confirmed after {confirmed} ms, completed after {completed} ms");
            assert_ne!(stamp(result), stamp(preview));
        }
    }

    #[test]
    fn completed_import_counts_the_rows_that_failed_late() {
        let now = Timestamp::UNIX_EPOCH;
        let mut import = import(Importing);
        let problems = ProblemCounts { errors: 2, warnings: 1, ..ProblemCounts::default() };
        import.finish_attempt("attempt", PlanShape::default(), problems);
        let summary = Summary { created: 7, failed: 5, ..Summary::default() };
        assert_eq!(import.complete(summary, 3, now), Ok(()));
        let again = import.complete(Summary::default(), 1, now);
        assert_eq!(again, Err(IllegalTransition { from: Completed, to: Completed }));
        let ProblemCounts { errors, warnings, .. } = *import.problems();
        assert_eq!((import.status(), import.summary(), errors, warnings), (Completed, summary, 5, 1));
    }

    #[test]
    fn import_is_restarted_only_a_few_times_without_progress() {
        let now = Timestamp::UNIX_EPOCH;
        let mut import = import(Importing);
        for done in 1..3 {
            for restarts in 1..=RESTARTS_MAX {
                assert!(import.restart(now));
                assert_eq!(import.restarts(), restarts);
            }
            assert!(!import.record_chunks(done - 1, now), "these chunks were done before");
            assert!(!import.restart(now));
            assert!(import.record_chunks(done, now));
        }
    }

    #[test]
    fn retry_continues_where_the_import_failed() {
        let now = Timestamp::UNIX_EPOCH;
        for from in [Validating, Importing] {
            let mut import = import(from);
            import.restarts = RESTARTS_MAX;
            assert_eq!(import.fail(&FailureReason::Stalled, now), Ok(()));
            import.close();
            assert!(!import.is_open());
            assert_eq!(import.retry(now), Ok(()));
            assert_eq!((import.status(), import.failure(), import.restarts()), (from, None, 0));
            assert!(import.is_open() && import.finished_at().is_none() && import.expires_at().is_none());
        }
    }

    #[test]
    fn import_waits_a_day_for_its_confirmation_and_its_results_are_retained_for_thirty_days() {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        for (from, to, hours) in [
            (AwaitingUpload, Validating, None),
            (Validating, AwaitingConfirmation, Some(24)),
            (AwaitingConfirmation, Importing, None),
            (AwaitingConfirmation, Expired, Some(720)),
            (Importing, Completed, Some(720)),
        ] {
            let mut import = import(from);
            assert_eq!(import.transition(to, now), Ok(()));
            let expires_at = hours.map(|hours| now + SignedDuration::from_hours(hours));
            assert_eq!(import.expires_at(), expires_at, "{from:?} -> {to:?}");
            assert_eq!(import.finished_at(), to.is_ended().then_some(now), "{from:?} -> {to:?}");
        }
    }

    #[test]
    fn validation_begins_with_the_version_and_size_of_the_file_that_arrived() {
        let mut import = import(AwaitingUpload);
        let version = ObjectVersion { version_id: Some("v".to_owned()), ..ObjectVersion::default() };
        assert_eq!(import.begin_validation(version.clone(), 1_024, Timestamp::UNIX_EPOCH), Ok(()));
        let File { object, size_bytes, .. } = import.file();
        assert_eq!((import.status(), object.as_ref(), *size_bytes), (Validating, Some(&version), 1_024));
    }

    #[test]
    fn new_attempt_begins_without_the_progress_and_problems_of_the_one_before() {
        let mut import = import(Validating);
        assert_eq!((import.attempt_id(), import.plan(), import.planned()), ("", None, Summary::default()));
        let progress = Progress { bytes_read: 10, rows_validated: 2, ..Progress::default() };
        let problems = ProblemCounts { errors: 3, ..ProblemCounts::default() };
        let planned = Summary { created: 2, ..Summary::default() };
        let plan = PlanShape { chunks: 2, planned, ..PlanShape::default() };
        import.record_progress(progress);
        import.finish_attempt("first", plan, problems.clone());
        assert_eq!((import.progress(), import.problems()), (progress, &problems));
        assert_eq!((import.attempt_id(), import.plan(), import.planned()), ("first", Some(plan), planned));
        import.begin_attempt();
        assert_eq!((import.progress(), import.problems()), (Progress::default(), &ProblemCounts::default()));
        assert_eq!((import.attempt_id(), import.plan()), ("first", Some(plan)), "it counts until the next one is done");
    }

    #[test]
    fn format_of_the_file_that_is_not_found_again_remains_as_recorded() {
        let mut import = import(Validating);
        for (encoding, delimiter, expected) in [
            (None, None, (None, None)),
            (Some("utf-8"), None, (Some("utf-8"), None)),
            (None, Some(";"), (Some("utf-8"), Some(";"))),
            (Some("windows-1252"), Some(","), (Some("windows-1252"), Some(","))),
        ] {
            import.record_format(encoding.map(str::to_owned), delimiter.map(str::to_owned));
            let File { encoding, delimiter, .. } = import.file();
            assert_eq!((encoding.as_deref(), delimiter.as_deref()), expected);
        }
        assert_eq!(import.file().kind(), FileKind::Csv);
        import.record_workbook();
        assert_eq!(import.file().kind(), FileKind::Workbook);
    }

    #[test]
    fn options_of_a_dropped_file_replace_the_earlier_ones() {
        let mut import = import(Validating);
        let options = Options { send_invitations: true, ..import.options().clone() };
        import.set_options(options.clone());
        assert_eq!(import.options(), &options);
    }

    #[test]
    fn time_without_progress_is_measured_from_the_latest_check() {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        let mut import = import(Importing);
        assert_eq!((import.moved_at(), import.restarts()), (None, 0));
        import.touch(at(1));
        assert_eq!((import.moved_at(), import.restarts()), (Some(at(1)), 0));
        assert!(import.restart(at(2)));
        assert_eq!((import.moved_at(), import.restarts()), (Some(at(2)), 1));
        import.touch(at(3));
        assert_eq!((import.moved_at(), import.restarts()), (Some(at(3)), 1));
        import.record_wait(at(4));
        assert_eq!((import.moved_at(), import.restarts()), (Some(at(4)), 0), "waiting is not a failed restart");
        assert!(import.record_chunks(1, at(5)));
        assert_eq!((import.moved_at(), import.restarts()), (Some(at(5)), 0));
    }

    #[test]
    fn import_that_wrote_nothing_counts_only_the_planned_rows_with_errors() {
        let mut import = import(AwaitingConfirmation);
        let planned = Summary { created: 7, failed: 5, ..Summary::default() };
        import.finish_attempt("attempt", PlanShape { planned, ..PlanShape::default() }, ProblemCounts::default());
        assert_eq!(import.end_unwritten(Expired, Timestamp::UNIX_EPOCH), Ok(()));
        assert_eq!(import.summary(), Summary { failed: 5, ..Summary::default() });
    }

    #[test]
    fn version_is_incremented_for_each_write() {
        let mut import = import(Validating);
        for version in 1..4 {
            assert_eq!(import.version(), version);
            import.increment_version();
        }
    }
}
