//! The stores that writing users needs.

use std::sync::Arc;

use rollcall_aws::{CatalogReader, Clients, DynamoImports, DynamoUsers, S3Results, SettingsError, SqsWakeQueue};
use rollcall_domain::{
    flow::{ApplyPorts, FinishPorts, WorkPorts},
    ports::Ambient,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    imports: DynamoImports,
    results: S3Results,
    ambient: Arc<dyn Ambient>,
    users: DynamoUsers,
    catalog: CatalogReader,
    wakes: SqsWakeQueue,
}

impl Ports {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self {
            imports: DynamoImports::new(clients)?,
            results: S3Results::new(clients)?,
            users: DynamoUsers::new(clients)?,
            catalog: CatalogReader::new(clients)?,
            wakes: SqsWakeQueue::new(clients)?,
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

impl WorkPorts for Ports {
    type Wakes = SqsWakeQueue;

    fn wakes(&self) -> &SqsWakeQueue {
        &self.wakes
    }
}
