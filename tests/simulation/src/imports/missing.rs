//! Rows for people who are absent from a feed file, and their undo, while others write to the same users. Laws: each row has one outcome,
//! and counts and lists agree. A row is `disabled` if and only if the import disabled the user, and the import does so once. What others
//! wrote is retained. The undo restores everyone whom no one else has changed.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    feed::{Feed, FeedConfig, FeedFile, FeedName, FeedOrder, NewestFile, RosterEntry},
    flow::{ChunkSpan, PlanIndex, review},
    ids::{ImportId, UserId},
    import::{File, Import, ImportStatus, NewImport, NewUndo, Options, PlanShape, ProblemCounts, Source},
    keys,
    layout::{Field, LayoutName},
    plan::{PlanContext, plan_missing},
    problem::Language,
    row::{Outcome, Reason, Row, Summary},
    stores::{Environment, ResumeMessage},
    unknown::Unknown,
    user::{HistoryEntry, User},
};

use super::{Beginning, END_MIN, Report, STORMY_MIN};
use crate::{Faults, Injected, Violation, executor::lock, model::Model, queue::Message, rng::Rng, stack::Stack};

const ATTEMPT: &str = "attempt";
const FIRST_NUMBER: u64 = 100;

/// What someone else does to a user while the rows are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meddling {
    /// Another import changes the job role.
    Edited,
    /// Another import disables the user.
    Disabled,
    /// Another import enables the user.
    Enabled,
    /// The user is erased.
    Erased,
    /// The user is erased, and someone else gets the address.
    Replaced,
}

struct Scene {
    stack: Stack,
    import: Import,
    /// The planned rows.
    rows: Vec<Row>,
    index: PlanIndex,
    before: BTreeMap<String, User>,
    meddled: BTreeMap<String, Vec<Meddling>>,
}

/// Runs a seed, and repeats the run with a trace if a law was broken.
///
/// # Errors
///
/// The laws that were broken.
pub fn run(seed: u64) -> Result<Report, Box<Violation>> {
    once(seed, false).or_else(|_| once(seed, true))
}

fn once(seed: u64, is_traced: bool) -> Result<Report, Box<Violation>> {
    let mut rng = Rng::new(seed, 11);
    let drawn = Faults::of_seed(&mut rng);
    let faults = if rng.chance(0.5) { Faults { twice: 0.7, kill: 0.01, half: 0.3, ..drawn } } else { drawn };
    let beginning = Beginning::new(seed, &mut rng, faults, is_traced);
    let mut scene = Scene::new(beginning, &mut rng);
    scene.send_chunks();
    scene.meddle(&mut rng);
    scene.stack.sim.run(SignedDuration::from_mins(END_MIN));
    // Send all chunks again, whether they were processed or reached the dead-letter queue.
    let users = lock(&scene.stack.model).users.clone();
    let is_done = scene.is_done();
    scene.send_chunks();
    scene.stack.sim.run(SignedDuration::from_mins(END_MIN + 60));
    if is_done && users != lock(&scene.stack.model).users {
        lock(&scene.stack.model).break_law("what was delivered again changed something".to_owned());
    }
    scene.check();
    if lock(&scene.stack.model).broken.is_empty() {
        scene.take_back();
    }
    let model = lock(&scene.stack.model);
    if !model.broken.is_empty() {
        let laws = model.broken.iter().map(|broken| broken.0.clone()).collect();
        return Err(Box::new(Violation { seed, laws, trace: scene.stack.sim.traced() }));
    }
    Ok(Report {
        rows: scene.rows.len() as u64,
        chunks: scene.index.chunks.len() as u64,
        injected: Injected { kills: scene.stack.sim.kills(), ..model.injected },
        digest: scene.stack.sim.digest(),
        ..Report::default()
    })
}

