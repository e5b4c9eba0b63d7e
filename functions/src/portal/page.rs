//! A page assembled from its parts, with a policy that allows only these parts.

use base64::{Engine, prelude::BASE64_STANDARD};
use rollcall_domain::locale::Language;
use sha2::{Digest, Sha256};

use super::assets::Parts;

#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) html: String,
    pub(crate) policy: String,
    /// `ETag`, in quotes.
    pub(crate) tag: String,
}

impl Page {
    /// Assembles a page. `origins` are the origins that it may contact besides its own.
    pub(crate) fn new(parts: &Parts, language: Language, origins: &str) -> Self {
        let (style, script) = (parts.style, parts.script_in(language));
        let html = parts.html.replace("/*language*/", language.tag());
        let html = html.replace("/*style*/", style).replace("/*script*/", &script);
        // The inlined style and script are allowed by their digests, so that markup in a cell cannot run.
        let policy = format!(
            "default-src 'none'; script-src 'self' 'sha256-{}'; style-src 'sha256-{}'; connect-src 'self' {origins}; \
             img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            digest(&script),
            digest(style),
        );
        let tag = tag_of(&html);
        Self { html, policy, tag }
    }
}

pub(crate) fn tag_of(text: &str) -> String {
    format!("\"{}\"", digest(text))
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}
