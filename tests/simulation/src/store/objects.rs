//! The two buckets. An object becomes visible as a whole when it is finished, or not at all.

use bytes::{Bytes, BytesMut};
use rollcall_domain::{
    import::ObjectVersion,
    stores::{ByteSink, ByteStream, ObjectHead, ResultStore, StoreError, UploadStore},
};

use crate::{
    faults::Kind,
    model::{Model, Upload},
    stack::Stack,
};

pub(crate) struct Stream {
    stack: Stack,
    left: Bytes,
}

impl ByteStream for Stream {
    async fn next_bytes(&mut self) -> Result<Option<Bytes>, StoreError> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let some = self.stack.draw(|rng| match rng.below(4) {
            0 => 1 + rng.below(64),
            1 => 1 + rng.below(2_000),
            _ => usize::MAX,
        });
        let bytes = self.left.split_to(some.min(self.left.len()));
        self.stack.call(Kind::Read, "read some bytes", |_| ()).await?;
        Ok(Some(bytes))
    }
}

pub(crate) struct Sink {
    stack: Stack,
    key: String,
    written: BytesMut,
}

impl ByteSink for Sink {
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        self.written.extend_from_slice(&bytes);
        // S3 calls happen only when a part is full, not on every write.
        if self.stack.draw(|rng| rng.chance(0.2)) {
            self.stack.call(Kind::Once, "write some bytes", |_| ()).await?;
        }
        Ok(())
    }

    async fn finish(self) -> Result<(), StoreError> {
        let Self { stack, key, written } = self;
        let bytes = written.freeze();
        let finish = |model: &mut Model| {
            model.results.insert(key.clone(), bytes.clone());
        };
        stack.call(Kind::Write, "finish an object", finish).await
    }
}

fn find<'m>(model: &'m Model, key: &str, version: &ObjectVersion) -> Option<&'m Upload> {
    let object = model.uploads.get(key)?;
    let is_any = version.identity().is_empty();
    (is_any || object.version == *version).then_some(object)
}

impl UploadStore for Stack {
    type Stream = Stream;

    async fn head_upload(&self, key: &str, version: &ObjectVersion) -> Result<Option<ObjectHead>, StoreError> {
        let read = |model: &mut Model| {
            find(model, key, version).map(|object| ObjectHead {
                size_bytes: object.bytes.len() as u64,
                metadata: object.metadata.clone(),
                modified_at: object.modified_at,
                version: object.version.clone(),
            })
        };
        self.call(Kind::Read, "ask about an upload", read).await
    }

    async fn open_upload(&self, key: &str, version: &ObjectVersion) -> Result<Option<Stream>, StoreError> {
        let read = |model: &mut Model| find(model, key, version).map(|object| object.bytes.clone());
        let found = self.call(Kind::Read, "open an upload", read).await?;
        Ok(found.map(|left| Stream { stack: self.clone(), left }))
    }
}

impl ResultStore for Stack {
    type Stream = Stream;
    type Sink = Sink;

    async fn create_result(&self, key: &str, _content_type: &str) -> Result<Sink, StoreError> {
        self.call(Kind::Once, "begin an object", |_| ()).await?;
        Ok(Sink { stack: self.clone(), key: key.to_owned(), written: BytesMut::new() })
    }

    async fn open_result(&self, key: &str, offset: u64, length: Option<u64>) -> Result<Option<Stream>, StoreError> {
        let read = |model: &mut Model| {
            let bytes = model.results.get(key)?;
            let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
            let length = length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
            Some(bytes.slice(from..from.saturating_add(length).min(bytes.len())))
        };
        let found = self.call(Kind::Read, "open a result", read).await?;
        Ok(found.map(|left| Stream { stack: self.clone(), left }))
    }
}
