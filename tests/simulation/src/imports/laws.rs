//! The laws, checked once everything has ended.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use jiff::SignedDuration;
use rollcall_domain::{
    flow::{ObjectCreated, PlanIndex},
    import::{Import, ImportStatus, RESTARTS_MAX, Source},
    keys::{self, ExportFormat, FileKind},
    layout::{Field, LayoutName},
    row::{FieldCounts, Outcome, Summary},
    user::User,
};

use super::{
    World,
    expected::{self, Became, Reading, Row, apply},
    old::Known,
    people::{Decision, Job, Seen},
};
use crate::{executor::lock, model::Model, queue::Message, stack::Stack};

/// Number of minutes after which an import that cannot write users must no longer be restarted. The restarts follow pauses of 1, 5 and 20
/// minutes without progress, but delayed chunks that write no users may count as progress for about an hour.
const STALLED_AFTER_MIN: i64 = 130;

#[derive(Debug, Clone, PartialEq, Eq)]
struct ResultRow {
    row: u64,
    email: String,
    outcome: String,
    reason: String,
    assigned: u64,
    has_problem: bool,
}

fn records(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(bytes);
    reader.records().flatten().map(|record| record.iter().map(str::to_owned).collect()).collect()
}

fn result_rows(model: &Model, import: &Import) -> Option<Vec<ResultRow>> {
    let key = keys::export(import.id(), ExportFormat::Csv, FileKind::Csv, import.results_at()?);
    let lines = |cell: &str| if cell.is_empty() { 0 } else { cell.split('\n').count() as u64 };
    let cell = |record: &[String], at: usize| record.get(at).cloned().unwrap_or_default();
    let row = |record: &Vec<String>| ResultRow {
        row: cell(record, 0).parse().unwrap_or(0),
        email: cell(record, 2),
        outcome: cell(record, 10),
        reason: cell(record, 11),
        assigned: lines(&cell(record, 12)),
        has_problem: !cell(record, 13).is_empty(),
    };
    Some(records(model.results.get(&key)?, b',').iter().skip(1).map(row).collect())
}

/// Checks that when an import starts to wait, its preview lists every row and nothing has been written.
pub(super) fn check_preview(stack: &Stack, import: &Import) {
    let mut model = lock(&stack.model);
    let Some(rows) = result_rows(&model, import) else {
        model.break_law(format!("{} waits without its preview", import.id()));
        return;
    };
    let would = import.planned();
    if rows.len() as u64 != would.rows() {
        model.break_law(format!("the preview lists {} rows of {}", rows.len(), would.rows()));
    }
    if model.writes.keys().any(|(id, _)| id == import.id()) {
        model.break_law(format!("{} waits and has written", import.id()));
    }
}

pub(super) fn check(stack: &Stack, world: &World, seen: &[std::sync::Arc<Mutex<Seen>>]) {
    let mut guard = lock(&stack.model);
    let model = &mut *guard;
    let mut found: Vec<(usize, Import, Reading)> = Vec::new();
    for (at, (job, seen)) in world.jobs.iter().zip(seen).enumerate() {
        let Some(import) = job.find(model) else {
            model.break_law(format!("no import of {}", job.key()));
            continue;
        };
        check_end(model, world, job, &import, &lock(seen));
        check_chain(model, job, &import);
        found.push((at, import, expected::read(&job.sheet)));
    }
    check_table(model, world, &found, seen);
    check_identifiers(model);
    crate::invitations::check_users(model);
}

/// Checks that every user with an identifier can be found by that identifier.
fn check_identifiers(model: &mut Model) {
    let is_found = |user: &&User| {
        let identifier = user.values.get(Field::Identifier);
        identifier.is_none_or(|text| model.identifiers.contains(&(text.to_owned(), user.user_id.clone())))
    };
    let lost: Vec<String> =
        model.users.values().filter(|user| !is_found(user)).map(|user| user.address.clone()).collect();
    for address in lost {
        model.break_law(format!("{address} is not found by their identifier"));
    }
}

