//! Which language was probably meant. Only runs for cells that are no tag or code.

use std::{collections::HashMap, sync::LazyLock};

use icu_normalizer::ComposingNormalizerBorrowed;
use isolang::Language;
use language_tags::LanguageTag;

use super::{super::country::country_meant, find_code, parse_tag};
use crate::rules::{fold::fold_name, nearest::nearest};

/// Cells longer than this are no slip of a language's name.
const CELL_BYTES_MAX: usize = 100;

/// Names beside the English ones of ISO 639-3: other usual English names, and what speakers call their language.
const NAMES: [(&str, &str); 68] = [
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
    ("Mandarin", "zh"),
    ("Cantonese", "yue"),
    ("Anglais", "en"),
    ("Allemand", "de"),
    ("Bahasa Indonesia", "id"),
    ("Bahasa Melayu", "ms"),
    ("Bokmål", "nb"),
    ("Castilian", "es"),
    ("Castellano", "es"),
    ("Català", "ca"),
    ("Čeština", "cs"),
    ("Cymraeg", "cy"),
    ("Dansk", "da"),
    ("Deutsch", "de"),
    ("Eesti", "et"),
    ("Ελληνικά", "el"),
    ("Englisch", "en"),
    ("Español", "es"),
    ("Euskara", "eu"),
    ("Farsi", "fa"),
    ("Flemish", "nl"),
    ("Français", "fr"),
    ("Französisch", "fr"),
    ("Gaeilge", "ga"),
    ("Galego", "gl"),
    ("Greek", "el"),
    ("Hrvatski", "hr"),
    ("Íslenska", "is"),
    ("Italiano", "it"),
    ("Italienisch", "it"),
    ("Latviešu", "lv"),
    ("Lietuvių", "lt"),
    ("Magyar", "hu"),
    ("Nederlands", "nl"),
    ("Norsk", "no"),
    ("Nynorsk", "nn"),
    ("Polski", "pl"),
    ("Português", "pt"),
    ("Punjabi", "pa"),
    ("Pashto", "ps"),
    ("Română", "ro"),
    ("Русский", "ru"),
    ("Shqip", "sq"),
    ("Slovenčina", "sk"),
    ("Slovenščina", "sl"),
    ("Srpski", "sr"),
    ("Suomi", "fi"),
    ("Svenska", "sv"),
    ("Tiếng Việt", "vi"),
    ("Türkçe", "tr"),
    ("Українська", "uk"),
    ("中文", "zh"),
    ("日本語", "ja"),
    ("한국어", "ko"),
];

/// Names in French, German, Spanish and Italian of the languages that portals speak most.
const TRANSLATED_NAMES: [(&str, &str); 90] = [
    ("Arabisch", "ar"),
    ("Arabe", "ar"),
    ("Árabe", "ar"),
    ("Arabo", "ar"),
    ("Bulgarisch", "bg"),
    ("Bulgare", "bg"),
    ("Tschechisch", "cs"),
    ("Tchèque", "cs"),
    ("Checo", "cs"),
    ("Ceco", "cs"),
    ("Dänisch", "da"),
    ("Danois", "da"),
    ("Danés", "da"),
    ("Danese", "da"),
    ("Alemán", "de"),
    ("Tedesco", "de"),
    ("Griechisch", "el"),
    ("Grec", "el"),
    ("Griego", "el"),
    ("Greco", "el"),
    ("Inglés", "en"),
    ("Inglese", "en"),
    ("Spanisch", "es"),
    ("Espagnol", "es"),
    ("Spagnolo", "es"),
    ("Finnisch", "fi"),
    ("Finnois", "fi"),
    ("Finlandés", "fi"),
    ("Finlandese", "fi"),
    ("Francés", "fr"),
    ("Francese", "fr"),
    ("Kroatisch", "hr"),
    ("Croate", "hr"),
    ("Croata", "hr"),
    ("Croato", "hr"),
    ("Ungarisch", "hu"),
    ("Hongrois", "hu"),
    ("Húngaro", "hu"),
    ("Ungherese", "hu"),
    ("Italien", "it"),
    ("Japanisch", "ja"),
    ("Japonais", "ja"),
    ("Japonés", "ja"),
    ("Giapponese", "ja"),
    ("Koreanisch", "ko"),
    ("Coréen", "ko"),
    ("Coreano", "ko"),
    ("Niederländisch", "nl"),
    ("Holländisch", "nl"),
    ("Néerlandais", "nl"),
    ("Neerlandés", "nl"),
    ("Holandés", "nl"),
    ("Olandese", "nl"),
    ("Norwegisch", "no"),
    ("Norvégien", "no"),
    ("Noruego", "no"),
    ("Norvegese", "no"),
    ("Polnisch", "pl"),
    ("Polonais", "pl"),
    ("Polaco", "pl"),
    ("Polacco", "pl"),
    ("Portugiesisch", "pt"),
    ("Portugais", "pt"),
    ("Portugués", "pt"),
    ("Portoghese", "pt"),
    ("Rumänisch", "ro"),
    ("Roumain", "ro"),
    ("Rumano", "ro"),
    ("Rumeno", "ro"),
    ("Russisch", "ru"),
    ("Russe", "ru"),
    ("Ruso", "ru"),
    ("Russo", "ru"),
    ("Slowakisch", "sk"),
    ("Slovaque", "sk"),
    ("Schwedisch", "sv"),
    ("Suédois", "sv"),
    ("Sueco", "sv"),
    ("Svedese", "sv"),
    ("Türkisch", "tr"),
    ("Turc", "tr"),
    ("Turco", "tr"),
    ("Ukrainisch", "uk"),
    ("Ukrainien", "uk"),
    ("Ucraniano", "uk"),
    ("Ucraino", "uk"),
    ("Chinesisch", "zh"),
    ("Chinois", "zh"),
    ("Chino", "zh"),
    ("Cinese", "zh"),
];

