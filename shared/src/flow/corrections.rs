//! An import's corrections: an object among its results, written once.

use super::{
    FlowError,
    chunks::{read_all, write_all},
};
use crate::{
    corrections::{CorrectionDigest, CorrectionList},
    ids::ImportId,
    import::Import,
    keys,
    stores::ResultStore,
};

const WHAT: &str = "list of corrections";

/// Stores the list for an import that is about to be created. Returns the digest for the import's item, or `None` if the list is empty.
pub async fn store(
    results: &impl ResultStore,
    id: &ImportId,
    list: &CorrectionList,
) -> Result<Option<CorrectionDigest>, FlowError> {
    let (bytes, digest) =
        list.to_stored().map_err(|source| FlowError::Unencodable { what: WHAT, source: source.into() })?;
    if digest.is_some() {
        write_all(results, &keys::corrections(id), "application/json", bytes).await?;
    }
    Ok(digest)
}

/// Reads an import's list.
///
/// # Errors
///
/// [`FlowError::Missing`] if the list was deleted or replaced.
pub async fn load(results: &impl ResultStore, import: &Import) -> Result<CorrectionList, FlowError> {
    let Some(digest) = import.corrections() else { return Ok(CorrectionList::default()) };
    let bytes = read_all(results, &keys::corrections(import.id()), 0, None).await?;
    let bytes = bytes.filter(|bytes| digest.is_of(bytes)).ok_or(FlowError::Missing { what: WHAT })?;
    serde_json::from_slice(&bytes).map_err(|source| FlowError::Undecodable { what: WHAT, source: source.into() })
}
