use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use aws_sdk_s3::config::{Credentials, Region};
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::complete_multipart_upload::{CompleteMultipartUploadError, CompleteMultipartUploadOutput};
use aws_sdk_s3::operation::head_object::HeadObjectOutput;
use aws_sdk_s3::operation::upload_part::UploadPartError;
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use aws_sdk_s3::{Client, Config};
use reqwest::StatusCode;
use rollcall_embedded::ledger::Ledger;
use rollcall_embedded::object_events::{Cause, ObjectCreated, ObjectEvents};
use rollcall_embedded::s3::{Origins, S3Config, S3Server, Watched};
use rollcall_embedded::{Bind, REGION, system_clock};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{ACCESS_KEY_ID, SECRET_ACCESS_KEY, credentials, http_client};

const UPLOADS: &str = "rollcall-uploads";
const RESULTS: &str = "rollcall-results";

struct Stack {
    server: S3Server,
    client: Client,
    events: ObjectEvents,
    dir: TempDir,
}

impl Stack {
    async fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap()).await
    }

    async fn start_in(dir: TempDir) -> Self {
        let ledger = Ledger::open(&dir.path().join("queues.sqlite")).unwrap();
        let events = ObjectEvents::new(ledger, system_clock()).unwrap();
        let config = S3Config {
            bind: Bind::loopback(),
            folder: dir.path().join("s3"),
            buckets: vec![UPLOADS.to_owned(), RESULTS.to_owned()],
            credentials: credentials(),
            watched: Watched { bucket: UPLOADS.to_owned(), prefixes: vec!["uploads/".to_owned(), "drop/".to_owned()] },
            durable: Vec::new(),
            events: events.clone(),
            origins: Origins::Any,
        };
        let server = S3Server::start(config).await.unwrap();
        let client = client_of(&server, SECRET_ACCESS_KEY);
        Self { server, client, events, dir }
    }

    async fn put(&self, bucket: &str, key: &str, body: &str) {
        let body = ByteStream::from(body.as_bytes().to_vec());
        self.client.put_object().bucket(bucket).key(key).body(body).send().await.unwrap();
    }

    async fn get(&self, bucket: &str, key: &str) -> String {
        let got = self.client.get_object().bucket(bucket).key(key).send().await.unwrap();
        String::from_utf8(got.body.collect().await.unwrap().to_vec()).unwrap()
    }

    async fn head(&self, bucket: &str, key: &str) -> Option<HeadObjectOutput> {
        self.client.head_object().bucket(bucket).key(key).send().await.ok()
    }

    /// Presigns an upload as the API does: length and type are signed, and the object must not exist yet.
    async fn presign_upload(&self, key: &str, size_bytes: i64) -> PresignedRequest {
        let request = self.client.put_object().bucket(UPLOADS).key(key);
        let request = request.content_length(size_bytes).content_type("text/csv").if_none_match("*");
        request.presigned(PresigningConfig::expires_in(Duration::from_mins(15)).unwrap()).await.unwrap()
    }

    async fn begin_upload(&self, key: &'static str) -> Upload {
        let created = self.client.create_multipart_upload().bucket(UPLOADS).key(key).send().await.unwrap();
        Upload { client: self.client.clone(), key, id: created.upload_id.unwrap() }
    }

    fn take_events(&self) -> Vec<ObjectCreated> {
        let mut taken = Vec::new();
        while let Some(claimed) = self.events.claim().unwrap() {
            self.events.done(claimed.id).unwrap();
            taken.push(claimed.event);
        }
        taken
    }

    fn blob_count(&self) -> usize {
        std::fs::read_dir(self.dir.path().join("s3/blobs")).unwrap().count()
    }
}

/// A multipart upload.
struct Upload {
    client: Client,
    key: &'static str,
    id: String,
}

impl Upload {
    /// Uploads a part and returns its entity tag.
    async fn part(&self, number: i32, body: &str) -> Result<String, SdkError<UploadPartError>> {
        let part = self.client.upload_part().bucket(UPLOADS).key(self.key).upload_id(&self.id).part_number(number);
        let part = part.body(ByteStream::from(body.as_bytes().to_vec())).send().await?;
        Ok(part.e_tag.unwrap())
    }

