//! Pieces of a sentence that no language owns.

use std::fmt::Write;

/// What was found, between quotation marks, so that nothing in it is invisible or acts on a terminal.
///
/// Line breaks and tabs become arrows; other control characters, no-break spaces and characters without a shape become
/// their code point. Joiners stay: names of several scripts and emoji need them.
pub(super) fn quoted_between(text: &str, [open, close]: [&str; 2]) -> String {
    let mut shown = String::with_capacity(text.len() + open.len() + close.len());
    shown.push_str(open);
    for character in text.chars() {
        match character {
            '\r' | '\n' => shown.push('↵'),
            '\t' => shown.push('→'),
            _ if is_invisible(character) => shown.push_str(&code_point(character)),
            _ => shown.push(character),
        }
    }
    shown.push_str(close);
    shown
}

/// `⟨U+00A0⟩` for a no-break space.
fn code_point(character: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(character))
}

/// Whether a reader cannot see the character, or takes it for another.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // no-break spaces, soft hyphen, zero-width space, word joiner, byte order mark
            '\u{a0}' | '\u{202f}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
            // marks and overrides of the direction of writing; line and paragraph separators
            | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
        )
}

/// The character of this code point as a reader can tell it: `"★"`, or `U+0007` if it has no shape.
pub(super) fn character(code: u64, [open, close]: [&str; 2]) -> String {
    let character = u32::try_from(code).ok().and_then(char::from_u32);
    match character.filter(|character| !is_invisible(*character) && !character.is_whitespace()) {
        Some(character) => format!("{open}{character}{close}"),
        None => format!("U+{code:04X}"),
    }
}

/// The number with a separator between its thousands.
pub(super) fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(separator);
        }
        shown.push(digit);
    }
    shown
}

/// Bytes as the larger of two units that a reader knows, with at most one decimal: `100 MB` is 104,857,600 bytes, `64 KB` is 65,536.
///
/// Rounded to the nearest tenth; callers tell the bytes beside it where a tenth would hide the difference.
pub(super) fn bytes_short(bytes: u64, decimal_mark: char, [small, large]: [&str; 2]) -> Option<String> {
    const KIB: u64 = 1024;
    const MIB: u64 = KIB * KIB;
    let (unit, name) = match bytes {
        MIB.. => (MIB, large),
        KIB.. => (KIB, small),
        _ => return None,
    };
    let tenths = u128::from(bytes) * 10;
    let tenths = (tenths + u128::from(unit) / 2) / u128::from(unit);
    let mut shown = (tenths / 10).to_string();
    if !tenths.is_multiple_of(10) {
        let _ = write!(shown, "{decimal_mark}{}", tenths % 10);
    }
    Some(format!("{shown} {name}"))
}

/// `a`, `a or b`, `a, b or c`, with the language's word before the last.
pub(super) fn joined(items: &[String], last_word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTES: [&str; 2] = ["\"", "\""];

    #[test]
    fn quoted_text_holds_nothing_invisible() {
        for (text, shown) in [
            ("José 王芳", "\"José 王芳\""),
            ("a\r\nb\tc", "\"a↵↵b→c\""),
            ("\u{1b}[31m", "\"⟨U+001B⟩[31m\""),
            ("company\u{a0}Name\u{feff}", "\"company⟨U+00A0⟩Name⟨U+FEFF⟩\""),
            ("\u{202e}gpj.exe", "\"⟨U+202E⟩gpj.exe\""),
            ("👩\u{200d}🚀", "\"👩\u{200d}🚀\""),
        ] {
            assert_eq!(quoted_between(text, QUOTES), shown);
        }
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (104_857_600, "104,857,600")] {
            assert_eq!(grouped(number, ','), shown);
        }
    }

    #[test]
    fn bytes_are_told_in_the_unit_that_fits() {
        for (bytes, shown) in [
            (1_023, None),
            (65_536, Some("64 KB")),
            (1_500_000, Some("1.4 MB")),
            (104_857_600, Some("100 MB")),
            (104_857_601, Some("100 MB")),
            (u64::MAX, Some("17592186044416 MB")),
        ] {
            assert_eq!(bytes_short(bytes, '.', ["KB", "MB"]).as_deref(), shown, "{bytes}");
        }
    }

    #[test]
    fn characters_without_a_shape_are_told_by_code_point() {
        for (code, shown) in [(0x2605, "\"★\""), (7, "U+0007"), (0x20, "U+0020"), (0x0011_0000, "U+110000")] {
            assert_eq!(character(code, QUOTES), shown);
        }
    }

    #[test]
    fn lists_are_joined_with_the_last_word() {
        let items = |count: usize| ["a", "b", "c"].map(str::to_owned)[..count].to_vec();
        assert_eq!([0, 1, 2, 3].map(|count| joined(&items(count), "or")), ["", "a", "a or b", "a, b or c"]);
    }
}
