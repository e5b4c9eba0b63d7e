//! A feed's files, night after night: delivered late, repeatedly and out of order, while people confirm, cancel, retry and undo. Laws:
//! files are written one at a time, in chronological order, and the newest one is never lost. The table, the counts and the roster follow
//! from the files that were completed. No one who is in the file or outside the feed is disabled as absent. Delivering everything again
//! changes nothing.

mod expected;
mod laws;
mod people;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    feed::{Brake, Feed, FeedConfig, FeedId, FeedName, Missing},
    flow::ObjectCreated,
    ids::UserId,
    import::{Import, ObjectVersion, OnRowErrors, Options},
    layout::LayoutName,
    plan::KeyedHasher,
    problem::Language,
    user::User,
};

use self::expected::{Member, State};
use super::{
    Beginning, END_MIN, Report,
    expected::{Reading, read},
    file::{Entry, Person, Sheet, Taste, person},
    old::{Firm, address},
};
use crate::{
    Faults, Injected, Violation,
    executor::lock,
    model::{Model, Upload},
    rng::Rng,
    stack::Stack,
};

/// Name of a feed that receives no files.
const OTHER: &str = "sales";
/// Creation time of a deleted feed with the same name.
pub(super) const DELETED: Timestamp = Timestamp::UNIX_EPOCH;

/// One file of the feed.
#[derive(Debug, Clone)]
struct Delivery {
    sheet: Sheet,
    bytes: Vec<u8>,
    reading: Reading,
    object: ObjectCreated,
    /// Seconds from the creation of the object to each delivery of its event.
    delays_s: Vec<i64>,
}

impl Delivery {
    fn find<'m>(&self, model: &'m Model) -> Option<&'m Import> {
        model.imports.values().find(|import| import.file().key == self.object.key)
    }
}

/// What people do during the run.
#[derive(Debug, Clone, Copy)]
struct Habits {
    /// Whether no one decides on files that wait at the brake.
    leaves_held: bool,
    /// Whether imports are cancelled at random.
    cancels: bool,
    /// Seconds after which the newest completed file is undone.
    undoes_after_s: Option<i64>,
    /// Whether the undo must be confirmed.
    confirms_undo: bool,
}

struct Scene {
    firms: Vec<Firm>,
    name: FeedName,
    config: FeedConfig,
    options: Options,
    files: Vec<Delivery>,
    users: Vec<User>,
    old: State,
    habits: Habits,
}

/// Statistics of a run.
#[derive(Debug, Clone, Default)]
pub struct FeedReport {
    /// The statistics common to all import simulations.
    pub report: Report,
    /// People who were disabled because they were absent.
    pub disabled: u64,
    /// Files that waited at the brake.
    pub held: u64,
    /// Completed undos.
    pub undone: u64,
    /// 1 if the users and rosters were not a function of the completed files, and were therefore not compared; otherwise 0.
    pub partial: u64,
}

/// Runs a seed, and repeats the run with a trace if a law was broken.
///
/// # Errors
///
/// The laws that were broken.
pub fn run(seed: u64) -> Result<FeedReport, Box<Violation>> {
    once(seed, false).or_else(|_| once(seed, true))
}

fn once(seed: u64, is_traced: bool) -> Result<FeedReport, Box<Violation>> {
    let mut rng = Rng::new(seed, 11);
    let faults = Faults::of_seed(&mut rng);
    let Beginning { stack, begin, firms, pool, users } = Beginning::new(seed, &mut rng, faults, is_traced);
    let scene = scene(&mut rng, begin, firms, pool, users.into_values().collect());
    prepare(&stack, &scene, begin);
    stack.schedule(SignedDuration::from_mins(2 * END_MIN + 60));
    scene.files.iter().for_each(|file| people::deliver(&stack, begin, file));
    people::look_after(&stack, &scene.name, scene.habits);
    stack.sim.run(SignedDuration::from_mins(2 * END_MIN));
    let is_partial = laws::check(&stack, &scene);
    if lock(&stack.model).broken.is_empty() {
        let objects: Vec<ObjectCreated> = scene.files.iter().map(|file| file.object.clone()).collect();
        super::laws::deliver_all_again(&stack, &objects, SignedDuration::from_mins(2 * END_MIN + 50));
    }
    let model = lock(&stack.model);
    if !model.broken.is_empty() {
        let laws = model.broken.iter().map(|broken| broken.0.clone()).collect();
        return Err(Box::new(Violation { seed, laws, trace: stack.sim.traced() }));
    }
    let mut report = Report {
        chunks: model.chunks.len() as u64,
        injected: Injected { kills: stack.sim.kills(), ..model.injected },
        digest: stack.sim.digest(),
        ..Report::default()
    };
    for import in model.imports.values() {
        let is_superseded = import.feed().is_some_and(|file| file.superseded_by.is_some());
        let end = if is_superseded { "superseded" } else { import.status().as_str() };
        *report.ended.entry(end).or_default() += 1;
        report.rows += import.progress().rows_validated;
    }
    let is_held = |import: &&Import| import.feed().is_some_and(|file| !file.held.is_empty());
    let is_undone = |import: &&Import| import.undoes().is_some() && model.completed.contains(import.id());
    Ok(FeedReport {
        report,
        disabled: model.disabled.len() as u64,
        held: model.imports.values().filter(is_held).count() as u64,
        undone: model.imports.values().filter(is_undone).count() as u64,
        partial: u64::from(is_partial),
    })
}

