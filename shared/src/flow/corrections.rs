//! An import's corrections: an object among its results. The key contains the hash of the list, so that no worker replaces the list that
//! an import names.

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

/// Stores the list for an import that is about to be created or validated. Returns the digest for the import's item, or `None` if the list
/// is empty.
pub async fn store(
    results: &impl ResultStore,
    id: &ImportId,
    list: &CorrectionList,
) -> Result<Option<CorrectionDigest>, FlowError> {
    let (bytes, digest) =
        list.to_stored().map_err(|source| FlowError::Unencodable { what: WHAT, source: source.into() })?;
    if let Some(digest) = &digest {
        write_all(results, &keys::corrections(id, &digest.sha256), "application/json", bytes).await?;
    }
    Ok(digest)
}

/// Reads an import's list.
///
/// # Errors
///
/// [`FlowError::Missing`] if the list was deleted.
pub async fn load(results: &impl ResultStore, import: &Import) -> Result<CorrectionList, FlowError> {
    let Some(digest) = import.corrections() else { return Ok(CorrectionList::default()) };
    let bytes = match read_all(results, &keys::corrections(import.id(), &digest.sha256), 0, None).await? {
        None => read_all(results, &keys::former_corrections(import.id()), 0, None).await?,
        found => found,
    };
    let bytes = bytes.filter(|bytes| digest.is_of(bytes)).ok_or(FlowError::Missing { what: WHAT })?;
    serde_json::from_slice(&bytes).map_err(|source| FlowError::Undecodable { what: WHAT, source: source.into() })
}
