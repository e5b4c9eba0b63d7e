//! Scripts and pages with the messages in each language, as built and compressed by the build script.

use rollcall_domain::locale::Language;

/// One file, uncompressed and compressed.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) text: &'static str,
    pub(crate) gzip: &'static [u8],
    pub(crate) brotli: &'static [u8],
    /// SHA-256 in base64, for the entity tag and the version.
    pub(crate) digest: &'static str,
    /// The value of the `integrity` attribute.
    pub(crate) integrity: &'static str,
}

impl Encoded {
    /// Returns the file's version: the first 16 letters and digits of its digest, which need no escaping in a query.
    pub(crate) fn version(&self) -> String {
        self.digest.chars().filter(char::is_ascii_alphanumeric).take(16).collect()
    }
}

/// The content in one language.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) tag: &'static str,
    /// The script that defines the elements, with their messages.
    pub(crate) script: Encoded,
    /// The messages alone, as a module, for a script that was loaded in another language.
    pub(crate) texts: Encoded,
    pub(crate) users: Encoded,
    /// The page that an activation link opens.
    pub(crate) activate: Encoded,
    /// The source expression that allows the page's inlined script in a content security policy.
    pub(crate) users_script: &'static str,
    pub(crate) activate_script: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/content.rs"));

pub(crate) fn in_language(language: Language) -> &'static Content {
    &CONTENT[language as usize]
}
