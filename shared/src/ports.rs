//! What the flow needs of the outside: a handful of traits, implemented on AWS and, for simulations, on a model.
//!
//! What must be atomic is said here; how it is made so is the adapter's business, with batching and retries.

mod mail;

pub use mail::{
    Admitted, InvitationStore, InviteeList, InviteePage, Letter, Letters, MailAccount, MailMessage, MailQueue,
    MailQueueDepth, Mailed, Mailer, Mark, Patience, Quota, RunMessage, RunQueue, RunStore, Secrets, SendingStore,
    Slots, SourceLimit,
};

use std::{future::Future, ops::Range, sync::Arc};

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    catalog::CompanyCatalog,
    ids::{CompanyId, ImportId},
    import::{Import, ObjectVersion},
    keyed::Keyed,
    row::Summary,
    user::User,
};

/// Why a store did not do what was asked. Ids may stand in the text, cells never.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Throttled or out of reach, after the adapter's own retries: the caller gives the work back.
    #[error("{store} is busy or out of reach")]
    Busy {
        /// Which store.
        store: &'static str,
        /// What it said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Denied or not understood: trying again does not help.
    #[error("{store} refuses the request")]
    Refused {
        /// Which store.
        store: &'static str,
        /// What it said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Time and chance, so that tests and simulations decide both.
pub trait Ambient: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
    /// 80 bits that nobody else has.
    fn random_bits(&self) -> [u8; 10];
}

impl<T: Ambient + ?Sized> Ambient for Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn random_bits(&self) -> [u8; 10] {
        (**self).random_bits()
    }
}

/// What became of a conditional write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// Written.
    Done,
    /// Somebody else has written since: nothing changed.
    Lost,
}

/// Remembers that something was taken on, under a key that stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The import that it led to.
    pub import_id: ImportId,
    /// What was asked, as a hash: the same key with another request is a mistake of the caller.
    pub fingerprint: String,
}

/// Numbers that a chunk may have: each holds a row at least, and a file a million of them.
pub const CHUNK_NUMBERS: Range<u32> = 0..1_000_000;

/// A chunk of which every row has its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkDone {
    /// Number, from 0.
    pub chunk: u32,
    /// The try whose results count: part of their key.
    pub attempt: String,
    /// Counts of its rows.
    pub summary: Summary,
}

/// Imports, their chunks, and claims.
pub trait ImportStore: Send + Sync {
    /// Creates an import unless its id is taken; answers whether it was created.
    fn create_import(&self, import: &Import) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Reads an import, consistently.
    fn import(&self, id: &ImportId) -> impl Future<Output = Result<Option<Import>, StoreError>> + Send;

    /// Writes an import if its stored version is `import.version - 1`: the one conditional write that decides every race.
    fn replace_import(&self, import: &Import) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Open imports that are due by `until` ([`Import::due_at`]), at most `limit`, those that wait longest first; may lag.
    fn due_imports(
        &self,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ImportId>, StoreError>> + Send;

    /// Records a chunk as done unless it is; the first counts stay.
    fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Records which rows of a chunk the catalog does not stand for any more, unless that is recorded; answers the rows that hold.
    ///
    /// `rows`: numbers of rows, at most as many as a chunk has.
    fn settle_catalog(
        &self,
        id: &ImportId,
        chunk: u32,
        rows: &[u64],
    ) -> impl Future<Output = Result<Vec<u64>, StoreError>> + Send;

    /// One chunk if it is done, read consistently.
    fn chunk(&self, id: &ImportId, chunk: u32) -> impl Future<Output = Result<Option<ChunkDone>, StoreError>> + Send;

    /// The chunks of these numbers that are done, by number, read consistently.
    fn chunks(
        &self,
        id: &ImportId,
        numbers: Range<u32>,
    ) -> impl Future<Output = Result<Vec<ChunkDone>, StoreError>> + Send;

    /// Takes `key` for `claim` until `expires_at`, unless it is taken: then answers the claim that holds it.
    fn claim(
        &self,
        key: &str,
        claim: &Claim,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Option<Claim>, StoreError>> + Send;
}

/// What became of one write of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserWritten {
    /// Written.
    Done,
    /// The condition did not hold: the user exists, or has another version, or is gone. The caller reads and decides.
    Refused,
}

/// A user to be written over the version that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserUpdate {
    /// The user as read.
    pub before: User,
    /// The user as wanted. What an import writes has `version` one more; what changes the invitation has
    /// `invitation_serial` one more.
    pub after: User,
}

