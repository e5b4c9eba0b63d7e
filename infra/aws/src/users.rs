//! Users in the table: one item each, always written with a condition.
//!
//! Bulk writes use `BatchExecuteStatement`, the only `DynamoDB` batch operation whose members can have conditions and fail independently.
//! It returns 200 with an error for each failed statement, which the SDK does not evaluate; this module decides how to handle each error.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::{AttributeValue, BatchStatementErrorCodeEnum as Code, BatchStatementRequest};
use rollcall_domain::{
    ids::{UserId, UserKey},
    layout::Field,
    plan::KeyedHasher,
    stores::{HOLDERS_MAX, StoreError, UserStore, UserUpdate, UserWritten},
    user::User,
};

use crate::{
    aws::Aws,
    backoff::ATTEMPTS_MAX,
    bulk::{Limits, Sent},
    errors::{DYNAMODB, denied, store_error, unbuilt},
    identifiers,
    invitations::token_of,
    items::{Key, changes, number, read_item, text, user_key, write_user},
    stack::Stack,
};

/// A `BatchExecuteStatement` call has at most 25 statements.
const WRITES: Limits = Limits { members_max: 25, attempts_max: ATTEMPTS_MAX, pauses_after_some: false };

impl Aws {
    /// Writes the members of `work`. Returns their outcomes in order. `statement` builds a member's statement; it is called again for each
    /// retry.
    pub(crate) async fn execute_statements<W: Sync>(
        &self,
        work: &[W],
        statement: impl Fn(&str, &W) -> Result<BatchStatementRequest, StoreError> + Send + Sync,
    ) -> Result<Vec<UserWritten>, StoreError> {
        let table = self.table()?.name();
        let all: Vec<usize> = (0..work.len()).collect();
        let written = self.send_in_batches(self.write_window(), &WRITES, all, |batch| {
            let statements = batch.iter().map(|at| statement(table, &work[*at])).collect::<Result<Vec<_>, _>>()?;
            Ok(self.send_statements(batch, statements))
        });
        let mut written = written.await?;
        written.sort_unstable_by_key(|(at, _)| *at);
        Ok(written.into_iter().map(|(_, written)| written).collect())
    }

    /// Sends one batch: the indexes of its members, and their statements.
    async fn send_statements(
        &self,
        batch: Vec<usize>,
        statements: Vec<BatchStatementRequest>,
    ) -> Result<Sent<usize, (usize, UserWritten)>, StoreError> {
        let request = self.dynamodb().batch_execute_statement().set_statements(Some(statements));
        let response = request.send().await.map_err(|error| store_error(DYNAMODB, &error))?;
        let mut members = response.responses.unwrap_or_default().into_iter();
        let mut sent = Sent { done: Vec::with_capacity(batch.len()), deferred: Vec::new(), code: String::new() };
        for at in batch {
            let decision = match members.next() {
                // A missing response is treated like a throttled statement.
                None => Decision::Retry("no response".to_owned()),
                Some(member) => match member.error {
                    None => Decision::Written(UserWritten::Done),
                    Some(error) => decide(error.code.as_ref(), error.message()),
                },
            };
            match decision {
                Decision::Written(written) => sent.done.push((at, written)),
                Decision::Retry(code) => {
                    sent.deferred.push(at);
                    sent.code = code;
                }
                Decision::Fail(code) => return Err(denied(DYNAMODB, format!("{code} for a statement"))),
            }
        }
        Ok(sent)
    }
}

impl UserStore for Aws {
    async fn key_hasher(&self) -> Result<KeyedHasher, StoreError> {
        Ok(self.stack().await?.hasher())
    }

    async fn users(&self, addresses: &[String]) -> Result<Vec<Option<User>>, StoreError> {
        let Some(stack) = self.stack_if_created().await? else { return Ok(vec![None; addresses.len()]) };
        let key = |address: &String| Key::user(stack.hasher().user_key(address));
        let items = self.table()?.get_many(addresses.iter().map(key).collect()).await?;
        let mut found: HashMap<String, User> = HashMap::with_capacity(items.len());
        for item in items {
            let user: User = read_item("user", item)?;
            found.insert(user.address.clone(), user);
        }
        Ok(addresses.iter().map(|address| found.remove(address)).collect())
    }

    async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<Option<User>>, StoreError> {
        // An id that contains no key belongs to no user.
        let keys: Vec<UserKey> = ids.iter().map(|id| id.key().unwrap_or_default()).collect();
        let users = self.users_by_key(&keys).await?;
        Ok(users.into_iter().zip(ids).map(|(user, id)| user.filter(|user| user.user_id == *id)).collect())
    }

