//! Languages: BCP 47 tags in one layout, ISO 639-1 codes in the other.

mod countries;
mod list;
mod registry;
mod suggest;

pub use countries::CountryOfCode;
pub use list::language_codes;
pub use registry::registry_date;

use std::borrow::Cow;

use language_tags::LanguageTag;

use self::{list::find_code, registry::is_registered};
use crate::problem::{Code, Hint, Problem, RowProblems};

/// Maximum length of a tag, in octets. RFC 5646, 4.4.1, specifies a minimum of 35 for such limits.
const TAG_OCTETS_MAX: usize = 64;

/// Codes in the registry that are not languages: undetermined, multiple, uncoded, no linguistic content.
const NO_LANGUAGE: [&str; 4] = ["und", "mul", "mis", "zxx"];

/// Codes in the registry that are not regions: the private ones outside the ranges QM..QZ and XA..XZ.
const NO_REGION: [&str; 2] = ["AA", "ZZ"];

/// Reads a BCP 47 tag: a language from the IANA registry and, optionally, other subtags, such as a region from ISO 3166 or UN M.49.
///
/// Underscores and case (`en_gb`) are corrected with the warning [`Code::LanguageCanonicalised`]; deprecated subtags are accepted. An empty
/// cell is [`Code::LanguageMissing`]. Names (`English`), codes from other lists (`eng`), unknown subtags (`en-UK`), tags that are not
/// languages (`und`), grandfathered tags and private tags are [`Code::LanguageInvalid`], with the tag that was probably meant; for a
/// three-letter code that may also be that of a country (`BEL`), several tags are suggested. `en-x-…` is valid, and so is `XK`, which is in
/// common use for Kosovo.
pub fn read_tag<'a>(text: &'a str, label: &str, problems: &mut RowProblems) -> Option<Cow<'a, str>> {
    judge_tag(text, label, problems, suggest::suggest_tags)
}

/// Like [`read_tag`], but does not search for the tag that was meant, which takes a thousand times as long.
pub fn read_tag_only<'a>(text: &'a str, label: &str, problems: &mut RowProblems) -> Option<Cow<'a, str>> {
    judge_tag(text, label, problems, |_| Vec::new())
}

fn judge_tag<'a>(
    text: &'a str,
    label: &str,
    problems: &mut RowProblems,
    suggest: impl FnOnce(&str) -> Vec<String>,
) -> Option<Cow<'a, str>> {
    if text.is_empty() {
        problems.add(Problem::new(Code::LanguageMissing).column(label));
        return None;
    }
    let Some(tag) = parse_tag(text) else {
        problems.add(Problem::new(Code::LanguageInvalid).column(label).found(text).suggest(suggest(text)));
        return None;
    };
    if tag == text {
        return Some(Cow::Borrowed(text));
    }
    problems.add(Problem::new(Code::LanguageCanonicalised).column(label).found(text).suggest([tag.as_str()]));
    Some(Cow::Owned(tag))
}

/// Reads an ISO 639-1 code: two lowercase letters. `uk` is Ukrainian.
///
/// An empty cell is [`Code::LanguageMissing`]; anything else is [`Code::LanguageInvalid`]. The code is suggested for a code in the wrong
/// case, a tag (`en-GB`), a three-letter code or a name. For a code that may also be that of a country (`in`, `BEL`, or `SE` in capitals),
/// several are suggested.
pub fn read_code(text: &str, label: &str, problems: &mut RowProblems) -> Option<&'static str> {
    judge_code(text, label, problems, suggest::suggest_codes)
}

/// Like [`read_code`], but suggests a code only if nothing but the case is wrong.
pub fn read_code_only(text: &str, label: &str, problems: &mut RowProblems) -> Option<&'static str> {
    judge_code(text, label, problems, |_| Vec::new())
}

fn judge_code(
    text: &str,
    label: &str,
    problems: &mut RowProblems,
    suggest: impl FnOnce(&str) -> Vec<&'static str>,
) -> Option<&'static str> {
    if text.is_empty() {
        problems.add(Problem::new(Code::LanguageMissing).column(label));
        return None;
    }
    if let Some(code) = find_code(text) {
        return Some(code);
    }
    let problem = Problem::new(Code::LanguageInvalid).column(label).found(text);
    let lower = text.to_ascii_lowercase();
    problems.add(match (find_code(&lower), CountryOfCode::find(&lower)) {
        (Some(code), Some(country)) if country.is_rare || country.is_likely_in_capitals => {
            problem.suggest(country.languages().chain([code]))
        }
        (Some(code), _) => problem.suggest([code]).hint(Hint::WrongCase),
        (None, _) => problem.suggest(suggest(text)),
    });
    None
}

