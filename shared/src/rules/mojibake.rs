//! Text that was decoded twice: UTF-8 read as windows-1252, so that `José` became `JosÃ©`.

use crate::decode::Encoding;

/// The text before it was decoded a second time; `None` if it was decoded once.
///
/// Encoded as windows-1252, it must be valid UTF-8 with at least one non-ASCII letter. Correct text hardly ever is.
pub fn undo_mojibake(text: &str) -> Option<String> {
    // The first byte of a UTF-8 sequence, C2 to F4, read as windows-1252. The next one is not ASCII either.
    let mut characters = text.chars().skip_while(char::is_ascii);
    if !characters.next().is_some_and(|c| ('\u{c2}'..='\u{f4}').contains(&c)) || characters.next()?.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let meant = String::from_utf8(bytes).ok()?;
    (!meant.is_ascii()).then_some(meant)
}

/// The byte that was decoded to this character, in Latin-1 or else in windows-1252.
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
    fn text_decoded_twice_is_distinguished_from_correct_text() {
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
