//! Messages with which imports continue.

use super::{Causes, FlowError};
use crate::{
    ids::ImportId,
    stores::{ChunkMessage, ChunkQueue, ResumeMessage, ResumeQueue},
};

/// Sends the messages with which an import continues: those for its unfinished chunks or, if there are none, the one that resumes it. An
/// undo with nothing to write has no chunks, so no `apply` worker completes it.
pub(super) async fn dispatch(
    stores: &(impl ChunkQueue + ResumeQueue),
    id: &ImportId,
    chunks: &[ChunkMessage],
) -> Result<(), FlowError> {
    if chunks.is_empty() {
        return Ok(stores.send_resume(&ResumeMessage { import_id: id.clone() }).await?);
    }
    Ok(stores.send_chunks(chunks).await?)
}

/// Like [`dispatch`], but if sending fails, the import is left to the sweep.
pub(super) async fn dispatch_soon(stores: &(impl ChunkQueue + ResumeQueue), id: &ImportId, chunks: &[ChunkMessage]) {
    if let Err(error) = dispatch(stores, id, chunks).await {
        report_unsent(id, &error);
    }
}

/// Sends the message that resumes an import, to continue or announce it. If sending fails, the import is left to the sweep.
pub(super) async fn resume_soon(stores: &impl ResumeQueue, id: &ImportId) {
    if let Err(error) = stores.send_resume(&ResumeMessage { import_id: id.clone() }).await {
        report_unsent(id, &error.into());
    }
}

fn report_unsent(id: &ImportId, error: &FlowError) {
    tracing::warn!(import_id = %id, causes = %Causes(error), "import {id} is left to the sweep");
}
