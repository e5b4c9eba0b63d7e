//! The last step of every import: announces its end.

use serde_json::json;

use super::{FlowError, chunks::write_all, feed, findings, update::replace};
use crate::{
    import::Import,
    keys,
    stores::{FeedStore, ImportStore, ResultStore, ResumeQueue},
};

/// Releases the import's feed, writes the notice, and closes the import.
///
/// # Errors
///
/// [`FlowError::Lost`] if the import has been written since it was read: a retry may have reopened it, and its next end is announced
/// separately.
pub(super) async fn announce(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue),
    mut import: Import,
) -> Result<(), FlowError> {
    let mut notice = json!({
        "import_id": import.id(),
        "source": import.source(),
        "undoes": import.undoes(),
        "status": import.status(),
        "options": import.options(),
        "summary": import.summary(),
        "problems": { "errors": import.problems().errors, "warnings": import.problems().warnings },
        "created_at": import.created_at(),
        "finished_at": import.finished_at(),
    });
    if let (Some(notice), Some(file)) = (notice.as_object_mut(), import.feed()) {
        notice.insert("feed".to_owned(), json!(file.id.name));
    }
    if let (Some(notice), Some(id)) = (notice.as_object_mut(), import.successor()) {
        notice.insert("superseded_by".to_owned(), json!(id));
    }
    let courses = findings::courses_left_out(stores, &import).await?;
    if let (Some(notice), false) = (notice.as_object_mut(), courses.is_empty()) {
        notice.insert("courses_left_out".to_owned(), json!(courses));
    }
    feed::release(stores, &import).await?;
    write_all(stores, &keys::summary(import.id()), "application/json", notice.to_string()).await?;
    import.close();
    if replace(stores, &mut import).await? { Ok(()) } else { Err(FlowError::Lost) }
}
