//! Measures the rows per second of a whole import, compared with sending the same users as raw statements to the same server.
//!
//! ```text
//! cargo bench --profile program -p rollcall-tests --bench imports -- [--rows N] [--memory] [--latency-ms N [--slow-ms N]] [--limit N]
//! ```
//!
//! The whole stack runs in a separate process and stores its data in files or, with `--memory`, in memory. The benchmark measures
//! `BatchExecuteStatement` with prepared statements, 25 per call; `BatchWriteItem` with prepared items, 25 per call; an import of the same
//! users with two courses each, from requesting the upload to `completed`; the same file with other roles and `update_existing`; and the
//! updated file again, with nothing left to do. Peak memory covers the whole stack, including the servers.
//!
//! `--latency-ms` delays each request from a function to a service, as in the cloud; `--slow-ms` sets a different delay for every hundredth
//! request. The raw statements are not delayed.
//!
//! With `--limit N`, the table accepts N users per second and throttles the rest one by one. It acknowledges the users without storing them.
//! Only the first import runs, and its throughput is compared with N.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints and stops at the first error")]

mod latency;
mod limit;
mod limited_table;
mod raw;

use std::{
    collections::HashMap,
    fmt::{self, Display, Formatter, Write as _},
    io::{BufRead, BufReader},
    net::Ipv4Addr,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use aws_sdk_dynamodb::types::AttributeValue;
use latency::Latency;
use limit::Limit;
use limited_table::limit_table;
use raw::{item, send_puts, send_statements, user};
use reqwest::{Client, Method};
use rollcall_aws::{AccessKey, Aws, Endpoints, Settings, SystemEnvironment, create_table};
use rollcall_local::stack::{MAILS_PER_SECOND, Stack, StackConfig};
use serde_json::{Value, json};

/// Number of concurrent raw calls: as many as the stack's workers make (4 workers × 8 calls).
const IN_FLIGHT: usize = 32;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if arguments.first().map(String::as_str) == Some("serve") {
        return runtime.block_on(serve(&arguments[1], &arguments[2..]));
    }
    runtime.block_on(compare(number(&arguments, "--rows").unwrap_or(20_000), &arguments));
}

fn number(arguments: &[String], name: &str) -> Option<usize> {
    let at = arguments.iter().position(|argument| argument == name)?;
    Some(arguments[at + 1].parse().unwrap())
}

async fn serve(folder: &str, arguments: &[String]) {
    let millis = |name| number(arguments, name).map(|millis| Duration::from_millis(millis as u64));
    let latency = millis("--latency-ms").map(|usual| Latency { usual, slow: millis("--slow-ms").unwrap_or(usual) });
    let config = StackConfig {
        data_dir: folder.into(),
        host: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        issuer: None,
        accepts_workbooks: false,
        lambda: None,
        in_memory: arguments.iter().any(|argument| argument == "--memory"),
        workers: true,
        mails_per_second: MAILS_PER_SECOND,
    };
    let limit = number(arguments, "--limit").map(|limit| Arc::new(Limit::new(limit as u64)));
    let between = |_: &str, endpoints: &Endpoints| {
        let endpoints = limit.as_ref().map_or_else(|| endpoints.clone(), |limit| limit_table(limit, endpoints));
        latency.map_or_else(|| endpoints.clone(), |latency| latency.between(&endpoints))
    };
    let stack = Stack::start_with(config, Arc::new(SystemEnvironment), between).await.unwrap();
    let addresses = stack.addresses();
    println!(
        "{}",
        json!({ "api": addresses.api, "dynamodb": addresses.dynamodb, "key": addresses.access_key,
                "secret": addresses.secret_key, "region": addresses.region })
    );
    std::future::pending::<()>().await;
}

/// The stack in a separate process, which is stopped when the `Server` is dropped.
struct Server {
    child: Child,
    addresses: Value,
    http: Client,
}

impl Server {
    fn start(folder: &str, arguments: &[String]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let command = command.args(["serve", folder]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, addresses: serde_json::from_str(&line).unwrap(), http: Client::new() }
    }