impl Scene {
    /// Creates users, most of whom belong to the feed, and an import in which all of them are absent.
    fn new(beginning: Beginning, rng: &mut Rng) -> Self {
        let Beginning { stack, begin, users, .. } = beginning;
        let config = FeedConfig::in_language(Language::default());
        let mut feed = FeedName::parse("hr").map(|name| Feed::new(name, config.clone(), begin));
        let id = feed.as_ref().map(Feed::id);
        let mut before = BTreeMap::new();
        for mut user in users.into_values() {
            user.feed = id.clone().filter(|_| rng.chance(0.9));
            user.disabled_by_feed = !user.enabled && rng.chance(0.5);
            before.insert(user.address.clone(), user);
        }
        let mut options = Options::of_layout(LayoutName::Enrolment);
        options.update_existing = true;
        let new = NewImport {
            import_id: ImportId::from("absent"),
            source: Source::Portal,
            started_by: "system".to_owned(),
            started_by_address: before.keys().next().filter(|_| rng.chance(0.3)).cloned(),
            language: Language::default(),
            file: File::new("roster.csv".to_owned(), 0, "uploads/absent.csv".to_owned()),
            options,
        };
        let mut import = Import::new(new, begin).with_feed(id.map(|id| FeedFile::new(id, &config)));
        if let Some(feed) = &mut feed {
            feed.take(import.id());
        }
        let rows = plan(&import, before.values(), &lock(&stack.model));
        let (mut bytes, mut index, mut planned) = (Vec::new(), PlanIndex::default(), Summary::default());
        let mut left = rows.as_slice();
        while !left.is_empty() {
            let (chunk, rest) = left.split_at(left.len().min(1 + rng.below(8)));
            left = rest;
            let offset = bytes.len() as u64;
            let mut counts = Summary::default();
            for row in chunk {
                counts.count(row);
                bytes.extend(serde_json::to_vec(row).unwrap_or_default());
                bytes.push(b'\n');
            }
            planned.add(&counts);
            index.chunks.push(ChunkSpan { offset, length: bytes.len() as u64 - offset, planned: counts });
        }
        // Declare one chunk more than there are, so that the import stays open: closing is not tested here.
        let shape = PlanShape { chunks: index.chunks.len() as u32 + 1, planned, ..PlanShape::default() };
        import.finish_attempt(ATTEMPT, shape, ProblemCounts::default());
        let is_confirmed = rng.chance(0.5);
        let mut moves = vec![import.transition(ImportStatus::Validating, begin)];
        if is_confirmed {
            moves.push(import.transition(ImportStatus::AwaitingConfirmation, begin));
            moves.push(import.confirm("person", true, begin));
        } else {
            moves.push(import.transition(ImportStatus::Importing, begin));
        }
        let mut model = lock(&stack.model);
        if moves.iter().any(Result::is_err) {
            model.break_law("the import cannot be applied".to_owned());
        }
        model.results.insert(keys::plan(import.id(), ATTEMPT), Bytes::from(bytes));
        model.imports.insert(import.id().clone(), import.clone());
        model.users.clone_from(&before);
        model.feeds.extend(feed.map(|feed| (feed.name().clone(), feed)));
        drop(model);
        Self { stack, import, rows, index, before, meddled: BTreeMap::new() }
    }

    fn send_chunks(&self) {
        let mut model = lock(&self.stack.model);
        for message in self.index.messages(self.import.id(), |_| true) {
            self.stack.enqueue(&mut model, &Message::Chunk(message));
        }
    }

    /// Makes others change users within the first two seconds, when most chunks are applied, or within the first twenty minutes.
    fn meddle(&mut self, rng: &mut Rng) {
        let addresses: Vec<&String> = self.before.keys().collect();
        for number in 0..rng.below(12) {
            let Some(address) = addresses.get(rng.below(addresses.len().max(1))) else { return };
            let kind = *rng.pick(&[
                Meddling::Edited,
                Meddling::Edited,
                Meddling::Disabled,
                Meddling::Enabled,
                Meddling::Erased,
                Meddling::Replaced,
            ]);
            self.meddled.entry((*address).clone()).or_default().push(kind);
            let latest_us = if rng.chance(0.7) { 2_000_000 } else { STORMY_MIN * 30_000_000 };
            let (stack, address, wait_us) = (self.stack.clone(), (*address).clone(), rng.between(0, latest_us));
            let _detached = self.stack.sim.spawn("person", async move {
                stack.sim.sleep_us(wait_us).await;
                write(&stack, &address, kind, number as u64);
            });
        }
    }

    fn is_done(&self) -> bool {
        let model = lock(&self.stack.model);
        (0..self.index.chunks.len() as u32).all(|chunk| model.chunks.contains_key(&(self.import.id().clone(), chunk)))
    }

