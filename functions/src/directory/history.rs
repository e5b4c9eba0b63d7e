//! Which imports wrote a user, and what they changed.

use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    flow::{FlowError, list::find_row},
    ids::{CourseId, ImportId},
    row::{Change, Outcome},
    user::{HistoryEntry, User},
};
use serde::Serialize;

use crate::{App, http::ApiError};

/// Maximum number of imports in a user's history whose results are read concurrently: the maximum length of the history.
const READ_AT_ONCE: usize = 8;

/// An import that wrote the user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UserImport"))]
pub(super) struct WrittenView {
    import_id: ImportId,
    /// `null` for a person who is absent from a feed's file.
    row: Option<u64>,
    outcome: Outcome,
    /// The import that this one undoes.
    undoes: Option<ImportId>,
    /// Changed values; `null` once the import's results have been deleted.
    changes: Option<Vec<Change>>,
    courses_assigned: Vec<CourseId>,
    courses_removed: Vec<CourseId>,
}

/// Returns the imports in a user's history, oldest first.
pub(super) async fn of(app: &App, user: &User) -> Result<Vec<WrittenView>, ApiError> {
    let views: Vec<_> = user.history.iter().map(|entry| written(app, entry)).collect();
    Ok(stream::iter(views).buffered(READ_AT_ONCE).try_collect().await?)
}

async fn written(app: &App, entry: &HistoryEntry) -> Result<WrittenView, FlowError> {
    let mut row = (entry.outcome != Outcome::Disabled).then_some(entry.row);
    let changes = match &entry.changes {
        Some(changes) => Some(changes.clone()),
        None if entry.outcome == Outcome::Created => Some(Vec::new()),
        None => find_row(&app.aws, &entry.import_id, entry.row).await?.map(|found| {
            row = found.shown_row();
            found.changes
        }),
    };
    let undo = entry.undo.as_deref();
    Ok(WrittenView {
        import_id: entry.import_id.clone(),
        row,
        outcome: entry.outcome,
        undoes: undo.map(|undo| undo.undoes.clone()),
        changes,
        courses_assigned: entry.assigned.clone(),
        courses_removed: undo.map(|undo| undo.courses_removed.clone()).unwrap_or_default(),
    })
}
