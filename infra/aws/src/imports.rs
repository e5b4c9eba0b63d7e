//! Imports, their chunks and request claims, in the table.

use std::ops::Range;

use aws_sdk_dynamodb::{operation::put_item::PutItemError, types::ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;
use rollcall_domain::{
    ids::ImportId,
    import::Import,
    stores::{ChunkDone, Claim, ImportStore, Replaced, StoreError},
};
use serde::{Deserialize, Serialize};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, busy, is_condition_failed, store_error},
    items::{
        IMPORTS, Item, Key, OPEN_IMPORTS, SUPERSEDED_IMPORTS, chunk_order, due_until, import_partition, number,
        read_item, read_whole_item, text, text_of, write_import, write_item,
    },
    page::{List, Page, read_cursor, write_cursor},
    schema::{LISTING, OPEN, attribute},
    shards::{Direction, Keys, ListError, Listing},
    transactions::{Condition, replaced_if},
};

/// Maximum size of the stored imports on a page: 4 MB. An import has up to 200 KB of problems.
const PAGE_BYTES_MAX: usize = 4_000_000;
/// Maximum number of imports read into memory at once.
const IMPORTS_AT_ONCE: usize = 50;
/// A page of a filtered list ends once this many imports have been read.
const IMPORTS_READ_MAX: usize = 1_000;
/// Maximum number of attempts to claim a key. Another attempt is made if the condition fails but the existing claim is gone when it is
/// read.
const CLAIM_TRIES: u32 = 3;

/// Rows in a chunk that no longer match the catalog, as found by the first worker that handles the chunk.
#[derive(Debug, Serialize, Deserialize)]
struct ChunkCatalog {
    changed_rows: Vec<u64>,
}

impl Aws {
    /// Reads the claim of a key, unless it has expired, with strong consistency. Unlike [`ImportStore::claim`], this claims nothing.
    pub async fn existing_claim(&self, key: &str) -> Result<Option<Claim>, StoreError> {
        // DynamoDB may remove expired items days later.
        let now = self.environment().now().as_second();
        let is_valid = |item: &Item| {
            let ttl = item.get(attribute::TTL).and_then(|ttl| ttl.as_n().ok()).and_then(|ttl| ttl.parse::<i64>().ok());
            ttl.is_some_and(|ttl| ttl >= now)
        };
        let found = self.table()?.get(Key::request(key)).await?.filter(is_valid);
        found.map(|item| read_item("claim", item)).transpose()
    }

    /// Lists up to `limit` (1..=1000) imports for which `is_wanted` returns `true`, newest first, and no more than 4 MB of them unless a
    /// single import is larger. Eventually consistent.
    ///
    /// Among imports that correct one another, only the newest is listed unless `superseded` is set. If few imports are wanted, a page ends
    /// after `IMPORTS_READ_MAX` imports have been read, even if it is empty, and the next page continues from there.
    pub async fn list_imports(
        &self,
        superseded: bool,
        limit: usize,
        cursor: Option<&str>,
        is_wanted: impl Fn(&Import) -> bool,
    ) -> Result<Page<Import>, ListError> {
        let mut after = read_cursor(List::Imports, cursor)?;
        let mut items: Vec<Import> = Vec::new();
        let (mut read, mut bytes) = (0, 0);
        loop {
            let (imports, next) =
                self.read_imports(superseded, (limit - items.len()).min(IMPORTS_AT_ONCE), after).await?;
            read += imports.len();
            for import in imports.into_iter().filter(&is_wanted) {
                bytes += serde_json::to_vec(&import).map_or(0, |json| json.len());
                if bytes > PAGE_BYTES_MAX
                    && let Some(last) = items.last()
                {
                    let next_cursor = Self::cursor_after(last);
                    return Ok(Page { items, next_cursor });
                }
                items.push(import);
            }
            after = next;
            if after.is_none() || items.len() >= limit || read >= IMPORTS_READ_MAX {
                let next_cursor = after.and_then(|after| write_cursor(List::Imports, after));
                return Ok(Page { items, next_cursor });
            }
        }
    }

    /// Returns the cursor for the page that begins after this import.
    pub fn cursor_after(import: &Import) -> Option<String> {
        write_cursor(List::Imports, import.id().to_string())
    }

    /// Reads the next imports, newest first. Also returns the key after which to continue.
    async fn read_imports(
        &self,
        superseded: bool,
        limit: usize,
        after: Option<String>,
    ) -> Result<(Vec<Import>, Option<String>), StoreError> {
        let partitions: &[&str] = if superseded { &[IMPORTS, SUPERSEDED_IMPORTS] } else { &[IMPORTS] };
        let listing = Listing {
            index: LISTING,
            partitions: partitions.iter().map(|partition| (*partition).to_owned()).collect(),
            keys: Keys::After(after),
            direction: Direction::Descending,
            filters: Vec::new(),
            matches: None,
        };
        let listed = listing.read(self.table()?, limit).await?;
        let mut ids: Vec<ImportId> =
            listed.items.iter().map(|item| ImportId::from(text_of(item, attribute::LIST_SK))).collect();
        // An import that is superseded between the reads of the two partitions is in both.
        ids.dedup();
        let mut imports = Vec::with_capacity(ids.len());
        for item in self.table()?.get_many(ids.iter().map(Key::import).collect()).await? {
            imports.push(read_whole_item::<Import>("import", item)?);
        }
        imports.sort_unstable_by(|one, other| other.id().cmp(one.id()));
        Ok((imports, listed.next_after))
    }

