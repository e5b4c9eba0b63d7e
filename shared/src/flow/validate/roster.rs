//! A feed's roster: computed from the previous roster and the file, and written with the plan.
//!
//! ```text
//! rows in the file ────────────► people who belong ──┐
//! roster before ──► absent ──┬──► counted again ─────┴──► roster after
//!                            └──► due: rows in the plan, outcome `disabled`
//! ```
//!
//! A file that failed while users were written, or that was undone, may have left people in the feed who are not on the roster before. They
//! are on the roster of that file, so that this roster is read too, until a file that was planned after the last of them could have joined
//! is completed. They count as people who were on the roster before and are absent from the first file.

use std::{collections::BTreeMap, ops::Range};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{planner::PlannedBatch, writer::PlanWriter};
use crate::{
    feed::{AbandonedRoster, Absence, FeedFile, FeedId, Missing, RosterEntry, RosterShape, read_entries, write_entry},
    flow::{FlowError, ImportStores, companies::CompanyCache, lease::LeasedImport},
    header::Header,
    ids::{ImportId, UserKey},
    import::Import,
    keys,
    layout::Field,
    plan::{PlanContext, Planner, Presence, is_footer, plan_missing},
    problem::{Hint, Problem},
    row::{Outcome, Reason, Row, Summary},
    stores::{ByteSink, ByteStream, Environment, ImportStore, ResultStore, UserStore},
};

const LINES: &str = "text/plain";
/// Maximum number of people without a planned row to look up together.
const UNPLANNED_AT_ONCE: usize = 500;
/// Maximum number of people who belong to the feed, are on an abandoned roster and are absent from the file. Each takes about 150 bytes of
/// memory. A roster that would exceed it is left to the next file, which may contain more of the people.
const ABANDONED_MAX: usize = 50_000;

pub(super) struct RosterWriter<S: ResultStore> {
    feed: FeedFile,
    sink: S::Sink,
    hash: Sha256,
    sha256: String,
    base: Option<ImportId>,
    shape: RosterShape,
    /// Number of people who were due to be disabled by the previous file, or are only on an abandoned roster, but still belong to the feed
    /// and are absent.
    not_disabled: u64,
    /// The abandoned rosters that were read after the last of their people could have joined the feed.
    merged: Vec<AbandonedRoster>,
    last_row: u64,
}

/// A person on the previous roster for whom no row is planned.
struct Unplanned {
    entry: RosterEntry,
    /// A correction leaves out the person's row, so the person is present.
    is_left_out: bool,
}

impl Unplanned {
    fn new(planner: &mut Planner, entry: RosterEntry) -> Option<Self> {
        let presence = entry.user_id.key().map_or(Presence::Absent, |key| planner.presence_of(key));
        (presence != Presence::Planned).then(|| Self { is_left_out: presence == Presence::LeftOut, entry })
    }
}

/// Reads a stored roster in pieces.
struct RosterReader<T> {
    stream: T,
    lines: Vec<u8>,
}

impl<T: ByteStream> RosterReader<T> {
    /// Returns `None` if the roster does not exist, or no longer exists.
    async fn open(stores: &impl ResultStore<Stream = T>, key: &str) -> Result<Option<Self>, FlowError> {
        let stream = stores.open_result(key, 0, None).await?;
        Ok(stream.map(|stream| Self { stream, lines: Vec::new() }))
    }

    async fn next_entries(&mut self) -> Result<Option<Vec<RosterEntry>>, FlowError> {
        let malformed = || FlowError::Missing { what: "roster" };
        match self.stream.next_bytes().await? {
            Some(bytes) => {
                self.lines.extend_from_slice(&bytes);
                read_entries(&mut self.lines).map(Some).ok_or_else(malformed)
            }
            None if self.lines.is_empty() => Ok(None),
            None => Err(malformed()),
        }
    }

