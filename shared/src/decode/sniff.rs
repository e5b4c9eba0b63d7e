//! Examines the first bytes of a file, to refuse files that are not CSV and to find the encoding if it is evident.

use memchr::memmem;

use super::{
    encoding::Encoding,
    transcode::{Certainty, Transcoder},
    utf_7::is_utf_7,
};
use crate::problem::{Code, Problem};

/// Maximum number of bytes examined: enough for a long header line, and few enough to buffer.
pub(super) const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Maximum number of byte pairs examined for UTF-16. The first ones are usually in the header, whose known labels are ASCII.
const PAIRS_MAX: usize = 64;

/// The signature of old workbooks and of those with a password.
const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The name, in UTF-16, of a stream in the container of each workbook with a password.
const ENCRYPTION_INFO: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0i\0o\0n\0I\0n\0f\0o\0";

/// Signatures of other file types, with names that admins know.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a workbook (.xlsx, .ods) or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (CONTAINER, "an old workbook (.xls)"),
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
/// coincidence, unless the named one repairs letters in UTF-8.
///
/// # Errors
///
/// A problem if a file with these first bytes is refused.
pub(super) fn sniff(head: &[u8], named: Option<Encoding>) -> Result<Sniffed, Box<Problem>> {
    // Only the first bytes are searched, so the stream may not be found.
    if head.starts_with(CONTAINER) && memmem::find(head, ENCRYPTION_INFO).is_some() {
        return Err(Box::new(Problem::new(Code::FileNotCsv).found("a workbook with a password")));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Box::new(Problem::new(Code::FileNotCsv).found(what)));
    }
    if UTF_32_MARKS.iter().any(|mark| head.starts_with(mark)) {
        return Err(Box::new(Problem::new(Code::FileEncoding).found("UTF-32")));
    }
    let certain = |encoding, is_assumed| Sniffed { encoding, certainty: Certainty::Certain, is_assumed };
    if let Some((_, encoding)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        let repairing = named.filter(|named| *encoding == Encoding::UTF_8 && named.is_twice());
        return Ok(certain(repairing.unwrap_or(*encoding), false));
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
    let zeros = |index: usize| pairs.iter().filter(|pair| pair[index] == 0).count();
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

/// How a web page begins, or an archive of one, which some spreadsheet programs save.
const TAGS: [&[u8]; 9] =
    [b"<!doctype", b"<html", b"<?xml", b"<head", b"<meta", b"<style", b"<body", b"<table", b"MIME-Version:"];

/// Returns a problem if a file that begins with this text must be refused. Encodings whose bytes are all ASCII are recognized only if the
/// encoding is still open. If a file has known labels, its control characters are reported by row instead.
pub(super) fn refusal(text: &str, certainty: Certainty, has_labels: bool) -> Option<Problem> {
    let begun = text.trim_start_matches('\u{feff}').trim_ascii_start().as_bytes();
    let begins = |tag: &[u8]| begun.len() >= tag.len() && begun[..tag.len()].eq_ignore_ascii_case(tag);
    if TAGS.iter().any(|tag| begins(tag)) {
        return Some(Problem::new(Code::FileNotCsv).found("a web page (HTML or XML)"));
    }
    if certainty == Certainty::Open
        && let Some(problem) = encoding_in_ascii(text)
    {
        return Some(problem);
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

/// Returns a problem if the text is in an encoding whose bytes are all ASCII: UTF-7, or one that shifts by escape sequences.
fn encoding_in_ascii(text: &str) -> Option<Problem> {
    let problem = || Problem::new(Code::FileEncoding);
    let shifts = |designations: &[&str]| {
        text.match_indices('\u{1b}').any(|(at, _)| designations.iter().any(|end| text[at + 1..].starts_with(end)))
    };
    if is_utf_7(text) {
        Some(problem().found("UTF-7"))
    } else if shifts(&["$)C"]) {
        Some(problem().found("ISO-2022-KR"))
    } else if shifts(&["$)A", "$)G", "$A"]) {
        Some(problem().found("ISO-2022-CN"))
    } else if shifts(&["$B", "$@", "$(D"]) {
        Some(problem().suggest(["iso-2022-jp"]))
    } else {
        None
    }
}

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

/// Returns `true` if the text begins like a sheet in the symbolic link format. A list of people may also begin with `ID;P`, but its second
/// line does not begin with one of the records that follow.
fn is_sylk(text: &[u8]) -> bool {
    let is_record =
        |line: &[u8]| [b"P;".as_slice(), b"F;", b"B;", b"C;", b"O;"].iter().any(|kind| line.starts_with(kind));
    text.starts_with(b"ID;P") && filled_lines(text).nth(1).is_some_and(is_record)
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
    } else if is_sylk(text) {
        Some("a SYLK sheet (.slk)")
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
            ("| name | email |\n| a---b | c |\n", None),
            ("|name|email\n| |\n", None),
            ("name,email\n---\n", None),
            ("name~email~language\n", Some("a list with columns separated by tildes")),
            ("name^email^language\n", Some("a list with columns separated by carets")),
            ("name      email         language\n", Some("a list with columns of fixed width")),
            ("name~a~b\n", None),
            ("name^a^b\n", None),
            ("name   a   b\n", None),
            ("name email language\n", None),
            ("email\n", None),
            ("abcdefgh\u{1}", Some("mostly control characters")),
            ("abcdefghi\u{1}", None),
            ("ID;PWXL;N;E\r\nP;PGeneral\r\n", Some("a SYLK sheet (.slk)")),
            ("ID;Personalnummer\n7;Kim\n", None),
            ("<meta charset=\"utf-8\"><table>", Some("a web page (HTML or XML)")),
            ("\n<STYLE>x</style>", Some("a web page (HTML or XML)")),
            ("MIME-Version: 1.0\nContent-Type: multipart/related", Some("a web page (HTML or XML)")),
            ("name,Jos+AOk-\n", Some("UTF-7")),
            ("name,ann+Anna-2026@x.org\n", None),
            ("name\r\n\u{1b}$)C\u{e}NH\u{f}\r\n", Some("ISO-2022-KR")),
            ("name,email\n\u{1b}[1mKim\u{1b}[0m,kim@example.org\n", None),
            ("name,email\n", None),
        ] {
            let refused = refusal(text, Certainty::Open, false);
            assert_eq!(refused.map(|problem| problem.found).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn encoding_in_ascii_is_recognized_unless_another_one_is_certain() {
        let text = "email,name\r\na@x.org,\u{1b}$BEDCf\u{1b}(B\r\n";
        let refused = refusal(text, Certainty::Open, true).map(|problem| (problem.code, problem.suggestions));
        assert_eq!(refused, Some((Code::FileEncoding, vec!["iso-2022-jp".to_owned()])));
        for text in [text, "email,name\na@x.org,Jos+AOk-\n"] {
            assert_eq!(refusal(text, Certainty::Certain, true), None, "{text}");
        }
    }

    #[test]
    fn encoding_comes_from_marks_then_names_then_form() {
        let latin = Encoding::named("windows-1250");
        let twice = Encoding::twice("windows-1252");
        for (head, named, encoding, is_assumed) in [
            (b"email,name".as_slice(), None, Encoding::UTF_8, false),
            (b"\xef\xbb\xbfemail", latin, Encoding::UTF_8, false),
            (b"\xef\xbb\xbfemail", twice, twice.unwrap_or(Encoding::UTF_8), false),
            (b"\xff\xfee\0", twice, Encoding::UTF_16LE, false),
            (b"\xff\xfee\0", latin, Encoding::UTF_16LE, false),
            (b"\xfe\xff\0e", None, Encoding::UTF_16BE, false),
            (b"e\0m\0a\0i\0l\0", None, Encoding::UTF_16LE, true),
            (b"\0e\0m\0a\0i\0l", None, Encoding::UTF_16BE, true),
            (b"\0\0\0\0\0\0\0\0", None, Encoding::UTF_8, false),
            (b"", None, Encoding::UTF_8, false),
        ] {
            let sniffed = sniff(head, named).map(|sniffed| (sniffed.encoding, sniffed.is_assumed));
            assert_eq!(sniffed, Ok((encoding, is_assumed)), "{head:?}");
        }
        assert_eq!(sniff(b"x", latin).map(|sniffed| Some(sniffed.encoding)), Ok(latin));
    }

    #[test]
    fn utf_16_without_a_mark_has_a_zero_in_four_of_five_pairs() {
        for (zeros, others, encoding) in [
            (0, 10, None),
            (1, 9, None),
            (7, 3, None),
            (8, 2, Some(Encoding::UTF_16LE)),
            (10, 0, Some(Encoding::UTF_16LE)),
        ] {
            let head = [b"a\0".repeat(zeros), b"ab".repeat(others)].concat();
            assert_eq!(utf_16_without_mark(&head), encoding, "{zeros}");
        }
    }
}
