//! Quotes text from a file within a sentence.

use crate::{
    locale::{Language, Value, problems},
    rules::{Script, is_invisible, mistakable, script_of},
};

/// Quotes text from the file, so that nothing in it is invisible or controls a terminal.
///
/// Line breaks and tabs become arrows; other control characters, no-break spaces and invisible characters become their code points. Joiners
/// stay, because emoji and names in several scripts need them. A letter in a different script from the rest of its word is shown with its
/// code point and script.
pub(super) fn quoted(text: &str, language: Language) -> String {
    quoted_beside(text, None, language)
}

/// Like [`quoted`], but without the scripts of letters: for text whose letters are all wrong.
pub(super) fn quoted_garbled(text: &str, language: Language) -> String {
    quoted_with(text, &[], language)
}

/// Like [`quoted`], but also shows the script of every non-Latin letter if the whole text looks like `other`.
pub(super) fn quoted_beside(text: &str, other: Option<&str>, language: Language) -> String {
    quoted_with(text, &mistakable(text, other), language)
}

fn quoted_with(text: &str, mistakable: &[usize], language: Language) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            _ if mistakable.contains(&at) => shown.push_str(&letter(character, language)),
            '\r' | '\n' => shown.push('↵'),
            '\t' => shown.push('→'),
            _ if is_shown_by_code(character) => shown.push_str(&code_point(character)),
            _ => shown.push(character),
        }
    }
    language.quoted(&shown)
}

/// Returns a letter with its code point and script, such as `⟨а U+0430 Cyrillic⟩`.
fn letter(letter: char, language: Language) -> String {
    let script = match script_of(letter) {
        Some(Script::Latin) => "latin",
        Some(Script::Cyrillic) => "cyrillic",
        Some(Script::Greek) => "greek",
        Some(Script::Armenian) => "armenian",
        Some(Script::Cherokee) => "cherokee",
        None => return code_point(letter),
    };
    let code = format!("U+{:04X}", u32::from(letter));
    let values = [("letter", Value::Text(letter.to_string())), ("code", Value::Text(code)), ("script", script.into())];
    problems::LETTER_OF_SCRIPT.format(language, &values)
}

/// Returns a code point, such as `⟨U+00A0⟩`.
fn code_point(character: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(character))
}

/// Returns `true` if a reader cannot see the character or would mistake it for another. Returns `false` for joiners.
fn is_shown_by_code(character: char) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => false,
        // No-break spaces; line and paragraph separators.
        '\u{a0}' | '\u{202f}' | '\u{2028}' | '\u{2029}' => true,
        _ => character.is_control() || is_invisible(character),
    }
}

/// Returns the character with this code point in readable form: `“★”`, or `U+0007` if it is invisible, white space or not a character.
pub(super) fn character(code: u64, language: Language) -> String {
    let character = u32::try_from(code).ok().and_then(char::from_u32);
    match character.filter(|character| !is_shown_by_code(*character) && !character.is_whitespace()) {
        Some(character) => language.quoted(character.encode_utf8(&mut [0; 4])),
        None => format!("U+{code:04X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_contains_nothing_invisible() {
        for (text, shown) in [
            ("José 王芳", "“José 王芳”"),
            ("a\r\nb\tc", "“a↵↵b→c”"),
            ("\u{1b}[31m", "“⟨U+001B⟩[31m”"),
            ("company\u{a0}Name\u{feff}", "“company⟨U+00A0⟩Name⟨U+FEFF⟩”"),
            ("\u{202e}gpj.exe", "“⟨U+202E⟩gpj.exe”"),
            ("👩\u{200d}🚀", "“👩\u{200d}🚀”"),
            ("Аcme Ltd", "“⟨А U+0410 Cyrillic⟩cme Ltd”"),
            ("Οlga", "“⟨Ο U+039F Greek⟩lga”"),
            ("Ивaн", "“Ив⟨a U+0061 Latin⟩н”"),
            ("Иван", "“Иван”"),
        ] {
            assert_eq!(quoted(text, Language::English), shown);
        }
    }

    #[test]
    fn text_that_looks_like_another_one_names_all_letters() {
        assert_eq!(quoted_beside("АС", Some("AC"), Language::English), "“⟨А U+0410 Cyrillic⟩⟨С U+0421 Cyrillic⟩”");
        assert_eq!(quoted_beside("АС", Some("XY"), Language::English), "“АС”");
    }

    #[test]
    fn invisible_characters_are_shown_by_code_point() {
        for (code, shown) in [(0x2605, "“★”"), (7, "U+0007"), (0x20, "U+0020"), (0x0011_0000, "U+110000")] {
            assert_eq!(character(code, Language::English), shown);
        }
    }
}
