//! Finds the language that was probably meant in a cell that is not a valid tag or code.

use std::{collections::HashMap, sync::LazyLock};

use icu_normalizer::ComposingNormalizerBorrowed;
use language_tags::LanguageTag;

use super::{super::country::country_code_of, CountryOfCode, find_code, list::languages, parse_tag};
use crate::rules::{fold::fold_name, nearest::nearest, scripts::in_latin};

/// Maximum length in bytes of a cell to be searched.
const CELL_BYTES_MAX: usize = 100;

const NAMES: [(&str, &str); 14] = [
    ("American English", "en-US"),
    ("Australian English", "en-AU"),
    ("British English", "en-GB"),
    ("Brazilian Portuguese", "pt-BR"),
    ("European Portuguese", "pt-PT"),
    ("Canadian French", "fr-CA"),
    ("Latin American Spanish", "es-419"),
    ("Mexican Spanish", "es-MX"),
    ("Swiss German", "de-CH"),
    ("Austrian German", "de-AT"),
    ("Simplified Chinese", "zh-Hans"),
    ("Chinese (Simplified)", "zh-Hans"),
    ("Traditional Chinese", "zh-Hant"),
    ("Chinese (Traditional)", "zh-Hant"),
];

/// Codes from other lists: ISO 639-2/B where it differs from 639-3, and withdrawn two-letter codes.
const OTHER_CODES: [(&str, &str); 25] = [
    ("alb", "sq"),
    ("arm", "hy"),
    ("baq", "eu"),
    ("bur", "my"),
    ("chi", "zh"),
    ("cze", "cs"),
    ("dut", "nl"),
    ("fre", "fr"),
    ("geo", "ka"),
    ("ger", "de"),
    ("gre", "el"),
    ("ice", "is"),
    ("mac", "mk"),
    ("mao", "mi"),
    ("may", "ms"),
    ("per", "fa"),
    ("rum", "ro"),
    ("slo", "sk"),
    ("tib", "bo"),
    ("wel", "cy"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("jw", "jv"),
    ("mo", "ro"),
];

/// Country codes that are not language codes, each with the most usual language of the country.
const COUNTRY_CODES: [(&str, &str); 11] = [
    ("at", "de"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en"),
    ("gr", "el"),
    ("jp", "ja"),
    ("kz", "kk"),
    ("ua", "uk"),
    ("us", "en"),
    ("vn", "vi"),
];

/// Withdrawn language codes that are also country codes, each with the usual languages of the country.
const AMBIGUOUS_CODES: [(&str, &[&str]); 2] = [("in", &["hi", "en"]), ("mo", &["zh"])];

/// Tags by folded name: [`NAMES`] and all languages. If languages share a name, the first one is used.
static TAGS_BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name: HashMap<String, &'static str> =
        NAMES.into_iter().map(|(name, tag)| (fold_name(name), tag)).collect();
    for language in languages() {
        for name in language.names {
            by_name.entry(fold_name(name)).or_insert(language.code);
        }
    }
    by_name
});

/// Names of languages with a two-letter code, and [`NAMES`]. Similarity to the name of a rarer language would be a coincidence.
static FREQUENT_NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| TAGS_BY_NAME.iter().filter(|(_, tag)| tag.len() != 3).map(|(name, _)| name.as_str()).collect());

/// Returns the tags that were probably meant, best first. There are several only for a code that may also be that of a country.
pub(super) fn suggest_tags(text: &str) -> Vec<String> {
    let usual = usual_in_country(text).map(str::to_owned);
    suggest_tag(text).into_iter().chain(usual).collect()
}

fn suggest_tag(text: &str) -> Option<String> {
    if text.len() > CELL_BYTES_MAX {
        return None;
    }
    let latin = in_latin(text);
    let text = latin.as_deref().unwrap_or(text);
    if let Some(tag) = latin.as_deref().and_then(parse_tag) {
        return Some(tag);
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    let known = known_tag(text, &normal).map(|known| known.tag);
    let found = known.or_else(|| nearest_name(&normal).map(str::to_owned));
    // The registry has a different date, so a tag from the tables may be missing from it.
    found.filter(|tag| parse_tag(tag).as_ref() == Some(tag))
}

pub(super) fn is_known(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // The code of a country says little about a person's language.
    let is_country =
        COUNTRY_CODES.iter().any(|(country, _)| *country == lower) || usual_in_country(text).next().is_some();
    if text.len() > CELL_BYTES_MAX || is_country {
        return false;
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    parse_tag(text).is_some()
        || other_code(&lower).is_some()
        || known_tag(text, &normal).is_some_and(|known| known.is_whole)
}

/// The tag that the text represents.
struct Known {
    tag: String,
    /// Whether the tag represents the whole text. The tag `sv` represents only part of `Swedish/English`.
    is_whole: bool,
}

impl Known {
    fn whole(tag: String) -> Self {
        Self { tag, is_whole: true }
    }
}

/// Returns the tag for a code, tag or name in another form. `normal` is the text in Normalization Form KC.
fn known_tag(text: &str, normal: &str) -> Option<Known> {
    // Unix locales: en_GB.UTF-8, de_DE@euro.
    let bare = normal.split(['.', '@']).next().unwrap_or_default();
    // Some names are as short as codes; such text is read as a code.
    let named = if normal.len() > 3 { tag_by_name(normal).map(str::to_owned) } else { None };
    let whole = replaced_tag(text).or(named).map(Known::whole);
    whole.or_else(|| tag_of_subtags(bare)).or_else(|| tag_of_words(bare))
}

/// Returns the codes that were probably meant, best first. There are several only for a code that may also be that of a country.
pub(super) fn suggest_codes(text: &str) -> Vec<&'static str> {
    let lower = text.to_ascii_lowercase();
    let other = other_code(&lower).and_then(find_code);
    let meant = other.or_else(|| {
        let tag = parse_tag(text).or_else(|| suggest_tag(text))?;
        let language = tag.split('-').next()?;
        find_code(language).or_else(|| find_code(language_of(language)?))
    });
    let usual: &'static [&'static str] =
        AMBIGUOUS_CODES.into_iter().find(|(code, _)| *code == lower).map_or(&[], |(_, usual)| usual);
    meant.into_iter().chain(usual.iter().copied()).chain(usual_in_country(text)).collect()
}

