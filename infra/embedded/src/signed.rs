//! Access control for `DynamoDB`, SQS and SES: only clients that sign with the data directory's key are admitted. `s3s` checks S3's
//! signatures.
//!
//! Any page can make a browser send requests to loopback, and ports can be guessed. Requests with an `Origin` are therefore refused, and
//! all others require a signature (AWS Signature Version 4, in headers). The age of a signature is not checked.

use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::Credentials;
use super::http::AWS_JSON;

/// Maximum size of a request in bytes: `DynamoDB`'s limit. The stack's messages and e-mails are smaller.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

pub(super) fn guard(router: Router, credentials: Credentials) -> Router {
    router.layer(middleware::from_fn_with_state(credentials, admit))
}

async fn admit(State(credentials): State<Credentials>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        return refuse("AccessDeniedException", "Pages in a browser may not call this service.");
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
        return refuse("RequestEntityTooLarge", "A request can have at most 16 MB.");
    };
    match is_signed(&parts, &body, &credentials) {
        Some(true) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Some(false) => refuse(
            "InvalidSignatureException",
            "The signature does not match the key of this data directory: use the credentials that `rollcall serve` prints.",
        ),
        None => refuse(
            "MissingAuthenticationTokenException",
            "The request is not signed: use the credentials that `rollcall serve` prints.",
        ),
    }
}

fn refuse(code: &str, message: &str) -> Response {
    let body = serde_json::json!({ "__type": format!("com.amazonaws#{code}"), "message": message });
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, AWS_JSON)], body.to_string()).into_response()
}

/// Returns `true` if the signature is valid, or `None` if the request has no signature that can be checked.
fn is_signed(parts: &Parts, body: &Bytes, credentials: &Credentials) -> Option<bool> {
    let claim = Claim::read(&parts.headers)?;
    if claim.access_key_id != credentials.access_key_id {
        return Some(false);
    }
    let host = parts.headers.get(header::HOST)?.to_str().ok()?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut headers = Vec::new();
    for name in claim.signed_headers.split(';').filter(|name| !matches!(*name, "host" | "x-amz-date")) {
        headers.push((name, parts.headers.get(name)?.to_str().ok()?));
    }
    let request = SignableRequest::new(
        parts.method.as_str(),
        format!("http://{host}{path}"),
        headers.into_iter(),
        SignableBody::Bytes(body),
    );
    let identity = aws_credential_types::Credentials::new(
        &credentials.access_key_id,
        &credentials.secret_access_key,
        None,
        None,
        "data directory",
    )
    .into();
    let mut settings = SigningSettings::default();
    // `headers` already contains exactly the headers that the client signed, except the two that `sign` adds itself.
    settings.excluded_headers = None;
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(claim.region)
        .name(claim.service)
        .time(claim.signed_at)
        .settings(settings)
        .build()
        .ok()?
        .into();
    let signed = sign(request.ok()?, &params).ok()?;
    Some(signed.signature() == claim.signature)
}

struct Claim<'a> {
    access_key_id: &'a str,
    region: &'a str,
    service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
    signed_at: SystemTime,
}

impl<'a> Claim<'a> {
    /// Parses `x-amz-date` and the `Authorization` header, which has this form:
    ///
    /// `AWS4-HMAC-SHA256 Credential=<id>/<day>/<region>/<service>/aws4_request, SignedHeaders=<a;b>, Signature=<hex>`
    fn read(headers: &'a HeaderMap) -> Option<Self> {
        let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("AWS4-HMAC-SHA256")?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in text.split(',') {
            match part.trim().split_once('=')? {
                ("Credential", value) => credential = Some(value),
                ("SignedHeaders", value) => signed_headers = Some(value),
                ("Signature", value) => signature = Some(value),
                _ => {}
            }
        }
        let mut scope = credential?.split('/');
        let (access_key_id, _day, region, service) = (scope.next()?, scope.next()?, scope.next()?, scope.next()?);
        let date = headers.get("x-amz-date")?.to_str().ok()?;
        let signed_at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", date).ok()?;
        let signed_at = signed_at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        let signed_at = SystemTime::UNIX_EPOCH + since_1970(signed_at)?;
        Some(Self { access_key_id, region, service, signed_headers: signed_headers?, signature: signature?, signed_at })
    }
}

fn since_1970(at: Timestamp) -> Option<Duration> {
    u64::try_from(at.as_second()).ok().map(Duration::from_secs)
}
