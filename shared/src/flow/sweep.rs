//! Open imports that do not move: woken, closed, or after a few restarts ended as failed.

use jiff::Timestamp;

use super::{FinishPorts, FlowError, finish, rows::missing_chunks};
use crate::{
    ids::ImportId,
    import::{Import, ImportStatus, RESTARTS_MAX},
    ports::{Ambient, CHUNK_NUMBERS, ChunkQueue, ImportStore, Replaced, WakeMessage, WakeQueue},
};

/// Imports looked at in one sweep. Looking at one moves the time at which it is due again, so that the next sweep takes on others.
const SWEPT_MAX: usize = 500;
/// Imports that a start takes up again: far more than one machine leaves open.
const RECOVERED_MAX: usize = 100_000;

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
    for id in ports.imports().due_imports(ports.ambient().now(), SWEPT_MAX).await? {
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
    for id in ports.imports().due_imports(Timestamp::MAX, RECOVERED_MAX).await? {
        let Some(mut import) = ports.imports().import(&id).await? else { continue };
        swept.seen += 1;
        if import.lease.take().is_some() {
            import.version += 1;
            ports.imports().replace_import(&import).await?;
        }
        match import.status {
            ImportStatus::AwaitingConfirmation => {}
            ImportStatus::Importing => {
                send_missing(ports, &import).await?;
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
    match import.status {
        // The index lags: somebody has looked after it since.
        _ if import.due_at().is_none_or(|due| due > now) => Ok(Step::Left),
        ImportStatus::AwaitingUpload => {
            // The reader of files knows whether the file came without its event; if it did not, the reader ends it.
            // Its item is written before, so that the reader finds nobody in its way.
            import.moved_at = Some(now);
            import.version += 1;
            if ports.imports().replace_import(&import).await? == Replaced::Lost {
                return Ok(Step::Left);
            }
            wake(ports, &import.import_id).await?;
            Ok(Step::Woken)
        }
        ImportStatus::AwaitingConfirmation => {
            finish::expire(ports, import).await?;
            Ok(Step::Expired)
        }
        ImportStatus::Validating => {
            let id = import.import_id.clone();
            if restart(ports, import).await? {
                wake(ports, &id).await?;
                return Ok(Step::Woken);
            }
            Ok(Step::Failed)
        }
        ImportStatus::Importing => {
            let done = ports.imports().chunks(&import.import_id, CHUNK_NUMBERS).await?.len() as u32;
            if done > import.chunks_seen {
                import.chunks_seen = done;
                import.restarts = 0;
                import.moved_at = Some(now);
                import.version += 1;
                ports.imports().replace_import(&import).await?;
                return Ok(Step::Left);
            }
            let stalled = import.clone();
            if restart(ports, import).await? {
                send_missing(ports, &stalled).await?;
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
async fn send_missing(ports: &impl SweepPorts, import: &Import) -> Result<(), FlowError> {
    let messages = missing_chunks(ports.imports(), ports.results(), import).await?;
    Ok(ports.chunks().send_chunks(&messages).await?)
}

async fn wake(ports: &impl SweepPorts, id: &ImportId) -> Result<(), FlowError> {
    Ok(ports.wakes().wake(&WakeMessage { import_id: id.clone() }).await?)
}
