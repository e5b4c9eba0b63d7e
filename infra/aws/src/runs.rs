//! Runs of invitations in the table.

use jiff::Timestamp;
use rollcall_domain::{
    ids::RunId,
    invitation::Run,
    stores::{Replaced, RunStore, StoreError},
};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, store_error},
    items::{Item, Key, RUNS_DUE, due_order, number, read_item, text, text_of, write_item},
    schema::attribute,
    table::{DueIndex, is_condition_failed},
};

/// Days that a run can be asked for, in seconds: as long as results of imports.
const KEPT_S: i64 = 30 * 24 * 3_600;

fn write_run(run: &Run) -> Result<Item, StoreError> {
    let mut item = write_item(Key::run(&run.run_id), run)?;
    item.insert(attribute::TTL.to_owned(), number(run.created_at.as_second() + KEPT_S));
    if let Some(due) = run.due_at() {
        item.insert(attribute::DUE_PK.to_owned(), text(RUNS_DUE));
        item.insert(attribute::DUE_SK.to_owned(), text(format!("{}#{}", due_order(due), run.run_id)));
    }
    Ok(item)
}

impl RunStore for Aws {
    async fn create_run(&self, run: &Run) -> Result<(), StoreError> {
        // Its id is new: a run that is there already is this one, written by a try whose answer was lost.
        self.table()?.put_new(write_run(run)?).await.map(|_| ())
    }

    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        self.table()?.get(Key::run(id)).await?.map(|item| read_item("run", item)).transpose()
    }

    async fn replace_run(&self, run: &Run) -> Result<Replaced, StoreError> {
        let request = self.dynamodb().put_item().table_name(self.table()?.name()).set_item(Some(write_run(run)?));
        let request = request.condition_expression("#version = :expected");
        let request = request.expression_attribute_names("#version", attribute::VERSION);
        let request = request.expression_attribute_values(":expected", number(run.version.saturating_sub(1)));
        match request.send().await {
            Ok(_) => Ok(Replaced::Done),
            Err(error) if is_condition_failed(&error) => {
                let is_ours = self.run(&run.run_id).await?.as_ref() == Some(run);
                Ok(if is_ours { Replaced::Done } else { Replaced::Lost })
            }
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }

    async fn due_runs(&self, until: Timestamp, limit: usize) -> Result<Vec<RunId>, StoreError> {
        let items =
            self.table()?.query_some(self.table()?.query_due(DueIndex::Invitations, RUNS_DUE, until), limit).await?;
        Ok(items.iter().filter_map(|item| text_of(item, attribute::PK).strip_prefix("RUN#")).map(RunId::from).collect())
    }
}
