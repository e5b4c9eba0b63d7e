//! Alternative names for entries in the catalog.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{CohortId, CourseId},
    rules::{clean_name, fold_title},
};

/// Maximum number of aliases for a company, cohort or course.
pub const ALIASES_OF_ENTRY_MAX: usize = 5;
/// Maximum number of aliases per company, including those of its cohorts and courses.
pub const ALIASES_MAX: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum AliasOf {
    Company,
    Cohort(CohortId),
    Course(CourseId),
}

impl AliasOf {
    /// Returns the kind of entry. Within a company, an alias refers to at most one entry of each kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Cohort(_) => "cohort",
            Self::Course(_) => "course",
        }
    }

    /// Folds text in the same way as the names of this kind of entry. Equal results mean the same name.
    pub fn fold(&self, text: &str) -> String {
        match self {
            Self::Company | Self::Cohort(_) => clean_name(text).into_owned(),
            Self::Course(_) => fold_title(text),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    pub of: AliasOf,
    /// The cleaned text, 1 to 256 characters long.
    pub alias: String,
}

impl Alias {
    pub fn folded(&self) -> String {
        self.of.fold(&self.alias)
    }

    /// Returns `true` if both have the same folded text and the same kind, even if they refer to different entries.
    pub fn is_same_text(&self, other: &Self) -> bool {
        self.of.kind() == other.of.kind() && self.folded() == other.folded()
    }
}
