//! Items that only a newer version can read, and users who are too large to store: they are skipped, and the others are handled.

use std::sync::Mutex;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::NOW;
use crate::{
    feed::{Feed, FeedConfig, FeedName},
    flow::invitation::{
        batch::{self, Restarted},
        enqueue::{Enqueued, enqueue_due},
        read_users, report,
    },
    ids::{BatchId, UserId, UserKey},
    import::Import,
    invitation::{BatchSource, Due, DueInvitation, InvitationBatch, TokenHash},
    keyed::KeyedHasher,
    problem::Language,
    stores::{
        BatchMessage, Environment, FeedStore, InvitationBatchQueue, InvitationBatchStore, InvitationStore, MailMessage,
        MailQueue, Replaced, ReportMessage, StoreError, UserStore, UserUpdate, UserWritten,
    },
    user::{
        User,
        invitation::{InvitationRequest, Requested, request_invitation},
    },
};

/// A store in which the items whose ids begin with "newer" cannot be read, those whose ids begin with "large" cannot be written, and the
/// one called "busy" is throttled.
#[derive(Default)]
struct MixedStore {
    /// Users whose invitations are due, until they are sent to the queue.
    due: Mutex<Vec<UserId>>,
    /// Ids of what was sent to queues.
    sent: Mutex<Vec<String>>,
}

impl MixedStore {
    fn send(&self, id: &impl ToString) {
        self.sent.lock().unwrap().push(id.to_string());
    }

    fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
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

/// Returns a user with a queued invitation.
fn queued(id: &UserId) -> User {
    let user = User { enabled: true, ..User::unknown("ann@example.org", id, NOW) };
    let request = InvitationRequest { resend: false, batch_id: None, is_enqueued: false, now: NOW };
    let Requested::Queued(queued) = request_invitation(&user, &request) else {
        panic!("the user has no invitation yet")
    };
    *queued
}

impl UserStore for MixedStore {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        Ok(KeyedHasher::new([7; 16]))
    }

    async fn users(&self, _addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(Vec::new())
    }

    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        ids.iter().map(|id| read(id.as_str(), queued(id))).collect()
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; keys.len()])
    }

    async fn create_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }

    async fn update_users(&self, updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        let is_large = |update: &UserUpdate| update.after.user_id.as_str().starts_with("large");
        let written = |update| if is_large(update) { UserWritten::Unstorable } else { UserWritten::Done };
        Ok(updates.iter().map(written).collect())
    }

    async fn users_with_identifiers(&self, _identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        Ok(Vec::new())
    }

    async fn remove_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }
}

impl InvitationStore for MixedStore {
    async fn due_invitations(
        &self,
        _due_for: Due,
        after: Option<&DueInvitation>,
        _until: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueInvitation>, StoreError> {
        let due = self.due.lock().unwrap();
        let first = after.map_or(0, |after| due.iter().position(|id| *id == after.user_id).unwrap() + 1);
        let entry = |id: &UserId| DueInvitation { due_at: NOW, user_id: id.clone() };
        Ok(due[first..].iter().take(limit).map(entry).collect())
    }

    async fn claim_invitation(&self, _update: &UserUpdate) -> Result<UserWritten, StoreError> {
        Ok(UserWritten::Done)
    }

    async fn token_owner(&self, _token: &TokenHash) -> Result<Option<UserId>, StoreError> {
        Ok(None)
    }

    async fn use_token(&self, _update: &UserUpdate, _token: &TokenHash) -> Result<UserWritten, StoreError> {
        Ok(UserWritten::Done)
    }

    async fn write_bounce(&self, _update: &UserUpdate) -> Result<UserWritten, StoreError> {
        Ok(UserWritten::Done)
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
    async fn send_mails(&self, messages: &[MailMessage]) -> Result<(), StoreError> {
        for user_id in messages.iter().flat_map(|message| &message.user_ids) {
            self.due.lock().unwrap().retain(|id| id != user_id);
            self.send(user_id);
        }
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
    for (ids, expected, unreadable) in [
        (vec![], vec![], vec![]),
        (vec!["newer"], vec![], vec!["newer"]),
        (vec!["a", "b"], vec!["a", "b"], vec![]),
        (vec!["a", "newer-1", "b", "c", "newer-2", "d"], vec!["a", "b", "c", "d"], vec!["newer-1", "newer-2"]),
    ] {
        let ids: Vec<UserId> = ids.into_iter().map(UserId::from).collect();
        let read = read_users(&store, &ids).now_or_never().unwrap().unwrap();
        assert_eq!(read.users.iter().map(|user| user.user_id.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(read.unreadable.iter().map(UserId::as_str).collect::<Vec<_>>(), unreadable);
    }
    let ids = ["a", "newer", "busy"].map(UserId::from);
    let error = read_users(&store, &ids).now_or_never().unwrap().unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
}

#[test]
fn users_who_cannot_be_handled_do_not_hold_up_the_others() {
    let store = MixedStore::default();
    let due = ["newer-1", "newer-2", "large-1", "newer-3", "large-2", "newer-4", "a", "newer-5", "b", "c", "d"];
    store.due.lock().unwrap().extend(due.map(UserId::from));
    let mut start = None;
    for (run, (sent, starts_after)) in [
        (vec![], "large-1"),
        (vec![], "newer-4"),
        (vec!["a", "b"], "newer-4"),
        (vec!["c", "d"], "newer-5"),
        // After the last user, a run starts at the front again.
        (vec![], "large-1"),
    ]
    .into_iter()
    .enumerate()
    {
        let (before, mut enqueued) = (store.sent().len(), Enqueued::default());
        enqueue_due(&store, 10.0, 3, &mut start, &mut enqueued).now_or_never().unwrap().unwrap();
        assert_eq!(store.sent()[before..], sent, "run {run}");
        let after = start.as_ref().map(|entry: &DueInvitation| entry.user_id.as_str());
        assert_eq!(after, Some(starts_after), "run {run}");
    }
}

#[test]
fn unreadable_feed_does_not_stop_the_reports_of_others() {
    let store = MixedStore::default();
    let due = store.due_reports(NOW, 10).now_or_never().unwrap().unwrap();
    assert_eq!(report::enqueue_due(&store, due, NOW).now_or_never().unwrap().unwrap(), 1);
    assert_eq!(store.sent(), ["hr"]);
}

#[test]
fn unreadable_batch_does_not_stop_the_restart_of_others() {
    let store = MixedStore::default();
    let restarted = batch::restart(&store).now_or_never().unwrap().unwrap();
    assert_eq!((restarted, store.sent()), (Restarted { restarted: 1, failed: 0 }, vec!["b".to_owned()]));
}
