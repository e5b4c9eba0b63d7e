//! What is seen of imports, and a person's word on them: status, rows, problems; confirm, cancel, retry.

mod view;

use crate::{
    http::{
        Access, ApiError, Caller, ErrorCode, Query, Scope, accepted, in_language, language_of, ok, read_json, segments,
    },
    start,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::{StreamExt, TryStreamExt, stream};
use lambda_http::{Body, Request, Response, http::Method};
use rollcall_aws::{Aws, ListError, Part, SettingsError};
use rollcall_domain::{
    export::RowView,
    flow::{
        FlowError,
        list::{self, ProblemCursor, RowCursor, RowFilter},
        review::{self, Decided},
    },
    ids::ImportId,
    import::{Import, ImportStatus},
    problem::Severity,
    row::Outcome,
    stores::ImportStore,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use view::ImportView;

/// Imports of a list whose chunks are counted at the same time.
const VIEWS_IN_FLIGHT: usize = 16;

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
        aws.require(&[Part::Table, Part::ResultsBucket, Part::ChunkQueue, Part::ResumeQueue])?;
        Ok(Self { access, aws: aws.clone() })
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    let answer = async { Ok(in_language(route(app, &request).await?, language_of(&request))) };
    start::answer(&request, Box::pin(answer)).await
}

async fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let path = segments(request);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (request.method(), path.as_slice()) {
        (&Method::GET, ["imports"]) => list_imports(app, request).await,
        (&Method::GET, ["imports", id]) => get_import(app, request, id).await,
        (&Method::GET, ["imports", id, "rows"]) => list_rows(app, request, id).await,
        (&Method::GET, ["imports", id, "problems"]) => list_problems(app, request, id).await,
        (&Method::POST, ["imports", id, "confirm"]) => confirm(app, request, id).await,
        (&Method::POST, ["imports", id, "cancel"]) => cancel(app, request, id).await,
        (&Method::POST, ["imports", id, "retry"]) => retry(app, request, id).await,
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}

async fn list_imports(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    let query = Query::of(request, &["limit", "cursor"])?;
    let page = app.aws.list_imports(query.limit()?, query.get("cursor")).await.map_err(list_error)?;
    let language = language_of(request);
    // What is being written is counted chunk by chunk: side by side, or a page of such imports would take as long as all of them.
    let views: Vec<_> = page.items.iter().map(|import| ImportView::of(&app.aws, import, language)).collect();
    let views: Vec<ImportView<'_>> = stream::iter(views).buffered(VIEWS_IN_FLIGHT).try_collect().await?;
    Ok(crate::http::list(&views, page.next_cursor.as_deref()))
}

async fn get_import(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    Query::of(request, &[])?;
    let import = find(app, id).await?;
    Ok(ok(&ImportView::of(&app.aws, &import, language_of(request)).await?))
}

async fn list_rows(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    let query = Query::of(request, &["outcome", "with", "limit", "cursor"])?;
    let outcome = query.parse("outcome", "created, updated, skipped or failed", Outcome::parse)?;
    let with = query.parse("with", "course_assignments or invitations", |name| match name {
        "course_assignments" => Some(RowFilter::WithAssignments),
        "invitations" => Some(RowFilter::WithInvitations),
        _ => None,
    })?;
    let filter = match (outcome, with) {
        (Some(_), Some(_)) => {
            return Err(ApiError::new(ErrorCode::ParameterInvalid, "Ask for outcome or for with, one at a time."));
        }
        (Some(outcome), None) => RowFilter::Outcome(outcome),
        (None, Some(with)) => with,
        (None, None) => RowFilter::All,
    };
    let cursor: RowCursor = read_cursor(query.get("cursor"))?.unwrap_or_default();
    let import = find(app, id).await?;
    let page = list::list_rows(&app.aws, &import, filter, query.limit()?, cursor).await?;
    let language = language_of(request);
    let views: Vec<RowView<'_>> = page.rows.iter().map(|row| RowView::new(row, language)).collect();
    Ok(crate::http::list(&views, page.next.as_ref().and_then(write_cursor).as_deref()))
}

async fn list_problems(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    let query = Query::of(request, &["severity", "limit", "cursor"])?;
    let severity = query.parse("severity", "error or warning", |name| match name {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        _ => None,
    })?;
    let cursor: ProblemCursor = read_cursor(query.get("cursor"))?.unwrap_or_default();
    let import = find(app, id).await?;
    let page = list::list_problems(&app.aws, &import, severity, query.limit()?, cursor).await;
    let page = page.map_err(|error| match error {
        // The caller's cursor leads into the middle of a line.
        FlowError::Undecodable { .. } if query.get("cursor").is_some() => {
            ApiError::new(ErrorCode::CursorInvalid, CURSOR)
        }
        other => other.into(),
    })?;
    let language = language_of(request);
    let views: Vec<_> = page.problems.iter().map(|problem| problem.view(language)).collect();
    Ok(crate::http::list(&views, page.next.as_ref().and_then(write_cursor).as_deref()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfirmBody {
    ignore_errors: bool,
}

async fn confirm(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    let caller = Caller::of(request, &app.access, Scope::ImportsWrite)?;
    Query::of(request, &[])?;
    check_id(id)?;
    let ConfirmBody { ignore_errors } = read_json(request)?;
    let id = ImportId::from(id);
    let said = review::confirm(&app.aws, &id, &caller.subject, ignore_errors).await?;
    settle(app, request, said, ErrorCode::ImportNotWaiting).await
}

async fn cancel(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsWrite)?;
    Query::of(request, &[])?;
    check_id(id)?;
    let said = review::cancel(&app.aws, &ImportId::from(id)).await?;
    settle(app, request, said, ErrorCode::ImportBeingWritten).await
}

async fn retry(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsWrite)?;
    Query::of(request, &[])?;
    check_id(id)?;
    let said = review::retry(&app.aws, &ImportId::from(id)).await?;
    settle(app, request, said, ErrorCode::ImportNotFailed).await
}

async fn settle(app: &App, request: &Request, said: Decided, too_late: ErrorCode) -> Result<Response<Body>, ApiError> {
    match said {
        Decided::Accepted(import) => Ok(accepted(&ImportView::of(&app.aws, &import, language_of(request)).await?)),
        Decided::Unknown => Err(unknown()),
        Decided::HasErrors(import) => {
            let rows = import.planned().failed;
            let found = if rows == 1 { "1 row has".to_owned() } else { format!("{rows} rows have") };
            let detail = format!(
                "{found} errors. Confirm with \"ignore_errors\": true to import the others, or cancel and mend the file."
            );
            Err(ApiError::new(ErrorCode::ImportHasErrors, detail))
        }
        Decided::TooLate(import) => {
            let detail = match too_late {
                ErrorCode::ImportNotFailed => {
                    format!("The import is {}; only a failed one can be retried.", shown(&import))
                }
                ErrorCode::ImportBeingWritten => {
                    format!("The import is {}: it is too late to cancel it.", shown(&import))
                }
                _ => format!("The import is {}, and waits for no confirm.", shown(&import)),
            };
            Err(ApiError::new(too_late, detail))
        }
    }
}

fn shown(import: &Import) -> String {
    match import.status() {
        ImportStatus::AwaitingConfirmation => "past the time for a confirm".to_owned(),
        status => status.as_str().replace('_', " "),
    }
}

async fn find(app: &App, id: &str) -> Result<Import, ApiError> {
    check_id(id)?;
    app.aws.import(&ImportId::from(id)).await?.ok_or_else(unknown)
}

/// Ids of imports are 26 characters; what cannot be one is none, and is not asked for.
fn check_id(id: &str) -> Result<(), ApiError> {
    if ImportId::from(id).unix_ms().is_some() { Ok(()) } else { Err(unknown()) }
}

fn unknown() -> ApiError {
    ApiError::new(ErrorCode::ImportUnknown, "No import has this id. GET /imports lists them.")
}

fn list_error(error: ListError) -> ApiError {
    match error {
        ListError::Cursor(error) => ApiError::new(ErrorCode::CursorInvalid, CURSOR).caused_by(error),
        ListError::Store(error) => error.into(),
    }
}

const CURSOR: &str = "Use next_cursor of the page before as it is, or begin without a cursor.";

fn read_cursor<T: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<T>, ApiError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let read = json.and_then(|json| serde_json::from_slice(&json).ok());
    read.map(Some).ok_or_else(|| ApiError::new(ErrorCode::CursorInvalid, CURSOR))
}

fn write_cursor<T: Serialize>(cursor: &T) -> Option<String> {
    serde_json::to_vec(cursor).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}
