//! The operations: the index decides, `s3s-fs` moves the bytes.

use std::time::SystemTime;

use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, Bucket, BucketLocationConstraint,
    CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput, CopySource,
    CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput,
    DeleteObjectsOutput, DeletedObject, ETag, ETagCondition, GetBucketLocationInput, GetBucketLocationOutput,
    GetObjectInput, GetObjectOutput, HeadBucketInput, HeadBucketOutput, HeadObjectInput, HeadObjectOutput,
    ListBucketsInput, ListBucketsOutput, ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, ListObjectsV2Output,
    ListPartsInput, ListPartsOutput, PutObjectInput, PutObjectOutput, Range, Timestamp, UploadPartCopyInput,
    UploadPartCopyOutput, UploadPartInput, UploadPartOutput,
};
use s3s::{S3, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};

use super::blobs::{BLOBS, Blobs};
use super::index::{Committed, Condition, Entry, Index, NewObject};
use super::listing::{self, Query};
use crate::REGION;
use crate::object_events::Cause;

/// The buckets as requests see them.
pub(super) struct Buckets {
    pub(super) names: Vec<String>,
    pub(super) blobs: Blobs,
    pub(super) index: Index,
}

#[async_trait::async_trait]
impl S3 for Buckets {
    async fn list_buckets(&self, _: S3Request<ListBucketsInput>) -> S3Result<S3Response<ListBucketsOutput>> {
        // Nobody asked when they were made, but clients insist on an answer.
        let creation_date = Some(Timestamp::from(SystemTime::UNIX_EPOCH));
        let bucket = |name: &String| Bucket {
            name: Some(name.clone()),
            creation_date: creation_date.clone(),
            bucket_region: Some(REGION.to_owned()),
        };
        let buckets = Some(self.names.iter().map(bucket).collect());
        Ok(S3Response::new(ListBucketsOutput { buckets, ..ListBucketsOutput::default() }))
    }

    async fn head_bucket(&self, request: S3Request<HeadBucketInput>) -> S3Result<S3Response<HeadBucketOutput>> {
        self.check_bucket(&request.input.bucket)?;
        let bucket_region = Some(REGION.to_owned());
        Ok(S3Response::new(HeadBucketOutput { bucket_region, ..HeadBucketOutput::default() }))
    }

    async fn get_bucket_location(
        &self,
        request: S3Request<GetBucketLocationInput>,
    ) -> S3Result<S3Response<GetBucketLocationOutput>> {
        self.check_bucket(&request.input.bucket)?;
        let location_constraint = Some(BucketLocationConstraint::from(REGION.to_owned()));
        Ok(S3Response::new(GetBucketLocationOutput { location_constraint }))
    }

    async fn list_objects(&self, request: S3Request<ListObjectsInput>) -> S3Result<S3Response<ListObjectsOutput>> {
        let marker = request.input.marker.clone();
        let answer = self.list_objects_v2(request.map_input(ListObjectsV2Input::from)).await?;
        Ok(answer.map_output(|page| ListObjectsOutput {
            name: page.name,
            prefix: page.prefix,
            delimiter: page.delimiter,
            marker,
            max_keys: page.max_keys,
            is_truncated: page.is_truncated,
            contents: page.contents,
            common_prefixes: page.common_prefixes,
            next_marker: page.next_continuation_token,
            ..ListObjectsOutput::default()
        }))
    }

