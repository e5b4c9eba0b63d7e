//! What the program remembers of an import until it has shown its result: `unfinished/<fingerprint>.json` in the data
//! directory.
//!
//! The order of the writes: the key before the import is asked for, the id once it is known, and the file goes when the
//! result was shown. Whenever the program dies in between, the same command finds the key or the id and goes on with the same
//! import; a key that was never used begins one.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rollcall_domain::ids::ImportId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{files, source::SourceFile};
use crate::cli::{client::ImportOptions, error::CliError};

/// An import that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unfinished {
    /// The import, once the answer was heard.
    pub import_id: Option<String>,
    /// Asks for the same import again.
    pub idempotency_key: String,
    /// The name that it was asked for with: the same key wants the same body.
    pub file_name: String,
}

impl Unfinished {
    /// An import to be asked for.
    ///
    /// Nothing random in the key: no two programs begin the same file in the same millisecond under the same process id.
    pub(super) fn new(source: &SourceFile, now: Timestamp) -> Self {
        let unix_ms = u64::try_from(now.as_millisecond()).unwrap_or_default();
        let nanosecond = now.as_nanosecond().to_be_bytes();
        let key = ImportId::from_seeds(unix_ms, &[&source.sha256, &std::process::id().to_be_bytes(), &nanosecond]);
        Self { import_id: None, idempotency_key: key.to_string(), file_name: source.name.clone() }
    }
}

/// Where one import is remembered; nowhere, without a data directory.
#[derive(Debug)]
pub(super) struct Memory {
    path: Option<PathBuf>,
}

impl Memory {
    /// The place for these bytes with these options on the stack at `api`, which is `None` for the one of the directory.
    pub(super) fn of(data_dir: Option<&Path>, source: &SourceFile, options: &ImportOptions, api: Option<&str>) -> Self {
        let path = data_dir.map(|dir| {
            let mut hasher = Sha256::new();
            hasher.update(source.sha256);
            hasher.update(serde_json::json!([options, api]).to_string());
            let mut name = String::new();
            for byte in hasher.finalize() {
                // Writing to a string never fails.
                _ = write!(name, "{byte:02x}");
            }
            dir.join("unfinished").join(format!("{name}.json"))
        });
        Self { path }
    }

    /// Whether anything is kept.
    pub(super) fn is_kept(&self) -> bool {
        self.path.is_some()
    }

    /// What was kept; a file that cannot be read counts as none, since the import can be begun anew.
    pub(super) fn load(&self) -> Option<Unfinished> {
        let bytes = std::fs::read(self.path.as_ref()?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps it, on disk before this returns.
    pub(super) fn save(&self, unfinished: &Unfinished) -> Result<(), CliError> {
        let Some(path) = &self.path else { return Ok(()) };
        let json = serde_json::json!(unfinished).to_string();
        files::write(path, json.as_bytes()).map_err(|source| CliError::Write { path: path.clone(), source })
    }

    /// Forgets it.
    pub(super) fn forget(&self) {
        if let Some(path) = &self.path {
            // One that stays behind names an import that has ended: it is found out at the next start.
            _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use rollcall_domain::import::OnRowErrors;

    use super::*;

    fn source(sha256: u8, name: &str) -> SourceFile {
        SourceFile { path: name.into(), name: name.to_owned(), size_bytes: 1, sha256: [sha256; 32] }
    }

    fn options() -> ImportOptions {
        ImportOptions {
            layout: None,
            update_existing: false,
            send_invitations: false,
            on_row_errors: Some(OnRowErrors::Reject),
            confirm: false,
            encoding: None,
        }
    }

    #[test]
    fn memory_is_of_bytes_options_and_stack_but_not_of_the_name() {
        let dir = Some(Path::new("d"));
        let path = |source: &SourceFile, options: &ImportOptions, api| Memory::of(dir, source, options, api).path;
        let first = path(&source(1, "a.csv"), &options(), None);
        assert_eq!(first, path(&source(1, "b.csv"), &options(), None));
        assert_ne!(first, path(&source(2, "a.csv"), &options(), None));
        assert_ne!(first, path(&source(1, "a.csv"), &ImportOptions { confirm: true, ..options() }, None));
        assert_ne!(first, path(&source(1, "a.csv"), &options(), Some("http://h")));
        assert!(!Memory::of(None, &source(1, "a.csv"), &options(), None).is_kept());
    }

    #[test]
    fn memory_saved_is_loaded_until_forgotten() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let source = source(1, "a.csv");
        let memory = Memory::of(Some(dir.path()), &source, &options(), None);
        assert_eq!(memory.load(), None);

        let mut unfinished = Unfinished::new(&source, Timestamp::now());
        memory.save(&unfinished)?;
        assert_eq!(memory.load().as_ref(), Some(&unfinished));
        unfinished.import_id = Some("01j".to_owned());
        memory.save(&unfinished)?;
        assert_eq!(memory.load().as_ref(), Some(&unfinished));

        memory.forget();
        memory.forget();
        assert_eq!(memory.load(), None);
        Ok(())
    }

    #[test]
    fn memory_that_is_damaged_counts_as_none() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let memory = Memory::of(Some(dir.path()), &source(1, "a.csv"), &options(), None);
        memory.save(&Unfinished::new(&source(1, "a.csv"), Timestamp::now()))?;
        let Some(path) = &memory.path else { panic!("kept") };
        std::fs::write(path, "{")?;
        assert_eq!(memory.load(), None);
        Ok(())
    }

    #[test]
    fn keys_of_two_starts_differ() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + jiff::SignedDuration::from_micros(1);
        let key = |at| Unfinished::new(&source(1, "a.csv"), at).idempotency_key;
        assert_eq!(key(now), key(now));
        assert_ne!(key(now), key(later));
    }
}
