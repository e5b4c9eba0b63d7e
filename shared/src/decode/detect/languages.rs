//! How each language is written: its non-ASCII letters, their neighbours, and the encodings that spreadsheet programs use for it.

use std::{collections::HashMap, sync::LazyLock};

use crate::rules::is_phonetic;

/// One block per language: `= code | countries | encodings, the usual one first | number of letters counted`, then a line per letter: the
/// letter, its cost in half nats as a base-36 digit, the letters seen before it, `/`, and the letters seen after it; `^` and `$` are word
/// boundaries. Languages with thousands of characters have one line per cost, listing the characters with that cost.
///
/// The letters were counted in the names, places, occupations and common words from the Faker project (MIT licence) and in word lists
/// compiled for Rollcall.
const TABLE: &str = include_str!("languages.txt");

/// Cost in nats of a letter that the table does not list for the language, such as a letter in a loan word.
const FOREIGN_LETTER: f32 = 8.0;
/// Maximum cost in nats of a neighbour that was never seen next to a letter. The cost grows with the number of times that the letter was
/// seen.
const UNSEEN_NEIGHBOUR_MAX: f32 = 4.0;
/// Maximum cost in nats of an unseen neighbour in languages with a non-Latin script.
const UNSEEN_NEIGHBOUR_OTHER: f32 = 2.5;
/// Cost in nats of an encoding that the table does not list for the language.
const UNUSUAL_ENCODING: f32 = 8.0;

/// All languages in the table.
pub(super) static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let blocks = TABLE.split("= ").filter(|block| !block.is_empty());
    blocks.filter_map(Language::parse).collect()
});

/// Scripts that are not normally mixed within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Thai,
    EastAsian,
    Other,
}

impl Script {
    pub(super) fn of(character: char) -> Self {
        match u32::from(character) {
            _ if is_phonetic(character) => Self::Other,
            0..=0x36f | 0x1e00..=0x1eff | 0xff01..=0xff5a => Self::Latin,
            0x370..=0x3ff | 0x1f00..=0x1fff => Self::Greek,
            0x400..=0x52f => Self::Cyrillic,
            0x590..=0x5ff => Self::Hebrew,
            0x600..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Self::Arabic,
            0xe00..=0xe7f => Self::Thai,
            0x1100..=0x11ff
            | 0x2e80..=0x9fff
            | 0xac00..=0xd7af
            | 0xf900..=0xfaff
            | 0xff5b..=0xffe6
            | 0x20000..=0x31fff => Self::EastAsian,
            _ => Self::Other,
        }
    }
}

/// A language, as described by the table.
pub(super) struct Language {
    pub(super) code: &'static str,
    pub(super) script: Script,
    countries: &'static str,
    /// The encodings that spreadsheet programs use for the language, the usual one first.
    pub(super) encodings: Vec<&'static str>,
    letters: HashMap<char, Letter>,
    letters_counted: f32,
}

struct Letter {
    cost: f32,
    /// The letters seen before and after; `None` for languages with thousands of characters.
    beside: Option<(&'static str, &'static str)>,
}

impl Language {
    fn parse(block: &'static str) -> Option<Self> {
        let (head, lines) = block.split_once('\n')?;
        let mut head = head.split(" | ");
        let (code, countries, encodings) = (head.next()?, head.next()?, head.next()?);
        let letters_counted = head.next()?.parse().ok()?;
        let mut letters = HashMap::new();
        let cost = |digit: char| digit.to_digit(36).map_or(FOREIGN_LETTER, |digit| digit as f32 / 2.0);
        for line in lines.lines() {
            let mut characters = line.chars();
            let (first, second) = (characters.next()?, characters.next()?);
            let rest = characters.as_str();
            if let (' ', false) = (second, first.is_ascii_uppercase()) {
                letters.extend(rest.chars().map(|letter| (letter, Letter { cost: cost(first), beside: None })));
            } else {
                letters.insert(first, Letter { cost: cost(second), beside: rest.split_once('/') });
            }
        }
        let script = match code {
            "ru" | "uk" | "bg" | "mk" | "sr" | "be" => Script::Cyrillic,
            "el" => Script::Greek,
            "he" => Script::Hebrew,
            "ar" | "fa" => Script::Arabic,
            "th" => Script::Thai,
            "ja" | "ko" | "zh-Hans" | "zh-Hant" => Script::EastAsian,
            _ => Script::Latin,
        };
        Some(Self { code, script, countries, encodings: encodings.split(' ').collect(), letters, letters_counted })
    }

