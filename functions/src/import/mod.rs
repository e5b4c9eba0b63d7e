//! Reads and plans files in one pass, and advances each import as far as possible without an admin's decision.
//!
//! Triggered by S3 events and by messages from the resume queue.

mod events;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use jiff::Timestamp;
use lambda_runtime::Error;
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    flow::{self, FlowError, Handled, ObjectCreated},
    ids::ImportId,
    import::ImportStatus,
    stores::{Environment, ImportStore, ResumeMessage},
};
use serde_json::Value;

use crate::{
    App,
    sqs::{self, Message, Settlement},
};
use events::Event;

pub const PARTS: &[Part] =
    &[Part::Table, Part::ResultsBucket, Part::UploadsBucket, Part::ChunkQueue, Part::ResumeQueue];

/// Handles an event. Returns the queue messages that failed without ending their import, so that they are redelivered. If an object event
/// failed, returns an error, so that the platform redelivers the event. Malformed events and messages are discarded with a warning.
pub async fn handle(app: &App, event: Value) -> Result<SqsBatchResponse, Error> {
    match events::read(event) {
        Some(Event::Objects(objects)) => receive_all(app, &objects).await?,
        Some(Event::Messages(event)) => return Ok(resume_all(app, event).await),
        None => tracing::warn!("discarding a malformed event"),
    }
    Ok(SqsBatchResponse::default())
}

/// Receives every object before it returns the first error.
async fn receive_all(app: &App, objects: &[ObjectCreated]) -> Result<(), FlowError> {
    let aws = app.aws.for_event();
    let mut failed = None;
    for object in objects {
        if let Err(error) = receive(app, &aws, object).await {
            failed.get_or_insert(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn resume_all(app: &App, event: SqsEvent) -> SqsBatchResponse {
    let aws = &app.aws.for_event();
    let handle = move |message: Message<ResumeMessage>| async move {
        match resume(app, aws, &message.body.import_id).await {
            Err(error) if !error.is_final() => Settlement::Return,
            // A final error ends the import, so another attempt is pointless.
            Ok(()) | Err(_) => Settlement::Delete,
        }
    };
    sqs::each(event, "it names no import", handle).await
}

/// Runs the import of an object as far as possible. Logs an error.
async fn receive(app: &App, aws: &Aws, object: &ObjectCreated) -> Result<(), FlowError> {
    let meter = Meter::new(app);
    let handled = Box::pin(flow::receive(aws, &app.defaults, object)).await.inspect_err(|error| {
        let causes = crate::causes(error);
        if let Some(id) = object.import_id().filter(|id| id.unix_ms().is_some()) {
            tracing::error!(import_id = %id, causes, "cannot handle an object event of import {id}");
        } else {
            tracing::error!(causes, "cannot handle an object event");
        }
    })?;
    match handled {
        Handled::Done(id) => log_state(app, aws, &id, true, &meter).await,
        Handled::AlreadyProcessed(id) => tracing::info!(import_id = %id, "import {id} is already processed"),
        Handled::Ignored => tracing::warn!("ignoring an object event: no import has this key"),
    }
    Ok(())
}

/// Resumes an import, and runs it as far as possible. Logs an error.
async fn resume(app: &App, aws: &Aws, id: &ImportId) -> Result<(), FlowError> {
    let meter = Meter::new(app);
    let handled = Box::pin(flow::resume(aws, &app.defaults, id)).await.inspect_err(|error| {
        tracing::error!(import_id = %id, causes = %crate::causes(error), "cannot resume import {id}");
    })?;
    match handled {
        Handled::Done(id) => log_state(app, aws, &id, false, &meter).await,
        Handled::AlreadyProcessed(id) => tracing::info!(import_id = %id, "import {id} is already processed"),
        Handled::Ignored => tracing::debug!("nothing to resume"),
    }
    Ok(())
}

/// When an invocation began, and how many throttles the process had counted by then.
struct Meter {
    begun: Timestamp,
    throttles: u64,
}

impl Meter {
    fn new(app: &App) -> Self {
        Self { begun: app.aws.now(), throttles: app.aws.throttles() }
    }
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
