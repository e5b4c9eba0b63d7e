//! Which pages may call the API: those on this machine, or any page if a token is required.
//!
//! Any page can make a browser send requests to this machine. Without tokens, a request is therefore refused if it addresses a host name
//! other than `localhost` (DNS rebinding), or comes from a page that is not on this machine. With tokens, pages on any origin are admitted:
//! a browser never adds a token automatically, and cookies are ignored.

use axum::http::{HeaderMap, HeaderName, Method, Uri, header, uri::Authority};
use rollcall_embedded::{is_ip_address, is_loopback};
use tower_http::cors::{AllowOrigin, CorsLayer};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// Pages on this machine, if the request addresses `localhost` or a loopback IP address.
    Loopback,
    /// Pages on this machine, if the request addresses `localhost` or any IP address.
    AnyAddress,
    /// Pages on any origin: a token is required.
    Token,
}

/// Checks the headers of a request. The error is a message for the caller.
pub(super) fn check(headers: &HeaderMap, admission: Admission) -> Result<(), &'static str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).unwrap_or_default();
    let has_port = |authority: &Authority| {
        authority.port().is_some_and(|port| port.as_str().bytes().all(|digit| digit.is_ascii_digit()))
            && authority.port_u16().is_some()
    };
    let is_host = host.parse::<Authority>().is_ok_and(|authority| authority.host() == host || has_port(&authority));
    if !is_host || hosts.next().is_some() {
        return Err("The header Host is not a host name with an optional port.");
    }
    match admission {
        Admission::Token => return Ok(()),
        Admission::Loopback if !is_loopback(host) => {
            return Err("Address this program as localhost or 127.0.0.1: it does not accept other host names.");
        }
        Admission::AnyAddress if !is_loopback(host) && !is_ip_address(host) => {
            return Err("Address this program by its IP address: without --issuer, it does not accept host names.");
        }
        Admission::Loopback | Admission::AnyAddress => {}
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let uri = origin.to_str().ok().and_then(|text| text.parse::<Uri>().ok());
    match uri.as_ref().and_then(Uri::authority) {
        Some(authority) if is_loopback(authority.as_str()) || authority.as_str() == host => Ok(()),
        _ => Err("Only pages of this machine may use an API that requires no token."),
    }
}

pub(super) fn cors(admission: Admission) -> CorsLayer {
    let origin = match admission {
        Admission::Token => AllowOrigin::any(),
        Admission::Loopback | Admission::AnyAddress => {
            AllowOrigin::predicate(move |_, request| check(&request.headers, admission).is_ok())
        }
    };
    CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT_LANGUAGE,
            HeaderName::from_static("idempotency-key"),
        ])
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

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
        for (host, origin, is_admitted) in [
            ("localhost:8000", None, true),
            ("127.0.0.1:8000", Some("http://localhost:3000"), true),
            ("[::1]:8000", None, true),
            ("rebound.example:8000", None, false),
            ("127.0.0.1:8000", Some("https://evil.example"), false),
            ("127.0.0.1:8000", Some("null"), false),
            ("127.0.0.1:8000", Some("http://127.0.0.1.evil.example"), false),
        ] {
            let check = |admission| check(&headers(host, origin), admission);
            assert_eq!(check(Admission::Loopback).is_ok(), is_admitted, "{host} {origin:?}");
            assert!(check(Admission::Token).is_ok(), "{host} {origin:?}");
        }
    }

    #[test]
    fn other_addresses_of_this_machine_are_admitted_and_names_are_not() {
        for (host, origin, is_admitted) in [
            ("172.17.0.1:8000", None, true),
            ("172.17.0.1:8000", Some("http://172.17.0.1:8000"), true),
            ("[fe80::1]:8000", None, true),
            ("localhost:8000", None, true),
            ("172.17.0.1:8000", Some("http://rebound.example:8000"), false),
            ("rebound.example:8000", None, false),
            ("rebound.example:8000", Some("http://rebound.example:8000"), false),
        ] {
            let is_ok = check(&headers(host, origin), Admission::AnyAddress).is_ok();
            assert_eq!(is_ok, is_admitted, "{host} {origin:?}");
        }
    }

    #[test]
    fn host_that_is_no_host_is_refused() {
        let mut two = headers("localhost:8000", None);
        two.append(header::HOST, HeaderValue::from_static("a"));
        let others =
            ["", "a b", "localhost:99999", "[::1", "localhost:", "localhost:+80"].map(|host| headers(host, None));
        for headers in others.into_iter().chain([two]) {
            for admission in [Admission::Loopback, Admission::AnyAddress, Admission::Token] {
                assert!(check(&headers, admission).is_err(), "{headers:?} {admission:?}");
            }
        }
    }
}
