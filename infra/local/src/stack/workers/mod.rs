//! Invokes the functions that take events, as the platform does: object events, queues, SES events and the schedule.

mod disk;
mod events;
mod queue;

use std::{path::Path, sync::Arc, time::Duration};

use rollcall_aws::Aws;
use rollcall_embedded::ses::SesServer;
use serde_json::{Value, json};
use tokio::{
    sync::{mpsc::UnboundedReceiver, watch},
    task::JoinSet,
    time::sleep,
};

use self::queue::Poller;
use super::{
    functions::{EventFunction, Functions},
    servers::Servers,
};

/// Timeout of a function that takes events, as in the template.
pub const FUNCTION_TIMEOUT: Duration = Duration::from_mins(1);

const IMPORT_WORKERS: usize = 2;
/// Concurrent writers of chunks: the store is one process, which two cores can keep busy.
const APPLY_WORKERS: usize = 4;
/// Concurrent senders: each processes three e-mails at a time, half a second passes from a slot to the response, and 16 senders therefore
/// match the rate of the embedded account (16 × 3 / 0.5 s = 96 per second).
const SEND_WORKERS: usize = 16;
const PAUSE: Duration = Duration::from_millis(500);
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Starts the workers. After `stop` becomes true, each ends once it has finished its current message or event.
pub(super) fn start(
    workers: &mut JoinSet<()>,
    functions: &Arc<Functions>,
    clients: &Aws,
    servers: &Servers,
    stop: &watch::Receiver<bool>,
) {
    for _ in 0..IMPORT_WORKERS {
        let deliver = events::deliver_object_events(Arc::clone(functions), servers.object_events.clone(), stop.clone());
        workers.spawn(until(stop.clone(), deliver));
    }
    let queues = &servers.queues;
    for (queue_url, function, count) in [
        (&queues.resumes, EventFunction::Import, 1),
        (&queues.chunks, EventFunction::Apply, APPLY_WORKERS),
        (&queues.mails, EventFunction::Send, SEND_WORKERS),
        (&queues.invitation_batches, EventFunction::Invite, 1),
    ] {
        for _ in 0..count {
            let poller = Poller {
                sqs: clients.sqs().clone(),
                queue_url: queue_url.clone(),
                functions: Arc::clone(functions),
                function,
                stop: stop.clone(),
            };
            workers.spawn(poller.run());
        }
    }
    workers.spawn(until(stop.clone(), sweep(Arc::clone(functions))));
}

/// Starts the worker that delivers SES events, which every stack needs since they are not stored.
pub(super) fn start_mail_events(
    functions: &Arc<Functions>,
    events: UnboundedReceiver<Value>,
    ses: &SesServer,
    stop: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let deliver = events::deliver_mail_events(Arc::clone(functions), events, ses.settle_event());
    workers.spawn(until(stop.clone(), deliver));
    workers
}

/// Starts the worker that reports a full disk.
pub(super) fn watch_disk(workers: &mut JoinSet<()>, data_dir: &Path, stop: &watch::Receiver<bool>) {
    workers.spawn(until(stop.clone(), disk::watch(data_dir.to_owned())));
}

/// The event that the schedule sends.
pub fn schedule_event() -> Value {
    json!({ "version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {} })
}

/// Invokes a function on a separate task, so that a panic is a failed invocation and does not end the worker.
///
/// Returns `None` if the invocation failed; the function has logged the reason.
async fn invoke(functions: &Arc<Functions>, function: EventFunction, event: Value) -> Option<Value> {
    let functions = Arc::clone(functions);
    let invoked = tokio::spawn(async move { functions.invoke(function, event, FUNCTION_TIMEOUT).await });
    invoked.await.ok()?.ok()
}

/// Runs a worker that may be stopped at any await point: what it has claimed is stored durably elsewhere.
async fn until(mut stop: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

async fn sweep(functions: Arc<Functions>) {
    loop {
        sleep(SWEEP_EVERY).await;
        let _answer = invoke(&functions, EventFunction::Sweep, schedule_event()).await;
    }
}
