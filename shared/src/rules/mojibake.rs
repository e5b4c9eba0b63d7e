//! Text that was decoded once too often: UTF-8 read as if it were windows-1252, so that `José` became `JosÃ©`.

use crate::decode::Encoding;

/// The text as it was before it was decoded once too often; `None` if it was not.
///
/// Its characters, written as windows-1252, must be valid UTF-8 with at least one letter beyond ASCII: text that means what it
/// says hardly ever is.
pub fn undo_mojibake(text: &str) -> Option<String> {
    // What a sequence of UTF-8 begins with, C2 to F4, read as windows-1252; and what follows it is not ASCII either.
    let mut characters = text.chars().skip_while(char::is_ascii);
    if !characters.next().is_some_and(|c| ('\u{c2}'..='\u{f4}').contains(&c)) || characters.next()?.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let meant = String::from_utf8(bytes).ok()?;
    (!meant.is_ascii()).then_some(meant)
}

/// The byte that a character was read from: as Latin-1 has it, else as windows-1252 does.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut bytes = Vec::with_capacity(4);
    Encoding::WINDOWS_1252.encoder().encode(c.encode_utf8(&mut [0; 4]), &mut bytes).ok()?;
    bytes.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_decoded_once_too_often_is_told_from_text_that_is_not() {
        for (text, meant) in [
            ("JosÃ©", Some("José")),
            ("MÃ¼ller", Some("Müller")),
            ("Oâ€™Brien", Some("O’Brien")),
            ("O\u{e2}\u{80}\u{99}Brien", Some("O’Brien")),
            ("Åukasz \u{c5}\u{81}", None),
            ("Å\u{81}ukasz", Some("Łukasz")),
            ("çŽ‹", Some("王")),
            ("José", None),
            ("Ã", None),
            ("ÃO", None),
            ("Ångström", None),
            ("São Paulo", None),
            ("Ð", None),
            ("Łukasz Ã©", None),
            ("plain", None),
            ("", None),
        ] {
            assert_eq!(undo_mojibake(text).as_deref(), meant, "{text}");
        }
    }
}
