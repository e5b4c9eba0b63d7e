//! Invokes individual functions with events, as Lambda does.

use std::time::Duration;

use rollcall_domain::stores::ChunkMessage;
use rollcall_local::stack::{EventFunction, FUNCTION_TIMEOUT, schedule_event};
use serde_json::{Value, json};

use crate::TestStack;

type Error = Box<dyn std::error::Error + Send + Sync>;

impl TestStack {
    /// Invokes the function `import`, which reads files, with an object event or with messages.
    pub async fn invoke_import(&self, event: Value) -> Result<Value, Error> {
        self.stack().invoke(EventFunction::Import, event, FUNCTION_TIMEOUT).await
    }

    /// Invokes the function `sweep`, which runs on a schedule.
    pub async fn invoke_sweep(&self) -> Result<(), Error> {
        self.stack().invoke(EventFunction::Sweep, schedule_event(), FUNCTION_TIMEOUT).await.map(drop)
    }

    /// Invokes the function `feedback` with an e-mail event.
    pub async fn invoke_feedback(&self, event: Value) -> Result<(), Error> {
        self.stack().invoke(EventFunction::Feedback, event, FUNCTION_TIMEOUT).await.map(drop)
    }

    /// Invokes the function `send` with a message that names these users. Fails if the function returns the message to the queue.
    pub async fn invoke_send(&self, user_ids: &[String]) -> Result<(), Error> {
        let event = message_event(&json!({ "user_ids": user_ids }));
        handled(&self.stack().invoke(EventFunction::Send, event, FUNCTION_TIMEOUT).await?)
    }

    /// Invokes the function `apply` with one chunk's message. Fails if the function returns the message to the queue.
    pub async fn invoke_apply(&self, message: &ChunkMessage, time_left: Duration) -> Result<(), Error> {
        let event = message_event(&json!(message));
        handled(&self.stack().invoke(EventFunction::Apply, event, time_left).await?)
    }
}

fn message_event(message: &Value) -> Value {
    json!({ "Records": [{ "messageId": "m", "body": message.to_string() }] })
}

fn handled(response: &Value) -> Result<(), Error> {
    match response["batchItemFailures"].as_array() {
        Some(failures) if !failures.is_empty() => Err("the message was returned to the queue".into()),
        _ => Ok(()),
    }
}
