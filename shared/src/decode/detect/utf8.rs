//! Doubts whether a file is UTF-8 although all of its bytes are valid: a few names in another encoding may be valid UTF-8 by chance.

use std::collections::HashSet;

use super::{
    super::Record,
    CANDIDATES_MAX, Class, Detector, Encoding, Finding, ODD_SHARE_MAX, Verdict, candidate_names, judge,
    languages::{Language, Script, usual_encodings},
    prevailing_costs, read_in_each,
    sample::Sample,
    score, uncertain,
};
use crate::{layout::Layout, rules::in_one_script};

/// Maximum number of distinct non-ASCII cells in a file that may be valid UTF-8 by chance.
const CELLS_MAX: usize = 24;
/// Maximum length in bytes of such a cell.
const CELL_BYTES_MAX: usize = 128;
/// Bonus in nats for UTF-8, which is by far the most usual encoding.
const WORTH: f32 = 3.0;
/// Additional bonus in nats for each non-ASCII character, since few pairs of bytes in other encodings are valid UTF-8.
const WORTH_PER_CHARACTER: f32 = 2.0;
/// Maximum number of characters that add to the bonus.
const CHARACTERS_MAX: u64 = 8;
/// Additional bonus in nats for each letter in a word of a script for which there is no language to compare with, such as Armenian.
const WORTH_PER_UNSCORED_LETTER: f32 = 8.0;
/// Maximum size in bytes of the retained rows.
const LINES_BYTES_MAX: usize = 256 * 1024;

/// Collects the non-ASCII rows of a file that is read as UTF-8, but whose encoding is not declared.
#[derive(Debug)]
pub struct Utf8Check {
    layout: &'static Layout,
    /// The header and the rows with new non-ASCII cells.
    lines: Vec<u8>,
    known: HashSet<Box<str>>,
    /// Whether the file has so much non-ASCII text that it is not valid UTF-8 by chance.
    is_clear: bool,
}

impl Utf8Check {
    pub fn new(layout: &'static Layout) -> Self {
        Self { layout, lines: Vec::new(), known: HashSet::new(), is_clear: false }
    }

    pub fn add_header(&mut self, record: &Record<'_>) {
        self.add_line(record);
    }

    pub fn add_row(&mut self, record: &Record<'_>) {
        if self.is_clear || record.raw.is_ascii() {
            return;
        }
        let mut is_new = false;
        for cell in (0..record.len()).map(|index| record.cell(index)).filter(|cell| !cell.is_ascii()) {
            // Three bytes that form one character by chance are rare.
            self.is_clear |= cell.len() > CELL_BYTES_MAX || !cell.chars().all(is_short);
            if !self.is_clear && !self.known.contains(cell) {
                self.known.insert(cell.into());
                is_new = true;
            }
        }
        self.is_clear |= self.known.len() > CELLS_MAX || self.lines.len() + record.raw.len() > LINES_BYTES_MAX;
        if self.is_clear {
            self.lines = Vec::new();
        } else if is_new {
            self.add_line(record);
        }
    }

    /// Returns `true` if the rows are more readable in another encoding. The caller then detects the encoding from the whole file.
    pub fn is_doubtful(&self) -> bool {
        if self.is_clear || self.known.is_empty() {
            return false;
        }
        let mut detector = Detector::new(self.layout);
        detector.push(&self.lines);
        detector.finish() != Verdict::Utf8
    }

    fn add_line(&mut self, record: &Record<'_>) {
        self.lines.extend_from_slice(record.raw.as_bytes());
        self.lines.push(b'\n');
    }
}

