//! What calls the functions that take events: object events, queues and the schedule, as the platform does it.

use std::{sync::Arc, time::Duration};

use aws_lambda_events::event::{
    eventbridge::EventBridgeEvent,
    sqs::{SqsBatchResponse, SqsEvent},
};
use rollcall_aws::Aws;
use rollcall_embedded::{
    REGION,
    object_events::{Claimed, ObjectEvents, to_s3_event},
};
use serde_json::{Value, json};
use tokio::{
    sync::{mpsc::UnboundedReceiver, watch},
    task::JoinSet,
    time::sleep,
};

use super::Functions;

/// Workers of the chunk queue: the store is one process, and two cores feed it.
const APPLY_WORKERS: usize = 4;
/// Time that each has for what it takes, as the template says.
const APPLY_TIME: Duration = Duration::from_mins(1);
/// Senders of mails: each has three in hand, half a second from their slots to their answers; so many keep the embedded account's pace.
const SEND_WORKERS: usize = 16;
/// Times that an event of a mail is delivered: as an asynchronous invocation is.
const MAIL_EVENT_TRIES: usize = 3;
/// Readers of files at a time.
const IMPORT_WORKERS: usize = 2;
/// Seconds that an empty queue is waited for: half of what the clients give one try.
const WAIT_S: i32 = 10;
/// Pause after a queue or store of our own process did not answer.
const PAUSE: Duration = Duration::from_millis(500);
/// The schedule's interval.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Starts all workers; they end when `stop` turns true, each after what it has in hand.
pub(super) fn start(
    functions: &Arc<Functions>,
    clients: &Aws,
    events: &ObjectEvents,
    queues: &Queues,
    stop: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    for _ in 0..IMPORT_WORKERS {
        workers.spawn(until(stop.clone(), deliver_events(Arc::clone(functions), events.clone(), stop.clone())));
    }
    let resumes = Poller { clients: clients.clone(), queue_url: queues.resumes.clone(), stop: stop.clone() };
    let importer = Arc::clone(functions);
    workers.spawn(resumes.run(move |event| {
        let functions = Arc::clone(&importer);
        async move { rollcall_functions::import::handle(&functions.import, event).await.map(failures_of).map_err(drop) }
    }));
    for _ in 0..APPLY_WORKERS {
        let chunks = Poller { clients: clients.clone(), queue_url: queues.chunks.clone(), stop: stop.clone() };
        let functions = Arc::clone(functions);
        workers.spawn(chunks.run(move |event| {
            let functions = Arc::clone(&functions);
            async move {
                let event: SqsEvent = serde_json::from_value(event).map_err(drop)?;
                let response =
                    rollcall_functions::apply::handle(&functions.apply, event, APPLY_TIME).await.map_err(drop)?;
                Ok(identifiers(&response))
            }
        }));
    }
    for _ in 0..SEND_WORKERS {
        let mails = Poller { clients: clients.clone(), queue_url: queues.mails.clone(), stop: stop.clone() };
        let functions = Arc::clone(functions);
        workers.spawn(mails.run(move |event| {
            let functions = Arc::clone(&functions);
            async move {
                let event: SqsEvent = serde_json::from_value(event).map_err(drop)?;
                let response = rollcall_functions::send::handle(&functions.send, event).await.map_err(drop)?;
                Ok(identifiers(&response))
            }
        }));
    }
    let steps = Poller { clients: clients.clone(), queue_url: queues.invitation_batches.clone(), stop: stop.clone() };
    let inviter = Arc::clone(functions);
    workers.spawn(steps.run(move |event| {
        let functions = Arc::clone(&inviter);
        async move {
            let event: SqsEvent = serde_json::from_value(event).map_err(drop)?;
            let response = rollcall_functions::invite::handle_steps(&functions.invite, event).await.map_err(drop)?;
            Ok(identifiers(&response))
        }
    }));
    workers.spawn(until(stop.clone(), sweep(Arc::clone(functions))));
    workers
}

/// Delivers events of mails, each until it is taken, three times at most; `settle` is called once for each.
pub(super) async fn deliver_mail_events(
    functions: Arc<Functions>,
    mut events: UnboundedReceiver<Value>,
    settle: impl Fn() + Send + Sync,
) {
    while let Some(event) = events.recv().await {
        for _ in 0..MAIL_EVENT_TRIES {
            let (functions, event) = (Arc::clone(&functions), event.clone());
            // A panic is a failed invocation, not the end of the worker.
            let handled =
                tokio::spawn(
                    async move { rollcall_functions::feedback::handle(&functions.feedback, event).await.is_ok() },
                )
                .await;
            if matches!(handled, Ok(true)) {
                break;
            }
            sleep(PAUSE).await;
        }
        settle();
    }
}

