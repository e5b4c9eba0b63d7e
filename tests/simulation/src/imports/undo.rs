//! An import and its undo, with writes by others between them and during the undo. Laws: users whom no one else changed are as they were
//! before the import. What others wrote is retained. Each row of the import has one outcome, and counts and lists agree. No one is removed
//! twice, and no active user is removed. Delivering everything again changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use jiff::SignedDuration;
use rollcall_domain::{
    flow::{
        self, UndoRequested,
        review::{self, Decided},
    },
    ids::ImportId,
    import::{Import, ImportStatus, NewUndo, OnRowErrors, Options, Source},
    invitation::InvitationState,
    keys::{self, ExportFormat, FileKind},
    layout::{Field, LayoutName},
    problem::Language,
    row::Outcome,
    stores::Environment,
    unknown::Unknown,
    user::{HistoryEntry, User},
};

use super::{
    Beginning, END_MIN, Report, expected,
    file::{self, Taste},
    laws, old,
    people::{self, Decision, Job, Seen},
};
use crate::{Faults, Injected, Violation, executor::lock, model::Model, rng::Rng, stack::Stack};

/// What someone else did to a user between the import and the end of its undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meddling {
    /// Another import changed the job role.
    Edited,
    /// The activation link was used.
    Activated,
    /// The portal reported a sign-in.
    SignedIn,
    /// The user was erased.
    Erased,
}

