//! The languages known by name: those in ISO 639-1, and others that portals and spreadsheet programs offer.
//!
//! A tag may contain any language in the registry; this list is for suggestions and two-letter codes. It is one string, because relocating
//! a table of pointers would delay the start of every function, and few files need the list.

use std::sync::LazyLock;

/// One language per line: its shortest code, its three-letter code, then names, the usual English one first. ISO 639-1 and -3 as of 2026:
/// all 183 languages with a two-letter code, and some with only a three-letter code.
///
/// For some languages, the English names are followed by the name in the language itself, and for the most common ones, by French, German,
/// Spanish and Italian names.
const LANGUAGES: &str = include_str!("languages.txt");

/// Two-letter codes, sorted.
static CODES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| languages().map(|language| language.code).filter(|code| code.len() == 2).collect());

pub(super) struct Listed {
    /// ISO 639-1 code, or the ISO 639-3 code if there is none.
    pub(super) code: &'static str,
    /// ISO 639-3 code.
    pub(super) three_letter_code: &'static str,
    pub(super) names: std::str::Split<'static, char>,
}

impl Listed {
    /// Returns `true` if this lowercase two- or three-letter code is one of the language's.
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.code == code || self.three_letter_code == code
    }
}

/// Returns all languages, sorted by code.
pub(super) fn languages() -> impl Iterator<Item = Listed> {
    LANGUAGES.lines().filter_map(|line| {
        let mut parts = line.split('|');
        Some(Listed { code: parts.next()?, three_letter_code: parts.next()?, names: parts })
    })
}

/// Returns all two-letter codes, sorted.
pub fn language_codes() -> &'static [&'static str] {
    &CODES
}

pub(super) fn find_code(text: &str) -> Option<&'static str> {
    let index = CODES.binary_search_by(|code| (*code).cmp(text)).ok()?;
    CODES.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::{super::parse_tag, *};

    #[test]
    fn list_is_sorted_and_its_codes_are_tags() {
        let codes: Vec<&str> = languages().map(|language| language.code).collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "each once, in order");
        assert_eq!(codes.iter().filter(|code| code.len() == 2).count(), 183);
        assert_eq!(language_codes().len(), 183);
        for language in languages() {
            assert_eq!(parse_tag(language.code).as_deref(), Some(language.code));
            assert_eq!(language.three_letter_code.len(), 3, "{}", language.code);
            assert!(language.names.clone().all(|name| !name.is_empty()), "{}", language.code);
            assert!(language.names.clone().count() > 0, "{}", language.code);
        }
    }
}
