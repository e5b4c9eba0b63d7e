//! Users and the catalog: lists, one user, erasing a person, and the reference data.

mod catalog;
mod users;

use crate::{
    http::{Access, ApiError, ErrorCode, segments},
    start,
};
use lambda_http::{Body, Request, Response, http::Method};
use rollcall_aws::{Aws, Part, SettingsError};

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    access: Access,
    aws: Aws,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Access::from_env())
    }

    /// On this stack.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(aws: &Aws, access: Access) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table])?;
        Ok(Self { access, aws: aws.clone() })
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    start::answer(&request, Box::pin(route(app, &request))).await
}

async fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let path = segments(request);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (request.method(), path.as_slice()) {
        (&Method::GET, ["users"]) => users::list(app, request).await,
        (&Method::GET, ["users", id]) => users::show(app, request, id).await,
        (&Method::DELETE, ["users", id]) => users::erase(app, request, id).await,
        (&Method::GET, ["catalog"]) => catalog::show(app, request).await,
        (&Method::PUT, ["catalog"]) => catalog::put(app, request).await,
        (&Method::DELETE, ["catalog", "companies", company]) => catalog::delete_company(app, request, company).await,
        (&Method::DELETE, ["catalog", "companies", company, "cohorts", cohort]) => {
            catalog::delete_cohort(app, request, company, cohort).await
        }
        (&Method::DELETE, ["catalog", "companies", company, "courses", course]) => {
            catalog::delete_course(app, request, company, course).await
        }
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}
