//! The catalog in the table: a company is one partition that holds itself, its cohorts and its courses.
//!
//! A company's name is a second item that points to its id: that makes names unique, since two companies would need one key, and
//! a rename moves one pointer. The company's version grows with every change of anything that it holds; every write is a
//! transaction on condition of the version that was read, so that two writers never mix.

mod changes;
mod company;
mod deletion;
mod listing;
mod reader;
mod writer;

use rollcall_domain::{
    catalog::{CatalogDocumentError, Cohort, CohortDocument, Company, CompanyDocument, Course},
    ids::CompanyId,
    stores::StoreError,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::changes::{CatalogCounts, Counted};
pub(crate) use self::reader::CatalogMemory;
use crate::{
    items::{COHORT, COMPANIES, COMPANY, COURSE, Key, company_partition, read_item, text_of},
    page::CursorError,
    schema::{LISTING, attribute},
    shards::ListError,
    table::Table,
};

/// Why the catalog was not changed or shown.
#[derive(Debug, Error)]
pub enum CatalogError {
    /// The document is no catalog.
    #[error(transparent)]
    Document(#[from] CatalogDocumentError),
    /// The caller brought a cursor that is none of this list.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// A company is to have a name that another one has.
    #[error("the name of a company is taken by another one")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A cohort is to have a name that another one of its company has.
    #[error("the name of a cohort is taken by another one of company {company_id}")]
    CohortNameTaken {
        /// The company.
        company_id: CompanyId,
        /// The name.
        name: String,
    },
    /// Together with what is stored there would be too many.
    #[error("there would be more than {limit} {what}")]
    TooMany {
        /// `companies`, `cohorts of a company` or `courses of a company`.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
    /// The company cannot go while it has users.
    #[error("company {company_id} has users")]
    HasUsers {
        /// The company.
        company_id: CompanyId,
    },
    /// The table did not do it.
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

/// A company's own item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CompanyItem {
    company_id: CompanyId,
    name: String,
    version: u64,
}

/// The item that a company's name is.
#[derive(Debug, Serialize, Deserialize)]
struct NameItem {
    company_id: CompanyId,
}

/// A company as it is stored.
#[derive(Debug)]
struct Stored {
    company: CompanyItem,
    cohorts: Vec<Cohort>,
    courses: Vec<Course>,
}

impl Stored {
    fn company(&self) -> Company {
        Company { id: self.company.company_id.clone(), name: self.company.name.clone() }
    }

    fn into_document(self) -> CompanyDocument {
        let cohort = |cohort: Cohort| CohortDocument { id: Some(cohort.id), name: cohort.name };
        CompanyDocument {
            id: Some(self.company.company_id),
            name: self.company.name,
            cohorts: self.cohorts.into_iter().map(cohort).collect(),
            courses: self.courses,
        }
    }
}

/// Reads a company with all it has, consistently.
async fn load_company(table: Table<'_>, id: &CompanyId) -> Result<Option<Stored>, StoreError> {
    let (mut company, mut cohorts, mut courses) = (None, Vec::new(), Vec::new());
    for item in table.query_all(table.query(company_partition(id))).await? {
        let sk = text_of(&item, attribute::SK);
        if sk == COMPANY {
            company = Some(read_item::<CompanyItem>("company", item)?);
        } else if sk.starts_with(COHORT) {
            cohorts.push(read_item::<Cohort>("cohort", item)?);
        } else if sk.starts_with(COURSE) {
            courses.push(read_item::<Course>("course", item)?);
        }
    }
    Ok(company.map(|company| Stored { company, cohorts, courses }))
}

/// The id of the company of this name, read consistently.
async fn find_company(table: Table<'_>, name: &str) -> Result<Option<CompanyId>, StoreError> {
    let found = table.get(Key::company_name(name)).await?;
    Ok(found.map(|item| read_item::<NameItem>("name of a company", item)).transpose()?.map(|item| item.company_id))
}

/// Names of all companies, in order. May lag behind a write by moments.
async fn company_names(table: Table<'_>) -> Result<Vec<String>, StoreError> {
    let query = table.query_index(LISTING, COMPANIES).projection_expression("#sk");
    let items = table.query_all(query.expression_attribute_names("#sk", LISTING.sk)).await?;
    Ok(items.iter().map(|item| text_of(item, LISTING.sk).to_owned()).collect())
}
