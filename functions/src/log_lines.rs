//! Log lines: one JSON object per event.
//!
//! A line has `level`, `message`, the event's own fields and those of the enclosing spans, such as `request_id` and `trace_id`. If a field
//! is a metric, the line declares it (see [`metrics`](crate::metrics)), so one line serves as both a log entry and a measurement. The time,
//! which the platform adds to each line, and module names are omitted.

use serde_json::{Map, Value};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

use crate::metrics::declare;

/// Writes each event as a line.
pub struct Lines<W> {
    write: W,
    function: Option<String>,
}

impl<W: Fn(&str) + 'static> Lines<W> {
    /// Creates the layer. `write` receives each line, including the line feed. Metrics are declared only if `function`, their dimension, is
    /// given.
    pub fn new(function: Option<String>, write: W) -> Self {
        Self { write, function }
    }
}

/// The fields of a span, for the lines of its events.
#[derive(Default)]
struct SpanFields(Fields);

impl<S, W> Layer<S> for Lines<W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: Fn(&str) + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = SpanFields::default();
        attributes.record(&mut fields.0);
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<SpanFields>() {
            values.record(&mut fields.0);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        for span in context.event_scope(event).into_iter().flatten() {
            let extensions = span.extensions();
            for (name, value) in extensions.get::<SpanFields>().into_iter().flat_map(|own| &own.0.0) {
                fields.0.entry(name).or_insert_with(|| value.clone());
            }
        }
        let mut line = fields.0;
        line.insert("level".to_owned(), event.metadata().level().as_str().into());
        if let Some(function) = &self.function {
            declare(&mut line, function);
        }
        let mut text = Value::Object(line).to_string();
        text.push('\n');
        (self.write)(&text);
    }
}

/// Fields, renamed for the log.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn insert(&mut self, field: &Field, value: impl Into<Value>) {
        let (name, value) = match (field.name(), value.into()) {
            ("requestId", id) => ("request_id", id),
            // `Root=1-…;Parent=…;Sampled=1`: traces are searched by their root.
            ("xrayTraceId", Value::String(header)) => ("trace_id", root_of(&header).to_owned().into()),
            (name, value) => (name, value),
        };
        self.0.insert(name.to_owned(), value);
    }
}

fn root_of(header: &str) -> &str {
    header.split(';').find_map(|part| part.trim().strip_prefix("Root=")).unwrap_or(header)
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.insert(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.insert(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.insert(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.insert(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.insert(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.insert(field, format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use serde_json::json;
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    fn lines_of(function: Option<&str>, log: impl FnOnce()) -> Vec<Value> {
        let written = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&written);
        let write = move |line: &str| {
            if let Ok(mut written) = sink.lock() {
                written.push_str(line);
            }
        };
        let lines = Lines::new(function.map(str::to_owned), write);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), log);
        let written = written.lock().map(|written| written.clone()).unwrap_or_default();
        written.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    #[test]
    fn line_has_its_fields_and_those_of_its_invocation() {
        let header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        let lines = lines_of(None, || {
            let span = tracing::info_span!("invoke", requestId = "8476", xrayTraceId = header);
            span.in_scope(|| tracing::info!(import_id = %"01m8", chunk = 3, "chunk {} is done", 3));
            tracing::warn!(is_last = true, "alone");
        });
        let expected = json!({
            "level": "INFO", "message": "chunk 3 is done", "import_id": "01m8", "chunk": 3, "request_id": "8476",
            "trace_id": "1-5759e988-bd862e3fe1be46a994272793",
        });
        assert_eq!(lines, [expected, json!({ "level": "WARN", "message": "alone", "is_last": true })]);
    }

    #[test]
    fn line_with_a_metric_declares_it() {
        let lines = lines_of(Some("apply"), || {
            tracing::info!(import_id = "01m8", rows_created = 7, duration_ms = 120, chunk = 3, "done");
            tracing::info!(chunk = 3, "begun");
        });
        let declared = &lines[0]["_aws"]["CloudWatchMetrics"];
        let metrics = json!([
            { "Name": "duration_ms", "Unit": "Milliseconds" }, { "Name": "rows_created", "Unit": "Count" },
        ]);
        let expected = json!([{ "Namespace": "Rollcall", "Dimensions": [["function"]], "Metrics": metrics }]);
        assert_eq!(*declared, expected);
        assert_eq!((&lines[0]["function"], &lines[0]["rows_created"]), (&json!("apply"), &json!(7)));
        assert!(lines[0]["_aws"]["Timestamp"].as_u64().is_some_and(|at| at > 1_700_000_000_000), "{}", lines[0]);
        assert_eq!((lines[1].get("_aws"), lines.len()), (None, 2));
    }
}
