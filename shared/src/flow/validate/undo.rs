//! Plans an undo: one row for each row in the import's results that created, updated or disabled a user.

use std::{
    collections::{BTreeSet, HashMap},
    pin::pin,
};

use futures_util::TryStreamExt;

use super::{Verdict, planner::PlannedBatch, refuse, write_file_problems, write_index, writer::PlanWriter};
use crate::{
    flow::{
        FlowError, ImportStores,
        apply::adopt_own,
        chunks::{Chunk, Chunks},
        companies::{CompanyCache, add_undo_companies},
        existing_feeds::ExistingFeeds,
        lease::LeasedImport,
    },
    ids::ImportId,
    import::{Import, PlanShape, Progress},
    plan::{UndoContext, plan_undo},
    problem::{Code, Problem},
    row::{Outcome, Row},
    stores::{Environment, ImportStore},
    user::User,
};

/// Returns `true` if no `apply` worker can still be writing users for the import to be undone. It could create a user again whom the undo
/// has removed.
pub(in crate::flow) async fn may_plan(
    stores: &(impl ImportStore + Environment),
    undo: &Import,
) -> Result<bool, FlowError> {
    let Some(undoes) = undo.undoes() else { return Ok(true) };
    let undone = stores.import(undoes).await?;
    Ok(undone.is_none_or(|undone| !undone.may_write_users(stores.now())))
}

/// Plans an undo from the results of the import that it undoes.
pub(super) async fn plan(
    stores: &impl ImportStores,
    leased: &mut LeasedImport,
    undoes: &ImportId,
) -> Result<Verdict, FlowError> {
    match read(stores, leased, undoes).await {
        // Results are deleted after 30 days, plans after 7.
        Err(FlowError::Missing { .. } | FlowError::NotRetained) => {
            refuse(stores, leased, &[Problem::new(Code::ResultsGone)]).await
        }
        verdict => verdict,
    }
}

async fn read(stores: &impl ImportStores, leased: &mut LeasedImport, undoes: &ImportId) -> Result<Verdict, FlowError> {
    let undone = stores.import(undoes).await?.ok_or(FlowError::Missing { what: "import" })?;
    let chunks = Chunks::written(stores, &undone).await?;
    leased.import_mut().begin_attempt();
    let (id, attempt) = (leased.id().clone(), leased.owner().to_owned());
    let mut writer = PlanWriter::create(stores, &id, &attempt).await?;
    let (mut companies, mut feeds) = (CompanyCache::default(), ExistingFeeds::default());
    let mut batches = pin!(chunks.rows_of(stores, has_writes));
    let mut progress = Progress::default();
    while let Some(batch) = batches.try_next().await? {
        let rows = plan_rows(stores, leased.import(), &undone, batch, (&mut companies, &mut feeds)).await?;
        progress.rows_validated += rows.len() as u64;
        leased.import_mut().record_progress(progress);
        let rows = rows.into_iter().map(|row| (0..0, row)).collect();
        writer.write(PlannedBatch { rows, ..PlannedBatch::default() }).await?;
        leased.renew(stores).await?;
    }
    // The objects are written first, then the import. An undo has no corrections file.
    let written = writer.finish(false).await?;
    write_index(stores, &id, &attempt, &written.index).await?;
    write_file_problems(stores, &id, &attempt, &[]).await?;
    progress.rows_total = Some(progress.rows_validated);
    let chunks = written.index.chunks.len() as u32;
    let shape = PlanShape { chunks, planned: written.planned, ..PlanShape::default() };
    leased.import_mut().record_progress(progress);
    leased.import_mut().finish_attempt(&attempt, shape, written.problems);
    leased.save(stores).await?;
    Ok(Verdict { index: written.index, has_file_error: false })
}

fn has_writes(chunk: &Chunk) -> bool {
    chunk.counts.created + chunk.counts.updated + chunk.counts.disabled > 0
}

/// Plans the rows in a chunk that created, updated or disabled users. For a chunk without results, the users' histories show which rows
/// did.
async fn plan_rows(
    stores: &impl ImportStores,
    undo: &Import,
    undone: &Import,
    (chunk, mut rows): (&Chunk, Vec<Row>),
    (companies, feeds): (&mut CompanyCache, &mut ExistingFeeds),
) -> Result<Vec<Row>, FlowError> {
    rows.retain(|row| matches!(row.outcome, Outcome::Created | Outcome::Updated | Outcome::Disabled));
    let addresses: BTreeSet<&str> = rows.iter().map(|row| row.person.address.as_str()).collect();
    let addresses: Vec<String> = addresses.into_iter().map(str::to_owned).collect();
    let found = stores.users(&addresses).await?.into_iter().flatten();
    let mut users: HashMap<String, User> = found.map(|user| (user.address.clone(), user)).collect();
    if chunk.is_planned() {
        rows.retain_mut(|row| users.get(&row.person.address).is_some_and(|user| adopt_own(row, user, undone)));
    }
    let mut ids = BTreeSet::new();
    for row in &rows {
        if let Some(user) = users.get(&row.person.address) {
            add_undo_companies(&mut ids, row, user);
        }
    }
    companies.load_all(stores, ids).await?;
    let context = UndoContext::of(undo, undone.id(), stores.now());
    let mut planned = Vec::with_capacity(rows.len());
    for mut row in rows {
        let mut user = users.get_mut(&row.person.address);
        feeds.release_undone(stores, &mut row, user.as_deref_mut()).await?;
        planned.push(plan_undo(row, user.as_deref(), &context, companies));
    }
    Ok(planned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Summary;

    #[test]
    fn chunk_has_writes_if_it_creates_updates_or_disables_users() {
        let none = Summary { skipped: 5, failed: 6, ..Summary::default() };
        for (counts, expected) in [
            (none, false),
            (Summary { created: 1, ..none }, true),
            (Summary { updated: 1, ..none }, true),
            (Summary { disabled: 1, ..none }, true),
            (Summary { created: 1, updated: 1, disabled: 1, ..none }, true),
        ] {
            assert_eq!(has_writes(&Chunk::planned(counts)), expected, "{counts:?}");
        }
    }
}
