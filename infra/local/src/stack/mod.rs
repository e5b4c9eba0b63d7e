//! The whole stack in this process: the embedded servers, the functions, and what calls them.

mod gateway;
mod issuer;
mod origin;
mod workers;

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use rollcall_aws::{AccessKey, Aws, Endpoints, Part, Settings, SettingsError, SystemEnvironment, create_table};
use rollcall_domain::{
    flow::FlowError,
    invitation::Due,
    keys,
    settings::Defaults,
    stores::{CatalogStore, ChunkMessage, Environment, InvitationStore, SendingStore, StoreError},
};
use rollcall_embedded::{
    Bind, Credentials, REGION, StartError,
    dynamodb::{DynamoDbConfig, DynamoDbServer, TableFile},
    ledger::{Ledger, LedgerError},
    object_events::ObjectEvents,
    s3::{Origins, S3Config, S3Server, Watched},
    ses::{MAIL_DIR, SesConfig, SesServer},
    sqs::{DeadLetter, QueueConfig, SqsConfig, SqsServer},
    system_clock,
};
use rollcall_functions::{
    App, accept, apply, directory, export, feedback, http::Access, import, invite, portal, review, send, sweep,
    template, upload,
};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

pub use issuer::IssuerError;

use self::{issuer::Authorizer, origin::Admission};
use crate::lock::{DataDirLock, LockError};

/// Names of the parts; one stack per data directory, so they need not differ.
const TABLE: &str = "rollcall";
const UPLOADS: &str = "rollcall-uploads";
const RESULTS: &str = "rollcall-results";
const CHUNKS: &str = "rollcall-chunks";
const RESUMES: &str = "rollcall-resumes";
const MAILS: &str = "rollcall-mails";
const INVITATION_BATCHES: &str = "rollcall-invitation-batches";
const CONFIGURATION_SET: &str = "rollcall";
/// Who mails come from; nothing leaves this machine.
const MAIL_SENDER: &str = "portal@rollcall.example";
/// Port of the API unless another is asked for: links in mails lead there, since a command's own port is gone with it.
pub const API_PORT: u16 = 8000;
/// Mails a second that the embedded account may send: above it the machine, not the account, sets the pace.
pub const MAILS_PER_SECOND: f64 = 100.0;
/// Six times a worker's minute, as in the deployed stack.
const CHUNK_VISIBILITY_S: u32 = 360;
/// Six times a sender's minute.
const MAIL_VISIBILITY_S: u32 = 360;
/// Six times the 29 s of an API function.
const RUN_VISIBILITY_S: u32 = 180;
/// Six times a reader's quarter of an hour.
const WAKE_VISIBILITY_S: u32 = 5_400;
/// How often a program looks that waits for its mails.
const MAILS_LOOKED_AT_EVERY: Duration = Duration::from_millis(50);
/// Receives before a message goes to the dead-letter queue.
const RECEIVES_MAX: u32 = 5;

/// How to start a stack.
#[derive(Debug, Clone)]
pub struct StackConfig {
    /// Where its data live.
    pub data_dir: PathBuf,
    /// Where the API and the servers listen.
    pub host: IpAddr,
    /// Port of the API; 0 takes a free one.
    pub port: u16,
    /// Whose tokens are wanted; without one nobody needs any.
    pub issuer: Option<Issuer>,
    /// Whether nothing is kept: for tests. The data directory is then only locked, and holds the objects.
    pub in_memory: bool,
    /// Whether the functions here take object events, messages and the schedule. Without, they are left to another program.
    pub workers: bool,
    /// Mails a second that the embedded account may send.
    pub mails_per_second: f64,
}

/// Who issues the tokens that the API wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Address of the issuer: the `iss` claim, and where its keys are described.
    pub url: String,
    /// The `aud` claim.
    pub audience: String,
}

/// Where the parts of a running stack are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The HTTP API.
    pub api: String,
    /// DynamoDB.
    pub dynamodb: String,
    /// S3.
    pub s3: String,
    /// SQS.
    pub sqs: String,
    /// URL of the queue of chunks.
    pub chunk_queue: String,
    /// URL of the resume queue.
    pub resume_queue: String,
    /// SES.
    pub ses: String,
    /// The mails that it took, as pages.
    pub mailbox: String,
    /// URL of the queue of mails.
    pub mail_queue: String,
    /// URL of the queue of invitation batches.
    pub invitation_batch_queue: String,
    /// The table.
    pub table: String,
    /// The bucket for files.
    pub uploads_bucket: String,
    /// The bucket for results.
    pub results_bucket: String,
    /// Access key for all of them.
    pub access_key: String,
    /// Its secret.
    pub secret_key: String,
    /// Region that clients sign for.
    pub region: String,
}

