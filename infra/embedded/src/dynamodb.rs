//! `DynamoDB`: `dynoxide` on one `SQLite` file.
//!
//! Unlike the service, it never throttles, has no transaction conflicts, and does not remove expired items.

mod operations;

use std::path::PathBuf;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use dynoxide::Database;

use super::http::{HttpServer, listen};
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

/// A running `DynamoDB`. Dropping the value stops the server without waiting.
#[derive(Debug)]
pub struct DynamoDbServer {
    http: HttpServer,
}

impl DynamoDbServer {
    pub async fn start(config: DynamoDbConfig) -> Result<Self, StartError> {
        let (listener, address) = listen(&config.bind).await?;
        let database = open(&config.file)?;
        let router = Router::new().fallback(operations::answer).layer(DefaultBodyLimit::disable()).with_state(database);
        let http = HttpServer::router(listener, address, signed::guard(router, config.credentials));
        Ok(Self { http })
    }

    /// Returns `http://host:port`, for the SDK's endpoint URL.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Stops the server after waiting up to 5 s for running requests, and closes the file.
    pub async fn stop(self) {
        self.http.stop().await;
    }
}

fn open(file: &TableFile) -> Result<Database, StartError> {
    let error = |source: dynoxide::DynoxideError| StartError::Tables(Box::new(source));
    match file {
        TableFile::Memory => Database::memory().map_err(error),
        TableFile::At(path) => {
            let path = path.to_str().ok_or_else(|| StartError::Tables("the path is not Unicode".into()))?;
            let database = Database::new(path).map_err(error)?;
            // Sets `synchronous = NORMAL`; the library offers no other way. In WAL mode a killed process loses no commit, and no
            // commit waits for the disk. The other settings that the call restores are the defaults of SQLite.
            database.disable_bulk_loading().map_err(error)?;
            Ok(database)
        }
    }
}
