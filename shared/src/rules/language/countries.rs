//! Language codes that are also country codes: `se` is Northern Sami, `SE` is Sweden.

/// Languages whose code is also a country code (or, for `uk`, is mistaken for one), if other languages are usual in that country. Each
/// entry also lists the country and its languages. `rare` marks a language that is unlikely to be meant in a file that names the country or
/// one of its languages; `capitals`, a language whose code in capitals is more often that of the country.
const COUNTRIES: &str = "\
    ae AE ar rare|af AF ps fa|am AM hy|ar AR es capitals|as AS en|ba BA bs capitals|be BE nl fr capitals|bi BI rn fr rare|bm BM en|\
    bn BN ms|bo BO es|br BR pt rare|bs BS en|ca CA en fr capitals|ch CH de fr it rare|co CO es rare|cr CR es rare|cu CU es rare|\
    cv CV pt rare|cy CY el tr capitals|dz DZ ar fr rare|ee EE et rare|et ET am|ga GA fr|gd GD en|gl GL kl da|gn GN fr rare|gu GU en|\
    ie IE en rare|in IN hi en rare|io IO en rare|kg KG ky ru rare|ki KI en|km KM ar fr|kn KN en|kr KR ko rare|kw KW ar rare|ky KY en|\
    la LA lo rare|lb LB ar fr|li LI de rare|lu LU lb fr de rare|mh MH en rare|ml ML fr|mo MO zh rare|mr MR ar fr|ms MS en|\
    my MY ms capitals|na NA en rare|ne NE fr|ng NG en rare|nr NR en|om OM ar|pa PA es|ps PS ar|sa SA ar|sc SC en fr|sd SD ar|\
    se SE sv rare|sg SG en zh rare|si SI sl capitals|sl SL en|sm SM it|sn SN fr|sr SR nl|ss SS en|st ST pt rare|sv SV es|\
    tg TG fr|tk TK en|tl TL pt|tn TN ar fr rare|tt TT en|tw TW zh rare|ug UG en|uk GB en capitals|ve VE es rare|vi VI en|za ZA en af rare";

/// A country whose code, in lowercase, is that of a language that is not usual there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryOfCode {
    pub country: &'static str,
    usual: &'static str,
    /// Whether the language is unlikely to be meant in a file that names the country or one of its languages.
    pub is_rare: bool,
    /// Whether the code in capitals is that of the country more often than that of the language.
    pub is_likely_in_capitals: bool,
}

impl CountryOfCode {
    /// Returns the country with this code, in lowercase; `None` if the language with this code is usual there, or if there is no such
    /// language. `uk` is the United Kingdom.
    pub fn find(code: &str) -> Option<Self> {
        let entry = COUNTRIES.split('|').find_map(|entry| entry.strip_prefix(code)?.strip_prefix(' '))?;
        let (country, usual) = entry.split_once(' ')?;
        let [is_rare, is_likely_in_capitals] = [" rare", " capitals"].map(|mark| usual.ends_with(mark));
        let usual = usual.trim_end_matches(" rare").trim_end_matches(" capitals");
        (code.len() == 2).then_some(Self { country, usual, is_rare, is_likely_in_capitals })
    }

    /// Returns the usual languages of the country, the most usual one first.
    pub fn languages(self) -> impl Iterator<Item = &'static str> + Clone {
        self.usual.split(' ')
    }
}

#[cfg(test)]
mod tests {
    use super::{super::read_tag, *};
    use crate::{problem::RowProblems, rules::country_code_of};

    #[test]
    fn languages_and_countries_of_the_table_exist() {
        for entry in COUNTRIES.split('|').map(|entry| entry.split(' ').collect::<Vec<_>>()) {
            let found = CountryOfCode::find(entry[0]);
            assert!(found.is_some(), "{entry:?}");
            let Some(found) = found else { continue };
            assert!(country_code_of(found.country).is_some(), "{entry:?}");
            assert!(!found.languages().any(|usual| usual == entry[0]), "{entry:?}");
            assert!(found.languages().all(|usual| usual.len() == 2), "{entry:?}");
            for usual in found.languages().chain([entry[0]]) {
                let mut problems = RowProblems::new(2, 2);
                assert_eq!(read_tag(usual, "language", &mut problems).as_deref(), Some(usual));
            }
        }
    }

    #[test]
    fn country_is_found_by_its_code_in_lowercase_only() {
        let uk = CountryOfCode::find("uk").map(|found| (found.country, found.languages().collect::<Vec<_>>()));
        assert_eq!(uk, Some(("GB", vec!["en"])));
        for code in ["SE", "s", "", "se SE", "de", "fr", "xx"] {
            assert_eq!(CountryOfCode::find(code), None, "{code}");
        }
    }
}
