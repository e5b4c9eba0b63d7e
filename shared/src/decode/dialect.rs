//! Detects the delimiter from a `sep=` line, from the header's labels, or by counting.

use std::fmt;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use crate::layout::Layout;

/// The character between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

impl Delimiter {
    pub(super) const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// Parses a delimiter as written by [`Display`](fmt::Display).
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [byte] => Self::of_byte(*byte),
            _ => None,
        }
    }

    fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| delimiter.byte() == byte)
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", char::from(self.byte()))
    }
}

/// Maximum number of non-blank lines searched for a known label. Few files have more title lines above the header.
const LINES_SEARCHED: usize = 20;

/// The format of a file, as detected from its first lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) delimiter: Delimiter,
    /// Whether a delimiter other than the comma was chosen by counting, because no label was known.
    pub(super) is_assumed: bool,
    /// Whether the `sep=` line at the beginning names no delimiter; the delimiter is then the tab.
    pub(super) has_empty_separator_line: bool,
    /// Length in bytes of the `sep=` line at the beginning, including its line ending; 0 if there is no such line.
    pub(super) separator_line_bytes: usize,
    pub(super) line_end: &'static str,
    /// Whether the header contains a known label. A file with a known label is not refused because of control characters.
    pub(super) has_labels: bool,
}

/// Detects the delimiter from the beginning of a file, after its byte order mark.
pub(super) fn detect(text: &str, layout: &Layout) -> Found {
    let text = text.as_bytes();
    let (first, line_end, end_bytes) = first_line(text);
    if let Some(delimiter) = separator_line(first) {
        let separator_line_bytes = first.len() + end_bytes;
        let has_labels = count_known_labels(first_line(&text[separator_line_bytes..]).0, delimiter, layout) > 0;
        let has_empty_separator_line = !first.contains(&delimiter.byte());
        return Found {
            delimiter,
            is_assumed: false,
            has_empty_separator_line,
            separator_line_bytes,
            line_end,
            has_labels,
        };
    }
    let is_filled = |line: &&[u8]| line.iter().any(|byte| !byte.is_ascii_whitespace());
    let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).filter(is_filled).take(LINES_SEARCHED).peekable();
    let first = lines.peek().copied().unwrap_or_default();
    // A title line contains no label, so the first line with a known label is the header.
    let has_label =
        |line: &&[u8]| Delimiter::ALL.into_iter().any(|delimiter| count_known_labels(line, delimiter, layout) > 0);
    let header = lines.find(has_label).unwrap_or_default();
    let known = |delimiter: Delimiter| count_known_labels(header, delimiter, layout);
    let count = |delimiter: Delimiter| memchr_iter(delimiter.byte(), first).count();
    // `max_by_key` returns the last maximum. The order is reversed so that the first delimiter, the comma, wins ties.
    let best = |score: &dyn Fn(Delimiter) -> usize| {
        Delimiter::ALL.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(Delimiter::Comma)
    };
    let found = |delimiter: Delimiter, is_assumed: bool, has_labels: bool| Found {
        delimiter,
        is_assumed,
        has_empty_separator_line: false,
        separator_line_bytes: 0,
        line_end,
        has_labels,
    };
    let by_labels = best(&known);
    if known(by_labels) > 0 {
        return found(by_labels, false, true);
    }
    let by_count = best(&count);
    found(by_count, by_count != Delimiter::Comma, false)
}

/// Returns the number of labels in a line that are in the layout.
pub(super) fn count_known_labels(line: &[u8], delimiter: Delimiter, layout: &Layout) -> usize {
    labels(line, delimiter).filter(|label| is_known(layout, label)).count()
}

/// Returns the first line, its line ending (CRLF if there is none), and the length of the ending in bytes.
fn first_line(text: &[u8]) -> (&[u8], &'static str, usize) {
    match text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        None => (text, "\r\n", 0),
        Some(at) if text[at] == b'\n' => (&text[..at], "\n", 1),
        Some(at) if text.get(at + 1) == Some(&b'\n') => (&text[..at], "\r\n", 2),
        Some(at) => (&text[..at], "\r", 1),
    }
}

/// Returns the delimiter if the line is a `sep=` line, which Excel reads but does not show.
pub(super) fn separator_line(line: &[u8]) -> Option<Delimiter> {
    let line = line.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', byte] => Delimiter::of_byte(*byte),
        // The trailing tab was trimmed, or nothing follows.
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => Some(Delimiter::Tab),
        _ => None,
    }
}

fn labels(header: &[u8], delimiter: Delimiter) -> impl Iterator<Item = &str> {
    header.split(move |byte| *byte == delimiter.byte()).filter_map(|label| {
        let text = std::str::from_utf8(label).ok()?.trim();
        // The label may be quoted, or be `="label"`, which may itself be quoted with its quotes doubled.
        let bare = text.trim_matches(['"', '=']);
        Some(if text.starts_with(['"', '=']) { bare.trim() } else { text })
    })
}

/// Returns `true` for a label in the layout, and for one that begins like those of its numbered columns, ignoring case.
pub(super) fn is_known(layout: &Layout, label: &str) -> bool {
    let matches = |other: &str| other.eq_ignore_ascii_case(label);
    layout.columns.iter().any(|column| matches(column.label))
        || layout.numbered.is_some_and(|numbered| {
            label.get(..numbered.prefix.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(numbered.prefix))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_line_ends_at_any_line_break() {
        for (text, expected) in [
            ("a;b\r\nc", ("a;b", "\r\n", 2)),
            ("a;b\nc", ("a;b", "\n", 1)),
            ("a;b\rc", ("a;b", "\r", 1)),
            ("a;b\r", ("a;b", "\r", 1)),
            ("a;b", ("a;b", "\r\n", 0)),
            ("\nc", ("", "\n", 1)),
        ] {
            let (line, end, bytes) = first_line(text.as_bytes());
            assert_eq!((line, end, bytes), (expected.0.as_bytes(), expected.1, expected.2), "{text:?}");
        }
    }
}
