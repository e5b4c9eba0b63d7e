//! Examines the first bytes of a file, to refuse files that are not CSV and to find the encoding if it is evident.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::{
    encoding::Encoding,
    transcode::{Certainty, Transcoder},
};
use crate::problem::{Code, Problem};

/// Maximum number of bytes examined: enough for a long header line, and few enough to buffer.
pub(super) const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Maximum number of byte pairs examined for UTF-16. The first ones are usually in the header, whose known labels are ASCII.
const PAIRS_MAX: usize = 64;

/// Signatures of other file types, with names that admins know.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a workbook (.xlsx, .ods) or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook (.xls)"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// Byte order marks of UTF-32, which is not supported. They are tested before [`MARKS`], because one of them begins with the byte order
/// mark of UTF-16.
const UTF_32_MARKS: [&[u8]; 2] = [b"\xff\xfe\0\0", b"\0\0\xfe\xff"];

/// Byte order marks of the supported encodings.
const MARKS: [(&[u8], Encoding); 3] =
    [(super::UTF8_BOM, Encoding::UTF_8), (b"\xff\xfe", Encoding::UTF_16LE), (b"\xfe\xff", Encoding::UTF_16BE)];

/// The encoding, as determined by the first bytes and the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sniffed {
    pub(super) encoding: Encoding,
    pub(super) certainty: Certainty,
    /// Whether the encoding is UTF-16, recognized without a byte order mark.
    pub(super) is_assumed: bool,
}

impl Sniffed {
    pub(super) fn transcoder(self) -> Transcoder {
        Transcoder::new(self.encoding, self.certainty)
    }
}

/// Determines the encoding from the first bytes. A byte order mark overrides the encoding named by the caller, because it cannot be a
/// coincidence.
///
/// # Errors
///
/// A problem if a file with these first bytes is refused.
pub(super) fn sniff(head: &[u8], named: Option<Encoding>) -> Result<Sniffed, Box<Problem>> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Box::new(Problem::new(Code::FileNotCsv).found(what)));
    }
    if UTF_32_MARKS.iter().any(|mark| head.starts_with(mark)) {
        return Err(Box::new(Problem::new(Code::FileEncoding).found("UTF-32")));
    }
    let certain = |encoding, is_assumed| Sniffed { encoding, certainty: Certainty::Certain, is_assumed };
    if let Some((_, encoding)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Ok(certain(*encoding, false));
    }
    if let Some(encoding) = named {
        return Ok(certain(encoding, false));
    }
    Ok(match utf_16_without_mark(head) {
        Some(encoding) => certain(encoding, true),
        None => Sniffed { encoding: Encoding::UTF_8, certainty: Certainty::Open, is_assumed: false },
    })
}

/// Recognizes UTF-16 without a byte order mark: in ASCII text, every other byte is zero.
fn utf_16_without_mark(head: &[u8]) -> Option<Encoding> {
    let pairs: Vec<&[u8]> = head.chunks_exact(2).take(PAIRS_MAX).collect();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair[place] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // At least four in five pairs have a zero on one side, and at most one in ten on the other: some labels may contain non-ASCII letters.
    let is_most = |most: usize, few: usize| most > 0 && most * 5 >= pairs.len() * 4 && few * 10 <= pairs.len();
    if is_most(second, first) {
        Some(Encoding::UTF_16LE)
    } else if is_most(first, second) {
        Some(Encoding::UTF_16BE)
    } else {
        None
    }
}

/// Returns a problem if a file that begins with this text must be refused. If a file has known labels, its control characters are reported
/// by row instead.
pub(super) fn refusal(text: &str, has_labels: bool) -> Option<Problem> {
    let begun = text.trim_start_matches('\u{feff}').trim_ascii_start().as_bytes();
    let begins = |tag: &[u8]| begun.len() >= tag.len() && begun[..tag.len()].eq_ignore_ascii_case(tag);
    if [b"<!doctype".as_slice(), b"<html", b"<?xml", b"<table"].iter().any(|tag| begins(tag)) {
        return Some(Problem::new(Code::FileNotCsv).found("a web page (HTML or XML)"));
    }
    if has_utf_7(text) {
        return Some(Problem::new(Code::FileEncoding).found("UTF-7"));
    }
    if is_markdown(begun) {
        return Some(Problem::new(Code::FileNotCsv).found("a Markdown table"));
    }
    if has_labels {
        return None;
    }
    if let Some(kind) = other_text(begun) {
        return Some(Problem::new(Code::FileNotCsv).found(kind));
    }
    let controls = text.bytes().filter(|byte| matches!(byte, 0..=8 | 14..=31)).count();
    (controls * 10 > text.len()).then(|| Problem::new(Code::FileEncoding).found("mostly control characters"))
}