/// Checks that each corrected import was cancelled without writing anything, that it has one successor, and that its notice names the
/// successor.
fn check_chain(model: &mut Model, job: &Job, newest: &Import) {
    let mut broken = Vec::new();
    let mut successors = BTreeSet::new();
    for import in job.chain(model).filter(|import| import.id() != newest.id()) {
        let id = import.id();
        let Some(next) = import.superseded_by() else {
            broken.push(format!("{id} and {} are both the newest", newest.id()));
            continue;
        };
        if !successors.insert(next.clone()) || model.imports.get(next).is_none_or(|next| next.corrects() != Some(id)) {
            broken.push(format!("{id} has {next} as its successor, which does not correct it alone"));
        }
        if import.status() != ImportStatus::Cancelled || import.is_open() {
            broken.push(format!("{id} was corrected, and is {:?}, open: {}", import.status(), import.is_open()));
        }
        if model.writes.keys().any(|(writer, _)| writer == id) {
            broken.push(format!("{id} was corrected and has written"));
        }
        let notice = model.results.get(&keys::summary(id)).map(|notice| String::from_utf8_lossy(notice).into_owned());
        if notice.is_none_or(|notice| !notice.contains(next.as_str())) {
            broken.push(format!("the notice of {id} does not name {next}"));
        }
    }
    for what in broken {
        model.break_law(what);
    }
}

/// Checks that an import whose users could not be written for hours has failed as stalled or is on its last restart.
pub(super) fn check_stuck(stack: &Stack, job: &Job) {
    let mut model = lock(&stack.model);
    let Some(import) = job.find(&model) else { return };
    let failure = import.failure().map(|failure| failure.code.as_str());
    let is_given_up = import.status() == ImportStatus::Failed && failure == Some("import-stalled");
    let since = model.importing_since.get(import.id());
    let is_stalled = since.is_some_and(|since| *since + SignedDuration::from_mins(STALLED_AFTER_MIN) < stack.sim.now());
    let is_started_again = import.restarts() == RESTARTS_MAX;
    let is_held_up = import.status() == ImportStatus::Importing && is_stalled && !is_started_again;
    if is_held_up || (import.status() == ImportStatus::Failed && !is_given_up) {
        let (id, created_at, moved_at) = (import.id(), import.created_at(), import.moved_at());
        let (status, restarts) = (import.status(), import.restarts());
        let what = format!(
            "{id} of {created_at} cannot move, and is {status:?} ({failure:?}), {restarts} restarts, moved {moved_at:?}"
        );
        model.break_law(what);
    }
}

