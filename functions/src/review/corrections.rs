//! Corrections to an import: returns the list, and creates the import that supersedes the corrected one.

use jiff::Timestamp;
use lambda_http::{Body, Response};
use rollcall_domain::{
    corrections::{CHAIN_MAX, Correction, CorrectionList, check},
    flow::{
        correct::{self, CorrectionOutcome},
        corrections,
    },
    ids::ImportId,
    import::{Correcting, Import, ImportStatus, NotCorrectable, Options},
    json_object,
    problem::Language,
    settings::fingerprint,
    stores::Environment,
};
use serde::{Deserialize, Serialize};

use super::{find, status_text, superseded};
use crate::{
    App,
    http::{ApiError, Call, ErrorCode, claim_import_id, created, ok},
    options::OptionChanges,
};

/// The corrections and changed options for an import that supersedes another one.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CorrectionRequest"))]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectBody {
    /// The complete list for the new import; may be empty.
    #[serde(deserialize_with = "json_object::read_list")]
    corrections: Vec<Correction>,
    /// Options to change.
    #[serde(default, deserialize_with = "json_object::read")]
    options: OptionChanges,
}

/// The new import.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportCorrected"))]
pub(crate) struct CorrectedView {
    import_id: ImportId,
}

pub(super) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let import = find(app, call).await?;
    Ok(ok(&corrections::load(&app.aws, &import).await?))
}

pub(super) async fn correct(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let requested_at = app.aws.now();
    // The import is read before anything else: among concurrent requests, the first write wins, and a request based on an older state is
    // refused.
    let import = find(app, call).await?;
    let body: CorrectBody = call.json()?;
    let (caller, language) = (call.caller()?, call.language());
    if import.feed().is_some() {
        body.options.check_of_feed(language)?;
    }
    let options = body.options.apply(import.options(), language)?;
    let list = CorrectionList { corrections: body.corrections };
    check_list(&list, &options)?;
    let (bytes, _) = list.to_stored().unwrap_or_default();
    let described = format!("{options:?}");
    let request = fingerprint(&[import.id().as_str(), &String::from_utf8_lossy(&bytes), &described]);
    let import_id = claim_import_id(&app.aws, call, "correction", request, requested_at).await?;
    let new = Correcting {
        import_id,
        started_by: caller.subject.clone(),
        started_by_address: caller.address_key(),
        language,
        options,
        corrections: None,
    };
    let outcome = correct::correct(&app.aws, correct::Correction { import, requested_at, new, list }).await?;
    match outcome {
        CorrectionOutcome::Started(import) => Ok(created(&CorrectedView { import_id: import.id().clone() })),
        CorrectionOutcome::Refused(import, reason) => Err(refusal(&import, reason, requested_at)),
        CorrectionOutcome::FileGone => Err(ApiError::new(
            ErrorCode::FileGone,
            "The uploaded file is no longer stored; files are retained for 7 days. Upload it again with POST /imports, which accepts \
             corrections too.",
        )),
    }
}

/// Checks a list of corrections against an import's layout.
pub(crate) fn check_list(list: &CorrectionList, options: &Options) -> Result<(), ApiError> {
    check(list, options.layout.layout())
        .map_err(|error| ApiError::new(ErrorCode::CorrectionsInvalid, format!("Invalid corrections: {error}.")))
}

fn refusal(import: &Import, reason: NotCorrectable, requested_at: Timestamp) -> ApiError {
    match reason {
        NotCorrectable::Superseded => superseded(import),
        NotCorrectable::ChainFull => ApiError::new(
            ErrorCode::TooManyCorrections,
            format!("The file was corrected {} times. Correct the file itself and upload it again.", CHAIN_MAX - 1),
        ),
        NotCorrectable::Ended => {
            let event = if import.status() == ImportStatus::Expired { "expired" } else { "was cancelled" };
            let detail = format!("The import {event} at the same time. To correct it anyway, send the request again.");
            ApiError::new(ErrorCode::ImportNotCorrectable, detail)
        }
        NotCorrectable::State => {
            let status = status_text(import, requested_at, Language::default());
            let detail = match import.status() {
                _ if import.undoes().is_some() => "An undo has no file that could be corrected.".to_owned(),
                ImportStatus::Rejected | ImportStatus::Cancelled | ImportStatus::Expired
                    if import.file().object.is_none() =>
                {
                    "No file was uploaded for the import.".to_owned()
                }
                _ => format!(
                    "The import is {status}. It can be corrected while it is awaiting confirmation, or after it was rejected or cancelled \
                     or has expired."
                ),
            };
            ApiError::new(ErrorCode::ImportNotCorrectable, detail)
        }
    }
}
