//! Chunks of plans to users: takes messages of the chunk queue, one import's chunk each.

mod ports;

use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use lambda_runtime::Error;
use rollcall_aws::{Clients, SettingsError};
use rollcall_domain::{
    flow::apply::{self, Applied},
    ports::{Ambient, ChunkMessage},
};

use ports::Ports;

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    clients: Clients,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Clients::from_env()?)
    }

    /// On these clients.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ports::new(clients)?;
        Ok(Self { clients: clients.clone() })
    }
}

/// Takes a batch of messages; those that failed are given back, the others are done.
///
/// # Errors
/// A setting that is missing.
pub async fn handle(app: &App, event: SqsEvent) -> Result<SqsBatchResponse, Error> {
    let mut response = SqsBatchResponse::default();
    // Made anew for each event, since the catalog that it reads is remembered.
    let ports = Ports::new(&app.clients)?;
    for record in event.records {
        let message_id = record.message_id.unwrap_or_default();
        let Ok(message) = serde_json::from_str::<ChunkMessage>(record.body.as_deref().unwrap_or_default()) else {
            tracing::warn!(message_id, "message {message_id} is no chunk, and was dropped");
            continue;
        };
        let (id, chunk) = (&message.import_id, message.chunk);
        let (begun, throttles) = (app.clients.ambient().now(), app.clients.throttles());
        match Box::pin(apply::work(&ports, &message)).await {
            Ok(Applied::Done(counts)) => tracing::info!(
                import_id = %id,
                chunk,
                rows_created = counts.created,
                rows_updated = counts.updated,
                rows_skipped = counts.skipped,
                rows_failed = counts.failed,
                throttles = app.clients.throttles() - throttles,
                duration_ms = app.clients.ambient().now().duration_since(begun).as_millis() as i64,
                "chunk {chunk} of import {id} is done"
            ),
            Ok(Applied::Already) => {
                tracing::info!(import_id = %id, chunk, "chunk {chunk} of import {id} was done before");
            }
            Ok(Applied::Stale) => tracing::info!(import_id = %id, chunk, "import {id} is not being written any more"),
            Err(error) => {
                let causes = rollcall_edge::causes(&error);
                tracing::error!(import_id = %id, chunk, causes, "chunk {chunk} of import {id} failed");
                // An import that was ended over it needs no further try.
                if !error.is_final() {
                    let mut failure = BatchItemFailure::default();
                    failure.item_identifier = message_id;
                    response.batch_item_failures.push(failure);
                }
            }
        }
    }
    Ok(response)
}
