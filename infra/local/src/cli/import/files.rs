//! Writes files that are either complete or absent: they are written under another name, synced to disk, and then renamed.

use std::{
    ffi::OsString,
    fs, io,
    path::{Component, Path, PathBuf},
};

use rollcall_domain::keys::ExportFormat;

use super::report::ResultFiles;
use crate::cli::{
    client::{Client, ClientError},
    error::CliError,
};

/// Writes a small file, and creates its folder if necessary.
pub(in crate::cli) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;

    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let partial = partial(path);
    let mut file = fs::File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&partial, path)
}

/// Checks that files can be written into a folder: creates the folder and a file in it, and deletes the file.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".rollcall-{}.part", std::process::id()));
    fs::File::create(&probe)?;
    fs::remove_file(&probe)
}

/// Downloads every result of an import into `folder`, which is created if absent.
pub(super) async fn download(client: &Client, import_id: &str, folder: &Path) -> Result<ResultFiles, CliError> {
    let mut files = ResultFiles::default();
    for format in ExportFormat::ALL {
        let Some(export) = client.export(import_id, format).await? else { continue };
        let path = folder.join(plain_name(&export.file_name)?);
        let saved = save(client, &export.url, &path).await;
        if saved.is_err() {
            _ = fs::remove_file(partial(&path));
        }
        saved?;
        match format {
            ExportFormat::Json => files.json = Some(path),
            ExportFormat::Csv => files.csv = Some(path),
            ExportFormat::Fix => files.fix = Some(path),
        }
    }
    Ok(files)
}

async fn save(client: &Client, url: &str, path: &Path) -> Result<(), CliError> {
    let error = |source| CliError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(error)?;
    }
    let partial = partial(path);
    let file = client.download(url, &partial).await.map_err(|failure| match failure {
        ClientError::File(source) => error(source),
        other => other.into(),
    })?;
    file.sync_all().await.map_err(error)?;
    tokio::fs::rename(&partial, path).await.map_err(error)
}

/// Returns the name if it is a plain file name. Anything else is an error, so that a response cannot choose another folder.
pub(super) fn plain_name(name: &str) -> Result<&str, CliError> {
    let mut components = Path::new(name).components();
    let is_plain =
        matches!(components.next(), Some(Component::Normal(only)) if only == name) && components.next().is_none();
    if is_plain && !name.contains(['\\', ':']) {
        Ok(name)
    } else {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "the stack returned an invalid file name");
        Err(CliError::Write { path: PathBuf::from(name), source })
    }
}

fn partial(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_written_twice_has_the_last_content_and_leaves_no_partial_file() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("a/b.json");
        write(&path, b"1")?;
        write(&path, b"2")?;
        assert_eq!(fs::read(&path)?, b"2");
        assert_eq!(fs::read_dir(dir.path().join("a"))?.count(), 1);
        Ok(())
    }

    #[test]
    fn folder_is_probed_without_leaving_a_file() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("a/b");
        probe(&folder)?;
        probe(&folder)?;
        assert_eq!(fs::read_dir(&folder)?.count(), 0);
        fs::write(folder.join("file"), "")?;
        for impossible in [folder.join("file"), folder.join("file/below")] {
            assert!(probe(&impossible).is_err(), "{}", impossible.display());
        }
        Ok(())
    }

    #[test]
    fn names_with_a_path_are_refused() {
        for (name, is_taken) in [
            ("rollcall-result-20261122T034500Z.json", true),
            ("01jabc", true),
            ("", false),
            (".", false),
            ("..", false),
            ("../a", false),
            ("a/b", false),
            ("a/", false),
            ("/a", false),
            ("a\\b", false),
            ("C:a", false),
        ] {
            assert_eq!(plain_name(name).is_ok(), is_taken, "{name}");
        }
    }
}
