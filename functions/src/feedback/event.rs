//! SES events. Source: "Contents of event data that Amazon SES publishes to Amazon SNS"; `EventBridge` delivers that document as `detail`.

use std::collections::HashMap;

use jiff::Timestamp;
use rollcall_aws::{TAG_ATTEMPT, TAG_FEED, TAG_USER};
use rollcall_domain::{
    feed::FeedName,
    ids::{AttemptId, UserId},
    invitation::{MailEvent, MailEventKind},
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// The event concerns an invitation.
    Event(MailEvent),
    /// A feed report bounced permanently, was rejected, or was marked as spam, so these addresses get no more reports.
    Refused { feed: FeedName, addresses: Vec<String> },
    /// The event is irrelevant: it has another type, such as an open or a click, or a report was sent, delivered or bounced transiently.
    Other,
    /// The e-mail lacks the stack's message tags, or the event cannot be parsed.
    Untagged,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(alias = "notificationType")]
    event_type: String,
    mail: Mail,
    bounce: Option<Bounce>,
    delivery: Option<Detail>,
    complaint: Option<Detail>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    message_id: String,
    timestamp: Timestamp,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Detail {
    timestamp: Option<Timestamp>,
}

pub(crate) fn read(mut event: Value) -> Read {
    let detail = event.get_mut("detail").map(Value::take).unwrap_or_default();
    let Ok(document) = serde_json::from_value::<Document>(detail) else { return Read::Untagged };
    let time_of = |detail: Option<&Detail>| detail.and_then(|detail| detail.timestamp);
    let (kind, at) = match document.event_type.as_str() {
        "Send" => (MailEventKind::Sent, None),
        "Delivery" => (MailEventKind::Delivered, time_of(document.delivery.as_ref())),
        "Bounce" => {
            // `Undetermined` may be permanent, so the address is not used again.
            let is_permanent = document.bounce.as_ref().is_none_or(|bounce| bounce.bounce_type != "Transient");
            (MailEventKind::Bounced { is_permanent }, document.bounce.and_then(|bounce| bounce.timestamp))
        }
        "Complaint" => (MailEventKind::Complained, time_of(document.complaint.as_ref())),
        "Reject" => (MailEventKind::Rejected, None),
        _ => return Read::Other,
    };
    let tag = |name: &str| document.mail.tags.get(name).and_then(|values| values.first()).filter(|id| !id.is_empty());
    if let Some(feed) = tag(TAG_FEED).and_then(|name| FeedName::parse(name)) {
        return match kind {
            MailEventKind::Bounced { is_permanent: true } | MailEventKind::Complained | MailEventKind::Rejected => {
                Read::Refused { feed, addresses: document.mail.destination }
            }
            MailEventKind::Bounced { is_permanent: false } | MailEventKind::Sent | MailEventKind::Delivered => {
                Read::Other
            }
        };
    }
    let (Some(user), Some(attempt)) = (tag(TAG_USER), tag(TAG_ATTEMPT)) else { return Read::Untagged };
    Read::Event(MailEvent {
        user_id: UserId::from(user.as_str()),
        attempt: AttemptId::from(attempt.as_str()),
        message_id: document.mail.message_id,
        kind,
        at: at.unwrap_or(document.mail.timestamp),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(kind: &str, more: &Value) -> Value {
        let mut detail = json!({
            "eventType": kind,
            "mail": {
                "timestamp": "2026-03-04T05:06:07.089Z", "source": "portal@example.org", "messageId": "0100-m",
                "destination": ["ann@example.org"],
                "tags": { "ses:configuration-set": ["rollcall"], "user": ["u1"], "attempt": ["a1"] },
            },
        });
        if let (Some(detail), Some(more)) = (detail.as_object_mut(), more.as_object()) {
            detail.extend(more.clone());
        }
        json!({ "version": "0", "source": "aws.ses", "detail-type": "Email", "detail": detail })
    }

    fn kind(event: Value) -> Option<MailEventKind> {
        match read(event) {
            Read::Event(event) => {
                assert_eq!(
                    (event.user_id.as_str(), event.attempt.as_str(), event.message_id.as_str()),
                    ("u1", "a1", "0100-m")
                );
                Some(event.kind)
            }
            Read::Refused { .. } | Read::Other | Read::Untagged => None,
        }
    }

    #[test]
    fn event_type_determines_the_kind() {
        let bounce = |kind: &str| json!({ "bounce": { "bounceType": kind, "timestamp": "2026-03-04T05:07:00.000Z" } });
        let bounced = |is_permanent| Some(MailEventKind::Bounced { is_permanent });
        for (name, more, expected) in [
            ("Send", json!({ "send": {} }), Some(MailEventKind::Sent)),
            (
                "Delivery",
                json!({ "delivery": { "timestamp": "2026-03-04T05:06:09Z" } }),
                Some(MailEventKind::Delivered),
            ),
            ("Bounce", json!({}), bounced(true)),
            ("Bounce", bounce("Permanent"), bounced(true)),
            ("Bounce", bounce("Undetermined"), bounced(true)),
            ("Bounce", bounce("Transient"), bounced(false)),
            ("Complaint", json!({ "complaint": {} }), Some(MailEventKind::Complained)),
            ("Reject", json!({ "reject": { "reason": "Bad content" } }), Some(MailEventKind::Rejected)),
            ("Open", json!({}), None),
            ("DeliveryDelay", json!({}), None),
        ] {
            assert_eq!(kind(event(name, &more)), expected, "{name} {more}");
        }
    }

    #[test]
    fn report_that_was_refused_names_its_feed_and_addresses() {
        let report = |kind: &str, more: &Value| {
            let mut event = event(kind, more);
            event["detail"]["mail"]["tags"] = json!({ "feed": ["hr"] });
            read(event)
        };
        let refused =
            || Read::Refused { feed: FeedName::parse("hr").unwrap(), addresses: vec!["ann@example.org".to_owned()] };
        for (kind, more, expected) in [
            ("Bounce", json!({ "bounce": { "bounceType": "Permanent" } }), refused()),
            ("Complaint", json!({}), refused()),
            ("Reject", json!({}), refused()),
            ("Bounce", json!({ "bounce": { "bounceType": "Transient" } }), Read::Other),
            ("Delivery", json!({}), Read::Other),
        ] {
            assert_eq!(report(kind, &more), expected, "{kind} {more}");
        }
    }

    #[test]
    fn event_without_tags_or_with_another_structure_is_untagged() {
        let mut untagged = event("Send", &json!({}));
        untagged["detail"]["mail"]["tags"] = json!({ "user": [] });
        for event in [untagged, json!({}), json!({ "detail": { "eventType": "Send" } }), json!(null), json!([])] {
            assert_eq!(read(event), Read::Untagged);
        }
    }
}
