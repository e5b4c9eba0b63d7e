//! Table operations that several stores use.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    Client,
    error::ProvideErrorMetadata,
    operation::query::{QueryOutput, builders::QueryFluentBuilder},
    types::KeysAndAttributes,
};
use rollcall_domain::stores::StoreError;

use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, READ_ATTEMPTS_MAX, pause},
    bulk::{Limits, Sent},
    errors::{DYNAMODB, busy, is_condition_failed, is_throttled, is_transaction_conflict, store_error, unbuilt},
    items::{Item, Key, text},
    schema::{Index, attribute},
    settings::Part,
    transactions::Condition,
};

/// A `BatchGetItem` call has at most 100 keys. Without pauses after calls that read some of them, the calls of several imports would use up
/// what the table allows, and one that is left with its last key would hardly ever read it.
const READS: Limits = Limits { members_max: 100, attempts_max: READ_ATTEMPTS_MAX, pauses_after_some: true };

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
        Ok(self.send_query(&query).await?.items.unwrap_or_default())
    }

    pub(crate) async fn query_all(self, mut query: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        loop {
            let response = self.send_query(&query).await?;
            items.extend(response.items.unwrap_or_default());
            match response.last_evaluated_key {
                Some(key) if !key.is_empty() => query = query.set_exclusive_start_key(Some(key)),
                Some(_) | None => return Ok(items),
            }
        }
    }

    /// Sends a query, again as long as the table throttles it, at most [`READ_ATTEMPTS_MAX`] times.
    pub(crate) async fn send_query(self, query: &QueryFluentBuilder) -> Result<QueryOutput, StoreError> {
        for attempt in 0..READ_ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.aws.environment().as_ref(), attempt).await;
            }
            match query.clone().send().await {
                Ok(response) => return Ok(response),
                Err(error) if is_throttled(&error) => self.aws.count_throttles(1),
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            }
        }
        Err(busy(DYNAMODB, "a query was throttled too often"))
    }

    /// Reads items with distinct keys, with strong consistency. Returns those that exist, in no particular order.
    pub(crate) async fn get_many(self, keys: Vec<Key>) -> Result<Vec<Item>, StoreError> {
        let (window, keys) = (self.aws.read_window(), keys.into_iter().map(Key::into_item).collect());
        let read = |keys: Vec<Item>| Ok(self.get_batch(keys));
        self.aws.send_in_batches(window, &READS, keys, read).await
    }

    async fn get_batch(self, keys: Vec<Item>) -> Result<Sent<Item, Item>, StoreError> {
        let wanted = KeysAndAttributes::builder().set_keys(Some(keys.clone())).consistent_read(true);
        let wanted = wanted.build().map_err(|_| unbuilt())?;
        match self.client().batch_get_item().request_items(self.name(), wanted).send().await {
            Ok(response) => {
                let left = response.unprocessed_keys.into_iter().flat_map(HashMap::into_values);
                Ok(Sent {
                    done: response.responses.into_iter().flat_map(HashMap::into_values).flatten().collect(),
                    deferred: left.flat_map(|keys| keys.keys).collect(),
                    code: "unprocessed keys".to_owned(),
                })
            }
            // The call fails if the table throttles every key.
            Err(error) if is_throttled(&error) => {
                Ok(Sent { done: Vec::new(), deferred: keys, code: error.code().unwrap_or_default().to_owned() })
            }
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }
}