fn check_end(model: &mut Model, world: &World, job: &Job, import: &Import, noted: &Seen) {
    let id = import.id();
    let mut broken = Vec::new();
    let meant = expected::read(&job.sheet);
    let plans: Vec<Became> = meant
        .rows
        .iter()
        .map(|row| {
            let known = row.address.as_ref().and_then(|address| world.old.get(address));
            apply(row, known, &job.options, job.starter.as_deref(), &world.firms)
        })
        .collect();
    let planned = expected::count(plans.iter());
    let is_refused = expected::is_refused(&job.sheet, planned.failed, meant.rows.len(), &job.options);
    let mut ends = Vec::new();
    if job.cancels_after_s.is_some() {
        ends.push(ImportStatus::Cancelled);
    }
    if is_refused {
        ends.push(ImportStatus::Rejected);
    } else if job.options.confirm {
        match job.decision {
            Decision::Confirm => ends.push(ImportStatus::Completed),
            Decision::Cancel => ends.push(ImportStatus::Cancelled),
            Decision::Race => ends.extend([ImportStatus::Completed, ImportStatus::Cancelled]),
            Decision::Wait => ends.push(ImportStatus::Expired),
        }
    } else {
        ends.push(ImportStatus::Completed);
    }
    if !ends.contains(&import.status()) {
        broken.push(format!("{id} ended {:?} instead of {ends:?}: {:?}", import.status(), import.failure()));
    }
    if noted.cancelled && import.status() != ImportStatus::Cancelled {
        broken.push(format!("{id} was cancelled, and is {:?}", import.status()));
    }
    if noted.confirmed && import.status() != ImportStatus::Completed {
        broken.push(format!("{id} was confirmed, and is {:?}", import.status()));
    }
    if import.is_open() || import.lease().is_some() {
        broken.push(format!("{id} is {:?} and still open", import.status()));
    }
    if import.restarts() > RESTARTS_MAX {
        broken.push(format!("{id} was started again {} times", import.restarts()));
    }
    if !model.results.contains_key(&keys::summary(id)) {
        broken.push(format!("{id} has no notice"));
    }
    let was_read = matches!(import.status(), ImportStatus::Completed | ImportStatus::Rejected | ImportStatus::Expired);
    let progress = import.progress();
    if was_read && (progress.rows_blank, progress.rows_repeated) != (meant.blank, meant.repeated) {
        broken.push(format!("{id} counts {progress:?} instead of {} and {}", meant.blank, meant.repeated));
    }
    match import.status() {
        ImportStatus::Rejected => {
            let summary = Summary { failed: planned.failed, ..Summary::default() };
            let is_counted = job.sheet.has_unmatched || import.summary() == summary;
            if !is_counted {
                broken.push(format!("{id} is rejected with {:?} instead of {summary:?}", import.summary()));
            }
            let listed = result_rows(model, import).map_or(0, |rows| rows.len() as u64);
            if listed != import.summary().failed {
                broken.push(format!("{id} is rejected for {} rows and lists {listed}", import.summary().failed));
            }
            let all: Vec<&Row> = meant.rows.iter().collect();
            broken.extend(check_fix(model, job, import, &all));
        }
        ImportStatus::Completed => {}
        _ => {
            if import.summary() != (Summary { failed: import.summary().failed, ..Summary::default() }) {
                broken.push(format!("{id} is {:?} with {:?}", import.status(), import.summary()));
            }
        }
    }
    for what in broken {
        model.break_law(what);
    }
}

/// Checks that the corrections file contains these rows, in order.
fn check_fix(model: &Model, job: &Job, import: &Import, rows: &[&Row]) -> Option<String> {
    let key = keys::export(import.id(), ExportFormat::Fix, import.file().kind(), import.results_at()?);
    let delimiter = import.file().delimiter.as_ref().and_then(|text| text.bytes().next()).unwrap_or(b',');
    let Some(bytes) = model.results.get(&key) else {
        // There is no corrections file if the file has no rows or none failed.
        let has_some = !rows.is_empty();
        return has_some.then(|| format!("{} has no corrections file", import.id()));
    };
    let written = records(bytes, delimiter);
    let email = written.first()?.iter().position(|label| label == "email")?;
    let listed: Vec<&str> =
        written.iter().skip(1).filter_map(|record| record.get(email).map(|cell| cell.trim())).collect();
    let meant: Vec<&str> =
        rows.iter().map(|row| row.address.as_ref().map_or("not an address", |_| row.person.email.as_str())).collect();
    (listed != meant)
        .then(|| format!("{} ({:?}) gives {listed:?} back instead of {meant:?}", import.id(), job.options.layout))
}

