//! Language codes that were probably meant as country codes: `se` is Northern Sami, which is unlikely to be meant in a Swedish file.

use std::collections::BTreeMap;

use super::rows::Rows;
use crate::problem::{Code, Problem};

/// Maximum number of distinct languages, and of distinct countries, that are remembered. Only a file full of errors has more.
const REMEMBERED_MAX: usize = 500;
/// Maximum length in bytes of a remembered language or country.
const CODE_BYTES_MAX: usize = 64;

/// Languages whose code is also a country code (or, for `uk`, is mistaken for one), if other languages are usual in that country. Each
/// entry also lists the country and its languages. A rare language is suspicious if any row names the country or one of its languages; any
/// other language, only in rows that name the country.
const COUNTRIES: &str = "\
    am AM hy|ar AR es|as AS en|ba BA bs|be BE nl fr|bi BI rn fr rare|bm BM en|bn BN ms|bo BO es|br BR pt rare|\
    bs BS en|ca CA en fr|ch CH de fr it rare|co CO es rare|cr CR es rare|cu CU es rare|cv CV pt rare|cy CY el tr|ee EE et rare|\
    et ET am|ga GA fr|gd GD en|gl GL kl da|gn GN fr rare|gu GU en|ie IE en rare|in IN hi en rare|io IO en rare|kg KG ky ru rare|\
    ki KI en|km KM ar fr|kn KN en|kr KR ko rare|kw KW ar rare|ky KY en|la LA lo rare|lb LB ar fr|li LI de rare|\
    lu LU lb fr de rare|mh MH en rare|ml ML fr|mo MO zh rare|mr MR ar fr|ms MS en|my MY ms|na NA en rare|ne NE fr|om OM ar|\
    pa PA es|ps PS ar|sa SA ar|sc SC en fr|sd SD ar|se SE sv rare|sg SG en zh rare|si SI sl|sl SL en|sm SM it|sn SN fr|\
    sr SR nl|ss SS en|st ST pt rare|sv SV es|tg TG fr|tn TN ar fr rare|tt TT en|\
    tw TW zh rare|ug UG en|uk GB en|ve VE es rare|vi VI en|za ZA en af rare";

/// The languages and countries that the rows name.
#[derive(Debug, Default)]
pub(super) struct Languages {
    last: String,
    is_last_checked: bool,
    /// The rows with each language, and those among them that name the country listed for it in [`COUNTRIES`].
    rows: BTreeMap<String, TagRows>,
    countries: BTreeMap<String, u64>,
}

#[derive(Debug, Default)]
struct TagRows {
    /// The language's entry in [`COUNTRIES`].
    shared: Option<Shared>,
    all: Rows,
    with_country: Rows,
}

/// A language's entry in [`COUNTRIES`]: the country and its usual languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shared {
    country: &'static str,
    usual: &'static str,
    is_rare: bool,
}

impl Languages {
    #[inline]
    pub(super) fn count(&mut self, language: &str, country: &str, row: u64) {
        if language != self.last || self.is_last_checked || !country.is_empty() {
            self.add(language, country, row);
        }
    }

    #[inline(never)]
    fn add(&mut self, language: &str, country: &str, row: u64) {
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
            let rows = TagRows { shared: shared(base(language)), ..TagRows::default() };
            self.rows.insert(language.to_owned(), rows);
        }
        let Some(rows) = self.rows.get_mut(language) else { return };
        self.is_last_checked = rows.shared.is_some();
        rows.all.add(row);
        if rows.shared.is_some_and(|shared| shared.country == country || region(language) == Some(shared.country)) {
            rows.with_country.add(row);
        }
    }

    /// Returns one problem for each suspicious code.
    pub(super) fn into_problems(self, label: &str) -> Vec<Problem> {
        let suspicious = |(language, rows): (&String, &TagRows)| {
            let shared = rows.shared?;
            let meant = self.usual_language(shared);
            // A tag with a region was probably intended, unless the language is rare.
            let is_own_region = region(language).is_some() && !shared.is_rare;
            let counted = if rows.with_country.count > 0 && !is_own_region {
                &rows.with_country
            } else if shared.is_rare && region(language).is_none() && self.suggests(shared) {
                &rows.all
            } else {
                return None;
            };
            let problem =
                Problem::new(Code::LanguageSuspicious).column(label).found(language).expected([shared.country]);
            Some(problem.suggest(meant).rows(counted.count, counted.first.iter().copied()))
        };
        self.rows.iter().filter_map(suspicious).collect()
    }

    /// Returns `true` if any row names the country or one of its languages.
    fn suggests(&self, shared: Shared) -> bool {
        self.countries.contains_key(shared.country)
            || self.rows.keys().any(|other| {
                region(other) == Some(shared.country) || shared.usual.split(' ').any(|usual| usual == base(other))
            })
    }

    /// Returns the country's languages, beginning with those that the rows contain.
    fn usual_language(&self, shared: Shared) -> Vec<&'static str> {
        let mut usual: Vec<&str> = shared.usual.split(' ').collect();
        usual.sort_by_key(|usual| !self.rows.keys().any(|other| base(other) == *usual));
        usual
    }
}

fn shared(language: &str) -> Option<Shared> {
    let entry = COUNTRIES.split('|').find_map(|entry| entry.strip_prefix(language)?.strip_prefix(' '))?;
    let (country, usual) = entry.split_once(' ')?;
    let is_rare = usual.ends_with(" rare");
    (language.len() == 2).then(|| Shared { country, usual: usual.trim_end_matches(" rare"), is_rare })
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
    use crate::rules::{country_code_of, read_tag};

    fn found(rows: &[(&str, &str)]) -> Vec<(String, Vec<String>, Vec<u64>)> {
        let mut languages = Languages::default();
        for (row, (language, country)) in (2..).zip(rows) {
            languages.count(language, country, row);
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
            (&[("se", ""), ("nb", "")], None),
            (&[("br", "FR"), ("fr", "FR")], None),
            (&[("ar", ""), ("es", "")], None),
            (&[("ca", ""), ("en", "")], None),
            (&[("ca-ES", "ES")], None),
            (&[("de", "CH"), ("fr", "CH"), ("", "")], None),
        ] {
            let expected: Vec<_> = expected.into_iter().collect();
            let found = found(rows);
            let shown: Vec<_> =
                found.iter().map(|(code, meant, rows)| (code.as_str(), meant[0].as_str(), rows.as_slice())).collect();
            assert_eq!(shown, expected, "{rows:?}");
        }
    }

    #[test]
    fn languages_and_countries_of_the_table_exist() {
        for entry in COUNTRIES.split('|').map(|entry| entry.split(' ').collect::<Vec<_>>()) {
            let shared = shared(entry[0]);
            assert!(shared.is_some(), "{entry:?}");
            let Some(shared) = shared else { continue };
            assert!(country_code_of(shared.country).is_some(), "{entry:?}");
            assert!(!shared.usual.split(' ').any(|usual| usual == entry[0]), "{entry:?}");
            for usual in shared.usual.split(' ').chain([entry[0]]) {
                let mut problems = crate::problem::RowProblems::new(2, 2);
                assert_eq!(read_tag(usual, "language", &mut problems).as_deref(), Some(usual));
            }
        }
    }
}