/// Returns `true` if the text is ASCII and contains letters encoded in UTF-7 as `+`, UTF-16 in Base64, `-`.
fn has_utf_7(text: &str) -> bool {
    let is_word = |encoded: &str| {
        // The first Base64 digit is A or B for all characters up to U+07FF, such as Latin, Greek, Cyrillic and Hebrew letters. The tag in
        // an address (`ann+tag@…`) rarely looks like this.
        let is_near = encoded.starts_with(['A', 'B']);
        let bytes = if is_near { STANDARD_NO_PAD.decode(encoded).unwrap_or_default() } else { Vec::new() };
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
        bytes.len() >= 2
            && char::decode_utf16(units)
                .all(|unit| unit.is_ok_and(|letter| !letter.is_ascii() && letter.is_alphabetic()))
    };
    text.is_ascii()
        && text.match_indices('+').any(|(at, _)| {
            let encoded = text[at + 1..].split_once('-').map_or("", |(encoded, _)| encoded);
            (3..=UTF_7_BYTES_MAX).contains(&encoded.len()) && is_word(encoded)
        })
}

/// Maximum length in bytes of a UTF-7 sequence that is examined.
const UTF_7_BYTES_MAX: usize = 64;

/// Returns the non-blank lines of the text, trimmed.
fn filled_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// Returns `true` if the text begins with a Markdown table: its first line begins with `|`, and the next non-blank line is a delimiter row.
fn is_markdown(text: &[u8]) -> bool {
    let is_rule =
        |line: &[u8]| line.iter().all(|byte| b"|-: ".contains(byte)) && line.windows(3).any(|three| three == b"---");
    text.starts_with(b"|") && filled_lines(text).nth(1).is_some_and(is_rule)
}

/// Describes text without known labels, in words that admins know. Returns `None` if the text may be a list of people.
fn other_text(text: &[u8]) -> Option<&'static str> {
    let first = filled_lines(text).next()?;
    let count = |sign: u8| memchr::memchr_iter(sign, first).count();
    let has_email = |separator: u8| first.split(|byte| *byte == separator).any(|label| label.trim_ascii() == b"email");
    if first.starts_with(b"{") || first.starts_with(b"[") {
        Some("JSON")
    } else if first.eq_ignore_ascii_case(b"BEGIN:VCARD") {
        Some("a vCard")
    } else if count(b'~') >= 2 && has_email(b'~') {
        Some("a list with columns separated by tildes")
    } else if count(b'^') >= 2 && has_email(b'^') {
        Some("a list with columns separated by carets")
    } else if has_email(b' ') && first.windows(3).any(|three| three == b"   ") {
        Some("a list with columns of fixed width")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_other_kinds_is_named() {
        for (text, found) in [
            ("{\"people\": []}", Some("JSON")),
            ("[\n {\"email\": 1}]", Some("JSON")),
            ("BEGIN:VCARD\nFN:Ann", Some("a vCard")),
            ("| name | email |\n|---|:--|\n", Some("a Markdown table")),
            ("name~email~language\n", Some("a list with columns separated by tildes")),
            ("name^email^language\n", Some("a list with columns separated by carets")),
            ("name      email         language\n", Some("a list with columns of fixed width")),
            ("name,Jos+AOk-\n", Some("UTF-7")),
            ("name,+BB8ENQRCBEA-\n", Some("UTF-7")),
            ("name,ann+abc-x@x.org\n", None),
            ("tel,+420-123\n", None),
            ("role,A+B-C\n", None),
            ("name,email\n", None),
        ] {
            assert_eq!(refusal(text, false).map(|problem| problem.found).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn encoding_comes_from_marks_then_names_then_form() {
        let latin = Encoding::named("windows-1250");
        for (head, named, encoding, is_assumed) in [
            (b"email,name".as_slice(), None, Encoding::UTF_8, false),
            (b"\xef\xbb\xbfemail", latin, Encoding::UTF_8, false),
            (b"\xff\xfee\0", latin, Encoding::UTF_16LE, false),
            (b"\xfe\xff\0e", None, Encoding::UTF_16BE, false),
            (b"e\0m\0a\0i\0l\0", None, Encoding::UTF_16LE, true),
            (b"\0e\0m\0a\0i\0l", None, Encoding::UTF_16BE, true),
            (b"", None, Encoding::UTF_8, false),
        ] {
            let sniffed = sniff(head, named).map(|sniffed| (sniffed.encoding, sniffed.is_assumed));
            assert_eq!(sniffed, Ok((encoding, is_assumed)), "{head:?}");
        }
        assert_eq!(sniff(b"x", latin).map(|sniffed| Some(sniffed.encoding)), Ok(latin));
    }
}
