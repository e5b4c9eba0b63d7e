//! Whole imports: a random initial table, file and options, from the upload to the last result file. Laws: the result of a file is a pure
//! function of the initial table, the file and the options (`expected`), whatever is killed, repeated, late or refused on the way. Nothing
//! is written before the whole file is accepted. No import writes a user twice. Counts, lists and files agree. Delivering everything again
//! changes nothing.

mod expected;
pub mod feeds;
mod file;
mod laws;
pub mod missing;
mod old;
mod people;
pub mod undo;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    import::{OnRowErrors, Options, Source},
    layout::LayoutName,
    user::User,
};

use crate::{
    Faults, Injected, Violation,
    executor::lock,
    rng::Rng,
    stack::{Settings, Stack},
    upgrade::Upgrade,
};
use file::{Sheet, Taste};
use old::{Firm, Known};
use people::{Decision, Job, Seen};

const STORMY_MIN: i64 = 40;
/// Minutes after which everything has ended, even with all restarts and their growing pauses, and with a resume message that is invisible
/// for an hour and a half.
const END_MIN: i64 = STORMY_MIN + 300;
/// Like [`END_MIN`], if a preview is left to expire, which takes a day from its last step.
const EXPIRED_MIN: i64 = END_MIN + 25 * 60;
/// Minutes for which the users of some imports cannot be written: longer than an import may go without progress.
const STUCK_MIN: i64 = 200;

/// Statistics of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Rows that were validated; in `undo`, the rows of the undos; in `missing`, the planned rows.
    pub rows: u64,
    /// Completed chunks; in `missing`, the planned ones.
    pub chunks: u64,
    /// Imports by final status; in `undo`, only the undos; in `feeds`, superseded files are counted as `superseded`.
    pub ended: BTreeMap<&'static str, u64>,
    /// E-mails that the mail service accepted.
    pub mails: u64,
    /// Retries requested by a person.
    pub retries: u64,
    pub injected: Injected,
    /// A number that is the same for every run with the same seed.
    pub digest: u64,
}

pub(crate) struct World {
    firms: Vec<Firm>,
    old: BTreeMap<String, Known>,
    jobs: Vec<Job>,
}

/// The kinds of imports that a seed generates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// All kinds.
    Any,
    /// One confirmed import with repeated messages and slow calls, while its users and the catalog change, so that two workers on the same
    /// chunk see different states.
    Contested,
}

/// A seed's stack before its first import, with a catalog and users.
struct Beginning {
    stack: Stack,
    begin: Timestamp,
    firms: Vec<Firm>,
    /// The number of addresses from which the initial users are drawn.
    pool: usize,
    users: BTreeMap<usize, User>,
}

impl Beginning {
    fn new(seed: u64, rng: &mut Rng, faults: Faults, is_traced: bool) -> Self {
        let settings = Settings {
            faults,
            calm_from: Timestamp::default(),
            mails_per_second: 14.0,
            chunk_rows: *rng.pick(&[1, 2, 3, 5, 8, 500]),
            upgrade: None,
            workers: [1 + rng.below(8), 3, 5, 2],
        };
        let mut stack = Stack::new(seed, settings.clone(), is_traced);
        let begin = stack.sim.now();
        stack.settings = Arc::new(Settings {
            calm_from: begin + SignedDuration::from_mins(STORMY_MIN),
            upgrade: Upgrade::of_seed(seed, begin),
            ..settings
        });
        let firms = old::firms(rng);
        let pool = 5 + rng.below(60);
        let users = old::users(rng, &firms, pool, begin);
        {
            let mut model = lock(&stack.model);
            for firm in &firms {
                model.companies.insert(firm.id(), firm.catalog(None, None));
            }
            for user in users.values() {
                model.by_id.insert(user.user_id.clone(), user.address.clone());
                model.users.insert(user.address.clone(), user.clone());
            }
        }
        Self { stack, begin, firms, pool, users }
    }
}

/// Runs a seed, and repeats the run with a trace if a law was broken.
///
/// # Errors
///
/// The laws that were broken.
pub fn run(seed: u64, scene: Scene) -> Result<Report, Box<Violation>> {
    once(seed, scene, false).or_else(|_| once(seed, scene, true))
}