    /// Returns the number and size of each part.
    async fn listed(&self) -> Vec<(i32, i64)> {
        let listed = self.client.list_parts().bucket(UPLOADS).key(self.key).upload_id(&self.id).send().await.unwrap();
        listed.parts().iter().map(|part| (part.part_number().unwrap(), part.size().unwrap())).collect()
    }

    async fn complete(
        &self,
        parts: impl IntoIterator<Item = (i32, String)>,
    ) -> Result<CompleteMultipartUploadOutput, SdkError<CompleteMultipartUploadError>> {
        let part = |(number, etag)| CompletedPart::builder().part_number(number).e_tag(etag).build();
        let parts = parts.into_iter().map(part).collect();
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let complete = self.client.complete_multipart_upload().bucket(UPLOADS).key(self.key).upload_id(&self.id);
        complete.multipart_upload(parts).send().await
    }
}

fn client_of(server: &S3Server, secret: &str) -> Client {
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new(REGION))
        .credentials_provider(Credentials::new(ACCESS_KEY_ID, secret, None, None, "test"))
        .endpoint_url(server.address())
        .force_path_style(true)
        .http_client(http_client())
        .build();
    Client::from_conf(config)
}

async fn send(presigned: &PresignedRequest, body: impl Into<reqwest::Body>) -> StatusCode {
    let mut request = reqwest::Client::new().put(presigned.uri());
    for (name, value) in presigned.headers() {
        if name != "content-length" {
            request = request.header(name, value);
        }
    }
    request.body(body).send().await.unwrap().status()
}

#[tokio::test]
async fn presigned_upload_takes_the_exact_length_and_only_once() {
    let stack = Stack::start().await;
    let presigned = stack.presign_upload("uploads/1.csv", 5).await;
    assert_eq!(send(&presigned, "123456").await, StatusCode::FORBIDDEN);
    assert_eq!(send(&presigned, "1234").await, StatusCode::FORBIDDEN);
    assert!(stack.take_events().is_empty());

    assert_eq!(send(&presigned, "12345").await, StatusCode::OK);
    assert_eq!(send(&presigned, "54321").await, StatusCode::PRECONDITION_FAILED);
    assert_eq!(stack.get(UPLOADS, "uploads/1.csv").await, "12345");
    assert_eq!(stack.head(UPLOADS, "uploads/1.csv").await.unwrap().content_type(), Some("text/csv"));
    assert_eq!(stack.blob_count(), 1);

    let events = stack.take_events();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].bucket.as_str(), events[0].key.as_str()), (UPLOADS, "uploads/1.csv"));
    assert_eq!((events[0].size_bytes, events[0].cause), (5, Cause::Put));
    assert_eq!(events[0].etag, "827ccb0eea8a706c4c34a16891f84e7b");
}

#[tokio::test]
async fn presigned_upload_without_a_signed_header_is_refused() {
    let stack = Stack::start().await;
    let presigned = stack.presign_upload("uploads/1.csv", 5).await;
    for left_out in ["content-type", "if-none-match"] {
        let mut request = reqwest::Client::new().put(presigned.uri());
        for (name, value) in presigned.headers().filter(|(name, _)| ![left_out, "content-length"].contains(name)) {
            request = request.header(name, value);
        }
        assert_eq!(request.body("12345").send().await.unwrap().status(), StatusCode::FORBIDDEN, "{left_out}");
    }
    let chunked = reqwest::Body::wrap_stream(futures_util::stream::iter([Ok::<_, std::io::Error>("12345")]));
    assert_eq!(send(&presigned, chunked).await, StatusCode::FORBIDDEN, "no length");
}

#[tokio::test]
async fn presigned_upload_does_not_become_a_copy() {
    let stack = Stack::start().await;
    stack.client.put_object().bucket(UPLOADS).key("other").body(vec![b'x'; 99].into()).send().await.unwrap();
    let presigned = stack.presign_upload("uploads/1.csv", 5).await;
    let mut request =
        reqwest::Client::new().put(presigned.uri()).header("x-amz-copy-source", format!("/{UPLOADS}/other"));
    for (name, value) in presigned.headers().filter(|(name, _)| *name != "content-length") {
        request = request.header(name, value);
    }
    let response = request.body("12345").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(stack.head(UPLOADS, "uploads/1.csv").await.is_none());
}

