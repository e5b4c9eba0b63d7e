//! `DynamoDB`: `dynoxide` on one `SQLite` file.
//!
//! Unlike the service, it never throttles and has no transaction conflicts. A server backed by a file removes expired items every hour; an
//! in-memory server keeps them.

mod batch;
mod operations;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use dynoxide::Database;
use dynoxide::types::GlobalSecondaryIndex;
use rusqlite::{Connection, ffi};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::http::{GRACE, HttpServer, listen};
use super::{Bind, Credentials, StartError, signed};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFile {
    /// In this file, which is created if absent; its folder must exist.
    At(PathBuf),
    Memory,
}

#[derive(Clone, Debug)]
pub struct DynamoDbConfig {
    pub bind: Bind,
    pub file: TableFile,
    pub credentials: Credentials,
}

/// A secondary index of a stored table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredIndex {
    pub name: String,
    /// The partition key, and then the sort key if there is one.
    pub keys: Vec<String>,
    /// The attributes that the index contains besides keys.
    pub attributes: BTreeSet<String>,
}

impl From<GlobalSecondaryIndex> for StoredIndex {
    fn from(index: GlobalSecondaryIndex) -> Self {
        Self {
            name: index.index_name,
            keys: index.key_schema.into_iter().map(|key| key.attribute_name).collect(),
            attributes: index.projection.non_key_attributes.into_iter().flatten().collect(),
        }
    }
}

/// The table's file cannot be written to the disk, or another process is writing to it.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be written to the disk")]
pub struct SyncError(#[from] rusqlite::Error);

/// A running `DynamoDB`. Dropping the value stops the server without waiting.
#[derive(Debug)]
pub struct DynamoDbServer {
    http: HttpServer,
    file: TableFile,
    stop_sweeps: oneshot::Sender<()>,
    sweeps: Option<JoinHandle<()>>,
}

/// Interval between sweeps, and between the server's start and the first sweep. A sweep reads the whole table, which takes seconds with
/// 100,000 users, and must not slow down a command that only runs one import. The service may take days to remove an expired item.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// Maximum number of attempts to copy the log to the main file, and the pause between them: 5 s in total.
const SYNC_TRIES: u32 = 100;
const SYNC_PAUSE: Duration = Duration::from_millis(50);

impl DynamoDbServer {
    pub async fn start(config: DynamoDbConfig) -> Result<Self, StartError> {
        let (listener, address) = listen(&config.bind).await?;
        let database = open(&config.file)?;
        // Dropping the server also drops the sender, which ends the sweeps.
        let (stop_sweeps, stopped) = oneshot::channel();
        let is_on_disk = config.file != TableFile::Memory;
        let sweeps = is_on_disk.then(|| tokio::spawn(sweep_regularly(database.clone(), stopped)));
        let router =
            Router::new().fallback(operations::respond).layer(DefaultBodyLimit::disable()).with_state(database);
        let http = HttpServer::router(listener, address, signed::guard(router, config.credentials));
        Ok(Self { http, file: config.file, stop_sweeps, sweeps })
    }

    /// Returns `http://host:port`, for the SDK's endpoint URL.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Waits until everything written so far is on the disk, where a power cut cannot undo it. Does nothing if the tables are in memory.
    ///
    /// This blocks for milliseconds, since the log is synchronized and copied to the main file. Intended for a step after which a file
    /// outside the table may be changed.
    pub fn sync(&self) -> Result<(), SyncError> {
        let TableFile::At(path) = &self.file else { return Ok(()) };
        // The library has no such call. SQLite coordinates connections to the same file, also within a process.
        let connection = Connection::open(path)?;
        for _ in 0..SYNC_TRIES {
            // While another connection copies the log, SQLite reports at once that it is busy.
            let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get(0))?;
            if !is_busy {
                return Ok(());
            }
            std::thread::sleep(SYNC_PAUSE);
        }
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None).into())
    }

    /// Returns the indexes of a table, or `None` if the file contains no such table or the tables are in memory. Unlike `DescribeTable`, this
    /// does not count the items.
    pub fn stored_indexes(&self, table: &str) -> Result<Option<BTreeSet<StoredIndex>>, StartError> {
        if self.file == TableFile::Memory {
            return Ok(None);
        }
        let stored = open(&self.file)?.get_table_metadata(table);
        let Some(stored) = stored.map_err(|error| StartError::Tables(Box::new(error)))? else { return Ok(None) };
        let indexes: Vec<GlobalSecondaryIndex> =
            serde_json::from_str(stored.gsi_definitions.as_deref().unwrap_or("[]"))
                .map_err(|error| StartError::Tables(Box::new(error)))?;
        Ok(Some(indexes.into_iter().map(StoredIndex::from).collect()))
    }

    /// Stops the server after waiting up to 5 s for running requests and then up to 5 s for a running sweep, and closes the file.
    pub async fn stop(self) {
        let Self { http, stop_sweeps, sweeps, .. } = self;
        drop(stop_sweeps);
        http.stop().await;
        // After a timeout, the sweep finishes in the background. It can safely be interrupted at any item.
        if let Some(sweeps) = sweeps {
            _ = tokio::time::timeout(GRACE, sweeps).await;
        }
    }
}

