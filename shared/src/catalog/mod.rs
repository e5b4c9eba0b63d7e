//! The catalog: companies with their cohorts and courses, the reference data that rows name.
//!
//! [`CompanyCatalog`] is what matching needs of one company; [`CatalogDocument`] is the whole as it is read and written.

mod company;
mod document;

pub use company::{CompanyCatalog, CourseMatch};
pub use document::{
    CATALOG_NAME_CHARS_MAX, COHORTS_MAX, COMPANIES_MAX, COURSES_MAX, CatalogDocument, CatalogDocumentError,
    CohortDocument, CompanyDocument, ID_BYTES_MAX,
};

use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, CompanyId, CourseId};

/// A company.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Company {
    /// Opaque.
    pub id: CompanyId,
    /// Name, as rows give it.
    pub name: String,
}

/// A cohort of one company.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cohort {
    /// Opaque.
    pub id: CohortId,
    /// Name, as rows give it.
    pub name: String,
}

/// A course that a company has access to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Course {
    /// Opaque; several companies may have access to one course.
    pub id: CourseId,
    /// Title, as rows give it.
    pub title: String,
}