#[tokio::test]
async fn key_with_a_control_character_is_refused_and_lists_stay_readable() {
    let stack = Stack::start().await;
    for key in ["drop/\u{1}.csv", "drop/\u{7f}.csv", "drop/\u{ffff}.csv"] {
        let put = stack.client.put_object().bucket(UPLOADS).key(key).body(vec![b'x'].into()).send().await;
        assert!(put.is_err(), "{key:?}");
    }
    assert!(stack.client.list_objects_v2().bucket(UPLOADS).prefix("drop/").send().await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn presigned_uploads_at_once_have_one_winner() {
    let stack = Stack::start().await;
    for round in 0..10 {
        let key = format!("uploads/{round}.csv");
        let presigned = stack.presign_upload(&key, 200_000).await;
        let bodies: Vec<String> = ["a", "b", "c", "d"].iter().map(|letter| letter.repeat(200_000)).collect();
        let responses = futures_util::future::join_all(bodies.iter().map(|body| send(&presigned, body.clone()))).await;
        let won: Vec<_> = responses.iter().zip(&bodies).filter(|(status, _)| **status == StatusCode::OK).collect();
        assert_eq!(won.len(), 1, "{responses:?}");
        assert_eq!(responses.iter().filter(|status| **status == StatusCode::PRECONDITION_FAILED).count(), 3);
        assert_eq!(stack.get(UPLOADS, &key).await, *won[0].1);
        assert_eq!(stack.take_events().len(), 1);
        assert_eq!(stack.blob_count(), round + 1);
    }
}

#[tokio::test]
async fn upload_cut_half_way_leaves_no_object() {
    let stack = Stack::start().await;
    let presigned = stack.presign_upload("uploads/1.csv", 1_000_000).await;
    let host = stack.server.address().strip_prefix("http://").unwrap().to_owned();
    let target = presigned.uri().strip_prefix(&stack.server.address()).unwrap();
    let mut head = format!("PUT {target} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in presigned.headers().filter(|(name, _)| *name != "host") {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    let mut connection = tokio::net::TcpStream::connect(&host).await.unwrap();
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(b"\r\n").await.unwrap();
    connection.write_all(&vec![b'x'; 500_000]).await.unwrap();
    connection.shutdown().await.unwrap();
    let mut response = Vec::new();
    connection.read_to_end(&mut response).await.unwrap();
    assert!(!response.starts_with(b"HTTP/1.1 200"));

    assert!(stack.head(UPLOADS, "uploads/1.csv").await.is_none());
    assert!(stack.take_events().is_empty());
    assert_eq!(send(&presigned, vec![b'x'; 1_000_000]).await, StatusCode::OK);
}

#[tokio::test]
async fn object_is_returned_with_what_it_was_uploaded_with() {
    let stack = Stack::start().await;
    let put = stack.client.put_object().bucket(UPLOADS).key("drop/a.csv").content_type("text/csv");
    let put = put.content_disposition("attachment; filename=\"a.csv\"").metadata("update-existing", "true");
    put.body(ByteStream::from_static(b"0123456789")).send().await.unwrap();

    let head = stack.head(UPLOADS, "drop/a.csv").await.unwrap();
    assert_eq!(head.metadata().unwrap()["update-existing"], "true");
    assert_eq!((head.content_length(), head.content_type()), (Some(10), Some("text/csv")));
    let get = || stack.client.get_object().bucket(UPLOADS).key("drop/a.csv");
    let got = get().send().await.unwrap();
    assert_eq!(got.metadata().unwrap()["update-existing"], "true");
    assert_eq!(got.content_disposition(), Some("attachment; filename=\"a.csv\""));
    assert_eq!(got.e_tag(), head.e_tag());

    let overridden = get().response_content_disposition("attachment; filename=\"b.csv\"").send().await.unwrap();
    assert_eq!(overridden.content_disposition(), Some("attachment; filename=\"b.csv\""));

    for (range, expected, content_range) in [
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=8-99", "89", "bytes 8-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=-99", "0123456789", "bytes 0-9/10"),
    ] {
        let got = get().range(range).send().await.unwrap();
        assert_eq!(got.content_range(), Some(content_range));
        assert_eq!(got.body.collect().await.unwrap().to_vec(), expected.as_bytes(), "{range}");
    }
    assert_eq!(get().range("bytes=10-").send().await.unwrap_err().code(), Some("InvalidRange"));
}

#[tokio::test]
async fn get_if_match_of_another_version_is_refused() {
    let stack = Stack::start().await;
    stack.put(UPLOADS, "drop/a.csv", "one").await;
    let first = stack.head(UPLOADS, "drop/a.csv").await.unwrap().e_tag.unwrap();
    let get = |etag: &str| stack.client.get_object().bucket(UPLOADS).key("drop/a.csv").if_match(etag).send();
    assert!(get(&first).await.is_ok());
    stack.put(UPLOADS, "drop/a.csv", "two").await;
    let error = get(&first).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 412);
    assert_eq!(error.code(), Some("PreconditionFailed"));
    assert_eq!(stack.blob_count(), 1);
    let [first, second] = &stack.take_events()[..] else { panic!("two events") };
    assert!(second.sequencer > first.sequencer);
    assert_ne!(second.etag, first.etag);
}

#[tokio::test]
async fn read_that_began_before_an_overwrite_ends_with_the_old_bytes() {
    let stack = Stack::start().await;
    let (old, new) = ("o".repeat(3_000_000), "n".repeat(3_000_000));
    stack.put(RESULTS, "a", &old).await;
    let mut got = stack.client.get_object().bucket(RESULTS).key("a").send().await.unwrap();
    let first = got.body.next().await.unwrap().unwrap();
    stack.put(RESULTS, "a", &new).await;
    let rest = got.body.collect().await.unwrap().to_vec();
    assert_eq!([first.to_vec(), rest].concat(), old.as_bytes());
    assert_eq!(stack.get(RESULTS, "a").await, new);
    assert!(stack.take_events().is_empty(), "nothing in this bucket is watched");
}

#[tokio::test]
async fn multipart_upload_becomes_one_object_and_one_event() {
    let stack = Stack::start().await;
    let key = "drop/big.csv";
    let created = stack.client.create_multipart_upload().bucket(UPLOADS).key(key).content_type("text/csv");
    let id = created.metadata("layout", "standard").send().await.unwrap().upload_id.unwrap();
    let sizes = [5 * 1024 * 1024, 1000];
    let mut parts = CompletedMultipartUpload::builder();
    for (number, size) in (1..).zip(sizes) {
        let part = stack.client.upload_part().bucket(UPLOADS).key(key).upload_id(&id).part_number(number);
        let part = part.body(ByteStream::from(vec![b'x'; size])).send().await.unwrap();
        parts = parts.parts(CompletedPart::builder().part_number(number).e_tag(part.e_tag.unwrap()).build());
    }
    assert!(stack.head(UPLOADS, key).await.is_none());
    assert!(stack.take_events().is_empty());
    let complete = stack.client.complete_multipart_upload().bucket(UPLOADS).key(key).upload_id(&id);
    let completed = complete.multipart_upload(parts.build()).send().await.unwrap();
    assert_eq!(completed.key(), Some(key));

    let head = stack.head(UPLOADS, key).await.unwrap();
    assert_eq!(head.content_length(), Some(5 * 1024 * 1024 + 1000));
    assert_eq!((head.content_type(), head.e_tag()), (Some("text/csv"), completed.e_tag()));
    assert_eq!(head.metadata().unwrap()["layout"], "standard");
    let events = stack.take_events();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].size_bytes, events[0].cause), (5 * 1024 * 1024 + 1000, Cause::CompleteMultipartUpload));
    assert_eq!(format!("\"{}\"", events[0].etag), head.e_tag.unwrap());
}

