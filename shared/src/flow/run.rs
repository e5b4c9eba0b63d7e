//! Runs the steps of an import and decides how to proceed after each step and each failure.

use std::pin::pin;

use futures_util::future::{Either, select};
use jiff::SignedDuration;

use super::{
    Causes, FlowError, ObjectCreated,
    announce::announce,
    apply::{self, Applied},
    complete::complete,
    conclude::conclude,
    end,
    feed::{self, Entry},
    fix_file::{AnyFile, CompletableFiles, CsvOnly},
    lease::LeasedImport,
    receive::{self, Start},
    step::{ApplyStores, ImportStores, Next},
    update::{Change, update},
    validate::{refuse, validate},
};
use crate::{
    ids::ImportId,
    import::Import,
    settings::Defaults,
    stores::{ChunkMessage, Environment, FeedStore, ImportStore, ResultStore, ResumeMessage, ResumeQueue, Sleeper},
};

/// Time limit for applying the only chunk of an import. It equals that of a chunk from the queue: `apply` stops two seconds before its
/// timeout of 60 s.
const CHUNK_WITHIN: SignedDuration = SignedDuration::from_secs(58);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    /// The import proceeded as far as possible in this invocation.
    Done(ImportId),
    /// The event was processed before, or another worker owns the import.
    AlreadyProcessed(ImportId),
    /// There is no such import, or nothing can be done for it at the moment.
    Ignored,
}

/// Handles an object event: finds or creates its import, and runs it as far as possible in this invocation.
pub async fn receive(
    stores: &impl ImportStores,
    defaults: &Defaults,
    object: &ObjectCreated,
) -> Result<Handled, FlowError> {
    let start = receive::receive(stores, defaults, object).await?;
    run(stores, defaults, start).await
}

/// Continues an import from its stored state, for example after its worker stopped, its event was lost, or its last chunk was done.
pub async fn resume(stores: &impl ImportStores, defaults: &Defaults, id: &ImportId) -> Result<Handled, FlowError> {
    let start = receive::resume(stores, id).await?;
    run(stores, defaults, start).await
}

/// Applies a chunk from the queue. The worker that applies the last chunk completes the import, unless the import is large or its file is a
/// workbook; in that case, a worker on the resume queue completes it.
pub async fn work(stores: &impl ApplyStores, message: &ChunkMessage) -> Result<Applied, FlowError> {
    let done = async {
        let (applied, next) = apply::apply::<CsvOnly>(stores, message).await?;
        match follow::<CsvOnly>(stores, next).await {
            Ok(()) | Err(FlowError::Lost) => Ok(applied),
            Err(error) => Err(error),
        }
    };
    match done.await {
        Ok(applied) => Ok(applied),
        Err(error) => {
            recover_from(stores, &message.import_id, None, &error).await;
            Err(error)
        }
    }
}

async fn run(stores: &impl ImportStores, defaults: &Defaults, start: Start) -> Result<Handled, FlowError> {
    let (id, owner, done) = match start {
        Start::Ignored => return Ok(Handled::Ignored),
        Start::AlreadyProcessed(id) => return Ok(Handled::AlreadyProcessed(id)),
        Start::Next(id, next) => (id, None, follow::<AnyFile>(stores, next).await),
        Start::Validate(leased) => {
            let (id, owner) = (leased.id().clone(), leased.owner().to_owned());
            (id, Some(owner), validate_and_follow(stores, defaults, *leased).await)
        }
    };
    match done {
        Ok(()) => Ok(Handled::Done(id)),
        Err(FlowError::Lost) => Ok(Handled::AlreadyProcessed(id)),
        Err(error) => {
            recover_from(stores, &id, owner.as_deref(), &error).await;
            Err(error)
        }
    }
}

/// Validates an import unless its feed prevents it, then runs the following steps.
async fn validate_and_follow(
    stores: &impl ImportStores,
    defaults: &Defaults,
    mut leased: LeasedImport,
) -> Result<(), FlowError> {
    let verdict = match feed::take(stores, &mut leased).await? {
        Entry::Free => Box::pin(validate(stores, defaults, &mut leased)).await?,
        Entry::Refused(problem) => refuse(stores, &mut leased, &[*problem]).await?,
        Entry::Waits(superseded) => {
            let newer = leased.id().clone();
            let released = leased.release(stores).await;
            // Even if another worker has meanwhile taken the lease and the feed: otherwise, the older file would wait until it is resumed.
            if let Some(older) = superseded {
                feed::supersede(stores, &older, &newer).await?;
            }
            return released.map(|_| ());
        }
        Entry::Superseded(by) => {
            leased.import_mut().supersede_in_feed(&by, stores.now())?;
            let import = leased.release(stores).await?;
            return follow::<AnyFile>(stores, Next::Announce(Box::new(import))).await;
        }
    };
    let next = Box::pin(conclude(stores, leased, verdict)).await?;
    follow::<AnyFile>(stores, next).await
}

/// Runs steps until there is no next one. They complete only the imports whose files are among `C`.
async fn follow<C: CompletableFiles>(stores: &impl ApplyStores, mut next: Next) -> Result<(), FlowError> {
    loop {
        next = match next {
            Next::Done => return Ok(()),
            Next::Apply(message) => {
                let applied = in_time(stores, Box::pin(apply::apply::<C>(stores, &message))).await;
                // If there was no time left, the sweep sends the chunk to another worker.
                applied.transpose()?.map_or(Next::Done, |(_, next)| next)
            }
            Next::Enqueue(messages) => return Ok(stores.send_chunks(&messages).await?),
            Next::Complete(id) => Box::pin(complete::<C>(stores, &id)).await?,
            Next::Resume(import_id) => return Ok(stores.send_resume(&ResumeMessage { import_id }).await?),
            Next::Announce(import) => return announce(stores, *import).await,
        };
    }
}

/// Gives a worker that applies the only chunk of an import as much time as one with a chunk from the queue, although its own time limit is
/// longer: an undo relies on this. Returns `None` if there was no time left.
async fn in_time<T>(stores: &(impl Environment + Sleeper), work: impl Future<Output = T> + Unpin) -> Option<T> {
    let time_out = pin!(stores.sleep_until(stores.now() + CHUNK_WITHIN));
    match select(work, time_out).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

/// After a permanent failure, fails the import. After any other failure, releases the lease, so that the next delivery of the event does
/// not have to wait.
///
/// The store may fail here too. The lease then expires, and the sweep restarts or fails the import.
async fn recover_from(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue + Environment),
    id: &ImportId,
    owner: Option<&str>,
    error: &FlowError,
) {
    if end::give_up(stores, id, error).await {
        return;
    }
    if let Some(owner) = owner {
        let release = |import: &mut Import| {
            let is_ours = import.is_leased_to(owner) && import.release();
            Ok(if is_ours { Change::Write(()) } else { Change::Leave(()) })
        };
        if let Err(error) = update(stores, id, release).await {
            let causes = Causes(&error);
            tracing::warn!(import_id = %id, %causes, "the lease of import {id} is left to expire");
        }
    }
}