    /// Keys are written as they are in XML, never URL-encoded: the answer then has no encoding type, and clients that
    /// asked for one take them so.
    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        self.check_bucket(&input.bucket)?;
        let max_keys = input.max_keys.unwrap_or(1000).clamp(0, 1000);
        let query = Query {
            bucket: &input.bucket,
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref(),
            after: input.continuation_token.as_deref().max(input.start_after.as_deref()).unwrap_or_default(),
            limit: usize::try_from(max_keys).unwrap_or_default(),
        };
        let page = listing::list(&self.index, &query).map_err(internal)?;
        let next_continuation_token = page.next.clone().filter(|_| max_keys > 0);
        let key_count = i32::try_from(page.len()).ok();
        Ok(S3Response::new(ListObjectsV2Output {
            key_count,
            max_keys: Some(max_keys),
            is_truncated: Some(next_continuation_token.is_some()),
            next_continuation_token,
            contents: Some(page.objects),
            common_prefixes: Some(page.groups),
            name: Some(input.bucket),
            prefix: input.prefix,
            delimiter: input.delimiter,
            continuation_token: input.continuation_token,
            start_after: input.start_after,
            ..ListObjectsV2Output::default()
        }))
    }

    async fn head_object(&self, mut request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let input = &mut request.input;
        let object = self.find(&input.bucket, &input.key)?;
        check_read(&object, input.if_match.as_ref(), input.if_none_match.as_ref())?;
        into_blob(&mut input.bucket, &mut input.key, &object.blob);
        let mut answer = self.blobs.files.head_object(request).await?;
        answer.output.content_type.get_or_insert_with(|| DEFAULT_CONTENT_TYPE.to_owned());
        answer.output.last_modified = Some(modified_at(&object));
        Ok(answer)
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let mut tries_left = 3;
        loop {
            let mut request = request.clone();
            let input = &mut request.input;
            let object = self.find(&input.bucket, &input.key)?;
            check_read(&object, input.if_match.as_ref(), input.if_none_match.as_ref())?;
            into_blob(&mut input.bucket, &mut input.key, &object.blob);
            if let Some(range) = input.range {
                // `s3s-fs` seeks to before the beginning where a suffix is longer than the object.
                let bytes = range.check(object.size_bytes)?;
                input.range = Some(Range::Int { first: bytes.start, last: Some(bytes.end.saturating_sub(1)) });
            }
            tries_left -= 1;
            match self.blobs.files.get_object(request).await {
                // Replaced after we had looked: look again.
                Err(error) if *error.code() == S3ErrorCode::NoSuchKey && tries_left > 0 => {}
                Err(error) => return Err(error),
                Ok(mut answer) => {
                    answer.output.content_type.get_or_insert_with(|| DEFAULT_CONTENT_TYPE.to_owned());
                    answer.output.last_modified = Some(modified_at(&object));
                    answer.output.accept_ranges = Some("bytes".to_owned());
                    return Ok(answer);
                }
            }
        }
    }

    /// The condition is decided when the bytes are there, so that of two uploads at once one wins.
    async fn put_object(&self, mut request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let condition = to_condition(input.if_match.take(), input.if_none_match.take())?;
        let blob = self.reserve_blob()?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        match self.blobs.files.put_object(request).await {
            Ok(answer) => {
                self.commit(&target, &blob, answer.output.e_tag.as_ref(), condition, Cause::Put).await?;
                Ok(answer)
            }
            Err(error) => {
                self.discard(&blob).await;
                Err(error)
            }
        }
    }

    async fn copy_object(&self, mut request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        input.copy_source = self.source(&input.copy_source)?;
        let blob = self.reserve_blob()?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        match self.blobs.files.copy_object(request).await {
            Ok(answer) => {
                let etag = answer.output.copy_object_result.as_ref().and_then(|copied| copied.e_tag.as_ref());
                self.commit(&target, &blob, etag, Condition::None, Cause::Copy).await?;
                Ok(answer)
            }
            Err(error) => {
                self.discard(&blob).await;
                Err(error)
            }
        }
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.check_bucket(&request.input.bucket)?;
        self.remove(&request.input.bucket, &request.input.key).await?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let DeleteObjectsInput { bucket, delete, .. } = request.input;
        self.check_bucket(&bucket)?;
        let mut deleted = Vec::new();
        for object in delete.objects {
            self.remove(&bucket, &object.key).await?;
            deleted.push(DeletedObject { key: Some(object.key), ..DeletedObject::default() });
        }
        let deleted = (delete.quiet != Some(true)).then_some(deleted);
        Ok(S3Response::new(DeleteObjectsOutput { deleted, ..DeleteObjectsOutput::default() }))
    }

    async fn create_multipart_upload(
        &self,
        mut request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let blob = self.reserve_blob()?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        let mut answer = self.blobs.files.create_multipart_upload(request).await?;
        let id = answer.output.upload_id.as_deref().unwrap_or_default();
        self.index.begin_upload(id, &target.bucket, &target.key, &blob).map_err(internal)?;
        answer.output.bucket = Some(target.bucket);
        answer.output.key = Some(target.key);
        Ok(answer)
    }

    async fn upload_part(&self, request: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        let input = &request.input;
        self.find_upload(&input.upload_id, &input.bucket, &input.key)?;
        self.blobs.files.upload_part(request).await
    }

    async fn upload_part_copy(
        &self,
        mut request: S3Request<UploadPartCopyInput>,
    ) -> S3Result<S3Response<UploadPartCopyOutput>> {
        let input = &mut request.input;
        self.find_upload(&input.upload_id, &input.bucket, &input.key)?;
        input.copy_source = self.source(&input.copy_source)?;
        self.blobs.files.upload_part_copy(request).await
    }

    async fn list_parts(&self, request: S3Request<ListPartsInput>) -> S3Result<S3Response<ListPartsOutput>> {
        let input = &request.input;
        self.find_upload(&input.upload_id, &input.bucket, &input.key)?;
        self.blobs.files.list_parts(request).await
    }

    async fn complete_multipart_upload(
        &self,
        mut request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let id = input.upload_id.clone();
        let blob = self.find_upload(&id, &input.bucket, &input.key)?;
        let condition = to_condition(input.if_match.take(), input.if_none_match.take())?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        let mut output = self.blobs.files.complete_multipart_upload(request).await?.output;
        if let Some(completed) = output.future.take() {
            output = completed.await?;
        }
        // Before the blob is an object: an upload that still knew it could take it down again.
        self.index.end_upload(&id).map_err(internal)?;
        self.commit(&target, &blob, output.e_tag.as_ref(), condition, Cause::CompleteMultipartUpload).await?;
        output.bucket = Some(target.bucket);
        output.key = Some(target.key);
        Ok(S3Response::new(output))
    }

    async fn abort_multipart_upload(
        &self,
        mut request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let input = &mut request.input;
        let id = input.upload_id.clone();
        let blob = self.find_upload(&id, &input.bucket, &input.key)?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        let answer = self.blobs.files.abort_multipart_upload(request).await?;
        self.index.end_upload(&id).map_err(internal)?;
        self.discard(&blob).await;
        Ok(answer)
    }
}

