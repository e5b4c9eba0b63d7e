//! The stores that looking after imports needs.

use std::sync::Arc;

use rollcall_aws::{Clients, DynamoImports, S3Results, SettingsError, SqsChunkQueue, SqsWakeQueue};
use rollcall_domain::{
    flow::{FinishPorts, sweep::SweepPorts},
    ports::Ambient,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    imports: DynamoImports,
    results: S3Results,
    ambient: Arc<dyn Ambient>,
    chunks: SqsChunkQueue,
    wakes: SqsWakeQueue,
}

impl Ports {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self {
            imports: DynamoImports::new(clients)?,
            results: S3Results::new(clients)?,
            chunks: SqsChunkQueue::new(clients)?,
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

impl SweepPorts for Ports {
    type Chunks = SqsChunkQueue;
    type Wakes = SqsWakeQueue;

    fn chunks(&self) -> &SqsChunkQueue {
        &self.chunks
    }

    fn wakes(&self) -> &SqsWakeQueue {
        &self.wakes
    }
}
