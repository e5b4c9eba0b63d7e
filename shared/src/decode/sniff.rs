//! Files that are no CSV, told by their first bytes.

use crate::problem::{Code, Problem};

/// Bytes looked at: enough for a long header line, little enough to wait for.
pub(super) const HEAD_BYTES_MAX: usize = 64 * 1024;

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

/// Marks of encodings that are not read.
const OTHER_ENCODINGS: &[(&[u8], &str)] =
    &[(b"\xff\xfe", "UTF-16 (little endian)"), (b"\xfe\xff", "UTF-16 (big endian)")];

/// Why a file that begins like this is refused, if it is.
pub(super) fn refusal(head: &[u8]) -> Option<Problem> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(Problem::file(Code::FileNotCsv).found(what));
    }
    if let Some((_, what)) = OTHER_ENCODINGS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(Problem::file(Code::FileEncoding).found(what));
    }
    let text = head.strip_prefix(super::UTF8_BOM).unwrap_or(head).trim_ascii_start();
    let begins = |tag: &[u8]| text.len() >= tag.len() && text[..tag.len()].eq_ignore_ascii_case(tag);
    if [b"<!doctype".as_slice(), b"<html", b"<?xml", b"<table"].iter().any(|tag| begins(tag)) {
        return Some(Problem::file(Code::FileNotCsv).found("a web page (HTML or XML)"));
    }
    let controls = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    if controls * 10 > head.len() {
        return Some(Problem::file(Code::FileEncoding).found("mostly control characters"));
    }
    None
}
