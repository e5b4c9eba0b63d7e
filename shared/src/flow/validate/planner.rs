//! Plans the rows of a batch whose companies and users have been looked up.

use std::{collections::HashMap, future::poll_fn, ops::Range, sync::Arc, task::Poll};

use super::{batch::Batch, lookups::Found};
use crate::{
    catalog::CompanyCatalog,
    feed::FeedId,
    flow::{FlowError, existing_feeds::ExistingFeeds, lease::LeasedImport},
    ids::{CompanyId, UserId},
    import::Import,
    plan::{CatalogLookup, Lookups, PlanContext, Planner},
    problem::{Code, Problem},
    row::{Outcome, Reason, Row},
    stores::{CatalogStore, Environment, FeedStore, ImportStore},
    user::User,
};

#[derive(Default)]
pub(super) struct PlannedBatch {
    /// Each row with the range of its record in `raws`.
    pub(super) rows: Vec<(Range<usize>, Row)>,
    pub(super) raws: String,
    /// Warnings about repeated rows, which are left out.
    pub(super) repeated: Vec<Problem>,
    /// For a feed's file: the people who will belong to the feed once the rows are applied.
    pub(super) members: Vec<UserId>,
    /// For a feed's file: the number of rows for existing users, except rows that repeat an address.
    pub(super) existing: u64,
}

/// Data that is loaded on first use and needed for all batches.
#[derive(Default)]
pub(super) struct Loaded {
    /// The names of all companies, for suggestions.
    company_names: Option<Vec<String>>,
    existing_feeds: ExistingFeeds,
}

/// Plans the rows of a batch with what was looked up for it.
///
/// After a row with problems, other tasks run and the lease is renewed, because searching for suggestions takes up to a second per row.
pub(super) async fn plan_batch(
    stores: &(impl ImportStore + CatalogStore + FeedStore + Environment),
    leased: &mut LeasedImport,
    planner: &mut Planner,
    (batch, found): (Batch, Found),
    loaded: &mut Loaded,
) -> Result<PlannedBatch, FlowError> {
    let Batch { mut drafts, raws, ranges, repeated } = batch;
    if drafts.is_empty() {
        return Ok(PlannedBatch { raws, repeated, ..PlannedBatch::default() });
    }
    let found = LoadedBatch::load(stores, found, leased.import(), loaded).await?;
    let now = stores.now();
    let mut rows = Vec::with_capacity(ranges.len());
    let (mut members, mut existing) = (Vec::new(), 0);
    for (index, range) in ranges.into_iter().enumerate() {
        let row = planner.plan(&mut drafts, index, &found, &PlanContext::of(leased.import(), now));
        if !row.problems.is_empty() {
            yield_now().await;
            leased.renew(stores).await?;
        }
        if let Some(feed) = leased.import().feed()
            && !row.problems.iter().any(|problem| problem.code == Code::EmailDuplicate)
        {
            let user = found.user(&row.person.address);
            existing += u64::from(user.is_some());
            members.extend(member_of(&feed.id, &row, user));
        }
        rows.push((range, row));
    }
    Ok(PlannedBatch { rows, raws, repeated, members, existing })
}

/// Returns the row's user if the user will belong to the feed once the row is applied.
fn member_of(feed: &FeedId, row: &Row, user: Option<&User>) -> Option<UserId> {
    match (row.outcome, row.reason) {
        (Outcome::Created | Outcome::Updated, _) | (Outcome::Skipped, Some(Reason::Unchanged)) => row.user_id.clone(),
        _ => user.filter(|user| user.feed.as_ref() == Some(feed)).map(|user| user.user_id.clone()),
    }
}

