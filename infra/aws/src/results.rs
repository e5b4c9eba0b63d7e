//! The results bucket: objects become visible only when complete, are read in parts, and are downloaded with presigned URLs.

use std::sync::Arc;

use aws_sdk_s3::{
    primitives,
    types::{CompletedMultipartUpload, CompletedPart},
};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rollcall_domain::stores::{ByteSink, ResultStore, StoreError};
use tokio::task::JoinHandle;

use crate::{
    aws::Aws,
    errors::{S3, busy, refused, store_error},
    objects::{Object, ObjectStream},
    settings::Part,
    uploads::signing,
};

/// Size of a part in bytes: the minimum that S3 allows. A sink holds at most two parts in memory, 10 MiB (one being filled, one being sent),
/// and an import has several sinks. An object has at most 10,000 parts, 48 GiB, far more than any result needs.
const PART_BYTES: usize = 5 * 1024 * 1024;

impl Aws {
    /// Presigns a download of an object under this file name. Returns the URL and its expiry time.
    ///
    /// `expires_in` is at most seven days. Does not check whether the object exists.
    pub async fn presign_download(
        &self,
        key: &str,
        file_name: &str,
        content_type: &str,
        expires_in: SignedDuration,
    ) -> Result<(String, Timestamp), StoreError> {
        let request = self.s3().get_object().bucket(self.part(Part::ResultsBucket)?).key(key);
        let request = request
            .response_content_type(content_type)
            .response_content_disposition(attachment(file_name))
            .response_cache_control("no-store");
        let signed = request.presigned(signing(expires_in)?).await.map_err(|error| store_error(S3, &error))?;
        Ok((signed.uri().to_owned(), self.environment().now() + expires_in))
    }
}

impl ResultStore for Aws {
    type Stream = ObjectStream;
    type Sink = ResultSink;

    async fn create_result(&self, key: &str, content_type: &str) -> Result<ResultSink, StoreError> {
        let target = Arc::new(Target {
            aws: self.clone(),
            bucket: self.part(Part::ResultsBucket)?.to_owned(),
            key: key.to_owned(),
            content_type: content_type.to_owned(),
            disposition: attachment(key.rsplit('/').next().unwrap_or(key)),
        });
        Ok(ResultSink { target, buffer: Vec::new(), upload: None })
    }

    async fn open_result(
        &self,
        key: &str,
        offset: u64,
        length: Option<u64>,
    ) -> Result<Option<ObjectStream>, StoreError> {
        let object = Object::latest(self.part(Part::ResultsBucket)?, key);
        ObjectStream::open(self, object, offset, length).await
    }
}

#[derive(Debug)]
struct Target {
    aws: Aws,
    bucket: String,
    key: String,
    content_type: String,
    disposition: String,
}

/// Writes one object. Content smaller than a part is sent in one request; dropping an unfinished sink leaves no object.
#[derive(Debug)]
pub struct ResultSink {
    target: Arc<Target>,
    buffer: Vec<u8>,
    upload: Option<Upload>,
}

#[derive(Debug)]
struct Upload {
    target: Arc<Target>,
    /// Empty once the upload is complete and nothing is left to abort.
    id: String,
    sent: i32,
    /// The part being sent.
    in_flight: Option<JoinHandle<Result<CompletedPart, StoreError>>>,
    done: Vec<CompletedPart>,
}

impl ByteSink for ResultSink {
    async fn write(&mut self, mut bytes: Bytes) -> Result<(), StoreError> {
        while !bytes.is_empty() {
            let room = PART_BYTES - self.buffer.len();
            let some = bytes.split_to(room.min(bytes.len()));
            self.make_room(some.len());
            self.buffer.extend_from_slice(&some);
            if self.buffer.len() == PART_BYTES {
                // Only a full part is sent here, so that only the last part can be shorter.
                let part = std::mem::take(&mut self.buffer);
                self.send_part(part.into()).await?;
            }
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<(), StoreError> {
        let rest = Bytes::from(std::mem::take(&mut self.buffer));
        if self.upload.is_none() {
            return self.target.put(rest).await;
        }
        if !rest.is_empty() {
            self.send_part(rest).await?;
        }
        match self.upload.take() {
            Some(upload) => upload.complete().await,
            None => Ok(()),
        }
    }
}

impl ResultSink {
    /// Makes room for `more` bytes. A buffer that simply doubled would take 8 MiB for a part of 5 MiB.
    fn make_room(&mut self, more: usize) {
        let wanted = self.buffer.len() + more;
        if wanted > self.buffer.capacity() {
            let is_small = self.upload.is_none();
            let capacity = if is_small { PART_BYTES.min(2 * self.buffer.capacity()).max(wanted) } else { PART_BYTES };
            self.buffer.reserve_exact(capacity - self.buffer.len());
        }
    }

    async fn send_part(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        let upload = match &mut self.upload {
            Some(upload) => upload,
            None => self.upload.insert(Upload::start(&self.target).await?),
        };
        upload.send_part(bytes).await
    }
}

impl Target {
    async fn put(&self, bytes: Bytes) -> Result<(), StoreError> {
        let request = self.aws.s3().put_object().bucket(&self.bucket).key(&self.key);
        let request = request.content_type(&self.content_type).content_disposition(&self.disposition);
        let sent = request.body(primitives::ByteStream::from(bytes)).send().await;
        sent.map(|_| ()).map_err(|error| store_error(S3, &error))
    }

    async fn upload_part(&self, id: String, number: i32, bytes: Bytes) -> Result<CompletedPart, StoreError> {
        let request = self.aws.s3().upload_part().bucket(&self.bucket).key(&self.key);
        let request = request.upload_id(id).part_number(number).body(primitives::ByteStream::from(bytes));
        let sent = request.send().await.map_err(|error| store_error(S3, &error))?;
        Ok(CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).build())
    }

    /// Aborts the upload, which deletes its stored but unlisted parts. If that fails, the bucket's lifecycle rule deletes them a day later.
    async fn abort(&self, id: String) {
        let request = self.aws.s3().abort_multipart_upload().bucket(&self.bucket).key(&self.key);
        if request.upload_id(id).send().await.is_err() {
            tracing::debug!("cannot abort a multipart upload; the bucket's lifecycle rule will");
        }
    }
}

impl Upload {
    async fn start(target: &Arc<Target>) -> Result<Self, StoreError> {
        let request = target.aws.s3().create_multipart_upload().bucket(&target.bucket).key(&target.key);
        let request = request.content_type(&target.content_type).content_disposition(&target.disposition);
        let started = request.send().await.map_err(|error| store_error(S3, &error))?;
        let id = started.upload_id.filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| refused(S3, "a multipart upload was started without an id"))?;
        Ok(Self { target: Arc::clone(target), id, sent: 0, in_flight: None, done: Vec::new() })
    }

