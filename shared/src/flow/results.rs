//! Writes the result files: the rows as CSV and JSON, the problems found while rows were applied, and copies for dropped files.

use std::pin::pin;

use futures_util::{TryStreamExt, future::try_join};
use jiff::Timestamp;

use super::{
    FlowError,
    chunks::{Chunk, Chunks, NDJSON, push_line},
    findings::courses_left_out,
    lease::LeasedImport,
    list::first_file_problems,
};
use crate::{
    export::{CsvWriter, JsonHead, JsonWriter, fix_content_type},
    ids::ImportId,
    import::{ImportStatus, Source},
    keys::{self, ExportFormat, FileKind},
    row::{Outcome, Summary},
    stores::{ByteSink, ByteStream, Environment, ImportStore, ResultStore},
};

/// Returns `true` if an import's results list rows with this outcome. A rejected import's results list only invalid rows.
fn is_listed(status: ImportStatus, outcome: Outcome) -> bool {
    status != ImportStatus::Rejected || outcome == Outcome::Failed
}

/// Totals over all rows in a result.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) summary: Summary,
    /// Errors found while rows were written.
    pub(super) late_errors: u64,
}

/// What the lists of an import's rows contain.
pub(super) struct Export<'a> {
    pub(super) chunks: &'a Chunks,
    /// The status that the import has once the lists are written.
    pub(super) status: ImportStatus,
    pub(super) totals: Totals,
    /// The time in the names of the files.
    pub(super) at: Timestamp,
}

/// Writes the rows as CSV and JSON. In the JSON document, the rows are grouped by outcome, so each outcome after the first requires another
/// pass over the chunks that have such rows.
pub(super) async fn write_lists(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    export: &Export<'_>,
) -> Result<(), FlowError> {
    let Export { chunks, status, totals, at } = *export;
    let unencodable = |source: serde_json::Error| FlowError::Unencodable { what: "result", source: source.into() };
    let mut csv_sink = create(stores, leased.id(), ExportFormat::Csv, at).await?;
    let mut json_sink = create(stores, leased.id(), ExportFormat::Json, at).await?;
    let import = leased.import();
    let file = first_file_problems(stores, import).await?;
    let left_out = courses_left_out(stores, import).await?;
    let head = JsonHead::new(import, status, (totals.summary, totals.late_errors), &file, &left_out, at);
    let mut csv = CsvWriter::new(import.language());
    let mut json = JsonWriter::new(&head, import.language()).map_err(unencodable)?;
    let has = |chunk: &Chunk, outcome: Outcome| is_listed(status, outcome) && chunk.counts.of(outcome) > 0;
    let first = Outcome::ALL.into_iter().find(|outcome| chunks.list.iter().any(|chunk| has(chunk, *outcome)));
    for outcome in Outcome::ALL {
        json.begin_list(outcome);
        // The CSV file, which has the rows in file order, is written in the first pass.
        let is_first = first == Some(outcome);
        let is_wanted =
            |chunk: &Chunk| has(chunk, outcome) || is_first && Outcome::ALL.into_iter().any(|other| has(chunk, other));
        let mut some = pin!(chunks.rows_of(stores, is_wanted));
        while let Some((_, rows)) = some.try_next().await? {
            if is_first {
                rows.iter().filter(|row| is_listed(status, row.outcome)).for_each(|row| csv.push(row));
                csv_sink.write(csv.take_bytes()).await?;
            }
            for row in rows.iter().filter(|row| row.outcome == outcome) {
                json.push(row).map_err(unencodable)?;
            }
            json_sink.write(json.take_bytes()).await?;
            leased.renew(stores).await?;
        }
        json.end_list();
    }
    csv_sink.write(csv.take_bytes()).await?;
    json_sink.write(json.finish()).await?;
    try_join(csv_sink.finish(), json_sink.finish()).await?;
    Ok(())
}

/// Creates a result object whose format does not depend on the kind of file that was imported.
async fn create<S: ResultStore>(
    results: &S,
    id: &ImportId,
    format: ExportFormat,
    at: Timestamp,
) -> Result<S::Sink, FlowError> {
    let content_type = format.content_type(FileKind::Csv);
    Ok(results.create_result(&keys::export(id, format, FileKind::Csv, at), content_type).await?)
}

/// Writes the problems found while rows were applied. Returns their number.
pub(super) async fn write_late_problems(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
) -> Result<u64, FlowError> {
    let mut sink = stores.create_result(&keys::late_problems(leased.id()), NDJSON).await?;
    let mut count = 0;
    let mut some = pin!(chunks.rows_of(stores, |chunk| chunk.counts.failed > 0));
    while let Some((_, rows)) = some.try_next().await? {
        let mut lines = Vec::new();
        for problem in rows.iter().filter(|row| row.late).filter_map(|row| row.problems.last()) {
            push_line(&mut lines, problem)?;
            count += 1;
        }
        sink.write(lines.into()).await?;
        leased.renew(stores).await?;
    }
    sink.finish().await?;
    Ok(count)
}

/// Copies a dropped file's results to keys in the results bucket that are derived from the file's own key. Has no effect on other imports.
pub(super) async fn copy_results_of_drop(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
) -> Result<(), FlowError> {
    let import = leased.import();
    let (Source::Drop, Some(at)) = (import.source(), import.results_at()) else { return Ok(()) };
    let (corrections, kind) = (fix_content_type(import), import.file().kind());
    for format in ExportFormat::ALL {
        let from = keys::export(leased.id(), format, kind, at);
        let to = keys::dropped_export(&leased.import().file().key, leased.id(), format, kind, at);
        let content_type = if format == ExportFormat::Fix { &corrections } else { format.content_type(kind) };
        copy(stores, leased, [&from, &to], content_type).await?;
    }
    Ok(())
}

async fn copy(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    [from, to]: [&str; 2],
    content_type: &str,
) -> Result<(), FlowError> {
    let Some(mut stream) = stores.open_result(from, 0, None).await? else { return Ok(()) };
    let mut sink = stores.create_result(to, content_type).await?;
    while let Some(bytes) = stream.next_bytes().await? {
        sink.write(bytes).await?;
        leased.renew(stores).await?;
    }
    Ok(sink.finish().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_a_rejected_import_list_only_invalid_rows() {
        for (status, outcome, expected) in [
            (ImportStatus::Completed, Outcome::Created, true),
            (ImportStatus::Completed, Outcome::Failed, true),
            (ImportStatus::AwaitingConfirmation, Outcome::Skipped, true),
            (ImportStatus::Rejected, Outcome::Created, false),
            (ImportStatus::Rejected, Outcome::Skipped, false),
            (ImportStatus::Rejected, Outcome::Failed, true),
        ] {
            assert_eq!(is_listed(status, outcome), expected, "{status:?} {outcome:?}");
        }
    }
}
