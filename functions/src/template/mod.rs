//! `GET /template` and `GET /layouts`: what an admin fills in, and how. Reads no store.

use crate::{
    defaults_from_env,
    http::{Access, ApiError, Caller, ErrorCode, Query, Scope, in_language, language_of, ok, segments, text},
    start,
};
use lambda_http::{Body, Request, Response, http::Method};
use rollcall_domain::{
    help::layouts_document,
    layout::{COURSE_COLUMNS_MAX, LayoutName},
    settings::Defaults,
    template::{file_name, template},
};

/// What the function knows.
#[derive(Debug, Clone, Default)]
pub struct App {
    /// Who may.
    pub access: Access,
    /// The stack's defaults.
    pub defaults: Defaults,
}

impl App {
    /// From the function's environment.
    pub fn from_env() -> Self {
        Self { access: Access::from_env(), defaults: defaults_from_env() }
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    start::answer(&request, async { route(app, &request) }).await
}

fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let path = segments(request);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (request.method(), path.as_slice()) {
        (&Method::GET, ["template"]) => get_template(app, request),
        (&Method::GET, ["layouts"]) => {
            Caller::of(request, &app.access, Scope::ImportsRead)?;
            Query::of(request, &[])?;
            let language = language_of(request);
            let document = layouts_document(app.defaults.layout, app.defaults.rows_max, language);
            Ok(in_language(ok(&document), language))
        }
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}

fn get_template(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::ImportsRead)?;
    let query = Query::of(request, &["layout", "modules"])?;
    let name = query.parse("layout", "enrolment or learners", LayoutName::parse)?.unwrap_or(app.defaults.layout);
    let layout = name.layout();
    let count = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= COURSE_COLUMNS_MAX);
    let asked = query.parse("modules", "a number from 0 to 200", count)?;
    let modules = asked.unwrap_or_else(|| layout.numbered.map_or(0, |family| family.template_default));
    let csv =
        template(layout, modules).map_err(|error| ApiError::new(ErrorCode::ParameterInvalid, error.to_string()))?;
    Ok(text("text/csv; charset=utf-8", &file_name(layout), csv))
}
