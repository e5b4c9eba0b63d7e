//! The end of an import that was applied: its results are joined into files, and the import is completed.

use super::{
    FlowError,
    chunks::Chunks,
    fix_file,
    lease::LeasedImport,
    results::{copy_beside_drop, write_late_problems, write_lists},
    step::Next,
};
use crate::{
    ids::ImportId,
    import::ImportStatus,
    row::Summary,
    stores::{CHUNK_NUMBERS, Environment, ImportStore, ResultStore},
};

/// Completes an import whose chunks are all done. Does nothing if they are not, or if another worker does it.
pub(super) async fn close(
    stores: &(impl ImportStore + ResultStore + Environment),
    id: &ImportId,
) -> Result<Next, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Next::Done) };
    let (now, chunks) = (stores.now(), import.plan().map_or(0, |plan| plan.chunks));
    if import.status() != ImportStatus::Importing || import.is_leased(now) {
        return Ok(Next::Done);
    }
    if stores.chunks(id, CHUNK_NUMBERS).await?.len() < chunks as usize {
        return Ok(Next::Done);
    }
    let name_results = |import: &mut crate::import::Import| {
        // A second try gives the files the same names.
        import.name_results(now);
        Ok(())
    };
    let leased = LeasedImport::take(stores, import, name_results).await?;
    complete(stores, leased).await
}

async fn complete(
    stores: &(impl ImportStore + ResultStore + Environment),
    mut leased: LeasedImport,
) -> Result<Next, FlowError> {
    let chunks = Chunks::of(stores, leased.import()).await?;
    let at = leased.import_mut().name_results(stores.now());
    let late_errors = write_late_problems(stores, leased.id(), &chunks).await?;
    let mut summary = Summary::default();
    for chunk in &chunks.list {
        summary.add(&chunk.counts);
    }
    write_lists(stores, &mut leased, &chunks, ImportStatus::Completed, summary, at).await?;
    if summary.failed > 0 {
        fix_file::copy_failed(stores, leased.import(), &chunks, at).await?;
    }
    copy_beside_drop(stores, leased.import()).await?;
    leased.import_mut().complete(summary, late_errors, stores.now())?;
    // The import shows its end first and is announced after; if the worker dies between, the sweep announces it.
    Ok(Next::Announce(Box::new(leased.release(stores).await?)))
}
