//! `/users` and the route below it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use lambda_http::{Body, Response};
use rollcall_aws::UserQuery;
use rollcall_domain::{
    catalog::CATALOG_NAME_CHARS_MAX,
    feed::FeedName,
    flow::{CompanyCache, import_still_writing},
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    layout::{Field, FieldsView, Value as FieldValue},
    plan::CatalogLookup,
    rules::{Address, IDENTIFIER_CHARS_MAX, clean, fold_searched_name},
    stores::{CatalogStore, FeedStore},
    user::{Assignment, InvitationState, User, UserLine, UserStatus},
};
use serde::Serialize;

use super::history::{self, WrittenView};
use crate::{
    App,
    companies::find_company,
    http::{ApiError, Call, ErrorCode, Page, filter_empty, no_content, ok, one_of},
};

const ADDRESS_CHARS_MAX: usize = 254;
const NAME_CHARS_MAX: usize = 128;

/// A user in a list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UserLine"))]
pub(crate) struct UserLineView<'a> {
    user_id: &'a UserId,
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schemars(schema_with = "listed_schema"))]
    fields: FieldsView<'a>,
    status: UserStatus,
    invitation: InvitationState,
}

/// A user with courses, latest imports and creator.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "User"))]
pub(crate) struct UserView<'a> {
    user_id: &'a UserId,
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schemars(schema_with = "shown_schema"))]
    fields: FieldsView<'a>,
    status: UserStatus,
    invitation: InvitationState,
    /// When the portal first reported an attempt to sign in, while the user was enabled.
    signed_in_at: Option<Timestamp>,
    /// The feed that the person belongs to.
    feed: Option<&'a FeedName>,
    courses: Vec<CourseView<'a>>,
    /// The latest imports that wrote the user, oldest first.
    imports: Vec<WrittenView>,
    created_by: CreatedByView<'a>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// A course assigned to a user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CourseAssignment"))]
struct CourseView<'a> {
    course_id: &'a CourseId,
    /// Title, or the id if the course is no longer in the catalog.
    title: &'a str,
    /// Import that assigned the course.
    import_id: &'a ImportId,
    assigned_at: Timestamp,
}

/// The row that created the user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CreatedBy"))]
struct CreatedByView<'a> {
    import_id: &'a ImportId,
    row: u64,
}

#[cfg(feature = "openapi")]
fn listed_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    FieldsView::schema(&Field::LISTED)
}

#[cfg(feature = "openapi")]
fn shown_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    FieldsView::schema(&Field::SHOWN)
}

pub(crate) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let status = query.parse("status", "disabled, pending or active", UserStatus::parse)?;
    let invitation = query.parse("invitation", &one_of(&InvitationState::NAMES), InvitationState::parse)?;
    let limit = query.limit()?;
    let identifier = query.filter("identifier", IDENTIFIER_CHARS_MAX)?.map(str::to_owned);
    let prefix = query.text("q", ADDRESS_CHARS_MAX)?.map(Address::key_prefix);
    let name = query.filter("name", NAME_CHARS_MAX)?.map(str::to_owned);
    // Text that consists only of spaces, accents or invisible characters would match every name.
    if name.as_deref().is_some_and(|name| fold_searched_name(name).trim().is_empty()) {
        return Err(filter_empty("name"));
    }
    let address = match query.filter("email", ADDRESS_CHARS_MAX)? {
        None => None,
        // An invalid address has no user.
        Some(asked) => match Address::parse(&clean(asked)) {
            Some(address) => Some(address.key),
            None => return Ok(ok(&Page::<UserLineView<'_>>::empty())),
        },
    };
    let mut names = Names { catalog: app.aws.for_event(), companies: CompanyCache::default() };
    let company_id = match query.filter("company", CATALOG_NAME_CHARS_MAX)? {
        None => None,
        // An unknown company has no users.
        Some(asked) => match find_company(&names.catalog, asked).await? {
            Some(id) => Some(id),
            None => return Ok(ok(&Page::<UserLineView<'_>>::empty())),
        },
    };
    let cursor = query.get("cursor").map(str::to_owned);
    let wanted = UserQuery { address, prefix, name, company_id, status, invitation, identifier, limit, cursor };
    let page = app.aws.list_users(&wanted).await?;
    names.load(page.items.iter().filter_map(|line| line.company_id.clone()).collect()).await?;
    let items = page.items.iter().map(|line| names.line(line)).collect();
    Ok(ok(&Page { items, next_cursor: page.next_cursor }))
}

pub(crate) async fn show(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let mut user = find(app, call).await?;
    // Deleting a feed does not update its users, so a user may still refer to a deleted feed.
    if let Some(feed) = &user.feed
        && app.aws.feed_by_id(feed).await?.is_none()
    {
        user.feed = None;
    }
    let mut names = Names { catalog: app.aws.for_event(), companies: CompanyCache::default() };
    let assigning = user.courses.values().map(|assignment| &assignment.company_id);
    names.load(assigning.chain(&user.company_id).cloned().collect()).await?;
    Ok(ok(&names.user(&user, history::of(app, &user).await?)))
}

pub(crate) async fn erase(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let user = find(app, call).await?;
    if let Some(id) = import_still_writing(&app.aws, &user).await? {
        let detail = format!(
            "Import {id} may still write this user. Try again once GET /imports/{id} shows that it has ended; if it has already \
             ended, try again in two minutes."
        );
        return Err(ApiError::new(ErrorCode::UserBeingImported, detail));
    }
    app.aws.erase_user(&user).await?;
    Ok(no_content())
}

async fn find(app: &App, call: &Call<'_>) -> Result<User, ApiError> {
    let id = UserId::from(call.parameter("id"));
    app.aws.user_by_id(&id).await?.ok_or_else(|| {
        let detail = "There is no user with this id. GET /users lists the users.";
        ApiError::new(ErrorCode::UserUnknown, detail)
    })
}

/// Names of companies, cohorts and courses, loaded on demand.
struct Names<C> {
    catalog: C,
    companies: CompanyCache,
}

impl<C: CatalogStore> Names<C> {
    /// Loads the catalogs of these companies that are not loaded yet, several at a time.
    async fn load(&mut self, ids: BTreeSet<CompanyId>) -> Result<(), ApiError> {
        Ok(self.companies.load_all(&self.catalog, ids).await?)
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

    fn user<'a>(&'a self, user: &'a User, imports: Vec<WrittenView>) -> UserView<'a> {
        let (company_id, cohort_id) = (user.company_id.as_ref(), user.cohort_id.as_ref());
        let course = |(id, assignment): (&'a CourseId, &'a Assignment)| {
            let through = self.companies.company(&assignment.company_id);
            // A course that is no longer in the catalog is shown by its id.
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
            signed_in_at: user.signed_in_at,
            feed: user.feed.as_ref().map(|feed| &feed.name),
            courses: user.courses.iter().map(course).collect(),
            imports,
            created_by: CreatedByView { import_id: &user.created_by.import_id, row: user.created_by.row },
            created_at: user.created_at,
            updated_at: user.updated_at,
        }
    }

    /// Returns the name of the user's company or cohort, or `None` if it is no longer in the catalog.
    fn name_of(
        &self,
        field: Field,
        company_id: Option<&CompanyId>,
        cohort_id: Option<&CohortId>,
    ) -> Option<FieldValue<'_>> {
        let company = self.companies.company(company_id?)?;
        let name = if field == Field::Company {
            company.company().name.as_str()
        } else {
            company.cohort_by_id(cohort_id?)?.name.as_str()
        };
        Some(FieldValue::Text(name))
    }
}
