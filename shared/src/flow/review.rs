//! A person's decisions about an import: confirm, cancel, retry. Each is one conditional write.

use super::{
    FlowError,
    chunks::{missing_chunks, read_index},
    feed::{self, FeedTaken},
    resume::{dispatch, dispatch_soon, resume_soon},
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{ChunkMessage, ChunkQueue, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue},
};

pub trait ReviewStores: ImportStore + FeedStore + ResultStore + ChunkQueue + ResumeQueue + Environment {}

impl<T: ImportStore + FeedStore + ResultStore + ChunkQueue + ResumeQueue + Environment> ReviewStores for T {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// The decision was accepted by this request or by an earlier one.
    Accepted(Box<Import>),
    /// The import does not allow the decision, or no longer allows it.
    TooLate(Box<Import>),
    /// Some rows have errors, and `ignore_errors` was not set.
    HasErrors(Box<Import>),
    /// Another file in the feed is being validated or applied.
    FeedBusy(Box<Import>),
    /// A newer file in the feed has been imported, an undo has changed the feed's roster, or the feed was deleted.
    FeedOutOfDate(Box<Import>),
    Unknown,
}

/// A decision, evaluated against the current state of the import.
enum Decision {
    Made,
    Repeated,
    TooLate,
    HasErrors,
}

impl Decided {
    /// The result for an import whose feed had to be taken.
    fn taking(import: Import, decision: &FeedTaken<Decision>) -> Self {
        match decision {
            FeedTaken::Decided(decision) => Self::new(import, decision),
            FeedTaken::Busy => Self::FeedBusy(import.into()),
            FeedTaken::OutOfDate => Self::FeedOutOfDate(import.into()),
        }
    }

    fn new(import: Import, decision: &Decision) -> Self {
        match decision {
            Decision::Made | Decision::Repeated => Self::Accepted(import.into()),
            Decision::TooLate => Self::TooLate(import.into()),
            Decision::HasErrors => Self::HasErrors(import.into()),
        }
    }
}

/// Confirms a waiting import, which then writes its users.
pub async fn confirm(
    stores: &impl ReviewStores,
    id: &ImportId,
    by: &str,
    ignore_errors: bool,
) -> Result<Decided, FlowError> {
    let now = stores.now();
    let decided = feed::update_and_take_feed(stores, id, |import| {
        if import.status() != ImportStatus::AwaitingConfirmation {
            let is_repeated = import.confirmation().is_some_and(|before| before.ignore_errors == ignore_errors)
                && import.status() != ImportStatus::Cancelled;
            return Ok(Change::Leave(if is_repeated { Decision::Repeated } else { Decision::TooLate }));
        }
        if import.options().dry_run || import.expires_at().is_some_and(|at| at <= now) {
            return Ok(Change::Leave(Decision::TooLate));
        }
        // A feed's configuration determines how rows with errors are treated.
        if import.planned().failed > 0 && !ignore_errors && import.feed().is_none() {
            return Ok(Change::Leave(Decision::HasErrors));
        }
        import.confirm(by, ignore_errors, now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    if matches!(decision, FeedTaken::Decided(Decision::Made)) {
        // If this invocation stops here, the sweep finds the stalled import and sends the messages.
        dispatch(stores, id, &read_index(stores, &import).await?.messages(id, |_| true)).await?;
    }
    Ok(Decided::taking(import, &decision))
}

/// Cancels an import before anything is written, and requests its announcement.
pub async fn cancel(stores: &impl ReviewStores, id: &ImportId) -> Result<Decided, FlowError> {
    let now = stores.now();
    let decided = update(stores, id, |import| {
        if import.status() == ImportStatus::Cancelled {
            // An import superseded by another one was not cancelled by a request.
            let is_repeated = import.successor().is_none();
            return Ok(Change::Leave(if is_repeated { Decision::Repeated } else { Decision::TooLate }));
        }
        if !import.status().may_become(ImportStatus::Cancelled) {
            return Ok(Change::Leave(Decision::TooLate));
        }
        import.end_unwritten(ImportStatus::Cancelled, now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    let is_cancelled = matches!(decision, Decision::Made | Decision::Repeated);
    // The cancellation is valid without the announcement.
    if is_cancelled && import.is_open() {
        resume_soon(stores, id).await;
    }
    Ok(Decided::new(import, &decision))
}

/// Continues a failed import from the state in which it failed.
///
/// A repeated retry changes nothing, because the import is no longer in the failed state. Messages from before the failure do no harm:
/// their recipient finds the lease, or recognizes in the users' histories what another worker has written.
///
/// # Errors
///
/// [`FlowError::NotRetained`] if the plan was deleted, so that there is nothing to continue with.
pub async fn retry(stores: &impl ReviewStores, id: &ImportId) -> Result<Decided, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Decided::Unknown) };
    // Checked before the state changes: an import whose plan was deleted remains failed.
    let missing = missing_after_failure(stores, &import).await?;
    let now = stores.now();
    let decided = feed::update_and_take_feed(stores, id, |import| {
        if import.status() != ImportStatus::Failed || import.undone_by().is_some() {
            return Ok(Change::Leave(Decision::TooLate));
        }
        import.retry(now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    if matches!(decision, FeedTaken::Decided(Decision::Made)) {
        // An import that failed during validation has no chunks yet.
        let chunks = if import.status() == ImportStatus::Importing { missing.as_slice() } else { &[] };
        // The retry is stored, and repeating it would be refused, so it succeeds without the messages.
        dispatch_soon(stores, id, chunks).await;
    }
    Ok(Decided::taking(import, &decision))
}

/// The unfinished chunks of an import that failed while it was being applied.
async fn missing_after_failure(stores: &impl ReviewStores, import: &Import) -> Result<Vec<ChunkMessage>, FlowError> {
    if import.failure().is_none_or(|failure| failure.from != ImportStatus::Importing) {
        return Ok(Vec::new());
    }
    match missing_chunks(stores, import).await {
        Err(FlowError::Missing { .. }) => Err(FlowError::NotRetained),
        missing => missing,
    }
}
