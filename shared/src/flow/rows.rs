//! Rows on their way through the results bucket: one as JSON a line, in chunks at known places.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize};

use super::FlowError;
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    keys,
    ports::{ByteSink, ByteStream, CHUNK_NUMBERS, ChunkMessage, ImportStore, ResultStore},
    row::{Row, Summary},
};

/// Rows of a chunk: 500 rows are 20 calls of 25 statements, a second or two of work within a worker's minute.
pub const CHUNK_ROWS: usize = 500;

/// Chunks that are fetched at a time where many are read: some 8 × 500 rows, a few megabytes.
const FETCHED_AHEAD: usize = 8;

/// Where a chunk of the plan lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkPlace {
    /// First byte.
    pub offset: u64,
    /// Bytes.
    pub length: u64,
    /// What the plan would do with its rows.
    pub would: Summary,
}

/// Where all chunks lie, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanIndex {
    /// One place for each chunk.
    pub chunks: Vec<ChunkPlace>,
}

impl PlanIndex {
    /// The messages for the chunks that `wanted` says.
    pub fn messages(&self, id: &ImportId, wanted: impl Fn(u32) -> bool) -> Vec<ChunkMessage> {
        (0_u32..)
            .zip(&self.chunks)
            .filter(|(chunk, _)| wanted(*chunk))
            .map(|(chunk, place)| ChunkMessage {
                import_id: id.clone(),
                chunk,
                offset: place.offset,
                length: place.length,
            })
            .collect()
    }
}

/// Reads the plan's index.
pub(super) async fn read_index(results: &impl ResultStore, import: &Import) -> Result<PlanIndex, FlowError> {
    let bytes = read_all(results, &keys::plan_index(&import.import_id, import.reading()), 0, None).await?;
    let bytes = bytes.ok_or(FlowError::Corrupt { what: "index", source: None })?;
    serde_json::from_slice(&bytes).map_err(|source| FlowError::Corrupt { what: "index", source: Some(source) })
}

/// The messages for the chunks that are not done; if all are, the last one's, since whoever receives it closes the import.
pub(super) async fn missing_chunks(
    imports: &impl ImportStore,
    results: &impl ResultStore,
    import: &Import,
) -> Result<Vec<ChunkMessage>, FlowError> {
    let id = &import.import_id;
    let index = read_index(results, import).await?;
    let done: Vec<u32> = imports.chunks(id, CHUNK_NUMBERS).await?.iter().map(|chunk| chunk.chunk).collect();
    let last = index.chunks.len().saturating_sub(1) as u32;
    let is_complete = done.len() == index.chunks.len();
    Ok(index.messages(id, |chunk| done.binary_search(&chunk).is_err() || (is_complete && chunk == last)))
}

/// Reads an object, or a part of it, whole; `None` if there is none.
pub(super) async fn read_all(
    results: &impl ResultStore,
    key: &str,
    offset: u64,
    length: Option<u64>,
) -> Result<Option<Vec<u8>>, FlowError> {
    let Some(mut stream) = results.open_result(key, offset, length).await? else { return Ok(None) };
    let mut bytes = Vec::new();
    while let Some(more) = stream.next_bytes().await? {
        bytes.extend_from_slice(&more);
    }
    Ok(Some(bytes))
}

/// Writes an object whole.
pub(super) async fn write_all(
    results: &impl ResultStore,
    key: &str,
    content_type: &str,
    bytes: impl Into<Bytes> + Send,
) -> Result<(), FlowError> {
    let mut sink = results.create_result(key, content_type).await?;
    sink.write(bytes.into()).await?;
    Ok(sink.finish().await?)
}

/// Media type of one JSON document a line.
pub(super) const NDJSON: &str = "application/x-ndjson";

/// Adds one document and a line end.
pub(super) fn push_line<T: Serialize>(lines: &mut Vec<u8>, value: &T) -> Result<(), FlowError> {
    serde_json::to_writer(&mut *lines, value)
        .map_err(|source| FlowError::Corrupt { what: "row", source: Some(source) })?;
    lines.push(b'\n');
    Ok(())
}

