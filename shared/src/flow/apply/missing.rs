//! Disables the people who are absent from a feed's file.

use super::{
    ROUNDS_MAX, RowStores,
    rows::{adopt_own, fail_unstorable},
    write_updates,
};
use crate::{
    feed::RosterEntry,
    flow::{FlowError, companies::CompanyCache},
    import::Import,
    plan::{PlanContext, missing_user, plan_missing, show_missing, skip_missing},
    row::{Outcome, Reason, Row},
    stores::{UserUpdate, UserWritten},
    user::User,
};

/// Applies a chunk of rows for absent people and sets each row's outcome.
///
/// A user who has changed since planning is still disabled, even after a confirmation, if the person still belongs to the feed and is
/// enabled: the confirmation is about the person's absence, not about the user's values.
pub(super) async fn missing_rows(stores: &impl RowStores, import: &Import, rows: &mut [Row]) -> Result<(), FlowError> {
    let context = PlanContext::of(import, stores.now());
    let mut companies = CompanyCache::default();
    let mut open: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].outcome == Outcome::Disabled).collect();
    for _ in 0..ROUNDS_MAX {
        if open.is_empty() {
            return Ok(());
        }
        let addresses: Vec<String> = open.iter().map(|index| rows[*index].person.address.clone()).collect();
        let found = stores.users(&addresses).await?;
        let mut updates: Vec<(usize, UserUpdate)> = Vec::new();
        for (index, user) in open.drain(..).zip(found) {
            let row = &mut rows[index];
            let Some(user) = user.filter(|user| row.user_id.as_ref() == Some(&user.user_id)) else {
                skip_missing(row, Reason::Gone);
                continue;
            };
            if adopt_own(row, &user, import) {
                companies.load_of(stores, &user).await?;
                show_missing(row, &user, &companies);
                continue;
            }
            if row.version != Some(user.version) {
                companies.load_of(stores, &user).await?;
                decide_again(row, &user, &context, &companies);
            }
            if row.outcome == Outcome::Disabled {
                let after = missing_user(row, &user, &context);
                updates.push((index, UserUpdate { before: user, after }));
            }
        }
        for (index, written) in write_updates(stores, updates).await? {
            match written {
                UserWritten::Done => {}
                UserWritten::ConditionFailed => open.push(index),
                // The history has no room for another entry, because the user has too many courses.
                UserWritten::Unstorable => fail_unstorable(&mut rows[index], import.options().layout.layout()),
            }
        }
    }
    if open.is_empty() { Ok(()) } else { Err(FlowError::Contended { what: "a user" }) }
}

/// Plans the row again from the user's current state.
fn decide_again(row: &mut Row, user: &User, context: &PlanContext<'_>, companies: &CompanyCache) {
    let entry = RosterEntry { user_id: user.user_id.clone(), missing: 0, is_due: true };
    match plan_missing(row.row, &entry, Some(user), context, companies) {
        Some(again) => *row = again,
        None => skip_missing(row, if user.feed.is_some() { Reason::OtherFeed } else { Reason::Unchanged }),
    }
}
