//! What the steps need, and how they continue.

use crate::{
    ids::ImportId,
    import::Import,
    stores::{
        CatalogStore, ChunkMessage, ChunkQueue, Environment, FeedStore, ImportStore, ResultStore, ResumeQueue,
        UploadStore, UserStore,
    },
};

/// What writing users and closing an import needs.
pub trait ApplyStores:
    ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment
{
}

impl<T: ImportStore + FeedStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment>
    ApplyStores for T
{
}

/// What a whole import needs.
pub trait ImportStores: ApplyStores + UploadStore {}

impl<T: ApplyStores + UploadStore> ImportStores for T {}

/// The next step.
pub(super) enum Next {
    /// None: the import has ended, or waits for an event.
    Done,
    /// Apply the only chunk immediately, so that a small import takes one invocation.
    Apply(ChunkMessage),
    /// Send the chunks to the workers of the queue.
    Enqueue(Vec<ChunkMessage>),
    /// Close the import here, if all chunks are done.
    Close(ImportId),
    /// The same, in an invocation with more time.
    Resume(ImportId),
    /// Announce the end of the import.
    Announce(Box<Import>),
}
