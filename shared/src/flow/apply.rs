//! Chunks of a plan to users: no write is blind, and what a write says is decided by the user's own item.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{
    ApplyPorts, FlowError, WorkPorts, finish,
    lease::owner_of,
    rows::{NDJSON, push_line, read_planned, write_all},
};
use crate::{
    catalog::CompanyCatalog,
    ids::{CompanyId, ImportId},
    import::{Import, ImportStatus},
    keys,
    plan::{FormerNames, PlanContext, decide, fail, new_user, updated_user},
    ports::{
        Ambient, CHUNK_NUMBERS, CatalogStore, ChunkDone, ChunkMessage, ImportStore, StoreError, UserStore, UserUpdate,
        UserWritten, WakeMessage, WakeQueue,
    },
    problem::{Code, Hint, Problem},
    row::{Outcome, Row, Summary},
    user::User,
};

/// Times that a row is decided again because its user moved on meanwhile. Each round means that somebody else wrote.
const ROUNDS_MAX: usize = 8;

/// Chunks of an import that the worker of the last one closes: 10,000 rows, whose results are read, joined and written in seconds.
const CLOSED_BY_WORKER_MAX: u32 = 20;
/// Chunks whose marks are looked at together: the square root of what a million rows have, more or less.
const GROUP: u32 = 50;

/// What became of a chunk's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Every row has its outcome; these are the counts.
    Done(Summary),
    /// It was done before.
    Already,
    /// The import is not being written any more, or is unknown.
    Stale,
}

/// Applies the only chunk of an import, and closes the import.
pub async fn apply(ports: &impl ApplyPorts, message: &ChunkMessage) -> Result<Applied, FlowError> {
    let Some(import) = importing(ports, &message.import_id).await? else { return Ok(Applied::Stale) };
    let done = async {
        let applied = Box::pin(apply_once(ports, &import, message)).await?;
        Box::pin(finish::complete(ports, &import.import_id)).await?;
        Ok(applied)
    };
    end_if_final(ports, &import, done.await).await
}

/// Applies a chunk of the queue. The worker of the last one closes the import if that is a matter of seconds; a larger one is left to
/// the reader of files, who has a quarter of an hour for it where a worker has a minute.
pub async fn work(ports: &impl WorkPorts, message: &ChunkMessage) -> Result<Applied, FlowError> {
    let Some(import) = importing(ports, &message.import_id).await? else { return Ok(Applied::Stale) };
    let done = async {
        let applied = Box::pin(apply_once(ports, &import, message)).await?;
        let chunks = import.plan.map_or(0, |plan| plan.chunks);
        if chunks <= CLOSED_BY_WORKER_MAX {
            Box::pin(finish::complete(ports, &import.import_id)).await?;
        } else if is_last(ports, &import, message.chunk, chunks).await? {
            ports.wakes().wake(&WakeMessage { import_id: import.import_id.clone() }).await?;
        }
        Ok(applied)
    };
    end_if_final(ports, &import, done.await).await
}

/// The import, if its users are being written.
async fn importing(ports: &impl ApplyPorts, id: &ImportId) -> Result<Option<Import>, FlowError> {
    Ok(ports.imports().import(id).await?.filter(|import| import.status == ImportStatus::Importing))
}

async fn end_if_final(
    ports: &impl ApplyPorts,
    import: &Import,
    done: Result<Applied, FlowError>,
) -> Result<Applied, FlowError> {
    let id = &import.import_id;
    if let Err(error) = &done
        && let Ok(true) = finish::give_up(ports, id, error).await
    {
        tracing::error!(import_id = %id, imports_failed = 1, "import {id} has failed");
    }
    done
}

/// Whether all chunks are done now that this one is.
///
/// The marks of a group are read first, so that a worker reads a few dozen of them and not all of a large import's. Of the workers whose
/// chunks end at the same time the one that marks last sees the others' marks: reads are consistent.
async fn is_last(ports: &impl ApplyPorts, import: &Import, chunk: u32, chunks: u32) -> Result<bool, FlowError> {
    let first = chunk - chunk % GROUP;
    let group = first..chunks.min(first + GROUP);
    let in_group = ports.imports().chunks(&import.import_id, group.clone()).await?.len();
    if in_group < group.len() {
        return Ok(false);
    }
    Ok(ports.imports().chunks(&import.import_id, CHUNK_NUMBERS).await?.len() >= chunks as usize)
}

