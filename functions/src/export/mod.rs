//! `GET /imports/{id}/export`: a short-lived address of a result file.

use crate::{
    http::{Access, ApiError, Caller, ErrorCode, Query, Scope, ok, redirect, segments},
    start,
};
use jiff::SignedDuration;
use lambda_http::{
    Body, Request, Response,
    http::{Method, header},
};
use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::{
    ids::ImportId,
    import::{Import, ImportStatus},
    keys::{self, ExportFormat},
    stores::{ImportStore, ResultStore},
};
use serde_json::json;

/// How long an address lives: a click away, not a link to pass on.
const ADDRESS_LIVES: SignedDuration = SignedDuration::from_mins(5);

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    access: Access,
    aws: Aws,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Access::from_env())
    }

    /// On this stack.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(aws: &Aws, access: Access) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table, Part::ResultsBucket])?;
        Ok(Self { access, aws: aws.clone() })
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    start::answer(&request, Box::pin(route(app, &request))).await
}

async fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let path = segments(request);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (request.method(), path.as_slice()) {
        (&Method::GET, ["imports", id, "export"]) => get_export(app, request, id).await,
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}

async fn get_export(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    let query = Query::of(request, &["format"])?;
    let format = query.parse("format", "json, csv or fix", ExportFormat::parse)?.unwrap_or(ExportFormat::Json);
    let unknown = || ApiError::new(ErrorCode::ImportUnknown, "No import has this id. GET /imports lists them.");
    let id = ImportId::from(id);
    // What cannot be an id is not asked for.
    id.unix_ms().ok_or_else(unknown)?;
    let import = app.aws.import(&id).await?.ok_or_else(unknown)?;
    let not_ready = |detail: &str| ApiError::new(ErrorCode::ExportNotReady, detail);
    let is_over = matches!(import.status(), ImportStatus::Cancelled | ImportStatus::Expired);
    let is_sound = import.plan().is_some() && import.problems().errors + import.problems().warnings == 0;
    if is_over && format != ExportFormat::Fix {
        // What lies there is the preview, of which nothing became.
        return Err(not_ready(if is_sound {
            "Nothing became of the rows of this import, and nothing was wrong with them. Import the file again."
        } else {
            "Nothing became of the rows of this import. format=fix has them all, to be imported anew."
        }));
    }
    if is_sound && format == ExportFormat::Fix && (is_over || import.status() == ImportStatus::AwaitingConfirmation) {
        return Err(not_ready("There is nothing to mend: nothing is wrong with the file."));
    }
    let at = import.results_at().filter(|_| has_results(&import)).ok_or_else(|| {
        not_ready("The result is written when the import ends or waits for a confirm. Ask again then.")
    })?;
    let key = keys::export(import.id(), format, at);
    if app.aws.open_result(&key, 0, Some(1)).await?.is_none() {
        return Err(not_ready(match format {
            ExportFormat::Fix => "There is nothing to mend: no row failed, or the file could not be read as rows.",
            ExportFormat::Json | ExportFormat::Csv => "The result is not there any more: results are kept for 30 days.",
        }));
    }
    let file_name = keys::export_file_name(import.id(), format, at);
    let (url, expires_at) = app.aws.presign_download(&key, &file_name, format.content_type(), ADDRESS_LIVES).await?;
    let wants_json = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if wants_json {
        return Ok(ok(&json!({ "url": url, "file_name": file_name, "expires_at": expires_at })));
    }
    Ok(redirect(&url))
}

/// Whether the files named by the import are written: at its end, or while it waits.
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
