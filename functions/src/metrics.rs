//! Metrics: fields of log lines that are counted and drawn, in `CloudWatch`'s embedded metric format.
//!
//! A line that has such a field says so in `_aws`, and the platform makes the metric of it; no call is made, nothing is waited for. The one
//! dimension is the function, whose name is its stack's own: nothing about a person or a file, and no id, of which each would cost a
//! metric of its own. Ids stay beside the metric, so that a peak leads to its import.
//!
//! Source: the "Embedded metric format specification" of Amazon `CloudWatch`, at most 100 metrics a line.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

/// Where the metrics are found.
pub const NAMESPACE: &str = "Rollcall";
/// The dimension.
const DIMENSION: &str = "function";

/// Fields that are metrics, with their units.
pub const METRICS: [(&str, &str); 18] = [
    // Rows by outcome.
    ("rows_created", "Count"),
    ("rows_updated", "Count"),
    ("rows_skipped", "Count"),
    ("rows_failed", "Count"),
    // Rows and bytes of files.
    ("rows_read", "Count"),
    ("bytes_read", "Bytes"),
    // How long a chunk, a file or a sweep took.
    ("duration_ms", "Milliseconds"),
    // Statements and keys that the table put off, and that were asked again.
    ("throttles", "Count"),
    // Imports: open ones that are looked at, and what became of them.
    ("imports_open", "Count"),
    ("imports_resumed", "Count"),
    ("imports_expired", "Count"),
    ("imports_failed", "Count"),
    ("imports_rejected", "Count"),
    // Invitations: fed to the queue, sent, and what became of them.
    ("mails_enqueued", "Count"),
    ("mails_sent", "Count"),
    ("mails_bounced", "Count"),
    ("mails_unconfirmed", "Count"),
    // Rounds in which invitations waited while sending was stopped.
    ("sending_stopped", "Count"),
];

/// Declares a line's metrics, if it has any.
pub(crate) fn declare(line: &mut Map<String, Value>, function: &str) {
    let mut found: Vec<_> = METRICS.iter().filter(|(name, _)| line.get(*name).is_some_and(Value::is_number)).collect();
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    let metrics: Vec<Value> = found.into_iter().map(|(name, unit)| json!({ "Name": name, "Unit": unit })).collect();
    let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    let declared = json!([{ "Namespace": NAMESPACE, "Dimensions": [[DIMENSION]], "Metrics": metrics }]);
    line.insert("_aws".to_owned(), json!({ "Timestamp": at, "CloudWatchMetrics": declared }));
    line.insert(DIMENSION.to_owned(), function.into());
}
