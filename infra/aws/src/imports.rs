//! Imports, their chunks and the claims on requests, in the table.

use std::ops::Range;

use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use rollcall_domain::{
    ids::ImportId,
    import::Import,
    keys::SHARDS,
    stores::{ChunkDone, Claim, ImportStore, Replaced, StoreError},
};
use serde::{Deserialize, Serialize};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, busy, store_error},
    items::{
        Item, Key, chunk_order, import_partition, imports_shard, number, open_shard, read_item, text, text_of,
        write_import, write_item,
    },
    page::{List, Page, read_cursor, write_cursor},
    schema::{attribute, index},
    shards::{Direction, ListError, Listing},
    table::{DueIndex, is_condition_failed},
    window::IN_FLIGHT,
};

/// Bytes of imports a page shows: an answer of Lambda holds 6 MB, a page ends at 4 MB.
const PAGE_BYTES_MAX: usize = 4_000_000;
/// Times that a claim is tried which fails although nobody holds it: its holder's claim has just expired.
const CLAIM_TRIES: u32 = 3;

/// Rows of a chunk that the catalog does not stand for any more, as its first worker found them.
#[derive(Debug, Serialize, Deserialize)]
struct ChunkCatalog {
    changed_rows: Vec<u64>,
}

impl Aws {
    /// Imports, newest first; at most `limit` (1..=1000) or 4 MB of them. May lag behind a write by moments.
    pub async fn list_imports(&self, limit: usize, cursor: Option<&str>) -> Result<Page<Import>, ListError> {
        let listing = Listing {
            index: index::LISTING,
            partition: attribute::LIST_PK,
            partitions: (0..SHARDS).map(imports_shard).collect(),
            prefix: None,
            after: read_cursor(List::Imports, cursor)?,
            direction: Direction::Descending,
            filters: Vec::new(),
        };
        let listed = listing.read(self.table()?, limit).await?;
        let ids = listed.items.iter().map(|item| ImportId::from(text_of(item, attribute::LIST_SK)));
        let mut imports = Vec::with_capacity(listed.items.len());
        for item in self.table()?.get_many(ids.map(|id| Key::import(&id)).collect()).await? {
            imports.push(read_item::<Import>("import", item)?);
        }
        imports.sort_unstable_by(|one, other| other.id().cmp(one.id()));
        let mut after = listed.next_after;
        let mut bytes = 0;
        let size = |import: &Import| serde_json::to_vec(import).map_or(0, |json| json.len());
        let fits = |import: &Import| {
            bytes += size(import);
            bytes <= PAGE_BYTES_MAX
        };
        let shown = imports.iter().map(fits).take_while(|fits| *fits).count().max(1);
        if shown < imports.len() {
            imports.truncate(shown);
            after = imports.last().map(|import| import.id().to_string());
        }
        Ok(Page { items: imports, next_cursor: after.and_then(|after| write_cursor(List::Imports, after)) })
    }

    /// Whether a write that was refused is one that an earlier try had done: a connection cut after the write makes the SDK send
    /// it again. It is told from another's write by its whole content, in which every writer has times and leases of its own.
    async fn is_stored(&self, import: &Import) -> Result<bool, StoreError> {
        Ok(self.import(import.id()).await?.as_ref() == Some(import))
    }

    /// The open imports of one shard by the time at which they are due, each with its place in that order.
    async fn due_imports_in_shard(
        &self,
        shard: u32,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<(String, ImportId)>, StoreError> {
        let query = self.table()?.query_due(DueIndex::Imports, &open_shard(shard), until);
        let items = self.table()?.query_some(query, limit).await?;
        let place = |item: &Item| {
            let order = text_of(item, attribute::OPEN_SK);
            let (_, id) = order.split_once('#')?;
            Some((order.to_owned(), ImportId::from(id)))
        };
        Ok(items.iter().filter_map(place).collect())
    }
}

impl ImportStore for Aws {
    async fn create_import(&self, import: &Import) -> Result<bool, StoreError> {
        Ok(self.table()?.put_new(write_import(import)?).await? || self.is_stored(import).await?)
    }

    async fn import(&self, id: &ImportId) -> Result<Option<Import>, StoreError> {
        self.table()?.get(Key::import(id)).await?.map(|item| read_item("import", item)).transpose()
    }

