//! Adds and renames catalog entries, and replaces their aliases.

use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    catalog::{Alias, AliasOf, COMPANIES_MAX, CatalogDocument, CompanyDocument},
    ids::{CompanyId, Id},
    stores::Environment,
};

use super::{
    CatalogError, NameItem,
    aliases::{AliasChanges, alias_key, to_put_name},
    changes::{CatalogCounts, Changes},
    company::{NameWrite, done, entry_key},
    company_names, find_name,
    listing::check_size,
    load_company,
};
use crate::{
    aws::Aws,
    items::{COHORT, COURSE, write_item},
    transactions::Condition,
    window::IN_FLIGHT,
};

impl Aws {
    /// Adds and renames entries as listed in a document, and replaces alias lists with those in the document. No company, cohort or course
    /// is removed, and unchanged entries are not written.
    ///
    /// A company or cohort is identified by its id or, without an id, by its name; a course is identified by its id. Companies are written
    /// independently: after an error, some of them may have been written, and putting the same document again writes the rest.
    pub async fn put_catalog(&self, document: &CatalogDocument) -> Result<CatalogCounts, CatalogError> {
        document.validate()?;
        let mut document = document.clone();
        document.normalize();
        let companies = AtomicUsize::new(company_names(self.table()?).await?.len());
        let mut counts = CatalogCounts::default();
        let all: Vec<_> = document.companies.iter().map(|wanted| self.put_unless_taken(wanted, &companies)).collect();
        let mut puts = stream::iter(all).buffered(IN_FLIGHT);
        let mut open = Vec::new();
        while let Some((wanted, put)) = puts.try_next().await? {
            match put {
                Some(put) => counts += put,
                None => open.push(wanted),
            }
        }
        // A later company may give up the name that an earlier one needs: companies that conflict are retried as long as some of them
        // succeed.
        while !open.is_empty() {
            let mut left = Vec::new();
            for wanted in &open {
                match self.put_unless_taken(wanted, &companies).await?.1 {
                    Some(put) => counts += put,
                    None => left.push(*wanted),
                }
            }
            if left.len() == open.len() {
                return Err(CatalogError::NameTaken { name: left[0].name.clone() });
            }
            open = left;
        }
        Ok(counts)
    }

    async fn put_unless_taken<'a>(
        &self,
        wanted: &'a CompanyDocument,
        companies: &AtomicUsize,
    ) -> Result<(&'a CompanyDocument, Option<CatalogCounts>), CatalogError> {
        match self.try_again(|| self.put_company(wanted, companies).boxed()).await {
            Ok(counts) => Ok((wanted, Some(counts))),
            Err(CatalogError::NameTaken { .. }) => Ok((wanted, None)),
            Err(error) => Err(error),
        }
    }

    /// Makes one attempt. Returns `None` after a conflict with another writer.
    async fn put_company(
        &self,
        wanted: &CompanyDocument,
        companies: &AtomicUsize,
    ) -> Result<Option<CatalogCounts>, CatalogError> {
        let table = self.table()?;
        let holder = find_name(table, &wanted.name).await?;
        let id = self.find_id(wanted, holder.as_ref())?;
        let stored = load_company(table, &id).await?;
        let mut changes = Changes::find(&id, stored.as_ref(), wanted, || self.make_id())?;
        let (cohorts, courses) = changes.entries_after(stored.as_ref());
        let aliases = AliasChanges::find(stored.as_ref(), wanted, &cohorts, &courses)?;
        if changes.is_empty() && aliases.is_empty() {
            return Ok(Some(changes.counts));
        }
        check_size(stored.as_ref(), &wanted.name, &cohorts, &courses)?;
        changes.counts.aliases_removed = aliases.removed;
        let former = stored.as_ref().map(|stored| stored.company.name.as_str());
        let keeps_former = former.is_some_and(|former| aliases.adds_company_alias(former));
        let mut entries = self.alias_entries(&id, &wanted.name, former, &aliases).await?;
        // If the name is an alias of another company, that alias is removed.
        if let Some(holder) = holder.as_ref().filter(|holder| holder.is_alias && holder.company_id != id)
            && let Some(other) = load_company(table, &holder.company_id).await?
        {
            let alias = Alias { of: AliasOf::Company, alias: wanted.name.clone() };
            let other_id = &other.company.company_id;
            entries.push(table.to_delete(alias_key(other_id, &alias), Condition::None)?);
            entries.push(self.to_company(other_id, &other.company.name, Some(other.company.version))?);
            changes.counts.aliases_removed += 1;
        }
        let replaces_alias = holder.is_some_and(|holder| holder.is_alias);
        if stored.is_none() && companies.fetch_add(1, Ordering::Relaxed) >= COMPANIES_MAX {
            return Err(CatalogError::TooMany { what: "companies", limit: COMPANIES_MAX });
        }
        for cohort in &changes.cohorts {
            entries
                .push(table.to_put(write_item(entry_key(&id, COHORT, cohort.id.as_str()), cohort)?, Condition::None)?);
        }
        for course in &changes.courses {
            entries
                .push(table.to_put(write_item(entry_key(&id, COURSE, course.id.as_str()), course)?, Condition::None)?);
        }
        let written = self
            .write_company(
                &id,
                stored.as_ref(),
                Some(&wanted.name),
                NameWrite { replaces_alias, keeps_former },
                entries,
            )
            .await?;
        Ok(done(written, changes.counts))
    }

    /// Returns the id in the document or, without one, that of the company with this name, or a new one. `holder` has the name as its name
    /// or alias.
    fn find_id(&self, wanted: &CompanyDocument, holder: Option<&NameItem>) -> Result<CompanyId, CatalogError> {
        let named = holder.filter(|holder| !holder.is_alias).map(|holder| holder.company_id.clone());
        let id = wanted.id.clone().or_else(|| named.clone()).unwrap_or_else(|| self.make_id());
        match named {
            Some(named) if named != id => Err(CatalogError::NameTaken { name: wanted.name.clone() }),
            _ => Ok(id),
        }
    }

    /// Returns the operations that write and delete a company's aliases. `former` is its name so far; if that becomes an alias, its name
    /// item is not among them, since it exists.
    async fn alias_entries(
        &self,
        id: &CompanyId,
        name: &str,
        former: Option<&str>,
        aliases: &AliasChanges,
    ) -> Result<Vec<TransactWriteItem>, CatalogError> {
        let table = self.table()?;
        let mut entries = aliases.to_entries(table, id, name)?;
        for alias in aliases.added.iter().filter(|alias| alias.of == AliasOf::Company) {
            let text = alias.folded();
            if former == Some(text.as_str()) {
                continue;
            }
            if find_name(table, &text).await?.is_some() {
                return Err(CatalogError::AliasTaken { alias: alias.alias.clone() });
            }
            entries.push(to_put_name(table, id, &text)?);
        }
        Ok(entries)
    }

    fn make_id<T>(&self) -> Id<T> {
        Id::at(self.now(), self.random_bits())
    }
}
