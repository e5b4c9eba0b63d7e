//! What asking for invitations needs.

use std::sync::Arc;

use rollcall_aws::{
    CatalogReader, Clients, Directory, DynamoImports, DynamoRuns, DynamoSending, DynamoUsers, S3Results, SettingsError,
    SqsMailQueue, SqsRunQueue,
};
use rollcall_domain::{
    flow::mail::{
        invite::InvitePorts,
        run::{RunPorts, StepPorts},
    },
    ports::Ambient,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    users: DynamoUsers,
    mails: SqsMailQueue,
    ambient: Arc<dyn Ambient>,
    imports: DynamoImports,
    results: S3Results,
    directory: Directory,
    steps: SqsRunQueue,
    pub(crate) runs: DynamoRuns,
    pub(crate) sending: DynamoSending,
    pub(crate) catalog: CatalogReader,
}

impl Ports {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self {
            users: DynamoUsers::new(clients)?,
            mails: SqsMailQueue::new(clients)?,
            ambient: Arc::clone(clients.ambient()),
            imports: DynamoImports::new(clients)?,
            results: S3Results::new(clients)?,
            directory: Directory::new(clients)?,
            steps: SqsRunQueue::new(clients)?,
            runs: DynamoRuns::new(clients)?,
            sending: DynamoSending::new(clients)?,
            catalog: CatalogReader::new(clients)?,
        })
    }
}

impl InvitePorts for Ports {
    type Users = DynamoUsers;
    type Mails = SqsMailQueue;
    type Ambient = Arc<dyn Ambient>;

    fn users(&self) -> &DynamoUsers {
        &self.users
    }

    fn mails(&self) -> &SqsMailQueue {
        &self.mails
    }

    fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.ambient
    }
}

impl RunPorts for Ports {
    type Imports = DynamoImports;
    type Results = S3Results;
    type List = Directory;

    fn imports(&self) -> &DynamoImports {
        &self.imports
    }

    fn results(&self) -> &S3Results {
        &self.results
    }

    fn list(&self) -> &Directory {
        &self.directory
    }
}

impl StepPorts for Ports {
    type Runs = DynamoRuns;
    type Steps = SqsRunQueue;

    fn runs(&self) -> &DynamoRuns {
        &self.runs
    }

    fn steps(&self) -> &SqsRunQueue {
        &self.steps
    }
}
