//! An import's rows in the results bucket, one JSON document per line: the plan, with its chunks at known offsets, and one object with the
//! results of each chunk.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize};

use super::FlowError;
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    keys,
    row::{Row, Summary},
    stores::{ByteSink, ByteStream, CHUNK_NUMBERS, ChunkMessage, ImportStore, ResultStore},
};

/// Maximum number of chunks that are fetched concurrently. Eight typical chunks of 500 rows take about 2 MB; eight of the maximum size take
/// 16 MB.
const FETCHED_AHEAD: usize = 8;

/// The span of a chunk in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkSpan {
    /// Offset of the first byte in the plan.
    pub offset: u64,
    /// Length in bytes.
    pub length: u64,
    /// The planned outcomes of its rows.
    pub planned: Summary,
}

/// The spans of all chunks, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanIndex {
    pub chunks: Vec<ChunkSpan>,
}

impl PlanIndex {
    /// The messages for the chunks that `wanted` selects.
    pub fn messages(&self, id: &ImportId, wanted: impl Fn(u32) -> bool) -> Vec<ChunkMessage> {
        (0_u32..)
            .zip(&self.chunks)
            .filter(|(chunk, _)| wanted(*chunk))
            .map(|(chunk, span)| ChunkMessage {
                import_id: id.clone(),
                chunk,
                offset: span.offset,
                length: span.length,
            })
            .collect()
    }
}

pub(super) async fn read_index(results: &impl ResultStore, import: &Import) -> Result<PlanIndex, FlowError> {
    let bytes = read_all(results, &keys::plan_index(import.id(), import.attempt_id()), 0, None).await?;
    let bytes = bytes.ok_or(FlowError::Missing { what: "index" })?;
    serde_json::from_slice(&bytes).map_err(|source| FlowError::Undecodable { what: "index", source: source.into() })
}

/// Returns the messages for the unfinished chunks. If all chunks are finished, returns the message for the last one, because its recipient
/// completes the import.
pub(super) async fn missing_chunks(
    stores: &(impl ImportStore + ResultStore),
    import: &Import,
) -> Result<Vec<ChunkMessage>, FlowError> {
    let id = import.id();
    let index = read_index(stores, import).await?;
    let done: Vec<u32> = stores.chunks(id, CHUNK_NUMBERS).await?.iter().map(|chunk| chunk.chunk).collect();
    let last = index.chunks.len().saturating_sub(1) as u32;
    let is_complete = done.len() == index.chunks.len();
    Ok(index.messages(id, |chunk| done.binary_search(&chunk).is_err() || (is_complete && chunk == last)))
}

/// Reads an object or part of it. Returns `None` if the object does not exist.
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

/// Media type for one JSON document per line.
pub(super) const NDJSON: &str = "application/x-ndjson";

pub(super) fn encode<T: Serialize>(what: &'static str, value: &T) -> Result<Vec<u8>, FlowError> {
    serde_json::to_vec(value).map_err(|source| FlowError::Unencodable { what, source: source.into() })
}

/// Appends a document and a newline.
pub(super) fn push_line<T: Serialize>(lines: &mut Vec<u8>, value: &T) -> Result<(), FlowError> {
    serde_json::to_writer(&mut *lines, value)
        .map_err(|source| FlowError::Unencodable { what: "row", source: source.into() })?;
    lines.push(b'\n');
    Ok(())
}

/// Parses one document per line.
pub(super) fn parse_lines<T: for<'de> Deserialize<'de>>(lines: &[u8], what: &'static str) -> Result<Vec<T>, FlowError> {
    lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| {
            serde_json::from_slice(line).map_err(|source| FlowError::Undecodable { what, source: source.into() })
        })
        .collect()
}

pub(super) async fn read_planned(
    results: &impl ResultStore,
    id: &ImportId,
    attempt_id: &str,
    offset: u64,
    length: u64,
) -> Result<Vec<Row>, FlowError> {
    let bytes = read_all(results, &keys::plan(id, attempt_id), offset, Some(length)).await?;
    parse_lines(&bytes.ok_or(FlowError::Missing { what: "plan" })?, "plan")
}

/// Where the rows of a chunk are stored.
#[derive(Debug)]
enum Source {
    Planned(ChunkSpan),
    /// In the results of this attempt.
    Done(String),
}

#[derive(Debug)]
pub(super) struct Chunk {
    /// Counted from 0.
    pub(super) number: u32,
    pub(super) counts: Summary,
    source: Source,
}

impl Chunk {
    /// Returns `true` if the chunk's rows come from the plan because it has no results.
    pub(super) fn is_planned(&self) -> bool {
        matches!(self.source, Source::Planned(_))
    }
}

#[cfg(test)]
impl Chunk {
    /// Creates a chunk without results, with these planned outcomes.
    pub(super) fn planned(counts: Summary) -> Self {
        Self { number: 0, counts, source: Source::Planned(ChunkSpan { offset: 0, length: 0, planned: counts }) }
    }
}

/// An import's rows, chunk by chunk: each chunk from the results, or from the plan if it has no results.
#[derive(Debug)]
pub(super) struct Chunks {
    id: ImportId,
    attempt_id: String,
    is_ended: bool,
    pub(super) list: Vec<Chunk>,
}

