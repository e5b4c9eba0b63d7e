//! Cleans and checks every cell before its rule is applied.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::problem::{Code, Problem, RowProblems};

/// Removes outer white space and outer invisible characters, and converts the rest to Unicode Normalization Form C. Idempotent.
///
/// White space is any character with the `White_Space` property (including U+00A0, U+2007, U+202F and U+3000). Invisible characters are the
/// zero-width characters, the soft hyphen, the byte order mark, the directional marks, and blank letters such as the Hangul filler, which
/// are often copied from spreadsheets and e-mails. Inside the text, they are all retained, because joiners are part of the spelling in
/// Persian and Indic scripts. A variation selector is removed too, unless it follows an emoji.
pub fn clean(text: &str) -> Cow<'_, str> {
    compose(trim(text).1)
}

/// Returns the number of bytes removed from the start, and the text without outer white space and invisible characters.
pub fn trim(text: &str) -> (usize, &str) {
    let bytes = text.as_bytes();
    // Fast path for most cells: the first and last characters are visible ASCII.
    if bytes.first().is_none_or(u8::is_ascii_graphic) && bytes.last().is_none_or(u8::is_ascii_graphic) {
        return (0, text);
    }
    let begun = text.trim_start_matches(is_outer);
    let trimmed = begun.trim_end_matches(is_outer);
    let next = begun[trimmed.len()..].chars().next();
    let selector = next.filter(|next| is_variation_selector(*next) && trimmed.ends_with(is_emoji));
    (text.len() - begun.len(), &begun[..trimmed.len() + selector.map_or(0, char::len_utf8)])
}

/// Returns `true` for white space, invisible characters and variation selectors, which are removed from the ends of a cell.
pub fn is_outer(character: char) -> bool {
    character.is_whitespace() || is_invisible(character) || is_variation_selector(character)
}

/// Returns `true` for a character that selects a form of the one before it: colour for an emoji, and nothing for most letters.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// Returns `true` for the blocks of symbols that are also emoji, without the symbols that composition replaces.
fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '©' | '®' | '‼' | '⁉' | '™' | '〰' | '〽' | '㊗' | '㊙' | '⤴' | '⤵'
            | '\u{2139}'..='\u{2328}'
            | '\u{232b}'..='\u{27bf}'
            | '\u{2b05}'..='\u{2b55}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

/// Converts the text to Unicode Normalization Form C.
pub fn compose(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_surely_composed(text) {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    }
}

/// Returns `true` only if the text [is composed](compose), [has only valid characters](check_characters) and no invisible ones, and was not
/// [decoded twice](super::undo_mojibake). This fast check may also return `false` for such text.
pub fn is_usual(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next = |offset: usize| bytes.get(at + offset).copied().unwrap_or_default();
        at += match byte {
            b' '..=b'~' => 1,
            // U+00A0 to U+00BF except the soft hyphen; the code points before them are control characters. After a non-ASCII letter, this
            // may be text decoded twice.
            0xc2 if next(1) >= 0xa0 && next(1) != 0xad && (at == 0 || bytes[at - 1].is_ascii()) => 2,
            // U+00C0 to U+00FF: in text decoded twice, a second non-ASCII character follows.
            0xc3 if next(2) < 0x80 => 2,
            // The start of a UTF-8 sequence that was read as windows-1250, windows-1254 or x-mac-ce, before another non-ASCII character.
            0xc4 if matches!(next(1), 0x82 | 0x86 | 0x8c | 0x8e | 0x90 | 0x9e | 0xb9) && next(2) >= 0x80 => {
                return false;
            }
            0xc5 if matches!(next(1), 0x83 | 0x84 | 0x87 | 0x9e) && next(2) >= 0x80 => return false,
            // The start of a UTF-8 sequence that was read in the Macintosh encoding: a hooked f.
            0xc6 if next(1) == 0x92 => return false,
            // The start of a UTF-8 sequence that was read as windows-1251: an uppercase letter before a non-ASCII character that is not
            // Russian.
            0xd0 if (0x90..=0xaf).contains(&next(1)) && next(2) >= 0x80 && !is_russian(next(2), next(3)) => {
                return false;
            }
            // U+0100 to U+02FF; U+0400 to U+047F.
            0xc4..=0xcb | 0xd0 | 0xd1 => 2,
            // U+1E00 to U+1EFF: Vietnamese.
            0xe1 if (0xb8..=0xbb).contains(&next(1)) => 3,
            // U+2010 to U+2027, dashes and quotation marks; U+2030 to U+203F. Between them are line separators and directional marks.
            0xe2 if next(1) == 0x80 && (0x90..=0xa7).contains(&next(2)) || next(2) >= 0xb0 && next(1) == 0x80 => 3,
            // U+4000 to U+9FFF.
            0xe4..=0xe9 => 3,
            _ => return false,
        };
    }
    true
}

