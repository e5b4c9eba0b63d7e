//! The simulated imports, with their chunks and claims.

use std::ops::Range;

use jiff::Timestamp;
use rollcall_domain::{
    ids::ImportId,
    import::{Import, ImportStatus},
    stores::{ChunkDone, Claim, ImportStore, Replaced, StoreError},
};

use crate::{faults::Kind, model::Model, stack::Stack, upgrade::Reader};

impl ImportStore for Stack {
    async fn create_import(&self, import: &Import) -> Result<bool, StoreError> {
        let write = |model: &mut Model| {
            let stored = model.imports.entry(import.id().clone()).or_insert_with(|| import.clone());
            stored == import
        };
        self.call(Kind::Write, "create an import", write).await
    }

    async fn import(&self, id: &ImportId) -> Result<Option<Import>, StoreError> {
        let reader = self.reader();
        if reader == Reader::Blind {
            let unreadable = StoreError::Unreadable { store: "the model", what: "import" };
            return self.call(Kind::Read, "read an import of the next version", |_| ()).await.and(Err(unreadable));
        }
        self.call(Kind::Read, "read an import", |model| model.read_import(id, reader)).await
    }

    async fn replace_import(&self, import: &Import) -> Result<Replaced, StoreError> {
        let now = self.sim.now();
        let write = |model: &mut Model| {
            let replaced = model.replace_import(import, now);
            model.check_feeds();
            replaced
        };
        self.call(Kind::Write, "write an import", write).await
    }

    async fn create_and_replace_import(&self, created: &Import, replaced: &Import) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| {
            let (new, old) = (model.imports.get(created.id()), model.imports.get(replaced.id()));
            if new == Some(created) && old == Some(replaced) {
                return Replaced::Done;
            }
            let is_first = new.is_none() && old.is_some_and(|old| old.version() + 1 == replaced.version());
            if !is_first {
                return Replaced::VersionConflict;
            }
            model.check_members(replaced);
            model.imports.insert(created.id().clone(), created.clone());
            model.imports.insert(replaced.id().clone(), replaced.clone());
            Replaced::Done
        };
        self.call(Kind::Write, "create an import and replace another", write).await
    }

    async fn due_imports(&self, until: Timestamp, limit: usize) -> Result<Vec<ImportId>, StoreError> {
        let read = |model: &mut Model| {
            let due = model.imports.values().filter_map(|import| Some((import.due_at()?, import.id().clone())));
            let mut due: Vec<(Timestamp, ImportId)> = due.filter(|(at, _)| *at <= until).collect();
            due.sort_unstable();
            due.into_iter().take(limit).map(|(_, id)| id).collect()
        };
        self.call(Kind::Read, "list due imports", read).await
    }

    async fn begin_chunk(&self, id: &ImportId, chunk: u32, _expires_at: Timestamp) -> Result<bool, StoreError> {
        let write = |model: &mut Model| model.chunks_begun.insert((id.clone(), chunk));
        self.call(Kind::Write, "begin a chunk", write).await
    }

    async fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> Result<(), StoreError> {
        let write = |model: &mut Model| {
            model.chunks.entry((id.clone(), done.chunk)).or_insert_with(|| done.clone());
        };
        self.call(Kind::Write, "mark a chunk", write).await
    }

    async fn record_catalog_changes(&self, id: &ImportId, chunk: u32, rows: &[u64]) -> Result<Vec<u64>, StoreError> {
        let write = |model: &mut Model| {
            model.chunk_catalogs.entry((id.clone(), chunk)).or_insert_with(|| rows.to_vec()).clone()
        };
        self.call(Kind::Write, "settle the catalog of a chunk", write).await
    }

    async fn chunk(&self, id: &ImportId, chunk: u32) -> Result<Option<ChunkDone>, StoreError> {
        self.call(Kind::Read, "read a chunk", |model| model.chunks.get(&(id.clone(), chunk)).cloned()).await
    }

    async fn chunks(&self, id: &ImportId, numbers: Range<u32>) -> Result<Vec<ChunkDone>, StoreError> {
        let read = |model: &mut Model| {
            let range = (id.clone(), numbers.start)..(id.clone(), numbers.end);
            model.chunks.range(range).map(|(_, done)| done.clone()).collect()
        };
        self.call(Kind::Read, "read chunks", read).await
    }

    async fn claim(&self, key: &str, claim: &Claim, _expires_at: Timestamp) -> Result<Option<Claim>, StoreError> {
        let write = |model: &mut Model| {
            let held = model.claims.get(key).cloned();
            if held.is_none() {
                model.claims.insert(key.to_owned(), claim.clone());
            }
            held
        };
        self.call(Kind::Write, "claim an object", write).await
    }
}

impl Model {
    /// Replaces the previous version of an import. Checks that its status may change in this way.
    pub(super) fn replace_import(&mut self, import: &Import, now: Timestamp) -> Replaced {
        let Some(stored) = self.imports.get(import.id()) else { return Replaced::VersionConflict };
        if stored == import {
            return Replaced::Done;
        }
        if stored.version() + 1 != import.version() {
            return Replaced::VersionConflict;
        }
        let (from, to) = (stored.status(), import.status());
        if from != to && !from.may_become(to) {
            self.break_law(format!("import {} went from {from:?} to {to:?}", import.id()));
        }
        if from != to && to == ImportStatus::Importing {
            self.importing_since.entry(import.id().clone()).or_insert(now);
        }
        if from != to && to == ImportStatus::Completed {
            self.completed.push(import.id().clone());
        }
        self.check_members(import);
        self.imports.insert(import.id().clone(), import.clone());
        Replaced::Done
    }
}