    /// Reads the rest of an abandoned roster. Returns the people for whom no row is planned and who belong to the feed, or `None` if there
    /// are more than `max`.
    async fn read_members(
        mut self,
        stores: &(impl UserStore + ImportStore + Environment),
        leased: &mut LeasedImport,
        planner: &mut Planner,
        feed: &FeedId,
        max: usize,
    ) -> Result<Option<BTreeMap<UserKey, Unplanned>>, FlowError> {
        let mut members = BTreeMap::new();
        while let Some(entries) = self.next_entries().await? {
            let mut unplanned = BTreeMap::<UserKey, Unplanned>::new();
            for RosterEntry { user_id, .. } in entries {
                let Some(key) = user_id.key() else { continue };
                let entry = RosterEntry { user_id, missing: 0, is_due: true };
                unplanned.extend(Unplanned::new(planner, entry).map(|person| (key, person)));
            }
            let keys: Vec<UserKey> = unplanned.keys().copied().collect();
            for part in keys.chunks(UNPLANNED_AT_ONCE) {
                let users = stores.users_by_key(part).await?;
                for (key, user) in part.iter().zip(users) {
                    if user.and_then(|user| user.feed).as_ref() != Some(feed) {
                        unplanned.remove(key);
                    }
                }
                leased.renew(stores).await?;
            }
            members.append(&mut unplanned);
            if members.len() > max {
                return Ok(None);
            }
        }
        Ok(Some(members))
    }
}

impl<S: ImportStores> RosterWriter<S> {
    /// Starts an import's roster. Returns `None` if the import is not part of a feed.
    pub(super) async fn create(stores: &S, leased: &LeasedImport) -> Result<Option<Self>, FlowError> {
        let Some(feed) = leased.import().feed().cloned() else { return Ok(None) };
        let key = keys::roster(&feed.id.name, leased.id(), leased.owner());
        Ok(Some(Self {
            sink: stores.create_result(&key, LINES).await?,
            feed,
            hash: Sha256::new(),
            sha256: String::new(),
            base: None,
            shape: RosterShape::default(),
            not_disabled: 0,
            merged: Vec::new(),
            last_row: 1,
        }))
    }

    /// Adds bytes from the file to its hash.
    pub(super) fn hash(&mut self, bytes: &Bytes) {
        self.hash.update(bytes);
    }

    /// Adds the people in a batch who belong to the feed.
    pub(super) async fn add(&mut self, import: &Import, batch: &PlannedBatch) -> Result<(), FlowError> {
        let rows = || batch.rows.iter().map(|(_, row)| row);
        self.last_row = rows().map(|row| row.row).fold(self.last_row, u64::max);
        self.shape.existing += batch.existing;
        self.shape.unreadable += rows().filter(|row| is_unreadable(row)).count() as u64;
        let label = import.options().layout.layout().label(Field::Enabled);
        self.shape.disabled += rows().filter(|row| loses_enabled(row, label)).count() as u64;
        let entries = batch.members.iter().map(|id| RosterEntry { user_id: id.clone(), missing: 0, is_due: false });
        self.write(entries).await
    }

    async fn write(&mut self, entries: impl Iterator<Item = RosterEntry>) -> Result<(), FlowError> {
        let mut lines = Vec::new();
        for entry in entries {
            write_entry(&mut lines, &entry);
            self.shape.after += u64::from(!entry.is_due);
        }
        if lines.is_empty() { Ok(()) } else { Ok(self.sink.write(lines.into()).await?) }
    }

    /// Compares the previous roster with the file, and plans rows for the people who are due to be disabled. Must be called after the last
    /// row in the file.
    pub(super) async fn add_absent(
        &mut self,
        stores: &S,
        leased: &mut LeasedImport,
        planner: &mut Planner,
        plan: &mut PlanWriter<S>,
    ) -> Result<(), FlowError> {
        self.sha256 = hex::encode(std::mem::take(&mut self.hash).finalize());
        self.shape.unreadable += planner.left_out_unreadable();
        let Some(feed) = stores.feed_by_id(&self.feed.id).await? else { return Ok(()) };
        self.base = feed.base().cloned();
        let mut abandoned = self.read_abandoned(stores, leased, planner, feed.abandoned_rosters()).await?;
        let (mut unplanned, mut companies) = (Vec::new(), CompanyCache::default());
        let mut before = None;
        // If the feed has had no file for so long that its roster was deleted, this file counts as the first one.
        if let Some(newest) = feed.newest()
            && let Some(mut roster) = RosterReader::open(stores, &newest.roster).await?
        {
            self.shape.absence = self.absence(&newest.sha256, planner.header());
            let mut people = 0;
            while let Some(entries) = roster.next_entries().await? {
                people += entries.iter().filter(|entry| !entry.is_due).count() as u64;
                for key in entries.iter().filter_map(|entry| entry.user_id.key()) {
                    abandoned.remove(&key);
                }
                unplanned.extend(entries.into_iter().filter_map(|entry| Unplanned::new(planner, entry)));
                while unplanned.len() >= UNPLANNED_AT_ONCE {
                    self.plan_part(stores, leased, &mut unplanned, plan, &mut companies).await?;
                }
            }
            before = Some(people);
        }
        unplanned.extend(abandoned.into_values());
        while !unplanned.is_empty() {
            self.plan_part(stores, leased, &mut unplanned, plan, &mut companies).await?;
        }
        match before {
            Some(people) => {
                let before = people + self.not_disabled;
                self.shape.before = Some(before);
                self.shape.present = before - self.shape.missing;
            }
            // No one is missing from a first file.
            None => self.shape.missing = 0,
        }
        Ok(())
    }

