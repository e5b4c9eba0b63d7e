//! `Idempotency-Key`: a repeated request returns the import that the first one created.

use jiff::Timestamp;
use lambda_http::Request;
use rollcall_aws::Aws;
use rollcall_domain::{
    ids::ImportId,
    import::RESULTS_RETENTION,
    settings::fingerprint,
    stores::{Claim, Environment, ImportStore},
};

use super::{ApiError, Call, ErrorCode};

const KEY_BYTES_MAX: usize = 255;

/// Returns the id of the import that a request creates: a new one, or the id from an earlier request by this caller with the same key.
///
/// `request` is the fingerprint of the request. Fails with 422 if the key was used with another fingerprint, and with 400 if the key is
/// invalid. Requests of a different `kind` can use the same key.
pub(crate) async fn claim_import_id(
    stores: &(impl ImportStore + Environment),
    call: &Call<'_>,
    kind: &str,
    request: String,
    now: Timestamp,
) -> Result<ImportId, ApiError> {
    let proposed = ImportId::at(now, stores.random_bits());
    let Some(key) = idempotency_key(call.request)? else { return Ok(proposed) };
    let claim = Claim { import_id: proposed, fingerprint: request };
    match stores.claim(&claim_key(call, kind, key)?, &claim, now + RESULTS_RETENTION).await? {
        None => Ok(claim.import_id),
        Some(held) => import_id_of(held, &claim.fingerprint),
    }
}

/// Returns the id from an earlier request by this caller with the same key, if there was one. Unlike [`claim_import_id`], this does not
/// claim the key. Fails in the same cases.
pub(crate) async fn claimed_import_id(
    aws: &Aws,
    call: &Call<'_>,
    kind: &str,
    request: &str,
) -> Result<Option<ImportId>, ApiError> {
    let Some(key) = idempotency_key(call.request)? else { return Ok(None) };
    let held = aws.existing_claim(&claim_key(call, kind, key)?).await?;
    held.map(|held| import_id_of(held, request)).transpose()
}

fn claim_key(call: &Call<'_>, kind: &str, key: &str) -> Result<String, ApiError> {
    Ok(format!("{kind}#{}", fingerprint(&[&call.caller()?.subject, key])))
}

/// Returns the id from the claim of an earlier request. Fails if that request had another fingerprint.
fn import_id_of(held: Claim, request: &str) -> Result<ImportId, ApiError> {
    if held.fingerprint == request {
        return Ok(held.import_id);
    }
    let detail = "This Idempotency-Key was already used with another body. Use a new key for a new import.";
    Err(ApiError::new(ErrorCode::RequestKeyReused, detail))
}

fn idempotency_key(request: &Request) -> Result<Option<&str>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    // `to_str` also accepts tabs.
    let is_valid = |key: &&str| !key.is_empty() && key.len() <= KEY_BYTES_MAX && !key.contains('\t');
    let key = value.to_str().ok().filter(is_valid);
    key.map(Some).ok_or_else(|| {
        ApiError::new(ErrorCode::ParameterInvalid, "Idempotency-Key must have 1 to 255 visible ASCII characters.")
    })
}

#[cfg(test)]
mod tests {
    use lambda_http::{Body, http::HeaderValue};

    use super::*;

    #[test]
    fn key_has_1_to_255_visible_characters() {
        let longest = "k".repeat(KEY_BYTES_MAX);
        let too_long = "k".repeat(KEY_BYTES_MAX + 1);
        for (key, is_valid) in [
            ("march 4", true),
            (longest.as_str(), true),
            (too_long.as_str(), false),
            ("", false),
            ("march\t4", false),
            ("märz", false),
        ] {
            let mut request = Request::new(Body::Empty);
            request.headers_mut().insert("idempotency-key", HeaderValue::from_bytes(key.as_bytes()).unwrap());
            assert_eq!(idempotency_key(&request).is_ok(), is_valid, "{key:?}");
            assert_eq!(idempotency_key(&request).ok().flatten(), is_valid.then_some(key), "{key:?}");
        }
    }
}
