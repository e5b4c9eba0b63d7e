//! Lookups of a batch: the companies, users and former companies that its rows speak of.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{ApplyPorts, FlowError};
use crate::{
    catalog::CompanyCatalog,
    ids::CompanyId,
    plan::{Drafts, FormerNames, Lookups},
    ports::{CatalogStore, UserStore},
    user::User,
};

/// What one batch was looked up for.
#[derive(Default)]
pub(super) struct Found<'n> {
    companies: HashMap<String, Arc<CompanyCatalog>>,
    by_id: HashMap<CompanyId, Arc<CompanyCatalog>>,
    users: HashMap<String, User>,
    names: &'n [String],
}

impl FormerNames for Found<'_> {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.by_id.get(id).map(Arc::as_ref)
    }
}

impl Lookups for Found<'_> {
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

/// Looks up the companies and users that drafts speak of. `names` are those of all companies, read when they are first needed.
pub(super) async fn look_up<'n, P: ApplyPorts>(
    ports: &P,
    drafts: &Drafts,
    updates: bool,
    names: &'n mut Vec<String>,
) -> Result<Found<'n>, FlowError> {
    let mut found = Found::default();
    let wanted: BTreeSet<&str> = drafts.companies().collect();
    let mut is_any_missing = false;
    for name in wanted {
        match ports.catalog().company_named(name).await? {
            Some(company) => {
                found.by_id.insert(company.company().id.clone(), Arc::clone(&company));
                found.companies.insert(name.to_owned(), company);
            }
            None => is_any_missing = true,
        }
    }
    if is_any_missing && names.is_empty() {
        *names = ports.catalog().company_names().await?;
    }
    found.names = names;
    let addresses: BTreeSet<&str> = drafts.addresses().collect();
    let addresses: Vec<String> = addresses.into_iter().map(str::to_owned).collect();
    let users = ports.users().users(&addresses).await?;
    for user in users.into_iter().flatten() {
        if let (true, Some(id)) = (updates, &user.company_id)
            && !found.by_id.contains_key(id)
            && let Some(company) = ports.catalog().company(id).await?
        {
            found.by_id.insert(id.clone(), company);
        }
        found.users.insert(user.address.clone(), user);
    }
    Ok(found)
}