    /// Reads abandoned rosters, and returns the people for whom no row is planned and who still belong to the feed. Most of them are on the
    /// newest roster as well.
    ///
    /// A feed that retains absent people does not count them, so that its roster contains only the people in the file.
    async fn read_abandoned(
        &mut self,
        stores: &S,
        leased: &mut LeasedImport,
        planner: &mut Planner,
        rosters: &[AbandonedRoster],
    ) -> Result<BTreeMap<UserKey, Unplanned>, FlowError> {
        // Determined before the users are read: all those who will join the feed with a merged roster have then joined.
        let now = stores.now();
        let mut people = BTreeMap::new();
        for abandoned in rosters {
            if self.feed.missing != Missing::Keep
                && let Some(roster) = RosterReader::open(stores, &abandoned.key).await?
            {
                let max = ABANDONED_MAX - people.len();
                let members = roster.read_members(stores, leased, planner, &self.feed.id, max).await?;
                let Some(members) = members else { continue };
                people.extend(members);
            }
            if !abandoned.may_add_people(now) {
                self.merged.push(abandoned.clone());
            }
        }
        Ok(people)
    }

    /// Plans up to [`UNPLANNED_AT_ONCE`] people, and removes them from `unplanned`.
    async fn plan_part(
        &mut self,
        stores: &S,
        leased: &mut LeasedImport,
        unplanned: &mut Vec<Unplanned>,
        plan: &mut PlanWriter<S>,
        companies: &mut CompanyCache,
    ) -> Result<(), FlowError> {
        let rest = unplanned.split_off(unplanned.len().min(UNPLANNED_AT_ONCE));
        let part = std::mem::replace(unplanned, rest);
        self.plan_absent(stores, leased, part, plan, companies).await?;
        leased.renew(stores).await
    }

    /// Determines whether absence counts. `newest` is the hash of the newest completed file.
    fn absence(&self, newest: &str, header: &Header) -> Absence {
        let unreadable_max = self.feed.brake.map_or(u64::MAX, |brake| brake.unreadable_rows);
        if header.is_fix_file() {
            Absence::CorrectionsFile
        } else if self.feed.missing == Missing::Keep {
            Absence::Retained
        } else if self.shape.unreadable > unreadable_max {
            Absence::UnreadableRows
        } else if self.sha256 == newest {
            Absence::SameFile
        } else {
            Absence::Counted
        }
    }

    /// Keeps those people whose rows are left out on the roster. Counts the others as absent, and plans rows for those who are due to be
    /// disabled.
    async fn plan_absent(
        &mut self,
        stores: &S,
        leased: &LeasedImport,
        mut unplanned: Vec<Unplanned>,
        plan: &mut PlanWriter<S>,
        companies: &mut CompanyCache,
    ) -> Result<(), FlowError> {
        let is_absent = |person: &&Unplanned| !person.is_left_out && !person.entry.is_due;
        self.shape.missing += unplanned.iter().filter(is_absent).count() as u64;
        if self.shape.absence == Absence::Retained {
            unplanned.retain(|person| person.is_left_out);
        }
        if unplanned.is_empty() {
            return Ok(());
        }
        let is_counted = self.shape.absence == Absence::Counted;
        // The roster has the id that a person would have had as a new user. If another import created the person before the row was applied,
        // the person joined the feed with another id.
        let keys: Vec<_> = unplanned.iter().map(|person| person.entry.user_id.key().unwrap_or_default()).collect();
        let users = stores.users_by_key(&keys).await?;
        let context = PlanContext::of(leased.import(), stores.now());
        let (mut retained, mut rows) = (Vec::new(), Vec::<(Range<usize>, Row)>::new());
        for (Unplanned { entry, is_left_out }, user) in unplanned.into_iter().zip(users) {
            let Some(user) = user.filter(|user| user.feed.as_ref() == Some(&self.feed.id)) else { continue };
            if entry.is_due {
                self.not_disabled += 1;
                self.shape.missing += u64::from(!is_left_out);
            }
            let missing = if is_left_out { 0 } else { entry.missing + u32::from(is_counted) };
            let counted = RosterEntry { user_id: user.user_id.clone(), missing, is_due: false };
            if is_left_out || !is_counted || missing < self.feed.missing_after {
                retained.push(counted);
                continue;
            }
            companies.load_of(stores, &user).await?;
            let Some(row) = plan_missing(self.last_row + 1, &counted, Some(&user), &context, companies) else {
                continue;
            };
            // Nothing is due while the person is disabled, but an administrator may enable the person again.
            if row.reason == Some(Reason::Unchanged) {
                retained.push(counted);
                continue;
            }
            self.last_row += 1;
            let is_due = row.outcome == Outcome::Disabled;
            self.shape.disabled += u64::from(is_due);
            // An administrator may disable the person before the row is applied, for example while the file is held. The person then still
            // belongs to the feed.
            retained.push(RosterEntry { is_due, ..counted });
            rows.push((0..0, row));
        }
        self.write(retained.into_iter()).await?;
        plan.write(PlannedBatch { rows, ..PlannedBatch::default() }).await
    }

