//! The sample catalog of a stack inside this program.
//!
//! Order of writes: a file (the marker) in the data directory, the companies one by one, a wait until they are on the disk, and the removal
//! of the marker. If the program is killed or the machine loses power in between, the catalog may contain some of the companies, but the
//! marker still exists, and the samples are loaded again, which does not change those that exist.
//!
//! Another program may have changed the catalog through the API in the meantime. The marker therefore counts only while every company is a
//! sample, and only samples are ever removed.

use std::path::{Path, PathBuf};

use rollcall_domain::{catalog::CatalogDocument, stores::CatalogStore};

use super::{error::CliError, import::files, session::UNFINISHED};
use crate::stack::{Stack, StackError};

const DOCUMENT: &[u8] = include_bytes!("../../../../samples/catalog.json");

pub(super) struct Samples<'a> {
    stack: &'a Stack,
    marker: PathBuf,
}

impl<'a> Samples<'a> {
    pub(super) fn of(stack: &'a Stack, data_dir: &Path) -> Self {
        Self { stack, marker: data_dir.join(UNFINISHED).join("samples") }
    }

    /// Returns `true` if the catalog is empty, or contains only samples, which may have been loaded or removed only in part.
    pub(super) async fn are_wanted(&self) -> Result<bool, CliError> {
        let names = self.stack.clients().company_names().await.map_err(StackError::from)?;
        let samples = document()?;
        let is_sample = |name: &String| samples.companies.iter().any(|company| company.name == *name);
        if self.marker.exists() && !names.iter().all(is_sample) {
            std::fs::remove_file(&self.marker).map_err(|source| self.cannot_write(source))?;
        }
        Ok(names.is_empty() || self.marker.exists())
    }

    /// Loads the samples. [`are_wanted`](Self::are_wanted) remains `true` until [`settle`](Self::settle) is called.
    pub(super) async fn load(&self) -> Result<(), CliError> {
        files::write(&self.marker, b"").map_err(|source| self.cannot_write(source))?;
        Ok(self.stack.load_catalog(DOCUMENT).await?)
    }

    /// Waits until the catalog as it is now is on the disk, and accepts it.
    pub(super) fn settle(&self) -> Result<(), CliError> {
        self.stack.sync_table()?;
        std::fs::remove_file(&self.marker).map_err(|source| self.cannot_write(source))
    }

    /// Loads the samples again if they may have been loaded or removed only in part.
    pub(super) async fn complete(&self) -> Result<(), CliError> {
        if self.marker.exists() && self.are_wanted().await? {
            self.load().await?;
            self.settle()?;
        }
        Ok(())
    }

    /// Removes samples that may have been loaded or removed only in part: the administrator loads another catalog.
    pub(super) async fn discard(&self) -> Result<(), CliError> {
        if self.marker.exists() && self.are_wanted().await? {
            self.remove().await?;
            self.settle()?;
        }
        Ok(())
    }

    /// Removes the samples. [`are_wanted`](Self::are_wanted) remains `true` until [`settle`](Self::settle) is called.
    pub(super) async fn remove(&self) -> Result<(), CliError> {
        for id in document()?.companies.iter().filter_map(|company| company.id.as_ref()) {
            self.stack.clients().delete_company(id).await.map_err(|error| StackError::Catalog(error.into()))?;
        }
        Ok(())
    }

    fn cannot_write(&self, source: std::io::Error) -> CliError {
        CliError::Write { path: self.marker.clone(), source }
    }
}

fn document() -> Result<CatalogDocument, CliError> {
    let document = serde_json::from_slice(DOCUMENT).map_err(|error| StackError::Catalog(Box::new(error)))?;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::stack::StackConfig;

    #[test]
    fn samples_are_a_catalog() -> Result<(), Box<dyn Error>> {
        Ok(document()?.validate()?)
    }

    #[tokio::test]
    async fn samples_are_completed_but_not_added_to_another_catalog() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let stack = Stack::start(StackConfig { in_memory: false, ..StackConfig::in_folder(dir.path()) }).await?;
        let document = document()?;
        let part = CatalogDocument { companies: document.companies[..1].to_vec() };
        let samples = Samples::of(&stack, dir.path());
        assert!(samples.are_wanted().await?, "the catalog is empty");

        // As after a power cut: the marker and some of the companies.
        files::write(&samples.marker, b"")?;
        stack.load_catalog(&serde_json::to_vec(&part)?).await?;
        assert!(samples.are_wanted().await?);
        samples.complete().await?;
        assert!(!samples.are_wanted().await?);
        assert_eq!(stack.clients().company_names().await?.len(), document.companies.len());

        for company in &document.companies[1..] {
            let Some(id) = &company.id else { panic!("{} has no id", company.name) };
            assert!(stack.clients().delete_company(id).await?);
        }
        samples.complete().await?;
        assert!(!samples.are_wanted().await?, "the companies were removed on purpose");
        assert_eq!(stack.clients().company_names().await?.len(), 1);

        // As if another program had loaded a catalog while the samples were being loaded.
        let own = br#"{"companies":[{"id":"own","name":"Own Company"}]}"#;
        files::write(&samples.marker, b"")?;
        stack.load_catalog(own).await?;
        assert!(!samples.are_wanted().await?);
        samples.complete().await?;
        assert_eq!(stack.clients().company_names().await?.len(), 2, "nothing was added or removed");

        // An administrator loads another catalog after an interrupted load.
        stack.clients().delete_company(&"own".into()).await?;
        samples.load().await?;
        samples.discard().await?;
        assert_eq!(stack.clients().company_names().await?.len(), 0);
        stack.stop().await;
        Ok(())
    }
}
