//! The one table: its names, how it is made, and the calls that more than one adapter makes.

use std::{sync::Arc, time::Duration};

use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    operation::{
        create_table::CreateTableError, get_item::GetItemError, put_item::PutItemError,
        query::builders::QueryFluentBuilder,
    },
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, KeysAndAttributes,
        Projection, ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
    },
};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use rollcall_domain::ports::StoreError;

use crate::{
    backoff::{ATTEMPTS_MAX, pause},
    clients::{Clients, SettingsError},
    errors::{DYNAMODB, busy, refused, store_error},
    items::{Item, Key, due_order, text},
};

/// Names of attributes that the table, its indexes and conditions know.
pub mod attribute {
    /// Partition key.
    pub const PK: &str = "pk";
    /// Sort key.
    pub const SK: &str = "sk";
    /// Partition of the listing.
    pub const LIST_PK: &str = "list_pk";
    /// Order within a list.
    pub const LIST_SK: &str = "list_sk";
    /// Partition of the users of a company.
    pub const COMPANY_PK: &str = "company_pk";
    /// Partition of the open imports.
    pub const OPEN_PK: &str = "open_pk";
    /// Order of the open imports.
    pub const OPEN_SK: &str = "open_sk";
    /// Partition of the invitations that somebody has to look at.
    pub const DUE_PK: &str = "due_pk";
    /// Order of these.
    pub const DUE_SK: &str = "due_sk";
    /// A user's id.
    pub const USER_ID: &str = "user_id";
    /// What the user list shows of a user.
    pub const STATUS: &str = "status";
    /// Where a user's invitation stands.
    pub const INVITATION: &str = "invitation";
    /// Grows with every change of a user's invitation.
    pub const INVITATION_SERIAL: &str = "invitation_serial";
    /// Grows with every write.
    pub const VERSION: &str = "version";
    /// Seconds since 1970 after which an item may be removed.
    pub const TTL: &str = "ttl";
    /// A company's id.
    pub const COMPANY_ID: &str = "company_id";
}

/// Names of indexes.
pub mod index {
    /// Users, imports and companies, sharded, in order.
    pub const LISTING: &str = "listing";
    /// Users of a company, sharded, by address.
    pub const BY_COMPANY: &str = "by_company";
    /// A user by id.
    pub const BY_ID: &str = "by_id";
    /// Open imports, sharded, by id.
    pub const OPEN: &str = "open";
    /// Invitations that somebody has to look at, sharded, by the time when; and runs of them.
    pub const DUE: &str = "due";
}

/// Indexes of what somebody has to look at by a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DueIndex {
    /// Open imports.
    Imports,
    /// Invitations, and the runs that ask for them.
    Invitations,
}

/// Attributes that both listings carry, so that a list is shown without reading the items.
pub const LISTED: [&str; 10] = [
    attribute::USER_ID,
    "address",
    "email",
    "name",
    "last_name",
    attribute::COMPANY_ID,
    "cohort_id",
    "language",
    attribute::STATUS,
    attribute::INVITATION,
];

/// Calls in flight: 8 × 100 keys or 8 × 25 statements keep one connection pool busy and one worker's memory small.
pub(crate) const IN_FLIGHT: usize = 8;
/// Keys a `BatchGetItem` takes.
const KEYS_MAX: usize = 100;
/// How often a new table is asked whether it is active, and how many times.
const ACTIVE_ASKED_EVERY: Duration = Duration::from_millis(500);
const ACTIVE_ASKED_TIMES: u32 = 240;

