//! The simulated users: conditional writes, look-ups, and the laws that each write must obey.

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    ids::{UserId, UserKey},
    import::ImportStatus,
    invitation::InvitationState,
    layout::Field,
    plan::KeyedHasher,
    row::Outcome,
    stores::{StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

use super::invitations::token_of;
use crate::{
    executor::lock,
    faults::Kind,
    model::Model,
    stack::{Stack, busy},
};

const LAG_MS_MAX: i64 = 2_500;

impl Stack {
    /// Draws the time at which the index reflects a write made now.
    pub(crate) fn lag(&self) -> Timestamp {
        let ms = self.draw(|rng| if rng.chance(0.9) { rng.between(0, 50) } else { rng.between(0, LAG_MS_MAX) });
        self.sim.now() + SignedDuration::from_millis(ms)
    }
}

impl UserStore for Stack {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        self.call(Kind::Read, "read the key of hashes", |_| KeyedHasher::new([7; 16])).await
    }

    async fn users(&self, addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        let read = |model: &mut Model| addresses.iter().map(|address| model.users.get(address).cloned()).collect();
        self.call(Kind::Read, "read users", read).await
    }

    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        let reader = self.reader();
        let read = |model: &mut Model| {
            let find = |id: &UserId| {
                let mut user = model.users.get(model.by_id.get(id)?).filter(|user| user.user_id == *id)?.clone();
                if let Some(invitation) = &mut user.invited {
                    reader.invitation(invitation);
                }
                Some(user)
            };
            ids.iter().map(find).collect()
        };
        self.call(Kind::Read, "read users by id", read).await
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        let read = |model: &mut Model| {
            let find = |key: &UserKey| model.users.values().find(|user| user.user_id.key() == Some(*key)).cloned();
            keys.iter().map(find).collect()
        };
        self.call(Kind::Read, "read users by key", read).await
    }

    async fn create_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        let lag = self.lag();
        if lock(&self.model).is_stuck(users.first(), self.sim.now()) {
            return self.call(Kind::Read, "refuse to create users", |_| ()).await.and(Err(busy()));
        }
        let named: Vec<(String, UserId)> = users
            .iter()
            .filter_map(|user| Some((user.values.get(Field::Identifier)?.to_owned(), user.user_id.clone())))
            .collect();
        if !named.is_empty() {
            let write = |model: &mut Model, at: usize| model.identifiers.insert(named[at].clone());
            self.call_batch("write identifiers", named.len(), write).await?;
        }
        self.call_batch("create users", users.len(), |model, at| model.create(&users[at], lag)).await
    }

    async fn update_users(&self, updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        let lag = self.lag();
        if lock(&self.model).is_stuck(updates.first().map(|update| &update.after), self.sim.now()) {
            return self.call(Kind::Read, "refuse to update users", |_| ()).await.and(Err(busy()));
        }
        self.call_batch("update users", updates.len(), |model, at| model.update(&updates[at], lag)).await
    }

    async fn remove_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        let lag = self.lag();
        let written = self.call_batch("remove users", users.len(), |model, at| model.remove(&users[at], lag)).await?;
        let removed = users.iter().zip(&written).filter(|(_, written)| **written == UserWritten::Done);
        let removed: Vec<&User> = removed.map(|(user, _)| user).collect();
        if !removed.is_empty() {
            let remove = |model: &mut Model, at: usize| model.remove_owned(removed[at]);
            self.call_batch("remove tokens and identifiers", removed.len(), remove).await?;
        }
        Ok(written)
    }

    async fn users_with_identifiers(&self, identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        let read = |model: &mut Model| identifiers.iter().map(|identifier| model.holders(identifier)).collect();
        self.call(Kind::Read, "read users by identifier", read).await
    }
}

impl Model {
    /// Returns the users with an identifier, found through its look-up items.
    fn holders(&self, identifier: &str) -> Vec<User> {
        let ids = self.identifiers.iter().filter(|(text, _)| text == identifier).map(|(_, id)| id);
        let users = ids.filter_map(|id| self.users.get(self.by_id.get(id)?));
        users.filter(|user| user.values.get(Field::Identifier) == Some(identifier)).cloned().collect()
    }

    pub(crate) fn create(&mut self, user: &User, lag: Timestamp) -> UserWritten {
        self.look_at_gate(user);
        if self.users.contains_key(&user.address) {
            return UserWritten::ConditionFailed;
        }
        if user.invitation == InvitationState::Queued {
            *self.asks.entry(user.address.clone()).or_default() += 1;
        }
        *self.writes.entry((user.created_by.import_id.clone(), user.address.clone())).or_default() += 1;
        self.by_id.insert(user.user_id.clone(), user.address.clone());
        self.users.insert(user.address.clone(), user.clone());
        self.lagging.insert((lag, user.address.clone()));
        UserWritten::Done
    }

    /// Removes the user unless the user is active or has been written since they were read. A separate call deletes what the user owned.
    pub(crate) fn remove(&mut self, user: &User, lag: Timestamp) -> UserWritten {
        let Some(stored) = self.users.get(&user.address) else { return UserWritten::Done };
        if stored.user_id != user.user_id || stored.version != user.version || stored.is_active() {
            return UserWritten::ConditionFailed;
        }
        self.delete(user, lag);
        self.removals.entry((user.user_id.clone(), user.address.clone())).and_modify(|count| *count += 1).or_insert(1);
        UserWritten::Done
    }

