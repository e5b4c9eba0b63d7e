//! A separate stack for each test, on random ports. Dropping it fails if messages or events are left.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc, reason = "a test fails by panicking")]

mod clock;
mod faults;
mod invoke;
mod lambda;
mod relay;
mod strict;

use std::{collections::BTreeSet, net::Ipv4Addr, sync::Arc, time::Duration};

use aws_sdk_dynamodb::types::AttributeValue;
pub use clock::TestClock;
pub use faults::Faults;
use jiff::SignedDuration;
pub use lambda::{Behaviour, FakeLambda};
pub use relay::{RecordedRequest, Recorder};
use reqwest::{Method, StatusCode};
use rollcall_aws::Part;
use rollcall_domain::{
    ids::ImportId,
    import::ImportStatus,
    stores::{Environment, ImportStore},
};
use rollcall_embedded::ses::AcceptedEmail;
use rollcall_local::stack::{MAILS_PER_SECOND, Stack, StackConfig};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Maximum number of polls: one minute of pauses.
const POLLS_MAX: u32 = 6_000;
const PAUSE: Duration = Duration::from_millis(10);

/// A running stack into which [`catalog`] is loaded.
pub struct TestStack {
    stack: Option<Stack>,
    clock: TestClock,
    http: reqwest::Client,
    _dir: TempDir,
}

/// How a [`TestStack`] differs from one that [`TestStack::start`] returns.
pub struct TestOptions {
    /// Records the functions' requests, if it listens.
    pub recorder: Recorder,
    /// Whether events and messages invoke the functions. If not, the test invokes them.
    pub workers: bool,
    pub mails_per_second: f64,
    pub accepts_workbooks: bool,
    /// An endpoint at which the functions are invoked, and the maximum number of concurrent invocations of each.
    pub lambda: Option<(FakeLambda, usize)>,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self {
            recorder: Recorder::default(),
            workers: true,
            mails_per_second: MAILS_PER_SECOND,
            accepts_workbooks: false,
            lambda: None,
        }
    }
}

/// Returns the companies, cohorts and courses that most tests use.
pub fn catalog() -> Value {
    json!({ "companies": [
        { "id": "co-acme", "name": "Acme GmbH",
          "cohorts": [{ "id": "ch-spring", "name": "Spring" }, { "id": "ch-autumn", "name": "Autumn" }],
          "courses": [
            { "id": "c-safety", "title": "Safety First – Basics" },
            { "id": "c-lead", "title": "Leadership, Part 1" },
            { "id": "c-cafe", "title": "Café Etiquette" }
          ] },
        { "id": "co-brio", "name": "Brio SA", "cohorts": ["Été"],
          "courses": [{ "id": "c-vente", "title": "Techniques de vente" }, { "id": "c-safety", "title": "Safety First – Basics" }] },
    ] })
}

/// The header line of [`enrolment`] files.
pub const HEADER: &str = "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2";

/// Returns an enrolment file with these rows.
pub fn enrolment(rows: &[&str]) -> String {
    let mut file = HEADER.to_owned();
    for row in rows {
        file.push('\n');
        file.push_str(row);
    }
    file.push('\n');
    file
}

/// The header line of [`learners`] files.
pub const LEARNERS_HEADER: &str = "firstname,lastname,email,identifier,country,language";

/// Returns a learners file with these rows.
pub fn learners(rows: &[&str]) -> String {
    format!("{LEARNERS_HEADER}\n{}\n", rows.join("\n"))
}

/// Quotes a CSV cell.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Returns an S3 event for one object. `key` is not yet encoded.
pub fn s3_event(bucket: &str, key: &str, size_bytes: i64, etag: &str, sequencer: &str) -> Value {
    let encoded: String = key
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect();
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": "2026-03-04T05:06:07.089Z",
        "eventName": "ObjectCreated:Put",
        "userIdentity": { "principalId": "AWS:AIDACKCEVSQ6C2EXAMPLE" },
        "requestParameters": { "sourceIPAddress": "127.0.0.1" },
        "responseElements": { "x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8" },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "uploads",
            "bucket": { "name": bucket, "ownerIdentity": { "principalId": "A3NL1KOZZKExample" }, "arn": format!("arn:aws:s3:::{bucket}") },
            "object": { "key": encoded, "size": size_bytes, "eTag": etag, "sequencer": sequencer },
        },
    }] })
}

