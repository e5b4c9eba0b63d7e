#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    ops::Range,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use futures_util::FutureExt;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::announce;
use crate::{
    feed::{Feed, FeedName},
    flow::FlowError,
    ids::ImportId,
    import::{FailureReason, File, Import, ImportStatus, NewImport, Options, Source},
    layout::LayoutName,
    problem::Language,
    stores::{
        ByteSink, ByteStream, ChunkDone, Claim, FeedStore, ImportStore, Replaced, ResultStore, ResumeMessage,
        ResumeQueue, StoreError,
    },
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

struct State {
    import: Import,
    /// Becomes the import when the first notice is written: other workers were faster than the one that wrote the notice.
    next: Option<Import>,
    notice: Vec<u8>,
}

/// A store of one import and its notice.
#[derive(Clone)]
struct Store(Arc<Mutex<State>>);

struct NoticeSink(Store, Vec<u8>);

impl ByteSink for NoticeSink {
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        self.1.extend_from_slice(&bytes);
        Ok(())
    }

    async fn finish(self) -> Result<(), StoreError> {
        let mut state = self.0.0.lock().unwrap();
        state.notice = self.1;
        if let Some(next) = state.next.take() {
            state.import = next;
        }
        Ok(())
    }
}

struct NoStream;

impl ByteStream for NoStream {
    async fn next_bytes(&mut self) -> Result<Option<Bytes>, StoreError> {
        Ok(None)
    }
}

impl ResultStore for Store {
    type Stream = NoStream;
    type Sink = NoticeSink;

    async fn create_result(&self, _key: &str, _content_type: &str) -> Result<NoticeSink, StoreError> {
        Ok(NoticeSink(self.clone(), Vec::new()))
    }

    async fn open_result(&self, _: &str, _: u64, _: Option<u64>) -> Result<Option<NoStream>, StoreError> {
        Ok(None)
    }
}

impl ImportStore for Store {
    async fn create_import(&self, _import: &Import) -> Result<bool, StoreError> {
        Ok(false)
    }

    async fn import(&self, _id: &ImportId) -> Result<Option<Import>, StoreError> {
        Ok(Some(self.0.lock().unwrap().import.clone()))
    }

    async fn replace_import(&self, import: &Import) -> Result<Replaced, StoreError> {
        let mut state = self.0.lock().unwrap();
        if state.import.version() + 1 != import.version() {
            return Ok(Replaced::VersionConflict);
        }
        state.import = import.clone();
        Ok(Replaced::Done)
    }

    async fn create_and_replace_import(&self, _created: &Import, _replaced: &Import) -> Result<Replaced, StoreError> {
        Ok(Replaced::VersionConflict)
    }

    async fn due_imports(&self, _until: Timestamp, _limit: usize) -> Result<Vec<ImportId>, StoreError> {
        Ok(Vec::new())
    }

    async fn begin_chunk(&self, _id: &ImportId, _chunk: u32, _expires_at: Timestamp) -> Result<bool, StoreError> {
        Ok(false)
    }

    async fn finish_chunk(&self, _id: &ImportId, _done: &ChunkDone) -> Result<(), StoreError> {
        Ok(())
    }

    async fn record_catalog_changes(&self, _id: &ImportId, _chunk: u32, _rows: &[u64]) -> Result<Vec<u64>, StoreError> {
        Ok(Vec::new())
    }

    async fn chunk(&self, _id: &ImportId, _chunk: u32) -> Result<Option<ChunkDone>, StoreError> {
        Ok(None)
    }

    async fn chunks(&self, _id: &ImportId, _numbers: Range<u32>) -> Result<Vec<ChunkDone>, StoreError> {
        Ok(Vec::new())
    }

    async fn claim(&self, _key: &str, _claim: &Claim, _expires_at: Timestamp) -> Result<Option<Claim>, StoreError> {
        Ok(None)
    }
}

impl FeedStore for Store {
    async fn feed(&self, _name: &FeedName) -> Result<Option<Feed>, StoreError> {
        Ok(None)
    }

    async fn write_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::VersionConflict)
    }

    async fn replace_import_and_feed(&self, _import: &Import, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::VersionConflict)
    }

    async fn delete_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::VersionConflict)
    }

    async fn due_reports(&self, _until: Timestamp, _limit: usize) -> Result<Vec<FeedName>, StoreError> {
        Ok(Vec::new())
    }
}

impl ResumeQueue for Store {
    async fn send_resume(&self, _message: &ResumeMessage) -> Result<(), StoreError> {
        Ok(())
    }
}

fn failed() -> Import {
    let new = NewImport {
        import_id: "import".into(),
        source: Source::Drop,
        started_by: String::new(),
        started_by_address: None,
        language: Language::English,
        file: File::new("people.csv".to_owned(), 0, "drop/people.csv".to_owned()),
        options: Options::of_layout(LayoutName::Enrolment),
    };
    let mut import = Import::new(new, NOW);
    assert_eq!(import.fail(&FailureReason::Stalled, NOW), Ok(()));
    import
}

/// Announces the failed import while others change it to `next`. Returns the result, the stored import, and the status in the notice.
fn announce_while(next: Option<Import>) -> (Result<(), FlowError>, Import, Value) {
    let store = Store(Arc::new(Mutex::new(State { import: failed(), next, notice: Vec::new() })));
    let result = announce(&store, failed()).now_or_never().unwrap();
    let state = store.0.lock().unwrap();
    let notice: Value = serde_json::from_slice(&state.notice).unwrap();
    (result, state.import.clone(), notice["status"].clone())
}

#[test]
fn ended_import_is_announced_and_closed() {
    let (result, import, notice) = announce_while(None);
    assert!(result.is_ok() && !import.is_open());
    assert_eq!(notice, json!("failed"));
}

#[test]
fn notice_is_that_of_the_last_end_even_if_a_slow_worker_announces_an_earlier_one() {
    for is_closed in [false, true] {
        let mut next = failed();
        assert_eq!(next.retry(NOW), Ok(()));
        assert_eq!(next.end_unwritten(ImportStatus::Rejected, NOW), Ok(()));
        if is_closed {
            next.close();
        }
        next.increment_version();
        next.increment_version();
        let (result, import, notice) = announce_while(Some(next));
        assert!(result.is_ok() && !import.is_open(), "{is_closed}");
        assert_eq!((import.status(), notice), (ImportStatus::Rejected, json!("rejected")), "{is_closed}");
    }
}

#[test]
fn retried_import_is_left_to_the_worker_that_ends_it() {
    let mut next = failed();
    assert_eq!(next.retry(NOW), Ok(()));
    next.increment_version();
    let (result, import, _) = announce_while(Some(next.clone()));
    assert!(matches!(result, Err(FlowError::Lost)), "{result:?}");
    assert_eq!(import, next);
}
