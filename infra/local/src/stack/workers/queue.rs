//! A queue as the source of a function's events, one message at a time.

use std::sync::Arc;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use aws_sdk_sqs::types::Message;
use rollcall_embedded::REGION;
use serde_json::{Value, json};
use tokio::{sync::watch, time::sleep};

use super::{PAUSE, invoke};
use crate::stack::functions::{EventFunction, Functions};

/// Wait time of a receive on an empty queue, in seconds: half of the clients' timeout for one attempt.
const WAIT_S: i32 = 10;

pub(super) struct Poller {
    pub(super) sqs: aws_sdk_sqs::Client,
    pub(super) queue_url: String,
    pub(super) functions: Arc<Functions>,
    pub(super) function: EventFunction,
    pub(super) stop: watch::Receiver<bool>,
}

impl Poller {
    pub(super) async fn run(mut self) {
        while !*self.stop.borrow() {
            let receive = self.sqs.receive_message().queue_url(&self.queue_url);
            let receive = receive.max_number_of_messages(1).wait_time_seconds(WAIT_S).send();
            let received = tokio::select! {
                received = receive => received,
                _ = self.stop.wait_for(|stop| *stop) => return,
            };
            match received {
                Ok(answer) => {
                    for message in answer.messages.unwrap_or_default() {
                        self.handle(message).await;
                    }
                }
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot read a queue");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    async fn handle(&self, message: Message) {
        let answer = invoke(&self.functions, self.function, self.event(&message)).await;
        if !answer.is_some_and(is_whole_batch_handled) {
            // The message becomes visible again when its timeout ends, or at the next start.
            return;
        }
        let receipt = message.receipt_handle.unwrap_or_default();
        let delete = self.sqs.delete_message().queue_url(&self.queue_url).receipt_handle(receipt);
        if let Err(error) = delete.send().await {
            tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot delete a message; it will be delivered again");
        }
    }

    fn event(&self, message: &Message) -> Value {
        json!({ "Records": [{
            "messageId": message.message_id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "md5OfBody": message.md5_of_body,
            "attributes": {},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": self.queue_url,
            "awsRegion": REGION,
        }]})
    }
}

fn is_whole_batch_handled(answer: Value) -> bool {
    let response: SqsBatchResponse = serde_json::from_value(answer).unwrap_or_default();
    response.batch_item_failures.is_empty()
}