impl Chunks {
    /// The chunks of an import in its current state: those in the plan or, once the import writes rows, the finished ones. Empty until
    /// there is a plan.
    pub(super) async fn of(stores: &(impl ImportStore + ResultStore), import: &Import) -> Result<Self, FlowError> {
        match import.status() {
            _ if import.plan().is_none() => Ok(Self::new(import, Vec::new())),
            ImportStatus::Importing | ImportStatus::Completed | ImportStatus::Failed => {
                let done = stores.chunks(import.id(), CHUNK_NUMBERS).await?.into_iter();
                let list = done
                    .map(|done| Chunk { number: done.chunk, counts: done.summary, source: Source::Done(done.attempt) })
                    .collect();
                Ok(Self::new(import, list))
            }
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Expired => match Self::planned(stores, import).await {
                // Plans are deleted after seven days, results after thirty.
                Err(FlowError::Missing { .. }) if import.status().is_ended() => Err(FlowError::NotRetained),
                other => other,
            },
        }
    }

    pub(super) async fn planned(results: &impl ResultStore, import: &Import) -> Result<Self, FlowError> {
        let index = read_index(results, import).await?;
        let list = (0_u32..)
            .zip(index.chunks)
            .map(|(number, span)| Chunk { number, counts: span.planned, source: Source::Planned(span) })
            .collect();
        Ok(Self::new(import, list))
    }

    /// All chunks of an import that may have written users: from the results, or from the plan if the import failed before a chunk had
    /// results.
    pub(super) async fn written(stores: &(impl ImportStore + ResultStore), import: &Import) -> Result<Self, FlowError> {
        let done = Self::of(stores, import).await?;
        let chunks = import.plan().map_or(0, |plan| plan.chunks);
        if done.list.len() == chunks as usize {
            return Ok(done);
        }
        let mut all = Self::planned(stores, import).await?;
        for chunk in done.list {
            if let Some(slot) = all.list.get_mut(chunk.number as usize) {
                *slot = chunk;
            }
        }
        Ok(all)
    }

    fn new(import: &Import, list: Vec<Chunk>) -> Self {
        let is_ended = import.status().is_ended();
        Self { id: import.id().clone(), attempt_id: import.attempt_id().to_owned(), is_ended, list }
    }

    /// The selected chunks, each with its rows. Later chunks are fetched in advance, because reading the 2,000 objects for a million rows
    /// one after another would take minutes.
    pub(super) fn rows_of<'a>(
        &'a self,
        results: &'a impl ResultStore,
        wanted: impl Fn(&Chunk) -> bool,
    ) -> impl Stream<Item = Result<(&'a Chunk, Vec<Row>), FlowError>> + Send + 'a {
        let wanted: Vec<&'a Chunk> = self.list.iter().filter(|chunk| wanted(chunk)).collect();
        let read = move |chunk| async move { self.rows(results, chunk).await.map(|rows| (chunk, rows)) };
        stream::iter(wanted).map(read).buffered(FETCHED_AHEAD)
    }

    pub(super) async fn rows(&self, results: &impl ResultStore, chunk: &Chunk) -> Result<Vec<Row>, FlowError> {
        match &chunk.source {
            Source::Planned(span) => read_planned(results, &self.id, &self.attempt_id, span.offset, span.length).await,
            Source::Done(attempt) => {
                let key = keys::chunk_result(&self.id, chunk.number, attempt);
                let bytes = read_all(results, &key, 0, None).await?;
                // The results of an ended import are deleted after thirty days; those of other imports are still needed.
                let missing = if self.is_ended { FlowError::NotRetained } else { FlowError::Missing { what: "chunk" } };
                parse_lines(&bytes.ok_or(missing)?, "chunk")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_for_the_wanted_chunks_and_contain_their_spans() {
        let span = |offset| ChunkSpan { offset, length: 10, planned: Summary::default() };
        let message = |chunk, offset| ChunkMessage { import_id: "i".into(), chunk, offset, length: 10 };
        let index = PlanIndex { chunks: vec![span(0), span(10), span(20)] };
        assert_eq!(index.messages(&"i".into(), |_| true), [message(0, 0), message(1, 10), message(2, 20)]);
        assert_eq!(index.messages(&"i".into(), |chunk| chunk != 1), [message(0, 0), message(2, 20)]);
    }

    #[test]
    fn documents_are_written_and_read_line_by_line() {
        let mut lines = Vec::new();
        for number in [1, 20] {
            assert!(push_line(&mut lines, &number).is_ok());
        }
        assert_eq!(lines, b"1\n20\n");
        for (lines, expected) in [
            (&b"1\n20\n"[..], Some(vec![1, 20])),
            (b"\n1\n\n20", Some(vec![1, 20])),
            (b"", Some(vec![])),
            (b"1\nx", None),
        ] {
            assert_eq!(parse_lines::<u32>(lines, "numbers").ok(), expected);
        }
        assert_eq!(encode("numbers", &[1, 20]).ok().as_deref(), Some(&b"[1,20]"[..]));
    }

    #[test]
    fn chunk_without_results_is_planned() {
        let done = Chunk { source: Source::Done("attempt".to_owned()), ..Chunk::planned(Summary::default()) };
        assert!(Chunk::planned(Summary::default()).is_planned() && !done.is_planned());
    }
}
