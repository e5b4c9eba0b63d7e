//! Multipart uploads. `s3s-fs` stores each part as a blob of its own; completing an upload joins them.
//!
//! `s3s-fs` could also complete uploads, but it reads all parts again to digest them, which takes longer than anything else in writing a
//! large object. Here, the operating system copies the parts, and the entity tag is derived from theirs, as in S3.

use std::sync::Arc;

use s3s::crypto::{Checksum as _, Md5};
use s3s::dto::{CompletedPart, CreateMultipartUploadInput, ETag, Part as ListedPart, PutObjectInput, PutObjectOutput};
use s3s::dto::{StreamingBlob, Timestamp};
use s3s::{S3Request, S3Result, s3_error};

use super::blobs::BLOBS;
use super::buckets::{Buckets, Target, internal};
use super::condition::Condition;
use super::index::{Added, Part};
use crate::object_events::Cause;

/// Minimum size in bytes of every part but the last one.
const PART_BYTES_MIN: u64 = 5 * 1024 * 1024;
/// Highest part number.
const PART_NUMBER_MAX: i32 = 10_000;

impl Buckets {
    /// Begins an upload and returns its id. The metadata is stored at once, with an empty blob, which becomes the object.
    pub(super) async fn begin_upload(&self, request: S3Request<CreateMultipartUploadInput>) -> S3Result<String> {
        let Target { bucket, key } = self.target(&request.input.bucket, &request.input.key)?;
        let blob = self.reserve_blob()?;
        let request = request.map_input(|input| PutObjectInput {
            body: Some(StreamingBlob::from(s3s::Body::empty())),
            bucket: BLOBS.to_owned(),
            key: blob.clone(),
            cache_control: input.cache_control,
            content_disposition: input.content_disposition,
            content_encoding: input.content_encoding,
            content_language: input.content_language,
            content_type: input.content_type,
            expires: input.expires,
            metadata: input.metadata,
            website_redirect_location: input.website_redirect_location,
            ..PutObjectInput::default()
        });
        self.put_blob(request, &blob).await?;
        self.index.begin_upload(&blob, &bucket, &key).map_err(internal)?;
        Ok(blob)
    }

    /// Stores a part, whose bytes and digests are in the request. A part with the same number is replaced.
    pub(super) async fn add_part(
        &self,
        upload: &str,
        number: i32,
        request: S3Request<PutObjectInput>,
    ) -> S3Result<PutObjectOutput> {
        if !(1..=PART_NUMBER_MAX).contains(&number) {
            return Err(s3_error!(InvalidArgument, "a part number must be from 1 to 10,000"));
        }
        let blob = self.reserve_blob()?;
        let request =
            request.map_input(|input| PutObjectInput { bucket: BLOBS.to_owned(), key: blob.clone(), ..input });
        let output = self.put_blob(request, &blob).await?;
        let size_bytes = self.blobs.size_bytes(&blob).await.map_err(internal)?;
        let etag = output.e_tag.as_ref().map(ETag::value).unwrap_or_default();
        match self.index.add_part(upload, number, &blob, size_bytes, etag).map_err(internal)? {
            Added::Done { replaced } => {
                if let Some(replaced) = replaced {
                    self.discard(&replaced).await;
                }
                Ok(output)
            }
            Added::NoSuchUpload => {
                self.discard(&blob).await;
                Err(s3_error!(NoSuchUpload))
            }
        }
    }

    /// Joins the parts into the object and returns its entity tag. If the condition is not met, the upload remains, as in S3.
    pub(super) async fn complete_upload(
        &self,
        target: &Target,
        upload: &str,
        listed: &[CompletedPart],
        condition: Condition,
    ) -> S3Result<ETag> {
        // Two calls must not join the parts of one upload at the same time, nor may it be aborted meanwhile.
        let joining = Arc::clone(&self.joining).lock_owned().await;
        self.check_upload(upload, &target.bucket, &target.key)?;
        // If the condition is not met now, joining the parts would be in vain.
        self.check_write(target, &condition)?;
        let parts = choose(listed, self.index.parts(upload).map_err(internal)?)?;
        let blobs = parts.iter().map(|part| part.blob.clone()).collect();
        let _joining = self.blobs.join(upload, blobs, joining).await.map_err(internal)?;
        let etag = ETag::Strong(etag_of(&parts));
        self.commit(target, upload, Some(&etag), condition, Cause::CompleteMultipartUpload).await?;
        Ok(etag)
    }

    pub(super) async fn abort_upload(&self, upload: &str, bucket: &str, key: &str) -> S3Result<()> {
        let _joining = self.joining.lock().await;
        self.check_upload(upload, bucket, key)?;
        for blob in self.index.end_upload(upload).map_err(internal)? {
            self.discard(&blob).await;
        }
        self.discard(upload).await;
        Ok(())
    }

