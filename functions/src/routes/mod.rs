//! The routes of the HTTP API. A single table drives the dispatch in each function, the local gateway, the check on `template.yaml`, and
//! `infra/openapi.yaml`.
//!
//! A route lists only what is specific to it. The errors that it shares with other routes (invalid token, unknown parameter, unreadable
//! body) follow from its scope, parameters, body and method; see [`Route::codes`].

mod catalog;
mod examples;
mod feeds;
mod parameters;
mod rows;
mod table;

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use lambda_http::http::Method;
use percent_encoding::percent_decode_str;

use crate::http::{ErrorCode, Scope};

pub use table::{Function, Operation, ROUTES};

/// The JSON Schema for a value.
///
/// Without the `openapi` feature, the schemas of types are omitted, so that the functions do not contain them.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Generated from the type that a handler reads or writes.
    #[cfg(feature = "openapi")]
    Of(fn(&mut schemars::SchemaGenerator) -> schemars::Schema),
    /// The omitted schema of a type.
    #[cfg(not(feature = "openapi"))]
    Left,
    /// Written as JSON.
    Text(&'static str),
}

impl Shape {
    #[cfg(feature = "openapi")]
    const fn of<T: schemars::JsonSchema>() -> Self {
        Self::Of(schemars::SchemaGenerator::subschema_for::<T>)
    }

    #[cfg(not(feature = "openapi"))]
    #[allow(clippy::extra_unused_type_parameters, reason = "the same signature as with schemas")]
    const fn of<T>() -> Self {
        Self::Left
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Shape")
    }
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    Path,
    Query,
    Header,
}

#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub name: &'static str,
    pub location: Location,
    pub description: &'static str,
    pub shape: Shape,
    /// A valid value as JSON, or empty.
    pub example: &'static str,
    pub is_required: bool,
}

/// The JSON body that a route accepts.
#[derive(Debug, Clone, Copy)]
pub struct RequestBody {
    pub shape: Shape,
    /// Valid bodies as JSON.
    pub examples: &'static [&'static str],
    pub is_required: bool,
}

/// The body of a successful response.
#[derive(Debug, Clone, Copy)]
pub enum Payload {
    Empty,
    /// No body, although the media type is JSON.
    EmptyJson,
    Json(Shape),
    /// Text with this media type.
    Text(&'static str),
    /// Text or bytes, with these media types.
    TextOrBinary {
        text: &'static str,
        binary: &'static str,
    },
}

/// A header that a response always has.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    pub name: &'static str,
    pub description: &'static str,
}

/// A successful response.
#[derive(Debug, Clone, Copy)]
pub struct RouteResponse {
    pub status: u16,
    pub description: &'static str,
    pub payload: Payload,
    /// Headers in addition to those in every response.
    pub headers: &'static [Header],
    /// An example of the body as JSON, or empty.
    pub example: &'static str,
}

#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    /// Path, with parameters in braces.
    pub path: &'static str,
    pub operation: Operation,
    pub function: Function,
    /// The scope that the token must grant; `None` if no token is required.
    pub scope: Option<Scope>,
    /// One sentence.
    pub summary: &'static str,
    /// Details beyond the summary, or empty.
    pub description: &'static str,
    pub parameters: &'static [Parameter],
    /// Whether unlisted query parameters are ignored; if not, they are an error.
    pub ignores_query: bool,
    pub body: Option<RequestBody>,
    pub responses: &'static [RouteResponse],
    /// Errors that are specific to this route.
    pub errors: &'static [ErrorCode],
}

impl Route {
    /// Returns the method and path, as the gateway names a route, for example `GET /imports/{id}`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn query_names(&self) -> Vec<&'static str> {
        self.parameters_in(Location::Query).map(|parameter| parameter.name).collect()
    }

    pub fn parameters_in(&self, location: Location) -> impl Iterator<Item = &'static Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.location == location)
    }

    /// Returns the codes of all errors that the route can return: its own, those common to all routes, and those that follow from its
    /// scope, parameters, body and method.
    pub fn codes(&self) -> Vec<ErrorCode> {
        let mut codes = vec![ErrorCode::OriginRefused, ErrorCode::TooBusy, ErrorCode::Internal];
        if self.scope.is_some() {
            codes.extend([ErrorCode::TokenMissing, ErrorCode::TokenForeign, ErrorCode::ScopeMissing]);
        }
        if !self.ignores_query {
            codes.push(ErrorCode::ParameterUnknown);
        }
        if self.parameters.iter().any(|parameter| parameter.location != Location::Path) {
            codes.push(ErrorCode::ParameterInvalid);
        }
        if self.query_names().contains(&"cursor") {
            codes.push(ErrorCode::CursorInvalid);
        }
        if self.body.is_some() {
            codes.extend([ErrorCode::BodyInvalid, ErrorCode::MediaTypeUnsupported]);
        }
        if self.method != Method::GET.as_str() && self.method != Method::DELETE.as_str() {
            codes.push(ErrorCode::RequestTooLarge);
        }
        codes.extend(self.errors);
        codes.sort_unstable();
        codes
    }
}

