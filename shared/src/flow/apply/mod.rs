//! Applies the chunks of a plan to users.

mod catalog;
mod missing;
mod rows;
mod undo;

use jiff::SignedDuration;

pub(super) use self::rows::adopt_own;
use self::{missing::missing_rows, rows::apply_rows, undo::undo_rows};
use super::{
    FlowError,
    chunks::{NDJSON, push_line, read_planned, write_all},
    fix_file::CompletableFiles,
    lease::unique_name,
    step::Next,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    keys::{self, FileKind},
    row::{Row, Summary},
    stores::{
        CHUNK_NUMBERS, CatalogStore, ChunkDone, ChunkMessage, Environment, FeedStore, ImportStore, ResultStore,
        UserStore, UserUpdate, UserWritten,
    },
};

/// Maximum size in chunks of an import that the worker of the last chunk completes itself. Reading, joining and writing the results of
/// 10,000 rows takes seconds.
const COMPLETED_BY_WORKER_MAX: u32 = 20;
/// Time for which it is recorded that a worker has begun a chunk; much longer than a worker can run.
const BEGUN_RETENTION: SignedDuration = SignedDuration::from_hours(24);
/// Number of chunk records that are read together: about the square root of 2,000, the number of chunks in a million rows.
const GROUP: u32 = 50;

/// Maximum number of rounds in which rows are decided again because their users have changed. Each further round means that another worker
/// wrote a user.
const ROUNDS_MAX: usize = 8;

pub(super) trait RowStores:
    ImportStore + ResultStore + UserStore + CatalogStore + FeedStore + Environment
{
}

impl<T: ImportStore + ResultStore + UserStore + CatalogStore + FeedStore + Environment> RowStores for T {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Every row has its outcome. Contains the outcome counts.
    Done(Summary),
    /// The chunk was already done.
    AlreadyProcessed,
    /// The import is no longer being applied, or is unknown.
    Stale,
}

/// Applies a chunk unless it is already done. After the last chunk, the caller completes the import if that takes only seconds. A larger
/// import, or one whose file is not among `C`, is left to a worker on the resume queue, which has fifteen minutes instead of one.
pub(super) async fn apply<C: CompletableFiles>(
    stores: &impl RowStores,
    message: &ChunkMessage,
) -> Result<(Applied, Next), FlowError> {
    let id = &message.import_id;
    let import = stores.import(id).await?.filter(|import| import.status() == ImportStatus::Importing);
    let Some(import) = import else { return Ok((Applied::Stale, Next::Done)) };
    let applied = match stores.chunk(id, message.chunk).await? {
        Some(_) => Applied::AlreadyProcessed,
        None if !begin(stores, id, message.chunk).await? => return Ok((Applied::Stale, Next::Done)),
        None => Applied::Done(apply_chunk(stores, &import, message).await?),
    };
    let chunks = import.plan().map_or(0, |plan| plan.chunks);
    if !is_last(stores, &import, message.chunk, chunks).await? {
        return Ok((applied, Next::Done));
    }
    let is_completable = C::WORKBOOKS || import.file().kind() == FileKind::Csv;
    let is_small = chunks <= COMPLETED_BY_WORKER_MAX;
    let next = if is_small && is_completable { Next::Complete(id.clone()) } else { Next::Resume(id.clone()) };
    Ok((applied, next))
}

/// Records that this worker begins a chunk. Returns `false` if the import is being completed or has ended.
///
/// If another worker has begun the chunk, one of the two may still be writing users when the other has completed the import, so an undo has
/// to wait for it.
async fn begin(stores: &impl RowStores, id: &ImportId, chunk: u32) -> Result<bool, FlowError> {
    if stores.begin_chunk(id, chunk, stores.now() + BEGUN_RETENTION).await? {
        return Ok(true);
    }
    // Read only now: the other worker has begun by this time, and its time limit counts from then at the latest.
    let now = stores.now();
    let recorded = update(stores, id, |import| {
        // While the import is `importing`, a lease means that it is being completed: every chunk is done.
        if import.status() != ImportStatus::Importing || import.is_leased(now) {
            return Ok(Change::Leave(false));
        }
        Ok(if import.record_second_worker(now) { Change::Write(true) } else { Change::Leave(true) })
    })
    .await?;
    Ok(recorded.is_some_and(|(_, is_importing)| is_importing))
}

/// Returns `true` if all chunks are done.
///
/// The records of the chunk's own group are read first, so a worker usually reads a few dozen records instead of all of them. If several
/// workers finish at the same time, the last one to write its record sees all the others, because reads are strongly consistent.
async fn is_last(stores: &impl RowStores, import: &Import, chunk: u32, chunks: u32) -> Result<bool, FlowError> {
    let first = chunk - chunk % GROUP;
    let group = first..chunks.min(first + GROUP);
    let in_group = stores.chunks(import.id(), group.clone()).await?.len();
    if in_group < group.len() {
        return Ok(false);
    }
    let is_only_group = group.len() == chunks as usize;
    let done = if is_only_group { in_group } else { stores.chunks(import.id(), CHUNK_NUMBERS).await?.len() };
    Ok(done >= chunks as usize)
}

async fn apply_chunk(stores: &impl RowStores, import: &Import, message: &ChunkMessage) -> Result<Summary, FlowError> {
    let id = import.id();
    let mut rows = read_planned(stores, id, import.attempt_id(), message.offset, message.length).await?;
    match import.undoes() {
        Some(undoes) => undo_rows(stores, import, undoes, &mut rows).await?,
        None if rows.first().is_some_and(Row::is_missing) => missing_rows(stores, import, &mut rows).await?,
        None => apply_rows(stores, import, message.chunk, &mut rows).await?,
    }
    let mut lines = Vec::new();
    let mut summary = Summary::default();
    for row in &rows {
        summary.count(row);
        push_line(&mut lines, row)?;
    }
    // The results are written before the record, so that a finished chunk always has results. Two workers on the same chunk write two
    // objects, and the first record determines which one counts, so that lists and counts belong to the same attempt.
    let attempt = unique_name(stores);
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
    let first_row = rows.first().map_or(0, |row| row.row);
    stores.finish_chunk(id, &ChunkDone { chunk: message.chunk, attempt, first_row, summary }).await?;
    Ok(summary)
}

/// Writes the users of these rows. Returns the result for each row, by its index.
async fn write_updates(
    users: &impl UserStore,
    updates: Vec<(usize, UserUpdate)>,
) -> Result<Vec<(usize, UserWritten)>, FlowError> {
    let (indexes, updates): (Vec<usize>, Vec<UserUpdate>) = updates.into_iter().unzip();
    let written = if updates.is_empty() { Vec::new() } else { users.update_users(&updates).await? };
    Ok(indexes.into_iter().zip(written).collect())
}
