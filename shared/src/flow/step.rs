//! The stores that the steps require, and the next actions that the steps return.

use crate::{
    ids::ImportId,
    import::Import,
    stores::{
        CatalogStore, ChunkMessage, ChunkQueue, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue, Sleeper,
        UploadStore, UserStore,
    },
};

pub trait ApplyStores:
    ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment + Sleeper
{
}

impl<
    T: ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment + Sleeper,
> ApplyStores for T
{
}

pub trait ImportStores: ApplyStores + UploadStore {}

impl<T: ApplyStores + UploadStore> ImportStores for T {}

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
    Announce(Box<Import>),
}
