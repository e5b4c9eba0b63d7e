//! Requests to undo an import.

use super::{
    FlowError,
    feed::{self, FeedTaken},
    resume::resume_soon,
    review::{self, Decided, ReviewStores},
    update::TRIES_MAX,
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus, NewUndo},
    stores::Replaced,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoRequested {
    /// This undo was started, was already in progress, or is being retried.
    Accepted(ImportId),
    /// An undo with other options is in progress.
    InProgress(ImportId),
    /// This undo has already undone the import.
    AlreadyUndone(ImportId),
    /// A newer file in the feed has been imported.
    NewerFile(Box<Import>),
    /// A file in the feed is being validated or applied.
    FeedBusy(Box<Import>),
    /// The import's state does not allow an undo, or the import is itself an undo.
    NotUndoable(Box<Import>),
    Unknown,
}

/// How an earlier undo of the import affects the request.
enum Earlier {
    /// Not at all: there is no earlier undo, or it ended without writing.
    None,
    /// The earlier undo determines the outcome of the request.
    Answered(UndoRequested),
}

/// Starts an undo of an import, unless one is in progress or completed. A failed undo is retried; an undo that ended without writing is
/// replaced.
pub async fn undo(stores: &impl ReviewStores, id: &ImportId, new: NewUndo) -> Result<UndoRequested, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut undone) = stores.import(id).await? else { return Ok(UndoRequested::Unknown) };
        if !undone.may_be_undone() {
            return Ok(UndoRequested::NotUndoable(undone.into()));
        }
        if let Earlier::Answered(answer) = find_earlier(stores, &undone, &new).await? {
            return Ok(answer);
        }
        match feed::check_undo(stores, &undone).await? {
            FeedTaken::Decided(()) => {}
            FeedTaken::Busy => return Ok(UndoRequested::FeedBusy(undone.into())),
            FeedTaken::OutOfDate => return Ok(UndoRequested::NewerFile(undone.into())),
        }
        let undo = Import::undo_of(&undone, new.clone(), stores.now());
        undone.record_undo(undo.id());
        undone.increment_version();
        if stores.create_and_replace_import(&undo, &undone).await? == Replaced::VersionConflict {
            continue;
        }
        let import_id = undo.id().clone();
        resume_soon(stores, &import_id).await;
        return Ok(UndoRequested::Accepted(import_id));
    }
    Err(FlowError::Contended { what: "the import" })
}

async fn find_earlier(stores: &impl ReviewStores, undone: &Import, new: &NewUndo) -> Result<Earlier, FlowError> {
    let Some(earlier) = undone.undone_by() else { return Ok(Earlier::None) };
    let Some(undo) = stores.import(earlier).await? else { return Ok(Earlier::None) };
    let id = undo.id().clone();
    Ok(Earlier::Answered(match undo.status() {
        ImportStatus::Completed => UndoRequested::AlreadyUndone(id),
        ImportStatus::Cancelled | ImportStatus::Rejected | ImportStatus::Expired => return Ok(Earlier::None),
        // A request for a preview must not continue an undo that has none.
        ImportStatus::Failed if new.confirm && !undo.options().confirm => UndoRequested::InProgress(id),
        ImportStatus::Failed => match review::retry(stores, &id).await? {
            Decided::FeedBusy(_) => UndoRequested::FeedBusy(undone.clone().into()),
            Decided::FeedOutOfDate(_) => UndoRequested::NewerFile(undone.clone().into()),
            Decided::Accepted(_) | Decided::TooLate(_) | Decided::HasErrors(_) | Decided::Unknown => {
                UndoRequested::Accepted(id)
            }
        },
        ImportStatus::AwaitingUpload
        | ImportStatus::Validating
        | ImportStatus::AwaitingConfirmation
        | ImportStatus::Importing => {
            if undo.options().confirm == new.confirm {
                UndoRequested::Accepted(id)
            } else {
                UndoRequested::InProgress(id)
            }
        }
    }))
}
