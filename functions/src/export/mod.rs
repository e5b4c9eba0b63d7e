//! `GET /imports/{id}/export`: a short-lived URL for a result file.

use jiff::{SignedDuration, Timestamp};
use lambda_http::{Body, Request, Response, http::header};
use rollcall_aws::Part;
use rollcall_domain::{
    import::{Import, ImportStatus, Source},
    keys::{self, ExportFormat},
    stores::{ImportStore, ResultStore},
};
use serde::Serialize;

use crate::{
    App,
    http::{self, ApiError, Call, ErrorCode, accepts, import_id, import_unknown, ok, redirect, route_unknown},
    routes::{Function, Operation},
};

/// Lifetime of the URL: long enough for a click, too short to share.
const URL_LIFETIME: SignedDuration = SignedDuration::from_mins(5);

pub const PARTS: &[Part] = &[Part::Table, Part::ResultsBucket];

/// The URL for an export.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Export"))]
pub(crate) struct ExportView {
    /// When the URL stops working.
    expires_at: Timestamp,
    /// Suggested file name.
    file_name: String,
    /// Presigned URL for the file.
    url: String,
}

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Export, &app.access, &request, |call| route(app, call)).await
}

async fn route(app: &App, call: Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::GetExport => get_export(app, &call).await,
        _ => Err(route_unknown()),
    }
}

async fn get_export(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let format = call.query.parse("format", "json, csv or fix", ExportFormat::parse)?.unwrap_or(ExportFormat::Json);
    let import = app.aws.import(&import_id(call)?).await?.ok_or_else(import_unknown)?;
    let not_ready = |detail: &str| ApiError::new(ErrorCode::ExportNotReady, detail);
    let is_over = matches!(import.status(), ImportStatus::Cancelled | ImportStatus::Expired);
    // The stored results of an import that was not carried out are its preview. They are the result only if the import was meant as a test.
    let is_preview = is_over && !import.is_tested();
    if import.source() == Source::Undo && (is_over || format == ExportFormat::Fix) {
        return Err(not_ready(if is_over {
            "The undo was not carried out."
        } else {
            "An undo has no corrections file: its rows come from another import."
        }));
    }
    if is_over && import.results_at().is_none() {
        return Err(not_ready(if import.file().object.is_none() {
            "The import ended before a file was uploaded. Nothing was read, so there is no result."
        } else {
            "The import ended before its file was checked, so there is no result."
        }));
    }
    let has_no_problems = import.plan().is_some() && import.problems().errors + import.problems().warnings == 0;
    if is_preview && format != ExportFormat::Fix {
        return Err(not_ready(if has_no_problems {
            "The rows of this import were not written, although they have no problems. Import the file again."
        } else {
            "The rows of this import were not written. Use format=fix: it contains all of them, ready to import again."
        }));
    }
    // A corrected file is useful even if no problems are left.
    let is_unchanged = has_no_problems && import.corrections().is_none();
    if is_unchanged && format == ExportFormat::Fix && (is_over || import.status() == ImportStatus::AwaitingConfirmation)
    {
        return Err(not_ready("There is no corrections file: the file has no problems."));
    }
    let at = import.results_at().filter(|_| has_results(&import)).ok_or_else(|| {
        not_ready("The result is written when the import ends or awaits confirmation. Try again then.")
    })?;
    let kind = import.file().kind();
    let key = keys::export(import.id(), format, kind, at);
    if app.aws.open_result(&key, 0, Some(1)).await?.is_none() {
        // Every result has a JSON file, but it has a corrections file only if there is something to correct.
        let json = keys::export(import.id(), ExportFormat::Json, kind, at);
        return Err(not_ready(if app.aws.open_result(&json, 0, Some(1)).await?.is_none() {
            "The result is no longer available: results are retained for 30 days."
        } else {
            "There is no corrections file: no row failed, or the rows of the file could not be read."
        }));
    }
    let file_name = keys::export_file_name(import.id(), format, kind, at);
    let (url, expires_at) = app.aws.presign_download(&key, &file_name, format.content_type(kind), URL_LIFETIME).await?;
    let wants_json = call
        .request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accepts(accept, "application/json"));
    if wants_json {
        return Ok(ok(&ExportView { expires_at, file_name, url }));
    }
    Ok(redirect(&url))
}

/// Returns `true` if an import's status allows result files: it awaits confirmation, or has ended without a failure.
fn has_results(import: &Import) -> bool {
    match import.status() {
        ImportStatus::AwaitingConfirmation
        | ImportStatus::Completed
        | ImportStatus::Rejected
        | ImportStatus::Cancelled
        | ImportStatus::Expired => true,
        ImportStatus::AwaitingUpload | ImportStatus::Validating | ImportStatus::Importing | ImportStatus::Failed => {
            false
        }
    }
}
