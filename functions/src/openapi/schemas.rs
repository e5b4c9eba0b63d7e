//! Schemas for bodies and parameters, most of them generated from types.

use schemars::{
    JsonSchema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value};

use super::{DescribeError, parse};
use crate::routes::Shape;

const NAMED: &str = "/components/schemas";

/// Generates schemas. Response schemas are named and shared. Request schemas are inlined, since their optional members differ.
pub(super) struct Schemas {
    responses: SchemaGenerator,
    requests: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = |contract| {
            SchemaSettings::draft2020_12().with(|settings| {
                NAMED.clone_into(settings.definitions_path.to_mut());
                settings.contract = contract;
                settings.inline_subschemas = settings.contract == Contract::Deserialize;
            })
        };
        Self {
            responses: settings(Contract::Serialize).into_generator(),
            requests: settings(Contract::Deserialize).into_generator(),
        }
    }
}

impl Schemas {
    pub(super) fn response<T: JsonSchema>(&mut self) {
        self.responses.subschema_for::<T>();
    }

    pub(super) fn of_response(&mut self, shape: Shape) -> Result<Value, DescribeError> {
        of(shape, &mut self.responses)
    }

    pub(super) fn of_request(&mut self, shape: Shape) -> Result<Value, DescribeError> {
        of(shape, &mut self.requests)
    }

    pub(super) fn into_named(mut self) -> Map<String, Value> {
        let mut named = self.responses.take_definitions(true);
        named.values_mut().for_each(tidy);
        named
    }
}

fn of(shape: Shape, generator: &mut SchemaGenerator) -> Result<Value, DescribeError> {
    match shape {
        Shape::Of(schema) => {
            let mut schema = schema(generator).to_value();
            tidy(&mut schema);
            Ok(schema)
        }
        Shape::Text(text) => parse(text),
    }
}

/// Makes a schema strict and short: forbids additional members, converts enumerations to lists and descriptions to plain text, and removes
/// number formats.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(tidy);
            if members.contains_key("properties") && !members.contains_key("additionalProperties") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            if let Some(words) = members.get("oneOf").and_then(words) {
                members.remove("oneOf");
                members.insert("type".to_owned(), "string".into());
                members.insert("enum".to_owned(), words);
            }
            if matches!(members.get("format"), Some(Value::String(format)) if format.starts_with("uint") || format == "double")
            {
                members.remove("format");
            }
            if let Some(Value::String(description)) = members.get_mut("description") {
                *description = plain(description);
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Returns the values of an enumeration, or `None` if an alternative is neither a constant nor a list of values.
fn words(alternatives: &Value) -> Option<Value> {
    let mut words = Vec::new();
    for alternative in alternatives.as_array()? {
        match (alternative.get("const"), alternative.get("enum")) {
            (Some(word), _) => words.push(word.clone()),
            (None, Some(Value::Array(more))) => words.extend(more.iter().cloned()),
            _ => return None,
        }
    }
    Some(words.into())
}

/// Converts a doc comment to plain text: no code blocks, no line breaks within a paragraph, and links reduced to their text.
fn plain(comment: &str) -> String {
    // Every other part is a code block, which makes sense only with its line breaks.
    let prose: String = comment.split("```").step_by(2).collect();
    let paragraphs = prose.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let joined = paragraphs.map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    let mut text = String::new();
    let mut rest = joined.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let Some((words, tail)) = after.split_once(']') else {
            text.push('[');
            rest = after;
            continue;
        };
        text.push_str(words);
        rest = match tail.strip_prefix('(').and_then(|tail| tail.split_once(')')) {
            Some((_, tail)) => tail,
            None => tail,
        };
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn description_is_plain_text() {
        for (comment, text) in [
            ("One\nline.\n\nAnother.", "One line.\n\nAnother."),
            ("At most [`MAX`](crate::MAX) of [these].", "At most `MAX` of these."),
            ("An [open bracket", "An [open bracket"),
            ("A state.\n\n```text\na ─► b\n\nc ─► d\n```\n\nMore.", "A state.\n\nMore."),
            ("A state.\n\n```text\na ─► b\n```", "A state."),
        ] {
            assert_eq!(plain(comment), text);
        }
    }

    #[test]
    fn enumeration_is_a_list_and_an_object_is_closed() {
        let mut schema = json!({
            "properties": {
                "a": { "oneOf": [{ "const": "x", "description": "X." }, { "const": "y" }] },
                "b": { "type": "integer", "format": "uint64" },
            },
        });
        tidy(&mut schema);
        let expected = json!({
            "additionalProperties": false,
            "properties": { "a": { "type": "string", "enum": ["x", "y"] }, "b": { "type": "integer" } },
        });
        assert_eq!(schema, expected);
    }
}
