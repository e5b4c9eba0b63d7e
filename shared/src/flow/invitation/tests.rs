#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod unreadable;

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::{
    ids::{BatchId, UserId, UserKey},
    invitation::{BatchSource, Due, DueInvitation, InvitationBatch, TokenHash},
    keyed::KeyedHasher,
    stores::{Environment, InvitationStore, MailMessage, MailQueue, ReportMessage},
    user::invitation::{InvitationRequest, Requested, request_invitation},
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// One user, and the result of every write.
struct Store {
    user: User,
    result: UserWritten,
    writes: AtomicUsize,
    mailed: Mutex<Vec<UserId>>,
}

impl Store {
    fn new(result: UserWritten) -> Self {
        let unknown = User::unknown("ann@example.org", &UserId::from("user"), NOW);
        let user = User { enabled: true, ..unknown };
        Self { user, result, writes: AtomicUsize::new(0), mailed: Mutex::new(Vec::new()) }
    }
}

impl UserStore for Store {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        Ok(KeyedHasher::new([7; 16]))
    }

    async fn users(&self, _addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![Some(self.user.clone())])
    }

    async fn users_by_id(&self, _ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![Some(self.user.clone())])
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        Ok(vec![None; keys.len()])
    }

    async fn create_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }

    async fn update_users(&self, updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        self.writes.fetch_add(updates.len(), Ordering::Relaxed);
        Ok(vec![self.result.clone(); updates.len()])
    }

    async fn users_with_identifiers(&self, _identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        Ok(Vec::new())
    }

    async fn remove_users(&self, _users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        Ok(Vec::new())
    }
}

impl InvitationStore for Store {
    async fn due_invitations(
        &self,
        _due_for: Due,
        _after: Option<&DueInvitation>,
        _until: Timestamp,
        _limit: usize,
    ) -> Result<Vec<DueInvitation>, StoreError> {
        Ok(vec![DueInvitation { due_at: NOW, user_id: self.user.user_id.clone() }])
    }

    async fn claim_invitation(&self, _update: &UserUpdate) -> Result<UserWritten, StoreError> {
        Ok(self.result.clone())
    }

    async fn token_owner(&self, _token: &TokenHash) -> Result<Option<UserId>, StoreError> {
        Ok(None)
    }

    async fn use_token(&self, _update: &UserUpdate, _token: &TokenHash) -> Result<UserWritten, StoreError> {
        Ok(self.result.clone())
    }

    async fn write_bounce(&self, _update: &UserUpdate) -> Result<UserWritten, StoreError> {
        Ok(self.result.clone())
    }
}

impl MailQueue for Store {
    async fn send_mails(&self, messages: &[MailMessage]) -> Result<(), StoreError> {
        self.mailed.lock().unwrap().extend(messages.iter().flat_map(|message| message.user_ids.clone()));
        Ok(())
    }

    async fn send_report(&self, _message: &ReportMessage) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Environment for Store {
    fn now(&self) -> Timestamp {
        NOW
    }

    fn random_bits(&self) -> [u8; 10] {
        [7; 10]
    }
}

#[test]
fn change_of_a_user_who_is_too_large_fails_at_once() {
    for (result, writes, is_final) in
        [(UserWritten::Unstorable, 1, true), (UserWritten::ConditionFailed, TRIES_MAX, false)]
    {
        let store = Store::new(result);
        let change = change_user(&store, "ann@example.org", |user| Some(user.clone()));
        let error = change.now_or_never().unwrap().unwrap_err();
        assert_eq!((error.is_final(), store.writes.load(Ordering::Relaxed)), (is_final, writes), "{error}");
    }
}

#[test]
fn sign_in_attempt_that_cannot_be_stored_is_discarded_and_mails_no_one() {
    for (result, writes, is_mailed) in [
        (UserWritten::Done, 1, true),
        (UserWritten::Unstorable, 1, false),
        (UserWritten::ConditionFailed, TRIES_MAX, false),
    ] {
        let store = Store::new(result);
        invite::attempt_sign_in(&store, "ann@example.org").now_or_never().unwrap().unwrap();
        assert_eq!(store.writes.load(Ordering::Relaxed), writes);
        let mailed = store.mailed.lock().unwrap();
        assert_eq!((mailed.len(), mailed.contains(&store.user.user_id)), (1, is_mailed));
    }
}

#[test]
fn due_user_who_cannot_be_stored_is_counted_and_mails_no_one() {
    let request = InvitationRequest { resend: false, batch_id: None, is_enqueued: false, now: NOW };
    for (result, expected) in
        [(UserWritten::Done, (1, 0)), (UserWritten::ConditionFailed, (0, 0)), (UserWritten::Unstorable, (0, 1))]
    {
        let mut store = Store::new(result);
        let Requested::Queued(queued) = request_invitation(&store.user, &request) else {
            panic!("the user has no invitation yet")
        };
        store.user = *queued;
        let mut enqueued = enqueue::Enqueued::default();
        enqueue::enqueue_due(&store, 1.0, 10, &mut None, &mut enqueued).now_or_never().unwrap().unwrap();
        let mailed = store.mailed.lock().unwrap().len() as u64;
        assert_eq!((enqueued.enqueued, enqueued.unstorable), expected);
        assert_eq!(mailed, enqueued.enqueued);
    }
}

#[test]
fn user_on_the_pages_of_two_steps_is_counted_once() {
    let mut store = Store::new(UserWritten::Done);
    let mut batch = InvitationBatch::new(BatchId::from("b"), BatchSource::Uninvited(None), false, "admin", NOW);
    let request = InvitationRequest { resend: false, batch_id: Some(&batch.batch_id), is_enqueued: false, now: NOW };
    let Requested::Queued(queued) = request_invitation(&store.user, &request) else {
        panic!("the user has no invitation yet")
    };
    store.user = *queued;
    for (name, step_began, restarts, counted) in [
        ("the same step, which was interrupted", NOW, 0, 1),
        ("a later step", NOW + SignedDuration::from_secs(1), 0, 0),
        ("a step that was requested again", NOW + SignedDuration::from_secs(1), 1, 1),
    ] {
        (batch.moved_at, batch.restarts) = (step_began, restarts);
        let addresses = ["ann@example.org".to_owned()];
        let invited = invite::invite(&store, &addresses, false, Some(&batch)).now_or_never().unwrap().unwrap();
        assert_eq!((invited.queued, invited.already_invited), (counted, 0), "{name}");
    }
    assert_eq!(store.writes.load(Ordering::Relaxed), 0);
}
