//! Holding an import: one worker at a time, for as long as it renews.

use jiff::Timestamp;

use super::FlowError;
use crate::{
    ids::to_hex,
    import::{Import, LEASE, LEASE_RENEWED_EVERY, Lease},
    ports::{Ambient, ImportStore, Replaced},
};

/// An import that this worker holds.
#[derive(Debug)]
pub struct Held {
    /// The import as last written.
    pub import: Import,
    owner: String,
    renewed_at: Timestamp,
}

impl Held {
    /// Takes the import with one conditional write, which also writes what `change` does to it.
    ///
    /// # Errors
    /// [`FlowError::Lost`] if somebody else wrote it first.
    pub async fn take(
        imports: &impl ImportStore,
        ambient: &impl Ambient,
        import: Import,
        change: impl FnOnce(&mut Import) + Send,
    ) -> Result<Self, FlowError> {
        let owner = owner_of(ambient);
        let now = ambient.now();
        let mut held = Self { import, owner, renewed_at: now };
        held.import.lease = Some(Lease { owner: held.owner.clone(), until: now + LEASE });
        change(&mut held.import);
        held.write(imports).await?;
        Ok(held)
    }

    /// An import that was just created with this lease.
    pub fn created(import: Import, now: Timestamp) -> Self {
        let owner = import.lease.as_ref().map(|lease| lease.owner.clone()).unwrap_or_default();
        Self { import, owner, renewed_at: now }
    }

    /// Name of this hold.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Writes the import with whatever was changed, and renews the lease.
    ///
    /// # Errors
    /// [`FlowError::Lost`] if somebody else wrote it since.
    pub async fn save(&mut self, imports: &impl ImportStore, ambient: &impl Ambient) -> Result<(), FlowError> {
        let now = ambient.now();
        self.renewed_at = now;
        self.import.lease = Some(Lease { owner: self.owner.clone(), until: now + LEASE });
        self.write(imports).await
    }

    /// Renews the lease if a third of its life has passed.
    pub async fn renew(&mut self, imports: &impl ImportStore, ambient: &impl Ambient) -> Result<(), FlowError> {
        if ambient.now() < self.renewed_at + LEASE_RENEWED_EVERY {
            return Ok(());
        }
        self.save(imports, ambient).await
    }

    /// Writes the import and gives it free.
    pub async fn release(mut self, imports: &impl ImportStore) -> Result<Import, FlowError> {
        self.import.lease = None;
        self.write(imports).await?;
        Ok(self.import)
    }

    async fn write(&mut self, imports: &impl ImportStore) -> Result<(), FlowError> {
        self.import.version += 1;
        match imports.replace_import(&self.import).await? {
            Replaced::Done => Ok(()),
            Replaced::Lost => {
                // A write whose answer was lost was tried again by the client, and now meets itself.
                let stored = imports.import(&self.import.import_id).await?;
                if stored.as_ref() == Some(&self.import) { Ok(()) } else { Err(FlowError::Lost) }
            }
        }
    }
}

/// A name for one worker's hold: nobody else has it.
pub(super) fn owner_of(ambient: &impl Ambient) -> String {
    to_hex(&ambient.random_bits())
}
