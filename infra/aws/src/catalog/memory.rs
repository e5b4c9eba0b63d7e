//! A bounded cache for the catalog.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use rollcall_domain::{catalog::CompanyCatalog, ids::CompanyId};

/// Maximum estimated size of the cache in bytes.
const WEIGHT_MAX: usize = 30_000_000;
/// Estimated overhead of an entry in bytes: the id and the maps, but not the two copies of a name or the company itself.
const NAME_BYTES: usize = 150;

/// Ids by name, and companies by id. Absent entries are recorded too: a file may name the same unknown company a million times.
#[derive(Debug, Default)]
pub(crate) struct CatalogMemory {
    pub(super) ids: HashMap<String, Option<CompanyId>>,
    pub(super) companies: HashMap<CompanyId, Option<Arc<CompanyCatalog>>>,
    /// Cached entries with their weights, oldest first.
    order: VecDeque<(Entry, usize)>,
    weight: usize,
}

#[derive(Debug)]
enum Entry {
    Id(String),
    Company(CompanyId),
}

impl CatalogMemory {
    pub(super) fn insert_id(&mut self, name: &str, id: Option<CompanyId>) {
        if self.ids.insert(name.to_owned(), id).is_none() {
            self.push(Entry::Id(name.to_owned()), NAME_BYTES + 2 * name.len());
        }
    }

    pub(super) fn insert_company(&mut self, id: &CompanyId, company: Option<Arc<CompanyCatalog>>) {
        let weight = NAME_BYTES + company.as_ref().map_or(0, |company| company.size_bytes());
        if self.companies.insert(id.clone(), company).is_none() {
            self.push(Entry::Company(id.clone()), weight);
        }
    }

    /// Adds an entry, then evicts the oldest other entries while the cache exceeds its maximum size. Most files are sorted by company, so
    /// the oldest entries are the least useful.
    fn push(&mut self, entry: Entry, weight: usize) {
        self.order.push_back((entry, weight));
        self.weight += weight;
        while self.weight > WEIGHT_MAX && self.order.len() > 1 {
            let Some((entry, weight)) = self.order.pop_front() else { break };
            self.weight -= weight;
            match entry {
                Entry::Id(name) => drop(self.ids.remove(&name)),
                Entry::Company(id) => drop(self.companies.remove(&id)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_domain::catalog::{Company, Course};

    use super::*;

    #[test]
    fn cache_forgets_the_oldest_beyond_its_weight() {
        let mut cache = CatalogMemory::default();
        let courses: Vec<Course> =
            (0..5_000).map(|n| Course { id: n.to_string().into(), title: n.to_string() }).collect();
        for n in 0..45 {
            let id = CompanyId::from(n.to_string());
            let company = Company { id: id.clone(), name: n.to_string() };
            cache.insert_company(&id, Some(Arc::new(CompanyCatalog::new(company, Vec::new(), courses.clone()))));
            cache.insert_company(&id, None);
        }
        assert!(cache.weight <= WEIGHT_MAX);
        assert_eq!(cache.companies.len(), 39);
        assert!(
            cache.companies.contains_key(&CompanyId::from("44"))
                && !cache.companies.contains_key(&CompanyId::from("5"))
        );
    }

    #[test]
    fn cache_of_long_names_is_bounded_in_bytes() {
        let mut cache = CatalogMemory::default();
        let (count, name_bytes) = (100_000, 1_024);
        for n in 0..count {
            cache.insert_id(&format!("{n:0>name_bytes$}"), None);
        }
        assert!(cache.ids.len() * name_bytes <= WEIGHT_MAX, "{}", cache.ids.len());
        assert!(cache.ids.contains_key(&format!("{:0>name_bytes$}", count - 1)));
    }
}
