//! Folds titles so that those that differ only in case, dashes, quotes or white space become equal.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{Dash, DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, QuotationMark},
};

use super::text::{clean, is_invisible};

/// Maximum number of rounds. Two are enough for all known text; the limit guarantees termination.
const ROUNDS_MAX: usize = 6;

/// Folds a title. Titles with equal results count as the same.
///
/// Applies Unicode `NFKC_Casefold`: compatibility forms and case are ignored, `ß` becomes `ss`, final sigma becomes sigma, dotless `ı`
/// remains, invisible characters are removed, and no locale applies. Then all dashes become `-`; all quotation marks, apostrophes, primes
/// and stand-alone accents become `'`; and each run of white space becomes one space, or is removed at the ends and around dashes.
/// Idempotent. Source: Unicode 16, sections 3.13 and 5.18; UAX 44, `Dash`, `Quotation_Mark`.
pub fn fold_title(title: &str) -> String {
    if title.is_ascii() {
        return squeeze(&title.to_ascii_lowercase());
    }
    // Removing a space may join a letter and a combining mark, which the next round composes. Repeat until nothing changes.
    let mut folded = fold_once(title);
    for _ in 1..ROUNDS_MAX {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

/// Folds a name for the similarity search: like [`fold_title`], but also removes accents.
pub fn fold_name(name: &str) -> String {
    let folded = fold_title(name);
    if folded.is_ascii() {
        return folded;
    }
    let categories = CodePointMapData::<GeneralCategory>::new();
    DecomposingNormalizerBorrowed::new_nfd()
        .normalize_iter(folded.chars())
        .filter(|c| !GeneralCategoryGroup::NonspacingMark.contains(categories.get(*c)))
        .collect()
}

/// Folds a name for a search in names: like [`fold_name`], but also replaces letters with a stroke, which Unicode does not decompose, with
/// those without it. For values that are accepted or suggested, these letters are distinct.
pub fn fold_searched_name(name: &str) -> String {
    let folded = fold_name(name);
    if folded.is_ascii() {
        return folded;
    }
    folded.chars().map(without_stroke).collect()
}

fn without_stroke(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'ħ' => 'h',
        'ł' => 'l',
        'ø' => 'o',
        'ŧ' => 't',
        other => other,
    }
}

/// Folds the white space in a [cleaned](super::clean) company or cohort name: each run becomes one space. Invisible characters are removed,
/// except joiners after a character above U+0250, which are part of the spelling in some scripts. Idempotent.
pub fn fold_spaces(name: &str) -> Cow<'_, str> {
    if has_folded_spaces(name.as_bytes(), false) {
        return Cow::Borrowed(name);
    }
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        let last = folded.chars().next_back();
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}') && last.is_some_and(|last| u32::from(last) > 0x250);
        if c.is_whitespace() {
            if last.is_some_and(|last| last != ' ') {
                folded.push(' ');
            }
        } else if is_joiner || !is_invisible(c) {
            folded.push(c);
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    Cow::Owned(folded)
}

/// Cleans a company or cohort name and [folds its white space](fold_spaces). Names with equal results count as the same.
pub fn clean_name(name: &str) -> Cow<'_, str> {
    match clean(name) {
        Cow::Borrowed(name) => fold_spaces(name),
        Cow::Owned(name) => Cow::Owned(fold_spaces(&name).into_owned()),
    }
}

/// Returns `true` only if [`fold_spaces`] would not change a cleaned text. This fast check may also return `false` for such text.
/// `is_plain` means that the text contains only visible ASCII characters and spaces.
#[inline]
pub fn has_folded_spaces(text: &[u8], is_plain: bool) -> bool {
    let is_double = |(one, next): (&u8, &u8)| *one == b' ' && *next == b' ';
    let rest = text.get(1..).unwrap_or_default();
    let has_double = text.iter().zip(rest).fold(false, |found, pair| found | is_double(pair));
    !has_double
        && (is_plain || !text.iter().any(|byte| matches!(byte, 0..b' ' | 0xc2 | 0xcd | 0xd8 | 0xe1..=0xe3 | 0xef)))
}

