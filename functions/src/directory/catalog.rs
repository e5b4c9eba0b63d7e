//! `/catalog` and the routes below it, except `/catalog/aliases`.

use lambda_http::{Body, Response};
use rollcall_aws::{CatalogCounts, CatalogError};
use rollcall_domain::{
    catalog::{CatalogDocument, CatalogDocumentError, CompanyDocument, ID_BYTES_MAX},
    flow::import_relying_on_catalog,
    ids::{CohortId, CompanyId, CourseId},
};
use serde::Serialize;

use crate::{
    App,
    http::{ApiError, Call, ErrorCode, cursor_invalid, no_content, ok},
};

const DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A page of the catalog.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CatalogPage"))]
pub(crate) struct CatalogPage {
    companies: Vec<CompanyDocument>,
    /// Cursor for the next page; null on the last page.
    next_cursor: Option<String>,
}

/// The number of entries that were added, renamed or unchanged.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CatalogChanges"))]
pub(crate) struct CatalogPutView {
    companies: EntryCounts,
    cohorts: EntryCounts,
    courses: EntryCounts,
    /// Number of aliases that were removed because an entry took their text as its name.
    aliases_removed: usize,
}

/// Number of entries by outcome.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CatalogCounts"))]
struct EntryCounts {
    added: usize,
    renamed: usize,
    unchanged: usize,
}

impl From<CatalogCounts> for CatalogPutView {
    fn from(counts: CatalogCounts) -> Self {
        let [companies, cohorts, courses] = [counts.companies, counts.cohorts, counts.courses].map(|counted| {
            EntryCounts { added: counted.added, renamed: counted.renamed, unchanged: counted.unchanged }
        });
        Self { companies, cohorts, courses, aliases_removed: counts.aliases_removed }
    }
}

pub(crate) async fn show(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let page = app.aws.list_catalog(call.query.limit()?, call.query.get("cursor")).await.map_err(refusal)?;
    Ok(ok(&CatalogPage { companies: page.items, next_cursor: page.next_cursor }))
}

pub(crate) async fn put(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let size_bytes = call.request.body().len();
    if size_bytes > DOCUMENT_BYTES_MAX {
        let detail = format!(
            "The catalog has {size_bytes} bytes; the limit is {DOCUMENT_BYTES_MAX}. Send the companies in several requests."
        );
        return Err(ApiError::new(ErrorCode::CatalogTooLarge, detail));
    }
    let document: CatalogDocument = call.json()?;
    Ok(ok(&CatalogPutView::from(app.aws.put_catalog(&document).await.map_err(refusal)?)))
}

pub(crate) async fn delete_company(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let company = company_of(call)?;
    check_imports(app).await?;
    gone(app.aws.delete_company(&company).await)
}

pub(crate) async fn delete_cohort(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let (company, cohort) = (company_of(call)?, CohortId::from(id_of(call, "cohort")?));
    check_imports(app).await?;
    gone(app.aws.delete_cohort(&company, &cohort).await)
}

pub(crate) async fn delete_course(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let (company, course) = (company_of(call)?, CourseId::from(id_of(call, "course")?));
    check_imports(app).await?;
    gone(app.aws.delete_course(&company, &course).await)
}

/// Fails with 409 if an import could still write an entry that is about to be deleted.
async fn check_imports(app: &App) -> Result<(), ApiError> {
    let Some(id) = import_relying_on_catalog(&app.aws).await? else { return Ok(()) };
    let detail = format!("Import {id} may use the entry. Try again when GET /imports/{id} shows that it has ended.");
    Err(ApiError::new(ErrorCode::ImportRunning, detail))
}

fn gone(deleted: Result<bool, CatalogError>) -> Result<Response<Body>, ApiError> {
    if deleted.map_err(refusal)? {
        return Ok(no_content());
    }
    Err(unknown())
}

fn company_of(call: &Call<'_>) -> Result<CompanyId, ApiError> {
    Ok(CompanyId::from(id_of(call, "company")?))
}

/// Returns an id from the path. Fails with 404, without a look-up, if it is longer than any valid id, since it could exceed the table's
/// maximum key length.
fn id_of<'c>(call: &'c Call<'_>, name: &str) -> Result<&'c str, ApiError> {
    let id = call.parameter(name);
    if id.len() <= ID_BYTES_MAX { Ok(id) } else { Err(unknown()) }
}

fn unknown() -> ApiError {
    let detail = "There is no such entry in the catalog. GET /catalog lists the entries.";
    ApiError::new(ErrorCode::CatalogEntryUnknown, detail)
}

pub(super) fn refusal(error: CatalogError) -> ApiError {
    match error {
        CatalogError::Document(error) => ApiError::new(code_of(&error), sentence(&error.to_string())),
        CatalogError::Cursor(error) => cursor_invalid().caused_by(error),
        CatalogError::NameTaken { name } => ApiError::new(
            ErrorCode::CompanyNameTaken,
            format!(
                "Another company is named {name:?}. Choose another name, or omit the id to refer to the existing company. If \
                 companies exchange names, first give one of them a temporary name in a separate request."
            ),
        ),
        CatalogError::CohortNameTaken { company_id, name } => ApiError::new(
            ErrorCode::CohortNameTaken,
            format!("Another cohort of company {company_id} is named {name:?}. Choose another name."),
        ),
        CatalogError::AliasTaken { alias } => ApiError::new(
            ErrorCode::AliasTaken,
            format!("{alias:?} is the name or an alias of another entry. Leave the alias out."),
        ),
        CatalogError::TooMany { what, limit } => ApiError::new(
            ErrorCode::CatalogInvalid,
            format!("There would be more than {limit} {what}. Remove some first."),
        ),
        CatalogError::CompanyTooLarge { name, size_bytes, limit } => ApiError::new(
            ErrorCode::CatalogInvalid,
            format!(
                "Company {name:?} would have {size_bytes} bytes with its cohorts and courses; the limit is {limit}. Shorten names and \
                 titles, or delete cohorts and courses first."
            ),
        ),
        CatalogError::TooManyAliases { name, limit } => ApiError::new(
            ErrorCode::CatalogInvalid,
            format!("{name:?} would have more than {limit} aliases. Remove some first."),
        ),
        CatalogError::HasUsers { company_id } => ApiError::new(
            ErrorCode::CompanyHasUsers,
            format!(
                "Company {company_id} has users. Move or erase them first; GET /users?company={company_id} lists them."
            ),
        ),
        CatalogError::Store(error) => error.into(),
    }
}

/// Returns the code of an error in a document. Two entries with the same name or alias are a conflict, like an entry whose name is already
/// stored.
fn code_of(error: &CatalogDocumentError) -> ErrorCode {
    match error {
        CatalogDocumentError::CompanyNameRepeated { .. } => ErrorCode::CompanyNameTaken,
        CatalogDocumentError::CohortNameRepeated { .. } => ErrorCode::CohortNameTaken,
        CatalogDocumentError::AliasRepeated { .. } => ErrorCode::AliasTaken,
        CatalogDocumentError::TooMany { .. }
        | CatalogDocumentError::NameEmpty { .. }
        | CatalogDocumentError::NameTooLong { .. }
        | CatalogDocumentError::NameUnprintable { .. }
        | CatalogDocumentError::IdInvalid { .. }
        | CatalogDocumentError::IdRepeated { .. } => ErrorCode::CatalogInvalid,
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}
