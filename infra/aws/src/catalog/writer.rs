//! Adds and renames catalog entries, and replaces their aliases.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures_util::{FutureExt, StreamExt, stream::FuturesOrdered};
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

/// What the companies of one document share while they are written.
#[derive(Debug)]
struct Batch<'d> {
    /// The ids in the document.
    ids: HashSet<&'d CompanyId>,
    /// Number of stored companies, including those that this document has added.
    stored: AtomicUsize,
}

/// The result of writing one company of a document.
#[derive(Debug)]
enum Put {
    Written(CatalogCounts),
    /// Another company has the name or an alias of this one. Nothing was written. If the document takes it away from the other company, this
    /// one can be written afterwards.
    Taken(CatalogError),
}

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
        let batch = Batch {
            ids: document.companies.iter().filter_map(|wanted| wanted.id.as_ref()).collect(),
            stored: AtomicUsize::new(company_names(self.table()?).await?.len()),
        };
        // Companies with an id come first, because one without an id may take a name that one of them gives up.
        let (with_id, without_id): (Vec<_>, Vec<_>) = document.companies.iter().partition(|wanted| wanted.id.is_some());
        let mut counts = CatalogCounts::default();
        let mut open = self.put_companies(with_id, &batch, &mut counts).await?;
        open.extend(self.put_companies(without_id, &batch, &mut counts).await?);
        // A later company may give up the name or alias that an earlier one needs: companies that conflict are retried as long as some of
        // them succeed.
        while !open.is_empty() {
            let tried = open.len();
            let mut left = Vec::new();
            for (wanted, _) in open {
                match self.put_unless_taken(wanted, &batch).await?.1 {
                    Put::Written(put) => counts += put,
                    Put::Taken(error) => left.push((wanted, error)),
                }
            }
            if left.len() == tried {
                return Err(left.swap_remove(0).1);
            }
            open = left;
        }
        Ok(counts)
    }

    /// Writes companies, several at a time, and adds to `counts`. Returns those whose name or alias another company has, in order.
    ///
    /// After an error, no further company is started, but those that were started are finished: a company with many changes is written in
    /// several transactions, and an interruption between them would leave it without some of its aliases.
    async fn put_companies<'d>(
        &self,
        companies: Vec<&'d CompanyDocument>,
        batch: &Batch<'d>,
        counts: &mut CatalogCounts,
    ) -> Result<Vec<(&'d CompanyDocument, CatalogError)>, CatalogError> {
        let puts: Vec<_> = companies.into_iter().map(|wanted| self.put_unless_taken(wanted, batch)).collect();
        let mut waiting = puts.into_iter();
        let mut running: FuturesOrdered<_> = waiting.by_ref().take(IN_FLIGHT).collect();
        let (mut taken, mut failure) = (Vec::new(), None);
        while let Some(put) = running.next().await {
            match put {
                Ok((_, Put::Written(put))) => *counts += put,
                Ok((wanted, Put::Taken(error))) => taken.push((wanted, error)),
                Err(error) => failure = failure.or(Some(error)),
            }
            if failure.is_none() {
                running.extend(waiting.next());
            }
        }
        failure.map_or(Ok(taken), Err)
    }

    async fn put_unless_taken<'d>(
        &self,
        wanted: &'d CompanyDocument,
        batch: &Batch<'d>,
    ) -> Result<(&'d CompanyDocument, Put), CatalogError> {
        Ok((wanted, self.try_again(|| self.put_company(wanted, batch).boxed()).await?))
    }

    /// Makes one attempt. Returns `None` after a conflict with another writer.
    async fn put_company(&self, wanted: &CompanyDocument, batch: &Batch<'_>) -> Result<Option<Put>, CatalogError> {
        let table = self.table()?;
        let holder = find_name(table, &wanted.name).await?;
        let Some(id) = self.find_id(wanted, holder.as_ref(), batch) else {
            return Ok(Some(Put::Taken(CatalogError::NameTaken { name: wanted.name.clone() })));
        };
        let stored = load_company(table, &id).await?;
        let mut changes = Changes::find(&id, stored.as_ref(), wanted, || self.make_id())?;
        let (cohorts, courses) = changes.entries_after(stored.as_ref());
        let aliases = AliasChanges::find(stored.as_ref(), wanted, &cohorts, &courses)?;
        if changes.is_empty() && aliases.is_empty() {
            return Ok(Some(Put::Written(changes.counts)));
        }
        check_size(stored.as_ref(), &wanted.name, &cohorts, &courses)?;
        changes.counts.aliases_removed = aliases.removed;
        let former = stored.as_ref().map(|stored| stored.company.name.as_str());
        let keeps_former = former.is_some_and(|former| aliases.adds_company_alias(former));
        let mut entries = match self.alias_entries(&id, &wanted.name, former, &aliases).await {
            Err(error @ CatalogError::AliasTaken { .. }) => return Ok(Some(Put::Taken(error))),
            entries => entries?,
        };
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
        if stored.is_none() && batch.stored.fetch_add(1, Ordering::Relaxed) >= COMPANIES_MAX {
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
        Ok(done(written, Put::Written(changes.counts)))
    }

    /// Returns the id in the document or, without one, that of the company with this name, or a new one. `holder` has the name as its name
    /// or alias.
    ///
    /// Returns `None` if another company has the name. That includes a company that the document lists by its id: since the names in a
    /// document are distinct, it is about to be renamed.
    fn find_id(&self, wanted: &CompanyDocument, holder: Option<&NameItem>, batch: &Batch<'_>) -> Option<CompanyId> {
        let named = holder.filter(|holder| !holder.is_alias).map(|holder| &holder.company_id);
        match (&wanted.id, named) {
            (Some(id), Some(named)) => (id == named).then(|| id.clone()),
            (Some(id), None) => Some(id.clone()),
            (None, Some(named)) => (!batch.ids.contains(named)).then(|| named.clone()),
            (None, None) => Some(self.make_id()),
        }
    }

    /// Returns the operations that write and delete a company's aliases. `former` is its name so far; if that becomes an alias, its name
    /// item is not among them, since it exists. Fails if a new alias is the name or alias of another company.
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
