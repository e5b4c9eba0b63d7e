//! Scores how well text reads in an encoding: its cost, in nats, in its most likely languages.

use super::{
    languages::{LANGUAGES, Language, Script},
    sample::Hint,
};

/// Maximum mean cost of the non-ASCII letters in a word that is not odd.
const LETTER_COST_MAX: f32 = 7.0;
/// Cost of a control, format, replacement or private-use character, none of which is expected in lists of people.
const CONTROL: f32 = 30.0;
/// Cost of a symbol inside a word, or of a symbol that is unusual directly before or after a word.
const SIGN_INSIDE: f32 = 14.0;
/// Cost of an unusual symbol that does not touch a word, or of a no-break space that does.
const SIGN_BESIDE: f32 = 9.0;
/// Cost of a symbol that is rare in lists of people, in its usual place.
const SIGN_RARE: f32 = 6.0;
/// Cost of a common symbol in its usual place.
const SIGN_USUAL: f32 = 2.5;
/// Cost of a word that mixes two scripts.
const MIXED_SCRIPTS: f32 = 12.0;
/// Cost of other letters, usually Latin, in a Chinese, Japanese or Korean word.
const MIXED_WITH_LATIN: f32 = 6.0;
/// Cost of an uppercase letter after a lowercase one, if either is non-ASCII.
const CAPITAL_AFTER_SMALL: f32 = 5.0;
/// Cost of an uppercase letter between an uppercase and a lowercase one, if either of the first two is non-ASCII.
const CAPITAL_BEFORE_SMALL: f32 = 4.0;
/// Cost of a lowercase non-ASCII letter after two or more uppercase letters in the same word.
const SMALL_AMONG_CAPITALS: f32 = 5.0;
/// Cost of each consecutive accented uppercase letter, from the third on.
const CAPITALS_IN_A_ROW: f32 = 5.0;
/// Cost of a lowercase non-ASCII letter at the start of a cell.
const SMALL_AT_START: f32 = 2.0;

/// Cost below which a language prevails: most rows name it or a country where it is spoken.
const NAMED: f32 = 0.7;
/// Cost below which most rows name the language itself.
const NAMED_EXPRESSLY: f32 = 0.25;
/// Cost of a word in the prevailing language of its file.
const IN_PREVAILING: f32 = 0.2;
/// Additional cost of a word in a language other than the prevailing one.
const IN_OTHER: f32 = 0.8;

/// Returns the cost of each language in [`LANGUAGES`] for a row with this hint.
pub(super) fn language_costs(hint: &Hint) -> Vec<f32> {
    let weights: Vec<f32> = LANGUAGES
        .iter()
        .map(|language| {
            let base = match language.encodings[0] {
                _ if language.code == "en" => 0.5,
                _ if matches!(language.code, "ca" | "sq" | "ga" | "is") => 0.02,
                "windows-1252" if language.code != "fi" => 1.0,
                _ => 0.25,
            };
            let named = if is_named(language, &hint.language) { 600.0 } else { 0.0 };
            let lives = if language.is_spoken_in(&hint.country) { 40.0 } else { 0.0 };
            let writes = if language.is_spoken_in(&hint.domain) { 15.0 } else { 0.0 };
            // A row that names English is weak evidence: many exports contain it by default.
            base + lives + writes + if language.code == "en" { 10.0 * named / 600.0 } else { named }
        })
        .collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| (sum / weight).ln()).collect()
}

/// Returns the language that prevails according to the cost of each language; `None` if none does, or only English does.
pub(super) fn named_language(costs: &[f32]) -> Option<&'static Language> {
    cheap_language(costs, NAMED)
}

/// Returns the language that most rows [name](named_language) in their language column rather than through a country.
pub(super) fn expressly_named_language(costs: &[f32]) -> Option<&'static Language> {
    cheap_language(costs, NAMED_EXPRESSLY)
}

/// Returns the first language other than English that costs less than this. Chinese counts as one language in both scripts, since rows
/// often do not name the script.
fn cheap_language(costs: &[f32], cost_max: f32) -> Option<&'static Language> {
    let cost = |language: &Language| {
        let same = LANGUAGES.iter().zip(costs).filter(|(other, _)| other.is_same(language));
        -same.map(|(_, cost)| (-cost).exp()).sum::<f32>().ln()
    };
    LANGUAGES.iter().find(|language| language.code != "en" && cost(language) < cost_max)
}

