//! Invitation batches in the table.

use jiff::Timestamp;
use rollcall_domain::{
    ids::RunId,
    invitation::Run,
    stores::{Replaced, RunStore, StoreError},
};

use crate::{
    aws::Aws,
    items::{Item, Key, RUNS_DUE, due_order, due_until, number, read_item, text, text_of, write_item},
    schema::{DUE, attribute},
    shards::{Direction, Keys, Listing},
};

/// Days for which a batch can be looked up, in seconds: as long as results of imports.
const RETAINED_S: i64 = 30 * 24 * 3_600;

fn write_run(run: &Run) -> Result<Item, StoreError> {
    let mut item = write_item(Key::run(&run.run_id), run)?;
    item.insert(attribute::TTL.to_owned(), number(run.created_at.as_second() + RETAINED_S));
    if let Some(due) = run.due_at() {
        item.insert(attribute::DUE_PK.to_owned(), text(RUNS_DUE));
        item.insert(attribute::DUE_SK.to_owned(), text(due_order(due, run.run_id.as_str())));
    }
    Ok(item)
}

impl RunStore for Aws {
    async fn create_run(&self, run: &Run) -> Result<(), StoreError> {
        // The id is new: a batch that exists already is this one, written by a try whose answer was lost.
        self.table()?.put_new(write_run(run)?).await.map(|_| ())
    }

    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        self.table()?.get(Key::run(id)).await?.map(|item| read_item("run", item)).transpose()
    }

    async fn replace_run(&self, run: &Run) -> Result<Replaced, StoreError> {
        let is_written = self.table()?.put_next_version(write_run(run)?, run.version).await?;
        // A write that an earlier try had done is told from another's by its content.
        let is_stored = is_written || self.run(&run.run_id).await?.as_ref() == Some(run);
        Ok(if is_stored { Replaced::Done } else { Replaced::Lost })
    }

    async fn due_runs(&self, until: Timestamp, limit: usize) -> Result<Vec<RunId>, StoreError> {
        let listing = Listing {
            index: DUE,
            partitions: vec![RUNS_DUE.to_owned()],
            keys: Keys::UpTo(due_until(until)),
            direction: Direction::Ascending,
            filters: Vec::new(),
        };
        let listed = listing.read(self.table()?, limit).await?;
        let id = |item: &Item| text_of(item, attribute::PK).strip_prefix("RUN#").map(RunId::from);
        Ok(listed.items.iter().filter_map(id).collect())
    }
}
