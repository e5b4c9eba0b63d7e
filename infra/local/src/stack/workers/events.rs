//! Asynchronous invocations: each event is delivered until the function handles it, at most three times.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use rollcall_embedded::object_events::{Claimed, ObjectEvents, to_s3_event};
use serde_json::Value;
use tokio::{
    sync::{mpsc::UnboundedReceiver, watch},
    time::sleep,
};

use super::{PAUSE, SWEEP_EVERY, invoke};
use crate::stack::functions::{EventFunction, Functions};

const DELIVERIES_MAX: usize = 3;

/// Delivers events of e-mails; `settle` is called once for each.
pub(super) async fn deliver_mail_events(
    functions: Arc<Functions>,
    mut events: UnboundedReceiver<Value>,
    settle: impl Fn() + Send + Sync,
) {
    while let Some(event) = events.recv().await {
        for _ in 0..DELIVERIES_MAX {
            if invoke(&functions, EventFunction::Feedback, event.clone()).await.is_some() {
                break;
            }
            sleep(PAUSE).await;
        }
        settle();
    }
}

pub(super) async fn deliver_object_events(
    functions: Arc<Functions>,
    events: ObjectEvents,
    stop: watch::Receiver<bool>,
) {
    while !*stop.borrow() {
        match events.claim() {
            Ok(Some(claimed)) => deliver(&functions, &events, claimed).await,
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

async fn deliver(functions: &Arc<Functions>, events: &ObjectEvents, claimed: Claimed) {
    let event = serde_json::to_value(to_s3_event(&claimed.event)).unwrap_or_default();
    let settled = match invoke(functions, EventFunction::Import, event).await {
        Some(_) => events.done(claimed.id),
        None => events.retry_later(claimed.id).map(drop),
    };
    if let Err(error) = settled {
        tracing::error!(causes = %rollcall_functions::causes(&error), "cannot settle an object event");
    }
}
