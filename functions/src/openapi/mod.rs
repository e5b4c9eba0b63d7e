//! The `OpenAPI` description of the HTTP API, `infra/openapi.yaml`, generated from the table of [`routes`](crate::routes).
//!
//! Paths, parameters, statuses and codes come from the table; schemas come from the types that handlers read and write.

mod prose;
mod schemas;
mod yaml;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::schemas::Schemas;
use crate::{
    http::{ErrorCode, ProblemDocument},
    routes::{Function, Location, Operation, Parameter, Payload, ROUTES, Route, RouteResponse},
};

/// The command that regenerates `infra/openapi.yaml`.
pub const RENEW: &str =
    "cargo run -p rollcall-functions --features openapi --bin rollcall-openapi -- infra/openapi.yaml";

#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// An example or a schema in the table is not valid JSON.
    #[error("{text} is not valid JSON")]
    Json {
        text: &'static str,
        #[source]
        source: serde_json::Error,
    },
    #[error("the document cannot be written as YAML")]
    Yaml(#[from] yaml_rust2::EmitError),
}

pub fn to_yaml() -> Result<String, DescribeError> {
    yaml::write(&document()?)
}

fn document() -> Result<Value, DescribeError> {
    let mut schemas = Schemas::default();
    let mut responses = Map::new();
    let mut paths = Map::new();
    for route in &ROUTES {
        let operation = operation(route, &mut schemas, &mut responses)?;
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.to_lowercase()] = operation;
    }
    // The error for a request that matches no route.
    error_response(404, &[ErrorCode::RouteUnknown], &mut responses);
    schemas.response::<ProblemDocument<'static>>();
    let mut named = schemas.into_named();
    named.insert("GatewayMessage".to_owned(), prose::gateway_message());
    let mut document = prose::document();
    document["paths"] = Value::Object(paths);
    document["components"] = json!({
        "securitySchemes": prose::security_schemes(),
        "responses": responses,
        "schemas": named,
    });
    Ok(document)
}

fn operation(route: &Route, schemas: &mut Schemas, named: &mut Map<String, Value>) -> Result<Value, DescribeError> {
    let security = route.scope.map(|scope| json!({ "token": [scope.as_str()] }));
    let mut operation = json!({
        "operationId": operation_id(route),
        "tags": [tag(route)],
        "summary": route.summary,
        "security": security.into_iter().collect::<Vec<_>>(),
        "responses": responses(route, schemas, named)?,
    });
    if !route.description.is_empty() {
        operation["description"] = route.description.into();
    }
    if !route.parameters.is_empty() {
        let parameters: Result<Vec<_>, _> = route.parameters.iter().map(|one| parameter(one, schemas)).collect();
        operation["parameters"] = parameters?.into();
    }
    if let Some(body) = &route.body {
        let mut content = json!({ "schema": schemas.of_request(body.shape)? });
        if let [example] = body.examples {
            content["example"] = parse(example)?;
        } else if !body.examples.is_empty() {
            let examples = body.examples.iter().enumerate();
            let examples: Result<Map<_, _>, DescribeError> = examples
                .map(|(at, text)| Ok((format!("example {}", at + 1), json!({ "value": parse(text)? }))))
                .collect();
            content["examples"] = examples?.into();
        }
        operation["requestBody"] = json!({ "required": body.is_required, "content": { "application/json": content } });
    }
    Ok(operation)
}

/// Returns the operation's name in lower camel case.
fn operation_id(route: &Route) -> String {
    let name = format!("{:?}", route.operation);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn tag(route: &Route) -> &'static str {
    match route.function {
        Function::Portal => "pages",
        Function::Template => "layouts",
        Function::Upload | Function::Review | Function::Export => "imports",
        Function::Directory if route.operation == Operation::GetTemplate => "layouts",
        Function::Directory if route.path.starts_with("/users") => "users",
        Function::Directory if route.path.starts_with("/feeds") => "feeds",
        Function::Directory => "catalog",
        Function::Invite | Function::Accept => "invitations",
    }
}

