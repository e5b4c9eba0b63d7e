//! The routes of users.

use std::collections::HashMap;

use lambda_http::{Body, Request, Response};
use rollcall_aws::{ListError, UserQuery};
use rollcall_domain::{
    catalog::{CATALOG_NAME_CHARS_MAX, CompanyCatalog},
    ids::{CohortId, CompanyId, UserId},
    ports::CatalogStore,
    user::{InvitationState, User, UserLine, UserStatus},
};
use rollcall_edge::{ApiError, Caller, ErrorCode, Query, Scope, no_content, ok};
use serde_json::{Value, json};
use std::sync::Arc;

use crate::App;

/// Characters of the longest address.
const ADDRESS_CHARS_MAX: usize = 254;

pub(crate) async fn list(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::UsersRead)?;
    let query = Query::of(request, &["q", "company", "status", "invitation", "limit", "cursor"])?;
    let status = query.parse("status", "disabled, pending or active", UserStatus::parse)?;
    let invitation = query.parse("invitation", "a state of invitations", InvitationState::parse)?;
    let limit = query.limit()?;
    let prefix = query.text("q", ADDRESS_CHARS_MAX)?.map(str::to_lowercase);
    let mut names = Names { catalog: app.aws.for_event(), companies: HashMap::new() };
    let company_id = match query.text("company", CATALOG_NAME_CHARS_MAX)? {
        None => None,
        // A company is asked for by its id or by its name; one that does not exist has no users.
        Some(asked) => match names.find(asked).await? {
            Some(id) => Some(id),
            None => return Ok(rollcall_edge::list::<Value>(&[], None)),
        },
    };
    let wanted =
        UserQuery { prefix, company_id, status, invitation, limit, cursor: query.get("cursor").map(str::to_owned) };
    let page = app.aws.list_users(&wanted).await.map_err(|error| match error {
        ListError::Cursor(error) => {
            ApiError::new(ErrorCode::CursorInvalid, "Use next_cursor of the page before as it is.").caused_by(error)
        }
        ListError::Store(error) => error.into(),
    })?;
    let mut lines = Vec::with_capacity(page.items.len());
    for line in &page.items {
        lines.push(names.line(line).await?);
    }
    Ok(rollcall_edge::list(&lines, page.next_cursor.as_deref()))
}

pub(crate) async fn show(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::UsersRead)?;
    Query::of(request, &[])?;
    let user = find(app, id).await?;
    let mut names = Names { catalog: app.aws.for_event(), companies: HashMap::new() };
    Ok(ok(&names.user(&user).await?))
}

pub(crate) async fn erase(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::UsersWrite)?;
    Query::of(request, &[])?;
    let user = find(app, id).await?;
    app.aws.erase_user(&user).await?;
    Ok(no_content())
}

async fn find(app: &App, id: &str) -> Result<User, ApiError> {
    let unknown = || ApiError::new(ErrorCode::UserUnknown, "No user has this id. GET /users lists them.");
    let id = UserId::from(id);
    app.aws.user_by_id(&id).await?.ok_or_else(unknown)
}

/// Names of companies, cohorts and courses, looked up when they are shown.
struct Names<C> {
    catalog: C,
    companies: HashMap<CompanyId, Option<Arc<CompanyCatalog>>>,
}

impl<C: CatalogStore> Names<C> {
    async fn find(&mut self, asked: &str) -> Result<Option<CompanyId>, ApiError> {
        if let Some(company) = self.catalog.company_named(asked).await? {
            return Ok(Some(company.company().id.clone()));
        }
        let id = CompanyId::from(asked);
        Ok(self.company(Some(&id)).await?.map(|_| id))
    }

    async fn company(&mut self, id: Option<&CompanyId>) -> Result<Option<Arc<CompanyCatalog>>, ApiError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.companies.get(id) {
            return Ok(known.clone());
        }
        let found = self.catalog.company(id).await?;
        self.companies.insert(id.clone(), found.clone());
        Ok(found)
    }

    async fn line(&mut self, line: &UserLine) -> Result<Value, ApiError> {
        let company = self.company(line.company_id.as_ref()).await?;
        Ok(json!({
            "user_id": line.user_id,
            "email": line.email,
            "name": line.name,
            "last_name": line.last_name,
            "company": company.as_ref().map(|company| &company.company().name),
            "cohort": cohort_name(company.as_deref(), line.cohort_id.as_ref()),
            "language": line.language,
            "status": line.status,
            "invitation": line.invitation,
        }))
    }

    async fn user(&mut self, user: &User) -> Result<Value, ApiError> {
        let company = self.company(user.company_id.as_ref()).await?;
        let mut courses = Vec::with_capacity(user.courses.len());
        for (id, assignment) in &user.courses {
            let through = self.company(Some(&assignment.company_id)).await?;
            let course = through.as_ref().and_then(|company| company.course_by_id(id));
            // A course that was taken from the catalog is shown by its id.
            let title = course.map_or(id.as_str(), |course| course.title.as_str()).to_owned();
            courses.push(json!({
                "course_id": id, "title": title, "import_id": assignment.import_id, "assigned_at": assignment.at,
            }));
        }
        Ok(json!({
            "user_id": user.user_id,
            "email": user.email,
            "enabled": user.enabled,
            "name": user.name,
            "last_name": user.last_name,
            "company": company.as_ref().map(|company| &company.company().name),
            "cohort": cohort_name(company.as_deref(), user.cohort_id.as_ref()),
            "language": user.language,
            "job_role": user.job_role,
            "region": user.region,
            "identifier": user.identifier,
            "country": user.country,
            "status": user.status(),
            "invitation": user.invitation,
            "courses": courses,
            "created_by": user.created_by,
            "created_at": user.created_at,
            "updated_at": user.updated_at,
        }))
    }
}

/// A cohort that was taken from the catalog is shown by its id.
fn cohort_name<'a>(company: Option<&'a CompanyCatalog>, id: Option<&'a CohortId>) -> Option<&'a str> {
    let id = id?;
    let cohort = company.and_then(|company| company.cohort_by_id(id));
    Some(cohort.map_or(id.as_str(), |cohort| cohort.name.as_str()))
}
