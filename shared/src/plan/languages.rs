//! Language codes that were probably meant as country codes: `se` is Northern Sami, which is unlikely to be meant in a Swedish file, and
//! `usa` is Usarufa.

use std::collections::BTreeMap;

use super::rows::Rows;
use crate::{
    problem::{Code, Problem},
    rules::{CountryOfCode, country_codes},
};

/// Maximum number of distinct languages, and of distinct countries, that are remembered. Only a file full of errors has more.
const REMEMBERED_MAX: usize = 500;
/// Maximum length in bytes of a remembered language or country.
const CODE_BYTES_MAX: usize = 64;

/// The languages and countries that the rows name.
#[derive(Debug, Default)]
pub(super) struct Languages {
    last: String,
    is_last_checked: bool,
    /// The rows with each language, by its tag.
    rows: BTreeMap<String, TagRows>,
    countries: BTreeMap<String, u64>,
    /// Whether a language whose code is not that of a country is in capitals, as in `EN`: such a file spells languages in capitals.
    has_language_in_capitals: bool,
}

#[derive(Debug, Default)]
struct TagRows {
    /// The country with the language's code, if the language is not usual there.
    shared: Option<CountryOfCode>,
    all: Rows,
    /// The rows that name this country.
    with_country: Rows,
    /// The rows with the code in capitals.
    in_capitals: Rows,
}

impl Languages {
    /// Counts the row's language and country. `is_in_capitals` means that the file spells the language [like a country](is_in_capitals).
    #[inline]
    pub(super) fn count(&mut self, language: &str, is_in_capitals: bool, country: &str, row: u64) {
        if language != self.last || self.is_last_checked || is_in_capitals || !country.is_empty() {
            self.add(language, is_in_capitals, country, row);
        }
    }

    #[inline(never)]
    fn add(&mut self, language: &str, is_in_capitals: bool, country: &str, row: u64) {
        if language != self.last {
            language.clone_into(&mut self.last);
            self.is_last_checked = false;
        }
        if language.len().max(country.len()) > CODE_BYTES_MAX {
            return;
        }
        // Most rows contain codes that already occurred in earlier rows. For those, nothing is allocated or looked up in the list of
        // countries.
        if let Some(count) = self.countries.get_mut(country) {
            *count += 1;
        } else if !country.is_empty() && self.countries.len() < REMEMBERED_MAX {
            self.countries.insert(country.to_owned(), 1);
        }
        if !language.is_empty() && self.rows.len() < REMEMBERED_MAX && !self.rows.contains_key(language) {
            let rows = TagRows { shared: CountryOfCode::find(base(language)), ..TagRows::default() };
            self.rows.insert(language.to_owned(), rows);
        }
        let Some(rows) = self.rows.get_mut(language) else { return };
        self.is_last_checked = rows.shared.is_some();
        rows.all.add(row);
        if rows.shared.is_some_and(|shared| shared.country == country || region(language) == Some(shared.country)) {
            rows.with_country.add(row);
        }
        if is_in_capitals && rows.shared.is_some() {
            rows.in_capitals.add(row);
        } else if is_in_capitals && language.len() == 2 && !self.has_language_in_capitals {
            let code = language.to_ascii_uppercase();
            self.has_language_in_capitals = !country_codes().contains(&code.as_str());
        }
    }

    /// Returns one problem for each suspicious code.
    pub(super) fn into_problems(self, label: &str) -> Vec<Problem> {
        let suspicious = |(language, rows): (&String, &TagRows)| {
            let shared = rows.shared?;
            let meant = self.usual_languages(shared);
            // A tag with a region was probably intended, unless the language is rare, as in `kr-KR` and `usa-US`, but not in `syr-SY`.
            let is_rare = if base(language).len() == 3 { shared.is_obscure } else { shared.is_rare };
            let is_own_region = region(language).is_some() && !is_rare;
            let has_capitals = rows.in_capitals.count > 0;
            let is_suggested = shared.is_obscure || has_capitals || self.suggests(shared);
            let counted = if rows.with_country.count > 0 && !is_own_region {
                &rows.with_country
            } else if shared.is_rare && region(language).is_none() && is_suggested {
                &rows.all
            } else if shared.is_likely_in_capitals && has_capitals && !self.has_language_in_capitals {
                &rows.in_capitals
            } else {
                return None;
            };
            let is_in_capitals = counted.count == rows.in_capitals.count;
            let found = if is_in_capitals { language.to_ascii_uppercase() } else { language.clone() };
            let problem = Problem::new(Code::LanguageSuspicious).column(label).found(&found).expected([shared.country]);
            Some(problem.suggest(meant).rows(counted.count, counted.first.iter().copied()))
        };
        self.rows.iter().filter_map(suspicious).collect()
    }

    /// Returns `true` if any row names the country or one of its languages.
    fn suggests(&self, shared: CountryOfCode) -> bool {
        self.countries.contains_key(shared.country)
            || self.rows.keys().any(|other| {
                region(other) == Some(shared.country) || shared.languages().any(|usual| usual == base(other))
            })
    }

    /// Returns the country's languages, beginning with those that the rows contain.
    fn usual_languages(&self, shared: CountryOfCode) -> Vec<&'static str> {
        let mut usual: Vec<&str> = shared.languages().collect();
        usual.sort_by_key(|usual| !self.rows.keys().any(|other| base(other) == *usual));
        usual
    }
}

