//! The uploads bucket: objects are read by version, and a presigned URL accepts exactly one upload.

use std::{collections::BTreeMap, time::Duration};

use aws_sdk_s3::{presigning::PresigningConfig, primitives::DateTime};
use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    import::ObjectVersion,
    keys::FileKind,
    stores::{ObjectHead, StoreError, UploadStore},
};
use serde::Serialize;

use crate::{
    aws::Aws,
    errors::{S3, refused, store_error},
    objects::{Object, ObjectStream, is_gone, is_other_version, quote_etag, unquote_etag},
    settings::Part,
};

/// Signed headers that the browser sets and a page must not set.
const SET_BY_BROWSER: [&str; 2] = ["host", "content-length"];

/// A presigned request for one upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PresignedUpload {
    /// Always `PUT`.
    pub method: String,
    /// Anyone who has the URL can upload.
    pub url: String,
    /// Headers to send unchanged. The content length is signed as well.
    pub headers: BTreeMap<String, String>,
    pub expires_at: Timestamp,
}

impl Aws {
    /// Presigns one upload of exactly `size_bytes` bytes, with the content type for the key's suffix. A second upload fails with 412.
    ///
    /// `expires_in` is at most seven days. The signature uses the system clock rather than the stack's, since S3 compares it with its own.
    pub async fn presign_upload(
        &self,
        key: &str,
        size_bytes: u64,
        expires_in: SignedDuration,
    ) -> Result<PresignedUpload, StoreError> {
        let length = i64::try_from(size_bytes).map_err(|_| refused(S3, "the object is too large"))?;
        let request = self.s3().put_object().bucket(self.part(Part::UploadsBucket)?).key(key);
        let kind = FileKind::of_name(key).unwrap_or(FileKind::Csv);
        let request = request.content_type(kind.content_type()).content_length(length).if_none_match("*");
        let signed = request.presigned(signing(expires_in)?).await.map_err(|error| store_error(S3, &error))?;
        let headers =
            signed.headers().filter(|(name, _)| !SET_BY_BROWSER.contains(&name.to_ascii_lowercase().as_str()));
        Ok(PresignedUpload {
            method: signed.method().to_owned(),
            url: signed.uri().to_owned(),
            headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
            expires_at: self.environment().now() + expires_in,
        })
    }

    fn upload(&self, key: &str, version: &ObjectVersion) -> Result<Object, StoreError> {
        Ok(Object {
            bucket: self.part(Part::UploadsBucket)?.to_owned(),
            key: key.to_owned(),
            version_id: version.version_id.clone(),
            // A version id is sufficient; without a version id, the entity tag detects a replacement.
            etag: version.etag.clone().filter(|_| version.version_id.is_none()),
        })
    }
}

impl UploadStore for Aws {
    type Stream = ObjectStream;

    async fn head_upload(&self, key: &str, version: &ObjectVersion) -> Result<Option<ObjectHead>, StoreError> {
        let object = self.upload(key, version)?;
        let request = self.s3().head_object().bucket(&object.bucket).key(object.key);
        let request = request.set_version_id(object.version_id).set_if_match(object.etag.as_deref().map(quote_etag));
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if is_gone(&error) => return Ok(None),
            Err(error) => return Err(store_error(S3, &error)),
        };
        let etag = response.e_tag.as_deref().map(unquote_etag);
        if is_other_version(object.etag.as_deref(), etag.as_deref()) {
            return Ok(None);
        }
        let mut metadata: Vec<(String, String)> = response.metadata.unwrap_or_default().into_iter().collect();
        for (name, _) in &mut metadata {
            name.make_ascii_lowercase();
        }
        metadata.sort_unstable();
        Ok(Some(ObjectHead {
            size_bytes: response.content_length.and_then(|length| u64::try_from(length).ok()).unwrap_or(0),
            metadata,
            modified_at: response.last_modified.and_then(timestamp_of).unwrap_or_default(),
            version: ObjectVersion {
                // Without versioning, the version id is absent or "null".
                version_id: response.version_id.filter(|id| id != "null").or_else(|| version.version_id.clone()),
                sequencer: version.sequencer.clone(),
                etag: etag.or_else(|| version.etag.clone()),
            },
        }))
    }

    async fn open_upload(&self, key: &str, version: &ObjectVersion) -> Result<Option<ObjectStream>, StoreError> {
        ObjectStream::open(self, self.upload(key, version)?, 0, None).await
    }
}

/// Converts an SDK time, discarding fractions of a second.
fn timestamp_of(at: DateTime) -> Option<Timestamp> {
    Timestamp::from_second(at.secs()).ok()
}

pub(crate) fn signing(expires_in: SignedDuration) -> Result<PresigningConfig, StoreError> {
    let expires_in =
        Duration::try_from(expires_in).map_err(|_| refused(S3, "the lifetime of a URL must not be negative"))?;
    PresigningConfig::expires_in(expires_in)
        .map_err(|_| refused(S3, "the lifetime of a URL must not exceed seven days"))
}

#[cfg(test)]
mod tests {
    use crate::settings::{AccessKey, Settings};

    use super::*;

    #[tokio::test]
    async fn presigned_upload_signs_length_type_and_once_and_no_checksum() {
        let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
        let settings = Settings::new("eu-central-1", key).with(Part::UploadsBucket, "uploads-of-a-test");
        let uploads = Aws::new(settings);
        let signed = uploads.presign_upload("uploads/x.csv", 42, SignedDuration::from_mins(15)).await.unwrap();
        assert_eq!(signed.method, "PUT");
        let signed_headers = "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bif-none-match";
        assert!(signed.url.contains(signed_headers), "{}", signed.url);
        assert!(!signed.url.to_ascii_lowercase().contains("checksum"), "{}", signed.url);
        assert!(signed.url.contains("X-Amz-Expires=900"), "{}", signed.url);
        let headers = [("content-type", "text/csv"), ("if-none-match", "*")];
        assert_eq!(signed.headers, headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }
}
