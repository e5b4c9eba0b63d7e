//! The stores that looking after imports needs.

use std::sync::Arc;

use rollcall_aws::{
    Clients, DynamoImports, DynamoInvitations, DynamoRuns, DynamoSending, DynamoUsers, S3Results, SesAccount,
    SettingsError, SqsChunkQueue, SqsMailQueue, SqsRunQueue, SqsWakeQueue,
};
use rollcall_domain::{
    flow::{
        FinishPorts,
        mail::{feed::FeedPorts, run::StepPorts},
        sweep::SweepPorts,
    },
    ports::Ambient,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    imports: DynamoImports,
    results: S3Results,
    ambient: Arc<dyn Ambient>,
    chunks: SqsChunkQueue,
    wakes: SqsWakeQueue,
    users: DynamoUsers,
    invitations: DynamoInvitations,
    sending: DynamoSending,
    account: SesAccount,
    mails: SqsMailQueue,
    runs: DynamoRuns,
    steps: SqsRunQueue,
    mails_per_second: f64,
}

impl Ports {
    pub(crate) fn new(clients: &Clients, mails_per_second: f64) -> Result<Self, SettingsError> {
        Ok(Self {
            imports: DynamoImports::new(clients)?,
            results: S3Results::new(clients)?,
            chunks: SqsChunkQueue::new(clients)?,
            wakes: SqsWakeQueue::new(clients)?,
            users: DynamoUsers::new(clients)?,
            invitations: DynamoInvitations::new(clients)?,
            sending: DynamoSending::new(clients)?,
            account: SesAccount::new(clients),
            mails: SqsMailQueue::new(clients)?,
            runs: DynamoRuns::new(clients)?,
            steps: SqsRunQueue::new(clients)?,
            mails_per_second,
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

impl FeedPorts for Ports {
    type Users = DynamoUsers;
    type Invitations = DynamoInvitations;
    type Sending = DynamoSending;
    type Account = SesAccount;
    type Mails = SqsMailQueue;
    type Ambient = Arc<dyn Ambient>;

    fn users(&self) -> &DynamoUsers {
        &self.users
    }

    fn invitations(&self) -> &DynamoInvitations {
        &self.invitations
    }

    fn sending(&self) -> &DynamoSending {
        &self.sending
    }

    fn account(&self) -> &SesAccount {
        &self.account
    }

    fn mails(&self) -> &SqsMailQueue {
        &self.mails
    }

    fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.ambient
    }

    fn rate_max(&self) -> f64 {
        self.mails_per_second
    }
}
