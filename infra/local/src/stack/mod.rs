//! The whole stack in this process: the embedded servers, the functions, and what invokes the functions.
//!
//! A deployed stack consists of storage services, functions, and a platform that connects them. Here the services are the servers of
//! `rollcall-embedded`, reached over HTTP by the same clients; the functions are the same handlers; and this module is the platform. Every
//! event and every response is the JSON document that AWS would send, so that the same code runs here and in Lambda.
//!
//! ```text
//!  browser, CLI ──► gateway ──────────────┐                ┌──► DynamoDB ┐
//!                   origin, issuer, routes│                ├──► S3       │ servers
//!                                      invoker             ├──► SQS      │ (rollcall-embedded)
//!                                         ▼                │             │
//!                                     functions ── SDK ────┴──► SES ─────┘
//!                                         ▲                      │
//!  workers: schedule, ────────────────────┘                      │
//!           queues, object events, mail events ◄─────────────────┘
//! ```
//!
//! The functions may also run in another program; `endpoint` then invokes them through Lambda's Invoke API. `settings` defines the parts of
//! a stack, `servers` and `functions` start them, and `gateway` and `workers` connect them.

mod endpoint;
mod functions;
mod gateway;
mod invoker;
mod issuer;
mod origin;
mod servers;
mod settings;
mod workers;

use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use jiff::Timestamp;
use rollcall_aws::{Aws, Endpoints, Settings, SettingsError, SystemEnvironment, create_table};
use rollcall_domain::{
    catalog::CatalogDocument,
    flow::{Causes, FlowError, sweep},
    ids::UserId,
    invitation::{Due, usable_rate},
    settings::Defaults,
    stores::{CatalogStore, Environment, InvitationStore, SendingStore, StoreError},
};
use rollcall_embedded::{
    StartError, dynamodb::SyncError, ledger::LedgerError, s3::Origins, ses::SesServer, system_clock,
};
use rollcall_functions::http::Access;
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

pub use functions::{EventFunction, Functions, Target};
pub use issuer::IssuerError;
pub use settings::{API_PORT, Addresses, Issuer, LambdaEndpoint, MAILS_PER_SECOND, StackConfig};
pub use workers::{FUNCTION_TIMEOUT, IMPORT_WORKERS, schedule_event};

use self::{
    endpoint::Endpoint,
    gateway::Gateway,
    invoker::{InvokeError, Invoker},
    issuer::Authorizer,
    origin::Admission,
    servers::Servers,
};
use crate::lock::{DataDirLock, DirAccess, LockError};

