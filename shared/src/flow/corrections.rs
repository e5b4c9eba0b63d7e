//! Creates the corrections file: the admin's own rows with comments, to be imported again.

use std::pin::pin;

use futures_util::TryStreamExt;
use jiff::Timestamp;

use super::{FlowError, chunks::Chunks, lease::LeasedImport};
use crate::{
    decode::Unencodable,
    export::{FixCopy, FixForm},
    import::Import,
    keys::{self, ExportFormat},
    stores::{ByteSink, ByteStream, Environment, ImportStore, ResultStore},
};

/// Copies all rows, because none was imported.
pub(super) async fn copy_all(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    at: Timestamp,
) -> Result<(), FlowError> {
    let Some(mut corrections) = Corrections::open(stores, leased.import(), at).await? else { return Ok(()) };
    while corrections.read().await? {
        corrections.copy.let_all_through().map_err(unencodable)?;
        corrections.write().await?;
        leased.renew(stores).await?;
    }
    // A carriage return at the end is only processed now, since a line feed might have followed.
    let _has_more = corrections.copy.finish();
    corrections.copy.let_all_through().map_err(unencodable)?;
    corrections.finish().await
}

/// Copies only the rows that failed, because the others were imported.
pub(super) async fn copy_failed(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    chunks: &Chunks,
    at: Timestamp,
) -> Result<(), FlowError> {
    let Some(mut corrections) = Corrections::open(stores, leased.import(), at).await? else { return Ok(()) };
    let mut all_rows = pin!(chunks.rows_of(stores, |_| true));
    while let Some(rows) = all_rows.try_next().await? {
        for row in &rows {
            while corrections.copy.next_row(row).map_err(unencodable)?.is_none() {
                if !corrections.read().await? && !corrections.copy.finish() {
                    return Err(FlowError::Missing { what: WHAT });
                }
            }
        }
        corrections.write().await?;
        leased.renew(stores).await?;
    }
    corrections.finish().await
}

const WHAT: &str = "corrections file";

/// Cannot happen: whether the encoding can represent every message was checked when the rows were written.
fn unencodable(source: Unencodable) -> FlowError {
    FlowError::Unencodable { what: WHAT, source: source.into() }
}

/// Converts the file with all rows to the corrections file.
struct Corrections<R: ResultStore> {
    stream: R::Stream,
    sink: R::Sink,
    copy: FixCopy,
}

impl<R: ResultStore> Corrections<R> {
    /// `None` if the file was refused before any row was read.
    async fn open(results: &R, import: &Import, at: Timestamp) -> Result<Option<Self>, FlowError> {
        let (id, form) = (import.id(), FixForm::of(import));
        let Some(stream) = results.open_result(&keys::plan_fix(id, import.attempt_id()), 0, None).await? else {
            return Ok(None);
        };
        let sink = results.create_result(&keys::export(id, ExportFormat::Fix, at), &form.content_type()).await?;
        Ok(Some(Self { stream, sink, copy: FixCopy::new(form) }))
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
        self.sink.write(self.copy.into_bytes()).await?;
        Ok(self.sink.finish().await?)
    }
}
