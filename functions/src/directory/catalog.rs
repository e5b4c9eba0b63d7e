//! The routes of the catalog.

use crate::http::{ApiError, Caller, ErrorCode, Query, Scope, no_content, ok, read_json};
use lambda_http::{Body, Request, Response};
use rollcall_aws::CatalogError;
use rollcall_domain::{
    catalog::{CatalogDocument, ID_BYTES_MAX},
    ids::{CohortId, CompanyId, CourseId},
};
use serde_json::json;

use super::App;

/// Bytes of a catalog document.
const DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

pub(crate) async fn show(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::CatalogRead)?;
    let query = Query::of(request, &["limit", "cursor"])?;
    let page = app.aws.list_catalog(query.limit()?, query.get("cursor")).await.map_err(refusal)?;
    Ok(ok(&json!({ "companies": page.items, "next_cursor": page.next_cursor })))
}

pub(crate) async fn put(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::CatalogWrite)?;
    Query::of(request, &[])?;
    if request.body().len() > DOCUMENT_BYTES_MAX {
        let detail = format!(
            "The catalog has {} bytes; one request takes {DOCUMENT_BYTES_MAX}. Send the companies in several requests.",
            request.body().len()
        );
        return Err(ApiError::new(ErrorCode::CatalogTooLarge, detail));
    }
    let document: CatalogDocument = read_json(request)?;
    Ok(ok(&app.aws.put_catalog(&document).await.map_err(refusal)?))
}

pub(crate) async fn delete_company(app: &App, request: &Request, company: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::CatalogWrite)?;
    Query::of(request, &[])?;
    check_ids(&[company])?;
    gone(app.aws.delete_company(&CompanyId::from(company)).await)
}

pub(crate) async fn delete_cohort(
    app: &App,
    request: &Request,
    company: &str,
    cohort: &str,
) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::CatalogWrite)?;
    Query::of(request, &[])?;
    check_ids(&[company, cohort])?;
    gone(app.aws.delete_cohort(&CompanyId::from(company), &CohortId::from(cohort)).await)
}

pub(crate) async fn delete_course(
    app: &App,
    request: &Request,
    company: &str,
    course: &str,
) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::CatalogWrite)?;
    Query::of(request, &[])?;
    check_ids(&[company, course])?;
    gone(app.aws.delete_course(&CompanyId::from(company), &CourseId::from(course)).await)
}

fn gone(deleted: Result<bool, CatalogError>) -> Result<Response<Body>, ApiError> {
    if deleted.map_err(refusal)? {
        return Ok(no_content());
    }
    Err(unknown())
}

/// What is longer than an id is none, and is not asked for: no key of the table is that long.
fn check_ids(ids: &[&str]) -> Result<(), ApiError> {
    if ids.iter().all(|id| id.len() <= ID_BYTES_MAX) { Ok(()) } else { Err(unknown()) }
}

fn unknown() -> ApiError {
    ApiError::new(ErrorCode::CatalogEntryUnknown, "The catalog has no such entry. GET /catalog lists them.")
}

fn refusal(error: CatalogError) -> ApiError {
    match error {
        CatalogError::Document(error) => ApiError::new(ErrorCode::CatalogInvalid, sentence(&error.to_string())),
        CatalogError::Cursor(error) => {
            ApiError::new(ErrorCode::CursorInvalid, "Use next_cursor of the page before as it is.").caused_by(error)
        }
        CatalogError::NameTaken { name } => ApiError::new(
            ErrorCode::CompanyNameTaken,
            format!(
                "Another company is named {name:?}. Give this one another name, or leave its id out to mean that one."
            ),
        ),
        CatalogError::CohortNameTaken { company_id, name } => ApiError::new(
            ErrorCode::CohortNameTaken,
            format!("Another cohort of company {company_id} is named {name:?}. Give this one another name."),
        ),
        CatalogError::TooMany { what, limit } => ApiError::new(
            ErrorCode::CatalogInvalid,
            format!("There would be more than {limit} {what}. Remove some first."),
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

/// An error's words as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}
