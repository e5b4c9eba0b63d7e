//! The catalog in the table: one partition per company, with the company, its cohorts, its courses, and their aliases.
//!
//! A second item, whose key is the name, contains the company's id. Names are therefore unique, since two companies with the same name
//! would need the same key. A company's version is incremented by every change to its partition. Every write is a transaction conditional
//! on the version that was read, so that concurrent changes do not mix.

mod alias_writer;
mod aliases;
mod changes;
mod company;
mod deletion;
mod listing;
pub(crate) mod memory;
mod reader;
mod writer;

use std::collections::HashMap;

use rollcall_domain::{
    catalog::{
        Alias, AliasOf, CATALOG_NAME_CHARS_MAX, CatalogDocumentError, Cohort, CohortDocument, Company, CompanyDocument,
        Course, CourseDocument, ID_BYTES_MAX,
    },
    ids::CompanyId,
    stores::StoreError,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::{
    alias_writer::{AddAliasesError, AliasAdded, NewAlias},
    changes::{CatalogCounts, Counted},
};
use crate::{
    items::{ALIAS, COHORT, COMPANIES, COMPANY, COURSE, Key, company_partition, read_item, text_of},
    page::CursorError,
    schema::{LISTING, attribute},
    shards::ListError,
    table::Table,
};

#[derive(Debug, Error)]
pub enum CatalogError {
    #[error(transparent)]
    Document(#[from] CatalogDocumentError),
    #[error(transparent)]
    Cursor(#[from] CursorError),
    #[error("another company has this name")]
    NameTaken { name: String },
    #[error("another cohort of company {company_id} has this name")]
    CohortNameTaken { company_id: CompanyId, name: String },
    #[error("another entry has this name or alias")]
    AliasTaken { alias: String },
    /// The new entries or aliases, together with the stored ones, would exceed a limit.
    #[error("more than {limit} {what}")]
    TooMany {
        /// What is limited, in the plural, for example `cohorts of a company`.
        what: &'static str,
        limit: usize,
    },
    /// The company could not be listed, because a response would have to contain all its entries.
    #[error("company has {size_bytes} bytes")]
    CompanyTooLarge { name: String, size_bytes: usize, limit: usize },
    #[error("more than {limit} aliases of an entry")]
    TooManyAliases { name: String, limit: usize },
    /// A company with users cannot be deleted.
    #[error("company {company_id} has users")]
    HasUsers { company_id: CompanyId },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ListError> for CatalogError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Cursor(error) => Self::Cursor(error),
            ListError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CompanyItem {
    company_id: CompanyId,
    name: String,
    version: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct NameItem {
    company_id: CompanyId,
    /// Whether the text is an alias of the company.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_alias: bool,
}

#[derive(Debug)]
struct Stored {
    company: CompanyItem,
    cohorts: Vec<Cohort>,
    courses: Vec<Course>,
    /// Aliases, possibly including those of entries that an older version deleted.
    aliases: Vec<Alias>,
}

impl Stored {
    /// Returns the aliases of entries that exist.
    fn valid_aliases(&self) -> impl Iterator<Item = &Alias> {
        self.aliases.iter().filter(|alias| match &alias.of {
            AliasOf::Company => true,
            AliasOf::Cohort(id) => self.cohorts.iter().any(|cohort| cohort.id == *id),
            AliasOf::Course(id) => self.courses.iter().any(|course| course.id == *id),
        })
    }

    fn aliases_of(&self, of: &AliasOf) -> Option<Vec<String>> {
        let aliases: Vec<String> =
            self.aliases.iter().filter(|alias| alias.of == *of).map(|alias| alias.alias.clone()).collect();
        (!aliases.is_empty()).then_some(aliases)
    }

    fn company(&self) -> Company {
        Company { id: self.company.company_id.clone(), name: self.company.name.clone() }
    }

    fn into_document(self) -> CompanyDocument {
        let cohort = |cohort: &Cohort| CohortDocument {
            id: Some(cohort.id.clone()),
            name: cohort.name.clone(),
            aliases: self.aliases_of(&AliasOf::Cohort(cohort.id.clone())),
        };
        let course = |course: &Course| CourseDocument {
            id: course.id.clone(),
            title: course.title.clone(),
            aliases: self.aliases_of(&AliasOf::Course(course.id.clone())),
        };
        CompanyDocument {
            aliases: self.aliases_of(&AliasOf::Company),
            cohorts: self.cohorts.iter().map(cohort).collect(),
            courses: self.courses.iter().map(course).collect(),
            id: Some(self.company.company_id),
            name: self.company.name,
        }
    }
}

/// Reads a company with its cohorts, courses and aliases, with strong consistency.
async fn load_company(table: Table<'_>, id: &CompanyId) -> Result<Option<Stored>, StoreError> {
    let (mut company, mut cohorts, mut courses, mut aliases) = (None, Vec::new(), Vec::new(), Vec::new());
    for item in table.query_all(table.query(company_partition(id))).await? {
        let sk = text_of(&item, attribute::SK);
        if sk == COMPANY {
            company = Some(read_item::<CompanyItem>("company", item)?);
        } else if sk.starts_with(COHORT) {
            cohorts.push(read_item::<Cohort>("cohort", item)?);
        } else if sk.starts_with(COURSE) {
            courses.push(read_item::<Course>("course", item)?);
        } else if sk.starts_with(ALIAS) {
            aliases.push(read_item::<Alias>("alias", item)?);
        }
    }
    Ok(company.map(|company| Stored { company, cohorts, courses, aliases }))
}

/// Finds the id of the company with this name or alias, with strong consistency.
async fn find_company(table: Table<'_>, name: &str) -> Result<Option<CompanyId>, StoreError> {
    if !may_be_name(name) {
        return Ok(None);
    }
    Ok(find_name(table, name).await?.map(|item| item.company_id))
}

/// Reads the item for a text that may be a company's name or alias.
async fn find_name(table: Table<'_>, text: &str) -> Result<Option<NameItem>, StoreError> {
    let found = table.get(Key::company_name(text)).await?;
    found.map(|item| read_item::<NameItem>("name of a company", item)).transpose()
}

/// Finds the ids of the companies with these distinct names or aliases, with strong consistency.
async fn find_companies(
    table: Table<'_>,
    names: impl IntoIterator<Item = &str>,
) -> Result<HashMap<String, CompanyId>, StoreError> {
    let keys = names.into_iter().filter(|name| may_be_name(name)).map(Key::company_name).collect();
    let mut found = HashMap::new();
    for item in table.get_many(keys).await? {
        let name = Key::name_of_company(text_of(&item, attribute::PK)).map(str::to_owned);
        let id = read_item::<NameItem>("name of a company", item)?.company_id;
        found.extend(name.map(|name| (name, id)));
    }
    Ok(found)
}

/// Returns `false` if a name is too long for any company. A cell may exceed the maximum key length; the table would refuse such a key.
fn may_be_name(name: &str) -> bool {
    name.chars().nth(CATALOG_NAME_CHARS_MAX).is_none()
}

/// Returns `false` if an id is too long for any company.
fn may_be_id(id: &CompanyId) -> bool {
    id.as_str().len() <= ID_BYTES_MAX
}

/// Lists the names of all companies, in order. Eventually consistent.
async fn company_names(table: Table<'_>) -> Result<Vec<String>, StoreError> {
    let query = table.query_index(LISTING, COMPANIES).projection_expression("#sk");
    let items = table.query_all(query.expression_attribute_names("#sk", LISTING.sk)).await?;
    Ok(items.iter().map(|item| text_of(item, LISTING.sk).to_owned()).collect())
}
