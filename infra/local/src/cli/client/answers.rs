//! What the API takes and answers, as far as the program reads it.
//!
//! Members that are not known are passed over and most that are missing get their default, so that the program and a stack
//! of another age understand each other.

use std::collections::BTreeMap;

use rollcall_domain::{import::ImportStatus, row::Summary};
use serde::{Deserialize, Serialize};

/// The body of `POST /imports`.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRequest<'a> {
    /// Name of the file.
    pub file_name: &'a str,
    /// Its size.
    pub size_bytes: u64,
    /// The options.
    #[serde(flatten)]
    pub options: &'a ImportOptions,
}

/// Options as `POST /imports` takes them; what is left out is the stack's default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportOptions {
    /// The layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<&'static str>,
    /// Whether existing users get the file's values.
    pub update_existing: bool,
    /// Whether created users are invited.
    pub send_invitations: bool,
    /// What rows with errors do; left out when a confirm decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_row_errors: Option<rollcall_domain::import::OnRowErrors>,
    /// Whether the import waits after its validation.
    pub confirm: bool,
    /// The encoding, if it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
}

/// The answer to `POST /imports`.
#[derive(Debug, Clone, Deserialize)]
pub struct Opened {
    /// The import.
    pub import_id: String,
    /// Where the file goes; absent once it is there.
    #[serde(default)]
    pub upload: Option<UploadTarget>,
}

/// A signed request that takes the file.
#[derive(Debug, Clone, Deserialize)]
pub struct UploadTarget {
    /// Where.
    pub url: String,
    /// Headers that were signed.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// An import.
#[derive(Debug, Clone, Deserialize)]
pub struct ImportAnswer {
    /// Where it stands.
    pub status: ImportStatus,
    /// How far it is.
    #[serde(default)]
    pub progress: ProgressAnswer,
    /// What became of its rows; while it waits, what a confirm would do.
    #[serde(default)]
    pub summary: Summary,
    /// How many problems.
    #[serde(default)]
    pub problems: CountsAnswer,
    /// Why the stack could not go on.
    #[serde(default)]
    pub failure: Option<FailureAnswer>,
    /// When it ended.
    #[serde(default)]
    pub finished_at: Option<String>,
}

/// How far an import is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProgressAnswer {
    /// Rows in the file, once it is read.
    pub rows_total: Option<u64>,
    /// Rows read.
    pub rows_validated: u64,
    /// Rows written.
    pub rows_applied: u64,
    /// Blank rows, left out.
    pub rows_blank: u64,
    /// Identical repetitions, left out.
    pub rows_repeated: u64,
    /// Of bytes until the file is read, then of rows.
    pub percent: f64,
}

/// How many problems.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CountsAnswer {
    /// Errors: of the file and of rows.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
}

/// Why the stack could not go on.
#[derive(Debug, Clone, Deserialize)]
pub struct FailureAnswer {
    /// What apply_event, and what to do.
    pub detail: String,
    /// Whether a retry may help.
    #[serde(default)]
    pub retryable: bool,
}

/// A problem with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemAnswer {
    /// What is wrong; stable, for programs.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// Row as a spreadsheet numbers it.
    #[serde(default)]
    pub row: Option<u64>,
    /// Physical line of the file.
    #[serde(default)]
    pub line: Option<u64>,
    /// Label of the column.
    #[serde(default)]
    pub column: Option<String>,
    /// What stood there.
    #[serde(default)]
    pub found: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
    /// What was probably meant, best first.
    #[serde(default)]
    pub suggestions: Vec<String>,
    /// The company whose courses or cohorts were searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// How many rows carry the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The first of those rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<u64>,
}

/// A page of a list.
#[derive(Debug, Deserialize)]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// Asks for the next page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Where an export lies.
#[derive(Debug, Deserialize)]
pub struct ExportAnswer {
    /// A signed address.
    pub url: String,
    /// The name to save it under.
    pub file_name: String,
}

/// A page of the catalog.
#[derive(Debug, Deserialize)]
pub struct CatalogPage {
    /// Its companies.
    pub companies: Vec<CompanyAnswer>,
    /// Asks for the next page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// One company, in the order in which a catalog file writes it.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompanyAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its cohorts.
    #[serde(default)]
    pub cohorts: Vec<CohortAnswer>,
    /// The courses that it has access to.
    #[serde(default)]
    pub courses: Vec<CourseAnswer>,
}

/// One cohort.
#[derive(Debug, Serialize, Deserialize)]
pub struct CohortAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One course.
#[derive(Debug, Serialize, Deserialize)]
pub struct CourseAnswer {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}
