//! A feed's reports, sent at most once an hour. Each report covers the imports that have ended or begun to wait at the brake since the
//! previous one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{ids::ImportId, import::Import, mail::ReportedState};

/// Minimum time between two reports for a feed.
pub const REPORT_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// Time after which a pending report is enqueued again, in case its message was lost or no e-mail could be sent.
pub const REPORT_QUEUED_FOR: SignedDuration = SignedDuration::from_mins(10);
/// Maximum number of times that a report is continued for the addresses that it did not reach.
const CONTINUED_MAX: u32 = 3;
/// Maximum number of entries waiting for a report. If there are more, the oldest are discarded.
const PENDING_MAX: usize = 50;
/// Maximum number of addresses recorded as receiving no more reports. If there are more, the oldest are discarded.
const REFUSED_MAX: usize = 100;

/// An entry in a report: an import and its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reportable {
    pub import_id: ImportId,
    pub state: ReportedState,
    /// When the import ended; `None` if it is waiting for confirmation, and in entries of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
}

impl Reportable {
    /// Returns `true` if this entry also covers `newer`. An import that failed, was retried and failed again is reported twice.
    fn covers(&self, newer: &Self) -> bool {
        let is_same_end = self.at.is_none() || self.at == newer.at;
        self.import_id == newer.import_id && self.state == newer.state && is_same_end
    }
}

/// What is still to be reported about a feed, what was reported last, and which addresses receive no more reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedReports {
    /// Entries for the next report, oldest first.
    #[serde(default)]
    pending: Vec<Reportable>,
    /// Entries in the latest report.
    #[serde(default)]
    reported: Vec<Reportable>,
    /// Configured addresses that have yet to receive the latest report. They get it before the next report is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unserved: Vec<String>,
    /// How often the latest report has been continued for the unserved addresses.
    #[serde(default)]
    continued: u32,
    /// When the latest report was started, or continued for the unserved addresses, unless its entries were given back.
    #[serde(default)]
    last_at: Option<Timestamp>,
    /// When the pending or the unserved report was last enqueued, or given back.
    #[serde(default)]
    queued_at: Option<Timestamp>,
    /// Addresses that the mail service refused, that bounced permanently, or whose owners complained.
    #[serde(default)]
    refused: Vec<String>,
}

impl FeedReports {
    /// Returns `true` if there is nothing to store.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds an import that waits at the brake or has ended. Adding it again has no effect unless its state has changed or it has failed
    /// again after a retry.
    ///
    /// Returns `true` if it was added.
    pub fn note(&mut self, import: &Import) -> bool {
        let Some(state) = ReportedState::of(import) else { return false };
        let new = Reportable { import_id: import.id().clone(), state, at: import.finished_at() };
        if self.pending.iter().chain(&self.reported).any(|entry| entry.covers(&new)) {
            return false;
        }
        self.pending.retain(|entry| entry.import_id != new.import_id);
        self.pending.push(new);
        let excess = self.pending.len().saturating_sub(PENDING_MAX);
        self.pending.drain(..excess);
        true
    }

    /// Returns the time at which the next report is due to be enqueued, or `None` if there is nothing to report.
    pub fn due_at(&self) -> Option<Timestamp> {
        let queued_until = self.queued_at.map(|at| at + REPORT_QUEUED_FOR);
        if self.is_unfinished() {
            return Some(queued_until.unwrap_or(Timestamp::UNIX_EPOCH));
        }
        let times = [self.last_at.map(|at| at + REPORT_EVERY), queued_until];
        let due = times.into_iter().flatten().max().unwrap_or(Timestamp::UNIX_EPOCH);
        (!self.pending.is_empty()).then_some(due)
    }

    /// Marks the report as enqueued if it is due. Returns its newest import, or `None` if no report is due.
    pub fn enqueue(&mut self, now: Timestamp) -> Option<ImportId> {
        self.due_at().filter(|due| *due <= now)?;
        self.queued_at = Some(now);
        let entries = if self.is_unfinished() { &self.reported } else { &self.pending };
        entries.last().map(|entry| entry.import_id.clone())
    }

    /// Returns `true` if some addresses have yet to receive the latest report.
    pub fn is_unfinished(&self) -> bool {
        !self.unserved.is_empty()
    }

