//! The routes of users.

use std::collections::HashMap;

use crate::http::{ApiError, Caller, ErrorCode, Query, Scope, no_content, ok};
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use rollcall_aws::{ListError, UserQuery};
use rollcall_domain::{
    catalog::{CATALOG_NAME_CHARS_MAX, CompanyCatalog},
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    layout::{Field, FieldsView, Value as FieldValue},
    stores::CatalogStore,
    user::{Assignment, InvitationState, Origin, User, UserLine, UserStatus},
};
use serde::Serialize;
use std::sync::Arc;

use super::App;

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
            None => return Ok(crate::http::list::<UserLineView<'_>>(&[], None)),
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
    for line in &page.items {
        names.load(line.company_id.as_ref()).await?;
    }
    let lines: Vec<UserLineView<'_>> = page.items.iter().map(|line| names.line(line)).collect();
    Ok(crate::http::list(&lines, page.next_cursor.as_deref()))
}

pub(crate) async fn show(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::UsersRead)?;
    Query::of(request, &[])?;
    let user = find(app, id).await?;
    let mut names = Names { catalog: app.aws.for_event(), companies: HashMap::new() };
    names.load(user.company_id.as_ref()).await?;
    for assignment in user.courses.values() {
        names.load(Some(&assignment.company_id)).await?;
    }
    Ok(ok(&names.user(&user)))
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
    // What cannot be an id is not asked for.
    id.unix_ms().ok_or_else(unknown)?;
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
        self.load(Some(&id)).await?;
        Ok(self.company(Some(&id)).is_some().then_some(id))
    }

    /// Loads the catalog of a company, unless it was loaded before.
    async fn load(&mut self, id: Option<&CompanyId>) -> Result<(), ApiError> {
        let Some(id) = id.filter(|id| !self.companies.contains_key(id)) else { return Ok(()) };
        let found = self.catalog.company(id).await?;
        self.companies.insert(id.clone(), found);
        Ok(())
    }

    /// The catalog of a company that was loaded and exists.
    fn company(&self, id: Option<&CompanyId>) -> Option<&CompanyCatalog> {
        self.companies.get(id?).and_then(Option::as_deref)
    }

    fn line<'a>(&'a self, line: &'a UserLine) -> UserLineView<'a> {
        let (company_id, cohort_id) = (line.company_id.as_ref(), line.cohort_id.as_ref());
        UserLineView {
            user_id: &line.user_id,
            fields: FieldsView::new(&Field::LISTED, |field| match field {
                Field::Company | Field::Cohort => self.name_of(field, company_id, cohort_id),
                _ => line.values.get(field).map(FieldValue::Text),
            }),
            status: line.status,
            invitation: line.invitation,
        }
    }

    fn user<'a>(&'a self, user: &'a User) -> UserView<'a> {
        let (company_id, cohort_id) = (user.company_id.as_ref(), user.cohort_id.as_ref());
        let course = |(id, assignment): (&'a CourseId, &'a Assignment)| {
            let through = self.company(Some(&assignment.company_id));
            // A course that is not in the catalog any more is shown by its id.
            let title =
                through.and_then(|company| company.course_by_id(id)).map_or(id.as_str(), |course| &course.title);
            CourseView { course_id: id, title, import_id: &assignment.import_id, assigned_at: assignment.at }
        };
        UserView {
            user_id: &user.user_id,
            fields: FieldsView::new(&Field::SHOWN, |field| match field {
                Field::Company | Field::Cohort => self.name_of(field, company_id, cohort_id),
                _ => user.value(field),
            }),
            status: user.status(),
            invitation: user.invitation,
            courses: user.courses.iter().map(course).collect(),
            created_by: &user.created_by,
            created_at: user.created_at,
            updated_at: user.updated_at,
        }
    }

    /// The name of the user's company, or of the cohort. A cohort that is not in the catalog any more is shown by its id.
    fn name_of<'a>(
        &'a self,
        field: Field,
        company_id: Option<&CompanyId>,
        cohort_id: Option<&'a CohortId>,
    ) -> Option<FieldValue<'a>> {
        let company = self.company(company_id);
        let name = if field == Field::Company {
            company?.company().name.as_str()
        } else {
            let id = cohort_id?;
            let cohort = company.and_then(|company| company.cohort_by_id(id));
            cohort.map_or(id.as_str(), |cohort| cohort.name.as_str())
        };
        Some(FieldValue::Text(name))
    }
}

/// A user in the list.
#[derive(Debug, Serialize)]
struct UserLineView<'a> {
    user_id: &'a UserId,
    #[serde(flatten)]
    fields: FieldsView<'a>,
    status: UserStatus,
    invitation: InvitationState,
}

/// One user with everything.
#[derive(Debug, Serialize)]
struct UserView<'a> {
    user_id: &'a UserId,
    #[serde(flatten)]
    fields: FieldsView<'a>,
    status: UserStatus,
    invitation: InvitationState,
    courses: Vec<CourseView<'a>>,
    created_by: &'a Origin,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// A course of a user.
#[derive(Debug, Serialize)]
struct CourseView<'a> {
    course_id: &'a CourseId,
    title: &'a str,
    import_id: &'a ImportId,
    assigned_at: Timestamp,
}