/// Returns `true` if two UTF-8 bytes encode a Russian letter other than Ё or ё.
fn is_russian(first: u8, second: u8) -> bool {
    match first {
        0xd0 => second >= 0x90,
        0xd1 => second <= 0x8f,
        _ => false,
    }
}

/// Returns `true` only if the text is in Normalization Form C. A fast check: each character must be from a block in which every character
/// is its own composed form and does not combine with its neighbours. The blocks cover most names: Latin, Cyrillic, Vietnamese, ideographs,
/// and typographic punctuation.
fn is_surely_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        // ASCII; continuation bytes; U+0080 to U+02FF; U+0400 to U+047F; U+4000 to U+9FFF.
        0..=0xcb | 0xd0 | 0xd1 | 0xe4..=0xe9 => true,
        // U+1E00 to U+1EFF.
        0xe1 => bytes.get(at + 1).is_some_and(|next| (0xb8..=0xbb).contains(next)),
        // U+2002 to U+203F.
        0xe2 => bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2).is_some_and(|last| *last >= 0x82),
        _ => false,
    })
}

/// Returns `true` for invisible characters: zero-width, directional, soft hyphen, byte order mark, and blank letters: the Hangul fillers,
/// the inherent Khmer vowels, and the blank Braille pattern.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
    )
}

/// Returns `true` if a cell has no control characters and, unless they are allowed, no line breaks; otherwise adds problems.
///
/// Line breaks are CR, LF, U+0085, U+2028 and U+2029. A tab is a control character. U+FFFD counts as one: another program wrote it in place
/// of a character that it could not decode.
pub fn check_characters(text: &str, allows_line_break: bool, label: &str, problems: &mut RowProblems) -> bool {
    // Each of these characters is ASCII or begins with one of three bytes that are rare in most scripts. Because the loop does not exit
    // early, the compiler can vectorize it.
    let is_suspect = |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    if text.bytes().fold(0, |found, byte| found | u8::from(is_suspect(byte))) == 0 {
        return true;
    }
    let control = text.chars().find(|c| is_not_text(*c));
    let has_break = !allows_line_break && text.chars().any(is_line_break);
    if let Some(control) = control {
        problems.add(Problem::new(Code::CellControlCharacter).column(label).found(text).character(control));
    }
    if has_break {
        problems.add(Problem::new(Code::CellLineBreak).column(label).found(text));
    }
    control.is_none() && !has_break
}

/// Returns `true` if the text has at most `chars_max` Unicode scalar values; otherwise adds a problem with this code.
pub(super) fn check_length(text: &str, chars_max: usize, code: Code, label: &str, problems: &mut RowProblems) -> bool {
    // Text has at least as many bytes as characters, so the characters of most cells need not be counted.
    if text.len() <= chars_max {
        return true;
    }
    let count = text.chars().count();
    if count > chars_max {
        problems.add(Problem::new(code).column(label).found(text).limit(chars_max as u64, count as u64));
    }
    count <= chars_max
}