/// Returns `true` if a lowercase tag names the language.
fn is_named(language: &Language, tag: &str) -> bool {
    let mut parts = tag.split('-');
    let (first, rest) = (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>());
    match (language.code, first) {
        ("zh-Hans", "zh") => !rest.iter().any(|part| ["hant", "tw", "hk", "mo"].contains(part)),
        ("zh-Hant", "zh") => !rest.iter().any(|part| ["hans", "cn", "sg"].contains(part)),
        ("nb", "no" | "nn") | ("hr", "bs") | ("zh-Hant", "yue") => true,
        ("hr", "sr") => rest.contains(&"latn"),
        (code, first) => code == first,
    }
}

/// A word, as read in one encoding.
#[derive(Debug)]
pub(super) struct Word {
    /// Index of its row's hint.
    hint: usize,
    /// Cost of its letter case, symbols and mixed scripts, which does not depend on the language.
    shape: f32,
    /// Number of non-ASCII letters.
    accents: f32,
    script: Script,
    /// Its characters, in lowercase.
    characters: Vec<char>,
    /// Cost of its letters in each language, infinite for languages in another script. Empty until [`cost_of`] computes it.
    letters: Vec<f32>,
}

/// The cost of text in its most likely languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) nats: f32,
    /// The share of odd words: those with rare symbols, unusual letter case, mixed scripts, or letters in unlikely places.
    pub(super) odd_share: f32,
    /// Index of the language that is assumed to prevail; `None` if no language does.
    pub(super) language: Option<usize>,
}

/// Returns the words in a cell that contain non-ASCII characters.
pub(super) fn words_of(text: &str, hint: usize) -> impl Iterator<Item = Word> {
    let is_end = |character: char| character.is_ascii() && !character.is_ascii_alphanumeric() && character != '\'';
    let words = text.split(is_end).filter(|word| !word.is_ascii()).enumerate();
    words.map(move |(index, word)| Word::read(word, index == 0 && text.starts_with(word), hint))
}

/// Returns a lower bound for the cost of the words in any language.
pub(super) fn least_cost(words: &[Word]) -> f32 {
    words.iter().map(|word| word.shape).sum()
}

/// Returns the cost of words. The other arguments are the costs of the languages for each hint, the cost of each language as the prevailing
/// one, and the cost of the encoding for each language. The last encoding cost applies if no language prevails.
///
/// A file has at most one prevailing language. The cost of that language is paid once, and each word in it is then cheap.
pub(super) fn cost_of(
    words: &mut [Word],
    language_costs: &[Vec<f32>],
    prevailing: &[f32],
    encoding_costs: &[f32],
) -> Cost {
    words.iter_mut().for_each(Word::judge_letters);
    let own: Vec<f32> = words.iter().map(|word| word.own_cost(&language_costs[word.hint])).collect();
    let shape = least_cost(words);
    let in_language = |language: usize| {
        let letters =
            words.iter().zip(&own).map(|(word, own)| (word.letters[language] + IN_PREVAILING).min(own + IN_OTHER));
        (prevailing[language] + encoding_costs[language] + letters.sum::<f32>(), Some(language))
    };
    let none = (own.iter().sum::<f32>() + encoding_costs[LANGUAGES.len()], None);
    let best = (0..LANGUAGES.len()).map(in_language).chain([none]).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(none);
    let is_odd = |(word, own): &(&Word, &f32)| {
        let letters = best.1.map_or(f32::INFINITY, |language| word.letters[language]).min(**own);
        word.shape > SIGN_USUAL + 2.0 || letters > LETTER_COST_MAX * word.accents.max(1.0)
    };
    let odd = words.iter().zip(&own).filter(is_odd).count();
    Cost { nats: shape + best.0, odd_share: odd as f32 / words.len().max(1) as f32, language: best.1 }
}

