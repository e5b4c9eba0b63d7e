//! The access key for the embedded servers: one per data directory.
//!
//! The key is random and stored in a file with the data, so it remains valid after a restart. On Unix, only the owner can read the file;
//! anyone who can read it can read the data anyway.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::StartError;

/// The file in the data directory: the id on the first line, the secret on the second.
const FILE: &str = "credentials";
/// The id is not secret: presigned URLs contain it.
const ACCESS_KEY_ID: &str = "rollcall";

#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

impl Credentials {
    /// Returns the key for a data directory, creating it at the first start or if the file is damaged. `random` returns 80 bits per call.
    pub fn of_dir(dir: &Path, random: impl Fn() -> [u8; 10]) -> Result<Self, StartError> {
        let path = dir.join(FILE);
        let error = |source| StartError::Folder { path: path.clone(), source };
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                if let Some(known) = parse(&text) {
                    return Ok(known);
                }
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(error(source)),
        }
        let bits = [random(), random()].concat();
        let secret_access_key = hex::encode(bits);
        let made = Self { access_key_id: ACCESS_KEY_ID.to_owned(), secret_access_key };
        write_private(&path, &format!("{}\n{}\n", made.access_key_id, made.secret_access_key)).map_err(error)?;
        Ok(made)
    }
}

/// Parses the file. Returns `None` if a crash truncated it; a new key is then created.
fn parse(text: &str) -> Option<Credentials> {
    let (id, rest) = text.split_once('\n')?;
    let (secret, _) = rest.split_once('\n')?;
    let is_whole = !id.is_empty() && secret.len() == 40;
    is_whole.then(|| Credentials { access_key_id: id.to_owned(), secret_access_key: secret.to_owned() })
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    #[test]
    fn key_of_a_directory_stays_and_differs_from_others() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let made = Credentials::of_dir(one.path(), || [1; 10]).unwrap();
        assert_eq!(made.secret_access_key, "01".repeat(20));
        assert_eq!(Credentials::of_dir(one.path(), || [2; 10]).unwrap(), made);
        assert_ne!(Credentials::of_dir(other.path(), || [2; 10]).unwrap(), made);
        assert!(!format!("{made:?}").contains(&made.secret_access_key));
    }

    #[test]
    fn key_that_was_cut_short_is_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), "rollcall\n0101").unwrap();
        assert_eq!(Credentials::of_dir(dir.path(), || [3; 10]).unwrap().secret_access_key, "03".repeat(20));
    }

    #[cfg(unix)]
    #[test]
    fn file_of_the_key_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        Credentials::of_dir(dir.path(), || [1; 10]).unwrap();
        assert_eq!(std::fs::metadata(dir.path().join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
