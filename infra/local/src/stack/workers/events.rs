//! Asynchronous invocations: each event is delivered until the function has handled it, or three deliveries have failed.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use rollcall_embedded::object_events::{Claimed, ObjectEvents, to_s3_event};
use serde_json::Value;
use tokio::{
    sync::{mpsc::UnboundedReceiver, watch},
    time::sleep,
};

use super::{Delivery, PAUSE, SWEEP_EVERY, deliver};
use crate::stack::{functions::EventFunction, invoker::Invoker};

const DELIVERIES_MAX: usize = 3;

/// Delivers events of e-mails; `settle` is called once for each event.
pub(super) async fn deliver_mail_events(
    invoker: Arc<Invoker>,
    mut events: UnboundedReceiver<Value>,
    settle: impl Fn() + Send + Sync,
    stop: watch::Receiver<bool>,
) {
    while let Some(event) = events.recv().await {
        for _ in 0..DELIVERIES_MAX {
            match deliver(&invoker, EventFunction::Feedback, event.clone(), &stop).await {
                Delivery::Answered(_) => break,
                Delivery::Failed => {}
                Delivery::Stopped => return,
            }
            sleep(PAUSE).await;
        }
        settle();
    }
}

pub(super) async fn deliver_object_events(invoker: Arc<Invoker>, events: ObjectEvents, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match events.claim() {
            Ok(Some(claimed)) => deliver_claimed(&invoker, &events, claimed, &stop).await,
            Ok(None) => {
                let due = events.next_due().ok().flatten();
                let pause = due.map_or(SWEEP_EVERY, |due| Duration::try_from(due - Timestamp::now()).unwrap_or(PAUSE));
                tokio::select! {
                    () = events.recorded() => {}
                    () = sleep(pause) => {}
                }
            }
            Err(error) => {
                tracing::error!(causes = %rollcall_functions::causes(&error), "cannot read object events");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn deliver_claimed(
    invoker: &Arc<Invoker>,
    events: &ObjectEvents,
    claimed: Claimed,
    stop: &watch::Receiver<bool>,
) {
    let event = serde_json::to_value(to_s3_event(&claimed.event)).unwrap_or_default();
    let settled = match deliver(invoker, EventFunction::Import, event, stop).await {
        Delivery::Answered(_) => events.done(claimed.id),
        Delivery::Failed => events.retry_later(claimed.id).map(drop),
        // The event remains claimed; the next start releases it.
        Delivery::Stopped => Ok(()),
    };
    if let Err(error) = settled {
        tracing::error!(causes = %rollcall_functions::causes(&error), "cannot settle an object event");
    }
}