/// Interval at which [`Stack::send_due_emails`] polls the e-mail queue.
const MAILS_POLL: Duration = Duration::from_millis(50);
/// Number of due users that [`Stack::send_due_emails`] compares to detect that a run enqueued no one: far more than one run reads.
const DUE_COMPARED_MAX: usize = 100_000;
/// How long [`Stack::stop`] waits for API requests in progress. A client that does not read its response would otherwise delay the stop
/// indefinitely.
const API_REQUESTS_WITHIN: Duration = Duration::from_secs(10);
/// How long [`Stack::stop`] waits for the delivery of pending e-mail events.
const MAIL_EVENTS_WITHIN: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum StackError {
    #[error(transparent)]
    Locked(#[from] LockError),
    #[error("an embedded server did not start")]
    Server(#[from] StartError),
    #[error("cannot listen on {address}")]
    Listen {
        address: SocketAddr,
        #[source]
        source: std::io::Error,
    },
    /// Tokens are required, but the issuer's keys cannot be fetched.
    #[error("tokens cannot be checked")]
    Issuer(#[from] IssuerError),
    #[error("the queues cannot be used")]
    Ledger(#[from] LedgerError),
    /// The queues' file contains data, but the table's file is missing or empty.
    #[error(
        "{} is missing or empty, although the data directory has been used: restore it from a copy, or delete the data directory to start over",
        path.display()
    )]
    TableLost { path: PathBuf },
    /// The table's indexes are not those of this version.
    #[error(
        "{} was created by another version of rollcall: delete it, or use another data directory (--data-dir)",
        data_dir.display()
    )]
    OtherVersion { data_dir: PathBuf },
    #[error("the Lambda endpoint cannot be used")]
    Endpoint(#[source] reqwest::Error),
    #[error("a store failed")]
    Store(#[from] StoreError),
    /// The document is not a catalog, or the catalog cannot be written.
    #[error("the catalog cannot be loaded")]
    Catalog(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error("interrupted imports cannot be resumed")]
    Recover(#[from] FlowError),
    #[error("the settings of the functions are incomplete")]
    Settings(#[from] SettingsError),
}

pub struct Stack {
    addresses: Addresses,
    clients: Aws,
    invoker: Arc<Invoker>,
    servers: Servers,
    stop: watch::Sender<bool>,
    workers: JoinSet<()>,
    stop_mail_events: watch::Sender<bool>,
    mail_events: JoinSet<()>,
    _lock: DataDirLock,
}

/// What happened to the e-mails that were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueEmails {
    /// No invitations are waiting.
    Sent,
    /// Invitations wait although sending is not stopped: they cannot be enqueued, or are due again later.
    Remain,
    /// Invitations wait because sending was already stopped.
    WereStopped,
    /// Invitations wait because sending was stopped in the meantime.
    Stopped,
}

impl Stack {
    /// Starts a stack and resumes the work that an interrupted process left unfinished.
    ///
    /// # Errors
    ///
    /// - [`StackError::Locked`] while another process uses the data directory, or if the directory cannot be locked
    /// - [`StackError::OtherVersion`] if the data directory was created by another version
    /// - [`StackError::Issuer`] if tokens are required and their issuer's keys cannot be fetched
    pub async fn start(config: StackConfig) -> Result<Self, StackError> {
        let rate = usable_rate(config.mails_per_second);
        let stack = Self::start_with(config, Arc::new(SystemEnvironment), |_, endpoints| endpoints.clone()).await?;
        // A scheduled run stores the rate only if invitations are due. Until then, a new stack would send one e-mail per second, and
        // stopping it would wait for every e-mail in the messages being handled.
        if stack.clients.sending().await?.rate != Some(rate) {
            stack.clients.set_sending_rate(rate).await?;
        }
        Ok(stack)
    }

    /// Starts a stack with a different clock and source of randomness, and with proxies between the functions and the servers.
    ///
    /// `endpoints_of` takes the name of a function and the endpoints of the servers, and returns the endpoints that the function uses. The
    /// workers, which act for the platform, always use the servers directly. SES uses the clock of `environment`; the other servers and the
    /// token checks use the system clock.
    pub async fn start_with(
        config: StackConfig,
        environment: Arc<dyn Environment>,
        endpoints_of: impl Fn(&'static str, &Endpoints) -> Endpoints,
    ) -> Result<Self, StackError> {
        let mut lock = DataDirLock::acquire(&config.data_dir)?;
        warn_about_access(lock.access(), &config.data_dir);
        let authorizer = match config.issuer.clone() {
            Some(issuer) => Some(Arc::new(Authorizer::start(issuer, system_clock()).await?)),
            None => None,
        };
        let admission = match &authorizer {
            Some(_) => Admission::Token,
            None if config.host.is_loopback() => Admission::Loopback,
            None => Admission::AnyAddress,
        };
        let origins = if admission == Admission::Token { Origins::Any } else { Origins::ThisMachine };
        let clock = Arc::clone(&environment);
        let (servers, mail_events) = Servers::start(&config, origins, move || clock.now()).await?;
        let clients = Aws::with_environment(servers.settings(), environment);
        create_table(clients.dynamodb(), settings::TABLE).await?;
        servers.check_table(&config.data_dir)?;
        clients.create_stack(settings::SHARDS).await?;

        let (listener, port) = listen(&config).await?;
        let url = |port| format!("http://{}", SocketAddr::new(reachable(config.host), port));
        let api = url(port);
        let page = url(if config.port == 0 && !config.in_memory { API_PORT } else { port });
        let scope_prefix = config.issuer.as_ref().map(|issuer| issuer.scope_prefix.clone()).unwrap_or_default();
        let access = Access { scope_prefix, ..Access::default() };
        let defaults = Defaults { accepts_workbooks: config.accepts_workbooks, ..Defaults::default() };
        let invoker = Arc::new(if let Some(endpoint) = &config.lambda {
            // Nothing is recovered here: invocations by an earlier process may still be running at the endpoint, and the schedule resumes
            // interrupted imports.
            Invoker::Endpoint(Endpoint::new(endpoint).map_err(StackError::Endpoint)?)
        } else {
            let clients_of =
                |function| clients_between(&clients, endpoints_of(function, &clients.settings().endpoints));
            let functions = Functions::new(&page, &servers.s3.address(), &access, defaults, clients_of)?;
            // Boxed, because this future would account for most of the size of `start_with`'s future.
            Box::pin(functions.sweep.recover()).await?;
            Invoker::InProcess(Box::new(functions))
        });

        let (stop, stopping) = watch::channel(false);
        let (stop_mail_events, mail_events_stopping) = watch::channel(false);
        let mail_events = workers::start_mail_events(&invoker, mail_events, &servers.ses, &mail_events_stopping);
        let mut workers = JoinSet::new();
        if !config.in_memory {
            workers::watch_disk(&mut workers, &config.data_dir, &stopping);
        }
        if config.workers {
            workers::start(&mut workers, &invoker, &clients, &servers, &stopping);
        }
        lock.announce(&api)?;
        let gateway = Gateway { invoker: Arc::clone(&invoker), admission, authorizer };
        workers.spawn(serve(listener, gateway.router(), stopping, API_REQUESTS_WITHIN));
        let addresses = servers.addresses(api);
        Ok(Self { addresses, clients, invoker, servers, stop, workers, stop_mail_events, mail_events, _lock: lock })
    }

    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Returns clients that use the servers directly.
    pub fn clients(&self) -> &Aws {
        &self.clients
    }

    pub fn ses(&self) -> &SesServer {
        &self.servers.ses
    }

    /// Returns `true` if the catalog contains a company.
    pub async fn has_catalog(&self) -> Result<bool, StackError> {
        Ok(!self.clients.company_names().await?.is_empty())
    }

    /// Adds the companies, cohorts and courses of a catalog document, or renames them. After an error, some may have been written.
    pub async fn load_catalog(&self, document: &[u8]) -> Result<(), StackError> {
        let document: CatalogDocument =
            serde_json::from_slice(document).map_err(|error| StackError::Catalog(error.into()))?;
        Box::pin(self.clients.put_catalog(&document)).await.map_err(|error| StackError::Catalog(error.into()))?;
        Ok(())
    }

    /// Waits until everything that has been written to the table is on the disk.
    pub fn sync_table(&self) -> Result<(), StackError> {
        Ok(self.servers.sync_table()?)
    }

    /// Invokes a function that handles events, as the platform does, and returns its response. `time_left` is how much of its timeout
    /// remains.
    pub async fn invoke(
        &self,
        function: EventFunction,
        event: Value,
        time_left: Duration,
    ) -> Result<Value, lambda_runtime::Error> {
        self.invoker.invoke(function, event, time_left).await.map_err(InvokeError::into_function_error)
    }

    /// Sends the e-mails that are due, and waits until they have been sent, no more can be enqueued, or sending is stopped. Does not wait
    /// for invitations that are due later, for example because the mail service throttled their e-mails. Intended for a program that ends
    /// before the next scheduled run.
    pub async fn send_due_emails(&self) -> Result<DueEmails, lambda_runtime::Error> {
        let was_stopped = self.clients.sending().await?.stopped.is_some();
        let mut due_before = self.users_to_enqueue().await?;
        loop {
            self.invoke(EventFunction::Sweep, schedule_event(), FUNCTION_TIMEOUT).await?;
            while self.servers.messages(settings::MAILS)? + self.ses().events_pending() > 0 {
                tokio::time::sleep(MAILS_POLL).await;
            }
            let due = self.users_to_enqueue().await?;
            let is_stopped = self.clients.sending().await?.stopped.is_some();
            // After a run that enqueued no one, the next one would not enqueue anyone either.
            if !due.is_empty() && due != due_before && !is_stopped {
                due_before = due;
                continue;
            }
            return Ok(match (self.is_any_queued().await?, is_stopped, was_stopped) {
                (false, _, _) => DueEmails::Sent,
                (true, false, _) => DueEmails::Remain,
                (true, true, true) => DueEmails::WereStopped,
                (true, true, false) => DueEmails::Stopped,
            });
        }
    }

    /// Returns the users who are due to be enqueued, up to [`DUE_COMPARED_MAX`] of the most overdue.
    async fn users_to_enqueue(&self) -> Result<BTreeSet<UserId>, StoreError> {
        let due = self.clients.due_invitations(Due::Enqueue, None, self.clients.now(), DUE_COMPARED_MAX).await?;
        Ok(due.into_iter().map(|entry| entry.user_id).collect())
    }

    /// Returns `true` if an invitation is queued, whether it is due or not.
    async fn is_any_queued(&self) -> Result<bool, StoreError> {
        Ok(!self.clients.due_invitations(Due::Enqueue, None, Timestamp::MAX, 1).await?.is_empty())
    }

    /// Returns the number of messages and events that have not been handled, including those in dead-letter queues.
    pub fn unsettled(&self) -> Result<u64, StackError> {
        Ok(self.servers.unsettled()?)
    }

    /// Stops the stack: the API finishes the requests in progress for up to 10 s, queue workers finish their current message, and other
    /// workers end immediately. The next start resumes the imports that these were processing, and does not count this as a crash. Pending e-mail events are then delivered for up to 5 s, and each server gets up to 5 s to respond to pending
    /// requests.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.workers.join_next().await.is_some() {}
        // At an endpoint, invocations may still be running.
        if matches!(*self.invoker, Invoker::InProcess(_))
            && let Err(error) = Box::pin(sweep::release(&self.clients)).await
        {
            tracing::warn!(causes = %Causes(&error), "the leases of interrupted imports remain");
        }
        // Only now, because queue workers may send e-mails until they end.
        self.stop_mail_events.send_replace(true);
        _ = timeout(MAIL_EVENTS_WITHIN, self.mail_events.join_next()).await;
        let lost = self.ses().events_pending();
        if lost > 0 {
            tracing::warn!(
                lost,
                "{lost} events of e-mails are lost: bounces and complaints among them are not recorded"
            );
        }
        self.servers.stop().await;
    }
}

/// Warns if other accounts on this machine can access the data directory, or could until now.
fn warn_about_access(access: DirAccess, data_dir: &Path) {
    let dir = data_dir.display();
    match access {
        DirAccess::Private => {}
        DirAccess::Restricted => {
            tracing::warn!("other accounts could read {dir}; it is now open to its owner only");
        }
        DirAccess::Open => tracing::warn!(
            "other accounts can access {dir}; its permissions are unchanged, because it also contains other files: \
             restrict them, or use another data directory"
        ),
    }
}

/// Returns clients for these endpoints. Functions that use the servers directly share one set of clients and its HTTP connections.
fn clients_between(clients: &Aws, endpoints: Endpoints) -> Aws {
    let settings = clients.settings();
    if endpoints == settings.endpoints {
        return clients.clone();
    }
    Aws::with_environment(Settings { endpoints, ..settings.clone() }, Arc::clone(clients.environment()))
}

async fn listen(config: &StackConfig) -> Result<(TcpListener, u16), StackError> {
    let address = SocketAddr::new(config.host, config.port);
    let error = |source| StackError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(error)?;
    let port = listener.local_addr().map_err(error)?.port();
    Ok((listener, port))
}

/// Maximum time to receive the head of an API request, and maximum idle time of a connection.
const REQUEST_HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Serves the API until `stopping` becomes true, then finishes the requests in progress for up to `requests_within`, and closes the others.
async fn serve(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>, requests_within: Duration) {
    let mut closing = stopping.clone();
    let stopped = async move {
        let _stop = stopping.wait_for(|stop| *stop).await;
    };
    let late = async move {
        drop(closing.wait_for(|stop| *stop).await);
        sleep(requests_within).await;
    };
    tokio::select! {
        () = rollcall_embedded::serve(listener, router, REQUEST_HEAD_WITHIN, stopped) => {}
        () = late => tracing::warn!("closed requests to the API that did not end within {} s", requests_within.as_secs()),
    }
}

/// Returns the address at which clients reach a listener: loopback if it listens on all interfaces.
fn reachable(host: IpAddr) -> IpAddr {
    match host {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use rollcall_domain::{
        ids::ImportId,
        import::{ImportStatus, ObjectVersion, RESTARTS_MAX},
        stores::ImportStore,
    };
    use serde_json::json;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::Notify,
    };

    use super::*;

    #[tokio::test]
    async fn new_stack_sends_at_the_rate_of_its_account_from_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let config = StackConfig { mails_per_second: 14.5, ..StackConfig::in_folder(dir.path()) };
        let stack = Stack::start(config).await.unwrap();
        assert_eq!(stack.clients().sending().await.unwrap().rate, Some(14.0));
        stack.stop().await;
    }

    #[tokio::test]
    async fn import_that_orderly_stops_interrupt_does_not_fail() {
        let dir = tempfile::tempdir().unwrap();
        let config = StackConfig { in_memory: false, ..StackConfig::in_folder(dir.path()) };
        let mut asked: Option<ImportId> = None;
        for _ in 0..RESTARTS_MAX + 2 {
            let stack = Stack::start(config.clone()).await.unwrap();
            let id = match asked.take() {
                Some(id) => id,
                None => request_upload(&stack).await,
            };
            let mut import = stack.clients().import(&id).await.unwrap().unwrap();
            if import.status() == ImportStatus::AwaitingUpload {
                import.begin_validation(ObjectVersion::default(), 10, stack.clients().now()).unwrap();
            }
            assert_eq!((import.status(), import.restarts()), (ImportStatus::Validating, 0));
            // A worker takes the import, and the program ends before the file has been read.
            import.lease_to("worker", stack.clients().now());
            import.increment_version();
            stack.clients().replace_import(&import).await.unwrap();
            stack.stop().await;
            asked = Some(id);
        }
    }

    async fn request_upload(stack: &Stack) -> ImportId {
        let api = &stack.addresses().api;
        let http = crate::http_client::builder_for(api).build().unwrap();
        let body = json!({ "file_name": "a.csv", "size_bytes": 10 });
        let response = http.post(format!("{api}/imports")).json(&body).send().await.unwrap();
        let response: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        response["import_id"].as_str().unwrap().into()
    }

    #[tokio::test]
    async fn stop_closes_a_request_that_does_not_end() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let begun = Arc::new(Notify::new());
        let begins = Arc::clone(&begun);
        let router = Router::new().fallback(async move || {
            begins.notify_one();
            std::future::pending::<()>().await;
        });
        let (stop, stopping) = watch::channel(false);
        let serving = tokio::spawn(serve(listener, router, stopping, Duration::from_millis(20)));
        client.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        begun.notified().await;
        stop.send_replace(true);
        timeout(Duration::from_secs(20), serving).await.unwrap().unwrap();
        assert_eq!(client.read_to_end(&mut Vec::new()).await.unwrap_or_default(), 0);
    }
}
