//! A person's decision on an import: confirm, cancel, retry. Each is one conditional write.

use super::{
    FlowError,
    chunks::{missing_chunks, read_index},
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{ChunkMessage, ChunkQueue, Environment, ImportStore, ResultStore, ResumeMessage, ResumeQueue},
};

/// What decisions need.
pub trait ReviewStores: ImportStore + ResultStore + ChunkQueue + ResumeQueue + Environment {}

impl<T: ImportStore + ResultStore + ChunkQueue + ResumeQueue + Environment> ReviewStores for T {}

/// The outcome of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It was accepted; also when it is repeated.
    Accepted(Box<Import>),
    /// The import is in another state by now.
    TooLate(Box<Import>),
    /// There are rows with errors, and they were not to be ignored.
    HasErrors(Box<Import>),
    /// No such import.
    Unknown,
}

/// What a change of the import made of a decision.
enum Decision {
    Made,
    Repeated,
    TooLate,
    HasErrors,
}

impl Decided {
    fn new(import: Import, decision: &Decision) -> Self {
        match decision {
            Decision::Made | Decision::Repeated => Self::Accepted(import.into()),
            Decision::TooLate => Self::TooLate(import.into()),
            Decision::HasErrors => Self::HasErrors(import.into()),
        }
    }
}

/// Lets a waiting import write its users.
pub async fn confirm(
    stores: &impl ReviewStores,
    id: &ImportId,
    by: &str,
    ignore_errors: bool,
) -> Result<Decided, FlowError> {
    let now = stores.now();
    let decided = update(stores, id, |import| {
        if import.status() != ImportStatus::AwaitingConfirmation {
            let is_repeated = import.confirmation().is_some_and(|before| before.ignore_errors == ignore_errors)
                && import.status() != ImportStatus::Cancelled;
            return Ok(Change::Leave(if is_repeated { Decision::Repeated } else { Decision::TooLate }));
        }
        if import.expires_at().is_some_and(|at| at <= now) {
            return Ok(Change::Leave(Decision::TooLate));
        }
        if import.planned().failed > 0 && !ignore_errors {
            return Ok(Change::Leave(Decision::HasErrors));
        }
        import.confirm(by, ignore_errors, now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    if matches!(decision, Decision::Made) {
        // If this invocation dies here, the sweep finds an import that does not move, and sends them.
        stores.send_chunks(&read_index(stores, &import).await?.messages(id, |_| true)).await?;
    }
    Ok(Decided::new(import, &decision))
}

/// Ends an import before anything of it is written, and has its notice written at once.
pub async fn cancel(stores: &impl ReviewStores, id: &ImportId) -> Result<Decided, FlowError> {
    let now = stores.now();
    let decided = update(stores, id, |import| {
        if import.status() == ImportStatus::Cancelled {
            return Ok(Change::Leave(Decision::Repeated));
        }
        if !import.status().may_become(ImportStatus::Cancelled) {
            return Ok(Change::Leave(Decision::TooLate));
        }
        import.end_unwritten(ImportStatus::Cancelled, now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    let is_cancelled = matches!(decision, Decision::Made | Decision::Repeated);
    // The decision is valid without the notice: the sweep looks too.
    if is_cancelled
        && import.is_open()
        && let Err(error) = stores.send_resume(&ResumeMessage { import_id: id.clone() }).await
    {
        tracing::warn!(import_id = %id, %error, "the notice of import {id} is left to the sweep");
    }
    Ok(Decided::new(import, &decision))
}

/// Continues an import that failed, in the state in which it failed.
///
/// A repeated retry finds an import that has not failed. Messages from before the failure are still good: whoever receives one finds
/// the lease, or a chunk that is done.
///
/// # Errors
/// [`FlowError::NotRetained`] if the plan was deleted: there is nothing to continue with.
pub async fn retry(stores: &impl ReviewStores, id: &ImportId) -> Result<Decided, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Decided::Unknown) };
    // Before the import is opened again: one without its plan stays as it is.
    let missing = missing_after_failure(stores, &import).await?;
    let now = stores.now();
    let decided = update(stores, id, |import| {
        if import.status() != ImportStatus::Failed || import.undone_by().is_some() {
            return Ok(Change::Leave(Decision::TooLate));
        }
        import.retry(now)?;
        Ok(Change::Write(Decision::Made))
    });
    let Some((import, decision)) = decided.await? else { return Ok(Decided::Unknown) };
    if matches!(decision, Decision::Made) {
        if import.status() == ImportStatus::Importing {
            stores.send_chunks(&missing).await?;
        } else {
            stores.send_resume(&ResumeMessage { import_id: id.clone() }).await?;
        }
    }
    Ok(Decided::new(import, &decision))
}

/// The chunks that an import has left to apply, if it failed while it was applied.
async fn missing_after_failure(stores: &impl ReviewStores, import: &Import) -> Result<Vec<ChunkMessage>, FlowError> {
    if import.failure().is_none_or(|failure| failure.from != ImportStatus::Importing) {
        return Ok(Vec::new());
    }
    match missing_chunks(stores, import).await {
        Err(FlowError::Missing { .. }) => Err(FlowError::NotRetained),
        missing => missing,
    }
}