/// Makes the table, its indexes and its time to live, and waits until it is active. What exists stays as it is.
///
/// Deployed, the template makes the table; this is for a laptop.
pub async fn create_table(client: &Client, table: &str) -> Result<(), StoreError> {
    let text =
        |name: &str| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    let mut request = client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    for name in [
        attribute::PK,
        attribute::SK,
        attribute::LIST_PK,
        attribute::LIST_SK,
        attribute::COMPANY_PK,
        attribute::USER_ID,
        attribute::OPEN_PK,
        attribute::OPEN_SK,
        attribute::DUE_PK,
        attribute::DUE_SK,
    ] {
        request = request.attribute_definitions(text(name).map_err(|_| unbuilt())?);
    }
    let listed = Projection::builder()
        .projection_type(ProjectionType::Include)
        .set_non_key_attributes(Some(LISTED.map(str::to_owned).to_vec()))
        .build();
    // An index's own keys are projected anyway and may not be named again.
    let by_id = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    let indexes = [
        (index::LISTING, attribute::LIST_PK, Some(attribute::LIST_SK), listed.clone()),
        (index::BY_COMPANY, attribute::COMPANY_PK, Some(attribute::LIST_SK), listed),
        (index::BY_ID, attribute::USER_ID, None, by_id.clone()),
        (index::OPEN, attribute::OPEN_PK, Some(attribute::OPEN_SK), by_id.clone()),
        (index::DUE, attribute::DUE_PK, Some(attribute::DUE_SK), by_id),
    ];
    for (name, hash, range, projection) in indexes {
        request = request.global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name(name)
                .set_key_schema(Some(key_schema(hash, range)?))
                .projection(projection)
                .build()
                .map_err(|_| unbuilt())?,
        );
    }
    match request.set_key_schema(Some(key_schema(attribute::PK, Some(attribute::SK))?)).send().await {
        Ok(_) => {}
        Err(error) if error.as_service_error().is_some_and(CreateTableError::is_resource_in_use_exception) => {}
        Err(error) => return Err(store_error(DYNAMODB, &error)),
    }
    wait_until_active(client, table).await?;
    let described = client.describe_time_to_live().table_name(table).send().await;
    let described = described.map_err(|error| store_error(DYNAMODB, &error))?;
    if described.time_to_live_description().is_some_and(|ttl| ttl.attribute_name() == Some(attribute::TTL)) {
        return Ok(());
    }
    let ttl = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute::TTL).build();
    let request = client.update_time_to_live().table_name(table);
    request
        .time_to_live_specification(ttl.map_err(|_| unbuilt())?)
        .send()
        .await
        .map_err(|error| store_error(DYNAMODB, &error))?;
    Ok(())
}

fn key_schema(hash: &str, range: Option<&str>) -> Result<Vec<KeySchemaElement>, StoreError> {
    let element = |name: &str, kind| {
        KeySchemaElement::builder().attribute_name(name).key_type(kind).build().map_err(|_| unbuilt())
    };
    let mut schema = vec![element(hash, KeyType::Hash)?];
    if let Some(range) = range {
        schema.push(element(range, KeyType::Range)?);
    }
    Ok(schema)
}

/// Waits until the table answers. It is asked for an item that it does not have: to describe itself a table counts its items, for which an
/// embedded one reads all of them, and a million take longer than a client waits.
async fn wait_until_active(client: &Client, table: &str) -> Result<(), StoreError> {
    for _ in 0..ACTIVE_ASKED_TIMES {
        let key = Key { pk: "-".to_owned(), sk: "-".to_owned() }.into_item();
        match client.get_item().table_name(table).set_key(Some(key)).send().await {
            Ok(_) => return Ok(()),
            Err(error) if error.as_service_error().is_some_and(GetItemError::is_resource_not_found_exception) => {
                tokio::time::sleep(ACTIVE_ASKED_EVERY).await;
            }
            Err(error) => return Err(store_error(DYNAMODB, &error)),
        }
    }
    Err(busy(DYNAMODB, "the table is not active yet"))
}

/// A request lacks a part that is required: a mistake in this crate.
pub(crate) fn unbuilt() -> StoreError {
    refused(DYNAMODB, "the request could not be built")
}

/// The stack's table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    clients: Clients,
    name: Arc<str>,
}

