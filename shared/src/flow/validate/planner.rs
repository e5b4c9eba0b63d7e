//! Looks up the companies and users of a batch, and plans its rows.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    sync::Arc,
};

use super::reader::Batch;
use crate::{
    catalog::CompanyCatalog,
    flow::FlowError,
    ids::CompanyId,
    import::Import,
    plan::{CatalogLookup, Drafts, Lookups, PlanContext, Planner},
    problem::Problem,
    row::Row,
    stores::{CatalogStore, Environment, UserStore},
    user::User,
};

/// A planned batch.
pub(super) struct PlannedBatch {
    /// Each row with the range of its record in `raws`.
    pub(super) rows: Vec<(Range<usize>, Row)>,
    /// The records.
    pub(super) raws: String,
    /// Warnings about rows that are left out.
    pub(super) repeated: Vec<Problem>,
}

/// The names of all companies, for suggestions. Loaded on first use.
#[derive(Default)]
pub(super) struct CompanyNames(Option<Vec<String>>);

/// Looks up what the batch refers to, and plans its rows.
pub(super) async fn plan_batch(
    stores: &(impl UserStore + CatalogStore + Environment),
    import: &Import,
    planner: &mut Planner,
    batch: Batch,
    names: &mut CompanyNames,
) -> Result<PlannedBatch, FlowError> {
    let Batch { mut drafts, raws, ranges, repeated } = batch;
    if drafts.is_empty() {
        return Ok(PlannedBatch { rows: Vec::new(), raws, repeated });
    }
    let found = look_up(stores, &drafts, import.options().update_existing, names).await?;
    let terms = PlanContext {
        import_id: import.id(),
        options: import.options(),
        started_by_address: import.started_by_address(),
        now: stores.now(),
    };
    let plan = |(index, range)| (range, planner.plan(&mut drafts, index, &found, &terms));
    let rows = ranges.into_iter().enumerate().map(plan).collect();
    Ok(PlannedBatch { rows, raws, repeated })
}

/// The data referenced by the rows of one batch.
#[derive(Default)]
struct LoadedBatch<'n> {
    companies: HashMap<String, Arc<CompanyCatalog>>,
    by_id: HashMap<CompanyId, Arc<CompanyCatalog>>,
    users: HashMap<String, User>,
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
}

/// Looks up the companies and users of drafts; with `updates`, also the current companies of those users.
async fn look_up<'n>(
    stores: &(impl UserStore + CatalogStore),
    drafts: &Drafts,
    updates: bool,
    names: &'n mut CompanyNames,
) -> Result<LoadedBatch<'n>, FlowError> {
    let mut found = LoadedBatch::default();
    let wanted: BTreeSet<&str> = drafts.companies().collect();
    let mut is_any_missing = false;
    for name in wanted {
        match stores.company_named(name).await? {
            Some(company) => {
                found.by_id.insert(company.company().id.clone(), Arc::clone(&company));
                found.companies.insert(name.to_owned(), company);
            }
            None => is_any_missing = true,
        }
    }
    if is_any_missing && names.0.is_none() {
        names.0 = Some(stores.company_names().await?);
    }
    found.names = names.0.as_deref().unwrap_or_default();
    let addresses: BTreeSet<&str> = drafts.addresses().collect();
    let addresses: Vec<String> = addresses.into_iter().map(str::to_owned).collect();
    for user in stores.users(&addresses).await?.into_iter().flatten() {
        if let (true, Some(id)) = (updates, &user.company_id)
            && !found.by_id.contains_key(id)
            && let Some(company) = stores.company(id).await?
        {
            found.by_id.insert(id.clone(), company);
        }
        found.users.insert(user.address.clone(), user);
    }
    Ok(found)
}
