//! Decides after validation whether the import is rejected, cancelled or applied, or waits for confirmation.

use super::{
    FlowError,
    chunks::Chunks,
    feed, fix_file,
    lease::LeasedImport,
    results::{Export, Totals, copy_results_of_drop, write_lists},
    step::Next,
    validate::Verdict,
};
use crate::{
    import::{ImportStatus, OnRowErrors},
    row::Summary,
    stores::{Environment, FeedStore, ImportStore, ResultStore, ResumeQueue},
};

pub(super) async fn conclude(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
    leased: LeasedImport,
    verdict: Verdict,
) -> Result<Next, FlowError> {
    let options = leased.import().options();
    let has_failed_rows = leased.import().planned().failed > 0;
    let feed = leased.import().feed();
    let is_decided_later = options.confirm && feed.is_none();
    let rejects_rows = !is_decided_later && options.on_row_errors == OnRowErrors::Reject && has_failed_rows;
    if verdict.has_file_error || rejects_rows {
        reject(stores, leased).await
    } else if feed.is_some_and(|file| file.test_mode) {
        end_test(stores, leased).await
    } else if let Some(newer) = feed::newer_held(stores, leased.import()).await? {
        let mut leased = leased;
        leased.import_mut().supersede_in_feed(&newer, stores.now())?;
        Ok(Next::Announce(Box::new(leased.release(stores).await?)))
    } else if options.confirm || feed.is_some_and(|file| !file.held.is_empty()) {
        wait(stores, leased).await
    } else {
        start(stores, leased, &verdict).await
    }
}

/// Rejects an import before any row is written. The results list the invalid rows. If every row was read, the corrections file contains all
/// rows.
async fn reject(
    stores: &(impl ImportStore + ResultStore + Environment),
    mut leased: LeasedImport,
) -> Result<Next, FlowError> {
    let failed = leased.import().planned().failed;
    write_results(stores, &mut leased, ImportStatus::Rejected, Summary { failed, ..Summary::default() }).await?;
    copy_results_of_drop(stores, &mut leased).await?;
    leased.import_mut().end_unwritten(ImportStatus::Rejected, stores.now())?;
    // The final state is written before the announcement. If the worker stops in between, the sweep announces the import.
    Ok(Next::Announce(Box::new(leased.release(stores).await?)))
}

/// Writes the planned outcomes in all formats, and waits for confirmation.
async fn wait(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
    mut leased: LeasedImport,
) -> Result<Next, FlowError> {
    let planned = leased.import().planned();
    write_results(stores, &mut leased, ImportStatus::AwaitingConfirmation, planned).await?;
    if leased.import().is_feed_file() {
        // The people who supply a feed's file may see only these copies, and no others are written unless the file is confirmed.
        copy_results_of_drop(stores, &mut leased).await?;
        feed::hold(stores, leased).await?;
        return Ok(Next::Done);
    }
    leased.import_mut().transition(ImportStatus::AwaitingConfirmation, stores.now())?;
    let import = leased.release(stores).await?;
    // A dry run or an undo leaves its feed free while it waits, so the next file may start.
    if let Some(file) = import.feed() {
        feed::resume_waiting(stores, &file.id).await?;
    }
    Ok(Next::Done)
}

/// Ends an import for a feed in test mode, in which files are only checked. The results and the summary contain the planned outcomes.
async fn end_test(
    stores: &(impl ImportStore + ResultStore + Environment),
    mut leased: LeasedImport,
) -> Result<Next, FlowError> {
    let planned = leased.import().planned();
    write_results(stores, &mut leased, ImportStatus::Cancelled, planned).await?;
    copy_results_of_drop(stores, &mut leased).await?;
    leased.import_mut().end_tested(stores.now())?;
    Ok(Next::Announce(Box::new(leased.release(stores).await?)))
}

/// Starts applying the plan. The state changes before any chunk is written.
async fn start(
    stores: &(impl ImportStore + FeedStore + ResumeQueue + Environment),
    mut leased: LeasedImport,
    verdict: &Verdict,
) -> Result<Next, FlowError> {
    feed::supersede_held(stores, leased.import()).await?;
    leased.import_mut().transition(ImportStatus::Importing, stores.now())?;
    let import = leased.release(stores).await?;
    let mut messages = verdict.index.messages(import.id(), |_| true);
    Ok(match (messages.pop(), messages.is_empty()) {
        (None, _) => Next::Complete(import.id().clone()),
        (Some(only), true) => Next::Apply(only),
        (Some(last), false) => {
            messages.push(last);
            Next::Enqueue(messages)
        }
    })
}

async fn write_results(
    stores: &(impl ImportStore + ResultStore + Environment),
    leased: &mut LeasedImport,
    status: ImportStatus,
    summary: Summary,
) -> Result<(), FlowError> {
    let chunks = Chunks::planned(stores, leased.import()).await?;
    // Saved before the files are written, so that another attempt uses the same names.
    let at = leased.import_mut().name_results(stores.now());
    leased.save(stores).await?;
    let totals = Totals { summary, late_errors: 0 };
    write_lists(stores, leased, &Export { chunks: &chunks, status, totals, at }).await?;
    fix_file::copy_all(stores, leased, at).await
}