/// Returns `true` if the text is a language code, tag or name in any known form, not just similar to one.
pub fn is_known_language(text: &str) -> bool {
    suggest::is_known(text)
}

/// Returns the tag with underscores and case corrected, if it is valid and names a language.
fn parse_tag(text: &str) -> Option<String> {
    if text.len() > TAG_OCTETS_MAX || !text.is_ascii() {
        return None;
    }
    let tag = LanguageTag::parse(&text.replace('_', "-")).ok()?;
    let language = tag.primary_language();
    // The primary language of a grandfathered or private tag is the whole tag, with its hyphens.
    let is_language =
        !language.contains('-') && !NO_LANGUAGE.contains(&language) && !("qaa"..="qtz").contains(&language);
    let is_valid = is_language && tag.region().is_none_or(is_region) && is_registered(&tag);
    is_valid.then(|| tag.into_string())
}

/// Returns `true` if a region in the registry is in use: not private, except `XK`.
fn is_region(region: &str) -> bool {
    let is_private = ("QM"..="QZ").contains(&region) || ("XA"..="XZ").contains(&region);
    region == "XK" || !is_private && !NO_REGION.contains(&region)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tag(text: &str) -> (Option<String>, Vec<Problem>) {
        let mut problems = RowProblems::new(2, 2);
        (read_tag(text, "languageCode", &mut problems).map(Cow::into_owned), problems.into_list())
    }

    fn code(text: &str) -> (Option<&'static str>, Vec<Problem>) {
        let mut problems = RowProblems::new(2, 2);
        (read_code(text, "language", &mut problems), problems.into_list())
    }

    #[test]
    fn tag_in_its_usual_form_is_read() {
        for text in [
            "en",
            "en-GB",
            "de",
            "fr-CA",
            "es-419",
            "en-150",
            "zh-Hant-TW",
            "zh-Hans",
            "sr-Latn-RS",
            "uk",
            "fil",
            "yue",
            "zh-yue",
            "de-CH-1996",
            "ca-ES-valencia",
            "en-GB-u-ca-gregory",
            "en-x-simple",
            "sq-XK",
            "gsw-CH",
            "iw",
        ] {
            assert_eq!(tag(text), (Some(text.to_owned()), Vec::new()), "{text}");
        }
    }

    #[test]
    fn tag_in_another_form_is_rewritten_with_a_warning() {
        for (text, canonical) in [
            ("en_gb", "en-GB"),
            ("en_GB", "en-GB"),
            ("EN-gb", "en-GB"),
            ("EN", "en"),
            ("Fr", "fr"),
            ("UK", "uk"),
            ("zh_hant_tw", "zh-Hant-TW"),
            ("ZH-HANS", "zh-Hans"),
        ] {
            let (value, problems) = tag(text);
            assert_eq!(value.as_deref(), Some(canonical), "{text}");
            assert_eq!((problems[0].code, problems[0].found.as_str()), (Code::LanguageCanonicalised, text));
            assert_eq!(problems[0].suggestions, [canonical], "{text}");
        }
    }

    #[test]
    fn refused_tag_suggests_the_one_meant() {
        for (text, meant) in [
            ("English", Some("en")),
            ("english", Some("en")),
            ("GERMAN", Some("de")),
            ("Deutsch", Some("de")),
            ("Allemand", Some("de")),
            ("Tedesco", Some("de")),
            ("Alemán", Some("de")),
            ("Inglés", Some("en")),
            ("Inglese", Some("en")),
            ("Spanisch", Some("es")),
            ("néerlandais", Some("nl")),
            ("polacco", Some("pl")),
            ("Englisch (Vereinigtes Königreich)", Some("en-GB")),
            ("Français", Some("fr")),
            ("francais", Some("fr")),
            ("español", Some("es")),
            ("Italiano", Some("it")),
            ("Greek", Some("el")),
            ("Filipino", Some("fil")),
            ("English (UK)", Some("en-GB")),
            ("english (uk)", Some("en-GB")),
            ("English (United Kingdom)", Some("en-GB")),
            ("English - US", Some("en-US")),
            ("Portuguese (Brazil)", Some("pt-BR")),
            ("British English", Some("en-GB")),
            ("Simplified Chinese", Some("zh-Hans")),
            ("Englsh", Some("en")),
            ("Germann", Some("de")),
            ("eng", Some("en")),
            ("deu", Some("de")),
            ("ger", Some("de")),
            ("eng-GB", Some("en-GB")),
            ("en-UK", Some("en-GB")),
            ("en_uk", Some("en-GB")),
            ("en-GBR", Some("en-GB")),
            ("en GB", Some("en-GB")),
            ("en/GB", Some("en-GB")),
            ("en–GB", Some("en-GB")),
            ("en,fr", Some("en")),
            ("en/fr", Some("en")),
            ("EN/FR", Some("en")),
            ("En, Fr", Some("en")),
            ("pt BR", Some("pt-BR")),
            ("de / it", Some("de")),
            ("de - it", Some("de")),
            ("en-GB.UTF-8", Some("en-GB")),
            ("en-", Some("en")),
            ("en-XX", Some("en")),
            ("en-ZZ", Some("en")),
            ("ｅｎ", Some("en")),
            ("еn", Some("en")),
            ("еn-GВ", Some("en-GB")),
            ("Еnglish", Some("en")),
            ("gb", Some("en")),
            ("jp", Some("ja")),
            ("cn", Some("zh")),
            ("i-klingon", Some("tlh")),
            ("zh-min-nan", Some("nan")),
            ("en-GB-oed", Some("en-GB-oxendict")),
            ("English/UK", Some("en-GB")),
            ("Simplified Chinese (Taiwan)", Some("zh-Hans-TW")),
            ("ajs-XX", Some("ajs")),
            // The code of Mongolian, which is also the name of another language.
            ("Mon", Some("mn")),
            ("Duthc", Some("nl")),
            ("Grek", None),
            ("not a language!!", None),
            ("und", None),
            ("mul", None),
            ("qaa", None),
            ("x-private", None),
            ("*", None),
            ("i-default", None),
            ("xx", None),
            ("1", None),
            ("TRUE", None),
            ("null", None),
            ("#N/A", None),
        ] {
            let (value, problems) = tag(text);
            assert_eq!((value, problems[0].code), (None, Code::LanguageInvalid), "{text}");
            assert_eq!(problems[0].suggestions.first().map(String::as_str), meant, "{text}");
        }
        assert_eq!(tag("").1[0].code, Code::LanguageMissing);
        // Codes that are also those of countries.
        for (text, suggestions) in
            [("BEL", &["be", "nl", "fr"][..]), ("bel", &["be"]), ("per", &["fa"]), ("MAC", &["mk", "zh"])]
        {
            assert_eq!(tag(text).1[0].suggestions, suggestions, "{text}");
        }
    }

    #[test]
    fn tag_or_name_beyond_the_limit_is_refused() {
        let private = |bytes: usize| format!("en-x{}-{}", "-abcdefgh".repeat(6), "a".repeat(bytes - 59));
        assert_eq!(tag(&private(64)), (Some(private(64)), Vec::new()));
        assert_eq!(tag(&private(65)).0, None);
        assert_eq!(tag(&format!("{:100}", "English")).1[0].suggestions, ["en"]);
        assert_eq!(tag(&format!("{:101}", "English")).1[0].suggestions, [""; 0]);
    }

    #[test]
    fn language_is_known_if_the_whole_text_is_its_code_tag_or_name() {
        for text in ["en", "EN", "en_GB", "eng", "ger", "bel", "iw", "English", "Deutsch", "English (UK)", "en-UK"] {
            assert!(is_known_language(text), "{text}");
        }
        for text in
            ["gb", "GB", "at", "USA", "aut", "BEL", "Englsh", "Swedish/English", "en/fr", "und", "xx", "not a language"]
        {
            assert!(!is_known_language(text), "{text}");
        }
        assert!(is_known_language(&format!("{:100}", "English")));
        assert!(!is_known_language(&format!("{:101}", "English")));
    }

    #[test]
    fn code_of_two_lower_case_letters_is_read() {
        for text in ["fr", "en", "de", "uk", "nb", "no", "zh"] {
            assert_eq!(code(text).0, Some(text));
            assert!(code(text).1.is_empty(), "{text}");
        }
    }

    #[test]
    fn refused_code_suggests_the_one_meant() {
        for (text, meant, hint) in [
            ("FR", Some("fr"), Some(Hint::WrongCase)),
            ("En", Some("en"), Some(Hint::WrongCase)),
            ("DE", Some("de"), Some(Hint::WrongCase)),
            ("IT", Some("it"), Some(Hint::WrongCase)),
            ("ES", Some("es"), Some(Hint::WrongCase)),
            ("NL", Some("nl"), Some(Hint::WrongCase)),
            ("PL", Some("pl"), Some(Hint::WrongCase)),
            ("SE", Some("sv"), None),
            ("UK", Some("en"), None),
            ("Uk", Some("en"), None),
            ("en-GB", Some("en"), None),
            ("en_GB", Some("en"), None),
            ("EN-UK", Some("en"), None),
            ("zh-Hant", Some("zh"), None),
            ("English", Some("en"), None),
            ("Deutsch", Some("de"), None),
            ("British English", Some("en"), None),
            ("eng", Some("en"), None),
            ("FRA", Some("fr"), None),
            ("fre", Some("fr"), None),
            ("iw", Some("he"), None),
            ("gb", Some("en"), None),
            ("jp", Some("ja"), None),
            ("USA", Some("en"), None),
            ("aut", Some("de"), None),
            ("ENU", Some("en"), None),
            ("еn", Some("en"), None),
            ("sh", None, None),
            ("fil", None, None),
            ("xx", None, None),
            ("é", None, None),
            ("12", None, None),
        ] {
            let (value, problems) = code(text);
            assert_eq!((value, problems[0].code, problems[0].hint), (None, Code::LanguageInvalid, hint), "{text}");
            assert_eq!(problems[0].suggestions.first().map(String::as_str), meant, "{text}");
        }
        assert_eq!(code("").1[0].code, Code::LanguageMissing);
        // Withdrawn codes that are also country codes.
        assert_eq!(code("in").1[0].suggestions, ["id", "hi", "en"]);
        assert_eq!(code("mo").1[0].suggestions, ["ro", "zh"]);
        // Three-letter codes that are also those of countries.
        assert_eq!(code("slv").1[0].suggestions, ["sl"]);
        assert_eq!(code("SLV").1[0].suggestions, ["sl", "es"]);
        assert_eq!(code("grc").1[0].suggestions, ["el"]);
        assert_eq!(code("CHE").1[0].suggestions, ["ce", "de", "fr"]);
        // Codes in capitals that are more often a language than the country.
        for text in ["SV", "ET", "SL", "VI", "AF", "DE"] {
            let problem = &code(text).1[0];
            let expected = (&[text.to_lowercase()][..], Some(Hint::WrongCase));
            assert_eq!((&problem.suggestions[..], problem.hint), expected, "{text}");
        }
        // Codes in capitals that are also country codes, if another language is usual in the country.
        for (text, suggestions) in [
            ("SE", &["sv", "se"][..]),
            ("UK", &["en", "uk"]),
            ("BR", &["pt", "br"]),
            ("CH", &["de", "fr", "it"]),
            ("CA", &["en", "fr", "ca"]),
            ("AR", &["es", "ar"]),
        ] {
            assert_eq!(code(text).1[0].suggestions, suggestions, "{text}");
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_code_only(text, "language", &mut problems), None, "{text}");
            assert_eq!(problems.list()[0].suggestions, suggestions, "{text}");
        }
    }

    proptest! {
        #[test]
        fn language_of_any_text_is_a_value_or_an_error(
            text in ".{1,40}|[a-zA-Z0-9_-]{1,24}|[a-z]{2,3}([-_][a-zA-Z0-9]{1,8}){0,4}",
        ) {
            let (value, problems) = tag(&text);
            prop_assert_eq!(value.is_none(), problems.iter().any(|problem| problem.code == Code::LanguageInvalid));
            prop_assert_eq!(code(&text).0.is_none(), !code(&text).1.is_empty());
        }

        #[test]
        fn language_suggested_is_always_accepted(text in "[a-z]{2,3}[-_ /]?[a-zA-Z]{0,4}") {
            for problem in tag(&text).1.into_iter().chain(code(&text).1) {
                for meant in problem.suggestions {
                    prop_assert!(tag(&meant).1.is_empty(), "{}", meant);
                }
            }
        }
    }
}
