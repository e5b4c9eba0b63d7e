//! Stores that use almost no memory: objects are files, there is one import, and nothing else is stored.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    ops::Range,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use jiff::Timestamp;
use rollcall_domain::{
    catalog::CompanyCatalog,
    feed::{Feed, FeedName},
    ids::{CompanyId, ImportId, UserId, UserKey},
    import::{Import, ObjectVersion},
    plan::KeyedHasher,
    stores::{
        ByteSink, ByteStream, CatalogStore, ChunkDone, ChunkMessage, ChunkQueue, Claim, Environment, FeedStore,
        ImportStore, ObjectHead, Replaced, ResultStore, ResumeMessage, ResumeQueue, Sleeper, StoreError, UploadStore,
        UserStore, UserUpdate, UserWritten,
    },
    user::User,
};

/// Approximate size in bytes of the pieces that a stream returns, similar to those from a network.
const PIECE: usize = 64 * 1024;

/// Returns the n-th piece of a file, or `None` after the last one, so that the test itself needs no memory for the whole file.
pub(crate) type Generator = fn(u64) -> Option<String>;

pub(crate) struct Stores {
    pub(crate) dir: PathBuf,
    pub(crate) generator: Generator,
    pub(crate) company: Arc<CompanyCatalog>,
    pub(crate) import: Mutex<Option<Import>>,
    pub(crate) count: AtomicU64,
}

/// An object in a file.
pub(crate) struct FileStream(std::io::Take<File>);

impl ByteStream for FileStream {
    async fn next_bytes(&mut self) -> Result<Option<Bytes>, StoreError> {
        let mut piece = vec![0; PIECE];
        let read = self.0.read(&mut piece).unwrap();
        piece.truncate(read);
        Ok((read > 0).then(|| piece.into()))
    }
}

pub(crate) struct FileSink(File, PathBuf, PathBuf);

impl ByteSink for FileSink {
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        self.0.write_all(&bytes).unwrap();
        Ok(())
    }

    async fn finish(self) -> Result<(), StoreError> {
        std::fs::rename(self.1, self.2).unwrap();
        Ok(())
    }
}

/// The uploaded file, generated while it is being read.
pub(crate) struct Upload(Generator, u64);

impl ByteStream for Upload {
    async fn next_bytes(&mut self) -> Result<Option<Bytes>, StoreError> {
        let mut piece = String::new();
        while piece.len() < PIECE {
            let Some(more) = (self.0)(self.1) else { break };
            piece.push_str(&more);
            self.1 += 1;
        }
        Ok((!piece.is_empty()).then(|| piece.into()))
    }
}

impl UploadStore for Stores {
    type Stream = Upload;

    async fn head_upload(&self, _key: &str, version: &ObjectVersion) -> Result<Option<ObjectHead>, StoreError> {
        Ok(Some(ObjectHead {
            size_bytes: 1,
            metadata: Vec::new(),
            modified_at: Timestamp::UNIX_EPOCH,
            version: version.clone(),
        }))
    }

    async fn open_upload(&self, _key: &str, _version: &ObjectVersion) -> Result<Option<Upload>, StoreError> {
        Ok(Some(Upload(self.generator, 0)))
    }
}

impl ResultStore for Stores {
    type Stream = FileStream;
    type Sink = FileSink;

    async fn create_result(&self, key: &str, _content_type: &str) -> Result<FileSink, StoreError> {
        let path = self.dir.join(key.replace('/', "+"));
        let part = self.dir.join(format!("part{}", self.count.fetch_add(1, Ordering::Relaxed)));
        Ok(FileSink(File::create(&part).unwrap(), part, path))
    }

    async fn open_result(&self, key: &str, offset: u64, length: Option<u64>) -> Result<Option<FileStream>, StoreError> {
        let Ok(mut file) = File::open(self.dir.join(key.replace('/', "+"))) else { return Ok(None) };
        file.seek(SeekFrom::Start(offset)).unwrap();
        Ok(Some(FileStream(file.take(length.unwrap_or(u64::MAX)))))
    }
}

