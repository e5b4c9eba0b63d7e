//! Constructors for routes and for their bodies and responses.

use super::{Function, Header, Operation, Payload, RequestBody, Route, RouteResponse, Shape, parameters::ETAG};
use crate::http::Scope;

pub(super) const fn response(
    status: u16,
    description: &'static str,
    payload: Payload,
    example: &'static str,
) -> RouteResponse {
    RouteResponse { status, description, payload, headers: &[], example }
}

pub(super) const fn json(shape: Shape) -> Payload {
    Payload::Json(shape)
}

pub(super) const fn with_header(response: RouteResponse, headers: &'static [Header]) -> RouteResponse {
    RouteResponse { headers, ..response }
}

pub(super) const fn body(shape: Shape, examples: &'static [&'static str]) -> RequestBody {
    RequestBody { shape, examples, is_required: true }
}

pub(super) const fn optional_body(shape: Shape, examples: &'static [&'static str]) -> RequestBody {
    RequestBody { is_required: false, ..body(shape, examples) }
}

/// Creates a route that requires a token with this scope.
pub(super) const fn route(
    method: &'static str,
    path: &'static str,
    operation: Operation,
    function: Function,
    scope: Scope,
    summary: &'static str,
) -> Route {
    Route {
        method,
        path,
        operation,
        function,
        scope: Some(scope),
        summary,
        description: "",
        parameters: &[],
        ignores_query: false,
        body: None,
        responses: &[],
        errors: &[],
    }
}

/// Creates a route for a page or script; it requires no token and accepts any query.
pub(super) const fn page(
    path: &'static str,
    operation: Operation,
    summary: &'static str,
    description: &'static str,
    responses: &'static [RouteResponse],
) -> Route {
    Route {
        scope: None,
        ignores_query: true,
        description,
        responses,
        ..route("GET", path, operation, Function::Portal, Scope::ImportsRead, summary)
    }
}

pub(super) const fn text_and_unchanged(media_type: &'static str) -> [RouteResponse; 2] {
    [
        with_header(response(200, "The same for all callers.", Payload::Text(media_type), ""), &[ETAG]),
        response(304, "Not modified.", Payload::Empty, ""),
    ]
}

pub(super) const ERASED: RouteResponse = response(204, "Deleted.", Payload::Empty, "");

pub(super) const HTML: [RouteResponse; 2] = text_and_unchanged("text/html; charset=utf-8");
pub(super) const SCRIPT: [RouteResponse; 2] = text_and_unchanged("text/javascript; charset=utf-8");