    async fn users_by_key(&self, keys: &[UserKey]) -> Result<Vec<Option<User>>, StoreError> {
        // Distinct ids may contain the same key: a user who was erased and created again has a new id.
        let distinct: BTreeSet<UserKey> = keys.iter().copied().collect();
        let mut found: HashMap<UserKey, User> = HashMap::with_capacity(distinct.len());
        for item in self.table()?.get_many(distinct.into_iter().map(Key::user).collect()).await? {
            let user: User = read_item("user", item)?;
            found.extend(user.user_id.key().map(|key| (key, user)));
        }
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }

    async fn create_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        let stack = self.stack().await?;
        self.write_identifiers(&stack, &users.iter().collect::<Vec<_>>()).await?;
        self.execute_statements(users, |table, user| insert_statement(table, &stack, user)).await
    }

    async fn update_users(&self, updates: &[UserUpdate]) -> Result<Vec<UserWritten>, StoreError> {
        let Some(stack) = self.stack_if_created().await? else {
            return Ok(vec![UserWritten::ConditionFailed; updates.len()]);
        };
        let identifier = |user: &User| user.values.get(Field::Identifier).map(str::to_owned);
        let has_new = |update: &&UserUpdate| identifier(&update.before) != identifier(&update.after);
        let renamed: Vec<&User> = updates.iter().filter(has_new).map(|update| &update.after).collect();
        self.write_identifiers(&stack, &renamed).await?;
        self.execute_statements(updates, |table, update| update_statement(table, &stack, update)).await
    }

    async fn users_with_identifiers(&self, identifiers: &[String]) -> Result<Vec<Vec<User>>, StoreError> {
        match self.stack_if_created().await? {
            Some(stack) => self.find_by_identifiers(&stack, identifiers, HOLDERS_MAX.into()).await,
            None => Ok(vec![Vec::new(); identifiers.len()]),
        }
    }

    async fn remove_users(&self, users: &[User]) -> Result<Vec<UserWritten>, StoreError> {
        let written = self.execute_statements(users, delete_statement).await?;
        let removed = users.iter().zip(&written).filter(|(_, written)| **written == UserWritten::Done);
        let stack = self.stack().await?;
        let owned: Vec<OwnedItem> = removed.flat_map(|(user, _)| owned_by(user, &stack)).collect();
        self.remove_owned(&owned).await?;
        Ok(written)
    }
}

impl Aws {
    /// Removes items that belonged to removed users. An item that now belongs to another user remains.
    async fn remove_owned(&self, items: &[OwnedItem]) -> Result<(), StoreError> {
        if !items.is_empty() {
            self.execute_statements(items, delete_owned_statement).await?;
        }
        Ok(())
    }
}

struct OwnedItem {
    key: Key,
    /// `None` if the key contains the user's id.
    user_id: Option<UserId>,
}

/// Returns the token of a user's latest invitation, and the identifier's look-up item.
fn owned_by(user: &User, stack: &Stack) -> Vec<OwnedItem> {
    let token = token_of(user).map(|token| OwnedItem { key: Key::token(token), user_id: Some(user.user_id.clone()) });
    let identifier = identifiers::key_of(stack, user).map(|key| OwnedItem { key, user_id: None });
    token.into_iter().chain(identifier).collect()
}

enum Decision {
    /// The statement was handled: the write was made, its condition was not met, or the user is too large.
    Written(UserWritten),
    /// The statement must be sent again, because of an error with this code.
    Retry(String),
    /// Not retryable, and not specific to a user: the whole call fails.
    Fail(String),
}

fn decide(code: Option<&Code>, message: Option<&str>) -> Decision {
    let Some(code) = code else { return Decision::Fail("an error without a code".to_owned()) };
    match code {
        Code::ConditionalCheckFailed | Code::DuplicateItem => Decision::Written(UserWritten::ConditionFailed),
        // The item or one of its keys would be too large. No other validation error depends on the values.
        Code::ValidationError if message.is_some_and(|message| message.to_ascii_lowercase().contains("size")) => {
            Decision::Written(UserWritten::Unstorable)
        }
        Code::InternalServerError
        | Code::ProvisionedThroughputExceeded
        | Code::RequestLimitExceeded
        | Code::ThrottlingError
        | Code::TransactionConflict => Decision::Retry(code.as_str().to_owned()),
        Code::AccessDenied | Code::ItemCollectionSizeLimitExceeded | Code::ResourceNotFound | Code::ValidationError => {
            Decision::Fail(code.as_str().to_owned())
        }
        // The SDK's enum is non-exhaustive; errors with unknown codes are not retried.
        _ => Decision::Fail(code.as_str().to_owned()),
    }
}

