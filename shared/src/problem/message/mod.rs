//! The sentences that admins read, made from problems when they are read.
//!
//! One folder per language, each with its `WORDS` and `sentence`; `sentence` matches every [`Code`](super::Code), so that a
//! new code does not compile without its words in each. How sentences are put together of words is in `words`, what no
//! language owns (quoting, grouping digits) in `phrase`.
//!
//! A sentence says what was found and what to do; [`place`] says where. They are apart because tables show them in two
//! columns.

mod english;
mod french;
mod german;
mod italian;
mod phrase;
mod spanish;
mod words;

use serde::{Deserialize, Serialize};

use super::Problem;

/// A language that messages are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, and what every other reader gets.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// German.
    #[serde(rename = "de")]
    German,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// Italian.
    #[serde(rename = "it")]
    Italian,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 5] = [Self::English, Self::French, Self::German, Self::Spanish, Self::Italian];

    /// The base language's code, ISO 639-1.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Italian => "it",
        }
    }

    /// The language of a BCP 47 tag, told by its first subtag: `en-GB` is English.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let base = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(base))
    }

    /// The language that a browser asks for: the one of the highest weight that we have, else the default.
    ///
    /// Source: RFC 9110, section 12.5.4. Whatever is malformed in the header is passed over.
    pub fn from_accept_language(header: &str) -> Self {
        wanted_tags(header).into_iter().find_map(Self::from_tag).unwrap_or_default()
    }
}

/// The tags of an `Accept-Language` header by falling weight, equal ones in their order; those of weight 0 are left out.
fn wanted_tags(header: &str) -> Vec<&str> {
    let mut weighted: Vec<(&str, f32)> = header.split(',').filter_map(weighted_tag).collect();
    weighted.sort_by(|left, right| right.1.total_cmp(&left.1));
    weighted.into_iter().map(|(tag, _)| tag).collect()
}

/// One element of the header: a tag with the weight from 0 to 1, which is 1 unless it says so.
fn weighted_tag(element: &str) -> Option<(&str, f32)> {
    let mut parts = element.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.find_map(|parameter| parameter.strip_prefix("q=").or(parameter.strip_prefix("Q="))) {
        None => 1.0,
        Some(text) => text.parse::<f32>().ok().filter(|weight| (0.0..=1.0).contains(weight))?,
    };
    (weight > 0.0).then_some((tag, weight))
}

/// What is wrong and what to do, without the place.
pub fn message(problem: &Problem, language: Language) -> String {
    match language {
        Language::English => english::sentence(problem),
        Language::French => french::sentence(problem),
        Language::German => german::sentence(problem),
        Language::Spanish => spanish::sentence(problem),
        Language::Italian => italian::sentence(problem),
    }
}

/// Where it is wrong: `row 14 (line 15), column "email"`, or `the file`. The line is told only where it is not the row.
pub fn place(problem: &Problem, language: Language) -> String {
    match language {
        Language::English => english::WORDS.place(problem),
        Language::French => french::WORDS.place(problem),
        Language::German => german::WORDS.place(problem),
        Language::Spanish => spanish::WORDS.place(problem),
        Language::Italian => italian::WORDS.place(problem),
    }
}

/// What a fix file says of itself when it is UTF-8 though the file it is made of is not.
pub fn fix_in_utf8(encoding: &str, language: Language) -> String {
    match language {
        Language::English => english::fix_in_utf8(encoding),
        Language::French => french::fix_in_utf8(encoding),
        Language::German => german::fix_in_utf8(encoding),
        Language::Spanish => spanish::fix_in_utf8(encoding),
        Language::Italian => italian::fix_in_utf8(encoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn wanted_tags_are_ordered_by_weight_and_malformed_ones_passed_over() {
        for (header, tags) in [
            ("", vec![]),
            ("de", vec!["de"]),
            ("en-GB,en;q=0.5,fr;q=0.9", vec!["en-GB", "fr", "en"]),
            ("de ; q=0.2 , *;q=0.1 , it", vec!["it", "de", "*"]),
            ("fr;q=0,en;q=0.000,es;q=0.001", vec!["es"]),
            ("de;q=abc,,;q=1,pl;q=1.5,sv;q=NaN,da;Q=0.3", vec!["da"]),
            ("es;level=1;q=0.4,pt;q=0.4", vec!["es", "pt"]),
        ] {
            assert_eq!(wanted_tags(header), tags, "{header}");
        }
    }

    #[test]
    fn language_is_told_by_its_base_tag_and_is_english_otherwise() {
        for tag in ["en", "EN", "en-GB", "en_us", "en-Latn-US"] {
            assert_eq!(Language::from_tag(tag), Some(Language::English), "{tag}");
        }
        for tag in ["", "*", "eng", "x-en", "tlh"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
        for (header, language) in [
            ("fr-CH, fr;q=0.9, en;q=0.8", Language::French),
            ("en;q=0.8, de-AT", Language::German),
            ("pl, es-419;q=0.7, en;q=0.3", Language::Spanish),
            ("de;q=0, it;q=0.1", Language::Italian),
            ("nl, *;q=0.5", Language::English),
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

    #[test]
    fn numbers_and_counts_follow_the_language() {
        let rows = |count| Problem::new(Code::FileTooManyRows).limit(250_000, count);
        for (language, many) in [
            (Language::English, "has 1,000,000 rows"),
            (Language::French, "contient 1\u{a0}000\u{a0}000 lignes"),
            (Language::German, "hat 1.000.000 Zeilen"),
            (Language::Spanish, "tiene 1\u{a0}000\u{a0}000 filas"),
            (Language::Italian, "ha 1.000.000 righe"),
        ] {
            let message = message(&rows(1_000_000), language);
            assert!(message.contains(many), "{message}");
        }
        let carried = |rows| Problem::new(Code::CourseUnmatched).found("Juggling").company("Acme").rows(rows, []);
        for (language, one, two) in [
            (Language::English, "(1 row)", "(2 rows)"),
            (Language::French, "(1 ligne)", "(2 lignes)"),
            (Language::German, "(1 Zeile)", "(2 Zeilen)"),
            (Language::Spanish, "(1 fila)", "(2 filas)"),
            (Language::Italian, "(1 riga)", "(2 righe)"),
        ] {
            assert!(message(&carried(1), language).contains(one), "{one}");
            assert!(message(&carried(2), language).contains(two), "{two}");
        }
    }

    #[test]
    fn place_tells_the_line_only_where_it_is_not_the_row() {
        let place = |problem: &Problem| super::place(problem, Language::English);
        assert_eq!(place(&Problem::new(Code::FileEmpty)), "the file");
        assert_eq!(place(&Problem::new(Code::HeaderColumnMissing).column("email")), "column \"email\"");
        assert_eq!(place(&Problem::at_row(Code::NameMissing, 14, 14)), "row 14");
        assert_eq!(place(&Problem::at_row(Code::NameMissing, 1_400, 1_500)), "row 1,400 (line 1,500)");
        let problem = Problem::at_row(Code::NameMissing, 14, 15).column("name");
        assert_eq!(place(&problem), "row 14 (line 15), column \"name\"");
        assert_eq!(place(&Problem { row: None, ..problem }), "line 15, column \"name\"");
    }
}
