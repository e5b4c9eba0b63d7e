//! The stores that reading a file needs, and writing users for a small one.

use std::sync::Arc;

use rollcall_aws::{
    CatalogReader, Clients, DynamoImports, DynamoUsers, S3Results, S3Uploads, SettingsError, SqsChunkQueue,
};
use rollcall_domain::{
    flow::{ApplyPorts, FinishPorts, ValidatePorts},
    ports::Ambient,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    imports: DynamoImports,
    results: S3Results,
    ambient: Arc<dyn Ambient>,
    users: DynamoUsers,
    catalog: CatalogReader,
    uploads: S3Uploads,
    chunks: SqsChunkQueue,
}

impl Ports {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self {
            imports: DynamoImports::new(clients)?,
            results: S3Results::new(clients)?,
            users: DynamoUsers::new(clients)?,
            catalog: CatalogReader::new(clients)?,
            uploads: S3Uploads::new(clients)?,
            chunks: SqsChunkQueue::new(clients)?,
            ambient: Arc::clone(clients.ambient()),
        })
    }
}

impl FinishPorts for Ports {
    type Imports = DynamoImports;
    type Results = S3Results;
    type Ambient = Arc<dyn Ambient>;

    fn imports(&self) -> &DynamoImports {
        &self.imports
    }

    fn results(&self) -> &S3Results {
        &self.results
    }

    fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.ambient
    }
}

impl ApplyPorts for Ports {
    type Users = DynamoUsers;
    type Catalog = CatalogReader;

    fn users(&self) -> &DynamoUsers {
        &self.users
    }

    fn catalog(&self) -> &CatalogReader {
        &self.catalog
    }
}

impl ValidatePorts for Ports {
    type Uploads = S3Uploads;
    type Chunks = SqsChunkQueue;

    fn uploads(&self) -> &S3Uploads {
        &self.uploads
    }

    fn chunks(&self) -> &SqsChunkQueue {
        &self.chunks
    }
}