#[tokio::test]
async fn multipart_upload_whose_condition_is_not_met_can_be_completed_later() {
    let stack = Stack::start().await;
    let key = "drop/a.csv";
    stack.put(UPLOADS, key, "first").await;
    let created = stack.client.create_multipart_upload().bucket(UPLOADS).key(key).send().await.unwrap();
    let id = created.upload_id.unwrap();
    let part = stack.client.upload_part().bucket(UPLOADS).key(key).upload_id(&id).part_number(1);
    let part = part.body(ByteStream::from_static(b"second")).send().await.unwrap();
    let part = CompletedPart::builder().part_number(1).e_tag(part.e_tag.unwrap()).build();
    let parts = CompletedMultipartUpload::builder().parts(part).build();
    let complete = || {
        let complete = stack.client.complete_multipart_upload().bucket(UPLOADS).key(key).upload_id(&id);
        complete.multipart_upload(parts.clone()).if_none_match("*").send()
    };
    assert_eq!(complete().await.unwrap_err().code(), Some("PreconditionFailed"));
    assert_eq!(stack.get(UPLOADS, key).await, "first");

    stack.client.delete_object().bucket(UPLOADS).key(key).send().await.unwrap();
    complete().await.unwrap();
    assert_eq!(stack.get(UPLOADS, key).await, "second");
}