/// Reads the documents of lines.
pub(super) fn parse_lines<T: for<'de> Deserialize<'de>>(lines: &[u8], what: &'static str) -> Result<Vec<T>, FlowError> {
    lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).map_err(|source| FlowError::Corrupt { what, source: Some(source) }))
        .collect()
}

/// Reads the rows of one chunk of a plan.
pub(super) async fn read_planned(
    results: &impl ResultStore,
    id: &ImportId,
    reading: &str,
    offset: u64,
    length: u64,
) -> Result<Vec<Row>, FlowError> {
    let bytes = read_all(results, &keys::plan(id, reading), offset, Some(length)).await?;
    parse_lines(&bytes.ok_or(FlowError::Corrupt { what: "plan", source: None })?, "plan")
}

/// Where the rows of a chunk lie.
#[derive(Debug)]
enum Place {
    /// In the plan.
    Planned(ChunkPlace),
    /// In the results of this try.
    Done(String),
}

/// One chunk of an import's rows.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Number, from 0.
    pub(super) number: u32,
    /// Counts of its rows.
    pub(super) counts: Summary,
    place: Place,
}

/// The rows of an import, chunk by chunk: what was done, or what a confirm would do.
#[derive(Debug)]
pub(super) struct Chunks {
    id: ImportId,
    reading: String,
    pub(super) list: Vec<Chunk>,
}

impl Chunks {
    /// The chunks of an import as it stands; none while its file is being read.
    pub(super) async fn of(
        imports: &impl ImportStore,
        results: &impl ResultStore,
        import: &Import,
    ) -> Result<Self, FlowError> {
        let id = &import.import_id;
        match import.status {
            _ if import.plan.is_none() => Ok(Self::listed(import, Vec::new())),
            ImportStatus::Importing | ImportStatus::Completed | ImportStatus::Failed => {
                let done = imports.chunks(id, CHUNK_NUMBERS).await?.into_iter();
                let list = done
                    .map(|done| Chunk { number: done.chunk, counts: done.summary, place: Place::Done(done.attempt) })
                    .collect();
                Ok(Self::listed(import, list))
            }
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Expired => match Self::planned(results, import).await {
                // Plans go after seven days, results after thirty.
                Err(FlowError::Corrupt { source: None, .. }) if import.status.is_ended() => Err(FlowError::Gone),
                other => other,
            },
        }
    }

    /// The chunks of the plan.
    pub(super) async fn planned(results: &impl ResultStore, import: &Import) -> Result<Self, FlowError> {
        let index = read_index(results, import).await?;
        let list = (0_u32..)
            .zip(index.chunks)
            .map(|(number, place)| Chunk { number, counts: place.would, place: Place::Planned(place) })
            .collect();
        Ok(Self::listed(import, list))
    }

    fn listed(import: &Import, list: Vec<Chunk>) -> Self {
        Self { id: import.import_id.clone(), reading: import.reading().to_owned(), list }
    }

    /// The rows of the chunks that are wanted, chunk by chunk. The next ones are fetched meanwhile: one object after the other, the
    /// two thousand of a million rows would take minutes.
    pub(super) fn rows_of<'a>(
        &'a self,
        results: &'a impl ResultStore,
        wanted: impl Fn(&Chunk) -> bool,
    ) -> impl Stream<Item = Result<Vec<Row>, FlowError>> + Send + 'a {
        let wanted: Vec<&'a Chunk> = self.list.iter().filter(|chunk| wanted(chunk)).collect();
        stream::iter(wanted).map(|chunk| self.rows(results, chunk)).buffered(FETCHED_AHEAD)
    }

    /// The rows of one chunk.
    pub(super) async fn rows(&self, results: &impl ResultStore, chunk: &Chunk) -> Result<Vec<Row>, FlowError> {
        match &chunk.place {
            Place::Planned(place) => read_planned(results, &self.id, &self.reading, place.offset, place.length).await,
            Place::Done(attempt) => {
                let key = keys::chunk_result(&self.id, chunk.number, attempt);
                let bytes = read_all(results, &key, 0, None).await?;
                parse_lines(&bytes.ok_or(FlowError::Corrupt { what: "chunk", source: None })?, "chunk")
            }
        }
    }
}
