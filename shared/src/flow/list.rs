//! Pages of an import's rows and problems, read from the result objects.

use serde::{Deserialize, Serialize};

use super::{
    FlowError,
    chunks::{Chunks, parse_lines, read_all},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    keys,
    problem::{Problem, Severity},
    row::{Outcome, Row, Summary},
    stores::{CHUNK_NUMBERS, ImportStore, ResultStore},
};

/// Bytes of rows in a page at most: a response of a function has at most 6 MB, and a row grows a little on its way out.
const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of problems read at a time.
const PROBLEM_BYTES: u64 = 512 * 1024;
/// Chunks of a million rows that a page may look through: more, and the page ends early with a cursor.
const CHUNKS_PER_PAGE: usize = 40;

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFilter {
    /// Those of this outcome.
    Outcome(Outcome),
    /// Those with new course assignments.
    WithAssignments,
    /// Those whose invitation was queued.
    WithInvitations,
    /// Those from which an undo takes courses away.
    WithRemovedAssignments,
    /// Those of which an undo keeps something.
    WithKept,
    /// All.
    All,
}

impl RowFilter {
    fn matches(self, row: &Row) -> bool {
        match self {
            Self::Outcome(outcome) => row.outcome == outcome,
            Self::WithAssignments => !row.assigned.is_empty(),
            Self::WithInvitations => row.invited,
            Self::WithRemovedAssignments => !row.courses_removed().is_empty(),
            Self::WithKept => !row.kept().is_empty(),
            Self::All => true,
        }
    }

    fn count(self, summary: &Summary) -> u64 {
        match self {
            Self::Outcome(outcome) => summary.of(outcome),
            Self::WithAssignments => summary.course_assignments,
            Self::WithInvitations => summary.invitations,
            Self::WithRemovedAssignments => summary.course_assignments_removed,
            Self::WithKept | Self::All => summary.rows(),
        }
    }
}

/// Where the next page of rows begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCursor {
    /// Chunk.
    pub chunk: u32,
    /// Rows of that chunk to skip.
    pub skip: usize,
}

/// A page of rows.
#[derive(Debug)]
pub struct RowPage {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page begins, if there may be one.
    pub next: Option<RowCursor>,
}

/// Rows of an import: what was done, or while it waits what a confirm would do.
///
/// Of a rejected, cancelled or expired import only the rows that are wrong are listed: the others have no outcome.
/// `limit` is 1 to 1000; a page may be shorter.
pub async fn list_rows(
    stores: &(impl ImportStore + ResultStore),
    import: &Import,
    filter: RowFilter,
    limit: usize,
    cursor: RowCursor,
) -> Result<RowPage, FlowError> {
    let only_failed =
        matches!(import.status(), ImportStatus::Rejected | ImportStatus::Cancelled | ImportStatus::Expired);
    let is_listed = |row: &Row| filter.matches(row) && (!only_failed || row.outcome == Outcome::Failed);
    let chunks = Chunks::of(stores, import).await?;
    let mut page = RowPage { rows: Vec::new(), next: None };
    let mut bytes = 0;
    let waiting = chunks.list.iter().filter(|chunk| chunk.number >= cursor.chunk && filter.count(&chunk.counts) > 0);
    for (read, chunk) in waiting.enumerate() {
        let skip = if chunk.number == cursor.chunk { cursor.skip } else { 0 };
        if read == CHUNKS_PER_PAGE {
            page.next = Some(RowCursor { chunk: chunk.number, skip });
            return Ok(page);
        }
        for (index, row) in chunks.rows(stores, chunk).await?.into_iter().enumerate().skip(skip) {
            if !is_listed(&row) {
                continue;
            }
            if page.rows.len() == limit || bytes > PAGE_BYTES_MAX {
                page.next = Some(RowCursor { chunk: chunk.number, skip: index });
                return Ok(page);
            }
            bytes += serde_json::to_vec(&row).map_or(0, |json| json.len());
            page.rows.push(row);
        }
    }
    Ok(page)
}

/// The result row with this number, as long as results are kept. Rows are in order, and so are the chunks.
pub async fn find_row(
    stores: &(impl ImportStore + ResultStore),
    id: &ImportId,
    row: u64,
) -> Result<Option<Row>, FlowError> {
    let chunks = stores.chunks(id, CHUNK_NUMBERS).await?;
    let after = chunks.partition_point(|chunk| chunk.first_row <= row);
    let Some(chunk) = after.checked_sub(1).and_then(|at| chunks.get(at)) else { return Ok(None) };
    let key = keys::chunk_result(id, chunk.chunk, &chunk.attempt);
    let Some(bytes) = read_all(stores, &key, 0, None).await? else { return Ok(None) };
    let rows: Vec<Row> = parse_lines(&bytes, "chunk")?;
    Ok(rows.into_iter().find(|found| found.row == row))
}

/// Where the next page of problems begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemCursor {
    /// 0 the file's own, 1 of rows, 2 of rows while they were applied.
    pub part: usize,
    /// Byte in that part.
    pub offset: u64,
}

/// A page of problems.
#[derive(Debug)]
pub struct ProblemPage {
    /// The problems.
    pub problems: Vec<Problem>,
    /// Where the next page begins, if there may be one.
    pub next: Option<ProblemCursor>,
}

/// Problems of an import: the file's own first, then those of rows in the order of the file.
pub async fn list_problems(
    results: &impl ResultStore,
    import: &Import,
    severity: Option<Severity>,
    limit: usize,
    cursor: ProblemCursor,
) -> Result<ProblemPage, FlowError> {
    let (id, attempt_id) = (import.id(), import.attempt_id());
    let parts = [keys::file_problems(id, attempt_id), keys::row_problems(id, attempt_id), keys::late_problems(id)];
    let mut page = ProblemPage { problems: Vec::new(), next: None };
    let mut at = cursor;
    let (mut reads, mut length, mut page_bytes) = (0, PROBLEM_BYTES, 0);
    while let Some(key) = parts.get(at.part) {
        reads += 1;
        if reads > CHUNKS_PER_PAGE {
            page.next = Some(at);
            return Ok(page);
        }
        let bytes = read_all(results, key, at.offset, Some(length)).await?.unwrap_or_default();
        // A piece ends where it ends; only whole lines are read, and the rest again with the next piece.
        let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') else {
            if (bytes.len() as u64) < length {
                at = ProblemCursor { part: at.part + 1, offset: 0 };
                length = PROBLEM_BYTES;
            } else {
                // One line that is longer than the piece.
                length *= 2;
            }
            continue;
        };
        length = PROBLEM_BYTES;
        for line in bytes[..end].split(|byte| *byte == b'\n') {
            if page.problems.len() == limit || page_bytes > PAGE_BYTES_MAX {
                page.next = Some(at);
                return Ok(page);
            }
            at.offset += line.len() as u64 + 1;
            page_bytes += line.len();
            let problems: Vec<Problem> = parse_lines(line, "problems")?;
            page.problems.extend(
                problems.into_iter().filter(|problem| severity.is_none_or(|wanted| problem.severity() == wanted)),
            );
        }
    }
    Ok(page)
}
