//! The pages' content security policies, and the activation page with the tenant's name and logo.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::{
    Tenant,
    content::{Content, STYLE},
};

/// Returns a page's content security policy, which allows only the page's own parts and the given origins.
///
/// The only inlined script and style allowed are those with the digests `script` and [`STYLE`], so a script in a cell cannot run. `origins`
/// is a space-separated list of origins; in `images`, a space precedes each origin.
pub(crate) fn policy(script: &str, origins: &str, images: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' {script}; style-src {STYLE}; connect-src 'self' {origins}; \
         img-src data:{images}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[derive(Debug, Clone)]
pub(crate) struct ActivationPage {
    pub(crate) html: String,
    pub(crate) policy: String,
    /// `ETag`, in quotes.
    pub(crate) tag: String,
}

impl ActivationPage {
    pub(crate) fn new(content: &Content, tenant: &Tenant) -> Self {
        let name = escaped(&tenant.name);
        let logo = origin(&tenant.logo_url).map(|_| escaped(&tenant.logo_url));
        let head = match &logo {
            Some(url) => format!("<img class=\"logo\" src=\"{url}\" alt=\"{name}\">"),
            None if name.is_empty() => String::new(),
            None => format!("<p class=\"tenant\">{name}</p>"),
        };
        let portal = origin(&tenant.portal_url).map(|_| escaped(&tenant.portal_url)).unwrap_or_default();
        let body = format!("<body class=\"narrow\" data-tenant=\"{name}\" data-portal=\"{portal}\">");
        let html = content.activate.text.replace("<!--tenant-->", &head).replace("<body class=\"narrow\">", &body);
        let images = origin(&tenant.logo_url).map(|origin| format!(" {origin}")).unwrap_or_default();
        Self {
            policy: policy(content.activate_script, "", &images),
            tag: format!("\"{}\"", BASE64_STANDARD.encode(Sha256::digest(&html))),
            html,
        }
    }
}

/// Returns the origin of an HTTP or HTTPS URL, or `None` for any other text and for a host with non-ASCII letters.
fn origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?;
    let host = url.get(scheme.len()..)?.split(['/', '?', '#']).next()?;
    let is_plain =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if is_plain { url.get(..scheme.len() + host.len()) } else { None }
}

/// Escapes `text` for use in HTML, including in a double-quoted attribute value.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
