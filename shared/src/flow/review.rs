//! A person's word on an import: confirm, cancel, retry. Each is one conditional write.

use super::{
    FlowError,
    rows::{missing_chunks, read_index},
};
use crate::{
    ids::ImportId,
    import::{Confirmation, Import, ImportStatus},
    ports::{Ambient, ChunkQueue, ImportStore, Replaced, ResultStore, WakeMessage, WakeQueue},
    row::Summary,
};

/// What became of a person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It holds; also when it is said again.
    Accepted(Box<Import>),
    /// The import is in another state by now.
    TooLate(Box<Import>),
    /// There are rows with errors, and they were not to be ignored.
    HasErrors(Box<Import>),
    /// No such import.
    Unknown,
}

/// Tries of a conditional write against others that write the same import, such as progress.
const TRIES_MAX: usize = 10;

/// Lets a waiting import write its users.
pub async fn confirm(
    imports: &impl ImportStore,
    results: &impl ResultStore,
    chunks: &impl ChunkQueue,
    ambient: &impl Ambient,
    id: &ImportId,
    by: &str,
    ignore_errors: bool,
) -> Result<Decided, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut import) = imports.import(id).await? else { return Ok(Decided::Unknown) };
        if import.status != ImportStatus::AwaitingConfirmation {
            let said_before = import.confirmation.as_ref().is_some_and(|said| said.ignore_errors == ignore_errors);
            let is_accepted = said_before && import.status != ImportStatus::Cancelled;
            return Ok(if is_accepted { Decided::Accepted(import.into()) } else { Decided::TooLate(import.into()) });
        }
        let now = ambient.now();
        if import.expires_at.is_some_and(|at| at <= now) {
            return Ok(Decided::TooLate(import.into()));
        }
        if import.plan.is_some_and(|plan| plan.would.failed > 0) && !ignore_errors {
            return Ok(Decided::HasErrors(import.into()));
        }
        import.status = ImportStatus::Importing;
        import.moved_at = Some(now);
        import.confirmation = Some(Confirmation { by: by.to_owned(), at: now, ignore_errors });
        // The preview's files were named before; the result's get a stamp of their own.
        import.results_at = None;
        import.expires_at = None;
        import.version += 1;
        if imports.replace_import(&import).await? == Replaced::Done {
            // If we die here, the sweeper finds an import that does not move, and sends them.
            chunks.send_chunks(&read_index(results, &import).await?.messages(id, |_| true)).await?;
            return Ok(Decided::Accepted(import.into()));
        }
    }
    Err(busy())
}

/// Ends an import before anything of it is written, and has its notice written at once.
pub async fn cancel(
    imports: &impl ImportStore,
    wakes: &impl WakeQueue,
    ambient: &impl Ambient,
    id: &ImportId,
) -> Result<Decided, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut import) = imports.import(id).await? else { return Ok(Decided::Unknown) };
        if import.status == ImportStatus::Cancelled {
            if import.open {
                have_announced(wakes, id).await;
            }
            return Ok(Decided::Accepted(import.into()));
        }
        if !import.status.may_become(ImportStatus::Cancelled) {
            return Ok(Decided::TooLate(import.into()));
        }
        let failed = import.plan.map_or(0, |plan| plan.would.failed);
        import.summary = Summary { failed, ..Summary::default() };
        import.end(ImportStatus::Cancelled, ambient.now());
        import.version += 1;
        if imports.replace_import(&import).await? == Replaced::Done {
            have_announced(wakes, id).await;
            return Ok(Decided::Accepted(import.into()));
        }
    }
    Err(busy())
}

/// Wakes the reader of files, who announces an import that has ended. The word holds without it: the sweeper looks too.
async fn have_announced(wakes: &impl WakeQueue, id: &ImportId) {
    if let Err(error) = wakes.wake(&WakeMessage { import_id: id.clone() }).await {
        tracing::warn!(import_id = %id, %error, "the notice of import {id} is left to the sweeper");
    }
}

/// Goes on with an import that failed, from where it stood.
///
/// Said twice, the second finds an import that has not failed. Messages of its time before are still good: whoever receives one finds
/// the lease, or a chunk that is done.
///
/// # Errors
/// [`FlowError::Gone`] if the plan is not kept any more: there is nothing to go on with.
pub async fn retry(
    imports: &impl ImportStore,
    results: &impl ResultStore,
    chunks: &impl ChunkQueue,
    wakes: &impl WakeQueue,
    ambient: &impl Ambient,
    id: &ImportId,
) -> Result<Decided, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut import) = imports.import(id).await? else { return Ok(Decided::Unknown) };
        let Some(failure) = import.failure.clone().filter(|_| import.status == ImportStatus::Failed) else {
            return Ok(Decided::TooLate(import.into()));
        };
        // Before the import is opened again: one without its plan stays as it is.
        let missing = match failure.from {
            ImportStatus::Importing => match missing_chunks(imports, results, &import).await {
                Err(FlowError::Corrupt { source: None, .. }) => return Err(FlowError::Gone),
                missing => missing?,
            },
            _ => Vec::new(),
        };
        import.status = failure.from;
        import.failure = None;
        import.restarts = 0;
        import.moved_at = Some(ambient.now());
        import.finished_at = None;
        import.expires_at = None;
        import.open = true;
        import.version += 1;
        if imports.replace_import(&import).await? == Replaced::Done {
            if import.status == ImportStatus::Importing {
                chunks.send_chunks(&missing).await?;
            } else {
                wakes.wake(&WakeMessage { import_id: id.clone() }).await?;
            }
            return Ok(Decided::Accepted(import.into()));
        }
    }
    Err(busy())
}

fn busy() -> FlowError {
    let source = "the import keeps changing".into();
    crate::ports::StoreError::Busy { store: "imports", source }.into()
}
