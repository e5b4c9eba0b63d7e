//! Invitations and their tokens in the table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use rollcall_domain::{
    ids::UserId,
    invitation::{Due, Invitation, TokenHash},
    keys::SHARDS,
    stores::{InvitationStore, StoreError, TokenOwner, UserUpdate, UserWritten},
    user::User,
};

use crate::{
    aws::Aws,
    errors::unbuilt,
    items::{Item, Key, due_shard, number, read_item, text, text_of, write_item},
    schema::{attribute, index},
    sending::BOUNCED,
    table::DueIndex,
    window::IN_FLIGHT,
};

fn detail(user: &User) -> Option<&Invitation> {
    user.invited.as_deref()
}

impl Aws {
    /// The key of the user of this id; one created moments ago may be missing.
    async fn key_of(&self, id: &UserId) -> Result<Option<Key>, StoreError> {
        let query = self.table()?.query().index_name(index::BY_ID).key_condition_expression("#id = :id");
        let query = query.expression_attribute_names("#id", attribute::USER_ID);
        let query = query.expression_attribute_values(":id", text(id.as_str()));
        let found = self.table()?.query_some(query, 1).await?;
        let key = |item: &Item| Key {
            pk: text_of(item, attribute::PK).to_owned(),
            sk: text_of(item, attribute::SK).to_owned(),
        };
        Ok(found.first().map(key))
    }

    /// Due invitations of one shard, each with its place in the order.
    async fn due_in_shard(
        &self,
        due_for: Due,
        shard: u32,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let query = self.table()?.query_due(DueIndex::Invitations, &due_shard(due_for, shard), until);
        let items = self.table()?.query_some(query, limit).await?;
        let place = |item: &Item| {
            let address = text_of(item, attribute::PK).strip_prefix("USER#")?;
            Some((text_of(item, attribute::DUE_SK).to_owned(), address.to_owned()))
        };
        Ok(items.iter().filter_map(place).collect())
    }

    /// One bounce more in the stack's counts.
    fn to_bounce_count(&self) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(self.table()?.name())
            .set_key(Some(Key::sending().into_item()))
            .update_expression("ADD #bounced :one")
            .expression_attribute_names("#bounced", BOUNCED)
            .expression_attribute_values(":one", number(1));
        Ok(TransactWriteItem::builder().update(update.build().map_err(|_| unbuilt())?).build())
    }
}

impl InvitationStore for Aws {
    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        let lookups: Vec<_> = ids.iter().map(|id| self.key_of(id)).collect();
        let keys: Vec<Option<Key>> = stream::iter(lookups).buffered(IN_FLIGHT).try_collect().await?;
        let mut keys: Vec<Key> = keys.into_iter().flatten().collect();
        keys.sort_unstable_by(|one, other| one.pk.cmp(&other.pk));
        keys.dedup();
        let mut found: HashMap<UserId, User> = HashMap::with_capacity(keys.len());
        for item in self.table()?.get_many(keys).await? {
            let user: User = read_item("user", item)?;
            found.insert(user.user_id.clone(), user);
        }
        Ok(ids.iter().map(|id| found.remove(id)).collect())
    }

    async fn due_invitations(&self, due_for: Due, until: Timestamp, limit: usize) -> Result<Vec<String>, StoreError> {
        let shards = stream::iter(0..SHARDS).map(|shard| self.due_in_shard(due_for, shard, until, limit));
        let shards = shards.buffered(IN_FLIGHT).try_collect::<Vec<_>>().await?;
        let mut due: Vec<(String, String)> = shards.into_iter().flatten().collect();
        due.sort_unstable();
        due.truncate(limit);
        Ok(due.into_iter().map(|(_, address)| address).collect())
    }

    async fn claim_invitation(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        let mut items = vec![self.table()?.to_update(update)?];
        let former = detail(&update.before).and_then(|invited| invited.token.as_ref());
        let latest = detail(&update.after).and_then(|invited| Some((invited.token.as_ref()?, invited.expires_at?)));
        if let Some((token, expires_at)) = latest {
            let owner = TokenOwner { user_id: update.after.user_id.clone(), address: update.after.address.clone() };
            // The owner's id must not be an attribute of the index by id, which knows users alone.
            let mut item = write_item(Key::token(token), &StoredOwner::from(owner))?;
            item.insert(attribute::TTL.to_owned(), number(expires_at.as_second()));
            items.push(self.table()?.to_put(item)?);
        }
        if let Some(former) = former {
            items.push(self.table()?.to_delete(Key::token(former))?);
        }
        self.table()?.transact(items).await
    }

    async fn token_owner(&self, token: &TokenHash) -> Result<Option<TokenOwner>, StoreError> {
        let found = self.table()?.get(Key::token(token)).await?;
        found.map(|item| read_item::<StoredOwner>("token", item).map(TokenOwner::from)).transpose()
    }

    async fn use_token(&self, update: &UserUpdate, token: &TokenHash) -> Result<UserWritten, StoreError> {
        self.table()?
            .transact(vec![self.table()?.to_update(update)?, self.table()?.to_delete(Key::token(token))?])
            .await
    }

    async fn write_bounce(&self, update: &UserUpdate) -> Result<UserWritten, StoreError> {
        self.table()?.transact(vec![self.table()?.to_update(update)?, self.to_bounce_count()?]).await
    }
}

/// Where a token leads, as it is stored.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct StoredOwner {
    owner_id: UserId,
    owner: String,
}

impl From<TokenOwner> for StoredOwner {
    fn from(owner: TokenOwner) -> Self {
        Self { owner_id: owner.user_id, owner: owner.address }
    }
}

impl From<StoredOwner> for TokenOwner {
    fn from(stored: StoredOwner) -> Self {
        Self { user_id: stored.owner_id, address: stored.owner }
    }
}
