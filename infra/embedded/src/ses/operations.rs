//! The SES operations `GetAccount` and `SendEmail`.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::{AcceptedEmail, Fault, Shared, events::events_of, lock};
use crate::REGION;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEmail {
    from_email_address: String,
    destination: Destination,
    content: Content,
    #[serde(default)]
    email_tags: Vec<Tag>,
    #[serde(default)]
    reply_to_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Destination {
    to_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Simple,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Part,
    body: Parts,
    #[serde(default)]
    headers: Vec<Tag>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parts {
    text: Part,
    html: Part,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Part {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    name: String,
    value: String,
}

/// Handles `GET /v2/email/account`.
pub(super) async fn get_account(State(shared): State<Arc<Shared>>) -> Response {
    let is_paused = shared.is_paused.load(Ordering::SeqCst);
    Json(json!({
        "ProductionAccessEnabled": true,
        "SendingEnabled": !is_paused,
        "EnforcementStatus": if is_paused { "SHUTDOWN" } else { "HEALTHY" },
        "SendQuota": { "Max24HourSend": -1.0, "MaxSendRate": shared.per_second, "SentLast24Hours": 0.0 },
    }))
    .into_response()
}

/// Handles `POST /v2/email/outbound-emails`.
pub(super) async fn send_email(State(shared): State<Arc<Shared>>, Json(request): Json<SendEmail>) -> Response {
    let now = (shared.clock)();
    if shared.outbox.is_in_memory() {
        lock(&shared.calls).push(now);
    }
    let fault = lock(&shared.script).pop_front().flatten();
    let is_paused = shared.is_paused.load(Ordering::SeqCst) || fault == Some(Fault::Paused);
    if is_paused {
        return refuse(StatusCode::BAD_REQUEST, "SendingPausedException", "Sending is paused.");
    }
    match fault {
        Some(Fault::Throttled) => {
            return refuse(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException", "Maximum sending rate exceeded.");
        }
        Some(Fault::DayIsFull) => {
            return refuse(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException", "Daily message quota exceeded.");
        }
        Some(Fault::Refused) => return refuse(StatusCode::BAD_REQUEST, "MessageRejected", "The message is rejected."),
        Some(fault @ (Fault::Unverified | Fault::SenderUnverified)) => {
            let is_sender = fault == Fault::SenderUnverified;
            let failed =
                if is_sender { request.from_email_address } else { request.destination.to_addresses.join(", ") };
            let region = REGION.to_uppercase();
            let list = format!("The following identities failed the check in region {region}: {failed}");
            let message = format!("Email address is not verified. {list}");
            return refuse(StatusCode::BAD_REQUEST, "MessageRejected", &message);
        }
        Some(Fault::Cut) => return cut(),
        _ => {}
    }
    let [_] = request.destination.to_addresses.as_slice() else {
        return refuse(StatusCode::BAD_REQUEST, "BadRequestException", "Exactly one address is supported.");
    };
    let number = shared.accepted.fetch_add(1, Ordering::SeqCst);
    let mail = request.into_email(format!("{:016x}-{number:06}", now.as_nanosecond()), now);
    if shared.outbox.store(&mail).is_err() {
        return refuse(StatusCode::INTERNAL_SERVER_ERROR, "InternalFailure", "The message cannot be stored.");
    }
    let message_id = mail.message_id.clone();
    let events = events_of(&mail);
    for event in events {
        match fault {
            Some(Fault::Silent) => {}
            Some(Fault::Late) => lock(&shared.held).push(event),
            Some(Fault::Repeated) => {
                shared.publish(event.clone());
                shared.publish(event);
            }
            _ => shared.publish(event),
        }
    }
    if fault == Some(Fault::ResponseLost) { cut() } else { Json(json!({ "MessageId": message_id })).into_response() }
}

impl SendEmail {
    fn into_email(self, message_id: String, sent_at: Timestamp) -> AcceptedEmail {
        let simple = self.content.simple;
        let language = simple.headers.into_iter().find(|header| header.name.eq_ignore_ascii_case("Content-Language"));
        AcceptedEmail {
            message_id,
            from: self.from_email_address,
            to: self.destination.to_addresses.into_iter().next().unwrap_or_default(),
            reply_to: self.reply_to_addresses,
            language: language.map(|header| header.value).unwrap_or_default(),
            subject: simple.subject.data,
            text: simple.body.text.data,
            html: simple.body.html.data,
            tags: self.email_tags.into_iter().map(|tag| (tag.name, tag.value)).collect(),
            sent_at,
        }
    }
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    (status, [("x-amzn-errortype", code)], Json(json!({ "message": message }))).into_response()
}

/// Creates a response whose body is cut off.
fn cut() -> Response {
    let broken = futures_util::stream::once(async { Err::<bytes::Bytes, _>(std::io::Error::other("cut")) });
    Response::new(Body::from_stream(broken))
}
