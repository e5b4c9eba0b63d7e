//! The catalog: companies with their cohorts and courses, which rows refer to by name.
//!
//! [`CompanyCatalog`] is one company as used for matching; [`CatalogDocument`] is the whole catalog, as returned and accepted by the API.

mod alias;
mod choices;
mod company;
mod document;

pub use alias::{ALIASES_MAX, ALIASES_OF_ENTRY_MAX, Alias, AliasOf};
pub use choices::{CHOICES_MAX, choices};
pub use company::{CompanyCatalog, CourseMatch};
pub use document::{
    CATALOG_NAME_CHARS_MAX, COHORTS_MAX, COMPANIES_MAX, COURSES_MAX, CatalogDocument, CatalogDocumentError,
    CohortDocument, CompanyDocument, CourseDocument, ID_BYTES_MAX, check_alias,
};

use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, CompanyId, CourseId};

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Company {
    pub id: CompanyId,
    /// Name as used in rows.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cohort {
    pub id: CohortId,
    /// Name as used in rows.
    pub name: String,
}

/// A course that a company has access to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Course {
    /// Opaque id; several companies may have access to one course.
    pub id: CourseId,
    /// Title as used in rows.
    pub title: String,
}
