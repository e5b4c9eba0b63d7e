//! Tests the bucket adapters against an embedded S3 server.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_sdk_s3::primitives;
use bytes::Bytes;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use rollcall_aws::{AccessKey, Aws, Part, Settings};
use rollcall_domain::{
    import::ObjectVersion,
    stores::{ByteSink, ByteStream, ResultStore, UploadStore},
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tempfile::TempDir;

const BUCKET: &str = "rollcall-test";

struct Stack {
    clients: Aws,
    _folder: TempDir,
}

async fn start() -> Stack {
    let folder = tempfile::tempdir().unwrap();
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("id", "secret"));
    let service = builder.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(connection), service).await;
            });
        }
    });
    let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
    let mut settings = Settings::new("eu-central-1", key);
    settings.endpoints.s3 = Some(endpoint);
    settings.parts.insert(Part::UploadsBucket, BUCKET.into());
    settings.parts.insert(Part::ResultsBucket, BUCKET.into());
    let clients = Aws::new(settings);
    clients.s3().create_bucket().bucket(BUCKET).send().await.unwrap();
    Stack { clients, _folder: folder }
}

async fn read(mut stream: impl ByteStream) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(bytes) = stream.next_bytes().await.unwrap() {
        all.extend_from_slice(&bytes);
    }
    all
}

fn pattern(length: usize) -> Bytes {
    (0..length).map(|n| (n % 251) as u8).collect()
}

#[tokio::test]
async fn result_of_any_size_appears_whole_and_is_read_in_parts() {
    let stack = start().await;
    let results = &stack.clients;
    let part = 5 * 1024 * 1024;
    for length in [0, 1, part - 1, part, part + 1, 3 * part + 7] {
        let bytes = pattern(length);
        let mut sink = results.create_result("results/x/a.csv", "text/csv").await.unwrap();
        for piece in bytes.chunks(700_001) {
            sink.write(bytes.slice_ref(piece)).await.unwrap();
        }
        sink.finish().await.unwrap();
        let all = results.open_result("results/x/a.csv", 0, None).await.unwrap().unwrap();
        assert!(read(all).await == bytes, "length {length}");
        let (from, to) = (length / 3, length / 2);
        let some =
            results.open_result("results/x/a.csv", from as u64, Some((to - from) as u64)).await.unwrap().unwrap();
        assert!(read(some).await == bytes[from..to], "part of length {length}");
        let rest = results.open_result("results/x/a.csv", from as u64, None).await.unwrap().unwrap();
        assert!(read(rest).await == bytes[from..], "rest of length {length}");
        let end = results.open_result("results/x/a.csv", length as u64, None).await.unwrap().unwrap();
        assert!(read(end).await.is_empty(), "end of length {length}");
    }
}

#[tokio::test]
async fn result_that_is_not_finished_does_not_appear() {
    let stack = start().await;
    let results = &stack.clients;
    let mut sink = results.create_result("results/x/b.csv", "text/csv").await.unwrap();
    sink.write(pattern(12 * 1024 * 1024)).await.unwrap();
    drop(sink);
    assert!(results.open_result("results/x/b.csv", 0, None).await.unwrap().is_none());
    assert!(results.open_result("results/x/b.csv", 5, Some(5)).await.unwrap().is_none());
}

#[tokio::test]
async fn upload_is_read_only_in_the_version_that_is_asked_for() {
    let stack = start().await;
    let uploads = &stack.clients;
    let put = async |bytes: &'static [u8]| {
        let put = stack.clients.s3().put_object().bucket(BUCKET).key("uploads/x.csv").metadata("Layout", "learners");
        put.body(primitives::ByteStream::from_static(bytes)).send().await.unwrap();
    };
    let any = ObjectVersion { version_id: None, sequencer: Some("7".into()), etag: None };
    assert!(uploads.head_upload("uploads/x.csv", &any).await.unwrap().is_none());
    assert!(uploads.open_upload("uploads/x.csv", &any).await.unwrap().is_none());
    put(b"first").await;
    let head = uploads.head_upload("uploads/x.csv", &any).await.unwrap().unwrap();
    assert_eq!((head.size_bytes, head.version.sequencer.as_deref()), (5, Some("7")));
    assert_eq!(head.metadata, [("layout".to_owned(), "learners".to_owned())]);
    let stream = uploads.open_upload("uploads/x.csv", &head.version).await.unwrap().unwrap();
    assert_eq!(read(stream).await, b"first");
    put(b"other").await;
    assert!(uploads.open_upload("uploads/x.csv", &head.version).await.unwrap().is_none());
    assert!(uploads.head_upload("uploads/x.csv", &head.version).await.unwrap().is_none());
}
