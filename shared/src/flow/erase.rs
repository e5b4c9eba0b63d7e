//! What must have ended before a user can be erased.

use crate::{
    ids::ImportId,
    stores::{Environment, ImportStore, StoreError},
    user::User,
};

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