/// Returns the cost of a single cell, given the cost of each language for its row and the language that is assumed to prevail.
pub(super) fn cell_cost(text: &str, language_costs: &[f32], prevailing: Option<usize>) -> f32 {
    let of_word = |mut word: Word| {
        word.judge_letters();
        let in_prevailing = prevailing.map_or(f32::INFINITY, |language| word.letters[language] + IN_PREVAILING);
        word.shape + word.own_cost(language_costs).min(in_prevailing)
    };
    words_of(text, 0).map(of_word).sum()
}

impl Word {
    fn read(word: &str, is_first: bool, hint: usize) -> Self {
        let characters: Vec<char> = word.chars().collect();
        let lower: Vec<char> = characters.iter().map(|character| lower_case(*character)).collect();
        let letters = characters.iter().filter(|character| is_letter(**character));
        let scripts: Vec<Script> = letters.clone().map(|letter| Script::of(*letter)).collect();
        let mut shape = shape_cost(&characters, is_first) + signs_cost(&characters);
        let script = scripts.iter().copied().find(|script| *script != Script::Latin).unwrap_or(Script::Latin);
        if scripts.iter().any(|other| *other != script) {
            shape += if script == Script::EastAsian { MIXED_WITH_LATIN } else { MIXED_SCRIPTS };
        }
        let accents = letters.filter(|letter| !letter.is_ascii()).count() as f32;
        Self { hint, shape, accents, script, characters: lower, letters: Vec::new() }
    }

    /// Returns the cost of its letters in the cheapest language according to its own row.
    fn own_cost(&self, language_costs: &[f32]) -> f32 {
        let letters = self.letters.iter().zip(language_costs).map(|(letters, cost)| letters + cost);
        letters.fold(SIGN_INSIDE * self.accents + LETTER_COST_MAX, f32::min)
    }

    fn judge_letters(&mut self) {
        let cost = |language: &Language| {
            if language.script == self.script { letters_cost(language, &self.characters) } else { f32::INFINITY }
        };
        self.letters = LANGUAGES.iter().map(cost).collect();
    }
}

fn letters_cost(language: &Language, lower: &[char]) -> f32 {
    let mut cost = 0.0;
    for (index, letter) in lower.iter().enumerate() {
        if letter.is_ascii() || !is_letter(*letter) {
            continue;
        }
        let neighbour = |at: Option<usize>, end: char| {
            at.and_then(|at| lower.get(at)).copied().filter(|character| is_letter(*character)).unwrap_or(end)
        };
        let (before, after) = (neighbour(index.checked_sub(1), '^'), neighbour(Some(index + 1), '$'));
        cost += language.letter_cost(before, *letter, after);
    }
    cost
}

