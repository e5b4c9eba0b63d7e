//! The laws for feeds, checked once everything has ended.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_domain::{
    feed::{Feed, NewestFile, RosterEntry, read_entries},
    ids::{ImportId, UserId},
    import::{Import, ImportStatus},
    keys,
    row::{Outcome, Summary},
};

use super::super::missing::read_rows;
use super::{
    Delivery, Scene,
    expected::{Member, Night, Roster, State, Terms, night, present},
};
use crate::{executor::lock, model::Model, stack::Stack};

/// Checks all laws. Returns `true` if the table is not a function of the completed files, as determined by `is_partial`.
pub(super) fn check(stack: &Stack, scene: &Scene) -> bool {
    let mut guard = lock(&stack.model);
    let model = &mut *guard;
    let Some(feed) = model.feeds.get(&scene.name).cloned() else { return false };
    let mut broken = check_rest(model, &feed);
    broken.extend(scene.files.iter().flat_map(|file| check_file(model, scene, file)));
    broken.extend(check_newest_is_kept(model, scene));
    broken.extend(check_people(model, scene));
    let is_partial = is_partial(model);
    if !is_partial {
        broken.extend(check_effects(model, scene, &feed));
    }
    for what in broken {
        model.break_law(what);
    }
    is_partial
}

/// Checks that every import has ended or is awaiting confirmation, and that the feed refers only to the file that waits.
fn check_rest(model: &Model, feed: &Feed) -> Vec<String> {
    let mut broken = Vec::new();
    let held: Vec<&ImportId> = model
        .imports
        .values()
        .filter(|import| import.status() == ImportStatus::AwaitingConfirmation && import.is_feed_file())
        .map(Import::id)
        .collect();
    for import in model.imports.values() {
        let is_held = import.status() == ImportStatus::AwaitingConfirmation;
        if import.is_open() && !is_held {
            broken.push(format!("{} is {:?} and still open: {:?}", import.id(), import.status(), import.feed()));
        }
    }
    if feed.taken_by().is_some() || feed.waiting().is_some() || held.into_iter().ne(feed.held()) {
        let all: Vec<_> = model.imports.values().map(|import| (import.id(), order(import), import.status())).collect();
        broken.push(format!("at rest, the feed is {feed:?}, with {all:?}"));
    }
    broken
}

/// Checks that the import of a file ended as required by its content, its order and people's decisions.
fn check_file(model: &Model, scene: &Scene, file: &Delivery) -> Vec<String> {
    let Some(import) = file.find(model) else { return vec![format!("no import of {}", file.object.key)] };
    let (id, mut broken) = (import.id(), Vec::new());
    let Some(terms) = import.feed() else { return vec![format!("{id} is not part of a feed")] };
    let newer = |other: &ImportId| model.imports.get(other).is_some_and(|other| order(other) > order(import));
    let is_overtaken = model.completed.iter().any(newer);
    let has_written = model.writes.keys().any(|(writer, _)| writer == id);
    match import.status() {
        ImportStatus::Completed | ImportStatus::AwaitingConfirmation if is_refused(scene, file) => {
            broken.push(format!("{id} is {:?}, and has to be rejected", import.status()));
        }
        ImportStatus::Rejected if !is_refused(scene, file) && !is_overtaken => {
            broken.push(format!("{id} is rejected without a reason: {:?}", import.problems()));
        }
        ImportStatus::Cancelled => {
            let by = terms.superseded_by.as_ref();
            if !by.map_or(model.cancelled.contains(id), newer) {
                broken.push(format!("{id} is cancelled without a reason, superseded by {by:?}"));
            }
            let by = by.and_then(|by| model.imports.get(by));
            if !terms.held.is_empty() && by.is_some_and(|by| by.status() == ImportStatus::Rejected) {
                broken.push(format!("{id} waited at the brake, and was superseded by a file that was rejected"));
            }
        }
        _ => {}
    }
    let may_write = matches!(import.status(), ImportStatus::Completed | ImportStatus::Failed);
    if has_written && !may_write {
        broken.push(format!("{id} is {:?} and has written", import.status()));
    }
    if model.imports.values().filter(|other| other.file().key == file.object.key).count() > 1 {
        broken.push(format!("{} has several imports", file.object.key));
    }
    broken
}

