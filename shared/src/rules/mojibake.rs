//! Detects text that was decoded twice: UTF-8 that was read as windows-1252 or a similar encoding, so that `José` became `JosÃ©`.

use std::sync::LazyLock;

use super::{is_usual, scripts::mixes_scripts};
use crate::decode::{Encoding, MISTAKEN_ENCODINGS};

/// Maximum number of mistaken decodings that are undone. More are hardly ever seen: each one doubles the number of wrong characters.
const ROUNDS_MAX: usize = 4;

/// The encodings that undo a mistaken decoding of UTF-8, one for each of [`MISTAKEN_ENCODINGS`].
static TWICE: LazyLock<Vec<Encoding>> =
    LazyLock::new(|| MISTAKEN_ENCODINGS.iter().filter_map(|name| Encoding::twice(name)).collect());

/// Returns the text before the mistaken decoding; `None` if the text was decoded only once.
pub fn undo_mojibake(text: &str) -> Option<String> {
    undo_mojibake_through(text).map(|(meant, _)| meant)
}

/// Like [`undo_mojibake`], but also returns the encoding with which a file in UTF-8 can be read correctly; `None` if the text was decoded
/// mistakenly more than once, which no encoding undoes.
///
/// The text, encoded in one of [`MISTAKEN_ENCODINGS`], must be valid UTF-8 and ordinary text with at least one non-ASCII character, and no
/// word may mix scripts: the Polish `RÓŻA` would become `RӯA`. Correct text almost never meets these conditions.
pub fn undo_mojibake_through(text: &str) -> Option<(String, Option<Encoding>)> {
    let (mut meant, encoding) = undo_once(text)?;
    let mut rounds = 1;
    while rounds < ROUNDS_MAX
        && let Some((again, _)) = undo_once(&meant)
    {
        meant = again;
        rounds += 1;
    }
    Some((meant, (rounds == 1).then_some(encoding)))
}

fn undo_once(text: &str) -> Option<(String, Encoding)> {
    // A non-ASCII character takes at least two bytes in UTF-8, each of which was decoded as a non-ASCII character.
    let mut characters = text.chars().skip_while(char::is_ascii);
    if characters.next().is_none() || characters.next()?.is_ascii() || is_usual(text) {
        return None;
    }
    TWICE.iter().find_map(|encoding| {
        let meant = encoding.undo(text)?;
        (meant.chars().all(is_text) && !mixes_scripts(&meant)).then_some((meant, *encoding))
    })
}

/// Returns the number of words that show that the text was decoded twice; at least 1.
pub fn words_of_mojibake(text: &str) -> u64 {
    let words = text.split_whitespace().filter(|word| undo_mojibake(word).is_some()).count();
    words.max(1) as u64
}

/// Returns `true` for ASCII, letters, digits, combining accents, the punctuation of ordinary text, and everything above
/// U+FFFF, such as emoji.
fn is_text(character: char) -> bool {
    character.is_ascii()
        || character.is_alphanumeric()
        || matches!(character, '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{203a}' | '€' | '™' | '−')
        || u32::from(character) > 0xffff
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
            ("Růžičková", None),
            ("Źdźbło", None),
            ("Рівне", None),
            ("Љубомир", None),
            ("Петров", None),
            ("RÓŻYCKA", None),
            ("PÓŁTORAK", None),
            ("JÓŹWIAK", None),
            ("GÓŹDŹ", None),
            ("WĘŻYK", None),
            ("MĘŚKI", None),
        ] {
            assert_eq!(undo_mojibake(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn text_decoded_once_too_often_names_the_encoding_that_it_went_through() {
        for (name, text) in [
            ("utf-8-twice/windows-1250", "JĂĽrgen"),
            ("utf-8-twice/windows-1251", "JГјrgen"),
            ("utf-8-twice/macintosh", "J√ºrgen"),
            ("utf-8-twice/ibm850", "J├╝rgen"),
        ] {
            let found = undo_mojibake_through(text).map(|(meant, encoding)| (meant, encoding.map(Encoding::name)));
            assert_eq!(found, Some(("Jürgen".to_owned(), Some(name.to_owned()))), "{text}");
            assert!(!crate::rules::is_usual(text), "{text}");
        }
    }

    #[test]
    fn text_decoded_mistakenly_several_times_is_undone_but_no_encoding_reads_it() {
        for (text, meant) in [("JosÃƒÂ©", "José"), ("JosÃƒÆ’Ã‚Â©", "José"), ("MÃƒÂ¼ller", "Müller")]
        {
            assert_eq!(undo_mojibake_through(text), Some((meant.to_owned(), None)), "{text}");
        }
    }

    #[test]
    fn name_decoded_once_too_often_is_never_usual() {
        for name in MISTAKEN_ENCODINGS {
            let mistaken = Encoding::named(name).unwrap_or(Encoding::UTF_8);
            for meant in [
                "Jürgen",
                "José",
                "Łukasz",
                "Żółć",
                "Jiří",
                "Çelik",
                "Şükrü",
                "Пётр",
                "Сергей",
                "Γιώργος",
                "d’Or",
                "Straße",
            ] {
                let Some(text) = mistaken.decode(meant.as_bytes()) else { continue };
                assert_eq!(undo_mojibake(&text).as_deref(), Some(meant), "{name}: {text}");
                assert!(!crate::rules::is_usual(&text), "{name}: {text}");
            }
        }
    }
}
