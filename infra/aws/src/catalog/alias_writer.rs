//! Adds the aliases of a request.
//!
//! Each company is read once, and all its aliases are checked against an index of its entries. They are then written in transactions of
//! many aliases, because a request may contain as many as a company can have, and a transaction for each would take too long.

use std::collections::{HashMap, HashSet};

use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    catalog::{ALIASES_MAX, ALIASES_OF_ENTRY_MAX, Alias, AliasOf, CompanyCatalog, CourseMatch, check_alias},
    ids::CompanyId,
    rules::clean_name,
    stores::StoreError,
};
use thiserror::Error;

use super::{
    CatalogError, CompanyItem, Stored,
    aliases::{to_put_alias, to_put_name},
    find_company, load_company,
};
use crate::{
    aws::Aws,
    window::{IN_FLIGHT, READS_IN_FLIGHT},
};

/// Maximum number of aliases in a transaction. `DynamoDB`'s limit is 100 items: the aliases, the company, and the names of the aliases that
/// belong to the company itself.
const ALIASES_IN_TRANSACTION_MAX: usize = 100 - 1 - ALIASES_OF_ENTRY_MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AliasAdded {
    Added,
    /// The entry already has this name or alias.
    Exists,
    /// Another entry has this name or alias.
    Taken,
}

/// An alias to add; its company and entry are identified by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAlias<'a> {
    pub company: &'a str,
    pub cohort: Option<&'a str>,
    /// Title of one of the company's courses. Without a cohort or course, the alias is one of the company itself.
    pub course: Option<&'a str>,
    pub alias: &'a str,
}

impl NewAlias<'_> {
    /// Returns the folded text if the alias is one of the company itself. No two companies share a name or alias.
    fn company_text(&self) -> Option<String> {
        let is_of_company = self.cohort.is_none() && self.course.is_none();
        is_of_company.then(|| AliasOf::Company.fold(&clean_name(self.alias)))
    }
}

/// Why aliases were not added. `index` is the position of the first such alias in the request.
#[derive(Debug, Error)]
pub enum AddAliasesError {
    /// The names do not identify one company, cohort or course.
    #[error("alias {index} does not name an entry")]
    EntryUnknown { index: usize },
    #[error("alias {index} cannot be added")]
    Refused { index: usize, source: CatalogError },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A company whose entries are indexed, so that hundreds of aliases can be checked against thousands of entries.
struct IndexedCompany {
    item: CompanyItem,
    catalog: CompanyCatalog,
    /// The entries that have a text as their name, title or alias, by kind and folded text. A name or title takes precedence.
    holders: HashMap<(&'static str, String), AliasOf>,
    /// Number of aliases of each entry that has any.
    counts: HashMap<AliasOf, usize>,
}

impl IndexedCompany {
    fn new(stored: Stored) -> Self {
        let mut holders = HashMap::new();
        let mut counts: HashMap<AliasOf, usize> = HashMap::new();
        let cohorts = stored.cohorts.iter().map(|cohort| (AliasOf::Cohort(cohort.id.clone()), &cohort.name));
        let courses = stored.courses.iter().map(|course| (AliasOf::Course(course.id.clone()), &course.title));
        for (of, name) in cohorts.chain(courses) {
            holders.entry((of.kind(), of.fold(name))).or_insert(of);
        }
        for alias in stored.valid_aliases() {
            holders.entry((alias.of.kind(), alias.folded())).or_insert_with(|| alias.of.clone());
            *counts.entry(alias.of.clone()).or_default() += 1;
        }
        let company = stored.company();
        let Stored { company: item, cohorts, courses, aliases: _ } = stored;
        Self { item, catalog: CompanyCatalog::new(company, cohorts, courses), holders, counts }
    }

    /// Returns the entry that a request names.
    fn entry_named(&self, new: &NewAlias<'_>) -> Option<AliasOf> {
        match (new.cohort, new.course) {
            (None, None) => Some(AliasOf::Company),
            (Some(name), None) => self.catalog.cohort(name).map(|cohort| AliasOf::Cohort(cohort.id.clone())),
            (None, Some(title)) => match self.catalog.course(title) {
                CourseMatch::One(course) => Some(AliasOf::Course(course.id.clone())),
                CourseMatch::Several(_) | CourseMatch::None => None,
            },
            (Some(_), Some(_)) => None,
        }
    }

    /// Returns the name or title of an entry, or `None` if there is no such entry.
    fn name_of(&self, of: &AliasOf) -> Option<&str> {
        match of {
            AliasOf::Company => Some(&self.item.name),
            AliasOf::Cohort(id) => self.catalog.cohort_by_id(id).map(|cohort| cohort.name.as_str()),
            AliasOf::Course(id) => self.catalog.course_by_id(id).map(|course| course.title.as_str()),
        }
    }