/// What S3 says of an object that was uploaded without a content type.
const DEFAULT_CONTENT_TYPE: &str = "binary/octet-stream";

/// Where an object is to be.
struct Target {
    bucket: String,
    key: String,
}

impl Buckets {
    fn check_bucket(&self, bucket: &str) -> S3Result<()> {
        if self.names.iter().any(|name| name == bucket) { Ok(()) } else { Err(s3_error!(NoSuchBucket)) }
    }

    fn find(&self, bucket: &str, key: &str) -> S3Result<Entry> {
        self.check_bucket(bucket)?;
        self.index.find(bucket, key).map_err(internal)?.ok_or_else(|| s3_error!(NoSuchKey))
    }

    fn find_upload(&self, id: &str, bucket: &str, key: &str) -> S3Result<String> {
        self.check_bucket(bucket)?;
        self.index.find_upload(id, bucket, key).map_err(internal)?.ok_or_else(|| s3_error!(NoSuchUpload))
    }

    /// Keys never become paths here. Those that climb are refused all the same, because tools that copy a bucket to a
    /// folder would follow them.
    fn target(&self, bucket: &str, key: &str) -> S3Result<Target> {
        self.check_bucket(bucket)?;
        if key.split('/').any(|part| part == "..") {
            return Err(s3_error!(InvalidRequest, "a key has no part `..`"));
        }
        Ok(Target { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// The blob of the object that is to be copied.
    fn source(&self, source: &CopySource) -> S3Result<CopySource> {
        let CopySource::Bucket { bucket, key, .. } = source else {
            return Err(s3_error!(NotImplemented));
        };
        let object = self.find(bucket, key)?;
        Ok(CopySource::Bucket { bucket: BLOBS.into(), key: object.blob.into(), version_id: None })
    }

    fn reserve_blob(&self) -> S3Result<String> {
        self.index.reserve_blob().map_err(internal)
    }

    async fn commit(
        &self,
        target: &Target,
        blob: &str,
        etag: Option<&ETag>,
        condition: Condition,
        cause: Cause,
    ) -> S3Result<()> {
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
            Committed::Done { replaced } => {
                if let Some(replaced) = replaced {
                    self.discard(&replaced).await;
                }
                Ok(())
            }
            Committed::PreconditionFailed => {
                self.discard(blob).await;
                Err(s3_error!(PreconditionFailed, "At least one of the pre-conditions you specified did not hold"))
            }
        }
    }

    async fn remove(&self, bucket: &str, key: &str) -> S3Result<()> {
        if let Some(blob) = self.index.remove(bucket, key).map_err(internal)? {
            self.discard(&blob).await;
        }
        Ok(())
    }

    /// Deletes a blob that is nobody's. Where that fails, the next start of the process does it.
    async fn discard(&self, blob: &str) {
        if let Err(error) = self.blobs.delete(blob).await {
            tracing::warn!(%error, blob, "cannot delete blob {blob} yet");
        } else if let Err(error) = self.index.forget_blob(blob) {
            tracing::warn!(%error, blob, "cannot forget blob {blob} yet");
        }
    }
}

fn into_blob(bucket: &mut String, key: &mut String, blob: &str) {
    BLOBS.clone_into(bucket);
    blob.clone_into(key);
}

/// What S3 takes for writes: `If-None-Match` only as `*`.
fn to_condition(if_match: Option<ETagCondition>, if_none_match: Option<ETagCondition>) -> S3Result<Condition> {
    match (if_match, if_none_match) {
        (None, None) => Ok(Condition::None),
        (None, Some(ETagCondition::Any)) => Ok(Condition::Absent),
        (Some(ETagCondition::Any), None) => Ok(Condition::Present),
        (Some(ETagCondition::ETag(etag)), None) => Ok(Condition::Tagged(etag.into_value())),
        (_, Some(_)) => {
            Err(s3_error!(NotImplemented, "A header you provided implies functionality that is not implemented"))
        }
    }
}

fn check_read(object: &Entry, if_match: Option<&ETagCondition>, if_none_match: Option<&ETagCondition>) -> S3Result<()> {
    let is_it = |condition: &ETagCondition| match condition {
        ETagCondition::Any => true,
        ETagCondition::ETag(etag) => etag.value() == object.etag,
    };
    if if_match.is_some_and(|condition| !is_it(condition)) {
        return Err(s3_error!(PreconditionFailed));
    }
    if if_none_match.is_some_and(is_it) {
        return Err(s3_error!(NotModified));
    }
    Ok(())
}

fn modified_at(object: &Entry) -> Timestamp {
    Timestamp::from(SystemTime::from(object.modified_at))
}

fn internal<E: std::error::Error + Send + Sync + 'static>(error: E) -> s3s::S3Error {
    tracing::error!(error = &error as &dyn std::error::Error, "the embedded S3 failed");
    s3s::S3Error::internal_error(error)
}
