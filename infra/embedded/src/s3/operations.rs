//! The S3 operations: the index maps keys to blobs, and `s3s-fs` reads and writes the blobs.

use std::io::ErrorKind;
use std::time::SystemTime;

use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, Bucket, BucketLocationConstraint,
    CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput, CopyPartResult,
    CopySource, CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteObjectInput, DeleteObjectOutput,
    DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, ETag, GetBucketLocationInput, GetBucketLocationOutput,
    GetObjectInput, GetObjectOutput, HeadBucketInput, HeadBucketOutput, HeadObjectInput, HeadObjectOutput,
    ListBucketsInput, ListBucketsOutput, ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, ListObjectsV2Output,
    ListPartsInput, ListPartsOutput, PutObjectInput, PutObjectOutput, Range, Timestamp, UploadPartCopyInput,
    UploadPartCopyOutput, UploadPartInput, UploadPartOutput,
};
use s3s::{S3, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};

use super::blobs::BLOBS;
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
        response.output.e_tag = Some(ETag::Strong(object.etag));
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
                    output.e_tag = Some(ETag::Strong(object.etag));
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
        let output = self.put_blob(request, &blob).await?;
        let committed = self.commit(&target, &blob, output.e_tag.as_ref(), condition, Cause::Put).await;
        self.or_discard(&blob, committed).await?;
        Ok(S3Response::new(output))
    }

    async fn copy_object(&self, mut request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = &mut request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let source = self.source(&input.copy_source)?;
        input.copy_source = CopySource::Bucket { bucket: BLOBS.into(), key: source.blob.into(), version_id: None };
        let blob = self.reserve_blob()?;
        into_blob(&mut input.bucket, &mut input.key, &blob);
        let copied = self.blobs.files.copy_object(request).await;
        let mut response = self.or_discard(&blob, copied).await?;
        let etag = ETag::Strong(source.etag);
        let committed = self.commit(&target, &blob, Some(&etag), Condition::None, Cause::Copy).await;
        self.or_discard(&blob, committed).await?;
        response.output.copy_object_result.get_or_insert_default().e_tag = Some(etag);
        Ok(response)
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
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let (bucket, key) = (Some(request.input.bucket.clone()), Some(request.input.key.clone()));
        let upload_id = Some(self.begin_upload(request).await?);
        Ok(S3Response::new(CreateMultipartUploadOutput {
            bucket,
            key,
            upload_id,
            ..CreateMultipartUploadOutput::default()
        }))
    }

    async fn upload_part(&self, request: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        let input = &request.input;
        self.check_upload(&input.upload_id, &input.bucket, &input.key)?;
        let (upload, number) = (input.upload_id.clone(), input.part_number);
        let request = request.map_input(|input| PutObjectInput {
            body: input.body,
            checksum_algorithm: input.checksum_algorithm,
            checksum_crc32: input.checksum_crc32,
            checksum_crc32c: input.checksum_crc32c,
            checksum_crc64nvme: input.checksum_crc64nvme,
            checksum_sha1: input.checksum_sha1,
            checksum_sha256: input.checksum_sha256,
            content_length: input.content_length,
            content_md5: input.content_md5,
            ..PutObjectInput::default()
        });
        let output = self.add_part(&upload, number, request).await?;
        Ok(S3Response::new(UploadPartOutput {
            checksum_crc32: output.checksum_crc32,
            checksum_crc32c: output.checksum_crc32c,
            checksum_crc64nvme: output.checksum_crc64nvme,
            checksum_sha1: output.checksum_sha1,
            checksum_sha256: output.checksum_sha256,
            e_tag: output.e_tag,
            ..UploadPartOutput::default()
        }))
    }

    async fn upload_part_copy(
        &self,
        request: S3Request<UploadPartCopyInput>,
    ) -> S3Result<S3Response<UploadPartCopyOutput>> {
        let input = &request.input;
        self.check_upload(&input.upload_id, &input.bucket, &input.key)?;
        let source = self.source(&input.copy_source)?;
        let bytes = match &input.copy_source_range {
            Some(range) => Range::parse(range).map_err(|_| s3_error!(InvalidArgument))?.check(source.size_bytes)?,
            None => 0..source.size_bytes,
        };
        let body = Some(self.blobs.read(&source.blob, bytes).await.map_err(internal)?);
        let (upload, number) = (input.upload_id.clone(), input.part_number);
        let request = request.map_input(|_| PutObjectInput { body, ..PutObjectInput::default() });
        let output = self.add_part(&upload, number, request).await?;
        let copied = CopyPartResult { e_tag: output.e_tag, ..CopyPartResult::default() };
        Ok(S3Response::new(UploadPartCopyOutput { copy_part_result: Some(copied), ..UploadPartCopyOutput::default() }))
    }

    async fn list_parts(&self, request: S3Request<ListPartsInput>) -> S3Result<S3Response<ListPartsOutput>> {
        let input = request.input;
        self.check_upload(&input.upload_id, &input.bucket, &input.key)?;
        let max_parts = input.max_parts.unwrap_or(1000).clamp(0, 1000);
        let after = input.part_number_marker.unwrap_or_default();
        let limit = usize::try_from(max_parts).unwrap_or_default();
        let (parts, is_truncated) = self.list_upload(&input.upload_id, after, limit)?;
        Ok(S3Response::new(ListPartsOutput {
            max_parts: Some(max_parts),
            is_truncated: Some(is_truncated),
            part_number_marker: Some(after),
            next_part_number_marker: parts.last().and_then(|part| part.part_number),
            parts: Some(parts),
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            ..ListPartsOutput::default()
        }))
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let mut input = request.input;
        let target = self.target(&input.bucket, &input.key)?;
        let condition = Condition::of_write(input.if_match.take(), input.if_none_match.take())?;
        let parts = input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default();
        let etag = self.complete_upload(&target, &input.upload_id, &parts, condition).await?;
        Ok(S3Response::new(CompleteMultipartUploadOutput {
            bucket: Some(target.bucket),
            key: Some(target.key),
            e_tag: Some(etag),
            ..CompleteMultipartUploadOutput::default()
        }))
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let input = request.input;
        self.abort_upload(&input.upload_id, &input.bucket, &input.key).await?;
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }
}

fn modified_at(object: &Entry) -> Timestamp {
    Timestamp::from(SystemTime::from(object.modified_at))
}
