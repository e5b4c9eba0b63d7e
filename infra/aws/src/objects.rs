//! Reads objects as streams that survive a lost connection.

use std::{fmt, sync::Arc};

use aws_sdk_s3::{
    Client,
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
    primitives,
};
use bytes::Bytes;
use rollcall_domain::stores::{ByteStream, Environment, StoreError};

use crate::{
    aws::Aws,
    backoff::pause,
    errors::{S3, busy, store_error},
};

/// Maximum number of consecutive attempts to reopen a stream without receiving a byte.
const REOPENED_MAX: u32 = 3;

#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) bucket: String,
    pub(crate) key: String,
    pub(crate) version_id: Option<String>,
    pub(crate) etag: Option<String>,
}

impl Object {
    pub(crate) fn latest(bucket: &str, key: &str) -> Self {
        Self { bucket: bucket.to_owned(), key: key.to_owned(), version_id: None, etag: None }
    }
}

/// A stream of one object's bytes.
///
/// S3 closes idle connections, and sometimes active ones. The stream then continues at the same byte of the same version, so that a reader
/// sees either one sequence of bytes or an error.
pub struct ObjectStream {
    client: Client,
    environment: Arc<dyn Environment>,
    object: Object,
    body: Option<primitives::ByteStream>,
    /// Position of the next byte.
    next: u64,
    /// End of the range, exclusive.
    end: Option<u64>,
    reopened: u32,
}

impl fmt::Debug for ObjectStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ObjectStream").field("next", &self.next).field("end", &self.end).finish_non_exhaustive()
    }
}

impl ObjectStream {
    /// Opens an object at `offset`, for `length` bytes or to its end. Returns `None` if the object or the requested version does not exist.
    pub(crate) async fn open(
        aws: &Aws,
        object: Object,
        offset: u64,
        length: Option<u64>,
    ) -> Result<Option<Self>, StoreError> {
        let mut stream = Self {
            client: aws.s3().clone(),
            environment: Arc::clone(aws.environment()),
            object,
            body: None,
            next: offset,
            end: length.map(|length| offset.saturating_add(length)),
            reopened: 0,
        };
        Ok(stream.request().await?.then_some(stream))
    }

    /// Requests the remaining bytes. Returns `false` if the object or the requested version does not exist.
    async fn request(&mut self) -> Result<bool, StoreError> {
        let request = self.client.get_object().bucket(&self.object.bucket).key(&self.object.key);
        let request = request.set_version_id(self.object.version_id.clone());
        let request = request.set_if_match(self.object.etag.as_deref().map(quote_etag));
        match request.set_range(range(self.next, self.end)).send().await {
            Ok(response) => {
                let etag = response.e_tag.as_deref().map(unquote_etag);
                if is_other_version(self.object.etag.as_deref(), etag.as_deref()) {
                    return Ok(false);
                }
                // From here on, only this version is read.
                self.object.etag = etag.or_else(|| self.object.etag.take());
                self.body = (self.end != Some(self.next)).then_some(response.body);
                Ok(true)
            }
            Err(error) if is_gone(&error) => Ok(false),
            // The range begins at or after the end of the object, so no bytes remain.
            Err(error) if status_of(&error) == Some(416) => {
                self.body = None;
                Ok(true)
            }
            Err(error) => Err(store_error(S3, &error)),
        }
    }
}

impl ByteStream for ObjectStream {
    async fn next_bytes(&mut self) -> Result<Option<Bytes>, StoreError> {
        loop {
            let Some(body) = &mut self.body else { return Ok(None) };
            match body.next().await {
                None => self.body = None,
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(Ok(bytes)) => {
                    self.next = self.next.saturating_add(bytes.len() as u64);
                    self.reopened = 0;
                    return Ok(Some(bytes));
                }
                Some(Err(_)) if self.reopened == REOPENED_MAX => {
                    return Err(busy(S3, "the connection of a stream was lost too often"));
                }
                Some(Err(_)) => {
                    self.reopened += 1;
                    pause(self.environment.as_ref(), self.reopened).await;
                    if !self.request().await? {
                        return Err(busy(S3, "an object was deleted while it was read"));
                    }
                }
            }
        }
    }
}

/// Returns the value of the `Range` header. The header names the last byte, so it cannot express an empty range: one byte is requested
/// instead and left unread.
fn range(next: u64, end: Option<u64>) -> Option<String> {
    match (next, end) {
        (0, None) => None,
        (from, None) => Some(format!("bytes={from}-")),
        (from, Some(end)) => Some(format!("bytes={from}-{}", end.saturating_sub(1).max(from))),
    }
}

/// Returns the HTTP status of an error, if there was a response.
pub(crate) fn status_of<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}

/// Returns `true` if the object or the requested version does not exist, or another version has replaced it (412). Returns `false` if the
/// bucket is missing, which is a configuration error.
pub(crate) fn is_gone<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    match (status_of(error), error.code()) {
        (_, Some("NoSuchBucket")) => false,
        // 405: the requested version is a delete marker.
        (_, Some("NoSuchVersion" | "NoSuchKey")) | (Some(404 | 405 | 412), _) => true,
        _ => false,
    }
}

/// Returns `true` if the response contains a version other than the one requested. S3 itself prevents this; not every compatible server
/// does.
pub(crate) fn is_other_version(requested: Option<&str>, returned: Option<&str>) -> bool {
    matches!((requested, returned), (Some(requested), Some(returned)) if requested != returned)
}

/// Adds the quotes that an entity tag has in headers.
pub(crate) fn quote_etag(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// Removes the quotes from an entity tag, which is stored without them.
pub(crate) fn unquote_etag(etag: &str) -> String {
    etag.trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn range_names_its_last_byte() {
        for (next, end, expected) in [
            (0, None, None),
            (7, None, Some("bytes=7-")),
            (0, Some(10), Some("bytes=0-9")),
            (7, Some(10), Some("bytes=7-9")),
            (7, Some(7), Some("bytes=7-7")),
        ] {
            assert_eq!(range(next, end).as_deref(), expected, "{next} {end:?}");
        }
    }
}