/// Checks that the table and the reported outcome of each row follow from the files and the initial table.
fn check_table(
    model: &mut Model,
    world: &World,
    found: &[(usize, Import, Reading)],
    seen: &[std::sync::Arc<Mutex<Seen>>],
) {
    let mut broken = Vec::new();
    // For each address: the rows that may write it, with their reported outcomes.
    let mut by_address: BTreeMap<&str, Vec<(usize, &Row, ResultRow)>> = BTreeMap::new();
    for (at, import, reading) in found {
        let id = import.id();
        if import.status() != ImportStatus::Completed {
            if model.writes.keys().any(|(writer, _)| writer == id) {
                broken.push(format!("{id} is {:?} and has written", import.status()));
            }
            continue;
        }
        let Some(rows) = result_rows(model, import) else {
            broken.push(format!("{id} has no result"));
            continue;
        };
        let listed: Vec<(u64, &str)> = rows.iter().map(|row| (row.row, row.email.as_str())).collect();
        let meant: Vec<(u64, &str)> = reading
            .rows
            .iter()
            .map(|row| (row.number, row.address.as_ref().map_or("not an address", |_| row.person.email.as_str())))
            .collect();
        if listed != meant {
            broken.push(format!("{id} lists {listed:?} instead of {meant:?}"));
            continue;
        }
        broken.extend(check_lists(model, world, *at, import, &rows, reading));
        for (row, result) in reading.rows.iter().zip(rows) {
            match &row.address {
                Some(address) if !row.is_wrong => {
                    by_address.entry(address).or_default().push((*at, row, result));
                }
                _ if result.outcome != "failed" || !result.has_problem => {
                    broken.push(format!("{id} row {} is wrong and {}", row.number, result.outcome));
                }
                _ => {}
            }
        }
    }
    let mut edited: BTreeMap<String, usize> = BTreeMap::new();
    for (at, seen) in seen.iter().enumerate() {
        edited.extend(lock(seen).edited.iter().map(|address| (address.clone(), at)));
    }
    let edited_later: BTreeSet<String> = seen.iter().flat_map(|seen| lock(seen).edited_later.clone()).collect();
    for (address, user) in &model.users {
        if edited_later.contains(address) {
            // The row may have been applied before or after the change.
            by_address.remove(address.as_str());
            continue;
        }
        let is = Known::of(user, model.asks.get(address).copied().unwrap_or_default());
        let rows = by_address.remove(address.as_str()).unwrap_or_default();
        let old = world.old.get(address);
        let is_edited = edited.contains_key(address);
        let may_be = candidates(world, seen, old, &rows, is_edited, &is);
        let said: Vec<(&str, &str, u64)> = rows
            .iter()
            .map(|(_, _, result)| (result.outcome.as_str(), result.reason.as_str(), result.assigned))
            .collect();
        let is_explained = may_be.iter().any(|(became, known)| {
            known.as_ref().is_some_and(|known| is_same(known, &is))
                && became.len() == said.len()
                && became.iter().zip(&said).all(|(became, said)| agrees(became, said))
        });
        if !is_explained {
            broken.push(format!("{address} is {is:?}, rows are said to be {said:?}; may be {may_be:#?}; was {old:?}"));
        }
    }
    for (address, rows) in by_address {
        let is_created = rows.iter().any(|(_, _, result)| result.outcome != "failed");
        if is_created {
            broken.push(format!("{address} is not there, and its row is {:?}", rows[0].2));
        }
    }
    let twice: Vec<_> = model.writes.iter().filter(|(_, times)| **times > 1).collect();
    if !twice.is_empty() {
        broken.push(format!("written twice: {twice:?}"));
    }
    for what in broken {
        model.break_law(what);
    }
}

/// Returns `true` if a user is in this allowed state. Ignores whether an invitation was sent or held before another import disabled the
/// user, since that depends on the senders.
fn is_same(known: &Known, is: &Known) -> bool {
    let is_asked = is.asks > 0 && !is.enabled;
    let settled = |it: &Known| Known { is_held: it.is_held && !is_asked, ..it.clone() };
    settled(known) == settled(is)
}

fn agrees(became: &Became, (outcome, reason, assigned): &(&str, &str, u64)) -> bool {
    became.outcome.as_str() == *outcome
        && became.reason.map_or("", rollcall_domain::row::Reason::as_str) == *reason
        && became.assigned == *assigned
}

