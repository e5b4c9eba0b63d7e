//! Imports whose results have not been shown yet, stored as `unfinished/<hash>.json` in the data directory.
//!
//! Order of writes: the idempotency key is stored before the import is requested, and the import id as soon as it is known; the file is
//! deleted after the result has been shown, unless the import has failed and can be retried. If the program is killed in between, the same
//! command finds the key or the ID and resumes the same import; a key that was never used starts a new import.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use rollcall_domain::{ids::ImportId, import::OnRowErrors};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{files, source::SourceFile};
use crate::cli::{client::ImportOptions, error::CliError, session::UNFINISHED};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unfinished {
    /// The import id, once the response to `POST /imports` has been received.
    pub import_id: Option<String>,
    /// The key that returns the same import again.
    pub idempotency_key: String,
    /// The file name in the request: the same key requires the same body.
    pub file_name: String,
}

/// What a command with `--accept-suggestions` does after the check. The options of the request are the same for all these commands, but one
/// of them must not continue the import of another.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct AfterCheck {
    pub is_dry_run: bool,
    pub on_row_errors: OnRowErrors,
}

impl Unfinished {
    /// Creates the state for a new import.
    ///
    /// The key needs no randomness: the hash of the file, the process id and the time in nanoseconds make it unique.
    pub(super) fn new(source: &SourceFile, now: Timestamp) -> Self {
        let unix_ms = u64::try_from(now.as_millisecond()).unwrap_or_default();
        let nanosecond = now.as_nanosecond().to_be_bytes();
        let key = ImportId::from_seeds(unix_ms, &[&source.sha256, &std::process::id().to_be_bytes(), &nanosecond]);
        Self { import_id: None, idempotency_key: key.to_string(), file_name: source.name.clone() }
    }
}

/// One unfinished import, stored in a file if there is a data directory.
#[derive(Debug)]
pub(super) struct Memory {
    path: Option<PathBuf>,
    /// Id of the import that this program is waiting for.
    current: Mutex<Option<String>>,
}

impl Memory {
    /// Returns the file for an import of these bytes with these options, on the stack at `api` or, without `api`, on the data directory's
    /// stack. `next` is what happens after the check, if the options do not say it.
    pub(super) fn of(
        data_dir: Option<&Path>,
        source: &SourceFile,
        options: &ImportOptions,
        next: Option<AfterCheck>,
        api: Option<&str>,
    ) -> Self {
        let path = data_dir.map(|dir| {
            let request = match next {
                None => serde_json::json!([options, api]),
                Some(next) => serde_json::json!([options, api, next]),
            };
            let mut hasher = Sha256::new();
            hasher.update(source.sha256);
            hasher.update(request.to_string());
            let name = hex::encode(hasher.finalize());
            dir.join(UNFINISHED).join(format!("{name}.json"))
        });
        Self { path, current: Mutex::default() }
    }

    /// Returns the id of the import that this program is waiting for.
    pub(super) fn current(&self) -> Option<String> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets the import that this program is waiting for.
    pub(super) fn set_current(&self, import_id: &str) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(import_id.to_owned());
    }

    pub(super) fn is_on_disk(&self) -> bool {
        self.path.is_some()
    }

    /// Returns the stored import. A file that cannot be read or parsed counts as absent: a new import then starts.
    pub(super) fn load(&self) -> Option<Unfinished> {
        let bytes = std::fs::read(self.path.as_ref()?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    pub(super) fn save(&self, unfinished: &Unfinished) -> Result<(), CliError> {
        if let Some(import_id) = &unfinished.import_id {
            self.set_current(import_id);
        }
        let Some(path) = &self.path else { return Ok(()) };
        let json = serde_json::json!(unfinished).to_string();
        files::write(path, json.as_bytes()).map_err(|source| CliError::Write { path: path.clone(), source })
    }

    pub(super) fn forget(&self) {
        if let Some(path) = &self.path {
            // The error is ignored: the next command finds that the import has ended.
            _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    fn source(sha256: u8, name: &str) -> SourceFile {
        SourceFile { path: name.into(), name: name.to_owned(), size_bytes: 1, sha256: [sha256; 32] }
    }

    fn options() -> ImportOptions {
        ImportOptions {
            layout: None,
            update_existing: Some(false),
            send_invitations: Some(false),
            on_row_errors: Some(OnRowErrors::Reject),
            confirm: false,
            encoding: None,
            dry_run: false,
            feed: None,
            corrections: Vec::new(),
        }
    }

    #[test]
    fn memory_depends_on_bytes_options_and_stack_but_not_on_the_name() {
        let dir = Some(Path::new("d"));
        let path = |source: &SourceFile, options: &ImportOptions, api| Memory::of(dir, source, options, None, api).path;
        let first = path(&source(1, "a.csv"), &options(), None);
        assert_eq!(first, path(&source(1, "b.csv"), &options(), None));
        assert_ne!(first, path(&source(2, "a.csv"), &options(), None));
        assert_ne!(first, path(&source(1, "a.csv"), &ImportOptions { confirm: true, ..options() }, None));
        assert_ne!(first, path(&source(1, "a.csv"), &options(), Some("http://h")));
        let then = |is_dry_run, on_row_errors| {
            let next = Some(AfterCheck { is_dry_run, on_row_errors });
            Memory::of(dir, &source(1, "a.csv"), &options(), next, None).path
        };
        let paths = [
            first,
            then(false, OnRowErrors::Reject),
            then(false, OnRowErrors::Skip),
            then(true, OnRowErrors::Reject),
            then(true, OnRowErrors::Skip),
        ];
        assert_eq!(std::collections::BTreeSet::from(paths).len(), 5);
        assert!(!Memory::of(None, &source(1, "a.csv"), &options(), None, None).is_on_disk());
    }

    #[test]
    fn memory_saved_is_loaded_until_forgotten() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let source = source(1, "a.csv");
        let memory = Memory::of(Some(dir.path()), &source, &options(), None, None);
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
    fn memory_that_is_damaged_counts_as_absent() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let memory = Memory::of(Some(dir.path()), &source(1, "a.csv"), &options(), None, None);
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
