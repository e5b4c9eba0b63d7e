//! `POST /imports/{id}/undo`.

use lambda_http::{Body, Response};
use rollcall_domain::{
    flow::{self, UndoRequested},
    ids::ImportId,
    import::{Import, ImportStatus, NewUndo, Source},
    stores::Environment,
};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    http::{ApiError, Call, ErrorCode, created, import_id, import_unknown},
};

/// How to undo an import.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Undo"))]
#[serde(deny_unknown_fields)]
pub(crate) struct UndoBody {
    /// Wait for confirmation after the undo has been planned.
    #[serde(default = "confirm_by_default")]
    confirm: bool,
}

fn confirm_by_default() -> bool {
    true
}

/// An undo that was started.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UndoCreated"))]
pub(crate) struct UndoView {
    import_id: ImportId,
}

pub(super) async fn undo(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let id = import_id(call)?;
    // The body is optional.
    let is_empty = call.request.body().trim_ascii().is_empty();
    let confirm = if is_empty { true } else { call.json::<UndoBody>()?.confirm };
    let caller = call.caller()?;
    let new = NewUndo {
        import_id: ImportId::at(app.aws.now(), app.aws.random_bits()),
        started_by: caller.subject.clone(),
        started_by_address: caller.address_key(),
        language: call.language(),
        confirm,
    };
    match Box::pin(flow::undo(&app.aws, &id, new)).await? {
        UndoRequested::Accepted(import_id) => Ok(created(&UndoView { import_id })),
        UndoRequested::Unknown => Err(import_unknown()),
        UndoRequested::NewerFile(_) => Err(newer_file()),
        UndoRequested::FeedBusy(_) => Err(ApiError::new(
            ErrorCode::FeedBusy,
            "A file of the feed is being checked or written. Try again when it has ended.",
        )),
        UndoRequested::NotUndoable(import) => Err(ApiError::new(ErrorCode::ImportNotUndoable, reason(&import))),
        UndoRequested::InProgress(undo) => Err(ApiError::new(
            ErrorCode::UndoInProgress,
            format!(
                "The undo {undo} is in progress with another value of confirm. Confirm it, or cancel it first. If it has failed, repeat the \
                 request with its value of confirm."
            ),
        )),
        UndoRequested::AlreadyUndone(undo) => Err(ApiError::new(
            ErrorCode::AlreadyUndone,
            format!("The import was already undone by {undo}. Import the file again if you need it."),
        )),
    }
}

/// Creates the error for a file that is not its feed's newest.
pub(super) fn newer_file() -> ApiError {
    let detail = "A newer file of the feed was imported. Only the newest can be undone; undo that one first.";
    ApiError::new(ErrorCode::FeedNewerFile, detail)
}

fn reason(import: &Import) -> String {
    if import.source() == Source::Undo {
        return "An undo cannot be undone. Import the file again.".to_owned();
    }
    match import.status() {
        ImportStatus::Failed => "The import failed before it wrote any row: there is nothing to undo.".to_owned(),
        status if status.is_ended() => format!("The import is {}: it has written nothing.", status.as_str()),
        status => format!(
            "The import is {}: only a completed import can be undone, or one that failed after rows were written.",
            status.as_str().replace('_', " ")
        ),
    }
}
