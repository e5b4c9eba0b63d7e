//! The HTTP API, rendered from its OpenAPI document.

use yaml_rust2::{Yaml, YamlLoader};

use super::{cell, check, table};

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

/// Members of a mapping; none of anything else.
fn members(node: &Yaml) -> impl Iterator<Item = (String, &Yaml)> {
    node.as_hash().into_iter().flatten().map(|(name, value)| (plain(name), value))
}

fn list(node: &Yaml) -> impl Iterator<Item = &Yaml> {
    node.as_vec().into_iter().flatten()
}

/// A scalar as text.
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

struct Document(Yaml);

impl Document {
    /// The node itself, or what its `$ref` names.
    fn resolve<'a>(&'a self, node: &'a Yaml) -> &'a Yaml {
        let Some(reference) = node["$ref"].as_str() else { return node };
        reference.trim_start_matches("#/").split('/').fold(&self.0, |at, name| &at[name])
    }

    /// A schema's type in a few words; named schemas are links.
    fn kind(&self, schema: &Yaml) -> String {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap();
            return format!("[{name}](#{})", name.to_lowercase());
        }
        let alternatives = ["oneOf", "anyOf", "allOf"].into_iter().find(|name| !schema[*name].is_badvalue());
        if let Some(name) = alternatives {
            let separator = if name == "allOf" { " with " } else { " or " };
            let kinds: Vec<String> =
                list(&schema[name]).map(|one| self.kind(one)).filter(|kind| !kind.is_empty()).collect();
            return kinds.join(separator);
        }
        if !schema["enum"].is_badvalue() {
            return list(&schema["enum"]).map(|value| format!("`{}`", plain(value))).collect::<Vec<_>>().join(", ");
        }
        if !schema["const"].is_badvalue() {
            return format!("`{}`", plain(&schema["const"]));
        }
        if !schema["items"].is_badvalue() {
            return format!("array of {}", self.kind(&schema["items"]));
        }
        match &schema["type"] {
            Yaml::Array(types) => types.iter().map(plain).collect::<Vec<_>>().join(" or "),
            Yaml::String(name) => name.clone(),
            _ => String::new(),
        }
    }

    fn fields(&self, schema: &Yaml) -> Vec<Vec<String>> {
        let required: Vec<String> = list(&schema["required"]).map(plain).collect();
        let row = |(name, field): (String, &Yaml)| {
            let needed = if required.contains(&name) { "yes" } else { "" };
            vec![format!("`{name}`"), self.kind(field), needed.into(), text(&field["description"])]
        };
        members(&schema["properties"]).map(row).collect()
    }

    /// Every value of `code` below a node.
    fn codes(&self, node: &Yaml, found: &mut Vec<String>) {
        for (name, value) in members(node) {
            if name == "code" {
                let values = list(&value["enum"]).chain((!value["const"].is_badvalue()).then_some(&value["const"]));
                found.extend(values.map(|code| format!("`{}`", plain(code))));
            }
            self.codes(value, found);
        }
        list(node).for_each(|one| self.codes(one, found));
    }

    fn operation(&self, path: &str, method: &str, item: &Yaml, operation: &Yaml) -> String {
        let mut page = format!("### {} {path}\n\n{}\n\n", method.to_uppercase(), text(&operation["summary"]));
        if let Some(description) = operation["description"].as_str() {
            page += &format!("{}\n\n", description.trim());
        }
        let scopes: Vec<String> =
            list(&operation["security"]).flat_map(members).flat_map(|(_, scopes)| list(scopes)).map(plain).collect();
        page +=
            &if scopes.is_empty() { "No token.\n\n".into() } else { format!("Scope: `{}`\n\n", scopes.join("`, `")) };
        let mut rows = Vec::new();
        for parameter in list(&item["parameters"]).chain(list(&operation["parameters"])) {
            let parameter = self.resolve(parameter);
            let name = format!("`{}`", plain(&parameter["name"]));
            rows.push(vec![
                name,
                plain(&parameter["in"]),
                self.kind(&parameter["schema"]),
                text(&parameter["description"]),
            ]);
        }
        if !rows.is_empty() {
            page += &format!("{}\n", table(&["Parameter", "In", "Type", "Meaning"], &rows));
        }
        let body = &self.resolve(&operation["requestBody"])["content"]["application/json"]["schema"];
        if !body.is_badvalue() {
            let fields = self.fields(body);
            page += &if fields.is_empty() {
                format!("Body: {}\n\n", self.kind(body))
            } else {
                format!("{}\n", table(&["Body", "Type", "Required", "Meaning"], &fields))
            };
        }
        let row = |(status, response): (String, &Yaml)| {
            let response = self.resolve(response);
            let mut codes = Vec::new();
            self.codes(&response["content"], &mut codes);
            let content = &response["content"]["application/json"]["schema"];
            let kind = if codes.is_empty() && !content.is_badvalue() { self.kind(content) } else { codes.join(", ") };
            vec![status, text(&response["description"]), kind]
        };
        let responses: Vec<_> = members(&operation["responses"]).map(row).collect();
        page + &format!("{}\n", table(&["Status", "Meaning", "Body or codes"], &responses))
    }

    fn page(&self) -> String {
        let info = &self.0["info"];
        let mut page = format!("# API reference\n\n{}\n\n", info["description"].as_str().unwrap_or_default().trim());
        for tag in list(&self.0["tags"]) {
            page += &format!("## {}\n\n{}\n\n", plain(&tag["name"]), text(&tag["description"]));
            for (path, item) in members(&self.0["paths"]) {
                for (method, operation) in members(item) {
                    if METHODS.contains(&method.as_str()) && operation["tags"][0] == tag["name"] {
                        page += &self.operation(&path, &method, item, operation);
                    }
                }
            }
        }
        page += "## Schemas\n\n";
        for (name, schema) in members(&self.0["components"]["schemas"]) {
            page += &format!("### {name}\n\n");
            let fields = self.fields(schema);
            let description = schema["description"].as_str().unwrap_or_default().trim();
            if !description.is_empty() {
                page += &format!("{description}\n\n");
            }
            page += &if fields.is_empty() {
                format!("{}\n\n", self.kind(schema))
            } else {
                format!("{}\n", table(&["Field", "Type", "Always there", "Meaning"], &fields))
            };
        }
        page
    }
}

#[test]
fn manual_api_is_that_of_the_description() {
    let description = include_str!("../../../infra/openapi.yaml");
    let document = Document(YamlLoader::load_from_str(description).unwrap().remove(0));
    check("http-api.md", &document.page());
}
