//! Finds running imports whose result a request would spoil.

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use crate::{
    ids::ImportId,
    import::Import,
    stores::{Environment, ImportStore, StoreError},
    user::User,
};

/// Maximum number of open imports that are examined, the first ones due. A running import is due within minutes, one that waits for a
/// person within days.
const OPEN_MAX: usize = 1_000;
/// Maximum number of open imports that are read concurrently.
const READ_AT_ONCE: usize = 8;

/// Returns an import that has written the user and may still do so: if the user were erased now, it could create the user again.
pub async fn import_still_writing(
    stores: &(impl ImportStore + Environment),
    user: &User,
) -> Result<Option<ImportId>, StoreError> {
    for id in user.written_by() {
        if stores.import(id).await?.is_some_and(|import| import.may_write_users(stores.now())) {
            return Ok(Some(id.clone()));
        }
    }
    Ok(None)
}

/// Returns an import that may write companies, cohorts and courses that it has found in the catalog without looking them up again.
pub async fn import_relying_on_catalog(stores: &impl ImportStore) -> Result<Option<ImportId>, StoreError> {
    let open = stores.due_imports(Timestamp::MAX, OPEN_MAX).await?;
    let mut imports = stream::iter(open).map(|id| async move { stores.import(&id).await }).buffered(READ_AT_ONCE);
    while let Some(import) = imports.try_next().await? {
        if let Some(import) = import.filter(Import::relies_on_catalog) {
            return Ok(Some(import.id().clone()));
        }
    }
    Ok(None)
}
