use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use super::{
    fold::{fold_name, fold_title},
    nearest::nearest,
    scripts::in_latin,
};
use crate::problem::{Code, Hint, Problem, RowProblems};

/// One country per line: alpha-2, alpha-3, then names, the usual English one first. ISO 3166-1 as of 2026, 249 countries, and `XK`, which
/// is user-assigned and in wide use for Kosovo.
///
/// The English names are followed by some names in the country's own language and, for the most common countries, by French, German,
/// Spanish and Italian names.
const COUNTRIES: &str = include_str!("countries.txt");

/// Codes in use that ISO 3166-1 does not assign: `EL`, the European Union's code for Greece, and `UK`.
const OTHER_CODES: [(&str, &str); 2] = [("el", "GR"), ("uk", "GB")];

/// Maximum length in bytes of a cell to be searched. No country name is longer.
const CELL_BYTES_MAX: usize = 100;

/// Alpha-2 codes, sorted.
static CODES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| COUNTRIES.lines().filter_map(|line| line.get(..2)).collect());

/// Alpha-2 codes by folded name, alpha-3 code, and [other code](OTHER_CODES). Each name is also listed without accents.
static CODES_BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for line in COUNTRIES.lines() {
        let mut parts = line.split('|');
        let Some(code) = parts.next() else { continue };
        for name in parts {
            by_name.insert(fold_title(name), code);
            by_name.insert(fold_name(name), code);
        }
    }
    by_name.extend(OTHER_CODES.map(|(other, code)| (other.to_owned(), code)));
    by_name
});

/// Reads a country: an uppercase ISO 3166-1 alpha-2 code. An empty cell has no value and no problem.
///
/// Anything else is [`Code::CountryInvalid`]. The code is suggested for an alpha-2 code in the wrong case, an alpha-3 code, `EL`, `UK`, or
/// a country's name, even with typing errors. `NA` is Namibia.
pub fn read_country(text: &str, label: &str, problems: &mut RowProblems) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    if let Some(code) = find_code(text) {
        return Some(code);
    }
    let problem = Problem::new(Code::CountryInvalid).column(label).found(text);
    problems.add(match find_code(&text.to_ascii_uppercase()) {
        Some(code) => problem.suggest([code]).hint(Hint::WrongCase),
        None => problem.suggest(country_code_of(text).or_else(|| nearest_country(text))),
    });
    None
}

/// Returns a country's alpha-2 code, given an alpha-2 code in any case, an alpha-3 code, `EL`, `UK`, or a name.
pub fn country_code_of(text: &str) -> Option<&'static str> {
    if text.len() > CELL_BYTES_MAX {
        return None;
    }
    let text = &*in_latin(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let upper = text.to_ascii_uppercase();
    find_code(&upper).or_else(|| {
        let folded = fold_title(text);
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let code = find_code(&bare.to_ascii_uppercase());
        code.or_else(|| [&folded, bare, &fold_name(bare)].into_iter().find_map(|name| CODES_BY_NAME.get(name).copied()))
    })
}

/// Returns `true` if the text is a country code or name in any known form.
pub fn is_known_country(text: &str) -> bool {
    country_code_of(text).is_some()
}

/// Returns all alpha-2 codes, sorted.
pub fn country_codes() -> &'static [&'static str] {
    &CODES
}

fn find_code(text: &str) -> Option<&'static str> {
    let index = CODES.binary_search_by(|code| (*code).cmp(text)).ok()?;
    CODES.get(index).copied()
}

