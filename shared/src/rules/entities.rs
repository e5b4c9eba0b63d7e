//! Decodes characters that a web page or a database exported as HTML entities: `Ren&eacute;`, `O&#039;Brien`.

use std::sync::LazyLock;

/// Maximum length in bytes of a cell to be searched.
const CELL_BYTES_MAX: usize = 1_024;
/// Maximum length of an entity, in bytes. The longest in the list has 24; a numeric one may have leading zeros.
const NAME_BYTES_MAX: usize = 40;
/// Maximum number of decoding rounds, including the last one, which finds no entities. `&amp;amp;`, an `&` that was encoded twice, takes
/// three.
const ROUNDS_MAX: usize = 8;

/// One entity per line, as name and code point: the letters and symbols below U+2200 from the HTML Living Standard, 13.5, sorted by name.
const ENTITIES: &str = include_str!("entities.txt");

static CHARACTERS: LazyLock<Vec<(&'static str, char)>> = LazyLock::new(|| {
    let of_line = |line: &'static str| {
        let (name, code) = line.split_once(' ')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    };
    ENTITIES.lines().filter_map(of_line).collect()
});

/// Returns the text with each entity replaced by its character, repeated as often as the text was encoded. `None` if the text contains no
/// entities, is longer than [`CELL_BYTES_MAX`], or needs more than [`ROUNDS_MAX`] rounds.
pub(super) fn decode_entities(text: &str) -> Option<String> {
    let mut decoded = decode_once(text)?;
    for _ in 1..ROUNDS_MAX {
        let Some(again) = decode_once(&decoded) else { return Some(decoded) };
        decoded = again;
    }
    None
}

fn decode_once(text: &str) -> Option<String> {
    if text.len() > CELL_BYTES_MAX || !text.contains('&') || !text.contains(';') {
        return None;
    }
    let mut decoded = String::with_capacity(text.len());
    let (mut rest, mut is_any) = (text, false);
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = rest.bytes().take(NAME_BYTES_MAX).position(|byte| byte == b';');
        let found = length.and_then(|length| Some((length, character(&rest[1..length])?)));
        let (character, length) = found.map_or(('&', 0), |(length, character)| (character, length));
        decoded.push(character);
        rest = &rest[length + 1..];
        is_any |= length > 0;
    }
    decoded.push_str(rest);
    is_any.then_some(decoded)
}

/// Returns the character for an entity, given without `&` and `;`. `None` if the entity is unknown or a control character.
fn character(name: &str) -> Option<char> {
    let found = match name.strip_prefix('#') {
        None => {
            let index = CHARACTERS.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
            CHARACTERS.get(index)?.1
        }
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            // Browsers read these code points as windows-1252, because that is what the programs that write them mean.
            match u8::try_from(code) {
                Ok(byte @ 0x80..=0x9f) => {
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?
                }
                _ => char::from_u32(code)?,
            }
        }
    };
    (!found.is_control()).then_some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entities_are_decoded_as_often_as_they_were_encoded() {
        for (text, decoded) in [
            ("Ren&eacute;", Some("René")),
            ("O&#039;Brien", Some("O'Brien")),
            ("O&#x2019;Brien", Some("O’Brien")),
            ("O&#146;Brien", Some("O’Brien")),
            ("D&rsquo;Arc", Some("D’Arc")),
            ("R&amp;D", Some("R&D")),
            ("R&amp;amp;D", Some("R&D")),
            ("R&amp;#38;D", Some("R&D")),
            ("&Lstrok;ukasz &Zdot;&oacute;&lstrok;&cacute;", Some("Łukasz Żółć")),
            ("&nbsp;", Some("\u{a0}")),
            ("&lt;b&gt;", Some("<b>")),
            ("R&D; more", None),
            ("AT&T", None),
            ("a; b & c", None),
            ("&nosuchname;", None),
            ("&#0;&#10;&#xFFFFFF;&#;&;", None),
            ("&é;", None),
            ("", None),
        ] {
            assert_eq!(decode_entities(text).as_deref(), decoded, "{text}");
        }
    }

    #[test]
    fn entities_in_a_cell_beyond_the_limit_are_not_decoded() {
        let cell = |bytes: usize| format!("{}&amp;", "x".repeat(bytes - 5));
        assert!(decode_entities(&cell(CELL_BYTES_MAX)).is_some());
        assert_eq!(decode_entities(&cell(CELL_BYTES_MAX + 1)), None);
    }

    #[test]
    fn list_of_entities_is_sorted_and_complete() {
        assert!(CHARACTERS.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!((CHARACTERS.len(), ENTITIES.lines().count()), (808, 808));
    }

    proptest! {
        #[test]
        fn decoded_text_has_no_entity(text in "(&|amp;|#38;|#|;|a|é|eacute;|lt;|x26;){0,12}") {
            if let Some(decoded) = decode_entities(&text) {
                prop_assert_eq!(decode_entities(&decoded), None);
            }
        }

        #[test]
        fn entities_of_any_text_never_panic(text in "\\PC{0,30}|[&;#xé0-9]{0,20}") {
            decode_entities(&text);
        }
    }
}
