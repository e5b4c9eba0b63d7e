//! Invitation batches of invitations in the table.

use jiff::Timestamp;
use rollcall_domain::{
    ids::BatchId,
    invitation::InvitationBatch,
    stores::{InvitationBatchStore, Replaced, StoreError},
};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, store_error},
    items::{Item, Key, RUNS_DUE, due_order, number, read_item, text, text_of, write_item},
    schema::attribute,
    table::{DueIndex, is_condition_failed},
};

/// Days that a batch can be asked for, in seconds: as long as results of imports.
const KEPT_S: i64 = 30 * 24 * 3_600;

fn write_run(batch: &InvitationBatch) -> Result<Item, StoreError> {
    let mut item = write_item(Key::batch(&batch.batch_id), batch)?;
    item.insert(attribute::TTL.to_owned(), number(batch.created_at.as_second() + KEPT_S));
    if let Some(due) = batch.due_at() {
        item.insert(attribute::DUE_PK.to_owned(), text(RUNS_DUE));
        item.insert(attribute::DUE_SK.to_owned(), text(format!("{}#{}", due_order(due), batch.batch_id)));
    }
    Ok(item)
}

impl InvitationBatchStore for Aws {
    async fn create_batch(&self, batch: &InvitationBatch) -> Result<(), StoreError> {
        // Its id is new: a batch that is there already is this one, written by a try whose answer was lost.
        self.table()?.put_new(write_run(batch)?).await.map(|_| ())
    }

    async fn batch(&self, id: &BatchId) -> Result<Option<InvitationBatch>, StoreError> {
        self.table()?.get(Key::batch(id)).await?.map(|item| read_item("batch", item)).transpose()
    }

    async fn replace_batch(&self, batch: &InvitationBatch) -> Result<Replaced, StoreError> {
        let request = self.dynamodb().put_item().table_name(self.table()?.name()).set_item(Some(write_run(batch)?));
        let request = request.condition_expression("#version = :expected");
        let request = request.expression_attribute_names("#version", attribute::VERSION);
        let request = request.expression_attribute_values(":expected", number(batch.version.saturating_sub(1)));
        match request.send().await {
            Ok(_) => Ok(Replaced::Done),
            Err(error) if is_condition_failed(&error) => {
                let is_ours = self.batch(&batch.batch_id).await?.as_ref() == Some(batch);
                Ok(if is_ours { Replaced::Done } else { Replaced::VersionConflict })
            }
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }

    async fn due_batches(&self, until: Timestamp, limit: usize) -> Result<Vec<BatchId>, StoreError> {
        let items =
            self.table()?.query_some(self.table()?.query_due(DueIndex::Invitations, RUNS_DUE, until), limit).await?;
        Ok(items
            .iter()
            .filter_map(|item| text_of(item, attribute::PK).strip_prefix("RUN#"))
            .map(BatchId::from)
            .collect())
    }
}
