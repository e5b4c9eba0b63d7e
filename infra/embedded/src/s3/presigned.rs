//! Presigned requests: every `x-amz-` header must be part of the signature.
//!
//! `s3s` checks only the headers that a signature names, so an unsigned `x-amz-copy-source` would turn an upload into a copy.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;

/// Refuses a presigned request with an unsigned `x-amz-` header, as S3 does.
pub(super) async fn check(request: Request, next: Next) -> Response {
    if has_unsigned_header(&request) {
        let body = "<Error><Code>AccessDenied</Code>\
                    <Message>There were headers present in the request which were not signed</Message></Error>";
        return (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/xml")], body).into_response();
    }
    next.run(request).await
}

fn has_unsigned_header(request: &Request) -> bool {
    let Some(signed) = request.uri().query().and_then(signed_headers) else { return false };
    let mut names = request.headers().keys().map(header::HeaderName::as_str);
    names.any(|name| name.starts_with("x-amz-") && !signed.split(';').any(|other| other == name))
}

/// Returns the names of the headers covered by a presigned URL's signature, separated by `;`.
fn signed_headers(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|part| part.strip_prefix("X-Amz-SignedHeaders="))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}
