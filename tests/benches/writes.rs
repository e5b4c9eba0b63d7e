//! Measures the rows per second of the writer, the AWS adapter's `create_users` method, compared with sending the same items directly.
//!
//! ```text
//! cargo bench -p rollcall-tests --bench writes -- [--rows N] [--workers N] [--null | --limit N]
//! ```
//!
//! All writes go to a table in a separate process, which this program starts: the embedded `DynamoDB` on a file or, with `--null`, a server
//! that only acknowledges requests, so that the result is the client's own cost, in rows per second of processor time. The same users are
//! written in four ways: by `BatchExecuteStatement` with prepared statements, 25 per call; by the writer; by `BatchWriteItem` with prepared
//! items, 25 per call; and by the writer again, over existing users, so that every condition fails (except with `--null`).
//!
//! With `--limit N`, the server responds after 10 ms, accepts N rows per second and throttles the rest item by item. Only the writer runs,
//! and its throughput is compared with N.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints and stops at the first error")]

mod limit;
mod raw;

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use aws_sdk_dynamodb::types::AttributeValue;
use futures_util::{StreamExt, stream};
use limit::{Limit, acknowledge};
use raw::{item, send_puts, send_statements, user};
use rollcall_aws::{AccessKey, Aws, Endpoints, Part, Settings, create_table};
use rollcall_domain::{
    stores::{UserStore, UserWritten},
    user::User,
};
use rollcall_embedded::{
    Bind, Credentials, REGION,
    dynamodb::{DynamoDbConfig, DynamoDbServer, TableFile},
};

const CHUNK: usize = 500;
/// Number of concurrent calls per worker.
const CALLS: usize = 8;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, otherwise: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.map_or(otherwise, |at| arguments[at + 1].parse().unwrap())
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    match arguments.first().map(String::as_str) {
        Some("serve-store") => runtime.block_on(serve_store(&arguments[1])),
        Some("serve-null") => runtime.block_on(serve_null(None)),
        Some("serve-limited") => runtime.block_on(serve_null(Some(arguments[1].parse().unwrap()))),
        _ => {
            let is_null = arguments.iter().any(|argument| argument == "--null");
            let (rows, workers) = (number("--rows", 20_000), number("--workers", 4));
            match number("--limit", 0) {
                0 => runtime.block_on(compare(rows, workers, is_null)),
                limit => runtime.block_on(approach(rows, workers, limit)),
            }
        }
    }
}

fn credentials() -> Credentials {
    Credentials { access_key_id: "bench".to_owned(), secret_access_key: "bench".to_owned() }
}

async fn serve_store(folder: &str) {
    let file = TableFile::At(std::path::Path::new(folder).join("dynamodb.sqlite"));
    let config = DynamoDbConfig { bind: Bind::loopback(), file, credentials: credentials() };
    let server = DynamoDbServer::start(config).await.unwrap();
    println!("{}", server.address());
    std::future::pending::<()>().await;
}

/// Acknowledges every statement without storing it; stores only the last item put, which contains the stack's settings. With a limit,
/// accepts that many statements per second, in bursts of at most a tenth of the limit, and responds after 10 ms.
async fn serve_null(limit: Option<u64>) {
    let limit = Arc::new(limit.map(Limit::new));
    let stored = Arc::new(Mutex::new(None));
    let respond = move |headers: axum::http::HeaderMap, body: axum::body::Bytes| {
        let (limit, stored) = (Arc::clone(&limit), Arc::clone(&stored));
        async move {
            let target = headers["x-amz-target"].to_str().unwrap_or_default();
            let body = match target {
                "DynamoDB_20120810.BatchExecuteStatement" => {
                    if limit.is_some() {
                        tokio::time::sleep(Duration::from_millis(10)).await;
                    }
                    acknowledge(limit.as_ref().as_ref(), &body)
                }
                "DynamoDB_20120810.PutItem" => {
                    let mut put: serde_json::Value = serde_json::from_slice(&body).unwrap();
                    *stored.lock().unwrap() = Some(put["Item"].take());
                    "{}".to_owned()
                }
                "DynamoDB_20120810.GetItem" => match &*stored.lock().unwrap() {
                    Some(item) => serde_json::json!({ "Item": item }).to_string(),
                    None => "{}".to_owned(),
                },
                _ => r#"{"UnprocessedItems":{},"Table":{"TableStatus":"ACTIVE"},"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED"}}"#
                    .to_owned(),
            };
            ([("content-type", "application/x-amz-json-1.0")], body)
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, axum::Router::new().fallback(respond)).await.unwrap();
}

/// A store in a separate process, which is stopped when the `Store` is dropped.
struct Store {
    child: Child,
    address: String,
}

impl Store {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim().to_owned() }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}