#[derive(Debug, Default)]
struct Noted {
    /// The last change to each user, by address.
    meddled: BTreeMap<String, Meddling>,
    undo: Option<ImportId>,
    cancelled: BTreeSet<ImportId>,
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
    let mut rng = Rng::new(seed, 9);
    let faults = Faults::of_seed(&mut rng);
    let Beginning { stack, firms, pool, users, .. } = Beginning::new(seed, &mut rng, faults, is_traced);
    let job = job(&mut rng, &firms, pool);
    let before: BTreeMap<String, User> = users.values().map(|user| (user.address.clone(), user.clone())).collect();
    stack.schedule(SignedDuration::from_mins(2 * END_MIN + 60));
    let observed: Arc<Mutex<Seen>> = people::carry_out(&stack, &firms, &job);
    let noted = take_back(&stack, &job, rng.below(10));
    stack.sim.run(SignedDuration::from_mins(2 * END_MIN));
    check(&stack, &job, &before, &lock(&noted));
    if lock(&stack.model).broken.is_empty() {
        laws::deliver_again(&stack, &[observed], SignedDuration::from_mins(2 * END_MIN + 50));
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
    for import in model.imports.values().filter(|import| import.undoes().is_some()) {
        *report.ended.entry(import.status().as_str()).or_default() += 1;
        report.rows += import.summary().rows();
    }
    Ok(report)
}

/// Creates an import that writes as much as possible, so that there is something to undo.
fn job(rng: &mut Rng, firms: &[old::Firm], pool: usize) -> Job {
    let taste = Taste {
        layout: LayoutName::Enrolment,
        rows: 1 + rng.below(70),
        pool: if rng.chance(0.5) { pool } else { pool * 3 },
        broken: if rng.chance(0.7) { 0.0 } else { 0.06 },
        has_unmatched: false,
    };
    Job {
        is_stuck: false,
        meddles_later: false,
        sheet: file::sheet(rng, firms, taste),
        source: if rng.chance(0.3) { Source::Drop } else { Source::Portal },
        options: Options {
            update_existing: rng.chance(0.8),
            send_invitations: rng.chance(0.5),
            on_row_errors: OnRowErrors::Skip,
            ..Options::of_layout(LayoutName::Enrolment)
        },
        starter: None,
        decision: Decision::Confirm,
        edits: Vec::new(),
        corrections: 0,
        changes_catalog: false,
        cancels_after_s: None,
        begins_after_s: rng.between(1, 60),
        number: rng.next(),
    }
}

/// Starts a person who undoes the import, and others who change its users before and during the undo.
fn take_back(stack: &Stack, job: &Job, meddlings: usize) -> Arc<Mutex<Noted>> {
    let noted: Arc<Mutex<Noted>> = Arc::default();
    let (stack, job, shared) = (stack.clone(), job.clone(), Arc::clone(&noted));
    let sim = stack.sim.clone();
    let _detached = sim.spawn("person", async move {
        let Some(import) = completed(&stack, &job).await else { return };
        let people: Vec<String> = expected::read(&job.sheet).rows.into_iter().filter_map(|row| row.address).collect();
        let (early, late) = (meddlings / 2, meddlings - meddlings / 2);
        for _ in 0..early {
            meddle(&stack, &people, &shared);
        }
        let (other, others, many) = (stack.clone(), Arc::clone(&shared), people.clone());
        let _detached = stack.sim.spawn("person", async move {
            for _ in 0..late {
                let wait_us = other.draw(|rng| {
                    let longest_us = if rng.chance(0.5) { 3_000_000 } else { 120_000_000 };
                    rng.between(0, longest_us)
                });
                other.sim.sleep_us(wait_us).await;
                meddle(&other, &many, &others);
            }
        });
        insist(&stack, &import, &shared).await;
    });
    noted
}

async fn completed(stack: &Stack, job: &Job) -> Option<Import> {
    for _ in 0..3_000 {
        let import = job.find(&lock(&stack.model));
        match import {
            Some(import) if import.status() == ImportStatus::Completed => return Some(import),
            Some(import) if import.status().is_ended() && import.status() != ImportStatus::Failed => return None,
            _ => stack.sim.sleep(SignedDuration::from_secs(10)).await,
        }
    }
    None
}

/// Requests the undo until it is completed: confirms it if it waits, perhaps cancels the first one, and repeats requests that fail.
async fn insist(stack: &Stack, import: &Import, noted: &Mutex<Noted>) {
    let (confirm, cancels, repeats) = stack.draw(|rng| (rng.chance(0.6), rng.chance(0.2), rng.chance(0.3)));
    for _ in 0..3_000 {
        let id = import.id().clone();
        let ask = move |stack: Stack| {
            let id = id.clone();
            async move {
                let new = NewUndo {
                    import_id: ImportId::at(stack.now(), stack.random_bits()),
                    started_by: "person".to_owned(),
                    started_by_address: None,
                    language: Language::default(),
                    confirm,
                };
                Ok(Box::pin(flow::undo(&stack, &id, new)).await?)
            }
        };
        let requested = if repeats {
            let both = futures_util::future::join(stack.request("review", ask.clone()), stack.request("review", ask));
            let (one, other) = both.await;
            one.or(other)
        } else {
            stack.request("review", ask).await
        };
        match requested {
            Some(UndoRequested::AlreadyUndone(undo)) => {
                lock(noted).undo = Some(undo);
                return;
            }
            Some(UndoRequested::Accepted(undo)) => {
                lock(noted).undo = Some(undo.clone());
                let is_first = lock(noted).cancelled.is_empty();
                decide(stack, &undo, cancels && is_first, noted).await;
            }
            Some(other) => lock(&stack.model).break_law(format!("the undo of {} returned {other:?}", import.id())),
            None => {}
        }
        stack.sim.sleep(SignedDuration::from_secs(30)).await;
    }
}

async fn decide(stack: &Stack, undo: &ImportId, cancels: bool, noted: &Mutex<Noted>) {
    let status = lock(&stack.model).imports.get(undo).map(Import::status);
    if status != Some(ImportStatus::AwaitingConfirmation) {
        return;
    }
    let id = undo.clone();
    let ask = move |stack: Stack| {
        let id = id.clone();
        async move {
            Ok(if cancels {
                Box::pin(review::cancel(&stack, &id)).await?
            } else {
                Box::pin(review::confirm(&stack, &id, "person", false)).await?
            })
        }
    };
    if let Some(Decided::Accepted(_)) = stack.request("review", ask).await
        && cancels
    {
        lock(noted).cancelled.insert(undo.clone());
    }
}

fn meddle(stack: &Stack, people: &[String], noted: &Mutex<Noted>) {
    let (at, kind, role) = stack.draw(|rng| {
        let kinds = [Meddling::Edited, Meddling::Edited, Meddling::Activated, Meddling::SignedIn, Meddling::Erased];
        (rng.below(people.len().max(1)), *rng.pick(&kinds), rng.next())
    });
    let now = stack.sim.now();
    let mut model = lock(&stack.model);
    let Some(address) = people.get(at) else { return };
    let Some(user) = model.users.get_mut(address) else { return };
    match kind {
        Meddling::Edited => {
            user.version += 1;
            user.values.set(Field::JobRole, format!("Edited {role}"));
            user.remember(HistoryEntry {
                import_id: ImportId::from("meanwhile"),
                row: role,
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
        }
        Meddling::Activated => user.activated = true,
        Meddling::SignedIn => user.signed_in_at = Some(now),
        Meddling::Erased => {
            let user = user.clone();
            if user.written_by().any(|id| model.imports.get(id).is_some_and(|import| import.may_write_users(now))) {
                // The API refuses this request.
                return;
            }
            model.erase(&user, now);
        }
    }
    lock(noted).meddled.insert(address.clone(), kind);
}

fn check(stack: &Stack, job: &Job, before: &BTreeMap<String, User>, noted: &Noted) {
    let mut guard = lock(&stack.model);
    let model = &mut *guard;
    let Some(import) = job.find(model) else { return model.break_law(format!("no import of {}", job.key())) };
    if import.status() != ImportStatus::Completed {
        // The file has no rows, so it was rejected.
        return;
    }
    let undo = noted.undo.as_ref().and_then(|undo| model.imports.get(undo)).cloned();
    let Some(undo) = undo.filter(|undo| undo.status() == ImportStatus::Completed) else {
        return model.break_law(format!("the undo of {} is not completed: {:?}", import.id(), noted.undo));
    };
    let mut broken = check_counts(model, &import, &undo);
    let addresses: BTreeSet<&String> = before.keys().chain(model.users.keys()).collect();
    for address in addresses {
        let (was, is) = (before.get(address), model.users.get(address));
        broken.extend(match noted.meddled.get(address) {
            None => check_untouched(address, was, is),
            Some(meddling) => check_touched(address, *meddling, is),
        });
    }
    for ((_, address), count) in &model.removals {
        if *count > 1 {
            broken.push(format!("{address} was removed {count} times"));
        }
    }
    for what in broken {
        model.break_law(what);
    }
}

/// Checks that every row that wrote a user has one outcome in the undo, and that the lists agree with the counts.
fn check_counts(model: &Model, import: &Import, undo: &Import) -> Vec<String> {
    let (did, undid) = (import.summary(), undo.summary());
    let mut broken = Vec::new();
    if undid.removed + undid.updated + undid.skipped != did.created + did.updated + did.disabled
        || undid.failed + undid.created > 0
    {
        broken.push(format!("the undo of {did:?} counts {undid:?}"));
    }
    if undo.undoes() != Some(import.id()) || import.undone_by() != Some(undo.id()) {
        broken.push(format!("{} and {} do not name each other", import.id(), undo.id()));
    }
    let json = undo
        .results_at()
        .and_then(|at| model.results.get(&keys::export(undo.id(), ExportFormat::Json, FileKind::Csv, at)));
    let json: serde_json::Value = json.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let mut courses = 0;
    for outcome in Outcome::ALL {
        let list = json[outcome.as_str()].as_array().cloned().unwrap_or_default();
        courses += list.iter().filter_map(|row| row["courses_removed"].as_array()).map(Vec::len).sum::<usize>() as u64;
        if list.len() as u64 != undid.of(outcome) {
            broken.push(format!("the undo counts {undid:?} and lists {} {outcome:?}", list.len()));
        }
    }
    if courses != undid.course_assignments_removed {
        broken.push(format!("the undo counts {undid:?} and lists {courses} courses"));
    }
    broken
}

/// Checks a user whom only the import and its undo changed.
fn check_untouched(address: &str, was: Option<&User>, is: Option<&User>) -> Option<String> {
    let (was, is) = match (was, is) {
        (None, None) => return None,
        (Some(was), Some(is)) => (was, is),
        (was, is) => return Some(format!("{address} is {is:?} and was {was:?}")),
    };
    // An invitation that was claimed in the meantime cannot be undone.
    let is_waiting = matches!(is.invitation, InvitationState::None | InvitationState::Held | InvitationState::Queued)
        && is.invited.as_ref().is_none_or(|invited| invited.attempt.is_none());
    let same = |user: &User| User {
        version: 0,
        history: Vec::new(),
        undone_entries_removed: 0,
        updated_at: was.updated_at,
        invitation_serial: 0,
        invitation: if is_waiting { user.invitation } else { InvitationState::None },
        invited: if is_waiting { user.invited.clone() } else { None },
        ..user.clone()
    };
    (same(was) != same(is)).then(|| format!("{address} is {is:?} and was {was:?}"))
}

fn check_touched(address: &str, meddling: Meddling, is: Option<&User>) -> Option<String> {
    let is_kept = match (meddling, is) {
        (Meddling::Erased, is) => is.is_none(),
        (_, None) => false,
        (Meddling::Edited, Some(user)) => {
            user.values.get(Field::JobRole).is_some_and(|role| role.starts_with("Edited"))
        }
        (Meddling::Activated | Meddling::SignedIn, Some(user)) => user.is_active(),
    };
    (!is_kept).then(|| format!("{address} was {meddling:?} and is {is:?}"))
}
