use std::{
    convert::Infallible,
    error::Error,
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Json, Router,
    body::Bytes as Body,
    extract::RawQuery,
    http::HeaderMap,
    response::IntoResponse,
    routing::{get, post, put},
};
use futures_util::{StreamExt, stream};
use serde_json::json;

use super::*;

/// Starts a server with these routes for the duration of the test, and returns a client for it.
pub(crate) async fn served(api: Router) -> Result<Client, Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/stage", listener.local_addr()?);
    let api = Router::new().nest("/stage", api);
    tokio::spawn(async move { axum::serve(listener, api).await });
    let client = Client::new(&address, Some("the token".to_owned()), Some("fr".to_owned()))?;
    Ok(Client { backoff: BACKOFF.with_min_delay(Duration::ZERO), ..client })
}

impl Client {
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }
}

#[tokio::test]
async fn call_of_a_busy_stack_is_repeated_with_its_headers() -> Result<(), Box<dyn Error>> {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let respond = async move |headers: HeaderMap| {
        assert_eq!(headers["authorization"], "Bearer the token");
        assert_eq!(headers["accept-language"], "fr");
        match counter.fetch_add(1, Ordering::Relaxed) {
            0 => (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "0")]).into_response(),
            1 => StatusCode::TOO_MANY_REQUESTS.into_response(),
            _ => Json(json!({"import_id": "a", "status": "completed", "summary": null_summary()})).into_response(),
        }
    };
    let client = served(Router::new().route("/imports/a%2Fb", get(respond))).await?;
    assert!(client.import("a/b").await?.status.is_ended());
    assert_eq!(asked.load(Ordering::Relaxed), 3);
    Ok(())
}

fn null_summary() -> serde_json::Value {
    json!({"created": 0, "updated": 0, "removed": 0, "disabled": 0, "skipped": 0, "failed": 0, "course_assignments": 0, "course_assignments_removed": 0, "invitations": 0})
}

#[tokio::test]
async fn refusal_is_reported_at_once_with_its_detail() -> Result<(), Box<dyn Error>> {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let respond = async move || {
        counter.fetch_add(1, Ordering::Relaxed);
        (StatusCode::CONFLICT, Json(json!({"code": "import-being-written", "detail": "Too late.", "title": "t"})))
    };
    let client = served(Router::new().route("/imports/a/cancel", post(respond))).await?;
    let Err(error) = client.cancel("a").await else { panic!("refused") };
    assert_eq!(error.to_string(), "Too late.");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    Ok(())
}

#[tokio::test]
async fn problems_are_read_over_pages_up_to_the_limit() -> Result<(), Box<dyn Error>> {
    let respond = async |RawQuery(query): RawQuery| {
        let first = if query.unwrap_or_default().contains("cursor=") { 3 } else { 1 };
        let problem = |row: u64| json!({"code": "name-missing", "severity": "error", "row": row, "message": "m"});
        Json(json!({"items": [problem(first), problem(first + 1)], "next_cursor": "more"}))
    };
    let client = served(Router::new().route("/imports/a/problems", get(respond))).await?;
    let rows: Vec<_> = client.problems("a", 3).await?.into_iter().filter_map(|problem| problem.row).collect();
    assert_eq!(rows, [1, 2, 3]);
    Ok(())
}

#[tokio::test]
async fn rows_of_a_stack_that_ignores_the_limit_are_cut_and_none_are_requested_if_none_are_wanted()
-> Result<(), Box<dyn Error>> {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let respond = async move |RawQuery(query): RawQuery| {
        let query = query.unwrap_or_default();
        assert!(query.contains("outcome=skipped"), "{query}");
        counter.fetch_add(1, Ordering::Relaxed);
        let row = |row: u64| json!({"row": row, "outcome": "skipped", "user": {"email": "a@example.org"}});
        Json(json!({"items": [row(2), row(3)], "next_cursor": "more"}))
    };
    let client = served(Router::new().route("/imports/a/rows", get(respond))).await?;
    for (limit, calls, count) in [(0, 0, 0), (1, 1, 1), (3, 3, 3)] {
        let rows: Vec<UndoRowResponse> = client.rows("a", ("outcome", "skipped"), limit).await?;
        assert_eq!((rows.len(), asked.load(Ordering::Relaxed)), (count, calls), "{limit}");
    }
    Ok(())
}