/// Why a stack did not start, or did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// Another program has the data directory.
    #[error(transparent)]
    Locked(#[from] LockError),
    /// A server did not start.
    #[error("an embedded server did not start")]
    Server(#[from] StartError),
    /// The API cannot listen.
    #[error("cannot listen on {address}")]
    Listen {
        /// As configured.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Tokens are wanted, and the keys of their issuer are not known.
    #[error("tokens cannot be checked")]
    Issuer(#[from] IssuerError),
    /// The file of queues and events cannot be used.
    #[error("the queues cannot be used")]
    Ledger(#[from] LedgerError),
    /// A store did not answer.
    #[error("a store did not answer")]
    Store(#[from] StoreError),
    /// What was left open cannot go on.
    #[error("what was left open cannot go on")]
    Recover(#[from] FlowError),
    /// The functions' settings are not complete.
    #[error("the functions' settings are not complete")]
    Settings(#[from] SettingsError),
}

/// The functions, each made as its own `main` makes it.
#[derive(Debug)]
struct Functions {
    template: template::App,
    upload: App,
    import: App,
    apply: App,
    review: App,
    export: App,
    directory: App,
    sweep: sweep::App,
    portal: portal::App,
    send: send::App,
    feedback: App,
    invite: App,
    accept: accept::App,
}

impl Functions {
    /// `clients_of` a function's name: each has clients of its own, as it has a role of its own when it is deployed.
    /// `s3`: where pages upload files to.
    /// `page`: where pages are, for links in mails.
    fn new(page: &str, s3: &str, clients_of: impl Fn(&'static str) -> Aws) -> Result<Self, SettingsError> {
        let app = |name, parts| App::new(&clients_of(name), Access::default(), Defaults::default(), parts);
        Ok(Self {
            template: template::App::default(),
            upload: app("upload", upload::PARTS)?,
            import: app("import", import::PARTS)?,
            apply: app("apply", apply::PARTS)?,
            review: app("review", review::PARTS)?,
            export: app("export", export::PARTS)?,
            directory: app("directory", directory::PARTS)?,
            sweep: sweep::App::new(&clients_of("sweep"), f64::INFINITY)?,
            send: send::App::new(&clients_of("send"), sender(page))?,
            feedback: app("feedback", feedback::PARTS)?,
            invite: app("invite", invite::PARTS)?,
            // The key lives as long as the program: a restart forgets who tried how often.
            accept: accept::App::new(&clients_of("accept"), accept::SourceKey::new(&SystemEnvironment.random_bits()))?,
            portal: portal::App::new(s3),
        })
    }
}

/// A running stack.
pub struct Stack {
    addresses: Addresses,
    clients: Aws,
    functions: Arc<Functions>,
    dynamodb: DynamoDbServer,
    s3: S3Server,
    sqs: SqsServer,
    ses: SesServer,
    events: ObjectEvents,
    stop: watch::Sender<bool>,
    workers: JoinSet<()>,
    _lock: DataDirLock,
}

impl Stack {
    /// Starts everything, and lets go on what a predecessor left open.
    ///
    /// # Errors
    /// - [`StackError::Locked`] while another program has the data directory
    /// - [`StackError::Issuer`] if tokens are wanted and their issuer does not answer
    pub async fn start(config: StackConfig) -> Result<Self, StackError> {
        Self::start_at(config, Arc::new(SystemEnvironment)).await
    }

    /// Starts everything with a clock and chance that are given.
    ///
    /// The servers' own time (visibility of messages, signatures) stays the machine's.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn start_at(config: StackConfig, environment: Arc<dyn Environment>) -> Result<Self, StackError> {
        Self::start_between(config, environment, |_, endpoints| endpoints.clone()).await
    }

    /// Starts everything, with something between the functions and the servers: `endpoints_of` a function's name and of where the servers
    /// are says where that function reaches them. What calls the functions is not asked: it is the platform's.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    #[allow(clippy::too_many_lines, reason = "one part after the other, each started once")]
    pub async fn start_between(
        config: StackConfig,
        environment: Arc<dyn Environment>,
        endpoints_of: impl Fn(&'static str, &Endpoints) -> Endpoints,
    ) -> Result<Self, StackError> {
        let mut lock = DataDirLock::acquire(&config.data_dir)?;
        let authorizer = match config.issuer {
            Some(issuer) => Some(Arc::new(Authorizer::start(issuer, system_clock()).await?)),
            None => None,
        };
        let bind = Bind { host: config.host.to_string(), port: 0 };
        let (ledger, file) = if config.in_memory {
            (Ledger::memory()?, TableFile::Memory)
        } else {
            let path = |name: &str| config.data_dir.join(name);
            (Ledger::open(&path("queues.sqlite"))?, TableFile::At(path("dynamodb.sqlite")))
        };
        let events = ObjectEvents::new(ledger.clone(), system_clock())?;
        let credentials = Credentials::of_dir(&config.data_dir, || SystemEnvironment.random_bits())?;
        let admission = match &authorizer {
            Some(_) => Admission::Token,
            None if config.host.is_loopback() => Admission::Loopback,
            None => Admission::AnyHost,
        };
        let tables = DynamoDbConfig { bind: bind.clone(), file, credentials: credentials.clone() };
        let dynamodb = DynamoDbServer::start(tables).await?;
        let s3 = S3Server::start(S3Config {
            bind: bind.clone(),
            folder: config.data_dir.join("s3"),
            buckets: vec![UPLOADS.to_owned(), RESULTS.to_owned()],
            credentials: credentials.clone(),
            watched: Watched {
                bucket: UPLOADS.to_owned(),
                prefixes: vec![keys::UPLOADS.to_owned(), keys::DROP.to_owned()],
            },
            events: events.clone(),
            origins: if admission == Admission::Token { Origins::Any } else { Origins::ThisMachine },
        })
        .await?;
        let folder = (!config.in_memory).then(|| config.data_dir.join(MAIL_DIR));
        let (ses, mail_events) = SesServer::start(SesConfig {
            bind: bind.clone(),
            folder,
            credentials: credentials.clone(),
            clock: {
                let environment = Arc::clone(&environment);
                Arc::new(move || environment.now())
            },
            per_second: config.mails_per_second,
        })
        .await?;
        let messages =
            SqsConfig { bind, queues: queues(), ledger, credentials: credentials.clone(), clock: system_clock() };
        let sqs = SqsServer::start(messages).await?;
        events.release_all_claimed()?;
        sqs.release_all_in_flight()?;

        let urls = workers::Queues {
            chunks: sqs.queue_url(CHUNKS).unwrap_or_default(),
            resumes: sqs.queue_url(RESUMES).unwrap_or_default(),
            mails: sqs.queue_url(MAILS).unwrap_or_default(),
            invitation_batches: sqs.queue_url(INVITATION_BATCHES).unwrap_or_default(),
        };
        let clients = Aws::with_environment(settings(&dynamodb, &s3, &sqs, &ses, &urls, &credentials), environment);
        create_table(clients.dynamodb(), TABLE).await?;
        let address = SocketAddr::new(config.host, config.port);
        let listen = |source| StackError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let port = listener.local_addr().map_err(listen)?.port();
        let api = format!("http://{}", SocketAddr::new(reachable(config.host), port));
        let page_port = if config.port == 0 && !config.in_memory { API_PORT } else { port };
        let page = format!("http://{}", SocketAddr::new(reachable(config.host), page_port));
        let clients_of = |name| {
            let settings = clients.settings();
            let endpoints = endpoints_of(name, &settings.endpoints);
            // What is reached at the same place shares one HTTP client.
            if endpoints == settings.endpoints {
                return clients.clone();
            }
            Aws::with_environment(Settings { endpoints, ..settings.clone() }, Arc::clone(clients.environment()))
        };
        let functions = Arc::new(Functions::new(&page, &s3.address(), clients_of)?);
        functions.sweep.recover().await?;

        let (stop, stopping) = watch::channel(false);
        let mut workers = if config.workers {
            workers::start(&functions, &clients, &events, &urls, &stopping)
        } else {
            JoinSet::new()
        };
        let deliver = workers::deliver_mail_events(Arc::clone(&functions), mail_events, ses.settle_event());
        workers.spawn(workers::until(stopping.clone(), deliver));
        lock.announce(&api)?;
        let gateway = gateway::Gateway { functions: Arc::clone(&functions), admission, authorizer };
        workers.spawn(serve(listener, gateway, stopping));
        let addresses = Addresses {
            api,
            dynamodb: dynamodb.address(),
            s3: s3.address(),
            sqs: sqs.address(),
            chunk_queue: urls.chunks,
            resume_queue: urls.resumes,
            ses: ses.address(),
            mailbox: ses.mailbox_address(),
            mail_queue: urls.mails,
            invitation_batch_queue: urls.invitation_batches,
            table: TABLE.to_owned(),
            uploads_bucket: UPLOADS.to_owned(),
            results_bucket: RESULTS.to_owned(),
            access_key: credentials.access_key_id,
            secret_key: credentials.secret_access_key,
            region: REGION.to_owned(),
        };
        Ok(Self { addresses, clients, functions, dynamodb, s3, sqs, ses, events, stop, workers, _lock: lock })
    }

    /// Where its parts are.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The SDK's clients that the functions use.
    pub fn clients(&self) -> &Aws {
        &self.clients
    }

    /// Whether there is any company.
    ///
    /// # Errors
    /// What the table says.
    pub async fn has_catalog(&self) -> Result<bool, StackError> {
        Ok(!self.clients.company_names().await?.is_empty())
    }

    /// Calls the function that takes object events, as the platform would.
    ///
    /// # Errors
    /// What the function says.
    pub async fn invoke_import(&self, event: serde_json::Value) -> Result<serde_json::Value, lambda_runtime::Error> {
        import::handle(&self.functions.import, event).await
    }

    /// Calls the function that runs on a schedule, as the platform would.
    ///
    /// # Errors
    /// What the function says.
    pub async fn invoke_sweep(&self) -> Result<(), lambda_runtime::Error> {
        Box::pin(sweep::handle(&self.functions.sweep, workers::schedule_event()?)).await
    }

    /// Calls the function that takes events of mails, as the platform would.
    ///
    /// # Errors
    /// What the function says.
    pub async fn invoke_feedback(&self, event: serde_json::Value) -> Result<(), lambda_runtime::Error> {
        Box::pin(feedback::handle(&self.functions.feedback, event)).await
    }

    /// Calls the function that sends, as the platform would, with a message that names these users.
    ///
    /// # Errors
    /// What the function says.
    pub async fn invoke_send(&self, user_ids: &[String]) -> Result<(), lambda_runtime::Error> {
        let event = message_event(&serde_json::json!({ "user_ids": user_ids }))?;
        taken(&Box::pin(send::handle(&self.functions.send, event)).await?)
    }

    /// Calls the function that writes users, as the platform would, with the message of one chunk and this much time.
    ///
    /// # Errors
    /// What the function says, or that it gave the message back.
    pub async fn invoke_apply(&self, message: &ChunkMessage, left: Duration) -> Result<(), lambda_runtime::Error> {
        let event = message_event(&serde_json::to_value(message)?)?;
        taken(&Box::pin(apply::handle(&self.functions.apply, event, left)).await?)
    }

    /// The embedded SES.
    pub fn ses(&self) -> &SesServer {
        &self.ses
    }

    /// Sends what is due and waits until it is sent, or until sending stops: for a program that ends before the schedule's next
    /// minute.
    ///
    /// # Errors
    /// What a store or the function of the schedule says.
    pub async fn send_due_mails(&self) -> Result<(), lambda_runtime::Error> {
        loop {
            self.invoke_sweep().await?;
            while self.mails_waiting()? > 0 {
                tokio::time::sleep(MAILS_LOOKED_AT_EVERY).await;
            }
            let now = self.clients.now();
            let is_idle = self.clients.due_invitations(Due::Enqueue, now, 1).await?.is_empty();
            if is_idle || self.clients.sending().await?.stopped.is_some() {
                return Ok(());
            }
        }
    }

    /// Messages of the queue of mails that wait or are in work, and events of mails on their way.
    fn mails_waiting(&self) -> Result<u64, LedgerError> {
        let counts = self.sqs.counts(MAILS)?;
        Ok(counts.visible + counts.in_flight + counts.delayed + self.ses.events_pending())
    }

    /// Messages that wait, are on their way or are dead, and events not settled: 0 when all is at rest.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn unsettled(&self) -> Result<u64, StackError> {
        let mut sum = self.events.open_count()? + self.events.failed()?.len() as u64 + self.ses.events_pending();
        for queue in queues() {
            let counts = self.sqs.counts(&queue.name)?;
            sum += counts.visible + counts.in_flight + counts.delayed;
        }
        Ok(sum)
    }

    /// Stops it: workers end what they have in hand, servers answer what they were asked.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.workers.join_next().await.is_some() {}
        self.sqs.stop().await;
        self.ses.stop().await;
        self.s3.stop().await;
        self.dynamodb.stop().await;
    }
}

async fn serve(listener: TcpListener, gateway: gateway::Gateway, mut stopping: watch::Receiver<bool>) {
    let app = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
    let stopped = async move {
        let _stop = stopping.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stopped).await {
        tracing::error!(causes = %rollcall_functions::causes(&error), "the API stopped");
    }
}

/// An address under which a listener is reached: loopback for one that listens everywhere.
fn reachable(host: IpAddr) -> IpAddr {
    match host {
        IpAddr::V4(address) if address.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(address) if address.is_unspecified() => IpAddr::from(std::net::Ipv6Addr::LOCALHOST),
        other => other,
    }
}

/// The event of one message.
fn message_event(message: &serde_json::Value) -> Result<SqsEvent, serde_json::Error> {
    serde_json::from_value(serde_json::json!({ "Records": [{ "messageId": "m", "body": message.to_string() }] }))
}

/// Whether all messages of an event were taken.
fn taken(answer: &SqsBatchResponse) -> Result<(), lambda_runtime::Error> {
    if answer.batch_item_failures.is_empty() { Ok(()) } else { Err("the message was given back".into()) }
}

fn sender(page: &str) -> send::Sender {
    send::Sender {
        tenant_name: "Rollcall".to_owned(),
        mail_from: MAIL_SENDER.to_owned(),
        reply_to: None,
        activation_url: format!("{page}/activate"),
        portal_url: Some(page.to_owned()),
        logo_url: None,
        default_language: "en".to_owned(),
    }
}

fn queues() -> Vec<QueueConfig> {
    let dead = |name: &str| format!("{name}-dead-letters");
    let queue = |name: &str, visibility_timeout_s| QueueConfig {
        name: name.to_owned(),
        visibility_timeout_s,
        dead_letter: Some(DeadLetter { queue: dead(name), max_receives: RECEIVES_MAX }),
    };
    let dead_letters = |name: &str| QueueConfig { name: dead(name), visibility_timeout_s: 30, dead_letter: None };
    vec![
        queue(CHUNKS, CHUNK_VISIBILITY_S),
        queue(RESUMES, WAKE_VISIBILITY_S),
        queue(MAILS, MAIL_VISIBILITY_S),
        queue(INVITATION_BATCHES, RUN_VISIBILITY_S),
        dead_letters(CHUNKS),
        dead_letters(RESUMES),
        dead_letters(MAILS),
        dead_letters(INVITATION_BATCHES),
    ]
}

fn settings(
    dynamodb: &DynamoDbServer,
    s3: &S3Server,
    sqs: &SqsServer,
    ses: &SesServer,
    queues: &workers::Queues,
    credentials: &Credentials,
) -> Settings {
    let Credentials { access_key_id, secret_access_key } = credentials.clone();
    let key = AccessKey { id: access_key_id, secret: secret_access_key, session_token: None };
    Settings {
        endpoints: Endpoints {
            dynamodb: Some(dynamodb.address()),
            s3: Some(s3.address()),
            sqs: Some(sqs.address()),
            ses: Some(ses.address()),
        },
        parts: BTreeMap::from([
            (Part::Table, TABLE.to_owned()),
            (Part::UploadsBucket, UPLOADS.to_owned()),
            (Part::ResultsBucket, RESULTS.to_owned()),
            (Part::ChunkQueue, queues.chunks.clone()),
            (Part::ResumeQueue, queues.resumes.clone()),
            (Part::MailQueue, queues.mails.clone()),
            (Part::InvitationBatchQueue, queues.invitation_batches.clone()),
            (Part::ConfigurationSet, CONFIGURATION_SET.to_owned()),
        ]),
        ..Settings::new(REGION, key)
    }
}
