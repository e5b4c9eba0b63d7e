//! Tests multipart uploads if the response to the completion is lost, which the embedded server cannot do.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod http;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use rollcall_aws::{Aws, Part};
use rollcall_domain::stores::{ByteSink, ResultStore, StoreError};

/// One byte more than a part, so that the object is uploaded in two parts.
const LENGTH: usize = 5 * 1024 * 1024 + 1;

const STARTED: &str = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
const COMPLETED: &str = "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>";
const UNKNOWN: &str = "<Error><Code>NoSuchUpload</Code><Message>Aborted or completed</Message></Error>";

/// Starts a bucket that completes the first upload without responding, after which the upload is unknown, and completes the others. Returns
/// clients and the number of requests to complete an upload.
async fn start() -> (Aws, Arc<AtomicUsize>) {
    let completions = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&completions);
    let respond = move |line: &str, _: &[u8]| {
        let (status, body) = if line.starts_with("POST") && line.contains("uploadId=") {
            match count.fetch_add(1, Ordering::Relaxed) {
                0 => return None,
                1 => ("404 Not Found", UNKNOWN),
                _ => ("200 OK", COMPLETED),
            }
        } else if line.starts_with("POST") {
            ("200 OK", STARTED)
        } else {
            ("200 OK", "")
        };
        Some((status, body.to_owned()))
    };
    let (url, _) = http::start("etag: \"e\"", respond).await;
    let mut settings = http::settings();
    settings.endpoints.s3 = Some(url);
    settings.parts.insert(Part::ResultsBucket, "rollcall-test".into());
    (Aws::new(settings), completions)
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
