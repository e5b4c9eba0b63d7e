//! Changes an import: reads it, changes it, and writes it unless another worker has written it in the meantime.

use super::FlowError;
use crate::{
    ids::ImportId,
    import::Import,
    stores::{ImportStore, Replaced},
};

/// Maximum number of attempts while other workers keep changing the same import or feed, for example to record progress.
pub(super) const TRIES_MAX: usize = 10;

/// Whether to write an import.
pub(super) enum Change<T> {
    Write(T),
    Leave(T),
}

/// Calls `change` on the stored import and writes the result if `change` says so. Repeats both if another worker wrote the import in
/// between.
///
/// Returns the resulting import and the decision, or `None` if there is no such import.
///
/// # Errors
///
/// [`FlowError::Contended`] after [`TRIES_MAX`] attempts.
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

/// Writes an import, replacing the version that was read. Returns `false` if another worker wrote it in the meantime.
pub(super) async fn replace(imports: &impl ImportStore, import: &mut Import) -> Result<bool, FlowError> {
    import.increment_version();
    Ok(imports.replace_import(import).await? == Replaced::Done)
}
