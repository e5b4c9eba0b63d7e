//! Imports, their chunks, and the claims that led to them.

use std::{future::Future, ops::Range};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::{ids::ImportId, import::Import, row::Summary};

/// The result of a conditional write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// Written.
    Done,
    /// Another worker has written since: nothing changed.
    VersionConflict,
}

/// Records under a key which import a request or an object event led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The import.
    pub import_id: ImportId,
    /// Hash of the request: the same key with another request is a mistake of the caller.
    pub fingerprint: String,
}

/// The numbers that a chunk may have: each chunk has at least one row, and a file at most a million rows.
pub const CHUNK_NUMBERS: Range<u32> = 0..1_000_000;

/// A chunk in which every row has its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkDone {
    /// Number, from 0.
    pub chunk: u32,
    /// The attempt whose results count: part of their key.
    pub attempt: String,
    /// Counts of its rows.
    pub summary: Summary,
}

/// Imports, their chunks, and claims.
pub trait ImportStore: Send + Sync {
    /// Creates an import unless its id is taken. Returns `true` if it was created.
    ///
    /// Also `true` if this very import is stored already, as after [`replace_import`](Self::replace_import).
    fn create_import(&self, import: &Import) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Reads an import, consistently.
    fn import(&self, id: &ImportId) -> impl Future<Output = Result<Option<Import>, StoreError>> + Send;

    /// Writes an import if its stored version is `import.version() - 1`: the one conditional write that decides every race.
    ///
    /// [`Replaced::Done`] also if this very import is stored already: if the response to a write is lost, a client repeats it, and the second
    /// write fails against the first. Every writer has times and leases of its own, so equal content means that it is our write.
    fn replace_import(&self, import: &Import) -> impl Future<Output = Result<Replaced, StoreError>> + Send;

    /// Open imports that are due by `until` ([`Import::due_at`]), at most `limit`, longest overdue first. May lag.
    fn due_imports(
        &self,
        until: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ImportId>, StoreError>> + Send;

    /// Records a chunk as done unless it already is; the first counts stay.
    fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Records which rows of a chunk no longer match the catalog, unless that is already recorded. Returns the recorded rows.
    ///
    /// `rows` are row numbers, at most as many as a chunk has.
    fn record_catalog_changes(
        &self,
        id: &ImportId,
        chunk: u32,
        rows: &[u64],
    ) -> impl Future<Output = Result<Vec<u64>, StoreError>> + Send;

    /// One chunk if it is done, read consistently.
    fn chunk(&self, id: &ImportId, chunk: u32) -> impl Future<Output = Result<Option<ChunkDone>, StoreError>> + Send;

    /// The done chunks among these numbers, by number, read consistently.
    fn chunks(
        &self,
        id: &ImportId,
        numbers: Range<u32>,
    ) -> impl Future<Output = Result<Vec<ChunkDone>, StoreError>> + Send;

    /// Takes `key` for `claim` until `expires_at`. If the key is taken, returns the claim that has it.
    fn claim(
        &self,
        key: &str,
        claim: &Claim,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Option<Claim>, StoreError>> + Send;
}