    /// Adds an alias to the index, unless its text is already a name or alias. `company` is the company that has the text of a company
    /// alias as its name or alias.
    fn add(&mut self, alias: &Alias, company: Option<&CompanyId>) -> Result<AliasAdded, CatalogError> {
        let text = (alias.of.kind(), alias.folded());
        let of_company = company.map(|company| *company == self.item.company_id);
        let is_own = of_company.or_else(|| self.holders.get(&text).map(|holder| *holder == alias.of));
        if let Some(is_own) = is_own {
            return Ok(if is_own { AliasAdded::Exists } else { AliasAdded::Taken });
        }
        if self.counts.values().sum::<usize>() >= ALIASES_MAX {
            return Err(CatalogError::TooMany { what: "aliases of a company", limit: ALIASES_MAX });
        }
        let count = self.counts.get(&alias.of).copied().unwrap_or_default();
        if count >= ALIASES_OF_ENTRY_MAX {
            let name = self.name_of(&alias.of).unwrap_or_default().to_owned();
            return Err(CatalogError::TooManyAliases { name, limit: ALIASES_OF_ENTRY_MAX });
        }
        self.counts.insert(alias.of.clone(), count + 1);
        self.holders.insert(text, alias.of.clone());
        Ok(AliasAdded::Added)
    }
}

/// An alias that was checked.
struct PlannedAlias {
    /// Position in the request.
    index: usize,
    alias: Alias,
    /// The result, provided that no one else changes the company.
    added: AliasAdded,
}

/// The aliases of a request for one company, as it was read, and its entries.
struct PlannedCompany {
    company: CompanyItem,
    aliases: Vec<PlannedAlias>,
}

impl Aws {
    /// Adds aliases, each checked as if the previous ones had been added. Returns one result per alias, in order.
    ///
    /// All aliases are checked before the first one is written. Those of a company that is changed in the meantime are checked again.
    /// Problems with an alias contain its path in the request, such as `/aliases/0/alias`.
    ///
    /// Companies are written independently: after an error in a store, some aliases may have been added, and adding the same aliases again
    /// adds the others.
    pub async fn add_aliases(&self, asked: &[NewAlias<'_>]) -> Result<Vec<AliasAdded>, AddAliasesError> {
        let planned = self.plan_aliases(asked).await?;
        let writes: Vec<_> = planned.into_iter().map(|planned| self.write_aliases(planned)).collect();
        let written: Vec<_> = stream::iter(writes).buffered(IN_FLIGHT).try_collect().await?;
        let mut added: Vec<(usize, AliasAdded)> = written.into_iter().flatten().collect();
        added.sort_unstable_by_key(|(index, _)| *index);
        Ok(added.into_iter().map(|(_, added)| added).collect())
    }

    /// Checks aliases without writing any. Returns the companies in the order in which the request first names them.
    async fn plan_aliases(&self, asked: &[NewAlias<'_>]) -> Result<Vec<PlannedCompany>, AddAliasesError> {
        let mut ids = self.find_companies_of(asked).await?;
        let mut companies = self.index_companies_of(asked, &ids).await?;
        let mut planned: HashMap<CompanyId, Vec<PlannedAlias>> = HashMap::new();
        for (index, new) in asked.iter().enumerate() {
            let refused = |source: CatalogError| AddAliasesError::Refused { index, source };
            let unknown = || AddAliasesError::EntryUnknown { index };
            check_alias(new.alias, &format!("/aliases/{index}/alias")).map_err(|error| refused(error.into()))?;
            let id = ids.get(&*clean_name(new.company)).ok_or_else(unknown)?.clone();
            let company = companies.get_mut(&id).ok_or_else(unknown)?;
            let of = company.entry_named(new).ok_or_else(unknown)?;
            let alias = Alias { of, alias: clean_name(new.alias).into_owned() };
            let text = new.company_text();
            let added = company.add(&alias, text.as_ref().and_then(|text| ids.get(text))).map_err(refused)?;
            if added == AliasAdded::Added
                && let Some(text) = text
            {
                ids.insert(text, id.clone());
            }
            planned.entry(id).or_default().push(PlannedAlias { index, alias, added });
        }
        let to_planned = |(id, aliases): (CompanyId, Vec<PlannedAlias>)| {
            companies.remove(&id).map(|company| PlannedCompany { company: company.item, aliases })
        };
        let mut planned: Vec<PlannedCompany> = planned.into_iter().filter_map(to_planned).collect();
        planned.sort_unstable_by_key(|planned| planned.aliases.first().map(|first| first.index));
        Ok(planned)
    }

    /// Finds the ids of the companies that have the names and the company aliases in a request, with strong consistency.
    ///
    /// Uses `GetItem`: only the `import` function may read company names in batches.
    async fn find_companies_of(&self, asked: &[NewAlias<'_>]) -> Result<HashMap<String, CompanyId>, StoreError> {
        let table = self.table()?;
        let names = asked.iter().map(|new| clean_name(new.company).into_owned());
        let texts: HashSet<String> = names.chain(asked.iter().filter_map(NewAlias::company_text)).collect();
        let find = |text: String| async move {
            let id = find_company(table, &text).await?;
            Ok::<_, StoreError>(id.map(|id| (text, id)))
        };
        let reads: Vec<_> = texts.into_iter().map(find).collect();
        let found: Vec<_> = stream::iter(reads).buffer_unordered(READS_IN_FLIGHT).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Reads the companies that a request names, with strong consistency.
    async fn index_companies_of(
        &self,
        asked: &[NewAlias<'_>],
        ids: &HashMap<String, CompanyId>,
    ) -> Result<HashMap<CompanyId, IndexedCompany>, StoreError> {
        let table = self.table()?;
        let named: HashSet<CompanyId> =
            asked.iter().filter_map(|new| ids.get(&*clean_name(new.company)).cloned()).collect();
        let load = |id: CompanyId| async move {
            let stored = load_company(table, &id).await?;
            Ok::<_, StoreError>(stored.map(|stored| (id, IndexedCompany::new(stored))))
        };
        let reads: Vec<_> = named.into_iter().map(load).collect();
        let loaded: Vec<_> = stream::iter(reads).buffer_unordered(IN_FLIGHT).try_collect().await?;
        Ok(loaded.into_iter().flatten().collect())
    }

    /// Writes the aliases of a company that are to be added. Returns the index and the result of each alias.
    async fn write_aliases(&self, planned: PlannedCompany) -> Result<Vec<(usize, AliasAdded)>, AddAliasesError> {
        let PlannedCompany { company, aliases } = planned;
        let id = company.company_id.clone();
        let mut as_planned = Some(company);
        let mut results = Vec::with_capacity(aliases.len());
        for batch in aliases.chunks(ALIASES_IN_TRANSACTION_MAX) {
            let (company, added) =
                self.try_again(|| self.try_write_aliases(&id, batch, as_planned.take()).boxed()).await?;
            results.extend(batch.iter().map(|planned| planned.index).zip(added));
            as_planned = company;
        }
        Ok(results)
    }

    /// Makes one attempt to write some aliases of a company, in one transaction. Returns `None` after a conflict with another writer.
    ///
    /// `as_planned` is the company if no one else has changed it since the aliases were checked; otherwise, they are checked again. Returns
    /// it for the next call, together with the results.
    async fn try_write_aliases(
        &self,
        id: &CompanyId,
        batch: &[PlannedAlias],
        as_planned: Option<CompanyItem>,
    ) -> Result<Option<(Option<CompanyItem>, Vec<AliasAdded>)>, AddAliasesError> {
        let is_as_planned = as_planned.is_some();
        let (mut company, added) = match as_planned {
            Some(company) => (company, batch.iter().map(|planned| planned.added).collect()),
            None => self.check_again(id, batch).await?,
        };
        let table = self.table()?;
        let mut items = vec![self.to_company(id, &company.name, Some(company.version))?];
        for (PlannedAlias { alias, .. }, added) in batch.iter().zip(&added) {
            if *added != AliasAdded::Added {
                continue;
            }
            items.push(to_put_alias(table, id, alias)?);
            if alias.of == AliasOf::Company {
                items.push(to_put_name(table, id, &alias.folded())?);
            }
        }
        if added.contains(&AliasAdded::Added) {
            if !table.transact(items).await? {
                return Ok(None);
            }
            company.version += 1;
        }
        Ok(Some((is_as_planned.then_some(company), added)))
    }

    /// Reads a company and checks aliases that were checked before another writer changed it.
    async fn check_again(
        &self,
        id: &CompanyId,
        batch: &[PlannedAlias],
    ) -> Result<(CompanyItem, Vec<AliasAdded>), AddAliasesError> {
        let table = self.table()?;
        let Some(stored) = load_company(table, id).await? else {
            return Err(AddAliasesError::EntryUnknown { index: batch[0].index });
        };
        let mut company = IndexedCompany::new(stored);
        let mut results = Vec::with_capacity(batch.len());
        for PlannedAlias { index, alias, .. } in batch {
            if company.name_of(&alias.of).is_none() {
                return Err(AddAliasesError::EntryUnknown { index: *index });
            }
            let holder = if alias.of == AliasOf::Company { find_company(table, &alias.folded()).await? } else { None };
            let added = company.add(alias, holder.as_ref());
            results.push(added.map_err(|source| AddAliasesError::Refused { index: *index, source })?);
        }
        Ok((company.item, results))
    }
}

#[cfg(test)]
mod tests {
    use rollcall_domain::catalog::{Cohort, Course};

    use super::*;

    fn company(cohorts: &[(&str, &str)], courses: &[(&str, &str)], aliases: &[(AliasOf, &str)]) -> IndexedCompany {
        IndexedCompany::new(Stored {
            company: CompanyItem { company_id: "c1".into(), name: "Acme".into(), version: 1 },
            cohorts: cohorts.iter().map(|(id, name)| Cohort { id: (*id).into(), name: (*name).into() }).collect(),
            courses: courses.iter().map(|(id, title)| Course { id: (*id).into(), title: (*title).into() }).collect(),
            aliases: aliases.iter().map(|(of, alias)| Alias { of: of.clone(), alias: (*alias).into() }).collect(),
        })
    }

    #[test]
    fn text_of_an_alias_belongs_to_one_entry_of_its_kind() {
        let cohort = |id: &str| AliasOf::Cohort(id.into());
        let course = |id: &str| AliasOf::Course(id.into());
        let stored = [(cohort("h1"), "First"), (cohort("gone"), "Lost"), (course("k1"), "Start")];
        let mut company = company(&[("h1", "Spring"), ("h2", "Autumn")], &[("k1", "Basics"), ("k2", "More")], &stored);
        for (of, alias, holder, expected) in [
            (cohort("h1"), "Spring", None, AliasAdded::Exists),
            (cohort("h2"), "Spring", None, AliasAdded::Taken),
            (cohort("h1"), "First", None, AliasAdded::Exists),
            (cohort("h2"), "First", None, AliasAdded::Taken),
            (cohort("h2"), "Lost", None, AliasAdded::Added),
            (cohort("h1"), "Lost", None, AliasAdded::Taken),
            (course("k2"), "START", None, AliasAdded::Taken),
            (course("k2"), "First", None, AliasAdded::Added),
            (AliasOf::Company, "First", None, AliasAdded::Added),
            (AliasOf::Company, "First", None, AliasAdded::Exists),
            (AliasOf::Company, "Acme", Some("c1"), AliasAdded::Exists),
            (AliasOf::Company, "Brio", Some("c2"), AliasAdded::Taken),
        ] {
            let asked = Alias { of, alias: alias.to_owned() };
            let added = company.add(&asked, holder.map(CompanyId::from).as_ref()).unwrap();
            assert_eq!(added, expected, "{asked:?}");
        }
    }

    #[test]
    fn entry_and_company_have_a_limited_number_of_aliases() {
        let cohorts: Vec<_> = (0..=100).map(|n| (format!("h{n}"), format!("Cohort {n}"))).collect();
        let cohorts: Vec<_> = cohorts.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
        let mut company = company(&cohorts, &[], &[]);
        let mut add = |cohort: usize, n: usize| {
            let of = AliasOf::Cohort(cohorts[cohort].0.into());
            company.add(&Alias { of, alias: format!("Alias {cohort}/{n}") }, None)
        };
        for cohort in 0..100 {
            assert!((0..5).all(|n| matches!(add(cohort, n), Ok(AliasAdded::Added))));
            let name = format!("Cohort {cohort}");
            let is_refused = cohort == 99
                || matches!(add(cohort, 5), Err(CatalogError::TooManyAliases { name: found, limit: 5 }) if found == name);
            assert!(is_refused, "{name}");
        }
        assert!(matches!(add(100, 0), Err(CatalogError::TooMany { limit: 500, .. })));
    }

    #[test]
    fn entry_is_named_by_one_cohort_or_one_title() {
        let courses = [("k1", "Basics"), ("k2", "BASICS"), ("k3", "More"), ("k4", "More")];
        let company = company(&[("h1", "Spring")], &courses, &[]);
        let course = |id: &str| Some(AliasOf::Course(id.into()));
        for (cohort, title, expected) in [
            (None, None, Some(AliasOf::Company)),
            (Some("Spring"), None, Some(AliasOf::Cohort("h1".into()))),
            (Some("spring"), None, None),
            (None, Some("BASICS"), course("k2")),
            (None, Some("basics"), None),
            (None, Some("More"), None),
            (Some("Spring"), Some("Basics"), None),
        ] {
            let new = NewAlias { company: "Acme", cohort, course: title, alias: "x" };
            assert_eq!(company.entry_named(&new), expected, "{new:?}");
        }
    }
}