impl ImportStore for Stores {
    async fn create_import(&self, import: &Import) -> Result<bool, StoreError> {
        *self.import.lock().unwrap() = Some(import.clone());
        Ok(true)
    }

    async fn import(&self, _id: &ImportId) -> Result<Option<Import>, StoreError> {
        Ok(self.import.lock().unwrap().clone())
    }

    async fn replace_import(&self, import: &Import) -> Result<Replaced, StoreError> {
        *self.import.lock().unwrap() = Some(import.clone());
        Ok(Replaced::Done)
    }

    async fn create_and_replace_import(&self, created: &Import, _replaced: &Import) -> Result<Replaced, StoreError> {
        self.replace_import(created).await
    }

    async fn due_imports(&self, _until: Timestamp, _limit: usize) -> Result<Vec<ImportId>, StoreError> {
        Ok(Vec::new())
    }

    async fn begin_chunk(&self, _id: &ImportId, _chunk: u32, _at: Timestamp) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn finish_chunk(&self, _id: &ImportId, _done: &ChunkDone) -> Result<(), StoreError> {
        Ok(())
    }

    async fn record_catalog_changes(&self, _id: &ImportId, _chunk: u32, rows: &[u64]) -> Result<Vec<u64>, StoreError> {
        Ok(rows.to_vec())
    }

    async fn chunk(&self, _id: &ImportId, _chunk: u32) -> Result<Option<ChunkDone>, StoreError> {
        Ok(None)
    }

    async fn chunks(&self, _id: &ImportId, _numbers: Range<u32>) -> Result<Vec<ChunkDone>, StoreError> {
        Ok(Vec::new())
    }

    async fn claim(&self, _key: &str, _claim: &Claim, _at: Timestamp) -> Result<Option<Claim>, StoreError> {
        Ok(None)
    }
}

impl Sleeper for Stores {
    async fn sleep_until(&self, _at: Timestamp) {
        std::future::pending::<()>().await;
    }
}

impl FeedStore for Stores {
    async fn feed(&self, _name: &FeedName) -> Result<Option<Feed>, StoreError> {
        Ok(None)
    }

    async fn write_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn replace_import_and_feed(&self, import: &Import, _feed: &Feed) -> Result<Replaced, StoreError> {
        self.replace_import(import).await
    }

    async fn delete_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn due_reports(&self, _until: Timestamp, _limit: usize) -> Result<Vec<FeedName>, StoreError> {
        Ok(Vec::new())
    }
}

impl CatalogStore for Stores {
    async fn companies_named(&self, names: &[String]) -> Result<Vec<Option<Arc<CompanyCatalog>>>, StoreError> {
        let find = |name: &String| (*name == self.company.company().name).then(|| Arc::clone(&self.company));
        Ok(names.iter().map(find).collect())
    }

    async fn company(&self, _id: &CompanyId) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
        Ok(Some(Arc::clone(&self.company)))
    }

    async fn company_names(&self) -> Result<Vec<String>, StoreError> {
        Ok(vec![self.company.company().name.clone()])
    }
}

impl UserStore for Stores {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        Ok(KeyedHasher::new([7; 16]))
    }

    async fn users(&self, addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; addresses.len()])
    }

    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; ids.len()])
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; keys.len()])
    }

    async fn create_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(vec![UserWritten::Done; users.len()])
    }

    async fn update_users(&self, updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(vec![UserWritten::Done; updates.len()])
    }

    async fn remove_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(vec![UserWritten::Done; users.len()])
    }

    async fn users_with_identifiers(&self, identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        Ok(vec![Vec::new(); identifiers.len()])
    }
}

impl ChunkQueue for Stores {
    async fn send_chunks(&self, _messages: &[ChunkMessage]) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ResumeQueue for Stores {
    async fn send_resume(&self, _message: &ResumeMessage) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Environment for Stores {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn random_bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        bits[..8].copy_from_slice(&self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bits
    }
}
