//! AWS behaviour that the embedded servers lack, added between functions and servers.
//!
//! - While a transaction is writing an item, any other write to the item fails.
//! - The response to a single write whose condition fails never contains the item, which `DynamoDB` returns only on request.
//! - Lambda stops a long chain of invocations through one queue unless the function allows it.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    body::Bytes,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// Maximum number of invocations in a chain before Lambda stops it.
const CHAIN_MAX: u32 = 16;

/// The state shared by one recorder's proxies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strict {
    state: Arc<Mutex<State>>,
    conflicts: Arc<AtomicUsize>,
    /// Whether every write to the e-mail counts conflicts once. These counts are written both in transactions and by single writes.
    pub(crate) conflicts_once: bool,
    /// Functions, and the queues through which they may invoke themselves without limit.
    unlimited: Arc<BTreeSet<(String, String)>>,
    chain_max: u32,
}

#[derive(Debug, Default)]
struct State {
    /// Keys of the items that transactions are writing.
    written: Vec<String>,
    /// Writes that have already conflicted.
    repeated: HashSet<String>,
    /// Number of messages sent, by function, queue, and batch or import id.
    chains: HashMap<(&'static str, String, String), u32>,
}

impl Strict {
    pub(crate) fn new() -> Self {
        Self { unlimited: Arc::new(unlimited()), chain_max: CHAIN_MAX, ..Self::default() }
    }

    /// Returns the same as [`new`](Self::new), but with shorter chains, so that a test needs fewer messages. Without `may_continue`, no
    /// function may exceed them.
    pub(crate) fn with_chains_of(chain_max: u32, may_continue: bool) -> Self {
        let unlimited = if may_continue { unlimited() } else { BTreeSet::new() };
        Self { unlimited: Arc::new(unlimited), chain_max, ..Self::default() }
    }