    async fn send_part(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        self.take_done().await?;
        self.sent += 1;
        let (target, id, number) = (Arc::clone(&self.target), self.id.clone(), self.sent);
        self.in_flight = Some(tokio::spawn(async move { target.upload_part(id, number, bytes).await }));
        Ok(())
    }

    /// Waits for the part being sent.
    async fn take_done(&mut self) -> Result<(), StoreError> {
        let Some(part) = &mut self.in_flight else { return Ok(()) };
        let sent = part.await;
        self.in_flight = None;
        self.done.push(sent.map_err(|_| busy(S3, "the upload of a part was aborted"))??);
        Ok(())
    }

    /// Completes the upload, which makes the object visible.
    ///
    /// After an error, the object may exist, because the response may have been lost. This does no harm: another attempt either replaces the
    /// object or uses another key, so that this object is never read, and aborting a completed upload has no effect on its object.
    async fn complete(mut self) -> Result<(), StoreError> {
        self.take_done().await?;
        let parts = CompletedMultipartUpload::builder().set_parts(Some(std::mem::take(&mut self.done))).build();
        let request = self.target.aws.s3().complete_multipart_upload().bucket(&self.target.bucket);
        let request = request.key(&self.target.key).upload_id(&self.id).multipart_upload(parts);
        request.send().await.map_err(|error| store_error(S3, &error))?;
        self.id.clear();
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if let Some(part) = self.in_flight.take() {
            part.abort();
        }
        if self.id.is_empty() {
            return;
        }
        let (target, id) = (Arc::clone(&self.target), std::mem::take(&mut self.id));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { target.abort(id).await });
        }
    }
}

/// Bytes of a file name that must be encoded in a header: all except letters, digits and three other characters that RFC 5987's `attr-char`
/// allows.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Maximum length of a file name in bytes, as in most file systems. It also keeps the header, which takes up to four bytes for each byte of
/// the name, below the 2 KB that S3 stores with an object.
const NAME_BYTES_MAX: usize = 255;
/// Number of bytes that remain at the end of a longer name: names of a dropped file's results end with a time, an id and an extension.
const NAME_END_BYTES: usize = 100;

/// Returns the `Content-Disposition` for this file name, in the form defined by RFC 6266: an ASCII name for old browsers, and the actual
/// name for others. A name that is too long loses its middle.
fn attachment(file_name: &str) -> String {
    if file_name.len() > NAME_BYTES_MAX {
        let start = file_name.floor_char_boundary(NAME_BYTES_MAX - NAME_END_BYTES - 1);
        let end = file_name.ceil_char_boundary(file_name.len() - NAME_END_BYTES);
        return attachment(&format!("{}~{}", &file_name[..start], &file_name[end..]));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.() ".contains(c);
    let plain: String = file_name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    if plain == file_name {
        return format!("attachment; filename=\"{plain}\"");
    }
    let encoded = utf8_percent_encode(file_name, ENCODED);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachment_names_every_file() {
        for (name, expected) in [
            ("result.csv", "attachment; filename=\"result.csv\""),
            ("a\"b.csv", "attachment; filename=\"a_b.csv\"; filename*=UTF-8''a%22b.csv"),
            ("né.csv", "attachment; filename=\"n_.csv\"; filename*=UTF-8''n%C3%A9.csv"),
        ] {
            assert_eq!(attachment(name), expected);
        }
    }

    #[test]
    fn attachment_with_a_long_name_fits_into_the_metadata_of_an_object() {
        let end = ".20261122T034500Z-01jd8x2m7q4v9s0k3b5n6p8r1t.result.json";
        for (letter, count, start) in
            [("k", 900, 154), ("+", 900, 154), ("é", 450, 77), ("名", 300, 51), ("😀", 225, 38)]
        {
            let long = format!("{}{end}", letter.repeat(count));
            let header = attachment(&long);
            assert!(header.len() <= 1_200, "{} bytes: {header}", header.len());
            let encoded = utf8_percent_encode(&letter.repeat(start), ENCODED).to_string();
            assert!(header.contains(&format!("*=UTF-8''{encoded}%7E")) && header.ends_with(end), "{header}");
        }
    }
}
