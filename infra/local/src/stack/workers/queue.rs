//! A queue as the source of a function's events.

use std::sync::Arc;

use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use tokio::{sync::watch, time::sleep};

use super::{Delivery, PAUSE, batch, deliver};
use crate::stack::{functions::EventFunction, invoker::Invoker};

/// Wait time in seconds for a receive on an empty queue: half of the clients' timeout for one attempt.
const WAIT_S: i32 = 10;
/// Number of messages per event, as in the template.
const BATCH_SIZE: i32 = 1;

pub(super) struct Poller {
    pub(super) sqs: aws_sdk_sqs::Client,
    pub(super) queue_url: String,
    pub(super) invoker: Arc<Invoker>,
    pub(super) function: EventFunction,
    pub(super) stop: watch::Receiver<bool>,
}

impl Poller {
    pub(super) async fn run(mut self) {
        while !*self.stop.borrow() {
            let receive = self.sqs.receive_message().queue_url(&self.queue_url).wait_time_seconds(WAIT_S);
            let receive = receive.max_number_of_messages(BATCH_SIZE);
            let receive = receive.message_system_attribute_names(MessageSystemAttributeName::All).send();
            let received = tokio::select! {
                received = receive => received,
                _ = self.stop.wait_for(|stop| *stop) => return,
            };
            match received {
                Ok(received) => self.handle(&received.messages.unwrap_or_default()).await,
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot read a queue");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn handle(&self, messages: &[Message]) {
        if messages.is_empty() {
            return;
        }
        let event = batch::to_event(&self.queue_url, messages);
        let delivery = deliver(&self.invoker, self.function, event, &self.stop).await;
        let Delivery::Done(response) = delivery else {
            // The messages become visible again after their timeout, or at the next start.
            return;
        };
        for message in batch::handled(&response, messages) {
            let receipt = message.receipt_handle().unwrap_or_default();
            let delete = self.sqs.delete_message().queue_url(&self.queue_url).receipt_handle(receipt);
            if let Err(error) = delete.send().await {
                tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot delete a message; it will be delivered again");
            }
        }
    }
}
