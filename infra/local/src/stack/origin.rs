//! Which pages may speak to the API: those that this machine serves itself, or any if a token is wanted.
//!
//! A page of anywhere can make a browser send requests to loopback. So without tokens a request is refused that is addressed to
//! another host name than this machine's (a name rebound to loopback), or that a page of another origin sends. A token is
//! nothing that a browser adds by itself: who has one may come from anywhere, and cookies count for nothing.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use rollcall_embedded::is_loopback;

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin(Option<HeaderValue>);

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// Pages of this machine, addressed as this machine.
    Loopback,
    /// Pages of this machine, by whatever name it is addressed.
    AnyHost,
    /// Pages of anywhere: a token is wanted.
    Token,
}

/// Judges a request by its headers.
pub(super) fn judge(headers: &HeaderMap, admission: Admission) -> Result<Origin, &'static str> {
    if admission == Admission::Token {
        return Ok(Origin(Some(HeaderValue::from_static("*"))));
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if admission == Admission::Loopback && !is_loopback(host) {
        return Err("Address this program as localhost or 127.0.0.1: it answers to no other name.");
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(Origin(None)) };
    let uri = origin.to_str().ok().and_then(|text| text.parse::<Uri>().ok());
    match uri.as_ref().and_then(Uri::authority) {
        Some(authority) if is_loopback(authority.as_str()) || authority.as_str() == host => {
            Ok(Origin(Some(origin.clone())))
        }
        _ => Err("Only pages of this machine may use an API that wants no token."),
    }
}

/// Answers a browser that asks before it sends.
pub(super) fn preflight(origin: &Origin) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    allow(origin, response.headers_mut());
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, idempotency-key, accept-language"),
    );
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, DELETE"));
    response
}

/// Lets the page of the origin read the answer.
pub(super) fn allow(origin: &Origin, headers: &mut HeaderMap) {
    if let Some(value) = &origin.0 {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value.clone());
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &'static str, origin: Option<&'static str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        headers
    }

    #[test]
    fn request_of_another_name_or_page_is_refused() {
        for (host, origin, is_let_in) in [
            ("localhost:8000", None, true),
            ("127.0.0.1:8000", Some("http://localhost:3000"), true),
            ("[::1]:8000", None, true),
            ("rebound.example:8000", None, false),
            ("127.0.0.1:8000", Some("https://evil.example"), false),
            ("127.0.0.1:8000", Some("null"), false),
            ("127.0.0.1:8000", Some("http://127.0.0.1.evil.example"), false),
        ] {
            let judge = |admission| judge(&headers(host, origin), admission);
            assert_eq!(judge(Admission::Loopback).is_ok(), is_let_in, "{host} {origin:?}");
            assert_eq!(judge(Admission::Token), Ok(Origin(Some(HeaderValue::from_static("*")))), "{host} {origin:?}");
        }
    }
}
