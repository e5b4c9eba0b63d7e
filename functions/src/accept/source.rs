//! The source of a request, for rate limiting.

use std::net::IpAddr;

use jiff::Timestamp;
use lambda_http::{Request, RequestExt, request::RequestContext};

/// Length of the windows in which attempts are counted, in seconds.
const WINDOW_S: i64 = 600;

/// Returns the address that the gateway reports: an IPv4 address in full, or the /64 prefix of an IPv6 address in hexadecimal, since a
/// household usually has a whole /64 network to itself. An IPv4 address may be written as an IPv6 address (`::ffff:192.0.2.1`).
pub(crate) fn address_of(request: &Request) -> Option<String> {
    let Some(RequestContext::ApiGatewayV2(context)) = request.request_context_ref() else { return None };
    let address: IpAddr = context.http.source_ip.as_deref()?.parse().ok()?;
    Some(match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => hex::encode(&address.octets()[..8]),
    })
}

/// Returns the end of the window that contains `now`.
pub(crate) fn window_end(now: Timestamp) -> Timestamp {
    let end = (now.as_second().div_euclid(WINDOW_S) + 1) * WINDOW_S;
    Timestamp::from_second(end).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_that_of_the_gateway_and_not_of_a_header() {
        let event = |address: &str| {
            format!(
                r#"{{"version":"2.0","routeKey":"$default","rawPath":"/invitations/accept","rawQueryString":"","isBase64Encoded":false,
                "headers":{{"x-forwarded-for":"203.0.113.9","x-real-ip":"203.0.113.9","forwarded":"for=203.0.113.9"}},
                "requestContext":{{"accountId":"1","apiId":"a","domainName":"d","domainPrefix":"d","requestId":"r","routeKey":"$default",
                "stage":"$default","time":"","timeEpoch":0,"http":{{"method":"POST","path":"/invitations/accept","protocol":"HTTP/1.1",
                "sourceIp":"{address}","userAgent":""}}}}}}"#
            )
        };
        for (address, counted) in [
            ("192.0.2.1", Some("192.0.2.1")),
            ("::ffff:192.0.2.1", Some("192.0.2.1")),
            ("2001:db8:1:2:3:4:5:6", Some("20010db800010002")),
            ("", None),
        ] {
            let request = lambda_http::request::from_str(&event(address)).ok();
            assert_eq!(request.and_then(|request| address_of(&request)).as_deref(), counted, "{address}");
        }
    }

    #[test]
    fn window_ends_after_the_time_and_is_the_same_within() {
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        for (now, end) in [(0, 600), (599, 600), (600, 1_200), (601, 1_200)] {
            assert_eq!(window_end(at(now)), at(end), "{now}");
        }
    }
}