async fn sweep_regularly(database: Database, mut stopped: oneshot::Receiver<()>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(SWEEP_EVERY) => {}
            _ = &mut stopped => return,
        }
        let database = database.clone();
        match tokio::task::spawn_blocking(move || sweep(&database)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "cannot remove expired items now"),
            Err(error) => tracing::error!(%error, "the removal of expired items panicked"),
        }
    }
}

/// Removes expired items from all tables with a time to live. Other requests are executed in between.
fn sweep(database: &Database) -> Result<(), dynoxide::DynoxideError> {
    let removed = database.sweep_ttl()?;
    if removed > 0 {
        tracing::debug!(removed, "removed {removed} expired items");
    }
    Ok(())
}

fn open(file: &TableFile) -> Result<Database, StartError> {
    let error = |source: dynoxide::DynoxideError| StartError::Tables(Box::new(source));
    match file {
        TableFile::Memory => Database::memory().map_err(error),
        TableFile::At(path) => {
            let path = path.to_str().ok_or_else(|| StartError::Tables("the path is not Unicode".into()))?;
            let database = Database::new(path).map_err(error)?;
            // Sets `synchronous = NORMAL`; the library offers no other way. In WAL mode, no commit is lost if the process is killed, and no
            // commit waits for the disk. The other settings that the call restores are SQLite's defaults.
            database.disable_bulk_loading().map_err(error)?;
            Ok(database)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    fn request<T: DeserializeOwned>(document: Value) -> T {
        serde_json::from_value(document).unwrap()
    }

    #[tokio::test]
    async fn items_are_in_the_main_file_after_a_sync() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("table.sqlite");
        let create = json!({
            "TableName": "users",
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "BillingMode": "PAY_PER_REQUEST",
        });
        let database = open(&TableFile::At(path.clone())).unwrap();
        database.create_table(request(create)).unwrap();
        drop(database);
        let credentials = Credentials { access_key_id: "key".to_owned(), secret_access_key: "secret".to_owned() };
        let file = TableFile::At(path.clone());
        let server = DynamoDbServer::start(DynamoDbConfig { bind: Bind::loopback(), file, credentials }).await.unwrap();
        let database = open(&TableFile::At(path.clone())).unwrap();
        database.put_item(request(json!({ "TableName": "users", "Item": { "pk": { "S": "a" } } }))).unwrap();
        server.sync().unwrap();

        // A copy without the log, as if a power cut had lost all of it.
        let copy = dir.path().join("copy.sqlite");
        std::fs::copy(&path, &copy).unwrap();
        let get = json!({ "TableName": "users", "Key": { "pk": { "S": "a" } } });
        assert!(open(&TableFile::At(copy)).unwrap().get_item(request(get)).unwrap().item.is_some());
        server.stop().await;
    }

    #[test]
    fn sweep_removes_expired_items_and_keeps_the_others() {
        let database = open(&TableFile::Memory).unwrap();
        let create = json!({
            "TableName": "users",
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "BillingMode": "PAY_PER_REQUEST",
        });
        database.create_table(request(create)).unwrap();
        let ttl =
            json!({ "TableName": "users", "TimeToLiveSpecification": { "AttributeName": "ttl", "Enabled": true } });
        database.update_time_to_live(request(ttl)).unwrap();
        let year_3000 = "32503680000";
        for (pk, ttl) in [("expired", Some("1700000000")), ("valid", Some(year_3000)), ("permanent", None)] {
            let mut item = json!({ "pk": { "S": pk } });
            if let Some(ttl) = ttl {
                item["ttl"] = json!({ "N": ttl });
            }
            database.put_item(request(json!({ "TableName": "users", "Item": item }))).unwrap();
        }
        for _ in 0..2 {
            sweep(&database).unwrap();
            for (pk, is_there) in [("expired", false), ("valid", true), ("permanent", true)] {
                let get = json!({ "TableName": "users", "Key": { "pk": { "S": pk } } });
                assert_eq!(database.get_item(request(get)).unwrap().item.is_some(), is_there, "{pk}");
            }
        }
    }
}
