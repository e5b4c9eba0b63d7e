//! Aliases: alternative names for a company or one of its entries.
//!
//! Each alias is an item in the company's partition. A company alias has a second item, with the same kind of key as a company name, so
//! that no two companies share a name or alias.

use std::collections::{HashMap, hash_map::Entry};

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures_util::FutureExt;
use rollcall_domain::{
    catalog::{
        ALIASES_MAX, ALIASES_OF_ENTRY_MAX, Alias, AliasOf, Cohort, CompanyCatalog, CompanyDocument, Course,
        CourseMatch, check_alias,
    },
    ids::CompanyId,
    rules::{clean_name, fold_title},
    settings::fingerprint,
    stores::StoreError,
};

use super::{
    CatalogError, NameItem, Stored,
    company::{NameWrite, done},
    find_company, load_company,
};
use crate::{
    aws::Aws,
    items::{ALIAS, Key, company_partition, write_item},
    table::Table,
    transactions::Condition,
};

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

/// The aliases of a request, which are planned before the first one is added.
#[derive(Debug, Default)]
pub struct AliasPlan {
    /// The companies as they will be stored.
    companies: HashMap<CompanyId, Stored>,
    /// The texts that become aliases of companies.
    texts: HashMap<String, CompanyId>,
}

impl Aws {
    /// Checks an alias as if the previously planned aliases had been added. Writes nothing. Returns `None` if the names do not identify one
    /// company, cohort or course.
    pub async fn plan_alias(
        &self,
        plan: &mut AliasPlan,
        new: NewAlias<'_>,
    ) -> Result<Option<AliasAdded>, CatalogError> {
        check_alias(new.alias, "alias")?;
        let table = self.table()?;
        let company = clean_name(new.company);
        let id = match plan.texts.get(&*company) {
            Some(id) => Some(id.clone()),
            None => find_company(table, &company).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let stored = match plan.companies.entry(id.clone()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => match load_company(table, &id).await? {
                Some(stored) => entry.insert(stored),
                None => return Ok(None),
            },
        };
        let Some(of) = entry_named(stored, &new) else { return Ok(None) };
        let alias = Alias { of, alias: clean_name(new.alias).into_owned() };
        let folded = alias.folded();
        let holder = match plan.texts.get(&folded) {
            _ if alias.of != AliasOf::Company => None,
            Some(id) => Some(id.clone()),
            None => find_company(table, &folded).await?,
        };
        let added = check_added(stored, &alias, holder.as_ref())?;
        if added == AliasAdded::Added {
            if alias.of == AliasOf::Company {
                plan.texts.insert(folded, id);
            }
            stored.aliases.push(alias);
        }
        Ok(Some(added))
    }

    /// Adds an alias. Returns `None` if the names do not identify one company, cohort or course.
    pub async fn add_alias(&self, new: NewAlias<'_>) -> Result<Option<AliasAdded>, CatalogError> {
        check_alias(new.alias, "alias")?;
        self.try_again(|| self.try_add_alias(new).boxed()).await
    }

    /// Makes one attempt. Returns `None` after a conflict with another writer.
    async fn try_add_alias(&self, new: NewAlias<'_>) -> Result<Option<Option<AliasAdded>>, CatalogError> {
        let table = self.table()?;
        let Some(id) = find_company(table, &clean_name(new.company)).await? else { return Ok(Some(None)) };
        let Some(stored) = load_company(table, &id).await? else { return Ok(Some(None)) };
        let Some(of) = entry_named(&stored, &new) else { return Ok(Some(None)) };
        let alias = Alias { of, alias: clean_name(new.alias).into_owned() };
        let folded = alias.folded();
        let holder = if alias.of == AliasOf::Company { find_company(table, &folded).await? } else { None };
        let added = check_added(&stored, &alias, holder.as_ref())?;
        if added != AliasAdded::Added {
            return Ok(Some(Some(added)));
        }
        let mut entries = vec![to_put_alias(table, &id, &alias)?];
        if alias.of == AliasOf::Company {
            entries.push(to_put_name(table, &id, &folded)?);
        }
        let name = stored.company.name.clone();
        let written = self.write_company(&id, Some(&stored), Some(&name), NameWrite::default(), entries).await?;
        Ok(done(written, Some(AliasAdded::Added)))
    }
}

/// Returns the company entry that a request names.
fn entry_named(stored: &Stored, new: &NewAlias<'_>) -> Option<AliasOf> {
    match (new.cohort, new.course) {
        (None, None) => Some(AliasOf::Company),
        (Some(name), None) => {
            let name = clean_name(name);
            let is_named = |cohort: &&Cohort| clean_name(&cohort.name) == name;
            stored.cohorts.iter().find(is_named).map(|cohort| AliasOf::Cohort(cohort.id.clone()))
        }
        (None, Some(title)) => {
            let catalog = CompanyCatalog::new(stored.company(), Vec::new(), stored.courses.clone());
            match catalog.course(title) {
                CourseMatch::One(course) => Some(AliasOf::Course(course.id.clone())),
                CourseMatch::Several(_) | CourseMatch::None => None,
            }
        }
        (Some(_), Some(_)) => None,
    }
}

/// Returns the cohort or course whose name is the same as an alias.
fn holder_of(alias: &Alias, cohorts: &[Cohort], courses: &[Course]) -> Option<AliasOf> {
    let folded = alias.folded();
    match &alias.of {
        AliasOf::Company => None,
        AliasOf::Cohort(_) => {
            let is_named = |cohort: &&Cohort| clean_name(&cohort.name) == folded;
            cohorts.iter().find(is_named).map(|cohort| AliasOf::Cohort(cohort.id.clone()))
        }
        AliasOf::Course(_) => {
            let is_titled = |course: &&Course| fold_title(&course.title) == folded;
            courses.iter().find(is_titled).map(|course| AliasOf::Course(course.id.clone()))
        }
    }
}

/// Returns what adding an alias to a company does. `holder` is the company that has the text of a company alias as its name or alias.
fn check_added(stored: &Stored, alias: &Alias, holder: Option<&CompanyId>) -> Result<AliasAdded, CatalogError> {
    let named = if alias.of == AliasOf::Company {
        holder.map(|holder| *holder == stored.company.company_id)
    } else {
        holder_of(alias, &stored.cohorts, &stored.courses).map(|holder| holder == alias.of)
    };
    let known = stored.valid_aliases().find(|known| known.is_same_text(alias)).map(|known| known.of == alias.of);
    if let Some(is_own) = named.or(known) {
        return Ok(if is_own { AliasAdded::Exists } else { AliasAdded::Taken });
    }
    let aliases: Vec<Alias> = stored.valid_aliases().cloned().chain([alias.clone()]).collect();
    check_counts(&aliases, &stored.company.name, &stored.cohorts, &stored.courses)?;
    Ok(AliasAdded::Added)
}

fn check_counts(aliases: &[Alias], company: &str, cohorts: &[Cohort], courses: &[Course]) -> Result<(), CatalogError> {
    if aliases.len() > ALIASES_MAX {
        return Err(CatalogError::TooMany { what: "aliases of a company", limit: ALIASES_MAX });
    }
    let count = |alias: &Alias| aliases.iter().filter(|other| other.of == alias.of).count();
    let Some(alias) = aliases.iter().find(|alias| count(alias) > ALIASES_OF_ENTRY_MAX) else { return Ok(()) };
    let name = match &alias.of {
        AliasOf::Company => Some(company),
        AliasOf::Cohort(id) => cohorts.iter().find(|cohort| cohort.id == *id).map(|cohort| cohort.name.as_str()),
        AliasOf::Course(id) => courses.iter().find(|course| course.id == *id).map(|course| course.title.as_str()),
    };
    Err(CatalogError::TooManyAliases { name: name.unwrap_or_default().to_owned(), limit: ALIASES_OF_ENTRY_MAX })
}

pub(super) fn alias_key(id: &CompanyId, alias: &Alias) -> Key {
    // The text is hashed, since it may exceed the maximum key length.
    let text = fingerprint(&[&alias.folded()]);
    Key { pk: company_partition(id), sk: format!("{ALIAS}{}#{text}", alias.of.kind()) }
}

pub(super) fn to_put_alias(table: Table<'_>, id: &CompanyId, alias: &Alias) -> Result<TransactWriteItem, StoreError> {
    table.to_put(write_item(alias_key(id, alias), alias)?, Condition::None)
}

pub(super) fn to_put_name(table: Table<'_>, id: &CompanyId, text: &str) -> Result<TransactWriteItem, StoreError> {
    let item = NameItem { company_id: id.clone(), is_alias: true };
    table.to_put(write_item(Key::company_name(text), &item)?, Condition::Absent)
}

/// The changes that a document makes to a company's aliases.
#[derive(Debug, Default)]
pub(super) struct AliasChanges {
    pub(super) added: Vec<Alias>,
    pub(super) deleted: Vec<Alias>,
    /// Number of deleted aliases whose text is now a name.
    pub(super) removed: usize,
}

impl AliasChanges {
    /// Compares the stored aliases with the document. `cohorts` and `courses` are the entries after the change.
    ///
    /// A list in the document replaces the entry's list. A name replaces a stored alias with the same text. An alias that the document adds
    /// must differ from the names of all entries of its kind, and from the aliases of the others.
    pub(super) fn find(
        stored: Option<&Stored>,
        wanted: &CompanyDocument,
        cohorts: &[Cohort],
        courses: &[Course],
    ) -> Result<Self, CatalogError> {
        let mut changes = Self::default();
        let mut aliases: Vec<Alias> = stored.iter().flat_map(|stored| stored.valid_aliases()).cloned().collect();
        for (of, list) in lists_of(wanted, cohorts) {
            let list: Vec<Alias> =
                list.iter().map(|text| Alias { of: of.clone(), alias: clean_name(text).into_owned() }).collect();
            let is_kept = |alias: &Alias| alias.of != of || list.iter().any(|other| other.is_same_text(alias));
            changes.deleted.extend(aliases.iter().filter(|alias| !is_kept(alias)).cloned());
            aliases.retain(is_kept);
            for alias in list {
                if !aliases.iter().any(|other| other.of == alias.of && other.is_same_text(&alias)) {
                    changes.added.push(alias.clone());
                    aliases.push(alias);
                }
            }
        }
        let is_name = |alias: &Alias| {
            holder_of(alias, cohorts, courses).is_some()
                || (alias.of == AliasOf::Company && alias.folded() == clean_name(&wanted.name))
        };
        let is_double = |alias: &Alias| aliases.iter().any(|other| other.of != alias.of && other.is_same_text(alias));
        if let Some(alias) = changes.added.iter().find(|alias| is_name(alias) || is_double(alias)) {
            return Err(CatalogError::AliasTaken { alias: alias.alias.clone() });
        }
        let given_up: Vec<Alias> = aliases.iter().filter(|alias| is_name(alias)).cloned().collect();
        aliases.retain(|alias| !given_up.contains(alias));
        check_counts(&aliases, &wanted.name, cohorts, courses)?;
        changes.removed = given_up.len();
        changes.deleted.extend(given_up);
        Ok(changes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.deleted.is_empty()
    }

    /// Returns `true` if `text`, the company's former name, becomes one of its aliases.
    pub(super) fn adds_company_alias(&self, text: &str) -> bool {
        self.added.iter().any(|alias| alias.of == AliasOf::Company && alias.folded() == text)
    }

    /// Returns the operations that write and delete alias items, and those that delete the name items of deleted company aliases, except
    /// for `name`, the company's new name. The caller writes the name items of added company aliases.
    pub(super) fn to_entries(
        &self,
        table: Table<'_>,
        id: &CompanyId,
        name: &str,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let mut entries = Vec::new();
        for alias in &self.deleted {
            // An alias that passes to another entry keeps its key, and DynamoDB refuses a transaction with two operations on one item.
            if !self.added.iter().any(|added| added.is_same_text(alias)) {
                entries.push(table.to_delete(alias_key(id, alias), Condition::None)?);
            }
            if alias.of == AliasOf::Company && alias.folded() != name {
                entries.push(table.to_delete(Key::company_name(&alias.folded()), Condition::None)?);
            }
        }
        for alias in &self.added {
            entries.push(to_put_alias(table, id, alias)?);
        }
        Ok(entries)
    }
}

/// Returns the lists of aliases in a document, with the entries that they belong to.
fn lists_of<'d>(wanted: &'d CompanyDocument, cohorts: &[Cohort]) -> Vec<(AliasOf, &'d [String])> {
    let mut lists = Vec::new();
    lists.extend(wanted.aliases.as_deref().map(|list| (AliasOf::Company, list)));
    for cohort in &wanted.cohorts {
        let is_it = |other: &&Cohort| cohort.id.as_ref().map_or(other.name == cohort.name, |id| other.id == *id);
        if let (Some(list), Some(known)) = (cohort.aliases.as_deref(), cohorts.iter().find(is_it)) {
            lists.push((AliasOf::Cohort(known.id.clone()), list));
        }
    }
    for course in &wanted.courses {
        lists.extend(course.aliases.as_deref().map(|list| (AliasOf::Course(course.id.clone()), list)));
    }
    lists
}
