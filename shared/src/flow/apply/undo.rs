//! Applies the planned rows of an undo to users: restores values, and removes courses and users.
//!
//! A user who no longer exists when the row is applied was removed either by an earlier attempt at the row or by someone else. The outcome
//! is `removed` in both cases, so it does not depend on the number of attempts.

use std::collections::BTreeSet;

use super::{ROUNDS_MAX, RowStores, write_updates};
use crate::{
    flow::{
        FlowError,
        companies::{CompanyCache, add_undo_companies},
        existing_feeds::ExistingFeeds,
    },
    ids::ImportId,
    import::Import,
    plan::{UndoContext, adopt_undo, narrow_undo, record_removed, skip_unstorable, undone_user},
    row::{Outcome, Row},
    stores::{UserUpdate, UserWritten},
    user::User,
};

/// Applies the rows in one chunk of an undo and sets each row's outcome.
pub(super) async fn undo_rows(
    stores: &impl RowStores,
    import: &Import,
    undoes: &ImportId,
    rows: &mut [Row],
) -> Result<(), FlowError> {
    let (mut companies, mut feeds) = (CompanyCache::default(), ExistingFeeds::default());
    let context = UndoContext::of(import, undoes, stores.now());
    // A row may be narrowed in several rounds.
    let planned = rows.to_vec();
    let is_write = |row: &Row| matches!(row.outcome, Outcome::Removed | Outcome::Updated);
    let mut open: Vec<usize> = (0..rows.len()).filter(|index| is_write(&rows[*index])).collect();
    for _ in 0..ROUNDS_MAX {
        if open.is_empty() {
            return Ok(());
        }
        let addresses: Vec<String> = open.iter().map(|index| rows[*index].person.address.clone()).collect();
        let found = stores.users(&addresses).await?;
        let mut ids = BTreeSet::new();
        for (index, user) in open.iter().zip(&found) {
            if let Some(user) = user {
                add_undo_companies(&mut ids, &rows[*index], user);
            }
        }
        companies.load_all(stores, ids).await?;
        let (mut removals, mut updates) = (Vec::new(), Vec::new());
        for (index, user) in open.drain(..).zip(found) {
            let row = &mut rows[index];
            let Some(mut user) = user.filter(|user| row.user_id.as_ref() == Some(&user.user_id)) else {
                record_removed(row, context.layout);
                continue;
            };
            if adopt_undo(row, &user, &context, &companies) {
                continue;
            }
            feeds.release_undone(stores, row, Some(&mut user)).await?;
            narrow_undo(row, &user, &context, &companies);
            match row.outcome {
                Outcome::Removed => removals.push((index, user)),
                Outcome::Updated => {
                    let planned = &planned[index];
                    let is_narrowed = row.changes != planned.changes || row.undone != planned.undone;
                    let after = undone_user(row, &user, &context, is_narrowed);
                    updates.push((index, UserUpdate { before: user, after }));
                }
                Outcome::Created | Outcome::Disabled | Outcome::Skipped | Outcome::Failed => {}
            }
        }
        let removed = remove(stores, removals).await?;
        let restored = write_updates(stores, updates).await?;
        for (index, written) in removed.into_iter().chain(restored) {
            match written {
                UserWritten::Done => {}
                UserWritten::ConditionFailed => open.push(index),
                // With the former values, the user would be too large to store, because courses have been added since.
                UserWritten::Unstorable => skip_unstorable(&mut rows[index], context.layout),
            }
        }
    }
    if open.is_empty() { Ok(()) } else { Err(FlowError::Contended { what: "a user" }) }
}

async fn remove(stores: &impl RowStores, removals: Vec<(usize, User)>) -> Result<Vec<(usize, UserWritten)>, FlowError> {
    let (indexes, users): (Vec<usize>, Vec<User>) = removals.into_iter().unzip();
    let written = if users.is_empty() { Vec::new() } else { stores.remove_users(&users).await? };
    Ok(indexes.into_iter().zip(written).collect())
}