    pub(crate) fn conflicts(&self) -> usize {
        self.conflicts.load(Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Marks the items in a transaction as being written. Returns an error response for a write that conflicts with a transaction.
    pub(crate) fn begin(&self, target: Option<&str>, body: &[u8]) -> Result<Transaction, Box<Response>> {
        let mut transaction = Transaction { strict: self.clone(), keys: Vec::new() };
        let Some(operation) = target.and_then(|target| target.strip_prefix("DynamoDB_20120810.")) else {
            return Ok(transaction);
        };
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let keys = written_keys(operation, &body);
        let mut state = self.lock();
        let mut conflicting: Vec<bool> = keys.iter().map(|key| state.written.contains(key)).collect();
        if self.conflicts_once
            && let Some(index) = keys.iter().position(|key| key.starts_with("SENDING"))
            && state.repeated.insert(content(&body))
        {
            conflicting[index] = true;
        }
        if conflicting.contains(&true) {
            drop(state);
            self.conflicts.fetch_add(1, Ordering::SeqCst);
            return Err(Box::new(conflict(operation, &conflicting)));
        }
        if operation == "TransactWriteItems" {
            state.written.extend(keys.iter().cloned());
            transaction.keys = keys;
        }
        Ok(transaction)
    }

    /// Returns `true` if Lambda would not deliver this message, because the queue has already invoked its sender too often.
    pub(crate) fn stops(&self, function: &'static str, target: Option<&str>, body: &[u8]) -> bool {
        if target != Some("AmazonSQS.SendMessage") || self.chain_max == 0 {
            return false;
        }
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let queue = body["QueueUrl"].as_str().and_then(|url| url.rsplit('/').next()).unwrap_or_default().to_owned();
        if !own_queues().contains(&(function.to_owned(), queue.clone())) {
            return false;
        }
        let message: Value = serde_json::from_str(body["MessageBody"].as_str().unwrap_or_default()).unwrap_or_default();
        let subject = ["batch_id", "import_id"].iter().find_map(|name| message[*name].as_str()).unwrap_or_default();
        let is_unlimited = self.unlimited.contains(&(function.to_owned(), queue.clone()));
        let mut state = self.lock();
        let sent = state.chains.entry((function, queue, subject.to_owned())).or_default();
        *sent += 1;
        *sent > self.chain_max && !is_unlimited
    }
}

/// A call that is being executed. Dropping it ends the transaction.
pub(crate) struct Transaction {
    strict: Strict,
    keys: Vec<String>,
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let mut state = self.strict.lock();
        for key in &self.keys {
            if let Some(at) = state.written.iter().position(|written| written == key) {
                state.written.swap_remove(at);
            }
        }
    }
}

/// Returns a request without the token that the SDK creates for each call.
fn content(body: &Value) -> String {
    let mut body = body.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("ClientRequestToken");
    }
    body.to_string()
}

/// Returns the keys that a call writes or checks, in the order of its members.
fn written_keys(operation: &str, body: &Value) -> Vec<String> {
    let key = |of: &Value| {
        let part = |name: &str| of[name]["S"].as_str().unwrap_or_default();
        format!("{} {}", part("pk"), part("sk"))
    };
    match operation {
        "PutItem" => vec![key(&body["Item"])],
        "UpdateItem" | "DeleteItem" => vec![key(&body["Key"])],
        "TransactWriteItems" => {
            let members = body["TransactItems"].as_array().into_iter().flatten();
            members
                .map(|member| {
                    let put = &member["Put"]["Item"];
                    let others = ["Update", "Delete", "ConditionCheck"].map(|kind| &member[kind]["Key"]);
                    key([put].into_iter().chain(others).find(|one| !one.is_null()).unwrap_or(&Value::Null))
                })
                .collect()
        }
        "BatchExecuteStatement" => {
            let statements = body["Statements"].as_array().into_iter().flatten();
            // Of the items in a batch, only the users are compared with transactions.
            let user = |one: &Value| {
                let parameters = one["Parameters"].as_array().into_iter().flatten();
                let mut texts = parameters.filter_map(|parameter| parameter["S"].as_str());
                format!("{} USER", texts.find(|text| text.starts_with("USER#")).unwrap_or_default())
            };
            statements.map(user).collect()
        }
        _ => Vec::new(),
    }
}

fn conflict(operation: &str, conflicting: &[bool]) -> Response {
    let kind = |name: &str| format!("com.amazonaws.dynamodb.v20120810#{name}");
    let members = |conflict: Value, none: Value| -> Vec<Value> {
        conflicting.iter().map(|conflicts| if *conflicts { conflict.clone() } else { none.clone() }).collect()
    };
    match operation {
        "TransactWriteItems" => {
            let reasons = members(json!({ "Code": "TransactionConflict" }), json!({ "Code": "None" }));
            let kind = kind("TransactionCanceledException");
            failed(&json!({ "__type": kind, "message": "Transaction cancelled", "CancellationReasons": reasons }))
        }
        // No statement is executed, so each may be retried.
        "BatchExecuteStatement" => {
            let error = json!({ "Error": { "Code": "TransactionConflict", "Message": "Transaction is ongoing" } });
            let members = members(error.clone(), error);
            (StatusCode::OK, [JSON], json!({ "Responses": members }).to_string()).into_response()
        }
        _ => failed(
            &json!({ "__type": kind("TransactionConflictException"), "message": "Transaction is ongoing for the item" }),
        ),
    }
}

const JSON: (HeaderName, &str) = (header::CONTENT_TYPE, "application/x-amz-json-1.0");

fn failed(body: &Value) -> Response {
    (StatusCode::BAD_REQUEST, [JSON], body.to_string()).into_response()
}

/// Returns the response to a message that is accepted but never reaches a function.
pub(crate) fn accepted() -> Response {
    (StatusCode::OK, [JSON], json!({ "MessageId": "stopped" }).to_string()).into_response()
}

/// Returns the response to a single write without the item that failed its condition. `DynamoDB` returns the item only with
/// `ReturnValuesOnConditionCheckFailure`, and functions must also work without it: they then read the item, which requires another
/// permission.
pub(crate) fn without_item(target: Option<&str>, body: Bytes) -> Bytes {
    if !target.is_some_and(|target| target.starts_with("DynamoDB_") && target.ends_with("Item")) {
        return body;
    }
    let Ok(Value::Object(mut response)) = serde_json::from_slice(&body) else { return body };
    let kind = response.get("__type").and_then(Value::as_str).unwrap_or_default();
    if !kind.ends_with("#ConditionalCheckFailedException") || response.remove("Item").is_none() {
        return body;
    }
    Value::Object(response).to_string().into()
}

/// Returns each function that may send to a queue that invokes it, with that queue, according to the template's grants.
fn own_queues() -> BTreeSet<(String, String)> {
    functions_where(|_| true)
}

/// Returns the pairs from [`own_queues`] for which the template sets no limit.
fn unlimited() -> BTreeSet<(String, String)> {
    functions_where(|function| function["recursive_loop"] == "Allow")
}

fn functions_where(matches: impl Fn(&Value) -> bool) -> BTreeSet<(String, String)> {
    let granted: Value = serde_json::from_str(include_str!("../flows/permissions/granted.json")).unwrap();
    let mut found = BTreeSet::new();
    for (name, function) in granted["functions"].as_object().unwrap() {
        for queue in function["reads_queues"].as_array().unwrap() {
            let sends = function["statements"].as_array().unwrap().iter().any(|statement| {
                let has = |member: &str, value: &Value| statement[member].as_array().unwrap().contains(value);
                has("actions", &json!("sqs:SendMessage")) && has("resources", queue)
            });
            if sends && matches(function) {
                found.insert((name.clone(), embedded_name(queue.as_str().unwrap())));
            }
        }
    }
    found
}

/// Converts `${InvitationBatchQueue.Arn}` to `rollcall-invitation-batches`.
fn embedded_name(queue: &str) -> String {
    let name = queue.trim_start_matches("${").trim_end_matches("Queue.Arn}");
    let mut text = "rollcall".to_owned();
    for letter in name.chars() {
        if letter.is_uppercase() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text + if name.ends_with("Batch") { "es" } else { "s" }
}
