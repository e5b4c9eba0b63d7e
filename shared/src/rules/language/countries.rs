//! Language codes that are also country codes: `se` is Northern Sami, `SE` is Sweden; `usa` is Usarufa, `USA` is the United States.

use super::suggest::is_rare;

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

/// Three-letter codes of a country, or of a language in a country in Windows (`ENU`), that are also those of a language that is not usual
/// there, in the form of [`COUNTRIES`]. All are rare.
const THREE_LETTERS: &str = "\
    abw AW nl|afg AF ps fa|ago AO pt|aia AI en|ala AX sv|and AD ca|are AE ar|arg AR es|asm AS en sm|atg AG en|aus AU en|aut AT de|\
    bdi BI rn fr|bel BE nl fr|ben BJ fr|bes BQ nl|bfa BF fr|bgd BD bn|bgr BG bg|bhr BH ar|bhs BS en|bih BA bs hr sr|blm BL fr|\
    blr BY be ru|blz BZ en|bmu BM en|bol BO es|bra BR pt|brb BB en|brn BN ms|btn BT dz|bwa BW en tn|caf CF fr sg|can CA en fr|\
    che CH de fr it|chl CL es|chn CN zh|cht TW zh|cmr CM fr en|cod CD fr|cog CG fr|cok CK en|col CO es|com KM ar fr|cri CR es|csy CZ cs|\
    cub CU es|cuw CW nl|cym KY en|des CH de|dji DJ fr ar|dma DM en|dnk DK da|dza DZ ar fr|egy EG ar|ena AU en|enc CA en|enu US en|\
    eri ER ti ar|esh EH ar|esm MX es|esn ES es|eth ET am|frc CA fr|fro FO fo da|frs CH fr|gab GA fr|gbr GB en|gha GH en|gib GI en|\
    gin GN fr|gmb GM en|gnb GW pt|gnq GQ es fr|grc GR el|grd GD en|guf GF fr|gum GU en|hnd HN es|hti HT ht fr|imn IM en|ind IN hi en|\
    irn IR fa|isr IL he|jor JO ar|ken KE sw en|kir KI en|kna KN en|kwt KW ar|lbn LB ar fr|lbr LR en|lby LY ar|lie LI de|lka LK si ta|\
    lso LS st en|ltu LT lt|lva LV lv|mac MO zh|maf MF fr|mar MA ar fr|mco MC fr|mda MD ro|mdg MG mg fr|mdv MV dv|mhl MH mh en|mli ML fr|\
    mmr MM my|mne ME sr|mng MN mn|mnp MP en|moz MZ pt|mrt MR ar fr|msr MS en|mtq MQ fr|mus MU en fr|mwi MW en ny|mys MY ms|myt YT fr|\
    nam NA en|ncl NC fr|ner NE fr|nga NG en|nic NI es|npl NP ne|nru NR en na|omn OM ar|pak PK ur en|pan PA es|pcn PN en|per PE es|\
    phl PH en tl|plk PL pl|plw PW en|png PG en|pri PR es en|prk KP ko|prt PT pt|pry PY es gn|pse PS ar|rou RO ro|rwa RW rw en fr|\
    sau SA ar|sdn SD ar|sen SN fr|sgp SG en zh|shn SH en|sjm SJ nb|sky SK sk|sle SL en|slv SV es|smr SM it|spm PM fr|srb RS sr|ssd SS en|\
    stp ST pt|sur SR nl|sve SE sv|svk SK sk|sxm SX nl en|syc SC en fr|syr SY ar|tca TC en|tcd TD fr ar|tgo TG fr|tkl TK en|tkm TM tk|\
    tls TL pt|trk TR tr|tto TT en|tun TN ar fr|tuv TV en|twn TW zh|tza TZ sw en|uga UG en sw|umi UM en|ury UY es|usa US en|ven VE es|\
    vnm VN vi|vut VU bi en fr|xkx XK sq sr|zaf ZA en af|zmb ZM en";

/// A country whose code, in lowercase, is that of a language that is not usual there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryOfCode {
    pub country: &'static str,
    usual: &'static str,
    /// Whether the language is unlikely to be meant in a file that names the country or one of its languages.
    pub is_rare: bool,
    /// Whether the code in capitals is that of the country more often than that of the language.
    pub is_likely_in_capitals: bool,
    /// Whether hardly any file contains the language, so that its code alone suggests the country.
    pub is_obscure: bool,
}

impl CountryOfCode {
    /// Returns the country with this two- or three-letter code, in lowercase; `None` if the language with this code is usual there, or if
    /// there is no such language. `uk` is the United Kingdom.
    pub fn find(code: &str) -> Option<Self> {
        let (table, is_long) = match code.len() {
            2 => (COUNTRIES, false),
            3 => (THREE_LETTERS, true),
            _ => return None,
        };
        let entry = table.split('|').find_map(|entry| entry.strip_prefix(code)?.strip_prefix(' '))?;
        let (country, usual) = entry.split_once(' ')?;
        let [has_rare, is_likely_in_capitals] = [" rare", " capitals"].map(|mark| usual.ends_with(mark));
        let usual = usual.trim_end_matches(" rare").trim_end_matches(" capitals");
        let is_obscure = is_long && is_rare(code);
        Some(Self { country, usual, is_rare: has_rare || is_long, is_likely_in_capitals, is_obscure })
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
    fn three_letter_codes_of_the_table_are_those_of_other_languages() {
        let entries: Vec<Vec<&str>> = THREE_LETTERS.split('|').map(|entry| entry.split(' ').collect()).collect();
        assert!(entries.is_sorted_by(|one, next| one[0] < next[0]), "each once, in order");
        for entry in entries {
            let Some(found) = CountryOfCode::find(entry[0]) else { panic!("{entry:?}") };
            assert!(found.is_rare && country_code_of(found.country).is_some(), "{entry:?}");
            // The codes of Windows are not those of countries.
            assert!(country_code_of(entry[0]).is_none_or(|country| country == found.country), "{entry:?}");
            for usual in found.languages() {
                let mut problems = RowProblems::new(2, 2);
                assert_eq!(read_tag(usual, "language", &mut problems).as_deref(), Some(usual), "{entry:?}");
            }
            let mut problems = RowProblems::new(2, 2);
            let tag = read_tag(entry[0], "language", &mut problems);
            let own = tag.as_deref().or_else(|| problems.list()[0].suggestions.first().map(String::as_str));
            assert!(own.is_some_and(|own| found.languages().all(|usual| usual != own)), "{entry:?}");
        }
    }

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
        for (code, country, is_obscure) in
            [("usa", "US", true), ("grc", "GR", false), ("bel", "BE", false), ("enu", "US", true)]
        {
            let found = CountryOfCode::find(code).map(|found| (found.country, found.is_obscure));
            assert_eq!(found, Some((country, is_obscure)), "{code}");
        }
        for code in ["SE", "s", "", "se SE", "se ", "de", "fr", "xx", "USA", "deu", "fil", "jam", "usa US"] {
            assert_eq!(CountryOfCode::find(code), None, "{code}");
        }
    }
}
