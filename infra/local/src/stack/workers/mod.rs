//! Invokes the functions that handle events, as the platform does: object events, messages, SES events and the schedule.

mod batch;
mod disk;
mod events;
mod queue;

use std::{path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;
use rollcall_aws::Aws;
use rollcall_embedded::{ACCOUNT, REGION, ses::SesServer};
use serde_json::{Value, json};
use tokio::{
    sync::{mpsc::UnboundedReceiver, watch},
    task::{AbortHandle, JoinSet},
    time::sleep,
};

use self::queue::Poller;
use super::{
    functions::{EventFunction, Target},
    invoker::{InvokeError, Invoker},
    servers::Servers,
};

/// Time limit for functions that are invoked with [`Stack::invoke`](super::Stack::invoke): the timeout of `apply` and `send` in the
/// template.
pub const FUNCTION_TIMEOUT: Duration = Duration::from_mins(1);

/// Number of workers that deliver object events; each waits while a file is read. One more worker serves the resume queue.
pub const IMPORT_WORKERS: usize = 2;
/// Number of concurrent chunk writers: a few are enough, since the store runs in this process and shares its processors.
const APPLY_WORKERS: usize = 4;
/// Number of concurrent senders. Each processes three e-mails at a time, and each e-mail takes about half a second, most of which is the
/// wait for its slot. 16 senders therefore match the rate of the embedded account (16 × 3 / 0.5 s = 96 per second).
const SEND_WORKERS: usize = 16;
/// Pause before the next attempt after an error.
const PAUSE: Duration = Duration::from_millis(500);
/// Maximum pause between two attempts to invoke a function that is not available.
const UNAVAILABLE_PAUSE_MAX: Duration = Duration::from_secs(10);
/// Interval between runs of the sweep, as in the template.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Starts the workers. After `stop` becomes true, queue workers end once they have finished their current message; the others end
/// immediately.
pub(super) fn start(
    workers: &mut JoinSet<()>,
    invoker: &Arc<Invoker>,
    clients: &Aws,
    servers: &Servers,
    stop: &watch::Receiver<bool>,
) {
    for _ in 0..invoker.concurrency(IMPORT_WORKERS) {
        let deliver = events::deliver_object_events(Arc::clone(invoker), servers.object_events.clone(), stop.clone());
        workers.spawn(until(stop.clone(), deliver));
    }
    let queues = &servers.queues;
    for (queue_url, function, count) in [
        (&queues.resumes, EventFunction::Import, 1),
        (&queues.chunks, EventFunction::Apply, APPLY_WORKERS),
        (&queues.mails, EventFunction::Send, SEND_WORKERS),
        (&queues.invitation_batches, EventFunction::Invite, 1),
    ] {
        for _ in 0..invoker.concurrency(count) {
            let poller = Poller {
                sqs: clients.sqs().clone(),
                queue_url: queue_url.clone(),
                invoker: Arc::clone(invoker),
                function,
                stop: stop.clone(),
            };
            workers.spawn(poller.run());
        }
    }
    workers.spawn(until(stop.clone(), sweep(Arc::clone(invoker))));
}

/// Starts the worker that delivers SES events. Every stack needs it, since these events are not stored. After `stop` becomes true, the
/// worker ends once it has delivered the pending events or the function is unavailable.
pub(super) fn start_mail_events(
    invoker: &Arc<Invoker>,
    events: UnboundedReceiver<Value>,
    ses: &SesServer,
    stop: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    workers.spawn(events::deliver_mail_events(Arc::clone(invoker), events, ses.settle_event(), stop.clone()));
    workers
}

pub(super) fn watch_disk(workers: &mut JoinSet<()>, data_dir: &Path, stop: &watch::Receiver<bool>) {
    workers.spawn(until(stop.clone(), disk::watch(data_dir.to_owned())));
}

/// Returns the event that the schedule sends.
pub fn schedule_event() -> Value {
    let now = Timestamp::now();
    json!({
        "version": "0", "id": format!("{:032x}", now.as_nanosecond()), "detail-type": "Scheduled Event",
        "source": "aws.events", "account": ACCOUNT, "time": format!("{now:.0}"), "region": REGION,
        "resources": [format!("arn:aws:events:{REGION}:{ACCOUNT}:rule/rollcall-each-minute")], "detail": {},
    })
}

/// How a delivery ended.
enum Delivery {
    Done(Value),
    Failed,
    /// The worker was stopped while the function was not available.
    Stopped,
}

/// Invokes a function on a separate task, so that a panic counts as a failed invocation and does not end the worker. If the worker is
/// stopped, the invocation is aborted, so that it does not take another lease.
async fn invoke(invoker: &Arc<Invoker>, function: EventFunction, event: Value) -> Result<Value, InvokeError> {
    let invoker = Arc::clone(invoker);
    let time_left = Target::from(function).timeout();
    let running = tokio::spawn(async move { invoker.invoke(function, event, time_left).await });
    let _abort = AbortOnDrop(running.abort_handle());
    running.await.unwrap_or_else(|panicked| Err(InvokeError::Failed(Box::new(panicked))))
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Delivers an event, and tries again while the function is not available. As in Lambda's asynchronous event queue, this does not count as
/// a failed delivery.
async fn deliver(
    invoker: &Arc<Invoker>,
    function: EventFunction,
    event: Value,
    stop: &watch::Receiver<bool>,
) -> Delivery {
    let mut pause = PAUSE;
    loop {
        let error = match invoke(invoker, function, event.clone()).await {
            Ok(response) => return Delivery::Done(response),
            Err(error) => error,
        };
        report(invoker, function, &error, pause == PAUSE);
        if !error.is_temporary() {
            return Delivery::Failed;
        }
        let mut stop = stop.clone();
        tokio::select! {
            () = sleep(pause) => pause = (pause * 2).min(UNAVAILABLE_PAUSE_MAX),
            _ = stop.wait_for(|stop| *stop) => return Delivery::Stopped,
        }
    }
}

/// Logs a failed invocation, unless the function runs in this process and has already logged the error. While a function is not available,
/// only the first attempt to deliver an event, or to run the sweep, is logged.
fn report(invoker: &Invoker, function: EventFunction, error: &InvokeError, is_first: bool) {
    let name = Target::from(function).name();
    let causes = rollcall_functions::causes(error);
    if error.is_temporary() && is_first {
        tracing::warn!(causes, "{name} is not available; trying again");
    } else if !error.is_temporary() && matches!(invoker, Invoker::Endpoint(_)) {
        tracing::warn!(causes, "an invocation of {name} failed");
    }
}

/// Runs a worker until `stop` becomes true. It may be stopped at any await point: object events remain stored, and the next start releases
/// them.
async fn until(mut stop: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

/// Invokes the sweep every minute. As in `template.yaml`, a failed run is not retried, since the next run does the same work.
async fn sweep(invoker: Arc<Invoker>) {
    let mut is_available = true;
    loop {
        sleep(SWEEP_EVERY).await;
        let error = invoke(&invoker, EventFunction::Sweep, schedule_event()).await.err();
        if let Some(error) = &error {
            report(&invoker, EventFunction::Sweep, error, is_available);
        }
        is_available = error.is_none_or(|error| !error.is_temporary());
    }
}
