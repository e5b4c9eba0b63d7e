//! `GET /`, `GET /activate` and `GET /rollcall-import.js`: pages for people, and the element for the portal's pages.
//!
//! This function reads no store and knows no person: responses are the same for all callers, and pages fetch their data from the API with
//! the token that the user provides. Deliberately omitted: sessions and cookies.
//!
//! Pages and script contain the texts of one language: that of `?lang=`, otherwise the one that `Accept-Language` prefers. If the page
//! then selects another language, the script loads its texts as a module from `GET /rollcall-import.js?texts=<tag>`.

mod assets;
mod page;

use std::sync::OnceLock;

use lambda_http::{
    Body, Request, RequestExt, Response,
    http::{HeaderValue, StatusCode, header},
};

use rollcall_domain::locale::Language;

use self::page::{Page, tag_of};
use crate::{
    http::{self, Access, ApiError, Call, language_of, route_unknown},
    routes::{Function, Operation},
};

/// State of the function.
#[derive(Debug, Clone)]
pub struct App {
    served: Served,
}

/// The content by language, built at the first request: at cold start it would double the start-up time.
#[derive(Debug, Clone)]
struct Served {
    origins: String,
    languages: [OnceLock<InLanguage>; Language::ALL.len()],
}

#[derive(Debug, Clone)]
struct InLanguage {
    language: Language,
    users: Page,
    activate: Page,
    script: String,
    script_tag: String,
}

impl App {
    /// Creates the function. `origins` are the upload origins in the syntax of a content security policy, separated by spaces.
    pub fn new(origins: &str) -> Self {
        Self { served: Served::new(origins) }
    }

    /// Reads `ROLLCALL_UPLOAD_ORIGIN`. Without it, pages may upload to any HTTPS origin.
    pub fn from_env() -> Self {
        Self::new(&std::env::var("ROLLCALL_UPLOAD_ORIGIN").unwrap_or_else(|_| "https:".to_owned()))
    }
}

impl Served {
    fn new(origins: &str) -> Self {
        Self { origins: origins.to_owned(), languages: [const { OnceLock::new() }; Language::ALL.len()] }
    }

    /// The content in the language of the query or, failing that, of `Accept-Language`.
    fn for_reader(&self, request: &Request) -> &InLanguage {
        let named = parameter(request, "lang").and_then(Language::from_tag);
        let language = named.unwrap_or_else(|| language_of(request));
        self.languages[language as usize].get_or_init(|| {
            let script = assets::element(language);
            InLanguage {
                language,
                users: Page::new(&assets::USERS, language, &self.origins),
                activate: Page::new(&assets::ACTIVATE, language, ""),
                script_tag: tag_of(&script),
                script,
            }
        })
    }
}

/// Handles a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::answer(Function::Portal, &Access::default(), &request, |call| async move { route(&app.served, &call) }).await
}

fn route(served: &Served, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::GetUserPage => Ok(html(served.for_reader(call.request), |served| &served.users, call.request)),
        Operation::GetActivationPage => {
            Ok(html(served.for_reader(call.request), |served| &served.activate, call.request))
        }
        Operation::GetElement => Ok(script(served, call.request)),
        _ => Err(route_unknown()),
    }
}

fn parameter<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.query_string_parameters_ref()?.first(name)
}

fn html(served: &InLanguage, page: impl Fn(&InLanguage) -> &Page, request: &Request) -> Response<Body> {
    let page = page(served);
    let mut response = kept(request, &page.tag, "text/html; charset=utf-8", &page.html);
    set(&mut response, header::CONTENT_LANGUAGE, served.language.tag());
    set(&mut response, header::CONTENT_SECURITY_POLICY, &page.policy);
    set(&mut response, header::X_FRAME_OPTIONS, "DENY");
    response
}

fn script(served: &Served, request: &Request) -> Response<Body> {
    const TYPE: &str = "text/javascript; charset=utf-8";
    let mut response = if let Some(language) = parameter(request, "texts").and_then(Language::from_tag) {
        let texts = assets::texts(language);
        kept(request, &tag_of(&texts), TYPE, &texts)
    } else {
        let served = served.for_reader(request);
        kept(request, &served.script_tag, TYPE, &served.script)
    };
    // The portal's page loads it from another origin. A module requires CORS (a gateway that handles CORS replaces this header with the
    // portal's origin); a plain script does not.
    set(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(&mut response, header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    response
}

/// A response that browsers cache and revalidate by its entity tag: a new version is visible at once, an unchanged one is not sent again.
fn kept(request: &Request, tag: &str, content_type: &'static str, text: &str) -> Response<Body> {
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = asked.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(if is_known { Body::Empty } else { Body::from(text) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    set(&mut response, header::ETAG, tag);
    set(&mut response, header::CONTENT_TYPE, content_type);
    set(&mut response, header::VARY, "accept-language");
    set(&mut response, header::CACHE_CONTROL, "public, max-age=0, must-revalidate");
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    response
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    // Values are visible ASCII. An invalid configured origin is omitted, which only makes the policy stricter.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests;
