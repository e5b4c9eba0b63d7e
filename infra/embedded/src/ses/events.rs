//! E-mail events, as `EventBridge` delivers them.

use serde_json::{Value, json};

use super::AcceptedEmail;
use crate::{ACCOUNT, REGION};

const SIMULATOR: &str = "simulator.amazonses.com";

pub(super) fn events_of(mail: &AcceptedEmail) -> Vec<Value> {
    let (local, domain) = mail.to.split_once('@').unwrap_or_default();
    let name = if domain == SIMULATOR { local.split('+').next().unwrap_or_default() } else { "" };
    let kinds: &[&str] = match name {
        "bounce" | "suppressionlist" => &["Send", "Bounce"],
        "complaint" => &["Send", "Delivery", "Complaint"],
        _ => &["Send", "Delivery"],
    };
    kinds.iter().map(|kind| event(kind, mail)).collect()
}

/// Creates an event for an e-mail. `kind` is an SES event type, such as `Bounce`; unknown types get the details of `Send`.
pub fn event(kind: &str, mail: &AcceptedEmail) -> Value {
    let tags: serde_json::Map<String, Value> =
        mail.tags.iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
    let mut detail = json!({
        "eventType": kind,
        "mail": {
            "timestamp": mail.sent_at, "source": mail.from, "messageId": mail.message_id, "destination": [mail.to],
            "tags": tags,
        },
    });
    let (name, details) = match kind {
        "Bounce" => {
            ("bounce", json!({ "bounceType": "Permanent", "bounceSubType": "General", "timestamp": mail.sent_at }))
        }
        "Delivery" => ("delivery", json!({ "timestamp": mail.sent_at })),
        "Complaint" => ("complaint", json!({ "timestamp": mail.sent_at })),
        "Reject" => ("reject", json!({ "reason": "Bad content" })),
        _ => ("send", json!({})),
    };
    detail[name] = details;
    json!({
        "version": "0", "id": mail.message_id, "detail-type": format!("Email {kind}"), "source": "aws.ses",
        "account": ACCOUNT, "time": mail.sent_at, "region": REGION, "resources": [], "detail": detail,
    })
}
