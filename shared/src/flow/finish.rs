//! The end of an import: results joined into files, the import closed, and its notice written last.

use std::pin::pin;

use futures_util::TryStreamExt;
use jiff::Timestamp;
use serde_json::json;

use super::{
    FinishPorts, FlowError, Held,
    rows::{Chunks, NDJSON, push_line, write_all},
};
use crate::{
    decode::Unencodable,
    export::{CsvWriter, FixCopy, FixForm, JsonHead, JsonWriter},
    ids::ImportId,
    import::{Failure, Import, ImportStatus, Source},
    keys::{self, ExportFormat},
    ports::{Ambient, ByteSink, ByteStream, CHUNK_NUMBERS, ImportStore, Replaced, ResultStore, StoreError},
    row::{Outcome, Summary},
};

/// Closes an import whose chunks are all done. Answers without doing anything if they are not, or if somebody else does it.
pub async fn complete(ports: &impl FinishPorts, id: &ImportId) -> Result<(), FlowError> {
    let Some(import) = ports.imports().import(id).await? else { return Ok(()) };
    let (now, chunks) = (ports.ambient().now(), import.plan.map_or(0, |plan| plan.chunks));
    if import.status != ImportStatus::Importing || import.is_leased(now) {
        return Ok(());
    }
    if ports.imports().chunks(id, CHUNK_NUMBERS).await?.len() < chunks as usize {
        return Ok(());
    }
    let taken = Held::take(ports.imports(), ports.ambient(), import, |import| {
        // A second try gives the files the same names.
        import.results_at.get_or_insert(now);
    });
    match async { Box::pin(close_completed(ports, taken.await?)).await }.await {
        Err(FlowError::Lost) => Ok(()),
        other => other,
    }
}

async fn close_completed(ports: &impl FinishPorts, mut held: Held) -> Result<(), FlowError> {
    let chunks = Chunks::of(ports.imports(), ports.results(), &held.import).await?;
    let at = results_at(&mut held.import, ports.ambient());
    let late_errors = write_late_problems(ports, &held, &chunks).await?;
    let mut summary = Summary::default();
    for chunk in &chunks.list {
        summary.add(&chunk.counts);
    }
    write_lists(ports, &mut held, &chunks, ImportStatus::Completed, summary, at).await?;
    if summary.failed > 0 {
        write_failed_fix(ports, &held.import, &chunks, at).await?;
    }
    held.import.summary = summary;
    held.import.problems.errors += late_errors;
    end_and_announce(ports, held, ImportStatus::Completed).await
}

/// Rejects an import: nothing was written; the rows that are wrong are listed, and all rows go back for mending.
pub async fn reject(ports: &impl FinishPorts, mut held: Held) -> Result<(), FlowError> {
    let chunks = Chunks::planned(ports.results(), &held.import).await?;
    let failed = held.import.plan.map_or(0, |plan| plan.would.failed);
    let at = results_at(&mut held.import, ports.ambient());
    held.save(ports.imports(), ports.ambient()).await?;
    let summary = Summary { failed, ..Summary::default() };
    write_lists(ports, &mut held, &chunks, ImportStatus::Rejected, summary, at).await?;
    copy_fix(ports, &held.import, at).await?;
    held.import.summary = summary;
    end_and_announce(ports, held, ImportStatus::Rejected).await
}

/// Writes what a confirm would do, in all forms, for an import that is about to wait.
pub async fn write_preview(ports: &impl FinishPorts, held: &mut Held) -> Result<(), FlowError> {
    let chunks = Chunks::planned(ports.results(), &held.import).await?;
    let would = held.import.plan.map(|plan| plan.would).unwrap_or_default();
    let at = results_at(&mut held.import, ports.ambient());
    held.save(ports.imports(), ports.ambient()).await?;
    write_lists(ports, held, &chunks, ImportStatus::AwaitingConfirmation, would, at).await?;
    copy_fix(ports, &held.import, at).await
}

/// Ends an import that nobody uploaded or confirmed in time.
pub async fn expire(ports: &impl FinishPorts, mut import: Import) -> Result<(), FlowError> {
    let failed = import.plan.map_or(0, |plan| plan.would.failed);
    import.summary = Summary { failed, ..Summary::default() };
    import.end(ImportStatus::Expired, ports.ambient().now());
    end_without_results(ports, import).await
}

/// Ends an import that cannot go on. A retry goes on from where it stood; `retryable` says whether it is likely to help.
pub async fn fail(
    ports: &impl FinishPorts,
    mut import: Import,
    code: &str,
    detail: &str,
    retryable: bool,
) -> Result<(), FlowError> {
    let from = import.status;
    import.failure = Some(Failure { code: code.to_owned(), detail: detail.to_owned(), retryable, from });
    import.end(ImportStatus::Failed, ports.ambient().now());
    end_without_results(ports, import).await
}