    /// Returns `true` if a configured address gets the report that [`take`](Self::take) returns next.
    pub fn is_next_for(&self, address: &str) -> bool {
        !self.is_refused(address) && (!self.is_unfinished() || is_in(&self.unserved, address))
    }

    /// Takes the entries for a report: those of the latest report if it is unfinished; otherwise all pending ones, or none within an hour
    /// of the latest report.
    pub fn take(&mut self, now: Timestamp) -> Vec<Reportable> {
        if self.is_unfinished() {
            self.unserved.clear();
            self.continued += 1;
            (self.last_at, self.queued_at) = (Some(now), None);
            return self.reported.clone();
        }
        if self.pending.is_empty() || self.last_at.is_some_and(|at| now < at + REPORT_EVERY) {
            return Vec::new();
        }
        self.last_at = Some(now);
        self.queued_at = None;
        self.continued = 0;
        self.reported = std::mem::take(&mut self.pending);
        self.reported.clone()
    }

    /// Removes the pending entries of imports that no longer exist. Returns `true` if there were any.
    pub fn discard(&mut self, gone: &[ImportId]) -> bool {
        let before = self.pending.len();
        self.pending.retain(|entry| !gone.contains(&entry.import_id));
        self.pending.len() < before
    }

    /// Makes the entries taken at `taken_at` pending again because no e-mail was sent. The report is due again after [`REPORT_QUEUED_FOR`].
    /// Returns `false` if a later report has been started or the entries have already been given back.
    pub fn give_back(&mut self, taken_at: Timestamp, now: Timestamp) -> bool {
        if self.last_at != Some(taken_at) {
            return false;
        }
        let mut pending = std::mem::take(&mut self.reported);
        pending.retain(|entry| !self.pending.iter().any(|newer| newer.import_id == entry.import_id));
        pending.append(&mut self.pending);
        self.pending = pending;
        (self.last_at, self.queued_at) = (None, Some(now));
        true
    }

    /// Records the addresses to which the report taken at `taken_at` could not be sent, although others received it. It is due again for
    /// them after [`REPORT_QUEUED_FOR`]. Returns `false` if a later report has been started, or if this one has been continued
    /// three times: an address that the mail service never accepts must not hold up the reports to the others.
    pub fn leave_for(&mut self, unserved: &[String], taken_at: Timestamp, now: Timestamp) -> bool {
        if self.last_at != Some(taken_at) || self.continued >= CONTINUED_MAX {
            return false;
        }
        self.unserved = unserved.to_vec();
        self.queued_at = Some(now);
        true
    }

    /// Records that no more reports are sent to this address. Returns `true` if this was not already recorded.
    pub fn refuse(&mut self, address: &str) -> bool {
        if self.is_refused(address) {
            return false;
        }
        self.refused.push(address.to_owned());
        let excess = self.refused.len().saturating_sub(REFUSED_MAX);
        self.refused.drain(..excess);
        true
    }

    /// Returns `true` if no more reports are sent to this address, ignoring case.
    pub fn is_refused(&self, address: &str) -> bool {
        is_in(&self.refused, address)
    }
}