/// Returns `true` for letters, including ordinal indicators, and for combining accents, Hebrew points, and Thai vowels and tone marks.
pub(super) fn is_letter(character: char) -> bool {
    character.is_alphabetic()
        || matches!(character, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{e31}'..='\u{e4e}')
}

/// Returns the lowercase form of a letter if it is a single character, otherwise the letter unchanged.
fn lower_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

fn shape_cost(characters: &[char], is_first: bool) -> f32 {
    let mut cost = 0.0;
    for pair in characters.windows(2) {
        let has_accent = !(pair[0].is_ascii() && pair[1].is_ascii());
        if has_accent && pair[0].is_lowercase() && pair[1].is_uppercase() {
            cost += CAPITAL_AFTER_SMALL;
        }
    }
    for triple in characters.windows(3) {
        let has_accent = !(triple[0].is_ascii() && triple[1].is_ascii());
        if has_accent && triple[0].is_uppercase() && triple[1].is_uppercase() && triple[2].is_lowercase() {
            cost += CAPITAL_BEFORE_SMALL;
        }
    }
    let (mut capitals, mut accented_run) = (0, 0);
    for character in characters {
        let is_accented = !character.is_ascii();
        if character.is_uppercase() {
            capitals += 1;
            accented_run = if is_accented && Script::of(*character) == Script::Latin { accented_run + 1 } else { 0 };
            if accented_run >= 3 {
                cost += CAPITALS_IN_A_ROW;
            }
        } else {
            // ß and the ordinal indicators usually stay lowercase in all-caps text; the uppercase form of ı is ASCII I.
            if capitals >= 2 && is_accented && character.is_lowercase() && !matches!(character, 'ß' | 'ª' | 'º' | 'ı')
            {
                cost += SMALL_AMONG_CAPITALS;
            }
            accented_run = 0;
        }
    }
    let begins_small = characters.first().is_some_and(|first| !first.is_ascii() && first.is_lowercase());
    if is_first && begins_small { cost + SMALL_AT_START } else { cost }
}

fn signs_cost(characters: &[char]) -> f32 {
    let mut cost = 0.0;
    for (index, sign) in characters.iter().enumerate() {
        if sign.is_ascii() || is_letter(*sign) {
            continue;
        }
        let is_word = |at: Option<usize>| {
            at.and_then(|at| characters.get(at))
                .is_some_and(|character| is_letter(*character) || character.is_numeric())
        };
        let (before, after) = (is_word(index.checked_sub(1)), is_word(Some(index + 1)));
        let elided = characters[..index].iter().rev().take_while(|character| is_letter(**character)).count();
        let next = characters.get(index + 1).copied().unwrap_or_default();
        let is_before_capital = next.is_uppercase() && Script::of(next) == Script::Latin;
        let opens_word = is_before_capital || !next.is_ascii() || "aeiouyh".contains(next);
        // Elisions, such as d’Or, O’Brien, qu’il and dell’arte; possessives, such as Anna’s.
        let is_elision = (elided == 1 && opens_word)
            || [['q', 'u'], ['l', 'l']].iter().any(|end| opens_word && characters[..index].ends_with(end))
            || is_before_capital
            || (next == 's' && characters.len() == index + 2);
        cost += match (before, after) {
            (true, true) if is_elision && matches!(sign, '’' | '\u{2bc}') => SIGN_USUAL,
            (true, true) if is_elision && elided == 1 && matches!(sign, '´' | '‘' | '—') => SIGN_USUAL + 2.0,
            (true, true) if is_before_capital && matches!(sign, '–' | '\u{a0}') => SIGN_USUAL,
            _ => sign_cost(*sign, before, after),
        };
    }
    cost
}

/// Returns the cost of a symbol, given whether a letter or digit precedes it and whether one follows.
fn sign_cost(sign: char, before: bool, after: bool) -> f32 {
    if matches!(
        sign,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | char::REPLACEMENT_CHARACTER
            | '\u{e000}'..='\u{f8ff}'
            | '\u{200e}'
            | '\u{200f}'
    ) {
        return CONTROL;
    }
    let is_dash = matches!(sign, '\u{2010}'..='\u{2015}');
    let is_wide = matches!(sign, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}');
    match (before, after) {
        (true, true) if "·‑・".contains(sign) => SIGN_USUAL,
        (false, false) if is_dash || "\u{a0}•·…".contains(sign) => SIGN_USUAL,
        (false, true) if is_dash || is_wide || "“„«»¿¡€£№§’‘".contains(sign) => SIGN_RARE,
        (true, false) if is_dash || is_wide || "”“»«®™€’‘".contains(sign) => SIGN_RARE,
        (false, false) if is_wide || "€£§°©®«»“”„".contains(sign) => SIGN_RARE,
        (true, true) if is_wide => SIGN_RARE,
        (false, false) => SIGN_BESIDE,
        _ if sign == '\u{a0}' => SIGN_BESIDE,
        _ => SIGN_INSIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophe_between_letters_is_usual_only_in_elisions_and_possessives() {
        for (word, is_usual) in [
            ("d’Or", true),
            ("qu’il", true),
            ("dell’arte", true),
            ("O\u{2bc}Brien", true),
            ("Anna’s", true),
            ("Ann’ka", false),
            ("d´Or", false),
        ] {
            let characters: Vec<char> = word.chars().collect();
            assert_eq!(signs_cost(&characters) <= SIGN_USUAL, is_usual, "{word}");
        }
    }

    #[test]
    fn finnish_is_less_likely_than_the_other_languages_of_its_encoding() {
        let costs = language_costs(&Hint::default());
        let cost =
            |code: &str| LANGUAGES.iter().zip(&costs).find(|(language, _)| language.code == code).map(|(_, c)| *c);
        assert!(cost("fi") > cost("sv") && cost("sv") == cost("de"), "{:?} {:?}", cost("fi"), cost("sv"));
    }
}