/// Returns `true` if the file is rejected because of its content, regardless of the users.
fn is_refused(scene: &Scene, file: &Delivery) -> bool {
    let failed = file.reading.rows.iter().filter(|row| row.is_wrong).count() as u64;
    super::super::expected::is_refused(&file.sheet, failed, file.reading.rows.len(), &scene.options)
}

fn order(import: &Import) -> Option<(jiff::Timestamp, &str)> {
    import.feed()?.order.as_ref().map(|order| (order.at, order.key.as_str()))
}

/// Checks that the newest file is completed, unless it was rejected for its content, waits, failed, or was cancelled by a person.
fn check_newest_is_kept(model: &Model, scene: &Scene) -> Option<String> {
    let newest = scene.files.iter().max_by_key(|file| (file.object.at, file.object.key.as_str()))?;
    let import = newest.find(model)?;
    let is_ended = match import.status() {
        ImportStatus::Completed | ImportStatus::AwaitingConfirmation | ImportStatus::Failed => true,
        ImportStatus::Rejected => is_refused(scene, newest),
        ImportStatus::Cancelled => model.cancelled.contains(import.id()),
        _ => false,
    };
    (!is_ended).then(|| format!("the newest file {} is {:?}: {:?}", import.id(), import.status(), import.feed()))
}

/// Checks what must be true for each person, whatever failed: no one in the file is disabled as absent, members of another feed are
/// unchanged, and no row is written twice.
fn check_people(model: &Model, scene: &Scene) -> Vec<String> {
    let mut broken = Vec::new();
    for (id, address) in &model.disabled {
        let file = scene.files.iter().find(|file| file.find(model).is_some_and(|import| import.id() == id));
        if file.is_none_or(|file| present(&file.reading).contains(address.as_str())) {
            broken.push(format!("{id} disabled {address}, who is in its file"));
        }
    }
    for (address, old) in &scene.old.people {
        let is_other = old.feed.as_ref().is_some_and(|feed| *feed != scene.name);
        let is = model.users.get(address).map(Member::of);
        if is_other && is.as_ref() != Some(old) {
            broken.push(format!("{address} is of another feed, was {old:?} and is {is:?}"));
        }
    }
    for (address, user) in &model.users {
        let rows: BTreeSet<_> = user.history.iter().map(|entry| (&entry.import_id, entry.row)).collect();
        if rows.len() < user.history.len() {
            broken.push(format!("{address} has a row twice in its history: {:?}", user.history));
        }
    }
    let twice: Vec<_> = model.writes.iter().filter(|(_, times)| **times > 1).collect();
    if !twice.is_empty() {
        broken.push(format!("written twice: {twice:?}"));
    }
    broken
}

/// Returns `true` if users and rosters are not a function of the completed files: an import wrote rows but was never completed, or was
/// completed only after another one had been completed in the meantime; or a file was confirmed and an import was undone.
fn is_partial(model: &Model) -> bool {
    let is_undone = model.completed.iter().any(|id| model.imports.get(id).is_some_and(|it| it.undoes().is_some()));
    let wrote = |id: &ImportId| model.writes.keys().any(|(writer, _)| writer == id);
    let ends: Vec<_> = model.completed.iter().filter_map(|id| model.imports.get(id)?.finished_at()).collect();
    model.imports.values().any(|import| {
        let is_confirmed = import.is_feed_file() && import.confirmation().is_some();
        let (begin, end) = (model.importing_since.get(import.id()), import.finished_at());
        let is_interrupted = ends.iter().any(|at| begin.is_some_and(|begin| begin < at) && Some(*at) < end);
        let is_unfinished = import.status() != ImportStatus::Completed || is_interrupted;
        (is_unfinished && wrote(import.id())) || (is_undone && is_confirmed)
    })
}

