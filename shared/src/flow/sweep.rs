//! Open imports that do not move: resumed, closed, or after a few restarts ended as failed.

use jiff::Timestamp;

use super::{
    FlowError,
    announce::announce,
    chunks::missing_chunks,
    end,
    update::{Change, update},
};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{CHUNK_NUMBERS, ChunkQueue, Environment, ImportStore, ResultStore, ResumeMessage, ResumeQueue},
};

/// Imports looked at in one sweep. Looking at one moves the time at which it is due again, so that the next sweep finds others.
const SWEPT_MAX: usize = 500;
/// Imports that a start resumes: far more than one machine leaves open.
const RECOVERED_MAX: usize = 100_000;

const STALLED: &str = "The import stopped moving and was restarted three times without success. \
                       Nothing is lost: once the alarms of the stack are quiet, retry the import, and it continues where it stopped.";

const CRASHED: &str = "The program stopped three times while it read this file, perhaps for lack of memory. No user was written. \
                       Split the file or give the program more memory, then import the file again.";

/// What the sweep needs.
pub trait SweepStores: ImportStore + ResultStore + ChunkQueue + ResumeQueue + Environment {}

impl<T: ImportStore + ResultStore + ChunkQueue + ResumeQueue + Environment> SweepStores for T {}

/// How many imports a sweep looked at, and what it did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Open imports seen.
    pub seen: usize,
    /// Resumed, announced, or sent their missing chunks again.
    pub resumed: usize,
    /// Ended because they were never uploaded or confirmed.
    pub expired: usize,
    /// Ended because they do not move.
    pub failed: usize,
}

/// What an open import needs.
enum Action {
    /// Nothing now.
    Leave,
    /// Its file is to be read, or looked for.
    Resume,
    /// The chunks that are not done are to be sent again.
    SendMissing(Box<Import>),
    /// It has ended, and its notice is missing.
    Announce(Box<Import>),
    /// It has just expired.
    AnnounceExpired(Box<Import>),
    /// It has just failed.
    AnnounceFailed(Box<Import>),
}

/// Looks at every open import that is due, once.
pub async fn sweep(stores: &impl SweepStores) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    let mut first_error = None;
    for id in stores.due_imports(stores.now(), SWEPT_MAX).await? {
        if let Err(error) = sweep_one(stores, &id, &mut swept).await {
            // One import that cannot be looked at delays no other.
            if let Ok(Some(import)) = end::give_up(stores, &id, &error).await {
                let _notice_is_left_to_the_next_sweep = announce(stores, import).await;
            }
            first_error.get_or_insert(error);
        }
    }
    first_error.map_or(Ok(swept), Err)
}

/// Ends the leases of a dead predecessor, and lets everything open continue at once: for a program that owns its store alone.
///
/// An import under a lease may be what ended the predecessor, so this counts as a restart: a file that no start survives is failed.
pub async fn recover(stores: &impl SweepStores) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    for id in stores.due_imports(Timestamp::MAX, RECOVERED_MAX).await? {
        let now = stores.now();
        let release = |import: &mut Import| {
            if !import.release() {
                return Ok(Change::Leave(Movement::Moves));
            }
            let (status, is_reading) = (import.status(), import.status() == ImportStatus::Validating);
            if !matches!(status, ImportStatus::Validating | ImportStatus::Importing) {
                return Ok(Change::Write(Movement::Moves));
            }
            if import.restart(now) {
                return Ok(Change::Write(Movement::Restarted));
            }
            // Users may have been written: a retry continues with the others.
            import.fail("import-stalled", if is_reading { CRASHED } else { STALLED }, !is_reading, now)?;
            Ok(Change::Write(Movement::Failed))
        };
        let Some((import, movement)) = update(stores, &id, release).await? else { continue };
        swept.seen += 1;
        let action = match import.status() {
            _ if matches!(movement, Movement::Failed) => Action::AnnounceFailed(Box::new(import)),
            ImportStatus::AwaitingConfirmation => Action::Leave,
            ImportStatus::Importing => Action::SendMissing(Box::new(import)),
            _ => Action::Resume,
        };
        act(stores, &id, action, &mut swept).await?;
    }
    Ok(swept)
}

