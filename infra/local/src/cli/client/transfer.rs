//! Files on their way to and from signed addresses, as streams: neither is ever whole in memory.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use reqwest::{Body, Response, StatusCode, header};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
};

use super::{Client, ClientError, TRIES_MAX, UploadTarget};

/// Bytes read from disk at a time.
const PIECE_BYTES: usize = 64 * 1024;

impl Client {
    /// Sends a file of `size_bytes` to where the API said, telling `on_sent` how many bytes are on their way.
    ///
    /// A file that is there already counts as sent: the address takes it once, and a try whose answer was lost may have
    /// brought it.
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
            // The client sets these two itself.
            if !name.eq_ignore_ascii_case("host") && !name.eq_ignore_ascii_case("content-length") {
                request = request.header(name, value);
            }
        }
        let answer = request
            .header(header::CONTENT_LENGTH, size_bytes)
            .body(Body::wrap_stream(pieces(file, size_bytes, on_sent)))
            .send()
            .await
            .map_err(ClientError::unreachable)?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            StatusCode::PRECONDITION_FAILED => Ok(()),
            status => Err(ClientError::Store { status }),
        }
    }

    /// Saves what lies at a signed address into `file`, which is cut to nothing first.
    pub async fn download(&self, url: &str, file: &mut File) -> Result<(), ClientError> {
        let mut wait = self.first_wait;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.download_once(url, file).await {
                Ok(()) => return Ok(()),
                Err(error) if tries == TRIES_MAX || !error.is_passing() => return Err(error),
                Err(_) => tokio::time::sleep(wait).await,
            }
            wait *= 2;
        }
    }

    async fn download_once(&self, url: &str, file: &mut File) -> Result<(), ClientError> {
        let answer = self.http.get(url).send().await.map_err(ClientError::unreachable)?;
        if !answer.status().is_success() {
            return Err(ClientError::Store { status: answer.status() });
        }
        restart(file).await.map_err(ClientError::File)?;
        save(answer, file).await
    }
}

async fn save(mut answer: Response, file: &mut File) -> Result<(), ClientError> {
    while let Some(piece) = answer.chunk().await.map_err(ClientError::unreachable)? {
        file.write_all(&piece).await.map_err(ClientError::File)?;
    }
    file.flush().await.map_err(ClientError::File)
}

async fn restart(file: &mut File) -> io::Result<()> {
    use tokio::io::AsyncSeekExt;

    file.set_len(0).await?;
    file.rewind().await.map(drop)
}

/// The first `size_bytes` of a file. One that became shorter ends in an error, since the signed request wants them all.
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
                Err(io::Error::new(ErrorKind::UnexpectedEof, "the file became shorter while it was sent"))
            };
        }
        let sent = sent + read as u64;
        on_sent(sent);
        Ok(Some((piece.freeze(), (file, sent, on_sent))))
    })
}
