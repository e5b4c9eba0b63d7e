//! Routes for users, the catalog, choices from the catalog, feeds, and templates, which can contain names from the catalog.

mod aliases;
mod catalog;
mod choices;
mod feeds;
mod history;
mod template;
mod users;

use lambda_http::{Body, Request, Response};
use rollcall_aws::Part;
use rollcall_domain::layout::LayoutName;

use crate::{
    App,
    http::{self, ApiError, Call, route_unknown},
    routes::{Function, Operation},
};

pub(crate) use aliases::{AliasesBody, AliasesView};
pub(crate) use catalog::{CatalogPage, CatalogPutView};
pub(crate) use feeds::{FeedBody, FeedView};
pub(crate) use users::{UserLineView, UserView};

pub const PARTS: &[Part] = &[Part::Table, Part::ResultsBucket, Part::ResumeQueue];

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Directory, &app.access, &request, |call| route(app, call)).await
}

async fn route(app: &App, call: Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::ListUsers => users::list(app, &call).await,
        Operation::GetUser => users::show(app, &call).await,
        Operation::EraseUser => users::erase(app, &call).await,
        Operation::GetCatalog => catalog::show(app, &call).await,
        Operation::PutCatalog => catalog::put(app, &call).await,
        Operation::DeleteCompany => catalog::delete_company(app, &call).await,
        Operation::DeleteCohort => catalog::delete_cohort(app, &call).await,
        Operation::DeleteCourse => catalog::delete_course(app, &call).await,
        Operation::AddAliases => aliases::add(app, &call).await,
        Operation::GetTemplate => template::show(app, &call).await,
        Operation::ListFeeds => feeds::list(app, &call).await,
        Operation::GetFeed => feeds::show(app, &call).await,
        Operation::PutFeed => feeds::put(app, &call).await,
        Operation::DeleteFeed => feeds::delete(app, &call).await,
        Operation::ListChoices => choices::list(app, &call).await,
        _ => Err(route_unknown()),
    }
}

/// Returns the layout that the query names or, if it names none, the stack's default.
fn layout_of(app: &App, call: &Call<'_>) -> Result<LayoutName, ApiError> {
    let named = call.query.parse("layout", "enrolment or learners", LayoutName::parse)?;
    Ok(named.unwrap_or(app.defaults.layout))
}