async fn apply_once(ports: &impl ApplyPorts, import: &Import, message: &ChunkMessage) -> Result<Applied, FlowError> {
    if ports.imports().chunk(&import.import_id, message.chunk).await?.is_some() {
        return Ok(Applied::Already);
    }
    Ok(Applied::Done(Box::pin(apply_chunk(ports, import, message)).await?))
}

async fn apply_chunk(ports: &impl ApplyPorts, import: &Import, message: &ChunkMessage) -> Result<Summary, FlowError> {
    let id = &import.import_id;
    let mut rows = read_planned(ports.results(), id, import.reading(), message.offset, message.length).await?;
    Box::pin(apply_rows(ports, import, message.chunk, &mut rows)).await?;
    let mut lines = Vec::new();
    let mut summary = Summary::default();
    for row in &rows {
        summary.count(row);
        push_line(&mut lines, row)?;
    }
    // Results first, then the mark: a chunk that is marked has its results. Two workers of one chunk write two objects, and
    // the first mark says which of them counts, so that lists and counts are always of one try.
    let attempt = owner_of(ports.ambient());
    write_all(ports.results(), &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
    ports.imports().finish_chunk(id, &ChunkDone { chunk: message.chunk, attempt, summary }).await?;
    Ok(summary)
}

/// Catalogs that are at hand while a chunk is applied.
#[derive(Default)]
struct Catalogs(HashMap<CompanyId, Option<Arc<CompanyCatalog>>>);

impl FormerNames for Catalogs {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.0.get(id).and_then(Option::as_deref)
    }
}

impl Catalogs {
    async fn load(&mut self, ports: &impl ApplyPorts, id: &CompanyId) -> Result<(), FlowError> {
        if !self.0.contains_key(id) {
            self.0.insert(id.clone(), ports.catalog().company(id).await?);
        }
        Ok(())
    }
}

async fn apply_rows(ports: &impl ApplyPorts, import: &Import, chunk: u32, rows: &mut [Row]) -> Result<(), FlowError> {
    let mut catalogs = Catalogs::default();
    if import.confirmation.is_some() {
        check_catalog(ports, import, chunk, rows, &mut catalogs).await?;
    }
    let terms = PlanContext {
        import_id: &import.import_id,
        options: &import.options,
        started_by_address: import.started_by_address.as_deref(),
        now: ports.ambient().now(),
    };
    let is_write = |row: &Row| matches!(row.outcome, Outcome::Created | Outcome::Updated);
    let mut creates: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].outcome == Outcome::Created).collect();
    // Users that the plan saw are read again: the write needs them whole, and a second try finds its own first one.
    let mut contested: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].outcome == Outcome::Updated).collect();
    for _ in 0..ROUNDS_MAX {
        let users: Vec<User> = creates.iter().map(|index| new_user(&rows[*index], &terms)).collect();
        let written = if users.is_empty() { Vec::new() } else { ports.users().create_users(&users).await? };
        contested
            .extend(creates.drain(..).zip(written).filter(|(_, w)| *w == UserWritten::Refused).map(|(index, _)| index));
        if contested.is_empty() {
            return Ok(());
        }
        let addresses: Vec<String> = contested.iter().map(|index| rows[*index].person.address.clone()).collect();
        let found = ports.users().users(&addresses).await?;
        let mut updates: Vec<(usize, UserUpdate)> = Vec::new();
        for (index, user) in contested.drain(..).zip(found) {
            let row = &mut rows[index];
            if user.as_ref().is_some_and(|user| adopt_own(row, user, import)) {
                continue;
            }
            // An address may belong to somebody else by now, whose versions began anew.
            let is_as_planned = match &user {
                Some(user) => row.version == Some(user.version) && row.user_id.as_ref() == Some(&user.user_id),
                None => row.version.is_none(),
            };
            if !is_as_planned {
                if import.confirmation.is_some() {
                    fail_late(row, Hint::UserChanged);
                    continue;
                }
                if let Some(id) = user.as_ref().and_then(|user| user.company_id.as_ref()) {
                    catalogs.load(ports, id).await?;
                }
                decide(row, user.as_ref(), &terms, &catalogs);
                row.late = row.outcome == Outcome::Failed;
            }
            match user {
                _ if !is_write(row) => {}
                None => creates.push(index),
                Some(before) => {
                    let after = updated_user(row, &before, &terms, !is_as_planned);
                    updates.push((index, UserUpdate { before, after }));
                }
            }
        }
        let (indexes, updates): (Vec<usize>, Vec<UserUpdate>) = updates.into_iter().unzip();
        let written = if updates.is_empty() { Vec::new() } else { ports.users().update_users(&updates).await? };
        contested.extend(
            indexes.into_iter().zip(written).filter(|(_, w)| *w == UserWritten::Refused).map(|(index, _)| index),
        );
        if creates.is_empty() && contested.is_empty() {
            return Ok(());
        }
    }
    // Somebody writes the same users as fast as we do: the chunk is given back, and its own writes are remembered.
    let source = "users keep changing under the chunk".into();
    Err(StoreError::Busy { store: "users", source }.into())
}

