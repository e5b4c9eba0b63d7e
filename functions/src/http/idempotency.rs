//! `Idempotency-Key`: a repeated request returns the import that the first one created.

use jiff::Timestamp;
use lambda_http::Request;
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
    let claim_key = format!("{kind}#{}", fingerprint(&[&call.caller()?.subject, key]));
    match stores.claim(&claim_key, &claim, now + RESULTS_RETENTION).await? {
        None => Ok(claim.import_id),
        Some(held) if held.fingerprint == claim.fingerprint => Ok(held.import_id),
        Some(_) => {
            let detail = "This Idempotency-Key was already used with another body. Use a new key for a new import.";
            Err(ApiError::new(ErrorCode::RequestKeyReused, detail))
        }
    }
}

fn idempotency_key(request: &Request) -> Result<Option<&str>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_BYTES_MAX);
    key.map(Some).ok_or_else(|| {
        ApiError::new(ErrorCode::ParameterInvalid, "Idempotency-Key must have 1 to 255 visible ASCII characters.")
    })
}
