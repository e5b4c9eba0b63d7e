//! Items that only a newer version can read: they are skipped, and the others are handled.

use std::sync::Mutex;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::NOW;
use crate::{
    feed::{Feed, FeedConfig, FeedName},
    flow::invitation::{
        batch::{self, Restarted},
        readable_users, report,
    },
    ids::{BatchId, UserId, UserKey},
    import::Import,
    invitation::{BatchSource, InvitationBatch},
    keyed::KeyedHasher,
    problem::Language,
    stores::{
        BatchMessage, Environment, FeedStore, InvitationBatchQueue, InvitationBatchStore, MailMessage, MailQueue,
        Replaced, ReportMessage, StoreError, UserStore, UserUpdate, UserWritten,
    },
    user::User,
};

/// A store in which the items whose ids begin with "newer" cannot be read, and the one called "busy" is throttled. Contains the ids of
/// what was sent to queues.
#[derive(Default)]
struct MixedStore(Mutex<Vec<String>>);

impl MixedStore {
    fn send(&self, id: &impl ToString) {
        self.0.lock().unwrap().push(id.to_string());
    }

    fn sent(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

fn read<T>(id: &str, value: T) -> Result<Option<T>, StoreError> {
    if id.starts_with("newer") {
        return Err(StoreError::Unreadable { store: "the table", what: "item" });
    }
    if id == "busy" {
        return Err(StoreError::Busy { store: "the table", source: "throttled".into() });
    }
    Ok(Some(value))
}

impl UserStore for MixedStore {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        Ok(KeyedHasher::new([7; 16]))
    }

    async fn users(&self, _addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(Vec::new())
    }

    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        ids.iter().map(|id| read(id.as_str(), User::unknown("ann@example.org", id, NOW))).collect()
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; keys.len()])
    }

    async fn create_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }

    async fn update_users(&self, _updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }

    async fn users_with_identifiers(&self, _identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        Ok(Vec::new())
    }

    async fn remove_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }
}

impl FeedStore for MixedStore {
    async fn feed(&self, name: &FeedName) -> Result<Option<Feed>, StoreError> {
        let mut feed = Feed::new(name.clone(), FeedConfig::in_language(Language::English), NOW);
        let reports = json!({ "pending": [{ "import_id": "i", "state": "held" }] });
        *feed.reports_mut() = serde_json::from_value(reports).unwrap();
        read(name.as_str(), feed)
    }

    async fn write_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn replace_import_and_feed(&self, _import: &Import, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn delete_feed(&self, _feed: &Feed) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn due_reports(&self, _until: Timestamp, _limit: usize) -> Result<Vec<FeedName>, StoreError> {
        Ok(["newer", "hr"].into_iter().filter_map(FeedName::parse).collect())
    }
}

impl InvitationBatchStore for MixedStore {
    async fn create_batch(&self, _batch: &InvitationBatch) -> Result<(), StoreError> {
        Ok(())
    }

    async fn batch(&self, id: &BatchId) -> Result<Option<InvitationBatch>, StoreError> {
        let begun = NOW - SignedDuration::from_hours(1);
        let batch = InvitationBatch::new(id.clone(), BatchSource::Uninvited(None), false, "admin", begun);
        read(id.as_str(), batch)
    }

    async fn replace_batch(&self, _batch: &InvitationBatch) -> Result<Replaced, StoreError> {
        Ok(Replaced::Done)
    }

    async fn due_batches(&self, _until: Timestamp, _limit: usize) -> Result<Vec<BatchId>, StoreError> {
        Ok(vec![BatchId::from("newer"), BatchId::from("b")])
    }
}

impl InvitationBatchQueue for MixedStore {
    async fn send_batch_step(&self, message: &BatchMessage) -> Result<(), StoreError> {
        self.send(&message.batch_id);
        Ok(())
    }
}

impl MailQueue for MixedStore {
    async fn send_mails(&self, _messages: &[MailMessage]) -> Result<(), StoreError> {
        Ok(())
    }

    async fn send_report(&self, message: &ReportMessage) -> Result<(), StoreError> {
        self.send(&message.feed);
        Ok(())
    }
}

impl Environment for MixedStore {
    fn now(&self) -> Timestamp {
        NOW
    }

    fn random_bits(&self) -> [u8; 10] {
        [7; 10]
    }
}

#[test]
fn unreadable_user_does_not_hide_the_others() {
    let store = MixedStore::default();
    for (ids, expected) in [
        (vec![], vec![]),
        (vec!["newer"], vec![]),
        (vec!["a", "b"], vec!["a", "b"]),
        (vec!["a", "newer-1", "b", "c", "newer-2", "d"], vec!["a", "b", "c", "d"]),
    ] {
        let ids: Vec<UserId> = ids.into_iter().map(UserId::from).collect();
        let users = readable_users(&store, &ids).now_or_never().unwrap().unwrap();
        assert_eq!(users.iter().map(|user| user.user_id.as_str()).collect::<Vec<_>>(), expected);
    }
    let ids = ["a", "newer", "busy"].map(UserId::from);
    let error = readable_users(&store, &ids).now_or_never().unwrap().unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
}

#[test]
fn unreadable_feed_does_not_stop_the_reports_of_others() {
    let store = MixedStore::default();
    assert_eq!(report::enqueue(&store).now_or_never().unwrap().unwrap(), 1);
    assert_eq!(store.sent(), ["hr"]);
}

#[test]
fn unreadable_batch_does_not_stop_the_restart_of_others() {
    let store = MixedStore::default();
    let restarted = batch::restart(&store).now_or_never().unwrap().unwrap();
    assert_eq!((restarted, store.sent()), (Restarted { restarted: 1, failed: 0 }, vec!["b".to_owned()]));
}