fn fold_once(title: &str) -> String {
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    // NFKC would split a stand-alone accent used as an apostrophe into a space and a mark, so the text is also squeezed beforehand.
    let squeezed = squeeze(title);
    let normal = nfkc.normalize(&squeezed);
    let lower: Cow<'_, str> = CaseMapper::new().fold_string(&normal);
    squeeze(&nfkc.normalize(&lower))
}

/// Unifies dashes, quotes and white space, and removes invisible characters.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut is_space_due = false;
    for c in text.chars() {
        if c.is_whitespace() {
            is_space_due = true;
        } else if is_dash(c) {
            squeezed.push('-');
            is_space_due = false;
        } else if !is_ignorable(c) {
            if is_space_due && !squeezed.is_empty() && !squeezed.ends_with('-') {
                squeezed.push(' ');
            }
            is_space_due = false;
            squeezed.push(if is_quote(c) { '\'' } else { c });
        }
    }
    squeezed
}

fn is_dash(c: char) -> bool {
    // Dashes without the property `Dash`: the hyphen bullet and the modifier letter minus.
    if c.is_ascii() { c == '-' } else { matches!(c, '⁃' | '˗') || CodePointSetData::new::<Dash>().contains(c) }
}

fn is_quote(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '\'' | '"' | '`');
    }
    let is_used_as_one = matches!(
        c,
        // Acute and grave accents: stand-alone, their canonical equivalents, the full-width grave, and modifier letters.
        '´' | '\u{1ffd}' | '\u{1fef}' | '｀' | 'ˊ' | 'ˋ'
        // Modifier letters (primes, turned and reversed commas, apostrophes), the Greek numeral sign, and the saltillo.
        | '\u{2b9}'..='\u{2bd}' | '\u{374}' | '\u{2ee}' | 'ꞌ'
        // Primes and reversed primes, single to triple, and the quadruple prime.
        | '′'..='‷' | '⁗'
        // Armenian apostrophe, Hebrew geresh and gershayim.
        | '՚' | '\u{5f3}' | '\u{5f4}'
    );
    is_used_as_one || CodePointSetData::new::<QuotationMark>().contains(c)
}