/// Creates an `INSERT`, which fails if the key exists. Attributes are sorted, so that items with the same attributes have the same
/// statement text.
fn insert_statement(table: &str, stack: &Stack, user: &User) -> Result<BatchStatementRequest, StoreError> {
    let mut attributes: Vec<(String, AttributeValue)> = write_user(user, stack)?.into_iter().collect();
    attributes.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let mut statement = String::with_capacity(32 + table.len() + attributes.len() * 18);
    statement.push_str("INSERT INTO \"");
    statement.push_str(table);
    statement.push_str("\" VALUE {");
    let mut parameters = Vec::with_capacity(attributes.len());
    for (index, (name, value)) in attributes.into_iter().enumerate() {
        statement.push_str(if index == 0 { "'" } else { ", '" });
        statement.push_str(&name);
        statement.push_str("': ?");
        parameters.push(value);
    }
    statement.push('}');
    build(statement, parameters)
}

/// Creates an `UPDATE` of the attributes that differ, conditional on the stored user having the same id and version and, if the invitation
/// changes, the same serial.
///
/// A user who was erased and created again with the same address may have the same version, but has a different id.
fn update_statement(table: &str, stack: &Stack, update: &UserUpdate) -> Result<BatchStatementRequest, StoreError> {
    let (before, after) = (write_user(&update.before, stack)?, write_user(&update.after, stack)?);
    let key = Key::user(user_key(&update.before)?);
    let mut statement = String::with_capacity(256);
    statement.push_str("UPDATE \"");
    statement.push_str(table);
    statement.push('"');
    let mut parameters = Vec::with_capacity(12);
    for (name, value) in changes(&before, after) {
        match value {
            Some(value) => {
                push_clause(&mut statement, " SET \"", &name, "\"=?");
                parameters.push(value);
            }
            None => push_clause(&mut statement, " REMOVE \"", &name, "\""),
        }
    }
    statement.push_str(" WHERE \"pk\"=? AND \"sk\"=? AND \"version\"=? AND \"user_id\"=?");
    parameters.extend([text(key.pk), text(key.sk), number(update.before.version)]);
    parameters.push(text(update.before.user_id.as_str()));
    if update.before.invitation_serial != update.after.invitation_serial {
        statement.push_str(" AND \"invitation_serial\"=?");
        parameters.push(number(update.before.invitation_serial));
    }
    build(statement, parameters)
}

/// Creates a `DELETE` for a user, conditional on no import having written the user since it was read, and on the user not being active. It
/// succeeds if the user does not exist.
fn delete_statement(table: &str, user: &User) -> Result<BatchStatementRequest, StoreError> {
    let key = Key::user(user_key(user)?);
    let statement = format!(
        "DELETE FROM \"{table}\" WHERE \"pk\"=? AND \"sk\"=? AND \"version\"=? AND \"user_id\"=? AND \"activated\"=? \
         AND \"signed_in_at\" IS MISSING"
    );
    let (version, user_id) = (number(user.version), text(user.user_id.as_str()));
    build(statement, vec![text(key.pk), text(key.sk), version, user_id, AttributeValue::Bool(false)])
}

/// Creates a `DELETE` for an item that belongs to a user. It succeeds if the item does not exist.
fn delete_owned_statement(table: &str, item: &OwnedItem) -> Result<BatchStatementRequest, StoreError> {
    let OwnedItem { key, user_id } = item;
    let mut statement = format!("DELETE FROM \"{table}\" WHERE \"pk\"=? AND \"sk\"=?");
    let mut parameters = vec![text(key.pk.as_str()), text(key.sk.as_str())];
    if let Some(user_id) = user_id {
        statement.push_str(" AND \"user_id\"=?");
        parameters.push(text(user_id.as_str()));
    }
    build(statement, parameters)
}

fn push_clause(statement: &mut String, before: &str, name: &str, after: &str) {
    statement.push_str(before);
    statement.push_str(name);
    statement.push_str(after);
}

pub(crate) fn build(statement: String, parameters: Vec<AttributeValue>) -> Result<BatchStatementRequest, StoreError> {
    let request = BatchStatementRequest::builder().statement(statement).set_parameters(Some(parameters));
    request.build().map_err(|_| unbuilt())
}
