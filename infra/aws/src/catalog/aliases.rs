//! Aliases: alternative names for a company or one of its entries.
//!
//! Each alias is an item in the company's partition. A company alias has a second item, with the same kind of key as a company name, so
//! that no two companies share a name or alias.

use aws_sdk_dynamodb::types::TransactWriteItem;
use rollcall_domain::{
    catalog::{ALIASES_MAX, ALIASES_OF_ENTRY_MAX, Alias, AliasOf, Cohort, CompanyDocument, Course},
    ids::CompanyId,
    rules::{clean_name, fold_title},
    settings::fingerprint,
    stores::StoreError,
};

use super::{CatalogError, NameItem, Stored};
use crate::{
    items::{ALIAS, Key, company_partition, write_item},
    table::Table,
    transactions::Condition,
};

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