async fn approach(rows: usize, workers: usize, limit: usize) {
    let store = Store::start(&["serve-limited", &limit.to_string()]);
    let clients = clients(&store, "limited");
    let users: Vec<User> = (0..rows).map(user).collect();
    let begun = Instant::now();
    write(&clients, &users, workers, &UserWritten::Done).await;
    let rate = rows as f64 / begun.elapsed().as_secs_f64();
    println!(
        "{rows} rows at {rate:.0} rows/s: {:.3} of the table's limit of {limit}; {} statements were throttled",
        rate / limit as f64,
        clients.throttles()
    );
}

fn clients(store: &Store, table: &str) -> Aws {
    let Credentials { access_key_id: id, secret_access_key: secret } = credentials();
    let address = Some(store.address.clone());
    Aws::new(Settings {
        endpoints: Endpoints { dynamodb: address.clone(), s3: address.clone(), sqs: address.clone(), ses: address },
        ..Settings::new(REGION, AccessKey { id, secret, session_token: None }).with(Part::Table, table)
    })
}

async fn compare(rows: usize, workers: usize, is_null: bool) {
    let folder = tempfile::tempdir().unwrap();
    let store = if is_null {
        Store::start(&["serve-null"])
    } else {
        Store::start(&["serve-store", folder.path().to_str().unwrap()])
    };
    let users: Vec<User> = (0..rows).map(user).collect();
    let mut reference = None;
    for way in ["statements", "writer", "puts", "writer over existing users"] {
        let table = if way.starts_with("writer") { "writer" } else { way };
        let clients = clients(&store, table);
        if !is_null {
            create_table(clients.dynamodb(), table).await.unwrap();
        }
        let items: Vec<HashMap<String, AttributeValue>> = users.iter().map(item).collect();
        let (begun, cpu) = (Instant::now(), cpu_seconds());
        match way {
            "statements" => send_statements(clients.dynamodb(), table, items, workers * CALLS).await,
            "puts" => send_puts(clients.dynamodb(), table, items, workers * CALLS).await,
            _ => {
                let expected =
                    if way == "writer" || is_null { UserWritten::Done } else { UserWritten::ConditionFailed };
                write(&clients, &users, workers, &expected).await;
            }
        }
        let (took, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        let rate = rows as f64 / took;
        let of_reference = rate / *reference.get_or_insert(rate);
        println!(
            "{way:<28} {rate:>9.0} rows/s   {of_reference:>5.2} of the statements   {:>9.0} rows for a second of the client's processor",
            rows as f64 / cpu
        );
    }
}

async fn write(clients: &Aws, users: &[User], workers: usize, expected: &UserWritten) {
    stream::iter(users.chunks(CHUNK))
        .map(|chunk| {
            let store = clients.clone();
            let chunk = chunk.to_vec();
            let work = tokio::spawn(async move { store.create_users(&chunk).await.unwrap() });
            async move { assert!(work.await.unwrap().iter().all(|written| written == expected)) }
        })
        .buffered(workers)
        .collect::<()>()
        .await;
}

/// Returns the processor time of this process so far, in seconds; always 0 outside Linux.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10).as_secs_f64()
}
