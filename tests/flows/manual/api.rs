//! The HTTP API reference, rendered from its description (`infra/openapi.yaml`).

use std::collections::BTreeMap;

use yaml_rust2::{Yaml, YamlLoader};

use super::{cell, check, table};

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];
/// A response shared by at least this many operations is described once, under common responses.
const COMMON_FROM: usize = 10;

/// Returns the members of a mapping; empty for any other node.
fn members(node: &Yaml) -> impl Iterator<Item = (String, &Yaml)> {
    node.as_hash().into_iter().flatten().map(|(name, value)| (plain(name), value))
}

fn list(node: &Yaml) -> impl Iterator<Item = &Yaml> {
    node.as_vec().into_iter().flatten()
}

fn plain(node: &Yaml) -> String {
    match node {
        Yaml::String(text) | Yaml::Real(text) => text.clone(),
        Yaml::Integer(number) => number.to_string(),
        Yaml::Boolean(value) => value.to_string(),
        _ => "null".into(),
    }
}

fn text(node: &Yaml) -> String {
    cell(node.as_str().unwrap_or_default())
}

fn code(node: &Yaml) -> String {
    format!("`{}`", plain(node))
}

fn anchor(schema: &str) -> String {
    format!("schema-{}", schema.to_lowercase())
}

/// Returns the variants of a schema that all are objects, and how each is identified: by the value of its `kind`, or by the first field
/// that it requires. Returns `None` for any other schema.
fn variants(schema: &Yaml) -> Option<(&'static str, Vec<(String, &Yaml)>)> {
    let all: Vec<&Yaml> = list(&schema["oneOf"]).collect();
    if all.is_empty() {
        return None;
    }
    let by_kind = |variant: &&Yaml| {
        let kind = &variant["properties"]["kind"]["const"];
        (!kind.is_badvalue()).then(|| code(kind))
    };
    let by_field = |variant: &&Yaml| list(&variant["required"]).next().map(code);
    let named = |names: Option<Vec<String>>| Some(names?.into_iter().zip(all.iter().copied()).collect::<Vec<_>>());
    let kinds = named(all.iter().map(by_kind).collect()).map(|all| ("with `kind`", all));
    kinds.or_else(|| named(all.iter().map(by_field).collect()).map(|all| ("with", all)))
}

/// Joins names as in "a, b or c".
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Returns a short description of a schema's type; named schemas become links.
fn kind(schema: &Yaml) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return format!("[{name}](#{})", anchor(name));
    }
    if let Some((word, all)) = variants(schema) {
        let names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
        return format!("object {word} {}", either(&names));
    }
    for (name, separator) in [("oneOf", " or "), ("anyOf", " or "), ("allOf", " with ")] {
        if !schema[name].is_badvalue() {
            let kinds: Vec<String> = list(&schema[name]).map(kind).filter(|kind| !kind.is_empty()).collect();
            return kinds.join(separator);
        }
    }
    if !schema["enum"].is_badvalue() {
        return list(&schema["enum"]).map(code).collect::<Vec<_>>().join(", ");
    }
    if !schema["const"].is_badvalue() {
        return code(&schema["const"]);
    }
    if !schema["items"].is_badvalue() {
        return format!("array of {}", kind(&schema["items"]));
    }
    match &schema["type"] {
        Yaml::Array(types) => types.iter().map(plain).collect::<Vec<_>>().join(" or "),
        Yaml::String(name) => name.clone(),
        _ => String::new(),
    }
}

/// Returns a row for each property: name, type, whether it is required, and description.
fn fields(schema: &Yaml) -> Vec<Vec<String>> {
    let required: Vec<String> = list(&schema["required"]).map(plain).collect();
    let row = |(name, field): (String, &Yaml)| {
        let needed = if required.contains(&name) { "yes" } else { "" };
        vec![format!("`{name}`"), kind(field), needed.into(), text(&field["description"])]
    };
    members(&schema["properties"]).map(row).collect()
}

/// Returns a table of a schema's fields, or a paragraph and a table for each variant. Empty if the schema has no fields.
fn tables(schema: &Yaml, name_of_field: &str) -> Vec<String> {
    let header = [name_of_field, "Type", "Required", "Meaning"];
    let Some((word, all)) = variants(schema) else {
        let fields = fields(schema);
        return if fields.is_empty() { Vec::new() } else { vec![table(&header, &fields)] };
    };
    let mut blocks = Vec::new();
    for (name, variant) in all {
        let lead = format!("Object {word} {name}: {}", text(&variant["description"]));
        blocks.push(lead.trim_end().to_owned());
        let mut fields = fields(variant);
        // The paragraph contains the only value.
        fields.retain(|row| word == "with" || row[0] != "`kind`");
        if !fields.is_empty() {
            blocks.push(table(&header, &fields));
        }
    }
    blocks
}

/// Collects all values of the members named `code` below a node.
fn collect_codes(node: &Yaml, found: &mut Vec<String>) {
    for (name, value) in members(node) {
        if name == "code" {
            found.extend(list(&value["enum"]).map(code));
            found.extend((!value["const"].is_badvalue()).then(|| code(&value["const"])));
        }
        collect_codes(value, found);
    }
    list(node).for_each(|one| collect_codes(one, found));
}

struct Document(Yaml);

impl Document {
    /// Follows the `$ref` of a node, if it has one.
    fn resolve<'a>(&'a self, node: &'a Yaml) -> &'a Yaml {
        let Some(reference) = node["$ref"].as_str() else { return node };
        reference.trim_start_matches("#/").split('/').fold(&self.0, |at, name| &at[name])
    }

