//! Tests multipart uploads if the response to the completion is lost, which the embedded server cannot do.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use rollcall_aws::{AccessKey, Aws, Part, Settings};
use rollcall_domain::stores::{ByteSink, ResultStore, StoreError};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// One byte more than a part, so that the object is uploaded in two parts.
const LENGTH: usize = 5 * 1024 * 1024 + 1;

const STARTED: &str = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
const COMPLETED: &str = "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>";
const UNKNOWN: &str = "<Error><Code>NoSuchUpload</Code><Message>Aborted or completed</Message></Error>";

/// Starts a bucket that completes the first upload without responding, after which the upload is unknown, and completes the others. Returns
/// clients and the number of requests to complete an upload.
async fn start() -> (Aws, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let completions = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&completions);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(respond_to_all(connection, Arc::clone(&count)));
        }
    });
    let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
    let mut settings = Settings::new("eu-central-1", key);
    settings.endpoints.s3 = Some(endpoint);
    settings.parts.insert(Part::ResultsBucket, "rollcall-test".into());
    (Aws::new(settings), completions)
}

/// Responds to the requests of one connection, or closes it instead of responding.
async fn respond_to_all(connection: TcpStream, completions: Arc<AtomicUsize>) {
    let mut connection = BufReader::new(connection);
    while let Some(request) = next_request(&mut connection).await {
        let (status, body) = if request.starts_with("POST") && request.contains("uploadId=") {
            match completions.fetch_add(1, Ordering::Relaxed) {
                0 => return,
                1 => ("404 Not Found", UNKNOWN),
                _ => ("200 OK", COMPLETED),
            }
        } else if request.starts_with("POST") {
            ("200 OK", STARTED)
        } else {
            ("200 OK", "")
        };
        let head = format!("HTTP/1.1 {status}\r\netag: \"e\"\r\ncontent-length: {}\r\n\r\n", body.len());
        connection.write_all((head + body).as_bytes()).await.unwrap();
    }
}

/// Reads a request. Returns its first line, or `None` at the end of the connection.
async fn next_request(connection: &mut BufReader<TcpStream>) -> Option<String> {
    let (mut first, mut length) = (String::new(), 0_usize);
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line).await.unwrap_or(0) == 0 {
            return None;
        }
        if first.is_empty() {
            first = line;
            continue;
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
    Some(first)
}

async fn write(results: &Aws) -> Result<(), StoreError> {
    let mut sink = results.create_result("results/x/a.csv", "text/csv").await?;
    sink.write(Bytes::from(vec![7; LENGTH])).await?;
    sink.finish().await
}

#[tokio::test]
async fn upload_whose_completion_was_lost_is_busy_and_can_be_repeated() {
    let (results, completions) = start().await;
    let error = write(&results).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { store: "S3", .. }), "{error:?}");
    assert_eq!(completions.load(Ordering::Relaxed), 2, "the SDK repeats the request once");
    write(&results).await.unwrap();
}
