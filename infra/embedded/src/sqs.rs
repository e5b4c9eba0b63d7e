//! SQS: standard queues, stored in the ledger.
//!
//! A message is delivered at least once, and clients must not rely on the order. Queues come from the configuration; calls cannot create
//! them. Not implemented: FIFO queues and message attributes.

mod error;
mod operations;
mod protocol;
mod queues;
mod receipts;
mod receiving;
mod sending;
mod store;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::sync::{Notify, watch};

pub use self::store::Counts;

use self::queues::Queues;
use self::store::MessageStore;
use super::http::{HttpServer, listen, reachable};
use super::ledger::{Ledger, LedgerError};
use super::{ACCOUNT, Bind, Clock, Credentials, StartError, signed};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueConfig {
    /// At most 80 letters, digits, hyphens and underscores.
    pub name: String,
    /// Number of seconds for which a received message is hidden by default, 0 to 43,200.
    pub visibility_timeout_s: u32,
    pub dead_letter: Option<DeadLetter>,
}

/// The destination for messages that are received too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The name of another configured queue.
    pub queue: String,
    /// Number of receives after which a message is moved, 1 to 1,000.
    pub max_receives: u32,
}

pub struct SqsConfig {
    pub bind: Bind,
    pub queues: Vec<QueueConfig>,
    pub ledger: Ledger,
    pub credentials: Credentials,
    /// The clock for visibility and delays. A receive's wait time is always measured in real time.
    pub clock: Clock,
}

/// A running SQS. Dropping the value stops the server without waiting.
pub struct SqsServer {
    http: HttpServer,
    store: MessageStore,
    queues: Arc<HashMap<String, QueueConfig>>,
    address: SocketAddr,
    stopping: watch::Sender<bool>,
}

impl SqsServer {
    pub async fn start(config: SqsConfig) -> Result<Self, StartError> {
        for queue in &config.queues {
            if let Some(DeadLetter { queue: dead_letter, .. }) = &queue.dead_letter
                && !config.queues.iter().any(|other| other.name == *dead_letter)
            {
                return Err(StartError::UnknownDeadLetterQueue {
                    queue: queue.name.clone(),
                    dead_letter: dead_letter.clone(),
                });
            }
        }
        let store = MessageStore::new(config.ledger, config.clock, &config.queues)?;
        let (listener, address) = listen(&config.bind).await?;
        let arrivals =
            config.queues.iter().map(|queue| (queue.name.clone(), Arc::new(Notify::new()))).collect::<HashMap<_, _>>();
        let queues: Arc<HashMap<_, _>> =
            Arc::new(config.queues.into_iter().map(|queue| (queue.name.clone(), queue)).collect());
        let (stopping, stopped) = watch::channel(false);
        let state = Queues {
            store: store.clone(),
            configs: Arc::clone(&queues),
            arrivals: Arc::new(arrivals),
            address: reachable(address),
            stopped,
        };
        // In JSON, a one-byte character may take up six bytes (`\u000a`).
        let router = Router::new()
            .fallback(operations::respond)
            .layer(DefaultBodyLimit::max(8 * protocol::BODY_BYTES_MAX))
            .with_state(state);
        let router = signed::guard(router, config.credentials);
        Ok(Self { http: HttpServer::router(listener, address, router), store, queues, address, stopping })
    }

    /// Returns `http://host:port`, for the SDK's endpoint URL.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Returns the URL of a queue, as `GetQueueUrl` does, or `None` if the queue is not configured.
    pub fn queue_url(&self, queue: &str) -> Option<String> {
        self.queues.contains_key(queue).then(|| to_queue_url(reachable(self.address), queue))
    }

    pub fn counts(&self, queue: &str) -> Result<Counts, LedgerError> {
        self.store.counts(queue)
    }

    /// Makes all messages received by a killed process visible again. Returns their number.
    ///
    /// Must be called before the first receive: later, it would also release messages that are being handled.
    pub fn release_all_in_flight(&self) -> Result<usize, LedgerError> {
        self.store.release_all_in_flight()
    }

    /// Ends waiting receives, and stops the server after waiting up to 5 s for running requests.
    pub async fn stop(self) {
        self.stopping.send_replace(true);
        self.http.stop().await;
    }
}

fn to_queue_url(address: SocketAddr, queue: &str) -> String {
    format!("http://{address}/{ACCOUNT}/{queue}")
}