type Candidate = (Vec<Became>, Option<Known>);

/// Returns the allowed states of a user, given the rows with their address. Either of two imports may have been first.
fn candidates(
    world: &World,
    seen: &[std::sync::Arc<Mutex<Seen>>],
    old: Option<&Known>,
    rows: &[(usize, &Row, ResultRow)],
    is_edited: bool,
    is: &Known,
) -> Vec<Candidate> {
    let after = |index: usize, known: Option<&Known>| {
        let (job, row) = (&world.jobs[rows[index].0], rows[index].1);
        apply(row, known, &job.options, job.starter.as_deref(), &world.firms)
    };
    let wrote = |became: &Became| matches!(became.outcome, Outcome::Created | Outcome::Updated);
    match rows.len() {
        // No import changes a user who is in none of its rows; changes made outside the imports remain.
        0 => vec![(Vec::new(), if is_edited { Some(is.clone()) } else { old.cloned() })],
        1 => {
            let planned = after(0, old);
            let seen = lock(&seen[rows[0].0]);
            let person = &rows[0].1.person;
            let has_firm = world.jobs[rows[0].0].options.layout == LayoutName::Enrolment;
            let touches = |(firm, cohort, course): &(usize, Option<String>, Option<String>)| {
                has_firm
                    && *firm == person.firm
                    && (cohort.as_ref().is_some_and(|name| *name == person.cohort)
                        || course.as_ref().is_some_and(|title| person.courses.contains(title)))
            };
            let known = if is_edited { Some(is.clone()) } else { old.cloned() };
            let late = (vec![expected::failed_late(known.as_ref())], known);
            if wrote(&planned) && (is_edited || seen.changed.as_ref().is_some_and(touches)) {
                return vec![late];
            }
            let may_be_late = seen.confirmed && wrote(&planned) && seen.changed_later.as_ref().is_some_and(touches);
            let known = if is_edited { Some(is.clone()) } else { planned.known.clone() };
            let mut all = vec![(vec![planned], known)];
            all.extend(may_be_late.then_some(late));
            all
        }
        _ => {
            let mut all = Vec::new();
            for (first, second) in [(0, 1), (1, 0)] {
                let one = after(first, old);
                let mut others = vec![after(second, one.known.as_ref())];
                if world.jobs[rows[second].0].options.confirm && wrote(&one) {
                    others.push(expected::failed_late(one.known.as_ref()));
                }
                for other in others {
                    let known = other.known.clone();
                    let both = if first == 0 { vec![one.clone(), other] } else { vec![other, one.clone()] };
                    all.push((both, known));
                }
            }
            all
        }
    }
}

