//! The routes of users.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use lambda_http::{Body, Response};
use rollcall_aws::UserQuery;
use rollcall_domain::{
    catalog::{CATALOG_NAME_CHARS_MAX, CompanyCatalog},
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    stores::CatalogStore,
    user::{InvitationState, User, UserLine, UserStatus},
};
use serde::Serialize;

use crate::{
    App,
    companies::find_company,
    http::{ApiError, Call, ErrorCode, Page, no_content, ok},
};

/// Characters of the longest address.
const ADDRESS_CHARS_MAX: usize = 254;

/// A user in the list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UserLine"))]
pub(crate) struct UserLineView {
    cohort: Option<String>,
    company: Option<String>,
    /// As it was typed.
    email: String,
    invitation: InvitationState,
    language: String,
    last_name: Option<String>,
    name: String,
    status: UserStatus,
    user_id: UserId,
}

/// A user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "User"))]
pub(crate) struct UserView {
    cohort: Option<String>,
    company: Option<String>,
    country: Option<String>,
    courses: Vec<CourseView>,
    created_at: Timestamp,
    created_by: CreatedByView,
    /// As it was typed.
    email: String,
    enabled: bool,
    identifier: Option<String>,
    invitation: InvitationState,
    job_role: Option<String>,
    language: String,
    last_name: Option<String>,
    name: String,
    region: Option<String>,
    status: UserStatus,
    updated_at: Timestamp,
    user_id: UserId,
}

/// A course of a user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CourseAssignment"))]
struct CourseView {
    assigned_at: Timestamp,
    course_id: CourseId,
    /// The import that assigned it.
    import_id: ImportId,
    /// The id, for a course that is no longer in the catalog.
    title: String,
}

/// The row that created a user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CreatedBy"))]
struct CreatedByView {
    import_id: ImportId,
    row: u64,
}

pub(crate) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let status = query.parse("status", "disabled, pending or active", UserStatus::parse)?;
    let invitation = query.parse("invitation", "a state of invitations", InvitationState::parse)?;
    let limit = query.limit()?;
    let prefix = query.text("q", ADDRESS_CHARS_MAX)?.map(str::to_lowercase);
    let mut names = Names { catalog: app.aws.for_event(), companies: HashMap::new() };
    let company_id = match query.text("company", CATALOG_NAME_CHARS_MAX)? {
        None => None,
        // An unknown company has no users.
        Some(asked) => match find_company(&names.catalog, asked).await? {
            Some(id) => Some(id),
            None => return Ok(ok(&Page::<UserLineView>::empty())),
        },
    };
    let wanted =
        UserQuery { prefix, company_id, status, invitation, limit, cursor: query.get("cursor").map(str::to_owned) };
    let page = app.aws.list_users(&wanted).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for line in page.items {
        items.push(names.line(line).await?);
    }
    Ok(ok(&Page { items, next_cursor: page.next_cursor }))
}

pub(crate) async fn show(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let user = find(app, call).await?;
    let mut names = Names { catalog: app.aws.for_event(), companies: HashMap::new() };
    Ok(ok(&names.user(user).await?))
}

pub(crate) async fn erase(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let user = find(app, call).await?;
    app.aws.erase_user(&user).await?;
    Ok(no_content())
}

async fn find(app: &App, call: &Call<'_>) -> Result<User, ApiError> {
    let unknown = || ApiError::new(ErrorCode::UserUnknown, "No user has this id. GET /users lists them.");
    let id = UserId::from(call.parameter("id"));
    // A text of another form than an id is not looked up.
    id.unix_ms().ok_or_else(unknown)?;
    app.aws.user_by_id(&id).await?.ok_or_else(unknown)
}

/// Names of companies, cohorts and courses, looked up when they are shown.
struct Names<C> {
    catalog: C,
    companies: HashMap<CompanyId, Option<Arc<CompanyCatalog>>>,
}

impl<C: CatalogStore> Names<C> {
    async fn company(&mut self, id: Option<&CompanyId>) -> Result<Option<Arc<CompanyCatalog>>, ApiError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.companies.get(id) {
            return Ok(known.clone());
        }
        let found = self.catalog.company(id).await?;
        self.companies.insert(id.clone(), found.clone());
        Ok(found)
    }

    async fn line(&mut self, line: UserLine) -> Result<UserLineView, ApiError> {
        let company = self.company(line.company_id.as_ref()).await?;
        Ok(UserLineView {
            cohort: cohort_name(company.as_deref(), line.cohort_id.as_ref()),
            company: company_name(company.as_deref()),
            email: line.email,
            invitation: line.invitation,
            language: line.language,
            last_name: line.last_name,
            name: line.name,
            status: line.status,
            user_id: line.user_id,
        })
    }

    async fn user(&mut self, user: User) -> Result<UserView, ApiError> {
        let company = self.company(user.company_id.as_ref()).await?;
        let status = user.status();
        let mut courses = Vec::with_capacity(user.courses.len());
        for (course_id, assignment) in user.courses {
            let through = self.company(Some(&assignment.company_id)).await?;
            let course = through.as_ref().and_then(|company| company.course_by_id(&course_id));
            let title = course.map_or(course_id.as_str(), |course| course.title.as_str()).to_owned();
            let (import_id, assigned_at) = (assignment.import_id, assignment.at);
            courses.push(CourseView { assigned_at, course_id, import_id, title });
        }
        Ok(UserView {
            cohort: cohort_name(company.as_deref(), user.cohort_id.as_ref()),
            company: company_name(company.as_deref()),
            country: user.country,
            courses,
            created_at: user.created_at,
            created_by: CreatedByView { import_id: user.created_by.import_id, row: user.created_by.row },
            email: user.email,
            enabled: user.enabled,
            identifier: user.identifier,
            invitation: user.invitation,
            job_role: user.job_role,
            language: user.language,
            last_name: user.last_name,
            name: user.name,
            region: user.region,
            status,
            updated_at: user.updated_at,
            user_id: user.user_id,
        })
    }
}

fn company_name(company: Option<&CompanyCatalog>) -> Option<String> {
    company.map(|company| company.company().name.clone())
}

/// The name of a cohort, or its id if it is no longer in the catalog.
fn cohort_name(company: Option<&CompanyCatalog>, id: Option<&CohortId>) -> Option<String> {
    let id = id?;
    let cohort = company.and_then(|company| company.cohort_by_id(id));
    Some(cohort.map_or(id.as_str(), |cohort| cohort.name.as_str()).to_owned())
}