fn parameter(parameter: &Parameter, schemas: &mut Schemas) -> Result<Value, DescribeError> {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    };
    let mut described = json!({
        "name": parameter.name,
        "in": location,
        "description": parameter.description,
        "schema": schemas.of_response(parameter.shape)?,
    });
    if parameter.is_required {
        described["required"] = true.into();
    }
    if !parameter.example.is_empty() {
        described["example"] = parse(parameter.example)?;
    }
    Ok(described)
}

fn responses(
    route: &Route,
    schemas: &mut Schemas,
    named: &mut Map<String, Value>,
) -> Result<Map<String, Value>, DescribeError> {
    let mut responses = Map::new();
    for declared in route.responses {
        responses.insert(declared.status.to_string(), success(declared, schemas)?);
    }
    // The gateway itself limits the request rate.
    let mut by_status: BTreeMap<u16, Vec<ErrorCode>> = BTreeMap::from([(429, Vec::new())]);
    for code in route.codes() {
        by_status.entry(code.status().as_u16()).or_default().push(code);
    }
    for (status, codes) in by_status {
        let name = error_response(status, &codes, named);
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    Ok(responses)
}

fn success(declared: &RouteResponse, schemas: &mut Schemas) -> Result<Value, DescribeError> {
    let mut response = json!({ "description": declared.description });
    let as_text = || json!({ "schema": { "type": "string" } });
    let contents = match declared.payload {
        Payload::Empty => Vec::new(),
        Payload::EmptyJson => vec![("application/json", json!({}))],
        Payload::Json(shape) => vec![("application/json", json!({ "schema": schemas.of_response(shape)? }))],
        Payload::Text(media_type) => vec![(media_type, as_text())],
        Payload::TextOrBinary { text, binary } => vec![(text, as_text()), (binary, json!({}))],
    };
    for (media_type, mut content) in contents {
        if !declared.example.is_empty() {
            content["example"] = parse(declared.example)?;
        }
        response["content"][media_type] = content;
    }
    for header in declared.headers {
        response["headers"][header.name] =
            json!({ "description": header.description, "required": true, "schema": { "type": "string" } });
    }
    Ok(response)
}

/// Adds the response for these codes, unless it exists, and returns its name.
fn error_response(status: u16, codes: &[ErrorCode], responses: &mut Map<String, Value>) -> String {
    let name = if codes.is_empty() {
        "TooManyRequests".to_owned()
    } else {
        let names: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        names.join("Or")
    };
    if responses.contains_key(&name) {
        return name;
    }
    let titles: Vec<String> = codes.iter().map(|code| format!("{}.", code.title())).collect();
    let mut response = json!({ "description": titles.join(" "), "content": {} });
    if codes.is_empty() {
        response["description"] = "Too many requests to the gateway of a deployed stack. Try again later.".into();
    } else {
        response["content"]["application/problem+json"] = json!({ "schema": { "allOf": [
            { "$ref": "#/components/schemas/Problem" },
            { "properties": { "code": { "enum": codes } } },
        ]}});
    }
    if matches!(status, 401 | 403 | 404 | 413 | 429 | 500 | 503)
        && (status != 404 || codes == [ErrorCode::RouteUnknown])
    {
        response["content"]["application/json"] =
            json!({ "schema": { "$ref": "#/components/schemas/GatewayMessage" } });
    }
    match status {
        401 => {
            let bearer = json!({ "description": "`Bearer`, with an `error_description` if the gateway of a deployed stack rejected the token.", "required": true, "schema": { "type": "string" }, "example": "Bearer" });
            response["headers"]["WWW-Authenticate"] = bearer;
        }
        429 | 503 if !codes.is_empty() => {
            let seconds = json!({ "type": "integer", "minimum": 0 });
            response["headers"]["Retry-After"] = json!({ "description": "Seconds.", "schema": seconds, "example": 5 });
        }
        _ => {}
    }
    responses.insert(name.clone(), response);
    name
}

fn parse(text: &'static str) -> Result<Value, DescribeError> {
    serde_json::from_str(text).map_err(|source| DescribeError::Json { text, source })
}