    /// Returns `true` if both are the same language, in any script.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.code.get(..2) == other.code.get(..2)
    }

    /// Returns `true` if the language is spoken in a country, given by its uppercase code.
    pub(super) fn is_spoken_in(&self, country: &str) -> bool {
        self.countries.split(' ').any(|own| own == country)
    }

    /// Returns `true` if the table lists this letter for the language, in either case.
    pub(super) fn uses(&self, letter: char) -> bool {
        letter.to_lowercase().all(|letter| letter.is_ascii() || self.letters.contains_key(&letter))
    }

    /// Returns the cost in nats of an encoding.
    pub(super) fn encoding_cost(&self, name: &str) -> f32 {
        match self.encodings.iter().position(|usual| *usual == name) {
            // UTF-8 is usual for every language.
            None if name == "utf-8" => 0.3,
            None => UNUSUAL_ENCODING,
            Some(0) => 0.3,
            Some(_) => match name {
                "ibm437" | "ibm720" | "ibm855" | "ibm860" | "ibm861" => 3.0,
                _ if name.starts_with("iso") || name.starts_with("koi") => 2.3,
                _ => 2.2,
            },
        }
    }

    /// Returns the cost in nats of a non-ASCII letter between its neighbours. All three characters must be lowercase.
    pub(super) fn letter_cost(&self, before: char, letter: char, after: char) -> f32 {
        match self.letters.get(&letter) {
            Some(Letter { cost, beside: None }) => *cost,
            Some(Letter { cost, beside: Some((befores, afters)) }) => {
                let times_seen = self.letters_counted * (-cost).exp();
                // Non-Latin scripts have more combinations than were counted.
                let most = if self.script == Script::Latin { UNSEEN_NEIGHBOUR_MAX } else { UNSEEN_NEIGHBOUR_OTHER };
                let surprise = (times_seen + 1.0).ln().clamp(1.0, most);
                let unseen = |seen: &str, neighbour| if seen.contains(neighbour) { 0.0 } else { surprise };
                cost + unseen(befores, before) + unseen(afters, after)
            }
            None if self.script == Script::EastAsian => unlisted_cost(self.code, letter),
            None => FOREIGN_LETTER,
        }
    }
}

/// Returns the encodings used for a language, in either script if it is Chinese.
pub(super) fn usual_encodings(language: &Language) -> Vec<&'static str> {
    let same = LANGUAGES.iter().filter(|other| other.is_same(language));
    same.flat_map(|other| &other.encodings).copied().collect()
}

/// Returns the cost in nats of a character that the table does not list. National standards assign the lower codes to common characters.
fn unlisted_cost(code: &str, letter: char) -> f32 {
    const USUAL: f32 = 9.5;
    const RARE: f32 = 12.0;
    let (encoding, last_lead) = match code {
        "ja" => (encoding_rs::EUC_JP, 0xcf),
        "zh-Hans" => (encoding_rs::GBK, 0xd7),
        "zh-Hant" => (encoding_rs::BIG5, 0xc6),
        _ => (encoding_rs::EUC_KR, 0xc8),
    };
    let mut buffer = [0; 4];
    let (bytes, _, is_lost) = encoding.encode(letter.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        // In the first level of GB 2312, the second byte is at least 0xA1; later extensions use lower values.
        [lead, trail] if !is_lost && *lead <= last_lead && *lead >= 0xa4 => {
            if code == "zh-Hans" && *trail < 0xa1 {
                RARE
            } else {
                USUAL
            }
        }
        _ => RARE,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::decode::Encoding;

    #[test]
    fn table_is_read_whole() {
        assert_eq!(LANGUAGES.len(), TABLE.lines().filter(|line| line.starts_with("= ")).count());
        for language in LANGUAGES.iter() {
            assert!(!language.letters.is_empty(), "{}", language.code);
            for name in &language.encodings {
                assert_eq!(Encoding::named(name).unwrap().name(), *name, "{}", language.code);
            }
        }
    }

    #[test]
    fn unlisted_character_costs_less_if_the_standard_of_its_language_lists_it_as_common() {
        for (code, letter, is_common) in [
            ("zh-Hans", '国', true),
            ("zh-Hans", '國', false),
            ("zh-Hant", '國', true),
            ("zh-Hant", '国', false),
            ("ja", '国', true),
            ("ko", '국', true),
            ("ko", '国', false),
        ] {
            assert_eq!(unlisted_cost(code, letter) < unlisted_cost(code, '🙂'), is_common, "{code} {letter}");
        }
    }

    #[test]
    fn letter_between_usual_neighbours_costs_less() {
        let czech = LANGUAGES.iter().find(|language| language.code == "cs").unwrap();
        assert!(czech.letter_cost('o', 'ř', 'á') < czech.letter_cost('x', 'ř', 'q'));
        assert!(czech.letter_cost('x', 'ř', 'q') < czech.letter_cost('o', 'ø', 'á') + 8.0);
    }
}
