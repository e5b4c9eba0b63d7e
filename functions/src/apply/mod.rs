//! Writes users: handles messages from the chunk queue, each of which names one chunk of an import.

use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use lambda_runtime::Error;
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    flow::{self, Applied},
    stores::{ChunkMessage, Environment},
};
use tokio::time::{Instant, timeout_at};

use crate::{
    App,
    sqs::{self, Message, Settlement},
};

pub const PARTS: &[Part] = &[Part::Table, Part::ResultsBucket, Part::ResumeQueue];

/// How long before its time-out a worker stops and returns its remaining messages: enough time to send the response.
pub const HANDED_BACK_BEFORE: Duration = Duration::from_secs(2);

/// Handles as many messages from a batch as the remaining time, `left`, allows. Returns the messages to redeliver: those that were not
/// finished in time, and those that failed without ending the import.
///
/// If the platform kills a worker, all messages in the batch are redelivered, so a worker stops early. When an unfinished chunk is
/// redelivered, its rows that are already written are detected.
pub async fn handle(app: &App, event: SqsEvent, left: Duration) -> Result<SqsBatchResponse, Error> {
    let until = Instant::now() + left.saturating_sub(HANDED_BACK_BEFORE);
    let aws = &app.aws.for_event();
    let handle = move |message: Message<ChunkMessage>| async move { apply(app, aws, &message.body, until).await };
    Ok(sqs::each(event, "not a chunk", handle).await)
}

/// Applies a chunk, and logs the outcome.
async fn apply(app: &App, aws: &Aws, message: &ChunkMessage, until: Instant) -> Settlement {
    let (id, chunk) = (&message.import_id, message.chunk);
    let (begun, throttles) = (app.aws.now(), app.aws.throttles());
    let Ok(worked) = timeout_at(until, Box::pin(flow::work(aws, message))).await else {
        tracing::warn!(import_id = %id, chunk, "returning chunk {chunk} of import {id} to the queue: no time left");
        return Settlement::Return;
    };
    match worked {
        Ok(Applied::Done(counts)) => tracing::info!(
            import_id = %id,
            chunk,
            rows_created = counts.created,
            rows_updated = counts.updated,
            rows_removed = (counts.removed > 0).then_some(counts.removed),
            rows_disabled = (counts.disabled > 0).then_some(counts.disabled),
            rows_skipped = counts.skipped,
            rows_failed = counts.failed,
            throttles = app.aws.throttles() - throttles,
            duration_ms = app.aws.now().duration_since(begun).as_millis() as i64,
            "wrote chunk {chunk} of import {id}"
        ),
        Ok(Applied::AlreadyProcessed) => {
            tracing::info!(import_id = %id, chunk, "chunk {chunk} of import {id} is already written");
        }
        Ok(Applied::Stale) => tracing::info!(import_id = %id, chunk, "import {id} is no longer being written"),
        Err(error) => {
            let causes = crate::causes(&error);
            tracing::error!(import_id = %id, chunk, causes, "cannot write chunk {chunk} of import {id}");
            // A final error ends the import, so another attempt is pointless.
            if !error.is_final() {
                return Settlement::Return;
            }
        }
    }
    Settlement::Delete
}
