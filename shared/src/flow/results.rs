//! Writes the result files: the rows as CSV and JSON, the problems found while rows were applied, and copies for dropped files.

use std::pin::pin;

use futures_util::TryStreamExt;
use jiff::Timestamp;

use super::{
    FlowError,
    chunks::{Chunks, NDJSON, push_line},
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

/// Writes the rows as CSV and JSON.
pub(super) async fn write_lists(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
    status: ImportStatus,
    totals: Totals,
    at: Timestamp,
) -> Result<(), FlowError> {
    write_csv(stores, leased, chunks, status, at).await?;
    write_json(stores, leased, chunks, status, totals, at).await
}

async fn write_csv(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
    status: ImportStatus,
    at: Timestamp,
) -> Result<(), FlowError> {
    let mut sink = create(stores, leased.id(), ExportFormat::Csv, at).await?;
    let mut writer = CsvWriter::new(leased.import().language());
    let mut all = pin!(chunks.rows_of(stores, |_| true));
    while let Some(rows) = all.try_next().await? {
        for row in rows.iter().filter(|row| is_listed(status, row.outcome)) {
            writer.push(row);
        }
        sink.write(writer.take_bytes()).await?;
        leased.renew(stores).await?;
    }
    sink.write(writer.take_bytes()).await?;
    Ok(sink.finish().await?)
}

async fn write_json(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
    status: ImportStatus,
    totals: Totals,
    at: Timestamp,
) -> Result<(), FlowError> {
    let unencodable = |source: serde_json::Error| FlowError::Unencodable { what: "result", source: source.into() };
    let mut sink = create(stores, leased.id(), ExportFormat::Json, at).await?;
    let import = leased.import();
    let file = first_file_problems(stores, import).await?;
    let left_out = courses_left_out(stores, import).await?;
    let head = JsonHead::new(import, status, (totals.summary, totals.late_errors), &file, &left_out, at);
    let mut writer = JsonWriter::new(&head, import.language()).map_err(unencodable)?;
    for outcome in Outcome::ALL {
        writer.begin_list(outcome);
        let mut some = pin!(chunks.rows_of(stores, |chunk| is_listed(status, outcome) && chunk.counts.of(outcome) > 0));
        while let Some(rows) = some.try_next().await? {
            for row in rows.iter().filter(|row| row.outcome == outcome) {
                writer.push(row).map_err(unencodable)?;
            }
            sink.write(writer.take_bytes()).await?;
            leased.renew(stores).await?;
        }
        writer.end_list();
    }
    sink.write(writer.finish()).await?;
    Ok(sink.finish().await?)
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
    while let Some(rows) = some.try_next().await? {
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
pub(super) async fn copy_beside_drop(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
) -> Result<(), FlowError> {
    let import = leased.import();
    let (Source::Drop, Some(at)) = (import.source(), import.results_at()) else { return Ok(()) };
    let (corrections, kind) = (fix_content_type(import), import.file().kind());
    for format in ExportFormat::ALL {
        let from = keys::export(leased.id(), format, kind, at);
        let to = keys::dropped_export(&leased.import().file().key, format, kind, at);
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
