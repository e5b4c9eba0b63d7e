//! `GET /layouts`: the layouts as data. Reads no store.

use lambda_http::{Body, Request, Response};
use rollcall_domain::{help::layouts_document, settings::Defaults};

use crate::{
    defaults_from_env,
    http::{self, Access, ApiError, Call, in_language, ok, route_unknown},
    routes::{Function, Operation},
};

#[derive(Debug, Clone, Default)]
pub struct App {
    pub access: Access,
    pub defaults: Defaults,
}

impl App {
    pub fn from_env() -> Self {
        Self { access: Access::from_env(), defaults: defaults_from_env() }
    }
}

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Template, &app.access, &request, |call| async move { route(app, &call) }).await
}

fn route(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::GetLayouts => {
            let language = call.language();
            let document = layouts_document(&app.defaults, language);
            Ok(in_language(ok(&document), language))
        }
        _ => Err(route_unknown()),
    }
}
