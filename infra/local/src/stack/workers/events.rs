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

/// Delivers e-mail events, and calls `settle` once an event has been delivered or has failed for good. After `stop` becomes true, no more
/// events are accepted. Pending ones are still delivered, but once the function is unavailable, the rest are dropped without being settled.
pub(super) async fn deliver_mail_events(
    invoker: Arc<Invoker>,
    mut events: UnboundedReceiver<Value>,
    settle: impl Fn() + Send + Sync,
    mut stop: watch::Receiver<bool>,
) {
    let mut is_open = true;
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            _ = stop.wait_for(|stop| *stop), if is_open => {
                is_open = false;
                events.close();
                continue;
            }
        };
        let Some(event) = event else { return };
        for _ in 0..DELIVERIES_MAX {
            match deliver(&invoker, EventFunction::Feedback, event.clone(), &stop).await {
                Delivery::Done(_) => break,
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
        Delivery::Done(_) => events.done(claimed.id),
        Delivery::Failed => events.retry_later(claimed.id).map(drop),
        // The event remains claimed; the next start releases it.
        Delivery::Stopped => Ok(()),
    };
    if let Err(error) = settled {
        tracing::error!(causes = %rollcall_functions::causes(&error), "cannot settle an object event");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::{
        net::Ipv4Addr,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use axum::{Router, http::StatusCode};
    use serde_json::json;
    use tokio::{net::TcpListener, sync::mpsc::unbounded_channel};

    use super::*;
    use crate::stack::{LambdaEndpoint, endpoint::Endpoint};

    #[tokio::test]
    async fn pending_events_of_emails_are_delivered_before_the_stop_if_possible() {
        for (status, delivered) in [(StatusCode::OK, 3), (StatusCode::SERVICE_UNAVAILABLE, 0)] {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let function = Router::new().fallback(async move || status);
            tokio::spawn(async move { axum::serve(listener, function).await });
            let config = LambdaEndpoint { url, concurrency: 1, servers_host: Ipv4Addr::LOCALHOST.into() };
            let invoker = Arc::new(Invoker::Endpoint(Endpoint::new(&config).unwrap()));
            let (publish, events) = unbounded_channel();
            for number in 0..3 {
                publish.send(json!({ "number": number })).unwrap();
            }
            let (_stop, stopping) = watch::channel(true);
            let settled = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&settled);
            let settle = move || {
                count.fetch_add(1, Ordering::SeqCst);
            };
            let ended = deliver_mail_events(invoker, events, settle, stopping);
            tokio::time::timeout(Duration::from_secs(20), ended).await.unwrap();
            assert_eq!(settled.load(Ordering::SeqCst), delivered, "{status}");
        }
    }
}