impl Table {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self { name: clients.settings().need_table()?.into(), clients: clients.clone() })
    }

    pub(crate) fn client(&self) -> &Client {
        self.clients.dynamodb()
    }

    pub(crate) fn clients(&self) -> &Clients {
        &self.clients
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Reads an item consistently.
    pub(crate) async fn get(&self, key: Key) -> Result<Option<Item>, StoreError> {
        let request = self.client().get_item().table_name(self.name()).consistent_read(true);
        let answer = request.set_key(Some(key.into_item())).send().await;
        answer.map(|answer| answer.item).map_err(|error| store_error(DYNAMODB, &error))
    }

    /// Writes an item unless its key is taken; answers whether it was written.
    pub(crate) async fn put_new(&self, item: Item) -> Result<bool, StoreError> {
        let request = self.client().put_item().table_name(self.name()).set_item(Some(item));
        let request = request.condition_expression("attribute_not_exists(#pk)");
        let answer = request.expression_attribute_names("#pk", attribute::PK).send().await;
        match answer {
            Ok(_) => Ok(true),
            Err(error) if is_condition_failed(&error) => Ok(false),
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }

    /// Starts a query of the table, or of one of its indexes.
    pub(crate) fn query(&self) -> QueryFluentBuilder {
        self.client().query().table_name(self.name())
    }

    /// Starts a query of what is due until a time in one partition of an index whose order is that of
    /// [`due_order`](crate::items::due_order).
    pub(crate) fn query_due(&self, index: DueIndex, partition: &str, until: Timestamp) -> QueryFluentBuilder {
        let (name, pk, sk) = match index {
            DueIndex::Imports => (index::OPEN, attribute::OPEN_PK, attribute::OPEN_SK),
            DueIndex::Invitations => (index::DUE, attribute::DUE_PK, attribute::DUE_SK),
        };
        let query = self.query().index_name(name).key_condition_expression("#pk = :pk AND #sk <= :until");
        let query = query.expression_attribute_names("#pk", pk).expression_attribute_names("#sk", sk);
        let query = query.expression_attribute_values(":pk", text(partition));
        // All ids of that very moment are before the letter that follows the separator.
        query.expression_attribute_values(":until", text(format!("{}~", due_order(until))))
    }

    /// Reads all pages of a query.
    pub(crate) async fn query_all(&self, query: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
        self.query_some(query, usize::MAX).await
    }

    /// Reads pages of a query until there are `limit` items, or a few more.
    pub(crate) async fn query_some(&self, query: QueryFluentBuilder, limit: usize) -> Result<Vec<Item>, StoreError> {
        let query = query.set_limit(i32::try_from(limit).ok());
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let answer = query.clone().set_exclusive_start_key(start).send().await;
            let answer = answer.map_err(|error| store_error(DYNAMODB, &error))?;
            items.extend(answer.items.unwrap_or_default());
            match answer.last_evaluated_key {
                Some(key) if !key.is_empty() && items.len() < limit => start = Some(key),
                Some(_) | None => return Ok(items),
            }
        }
    }

    /// Reads items of distinct keys consistently; those that do not exist are left out, and the order is any.
    pub(crate) async fn get_many(&self, keys: Vec<Key>) -> Result<Vec<Item>, StoreError> {
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

    async fn get_batch(&self, keys: Vec<Item>) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::with_capacity(keys.len());
        let mut wanted = keys;
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.clients.ambient().as_ref(), attempt).await;
            }
            let wanted_keys = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true);
            let wanted_keys = wanted_keys.build().map_err(|_| unbuilt())?;
            let answer = self.client().batch_get_item().request_items(self.name(), wanted_keys).send().await;
            let answer = answer.map_err(|error| store_error(DYNAMODB, &error))?;
            items.extend(answer.responses.into_iter().flat_map(std::collections::HashMap::into_values).flatten());
            let left = answer.unprocessed_keys.into_iter().flat_map(std::collections::HashMap::into_values);
            wanted = left.flat_map(|keys| keys.keys).collect();
            if wanted.is_empty() {
                return Ok(items);
            }
            self.clients.count_throttles(wanted.len());
        }
        Err(busy(DYNAMODB, "keys stayed unprocessed"))
    }
}

/// Whether a put was refused by its own condition.
pub(crate) fn is_condition_failed<R>(error: &SdkError<PutItemError, R>) -> bool {
    error.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception)
}