    /// Deletes the user with everything that the user owned, in one transaction.
    pub(crate) fn erase(&mut self, user: &User, lag: Timestamp) {
        self.delete(user, lag);
        self.remove_owned(user);
    }

    /// Deletes the token of the user's latest invitation, and the look-up item of the identifier.
    fn remove_owned(&mut self, user: &User) {
        if let Some(token) = token_of(user) {
            self.tokens.remove(&token);
        }
        if let Some(identifier) = user.values.get(Field::Identifier) {
            self.identifiers.remove(&(identifier.to_owned(), user.user_id.clone()));
        }
    }

    /// Deletes the user and their index entries.
    fn delete(&mut self, user: &User, lag: Timestamp) {
        let (address, id) = (user.address.clone(), user.user_id.clone());
        if let Some((due_for, at)) = self.due_of.remove(&address) {
            self.due.remove(&(at, id.clone(), address.clone(), due_for == rollcall_domain::invitation::Due::Enqueue));
        }
        self.users.remove(&address);
        self.by_id.remove(&id);
        self.lagging.insert((lag, address));
    }

    /// Writes the differences if the user's id, version and, if it changes, invitation serial are still those that were read.
    pub(crate) fn update(&mut self, update: &UserUpdate, lag: Timestamp) -> UserWritten {
        let UserUpdate { before, after } = update;
        if after.version != before.version {
            self.look_at_gate(after);
        }
        let Some(stored) = self.users.get_mut(&before.address) else { return UserWritten::ConditionFailed };
        let is_same = stored.user_id == before.user_id && stored.version == before.version;
        let is_invitation_same =
            before.invitation_serial == after.invitation_serial || stored.invitation_serial == before.invitation_serial;
        if !is_same || !is_invitation_same {
            return UserWritten::ConditionFailed;
        }
        let disabling = after.history.last().filter(|entry| {
            entry.outcome == Outcome::Disabled
                && after.version != before.version
                && stored.history.last() != Some(*entry)
        });
        let disabled = disabling.map(|entry| (entry.import_id.clone(), stored.feed.clone(), stored.enabled));
        let former = stored.invitation;
        let was_active = stored.activated;
        let invited_before = stored.invited.clone();
        write_differences(stored, before, after);
        let (is_active, invited_now) = (stored.activated, stored.invited.clone());
        let (now_is, attempt) =
            (stored.invitation, stored.invited.as_ref().and_then(|invited| invited.attempt.clone()));
        let address = before.address.clone();
        if let Some((import, feed, was_enabled)) = disabled {
            self.check_disabled(&import, &address, feed.as_ref(), was_enabled);
        }
        self.lagging.insert((lag, address.clone()));
        self.check_invitation_members(invited_before.as_deref(), invited_now.as_deref());
        if after.version != before.version
            && let Some(entry) = after.history.last()
        {
            *self.writes.entry((entry.import_id.clone(), address.clone())).or_default() += 1;
        }
        if was_active && !is_active {
            self.break_law(format!("{address} was active and is not any more"));
        }
        if former != now_is {
            if now_is == InvitationState::Queued && former != InvitationState::Sending {
                *self.asks.entry(address.clone()).or_default() += 1;
            }
            if !former.may_become(now_is) && now_is != InvitationState::Queued {
                self.break_law(format!("the invitation of {address} went from {former:?} to {now_is:?}"));
            }
        }
        if now_is == InvitationState::Sending
            && former != now_is
            && let Some(attempt) = attempt
        {
            let ask = self.asks.get(&address).copied().unwrap_or_default();
            self.claimed.insert(attempt, (address, ask));
        }
        UserWritten::Done
    }

    /// Checks that nothing is written for an import whose file has not been accepted.
    fn look_at_gate(&mut self, user: &User) {
        let Some(entry) = user.history.last() else { return };
        let Some(import) = self.imports.get(&entry.import_id) else { return };
        let has_passed = match import.status() {
            ImportStatus::Importing | ImportStatus::Completed => true,
            ImportStatus::Failed => import.failure().is_some_and(|why| why.from == ImportStatus::Importing),
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Rejected
            | ImportStatus::Cancelled
            | ImportStatus::Expired => false,
        };
        if !has_passed {
            let what = format!("import {} is {:?} and writes {}", entry.import_id, import.status(), user.address);
            self.break_law(what);
        }
    }
}

/// Writes only the attributes that differ between `before` and `after`.
fn write_differences(stored: &mut User, before: &User, after: &User) {
    macro_rules! write {
        ($($field:ident),*) => { $(if before.$field != after.$field { stored.$field = after.$field.clone(); })* };
    }
    write!(
        enabled,
        company_id,
        cohort_id,
        feed,
        disabled_by_feed,
        activated,
        signed_in_at,
        invitation,
        invitation_serial,
        invited,
        courses,
        version,
        updated_at,
        history
    );
    for field in Field::ALL {
        let (before, after) = (before.values.get(field), after.values.get(field));
        match after {
            _ if before == after => {}
            Some(text) => stored.values.set(field, text),
            None => stored.values.remove(field),
        }
    }
}