/// Returns the code of the country with the most similar name, if any is [near](nearest). The first letter must match.
fn nearest_country(text: &str) -> Option<&'static str> {
    if text.len() > CELL_BYTES_MAX {
        return None;
    }
    let first = fold_name(text).chars().next()?;
    let names = CODES_BY_NAME.keys().map(String::as_str).filter(|name| name.len() > 3 && name.starts_with(first));
    let found = nearest(text, names);
    found.first().and_then(|name| CODES_BY_NAME.get(name)).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn country_list_is_complete_and_sorted() {
        assert_eq!(CODES.iter().filter(|code| **code != "XK").count(), 249);
        assert_eq!(find_code("XK"), Some("XK"));
        assert!(CODES.is_sorted());
        assert_eq!(country_codes().len(), 250);
        for line in COUNTRIES.lines() {
            let parts: Vec<&str> = line.split('|').collect();
            assert!(parts.len() >= 3 && parts[0].len() == 2 && parts[1].len() == 3, "{line}");
            assert!(parts.iter().all(|part| !part.is_empty() && part.trim() == *part), "{line}");
            for part in parts {
                assert_eq!(country_code_of(part), line.get(..2), "{part}");
            }
        }
    }

    #[test]
    fn country_in_capitals_is_read() {
        let mut problems = RowProblems::new(2, 2);
        for code in ["FR", "US", "GB", "DE", "NA", "NO", "AX"] {
            assert_eq!(read_country(code, "country", &mut problems), Some(code));
        }
        assert_eq!(read_country("", "country", &mut problems), None);
        assert!(problems.list().is_empty());
    }

    #[test]
    fn country_in_another_form_suggests_its_code() {
        for (text, suggestion, hint) in [
            ("fr", Some("FR"), Some(Hint::WrongCase)),
            ("Fr", Some("FR"), Some(Hint::WrongCase)),
            ("na", Some("NA"), Some(Hint::WrongCase)),
            ("UK", Some("GB"), None),
            ("uk", Some("GB"), None),
            ("EL", Some("GR"), None),
            ("FRA", Some("FR"), None),
            ("usa", Some("US"), None),
            ("U.S.A.", Some("US"), None),
            ("France", Some("FR"), None),
            ("GERMANY", Some("DE"), None),
            ("Deutschland", Some("DE"), None),
            ("Allemagne", Some("DE"), None),
            ("Alemania", Some("DE"), None),
            ("Germania", Some("DE"), None),
            ("Schweiz", Some("CH"), None),
            ("ESPAÑA", Some("ES"), None),
            ("Espana", Some("ES"), None),
            ("Etats-Unis", Some("US"), None),
            ("Vereinigtes Königreich", Some("GB"), None),
            ("Paesi Bassi", Some("NL"), None),
            ("Austria", Some("AT"), None),
            ("Österreich", Some("AT"), None),
            ("Osterreich", Some("AT"), None),
            ("Deutchland", Some("DE"), None),
            ("United Kingdom", Some("GB"), None),
            ("(United Kingdom)", Some("GB"), None),
            ("England", Some("GB"), None),
            ("Russia", Some("RU"), None),
            ("South Korea", Some("KR"), None),
            ("Korea, Republic of", Some("KR"), None),
            ("Cote d’Ivoire", Some("CI"), None),
            ("Reunion", Some("RE"), None),
            ("Turkiye", Some("TR"), None),
            ("Germny", Some("DE"), None),
            ("Untied States", Some("US"), None),
            ("ＦＲ", Some("FR"), None),
            ("ВE", Some("BE"), None),
            ("СН", Some("CH"), None),
            ("Kosovo", Some("XK"), None),
            ("XX", None, None),
            ("EU", None, None),
            ("#N/A", None, None),
            ("n/a", None, None),
            ("49", None, None),
            ("FRX", None, None),
            ("Xermany", None, None),
            ("Atlantis Underwater", None, None),
        ] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_country(text, "country", &mut problems), None, "{text}");
            let problem = &problems.list()[0];
            assert_eq!((problem.code, problem.hint), (Code::CountryInvalid, hint), "{text}");
            assert_eq!(problem.suggestions.first().map(String::as_str), suggestion, "{text}");
        }
    }

    #[test]
    fn cell_longer_than_every_name_suggests_nothing() {
        let suggestions = |name: &str, bytes: usize| {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_country(&format!("{name:bytes$}"), "country", &mut problems), None);
            problems.list()[0].suggestions.clone()
        };
        for name in ["France", "Frnce"] {
            assert_eq!(suggestions(name, CELL_BYTES_MAX), ["FR"], "{name}");
            assert_eq!(suggestions(name, CELL_BYTES_MAX + 1), [""; 0], "{name}");
        }
    }

    proptest! {
        #[test]
        fn country_of_any_text_is_a_value_or_a_problem(text in ".{1,40}|[A-Za-z]{2,3}") {
            let mut problems = RowProblems::new(2, 2);
            prop_assert_eq!(read_country(&text, "country", &mut problems).is_none(), problems.has_error());
        }
    }
}
