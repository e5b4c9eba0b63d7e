//! Writes files that are either complete or absent: they are written under another name, synced to disk, and then renamed. Links, devices and
//! pipes are written to directly.

use std::{
    ffi::OsString,
    fs, io,
    path::{Component, Path, PathBuf},
};

use futures_util::future::try_join_all;
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
    // Renaming a file would replace the link, the device or the pipe itself.
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return fs::File::create(path)?.write_all(bytes);
    }
    let partial = Partial::of(path);
    let mut file = fs::File::create(&partial.0)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    partial.complete(path)
}

/// Checks that a folder is writable: creates the folder and a file in it, and deletes the file.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".rollcall-{}.part", std::process::id()));
    fs::File::create(&probe)?;
    fs::remove_file(&probe)
}

/// Downloads all result files of an import to `folder`, which is created if absent. They are downloaded at the same time: the stack creates
/// one while the disk still writes another.
pub(super) async fn download(client: &Client, import_id: &str, folder: &Path) -> Result<ResultFiles, CliError> {
    let downloads = ExportFormat::ALL.map(|format| download_one(client, import_id, format, folder));
    let paths = try_join_all(downloads).await?;
    let mut files = ResultFiles::default();
    for (format, path) in ExportFormat::ALL.into_iter().zip(paths) {
        match format {
            ExportFormat::Json => files.json = path,
            ExportFormat::Csv => files.csv = path,
            ExportFormat::Fix => files.fix = path,
        }
    }
    Ok(files)
}

/// Downloads one result file. Returns `None` if the import has none in this format.
async fn download_one(
    client: &Client,
    import_id: &str,
    format: ExportFormat,
    folder: &Path,
) -> Result<Option<PathBuf>, CliError> {
    let Some(export) = client.export(import_id, format).await? else { return Ok(None) };
    let path = folder.join(plain_name(&export.file_name)?);
    save(client, &export.url, &path).await?;
    Ok(Some(path))
}

async fn save(client: &Client, url: &str, path: &Path) -> Result<(), CliError> {
    let error = |source| CliError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(error)?;
    }
    let partial = Partial::of(path);
    let file = client.download(url, &partial.0).await.map_err(|failure| match failure {
        ClientError::File(source) => error(source),
        other => other.into(),
    })?;
    file.sync_all().await.map_err(error)?;
    partial.complete(path).map_err(error)
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

/// The path under which a file is written until it is complete. Dropping the value removes the file if it was not renamed, also after
/// Ctrl-C.
struct Partial(PathBuf);

impl Partial {
    fn of(path: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".part");
        Self(path.with_file_name(name))
    }

    /// Gives the file its own name.
    fn complete(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)?;
        // Another command may already be writing a file with the partial name.
        self.0 = PathBuf::new();
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            _ = fs::remove_file(&self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, error::Error, time::Duration};

    use axum::{Router, body::Body, routing::get};
    use bytes::Bytes;
    use futures_util::{StreamExt, stream};
    use tokio::time::timeout;

    use super::*;
    use crate::cli::client::served;

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

    #[cfg(unix)]
    #[test]
    fn link_is_written_through_and_not_replaced() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("old"), "longer than the new content")?;
        for (target, content) in [("old", "new"), ("absent", "new"), ("/dev/null", "")] {
            let link = dir.path().join("link");
            std::os::unix::fs::symlink(target, &link)?;
            write(&link, b"new")?;
            assert!(fs::symlink_metadata(&link)?.is_symlink(), "{target}");
            assert_eq!(fs::read_to_string(&link)?, content, "{target}");
            fs::remove_file(&link)?;
        }
        Ok(())
    }

    #[test]
    fn failed_write_leaves_no_partial_file() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("a");
        fs::create_dir(&path)?;
        assert!(write(&path, b"1").is_err(), "a folder has this name");
        assert_eq!(fs::read_dir(dir.path())?.count(), 1);
        Ok(())
    }

    #[tokio::test]
    async fn interrupted_download_leaves_no_partial_file() -> Result<(), Box<dyn Error>> {
        let begun = async || {
            let half = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"half"))]);
            Body::from_stream(half.chain(stream::pending()))
        };
        let client = served(Router::new().route("/file", get(begun))).await?;
        let dir = tempfile::tempdir()?;
        let (url, path) = (client.address("/file"), dir.path().join("a.csv"));
        let mut saving = Box::pin(save(&client, &url, &path));
        let partial = dir.path().join(".a.csv.part");
        while !fs::metadata(&partial).is_ok_and(|file| file.len() > 0) {
            assert!(timeout(Duration::from_millis(5), &mut saving).await.is_err(), "the download ended");
        }
        drop(saving);
        assert_eq!(fs::read_dir(dir.path())?.count(), 0);
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