/// Users, by address.
pub trait UserStore: Send + Sync {
    /// The hash that makes the keys of users from address keys. Its secret is created with the first call and never changes.
    fn key_hasher(&self) -> impl Future<Output = Result<Keyed, StoreError>> + Send;

    /// Reads users consistently by address key; `addresses` are distinct and at most 500. Answers in their order.
    fn users(&self, addresses: &[String]) -> impl Future<Output = Result<Vec<Option<User>>, StoreError>> + Send;

    /// Creates users whose address is not taken; at most 500, of distinct addresses. Answers in their order.
    ///
    /// A user is one item: each is written whole or not at all, independently of the others.
    fn create_users(&self, users: &[User]) -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;

    /// Writes what differs between `before` and `after`, if the stored user is still the same person in the version of
    /// `before`, and, where the serial of the invitation differs, still has the serial of `before`.
    fn update_users(&self, updates: &[UserUpdate])
    -> impl Future<Output = Result<Vec<UserWritten>, StoreError>> + Send;
}

/// Companies with their cohorts and courses.
pub trait CatalogStore: Send + Sync {
    /// The company of exactly this name (cleaned), with all it has.
    fn company_named(&self, name: &str)
    -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send;

    /// The company of this id, with all it has.
    fn company(&self, id: &CompanyId) -> impl Future<Output = Result<Option<Arc<CompanyCatalog>>, StoreError>> + Send;

    /// Names of all companies, at most 5,000, in order.
    fn company_names(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;
}

/// What an uploaded object says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectHead {
    /// Bytes.
    pub size_bytes: u64,
    /// User metadata, keys in lower case without the `x-amz-meta-` prefix.
    pub metadata: Vec<(String, String)>,
    /// The version that answered.
    pub version: ObjectVersion,
}

/// Bytes on their way in.
pub trait ByteStream: Send {
    /// The next bytes, of any number; `None` at the end.
    fn next_bytes(&mut self) -> impl Future<Output = Result<Option<Bytes>, StoreError>> + Send;
}

/// Bytes on their way out; nothing is visible before [`finish`](ByteSink::finish).
pub trait ByteSink: Send {
    /// Writes some more.
    fn write(&mut self, bytes: Bytes) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Makes the object appear, whole.
    fn finish(self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The uploads bucket, for reading.
pub trait UploadStore: Send + Sync {
    /// The stream of an object.
    type Stream: ByteStream;

    /// What the object of this version says of itself; `None` if it was replaced or deleted.
    fn head_upload(
        &self,
        key: &str,
        version: &ObjectVersion,
    ) -> impl Future<Output = Result<Option<ObjectHead>, StoreError>> + Send;

    /// Opens the object of this version; `None` if it was replaced or deleted.
    fn open_upload(
        &self,
        key: &str,
        version: &ObjectVersion,
    ) -> impl Future<Output = Result<Option<Self::Stream>, StoreError>> + Send;
}

/// The results bucket.
pub trait ResultStore: Send + Sync {
    /// The stream of an object.
    type Stream: ByteStream;
    /// The way out into an object.
    type Sink: ByteSink;

    /// Starts an object; a later one of the same key replaces it when it is finished.
    fn create_result(
        &self,
        key: &str,
        content_type: &str,
    ) -> impl Future<Output = Result<Self::Sink, StoreError>> + Send;

    /// Opens an object from `offset` on, for `length` bytes or to its end; `None` if there is none.
    fn open_result(
        &self,
        key: &str,
        offset: u64,
        length: Option<u64>,
    ) -> impl Future<Output = Result<Option<Self::Stream>, StoreError>> + Send;
}

/// A piece of work for an `apply` worker: one chunk of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkMessage {
    /// The import.
    pub import_id: ImportId,
    /// Number of the chunk, from 0.
    pub chunk: u32,
    /// Where it begins in the plan, in bytes.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
}

/// A request to look at an import again, for whoever reads files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WakeMessage {
    /// The import.
    pub import_id: ImportId,
}

/// The queue that `apply` workers share.
pub trait ChunkQueue: Send + Sync {
    /// Sends all of them, at least once each.
    fn send_chunks(&self, messages: &[ChunkMessage]) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The queue that wakes a reader of files.
pub trait WakeQueue: Send + Sync {
    /// Sends it, at least once.
    fn wake(&self, message: &WakeMessage) -> impl Future<Output = Result<(), StoreError>> + Send;
}