    /// Returns a page of at most `limit` parts with numbers above `after`, and whether more follow.
    pub(super) fn list_upload(&self, upload: &str, after: i32, limit: usize) -> S3Result<(Vec<ListedPart>, bool)> {
        let mut parts = self.index.parts(upload).map_err(internal)?;
        parts.retain(|part| part.number > after);
        let has_more = parts.len() > limit;
        parts.truncate(limit);
        let listed = parts.into_iter().map(|part| ListedPart {
            part_number: Some(part.number),
            e_tag: Some(ETag::Strong(part.etag)),
            size: i64::try_from(part.size_bytes).ok(),
            last_modified: Some(Timestamp::from(std::time::SystemTime::from(part.modified_at))),
            ..ListedPart::default()
        });
        Ok((listed.collect(), has_more))
    }
}

/// Returns the listed ones of an upload's parts.
fn choose(listed: &[CompletedPart], parts: Vec<Part>) -> S3Result<Vec<Part>> {
    if listed.is_empty() {
        return Err(s3_error!(MalformedXML, "the list of parts is empty"));
    }
    if !listed.is_sorted_by(|one, next| one.part_number < next.part_number) {
        return Err(s3_error!(InvalidPartOrder));
    }
    let mut parts = parts.into_iter();
    let mut chosen = Vec::with_capacity(listed.len());
    for completed in listed {
        let is_listed = |part: &Part| {
            Some(part.number) == completed.part_number
                && completed.e_tag.as_ref().is_none_or(|etag| etag.value() == part.etag)
        };
        chosen.push(parts.find(is_listed).ok_or_else(|| s3_error!(InvalidPart))?);
    }
    let is_too_small = |part: &Part| part.size_bytes < PART_BYTES_MIN;
    if chosen.iter().rev().skip(1).any(is_too_small) {
        return Err(s3_error!(EntityTooSmall));
    }
    Ok(chosen)
}

/// Returns the entity tag of an object that consists of these parts: the digest of their digests, and their number.
fn etag_of(parts: &[Part]) -> String {
    let mut digest = Md5::new();
    for part in parts {
        digest.update(&hex::decode(&part.etag).unwrap_or_default());
    }
    format!("{}-{}", hex::encode(digest.finalize()), parts.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    fn part(number: i32, size_bytes: u64) -> Part {
        let etag = hex::encode(Md5::checksum(number.to_string().as_bytes()));
        let modified_at = jiff::Timestamp::UNIX_EPOCH;
        Part { number, blob: format!("{number:016x}"), size_bytes, etag, modified_at }
    }

    fn listed(number: i32, etag: String) -> CompletedPart {
        CompletedPart { part_number: Some(number), e_tag: Some(ETag::Strong(etag)), ..CompletedPart::default() }
    }

    #[test]
    fn only_listed_parts_are_joined_and_each_must_exist_in_order_and_be_large_enough() {
        let parts = [part(1, PART_BYTES_MIN), part(2, PART_BYTES_MIN - 1), part(7, PART_BYTES_MIN), part(9, 1)];
        let etag = |number: i32| part(number, 0).etag;
        for (numbers, expected) in [
            (&[1][..], Ok(&[1][..])),
            (&[1, 7, 9], Ok(&[1, 7, 9])),
            (&[2], Ok(&[2])),
            (&[1, 2], Ok(&[1, 2])),
            (&[], Err("MalformedXML")),
            (&[1, 2, 7], Err("EntityTooSmall")),
            (&[7, 1], Err("InvalidPartOrder")),
            (&[1, 1], Err("InvalidPartOrder")),
            (&[1, 3], Err("InvalidPart")),
        ] {
            let listed: Vec<_> = numbers.iter().map(|number| listed(*number, etag(*number))).collect();
            let chosen = choose(&listed, parts.to_vec());
            let chosen = chosen.map(|parts| parts.iter().map(|part| part.number).collect::<Vec<_>>());
            let chosen = chosen.map_err(|error| error.code().as_str().to_owned());
            assert_eq!(chosen, expected.map(<[i32]>::to_vec).map_err(str::to_owned), "{numbers:?}");
        }
        let other = choose(&[listed(1, etag(2))], parts.to_vec()).unwrap_err();
        assert_eq!(other.code().as_str(), "InvalidPart");
    }

    #[test]
    fn entity_tag_of_parts_is_as_s3_computes_it() {
        // printf 1 | md5sum; printf 2 | md5sum; the digest of both digests, and their number.
        assert_eq!(etag_of(&[part(1, 1), part(2, 1)]), "62be021ce84139205cdaf464abcd82ff-2");
    }
}
