//! Look-up items that lead from an identifier to the users who have it.
//!
//! There is one item for each pair of identifier and user, under a keyed hash, so that the table's keys contain no identifier. The item is
//! written before its user, so that an existing user is always found. The item for the latest identifier is deleted with the user or
//! shortly afterwards; items for former identifiers remain. Whenever an item is read, its user is checked: the user may never have been
//! created, may be gone, or may have a different identifier.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{BatchStatementRequest, TransactWriteItem};
use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    ids::{UserId, UserKey},
    layout::Field,
    stores::StoreError,
    user::User,
};

use crate::{
    aws::Aws,
    items::{Key, identifier_partition, read_item, text, text_of},
    schema::attribute,
    stack::Stack,
    table::Table,
    transactions::Condition,
    users::build,
    window::READS_IN_FLIGHT,
};

fn identifier_of(user: &User) -> Option<&str> {
    user.values.get(Field::Identifier)
}

/// Returns the key of a user's look-up item, which contains the user's id, or `None` if the user has no identifier.
pub(crate) fn key_of(stack: &Stack, user: &User) -> Option<Key> {
    Some(Key::identifier(stack.hasher().hash(identifier_of(user)?), &user.user_id))
}

impl Aws {
    /// Writes the look-up items of those users who have an identifier.
    pub(crate) async fn write_identifiers(&self, stack: &Stack, users: &[&User]) -> Result<(), StoreError> {
        let keys: Vec<Key> = users.iter().filter_map(|user| key_of(stack, user)).collect();
        if keys.is_empty() {
            return Ok(());
        }
        // An item consists only of its key, so an existing one is identical to the one to be written.
        self.execute_statements(&keys, insert_statement).await.map(drop)
    }

    /// Finds the users who have each of these identifiers, in the order of `identifiers`. Reads at most `limit` items per identifier.
    pub(crate) async fn find_by_identifiers(
        &self,
        stack: &Stack,
        identifiers: &[String],
        limit: i32,
    ) -> Result<Vec<Vec<User>>, StoreError> {
        let table = self.table()?;
        let hashes: Vec<u128> = identifiers.iter().map(|identifier| stack.hasher().hash(identifier)).collect();
        let ids = stream::iter(hashes).map(|hash| user_ids(table, hash, limit)).buffered(READS_IN_FLIGHT);
        let ids: Vec<Vec<UserId>> = ids.try_collect().await?;
        let mut keys: Vec<UserKey> = ids.iter().flatten().filter_map(UserId::key).collect();
        keys.sort_unstable_by_key(|key| key.to_bits());
        keys.dedup();
        let mut users: HashMap<UserId, User> = HashMap::with_capacity(keys.len());
        for item in table.get_many(keys.into_iter().map(Key::user).collect()).await? {
            let user: User = read_item("user", item)?;
            users.insert(user.user_id.clone(), user);
        }
        let holders = |(identifier, ids): (&String, Vec<UserId>)| {
            let users = ids.iter().filter_map(|id| users.get(id));
            users.filter(|user| identifier_of(user) == Some(identifier)).cloned().collect()
        };
        Ok(identifiers.iter().zip(ids).map(holders).collect())
    }
}

impl Table<'_> {
    /// Builds the operation that deletes a user's look-up item in the transaction that erases the user.
    pub(crate) fn to_remove_identifier(
        self,
        stack: &Stack,
        user: &User,
    ) -> Result<Option<TransactWriteItem>, StoreError> {
        key_of(stack, user).map(|key| self.to_delete(key, Condition::None)).transpose()
    }
}

fn insert_statement(table: &str, key: &Key) -> Result<BatchStatementRequest, StoreError> {
    let statement = format!("INSERT INTO \"{table}\" VALUE {{'{}': ?, '{}': ?}}", attribute::PK, attribute::SK);
    build(statement, vec![text(key.pk.as_str()), text(key.sk.as_str())])
}

async fn user_ids(table: Table<'_>, hash: u128, limit: i32) -> Result<Vec<UserId>, StoreError> {
    let items = table.query_page(table.query(identifier_partition(hash)).limit(limit)).await?;
    Ok(items.iter().map(|item| UserId::from(text_of(item, attribute::SK))).collect())
}