/// Returns the encodings that read a valid UTF-8 sample better than UTF-8 does, and UTF-8; `None` if there are none, or if there is no
/// reason for doubt.
pub(super) fn find_better(sample: &Sample) -> Option<Finding> {
    let costs: Vec<Vec<f32>> = sample.hints.iter().map(score::language_costs).collect();
    let cells = sample.cells.iter();
    let texts: Vec<String> = cells.map(|cell| Encoding::UTF_8.decode(&cell.bytes)).collect::<Option<_>>()?;
    let languages: Vec<Option<&Language>> = costs.iter().map(|costs| score::named_language(costs)).collect();
    let mut doubt = None;
    let mut names = Vec::new();
    for (cell, text) in sample.cells.iter().zip(&texts) {
        let own = doubt_of(text, languages[cell.hint]);
        if own.is_some() {
            names.extend(languages[cell.hint].map_or_else(candidate_names, usual_encodings));
        }
        doubt = doubt.max(own);
    }
    let doubt = doubt?;
    names.sort_unstable();
    names.dedup();
    let is_east_asian = |hint: usize| languages[hint].is_some_and(|language| language.script == Script::EastAsian);
    let others = sample.cells.iter().zip(&texts).filter(|(cell, _)| !is_east_asian(cell.hint));
    let unscored: usize = others.map(|(_, text)| unscored_letters(text)).sum();
    let prevailing = prevailing_costs(sample, &costs);
    let (mut classes, _) = read_in_each(sample, &names);
    classes.push(Class::new(Encoding::UTF_8, "utf-8", texts, Vec::new()));
    judge(&mut classes, sample, &costs, &prevailing);
    let is_utf8 = |class: &Class| class.encodings[0].0 == Encoding::UTF_8;
    classes.retain(|class| is_utf8(class) || doubt == Doubt::Strong || class.odd_share <= ODD_SHARE_MAX);
    if let Some(utf8) = classes.last_mut() {
        utf8.cost -= WORTH
            + WORTH_PER_CHARACTER * sample.valid.min(CHARACTERS_MAX) as f32
            + WORTH_PER_UNSCORED_LETTER * unscored as f32;
    }
    // A stable sort prefers UTF-8 to an equally readable encoding.
    classes.reverse();
    classes.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let index = classes.iter().position(is_utf8)?;
    // UTF-8 is always offered, since the file can be read in it.
    let shown = index.min(CANDIDATES_MAX - 1);
    classes[shown..=index].rotate_right(1);
    (index > 0).then(|| uncertain(&classes, sample, &prevailing))
}

/// Returns the number of letters in words that are entirely in a script for which there is no language to compare with.
fn unscored_letters(text: &str) -> usize {
    let words = text.split(|character: char| !score::is_letter(character));
    let unscored = words.filter(|word| word.chars().all(|letter| Script::of(letter) == Script::Other));
    unscored.map(|word| word.chars().count()).sum()
}

/// A reason to doubt that a cell is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// A word mixes Latin letters with Greek or Cyrillic ones, as a few brands and symbols do.
    Weak,
    /// A word mixes Latin letters with those of another script, or is in a script in which the row's language is not written.
    Strong,
}

fn doubt_of(text: &str, language: Option<&Language>) -> Option<Doubt> {
    let is_end = |character: char| !score::is_letter(character);
    let words = text.split(is_end).filter(|word| !word.is_ascii() && !has_letters_that_look_alike(word));
    let doubt = |word: &str| {
        let has = |is_wanted: &dyn Fn(Script) -> bool| word.chars().any(|letter| is_wanted(Script::of(letter)));
        if !has(&|script| script != Script::Latin) {
            let is_foreign = language.is_some_and(|language| language.script == Script::EastAsian);
            return (is_foreign && !word.contains(|c: char| c.is_ascii())).then_some(Doubt::Strong);
        }
        if has(&|script| script == Script::Latin) {
            let is_weak = !has(&|script| ![Script::Latin, Script::Greek, Script::Cyrillic].contains(&script));
            return Some(if is_weak { Doubt::Weak } else { Doubt::Strong });
        }
        language.is_some_and(|language| has(&|script| script != language.script)).then_some(Doubt::Strong)
    };
    if text.chars().all(is_short) { words.filter_map(doubt).max() } else { None }
}

/// Returns `true` if a word is in a single script except for letters that look like those of that script, so that it was probably typed.
fn has_letters_that_look_alike(word: &str) -> bool {
    let is_upper = |at: &[char], index: usize| at[index].is_uppercase();
    in_one_script(word).is_some_and(|meant| {
        // A small letter among capitals was not typed.
        let letters: Vec<char> = meant.chars().collect();
        !letters.windows(4).any(|at| is_upper(at, 0) && at[1].is_lowercase() && is_upper(at, 2) && is_upper(at, 3))
    })
}

