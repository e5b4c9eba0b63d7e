//! What steps need, and what follows a step.

use crate::{
    ids::ImportId,
    import::Import,
    stores::{
        CatalogStore, ChunkMessage, ChunkQueue, Environment, ImportStore, ResultStore, ResumeQueue, UploadStore,
        UserStore,
    },
};

/// What writing users and closing an import needs.
pub trait ApplyStores:
    ImportStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment
{
}

impl<T: ImportStore + ResultStore + UserStore + CatalogStore + ChunkQueue + ResumeQueue + Environment> ApplyStores
    for T
{
}

/// What a whole import needs.
pub trait ImportStores: ApplyStores + UploadStore {}

impl<T: ApplyStores + UploadStore> ImportStores for T {}

/// What follows a step.
pub(super) enum Next {
    /// The import is done, or waits for someone else.
    Done,
    /// The only chunk of an import is applied at once: a small import is one invocation.
    Apply(ChunkMessage),
    /// The workers of the queue share the chunks.
    Enqueue(Vec<ChunkMessage>),
    /// The import may be complete: then it is closed here.
    Close(ImportId),
    /// The same, but by an invocation that has more time.
    Resume(ImportId),
    /// The import has ended: its notice is written.
    Announce(Box<Import>),
}
