//! Completes an import whose rows have been applied: joins the results into files and ends the import.

use super::{
    FlowError,
    chunks::Chunks,
    feed,
    fix_file::CompletableFiles,
    lease::LeasedImport,
    results::{Export, Totals, copy_results_of_drop, write_late_problems, write_lists},
    step::Next,
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    row::Summary,
    stores::{CHUNK_NUMBERS, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue},
};

/// Completes an import if all of its chunks are done, unless another worker is already doing so. Its file must be among `C`.
pub(super) async fn complete<C: CompletableFiles>(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
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
    let name_results = |import: &mut Import| {
        // Another attempt must use the same file names.
        import.name_results(now);
        Ok(())
    };
    let leased = LeasedImport::take(stores, import, name_results).await?;
    complete_leased::<C>(stores, leased).await
}

async fn complete_leased<C: CompletableFiles>(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
    mut leased: LeasedImport,
) -> Result<Next, FlowError> {
    let chunks = Chunks::of(stores, leased.import()).await?;
    let at = leased.import_mut().name_results(stores.now());
    let late_errors = write_late_problems(stores, &mut leased, &chunks).await?;
    let mut summary = Summary::default();
    for chunk in &chunks.list {
        summary.add(&chunk.counts);
    }
    let totals = Totals { summary, late_errors };
    let export = Export { chunks: &chunks, status: ImportStatus::Completed, totals, at };
    write_lists(stores, &mut leased, &export).await?;
    if summary.failed > 0 {
        C::copy_failed(stores, &mut leased, &chunks, at).await?;
    }
    copy_results_of_drop(stores, &mut leased).await?;
    leased.import_mut().complete(summary, late_errors, stores.now())?;
    if leased.import().feed().is_some() {
        return Ok(Next::Announce(Box::new(feed::complete(stores, leased).await?)));
    }
    // The final state is written before the announcement. If the worker stops in between, the sweep announces the import.
    Ok(Next::Announce(Box::new(leased.release(stores).await?)))
}
