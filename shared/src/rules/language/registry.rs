//! The IANA Language Subtag Registry: which subtags exist, and after which prefixes they are valid.
//!
//! `registry.txt` has one kind of subtag per line and is written by `renew.py`. It is searched as text, so that a function starts without
//! parsing it. A file has few distinct tags, and the [plan](crate::plan) remembers them.

use language_tags::LanguageTag;
use memchr::memmem;

const REGISTRY: &str = include_str!("registry.txt");

/// Script codes for private use. The registry lists them as a range, which `registry.txt` does not contain.
const PRIVATE_SCRIPTS: std::ops::RangeInclusive<&str> = "Qaaa"..="Qabx";

/// Returns `true` if all subtags of a well-formed tag are registered and valid in their positions. Source: RFC 5646, 2.2.9.
pub(super) fn is_registered(tag: &LanguageTag) -> bool {
    let variants: Vec<&str> = tag.variant_subtags().collect();
    let singletons: Vec<char> = tag.extension_subtags().map(|(singleton, _)| singleton).collect();
    has("language", tag.primary_language())
        && tag.extended_language().is_none_or(|extended| is_after_prefix("extlang", extended, tag))
        && tag.script().is_none_or(|script| has("script", script) || PRIVATE_SCRIPTS.contains(&script))
        && tag.region().is_none_or(|region| has("region", region) || region == "XK")
        && variants.iter().all(|variant| is_after_prefix("variant", variant, tag))
        && are_distinct(&variants)
        && are_distinct_runs(&singletons)
}

/// Returns the registry's date in ISO 8601 format: `2026-09-17`.
pub fn registry_date() -> &'static str {
    REGISTRY.lines().next().and_then(|line| line.strip_prefix("File-Date: ")).unwrap_or_default()
}

fn entries(kind: &str) -> &'static str {
    REGISTRY.lines().find_map(|line| line.strip_prefix(kind)).unwrap_or_default()
}

fn has(kind: &str, subtag: &str) -> bool {
    memmem::find(entries(kind).as_bytes(), format!(" {subtag} ").as_bytes()).is_some()
}

/// Returns `true` if a subtag is registered and the tag begins with one of its prefixes, or if it is registered without prefixes.
fn is_after_prefix(kind: &str, subtag: &str, tag: &LanguageTag) -> bool {
    let start = format!(" {subtag}=");
    let Some((_, rest)) = entries(kind).split_once(start.as_str()) else { return false };
    let prefixes = rest.split(' ').next().unwrap_or_default();
    let begins =
        |prefix: &str| tag.as_str().strip_prefix(prefix).is_some_and(|rest| prefix.is_empty() || rest.starts_with('-'));
    prefixes.split(',').any(begins)
}

fn are_distinct<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().all(|(index, item)| !list[..index].contains(item))
}

/// Returns `true` if no singleton occurs again after a different one. The parser returns a singleton once for each subtag that follows it.
fn are_distinct_runs(singletons: &[char]) -> bool {
    let mut runs = singletons.to_vec();
    runs.dedup();
    are_distinct(&runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registry_is_of_this_year_and_complete() {
        assert!(registry_date() >= "2026-01-01", "{}", registry_date());
        assert_eq!(registry_date().len(), "2026-01-01".len());
        for (kind, count) in [("language", 8_000), ("extlang", 250), ("script", 220), ("region", 300), ("variant", 130)]
        {
            assert!(entries(kind).split_whitespace().count() >= count, "{kind}");
        }
        // Registered after 2020, the date of the parser's own list.
        assert!(has("language", "ajs") && has("script", "Berf"));
    }

    #[test]
    fn subtags_are_valid_only_after_their_prefixes() {
        for (text, is_valid) in [
            ("en", true),
            ("de-CH-1996", true),
            ("en-1996", false),
            ("sl-rozaj-biske-1994", true),
            ("zh-yue", true),
            ("en-yue", false),
            ("ca-valencia", true),
            ("cab-valencia", false),
            ("en-GB-oxendict", true),
            ("de-1901-1901", false),
            ("en-Latn-US", true),
            ("en-Qaaa", true),
            ("en-Abcd", false),
            ("xq", false),
            ("en-u-ca-gregory-co-phonebk", true),
            ("en-a-bbb-x-a", true),
            ("en-a-bbb-b-ccc", true),
            ("en-a-bbb-b-ccc-a-ddd", false),
        ] {
            let tag = LanguageTag::parse(text);
            assert_eq!(tag.as_ref().is_ok_and(is_registered), is_valid, "{text}");
        }
    }
}