/// Checks that counts, brake, users and rosters match those expected from the completed imports, in their order.
fn check_effects(model: &Model, scene: &Scene, feed: &Feed) -> Vec<String> {
    let mut broken = Vec::new();
    let mut state = scene.old.clone();
    let mut before: BTreeMap<ImportId, State> = BTreeMap::new();
    let terms = Terms { name: &scene.name, config: &scene.config, options: &scene.options, firms: &scene.firms };
    for id in &model.completed {
        let Some(import) = model.imports.get(id) else { continue };
        if let Some(undone) = import.undoes() {
            let Some(former) = before.get(undone) else {
                broken.push(format!("{id} undoes {undone}, which is not completed"));
                continue;
            };
            // An undo restores the users and both rosters from before the undone file.
            state = State {
                people: former.people.clone(),
                newest: former.newest.clone(),
                previous: former.previous.clone(),
            };
            continue;
        }
        let found = scene.files.iter().position(|file| file.find(model).is_some_and(|found| found.id() == id));
        let Some(at) = found else { continue };
        let newest = state.newest.as_ref().map(|newest| &scene.files[newest.file]);
        if newest.and_then(|newest| newest.find(model)).is_some_and(|newest| order(newest) > order(import)) {
            broken.push(format!("{id} is completed after a newer file"));
        }
        let is_same = newest.is_some_and(|newest| newest.bytes == scene.files[at].bytes);
        let Night { summary, after, is_held } = night(&state, &terms, at, &scene.files[at].reading, is_same);
        if outcomes(&import.summary()) != outcomes(&summary) {
            broken.push(format!("{id} counts {:?} instead of {summary:?}: {:?}", import.summary(), import.feed()));
        }
        if import.confirmation().is_some() != is_held {
            broken.push(format!("{id} has to wait: {is_held}, {:?}", import.feed().map(|file| &file.held)));
        }
        before.insert(id.clone(), std::mem::replace(&mut state, after));
    }
    broken.extend(check_table(model, &state));
    for (stored, expected) in [(feed.newest(), &state.newest), (feed.previous(), &state.previous)] {
        broken.extend(check_roster(model, scene, stored, expected.as_ref()));
    }
    broken
}

fn outcomes(summary: &Summary) -> [u64; 6] {
    let Summary { created, updated, removed, disabled, skipped, failed, .. } = *summary;
    [created, updated, removed, disabled, skipped, failed]
}

fn check_table(model: &Model, state: &State) -> Vec<String> {
    let addresses: BTreeSet<&String> = state.people.keys().chain(model.users.keys()).collect();
    let differs = |address: &&String| {
        let (is, meant) = (model.users.get(*address).map(Member::of), state.people.get(*address));
        (is.as_ref() != meant).then(|| format!("{address} is {is:?} instead of {meant:?}"))
    };
    addresses.iter().filter_map(differs).collect()
}

/// Checks that the roster object names exactly the people in the file who belong to the feed, and the absent people who remain in it, and
/// lists as due exactly those whom a planned row disables.
fn check_roster(
    model: &Model,
    scene: &Scene,
    stored: Option<&NewestFile>,
    expected: Option<&Roster>,
) -> Option<String> {
    let (stored, expected) = match (stored, expected) {
        (None, None) => return None,
        (Some(stored), Some(expected)) => (stored, expected),
        _ => return Some(format!("the roster is {stored:?} instead of {expected:?}")),
    };
    let import = scene.files[expected.file].find(model);
    let mut lines = model.results.get(&stored.roster).map(|bytes| bytes.to_vec()).unwrap_or_default();
    let entries = read_entries(&mut lines).unwrap_or_default();
    let (due, entries): (Vec<RosterEntry>, Vec<RosterEntry>) = entries.into_iter().partition(|entry| entry.is_due);
    let count = entries.len();
    let name = |id| model.by_id.get(id).cloned().unwrap_or_else(|| format!("{id}"));
    let named: BTreeMap<String, u32> = entries.iter().map(|entry| (name(&entry.user_id), entry.missing)).collect();
    let is_exact = named == expected.missing && named.len() == count && stored.users == count as u64;
    let is_exact = is_exact && import.map(Import::id) == Some(&stored.import_id);
    if !is_exact {
        return Some(format!("the roster {stored:?} is {named:?} instead of {expected:?}"));
    }
    let plan = import.map(|import| read_rows(model, &keys::plan(import.id(), import.attempt_id()))).unwrap_or_default();
    let disabled = plan.into_iter().filter(|row| row.outcome == Outcome::Disabled).filter_map(|row| row.user_id);
    let mut planned: Vec<UserId> = disabled.collect();
    let mut due: Vec<UserId> = due.into_iter().map(|entry| entry.user_id).collect();
    planned.sort_unstable();
    due.sort_unstable();
    (due != planned).then(|| format!("in the roster {stored:?}, {due:?} are due instead of {planned:?}"))
}
