//! The `SQLite` file shared by the queues, the object events and the object index.
//!
//! The object index and the events must share a file because an uploaded object and its event must become visible in one transaction.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A handle to the file; clones share one connection.
#[derive(Clone)]
pub struct Ledger {
    connection: Arc<Mutex<Connection>>,
}

/// `SQLite` failed, for example because the disk is full, the file is damaged, or another process writes to it.
#[derive(Debug, thiserror::Error)]
#[error("the ledger failed")]
pub struct LedgerError(#[from] rusqlite::Error);

impl Ledger {
    /// Opens the file, creating it if absent; its folder must exist.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::new(Connection::open(path)?)
    }

    /// Creates an in-memory ledger, which is lost when its last clone is dropped.
    pub fn memory() -> Result<Self, LedgerError> {
        Self::new(Connection::open_in_memory()?)
    }

    /// Runs `work` in one transaction, which is rolled back if `work` fails.
    ///
    /// This usually blocks for tens of microseconds. Callers run it on their asynchronous task, since moving it to a blocking thread would
    /// take longer.
    pub(super) fn transaction<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // If `work` panicked, its transaction was rolled back, so the connection can still be used.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(LedgerError)?;
        let result = work(&transaction)?;
        transaction.commit().map_err(LedgerError)?;
        Ok(result)
    }

    /// Waits until everything committed so far is on the disk, where a power cut cannot undo it. This blocks for milliseconds.
    pub(super) fn sync(&self) -> Result<(), LedgerError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get(0))?;
        if is_busy {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            return Err(LedgerError(rusqlite::Error::SqliteFailure(busy, None)));
        }
        Ok(())
    }

    fn new(connection: Connection) -> Result<Self, LedgerError> {
        // In WAL mode, a committed transaction has been passed to the operating system when the call returns. It survives `kill -9`, since
        // the system still writes a killed process's pages to disk. NORMAL omits the fsync per commit, which takes milliseconds and matters
        // only if the machine crashes.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection: Arc::new(Mutex::new(connection)) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    #[test]
    fn commits_are_in_the_main_file_after_a_sync() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.sqlite");
        let ledger = Ledger::open(&path).unwrap();
        let write = |sql: &str| {
            ledger
                .transaction(|transaction| -> Result<(), LedgerError> { Ok(transaction.execute_batch(sql)?) })
                .unwrap();
        };
        write("CREATE TABLE objects (key TEXT); INSERT INTO objects VALUES ('a')");
        ledger.sync().unwrap();
        write("INSERT INTO objects VALUES ('b')");

        // A copy without the log, as if a power cut had lost all of it.
        let copy = dir.path().join("copy.sqlite");
        std::fs::copy(&path, &copy).unwrap();
        let count = |row: &rusqlite::Row<'_>| row.get::<_, u64>(0);
        let copy = Connection::open(copy).unwrap();
        assert_eq!(copy.query_row("SELECT count(*) FROM objects", [], count).unwrap(), 1);
        Ledger::memory().unwrap().sync().unwrap();
    }
}
