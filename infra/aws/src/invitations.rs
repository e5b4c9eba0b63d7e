//! Invitations and their tokens in the table.

use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use jiff::Timestamp;
use rollcall_domain::{
    ids::UserId,
    invitation::{Due, DueInvitation, Invitation, TokenHash},
    stores::{InvitationStore, StoreError, UserUpdate, UserWritten},
    user::User,
};
use serde::{Deserialize, Serialize};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, store_error, unbuilt},
    items::{Item, Key, due_order, due_shard, due_until, number, read_item, text_of, write_item},
    schema::{DUE, attribute},
    sending::BOUNCED,
    shards::{Keys, Listing},
    transactions::{Condition, user_written},
};

#[derive(Debug, Serialize, Deserialize)]
struct StoredToken {
    user_id: UserId,
}

fn due_invitation(item: &Item) -> Option<DueInvitation> {
    let (due, user_id) = text_of(item, attribute::DUE_SK).split_once('#')?;
    let due_at = Timestamp::from_millisecond(due.parse().ok()?).ok()?;
    Some(DueInvitation { due_at, user_id: UserId::from(user_id) })
}

fn detail(user: &User) -> Option<&Invitation> {
    user.invited.as_deref()
}

/// Returns the token of a user's latest invitation.
pub(crate) fn token_of(user: &User) -> Option<&TokenHash> {
    detail(user)?.token.as_ref()
}

impl Aws {
    fn to_bounce_count(&self) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(self.table()?.name())
            .set_key(Some(Key::sending().into_item()))
            .update_expression("ADD #bounced :one")
            .expression_attribute_names("#bounced", BOUNCED)
            .expression_attribute_values(":one", number(1));
        Ok(TransactWriteItem::builder().update(update.build().map_err(|_| unbuilt())?).build())
    }

    /// Returns `true` if the `due` index has any entry. This single read saves an idle stack's sweeps from reading all shards, which would
    /// cost 0.36 dollars a month.
    async fn has_due_work(&self) -> Result<bool, StoreError> {
        let table = self.table()?;
        let first = table.client().scan().table_name(table.name()).index_name(DUE.name).limit(1).send().await;
        let first = first.map_err(|error| store_error(DYNAMODB, &error))?;
        Ok(first.count > 0 || first.last_evaluated_key.is_some_and(|key| !key.is_empty()))
    }

    /// Writes a user's update and other items atomically.
    async fn write_with_user(
        &self,
        update: &UserUpdate,
        others: Vec<TransactWriteItem>,
    ) -> Result<UserWritten, StoreError> {
        let table = self.table()?;
        let mut items = vec![table.to_update(update, &self.stack().await?)?];
        items.extend(others);
        table.transact(items).await.map(user_written)
    }
}

impl InvitationStore for Aws {
    async fn due_invitations(
        &self,
        due_for: Due,
        after: Option<&DueInvitation>,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueInvitation>, StoreError> {
        let Some(stack) = self.stack_if_created().await? else { return Ok(Vec::new()) };
        if !self.has_due_work().await? {
            return Ok(Vec::new());
        }
        let last = due_until(until);
        let keys = match after {
            None => Keys::UpTo(last),
            Some(entry) => Keys::Between { after: due_order(entry.due_at, entry.user_id.as_str()), last },
        };
        let partitions = stack.shards().map(|shard| due_shard(due_for, shard)).collect();
        let listed = Listing::ascending(DUE, partitions, keys).read(self.table()?, limit).await?;
        Ok(listed.items.iter().filter_map(due_invitation).collect())
    }

    async fn claim_invitation(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        let table = self.table()?;
        let mut others = Vec::with_capacity(2);
        let latest = detail(&update.after).and_then(|invited| Some((invited.token.as_ref()?, invited.expires_at?)));
        if let Some((token, expires_at)) = latest {
            let stored = StoredToken { user_id: update.after.user_id.clone() };
            let mut item = write_item(Key::token(token), &stored)?;
            item.insert(attribute::TTL.to_owned(), number(expires_at.as_second()));
            others.push(table.to_put(item, Condition::None)?);
        }
        if let Some(former) = token_of(&update.before) {
            others.push(table.to_delete(Key::token(former), Condition::None)?);
        }
        self.write_with_user(update, others).await
    }

    async fn token_owner(&self, token: &TokenHash) -> Result<Option<UserId>, StoreError> {
        let found = self.table()?.get(Key::token(token)).await?;
        found.map(|item| read_item::<StoredToken>("token", item).map(|stored| stored.user_id)).transpose()
    }

    async fn use_token(&self, update: &UserUpdate, token: &TokenHash) -> Result<UserWritten, StoreError> {
        let token = self.table()?.to_delete(Key::token(token), Condition::None)?;
        self.write_with_user(update, vec![token]).await
    }

    async fn write_bounce(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        self.write_with_user(update, vec![self.to_bounce_count()?]).await
    }
}