    /// Returns `true` if exactly this import is stored. If so, an earlier attempt made the write whose condition failed: the SDK repeats a
    /// write if the connection is lost. Comparing the entire content is sufficient, because times and leases differ between writers.
    async fn is_stored(&self, import: &Import) -> Result<bool, StoreError> {
        Ok(self.import(import.id()).await?.as_ref() == Some(import))
    }
}

impl ImportStore for Aws {
    async fn create_import(&self, import: &Import) -> Result<bool, StoreError> {
        Ok(self.table()?.put_new(write_import(import)?).await? || self.is_stored(import).await?)
    }

    async fn import(&self, id: &ImportId) -> Result<Option<Import>, StoreError> {
        self.table()?.get(Key::import(id)).await?.map(|item| read_whole_item("import", item)).transpose()
    }

    async fn replace_import(&self, import: &Import) -> Result<Replaced, StoreError> {
        let is_written = self.table()?.put_next_version(write_import(import)?, import.version()).await?;
        Ok(replaced_if(is_written || self.is_stored(import).await?))
    }

    async fn create_and_replace_import(&self, created: &Import, replaced: &Import) -> Result<Replaced, StoreError> {
        let table = self.table()?;
        let before = Condition::Version(replaced.version().saturating_sub(1));
        let items = vec![
            table.to_put(write_import(created)?, Condition::Absent)?,
            table.to_put(write_import(replaced)?, before)?,
        ];
        let is_written =
            table.transact(items).await? || (self.is_stored(created).await? && self.is_stored(replaced).await?);
        Ok(replaced_if(is_written))
    }

    async fn due_imports(&self, until: Timestamp, limit: usize) -> Result<Vec<ImportId>, StoreError> {
        let listing = Listing::ascending(OPEN, vec![OPEN_IMPORTS.to_owned()], Keys::UpTo(due_until(until)));
        let listed = listing.read(self.table()?, limit).await?;
        let id = |item: &Item| text_of(item, attribute::PK).strip_prefix("IMPORT#").map(ImportId::from);
        Ok(listed.items.iter().filter_map(id).collect())
    }

    async fn begin_chunk(&self, id: &ImportId, chunk: u32, expires_at: Timestamp) -> Result<bool, StoreError> {
        let mut item = Key::chunk_begun(id, chunk).into_item();
        item.insert(attribute::TTL.to_owned(), number(expires_at.as_second()));
        self.table()?.put_new(item).await
    }

    async fn finish_chunk(&self, id: &ImportId, done: &ChunkDone) -> Result<(), StoreError> {
        self.table()?.put_new(write_item(Key::chunk(id, done.chunk), done)?).await.map(|_| ())
    }

    async fn record_catalog_changes(&self, id: &ImportId, chunk: u32, rows: &[u64]) -> Result<Vec<u64>, StoreError> {
        let found = ChunkCatalog { changed_rows: rows.to_vec() };
        if self.table()?.put_new(write_item(Key::chunk_catalog(id, chunk), &found)?).await? {
            return Ok(found.changed_rows);
        }
        let existing = self.table()?.get(Key::chunk_catalog(id, chunk)).await?;
        let existing = existing.map(|item| read_item::<ChunkCatalog>("catalog of a chunk", item)).transpose()?;
        Ok(existing.unwrap_or(found).changed_rows)
    }

    async fn chunk(&self, id: &ImportId, chunk: u32) -> Result<Option<ChunkDone>, StoreError> {
        self.table()?.get(Key::chunk(id, chunk)).await?.map(|item| read_item("chunk", item)).transpose()
    }

    async fn chunks(&self, id: &ImportId, numbers: Range<u32>) -> Result<Vec<ChunkDone>, StoreError> {
        let Some(last) = numbers.end.checked_sub(1).filter(|last| *last >= numbers.start) else {
            return Ok(Vec::new());
        };
        let query = self
            .table()?
            .query(import_partition(id))
            .key_condition_expression("#pk = :pk AND #sk BETWEEN :first AND :last")
            .expression_attribute_names("#sk", attribute::SK)
            .expression_attribute_values(":first", text(chunk_order(numbers.start)))
            .expression_attribute_values(":last", text(chunk_order(last)));
        let items = self.table()?.query_all(query).await?;
        items.into_iter().map(|item| read_item("chunk", item)).collect()
    }

    async fn claim(&self, key: &str, claim: &Claim, expires_at: Timestamp) -> Result<Option<Claim>, StoreError> {
        let mut item = write_item(Key::request(key), claim)?;
        item.insert(attribute::TTL.to_owned(), number(expires_at.as_second()));
        for _ in 0..CLAIM_TRIES {
            // DynamoDB may remove expired items days later, so the condition checks the time itself.
            let now = self.environment().now().as_second();
            let put = self
                .dynamodb()
                .put_item()
                .table_name(self.table()?.name())
                .set_item(Some(item.clone()))
                .condition_expression("attribute_not_exists(#pk) OR #ttl < :now")
                .expression_attribute_names("#pk", attribute::PK)
                .expression_attribute_names("#ttl", attribute::TTL)
                .expression_attribute_values(":now", number(now))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let error = match put.send().await {
                Ok(_) => return Ok(None),
                Err(error) if is_condition_failed(&error) => error.into_service_error(),
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            };
            let existing = match error {
                PutItemError::ConditionalCheckFailedException(failed) => failed.item,
                _ => None,
            };
            let existing = match existing {
                Some(item) => Some(item),
                None => self.table()?.get(Key::request(key)).await?,
            };
            if let Some(item) = existing {
                return read_item("claim", item).map(Some);
            }
        }
        Err(busy(DYNAMODB, "too many concurrent claims of a request"))
    }
}