/// Returns `true` for a control character other than a line break, and for the replacement character.
fn is_not_text(c: char) -> bool {
    c.is_control() && !is_line_break(c) || c == char::REPLACEMENT_CHARACTER
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clean_takes_off_the_ends_and_composes() {
        for (typed, cleaned) in [
            ("", ""),
            ("Anna", "Anna"),
            ("  Anna Maria\t", "Anna Maria"),
            ("\u{a0}Anna\u{202f}", "Anna"),
            ("\u{3000}王\u{2007}", "王"),
            ("\u{feff}Anna", "Anna"),
            ("\u{200b}Anna\u{200d}\u{ad}", "Anna"),
            (" \u{2060} \u{200c} Anna \u{200b} ", "Anna"),
            ("\u{202a}anna@example.org\u{202c}", "anna@example.org"),
            ("\u{3164}Anna\u{2800}\u{34f}", "Anna"),
            ("\u{206a}Anna\u{115f}\u{1160}\u{ffa0}", "Anna"),
            ("\u{17b4}Anna\u{17b5}\u{206f}", "Anna"),
            ("\u{3164}", ""),
            ("\u{fe0f}Anna\u{fe0f}", "Anna"),
            ("José\u{fe00} ", "José"),
            ("Care ❤\u{fe0f}\u{fe0f}\u{a0}", "Care ❤\u{fe0f}"),
            ("葛\u{e0100}", "葛\u{e0100}"),
            ("\u{a0}\u{200b}\u{a0}", ""),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("Jose\u{301}", "José"),
            ("José", "José"),
            ("a\r\nb\r\n", "a\r\nb"),
        ] {
            assert_eq!(clean(typed), cleaned, "{typed:?}");
        }
    }

    #[test]
    fn clean_of_a_clean_cell_copies_nothing() {
        for text in ["Anna", "  Anna ", "José", "\u{a0}王"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn characters_out_of_place_are_reported() {
        use Code::{CellControlCharacter as Control, CellLineBreak as Break};
        for (text, allows_line_break, codes) in [
            ("Anna", false, &[][..]),
            ("José – “Nguyễn”", false, &[]),
            ("{{template}} <script>", false, &[]),
            ("\0", false, &[Control]),
            ("\n", false, &[Break]),
            ("a\0b", false, &[Control]),
            ("a\0b", true, &[Control]),
            ("a\tb", true, &[Control]),
            ("a\u{7f}b", false, &[Control]),
            ("a\u{9b}b", true, &[Control]),
            ("Jos\u{fffd}", false, &[Control]),
            ("＝x", false, &[]),
            ("a\nb", false, &[Break]),
            ("a\rb", false, &[Break]),
            ("a\u{85}b", false, &[Break]),
            ("a\u{2028}b", false, &[Break]),
            ("a\u{2029}b", false, &[Break]),
            ("a\r\nb", true, &[]),
            ("a\u{2028}b\u{85}c", true, &[]),
            ("a\nb\0c", false, &[Control, Break]),
        ] {
            let mut problems = RowProblems::new(2, 3);
            assert_eq!(check_characters(text, allows_line_break, "name", &mut problems), codes.is_empty(), "{text:?}");
            let found: Vec<Code> = problems.list().iter().map(|problem| problem.code).collect();
            assert_eq!(found, codes, "{text:?}");
        }
    }

    #[test]
    fn surely_composed_character_is_its_own_form_and_does_not_combine() {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        let mut count = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_surely_composed(&c.to_string())) {
            for text in [format!("a{c}o"), format!("{c}{c}")] {
                assert_eq!(nfc.normalize(&text), text, "{:x}", u32::from(c));
            }
            count += 1;
        }
        assert!(count > 20_000, "{count}");
    }

    #[test]
    fn character_that_is_usual_is_composed_and_in_place() {
        let mut count = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_usual(&c.to_string())) {
            let text = format!("{c}a{c}");
            let mut problems = RowProblems::new(2, 2);
            assert!(is_usual(&text) && is_surely_composed(&text) && !is_invisible(c), "{:x}", u32::from(c));
            assert!(check_characters(&text, false, "name", &mut problems), "{:x}", u32::from(c));
            count += 1;
        }
        assert!(count > 20_000, "{count}");
        for text in [
            "José",
            "Nguyễn Thị",
            "Phước",
            "Data – “x”",
            "«x» a «b»",
            "王",
            "",
            "Müller",
            "Zając",
            "Dağı",
            "Ćwik",
            "Łukasz",
            "Łódź",
            "Toruń",
            "Петр",
            "Юрий",
            "ИВАН",
        ] {
            assert!(is_usual(text), "{text}");
        }
        for text in ["JosÃ©", "ZajƒÖc", "JĂĽrgen", "JГјrgen"] {
            assert!(!is_usual(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn clean_is_trimmed_and_composed(text in "[ \u{a0}\u{200b}a\te\u{301}é\u{34f}\u{3164}\u{fe0f}❤]{0,6}") {
            let outer = [' ', '\u{a0}', '\u{200b}', '\t', '\u{34f}', '\u{3164}', '\u{fe0f}'];
            let begun = text.trim_start_matches(outer);
            let bare = begun.trim_end_matches(outer);
            let has_selector = bare.ends_with('❤') && begun[bare.len()..].starts_with('\u{fe0f}');
            let expected = format!("{bare}{}", if has_selector { "\u{fe0f}" } else { "" });
            let (before, rest) = trim(&text);
            prop_assert_eq!(rest, expected.as_str());
            prop_assert_eq!(&text[before..], begun);
            prop_assert_eq!(clean(&text), ComposingNormalizerBorrowed::new_nfc().normalize(&expected));
        }

        #[test]
        fn text_that_is_usual_was_decoded_once(text in "[aÃâ©€¶ü¼Å\u{81}çŽ‹é–]{0,6}") {
            if is_usual(&text) {
                prop_assert_eq!(crate::rules::undo_mojibake(&text), None);
                prop_assert_eq!(compose(&text), text.as_str());
            }
        }

        #[test]
        fn clean_twice_is_clean_once(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn characters_of_any_text_never_panic(text in any::<String>(), allows_line_break in any::<bool>()) {
            let mut problems = RowProblems::new(2, 2);
            prop_assert_eq!(check_characters(&text, allows_line_break, "name", &mut problems), !problems.has_error());
        }
    }
}
