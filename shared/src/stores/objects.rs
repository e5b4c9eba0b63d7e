//! The ports for the objects in the uploads and results buckets, which are read and written as streams.

use std::future::Future;

use bytes::Bytes;
use jiff::Timestamp;

use super::StoreError;
use crate::import::ObjectVersion;

/// The metadata of an uploaded object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectHead {
    pub size_bytes: u64,
    /// User metadata; the keys are in lowercase, without the `x-amz-meta-` prefix.
    pub metadata: Vec<(String, String)>,
    /// When this version of the object was created.
    pub modified_at: Timestamp,
    /// The version that was read.
    pub version: ObjectVersion,
}

/// Bytes read from an object.
pub trait ByteStream: Send {
    /// Returns the next bytes, of any length, or `None` at the end.
    fn next_bytes(&mut self) -> impl Future<Output = Result<Option<Bytes>, StoreError>> + Send;
}

/// Bytes written to an object, which becomes visible only when it is [finished](ByteSink::finish).
pub trait ByteSink: Send {
    fn write(&mut self, bytes: Bytes) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Makes the complete object visible.
    fn finish(self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The uploads bucket, read-only.
pub trait UploadStore: Send + Sync {
    type Stream: ByteStream;

    /// Returns the metadata of this version, or `None` if the version was replaced or deleted.
    fn head_upload(
        &self,
        key: &str,
        version: &ObjectVersion,
    ) -> impl Future<Output = Result<Option<ObjectHead>, StoreError>> + Send;

    /// Opens this version. Returns `None` if it was replaced or deleted.
    fn open_upload(
        &self,
        key: &str,
        version: &ObjectVersion,
    ) -> impl Future<Output = Result<Option<Self::Stream>, StoreError>> + Send;
}

/// The results bucket.
pub trait ResultStore: Send + Sync {
    type Stream: ByteStream;
    type Sink: ByteSink;

    /// Starts writing an object. Once finished, it replaces any earlier object with the same key.
    fn create_result(
        &self,
        key: &str,
        content_type: &str,
    ) -> impl Future<Output = Result<Self::Sink, StoreError>> + Send;

    /// Opens an object at `offset`, for `length` bytes or to its end. Returns `None` if it does not exist.
    fn open_result(
        &self,
        key: &str,
        offset: u64,
        length: Option<u64>,
    ) -> impl Future<Output = Result<Option<Self::Stream>, StoreError>> + Send;
}
