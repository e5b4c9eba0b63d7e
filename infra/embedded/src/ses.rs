//! SES: e-mails are accepted, stored, and reported in events.
//!
//! No e-mail leaves this machine. As with the service's mailbox simulator, the address decides the outcome: at `simulator.amazonses.com`,
//! e-mails to `bounce` and `suppressionlist` bounce, and those to `complaint` cause a complaint, each with or without a `+label`; every
//! other e-mail is delivered. A test can script the outcome of the next calls.

use std::{
    collections::VecDeque,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    routing::{get, post},
};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub use self::events::event;
pub use self::mail::{AcceptedEmail, MAIL_DIR, read_emails};

mod events;
mod mail;
mod operations;
mod pages;

use super::{
    Bind, Clock, Credentials, StartError,
    http::{HttpServer, listen},
    signed,
};

pub struct SesConfig {
    pub bind: Bind,
    /// The folder that e-mails are stored in; `None` keeps them in memory.
    pub folder: Option<PathBuf>,
    pub credentials: Credentials,
    pub clock: Clock,
    /// The rate that `GetAccount` returns, in e-mails per second. It is not enforced.
    pub per_second: f64,
}

/// A scripted outcome for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Refused: the maximum rate is exceeded.
    Throttled,
    /// Refused: the daily quota is exhausted.
    DayIsFull,
    /// Permanently refused.
    Refused,
    /// Refused: the recipient is not verified, as the sandbox requires.
    Unverified,
    /// Refused: the sender is not verified.
    SenderUnverified,
    /// Refused: the account or the configuration set is paused.
    Paused,
    /// Accepted, but the response is cut off.
    ResponseLost,
    /// Not accepted, and the response is cut off.
    Cut,
    /// Accepted, but no event is published.
    Silent,
    /// Accepted, and each event is published twice.
    Repeated,
    /// Accepted, but the events are held back until [`SesServer::release_events`] publishes them in reverse order.
    Late,
}

struct Shared {
    outbox: Outbox,
    accepted: AtomicU64,
    script: Mutex<VecDeque<Option<Fault>>>,
    events: UnboundedSender<Value>,
    pending: AtomicU64,
    calls: Mutex<Vec<Timestamp>>,
    clock: Clock,
    per_second: f64,
    is_paused: AtomicBool,
    held: Mutex<Vec<Value>>,
}

/// Where accepted e-mails are stored. With a folder, none are kept in memory, where they would accumulate while the server runs.
enum Outbox {
    Folder(PathBuf),
    Memory(Mutex<Vec<AcceptedEmail>>),
}

impl Outbox {
    fn store(&self, mail: &AcceptedEmail) -> io::Result<()> {
        match self {
            Self::Folder(folder) => mail.store(folder),
            Self::Memory(emails) => {
                lock(emails).push(mail.clone());
                Ok(())
            }
        }
    }

    /// Returns up to `limit` of the latest e-mails, oldest first.
    fn latest(&self, limit: usize) -> Vec<AcceptedEmail> {
        match self {
            Self::Folder(folder) => read_emails(folder, limit).unwrap_or_default(),
            Self::Memory(emails) => {
                let emails = lock(emails);
                emails[emails.len().saturating_sub(limit)..].to_vec()
            }
        }
    }

    fn is_in_memory(&self) -> bool {
        matches!(self, Self::Memory(_))
    }
}

impl Shared {
    fn publish(&self, event: Value) {
        self.pending.fetch_add(1, Ordering::SeqCst);
        if self.events.send(event).is_err() {
            self.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// A running SES. Dropping the value stops the server without waiting.
pub struct SesServer {
    http: HttpServer,
    pages: HttpServer,
    shared: Arc<Shared>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SesServer {
    /// Starts the server. Also returns the events that it publishes, as `EventBridge` would deliver them.
    pub async fn start(config: SesConfig) -> Result<(Self, UnboundedReceiver<Value>), StartError> {
        if let Some(folder) = &config.folder {
            let error = |source| StartError::Folder { path: folder.clone(), source };
            std::fs::create_dir_all(folder).map_err(error)?;
        }
        let (listener, address) = listen(&config.bind).await?;
        let (events, published) = unbounded_channel();
        let shared = Arc::new(Shared {
            outbox: config.folder.map_or_else(|| Outbox::Memory(Mutex::default()), Outbox::Folder),
            accepted: AtomicU64::new(0),
            script: Mutex::default(),
            events,
            pending: AtomicU64::new(0),
            calls: Mutex::default(),
            clock: config.clock,
            per_second: config.per_second,
            is_paused: AtomicBool::new(false),
            held: Mutex::default(),
        });
        let router = Router::new()
            .route("/v2/email/outbound-emails", post(operations::send_email))
            .route("/v2/email/account", get(operations::get_account))
            .with_state(Arc::clone(&shared));
        let router = signed::guard(router, config.credentials);
        let http = HttpServer::router(listener, address, router);
        // Always on loopback: e-mails contain links that activate accounts.
        let (listener, address) = listen(&Bind::loopback()).await?;
        let pages = HttpServer::router(listener, address, pages::router(Arc::clone(&shared)));
        Ok((Self { http, pages, shared }, published))
    }

    /// Returns `http://host:port`, for the SDK's endpoint URL.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Returns the URL of the pages that show the e-mails in a browser on this machine.
    pub fn mailbox_address(&self) -> String {
        self.pages.address()
    }

    /// Publishes the events that were held back, in reverse order.
    pub fn release_events(&self) {
        let held = std::mem::take(&mut *lock(&self.shared.held));
        held.into_iter().rev().for_each(|event| self.shared.publish(event));
    }

    /// Returns the accepted e-mails in order: those in the folder or, without a folder, those accepted since the start.
    pub fn emails(&self) -> Vec<AcceptedEmail> {
        self.shared.outbox.latest(usize::MAX)
    }

    /// Returns the times of all send calls, including refused ones. They are recorded only if there is no folder.
    pub fn calls(&self) -> Vec<Timestamp> {
        lock(&self.shared.calls).clone()
    }

    /// Scripts the outcomes of the next send calls, one entry per call; `None` lets the address decide.
    pub fn script(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        lock(&self.shared.script).extend(faults);
    }

    /// Pauses or resumes the account.
    pub fn pause(&self, is_paused: bool) {
        self.shared.is_paused.store(is_paused, Ordering::SeqCst);
    }

    /// Returns the number of published events that have not been settled yet.
    pub fn events_pending(&self) -> u64 {
        self.shared.pending.load(Ordering::SeqCst)
    }

    /// Returns a function that settles one event; the deliverer calls it once per event.
    pub fn settle_event(&self) -> impl Fn() + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            shared.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Stops the server and the pages, each after waiting up to 5 s for running requests.
    pub async fn stop(self) {
        self.pages.stop().await;
        self.http.stop().await;
    }
}
