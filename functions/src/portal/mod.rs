//! `GET /`, `GET /activate` and `GET /rollcall-import.js`: pages for people, and the element for a portal's own page.
//!
//! Nothing here reads a store or knows a person: answers are the same for everybody, and what a page shows it asks the API for, with
//! the token that its user gives it. Left out on purpose: sessions and cookies.

mod assets;
mod page;

use std::sync::OnceLock;

use lambda_http::{
    Body, Request, Response,
    http::{HeaderValue, StatusCode, header},
};

use self::page::{Page, tag_of};
use crate::{
    http::{self, Access, ApiError, Call, route_unknown},
    routes::{Function, Operation},
};

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    origins: String,
    served: OnceLock<Served>,
}

/// What the function serves: made at the first request and not before, since a start that waits for it costs twice the time.
#[derive(Debug, Clone)]
struct Served {
    users: Page,
    activate: Page,
    script: String,
    script_tag: String,
}

impl App {
    /// `origins`: where files are uploaded to, as a content security policy writes it; several are parted by spaces.
    pub fn new(origins: &str) -> Self {
        Self { origins: origins.to_owned(), served: OnceLock::new() }
    }

    /// Reads `ROLLCALL_UPLOAD_ORIGIN`. Without it any origin that is encrypted may be uploaded to.
    pub fn from_env() -> Self {
        Self::new(&std::env::var("ROLLCALL_UPLOAD_ORIGIN").unwrap_or_else(|_| "https:".to_owned()))
    }
}

impl Served {
    fn new(origins: &str) -> Self {
        let script = assets::element();
        Self {
            users: Page::new(&assets::USERS, origins),
            activate: Page::new(&assets::ACTIVATE, ""),
            script_tag: tag_of(&script),
            script,
        }
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    let served = app.served.get_or_init(|| Served::new(&app.origins));
    http::answer(Function::Portal, &Access::default(), &request, |call| async move { route(served, &call) }).await
}

fn route(served: &Served, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::GetUserPage => Ok(html(&served.users, call.request)),
        Operation::GetActivationPage => Ok(html(&served.activate, call.request)),
        Operation::GetElement => Ok(script(served, call.request)),
        _ => Err(route_unknown()),
    }
}

fn html(page: &Page, request: &Request) -> Response<Body> {
    let mut response = kept(request, &page.tag, "text/html; charset=utf-8", &page.html);
    set(&mut response, header::CONTENT_SECURITY_POLICY, &page.policy);
    set(&mut response, header::X_FRAME_OPTIONS, "DENY");
    response
}

fn script(served: &Served, request: &Request) -> Response<Body> {
    let mut response = kept(request, &served.script_tag, "text/javascript; charset=utf-8", &served.script);
    // A portal's page loads it from another origin. As a module it is asked for with CORS; a gateway that answers CORS itself puts the
    // portal's origin here. As a plain script it needs none.
    set(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(&mut response, header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    response
}

/// An answer that a browser keeps and asks for again by its tag: a new version is seen at once, an old one costs no bytes.
fn kept(request: &Request, tag: &str, content_type: &'static str, text: &str) -> Response<Body> {
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = asked.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(if is_known { Body::Empty } else { Body::from(text) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    set(&mut response, header::ETAG, tag);
    set(&mut response, header::CONTENT_TYPE, content_type);
    set(&mut response, header::CACHE_CONTROL, "public, max-age=0, must-revalidate");
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    response
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    // Values are made here, of visible ASCII; an origin of the settings that is not is left out, which forbids more.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests;