/// Ends an import after an error that trying again does not mend; answers whether it was such a one.
///
/// The store may refuse this write too: then the sweeper ends the import later.
pub async fn give_up(ports: &impl FinishPorts, id: &ImportId, error: &FlowError) -> Result<bool, FlowError> {
    let (code, detail, retryable) = match error {
        FlowError::Store(StoreError::Refused { store, .. }) => (
            "store-refused",
            format!(
                "The {store} refused a request of the import. The stack's log says why; once that is mended, retry the import."
            ),
            true,
        ),
        FlowError::Corrupt { what, .. } => {
            let detail = format!("The stored {what} of the import cannot be read. Import the file again.");
            ("plan-unreadable", detail, false)
        }
        FlowError::Store(StoreError::Busy { .. }) | FlowError::Lost | FlowError::Gone => return Ok(false),
    };
    let Some(import) = ports.imports().import(id).await? else { return Ok(true) };
    if matches!(import.status, ImportStatus::Validating | ImportStatus::Importing) {
        fail(ports, import, code, &detail, retryable).await?;
    }
    Ok(true)
}

async fn end_without_results(ports: &impl FinishPorts, mut import: Import) -> Result<(), FlowError> {
    import.version += 1;
    match ports.imports().replace_import(&import).await? {
        Replaced::Done => announce(ports, import).await,
        Replaced::Lost => Err(FlowError::Lost),
    }
}

/// Writes the notice of an import that has ended, and lets it rest.
pub async fn announce(ports: &impl FinishPorts, import: Import) -> Result<(), FlowError> {
    let notice = json!({
        "import_id": import.import_id,
        "source": import.source,
        "status": import.status,
        "options": import.options,
        "summary": import.summary,
        "problems": { "errors": import.problems.errors, "warnings": import.problems.warnings },
        "created_at": import.created_at,
        "finished_at": import.finished_at,
    });
    write_all(ports.results(), &keys::summary(&import.import_id), "application/json", notice.to_string()).await?;
    replace(ports.imports(), Import { open: false, ..import }).await
}

async fn replace(imports: &impl ImportStore, mut import: Import) -> Result<(), FlowError> {
    import.version += 1;
    match imports.replace_import(&import).await? {
        Replaced::Done => Ok(()),
        Replaced::Lost => Err(FlowError::Lost),
    }
}

fn results_at(import: &mut Import, ambient: &impl Ambient) -> Timestamp {
    *import.results_at.get_or_insert_with(|| ambient.now())
}

/// The import shows its end first and is announced after; if we die between, the sweeper finds it open and announces it.
async fn end_and_announce(ports: &impl FinishPorts, mut held: Held, status: ImportStatus) -> Result<(), FlowError> {
    let now = ports.ambient().now();
    if held.import.source == Source::Drop {
        copy_beside_drop(ports, &held.import).await?;
    }
    held.import.end(status, now);
    let ended = held.release(ports.imports()).await?;
    announce(ports, ended).await
}

/// Which rows a result lists: all of them, or in a rejected import those that are wrong.
fn is_listed(status: ImportStatus, outcome: Outcome) -> bool {
    status != ImportStatus::Rejected || outcome == Outcome::Failed
}

async fn write_lists(
    ports: &impl FinishPorts,
    held: &mut Held,
    chunks: &Chunks,
    status: ImportStatus,
    summary: Summary,
    at: Timestamp,
) -> Result<(), FlowError> {
    let id = held.import.import_id.clone();
    let results = ports.results();
    let mut sink = create(ports, &id, ExportFormat::Csv, at).await?;
    let mut writer = CsvWriter::new(held.import.language);
    let mut all = pin!(chunks.rows_of(results, |_| true));
    while let Some(rows) = all.try_next().await? {
        for row in rows.iter().filter(|row| is_listed(status, row.outcome)) {
            writer.push(row);
        }
        sink.write(writer.take_bytes()).await?;
        held.renew(ports.imports(), ports.ambient()).await?;
    }
    sink.write(writer.take_bytes()).await?;
    sink.finish().await?;

    let corrupt = |source| FlowError::Corrupt { what: "result", source: Some(source) };
    let mut sink = create(ports, &id, ExportFormat::Json, at).await?;
    let mut writer =
        JsonWriter::new(&JsonHead::new(&held.import, status, summary, at), held.import.language).map_err(corrupt)?;
    for outcome in Outcome::ALL {
        writer.begin_list(outcome);
        let mut some =
            pin!(chunks.rows_of(results, |chunk| is_listed(status, outcome) && chunk.counts.of(outcome) > 0));
        while let Some(rows) = some.try_next().await? {
            for row in rows.iter().filter(|row| row.outcome == outcome) {
                writer.push(row).map_err(corrupt)?;
            }
            sink.write(writer.take_bytes()).await?;
            held.renew(ports.imports(), ports.ambient()).await?;
        }
        writer.end_list();
    }
    sink.write(writer.finish()).await?;
    Ok(sink.finish().await?)
}