#[tokio::test]
async fn multipart_upload_when_aborted_is_gone() {
    let stack = Stack::start().await;
    let upload = stack.begin_upload("drop/a.csv").await;
    upload.part(1, "x").await.unwrap();
    upload.part(2, "y").await.unwrap();
    stack.client.abort_multipart_upload().bucket(UPLOADS).key("drop/a.csv").upload_id(&upload.id).send().await.unwrap();
    assert_eq!(upload.part(1, "x").await.unwrap_err().code(), Some("NoSuchUpload"));
    assert!(stack.take_events().is_empty());
    assert_eq!(stack.blob_count(), 0);
    assert_eq!(files_beside_blobs(stack.dir.path()), 0);
}

#[tokio::test]
async fn parts_are_joined_by_number_whenever_they_arrive() {
    let stack = Stack::start().await;
    let upload = stack.begin_upload("drop/a.csv").await;
    let [one, two] = ["1", "2"].map(|digit| digit.repeat(5 * 1024 * 1024));
    let last = upload.part(9, "last").await.unwrap();
    upload.part(4, "sent in vain").await.unwrap();
    let seventh = upload.part(7, &two).await.unwrap();
    upload.part(1, "sent again").await.unwrap();
    let first = upload.part(1, &one).await.unwrap();
    assert_eq!(upload.listed().await, [(1, 5 * 1024 * 1024), (4, 12), (7, 5 * 1024 * 1024), (9, 4)]);
    let refused = upload.complete([(1, "\"of another part\"".to_owned())]).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidPart"));

    // After a restart, the parts are still there.
    let Stack { server, dir, .. } = stack;
    server.stop().await;
    let stack = Stack::start_in(dir).await;
    let upload = Upload { client: stack.client.clone(), ..upload };
    let completed = upload.complete([(1, first), (7, seventh), (9, last)]).await.unwrap();
    let whole = [one.as_str(), &two, "last"].concat();
    assert!(stack.get(UPLOADS, "drop/a.csv").await == whole);
    assert!(completed.e_tag().unwrap().ends_with("-3\""), "{completed:?}");
    assert_eq!(stack.blob_count(), 1, "the parts are deleted");
    assert_eq!(upload.part(1, "late").await.unwrap_err().code(), Some("NoSuchUpload"));

    let get = stack.client.get_object().bucket(UPLOADS).key("drop/a.csv").range("bytes=5242878-5242881").send();
    let got = get.await.unwrap();
    assert_eq!((got.e_tag(), got.content_length()), (completed.e_tag(), Some(4)));
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"1122");
    let copy = stack.client.copy_object().bucket(RESULTS).key("copy").copy_source(format!("{UPLOADS}/drop/a.csv"));
    let copied = copy.send().await.unwrap();
    assert_eq!(copied.copy_object_result().unwrap().e_tag(), completed.e_tag());
    assert_eq!(stack.head(RESULTS, "copy").await.unwrap().e_tag(), completed.e_tag());
    assert!(stack.get(RESULTS, "copy").await == whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn upload_completed_several_times_at_once_becomes_one_object() {
    let stack = Stack::start().await;
    let upload = stack.begin_upload("drop/a.csv").await;
    let one = "1".repeat(5 * 1024 * 1024);
    let parts = [(1, upload.part(1, &one).await.unwrap()), (2, upload.part(2, "last").await.unwrap())];
    let complete = || upload.complete(parts.clone());
    let results = tokio::join!(complete(), complete(), complete());
    let done: Vec<_> = [results.0, results.1, results.2].into_iter().filter_map(Result::ok).collect();
    assert_eq!(done.len(), 1);
    assert!(stack.get(UPLOADS, "drop/a.csv").await == [one.as_str(), "last"].concat());
    assert_eq!((stack.blob_count(), stack.take_events().len()), (1, 1));
}

#[tokio::test]
async fn part_can_be_copied_from_an_object() {
    let stack = Stack::start().await;
    stack.put(RESULTS, "source", "0123456789").await;
    let upload = stack.begin_upload("drop/a.csv").await;
    let copy = stack.client.upload_part_copy().bucket(UPLOADS).key(upload.key).upload_id(&upload.id).part_number(1);
    let copy = copy.copy_source(format!("{RESULTS}/source")).copy_source_range("bytes=3-5").send().await.unwrap();
    let etag = copy.copy_part_result().unwrap().e_tag().unwrap().to_owned();
    upload.complete([(1, etag)]).await.unwrap();
    assert_eq!(stack.get(UPLOADS, "drop/a.csv").await, "345");
}

#[tokio::test]
async fn part_whose_digest_does_not_match_is_not_added() {
    let stack = Stack::start().await;
    let upload = stack.begin_upload("drop/a.csv").await;
    let part = stack.client.upload_part().bucket(UPLOADS).key(upload.key).upload_id(&upload.id).part_number(1);
    let part = part.body(ByteStream::from_static(b"x")).content_md5("CY9rzUYh03PK3k6DJie09g==");
    assert_eq!(part.send().await.unwrap_err().code(), Some("BadDigest"));
    assert_eq!(upload.listed().await, []);
    assert_eq!(stack.blob_count(), 1, "the blob that becomes the object");
}

#[tokio::test]
async fn key_of_any_letters_comes_back_as_it_was() {
    let stack = Stack::start().await;
    let long = format!("drop/{}.csv", "l".repeat(1015));
    let keys = [
        "drop/a b.csv",
        "drop/a+b.csv",
        "drop/a#b?c&d=e.csv",
        "drop/Liste März – 100%.csv",
        "drop/a%20b.csv",
        "drop/a",
        "drop/a/b",
        "drop/./a",
        "drop//a",
        "drop/日本 <&>.csv",
        &long,
    ];
    for key in keys {
        stack.put(UPLOADS, key, key).await;
        assert_eq!(stack.get(UPLOADS, key).await, key);
        assert_eq!(stack.take_events()[0].key, key);
    }
    let listed = stack.client.list_objects_v2().bucket(UPLOADS).prefix("drop/").send().await.unwrap();
    let mut listed: Vec<_> = listed.contents().iter().map(|object| object.key().unwrap()).collect();
    let mut expected = keys.to_vec();
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected);
    for key in keys {
        stack.client.delete_object().bucket(UPLOADS).key(key).send().await.unwrap();
        assert!(stack.head(UPLOADS, key).await.is_none());
    }
    assert_eq!(stack.blob_count(), 0);
    assert_eq!(files_beside_blobs(stack.dir.path()), 0);
}

