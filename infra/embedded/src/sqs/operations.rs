//! Passes each request to the operation that its `x-amz-target` header names.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::SqsError;
use super::queues::Queues;
use crate::http::AWS_JSON;

pub(super) async fn respond(State(queues): State<Queues>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let operation = target.strip_prefix("AmazonSQS.").unwrap_or_default();
    let result = match operation {
        "GetQueueUrl" => read(&body).and_then(|request| queues.get_queue_url(&request)).and_then(|r| write(&r)),
        "GetQueueAttributes" => read(&body).and_then(|r| queues.get_attributes(&r)).and_then(|r| write(&r)),
        "PurgeQueue" => read(&body).and_then(|request| queues.purge(&request)).and_then(|r| write(&r)),
        "SendMessage" => read(&body).and_then(|request| queues.send(&request)).and_then(|r| write(&r)),
        "SendMessageBatch" => read(&body).and_then(|request| queues.send_batch(request)).and_then(|r| write(&r)),
        "ReceiveMessage" => match read(&body) {
            Ok(request) => queues.receive(&request).await.and_then(|r| write(&r)),
            Err(error) => Err(error),
        },
        "DeleteMessage" => read(&body).and_then(|request| queues.delete(&request)).and_then(|r| write(&r)),
        "DeleteMessageBatch" => read(&body).and_then(|request| queues.delete_batch(request)).and_then(|r| write(&r)),
        "ChangeMessageVisibility" => read(&body).and_then(|request| queues.hide(&request)).and_then(|r| write(&r)),
        "ChangeMessageVisibilityBatch" => {
            read(&body).and_then(|request| queues.hide_batch(request)).and_then(|r| write(&r))
        }
        _ => Err(SqsError::UnsupportedOperation(target.to_owned())),
    };
    match result {
        Ok(body) => (StatusCode::OK, [("content-type", AWS_JSON)], body).into_response(),
        Err(error) => error.into_response(),
    }
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, SqsError> {
    Ok(serde_json::from_slice(body)?)
}

fn write<T: Serialize>(response: &T) -> Result<Vec<u8>, SqsError> {
    Ok(serde_json::to_vec(response)?)
}
