//! The S3 operations: the index maps keys to blobs, and `s3s-fs` reads and writes the blobs.

use std::io::ErrorKind;
use std::time::SystemTime;

use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, Bucket, BucketLocationConstraint,
    CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput,
    CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput,
    DeleteObjectsOutput, DeletedObject, GetBucketLocationInput, GetBucketLocationOutput, GetObjectInput,
    GetObjectOutput, HeadBucketInput, HeadBucketOutput, HeadObjectInput, HeadObjectOutput, ListBucketsInput,
    ListBucketsOutput, ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, ListObjectsV2Output, ListPartsInput,
    ListPartsOutput, PutObjectInput, PutObjectOutput, Range, Timestamp, UploadPartCopyInput, UploadPartCopyOutput,
    UploadPartInput, UploadPartOutput,
};
use s3s::{S3, S3ErrorCode, S3Request, S3Response, S3Result};

use super::buckets::{Buckets, internal, into_blob};
use super::condition::{Condition, check_read};
use super::index::Entry;
use super::listing::{self, Query};
use crate::REGION;
use crate::object_events::Cause;

const DEFAULT_CONTENT_TYPE: &str = "binary/octet-stream";
/// Maximum number of attempts to read an object that is replaced or deleted between the index lookup and the opening of its blob.
const READS_MAX: u32 = 3;

#[async_trait::async_trait]
impl S3 for Buckets {
    async fn list_buckets(&self, _: S3Request<ListBucketsInput>) -> S3Result<S3Response<ListBucketsOutput>> {
        // The protocol requires a date.
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
        let response = self.list_objects_v2(request.map_input(ListObjectsV2Input::from)).await?;
        Ok(response.map_output(|page| ListObjectsOutput {
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

    /// Lists objects. Keys are written as XML text and never URL-encoded, so the response names no encoding type. Clients accept this even
    /// if they requested one.
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
        check_read(&object.etag, input.if_match.as_ref(), input.if_none_match.as_ref())?;
        into_blob(&mut input.bucket, &mut input.key, &object.blob);
        let mut response = self.blobs.files.head_object(request).await?;
        response.output.content_type.get_or_insert_with(|| DEFAULT_CONTENT_TYPE.to_owned());
        response.output.last_modified = Some(modified_at(&object));
        Ok(response)
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let mut reads = 0;
        loop {
            let mut request = request.clone();
            let input = &mut request.input;
            let object = self.find(&input.bucket, &input.key)?;
            check_read(&object.etag, input.if_match.as_ref(), input.if_none_match.as_ref())?;
            into_blob(&mut input.bucket, &mut input.key, &object.blob);
            let bytes = input.range.map_or(Ok(0..object.size_bytes), |range| range.check(object.size_bytes))?;
            if input.range.is_some() {
                // If a suffix range is longer than the object, `s3s-fs` would seek to a negative position.
                input.range = Some(Range::Int { first: bytes.start, last: Some(bytes.end.saturating_sub(1)) });
            }
            reads += 1;
            let response = self.blobs.files.get_object(request).await;
            let body = self.blobs.read(&object.blob, bytes).await;
            match (response, body) {
                (Ok(mut response), Ok(body)) => {
                    let output = &mut response.output;
                    output.body = Some(body);
                    output.content_type.get_or_insert_with(|| DEFAULT_CONTENT_TYPE.to_owned());
                    output.last_modified = Some(modified_at(&object));
                    output.accept_ranges = Some("bytes".to_owned());
                    return Ok(response);
                }
                // The object was replaced or deleted in the meantime.
                (Err(error), _) if *error.code() == S3ErrorCode::NoSuchKey && reads < READS_MAX => {}
                (Ok(_), Err(error)) if error.kind() == ErrorKind::NotFound && reads < READS_MAX => {}
                (Err(error), _) => return Err(error),
                (Ok(_), Err(error)) => return Err(internal(error)),
            }
        }
    }

    /// Stores an object. The condition is checked after all bytes have been received, so that exactly one of two concurrent uploads with
    /// `If-None-Match: *` succeeds.
    async fn put_object(&self, mut request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let condition = Condition::of_write(input.if_match.take(), input.if_none_match.take())?;
        let blob = self.reserve_blob()?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        match self.blobs.files.put_object(request).await {
            Ok(response) => {
                self.commit(&target, &blob, response.output.e_tag.as_ref(), condition, Cause::Put).await?;
                Ok(response)
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
            Ok(response) => {
                let etag = response.output.copy_object_result.as_ref().and_then(|copied| copied.e_tag.as_ref());
                self.commit(&target, &blob, etag, Condition::None, Cause::Copy).await?;
                Ok(response)
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
        let mut response = self.blobs.files.create_multipart_upload(request).await?;
        let id = response.output.upload_id.as_deref().unwrap_or_default();
        self.index.begin_upload(id, &target.bucket, &target.key, &blob).map_err(internal)?;
        response.output.bucket = Some(target.bucket);
        response.output.key = Some(target.key);
        Ok(response)
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
        let condition = Condition::of_write(input.if_match.take(), input.if_none_match.take())?;
        // The condition is checked before the parts are joined: if it is not met, the upload remains, as in S3.
        self.check_write(&target, &condition)?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        let mut output = self.blobs.files.complete_multipart_upload(request).await?.output;
        if let Some(completed) = output.future.take() {
            output = completed.await?;
        }
        // The upload is ended before the blob becomes an object, so that aborting the upload cannot delete the object's blob.
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
        let response = self.blobs.files.abort_multipart_upload(request).await?;
        self.index.end_upload(&id).map_err(internal)?;
        self.discard(&blob).await;
        Ok(response)
    }
}

fn modified_at(object: &Entry) -> Timestamp {
    Timestamp::from(SystemTime::from(object.modified_at))
}
