//! Shows imports, with their rows, problems and findings; confirms, cancels, retries, corrects and undoes them.

mod corrections;
mod findings;
mod undo;
mod view;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    export::RowView,
    feed::FeedName,
    flow::{
        FlowError,
        list::{self, PAGE_BYTES_MAX, ProblemCursor, RowCursor, RowFilter, size_in_response},
        review::{self, Decided},
    },
    import::{Import, ImportStatus, Source},
    locale::{Value, report},
    problem::{Language, Problem, Severity},
    row::{Outcome, Row},
    stores::{Environment, ImportStore},
};
use serde::Deserialize;

use crate::{
    App,
    http::{
        self, ApiError, Call, ErrorCode, Page, Scope, accepted, cursor_invalid, import_id, import_unknown, in_language,
        ok, one_of, read_cursor, route_unknown, write_cursor,
    },
    routes::{Function, Operation},
};

pub(crate) use corrections::{CorrectBody, CorrectedView, check_list};
pub(crate) use findings::FindingsPage;
pub(crate) use undo::{UndoBody, UndoView};
pub(crate) use view::ImportView;

/// Maximum number of imports on a page whose views are created concurrently.
const VIEWS_IN_FLIGHT: usize = 16;

/// Maximum length in characters of the `started_by` filter.
const SUBJECT_CHARS_MAX: usize = 1_024;
/// Maximum offset in bytes in a cursor: 5 TiB. No results object is that large, so a cursor beyond it is forged.
const OBJECT_BYTES_MAX: u64 = 5 << 40;

pub const PARTS: &[Part] =
    &[Part::Table, Part::UploadsBucket, Part::ResultsBucket, Part::ChunkQueue, Part::ResumeQueue];

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Review, &app.access, &request, |call| async move {
        Ok(in_language(route(app, &call).await?, call.language()))
    })
    .await
}

async fn route(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::ListImports => list_imports(app, call).await,
        Operation::GetImport => get_import(app, call).await,
        Operation::ListRows => list_rows(app, call).await,
        Operation::ListProblems => list_problems(app, call).await,
        Operation::ConfirmImport => confirm(app, call).await,
        Operation::CancelImport => cancel(app, call).await,
        Operation::RetryImport => retry(app, call).await,
        Operation::UndoImport => undo::undo(app, call).await,
        Operation::CorrectImport => corrections::correct(app, call).await,
        Operation::ListFindings => findings::list(app, call).await,
        Operation::ListCorrections => corrections::list(app, call).await,
        _ => Err(route_unknown()),
    }
}

async fn list_imports(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let status = query.parse("status", &one_of(&ImportStatus::NAMES), ImportStatus::parse)?;
    let source = query.parse("source", "portal, drop or undo", Source::parse)?;
    let started_by = query.filter("started_by", SUBJECT_CHARS_MAX)?;
    let superseded = query.parse("superseded", "true or false", |value| value.parse().ok())?.unwrap_or(false);
    let feed = query.parse("feed", "the name of a feed: 1 to 40 of a-z, 0-9 and -", FeedName::parse)?;
    let is_wanted = |import: &Import| {
        status.is_none_or(|status| import.status() == status)
            && source.is_none_or(|source| import.source() == source)
            && started_by.is_none_or(|subject| import.started_by() == subject)
            && feed.as_ref().is_none_or(|feed| import.feed().is_some_and(|file| file.id.name == *feed))
    };
    let page = app.aws.list_imports(superseded, query.limit()?, query.get("cursor"), is_wanted).await?;
    let language = call.language();
    // The view of an import that is being written or has failed sums over its chunks. Reading them takes time, so views are created
    // concurrently.
    let views: Vec<_> = page
        .items
        .iter()
        .map(|import| {
            // Omits the cells that the problems quote: reading them would require one request per import.
            ImportView::of(&app.aws, import, &import.problems().file, language)
        })
        .collect();
    let mut views = stream::iter(views).buffered(VIEWS_IN_FLIGHT);
    let (mut items, mut next_cursor, mut bytes) = (Vec::new(), page.next_cursor, 0);
    while let Some(view) = views.try_next().await? {
        bytes += size_in_response(&view);
        if bytes > PAGE_BYTES_MAX
            && let Some(last) = items.len().checked_sub(1)
        {
            next_cursor = Aws::cursor_after(&page.items[last]);
            break;
        }
        items.push(view);
    }
    Ok(ok(&Page { items, next_cursor }))
}

async fn get_import(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let import = find(app, call).await?;
    let problems = list::first_file_problems(&app.aws, &import).await?;
    Ok(ok(&ImportView::of(&app.aws, &import, &problems, call.language()).await?))
}

