//! Streaming uploads and downloads with presigned URLs: no file is ever held in memory as a whole.
//!
//! A transfer may take as long as it needs, but is abandoned if it makes no progress. The read timeout of `reqwest` is not suitable: it
//! runs from the start of the request to the head of the response, so it would also limit the time for an upload.

use std::{
    io::{self, ErrorKind},
    path::Path,
    pin::pin,
    sync::Arc,
};

use backon::Retryable;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use reqwest::{Body, Response, StatusCode, header};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    time::timeout,
};

use super::{Client, ClientError, UploadTarget};

const PIECE_BYTES: usize = 64 * 1024;

impl Client {
    /// Uploads a file of `size_bytes`, calling `on_sent` with the total number of bytes sent so far.
    ///
    /// An object that already exists counts as uploaded: the URL accepts one upload, and an attempt whose response was lost may have used
    /// it.
    pub async fn upload(
        &self,
        target: &UploadTarget,
        path: &Path,
        size_bytes: u64,
        on_sent: impl Fn(u64) + Send + Sync + 'static,
    ) -> Result<(), ClientError> {
        let file = File::open(path).await.map_err(ClientError::File)?;
        let mut request = self.http.put(&target.url);
        for (name, value) in &target.headers {
            // `reqwest` sets `host` itself, and `content-length` is set below.
            if !name.eq_ignore_ascii_case("host") && !name.eq_ignore_ascii_case("content-length") {
                request = request.header(name, value);
            }
        }
        let progress = Arc::new(Notify::new());
        let notifier = Arc::clone(&progress);
        let on_piece = move |bytes: u64| {
            notifier.notify_one();
            on_sent(bytes);
        };
        let request = request.header(header::CONTENT_LENGTH, size_bytes);
        let mut sending = pin!(request.body(Body::wrap_stream(pieces(file, size_bytes, on_piece))).send());
        let response = loop {
            tokio::select! {
                response = &mut sending => break response.map_err(ClientError::unreachable)?,
                is_moving = timeout(self.transfer_idle, progress.notified()) => {
                    is_moving.map_err(|_| ClientError::Stalled { idle: self.transfer_idle })?;
                }
            }
        };
        match response.status() {
            status if status.is_success() => Ok(()),
            StatusCode::PRECONDITION_FAILED => Ok(()),
            status => Err(ClientError::Store { status }),
        }
    }

    /// Downloads into a file at `path`, replacing an existing file, and returns the file.
    pub async fn download(&self, url: &str, path: &Path) -> Result<File, ClientError> {
        let attempt = async || {
            let response = self.unless_idle(self.http.get(url).send()).await?;
            if !response.status().is_success() {
                return Err(ClientError::Store { status: response.status() });
            }
            let mut file = File::create(path).await.map_err(ClientError::File)?;
            self.save(response, &mut file).await?;
            Ok(file)
        };
        attempt.retry(self.backoff).when(ClientError::is_transient).await
    }

    async fn save(&self, mut response: Response, file: &mut File) -> Result<(), ClientError> {
        while let Some(piece) = self.unless_idle(response.chunk()).await? {
            file.write_all(&piece).await.map_err(ClientError::File)?;
        }
        file.flush().await.map_err(ClientError::File)
    }

    /// Waits for the next part of a response.
    async fn unless_idle<T>(&self, part: impl Future<Output = Result<T, reqwest::Error>>) -> Result<T, ClientError> {
        let idle = self.transfer_idle;
        timeout(idle, part).await.map_err(|_| ClientError::Stalled { idle })?.map_err(ClientError::unreachable)
    }
}

/// Streams the first `size_bytes` bytes of a file. Fails if the file has become shorter, since the presigned request requires all of these
/// bytes.
fn pieces(
    file: File,
    size_bytes: u64,
    on_sent: impl Fn(u64) + Send + Sync + 'static,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::try_unfold((file.take(size_bytes), 0_u64, on_sent), move |(mut file, sent, on_sent)| async move {
        let mut piece = BytesMut::with_capacity(PIECE_BYTES);
        let read = file.read_buf(&mut piece).await?;
        if read == 0 {
            return if sent == size_bytes {
                Ok(None)
            } else {
                Err(io::Error::new(ErrorKind::UnexpectedEof, "the file was truncated while it was sent"))
            };
        }
        let sent = sent + read as u64;
        on_sent(sent);
        Ok(Some((piece.freeze(), (file, sent, on_sent))))
    })
}