    /// Completes the roster, and records the file's effect on it in the import. Has no effect unless every row was read.
    pub(super) async fn finish(
        self,
        leased: &mut LeasedImport,
        planned: &Summary,
        is_complete: bool,
    ) -> Result<(), FlowError> {
        if !is_complete {
            return Ok(());
        }
        self.sink.finish().await?;
        let held = self.feed.exceeded(&self.shape, planned);
        leased.import_mut().record_roster(self.sha256, self.base, self.shape, held);
        leased.import_mut().record_merged(self.merged);
        Ok(())
    }
}

/// Returns `true` if the row could be anyone's because its address cannot be read. A footer is not a person, but a single cell may be what
/// remains of one.
fn is_unreadable(row: &Row) -> bool {
    let is_certain = |problem: &Problem| {
        problem.hint == Some(Hint::NotAPerson) && is_footer(problem.full_subject().unwrap_or(&problem.found))
    };
    row.person.address.is_empty() && !row.problems.iter().any(is_certain)
}

/// Returns `true` if a row in the file disables an enabled user.
fn loses_enabled(row: &Row, label: &str) -> bool {
    row.outcome == Outcome::Updated
        && row.changes.iter().any(|change| change.column == label && change.new.as_deref() == Some("0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        problem::Code,
        row::{Change, Person},
    };

    #[test]
    fn row_without_an_address_is_unreadable_unless_it_is_certainly_a_footer() {
        let hint = Hint::NotAPerson;
        for (address, found, hint, expected) in [
            ("ann@example.org", "", None, false),
            ("ann@example.org", "(2 rows affected)", Some(hint), false),
            ("", "", None, true),
            ("", "(2 rows affected)", None, true),
            ("", "(2 rows affected)", Some(hint), false),
            ("", "Ann", Some(hint), true),
        ] {
            let mut problem = Problem::new(Code::EmailMissing).found(found);
            problem.hint = hint;
            let person = Person { address: address.to_owned(), ..Person::default() };
            let row = Row { problems: vec![problem], ..Row::new(2, 2, person) };
            assert_eq!(is_unreadable(&row), expected, "{address} {found} {hint:?}");
        }
        assert!(is_unreadable(&Row::new(2, 2, Person::default())));
    }

    #[test]
    fn only_an_update_that_disables_the_user_counts_as_disabling() {
        for (outcome, column, new, expected) in [
            (Outcome::Updated, "enabled", Some("0"), true),
            (Outcome::Updated, "enabled", Some("1"), false),
            (Outcome::Updated, "enabled", None, false),
            (Outcome::Updated, "job_role", Some("0"), false),
            (Outcome::Created, "enabled", Some("0"), false),
            (Outcome::Disabled, "enabled", Some("0"), false),
        ] {
            let change = Change {
                column: column.to_owned(),
                old: None,
                new: new.map(str::to_owned),
                old_id: None,
                new_id: None,
            };
            let row = Row { outcome, changes: vec![change], ..Row::new(2, 2, Person::default()) };
            assert_eq!(loses_enabled(&row, "enabled"), expected, "{outcome:?} {column} {new:?}");
        }
    }
}
