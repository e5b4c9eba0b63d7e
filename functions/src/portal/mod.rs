//! `GET /`, `GET /activate` and `GET /rollcall-import.js`: pages for people, and the elements for the portal's pages.
//!
//! This function reads no store and identifies no one: responses do not depend on the caller, and pages fetch their data from the API with
//! the token that the visitor provides. There are deliberately no sessions and no cookies.
//!
//! Each page or script contains messages in one language: the one given by `?lang=`, if any, or else the one that `Accept-Language`
//! prefers. If the page then selects another language, the script loads the messages in that language as a module from `GET
//! /rollcall-import.js?texts=<tag>`.
//!
//! `GET /rollcall-import.js?manifest` returns the URL of the script's current version, which caches may keep for a year, and its
//! `integrity` value.

mod content;
mod page;

use std::sync::OnceLock;

use lambda_http::{
    Body, Request, RequestExt, Response,
    http::{HeaderValue, Method, StatusCode, header},
};
use rollcall_domain::locale::Language;
use serde::Serialize;

use self::{
    content::{Content, Encoded},
    page::{ActivationPage, policy},
};
use crate::{
    http::{self, Access, ApiError, Call, accepts, language_of, route_unknown},
    routes::{Function, Operation},
};

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// `Cache-Control` for a URL without the current version: browsers revalidate the response, so a new version is visible immediately, and an
/// unchanged version is not downloaded again.
const REVALIDATED: &str = "public, max-age=0, must-revalidate";
/// `Cache-Control` for a URL that contains the current version.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What the activation page says about the tenant. Empty fields are omitted.
#[derive(Debug, Clone, Default)]
pub struct Tenant {
    pub name: String,
    /// Address of the portal, where people go after activation.
    pub portal_url: String,
    pub logo_url: String,
}

#[derive(Debug, Clone)]
pub struct App {
    origins: String,
    tenant: Tenant,
    /// The activation page in each language, created on the first request.
    activation: [OnceLock<ActivationPage>; Language::ALL.len()],
}

impl App {
    /// Creates the function's state. `origins` are the upload origins, in content security policy syntax and separated by spaces.
    pub fn new(origins: &str, tenant: Tenant) -> Self {
        Self { origins: origins.to_owned(), tenant, activation: [const { OnceLock::new() }; Language::ALL.len()] }
    }

    /// Reads `ROLLCALL_UPLOAD_ORIGIN`, `ROLLCALL_TENANT_NAME`, `ROLLCALL_PORTAL_URL` and `ROLLCALL_LOGO_URL`. Without the first, pages
    /// may upload to any HTTPS origin.
    pub fn from_env() -> Self {
        let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let text = |name| read(name).unwrap_or_default();
        let tenant = Tenant {
            name: text("ROLLCALL_TENANT_NAME"),
            portal_url: text("ROLLCALL_PORTAL_URL"),
            logo_url: text("ROLLCALL_LOGO_URL"),
        };
        Self::new(&read("ROLLCALL_UPLOAD_ORIGIN").unwrap_or_else(|| "https:".to_owned()), tenant)
    }
}

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Portal, &Access::default(), &request, |call| async move { route(app, &call) }).await
}

fn route(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let request = call.request;
    let named = parameter(request, "lang").and_then(Language::from_tag);
    let language = named.unwrap_or_else(|| language_of(request));
    let content = content::in_language(language);
    let mut response = match call.operation() {
        Operation::GetUserPage => {
            let response = encoded(request, &content.users, HTML, REVALIDATED);
            page(response, content, &policy(content.users_script, &app.origins, ""))
        }
        Operation::GetActivationPage => {
            let own = app.activation[language as usize].get_or_init(|| ActivationPage::new(content, &app.tenant));
            page(revalidated(request, &own.tag, HTML, Body::from(own.html.as_str())), content, &own.policy)
        }
        Operation::GetElement => element(request, content),
        _ => return Err(route_unknown()),
    };
    if request.method() == Method::HEAD {
        *response.body_mut() = Body::Empty;
    }
    Ok(response)
}

fn parameter<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.query_string_parameters_ref()?.first(name)
}

fn page(mut response: Response<Body>, content: &Content, policy: &str) -> Response<Body> {
    set(&mut response, header::CONTENT_LANGUAGE, content.tag);
    set(&mut response, header::CONTENT_SECURITY_POLICY, policy);
    set(&mut response, header::X_FRAME_OPTIONS, "DENY");
    response
}

/// The response to `GET /rollcall-import.js?manifest`.
#[derive(Debug, Serialize)]
struct Manifest {
    /// Path and query of the script's current version, relative to the API's URL.
    url: String,
    /// For the `integrity` attribute of the script element.
    integrity: &'static str,
}

fn element(request: &Request, content: &Content) -> Response<Body> {
    let texts = parameter(request, "texts").and_then(Language::from_tag);
    let mut response = if let Some(language) = texts {
        encoded(request, &content::in_language(language).texts, SCRIPT, REVALIDATED)
    } else {
        let (script, version) = (&content.script, content.script.version());
        if parameter(request, "manifest").is_some() {
            let url = format!("/rollcall-import.js?lang={}&v={version}", content.tag);
            let manifest = serde_json::to_string(&Manifest { url, integrity: script.integrity }).unwrap_or_default();
            revalidated(request, &format!("\"{version}\""), "application/json", Body::from(manifest))
        } else {
            let is_current = parameter(request, "v").is_some_and(|asked| asked == version);
            encoded(request, script, SCRIPT, if is_current { IMMUTABLE } else { REVALIDATED })
        }
    };
    // The portal's page loads the script from another origin. A module requires CORS (a gateway that handles CORS replaces this header with
    // the portal's origin); a plain script does not.
    set(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(&mut response, header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    response
}

/// Returns a file in the first of these content codings that the caller accepts: Brotli, gzip, none.
fn encoded(request: &Request, file: &Encoded, content_type: &'static str, caching: &str) -> Response<Body> {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (coding, body) = if accepts(accepted, "br") {
        (Some("br"), Body::from(file.brotli))
    } else if accepts(accepted, "gzip") {
        (Some("gzip"), Body::from(file.gzip))
    } else {
        (None, Body::from(file.text))
    };
    // Each content coding is a separate representation with its own entity tag.
    let suffix = coding.map(|coding| format!("-{coding}")).unwrap_or_default();
    let mut response = revalidated(request, &format!("\"{}{suffix}\"", file.digest), content_type, body);
    if let (Some(coding), StatusCode::OK) = (coding, response.status()) {
        set(&mut response, header::CONTENT_ENCODING, coding);
    }
    set(&mut response, header::CACHE_CONTROL, caching);
    response
}

/// Creates a response that browsers cache and revalidate by its entity tag. Its status is 304, without a body, if the caller already has
/// this version, or any version (`If-None-Match: *`).
fn revalidated(request: &Request, tag: &str, content_type: &'static str, body: Body) -> Response<Body> {
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = asked.trim() == "*" || asked.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(if is_known { Body::Empty } else { body });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    set(&mut response, header::ETAG, tag);
    set(&mut response, header::CONTENT_TYPE, content_type);
    set(&mut response, header::VARY, "accept-language, accept-encoding");
    set(&mut response, header::CACHE_CONTROL, REVALIDATED);
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    response
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    // Values are visible ASCII, except perhaps configured origins. An invalid policy is omitted, and `protected` replaces it with a
    // stricter one.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests;