/// Lets the other tasks on this thread run.
async fn yield_now() {
    let mut has_yielded = false;
    poll_fn(|context| {
        if std::mem::replace(&mut has_yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The data referenced by the rows in one batch.
#[derive(Default)]
struct LoadedBatch<'n> {
    companies: HashMap<String, Arc<CompanyCatalog>>,
    by_id: HashMap<CompanyId, Arc<CompanyCatalog>>,
    users: HashMap<String, User>,
    /// Address keys of the users who have one of the batch's identifiers, by identifier.
    holders: HashMap<String, Vec<String>>,
    names: &'n [String],
}

impl CatalogLookup for LoadedBatch<'_> {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.by_id.get(id).map(Arc::as_ref)
    }
}

impl Lookups for LoadedBatch<'_> {
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog> {
        self.companies.get(name).map(Arc::as_ref)
    }

    fn user(&self, address: &str) -> Option<&User> {
        self.users.get(address)
    }

    fn company_names(&self) -> &[String] {
        self.names
    }

    fn holder(&self, identifier: &str, address: &str) -> Option<&str> {
        self.holders.get(identifier)?.iter().find(|holder| *holder != address).map(String::as_str)
    }
}

impl<'n> LoadedBatch<'n> {
    /// Combines what was looked up for the batch with what is loaded for all batches. If the import updates users, also looks up the users'
    /// current companies.
    async fn load(
        stores: &(impl CatalogStore + FeedStore),
        found: Found,
        import: &Import,
        loaded: &'n mut Loaded,
    ) -> Result<Self, FlowError> {
        let mut batch = Self { holders: found.holders, ..Self::default() };
        let mut is_any_missing = false;
        for (name, company) in found.companies {
            match company {
                Some(company) => {
                    batch.by_id.insert(company.company().id.clone(), Arc::clone(&company));
                    batch.companies.insert(name, company);
                }
                None => is_any_missing = true,
            }
        }
        if is_any_missing && loaded.company_names.is_none() {
            loaded.company_names = Some(stores.company_names().await?);
        }
        batch.names = loaded.company_names.as_deref().unwrap_or_default();
        for mut user in found.users {
            loaded.existing_feeds.release(stores, import, &mut user).await?;
            if let (true, Some(id)) = (import.options().update_existing, &user.company_id)
                && !batch.by_id.contains_key(id)
                && let Some(company) = stores.company(id).await?
            {
                batch.by_id.insert(id.clone(), company);
            }
            batch.users.insert(user.address.clone(), user);
        }
        Ok(batch)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::row::Person;

    #[test]
    fn member_is_whoever_belongs_to_the_feed_once_the_row_is_applied() {
        let feeds = ["hr@1970-01-01T00:00:00Z", "it@1970-01-01T00:00:00Z"].map(FeedId::parse);
        let [Some(feed), Some(other)] = feeds else { panic!("both are ids") };
        let user = |feed: Option<&FeedId>| {
            let user = User::unknown("ann@example.org", &"stored".into(), Timestamp::UNIX_EPOCH);
            User { feed: feed.cloned(), ..user }
        };
        let (own, foreign, free) = (user(Some(&feed)), user(Some(&other)), user(None));
        for (outcome, reason, user, expected) in [
            (Outcome::Created, None, None, Some("planned")),
            (Outcome::Updated, None, Some(&free), Some("planned")),
            (Outcome::Skipped, Some(Reason::Unchanged), Some(&own), Some("planned")),
            (Outcome::Skipped, Some(Reason::Exists), Some(&own), Some("stored")),
            (Outcome::Skipped, Some(Reason::Exists), Some(&free), None),
            (Outcome::Skipped, Some(Reason::OtherFeed), Some(&foreign), None),
            (Outcome::Failed, None, Some(&own), Some("stored")),
            (Outcome::Failed, None, Some(&foreign), None),
            (Outcome::Failed, None, None, None),
        ] {
            let user_id = Some("planned".into());
            let row = Row { outcome, reason, user_id, ..Row::new(2, 2, Person::default()) };
            let member = member_of(&feed, &row, user);
            assert_eq!(member.as_ref().map(UserId::as_str), expected, "{outcome:?} {reason:?}");
        }
    }
}
