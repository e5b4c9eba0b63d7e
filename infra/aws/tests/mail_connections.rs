//! Tests which connections to SES are used again, which only a server of this test's own can tell.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rollcall_aws::{AccessKey, Aws, Part, Settings};
use rollcall_domain::{
    feed::FeedName,
    stores::{Email, Mailer, MessageTags, SendOutcome},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Starts a mail service that accepts every e-mail. Returns clients and the number of connections.
async fn start() -> (Aws, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(accept_all(connection));
        }
    });
    let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
    let mut settings = Settings::new("eu-central-1", key);
    settings.endpoints.ses = Some(endpoint);
    settings.parts.insert(Part::ConfigurationSet, "rollcall-test".into());
    (Aws::new(settings), connections)
}

/// Responds to the requests of one connection.
async fn accept_all(connection: TcpStream) {
    const BODY: &str = r#"{"MessageId":"m1"}"#;
    let mut connection = BufReader::new(connection);
    while skip_request(&mut connection).await.is_some() {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", BODY.len());
        connection.write_all((head + BODY).as_bytes()).await.unwrap();
    }
}

/// Reads a request. Returns `None` at the end of the connection.
async fn skip_request(connection: &mut BufReader<TcpStream>) -> Option<()> {
    let mut length = 0_usize;
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line).await.unwrap_or(0) == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    connection.read_exact(&mut vec![0_u8; length]).await.ok()?;
    Some(())
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
