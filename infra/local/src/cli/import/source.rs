//! The file to import: name, size and hash.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use rollcall_domain::layout::FILE_BYTES_MAX;
use sha2::{Digest, Sha256};

use crate::cli::error::CliError;

#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    pub path: PathBuf,
    pub name: String,
    pub size_bytes: u64,
    /// SHA-256 of the file's bytes; for a file above the size limit, only of the first bytes.
    pub sha256: [u8; 32],
}

impl SourceFile {
    /// Reads the file and computes its hash, which identifies it.
    pub(super) async fn read(path: &Path) -> Result<Self, CliError> {
        let owned = path.to_owned();
        let read = tokio::task::spawn_blocking(move || read(&owned)).await.map_err(io::Error::other);
        read.flatten().map_err(|source| CliError::Read { path: path.to_owned(), source })
    }
}

fn read(path: &Path) -> io::Result<SourceFile> {
    // A named pipe is refused before it is opened: opening it would wait for a writer.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let file = File::open(path)?;
    let size_bytes = file.metadata()?.len();
    let mut hasher = Sha256::new();
    // A file above the limit is refused, so the rest of it is not hashed.
    let mut bytes = file.take(FILE_BYTES_MAX + 1);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match bytes.read(&mut piece)? {
            0 => break,
            read => hasher.update(&piece[..read]),
        }
    }
    Ok(SourceFile {
        path: path.to_owned(),
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        size_bytes,
        sha256: hasher.finalize().into(),
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::cli::exit::Exit;

    #[tokio::test]
    async fn file_is_read_with_its_name_size_and_hash() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("people.csv");
        std::fs::write(&path, "abc")?;
        let file = SourceFile::read(&path).await?;
        assert_eq!((file.name.as_str(), file.size_bytes), ("people.csv", 3));
        assert_eq!(file.sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
        Ok(())
    }

    #[tokio::test]
    async fn file_that_cannot_be_read_is_a_wrong_argument() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        for path in [dir.path().join("absent.csv"), dir.path().to_owned()] {
            let Err(error) = SourceFile::read(&path).await else { panic!("{}", path.display()) };
            assert_eq!(error.exit(), Exit::WrongArguments);
        }
        Ok(())
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn named_pipe_is_refused_without_waiting_for_a_writer() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("pipe.csv");
        assert!(std::process::Command::new("mkfifo").arg(&path).status()?.success());
        let Err(CliError::Read { source, .. }) = SourceFile::read(&path).await else { panic!("a pipe was read") };
        assert_eq!(source.to_string(), "not a regular file");
        Ok(())
    }
}