fn scene(rng: &mut Rng, begin: Timestamp, firms: Vec<Firm>, pool: usize, users: Vec<User>) -> Scene {
    let name = feed_name("hr");
    let brake = Brake {
        create_percent: *rng.pick(&[20, 50, 100]),
        update_percent: *rng.pick(&[20, 50, 100]),
        disable_percent: *rng.pick(&[10, 30, 100]),
        failed_percent: *rng.pick(&[10, 20, 100]),
        unreadable_rows: *rng.pick(&[0, 0, 2, 100]),
        min_users: *rng.pick(&[0, 3, 20]),
    };
    let config = FeedConfig {
        update_existing: rng.chance(0.9),
        on_row_errors: if rng.chance(0.85) { OnRowErrors::Skip } else { OnRowErrors::Reject },
        missing: if rng.chance(0.75) { Missing::Disable } else { Missing::Keep },
        missing_after: 1 + rng.below(3) as u32,
        brake: rng.chance(0.5).then_some(brake),
        ..FeedConfig::in_language(Language::English)
    };
    let options = Options {
        update_existing: config.update_existing,
        on_row_errors: config.on_row_errors,
        ..Options::of_layout(LayoutName::Enrolment)
    };
    let habits = Habits {
        leaves_held: rng.chance(0.2),
        cancels: rng.chance(0.2),
        undoes_after_s: rng.chance(0.25).then(|| rng.between(300, 9_000)),
        confirms_undo: rng.chance(0.4),
    };
    let users: Vec<User> = users.into_iter().map(|user| of_feed(rng, user, &name, begin)).collect();
    let people = users.iter().map(|user| (user.address.clone(), Member::of(user))).collect();
    let files = files(rng, begin, &firms, pool);
    Scene { firms, name, config, options, files, users, old: State { people, newest: None, previous: None }, habits }
}

fn feed_name(name: &str) -> FeedName {
    FeedName::parse(name).unwrap_or_else(|| unreachable!("{name} is the name of a feed"))
}

/// Makes an initial user a member of this feed, of another one, of a deleted one with the same name, or of none.
fn of_feed(rng: &mut Rng, user: User, name: &FeedName, begin: Timestamp) -> User {
    let feed = match rng.below(10) {
        0 => Some(FeedId { name: feed_name(OTHER), created_at: begin }),
        1 | 2 => Some(FeedId { name: name.clone(), created_at: begin }),
        3 => Some(FeedId { name: name.clone(), created_at: DELETED }),
        _ => None,
    };
    let disabled_by_feed = !user.enabled && rng.chance(0.4);
    let key = KeyedHasher::new([7; 16]).user_key(&user.address);
    User { user_id: UserId::from_key(key, rng.next()), feed, disabled_by_feed, ..user }
}

