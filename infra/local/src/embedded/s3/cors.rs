//! CORS, as the deployed bucket is configured: pages may upload and download, and read the entity tag.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The origins whose pages may use the buckets, such as `http://127.0.0.1:8000`; `*` is every origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins(pub Vec<String>);

impl Origins {
    /// Every origin.
    pub fn any() -> Self {
        Self(vec!["*".to_owned()])
    }

    /// The answer to a preflight; `None` if the request is none.
    pub(super) fn answer_preflight(&self, method: &Method, headers: &HeaderMap) -> Option<Response> {
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
    pub(super) fn headers_for(&self, request: &HeaderMap) -> Option<Vec<(HeaderName, HeaderValue)>> {
        let origin = request.get(header::ORIGIN)?;
        let is_any = self.0.iter().any(|allowed| allowed == "*");
        if !is_any && !self.0.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes()) {
            return None;
        }
        let allowed = if is_any { HeaderValue::from_static("*") } else { origin.clone() };
        Some(vec![
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag")),
            (header::VARY, HeaderValue::from_static("Origin")),
        ])
    }
}
