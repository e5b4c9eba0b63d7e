//! The mailbox in a browser on this machine: a list of the latest e-mails, and each e-mail as its recipient sees it.
//!
//! An e-mail's HTML is not trusted. It is shown in a frame without scripts, forms or an origin, and served with the same restrictions, so
//! that it is equally harmless when opened on its own. Links open in a new tab.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use super::Shared;
use crate::is_loopback;

/// Maximum number of e-mails in the list, the latest ones.
const SHOWN_MAX: usize = 200;
const LIST_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Policy for an e-mail's HTML, whose links open in a new tab.
const MAIL_POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
    content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>Mailbox</title><style>\
    body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
    summary{cursor:pointer;padding:.5rem 0;overflow-wrap:anywhere}details{border-top:1px solid #8886}\
    iframe{width:100%;height:36rem;border:1px solid #8886;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere}\
    small{opacity:.8}</style></head><body><main><h1>Mailbox</h1>";

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(list))
        .route("/{message_id}", get(page))
        .with_state(shared)
        .layer(middleware::from_fn(guard))
}

/// Refuses host names other than loopback, to prevent DNS rebinding, and forbids caching, MIME sniffing and referrers.
async fn guard(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_loopback(host) {
        return (StatusCode::FORBIDDEN, "Address this program as localhost or 127.0.0.1.").into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn policed(policy: &'static str, html: String) -> Response {
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response()
}

async fn list(State(shared): State<Arc<Shared>>) -> Response {
    let emails = shared.outbox.latest(SHOWN_MAX);
    let mut html = HEAD.to_owned();
    if emails.is_empty() {
        html.push_str("<p>No e-mail has been sent yet.</p>");
    }
    for mail in emails.iter().rev() {
        let [id, to, from, subject, language, text] =
            [&mail.message_id, &mail.to, &mail.from, &mail.subject, &mail.language, &mail.text]
                .map(|text| escape(text));
        let sent_at = mail.sent_at.strftime("%Y-%m-%d %H:%M:%S UTC");
        let shown = format!(
            "<details><summary><b>{subject}</b><br><small>to {to} · from {from} · {language} · {sent_at}</small></summary>\
             <iframe loading=\"lazy\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" src=\"/{id}\" title=\"{subject}\"></iframe>\
             <details><summary>As text</summary><pre>{text}</pre></details></details>"
        );
        html.push_str(&shown);
    }
    html.push_str("</main></body></html>");
    policed(LIST_POLICY, html)
}

async fn page(State(shared): State<Arc<Shared>>, Path(message_id): Path<String>) -> Response {
    let found = shared.outbox.latest(SHOWN_MAX).into_iter().find(|mail| mail.message_id == message_id);
    match found {
        Some(mail) => policed(MAIL_POLICY, mail.html.replacen("<head>", "<head><base target=\"_blank\">", 1)),
        None => (StatusCode::NOT_FOUND, "There is no such e-mail among the latest.").into_response(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
