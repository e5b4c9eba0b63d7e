//! Tests which connections to SES are used again, which only a server of this test's own can tell.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod http;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    feed::FeedName,
    stores::{Email, Mailer, MessageTags, SendOutcome},
};

/// Starts a mail service that accepts every e-mail. Returns clients and the number of connections.
async fn start() -> (Aws, Arc<AtomicUsize>) {
    let accept = |_: &str, _: &[u8]| Some(("200 OK", r#"{"MessageId":"m1"}"#.to_owned()));
    let (url, connections) = http::start("content-type: application/json", accept).await;
    let mut settings = http::settings();
    settings.endpoints.ses = Some(url);
    settings.parts.insert(Part::ConfigurationSet, "rollcall-test".into());
    (Aws::new(settings), connections)
}

#[tokio::test]
async fn connection_that_was_idle_is_not_used_for_another_email() {
    let (mailer, connections) = start().await;
    let email = Email {
        to: "ann@example.org".into(),
        from: "portal@acme.example".into(),
        reply_to: None,
        language: "en".into(),
        subject: "Welcome".into(),
        text: "Welcome".into(),
        html: "<p>Welcome</p>".into(),
    };
    let tags = MessageTags::Report { feed: FeedName::parse("hr").unwrap() };
    // After a response, the client needs a moment to get its connection back.
    for (idle_ms, expected) in [(0, 1), (200, 1), (3_500, 2)] {
        tokio::time::sleep(Duration::from_millis(idle_ms)).await;
        assert_eq!(mailer.send_email(&email, &tags).await, SendOutcome::Accepted("m1".into()));
        assert_eq!(connections.load(Ordering::Relaxed), expected, "after {idle_ms} ms");
    }
}