/// Checks that an import's counts, lists and files agree.
fn check_lists(
    model: &Model,
    world: &World,
    at: usize,
    import: &Import,
    rows: &[ResultRow],
    reading: &Reading,
) -> Vec<String> {
    let id = import.id();
    let mut broken = Vec::new();
    let of = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome.as_str()).count() as u64;
    let summary = import.summary();
    let counted = Summary {
        created: of(Outcome::Created),
        updated: of(Outcome::Updated),
        removed: of(Outcome::Removed),
        disabled: of(Outcome::Disabled),
        skipped: of(Outcome::Skipped),
        failed: of(Outcome::Failed),
        course_assignments: rows.iter().map(|row| row.assigned).sum(),
        ..summary
    };
    if summary != counted {
        broken.push(format!("{id} counts {summary:?} and lists {counted:?}"));
    }
    let Some(results_at) = import.results_at() else { return broken };
    let json = model.results.get(&keys::export(id, ExportFormat::Json, FileKind::Csv, results_at));
    let json: serde_json::Value = json.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let (mut invited, mut never_invited) = (0, 0);
    let mut fields_changed = FieldCounts::default();
    for outcome in Outcome::ALL {
        let list = json[outcome.as_str()].as_array().cloned().unwrap_or_default();
        let numbers: Vec<u64> = list.iter().filter_map(|row| row["row"].as_u64()).collect();
        let meant: Vec<u64> = rows.iter().filter(|row| row.outcome == outcome.as_str()).map(|row| row.row).collect();
        if numbers != meant {
            broken.push(format!("{id} lists {outcome:?} {numbers:?} in JSON and {meant:?} in CSV"));
        }
        invited += list.iter().filter(|row| row["invited"] == true).count() as u64;
        never_invited += list.iter().filter(|row| row["never_invited"] == true).count() as u64;
        let changes = list.iter().filter_map(|row| row["changes"].as_array()).flatten();
        changes.filter_map(|change| change["column"].as_str()).for_each(|label| fields_changed.count(label));
    }
    if (never_invited, fields_changed) != (summary.never_invited, summary.fields_changed) {
        broken.push(format!("{id} counts {summary:?} and lists {never_invited} and {fields_changed:?}"));
    }
    if invited != summary.invitations {
        broken.push(format!("{id} counts {} invitations and lists {invited}", summary.invitations));
    }
    let failed: Vec<&Row> =
        reading.rows.iter().zip(rows).filter(|(_, result)| result.outcome == "failed").map(|(row, _)| row).collect();
    let job = &world.jobs[at];
    if !failed.is_empty() {
        broken.extend(check_fix(model, job, import, &failed));
    }
    let written = model.writes.keys().filter(|(writer, _)| writer == id).count() as u64;
    if written != summary.created + summary.updated {
        broken.push(format!("{id} wrote {written} users and counts {summary:?}"));
    }
    if job.source == Source::Drop {
        for format in [ExportFormat::Csv, ExportFormat::Json] {
            let (own, beside) = (
                keys::export(id, format, FileKind::Csv, results_at),
                keys::dropped_export(&job.key(), id, format, FileKind::Csv, results_at),
            );
            if model.results.get(&own) != model.results.get(&beside) {
                broken.push(format!("{id} has another {format:?} beside the dropped file"));
            }
        }
    }
    broken
}

/// Delivers every chunk message, resume message and object event again; this must not change anything.
pub(super) fn deliver_again(stack: &Stack, seen: &[std::sync::Arc<Mutex<Seen>>], until: SignedDuration) {
    let objects: Vec<ObjectCreated> = seen.iter().filter_map(|seen| lock(seen).object.clone()).collect();
    deliver_all_again(stack, &objects, until);
}

/// Delivers every chunk and resume message and the events for these objects again; this must not change anything.
pub(super) fn deliver_all_again(stack: &Stack, objects: &[ObjectCreated], until: SignedDuration) {
    let before = {
        let mut model = lock(&stack.model);
        for import in model.imports.clone().values() {
            let index = keys::plan_index(import.id(), import.attempt_id());
            let index: Option<PlanIndex> =
                model.results.get(&index).and_then(|bytes| serde_json::from_slice(bytes).ok());
            for chunk in index.unwrap_or_default().messages(import.id(), |_| true) {
                stack.enqueue(&mut model, &Message::Chunk(chunk));
            }
            let import_id = import.id().clone();
            stack.enqueue(&mut model, &Message::Resume(rollcall_domain::stores::ResumeMessage { import_id }));
        }
        (model.imports.clone(), model.chunks.clone(), model.results.clone(), model.users.clone(), model.feeds.clone())
    };
    for object in objects {
        stack.announce_object(object, true);
    }
    stack.sim.run(until);
    let mut model = lock(&stack.model);
    let (imports, chunks, results, users, feeds) = &before;
    let is_same = *imports == model.imports && *chunks == model.chunks && *results == model.results;
    if !is_same || *users != model.users || *feeds != model.feeds {
        model.break_law("what was delivered again changed something".to_owned());
    }
}