    fn text(&self, name: &str) -> String {
        self.addresses[name].as_str().unwrap().to_owned()
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let mut request = self.http.request(method, format!("{}{path}", self.text("api")));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.text().await.unwrap());
        response.json().await.unwrap_or_default()
    }

    fn peak_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    async fn import(&self, file: String, options: Value) -> (Value, Timeline) {
        let mut body = json!({ "file_name": "people.csv", "size_bytes": file.len() });
        body.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        let begun = Instant::now();
        let asked = self.call(Method::POST, "/imports", Some(body)).await;
        let mut put = self.http.put(asked["upload"]["url"].as_str().unwrap());
        for (name, value) in asked["upload"]["headers"].as_object().unwrap() {
            put = put.header(name, value.as_str().unwrap());
        }
        assert!(put.body(file).send().await.unwrap().status().is_success());
        let uploaded = begun.elapsed();
        let path = format!("/imports/{}", asked["import_id"].as_str().unwrap());
        let (mut planned, mut applied) = (None, None);
        loop {
            let import = self.call(Method::GET, &path, None).await;
            let progress = &import["progress"];
            match import["status"].as_str().unwrap() {
                "awaiting_upload" | "validating" => {}
                "importing" => {
                    planned.get_or_insert(begun.elapsed());
                    if progress["rows_applied"] == progress["rows_total"] {
                        applied.get_or_insert(begun.elapsed());
                    }
                }
                "completed" => {
                    let completed = begun.elapsed();
                    let (planned, applied) = (planned.unwrap_or(completed), applied.unwrap_or(completed));
                    return (import, Timeline { uploaded, planned, applied, completed });
                }
                other => panic!("{other}: {import}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The times at which the stages of an import ended, since the upload was requested.
struct Timeline {
    uploaded: Duration,
    /// The file has been read and planned.
    planned: Duration,
    /// All users have been written.
    applied: Duration,
    /// The result files have been written.
    completed: Duration,
}

impl Display for Timeline {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [uploaded, planned, applied] = [self.uploaded, self.planned, self.applied].map(|at| at.as_secs_f64());
        write!(f, "uploaded after {uploaded:.1} s, planned after {planned:.1} s, written after {applied:.1} s")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}

async fn compare(rows: usize, arguments: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path().to_str().unwrap(), arguments);
    let limit = number(arguments, "--limit");
    let mut reference = limit.map(|limit| limit as f64);
    if limit.is_none() {
        send_raw(&server, rows, &mut reference).await;
    }
    let courses =
        json!([{ "id": "presenting", "title": "Presenting" }, { "id": "negotiation", "title": "Negotiation" }]);
    let company = json!({ "id": "harbour", "name": "Harbour Ltd", "cohorts": [{ "id": "spring-intake", "name": "Spring" }], "courses": courses });
    server.call(Method::PUT, "/catalog", Some(json!({ "companies": [company] }))).await;
    for (way, role, options) in [
        ("import", "Role", json!({})),
        ("import, updating all", "Duty", json!({ "update_existing": true })),
        ("import, nothing to do", "Duty", json!({ "update_existing": true })),
    ]
    .into_iter()
    .take(if limit.is_some() { 1 } else { usize::MAX })
    {
        let (import, timeline) = server.import(file(rows, role), options).await;
        let summary = &import["summary"];
        let count = if way == "import" {
            "created"
        } else if way.ends_with("all") {
            "updated"
        } else {
            "skipped"
        };
        assert_eq!(summary[count], rows, "{summary}");
        print_rate(
            way,
            rows,
            timeline.completed,
            &mut reference,
            &format!("{timeline}, peak {} MiB", server.peak_mib()),
        );
    }
}

/// Sends the users directly, in both ways.
async fn send_raw(server: &Server, rows: usize, reference: &mut Option<f64>) {
    let clients = Aws::new(Settings {
        endpoints: Endpoints { dynamodb: Some(server.text("dynamodb")), s3: None, sqs: None, ses: None },
        ..Settings::new(
            server.text("region"),
            AccessKey { id: server.text("key"), secret: server.text("secret"), session_token: None },
        )
    });
    for way in ["statements", "puts"] {
        create_table(clients.dynamodb(), way).await.unwrap();
        let items: Vec<HashMap<String, AttributeValue>> = (0..rows).map(|n| item(&user(n))).collect();
        let begun = Instant::now();
        match way {
            "statements" => send_statements(clients.dynamodb(), way, items, IN_FLIGHT).await,
            _ => send_puts(clients.dynamodb(), way, items, IN_FLIGHT).await,
        }
        print_rate(way, rows, begun.elapsed(), reference, "");
        clients.dynamodb().delete_table().table_name(way).send().await.unwrap();
    }
}

fn print_rate(way: &str, rows: usize, took: Duration, reference: &mut Option<f64>, more: &str) {
    let rate = rows as f64 / took.as_secs_f64();
    let of_reference = rate / *reference.get_or_insert(rate);
    println!(
        "{way:<24} {:>7.1} s {rate:>8.0} rows/s {of_reference:>6.2} of the reference   {more}",
        took.as_secs_f64()
    );
}

fn file(rows: usize, role: &str) -> String {
    let mut file = String::with_capacity(rows * 110);
    file.push_str("enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2\r\n");
    for n in 0..rows {
        let _written = write!(
            file,
            "1,Ann {n},Lee,ann.{n}@example.org,Harbour Ltd,Spring,en-GB,{role} {},North,Presenting,Negotiation\r\n",
            n % 17
        );
    }
    file
}