/// Returns an enrolment file with `count` users in Acme, each with two courses.
pub fn many(count: usize) -> String {
    let rows: Vec<String> = (0..count)
        .map(|n| {
            format!(
                "1,Ann{n},Lee,ann{n}@example.org,Acme GmbH,Spring,en,,,Safety First - Basics,\"Leadership, part 1\""
            )
        })
        .collect();
    enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

impl TestStack {
    /// Starts a stack and loads the catalog.
    pub async fn start() -> Self {
        Self::start_with(TestOptions::default()).await
    }

    /// Starts a stack with these options and loads the catalog.
    pub async fn start_with(options: TestOptions) -> Self {
        let TestOptions { recorder, workers, mails_per_second, accepts_workbooks, lambda } = options;
        let dir = tempfile::tempdir().unwrap();
        let clock = TestClock::default();
        let config = StackConfig {
            data_dir: dir.path().to_owned(),
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            issuer: None,
            accepts_workbooks,
            lambda: lambda.as_ref().map(|(lambda, concurrency)| lambda.endpoint(*concurrency)),
            in_memory: true,
            workers,
            mails_per_second,
        };
        let environment: Arc<dyn Environment> = Arc::new(clock.clone());
        let between = |function: &'static str, endpoints: &_| recorder.between(function, endpoints);
        let stack = Stack::start_with(config, environment, between).await.unwrap();
        if let Some((lambda, _)) = &lambda {
            lambda.serve(&stack);
        }
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let test = Self { stack: Some(stack), clock, http, _dir: dir };
        let (status, response) = test.call(Method::PUT, "/catalog", Some(catalog())).await;
        assert_eq!(status, StatusCode::OK, "{response}");
        test
    }

    pub fn stack(&self) -> &Stack {
        self.stack.as_ref().expect("running")
    }

    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// Returns a client that does not follow redirects.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stack().addresses().api)
    }

    /// Calls the API. Returns the status and the body; a body that is not JSON is returned as `null`.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request = self.http.request(method, self.url(path));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// Sends a GET request and expects 200. Returns the body.
    pub async fn get(&self, path: &str) -> Value {
        let (status, response) = self.call(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {response}");
        response
    }

    /// Returns all items in a list, read in pages of `limit`.
    pub async fn list(&self, path: &str, limit: usize) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.get(&format!("{path}{joint}limit={limit}{cursor}")).await;
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    /// Starts an import with these options and uploads the file. Returns the import id.
    pub async fn upload(&self, file: impl AsRef<[u8]>, options: Value) -> String {
        let file = file.as_ref();
        let mut body = json!({ "file_name": "people.csv", "size_bytes": file.len() });
        body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        let (status, response) = self.call(Method::POST, "/imports", Some(body)).await;
        assert_eq!(status, StatusCode::CREATED, "{response}");
        let put = self.put(&response["upload"], file.to_vec()).await;
        assert_eq!(put, StatusCode::OK);
        response["import_id"].as_str().unwrap().to_owned()
    }

    /// Uploads bytes with a presigned request.
    pub async fn put(&self, upload: &Value, bytes: Vec<u8>) -> StatusCode {
        let mut request = self.http.put(upload["url"].as_str().unwrap());
        for (name, value) in upload["headers"].as_object().unwrap() {
            request = request.header(name, value.as_str().unwrap());
        }
        request.body(bytes).send().await.unwrap().status()
    }

    /// Polls an import until it has one of these states.
    pub async fn wait(&self, id: &str, states: &[&str]) -> Value {
        for _ in 0..POLLS_MAX {
            let import = self.get(&format!("/imports/{id}")).await;
            if states.contains(&import["status"].as_str().unwrap()) {
                return import;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("import {id} never reached {states:?}: {}", self.get(&format!("/imports/{id}")).await);
    }

    /// Polls an invitation batch until it is completed.
    pub async fn wait_for_batch(&self, id: &str) {
        let path = format!("/invitations/{id}");
        for _ in 0..POLLS_MAX {
            let batch = self.get(&path).await;
            assert_ne!(batch["status"], "failed", "{batch}");
            if batch["status"] == "completed" {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("batch {id} was never completed: {}", self.get(&path).await);
    }

    /// Imports a file and returns the import once it has settled, as in [`settled`](Self::settled).
    pub async fn import(&self, file: impl AsRef<[u8]>, options: Value) -> Value {
        let id = self.upload(file, options).await;
        self.settled(&id).await
    }

    /// Waits until an import has ended or is awaiting confirmation, and no message or event is left. Returns the import.
    pub async fn settled(&self, id: &str) -> Value {
        let ends = ["completed", "rejected", "cancelled", "failed", "expired", "awaiting_confirmation"];
        let import = self.wait(id, &ends).await;
        self.wait_until_idle().await;
        import
    }

    /// Waits until no message or event is left.
    pub async fn wait_until_idle(&self) {
        for _ in 0..POLLS_MAX {
            if self.stack().unsettled().unwrap() == 0 {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} messages or events are left", self.stack().unsettled().unwrap());
    }

    /// Sends every e-mail that is due and waits until no message or event is left.
    pub async fn send_due_emails(&self) {
        self.stack().send_due_emails().await.unwrap();
        self.wait_until_idle().await;
    }

    /// Returns the e-mails accepted so far, oldest first.
    pub fn emails(&self) -> Vec<AcceptedEmail> {
        self.stack().ses().emails()
    }

    /// Returns the token in the link of the latest e-mail to an address.
    pub fn token_of(&self, address: &str) -> String {
        let emails = self.emails();
        let mail = emails.iter().rev().find(|mail| mail.to == address).expect("a mail was sent");
        let (_, rest) = mail.text.split_once("#token=").expect("the mail has a link");
        rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect()
    }

    pub async fn invitation(&self, address: &str) -> String {
        self.user(address).await["invitation"].as_str().unwrap().to_owned()
    }

    /// Requests invitations and expects 202. Returns the body.
    pub async fn invite(&self, body: Value) -> Value {
        let (status, response) = self.call(Method::POST, "/invitations", Some(body)).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{response}");
        response
    }

    pub async fn accept(&self, token: &str) -> (StatusCode, Value) {
        self.call(Method::POST, "/invitations/accept", Some(json!({ "token": token }))).await
    }

    /// Returns all users, sorted by address.
    pub async fn users(&self) -> Vec<Value> {
        self.list("/users", 1000).await
    }

    /// Returns the details of the first user whose address starts with `email`.
    pub async fn user(&self, email: &str) -> Value {
        let found = self.get(&format!("/users?q={email}")).await;
        let id = found["items"][0]["user_id"].as_str().expect("the user exists").to_owned();
        self.get(&format!("/users/{id}")).await
    }

    pub async fn export(&self, id: &str, format: &str) -> Vec<u8> {
        let response = self
            .http
            .get(self.url(&format!("/imports/{id}/export?format={format}")))
            .header("accept", "application/json")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let response: Value = response.json().await.unwrap();
        let file = self.http.get(response["url"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK);
        file.bytes().await.unwrap().to_vec()
    }

    /// Returns the codes of all problems in an import, in order.
    pub async fn codes(&self, id: &str) -> Vec<String> {
        let problems = self.list(&format!("/imports/{id}/problems"), 1000).await;
        problems.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    }

    /// Uploads an object to the uploads bucket, as any S3 client does.
    pub async fn drop_file(&self, key: &str, file: impl Into<Vec<u8>>, metadata: &[(&str, &str)]) {
        let bucket = &self.stack().addresses().uploads_bucket;
        let mut put = self.stack().clients().s3().put_object().bucket(bucket).key(key);
        for (name, value) in metadata {
            put = put.metadata(*name, *value);
        }
        put.body(file.into().into()).send().await.unwrap();
    }

    /// Returns all problems in an import, in order.
    pub async fn problems(&self, id: &str) -> Vec<Value> {
        self.list(&format!("/imports/{id}/problems"), 1000).await
    }

    /// Returns the rows in an import. `query` is empty, `outcome=…` or `with=…`.
    pub async fn rows(&self, id: &str, query: &str) -> Vec<Value> {
        self.list(&format!("/imports/{id}/rows?{query}"), 1000).await
    }

    /// Calls the API and returns only the status.
    pub async fn status(&self, method: Method, path: &str, body: Option<Value>) -> u16 {
        self.call(method, path, body).await.0.as_u16()
    }

    /// Confirms an import. Returns the HTTP status.
    pub async fn confirm(&self, id: &str, ignore_errors: bool) -> u16 {
        self.status(Method::POST, &format!("/imports/{id}/confirm"), Some(json!({ "ignore_errors": ignore_errors })))
            .await
    }

    /// Waits until a confirmed import has ended and no message or event is left. Returns the import.
    pub async fn settled_after_confirm(&self, id: &str) -> Value {
        let import = self.wait(id, &["completed", "failed"]).await;
        self.wait_until_idle().await;
        import
    }

    /// Cancels an import. Returns the HTTP status.
    pub async fn cancel(&self, id: &str) -> u16 {
        self.status(Method::POST, &format!("/imports/{id}/cancel"), None).await
    }

    /// Adds companies, cohorts and courses to the catalog, or renames existing ones.
    pub async fn put_catalog(&self, companies: Value) {
        let (status, response) = self.call(Method::PUT, "/catalog", Some(json!({ "companies": companies }))).await;
        assert_eq!(status, StatusCode::OK, "{response}");
    }

    /// Adds a company with these courses, each given as an id and a title.
    pub async fn put_courses(&self, company: &str, courses: &[(&str, &str)]) {
        let courses: Vec<Value> = courses.iter().map(|(id, title)| json!({ "id": id, "title": title })).collect();
        self.put_catalog(json!([{ "name": company, "courses": courses }])).await;
    }

    /// Returns all imports, newest first.
    pub async fn imports(&self) -> Vec<Value> {
        self.list("/imports", 1000).await
    }

    /// Drops a file into the bucket, waits until no message or event is left, and returns the new imports.
    pub async fn drop_and_settle(&self, key: &str, file: impl Into<Vec<u8>>, metadata: &[(&str, &str)]) -> Vec<Value> {
        let id_of = |import: &Value| import["import_id"].as_str().unwrap().to_owned();
        let before: BTreeSet<String> = self.imports().await.iter().map(id_of).collect();
        self.drop_file(key, file, metadata).await;
        self.wait_until_idle().await;
        self.imports().await.into_iter().filter(|import| !before.contains(&id_of(import))).collect()
    }

    /// Returns the key of the object in the import's plan that ends with this name.
    pub async fn plan_key(&self, id: &str, name: &str) -> String {
        let keys = self.result_keys(&format!("plans/{id}/")).await;
        keys.into_iter().find(|key| key.ends_with(name)).unwrap()
    }

    /// Imports a file and leaves the import as if a function had been killed between confirming it and sending its chunks.
    pub async fn import_without_chunks(&self, file: impl AsRef<[u8]>) -> ImportId {
        let waits = self.import(file, json!({ "confirm": true })).await;
        let id = ImportId::from(waits["import_id"].as_str().unwrap());
        let imports = self.stack().clients();
        let mut import = imports.import(&id).await.unwrap().unwrap();
        import.transition(ImportStatus::Importing, self.clock().now()).unwrap();
        import.increment_version();
        imports.replace_import(&import).await.unwrap();
        id
    }

    /// Records that a worker has begun a chunk, as if it were still running.
    pub async fn begin_chunk(&self, id: &str, chunk: u32) {
        let expires_at = self.clock().now() + SignedDuration::from_hours(1);
        assert!(self.stack().clients().begin_chunk(&ImportId::from(id), chunk, expires_at).await.unwrap());
    }

    /// Turns a completed import into one that failed while writing users, with only its first chunk recorded.
    pub async fn fail_without_results(&self, id: &str) {
        let clients = self.stack().clients();
        let id = ImportId::from(id);
        let mut stored = serde_json::to_value(clients.import(&id).await.unwrap().unwrap()).unwrap();
        let failure = json!({ "code": "import-stalled", "detail": "", "retryable": true, "from": "importing" });
        stored["status"] = json!("failed");
        stored["failure"] = failure;
        stored["finished_at"] = json!(self.clock().now());
        stored["version"] = json!(stored["version"].as_u64().unwrap() + 1);
        let import = serde_json::from_value(stored).unwrap();
        clients.replace_import(&import).await.unwrap();
        let delete = clients.dynamodb().delete_item().table_name(&self.stack().addresses().table);
        let delete = delete.key("pk", AttributeValue::S(format!("IMPORT#{id}")));
        delete.key("sk", AttributeValue::S("CHUNK#000001".to_owned())).send().await.unwrap();
        assert_eq!(clients.chunks(&id, 0..10).await.unwrap().len(), 1);
    }

    /// Returns the keys in the results bucket that start with a prefix.
    pub async fn result_keys(&self, prefix: &str) -> Vec<String> {
        let bucket = &self.stack().addresses().results_bucket;
        let list = self.stack().clients().s3().list_objects_v2().bucket(bucket).prefix(prefix);
        let listed = list.send().await.unwrap();
        listed.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
    }

    /// Returns the bytes of an object in the results bucket.
    pub async fn result(&self, key: &str) -> Vec<u8> {
        let bucket = &self.stack().addresses().results_bucket;
        let response = self.stack().clients().s3().get_object().bucket(bucket).key(key).send().await.unwrap();
        response.body.collect().await.unwrap().to_vec()
    }

    /// Returns the entity tag of an object in the uploads bucket without quotes, as in events.
    pub async fn etag(&self, key: &str) -> String {
        let bucket = &self.stack().addresses().uploads_bucket;
        let head = self.stack().clients().s3().head_object().bucket(bucket).key(key).send().await.unwrap();
        head.e_tag().unwrap().trim_matches('"').to_owned()
    }

    /// Returns an S3 event for an object in the uploads bucket.
    pub fn event(&self, key: &str, size_bytes: usize, etag: &str, sequencer: &str) -> Value {
        let size = i64::try_from(size_bytes).unwrap();
        s3_event(&self.stack().addresses().uploads_bucket, key, size, etag, sequencer)
    }

    /// Sends a chunk's message again. `chunk` is its entry in the plan's index.
    pub async fn send_chunk(&self, id: &str, number: usize, chunk: &Value) {
        let clients = self.stack().clients();
        let body = json!({ "import_id": id, "chunk": number, "offset": chunk["offset"], "length": chunk["length"] });
        let url = clients.settings().part(Part::ChunkQueue).unwrap();
        clients.sqs().send_message().queue_url(url).message_body(body.to_string()).send().await.unwrap();
    }

    /// Deletes an object from the results bucket. Returns its bytes.
    pub async fn take_result(&self, key: &str) -> Vec<u8> {
        let bytes = self.result(key).await;
        let bucket = &self.stack().addresses().results_bucket;
        self.stack().clients().s3().delete_object().bucket(bucket).key(key).send().await.unwrap();
        bytes
    }

    /// Uploads an object to the results bucket.
    pub async fn put_result(&self, key: &str, bytes: Vec<u8>) {
        let bucket = &self.stack().addresses().results_bucket;
        let put = self.stack().clients().s3().put_object().bucket(bucket).key(key);
        put.body(bytes.into()).send().await.unwrap();
    }

    /// Stops the stack even if messages or events are left, for tests that leave some behind.
    pub async fn abandon(mut self) {
        if let Some(stack) = self.stack.take() {
            stack.stop().await;
        }
    }

    /// Waits until no message or event is left, then stops the stack.
    pub async fn stop(mut self) {
        self.wait_until_idle().await;
        if let Some(stack) = self.stack.take() {
            stack.stop().await;
        }
    }
}

impl Drop for TestStack {
    fn drop(&mut self) {
        if let Some(stack) = &self.stack
            && !std::thread::panicking()
        {
            assert_eq!(
                stack.unsettled().unwrap(),
                0,
                "messages or events are left; call wait_until_idle() before the end"
            );
        }
    }
}
