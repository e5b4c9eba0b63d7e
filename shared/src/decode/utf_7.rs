//! Recognizes UTF-7, which some mail programs still write: ASCII in which other characters are a `+`, their UTF-16 in Base64, and often a
//! `-`.
//!
//! Text with a plus sign, such as the tag in an address (`ann+club-2026@…`), may look the same, and a refused file cannot be imported
//! unless its encoding is named. The file is therefore UTF-7 only if several different sequences are letters of names, or if one of them
//! hardly occurs in other text.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

/// Maximum length in bytes of a sequence that is examined.
const SEQUENCE_BYTES_MAX: usize = 64;
/// Maximum number of bytes after a plus sign that are searched for the `@` of an address.
const ADDRESS_BYTES_MAX: usize = 320;

/// The Latin letters that are so common that one of them is sufficient. `ò` and `đ` are missing, because they are written `+API-` and
/// `+ARE-`.
const COMMON_LATIN: &str = "áàâãäåæçèéêëíìîïñóôõöøœúùûüýßčďěňřšťůžąćęłńśźżőűğışășțÁÀÂÄÅÇÉÈÍÎÑÓÔÖØÚÛÜČŘŠŽĆŁŚŹŻĞİŞȘȚ";

/// Returns `true` if the text is ASCII and contains letters encoded in UTF-7.
pub(super) fn is_utf_7(text: &str) -> bool {
    if !text.is_ascii() {
        return false;
    }
    // The first sequence of each alphabet.
    let mut seen: Vec<(Alphabet, &str)> = Vec::new();
    text.match_indices('+').filter_map(|(at, _)| Sequence::read(text, at)).any(|sequence| {
        let Sequence { encoded, alphabet, .. } = sequence;
        let first = seen.iter().find(|(other, _)| *other == alphabet).map(|(_, first)| *first);
        if first.is_none() {
            seen.push((alphabet, encoded));
        }
        first.is_some_and(|first| first != encoded) || sequence.is_sufficient()
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
}

/// A sequence that encodes letters.
struct Sequence<'a> {
    encoded: &'a str,
    letters: Vec<char>,
    alphabet: Alphabet,
    /// Whether the sequence ends with a `-`.
    is_closed: bool,
    /// The character after the sequence.
    next: Option<char>,
}

impl<'a> Sequence<'a> {
    /// Reads the sequence whose plus sign is at this index of an ASCII text. Returns `None` if it does not encode letters that may be in
    /// this place of a name.
    fn read(text: &'a str, at: usize) -> Option<Self> {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let length = after.bytes().take(SEQUENCE_BYTES_MAX + 1).take_while(is_digit).count();
        if length > SEQUENCE_BYTES_MAX {
            return None;
        }
        let (encoded, rest) = after.split_at(length);
        let (letters, alphabet) = decode(encoded)?;
        let (is_closed, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
        let (previous, next) = (before.chars().next_back(), rest.chars().next());
        let is_rise = |one: Option<char>, other: Option<char>| {
            one.is_some_and(char::is_lowercase) && other.is_some_and(char::is_uppercase)
        };
        let is_of_word =
            |other: Option<char>| alphabet == Alphabet::Latin || other.is_none_or(|other| !other.is_alphabetic());
        let is_in_place = is_of_word(previous)
            && is_of_word(next)
            && !is_rise(previous, letters.first().copied())
            && !is_rise(letters.last().copied(), next)
            && !is_tag(after);
        is_in_place.then_some(Self { encoded, letters, alphabet, is_closed, next })
    }

    /// Returns `true` if the sequence alone shows that the text is UTF-7.
    fn is_sufficient(&self) -> bool {
        let is_common = match self.letters.as_slice() {
            [letter] => COMMON_LATIN.contains(*letter),
            _ => true,
        };
        self.is_closed && is_common && self.next.is_none_or(|next| !next.is_ascii_digit() && next != '-')
    }
}

/// Decodes a sequence without its signs and returns its letters and their alphabet. Returns `None` unless it encodes letters of names, all
/// from one alphabet.
fn decode(encoded: &str) -> Option<(Vec<char>, Alphabet)> {
    // The remaining bits must be zero, which the decoder checks.
    let bytes = STANDARD_NO_PAD.decode(encoded).ok()?;
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    let letters: Vec<char> = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    let alphabet = alphabet_of(*letters.first()?)?;
    let is_of_names = rest.is_empty() && letters.iter().all(|letter| alphabet_of(*letter) == Some(alphabet));
    is_of_names.then_some((letters, alphabet))
}

/// Returns the alphabet of a letter; `None` for a character that hardly occurs in names.
fn alphabet_of(letter: char) -> Option<Alphabet> {
    match letter {
        'À'..='ž' | 'Ș'..='ț' if letter.is_alphabetic() => Some(Alphabet::Latin),
        'Ά'..='ώ' if letter.is_alphabetic() => Some(Alphabet::Greek),
        '\u{400}'..='\u{45f}' | 'Ґ' | 'ґ' => Some(Alphabet::Cyrillic),
        '\u{531}'..='\u{556}' | '\u{561}'..='\u{587}' => Some(Alphabet::Armenian),
        '\u{5d0}'..='\u{5ea}' => Some(Alphabet::Hebrew),
        '\u{621}'..='\u{64a}' | '\u{67e}' | '\u{686}' | '\u{698}' | '\u{6a9}' | '\u{6af}' | '\u{6cc}' => {
            Some(Alphabet::Arabic)
        }
        _ => None,
    }
}

/// Returns `true` if the text after a plus sign is the rest of an address.
fn is_tag(after: &str) -> bool {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'|' | b'"' | b'<' | b'>');
    after.bytes().take(ADDRESS_BYTES_MAX).take_while(|byte| !is_end(byte)).any(|byte| byte == b'@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_7_is_distinguished_from_plus_signs() {
        for (text, expected) in [
            ("name,Jos+AOk-\n", true),
            ("Ana,Pe+APE-a,a@example.org\n", true),
            ("RODR+AM0-GUEZ\n", true),
            ("+ANY-zdemir\n", true),
            ("name,+BB8ENQRCBEA-\n", true),
            ("+BdAF0QXZ-,x\n", true),
            // Without the hyphen, which may be missing before a character that is not a Base64 digit.
            ("Jos+AOk,M+APw-ller\n", true),
            ("Jos+AOk,M+APw,x\n", true),
            ("Jos+AOk,Jos+AOk\n", false),
            ("smith+Anna-2026@example.org\n", false),
            ("smith+AOk-@example.org,smith+APw-x@example.org\n", false),
            ("anna+BBQ-club@example.org,+Alex-,+Adam-,+Anja-,+BMI-x\n", false),
            ("smith+ANY-thing@example.org\n", false),
            ("Maths+Arts-Teacher,R+Acme-Team,Nurse+Area-Lead\n", false),
            ("Bus+Bahn-Koordination,Design+API-tests,Backend+API-Developer\n", false),
            ("Sales+ANY-thing,R+AOk-Team,Grill+BBQ-Team,+Bio-,+BBQ-\n", false),
            ("+AOk-2026,+AOk--x\n", false),
            ("name,ann+abc-x\n", false),
            ("tel,+420-123,+49-30,+491701234567\n", false),
            ("role,A+B-C\n", false),
            ("Jos+AOk- é\n", false),
            ("1+1=2,C++,+,+-\n", false),
        ] {
            assert_eq!(is_utf_7(text), expected, "{text}");
        }
    }

    #[test]
    fn text_of_plus_signs_is_searched_in_linear_time() {
        assert!(!is_utf_7(&"+".repeat(64 * 1024)));
        assert!(!is_utf_7(&"+API-a".repeat(10 * 1024)));
    }
}
