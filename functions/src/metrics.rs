//! Metrics: fields in log lines, in the `CloudWatch` embedded metric format.
//!
//! A line with such a field declares it in `_aws`, and the platform extracts the metric, so the function needs no extra call. The only
//! dimension is the function, whose name is unique to its stack. Personal data and ids are not dimensions: each id would be billed as a
//! separate metric. Ids are ordinary fields on the same line, so a peak can be traced to its import.
//!
//! Source: Amazon `CloudWatch`, "Embedded metric format specification": at most 100 metrics per line.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

pub const NAMESPACE: &str = "Rollcall";
const DIMENSION: &str = "function";

/// The fields that are metrics, with their units.
pub const METRICS: [(&str, &str); 21] = [
    ("rows_created", "Count"),
    ("rows_updated", "Count"),
    ("rows_removed", "Count"),
    ("rows_disabled", "Count"),
    ("rows_skipped", "Count"),
    ("rows_failed", "Count"),
    ("rows_read", "Count"),
    ("bytes_read", "Bytes"),
    // Time taken to handle a chunk, an object event or a resume message, or to sweep imports.
    ("duration_ms", "Milliseconds"),
    // Statements, keys and queries that the table throttled and that were retried.
    ("throttles", "Count"),
    ("imports_open", "Count"),
    ("imports_resumed", "Count"),
    // Number of feeds that have a file waiting at the brake or whose next file is overdue; a feed with both counts once.
    ("feeds_waiting", "Count"),
    ("imports_expired", "Count"),
    ("imports_failed", "Count"),
    ("imports_rejected", "Count"),
    ("mails_enqueued", "Count"),
    ("mails_sent", "Count"),
    ("mails_bounced", "Count"),
    ("mails_unconfirmed", "Count"),
    // Sweeps in which invitations or reports waited because sending was stopped, or because SES had recently accepted no e-mail.
    ("sending_stopped", "Count"),
];

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
