//! The bytes: `s3s-fs` under names of our own.
//!
//! `s3s-fs` derives file names from keys, so that keys of more than about 120 bytes, or one that continues another
//! after a slash, have no file; it renames a new file into place before it has checked its digest; and it decides
//! conditions before the body is read. Under names that are used once none of that can be seen. What it is kept for:
//! digests and checksums, multipart parts, ranges, metadata.

use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use s3s_fs::FileSystem;

use crate::StartError;

/// The only bucket that `s3s-fs` knows.
pub(super) const BLOBS: &str = "blobs";

/// A folder of blobs.
pub(super) struct Blobs {
    root: PathBuf,
    pub(super) files: FileSystem,
}

impl Blobs {
    /// Opens the folder, made if absent.
    pub(super) fn open(root: &Path) -> Result<Self, StartError> {
        let folder = root.join(BLOBS);
        std::fs::create_dir_all(&folder).map_err(|source| StartError::Folder { path: folder, source })?;
        let files = FileSystem::new(root).map_err(|error| StartError::Objects(format!("{error:?}").into()))?;
        Ok(Self { root: root.to_owned(), files })
    }

    pub(super) async fn size_bytes(&self, blob: &str) -> io::Result<u64> {
        Ok(tokio::fs::metadata(self.root.join(BLOBS).join(blob)).await?.len())
    }

    /// Deletes the file and the two beside it, as far as they exist. A reader that has the file open reads on.
    pub(super) async fn delete(&self, blob: &str) -> io::Result<()> {
        let encoded = format!(".bucket-{}.object-{}", URL_SAFE_NO_PAD.encode(BLOBS), URL_SAFE_NO_PAD.encode(blob));
        let paths = [
            self.root.join(BLOBS).join(blob),
            self.root.join(format!("{encoded}.metadata.json")),
            self.root.join(format!("{encoded}.internal.json")),
        ];
        for path in paths {
            match tokio::fs::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}
