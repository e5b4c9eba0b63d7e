//! CORS, as the deployed bucket is configured: pages may upload and download, and read the entity tag.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::http::is_loopback;

/// The pages that may use the buckets, with an address that was signed for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Pages of anywhere.
    Any,
    /// Pages of this machine, by the name that it is addressed by.
    ThisMachine,
}

impl Origins {
    /// The answer to a preflight; `None` if the request is none.
    pub(super) fn answer_preflight(self, method: &Method, headers: &HeaderMap) -> Option<Response> {
        if method != Method::OPTIONS {
            return None;
        }
        let asks_for = headers.get(header::ACCESS_CONTROL_REQUEST_METHOD)?;
        let allowed = [Method::GET, Method::HEAD, Method::PUT, Method::POST, Method::DELETE];
        let is_allowed = allowed.iter().any(|method| method.as_str().as_bytes() == asks_for.as_bytes());
        let Some(mut answer) = self.headers_for(headers).filter(|_| is_allowed) else {
            return Some(StatusCode::FORBIDDEN.into_response());
        };
        answer.push((header::ACCESS_CONTROL_ALLOW_METHODS, asks_for.clone()));
        if let Some(names) = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
            answer.push((header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone()));
        }
        // An hour: longer than any upload, shorter than a change of the stack.
        answer.push((header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("3600")));
        let mut response = StatusCode::OK.into_response();
        response.headers_mut().extend(answer);
        Some(response)
    }

    /// What an answer to a request with these headers says to the browser; `None` if the origin may not.
    pub(super) fn headers_for(self, request: &HeaderMap) -> Option<Vec<(HeaderName, HeaderValue)>> {
        let origin = request.get(header::ORIGIN)?;
        let allowed = match self {
            Self::Any => HeaderValue::from_static("*"),
            Self::ThisMachine if is_of_this_machine(origin, request.get(header::HOST)) => origin.clone(),
            Self::ThisMachine => return None,
        };
        Some(vec![
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag")),
            (header::VARY, HeaderValue::from_static("Origin")),
        ])
    }
}

/// Whether a page's origin is loopback, or the host that the request is for, on whatever port.
fn is_of_this_machine(origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
    let origin = origin.to_str().ok().and_then(|text| text.parse::<Uri>().ok());
    let Some(authority) = origin.as_ref().and_then(Uri::authority) else { return false };
    let host = host.and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    is_loopback(authority.as_str()) || host.is_some_and(|host| host.host() == authority.host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_of_another_machine_gets_no_leave() {
        for (origin, host, is_let_in) in [
            ("http://localhost:3000", "127.0.0.1:9000", true),
            ("http://[::1]:8000", "127.0.0.1:9000", true),
            ("http://box.lan:8000", "box.lan:9000", true),
            ("https://evil.example", "127.0.0.1:9000", false),
            ("null", "127.0.0.1:9000", false),
        ] {
            let headers = HeaderMap::from_iter([
                (header::ORIGIN, HeaderValue::from_static(origin)),
                (header::HOST, HeaderValue::from_static(host)),
            ]);
            assert_eq!(Origins::ThisMachine.headers_for(&headers).is_some(), is_let_in, "{origin} {host}");
            assert!(Origins::Any.headers_for(&headers).is_some());
        }
    }
}
