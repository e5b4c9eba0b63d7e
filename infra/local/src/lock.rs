//! One process per data directory.
//!
//! The lock is an operating system lock on the file `lock` and ends with the process. The file contains the lock owner's process id and the
//! address of its API, which other processes use only in messages. A third line says whether the directory is shared with other files.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process;

/// The third line of the lock file in a directory that already contained other files when it became a data directory.
const SHARED: &str = "shared";

/// A locked data directory. Dropping the value releases the lock.
#[derive(Debug)]
pub struct DataDirLock {
    file: File,
    path: PathBuf,
    is_shared: bool,
    access: DirAccess,
}

/// Whether other accounts on this machine can access a data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirAccess {
    /// They cannot, and could not before it was locked either.
    Private,
    /// They could before it was locked, but no longer can.
    Restricted,
    /// They can: its permissions remain unchanged, because it also contains other files.
    Open,
}

#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error("{}", describe_holder(*pid, address.as_deref()))]
    Held {
        /// The id of the other process, if the file contains it.
        pid: Option<u32>,
        /// The URL of the other process's API, if it has one.
        address: Option<String>,
    },
    /// The directory or the file cannot be created, locked or written.
    #[error("cannot lock {}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl DataDirLock {
    /// Locks the directory, which is created if absent. Fails immediately if another process has the lock.
    pub fn acquire(dir: &Path) -> Result<Self, LockError> {
        let path = dir.join("lock");
        let error = |source| LockError::File { path: path.clone(), source };
        let is_shared = is_shared(dir, &path).map_err(error)?;
        let access = make_private(dir, is_shared).map_err(error)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false) // it may belong to another process
            .open(&path)
            .map_err(error)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held_by(&mut file)),
            Err(TryLockError::Error(source)) => return Err(error(source)),
        }
        let mut lock = Self { file, path, is_shared, access };
        lock.write(None)?;
        Ok(lock)
    }

    /// Returns whether other accounts on this machine can access the directory.
    pub fn access(&self) -> DirAccess {
        self.access
    }

    /// Records the address of this process's API, such as `http://127.0.0.1:8000`, so that other processes can report it.
    pub fn announce(&mut self, address: &str) -> Result<(), LockError> {
        self.write(Some(address))
    }

    /// Writes the process id on one line, the address on the next, and on the third whether the directory is shared. The file is truncated
    /// only afterwards, so that a reader does not see it empty while it is being overwritten.
    fn write(&mut self, address: Option<&str>) -> Result<(), LockError> {
        let shared = if self.is_shared { SHARED } else { "" };
        let content = format!("{}\n{}\n{shared}\n", process::id(), address.unwrap_or_default());
        let written = (|| {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(content.as_bytes())?;
            self.file.set_len(content.len() as u64)
        })();
        written.map_err(|source| LockError::File { path: self.path.clone(), source })
    }
}

/// Returns `true` if the directory contained other files when it was first locked. From then on, it also contains the program's own, so the
/// lock file records this.
fn is_shared(dir: &Path, lock: &Path) -> io::Result<bool> {
    match std::fs::read(lock) {
        Ok(content) => Ok(String::from_utf8_lossy(&content).lines().nth(2) == Some(SHARED)),
        Err(_) if lock.exists() => Ok(false),
        Err(_) => match std::fs::read_dir(dir) {
            Ok(mut entries) => Ok(entries.next().is_some()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        },
    }
}

/// Creates the directory so that only its owner can access it, since it will contain personal data and activation links. Access to an
/// existing directory is restricted unless it is shared with other files.
#[cfg(unix)]
fn make_private(dir: &Path, is_shared: bool) -> io::Result<DirAccess> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if !dir.exists() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
        return Ok(DirAccess::Private);
    }
    let is_open = std::fs::metadata(dir)?.permissions().mode() & 0o077 != 0;
    match (is_open, is_shared) {
        (false, _) => Ok(DirAccess::Private),
        (true, true) => Ok(DirAccess::Open),
        (true, false) => {
            std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))?;
            Ok(DirAccess::Restricted)
        }
    }
}

#[cfg(not(unix))]
fn make_private(dir: &Path, _: bool) -> io::Result<DirAccess> {
    std::fs::create_dir_all(dir).map(|()| DirAccess::Private)
}

fn held_by(file: &mut File) -> LockError {
    let mut content = String::new();
    // The error is ignored, since the content is used only in a message.
    if file.read_to_string(&mut content).is_err() {
        content.clear();
    }
    let mut lines = content.lines();
    LockError::Held {
        pid: lines.next().and_then(|line| line.parse().ok()),
        address: lines.next().filter(|line| !line.is_empty()).map(ToOwned::to_owned),
    }
}

fn describe_holder(pid: Option<u32>, address: Option<&str>) -> impl fmt::Display {
    let holder = pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"));
    let advice = match address {
        Some(address) => format!("add `--api {address}` to use that process"),
        None => "wait until it has ended, or run it with `rollcall serve` and use `--api`".to_owned(),
    };
    format!("the data directory is in use by {holder}: {advice}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    #[test]
    fn lock_of_another_process_is_reported_with_that_process() {
        let dir = tempfile::tempdir().unwrap();
        let mut lock = DataDirLock::acquire(dir.path()).unwrap();

        let error = DataDirLock::acquire(dir.path()).unwrap_err();
        assert!(matches!(error, LockError::Held { pid: Some(pid), address: None } if pid == process::id()));

        lock.announce("http://127.0.0.1:8000").unwrap();
        let message = DataDirLock::acquire(dir.path()).unwrap_err().to_string();
        assert!(message.contains(&format!("process {}", process::id())), "{message}");
        assert!(message.contains("--api http://127.0.0.1:8000"), "{message}");
    }

    #[test]
    fn lock_after_release_is_free_and_forgets_the_address() {
        let dir = tempfile::tempdir().unwrap();
        let mut lock = DataDirLock::acquire(dir.path()).unwrap();
        lock.announce("http://127.0.0.1:8000").unwrap();
        drop(lock);

        let _lock = DataDirLock::acquire(dir.path()).unwrap();
        let error = DataDirLock::acquire(dir.path()).unwrap_err();
        assert!(matches!(error, LockError::Held { address: None, .. }));
    }

    #[test]
    fn lock_on_a_missing_directory_creates_it() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("a/b");
        DataDirLock::acquire(&inner).unwrap();
        assert!(inner.join("lock").exists());
    }

    #[cfg(unix)]
    #[test]
    fn data_directory_is_closed_to_other_accounts() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |dir: &Path| std::fs::metadata(dir).unwrap().permissions().mode() & 0o777;
        let open = |dir: &Path| std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o755)).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let new = dir.path().join("a/b");
        let access = |dir: &Path| DataDirLock::acquire(dir).unwrap().access();
        assert_eq!((access(&new), mode(&new)), (DirAccess::Private, 0o700));
        open(&new);
        assert_eq!((access(&new), mode(&new)), (DirAccess::Restricted, 0o700));
        // A directory that contains other files.
        let other = dir.path().join("other");
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("file"), "").unwrap();
        open(&other);
        for _ in 0..2 {
            assert_eq!((access(&other), mode(&other)), (DirAccess::Open, 0o755), "also with the program's own files");
        }
        std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!((access(&other), mode(&other)), (DirAccess::Private, 0o700));
        // An empty directory.
        let empty = dir.path().join("empty");
        std::fs::create_dir(&empty).unwrap();
        open(&empty);
        assert_eq!((access(&empty), mode(&empty)), (DirAccess::Restricted, 0o700));
    }
}