async fn sweep_one(stores: &impl SweepStores, id: &ImportId, swept: &mut Swept) -> Result<(), FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(()) };
    swept.seen += 1;
    let done = async {
        let action = look_at(stores, import).await?;
        act(stores, id, action, swept).await
    };
    match done.await {
        // Others write it, so it moves.
        Err(FlowError::Lost | FlowError::Contended { .. }) => Ok(()),
        done => done,
    }
}

/// Finds what an import needs, and writes that it was looked at before anything is sent: so whoever receives the message finds no one in
/// its way, and the next sweep looks at others.
async fn look_at(stores: &impl SweepStores, import: Import) -> Result<Action, FlowError> {
    let (id, now) = (import.id().clone(), stores.now());
    // The index lags: another worker may have looked at the import since.
    if !import.is_due(now) {
        return Ok(Action::Leave);
    }
    match import.status() {
        // The reader of files finds out whether the file came without its event; if it did not, the reader ends the import.
        ImportStatus::AwaitingUpload => {
            let touched = update(stores, &id, |import| {
                if import.status() != ImportStatus::AwaitingUpload || !import.is_due(now) {
                    return Ok(Change::Leave(Action::Leave));
                }
                import.touch(now);
                Ok(Change::Write(Action::Resume))
            });
            Ok(touched.await?.map_or(Action::Leave, |(_, action)| action))
        }
        ImportStatus::AwaitingConfirmation => Ok(match end::expire(stores, &id).await? {
            Some(expired) => Action::AnnounceExpired(Box::new(expired)),
            None => Action::Leave,
        }),
        ImportStatus::Validating | ImportStatus::Importing => restart(stores, &id, now).await,
        ImportStatus::Completed
        | ImportStatus::Rejected
        | ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Expired => Ok(Action::Announce(Box::new(import))),
    }
}

/// What is found of an import that seems not to move.
enum Movement {
    Moves,
    Restarted,
    Failed,
}

/// Restarts an import that does not move, or fails it if that was done often enough.
async fn restart(stores: &impl SweepStores, id: &ImportId, now: Timestamp) -> Result<Action, FlowError> {
    let done = stores.chunks(id, CHUNK_NUMBERS).await?.len() as u32;
    let restarted = update(stores, id, |import| {
        let is_at_work = matches!(import.status(), ImportStatus::Validating | ImportStatus::Importing);
        if !is_at_work || !import.is_due(now) {
            return Ok(Change::Leave(Movement::Moves));
        }
        if import.status() == ImportStatus::Importing && import.record_chunks(done, now) {
            return Ok(Change::Write(Movement::Moves));
        }
        if import.restart(now) {
            return Ok(Change::Write(Movement::Restarted));
        }
        import.fail("import-stalled", STALLED, true, now)?;
        Ok(Change::Write(Movement::Failed))
    });
    Ok(match restarted.await? {
        None | Some((_, Movement::Moves)) => Action::Leave,
        Some((import, Movement::Failed)) => Action::AnnounceFailed(Box::new(import)),
        Some((import, Movement::Restarted)) if import.status() == ImportStatus::Importing => {
            Action::SendMissing(Box::new(import))
        }
        Some((_, Movement::Restarted)) => Action::Resume,
    })
}

async fn act(stores: &impl SweepStores, id: &ImportId, action: Action, swept: &mut Swept) -> Result<(), FlowError> {
    let counter = match &action {
        Action::Leave => return Ok(()),
        Action::Resume | Action::SendMissing(_) | Action::Announce(_) => &mut swept.resumed,
        Action::AnnounceExpired(_) => &mut swept.expired,
        Action::AnnounceFailed(_) => &mut swept.failed,
    };
    match action {
        Action::Leave => {}
        Action::Resume => stores.send_resume(&ResumeMessage { import_id: id.clone() }).await?,
        Action::SendMissing(import) => {
            let messages = missing_chunks(stores, &import).await?;
            stores.send_chunks(&messages).await?;
        }
        Action::Announce(import) | Action::AnnounceExpired(import) | Action::AnnounceFailed(import) => {
            announce(stores, *import).await?;
        }
    }
    *counter += 1;
    Ok(())
}