/// A request matched to its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Index in [`ROUTES`].
    index: usize,
    parameters: Vec<(String, String)>,
}

impl Matched {
    pub fn route(&self) -> &'static Route {
        &ROUTES[self.index]
    }

    /// Returns a path parameter, percent-decoded, or an empty string if the route has no parameter with this name.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    #[error("the path does not support this method")]
    OtherMethod,
    #[error("no route has this path")]
    UnknownPath,
}

/// The paths for each method, with their routes' indexes. As in the deployed gateway, a request is matched only against the paths for its
/// method: `GET /invitations/accept` matches `GET /invitations/{run_id}`.
static PATHS: LazyLock<BTreeMap<&str, matchit::Router<usize>>> = LazyLock::new(|| {
    let mut paths: BTreeMap<&str, matchit::Router<usize>> = BTreeMap::new();
    for (index, route) in ROUTES.iter().enumerate() {
        // Fails only if paths in the table conflict, which the tests would detect.
        let _inserted = paths.entry(route.method).or_default().insert(route.path, index);
    }
    paths
});

pub fn find(method: &str, path: &str) -> Result<Matched, RouteError> {
    let trimmed = path.trim_end_matches('/');
    let path = if trimmed.is_empty() { "/" } else { trimmed };
    // Only the pages and the script support HEAD, which is handled like GET.
    if method == "HEAD" {
        let found = find("GET", path)?;
        return if found.route().function == Function::Portal { Ok(found) } else { Err(RouteError::OtherMethod) };
    }
    let Some(matched) = PATHS.get(method).and_then(|paths| paths.at(path).ok()) else {
        let is_known = PATHS.values().any(|paths| paths.at(path).is_ok());
        return Err(if is_known { RouteError::OtherMethod } else { RouteError::UnknownPath });
    };
    let decode = |value: &str| percent_decode_str(value).decode_utf8_lossy().into_owned();
    let parameters = matched.params.iter().map(|(name, value)| (name.to_owned(), decode(value))).collect();
    Ok(Matched { index: *matched.value, parameters })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn route_is_found_by_method_and_path() {
        let key = |method, path| match find(method, path) {
            Ok(matched) => matched.route().key(),
            Err(RouteError::OtherMethod) => "other method".to_owned(),
            Err(RouteError::UnknownPath) => "nothing".to_owned(),
        };
        for (method, path, expected) in [
            ("GET", "/imports", "GET /imports"),
            ("POST", "/imports/", "POST /imports"),
            ("GET", "/imports/01", "GET /imports/{id}"),
            ("GET", "/imports/01/rows", "GET /imports/{id}/rows"),
            ("PATCH", "/imports/01", "other method"),
            ("GET", "/imports/01/rows/2", "nothing"),
            ("GET", "/", "GET /"),
            ("HEAD", "/activate", "GET /activate"),
            ("HEAD", "/imports", "other method"),
            ("GET", "/nothing", "nothing"),
            ("DELETE", "/catalog/companies/a/cohorts/b", "DELETE /catalog/companies/{company}/cohorts/{cohort}"),
            ("POST", "/invitations/accept", "POST /invitations/accept"),
            ("GET", "/invitations/accept", "GET /invitations/{run_id}"),
            ("GET", "/invitations/01", "GET /invitations/{run_id}"),
        ] {
            assert_eq!(key(method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn parameters_of_the_path_are_decoded() {
        let matched = find("DELETE", "/catalog/companies/a%20b%2Fc/cohorts/%zz").unwrap();
        assert_eq!((matched.parameter("company"), matched.parameter("cohort")), ("a b/c", "%zz"));
        assert_eq!(matched.parameter("course"), "");
    }

    #[test]
    fn every_route_is_found_and_lists_the_parameters_of_its_path() {
        let mut operations = BTreeSet::new();
        for route in &ROUTES {
            let matched = find(route.method, route.path).unwrap();
            assert_eq!(matched.route().key(), route.key());
            let in_path: Vec<&str> =
                route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            let listed: Vec<&str> = route.parameters_in(Location::Path).map(|parameter| parameter.name).collect();
            assert_eq!(in_path, listed, "{}", route.key());
            assert!(operations.insert(format!("{:?}", route.operation)), "{:?} is there twice", route.operation);
        }
    }
}
