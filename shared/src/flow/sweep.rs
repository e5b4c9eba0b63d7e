//! Open imports that do not move: woken, closed, or after a few restarts ended as failed.

use jiff::{SignedDuration, Timestamp};

use super::{FinishPorts, FlowError, finish, rows::missing_chunks};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus, RESTARTS_MAX},
    ports::{Ambient, ChunkQueue, ImportStore, Replaced, WakeMessage, WakeQueue},
};

/// Imports looked at in one sweep.
const SWEPT_MAX: usize = 500;
/// After this an upload whose event has not come is looked for.
const UPLOAD_LOOKED_FOR_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Minutes without movement after which an import is started again, by how often it was already. Work may only wait behind
/// that of another import, so the patience grows.
const PATIENCE_MIN: [i64; 4] = [1, 5, 20, 60];

/// What the sweeper needs.
pub trait SweepPorts: FinishPorts {
    /// The queue of chunks.
    type Chunks: ChunkQueue;
    /// The queue that wakes readers.
    type Wakes: WakeQueue;
    /// The queue of chunks.
    fn chunks(&self) -> &Self::Chunks;
    /// The queue that wakes readers.
    fn wakes(&self) -> &Self::Wakes;
}

/// How many imports a sweep looked at, and what it did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Open imports seen.
    pub seen: usize,
    /// Woken or given their missing chunks again.
    pub woken: usize,
    /// Ended since nobody came in time.
    pub expired: usize,
    /// Ended since they do not move.
    pub failed: usize,
}

/// Looks at every open import once.
pub async fn sweep(ports: &impl SweepPorts) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    let mut first_error = None;
    for id in ports.imports().open_imports(SWEPT_MAX).await? {
        let Some(import) = ports.imports().import(&id).await? else { continue };
        swept.seen += 1;
        match sweep_one(ports, import).await {
            Ok(Step::Left) | Err(FlowError::Lost) => {}
            Ok(Step::Woken) => swept.woken += 1,
            Ok(Step::Expired) => swept.expired += 1,
            Ok(Step::Failed) => swept.failed += 1,
            Err(error @ (FlowError::Store(_) | FlowError::Corrupt { .. } | FlowError::Gone)) => {
                // One import that cannot be looked after keeps nobody else waiting.
                let _ended = finish::give_up(ports, &id, &error).await;
                first_error.get_or_insert(error);
            }
        }
    }
    first_error.map_or(Ok(swept), Err)
}

/// Frees what a dead predecessor held, and lets everything open go on at once: for a program that owns its store alone.
pub async fn recover(ports: &impl SweepPorts) -> Result<Swept, FlowError> {
    let mut swept = Swept::default();
    for id in ports.imports().open_imports(SWEPT_MAX).await? {
        let Some(mut import) = ports.imports().import(&id).await? else { continue };
        swept.seen += 1;
        if import.lease.take().is_some() {
            import.version += 1;
            ports.imports().replace_import(&import).await?;
        }
        match import.status {
            ImportStatus::AwaitingConfirmation => {}
            ImportStatus::Importing => {
                send_missing(ports, &import.import_id).await?;
                swept.woken += 1;
            }
            _ => {
                wake(ports, &import.import_id).await?;
                swept.woken += 1;
            }
        }
    }
    Ok(swept)
}

enum Step {
    Left,
    Woken,
    Expired,
    Failed,
}

async fn sweep_one(ports: &impl SweepPorts, mut import: Import) -> Result<Step, FlowError> {
    let now = ports.ambient().now();
    let is_due = import.expires_at.is_some_and(|at| at <= now);
    match import.status {
        _ if import.is_leased(now) => Ok(Step::Left),
        ImportStatus::AwaitingUpload if is_due || import.created_at + UPLOAD_LOOKED_FOR_AFTER <= now => {
            // The reader of files knows whether the file came without its event; if it did not, the reader ends it.
            wake(ports, &import.import_id).await?;
            Ok(Step::Woken)
        }
        ImportStatus::AwaitingConfirmation if is_due => {
            finish::expire(ports, import).await?;
            Ok(Step::Expired)
        }
        ImportStatus::AwaitingUpload | ImportStatus::AwaitingConfirmation => Ok(Step::Left),
        ImportStatus::Validating | ImportStatus::Importing if !is_out_of_patience(&import, now) => Ok(Step::Left),
        ImportStatus::Validating => {
            let id = import.import_id.clone();
            if restart(ports, import).await? {
                wake(ports, &id).await?;
                return Ok(Step::Woken);
            }
            Ok(Step::Failed)
        }
        ImportStatus::Importing => {
            let id = import.import_id.clone();
            let done = ports.imports().chunks(&id).await?.len() as u32;
            if done > import.chunks_seen {
                import.chunks_seen = done;
                import.restarts = 0;
                import.moved_at = Some(now);
                import.version += 1;
                ports.imports().replace_import(&import).await?;
                return Ok(Step::Left);
            }
            if restart(ports, import).await? {
                send_missing(ports, &id).await?;
                return Ok(Step::Woken);
            }
            Ok(Step::Failed)
        }
        ImportStatus::Completed
        | ImportStatus::Rejected
        | ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Expired => {
            finish::announce(ports, import).await?;
            Ok(Step::Woken)
        }
    }
}

fn is_out_of_patience(import: &Import, now: Timestamp) -> bool {
    let minutes = PATIENCE_MIN[PATIENCE_MIN.len().min(import.restarts as usize + 1) - 1];
    import.moved_at.is_none_or(|at| at + SignedDuration::from_mins(minutes) <= now)
}

/// Counts one restart more; ends the import if there were enough. Answers whether it goes on.
async fn restart(ports: &impl SweepPorts, mut import: Import) -> Result<bool, FlowError> {
    if import.restarts >= RESTARTS_MAX {
        let detail = "The import stopped moving and was started again three times in vain. \
                      Nothing is lost: retry it once the stack's alarms are quiet, and it goes on where it stood.";
        finish::fail(ports, import, "import-stalled", detail, true).await?;
        return Ok(false);
    }
    import.restarts += 1;
    import.moved_at = Some(ports.ambient().now());
    import.version += 1;
    match ports.imports().replace_import(&import).await? {
        Replaced::Done => Ok(true),
        Replaced::Lost => Err(FlowError::Lost),
    }
}

/// Sends the chunks that are not done once more.
async fn send_missing(ports: &impl SweepPorts, id: &ImportId) -> Result<(), FlowError> {
    let messages = missing_chunks(ports.imports(), ports.results(), id).await?;
    Ok(ports.chunks().send_chunks(&messages).await?)
}

async fn wake(ports: &impl SweepPorts, id: &ImportId) -> Result<(), FlowError> {
    Ok(ports.wakes().wake(&WakeMessage { import_id: id.clone() }).await?)
}