/// Returns `true` if a character has at most two bytes in UTF-8.
fn is_short(character: char) -> bool {
    character.len_utf8() <= 2
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{decode::Decoder, layout::LayoutName};

    /// Returns whether a file with these names, in rows of this language, is doubtful.
    fn is_doubtful_file(names: &[&str], language: &str) -> bool {
        let layout = LayoutName::Learners.layout();
        let (mut decoder, mut check) = (Decoder::new(layout), Utf8Check::new(layout));
        decoder.push(b"firstname,lastname,email,identifier,country,language\n");
        for name in names {
            decoder.push(format!("\"{name}\",Lee,a@example.org,,,{language}\n").as_bytes());
        }
        decoder.finish();
        check.add_header(&decoder.next_record().unwrap().unwrap());
        while let Some(record) = decoder.next_record().unwrap() {
            check.add_row(&record);
        }
        check.is_doubtful()
    }

    #[test]
    fn file_is_doubtful_if_its_few_non_ascii_names_are() {
        let many: Vec<String> = ('α'..='ω').map(|letter| letter.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for (names, language, is_expected) in [
            (&["ΰ", "κ", "Ann"][..], "zh", true),
            (&["ΰ", "κ", "伟"], "zh", false),
            (&["ΰ", "κ"], "en", false),
            (&["ΰ"; 500], "zh", true),
            (&many, "zh", false),
            (&["Ann"], "zh", false),
            (&["Jiޒ"], "cs", true),
            (&["José"], "es", false),
            (&["Արամ Սարգսյան", "Անի Գրիգորյան", "Աննա Հակոբյան", "Լիա Պետրոսյան"], "ru", false),
            (&["Արամ Սարգսյան", "Անի Գրիգորյան", "Աննա Հակոբյան", "Լիա Պետրոսյան"], "pl", false),
            (&[], "es", false),
        ] {
            assert_eq!(is_doubtful_file(names, language), is_expected, "{names:?} {language}");
        }
    }

    /// Returns the name of the encoding that reads these bytes best.
    fn best(bytes: &[u8], country_language: &str) -> String {
        let mut file = b"firstname,lastname,email,identifier,country,language\n".to_vec();
        file.extend_from_slice(bytes);
        file.extend_from_slice(format!(",a@example.org,,{country_language}\n").as_bytes());
        assert!(std::str::from_utf8(&file).is_ok());
        let mut detector = Detector::new(LayoutName::Learners.layout());
        detector.push(&file);
        match detector.finish() {
            Verdict::Found(finding) => {
                assert!(!finding.is_certain);
                finding.candidates[0].name()
            }
            Verdict::Utf8 | Verdict::DamagedUtf8 => "utf-8".to_owned(),
        }
    }

    #[test]
    fn name_that_is_valid_utf_8_by_chance_is_doubtful() {
        for (bytes, country_language, encoding) in [
            (&b"\xce\xb0,\xce\xba"[..], "CN,zh", "gb18030"),
            (b"\xce\xb0,Wang", "CN,zh", "gb18030"),
            (b"\xce\xb0,\xce\xba", ",zh", "gb18030"),
            (b"\xc8\xab,\xc8\xa3", "KR,ko", "euc-kr"),
            (b"Ji\xde\x92,Dvo\xde\x87k", "CZ,cs", "x-mac-ce"),
            (b"R\xd9\x8eENA,NOVOTNA", "CZ,cs", "windows-1250"),
            (b"ANNA,J\xd3\x8fWIAK", "PL,pl", "windows-1250"),
            (b"JOS\xc9\xa0,LOPEZ", "ES,es", "windows-1252"),
        ] {
            assert_eq!(best(bytes, country_language), encoding, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn letter_that_looks_latin_is_utf_8() {
        for name in [
            "Аnna",
            "Оlga",
            "Οlga",
            "Макc",
            "Μαρίa",
            "Юpa",
            "ΩTest",
            "Mϋller",
            "раураl",
            "Νick",
            "Jоhn,Smіth",
            "Аnna Schrуder",
            "Βella",
        ] {
            for country_language in [",en", ",", "DE,de", "FR,fr", "ES,es", "PL,pl", "GR,el", "RU,ru"] {
                assert_eq!(best(name.as_bytes(), country_language), "utf-8", "{name} {country_language}");
            }
        }
    }

    #[test]
    fn name_in_another_script_than_its_row_is_utf_8() {
        let names = [
            "José,Peña",
            "Ñ,Ó",
            "Αθηνά,Παπαδοπούλου",
            "Ιώ,Ω",
            "Иван,Ёлкин",
            "Ян,Ю",
            "Արմեն,Սարգսյան",
            "Լիա,Պետրոսյան",
            "Էմմա,Դավթյան",
            "Նարե,Կարապետյան",
            "Nkʉ,Bɨla",
            "Ngwɨ,Tʊ",
            "אבי,כהן",
            "محمد,علي",
            "نور,أ",
            "Məmməd,Əliyev",
            "Łukasz,Żółć",
            "Jiří,Dvořák",
            "Jose\u{301},Pen\u{303}a",
            "µ,™",
            "Đorđe,Šašić",
            "Þór,Ægir",
            "İpek,Şükrü",
        ];
        for name in names {
            for country_language in
                [",en", ",", "DE,de", "US,en", "FR,fr", "ES,es", "PL,pl", "GR,el", "RU,ru", "AM,hy", "SA,ar", "RS,sr"]
            {
                assert_eq!(best(name.as_bytes(), country_language), "utf-8", "{name} {country_language}");
            }
        }
    }
}
