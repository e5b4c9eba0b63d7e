//! Successful responses.

use lambda_http::{
    Body, Response,
    http::{HeaderValue, StatusCode, header},
};
use rollcall_domain::problem::message::Language;
use serde::Serialize;

/// Creates a JSON response that caches must not store, since it may contain personal data.
pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Response<Body> {
    let text = serde_json::to_string(body).unwrap_or_default();
    with_body(status, "application/json", text)
}

pub fn ok<T: Serialize>(body: &T) -> Response<Body> {
    json(StatusCode::OK, body)
}

pub fn created<T: Serialize>(body: &T) -> Response<Body> {
    json(StatusCode::CREATED, body)
}

pub fn accepted<T: Serialize>(body: &T) -> Response<Body> {
    json(StatusCode::ACCEPTED, body)
}

pub fn no_content() -> Response<Body> {
    with_body(StatusCode::NO_CONTENT, "application/json", String::new())
}

/// Creates a 200 response with a file that browsers save under this name.
pub fn file(content_type: &'static str, file_name: &str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    insert(&mut response, header::CONTENT_TYPE, content_type);
    insert(&mut response, header::CACHE_CONTROL, "no-store");
    insert(&mut response, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{file_name}\""));
    response
}

pub fn redirect(url: &str) -> Response<Body> {
    let mut response = with_body(StatusCode::FOUND, "application/json", String::new());
    insert(&mut response, header::LOCATION, url);
    response
}

/// Sets `Content-Language` to the language of the messages, and `Vary`, so that no cache serves the response to readers of another
/// language.
#[must_use]
pub fn in_language(mut response: Response<Body>, language: Language) -> Response<Body> {
    insert(&mut response, header::CONTENT_LANGUAGE, language.tag());
    insert(&mut response, header::VARY, "accept-language");
    response
}

fn with_body(status: StatusCode, content_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(if body.is_empty() { Body::Empty } else { Body::from(body) });
    *response.status_mut() = status;
    insert(&mut response, header::CONTENT_TYPE, content_type);
    insert(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// Adds the headers that restrict what browsers do with a response. A page keeps its own content security policy; the policy for other
/// responses forbids all content and framing. Over plain HTTP, as on a development machine, browsers ignore `Strict-Transport-Security`.
pub(crate) fn protected(mut response: Response<Body>) -> Response<Body> {
    insert(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    insert(&mut response, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    if !response.headers().contains_key(header::CONTENT_SECURITY_POLICY) {
        insert(&mut response, header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    }
    response
}

fn insert(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    // Values come from this crate or the SDK and are visible ASCII.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
