//! Creates the table for local use.

use std::time::Duration;

use aws_sdk_dynamodb::{
    Client,
    operation::{create_table::CreateTableError, get_item::GetItemError},
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
        ScalarAttributeType, TimeToLiveSpecification,
    },
};
use rollcall_domain::stores::StoreError;

use crate::{
    errors::{DYNAMODB, busy, store_error, unbuilt},
    items::Key,
    schema::{BY_COMPANY, DUE, Index, LISTED, LISTING, OPEN, attribute},
};

/// Interval between checks for whether a new table is active; there are at most `ACTIVE_ASKED_TIMES` checks.
const ACTIVE_ASKED_EVERY: Duration = Duration::from_millis(500);
const ACTIVE_ASKED_TIMES: u32 = 240;

/// An index of the table, as [`create_table`] creates it.
#[derive(Debug, Clone, Copy)]
pub struct TableIndex {
    pub name: &'static str,
    /// The partition key and the sort key.
    pub keys: [&'static str; 2],
    /// The attributes that the index contains besides keys; empty if it contains only keys.
    pub attributes: &'static [&'static str],
}

pub const TABLE_INDEXES: [TableIndex; 4] =
    [table_index(LISTING, &LISTED), table_index(BY_COMPANY, &LISTED), table_index(OPEN, &[]), table_index(DUE, &[])];

const fn table_index(Index { name, pk, sk }: Index, attributes: &'static [&'static str]) -> TableIndex {
    TableIndex { name, keys: [pk, sk], attributes }
}

/// Creates the table with its indexes, waits until it is active, and sets its time to live. A complete existing table remains unchanged.
///
/// For local use: in a deployed stack, the template creates the table. The embedded `DynamoDB` creates a table and its indexes one after
/// the other, so a program that is killed in between leaves a table without some of its indexes. The time to live is set last: a table
/// without it was never used, so it is deleted and created again.
pub async fn create_table(client: &Client, table: &str) -> Result<(), StoreError> {
    if !create(client, table).await? {
        if has_time_to_live(client, table).await? {
            return Ok(());
        }
        tracing::warn!("the table was not created completely; creating it again");
        client.delete_table().table_name(table).send().await.map_err(|error| store_error(DYNAMODB, &error))?;
        create(client, table).await?;
    }
    wait_until_active(client, table).await?;
    let ttl = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute::TTL).build();
    let request =
        client.update_time_to_live().table_name(table).time_to_live_specification(ttl.map_err(|_| unbuilt())?);
    request.send().await.map_err(|error| store_error(DYNAMODB, &error))?;
    Ok(())
}

async fn has_time_to_live(client: &Client, table: &str) -> Result<bool, StoreError> {
    let described = client.describe_time_to_live().table_name(table).send().await;
    let described = described.map_err(|error| store_error(DYNAMODB, &error))?;
    Ok(described.time_to_live_description().is_some_and(|ttl| ttl.attribute_name() == Some(attribute::TTL)))
}

/// Creates the table with its indexes. Returns `false` if a table with this name exists.
async fn create(client: &Client, table: &str) -> Result<bool, StoreError> {
    let text =
        |name: &str| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    let mut request = client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    for name in [
        attribute::PK,
        attribute::SK,
        attribute::LIST_PK,
        attribute::LIST_SK,
        attribute::COMPANY_PK,
        attribute::OPEN_PK,
        attribute::OPEN_SK,
        attribute::DUE_PK,
        attribute::DUE_SK,
    ] {
        request = request.attribute_definitions(text(name).map_err(|_| unbuilt())?);
    }
    for TableIndex { name, keys: [pk, sk], attributes } in TABLE_INDEXES {
        request = request.global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name(name)
                .set_key_schema(Some(key_schema(pk, sk)?))
                .projection(projection(attributes))
                .build()
                .map_err(|_| unbuilt())?,
        );
    }
    match request.set_key_schema(Some(key_schema(attribute::PK, attribute::SK)?)).send().await {
        Ok(_) => Ok(true),
        Err(error) if error.as_service_error().is_some_and(CreateTableError::is_resource_in_use_exception) => Ok(false),
        Err(error) => Err(store_error(DYNAMODB, &error)),
    }
}

/// Returns the projection of an index. Its keys are always projected and must not be listed again.
fn projection(attributes: &[&str]) -> Projection {
    if attributes.is_empty() {
        return Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    }
    let attributes = attributes.iter().map(|name| (*name).to_owned()).collect();
    Projection::builder().projection_type(ProjectionType::Include).set_non_key_attributes(Some(attributes)).build()
}

fn key_schema(hash: &str, range: &str) -> Result<Vec<KeySchemaElement>, StoreError> {
    let element = |name: &str, kind| {
        KeySchemaElement::builder().attribute_name(name).key_type(kind).build().map_err(|_| unbuilt())
    };
    Ok(vec![element(hash, KeyType::Hash)?, element(range, KeyType::Range)?])
}

/// Waits until the table responds to a read of an absent item. `DescribeTable` is not used, since the embedded server then counts all
/// items: with a million items, that takes longer than the client's timeout.
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
