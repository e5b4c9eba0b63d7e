//! Text from a file inside a sentence.

use crate::locale::Language;

/// Quotes text from the file, so that nothing in it is invisible or acts on a terminal.
///
/// Line breaks and tabs become arrows; other control characters, no-break spaces and invisible characters become their code point. Joiners
/// stay, because names in several scripts and emoji need them.
pub(super) fn quoted(text: &str, language: Language) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\r' | '\n' => shown.push('↵'),
            '\t' => shown.push('→'),
            _ if is_invisible(character) => shown.push_str(&code_point(character)),
            _ => shown.push(character),
        }
    }
    language.quoted(&shown)
}

/// `⟨U+00A0⟩` for a no-break space.
fn code_point(character: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(character))
}

/// Returns `true` if a reader cannot see the character or mistakes it for another.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // no-break spaces, soft hyphen, zero-width space, word joiner, byte order mark
            '\u{a0}' | '\u{202f}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
            // direction marks and overrides; line and paragraph separators
            | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
        )
}

/// The character with this code point in readable form: `“★”`, or `U+0007` if it is invisible.
pub(super) fn character(code: u64, language: Language) -> String {
    let character = u32::try_from(code).ok().and_then(char::from_u32);
    match character.filter(|character| !is_invisible(*character) && !character.is_whitespace()) {
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
        ] {
            assert_eq!(quoted(text, Language::English), shown);
        }
    }

    #[test]
    fn invisible_characters_are_shown_by_code_point() {
        for (code, shown) in [(0x2605, "“★”"), (7, "U+0007"), (0x20, "U+0020"), (0x0011_0000, "U+110000")] {
            assert_eq!(character(code, Language::English), shown);
        }
    }
}
