//! CORS rules similar to those of the deployed buckets: pages may upload and download, and may read the entity tag.

use std::time::Duration;

use axum::http::uri::Authority;
use axum::http::{HeaderValue, Uri, header};
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

use crate::http::{is_ip_address, is_loopback};

/// How long a browser may cache the response to a preflight request: longer than an upload usually takes, but short enough for a changed
/// configuration to take effect soon.
const MAX_AGE: Duration = Duration::from_hours(1);

/// The origins whose pages may use presigned URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origins {
    Any,
    /// Pages on this machine: on loopback, or on the IP address that the request was sent to.
    ThisMachine,
}

impl Origins {
    pub(super) fn layer(self) -> CorsLayer {
        let origin = match self {
            Self::Any => AllowOrigin::any(),
            Self::ThisMachine => {
                AllowOrigin::predicate(|origin, request| is_of_this_machine(origin, request.headers.get(header::HOST)))
            }
        };
        CorsLayer::new()
            .allow_origin(origin)
            .allow_methods(AllowMethods::mirror_request())
            .allow_headers(AllowHeaders::mirror_request())
            .expose_headers([header::ETAG])
            .max_age(MAX_AGE)
    }
}

/// Returns `true` if the host in a page's origin is loopback or the IP address to which the request was sent; the port does not matter.
/// Other host names are refused: an attacker may own such a name and resolve it to this machine.
fn is_of_this_machine(origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
    let origin = origin.to_str().ok().and_then(|text| text.parse::<Uri>().ok());
    let Some(authority) = origin.as_ref().and_then(Uri::authority) else { return false };
    let host = host.and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    is_loopback(authority.as_str())
        || host.is_some_and(|host| host.host() == authority.host() && is_ip_address(host.as_str()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use axum::{Router, body::Body, extract::Request};
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn page_of_another_machine_is_not_allowed() {
        for (origin, host, is_allowed) in [
            ("http://localhost:3000", "127.0.0.1:9000", true),
            ("http://[::1]:8000", "127.0.0.1:9000", true),
            ("http://172.17.0.1:8000", "172.17.0.1:9000", true),
            ("http://box.lan:8000", "box.lan:9000", false),
            ("https://evil.example", "127.0.0.1:9000", false),
            ("null", "127.0.0.1:9000", false),
        ] {
            for (origins, is_allowed) in [(Origins::ThisMachine, is_allowed), (Origins::Any, true)] {
                let request = Request::get("/").header("origin", origin).header("host", host);
                let service = Router::<()>::new().layer(origins.layer());
                let response = service.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
                let allowed = response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN);
                assert_eq!(allowed, is_allowed, "{origins:?} {origin} {host}");
            }
        }
    }
}
