//! Invitations, their tokens and batches, and the lists of people to invite.

use jiff::Timestamp;
use rollcall_domain::{
    ids::{BatchId, CompanyId, UserId},
    invitation::{Due, DueInvitation, InvitationBatch, InvitationState, TokenHash},
    stores::{
        InvitationBatchStore, InvitationStore, InviteeList, InviteePage, Replaced, StoreError, UserUpdate, UserWritten,
    },
    user::User,
};

use crate::{faults::Kind, model::Model, stack::Stack};

pub(super) fn token_of(user: &User) -> Option<String> {
    user.invited.as_ref().and_then(|invited| invited.token.as_ref()).map(|token| token.as_str().to_owned())
}

impl InvitationStore for Stack {
    async fn due_invitations(
        &self,
        due_for: Due,
        after: Option<&DueInvitation>,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueInvitation>, StoreError> {
        let now = self.sim.now();
        let read = |model: &mut Model| {
            model.catch_up(now);
            let due = model.due.iter().take_while(|(at, ..)| *at <= until);
            let due = due.filter(|(.., is_feed)| *is_feed == (due_for == Due::Enqueue));
            let due = due.filter(|(at, id, ..)| after.is_none_or(|entry| (*at, id) > (entry.due_at, &entry.user_id)));
            due.take(limit).map(|(at, id, ..)| DueInvitation { due_at: *at, user_id: id.clone() }).collect()
        };
        self.call(Kind::Read, "list due invitations", read).await
    }

    async fn claim_invitation(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        let lag = self.lag();
        let write = |model: &mut Model| {
            let written = model.update(update, lag);
            if written == UserWritten::Done {
                if !update.after.enabled {
                    model.break_law(format!("{} is disabled and gets an e-mail", update.after.address));
                }
                if let Some(former) = token_of(&update.before) {
                    model.tokens.remove(&former);
                }
                if let Some(token) = token_of(&update.after) {
                    model.tokens.insert(token, update.after.user_id.clone());
                }
            }
            written
        };
        self.call(Kind::Once, "claim an invitation", write).await
    }

    async fn token_owner(&self, token: &TokenHash) -> Result<Option<UserId>, StoreError> {
        self.call(Kind::Read, "read a token", |model| model.tokens.get(token.as_str()).cloned()).await
    }

    async fn use_token(&self, update: &UserUpdate, token: &TokenHash) -> Result<UserWritten, StoreError> {
        let lag = self.lag();
        let write = |model: &mut Model| {
            let written = model.update(update, lag);
            if written == UserWritten::Done {
                model.tokens.remove(token.as_str());
                *model.post.used.entry(token.as_str().to_owned()).or_default() += 1;
            }
            written
        };
        self.call(Kind::Once, "use a token", write).await
    }

    async fn write_bounce(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        let lag = self.lag();
        let write = |model: &mut Model| {
            let written = model.update(update, lag);
            if written == UserWritten::Done {
                model.sending.bounced += 1;
            }
            written
        };
        self.call(Kind::Once, "write a bounce", write).await
    }
}

impl InvitationBatchStore for Stack {
    async fn create_batch(&self, batch: &InvitationBatch) -> Result<(), StoreError> {
        let write = |model: &mut Model| {
            model.batches.insert(batch.batch_id.clone(), batch.clone());
        };
        self.call(Kind::Write, "create a batch", write).await
    }

    async fn batch(&self, id: &BatchId) -> Result<Option<InvitationBatch>, StoreError> {
        let reader = self.reader();
        self.call(Kind::Read, "read a batch", |model| model.batches.get(id).map(|batch| reader.batch(batch))).await
    }

    async fn replace_batch(&self, batch: &InvitationBatch) -> Result<Replaced, StoreError> {
        let write = |model: &mut Model| match model.batches.get(&batch.batch_id).cloned() {
            Some(stored) if stored.version + 1 == batch.version => {
                model.check_batch_members(&stored, batch);
                model.batches.insert(batch.batch_id.clone(), batch.clone());
                Replaced::Done
            }
            _ => Replaced::VersionConflict,
        };
        self.call(Kind::Write, "write a batch", write).await
    }

    async fn due_batches(&self, until: Timestamp, limit: usize) -> Result<Vec<BatchId>, StoreError> {
        let read = |model: &mut Model| {
            let due = model.batches.values().filter_map(|batch| Some((batch.due_at()?, batch.batch_id.clone())));
            let mut due: Vec<_> = due.filter(|(at, _)| *at <= until).collect();
            due.sort_unstable();
            due.into_iter().take(limit).map(|(_, id)| id).collect()
        };
        self.call(Kind::Read, "list due batches", read).await
    }
}

impl InviteeList for Stack {
    async fn invitees(
        &self,
        state: InvitationState,
        company_id: Option<&CompanyId>,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<InviteePage, StoreError> {
        let page_max = self.draw(|rng| if rng.chance(0.2) { 1 + rng.below(limit) } else { limit });
        let read = |model: &mut Model| {
            let users = model.users.iter().filter(|(address, _)| cursor.is_none_or(|cursor| address.as_str() > cursor));
            let users = users.filter(|(_, user)| company_id.is_none_or(|id| user.company_id.as_ref() == Some(id)));
            let mut users = users.filter(|(_, user)| user.invitation == state).map(|(address, _)| address.clone());
            let addresses: Vec<String> = users.by_ref().take(page_max).collect();
            let next = users.next().and_then(|_| addresses.last().cloned());
            InviteePage { addresses, next }
        };
        self.call(Kind::Read, "list users", read).await
    }
}
