//! An import under a lease: only one worker processes it, as long as that worker renews the lease.

use jiff::Timestamp;

use super::{
    FlowError,
    update::{TRIES_MAX, replace},
};
use crate::{
    feed::{Feed, FeedId},
    ids::ImportId,
    import::{IllegalTransition, Import, LEASE_RENEWED_EVERY},
    stores::{Environment, FeedStore, ImportStore, Replaced},
};

#[derive(Debug)]
pub(super) struct LeasedImport {
    import: Import,
    owner: String,
    renewed_at: Timestamp,
}

impl LeasedImport {
    /// Takes the lease and applies `change` in one conditional write.
    ///
    /// # Errors
    ///
    /// [`FlowError::Lost`] if another worker wrote the import first.
    pub(super) async fn take(
        stores: &(impl ImportStore + Environment),
        import: Import,
        change: impl FnOnce(&mut Import) -> Result<(), IllegalTransition> + Send,
    ) -> Result<Self, FlowError> {
        let mut leased = Self { import, owner: unique_name(stores), renewed_at: stores.now() };
        leased.import.lease_to(&leased.owner, leased.renewed_at);
        change(&mut leased.import)?;
        leased.write(stores).await?;
        Ok(leased)
    }

    /// Creates an import together with its lease. Returns `None` if its id is taken.
    pub(super) async fn create(
        stores: &(impl ImportStore + Environment),
        mut import: Import,
    ) -> Result<Option<Self>, FlowError> {
        let (owner, renewed_at) = (unique_name(stores), stores.now());
        import.lease_to(&owner, renewed_at);
        let is_created = stores.create_import(&import).await?;
        Ok(is_created.then_some(Self { import, owner, renewed_at }))
    }

    /// The import with all changes, including those not yet written.
    pub(super) fn import(&self) -> &Import {
        &self.import
    }

    /// The import, to be changed before the next write.
    pub(super) fn import_mut(&mut self) -> &mut Import {
        &mut self.import
    }

    pub(super) fn id(&self) -> &ImportId {
        self.import.id()
    }

    /// The unique name of this lease.
    pub(super) fn owner(&self) -> &str {
        &self.owner
    }

    /// Writes the import with its changes, and renews the lease.
    ///
    /// # Errors
    ///
    /// [`FlowError::Lost`] if another worker has written the import since.
    pub(super) async fn save(&mut self, stores: &(impl ImportStore + Environment)) -> Result<(), FlowError> {
        self.renewed_at = stores.now();
        self.import.lease_to(&self.owner, self.renewed_at);
        self.write(stores).await
    }

    /// Atomically writes the import and its feed, and renews the lease. Returns `false` if another worker has written the feed since it was
    /// read.
    ///
    /// # Errors
    ///
    /// [`FlowError::Lost`] if another worker has written the import since.
    pub(super) async fn save_with_feed(
        &mut self,
        stores: &(impl ImportStore + FeedStore + Environment),
        feed: &Feed,
    ) -> Result<bool, FlowError> {
        self.renewed_at = stores.now();
        self.import.lease_to(&self.owner, self.renewed_at);
        let mut import = self.import.clone();
        import.increment_version();
        if stores.replace_import_and_feed(&import, feed).await? == Replaced::Done {
            self.import = import;
            return Ok(true);
        }
        let current = stores.import(self.id()).await?;
        if current.is_none_or(|current| current.version() != self.import.version()) {
            return Err(FlowError::Lost);
        }
        Ok(false)
    }

    /// Writes the import and renews the lease if the last renewal was at least [`LEASE_RENEWED_EVERY`] ago.
    pub(super) async fn renew(&mut self, stores: &(impl ImportStore + Environment)) -> Result<(), FlowError> {
        if stores.now() < self.renewed_at + LEASE_RENEWED_EVERY {
            return Ok(());
        }
        self.save(stores).await
    }

    /// Writes the import and releases the lease.
    pub(super) async fn release(mut self, imports: &impl ImportStore) -> Result<Import, FlowError> {
        self.import.release();
        self.write(imports).await?;
        Ok(self.import)
    }

    /// Applies `change` to the feed, atomically writes the import and the feed, and releases the lease. If the feed was deleted, writes
    /// only the import.
    ///
    /// # Errors
    ///
    /// [`FlowError::Lost`] if another worker has written the import since; [`FlowError::Contended`] if other workers keep changing the
    /// feed.
    pub(super) async fn release_with_feed(
        mut self,
        stores: &(impl ImportStore + FeedStore),
        id: &FeedId,
        mut change: impl FnMut(&mut Feed, &Import) + Send,
    ) -> Result<Import, FlowError> {
        self.import.release();
        self.import.increment_version();
        for _ in 0..TRIES_MAX {
            let replaced = match stores.feed_by_id(id).await? {
                None => stores.replace_import(&self.import).await?,
                Some(mut feed) => {
                    change(&mut feed, &self.import);
                    feed.increment_version();
                    stores.replace_import_and_feed(&self.import, &feed).await?
                }
            };
            if replaced == Replaced::Done {
                return Ok(self.import);
            }
            let current = stores.import(self.id()).await?;
            if current.is_none_or(|current| current.version() + 1 != self.import.version()) {
                return Err(FlowError::Lost);
            }
        }
        Err(FlowError::Contended { what: "the feed" })
    }

    async fn write(&mut self, imports: &impl ImportStore) -> Result<(), FlowError> {
        if replace(imports, &mut self.import).await? { Ok(()) } else { Err(FlowError::Lost) }
    }
}

/// A unique name for a lease or an attempt.
pub(super) fn unique_name(random: &impl Environment) -> String {
    hex::encode(random.random_bits())
}
