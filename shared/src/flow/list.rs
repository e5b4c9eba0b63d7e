//! Pages of an import's rows and problems, read from the result objects.

use serde::{Deserialize, Serialize};

use super::{
    FlowError,
    chunks::{Chunks, parse_lines, read_all},
};
use crate::{
    ids::ImportId,
    import::{FILE_PROBLEMS_BYTES_MAX, Import, ImportStatus},
    keys,
    layout::field_labelled,
    problem::{Problem, Severity},
    row::{Outcome, Row, Summary},
    stores::{CHUNK_NUMBERS, ImportStore, ResultStore},
};

/// Size in bytes beyond which a page ends, as [`size_in_response`] counts it. A function's response is limited to 6 MB; the rest is for the
/// last item, and for addresses that are shown only to some readers.
pub const PAGE_BYTES_MAX: usize = 4_500_000;
/// Number of bytes of problems to read at a time, unless a line is longer.
const PROBLEM_BYTES: u64 = 512 * 1024;
/// Number of parts of the list of problems that every complete validation attempt writes: those of the file and of its rows.
const PARTS_OF_ATTEMPT: usize = 2;
/// Maximum number of chunks of rows, or pieces of problems, to read for one page. After that, the page ends early with a cursor.
const CHUNKS_PER_PAGE: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFilter {
    Outcome(Outcome),
    /// Rows with new course assignments.
    WithAssignments,
    /// Rows that queued an invitation.
    WithInvitations,
    /// Rows for which an undo removes courses.
    WithRemovedAssignments,
    /// Rows for which an undo retains a value or a course.
    WithRetained,
    /// Rows for existing users who could be invited but have no invitation.
    NeverInvited,
    /// Rows with changed field values. A row that only moves a user into a feed does not count.
    WithChanges,
    All,
}

impl RowFilter {
    fn matches(self, row: &Row) -> bool {
        match self {
            Self::Outcome(outcome) => row.outcome == outcome,
            Self::WithAssignments => !row.assigned.is_empty(),
            Self::WithInvitations => row.invited,
            Self::WithRemovedAssignments => !row.courses_removed().is_empty(),
            Self::WithRetained => !row.kept().is_empty(),
            Self::NeverInvited => row.never_invited,
            Self::WithChanges => row.changes.iter().any(|change| field_labelled(&change.column).is_some()),
            Self::All => true,
        }
    }

    fn count(self, summary: &Summary) -> u64 {
        match self {
            Self::Outcome(outcome) => summary.of(outcome),
            Self::WithAssignments => summary.course_assignments,
            Self::WithInvitations => summary.invitations,
            Self::NeverInvited => summary.never_invited,
            Self::WithChanges => summary.fields_changed.total(),
            Self::WithRemovedAssignments => summary.course_assignments_removed,
            Self::WithRetained | Self::All => summary.rows(),
        }
    }
}

/// Where a page of rows begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCursor {
    pub chunk: u32,
    /// Number of rows in that chunk to skip.
    pub skip: usize,
}

#[derive(Debug)]
pub struct RowPage {
    pub rows: Vec<Row>,
    /// Where the next page begins, if there may be one.
    pub next: Option<RowCursor>,
}

/// Returns the size of a value in a function's response, in bytes. The body of a response is a string of JSON, in which each quotation mark
/// and backslash takes two bytes.
pub fn size_in_response<T: Serialize>(value: &T) -> usize {
    let json = serde_json::to_vec(value).unwrap_or_default();
    json.len() + json.iter().filter(|byte| matches!(byte, b'"' | b'\\')).count()
}

/// Lists an import's rows with their outcomes or, until the import is applied and if it was [only checked](Import::is_tested), with their
/// planned outcomes.
///
/// For any other cancelled import, and for a rejected or expired one, only the invalid rows are listed, because the others have no outcome.
/// `limit` is 1 to 1,000; a page may be shorter, depending on the sizes of the rows as `size_bytes` returns them.
pub async fn list_rows(
    stores: &(impl ImportStore + ResultStore),
    import: &Import,
    filter: RowFilter,
    limit: usize,
    cursor: RowCursor,
    size_bytes: impl Fn(&Row) -> usize,
) -> Result<RowPage, FlowError> {
    let only_failed = !import.is_tested()
        && matches!(import.status(), ImportStatus::Rejected | ImportStatus::Cancelled | ImportStatus::Expired);
    let is_listed = |row: &Row| filter.matches(row) && (!only_failed || row.outcome == Outcome::Failed);
    let chunks = Chunks::of(stores, import).await?;
    let mut page = RowPage { rows: Vec::new(), next: None };
    let mut bytes = 0;
    let candidates = chunks.list.iter().filter(|chunk| chunk.number >= cursor.chunk && filter.count(&chunk.counts) > 0);
    for (read, chunk) in candidates.enumerate() {
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
            bytes += size_bytes(&row);
            page.rows.push(row);
        }
    }
    Ok(page)
}

/// Returns the result row with this number, or `None` if there is no such row or its results were deleted. Relies on the chunks being in
/// row order.
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

/// Where a page of problems begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemCursor {
    /// 0 for problems with the file, 1 for problems with rows, 2 for problems found while rows were applied.
    pub part: usize,
    /// Byte offset in that part.
    pub offset: u64,
}

#[derive(Debug)]
pub struct ProblemPage {
    pub problems: Vec<Problem>,
    /// Where the next page begins, if there may be one.
    pub next: Option<ProblemCursor>,
}

