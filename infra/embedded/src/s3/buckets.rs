//! The buckets: how the operations find, commit and discard objects.

use std::sync::Arc;

use s3s::dto::{CopySource, ETag, PutObjectInput, PutObjectOutput};
use s3s::{S3, S3Request, S3Result, s3_error};
use tokio::sync::Mutex;

use super::blobs::{BLOBS, Blobs};
use super::condition::Condition;
use super::index::{Committed, Entry, Index, NewObject};
use super::metadata;
use crate::object_events::Cause;

pub(super) struct Buckets {
    pub(super) names: Vec<String>,
    pub(super) blobs: Blobs,
    pub(super) index: Index,
    /// Held while an upload is completed or aborted.
    pub(super) joining: Arc<Mutex<()>>,
}

pub(super) struct Target {
    pub(super) bucket: String,
    pub(super) key: String,
}

impl Buckets {
    pub(super) fn check_bucket(&self, bucket: &str) -> S3Result<()> {
        if self.names.iter().any(|name| name == bucket) { Ok(()) } else { Err(s3_error!(NoSuchBucket)) }
    }

    pub(super) fn find(&self, bucket: &str, key: &str) -> S3Result<Entry> {
        self.check_bucket(bucket)?;
        self.index.find(bucket, key).map_err(internal)?.ok_or_else(|| s3_error!(NoSuchKey))
    }

    /// Returns an error if there is no multipart upload with this id to this key.
    pub(super) fn check_upload(&self, id: &str, bucket: &str, key: &str) -> S3Result<()> {
        self.check_bucket(bucket)?;
        if self.index.has_upload(id, bucket, key).map_err(internal)? { Ok(()) } else { Err(s3_error!(NoSuchUpload)) }
    }

    /// Checks the bucket and key for a write.
    ///
    /// Keys never become paths here, but a key with a `..` part is refused because tools that copy a bucket to a folder would follow it.
    pub(super) fn target(&self, bucket: &str, key: &str) -> S3Result<Target> {
        self.check_bucket(bucket)?;
        if key.split('/').any(|part| part == "..") {
            return Err(s3_error!(InvalidRequest, "a key must not contain the part `..`"));
        }
        if key.chars().any(|letter| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')) {
            return Err(s3_error!(InvalidRequest, "a key must not contain control characters: no list could show it"));
        }
        Ok(Target { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// Returns the object that is copied.
    pub(super) fn source(&self, source: &CopySource) -> S3Result<Entry> {
        let CopySource::Bucket { bucket, key, .. } = source else {
            return Err(s3_error!(NotImplemented));
        };
        self.find(bucket, key)
    }

    pub(super) fn reserve_blob(&self) -> S3Result<String> {
        self.index.reserve_blob().map_err(internal)
    }

    /// Stores the bytes and metadata of a reserved blob. If that fails, the blob is deleted.
    pub(super) async fn put_blob(&self, request: S3Request<PutObjectInput>, blob: &str) -> S3Result<PutObjectOutput> {
        let stored = match metadata::check(&request.input) {
            Ok(()) => self.blobs.files.put_object(request).await,
            Err(error) => Err(error),
        };
        Ok(self.or_discard(blob, stored).await?.output)
    }

    /// Turns a complete blob into an object if the condition is met, and deletes the blobs that are no longer used. If this fails, the blob
    /// belongs to the caller as before.
    pub(super) async fn commit(
        &self,
        target: &Target,
        blob: &str,
        etag: Option<&ETag>,
        condition: Condition,
        cause: Cause,
    ) -> S3Result<()> {
        if self.index.is_durable(&target.bucket, &target.key) {
            // The ledger must not name a file that a power cut could still remove.
            self.blobs.sync(blob).await.map_err(internal)?;
        }
        let object = NewObject {
            bucket: &target.bucket,
            key: &target.key,
            blob,
            size_bytes: self.blobs.size_bytes(blob).await.map_err(internal)?,
            etag: etag.map(ETag::value).unwrap_or_default(),
            condition,
            cause,
        };
        match self.index.commit(&object).map_err(internal)? {
            Committed::Done { unused } => {
                for blob in unused {
                    self.discard(&blob).await;
                }
                Ok(())
            }
            Committed::PreconditionFailed => Err(precondition_failed()),
        }
    }

    /// Deletes the blob if the call that used it has failed. Returns the result of that call.
    pub(super) async fn or_discard<T>(&self, blob: &str, result: S3Result<T>) -> S3Result<T> {
        if result.is_err() {
            self.discard(blob).await;
        }
        result
    }

    /// Returns an error if a write's condition is not currently met. The condition is checked again when the object is committed.
    pub(super) fn check_write(&self, target: &Target, condition: &Condition) -> S3Result<()> {
        let existing = self.index.find(&target.bucket, &target.key).map_err(internal)?;
        let is_met = condition.is_met(existing.as_ref().map(|entry| entry.etag.as_str()));
        if is_met { Ok(()) } else { Err(precondition_failed()) }
    }

    pub(super) async fn remove(&self, bucket: &str, key: &str) -> S3Result<()> {
        if let Some(blob) = self.index.remove(bucket, key).map_err(internal)? {
            self.discard(&blob).await;
        }
        Ok(())
    }

    /// Deletes a blob that belongs to no object. If that fails, the server deletes it at its next start.
    pub(super) async fn discard(&self, blob: &str) {
        if let Err(error) = self.blobs.delete(blob).await {
            tracing::warn!(%error, blob, "cannot delete blob {blob} now");
        } else if let Err(error) = self.index.forget_blob(blob) {
            tracing::warn!(%error, blob, "cannot remove blob {blob} from the index now");
        }
    }
}

pub(super) fn into_blob(bucket: &mut String, key: &mut String, blob: &str) {
    BLOBS.clone_into(bucket);
    blob.clone_into(key);
}

fn precondition_failed() -> s3s::S3Error {
    s3_error!(PreconditionFailed, "At least one of the pre-conditions you specified did not hold")
}

/// Logs an internal error and hides it from the client.
pub(super) fn internal<E: std::error::Error + Send + Sync + 'static>(error: E) -> s3s::S3Error {
    tracing::error!(error = &error as &dyn std::error::Error, "the embedded S3 failed");
    s3s::S3Error::internal_error(error)
}
