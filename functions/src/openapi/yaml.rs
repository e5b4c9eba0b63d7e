//! Writes the document as YAML, in the usual order of an `OpenAPI` document.

use serde_json::{Map, Value};
use yaml_rust2::{Yaml, YamlEmitter, yaml::Hash};

use super::{DescribeError, RENEW};
use crate::routes::ROUTES;

/// Members that come first, in this order; the others follow alphabetically. Paths are in route order; properties and schemas are in
/// alphabetical order.
const FIRST: [&str; 30] = [
    "openapi",
    "info",
    "title",
    "version",
    "servers",
    "url",
    "tags",
    "operationId",
    "name",
    "in",
    "summary",
    "description",
    "security",
    "required",
    "parameters",
    "requestBody",
    "responses",
    "get",
    "post",
    "put",
    "delete",
    "headers",
    "content",
    "schema",
    "type",
    "const",
    "enum",
    "format",
    "paths",
    "components",
];

pub(super) fn write(document: &Value) -> Result<String, DescribeError> {
    let mut text = format!(
        "# Generated from functions/src/routes/table.rs; edit that file instead. To regenerate this one:\n#\n\
         #   {RENEW}\n"
    );
    let mut emitter = YamlEmitter::new(&mut text);
    emitter.multiline_strings(true);
    emitter.dump(&node("", document))?;
    text.push('\n');
    Ok(text)
}

fn node(name: &str, value: &Value) -> Yaml {
    match value {
        Value::Null => Yaml::Null,
        Value::Bool(flag) => Yaml::Boolean(*flag),
        Value::Number(number) => number.as_i64().map_or_else(|| Yaml::Real(number.to_string()), Yaml::Integer),
        Value::String(text) => Yaml::String(text.clone()),
        Value::Array(entries) => Yaml::Array(entries.iter().map(|entry| node("", entry)).collect()),
        Value::Object(members) => Yaml::Hash(ordered(name, members)),
    }
}

fn ordered(name: &str, members: &Map<String, Value>) -> Hash {
    let rank = |member: &str| match name {
        "paths" => ROUTES.iter().position(|route| route.path == member),
        "properties" | "schemas" => None,
        _ => FIRST.iter().position(|first| *first == member),
    };
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by_key(|(member, _)| (rank(member).unwrap_or(usize::MAX), *member));
    sorted.into_iter().map(|(member, value)| (Yaml::String(member.clone()), node(member, value))).collect()
}
