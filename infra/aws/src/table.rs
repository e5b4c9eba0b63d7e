//! Table operations that several stores use.

use aws_sdk_dynamodb::{Client, operation::query::builders::QueryFluentBuilder, types::KeysAndAttributes};
use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::stores::StoreError;

use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, pause},
    errors::{DYNAMODB, busy, is_condition_failed, is_transaction_conflict, store_error, unbuilt},
    items::{Item, Key, text},
    schema::{Index, attribute},
    settings::Part,
    transactions::Condition,
    window::IN_FLIGHT,
};

/// Maximum number of keys in one `BatchGetItem` call.
const KEYS_MAX: usize = 100;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    aws: &'a Aws,
    name: &'a str,
}

impl Aws {
    pub(crate) fn table(&self) -> Result<Table<'_>, StoreError> {
        Ok(Table { aws: self, name: self.part(Part::Table)? })
    }
}

impl<'a> Table<'a> {
    pub(crate) fn aws(self) -> &'a Aws {
        self.aws
    }

    pub(crate) fn client(self) -> &'a Client {
        self.aws.dynamodb()
    }

    pub(crate) fn name(self) -> &'a str {
        self.name
    }

    /// Reads an item, with strong consistency.
    pub(crate) async fn get(self, key: Key) -> Result<Option<Item>, StoreError> {
        let request = self.client().get_item().table_name(self.name()).consistent_read(true);
        let response = request.set_key(Some(key.into_item())).send().await;
        response.map(|response| response.item).map_err(|error| store_error(DYNAMODB, &error))
    }

    /// Writes an item unless its key exists. Returns `true` if it was written.
    pub(crate) async fn put_new(self, item: Item) -> Result<bool, StoreError> {
        self.put_if(item, Condition::Absent).await
    }

    /// Writes an item with this version if the stored one has the previous version. Returns `true` if it was written.
    pub(crate) async fn put_next_version(self, item: Item, version: u64) -> Result<bool, StoreError> {
        self.put_if(item, Condition::Version(version.saturating_sub(1))).await
    }

    /// Writes an item if the stored one meets the condition. Returns `true` if it was written.
    ///
    /// Retries after a conflict with a transaction, since the SDK does not. The condition then shows whether the transaction wrote the
    /// item.
    pub(crate) async fn put_if(self, item: Item, condition: Condition) -> Result<bool, StoreError> {
        let request = self.client().put_item().table_name(self.name()).set_item(Some(item));
        let request = request.set_condition_expression(condition.expression());
        let request = request.set_expression_attribute_names(condition.names());
        let request = request.set_expression_attribute_values(condition.values());
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.aws.environment().as_ref(), attempt).await;
            }
            match request.clone().send().await {
                Ok(_) => return Ok(true),
                Err(error) if is_condition_failed(&error) => return Ok(false),
                Err(error) if is_transaction_conflict(&error) => {}
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            }
        }
        Err(busy(DYNAMODB, "a write conflicted with transactions too often"))
    }

    /// Builds a strongly consistent query for a partition of the table.
    pub(crate) fn query(self, partition: impl Into<String>) -> QueryFluentBuilder {
        self.query_partition(attribute::PK, partition.into()).consistent_read(true)
    }

    pub(crate) fn query_index(self, index: Index, partition: impl Into<String>) -> QueryFluentBuilder {
        self.query_partition(index.pk, partition.into()).index_name(index.name)
    }

    fn query_partition(self, pk: &str, partition: String) -> QueryFluentBuilder {
        self.client()
            .query()
            .table_name(self.name())
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", pk)
            .expression_attribute_values(":pk", text(partition))
    }

    /// Returns the first page of a query.
    pub(crate) async fn query_page(self, query: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
        let response = query.send().await.map_err(|error| store_error(DYNAMODB, &error))?;
        Ok(response.items.unwrap_or_default())
    }

    pub(crate) async fn query_all(self, query: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let response = query.clone().set_exclusive_start_key(start).send().await;
            let response = response.map_err(|error| store_error(DYNAMODB, &error))?;
            items.extend(response.items.unwrap_or_default());
            match response.last_evaluated_key {
                Some(key) if !key.is_empty() => start = Some(key),
                Some(_) | None => return Ok(items),
            }
        }
    }

    /// Reads items with distinct keys, with strong consistency. Returns those that exist, in no particular order.
    pub(crate) async fn get_many(self, keys: Vec<Key>) -> Result<Vec<Item>, StoreError> {
        let mut batches = Vec::with_capacity(keys.len().div_ceil(KEYS_MAX));
        let mut keys = keys.into_iter();
        loop {
            let batch: Vec<Item> = keys.by_ref().take(KEYS_MAX).map(Key::into_item).collect();
            if batch.is_empty() {
                break;
            }
            batches.push(batch);
        }
        let read = stream::iter(batches).map(|batch| self.get_batch(batch)).buffered(IN_FLIGHT);
        Ok(read.try_collect::<Vec<_>>().await?.into_iter().flatten().collect())
    }

    async fn get_batch(self, keys: Vec<Item>) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::with_capacity(keys.len());
        let mut wanted = keys;
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.aws.environment().as_ref(), attempt).await;
            }
            let wanted_keys = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true);
            let wanted_keys = wanted_keys.build().map_err(|_| unbuilt())?;
            let response = self.client().batch_get_item().request_items(self.name(), wanted_keys).send().await;
            let response = response.map_err(|error| store_error(DYNAMODB, &error))?;
            items.extend(response.responses.into_iter().flat_map(std::collections::HashMap::into_values).flatten());
            let left = response.unprocessed_keys.into_iter().flat_map(std::collections::HashMap::into_values);
            wanted = left.flat_map(|keys| keys.keys).collect();
            if wanted.is_empty() {
                return Ok(items);
            }
            self.aws.count_throttles(wanted.len());
        }
        Err(busy(DYNAMODB, "keys stayed unprocessed"))
    }
}
