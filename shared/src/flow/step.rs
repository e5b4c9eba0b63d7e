//! The stores that the steps require, and the next actions that the steps return.

use crate::{
    ids::ImportId,
    import::Import,
    stores::{
        CatalogStore, ChunkMessage, ChunkQueue, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue, Sleeper,
        UploadStore, UserStore,
    },
};

/// The stores of a worker that applies the rows of planned imports, and completes and announces those imports.
pub trait ApplyStores:
    ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment + Sleeper
{
}

impl<
    T: ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment + Sleeper,
> ApplyStores for T
{
}

/// The stores of a worker that also validates uploaded files.
pub trait ImportStores: ApplyStores + UploadStore {}

impl<T: ApplyStores + UploadStore> ImportStores for T {}

/// What follows a step.
pub(super) enum Next {
    /// Nothing: the import has ended, is waiting for an event, or is left to another worker.
    Done,
    /// Apply the only chunk immediately, so that a small import takes only one invocation.
    Apply(ChunkMessage),
    /// Send the chunks to the queue, for other workers to apply.
    Enqueue(Vec<ChunkMessage>),
    /// Complete the import in this invocation if all chunks are done.
    Complete(ImportId),
    /// Resume the import in another invocation, which has more time.
    Resume(ImportId),
    /// Announce the end of the import, which has been stored.
    Announce(Box<Import>),
}