/// Addresses of the queues.
#[derive(Debug, Clone)]
pub(super) struct Queues {
    pub(super) chunks: String,
    pub(super) resumes: String,
    pub(super) mails: String,
    pub(super) invitation_batches: String,
}

/// Runs a worker that may be stopped wherever it waits: what it has in hand is durable elsewhere.
pub(super) async fn until(mut stop: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

async fn deliver_events(functions: Arc<Functions>, events: ObjectEvents, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match events.claim() {
            Ok(Some(claimed)) => deliver(&functions, &events, claimed).await,
            Ok(None) => {
                let now = jiff::Timestamp::now();
                let due = events.next_due().ok().flatten();
                let pause = due.map_or(SWEEP_EVERY, |due| Duration::try_from(due - now).unwrap_or(PAUSE));
                tokio::select! {
                    () = events.recorded() => {}
                    () = sleep(pause) => {}
                }
            }
            Err(error) => {
                tracing::error!(causes = %rollcall_functions::causes(&error), "object events cannot be read");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Delivers one event as an asynchronous invocation does: again after a failure, twice at most.
async fn deliver(functions: &Arc<Functions>, events: &ObjectEvents, claimed: Claimed) {
    let payload = serde_json::to_value(to_s3_event(&claimed.event)).unwrap_or_default();
    let functions = Arc::clone(functions);
    // A panic is a failed invocation, not the end of the worker.
    let handled =
        tokio::spawn(async move { rollcall_functions::import::handle(&functions.import, payload).await.is_ok() }).await;
    let settled = match handled {
        Ok(true) => events.done(claimed.id),
        Ok(false) | Err(_) => events.retry_later(claimed.id).map(drop),
    };
    if let Err(error) = settled {
        tracing::error!(causes = %rollcall_functions::causes(&error), "an object event cannot be settled");
    }
}

/// Feeds a function from a queue, one message at a time.
struct Poller {
    clients: Aws,
    queue_url: String,
    stop: watch::Receiver<bool>,
}

impl Poller {
    /// `handle` takes the event and answers the ids of messages that are given back.
    async fn run<H, F>(mut self, handle: H)
    where
        H: Fn(Value) -> F,
        F: Future<Output = Result<Vec<String>, ()>> + Send + 'static,
    {
        while !*self.stop.borrow() {
            let receive = self.clients.sqs().receive_message().queue_url(&self.queue_url);
            let receive = receive.max_number_of_messages(1).wait_time_seconds(WAIT_S).send();
            let received = tokio::select! {
                received = receive => received,
                _ = self.stop.wait_for(|stop| *stop) => return,
            };
            match received {
                Ok(answer) => {
                    for message in answer.messages.unwrap_or_default() {
                        self.take(message, &handle).await;
                    }
                }
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "a queue cannot be read");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn take<H, F>(&self, message: aws_sdk_sqs::types::Message, handle: &H)
    where
        H: Fn(Value) -> F,
        F: Future<Output = Result<Vec<String>, ()>> + Send + 'static,
    {
        let receipt = message.receipt_handle.clone().unwrap_or_default();
        let event = json!({ "Records": [{
            "messageId": message.message_id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "md5OfBody": message.md5_of_body,
            "attributes": {},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": self.queue_url,
            "awsRegion": REGION,
        }]});
        let handled = tokio::spawn(handle(event)).await;
        if !matches!(handled, Ok(Ok(failed)) if failed.is_empty()) {
            // It comes again when its visibility ends, or at the program's next start.
            return;
        }
        let delete = self.clients.sqs().delete_message().queue_url(&self.queue_url).receipt_handle(receipt);
        if let Err(error) = delete.send().await {
            tracing::warn!(causes = %rollcall_functions::causes(&error), "a message cannot be deleted, and comes again");
        }
    }
}

fn identifiers(response: &SqsBatchResponse) -> Vec<String> {
    response.batch_item_failures.iter().map(|failure| failure.item_identifier.clone()).collect()
}

fn failures_of(answer: Value) -> Vec<String> {
    let response: SqsBatchResponse = serde_json::from_value(answer).unwrap_or_default();
    identifiers(&response)
}

async fn sweep(functions: Arc<Functions>) {
    loop {
        sleep(SWEEP_EVERY).await;
        let Ok(event) = schedule_event() else { continue };
        // Logged where it failed; the next minute tries again.
        let _swept = Box::pin(rollcall_functions::sweep::handle(&functions.sweep, event)).await;
    }
}

/// The event that a schedule sends.
pub(super) fn schedule_event() -> Result<EventBridgeEvent, serde_json::Error> {
    serde_json::from_value(json!({
        "version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {},
    }))
}
