//! The life of an import, from its object event to its result, over the ports.
//!
//! Every step may be repeated, and may die anywhere: it is the stored state that says what is still to be done. One lease on
//! the import says who reads the file or closes the import; chunks need none, since a second worker of the same chunk finds
//! in each user what the first one did.
//!
//! Futures are boxed where one step calls the next: a chain of steps in one future would be tens of kilobytes that are moved
//! about on the stack, and the boxes are a handful for each import.

pub mod apply;
mod detect;
pub mod finish;
pub mod intake;
mod lease;
pub mod list;
mod lookups;
pub mod mail;
pub mod review;
mod rows;
pub mod sweep;
pub mod validate;

pub use lease::Held;
pub use rows::{CHUNK_ROWS, ChunkPlace, PlanIndex};

use thiserror::Error;

use crate::ports::{
    Ambient, CatalogStore, ChunkQueue, ImportStore, ResultStore, StoreError, UploadStore, UserStore, WakeQueue,
};

/// What closing an import needs.
pub trait FinishPorts: Send + Sync {
    /// Imports.
    type Imports: ImportStore;
    /// Results.
    type Results: ResultStore;
    /// Time and chance.
    type Ambient: Ambient;
    /// Imports.
    fn imports(&self) -> &Self::Imports;
    /// Results.
    fn results(&self) -> &Self::Results;
    /// Time and chance.
    fn ambient(&self) -> &Self::Ambient;
}

/// What writing users needs.
pub trait ApplyPorts: FinishPorts {
    /// Users.
    type Users: UserStore;
    /// The catalog.
    type Catalog: CatalogStore;
    /// Users.
    fn users(&self) -> &Self::Users;
    /// The catalog.
    fn catalog(&self) -> &Self::Catalog;
}

/// What a worker of the chunk queue needs.
pub trait WorkPorts: ApplyPorts {
    /// The queue that wakes readers.
    type Wakes: WakeQueue;
    /// The queue that wakes readers.
    fn wakes(&self) -> &Self::Wakes;
}

/// What reading a file needs; a small import is applied on the spot.
pub trait ValidatePorts: ApplyPorts {
    /// Uploaded files.
    type Uploads: UploadStore;
    /// The queue of chunks.
    type Chunks: ChunkQueue;
    /// Uploaded files.
    fn uploads(&self) -> &Self::Uploads;
    /// The queue of chunks.
    fn chunks(&self) -> &Self::Chunks;
}

/// Why a step did not come to its end.
#[derive(Debug, Error)]
pub enum FlowError {
    /// A store failed; if it was busy, the platform delivers the event again.
    #[error("a store failed")]
    Store(#[from] StoreError),
    /// Somebody else holds the import now, or a person has ended it: nothing is left to do here.
    #[error("the import is no longer ours")]
    Lost,
    /// What an earlier step stored is not kept any more.
    #[error("the rows of the import are not kept any more")]
    Gone,
    /// What an earlier step stored cannot be read.
    #[error("the stored plan of the import cannot be read: {what}")]
    Corrupt {
        /// Which object.
        what: &'static str,
        /// What the parser said; it names places, no cells.
        #[source]
        source: Option<serde_json::Error>,
    },
}

impl FlowError {
    /// Whether trying again would end the same way, so that the import is ended instead.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Store(StoreError::Refused { .. }) | Self::Corrupt { .. } => true,
            Self::Store(StoreError::Busy { .. }) | Self::Lost | Self::Gone => false,
        }
    }
}
