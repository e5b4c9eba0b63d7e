//! The last step of every import: announces its end.

use serde_json::json;

use super::{
    FlowError,
    chunks::write_all,
    feed, findings,
    update::{TRIES_MAX, replace},
};
use crate::{
    import::Import,
    keys,
    stores::{FeedStore, ImportStore, ResultStore, ResumeQueue},
};

/// Releases the import's feed, writes the notice, and closes the import.
///
/// If another worker has written the import in the meantime, it may have been retried and have ended again, and the notice of that end may
/// have just been replaced by this one. Therefore, the end that is stored by then is announced, even if it has been announced before.
///
/// # Errors
///
/// [`FlowError::Lost`] if the import has been retried since it was read: its next end is announced separately. [`FlowError::Contended`] if
/// other workers keep writing the import.
pub(super) async fn announce(
    stores: &(impl ImportStore + FeedStore + ResultStore + ResumeQueue),
    mut import: Import,
) -> Result<(), FlowError> {
    for _ in 0..TRIES_MAX {
        let notice = notice_of(stores, &import).await?;
        // The feed has released a closed import and may have reported it.
        if import.is_open() {
            feed::release(stores, &import).await?;
        }
        write_all(stores, &keys::summary(import.id()), "application/json", notice).await?;
        import.close();
        if replace(stores, &mut import).await? {
            return Ok(());
        }
        let current = stores.import(import.id()).await?;
        import = current.filter(|import| import.status().is_ended()).ok_or(FlowError::Lost)?;
    }
    Err(FlowError::Contended { what: "the import" })
}

async fn notice_of(results: &impl ResultStore, import: &Import) -> Result<String, FlowError> {
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
    let courses = findings::courses_left_out(results, import).await?;
    if let (Some(notice), false) = (notice.as_object_mut(), courses.is_empty()) {
        notice.insert("courses_left_out".to_owned(), json!(courses));
    }
    Ok(notice.to_string())
}

#[cfg(test)]
mod tests;