/// Returns the usual languages of the country with this three-letter code, if the code is also that of another language. In lowercase, the
/// code of a language that also has a two-letter code is never that of a country.
fn usual_in_country(text: &str) -> impl Iterator<Item = &'static str> + use<> {
    let code = text.to_ascii_lowercase();
    let may_be_country = code.len() == 3 && (code != text || language_of(&code).is_none_or(|own| own.len() == 3));
    let country = if may_be_country { CountryOfCode::find(&code) } else { None };
    country.into_iter().flat_map(CountryOfCode::languages)
}

fn other_code(text: &str) -> Option<&'static str> {
    OTHER_CODES.into_iter().chain(COUNTRY_CODES).find_map(|(other, code)| (other == text).then_some(code))
}

/// Returns the language for a lowercase two- or three-letter code from any list.
fn language_of(code: &str) -> Option<&str> {
    let known = languages().find(|language| language.has_code(code));
    // The registry also contains private and special codes, which `parse_tag` rejects.
    let registered = || (code.len() == 3 && parse_tag(code).is_some()).then_some(code);
    known.map(|language| language.code).or_else(|| other_code(code)).or_else(registered)
}

/// Returns `true` if only the registry contains the code.
pub(super) fn is_rare(code: &str) -> bool {
    other_code(code).is_none() && !languages().any(|language| language.has_code(code))
}

fn tag_by_name(text: &str) -> Option<&'static str> {
    TAGS_BY_NAME.get(&fold_name(text)).copied()
}

/// Reads `en GB`, `en/GB`, `eng-GB`, `en-UK`, `en-GBR`: a code, then other subtags or a region in any form. In `en/fr` or `en, fr`, the
/// code is followed by that of another language, not by a region.
fn tag_of_subtags(text: &str) -> Option<Known> {
    let is_separator = |c: char| !c.is_alphanumeric();
    let text = text.trim_start_matches(is_separator);
    let (typed, after) = text.split_at(text.find(is_separator).unwrap_or(text.len()));
    let code = typed.to_ascii_lowercase();
    let language = language_of(&code)?;
    let rest: Vec<&str> = after.split(is_separator).filter(|subtag| !subtag.is_empty()).collect();
    let is_tag = after.strip_prefix(['-', '_']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    // The first word of a sentence may happen to be the code of a rare language: `not a language`.
    if !is_tag && !rest.is_empty() && is_rare(&code) {
        return None;
    }
    // In `en FR`, the case shows that a region is meant.
    let is_region = |other: &str| typed == code && other.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_language = |other: &&str| !is_region(other) && find_code(&other.to_ascii_lowercase()).is_some();
    if !is_tag && rest.first().is_some_and(is_language) {
        return Some(Known { tag: language.to_owned(), is_whole: false });
    }
    let as_typed = parse_tag(&format!("{language}-{}", rest.join("-"))).map(Known::whole);
    as_typed.or_else(|| Some(with_region(language, &rest.join(" "))))
}

/// Reads `English (UK)` and `English - United Kingdom`: a language's name, then a region in any form.
fn tag_of_words(text: &str) -> Option<Known> {
    let (name, region) = text.split_once(|c: char| !c.is_alphanumeric() && !c.is_whitespace())?;
    Some(with_region(tag_by_name(name)?, region))
}

/// Returns the tag for a language in a region, or for the language alone if there is no such region.
fn with_region(language: &str, region: &str) -> Known {
    let is_named = region.contains(char::is_alphanumeric);
    match country_code_of(region) {
        Some(region) => Known::whole(format!("{language}-{region}")),
        None => Known { tag: language.to_owned(), is_whole: !is_named },
    }
}

/// Returns the canonical form of a valid tag if it differs, such as the replacement for a grandfathered tag.
fn replaced_tag(text: &str) -> Option<String> {
    let tag = LanguageTag::parse(text).ok().filter(LanguageTag::is_valid)?;
    let replaced = tag.canonicalize().ok()?;
    (replaced != tag).then(|| replaced.into_string())
}

/// Returns the language with the most similar name, if any is [near](nearest). The first letter must match.
fn nearest_name(text: &str) -> Option<&'static str> {
    let folded = fold_name(text);
    // Two edits would change half of a four-letter text.
    if folded.chars().count() < 5 {
        return None;
    }
    let first = folded.chars().next()?;
    let found = nearest(&folded, FREQUENT_NAMES.iter().copied().filter(|name| name.starts_with(first)));
    found.first().and_then(|name| TAGS_BY_NAME.get(name)).copied()
}