    fn check(&self) {
        let mut model = lock(&self.stack.model);
        let mut broken = Vec::new();
        let mut done: BTreeMap<u64, Row> = BTreeMap::new();
        for chunk in 0..self.index.chunks.len() as u32 {
            let Some(record) = model.chunks.get(&(self.import.id().clone(), chunk)) else {
                broken.push(format!("chunk {chunk} is not done"));
                continue;
            };
            let key = keys::chunk_result(self.import.id(), chunk, &record.attempt);
            let rows = read_rows(&model, &key);
            let mut counted = Summary::default();
            for row in &rows {
                counted.count(row);
            }
            if counted != record.summary {
                broken.push(format!("chunk {chunk} counts {:?} and lists {counted:?}", record.summary));
            }
            done.extend(rows.into_iter().map(|row| (row.row, row)));
        }
        if done.keys().copied().ne(self.rows.iter().map(|row| row.row)) {
            broken.push(format!("{} rows are planned, and {} are listed", self.rows.len(), done.len()));
        }
        for planned in &self.rows {
            let Some(row) = done.get(&planned.row) else { continue };
            let address = &planned.person.address;
            let meddled = self.meddled.get(address).map(Vec::as_slice).unwrap_or_default();
            let user = model.users.get(address).filter(|user| Some(&user.user_id) == planned.user_id.as_ref());
            let writes = model.writes.get(&(self.import.id().clone(), address.clone())).copied().unwrap_or_default();
            broken.extend(check_row(planned, row, user, meddled, writes).map(|what| format!("{address}: {what}")));
        }
        for what in broken {
            model.break_law(what);
        }
    }

    /// Completes the import and undoes it.
    fn take_back(&mut self) {
        let now = self.stack.now();
        let undo = {
            let mut model = lock(&self.stack.model);
            let chunks = self.index.chunks.len() as u32;
            let mut summary = Summary::default();
            model.chunks.values().for_each(|chunk| summary.add(&chunk.summary));
            self.import.finish_attempt(ATTEMPT, PlanShape { chunks, ..PlanShape::default() }, ProblemCounts::default());
            if self.import.complete(summary, 0, now).is_err() {
                model.break_law("the import cannot be completed".to_owned());
            }
            self.import.close();
            for feed in model.feeds.values_mut() {
                feed.forget(self.import.id());
                feed.complete(newest_file(&self.import, now));
            }
            let new = NewUndo {
                import_id: ImportId::from("undo"),
                started_by: "person".to_owned(),
                started_by_address: None,
                language: Language::default(),
                confirm: false,
            };
            let undo = Import::undo_of(&self.import, new, now);
            model.imports.insert(self.import.id().clone(), self.import.clone());
            model.imports.insert(undo.id().clone(), undo.clone());
            let import_id = undo.id().clone();
            self.stack.enqueue(&mut model, &Message::Resume(ResumeMessage { import_id }));
            undo
        };
        let written: BTreeSet<String> = {
            let model = lock(&self.stack.model);
            let is_own = |user: &&User| user.history.iter().any(|entry| entry.import_id == *self.import.id());
            model.users.values().filter(is_own).map(|user| user.address.clone()).collect()
        };
        let left = lock(&self.stack.model).users.clone();
        self.stack.schedule(SignedDuration::from_mins(3 * END_MIN - 60));
        self.stack.sim.run(SignedDuration::from_mins(2 * END_MIN + 60));
        retry(&self.stack, undo.id());
        self.stack.sim.run(SignedDuration::from_mins(3 * END_MIN));
        let mut model = lock(&self.stack.model);
        let mut broken = Vec::new();
        let stored = model.imports.get(undo.id()).map(|undo| (undo.status(), undo.summary()));
        let Some((ImportStatus::Completed, undid)) = stored else {
            return model.break_law(format!("the undo is {stored:?}"));
        };
        if undid.updated + undid.skipped + undid.removed != self.import.summary().disabled {
            broken.push(format!("the undo of {:?} counts {undid:?}", self.import.summary()));
        }
        for (address, was) in &left {
            let Some(is) = model.users.get(address) else { continue };
            let is_meddled = self.meddled.contains_key(address);
            if written.contains(address) && !is_meddled {
                if self.before.get(address).map(plain) != Some(plain(is)) {
                    broken.push(format!("{address} is {is:?} after the undo"));
                }
            } else if !written.contains(address) && was != is {
                broken.push(format!("{address} was {was:?} and is {is:?} after an undo that is not theirs"));
            } else if was.enabled && !is.enabled {
                broken.push(format!("{address} is disabled by an undo"));
            }
        }
        for what in broken {
            model.break_law(what);
        }
    }
}

/// Returns what the feed records of the completed import. Its roster is not read.
fn newest_file(import: &Import, now: Timestamp) -> NewestFile {
    NewestFile {
        import_id: import.id().clone(),
        order: FeedOrder { at: now, key: String::new(), version: String::new() },
        sha256: String::new(),
        completed_at: now,
        roster: String::new(),
        users: 0,
    }
}

