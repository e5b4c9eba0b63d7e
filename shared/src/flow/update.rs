//! Changing an import: read, change, write if no one else has written since.

use super::FlowError;
use crate::{
    ids::ImportId,
    import::Import,
    stores::{ImportStore, Replaced},
};

/// Tries against others that write the same import, such as a validation that records its progress.
const TRIES_MAX: usize = 10;

/// What a change decides about the import that it was given.
pub(super) enum Change<T> {
    /// The changed import is written.
    Write(T),
    /// The import stays as it is.
    Leave(T),
}

/// Lets `change` decide about the import as it is stored, again if another worker writes at the same time.
///
/// Returns the import as it is stored then, with the decision; `None` if there is no such import.
///
/// # Errors
/// [`FlowError::Contended`] after [`TRIES_MAX`] tries.
pub(super) async fn update<T: Send>(
    imports: &impl ImportStore,
    id: &ImportId,
    mut change: impl FnMut(&mut Import) -> Result<Change<T>, FlowError> + Send,
) -> Result<Option<(Import, T)>, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(mut import) = imports.import(id).await? else { return Ok(None) };
        match change(&mut import)? {
            Change::Leave(decision) => return Ok(Some((import, decision))),
            Change::Write(decision) => {
                if replace(imports, &mut import).await? {
                    return Ok(Some((import, decision)));
                }
            }
        }
    }
    Err(FlowError::Contended { what: "the import" })
}

/// Writes an import over the version that was read. Returns `false` if another worker has written it since.
pub(super) async fn replace(imports: &impl ImportStore, import: &mut Import) -> Result<bool, FlowError> {
    import.increment_version();
    Ok(imports.replace_import(import).await? == Replaced::Done)
}