    fn operations(&self) -> impl Iterator<Item = (String, &Yaml, &Yaml)> {
        members(&self.0["paths"]).flat_map(|(path, item)| {
            let of_path = members(item).filter(|(method, _)| METHODS.contains(&method.as_str()));
            of_path.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), item, operation))
        })
    }

    /// Returns a row for each response: status, meaning, and body or codes.
    fn responses(&self, operation: &Yaml) -> Vec<Vec<String>> {
        let row = |(status, response): (String, &Yaml)| {
            let response = self.resolve(response);
            let mut codes = Vec::new();
            collect_codes(&response["content"]["application/problem+json"], &mut codes);
            let body = &response["content"]["application/json"]["schema"];
            let body = if codes.is_empty() && !body.is_badvalue() { kind(body) } else { codes.join(", ") };
            vec![status, text(&response["description"]), body]
        };
        members(&operation["responses"]).map(row).collect()
    }

    fn common_responses(&self) -> Vec<Vec<String>> {
        let mut counts = BTreeMap::new();
        for response in self.operations().flat_map(|(_, _, operation)| self.responses(operation)) {
            *counts.entry(response).or_insert(0) += 1;
        }
        counts.into_iter().filter(|(_, count)| *count >= COMMON_FROM).map(|(response, _)| response).collect()
    }

    fn operation(&self, item: &Yaml, operation: &Yaml, common: &[Vec<String>], blocks: &mut Vec<String>) {
        blocks.push(text(&operation["summary"]));
        blocks.extend(operation["description"].as_str().map(|description| description.trim().to_owned()));
        let scopes: Vec<_> =
            list(&operation["security"]).flat_map(members).flat_map(|(_, scopes)| list(scopes)).collect();
        let scopes: Vec<_> = scopes.into_iter().map(code).collect();
        blocks.push(if scopes.is_empty() { "Needs no token.".into() } else { format!("Scope: {}", scopes.join(", ")) });
        let parameter = |parameter: &Yaml| {
            let parameter = self.resolve(parameter);
            let location = plain(&parameter["in"]);
            vec![code(&parameter["name"]), location, kind(&parameter["schema"]), text(&parameter["description"])]
        };
        let rows: Vec<_> = list(&item["parameters"]).chain(list(&operation["parameters"])).map(parameter).collect();
        if !rows.is_empty() {
            blocks.push(table(&["Parameter", "In", "Type", "Meaning"], &rows));
        }
        let body = &self.resolve(&operation["requestBody"])["content"]["application/json"]["schema"];
        if !body.is_badvalue() {
            let tables = tables(body, "Body");
            if tables.is_empty() {
                blocks.push(format!("Body: {}", kind(body)));
            }
            blocks.extend(tables);
        }
        let (shared, own): (Vec<_>, Vec<_>) =
            self.responses(operation).into_iter().partition(|one| common.contains(one));
        blocks.push(table(&["Status", "Meaning", "Body or codes"], &own));
        if !shared.is_empty() {
            let statuses: Vec<_> = shared.iter().map(|one| one[0].as_str()).collect();
            blocks.push(format!("Also {}: see [Common responses](#common-responses).", statuses.join(", ")));
        }
    }

    fn page(&self) -> Vec<String> {
        let common = self.common_responses();
        let mut blocks = vec!["# API reference".to_owned(), text_of(&self.0["info"]["description"])];
        for tag in list(&self.0["tags"]) {
            blocks.push(format!("## {}", plain(&tag["name"])));
            blocks.push(text(&tag["description"]));
            for (key, item, operation) in self.operations() {
                if operation["tags"][0] == tag["name"] {
                    blocks.push(format!("### {key}"));
                    self.operation(item, operation, &common, &mut blocks);
                }
            }
        }
        blocks.push("## Common responses".into());
        blocks.push(table(&["Status", "Meaning", "Body or codes"], &common));
        blocks.push("## Schemas".into());
        for (name, schema) in members(&self.0["components"]["schemas"]) {
            blocks.push(format!("### <a id=\"{}\"></a>{name}", anchor(&name)));
            blocks.push(text_of(&schema["description"]));
            let tables = tables(schema, "Field");
            if tables.is_empty() {
                blocks.push(kind(schema));
            }
            blocks.extend(tables);
        }
        blocks.retain(|block| !block.is_empty());
        blocks
    }
}

/// Returns a description without joining its paragraphs.
fn text_of(node: &Yaml) -> String {
    node.as_str().unwrap_or_default().trim().to_owned()
}

#[test]
fn manual_api_page_matches_the_description() {
    let description = include_str!("../../../infra/openapi.yaml");
    let document = Document(YamlLoader::load_from_str(description).unwrap().remove(0));
    check("http-api.md", &document.page());
}

#[test]
fn variants_are_named_by_their_kind_or_the_field_that_they_require() {
    let row = "{required: [kind], properties: {kind: {const: row}, found: {type: string}}}";
    let cell = "{required: [kind], description: One cell., properties: {kind: {const: cell}}}";
    let emails = "{required: [emails], properties: {emails: {type: array}}}";
    for (variants, expected, blocks) in [
        (format!("[{row}, {cell}]"), "object with `kind` `row` or `cell`", 3),
        (format!("[{row}, {row}, {cell}]"), "object with `kind` `row`, `row` or `cell`", 5),
        (format!("[{emails}, {cell}]"), "object with `emails` or `kind`", 4),
        (format!("[{{type: string}}, {cell}]"), "string", 0),
    ] {
        let schema = YamlLoader::load_from_str(&format!("oneOf: {variants}")).unwrap().remove(0);
        assert_eq!(kind(&schema), expected);
        assert_eq!(tables(&schema, "Field").len(), blocks, "{expected}");
    }
}