async fn list_rows(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let outcome = query.parse("outcome", "created, updated, removed, disabled, skipped or failed", Outcome::parse)?;
    let known = "course_assignments, course_assignments_removed, invitations, never_invited, fields_changed or kept";
    let with = query.parse("with", known, |name| match name {
        "course_assignments" => Some(RowFilter::WithAssignments),
        "course_assignments_removed" => Some(RowFilter::WithRemovedAssignments),
        "invitations" => Some(RowFilter::WithInvitations),
        "kept" => Some(RowFilter::WithRetained),
        "never_invited" => Some(RowFilter::NeverInvited),
        "fields_changed" => Some(RowFilter::WithChanges),
        _ => None,
    })?;
    let filter = match (outcome, with) {
        (Some(_), Some(_)) => {
            return Err(ApiError::new(ErrorCode::ParameterInvalid, "Send either outcome or with, not both."));
        }
        (Some(outcome), None) => RowFilter::Outcome(outcome),
        (None, Some(with)) => with,
        (None, None) => RowFilter::All,
    };
    let cursor: RowCursor = read_cursor(call)?.unwrap_or_default();
    let import = find(app, call).await?;
    let language = call.language();
    let size_bytes = |row: &Row| size_in_response(&RowView::new(row, language));
    let mut page = list::list_rows(&app.aws, &import, filter, query.limit()?, cursor, size_bytes).await?;
    if call.caller()?.reads_users() {
        page.rows.iter_mut().flat_map(|row| &mut row.problems).for_each(Problem::reveal);
    }
    let items: Vec<RowView<'_>> = page.rows.iter().map(|row| RowView::new(row, language)).collect();
    Ok(ok(&Page { items, next_cursor: page.next.as_ref().and_then(|next| write_cursor(call, next)) }))
}

async fn list_problems(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let severity = severity_of(call)?;
    let cursor: ProblemCursor = read_cursor(call)?.unwrap_or_default();
    if cursor.offset > OBJECT_BYTES_MAX {
        return Err(cursor_invalid());
    }
    let import = find(app, call).await?;
    let language = call.language();
    let size_bytes = |problem: &Problem| size_in_response(&problem.view(language));
    let page = list::list_problems(&app.aws, &import, severity, query.limit()?, cursor, size_bytes).await;
    let mut page = page.map_err(|error| match error {
        // The caller's cursor does not point to the beginning of a line.
        FlowError::Undecodable { .. } if query.get("cursor").is_some() => cursor_invalid(),
        other => other.into(),
    })?;
    if call.caller()?.reads_users() {
        page.problems.iter_mut().for_each(Problem::reveal);
    }
    let items = page.problems.iter().map(|problem| problem.view(language)).collect();
    Ok(ok(&Page { items, next_cursor: page.next.as_ref().and_then(|next| write_cursor(call, next)) }))
}

fn severity_of(call: &Call<'_>) -> Result<Option<Severity>, ApiError> {
    call.query.parse("severity", "error or warning", Severity::parse)
}

/// How to confirm an import.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Confirmation"))]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmBody {
    /// Skip rows with errors. If false, a row error makes the confirmation fail.
    ignore_errors: bool,
}

async fn confirm(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let id = import_id(call)?;
    let ConfirmBody { ignore_errors } = call.json()?;
    check_scope(app, call).await?;
    let decided = review::confirm(&app.aws, &id, &call.caller()?.subject, ignore_errors).await?;
    settle(app, call, decided, ErrorCode::ImportNotWaiting).await
}

async fn cancel(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let decided = review::cancel(&app.aws, &import_id(call)?).await?;
    settle(app, call, decided, ErrorCode::ImportBeingWritten).await
}

async fn retry(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    check_scope(app, call).await?;
    let decided = review::retry(&app.aws, &import_id(call)?).await?;
    settle(app, call, decided, ErrorCode::ImportNotFailed).await
}

/// Checks the additional scope that confirming or retrying requires: for an undo, the scope for undoing, since it removes users; for a
/// feed's file, the scope for changing feeds.
async fn check_scope(app: &App, call: &Call<'_>) -> Result<(), ApiError> {
    let import = app.aws.import(&import_id(call)?).await?;
    let Some(import) = import else { return Ok(()) };
    if import.source() == Source::Undo {
        call.caller()?.require(Scope::ImportsUndo)?;
    } else if import.feed().is_some() {
        call.caller()?.require(Scope::FeedsWrite)?;
    }
    Ok(())
}

