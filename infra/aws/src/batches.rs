//! Invitation batches in the table.

use jiff::Timestamp;
use rollcall_domain::{
    ids::BatchId,
    invitation::InvitationBatch,
    stores::{InvitationBatchStore, Replaced, StoreError},
};

use crate::{
    aws::Aws,
    items::{BATCHES_DUE, Item, Key, due_order, due_until, number, read_whole_item, text, text_of, write_item},
    schema::{DUE, attribute},
    shards::{Keys, Listing},
    transactions::replaced_if,
};

/// Retention of a batch, in seconds: 30 days, like import results.
const RETAINED_S: i64 = 30 * 24 * 3_600;

fn write_batch(batch: &InvitationBatch) -> Result<Item, StoreError> {
    let mut item = write_item(Key::batch(&batch.batch_id), batch)?;
    item.insert(attribute::TTL.to_owned(), number(batch.created_at.as_second() + RETAINED_S));
    if let Some(due) = batch.due_at() {
        item.insert(attribute::DUE_PK.to_owned(), text(BATCHES_DUE));
        item.insert(attribute::DUE_SK.to_owned(), text(due_order(due, batch.batch_id.as_str())));
    }
    Ok(item)
}

impl InvitationBatchStore for Aws {
    async fn create_batch(&self, batch: &InvitationBatch) -> Result<(), StoreError> {
        // The id is new, so a stored batch with this id was written by an earlier attempt whose response was lost.
        self.table()?.put_new(write_batch(batch)?).await.map(|_| ())
    }

    async fn batch(&self, id: &BatchId) -> Result<Option<InvitationBatch>, StoreError> {
        self.table()?.get(Key::batch(id)).await?.map(|item| read_whole_item("batch", item)).transpose()
    }

    async fn replace_batch(&self, batch: &InvitationBatch) -> Result<Replaced, StoreError> {
        let is_written = self.table()?.put_next_version(write_batch(batch)?, batch.version).await?;
        // The content shows whether the stored batch was written by an earlier attempt or by another worker.
        let is_stored = is_written || self.batch(&batch.batch_id).await?.as_ref() == Some(batch);
        Ok(replaced_if(is_stored))
    }

    async fn due_batches(&self, until: Timestamp, limit: usize) -> Result<Vec<BatchId>, StoreError> {
        let listing = Listing::ascending(DUE, vec![BATCHES_DUE.to_owned()], Keys::UpTo(due_until(until)));
        let listed = listing.read(self.table()?, limit).await?;
        let id = |item: &Item| text_of(item, attribute::PK).strip_prefix("RUN#").map(BatchId::from);
        Ok(listed.items.iter().filter_map(id).collect())
    }
}