/// Codes of other lists: ISO 639-2/B where it differs from 639-3, withdrawn two-letter codes, and countries' codes that are no
/// language's.
const OTHER_CODES: [(&str, &str); 36] = [
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

/// Folded names with their tags: the English names of all languages, then [`NAMES`] and [`TRANSLATED_NAMES`].
static MEANT: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let english = Language::match_names(|_| true).map(|language| (fold_name(language.to_name()), code_of(language)));
    let others = NAMES.into_iter().chain(TRANSLATED_NAMES).map(|(name, tag)| (fold_name(name), tag));
    english.chain(others).collect()
});

/// Names of languages with a two-letter code, and [`NAMES`]: a slip in the name of any other is less likely than chance.
static FREQUENT: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| MEANT.iter().filter(|(_, tag)| tag.len() != 3).map(|(name, _)| name.as_str()).collect());

/// The tag that was probably meant.
pub(super) fn tag_meant(text: &str) -> Option<String> {
    if text.len() > CELL_BYTES_MAX {
        return None;
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    // Locales of Unix: en_GB.UTF-8, de_DE@euro.
    let bare = normal.split(['.', '@']).next().unwrap_or_default();
    // Some languages' names are as short as codes; then the code is meant.
    let named = if normal.len() > 3 { name_meant(&normal).map(str::to_owned) } else { None };
    let found = replaced_tag(text).or(named).or_else(|| tag_of_subtags(bare)).or_else(|| tag_of_words(bare));
    let found = found.or_else(|| nearest_name(&normal).map(str::to_owned));
    // The tables and the registry are of different dates.
    found.filter(|tag| parse_tag(tag).as_ref() == Some(tag))
}

/// The two-letter code that was probably meant.
pub(super) fn code_meant(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let other = other_code(&lower).and_then(find_code);
    other.or_else(|| {
        let tag = parse_tag(text).or_else(|| tag_meant(text))?;
        let language = tag.split('-').next()?;
        find_code(language).or_else(|| find_code(language_of(language)?))
    })
}

/// The shortest code of a language: of two letters if it has one, as the registry wants it.
fn code_of(language: Language) -> &'static str {
    language.to_639_1().unwrap_or_else(|| language.to_639_3())
}

fn other_code(text: &str) -> Option<&'static str> {
    OTHER_CODES.into_iter().find_map(|(other, code)| (other == text).then_some(code))
}

/// The language of a code of two or three letters in lower case, of whichever list.
fn language_of(code: &str) -> Option<&'static str> {
    let known = Language::from_639_3(code).or_else(|| Language::from_639_1(code)).map(code_of);
    // A private or special code is in the lists too, and is no answer.
    known.filter(|code| parse_tag(code).is_some()).or_else(|| other_code(code))
}

fn name_meant(text: &str) -> Option<&'static str> {
    MEANT.get(&fold_name(text)).copied()
}

/// Reads `en GB`, `en/GB`, `eng-GB`, `en-UK`, `en-GBR`: a code, then a region in whatever form, or nothing that helps.
fn tag_of_subtags(text: &str) -> Option<String> {
    let mut subtags = text.split(|c: char| !c.is_alphanumeric()).filter(|subtag| !subtag.is_empty());
    let language = language_of(&subtags.next()?.to_ascii_lowercase())?;
    let rest: Vec<&str> = subtags.collect();
    let as_typed = parse_tag(&format!("{language}-{}", rest.join("-")));
    as_typed.or_else(|| Some(with_region(language, &rest.join(" "))))
}

/// Reads `English (UK)` and `English - United Kingdom`: a language's name, then a region in whatever form.
fn tag_of_words(text: &str) -> Option<String> {
    let (name, region) = text.split_once(|c: char| !c.is_alphanumeric() && !c.is_whitespace())?;
    Some(with_region(name_meant(name)?, region))
}

/// The tag of a language in a region, or without it if there is no such region.
fn with_region(language: &str, region: &str) -> String {
    let with_region = country_meant(region).map(|region| format!("{language}-{region}"));
    with_region.unwrap_or_else(|| language.to_owned())
}

/// The tag that the registry gives in place of a grandfathered one.
fn replaced_tag(text: &str) -> Option<String> {
    let tag = LanguageTag::parse(text).ok().filter(LanguageTag::is_valid)?;
    let replaced = tag.canonicalize().ok()?;
    (replaced != tag).then(|| replaced.into_string())
}

/// The language whose name differs by slips of the pen. Names that begin with another letter are not looked at.
fn nearest_name(text: &str) -> Option<&'static str> {
    let folded = fold_name(text);
    // In shorter text two edits are most of it.
    if folded.chars().count() < 5 {
        return None;
    }
    let first = folded.chars().next()?;
    let found = nearest(&folded, FREQUENT.iter().copied().filter(|name| name.starts_with(first)));
    found.first().and_then(|name| MEANT.get(name)).copied()
}