fn is_in(addresses: &[String], address: &str) -> bool {
    addresses.iter().any(|other| other.eq_ignore_ascii_case(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feed::{FeedConfig, FeedFile, FeedId, FeedName},
        import::{FailureReason, File, ImportStatus, NewImport, Options, Source},
        layout::LayoutName,
        locale::Language,
    };

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(minutes: i64) -> Timestamp {
        START + SignedDuration::from_mins(minutes)
    }

    fn import(id: &str) -> Import {
        let name = FeedName::parse("hr").unwrap();
        let new = NewImport {
            import_id: ImportId::from(id),
            source: Source::Drop,
            started_by: String::new(),
            started_by_address: None,
            language: Language::English,
            file: File::new(String::new(), 0, String::new()),
            options: Options::of_layout(LayoutName::Enrolment),
        };
        let file = FeedFile::new(
            FeedId { name, created_at: Timestamp::UNIX_EPOCH },
            &FeedConfig::in_language(Language::English),
        );
        Import::new(new, START).with_feed(Some(file))
    }

    fn held(id: &str) -> Import {
        let mut import = import(id);
        import.hold(START).unwrap();
        import
    }

    fn cancelled(mut import: Import) -> Import {
        import.transition(ImportStatus::Cancelled, START).unwrap();
        import
    }

    fn ids(taken: &[Reportable]) -> Vec<&str> {
        taken.iter().map(|entry| entry.import_id.as_str()).collect()
    }

    #[test]
    fn second_report_within_an_hour_waits_and_contains_everything_since() {
        let mut reports = FeedReports::default();
        assert!(!reports.note(&import("a")), "an import in progress is not reported");
        assert_eq!((reports.due_at(), reports.take(START)), (None, vec![]));
        assert!(reports.note(&held("a")));
        assert!(reports.due_at().is_some_and(|due| due <= START));
        assert_eq!(ids(&reports.take(START)), ["a"]);
        assert_eq!(reports.due_at(), None);

        assert!(reports.note(&held("b")) && reports.note(&cancelled(import("c"))));
        assert_eq!(reports.due_at(), Some(after(60)));
        assert_eq!((reports.enqueue(after(59)), reports.take(after(59))), (None, vec![]));
        assert_eq!(reports.enqueue(after(60)), Some(ImportId::from("c")));
        assert_eq!(ids(&reports.take(after(61))), ["b", "c"]);
        assert_eq!(reports.take(after(61)), vec![], "a second delivery of the message finds nothing");
    }

    #[test]
    fn import_is_reported_once_in_each_state_and_only_in_its_last_one_if_both_wait() {
        let mut reports = FeedReports::default();
        assert!(reports.note(&held("a")) && !reports.note(&held("a")));
        assert_eq!(ids(&reports.take(START)), ["a"]);
        assert!(!reports.note(&held("a")), "it was reported");
        assert!(reports.note(&cancelled(held("a"))));
        let taken = reports.take(after(60));
        assert_eq!(taken.iter().map(|entry| entry.state).collect::<Vec<_>>(), [ReportedState::Cancelled]);

        assert!(reports.note(&held("b")) && reports.note(&cancelled(held("b"))));
        assert_eq!(reports.take(after(120)).len(), 1);
    }

    #[test]
    fn import_that_fails_again_after_a_retry_is_reported_again() {
        let mut failed = import("a");
        failed.fail(&FailureReason::Stalled, START).unwrap();
        let mut reports = FeedReports::default();
        assert!(reports.note(&failed) && !reports.note(&failed));
        // It is being retried while the report is taken, so the report leaves it out.
        let mut retried = failed.clone();
        retried.retry(after(1)).unwrap();
        assert!(!reports.note(&retried));
        assert_eq!(ids(&reports.take(after(1))), ["a"]);
        assert!(!reports.note(&failed), "its first end is announced again");

        let again_at = |minutes| {
            let mut again = retried.clone();
            again.fail(&FailureReason::Stalled, after(minutes)).unwrap();
            again
        };
        assert!(reports.note(&again_at(2)) && !reports.note(&again_at(2)));
        assert!(reports.note(&again_at(3)), "it fails for the third time before the next report");
        assert_eq!(ids(&reports.take(after(61))), ["a"]);
    }

    #[test]
    fn entry_of_an_older_version_covers_the_end_of_its_import() {
        let entry = r#"{ "import_id": "a", "state": "cancelled" }"#;
        let stored = format!(r#"{{ "pending": [], "reported": [{entry}] }}"#);
        let mut reports: FeedReports = serde_json::from_str(&stored).unwrap();
        assert!(!reports.note(&cancelled(import("a"))));
        assert!(reports.note(&cancelled(import("b"))));
    }

    #[test]
    fn lost_message_is_queued_again_and_unsent_report_is_given_back_once() {
        let mut reports = FeedReports::default();
        reports.note(&held("a"));
        assert!(reports.enqueue(START).is_some() && reports.enqueue(after(9)).is_none());
        assert!(reports.enqueue(after(10)).is_some());
        assert_eq!(ids(&reports.take(after(11))), ["a"]);
        reports.note(&held("b"));
        assert!(!reports.give_back(after(10), after(12)), "another worker took it");
        assert!(reports.give_back(after(11), after(12)) && !reports.give_back(after(11), after(12)));
        assert_eq!(reports.due_at(), Some(after(22)));
        assert_eq!(ids(&reports.take(after(22))), ["a", "b"]);
    }

    #[test]
    fn pending_entries_of_imports_that_no_longer_exist_are_discarded() {
        let mut reports = FeedReports::default();
        assert!(reports.note(&held("a")) && reports.note(&held("b")));
        assert!(reports.enqueue(START).is_some());
        assert!(reports.discard(&["a".into(), "c".into()]) && !reports.discard(&["a".into()]));
        assert!(reports.due_at().is_some());
        assert!(reports.discard(&["b".into()]));
        assert_eq!(reports.due_at(), None);
        assert_eq!(reports.take(after(10)), vec![]);
    }

    #[test]
    fn report_that_only_some_addresses_received_is_finished_before_the_next_one() {
        let mut reports = FeedReports::default();
        reports.note(&held("a"));
        assert_eq!(ids(&reports.take(START)), ["a"]);
        reports.note(&held("b"));
        let unserved = ["it@example.org".to_owned()];
        assert!(!reports.leave_for(&unserved, after(1), after(1)), "another worker took it");
        assert!(reports.leave_for(&unserved, START, after(1)));
        assert!(reports.is_next_for("it@example.org") && !reports.is_next_for("hr@example.org"));
        assert!(!reports.note(&held("a")), "it is not reported to everyone again");

        assert_eq!((reports.due_at(), reports.enqueue(after(10))), (Some(after(11)), None));
        assert_eq!(reports.enqueue(after(11)), Some(ImportId::from("a")));
        assert_eq!(reports.due_at(), Some(after(21)), "the message may be lost");
        let stored = serde_json::to_string(&reports).unwrap();
        assert_eq!(serde_json::from_str::<FeedReports>(&stored).unwrap(), reports);
        assert_eq!(ids(&reports.take(after(90))), ["a"], "the report is unfinished, even after an hour");
        assert!(reports.is_next_for("it@example.org") && reports.is_next_for("hr@example.org"));
        assert_eq!(reports.due_at(), Some(after(150)));
        assert_eq!(reports.take(after(149)), vec![], "an address gets at most one report an hour");
        assert_eq!(ids(&reports.take(after(150))), ["b"]);
    }

    #[test]
    fn report_is_continued_only_a_few_times_so_that_the_next_one_is_sent() {
        let mut reports = FeedReports::default();
        reports.note(&held("a"));
        let mut taken_at = START;
        assert_eq!(ids(&reports.take(taken_at)), ["a"]);
        reports.note(&held("b"));
        let refused_for_now = ["it@example.org".to_owned()];
        for continued in 1..=CONTINUED_MAX {
            assert!(reports.leave_for(&refused_for_now, taken_at, taken_at), "{continued}");
            taken_at += REPORT_QUEUED_FOR;
            assert_eq!(ids(&reports.take(taken_at)), ["a"], "{continued}");
        }
        assert!(!reports.leave_for(&refused_for_now, taken_at, taken_at));
        assert_eq!(ids(&reports.take(taken_at + REPORT_EVERY)), ["b"]);
        assert!(reports.is_next_for("it@example.org"));
    }

    #[test]
    fn lists_are_bounded_and_addresses_compared_without_case() {
        let mut reports = FeedReports::default();
        for number in 0..PENDING_MAX + 7 {
            reports.note(&held(&format!("{number}")));
        }
        let taken = reports.take(START);
        assert_eq!((taken.len(), taken[0].import_id.as_str()), (PENDING_MAX, "7"));
        assert!(reports.refuse("It@example.org") && !reports.refuse("it@example.org"));
        assert!(reports.is_refused("IT@example.org") && !reports.is_refused("hr@example.org"));
        for number in 0..REFUSED_MAX {
            reports.refuse(&format!("{number}@example.org"));
        }
        assert_eq!((reports.refused.len(), reports.is_refused("it@example.org")), (REFUSED_MAX, false));
        let stored = serde_json::to_string(&reports).unwrap();
        assert_eq!(serde_json::from_str::<FeedReports>(&stored).unwrap(), reports);
    }
}
