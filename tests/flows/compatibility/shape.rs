//! Compares what two versions write.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::written::Written;

/// Attributes and members with a fixed set of values: older code cannot read a new one.
const ENUMS: [&str; 13] = [
    "status",
    "invitation",
    "outcome",
    "layout",
    "from",
    "kind",
    "severity",
    "on_row_errors",
    "code",
    "missing",
    "absence",
    "limit",
    "state",
];

/// Collects the paths in a document with the type at each, and the values of [`ENUMS`].
fn shape(
    value: &Value,
    path: &str,
    types: &mut BTreeSet<(String, &'static str)>,
    enums: &mut BTreeSet<(String, String)>,
) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "map",
    };
    types.insert((path.to_owned(), kind));
    match value {
        // The kind of an attribute is part of its type, not of its path.
        Value::Object(members)
            if members.len() == 1
                && members.keys().all(|name| ["S", "N", "B", "BOOL", "NULL", "L", "M"].contains(&name.as_str())) =>
        {
            let (kind, inner) = members.iter().next().unwrap();
            types.insert((
                path.to_owned(),
                if kind == "S" {
                    "S"
                } else if kind == "N" {
                    "N"
                } else {
                    "other"
                },
            ));
            if kind == "S" || kind == "L" || kind == "M" {
                shape(inner, path, types, enums);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                shape(value, &format!("{path}.{name}"), types, enums);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| shape(value, &format!("{path}[]"), types, enums)),
        Value::String(text) if ENUMS.contains(&path.rsplit('.').next().unwrap()) => {
            enums.insert((path.to_owned(), text.clone()));
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the form of a roster line. Older code cannot read a new form.
fn form_of(line: &str) -> Value {
    let kind = |word: &str| if word.bytes().all(|byte| byte.is_ascii_digit()) { "number" } else { "id" };
    json!({ "kind": line.split(' ').map(kind).collect::<Vec<_>>().join(" ") })
}

/// Groups the documents by kind: items by partition and sort key, indexes, corrections, lines of plans, results and rosters, and messages
/// by queue.
fn documents(written: &Written) -> BTreeMap<String, Vec<Value>> {
    let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for item in &written.items {
        let text = |name: &str| item["M"][name]["S"].as_str().unwrap();
        let partition = text("pk").split('#').next().unwrap();
        let sort = text("sk").split('#').next().unwrap();
        // An identifier's sort key is its user's id.
        let kind =
            if partition == "IDENTIFIER" { format!("item {partition}") } else { format!("item {partition} {sort}") };
        documents.entry(kind).or_default().push(item.clone());
    }
    for (key, text) in &written.objects {
        let name = key.rsplit('/').next().unwrap();
        if name == "index.json" {
            documents.entry("index".to_owned()).or_default().push(serde_json::from_str(text).unwrap());
        } else if key.starts_with("feeds/") {
            documents.entry("roster".to_owned()).or_default().extend(text.lines().map(form_of));
        } else if key.contains("/corrections/") {
            documents.entry("corrections".to_owned()).or_default().push(serde_json::from_str(text).unwrap());
        } else if name == "plan.ndjson" || key.contains("/chunks/") {
            let kind = if name == "plan.ndjson" { "plan" } else { "result" };
            let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
            documents.entry(kind.to_owned()).or_default().extend(lines);
        }
    }
    for (queue, bodies) in &written.messages {
        documents.entry(format!("message {queue}")).or_default().extend(bodies.iter().cloned());
    }
    documents
}

/// Returns the paths that have the same type in all of these documents, so that a reader may require them.
fn required(documents: &[Value]) -> BTreeSet<(String, &'static str)> {
    let mut shapes = documents.iter().map(|document| {
        let (mut types, mut enums) = (BTreeSet::new(), BTreeSet::new());
        shape(&without_names(document), "", &mut types, &mut enums);
        types
    });
    let first = shapes.next().unwrap_or_default();
    shapes.fold(first, |common, types| common.intersection(&types).cloned().collect())
}

/// Returns the document without the maps whose keys are ids.
fn without_names(document: &Value) -> Value {
    match document {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| !["courses", "assigned"].contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), without_names(value))).collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.iter().map(without_names).collect()),
        other => other.clone(),
    }
}

/// Returns what the version that wrote `before` may be unable to read in `now`.
pub(super) fn differences(before: &Written, now: &Written) -> Vec<String> {
    let (now, before) = (documents(now), documents(before));
    let enums = |documents: &[Value]| {
        let (mut types, mut enums) = (BTreeSet::new(), BTreeSet::new());
        for document in documents {
            shape(&without_names(document), "", &mut types, &mut enums);
        }
        enums
    };
    let mut wrong = Vec::new();
    for (kind, before) in &before {
        let Some(now) = now.get(kind) else {
            wrong.push(format!("{kind}: no longer written"));
            continue;
        };
        for (path, kind_of) in required(before).difference(&required(now)) {
            wrong.push(format!("{kind}: {path} is no longer always a {kind_of}"));
        }
        for (path, value) in enums(now).difference(&enums(before)) {
            wrong.push(format!("{kind}: {path} has the value {value}, which the last release may not know"));
        }
    }
    wrong
}