/// Creates the files for several nights. Most people in a file are in the previous one, too.
fn files(rng: &mut Rng, begin: Timestamp, firms: &[Firm], pool: usize) -> Vec<Delivery> {
    let pool = pool + rng.below(10);
    let taste = Taste { layout: LayoutName::Enrolment, rows: 0, pool, broken: 0.0, has_unmatched: false };
    let mut staff: BTreeMap<usize, Person> = BTreeMap::new();
    let hire = |rng: &mut Rng, at: usize| {
        let hired = person(rng, firms, &taste, at);
        Person { at, email: address(at), ..hired }
    };
    let (joins, leaves, changes) = (*rng.pick(&[0.05, 0.3]), *rng.pick(&[0.05, 0.3]), 0.1);
    let pause_s = *rng.pick(&[60, 600, 1_800]);
    let mut at_s = rng.between(1, 60);
    let mut files: Vec<Delivery> = Vec::new();
    for number in 0..3 + rng.below(6) {
        for at in 0..pool {
            let share = if number == 0 { 0.6 } else { joins };
            match staff.contains_key(&at) {
                false if rng.chance(share) => _ = staff.insert(at, hire(rng, at)),
                true if rng.chance(leaves) => _ = staff.remove(&at),
                true if rng.chance(changes) => _ = staff.insert(at, hire(rng, at)),
                _ => {}
            }
        }
        let sheet = match files.last() {
            Some(_) if rng.chance(0.12) => rng.pick(&files).sheet.clone(),
            _ => sheet(rng, firms, &taste, &staff),
        };
        files.push(delivery(rng, begin, firms, number, at_s, sheet));
        at_s += rng.between(0, pause_s);
    }
    files
}

fn sheet(rng: &mut Rng, firms: &[Firm], taste: &Taste, staff: &BTreeMap<usize, Person>) -> Sheet {
    let broken = *rng.pick(&[0.0, 0.0, 0.02, 0.1]);
    let mut entries: Vec<Entry> = Vec::new();
    for person_now in staff.values() {
        let is_sound = |entry: &Entry| matches!(entry, Entry::Person(person) if person.defect.is_none());
        match rng.below(40) {
            0 => entries.push(Entry::Blank),
            1 if entries.last().is_some_and(is_sound) => entries.push(Entry::Repetition(entries.len() - 1)),
            _ => {}
        }
        let wrong = Taste { broken, ..*taste };
        let defect = if broken > 0.0 { person(rng, firms, &wrong, 0).defect } else { None };
        entries.push(Entry::Person(Box::new(Person { defect, ..person_now.clone() })));
    }
    if rng.chance(0.08) {
        // As if the transfer had been interrupted.
        entries.truncate(rng.below(entries.len()));
    }
    let is_refused = rng.chance(0.05);
    let mut has_unmatched = false;
    if let Some(Entry::Person(last)) = entries.last_mut()
        && last.defect.is_none()
        && is_refused
    {
        last.courses.push("No such course".to_owned());
        has_unmatched = true;
    }
    Sheet::new(rng, LayoutName::Enrolment, entries, has_unmatched)
}

fn delivery(rng: &mut Rng, begin: Timestamp, firms: &[Firm], number: usize, at_s: i64, sheet: Sheet) -> Delivery {
    let bytes = sheet.bytes(firms);
    let deliveries = if rng.chance(0.3) { 2 } else { 1 };
    let object = ObjectCreated {
        key: format!("drop/feeds/hr/{}-{number}.csv", rng.below(3)),
        size_bytes: bytes.len() as u64,
        version: ObjectVersion { version_id: Some(format!("version-{number}")), sequencer: None, etag: None },
        principal: "person".to_owned(),
        at: begin + SignedDuration::from_secs(at_s),
    };
    let delay = |rng: &mut Rng| if rng.chance(0.5) { rng.between(0, 5) } else { rng.between(0, 900) };
    let delays_s = (0..deliveries).map(|_| delay(rng)).collect();
    Delivery { reading: read(&sheet), sheet, bytes, object, delays_s }
}

/// Stores the feed, its users and its files in the model.
fn prepare(stack: &Stack, scene: &Scene, begin: Timestamp) {
    let mut model = lock(&stack.model);
    model.users.clear();
    model.by_id.clear();
    for user in &scene.users {
        model.by_id.insert(user.user_id.clone(), user.address.clone());
        model.users.insert(user.address.clone(), user.clone());
    }
    for file in &scene.files {
        let Delivery { object, bytes, .. } = file;
        let upload = Upload {
            bytes: bytes.clone().into(),
            metadata: Vec::new(),
            version: object.version.clone(),
            modified_at: object.at,
        };
        model.uploads.insert(object.key.clone(), upload);
    }
    for name in [scene.name.clone(), feed_name(OTHER)] {
        model.feeds.insert(name.clone(), Feed::new(name, scene.config.clone(), begin));
    }
}