fn once(seed: u64, scene: Scene, is_traced: bool) -> Result<Report, Box<Violation>> {
    let mut rng = Rng::new(seed, 4);
    let drawn = Faults::of_seed(&mut rng);
    let faults = match scene {
        Scene::Any => drawn,
        Scene::Contested => Faults { twice: 0.7, slow: 0.02, kill: 0.002, ..drawn },
    };
    let Beginning { stack, begin, firms, pool, users } = Beginning::new(seed, &mut rng, faults, is_traced);
    let jobs = match scene {
        Scene::Any => jobs(&mut rng, &firms, pool),
        Scene::Contested => vec![contested(&mut rng, &firms, pool)],
    };
    let end_min = if jobs.iter().any(|job| job.decision == Decision::Wait) { EXPIRED_MIN } else { END_MIN };
    {
        let mut model = lock(&stack.model);
        let held_up = jobs.iter().find(|job| job.is_stuck);
        model.stuck = held_up.map(|job| (job.key(), begin + SignedDuration::from_mins(STUCK_MIN)));
    }
    let old = users.values().map(|user| (user.address.clone(), Known::of(user, 0))).collect();
    let world = World { firms, old, jobs };
    stack.schedule(SignedDuration::from_mins(end_min + 60));
    let notes: Vec<Arc<Mutex<Seen>>> =
        world.jobs.iter().map(|job| people::carry_out(&stack, &world.firms, job)).collect();
    stack.sim.run(SignedDuration::from_mins(end_min));
    laws::check(&stack, &world, &notes);
    if lock(&stack.model).broken.is_empty() {
        laws::deliver_again(&stack, &notes, SignedDuration::from_mins(end_min + 50));
    }

    let model = lock(&stack.model);
    if !model.broken.is_empty() {
        let laws = model.broken.iter().map(|broken| broken.0.clone()).collect();
        return Err(Box::new(Violation { seed, laws, trace: stack.sim.traced() }));
    }
    let mut report = Report {
        chunks: model.chunks.len() as u64,
        mails: model.post.mails.len() as u64,
        injected: Injected { kills: stack.sim.kills(), ..model.injected },
        digest: stack.sim.digest(),
        ..Report::default()
    };
    for import in model.imports.values() {
        *report.ended.entry(import.status().as_str()).or_default() += 1;
        report.rows += import.progress().rows_validated;
    }
    report.retries = notes.iter().map(|noted| lock(noted).retries).sum();
    Ok(report)
}

fn jobs(rng: &mut Rng, firms: &[Firm], pool: usize) -> Vec<Job> {
    let count = if rng.chance(0.25) { 2 } else { 1 };
    (0..count).map(|_| job(rng, firms, pool, count)).collect()
}

fn contested(rng: &mut Rng, firms: &[Firm], pool: usize) -> Job {
    let taste = Taste {
        layout: LayoutName::Enrolment,
        rows: 10 + rng.below(60),
        pool: pool * 6,
        broken: 0.0,
        has_unmatched: false,
    };
    let job = job(rng, firms, pool, 1);
    Job {
        sheet: file::sheet(rng, firms, taste),
        source: Source::Portal,
        options: Options { layout: LayoutName::Enrolment, confirm: true, ..job.options },
        decision: Decision::Confirm,
        edits: Vec::new(),
        changes_catalog: false,
        meddles_later: true,
        cancels_after_s: None,
        corrections: 0,
        is_stuck: false,
        ..job
    }
}

fn job(rng: &mut Rng, firms: &[Firm], pool: usize, count: usize) -> Job {
    // In `learners`, whether the file is rejected depends on the existing users, so the result of two concurrent imports would not be a
    // function of the files.
    let layout = if count == 1 && rng.chance(0.25) { LayoutName::Learners } else { LayoutName::Enrolment };
    let many = if layout == LayoutName::Enrolment && rng.chance(0.05) { 400 } else { 70 };
    let taste = Taste {
        layout,
        rows: rng.below(many),
        pool: if rng.chance(0.3) { pool } else { pool * 6 },
        broken: if rng.chance(0.5) { 0.0 } else { 0.06 },
        has_unmatched: rng.chance(0.05),
    };
    let sheet: Sheet = file::sheet(rng, firms, taste);
    let source = if rng.chance(0.3) { Source::Drop } else { Source::Portal };
    let options = Options {
        layout,
        update_existing: layout == LayoutName::Enrolment && rng.chance(0.6),
        send_invitations: rng.chance(0.5),
        on_row_errors: if rng.chance(0.6) { OnRowErrors::Skip } else { OnRowErrors::Reject },
        confirm: source == Source::Portal && rng.chance(0.4),
        encoding: rng.chance(0.2).then(|| "utf-8".to_owned()),
        dry_run: false,
    };
    let decision = match rng.below(40) {
        0 => Decision::Wait,
        1..6 => Decision::Cancel,
        6..14 => Decision::Race,
        _ => Decision::Confirm,
    };
    let starter = (count == 1 && source == Source::Portal && rng.chance(0.4)).then(|| old::address(rng.below(pool)));
    // A corrected file is planned again, so earlier changes would be part of the initial table.
    let corrections = if count == 1 && options.confirm && rng.chance(0.4) { 1 + rng.below(3) as u32 } else { 0 };
    let may_meddle = count == 1 && corrections == 0;
    let edits = if may_meddle { (0..rng.below(4)).map(|_| rng.below(pool)).collect() } else { Vec::new() };
    Job {
        is_stuck: count == 1 && rng.chance(0.04),
        meddles_later: may_meddle && rng.chance(0.3),
        sheet,
        source,
        options,
        starter,
        decision,
        edits,
        changes_catalog: may_meddle && rng.chance(0.3),
        corrections,
        cancels_after_s: rng.chance(0.1).then(|| rng.between(1, 90)),
        begins_after_s: rng.between(1, 60),
        number: rng.next(),
    }
}
