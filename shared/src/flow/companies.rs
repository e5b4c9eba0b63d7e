//! The companies that users belong to, loaded by id while rows are applied, while undos and absences are planned, and to show users.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::{
    catalog::CompanyCatalog,
    ids::CompanyId,
    plan::CatalogLookup,
    row::Row,
    stores::{CatalogStore, StoreError},
    user::User,
};

/// Maximum number of companies that are loaded concurrently. The rows of a chunk may name 500 companies; each has up to 10,000 entries.
const LOADED_AT_ONCE: usize = 8;

/// The companies loaded so far, by id; `None` if a company does not exist.
#[derive(Debug, Default)]
pub struct CompanyCache(HashMap<CompanyId, Option<Arc<CompanyCatalog>>>);

impl CatalogLookup for CompanyCache {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        self.0.get(id).and_then(Option::as_deref)
    }
}

impl CompanyCache {
    /// Loads a company unless it is already loaded.
    pub(super) async fn load(&mut self, catalog: &impl CatalogStore, id: &CompanyId) -> Result<(), StoreError> {
        if !self.0.contains_key(id) {
            self.0.insert(id.clone(), catalog.company(id).await?);
        }
        Ok(())
    }

    pub(super) async fn load_of(&mut self, catalog: &impl CatalogStore, user: &User) -> Result<(), StoreError> {
        match &user.company_id {
            Some(id) => self.load(catalog, id).await,
            None => Ok(()),
        }
    }

    /// Loads the companies with these ids that are not loaded yet.
    pub async fn load_all(&mut self, catalog: &impl CatalogStore, ids: BTreeSet<CompanyId>) -> Result<(), StoreError> {
        let load = |id: CompanyId| async move {
            let company = catalog.company(&id).await?;
            Ok::<_, StoreError>((id, company))
        };
        let loads: Vec<_> = ids.into_iter().filter(|id| !self.0.contains_key(id)).map(load).collect();
        let mut loads = stream::iter(loads).buffer_unordered(LOADED_AT_ONCE);
        while let Some((id, company)) = loads.try_next().await? {
            self.0.insert(id, company);
        }
        Ok(())
    }
}

/// Adds the ids of the companies that an undo may restore or list among the retained values, and of the user's company.
pub(super) fn add_undo_companies(ids: &mut BTreeSet<CompanyId>, row: &Row, user: &User) {
    for change in row.changes.iter().filter(|change| !change.is_of_feed()) {
        // The ids may include those of cohorts, for which no company is found.
        ids.extend([&change.old_id, &change.new_id].into_iter().flatten().map(|id| CompanyId::from(id.as_str())));
    }
    ids.extend(row.person.company_id.clone());
    ids.extend(user.company_id.clone());
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt;

    use super::*;
    use crate::{
        catalog::Company,
        row::{Change, Person},
    };

    /// A catalog that contains every company. Unless it responds, its calls never end.
    #[derive(Default)]
    struct Catalog {
        responds: bool,
        calls: AtomicUsize,
    }

    impl CatalogStore for Catalog {
        async fn companies_named(&self, names: &[String]) -> Result<Vec<Option<Arc<CompanyCatalog>>>, StoreError> {
            Ok(vec![None; names.len()])
        }

        async fn company(&self, id: &CompanyId) -> Result<Option<Arc<CompanyCatalog>>, StoreError> {
            self.calls.fetch_add(1, Ordering::Relaxed);
            if !self.responds {
                std::future::pending::<()>().await;
            }
            let company = Company { id: id.clone(), name: id.to_string() };
            Ok(Some(Arc::new(CompanyCatalog::new(company, Vec::new(), Vec::new()))))
        }

        async fn company_names(&self) -> Result<Vec<String>, StoreError> {
            Ok(Vec::new())
        }
    }

    fn ids(count: usize) -> BTreeSet<CompanyId> {
        (0..count).map(|number| CompanyId::from(format!("company-{number}"))).collect()
    }

    #[test]
    fn companies_are_loaded_a_few_at_a_time() {
        for (count, calls) in [(3, 3), (LOADED_AT_ONCE + 3, LOADED_AT_ONCE)] {
            let catalog = Catalog::default();
            assert!(CompanyCache::default().load_all(&catalog, ids(count)).now_or_never().is_none());
            assert_eq!(catalog.calls.load(Ordering::Relaxed), calls, "{count}");
        }
    }

    #[test]
    fn company_is_loaded_once() {
        let catalog = Catalog { responds: true, ..Catalog::default() };
        let mut companies = CompanyCache::default();
        for count in [LOADED_AT_ONCE, 3 * LOADED_AT_ONCE] {
            assert!(matches!(companies.load_all(&catalog, ids(count)).now_or_never(), Some(Ok(()))));
            assert!(ids(count).iter().all(|id| companies.company(id).is_some_and(|found| found.company().id == *id)));
            assert_eq!(catalog.calls.load(Ordering::Relaxed), count);
        }
    }

    #[test]
    fn company_of_a_user_is_loaded_once() {
        let catalog = Catalog { responds: true, ..Catalog::default() };
        let mut companies = CompanyCache::default();
        let user = User::unknown("ann@example.org", &"u".into(), jiff::Timestamp::UNIX_EPOCH);
        let member = User { company_id: Some("acme".into()), ..user.clone() };
        for (user, calls) in [(&user, 0), (&member, 1), (&member, 1)] {
            assert!(matches!(companies.load_of(&catalog, user).now_or_never(), Some(Ok(()))));
            assert_eq!(catalog.calls.load(Ordering::Relaxed), calls);
            assert_eq!(companies.company(&"acme".into()).is_some(), calls > 0);
        }
        assert!(companies.company(&"other".into()).is_none());
    }

    #[test]
    fn undo_needs_the_companies_in_its_row_and_that_of_the_user() {
        let change = |column: &str, old_id: Option<&str>, new_id: Option<&str>| Change {
            column: column.to_owned(),
            old: None,
            new: None,
            old_id: old_id.map(str::to_owned),
            new_id: new_id.map(str::to_owned),
        };
        let person = Person { company_id: Some("row".into()), ..Person::default() };
        let changes = vec![
            change("companyName", Some("old"), Some("new")),
            change("name", None, None),
            change("feed", Some("hr@1970-01-01T00:00:00Z"), None),
        ];
        let row = Row { changes, ..Row::new(2, 2, person) };
        let user = User::unknown("ann@example.org", &"u".into(), jiff::Timestamp::UNIX_EPOCH);
        let user = User { company_id: Some("user".into()), ..user };
        let mut ids = BTreeSet::new();
        add_undo_companies(&mut ids, &row, &user);
        assert_eq!(ids.iter().map(CompanyId::as_str).collect::<Vec<_>>(), ["new", "old", "row", "user"]);
    }
}