async fn settle(app: &App, call: &Call<'_>, decided: Decided, too_late: ErrorCode) -> Result<Response<Body>, ApiError> {
    match decided {
        Decided::Accepted(import) => {
            let problems = list::first_file_problems(&app.aws, &import).await?;
            Ok(accepted(&ImportView::of(&app.aws, &import, &problems, call.language()).await?))
        }
        Decided::Unknown => Err(import_unknown()),
        Decided::HasErrors(import) => Err(has_errors(&import, call.language())),
        Decided::FeedBusy(_) => {
            let detail = "Another file of the feed is being checked or written. Try again when it has ended.";
            Err(ApiError::new(ErrorCode::FeedBusy, detail))
        }
        Decided::FeedOutOfDate(import) if import.undoes().is_some() => Err(undo::newer_file()),
        Decided::FeedOutOfDate(_) => {
            let detail = "The people of the feed have changed since this file was checked. Export the list again and import the new file.";
            Err(ApiError::new(ErrorCode::FeedOutOfDate, detail))
        }
        Decided::TooLate(import) if import.successor().is_some() => Err(superseded(&import)),
        Decided::TooLate(import) => Err(past_decision(&import, too_late, app.aws.now(), call.language())),
    }
}

/// Creates the error for an import with row errors that the confirmation does not ignore.
fn has_errors(import: &Import, language: Language) -> ApiError {
    let rows = Value::Number(import.planned().failed);
    let detail = report::REFUSED_HAS_ERRORS.format(language, &[("rows", rows)]);
    ApiError::new(ErrorCode::ImportHasErrors, detail).in_language(language)
}

/// Creates the error for a decision that the import's status does not allow. Reasons without a translation are in English.
fn past_decision(import: &Import, code: ErrorCode, now: Timestamp, language: Language) -> ApiError {
    let is_dry_run = import.options().dry_run && import.status() == ImportStatus::AwaitingConfirmation;
    let message = match code {
        ErrorCode::ImportNotFailed if import.undone_by().is_some() => {
            return ApiError::new(code, "The import is being undone or has been undone, so it cannot be retried.");
        }
        ErrorCode::ImportNotWaiting if is_dry_run => {
            let detail =
                "The import is a dry run, which only checks the file. Start another import without \"dry_run\".";
            return ApiError::new(code, detail);
        }
        ErrorCode::ImportNotFailed => report::REFUSED_NOT_FAILED,
        ErrorCode::ImportBeingWritten => report::REFUSED_TOO_LATE_TO_CANCEL,
        _ => report::REFUSED_NOT_WAITING,
    };
    let status = status_text(import, now, language);
    let values = [("status", Value::from(status)), ("state", Value::from(import.status().as_str()))];
    ApiError::new(code, message.format(language, &values)).in_language(language)
}

/// Creates the error for an import that another one has superseded.
fn superseded(import: &Import) -> ApiError {
    let detail = if import.superseded_by().is_some() {
        "The import was corrected: another one has superseded it."
    } else {
        "The feed has a newer file, whose import has superseded this one."
    };
    ApiError::new(ErrorCode::ImportSuperseded, detail).superseded_by(import.successor())
}

/// Returns the status for a message. An import that can no longer be confirmed because its deadline has passed is called expired, even though
/// the sweep has not ended it yet.
fn status_text(import: &Import, now: Timestamp, language: Language) -> &'static str {
    let status = match import.status() {
        ImportStatus::AwaitingConfirmation if import.expires_at().is_some_and(|at| at <= now) => ImportStatus::Expired,
        status => status,
    };
    report::FILE.find(&status.as_str().replace('_', "-")).map_or(status.as_str(), |message| message.text(language))
}

async fn find(app: &App, call: &Call<'_>) -> Result<Import, ApiError> {
    app.aws.import(&import_id(call)?).await?.ok_or_else(import_unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_cancellation_names_what_was_done_instead() {
        let refused = |status: &str| {
            let values = [("status", Value::from(status)), ("state", Value::from(status))];
            report::REFUSED_TOO_LATE_TO_CANCEL.format(Language::English, &values)
        };
        assert_eq!(refused("importing"), "The import is already being carried out, so it can no longer be cancelled.");
        assert_eq!(refused("rejected"), "The import is rejected, so it can no longer be cancelled.");
    }

    #[test]
    fn status_has_a_text_in_every_language() {
        for status in ImportStatus::ALL {
            let message = report::FILE.find(&status.as_str().replace('_', "-"));
            let texts = Language::ALL.map(|language| message.map_or("", |message| message.text(language)));
            assert_eq!(texts[0], status.as_str().replace('_', " "));
            assert!(texts.iter().all(|text| !text.is_empty()), "{status:?}: {texts:?}");
        }
    }
}
