//! Reads and plans files in one pass, and advances each import as far as possible without an admin's decision.
//!
//! Triggered by S3 events and by messages from the resume queue.

mod events;

use lambda_runtime::Error;
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    flow::{self, Handled},
    ids::ImportId,
    import::ImportStatus,
    stores::{Environment, ImportStore},
};
use serde_json::{Value, json};

use crate::App;

pub use events::Event;

pub const PARTS: &[Part] =
    &[Part::Table, Part::ResultsBucket, Part::UploadsBucket, Part::ChunkQueue, Part::ResumeQueue];

/// Handles an event. Returns the queue messages that failed, so that they are redelivered. If an object event failed, returns an error, so
/// that the platform redelivers the event. Malformed events and messages are discarded with a warning.
///
/// Tries all parts of the event before it returns the first error.
pub async fn handle(app: &App, event: Value) -> Result<Value, Error> {
    let mut failed: Option<Error> = None;
    let mut batch_item_failures = Vec::new();
    let aws = app.aws.for_event();
    for part in events::read(event) {
        let meter = Meter { begun: aws.now(), throttles: app.aws.throttles() };
        let (done, message_id) = match part {
            Event::Object(object) => (Box::pin(flow::receive(&aws, &app.defaults, &object)).await, None),
            Event::Resume { message_id, import_id } => {
                (Box::pin(flow::resume(&aws, &app.defaults, &import_id)).await, Some(message_id))
            }
        };
        match done {
            Ok(Handled::Done(id)) => log_state(app, &aws, &id, message_id.is_none(), &meter).await,
            Ok(Handled::AlreadyProcessed(id)) => tracing::info!(import_id = %id, "import {id} is already processed"),
            Ok(Handled::Ignored) if message_id.is_some() => tracing::debug!("nothing to resume"),
            Ok(Handled::Ignored) => tracing::warn!("ignoring an object event: no import has this key"),
            Err(error) => {
                if let Some(message_id) = message_id {
                    tracing::error!(causes = %crate::causes(&error), "cannot resume an import; returning the message to the queue");
                    batch_item_failures.push(json!({ "itemIdentifier": message_id }));
                } else {
                    tracing::error!(causes = %crate::causes(&error), "cannot handle an object event");
                    failed.get_or_insert(Box::new(error));
                }
            }
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(json!({ "batchItemFailures": batch_item_failures })),
    }
}

struct Meter {
    begun: jiff::Timestamp,
    throttles: u64,
}

/// Logs the state of an import and what this invocation read and wrote. Workers log the rows that they write.
async fn log_state(app: &App, aws: &Aws, id: &ImportId, is_read: bool, meter: &Meter) {
    let Ok(Some(import)) = aws.import(id).await else {
        return tracing::info!(import_id = %id, "import {id} advanced");
    };
    let is_written = import.status() == ImportStatus::Completed
        && import.confirmation().is_none()
        && import.plan().is_some_and(|plan| plan.chunks == 1);
    let written = is_written.then_some(import.summary());
    let status = import.status().as_str();
    tracing::info!(
        import_id = %id,
        status,
        rows_read = is_read.then_some(import.progress().rows_validated),
        bytes_read = is_read.then_some(import.progress().bytes_read),
        rows_created = written.map(|summary| summary.created),
        rows_updated = written.map(|summary| summary.updated),
        rows_removed = written.map(|summary| summary.removed).filter(|removed| *removed > 0),
        rows_disabled = written.map(|summary| summary.disabled).filter(|disabled| *disabled > 0),
        rows_skipped = written.map(|summary| summary.skipped),
        rows_failed = written.map(|summary| summary.failed),
        imports_rejected = (import.status() == ImportStatus::Rejected).then_some(1),
        throttles = app.aws.throttles() - meter.throttles,
        duration_ms = aws.now().duration_since(meter.begun).as_millis() as i64,
        "import {id} is now {status}"
    );
}
