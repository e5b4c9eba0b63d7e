//! The product's languages, and the messages written in them.
//!
//! Each language has a folder in `shared/locales/`, named after its BCP 47 tag. The build script generates `Language` and the messages from
//! the folders, and checks that every language has every English message with the same variables. No other code lists the languages.

mod format;
mod message;

pub use self::message::{File, Message, Packed, Value};

use self::generated::locale;
pub use self::generated::{Language, email, help, problems, report};

#[allow(unreachable_pub, clippy::match_same_arms, clippy::module_inception, reason = "generated")]
mod generated {
    use super::{File, Message, Packed};

    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

impl Language {
    /// Returns the language for a reader with this BCP 47 tag: the one with the same tag or, failing that, with the same base language in
    /// any region. `de-AT` is served in German, `pt` and `pt-PT` in Brazilian Portuguese.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let base = base_of(tag);
        // If a language has several regional variants, the one without a region comes first in `ALL`.
        Self::exact(tag).or_else(|| Self::ALL.into_iter().find(|own| base_of(own.tag()).eq_ignore_ascii_case(base)))
    }

    /// Returns the language with exactly this tag; a tag without a region also matches the same language with a region.
    pub fn exact(tag: &str) -> Option<Self> {
        let own = |language: &Self| language.tag().eq_ignore_ascii_case(&tag.replace('_', "-"));
        let is_base = base_of(tag) == tag;
        let with_base = |language: &Self| is_base && base_of(language.tag()).eq_ignore_ascii_case(tag);
        Self::ALL.into_iter().find(own).or_else(|| Self::ALL.into_iter().find(with_base))
    }

    /// Returns the language requested by a browser: the supported one with the highest weight, or the default if none is supported.
    ///
    /// Source: RFC 9110, section 12.5.4. Malformed elements in the header are ignored.
    pub fn from_accept_language(header: &str) -> Self {
        requested_tags(header).into_iter().find_map(Self::from_tag).unwrap_or_default()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Language {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": Self::ALL.map(Self::tag) })
    }
}

/// Returns the first subtag: the language without script and region.
fn base_of(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Returns the tags in an `Accept-Language` header by descending weight, with ties in header order. Tags with weight 0 are omitted.
fn requested_tags(header: &str) -> Vec<&str> {
    let mut weighted: Vec<(&str, f32)> = header.split(',').filter_map(weighted_tag).collect();
    weighted.sort_by(|left, right| right.1.total_cmp(&left.1));
    weighted.into_iter().map(|(tag, _)| tag).collect()
}

/// Parses one element of the header: a tag with a weight from 0 to 1, which defaults to 1. Returns `None` for weight 0 or a malformed
/// element.
fn weighted_tag(element: &str) -> Option<(&str, f32)> {
    let mut parts = element.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.find_map(|parameter| parameter.strip_prefix("q=").or(parameter.strip_prefix("Q="))) {
        None => 1.0,
        Some(text) => text.parse::<f32>().ok().filter(|weight| (0.0..=1.0).contains(weight))?,
    };
    (weight > 0.0).then_some((tag, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requested_tags_are_ordered_by_weight_and_malformed_ones_ignored() {
        for (header, tags) in [
            ("", vec![]),
            ("de", vec!["de"]),
            ("en-GB,en;q=0.5,fr;q=0.9", vec!["en-GB", "fr", "en"]),
            ("de ; q=0.2 , *;q=0.1 , it", vec!["it", "de", "*"]),
            ("fr;q=0,en;q=0.000,es;q=0.001", vec!["es"]),
            ("de;q=abc,,;q=1,pl;q=1.5,sv;q=NaN,da;Q=0.3", vec!["da"]),
            ("es;level=1;q=0.4,pt;q=0.4", vec!["es", "pt"]),
        ] {
            assert_eq!(requested_tags(header), tags, "{header}");
        }
    }

    #[test]
    fn language_is_found_by_its_base_tag_and_is_english_otherwise() {
        for tag in ["en", "EN", "en-GB", "en_us", "en-Latn-US"] {
            assert_eq!(Language::from_tag(tag), Some(Language::English), "{tag}");
        }
        for tag in ["", "*", "eng", "x-en", "tlh"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
        for tag in ["pt", "PT-br", "pt_BR", "pt-PT"] {
            assert_eq!(Language::from_tag(tag).map(Language::tag), Some("pt-BR"), "{tag}");
        }
        for (tag, exact) in [("pt-BR", Some("pt-BR")), ("pt", Some("pt-BR")), ("pt-PT", None), ("de-AT", None)] {
            assert_eq!(Language::exact(tag).map(Language::tag), exact, "{tag}");
        }
        for (header, language) in [
            ("fr-CH, fr;q=0.9, en;q=0.8", Language::French),
            ("en;q=0.8, de-AT", Language::German),
            ("tlh, es-419;q=0.7, en;q=0.3", Language::Spanish),
            ("de;q=0, it;q=0.1", Language::Italian),
            ("sv, *;q=0.5", Language::English),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header}");
        }
        for header in ["", "*", "tlh", "tlh, en;q=0.1", "\u{0}\u{ffff};;,"] {
            assert_eq!(Language::from_accept_language(header), Language::English, "{header}");
        }
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