/// Returns the first problems with the file itself, including the cells that they quote. Once the results are deleted, returns the problems
/// stored in the import, which quote no cells.
pub async fn first_file_problems(results: &impl ResultStore, import: &Import) -> Result<Vec<Problem>, FlowError> {
    let retained = &import.problems().file;
    if retained.is_empty() {
        return Ok(Vec::new());
    }
    let key = keys::file_problems(import.id(), import.attempt_id());
    let length = FILE_PROBLEMS_BYTES_MAX as u64;
    let Some(bytes) = read_all(results, &key, 0, Some(length)).await? else { return Ok(retained.clone()) };
    // Only whole lines: the last one may be cut off.
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
    let mut problems: Vec<Problem> = parse_lines(&bytes[..end], "problems")?;
    problems.truncate(retained.len());
    Ok(problems)
}

/// Lists an import's problems: those with the file, then those with rows, in file order, then those found while rows were applied. `limit`
/// and `size_bytes` are as for [`list_rows`].
///
/// # Errors
///
/// [`FlowError::NotRetained`] if the import has ended with problems, but its results were deleted.
pub async fn list_problems(
    results: &impl ResultStore,
    import: &Import,
    severity: Option<Severity>,
    limit: usize,
    cursor: ProblemCursor,
    size_bytes: impl Fn(&Problem) -> usize,
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
        let bytes = match read_all(results, key, at.offset, Some(length)).await? {
            Some(bytes) => bytes,
            None if at.part < PARTS_OF_ATTEMPT && has_problems_of_attempt(import) => {
                return Err(FlowError::NotRetained);
            }
            None => Vec::new(),
        };
        // A read may end in the middle of a line. The next read starts with the incomplete line.
        let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') else {
            if (bytes.len() as u64) < length {
                at = ProblemCursor { part: at.part + 1, offset: 0 };
                length = PROBLEM_BYTES;
            } else {
                // The line is longer than the read.
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
            let mut problems: Vec<Problem> = parse_lines(line, "problems")?;
            problems.retain(|problem| severity.is_none_or(|wanted| problem.severity() == wanted));
            page_bytes += problems.iter().map(&size_bytes).sum::<usize>();
            page.problems.append(&mut problems);
        }
    }
    Ok(page)
}

/// Returns `true` if an import has ended with problems. The validation attempt that counted them then wrote the objects with the problems of
/// the file and of its rows, even if one of them is empty. The object with the problems found while rows were applied may be missing.
fn has_problems_of_attempt(import: &Import) -> bool {
    let counts = import.problems();
    import.status().is_ended() && counts.errors + counts.warnings > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::{Change, Kept, Person, UndoneRow};

    #[test]
    fn size_in_a_response_is_that_of_a_string_of_json() {
        for value in ["", "Ann", "José", r#"a "b" c"#, r"C:\temp", "two\nlines"] {
            let json = serde_json::to_string(value).unwrap_or_default();
            // Without the quotation marks around the string.
            let expected = serde_json::to_string(&json).unwrap_or_default().len() - 2;
            assert_eq!(size_in_response(&value), expected, "{value}");
        }
    }

    #[test]
    fn filters_match_the_rows_that_they_count() {
        let change = |column: &str| Change {
            column: column.to_owned(),
            old: None,
            new: Some("x".to_owned()),
            old_id: None,
            new_id: None,
        };
        let row = |line, outcome, changes| Row { outcome, changes, ..Row::new(9, line, Person::default()) };
        let taken = row(9, Outcome::Updated, vec![change("feed")]);
        let renamed = row(9, Outcome::Updated, vec![change("name"), change("feed")]);
        let absent = row(0, Outcome::Disabled, vec![change("enabled"), change("feed")]);
        for (filter, expected) in [
            (RowFilter::Outcome(Outcome::Updated), [true, true, false]),
            (RowFilter::Outcome(Outcome::Disabled), [false, false, true]),
            (RowFilter::WithChanges, [false, true, true]),
            (RowFilter::All, [true; 3]),
        ] {
            for (row, expected) in [&taken, &renamed, &absent].into_iter().zip(expected) {
                let mut summary = Summary::default();
                summary.count(row);
                assert_eq!(
                    (filter.matches(row), filter.count(&summary) > 0),
                    (expected, expected),
                    "{filter:?} {row:?}"
                );
            }
        }
    }

    #[test]
    fn filters_match_the_rows_with_courses_and_invitations_that_they_count() {
        let plain = Row::new(2, 2, Person::default());
        let kept = Kept { column: "name".to_owned(), written: None, current: None };
        let removed = UndoneRow { courses_removed: vec!["c".into()], ..UndoneRow::default() };
        let retained = UndoneRow { kept: vec![kept], ..UndoneRow::default() };
        for (filter, row) in [
            (RowFilter::WithAssignments, Row { assigned: vec!["c".into()], ..plain.clone() }),
            (RowFilter::WithInvitations, Row { invited: true, ..plain.clone() }),
            (RowFilter::NeverInvited, Row { never_invited: true, ..plain.clone() }),
            (RowFilter::WithRemovedAssignments, Row { undone: Some(Box::new(removed)), ..plain.clone() }),
            (RowFilter::WithRetained, Row { undone: Some(Box::new(retained)), ..plain.clone() }),
        ] {
            assert!(filter.matches(&row) && !filter.matches(&plain), "{filter:?}");
            let mut summary = Summary::default();
            summary.count(&row);
            assert_eq!(filter.count(&summary), 1, "{filter:?}");
        }
    }
}
