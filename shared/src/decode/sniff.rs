//! What the first bytes of a file tell: that it is no CSV, or which encoding it is in.

use super::{
    encoding::Encoding,
    transcode::{Told, Transcoder},
};
use crate::problem::{Code, Problem};

/// Bytes looked at: enough for a long header line, little enough to wait for.
pub(super) const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Pairs of bytes in which UTF-16 is looked for: they are the header's, whose letters are ASCII in every language.
const PAIRS_MAX: usize = 64;

/// What the first bytes give away, and how an admin calls such a file.
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

/// Marks of an encoding that no spreadsheet writes, and that is not read. The first begins like the mark of UTF-16.
const UTF_32_MARKS: [&[u8]; 2] = [b"\xff\xfe\0\0", b"\0\0\xfe\xff"];

/// Marks of the encodings that have one.
const MARKS: [(&[u8], Encoding); 3] =
    [(super::UTF8_BOM, Encoding::UTF_8), (b"\xff\xfe", Encoding::UTF_16LE), (b"\xfe\xff", Encoding::UTF_16BE)];

/// The encoding of a file that begins like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sniffed {
    pub(super) encoding: Encoding,
    pub(super) told: Told,
    /// Nobody named it and no mark says it.
    pub(super) is_assumed: bool,
}

impl Sniffed {
    pub(super) fn transcoder(self) -> Transcoder {
        Transcoder::new(self.encoding, self.told)
    }
}

/// Looks at the first bytes. A mark counts more than the encoding that the caller named: it cannot be there by chance.
///
/// # Errors
/// Why a file that begins like this is refused.
pub(super) fn sniff(head: &[u8], named: Option<Encoding>) -> Result<Sniffed, Box<Problem>> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Box::new(Problem::new(Code::FileNotCsv).found(what)));
    }
    if UTF_32_MARKS.iter().any(|mark| head.starts_with(mark)) {
        return Err(Box::new(Problem::new(Code::FileEncoding).found("UTF-32")));
    }
    let surely = |encoding, is_assumed| Sniffed { encoding, told: Told::Surely, is_assumed };
    if let Some((_, encoding)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Ok(surely(*encoding, false));
    }
    if let Some(encoding) = named {
        return Ok(surely(encoding, false));
    }
    Ok(match utf_16_without_mark(head) {
        Some(encoding) => surely(encoding, true),
        None => Sniffed { encoding: Encoding::UTF_8, told: Told::Not, is_assumed: false },
    })
}

/// Letters of ASCII in UTF-16 are every other byte zero.
fn utf_16_without_mark(head: &[u8]) -> Option<Encoding> {
    let pairs: Vec<&[u8]> = head.chunks_exact(2).take(PAIRS_MAX).collect();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair[place] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Four of five, and hardly any on the other side: a label or two may hold other letters.
    let is_most = |most: usize, few: usize| most > 0 && most * 5 >= pairs.len() * 4 && few * 10 <= pairs.len();
    if is_most(second, first) {
        Some(Encoding::UTF_16LE)
    } else if is_most(first, second) {
        Some(Encoding::UTF_16BE)
    } else {
        None
    }
}

/// Why a file whose text begins like this is refused, if it is. One that has labels is a list, and control characters in it are told
/// where they stand.
pub(super) fn refusal(text: &str, has_labels: bool) -> Option<Problem> {
    let begun = text.trim_start_matches('\u{feff}').trim_ascii_start().as_bytes();
    let begins = |tag: &[u8]| begun.len() >= tag.len() && begun[..tag.len()].eq_ignore_ascii_case(tag);
    if [b"<!doctype".as_slice(), b"<html", b"<?xml", b"<table"].iter().any(|tag| begins(tag)) {
        return Some(Problem::new(Code::FileNotCsv).found("a web page (HTML or XML)"));
    }
    if has_labels {
        return None;
    }
    let controls = text.bytes().filter(|byte| matches!(byte, 0..=8 | 14..=31)).count();
    (controls * 10 > text.len()).then(|| Problem::new(Code::FileEncoding).found("mostly control characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_is_told_by_marks_then_names_then_form() {
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
