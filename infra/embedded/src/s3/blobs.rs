//! The objects' bytes, stored by `s3s-fs` under generated names.
//!
//! `s3s-fs` derives file names from keys, so it can store neither keys longer than about 120 bytes nor a key that extends another key with
//! a slash. It also renames a new file into place before checking the digest, and checks conditions before reading the body. With names
//! that are used only once, none of this matters. `s3s-fs` still provides digests, checksums and metadata.

use std::io::{self, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use s3s::dto::StreamingBlob;
use s3s_fs::FileSystem;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use crate::StartError;

pub(super) const BLOBS: &str = "blobs";
/// Size in bytes of the pieces in which a blob is read. Each piece is handed to another thread and back.
const PIECE_BYTES: usize = 128 * 1024;

pub(super) struct Blobs {
    root: PathBuf,
    pub(super) files: FileSystem,
}

impl Blobs {
    pub(super) fn open(root: &Path) -> Result<Self, StartError> {
        let folder = root.join(BLOBS);
        std::fs::create_dir_all(&folder).map_err(|source| StartError::Folder { path: folder, source })?;
        let files = FileSystem::new(root).map_err(|error| StartError::Objects(format!("{error:?}").into()))?;
        Ok(Self { root: root.to_owned(), files })
    }

    pub(super) async fn size_bytes(&self, blob: &str) -> io::Result<u64> {
        Ok(tokio::fs::metadata(self.root.join(BLOBS).join(blob)).await?.len())
    }

    /// Streams these bytes of the blob. `s3s-fs` would read pieces of 4 KiB.
    pub(super) async fn read(&self, blob: &str, bytes: Range<u64>) -> io::Result<StreamingBlob> {
        let mut file = File::open(self.root.join(BLOBS).join(blob)).await?;
        file.seek(SeekFrom::Start(bytes.start)).await?;
        let length = bytes.end.saturating_sub(bytes.start);
        Ok(StreamingBlob::wrap(ReaderStream::with_capacity(file.take(length), PIECE_BYTES)))
    }

    /// Replaces the bytes of a blob with those of the parts, in this order. If the caller does not wait for the end, the parts are joined
    /// nevertheless, so the guard is held until then.
    pub(super) async fn join<G: Send + 'static>(&self, blob: &str, parts: Vec<String>, guard: G) -> io::Result<G> {
        let folder = self.root.join(BLOBS);
        let path = folder.join(blob);
        let copy_all = move || {
            let mut joined = std::fs::File::create(path)?;
            for part in parts {
                io::copy(&mut std::fs::File::open(folder.join(part))?, &mut joined)?;
            }
            Ok(guard)
        };
        tokio::task::spawn_blocking(copy_all).await?
    }

    /// Waits until the blob is on the disk, where a power cut cannot lose it.
    pub(super) async fn sync(&self, blob: &str) -> io::Result<()> {
        let folder = self.root.join(BLOBS);
        tokio::fs::OpenOptions::new().write(true).open(folder.join(blob)).await?.sync_all().await?;
        // The name of a new file is stored in its folder.
        #[cfg(unix)]
        File::open(folder).await?.sync_all().await?;
        Ok(())
    }

    /// Deletes the blob and its two metadata files, if they exist. A reader that has the blob open can continue reading.
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