    async fn replace_import(&self, import: &Import) -> Result<Replaced, StoreError> {
        let request = self.dynamodb().put_item().table_name(self.table()?.name());
        let request = request.set_item(Some(write_import(import)?)).condition_expression("#version = :expected");
        let request = request.expression_attribute_names("#version", attribute::VERSION);
        let request = request.expression_attribute_values(":expected", number(import.version().saturating_sub(1)));
        match request.send().await {
            Ok(_) => Ok(Replaced::Done),
            Err(error) if is_condition_failed(&error) => {
                Ok(if self.is_stored(import).await? { Replaced::Done } else { Replaced::VersionConflict })
            }
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }

    async fn due_imports(&self, until: Timestamp, limit: usize) -> Result<Vec<ImportId>, StoreError> {
        let shards =
            stream::iter(0..SHARDS).map(|shard| self.due_imports_in_shard(shard, until, limit)).buffered(IN_FLIGHT);
        let mut due: Vec<(String, ImportId)> = shards.try_collect::<Vec<_>>().await?.into_iter().flatten().collect();
        due.sort_unstable();
        due.truncate(limit);
        Ok(due.into_iter().map(|(_, id)| id).collect())
    }

    async fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> Result<(), StoreError> {
        self.table()?.put_new(write_item(Key::chunk(id, done.chunk), done)?).await.map(|_| ())
    }

    async fn record_catalog_changes(&self, id: &ImportId, chunk: u32, rows: &[u64]) -> Result<Vec<u64>, StoreError> {
        let found = ChunkCatalog { changed_rows: rows.to_vec() };
        if self.table()?.put_new(write_item(Key::chunk_catalog(id, chunk), &found)?).await? {
            return Ok(found.changed_rows);
        }
        let held = self.table()?.get(Key::chunk_catalog(id, chunk)).await?;
        let held = held.map(|item| read_item::<ChunkCatalog>("catalog of a chunk", item)).transpose()?;
        Ok(held.unwrap_or(found).changed_rows)
    }

    async fn chunk(&self, id: &ImportId, chunk: u32) -> Result<Option<ChunkDone>, StoreError> {
        self.table()?.get(Key::chunk(id, chunk)).await?.map(|item| read_item("chunk", item)).transpose()
    }

    async fn chunks(&self, id: &ImportId, numbers: Range<u32>) -> Result<Vec<ChunkDone>, StoreError> {
        let Some(last) = numbers.end.checked_sub(1).filter(|last| *last >= numbers.start) else {
            return Ok(Vec::new());
        };
        let query = self.table()?.query().consistent_read(true);
        let query = query.key_condition_expression("#pk = :pk AND #sk BETWEEN :first AND :last");
        let query = query.expression_attribute_names("#pk", attribute::PK);
        let query = query.expression_attribute_names("#sk", attribute::SK);
        let query = query.expression_attribute_values(":pk", text(import_partition(id)));
        let query = query.expression_attribute_values(":first", text(chunk_order(numbers.start)));
        let query = query.expression_attribute_values(":last", text(chunk_order(last)));
        let items = self.table()?.query_all(query).await?;
        items.into_iter().map(|item| read_item("chunk", item)).collect()
    }

    async fn claim(&self, key: &str, claim: &Claim, expires_at: Timestamp) -> Result<Option<Claim>, StoreError> {
        let mut item = write_item(Key::request(key), claim)?;
        item.insert(attribute::TTL.to_owned(), number(expires_at.as_second()));
        for _ in 0..CLAIM_TRIES {
            // An item outlives its time by up to days until it is removed, so that the condition looks at the time itself.
            let now = self.environment().now().as_second();
            let request = self.dynamodb().put_item().table_name(self.table()?.name());
            let request = request.set_item(Some(item.clone()));
            let request = request.condition_expression("attribute_not_exists(#pk) OR #ttl < :now");
            let request = request.expression_attribute_names("#pk", attribute::PK);
            let request = request.expression_attribute_names("#ttl", attribute::TTL);
            let request = request.expression_attribute_values(":now", number(now));
            let request = request.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let error = match request.send().await {
                Ok(_) => return Ok(None),
                Err(error) if is_condition_failed(&error) => error.into_service_error(),
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            };
            let held = match error {
                aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(failed) => {
                    failed.item
                }
                _ => None,
            };
            let held = match held {
                Some(item) => Some(item),
                None => self.table()?.get(Key::request(key)).await?,
            };
            if let Some(item) = held {
                return read_item("claim", item).map(Some);
            }
        }
        Err(busy(DYNAMODB, "a claim comes and goes"))
    }
}
