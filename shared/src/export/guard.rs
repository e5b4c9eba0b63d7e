//! Guards for cells that a spreadsheet program would evaluate as formulas.

use std::borrow::Cow;

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};

/// Returns `true` if a spreadsheet program may evaluate the cell as a formula. Leading `'` characters are ignored because they may be
/// guards.
///
/// Source: OWASP, CSV injection, plus the full-width and small forms of the signs, which spreadsheet programs treat the same way. White
/// space, invisible characters and control characters before the sign do not make the cell safe.
fn begins_formula(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    if rest.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    rest.trim_start_matches(is_unseen).starts_with(SIGNS)
}

/// Characters at which a spreadsheet program may split a text file into cells and rows.
const DELIMITERS: [char; 6] = [';', ',', '|', '\t', '\r', '\n'];

const SIGNS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

fn is_unseen(letter: char) -> bool {
    if letter.is_whitespace() || letter.is_control() {
        return true;
    }
    !letter.is_ascii()
        && (CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter)
            || CodePointMapData::<GeneralCategory>::new().get(letter) == GeneralCategory::Format)
}

/// Puts a `'` before a cell that a spreadsheet program may evaluate as a formula, or that already looks guarded.
///
/// A formula already preceded by one or more `'` gets another one, so that [`unguard`] restores the original exactly.
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Like [`guard`], but also puts a `'` before every sign in the cell that could begin a cell of its own if a spreadsheet program split the
/// file at another delimiter: `Ann;=1+1` is one cell between commas, and two where the list separator is a semicolon.
///
/// Only for files that are not imported again: [`unguard`] does not restore the original. Line breaks count as delimiters, because the
/// quotes around a cell that contains one have no effect in such a program.
pub(super) fn guard_between_delimiters(text: &str) -> Cow<'_, str> {
    let guarded = guard(text);
    if !guarded.contains(DELIMITERS) {
        return guarded;
    }
    let mut result = String::with_capacity(guarded.len());
    let mut is_after_delimiter = false;
    for letter in guarded.chars() {
        if DELIMITERS.contains(&letter) {
            is_after_delimiter = true;
        } else if is_after_delimiter && letter != '"' && !is_unseen(letter) {
            if SIGNS.contains(&letter) {
                result.push('\'');
            }
            is_after_delimiter = false;
        }
        result.push(letter);
    }
    Cow::Owned(result)
}

/// Removes what [`guard`] added.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cell_that_begins_a_formula_is_guarded() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("'=x", "''=x"),
            ("''@x", "'''@x"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            ("﹦1", "'﹦1"),
            ("﹫x", "'﹫x"),
            (" =1", "' =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\u{feff}\u{b}=1", "'\u{feff}\u{b}=1"),
            ("\u{0}@x", "'\u{0}@x"),
            ("\u{ad}=1", "'\u{ad}=1"),
            ("\u{61c}+1", "'\u{61c}+1"),
            ("\u{180e}=1", "'\u{180e}=1"),
            ("\u{2028}=1", "'\u{2028}=1"),
            ("\u{202d}-1", "'\u{202d}-1"),
            ("\u{2063}\u{2066}@x", "'\u{2063}\u{2066}@x"),
            ("\u{fe0f}=1", "'\u{fe0f}=1"),
            ("\u{fff9}＝1", "'\u{fff9}＝1"),
            ("\u{e0020}=1", "'\u{e0020}=1"),
            ("\u{ad}x", "\u{ad}x"),
            ("é=1", "é=1"),
            (" x", " x"),
            ("O'Brien", "O'Brien"),
            ("'quoted'", "'quoted'"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guard(text), expected);
        }
    }

    #[test]
    fn sign_after_a_delimiter_is_guarded_in_files_that_are_not_imported_again() {
        for (text, expected) in [
            ("Ann;=1+1;x", "Ann;'=1+1;x"),
            ("Ann;=1+1;@x", "Ann;'=1+1;'@x"),
            ("Ann\t+1", "Ann\t'+1"),
            ("Ann|-1", "Ann|'-1"),
            ("Ann,=1", "Ann,'=1"),
            ("Ann\n=1", "Ann\n'=1"),
            ("Ann\r\n=1", "Ann\r\n'=1"),
            ("Ann; =1", "Ann; '=1"),
            ("Ann;\u{200b}=1", "Ann;\u{200b}'=1"),
            ("Ann;\"=1\"", "Ann;\"'=1\""),
            ("Ann; \" ＝1", "Ann; \" '＝1"),
            ("Ann;;=1", "Ann;;'=1"),
            ("=1;=1", "'=1;'=1"),
            ("\t=1", "'\t'=1"),
            ("Ann;'=1", "Ann;'=1"),
            ("Ann;1=1", "Ann;1=1"),
            ("Leadership, Part 1", "Leadership, Part 1"),
            ("Ann;", "Ann;"),
            ("=1", "'=1"),
            ("'=1", "''=1"),
            ("", ""),
        ] {
            assert_eq!(guard_between_delimiters(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn guarded_cell_comes_back_as_it_was(text in "['=+@a-]{0,5}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@']));
        }

        #[test]
        fn no_part_of_a_guarded_cell_begins_with_a_sign(text in "['=+@a;,|\t\n\" -]{0,8}") {
            let guarded = guard_between_delimiters(&text);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@']));
            for part in guarded.split(DELIMITERS).skip(1) {
                prop_assert!(!part.trim_start_matches(['"', ' ']).starts_with(['=', '+', '-', '@']), "{}", guarded);
            }
        }
    }
}
