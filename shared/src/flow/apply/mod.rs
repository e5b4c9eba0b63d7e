//! Chunks of a plan to users.

mod catalog;
mod rows;
mod undo;

pub(super) use self::{catalog::Catalogs, rows::adopt_own};
use self::{rows::apply_rows, undo::undo_rows};
use super::{
    FlowError,
    chunks::{NDJSON, push_line, read_planned, write_all},
    lease::unique_name,
    step::Next,
};
use crate::{
    import::{Import, ImportStatus},
    keys,
    row::Summary,
    stores::{CHUNK_NUMBERS, CatalogStore, ChunkDone, ChunkMessage, Environment, ImportStore, ResultStore, UserStore},
};

/// Chunks of an import that the worker of the last one closes: 10,000 rows, whose results are read, joined and written in seconds.
const CLOSED_BY_WORKER_MAX: u32 = 20;
/// Chunks whose marks are read together: about the square root of what a million rows have.
const GROUP: u32 = 50;

/// Times that a row is decided again because its user changed meanwhile. Each round means that another worker wrote.
const ROUNDS_MAX: usize = 8;

/// What writing the rows of a chunk needs.
pub(super) trait RowStores: ImportStore + ResultStore + UserStore + CatalogStore + Environment {}

impl<T: ImportStore + ResultStore + UserStore + CatalogStore + Environment> RowStores for T {}

/// The outcome of a chunk's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Every row has its outcome; these are the counts.
    Done(Summary),
    /// It was done before.
    AlreadyProcessed,
    /// The import is not being written any more, or is unknown.
    Stale,
}

/// Applies a chunk, unless it was done before. After the last one the import is closed: here, if that takes seconds; a larger one by a
/// reader of files, who has a quarter of an hour where a worker has a minute.
pub(super) async fn apply(stores: &impl RowStores, message: &ChunkMessage) -> Result<(Applied, Next), FlowError> {
    let id = &message.import_id;
    let import = stores.import(id).await?.filter(|import| import.status() == ImportStatus::Importing);
    let Some(import) = import else { return Ok((Applied::Stale, Next::Done)) };
    let applied = match stores.chunk(id, message.chunk).await? {
        Some(_) => Applied::AlreadyProcessed,
        None => Applied::Done(apply_chunk(stores, &import, message).await?),
    };
    let chunks = import.plan().map_or(0, |plan| plan.chunks);
    let next = if chunks <= CLOSED_BY_WORKER_MAX {
        Next::Close(id.clone())
    } else if is_last(stores, &import, message.chunk, chunks).await? {
        Next::Resume(id.clone())
    } else {
        Next::Done
    };
    Ok((applied, next))
}

/// Returns `true` if all chunks are done now that this one is.
///
/// The marks of a group are read first, so that a worker reads a few dozen of them and not all of a large import's. Of the workers whose
/// chunks end at the same time, the one that marks last sees the others' marks: reads are consistent.
async fn is_last(stores: &impl RowStores, import: &Import, chunk: u32, chunks: u32) -> Result<bool, FlowError> {
    let first = chunk - chunk % GROUP;
    let group = first..chunks.min(first + GROUP);
    let in_group = stores.chunks(import.id(), group.clone()).await?.len();
    if in_group < group.len() {
        return Ok(false);
    }
    Ok(stores.chunks(import.id(), CHUNK_NUMBERS).await?.len() >= chunks as usize)
}

async fn apply_chunk(stores: &impl RowStores, import: &Import, message: &ChunkMessage) -> Result<Summary, FlowError> {
    let id = import.id();
    let mut rows = read_planned(stores, id, import.attempt_id(), message.offset, message.length).await?;
    match import.undoes() {
        Some(undoes) => undo_rows(stores, import, undoes, &mut rows).await?,
        None => apply_rows(stores, import, message.chunk, &mut rows).await?,
    }
    let mut lines = Vec::new();
    let mut summary = Summary::default();
    for row in &rows {
        summary.count(row);
        push_line(&mut lines, row)?;
    }
    // Results first, then the mark: a chunk that is marked has its results. Two workers of one chunk write two objects, and
    // the first mark says which of them counts, so that lists and counts are always of one attempt.
    let attempt = unique_name(stores);
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
    let first_row = rows.first().map_or(0, |row| row.row);
    stores.finish_chunk(id, &ChunkDone { chunk: message.chunk, attempt, first_row, summary }).await?;
    Ok(summary)
}
