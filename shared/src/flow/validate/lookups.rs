//! Looks up the companies and users that batches of rows name, for several batches concurrently.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use futures_util::{
    FutureExt as _, StreamExt as _,
    future::{BoxFuture, try_join3},
    stream::FuturesOrdered,
};

use super::batch::Batch;
use crate::{
    catalog::CompanyCatalog,
    flow::FlowError,
    plan::Drafts,
    stores::{CatalogStore, UserStore},
    user::User,
};

/// Maximum number of batches that are being looked up. A batch takes a few store calls one after another; four batches of 500 rows keep a
/// table with a latency of 10 ms from limiting validation.
const AHEAD_MAX: usize = 4;

/// What the stores returned for a batch. It does not depend on other batches.
#[derive(Default)]
pub(super) struct Found {
    /// The company with each name in the batch.
    pub(super) companies: Vec<(String, Option<Arc<CompanyCatalog>>)>,
    pub(super) users: Vec<User>,
    /// Address keys of the users who have one of the batch's identifiers, by identifier.
    pub(super) holders: HashMap<String, Vec<String>>,
}

/// Batches that are being looked up, in file order.
#[derive(Default)]
pub(super) struct LookedUp<'s> {
    batches: FuturesOrdered<BoxFuture<'s, Result<(Batch, Found), FlowError>>>,
}

impl<'s> LookedUp<'s> {
    /// Starts to look up a batch.
    pub(super) fn push(&mut self, stores: &'s (impl UserStore + CatalogStore), batch: Batch) {
        let look_up = async move {
            let found = look_up(stores, &batch.drafts).await?;
            Ok((batch, found))
        };
        self.batches.push_back(look_up.boxed());
    }

    /// Returns the next batch if it has been looked up, after waiting for it if [`AHEAD_MAX`] batches are being looked up.
    pub(super) async fn next_ready(&mut self) -> Result<Option<(Batch, Found)>, FlowError> {
        if self.batches.len() >= AHEAD_MAX {
            return self.next().await;
        }
        self.batches.next().now_or_never().flatten().transpose()
    }

    /// Returns the next batch once it has been looked up, or `None` after the last one.
    pub(super) async fn next(&mut self) -> Result<Option<(Batch, Found)>, FlowError> {
        self.batches.next().await.transpose()
    }
}

/// Looks up the companies and users that the drafts name, and the users who have the drafts' identifiers.
async fn look_up(stores: &(impl UserStore + CatalogStore), drafts: &Drafts) -> Result<Found, FlowError> {
    let (names, addresses) = (distinct(drafts.companies()), distinct(drafts.addresses()));
    let identifiers = distinct(drafts.identifiers());
    let holders = async {
        if identifiers.is_empty() { Ok(Vec::new()) } else { stores.users_with_identifiers(&identifiers).await }
    };
    let look_ups = try_join3(stores.companies_named(&names), stores.users(&addresses), holders);
    let (companies, users, holders) = look_ups.await?;
    let addresses_of = |users: Vec<User>| users.into_iter().map(|user| user.address).collect();
    Ok(Found {
        companies: names.into_iter().zip(companies).collect(),
        users: users.into_iter().flatten().collect(),
        holders: identifiers.into_iter().zip(holders.into_iter().map(addresses_of)).collect(),
    })
}

fn distinct<'d>(values: impl Iterator<Item = &'d str>) -> Vec<String> {
    let distinct: BTreeSet<&str> = values.collect();
    distinct.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_values_are_looked_up_once() {
        assert_eq!(distinct(["b", "a", "b"].into_iter()), ["a", "b"]);
        assert_eq!(distinct(std::iter::empty()), [""; 0]);
    }
}
