//! The checks that precede every handler: route, caller and parameters.

use lambda_http::{Body, Request, RequestExt, Response, request::RequestContext};
use rollcall_domain::{ids::ImportId, problem::message::Language};
use serde::de::DeserializeOwned;

use super::{Access, ApiError, Caller, ErrorCode, Query, language_of, protected, read_json};
use crate::routes::{self, Function, Matched, Operation};

/// A request that has passed the checks common to all routes.
#[derive(Debug)]
pub struct Call<'r> {
    pub request: &'r Request,
    /// The query parameters. The route accepts all of them, unless it ignores the query.
    pub query: Query<'r>,
    matched: Matched,
    caller: Option<Caller>,
}

impl<'r> Call<'r> {
    /// Finds the route, and checks the token and the names of the query parameters.
    ///
    /// Fails with 404 if this function has no such route, with 401 or 403 if the token is missing or insufficient, and with 400 if the
    /// query is invalid.
    pub fn of(function: Function, access: &Access, request: &'r Request) -> Result<Self, ApiError> {
        let raw = request.raw_http_path();
        let path = if raw.is_empty() { request.uri().path() } else { raw };
        let matched = routes::find(request.method().as_str(), path).ok();
        let matched = matched.filter(|matched| matched.route().function == function).ok_or_else(route_unknown)?;
        let route = matched.route();
        let caller = match route.scope {
            Some(scope) => Some(Caller::of(request, access, scope)?),
            None => None,
        };
        let query = Query::new(request);
        if !route.ignores_query {
            query.check_names(&route.query_names())?;
        }
        Ok(Self { request, query, matched, caller })
    }

    pub fn operation(&self) -> Operation {
        self.matched.route().operation
    }

    /// Returns a path parameter, percent-decoded.
    pub fn parameter(&self, name: &str) -> &str {
        self.matched.parameter(name)
    }

    /// Returns the caller. Fails with 401 on a route that requires no token.
    pub fn caller(&self) -> Result<&Caller, ApiError> {
        self.caller.as_ref().ok_or_else(ApiError::token_missing)
    }

    pub fn language(&self) -> Language {
        language_of(self.request)
    }

    /// Parses the body as JSON. Fails with 415 for another media type, and with 400 for an invalid document.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        read_json(self.request)
    }
}

/// Returns the import id from the path. Fails with 404, without a look-up, if it is not a valid id.
pub(crate) fn import_id(call: &Call<'_>) -> Result<ImportId, ApiError> {
    let id = ImportId::from(call.parameter("id"));
    if id.unix_ms().is_some() { Ok(id) } else { Err(import_unknown()) }
}

pub(crate) fn import_unknown() -> ApiError {
    ApiError::new(ErrorCode::ImportUnknown, "There is no import with this id. GET /imports lists the imports.")
}

/// Creates the error for a request that matches none of the function's routes.
pub fn route_unknown() -> ApiError {
    ApiError::new(ErrorCode::RouteUnknown, "See the API description for the routes.")
}

/// Checks a request and passes it to `handle`; logs an error from either step and converts it into a response.
pub async fn respond<'r, H, F>(function: Function, access: &Access, request: &'r Request, handle: H) -> Response<Body>
where
    H: FnOnce(Call<'r>) -> F,
    F: Future<Output = Result<Response<Body>, ApiError>>,
{
    let result = match Call::of(function, access, request) {
        Ok(call) => Box::pin(handle(call)).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(response) => protected(response),
        Err(error) => {
            let request_id = request_id(request);
            error.log(&request_id);
            error.into_response(&request_id)
        }
    }
}

fn request_id(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone().unwrap_or_default(),
        _ => String::new(),
    }
}