fn plan<'u>(import: &Import, users: impl Iterator<Item = &'u User>, model: &Model) -> Vec<Row> {
    struct Names<'m>(&'m Model);
    impl rollcall_domain::plan::CatalogLookup for Names<'_> {
        fn company(&self, id: &rollcall_domain::ids::CompanyId) -> Option<&rollcall_domain::catalog::CompanyCatalog> {
            self.0.companies.get(id).map(AsRef::as_ref)
        }
    }
    let context = PlanContext {
        import_id: import.id(),
        options: import.options(),
        started_by_address: import.started_by_address(),
        feed: import.feed().map(|file| &file.id),
        now: import.created_at(),
    };
    let row = |(number, user): (u64, &User)| {
        let entry = RosterEntry { user_id: user.user_id.clone(), missing: 1, is_due: false };
        plan_missing(number, &entry, Some(user), &context, &Names(model))
    };
    (FIRST_NUMBER..).zip(users).filter_map(row).collect()
}

pub(super) fn read_rows(model: &Model, key: &str) -> Vec<Row> {
    let bytes = model.results.get(key).cloned().unwrap_or_default();
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}

fn check_row(planned: &Row, row: &Row, user: Option<&User>, meddled: &[Meddling], writes: u32) -> Option<String> {
    let own = user.map(|user| {
        user.history.iter().filter(|entry| entry.row == planned.row && entry.import_id.as_str() == "absent")
    });
    let own = own.map(Iterator::count);
    let is_disabled = row.outcome == Outcome::Disabled;
    if writes > 1 {
        return Some(format!("written {writes} times"));
    }
    if !row.is_missing() || row.reason.is_none() {
        return Some(format!("{row:?} is not a row of an absent person"));
    }
    if let Some(own) = own
        && own != usize::from(is_disabled)
    {
        return Some(format!("{:?} for a user whom the import wrote {own} times", row.outcome));
    }
    if is_disabled && writes == 0 {
        return Some("reported as disabled and never written".to_owned());
    }
    if row.reason == Some(Reason::Gone) && user.is_some() {
        return Some("reported as gone".to_owned());
    }
    // Edits alone do not prevent a row from having its planned outcome.
    if meddled.iter().all(|kind| *kind == Meddling::Edited) {
        if (row.outcome, row.reason, &row.changes) != (planned.outcome, planned.reason, &planned.changes) {
            return Some(format!("planned as {planned:?}, and is {row:?}"));
        }
        let is_left = user.is_some_and(|user| !user.enabled && user.feed.is_none() && user.disabled_by_feed);
        if is_disabled && !is_left {
            return Some(format!("is {user:?} after the row"));
        }
        let is_edited = user.is_some_and(|user| user.values.get(Field::JobRole) == Some("Edited"));
        if !meddled.is_empty() && !is_edited {
            return Some("has lost what another import wrote".to_owned());
        }
    }
    None
}

fn write(stack: &Stack, address: &str, kind: Meddling, number: u64) {
    let now = stack.now();
    let mut model = lock(&stack.model);
    let Some(user) = model.users.get_mut(address) else { return };
    user.version += 1;
    user.remember(HistoryEntry {
        import_id: ImportId::from("meanwhile"),
        row: number,
        outcome: Outcome::Updated,
        assigned: Vec::new(),
        invited: false,
        never_invited: false,
        changes: None,
        released: None,
        was_disabled_by_feed: false,
        undo: None,
        unknown: Unknown::new(),
    });
    match kind {
        Meddling::Edited => user.values.set(Field::JobRole, "Edited"),
        Meddling::Disabled | Meddling::Enabled => {
            let enabled = kind == Meddling::Enabled;
            user.disabled_by_feed = user.disabled_by_feed && user.enabled == enabled;
            user.enabled = enabled;
        }
        Meddling::Erased => {
            let user = user.clone();
            model.erase(&user, now);
        }
        Meddling::Replaced => {
            let user_id = UserId::from_seeds(2_000, &[b"new", address.as_bytes()]);
            let other =
                User { user_id, history: Vec::new(), version: 1, feed: None, disabled_by_feed: false, ..user.clone() };
            let user = user.clone();
            model.erase(&user, now);
            model.create(&other, now);
        }
    }
}

/// Retries an undo that failed because of too many faults, as a person would.
fn retry(stack: &Stack, undo: &ImportId) {
    let (person, undo) = (stack.clone(), undo.clone());
    let _detached = stack.sim.spawn("retry", async move {
        let retry = move |stack: Stack| {
            let undo = undo.clone();
            async move { Ok(Box::pin(review::retry(&stack, &undo)).await?) }
        };
        person.request("review", retry).await;
    });
}

/// Returns a user without the members that every write changes.
fn plain(user: &User) -> User {
    User { version: 0, history: Vec::new(), updated_at: user.created_at, ..user.clone() }
}
