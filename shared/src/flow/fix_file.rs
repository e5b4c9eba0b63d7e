//! Creates the corrections file: the admin's own rows with comments, to be corrected and imported again.

use std::pin::pin;

use futures_util::TryStreamExt;
use jiff::Timestamp;

use super::{FlowError, chunks::Chunks, lease::LeasedImport};
use crate::{
    export::{CsvFix, FixCopy, FixForm, FixOutput, WorkbookFix, fix_content_type},
    import::Import,
    keys::{self, ExportFormat, FileKind},
    stores::{ByteSink, ByteStream, Environment, ImportStore, ResultStore},
};

/// Copies all rows, because none was imported.
pub(super) async fn copy_all(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    at: Timestamp,
) -> Result<(), FlowError> {
    match leased.import().file().kind() {
        FileKind::Csv => {
            let output = CsvFix::new(FixForm::of(leased.import()));
            copy_all_to(output, stores, leased, at).await
        }
        FileKind::Workbook => {
            let output = WorkbookFix::new(FixForm::of(leased.import())).map_err(unwritable)?;
            copy_all_to(output, stores, leased, at).await
        }
    }
}

/// Files whose imports a program can complete: all, or only CSV files. In the second case, the program does not contain the workbook
/// writer. This is a type rather than a flag, because the future of an `async fn` includes every call that the function could make.
pub(super) trait CompletableFiles {
    /// Whether they include workbooks.
    const WORKBOOKS: bool;

    /// Copies only the rows that failed, because the others need no correction.
    fn copy_failed(
        stores: &(impl ImportStore + ResultStore + Environment),
        leased: &mut LeasedImport,
        chunks: &Chunks,
        at: Timestamp,
    ) -> impl Future<Output = Result<(), FlowError>> + Send;
}

pub(super) struct AnyFile;

pub(super) struct CsvOnly;

impl CompletableFiles for AnyFile {
    const WORKBOOKS: bool = true;

    async fn copy_failed(
        stores: &(impl ImportStore + ResultStore + Environment),
        leased: &mut LeasedImport,
        chunks: &Chunks,
        at: Timestamp,
    ) -> Result<(), FlowError> {
        match leased.import().file().kind() {
            FileKind::Csv => CsvOnly::copy_failed(stores, leased, chunks, at).await,
            FileKind::Workbook => {
                let output = WorkbookFix::new(FixForm::of(leased.import())).map_err(unwritable)?;
                copy_failed_to(output, stores, leased, chunks, at).await
            }
        }
    }
}

impl CompletableFiles for CsvOnly {
    const WORKBOOKS: bool = false;

    async fn copy_failed(
        stores: &(impl ImportStore + ResultStore + Environment),
        leased: &mut LeasedImport,
        chunks: &Chunks,
        at: Timestamp,
    ) -> Result<(), FlowError> {
        let output = CsvFix::new(FixForm::of(leased.import()));
        copy_failed_to(output, stores, leased, chunks, at).await
    }
}

async fn copy_all_to<T: FixOutput + Send>(
    output: T,
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    at: Timestamp,
) -> Result<(), FlowError> {
    let Some(mut fix_file) = FixFileCopy::open(output, stores, leased.import(), at).await? else { return Ok(()) };
    while fix_file.read().await? {
        fix_file.copy.copy_all().map_err(unwritable)?;
        fix_file.write().await?;
        leased.renew(stores).await?;
    }
    // A carriage return at the end is processed only here, since a line feed might have followed.
    fix_file.copy.end_input();
    fix_file.copy.copy_all().map_err(unwritable)?;
    fix_file.finish().await
}

async fn copy_failed_to<T: FixOutput + Send>(
    output: T,
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
    at: Timestamp,
) -> Result<(), FlowError> {
    let Some(mut fix_file) = FixFileCopy::open(output, stores, leased.import(), at).await? else { return Ok(()) };
    let mut all_rows = pin!(chunks.rows_of(stores, |_| true));
    while let Some((_, rows)) = all_rows.try_next().await? {
        for row in &rows {
            while fix_file.copy.next_row(row).map_err(unwritable)?.is_none() {
                if fix_file.read().await? {
                    continue;
                }
                if fix_file.copy.is_ended() {
                    return Err(FlowError::Missing { what: WHAT });
                }
                fix_file.copy.end_input();
            }
        }
        fix_file.write().await?;
        leased.renew(stores).await?;
    }
    fix_file.finish().await
}

const WHAT: &str = "corrections file";

/// Converts an error that should not occur: when the rows were written, it was checked whether the encoding can represent every message,
/// and a workbook with at most 250,000 rows is far below the limits of its format.
fn unwritable(source: impl std::error::Error + Send + Sync + 'static) -> FlowError {
    FlowError::Unencodable { what: WHAT, source: source.into() }
}

/// Converts the file with all rows to the corrections file.
struct FixFileCopy<R: ResultStore, T> {
    stream: R::Stream,
    sink: R::Sink,
    copy: FixCopy<T>,
}

impl<R: ResultStore, T: FixOutput> FixFileCopy<R, T> {
    /// Opens both files. Returns `None` if there is no file with all rows because some could not be read.
    async fn open(output: T, results: &R, import: &Import, at: Timestamp) -> Result<Option<Self>, FlowError> {
        let (id, kind) = (import.id(), import.file().kind());
        let Some(stream) = results.open_result(&keys::plan_fix(id, import.attempt_id()), 0, None).await? else {
            return Ok(None);
        };
        let key = keys::export(id, ExportFormat::Fix, kind, at);
        let sink = results.create_result(&key, &fix_content_type(import)).await?;
        Ok(Some(Self { stream, sink, copy: FixCopy::new(output) }))
    }

    /// Reads the next bytes. Returns `false` at the end.
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
        self.sink.write(self.copy.into_bytes().map_err(unwritable)?).await?;
        Ok(self.sink.finish().await?)
    }
}