/// Returns `true` if a language is spelled like a country: as a code of two or three capitals.
pub(super) fn is_in_capitals(typed: &str) -> bool {
    matches!(typed.len(), 2 | 3) && typed.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

fn region(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|subtag| subtag.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[(&str, &str)]) -> Vec<(String, Vec<String>, Vec<u64>)> {
        let mut languages = Languages::default();
        for (row, (language, country)) in (2..).zip(rows) {
            let is_in_capitals = is_in_capitals(language);
            let language = if is_in_capitals { language.to_ascii_lowercase() } else { (*language).to_owned() };
            languages.count(&language, is_in_capitals, country, row);
        }
        let problems = languages.into_problems("language");
        problems.into_iter().map(|problem| (problem.found, problem.suggestions, problem.first_rows)).collect()
    }

    #[test]
    fn code_of_a_country_is_suspicious_where_the_country_is_suggested() {
        for (rows, expected) in [
            (&[("sv", ""), ("se", ""), ("sv", ""), ("se", "")][..], Some(("se", "sv", &[3, 5][..]))),
            (&[("ko", ""), ("kr", "")], Some(("kr", "ko", &[3]))),
            (&[("pt-BR", ""), ("br", "")], Some(("br", "pt", &[3]))),
            (&[("fr-CH", ""), ("ch", "")], Some(("ch", "fr", &[3]))),
            (&[("en", ""), ("in", "")], Some(("in", "en", &[3]))),
            (&[("se", "SE")], Some(("se", "sv", &[2]))),
            (&[("se", ""), ("en", "SE")], Some(("se", "sv", &[2]))),
            (&[("sv", "SV"), ("sv", "SE")], Some(("sv", "es", &[2]))),
            (&[("ar", "AR"), ("ar", "EG")], Some(("ar", "es", &[2]))),
            (&[("uk", "GB"), ("uk", "UA")], Some(("uk", "en", &[2]))),
            (&[("kr-KR", "")], Some(("kr-KR", "ko", &[2]))),
            (&[("se", ""), ("se", ""), ("sv", "")], Some(("se", "sv", &[2, 3]))),
            (&[("en", ""), ("en", "SE"), ("se", "")], Some(("se", "sv", &[4]))),
            (&[("sv", "SE"), ("sv", "SE"), ("se", "SE")], Some(("se", "sv", &[4]))),
            (&[("se", ""), ("nb", "")], None),
            (&[("br", "FR"), ("fr", "FR")], None),
            // The languages of these three-letter codes are so rare that the code itself suggests the country.
            (&[("usa", "")], Some(("usa", "en", &[2]))),
            (&[("gbr", ""), ("sv", ""), ("gbr", "")], Some(("gbr", "en", &[2, 4]))),
            (&[("bra", ""), ("pt", "")], Some(("bra", "pt", &[2]))),
            (&[("AUT", ""), ("de", "")], Some(("AUT", "de", &[2]))),
            (&[("ENU", "")], Some(("ENU", "en", &[2]))),
            (&[("usa-US", "")], Some(("usa-US", "en", &[2]))),
            (&[("syr-SY", "SY"), ("ar", "SY")], None),
            (&[("grc", ""), ("en", "")], None),
            (&[("grc", ""), ("el", "")], Some(("grc", "el", &[2]))),
            (&[("GRC", ""), ("en", "")], Some(("GRC", "el", &[2]))),
            (&[("fil", ""), ("yue", ""), ("FIL", "")], None),
            (&[("UK", ""), ("FIL", "")], Some(("UK", "en", &[2]))),
            (&[("ar", ""), ("es", "")], None),
            (&[("ca", ""), ("en", "")], None),
            (&[("ca-ES", "ES")], None),
            (&[("de", "CH"), ("fr", "CH"), ("", "")], None),
            // In capitals, the code itself suggests the country.
            (&[("SE", ""), ("SE", "")], Some(("SE", "sv", &[2, 3]))),
            (&[("SE", ""), ("EN", "")], Some(("SE", "sv", &[2]))),
            (&[("se", ""), ("SE", "")], Some(("se", "sv", &[2, 3]))),
            (&[("en-GB", ""), ("UK", "")], Some(("UK", "en", &[3]))),
            (&[("uk", ""), ("UK", "")], Some(("UK", "en", &[3]))),
            (&[("fr", ""), ("CA", "")], Some(("CA", "fr", &[3]))),
            (&[("DE", ""), ("UK", ""), ("DE", "")], Some(("UK", "en", &[3]))),
            (&[("UK", ""), ("EN", "")], None),
            (&[("UK", ""), ("en", ""), ("EN", "")], None),
            (&[("SV", ""), ("ET", ""), ("VI", "")], None),
            (&[("DE", ""), ("FR", ""), ("NL", ""), ("PL", "")], None),
        ] {
            let expected: Vec<_> = expected.into_iter().collect();
            let found = found(rows);
            let shown: Vec<_> =
                found.iter().map(|(code, meant, rows)| (code.as_str(), meant[0].as_str(), rows.as_slice())).collect();
            assert_eq!(shown, expected, "{rows:?}");
        }
    }
}