/// Takes over what an earlier try of this row did, if the user says that there was one.
fn adopt_own(row: &mut Row, user: &User, import: &Import) -> bool {
    let own = user.history.iter().rev().find(|entry| entry.import_id == import.import_id && entry.row == row.row);
    let created = user.created_by.import_id == import.import_id && user.created_by.row == row.row;
    let Some(entry) = own else {
        // Forgotten under later imports, but the creation never is.
        if created {
            row.user_id = Some(user.user_id.clone());
        }
        return created;
    };
    row.outcome = entry.outcome;
    row.reason = None;
    row.late = false;
    row.user_id = Some(user.user_id.clone());
    row.assigned.clone_from(&entry.assigned);
    row.invited = entry.invited;
    if let Some(changes) = &entry.changes {
        row.changes.clone_from(changes);
    }
    true
}

fn fail_late(row: &mut Row, hint: Hint) {
    fail(row, Problem::new(Code::ChangedSincePreview).found(row.person.values.email()).hint(hint));
    row.late = true;
}

/// After a confirm, rows whose company, cohort or courses are not what the preview showed fail.
///
/// Which these are is settled once for a chunk, before any of its rows is written: the catalog may change between two workers of it,
/// and what one of them writes must not be what the other one lists as failed.
async fn check_catalog(
    ports: &impl ApplyPorts,
    import: &Import,
    chunk: u32,
    rows: &mut [Row],
    catalogs: &mut Catalogs,
) -> Result<(), FlowError> {
    let companies: BTreeSet<CompanyId> = rows.iter().filter_map(|row| row.person.company_id.clone()).collect();
    for id in &companies {
        catalogs.load(ports, id).await?;
    }
    let stands = |row: &Row| {
        let company = row.person.company_id.as_ref().map(|id| catalogs.company(id));
        company.is_none_or(|company| company.is_some_and(|company| is_as_previewed(row, company)))
    };
    let is_write = |row: &Row| matches!(row.outcome, Outcome::Created | Outcome::Updated);
    let changed: Vec<u64> = rows.iter().filter(|row| is_write(row) && !stands(row)).map(|row| row.row).collect();
    let settled = ports.imports().settle_catalog(&import.import_id, chunk, &changed).await?;
    for row in rows.iter_mut().filter(|row| is_write(row) && settled.contains(&row.row)) {
        fail_late(row, Hint::CatalogChanged);
    }
    Ok(())
}

fn is_as_previewed(row: &Row, company: &CompanyCatalog) -> bool {
    let person = &row.person;
    let cohort_stands = person.cohort_id.as_ref().is_none_or(|id| {
        company.cohort_by_id(id).is_some_and(|cohort| person.values.cohort() == Some(cohort.name.as_str()))
    });
    let courses_stand = row
        .courses
        .iter()
        .all(|course| company.course_by_id(&course.id).is_some_and(|stored| stored.title == course.title));
    person.values.company() == Some(company.company().name.as_str()) && cohort_stands && courses_stand
}