fn is_ignorable(c: char) -> bool {
    !c.is_ascii() && (is_invisible(c) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fold_title_makes_alike_what_looks_alike() {
        for (title, folded) in [
            ("", ""),
            ("Leadership Basics", "leadership basics"),
            ("  LEADERSHIP \t basics\u{a0}", "leadership basics"),
            ("Sales - Part 1", "sales-part 1"),
            ("Sales – Part 1", "sales-part 1"),
            ("Sales — Part 1", "sales-part 1"),
            ("Sales\u{2212}Part 1", "sales-part 1"),
            ("Sales‑Part 1", "sales-part 1"),
            ("Sales －Part 1", "sales-part 1"),
            ("- Sales -", "-sales-"),
            ("Driver's “Licence”", "driver's 'licence'"),
            ("Driver’s \"Licence\"", "driver's 'licence'"),
            ("Driver´s «Licence»", "driver's 'licence'"),
            ("Driver`s ‹Licence›", "driver's 'licence'"),
            ("Driver\u{1ffd}s „Licence‟", "driver's 'licence'"),
            ("5′ and 6″", "5' and 6'"),
            ("Co\u{ad}op\u{200b}eration", "cooperation"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδος", "οδοσ"),
            ("ırmak", "ırmak"),
            ("IRMAK", "irmak"),
            ("İ", "i\u{307}"),
            ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
            ("ﬁre", "fire"),
            ("H₂O", "h2o"),
            ("Jose\u{301}", "josé"),
            ("❤️ Care", "❤ care"),
            ("101", "101"),
            ("A, B; C", "a, b; c"),
            ("🚀 Onboarding", "🚀 onboarding"),
        ] {
            assert_eq!(fold_title(title), folded, "{title:?}");
        }
    }

    #[test]
    fn fold_title_keeps_apart_what_differs() {
        for (one, other) in [("Basics 1", "Basics 2"), ("Résumé", "Resume"), ("A B", "AB"), ("C", "C++"), ("ı", "i")]
        {
            assert_ne!(fold_title(one), fold_title(other));
        }
    }

    #[test]
    fn fold_spaces_leaves_one_space_and_nothing_invisible() {
        for (name, folded) in [
            ("", ""),
            ("Acme Ltd", "Acme Ltd"),
            ("Müller  & Söhne", "Müller & Söhne"),
            ("Müller\u{a0}& Söhne", "Müller & Söhne"),
            ("Müller \u{2009}\u{3000}& Söhne", "Müller & Söhne"),
            ("Söhne\u{200b} GmbH", "Söhne GmbH"),
            ("Söh\u{ad}ne \u{200d}GmbH", "Söhne GmbH"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("a\t b", "a b"),
            ("a   b", "a b"),
            ("A\u{34f}c\u{3164}m\u{2800}e", "Acme"),
            ("\u{250}\u{200c}b", "\u{250}b"),
            ("\u{251}\u{200c}b", "\u{251}\u{200c}b"),
            ("Æ – “Ø”", "Æ – “Ø”"),
        ] {
            assert_eq!(fold_spaces(name), folded, "{name:?}");
        }
        assert!(matches!(fold_spaces("Søren & Co"), Cow::Borrowed(_)));
    }

    #[test]
    fn fold_name_removes_accents() {
        for (name, folded) in [("Côte d’Ivoire", "cote d'ivoire"), ("Åland", "aland"), ("França", "franca"), ("x", "x")]
        {
            assert_eq!(fold_name(name), folded);
        }
    }

    #[test]
    fn fold_searched_name_removes_accents_and_strokes() {
        for (name, folded) in [
            ("Łukasz", "lukasz"),
            ("ŁÓDŹ", "lodz"),
            ("Søren Ødegård", "soren odegard"),
            ("Đorđe", "dorde"),
            ("Ħal Għaxaq", "hal ghaxaq"),
            ("Ŧ ǿ", "t o"),
            ("José", "jose"),
            ("Ann", "ann"),
            ("Straße", "strasse"),
            ("Ελένη", "ελενη"),
        ] {
            assert_eq!(fold_searched_name(name), folded);
        }
        assert_eq!(fold_name("Łukasz"), "łukasz");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn fold_twice_is_fold_once(title in any::<String>()) {
            let once = fold_title(&title);
            prop_assert_eq!(fold_title(&once), once);
        }

        #[test]
        fn fold_twice_is_fold_once_where_marks_and_spaces_meet(
            title in "[ \\-\u{301}\u{308}\u{345}\u{338}\u{b4}\u{a8}\u{1ffd}\u{385}\u{384}\u{200d}\u{34f}\u{149}\u{1e9e}\u{fb03}\u{3f4}aΑΙΩ\u{1fb3}\u{2033}=<]{0,12}",
        ) {
            let once = fold_title(&title);
            prop_assert_eq!(fold_title(&once), once);
        }

        #[test]
        fn fold_spaces_twice_is_fold_spaces_once(name in "[ \u{a0}\u{200b}\u{200d}\u{3000}\u{61c}\u{34f}\u{3164}aéمش\t]{0,10}|\\PC{0,12}") {
            let once = fold_spaces(&name).into_owned();
            prop_assert_eq!(fold_spaces(&once), once.as_str());
            prop_assert!(!once.contains("  "));
        }

        #[test]
        fn fold_ignores_composition(title in "\\PC{0,20}") {
            let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&title).into_owned();
            let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&title).into_owned();
            prop_assert_eq!(fold_title(&composed), fold_title(&decomposed));
        }

        #[test]
        fn fold_name_of_any_text_never_panics(name in any::<String>()) {
            fold_name(&name);
        }
    }

    #[test]
    fn fold_of_every_character_is_idempotent() {
        // The ranges left out consist mostly of ideographs, Hangul syllables and private-use characters, which fold to themselves.
        let (low, compatible, high) = ('\u{80}'..='\u{33ff}', '\u{f900}'..='\u{ffff}', '\u{1d000}'..='\u{1f2ff}');
        for c in low.chain(compatible).chain(high) {
            let once = fold_title(&format!("a {c} b"));
            assert_eq!(fold_title(&once), once, "{:x}", u32::from(c));
        }
    }
}