#[tokio::test]
async fn key_that_climbs_or_is_too_long_is_refused() {
    let stack = Stack::start().await;
    let too_long = "k".repeat(1025);
    for key in ["../escaped", "drop/../../escaped", "drop/..", &too_long] {
        let put = stack.client.put_object().bucket(UPLOADS).key(key).body(ByteStream::from_static(b"x"));
        let status = put.send().await.unwrap_err().raw_response().unwrap().status().as_u16();
        assert!((400..500).contains(&status), "{key}: {status}");
    }
    assert_eq!(stack.blob_count(), 0);
    assert!(stack.take_events().is_empty());
}

#[tokio::test]
async fn digest_that_does_not_match_leaves_no_object() {
    let stack = Stack::start().await;
    let put = stack.client.put_object().bucket(UPLOADS).key("drop/a.csv").body(ByteStream::from_static(b"x"));
    let error = put.content_md5("CY9rzUYh03PK3k6DJie09g==").send().await.unwrap_err();
    assert_eq!(error.code(), Some("BadDigest"));
    assert!(stack.head(UPLOADS, "drop/a.csv").await.is_none());
    assert!(stack.take_events().is_empty());
    assert_eq!(stack.blob_count(), 0);
}

#[tokio::test]
async fn request_with_another_secret_is_refused() {
    let stack = Stack::start().await;
    let stranger = client_of(&stack.server, "another");
    let error = stranger.list_objects_v2().bucket(UPLOADS).send().await.unwrap_err();
    assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
    let unsigned = reqwest::get(format!("{}/{UPLOADS}/drop/a.csv", stack.server.address())).await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn copy_keeps_metadata_and_tells_of_itself() {
    let stack = Stack::start().await;
    let put = stack.client.put_object().bucket(RESULTS).key("a b.csv").metadata("layout", "standard");
    put.body(ByteStream::from_static(b"x")).send().await.unwrap();
    let copy = stack.client.copy_object().bucket(UPLOADS).key("drop/c.csv");
    copy.copy_source(format!("{RESULTS}/a%20b.csv")).send().await.unwrap();
    assert_eq!(stack.get(UPLOADS, "drop/c.csv").await, "x");
    assert_eq!(stack.head(UPLOADS, "drop/c.csv").await.unwrap().metadata().unwrap()["layout"], "standard");
    assert_eq!(stack.take_events()[0].cause, Cause::Copy);
}

#[tokio::test]
async fn store_after_restart_has_its_objects_and_events_and_no_leftovers() {
    let stack = Stack::start().await;
    stack.put(UPLOADS, "drop/a.csv", "kept").await;
    // Simulates a process that was killed after writing the bytes and before creating the object.
    stack.put(UPLOADS, "drop/b.csv", "lost").await;
    let ledger = rusqlite::Connection::open(stack.dir.path().join("queues.sqlite")).unwrap();
    ledger.execute("DELETE FROM objects WHERE key = 'drop/b.csv'", []).unwrap();
    drop(ledger);
    assert_eq!(stack.blob_count(), 2);
    let Stack { server, dir, .. } = stack;
    server.stop().await;

    let stack = Stack::start_in(dir).await;
    assert_eq!(stack.get(UPLOADS, "drop/a.csv").await, "kept");
    assert_eq!(stack.blob_count(), 1);
    assert_eq!(files_beside_blobs(stack.dir.path()), 2);
    let before = stack.take_events();
    assert_eq!(before.len(), 2);
    stack.put(UPLOADS, "drop/a.csv", "again").await;
    assert!(stack.take_events()[0].sequencer > before[1].sequencer);
}

#[tokio::test]
async fn browser_of_any_origin_may_upload() {
    let stack = Stack::start().await;
    let presigned = stack.presign_upload("uploads/1.csv", 5).await;
    let origin = "http://127.0.0.1:8000";
    let preflight = reqwest::Client::new()
        .request(reqwest::Method::OPTIONS, presigned.uri())
        .header("origin", origin)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "content-type,if-none-match")
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), StatusCode::OK);
    assert_eq!(preflight.headers()["access-control-allow-origin"], "*");
    assert_eq!(preflight.headers()["access-control-allow-methods"], "PUT");
    assert_eq!(preflight.headers()["access-control-allow-headers"], "content-type,if-none-match");

    for expected in [StatusCode::OK, StatusCode::PRECONDITION_FAILED] {
        let request = reqwest::Client::new().put(presigned.uri()).header("origin", origin);
        let request = request.header("content-type", "text/csv").header("if-none-match", "*");
        let response = request.body("12345").send().await.unwrap();
        assert_eq!(response.status(), expected);
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        // Header names are case-insensitive.
        let exposed = response.headers()["access-control-expose-headers"].to_str().unwrap();
        assert!(exposed.eq_ignore_ascii_case("ETag"), "{exposed}");
    }
}

/// Counts the files with the objects' metadata and checksums, which are next to the blob folder.
fn files_beside_blobs(dir: &Path) -> usize {
    let entries = std::fs::read_dir(dir.join("s3")).unwrap();
    entries.filter(|entry| entry.as_ref().unwrap().file_type().unwrap().is_file()).count()
}
