//! The port for imports, their finished chunks, and the claims that make requests and events idempotent.

use std::{future::Future, ops::Range};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::{ids::ImportId, import::Import, row::Summary};

/// The result of a conditional write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    Done,
    /// Another worker has written in the meantime; nothing was changed.
    VersionConflict,
}

/// Records which import was created by a request or an object event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub import_id: ImportId,
    /// Hash of the request; empty for an object event. Reusing a key for a different request is a caller error.
    pub fingerprint: String,
}

/// The range of chunk numbers: a file has at most a million rows, and each chunk at least one.
pub const CHUNK_NUMBERS: Range<u32> = 0..1_000_000;

/// A chunk in which every row has its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkDone {
    /// From 0.
    pub chunk: u32,
    /// The attempt whose results are used; it is part of their key.
    pub attempt: String,
    /// Row number of the chunk's first row.
    #[serde(default)]
    pub first_row: u64,
    pub summary: Summary,
}

/// Imports, their chunks, and claims.
pub trait ImportStore: Send + Sync {
    /// Creates an import unless its id is taken. Returns `true` if the import was created.
    ///
    /// Also returns `true` if this very import is already stored, as in [`replace_import`](Self::replace_import).
    fn create_import(&self, import: &Import) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Reads an import with strong consistency.
    fn import(&self, id: &ImportId) -> impl Future<Output = Result<Option<Import>, StoreError>> + Send;

    /// Writes an import if its stored version is `import.version() - 1`. This conditional write decides every race.
    ///
    /// Also returns [`Replaced::Done`] if this very import is already stored: if the response to a write is lost, the client repeats the
    /// write, which then conflicts with the first one. Because every worker writes its own times and leases, equal content means that the
    /// caller itself wrote it.
    fn replace_import(&self, import: &Import) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Atomically creates `created`, which corrects or undoes `replaced`, and writes `replaced`, which refers to it.
    ///
    /// The stored version of `replaced` must be `replaced.version() - 1`, and `created` must not exist. As in
    /// [`replace_import`](Self::replace_import), [`Replaced::Done`] is also returned if both are already stored.
    fn create_and_replace_import(
        &self,
        created: &Import,
        replaced: &Import,
    ) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Returns up to `limit` open imports that are due by `until` ([`Import::due_at`]), most overdue first. Eventually consistent.
    fn due_imports(
        &self,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ImportId>, StoreError>> + Send;

    /// Records until `expires_at` that a worker has begun a chunk. Returns `false` if a worker has begun it before, or if this is a repetition
    /// of a call whose response was lost.
    fn begin_chunk(
        &self,
        id: &ImportId,
        chunk: u32,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Records a chunk as done, unless it is already recorded; the first record remains.
    fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Records which rows in a chunk no longer match the catalog, unless this has already been recorded. Returns the recorded rows.
    ///
    /// `rows` are row numbers, at most one for each row in the chunk.
    fn record_catalog_changes(
        &self,
        id: &ImportId,
        chunk: u32,
        rows: &[u64],
    ) -> impl Future<Output = Result<Vec<u64>, StoreError>> + Send;

    /// Returns the chunk if it is done. Strongly consistent.
    fn chunk(&self, id: &ImportId, chunk: u32) -> impl Future<Output = Result<Option<ChunkDone>, StoreError>> + Send;

    /// Returns the finished chunks with these numbers, in order. Strongly consistent.
    fn chunks(
        &self,
        id: &ImportId,
        numbers: Range<u32>,
    ) -> impl Future<Output = Result<Vec<ChunkDone>, StoreError>> + Send;

    /// Reserves `key` for `claim` until `expires_at`. Returns the existing claim if the key is already taken, and `None` otherwise.
    fn claim(
        &self,
        key: &str,
        claim: &Claim,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Option<Claim>, StoreError>> + Send;
}