#[tokio::test]
async fn missing_export_is_none() -> Result<(), Box<dyn Error>> {
    let respond = async || (StatusCode::CONFLICT, Json(json!({"code": "export-not-ready", "detail": "d"})));
    let client = served(Router::new().route("/imports/a/export", get(respond))).await?;
    assert!(client.export("a", ExportFormat::Fix).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn file_is_sent_complete_with_its_headers_and_without_the_token() -> Result<(), Box<dyn Error>> {
    let take = async |headers: HeaderMap, body: Body| {
        assert_eq!(headers["content-type"], "text/csv");
        assert_eq!(headers["content-length"], "200000");
        assert_eq!(headers["if-none-match"], "*");
        assert!(!headers.contains_key("authorization"));
        assert!(body.len() == 200_000 && body.iter().all(|byte| *byte == b'x'));
    };
    // The whole body is read: after an early response, the client may see a lost connection.
    let full = async |_all: Body| StatusCode::PRECONDITION_FAILED;
    let denied = async |_all: Body| StatusCode::FORBIDDEN;
    let busy = async |_all: Body| StatusCode::CONFLICT;
    let store = Router::new().route("/new", put(take)).route("/there", put(full));
    let store = store.route("/denied", put(denied)).route("/busy", put(busy));
    let client = served(store).await?;
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.csv");
    std::fs::write(&path, vec![b'x'; 200_000])?;

    for (store, is_sent, is_repeated) in
        [("/new", true, false), ("/there", true, false), ("/denied", false, false), ("/busy", false, true)]
    {
        let sent = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&sent);
        let headers =
            [("Content-Type", "text/csv"), ("If-None-Match", "*"), ("Content-Length", "200000"), ("Host", "h")];
        let target = UploadTarget {
            url: client.address(store),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        };
        let done =
            client.upload(&target, &path, 200_000, move |bytes| counter.store(bytes as u32, Ordering::Relaxed)).await;
        assert_eq!(done.is_ok(), is_sent, "{store}");
        assert_eq!(done.is_err_and(|error| error.is_transient()), is_repeated, "{store}");
        if store == "/new" {
            assert_eq!(sent.load(Ordering::Relaxed), 200_000);
        }
    }
    Ok(())
}

#[tokio::test]
async fn truncated_file_is_not_sent_as_complete() -> Result<(), Box<dyn Error>> {
    let client = served(Router::new().route("/new", put(async |_: Body| ()))).await?;
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.csv");
    std::fs::write(&path, "short")?;
    let target = UploadTarget { url: client.address("/new"), headers: std::collections::BTreeMap::new() };
    assert!(matches!(client.upload(&target, &path, 100, |_| ()).await, Err(ClientError::Unreachable(_))));
    Ok(())
}

#[tokio::test]
async fn transfer_without_progress_is_given_up() -> Result<(), Box<dyn Error>> {
    let half = async || {
        let half = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"half"))]);
        axum::body::Body::from_stream(half.chain(stream::pending()))
    };
    let store = Router::new().route("/half", get(half)).route("/silent", get(pending::<()>).put(pending::<()>));
    let idle = Duration::from_millis(20);
    let client = Client { transfer_idle: idle, backoff: BACKOFF.with_max_times(0), ..served(store).await? };
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.csv");
    for from in ["/half", "/silent"] {
        let received = client.download(&client.address(from), &path).await;
        assert!(matches!(received, Err(ClientError::Stalled { .. })), "{from}: {received:?}");
    }
    std::fs::write(&path, "short")?;
    let target = UploadTarget { url: client.address("/silent"), headers: std::collections::BTreeMap::new() };
    let sent = client.upload(&target, &path, 5, |_| ()).await;
    assert!(matches!(sent, Err(ClientError::Stalled { .. })), "{sent:?}");
    Ok(())
}

#[tokio::test]
async fn unreachable_stack_is_reported_without_its_address() -> Result<(), Box<dyn Error>> {
    // Nothing listens on a port that has just been released.
    let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let client = Client {
        backoff: BACKOFF.with_min_delay(Duration::ZERO),
        ..Client::new(&format!("http://{address}"), None, None)?
    };
    let Err(error) = client.import("a").await else { panic!("no one listens") };
    assert!(matches!(error, ClientError::Unreachable(_)), "{error:?}");
    assert!(!format!("{error:?}").contains("imports/a"), "{error:?}");
    Ok(())
}
