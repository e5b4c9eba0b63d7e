//! `GET /template` and `GET /layouts`: the CSV template, and the layouts as data. Reads no store.

use lambda_http::{Body, Request, Response};
use rollcall_domain::{
    help::layouts_document,
    layout::{COURSE_COLUMNS_MAX, LayoutName},
    settings::Defaults,
    template::{file_name, template},
};

use crate::{
    defaults_from_env,
    http::{self, Access, ApiError, Call, ErrorCode, in_language, ok, route_unknown, text},
    routes::{Function, Operation},
};

/// State of the function.
#[derive(Debug, Clone, Default)]
pub struct App {
    /// Which tokens are accepted.
    pub access: Access,
    /// The stack's defaults.
    pub defaults: Defaults,
}

impl App {
    /// Reads the environment of the function.
    pub fn from_env() -> Self {
        Self { access: Access::from_env(), defaults: defaults_from_env() }
    }
}

/// Handles a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::answer(Function::Template, &app.access, &request, |call| async move { route(app, &call) }).await
}

fn route(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::GetTemplate => get_template(app, call),
        Operation::GetLayouts => {
            let language = call.language();
            let document = layouts_document(&app.defaults, language);
            Ok(in_language(ok(&document), language))
        }
        _ => Err(route_unknown()),
    }
}

fn get_template(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let name = call.query.parse("layout", "enrolment or learners", LayoutName::parse)?.unwrap_or(app.defaults.layout);
    let layout = name.layout();
    let count = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= COURSE_COLUMNS_MAX);
    let asked = call.query.parse("modules", "a number from 0 to 200", count)?;
    let modules = asked.unwrap_or_else(|| layout.numbered.map_or(0, |family| family.template_default));
    let csv =
        template(layout, modules).map_err(|error| ApiError::new(ErrorCode::ParameterInvalid, error.to_string()))?;
    Ok(text("text/csv; charset=utf-8", &file_name(layout), csv))
}
