//! A page joined from its parts, with the policy that lets these parts run and no others.

use base64::{Engine, prelude::BASE64_STANDARD};
use rollcall_domain::locale::Language;
use sha2::{Digest, Sha256};

use super::assets::Parts;

/// A page as it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) html: String,
    /// `Content-Security-Policy`.
    pub(crate) policy: String,
    /// `ETag`, with its quotes.
    pub(crate) tag: String,
}

impl Page {
    /// `origins`: what the page may speak to beside its own origin.
    pub(crate) fn new(parts: &Parts, language: Language, origins: &str) -> Self {
        let (style, script) = (parts.style, parts.script_in(language));
        let html = parts.html.replace("/*language*/", language.tag());
        let html = html.replace("/*style*/", style).replace("/*script*/", &script);
        // Style and script stand in the page and are allowed by their digests: nothing that a cell brings in can run.
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

/// The tag of a text.
pub(crate) fn tag_of(text: &str) -> String {
    format!("\"{}\"", digest(text))
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}