async fn create<P: FinishPorts>(
    ports: &P,
    id: &ImportId,
    format: ExportFormat,
    at: Timestamp,
) -> Result<<P::Results as ResultStore>::Sink, FlowError> {
    Ok(ports.results().create_result(&keys::export(id, format, at), format.content_type()).await?)
}

/// Problems that rows met while they were applied, for the list of problems. Answers how many.
async fn write_late_problems(ports: &impl FinishPorts, held: &Held, chunks: &Chunks) -> Result<u64, FlowError> {
    let mut lines = Vec::new();
    let mut count = 0;
    let mut some = pin!(chunks.rows_of(ports.results(), |chunk| chunk.counts.failed > 0));
    while let Some(rows) = some.try_next().await? {
        for problem in rows.iter().filter(|row| row.late).filter_map(|row| row.problems.last()) {
            push_line(&mut lines, problem)?;
            count += 1;
        }
    }
    write_all(ports.results(), &keys::late_problems(&held.import.import_id), NDJSON, lines).await?;
    Ok(count)
}

/// All of the admin's rows go back: none was imported.
async fn copy_fix(ports: &impl FinishPorts, import: &Import, at: Timestamp) -> Result<(), FlowError> {
    let Some(mut fix) = Fix::open(ports, import, at).await? else { return Ok(()) };
    while fix.read().await? {
        fix.copy.let_all_through().map_err(unencodable)?;
        fix.write().await?;
    }
    // A lone carriage return at the end waits for its line feed until then.
    let _news = fix.copy.finish();
    fix.copy.let_all_through().map_err(unencodable)?;
    fix.finish().await
}

/// Only the rows that failed go back: the others are imported.
async fn write_failed_fix(
    ports: &impl FinishPorts,
    import: &Import,
    chunks: &Chunks,
    at: Timestamp,
) -> Result<(), FlowError> {
    let Some(mut fix) = Fix::open(ports, import, at).await? else { return Ok(()) };
    let mut all_rows = pin!(chunks.rows_of(ports.results(), |_| true));
    while let Some(rows) = all_rows.try_next().await? {
        for row in &rows {
            while fix.copy.next_row(row).map_err(unencodable)?.is_none() {
                if !fix.read().await? && !fix.copy.finish() {
                    return Err(FlowError::Corrupt { what: "fix file", source: None });
                }
            }
        }
        fix.write().await?;
    }
    fix.finish().await
}

/// Whether the encoding carries every message was looked at when the rows were written.
fn unencodable(_: Unencodable) -> FlowError {
    FlowError::Corrupt { what: "fix file", source: None }
}

/// The fix file on its way from all rows to the one that goes back.
struct Fix<R: ResultStore> {
    stream: R::Stream,
    sink: R::Sink,
    copy: FixCopy,
}

impl<R: ResultStore> Fix<R> {
    /// `None` if the file was refused before there were rows.
    async fn open<P: FinishPorts<Results = R>>(
        ports: &P,
        import: &Import,
        at: Timestamp,
    ) -> Result<Option<Self>, FlowError> {
        let (id, form) = (&import.import_id, FixForm::of(import));
        let Some(stream) = ports.results().open_result(&keys::plan_fix(id, import.reading()), 0, None).await? else {
            return Ok(None);
        };
        let key = keys::export(id, ExportFormat::Fix, at);
        let sink = ports.results().create_result(&key, &form.content_type()).await?;
        Ok(Some(Self { stream, sink, copy: FixCopy::new(form) }))
    }

    /// Reads some more; answers whether there was more.
    async fn read(&mut self) -> Result<bool, FlowError> {
        let bytes = self.stream.next_bytes().await?;
        if let Some(bytes) = &bytes {
            self.copy.push(bytes);
        }
        Ok(bytes.is_some())
    }

    async fn write(&mut self) -> Result<(), FlowError> {
        Ok(self.sink.write(self.copy.take_bytes()).await?)
    }

    async fn finish(mut self) -> Result<(), FlowError> {
        self.sink.write(self.copy.into_bytes()).await?;
        Ok(self.sink.finish().await?)
    }
}

/// The results also lie under the key that the admin chose.
async fn copy_beside_drop(ports: &impl FinishPorts, import: &Import) -> Result<(), FlowError> {
    let Some(at) = import.results_at else { return Ok(()) };
    let fix = FixForm::of(import).content_type();
    for format in ExportFormat::ALL {
        let from = keys::export(&import.import_id, format, at);
        let content_type = if format == ExportFormat::Fix { &fix } else { format.content_type() };
        copy(ports, &from, &keys::dropped_export(&import.file.key, format, at), content_type).await?;
    }
    Ok(())
}

async fn copy(ports: &impl FinishPorts, from: &str, to: &str, content_type: &str) -> Result<(), FlowError> {
    let Some(mut stream) = ports.results().open_result(from, 0, None).await? else { return Ok(()) };
    let mut sink = ports.results().create_result(to, content_type).await?;
    while let Some(bytes) = stream.next_bytes().await? {
        sink.write(bytes).await?;
    }
    Ok(sink.finish().await?)
}
