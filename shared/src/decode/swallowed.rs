//! Detects rows that an unclosed quote has swallowed into a quoted cell.

use std::ops::Range;

/// The shape of the file's rows, according to its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Number of cells in the header.
    pub(super) width: usize,
    /// Index of the e-mail column, if the header has one.
    pub(super) email: Option<usize>,
}

/// Maximum number of lines of a cell that are examined; CRLF counts twice. The first swallowed row follows soon after the quote.
const LINES_MAX: usize = 200;

/// Minimum number of cells in a line that has fewer than the header. A shorter line could be a person in a list inside a cell.
const SHORT_MIN: usize = 3;

/// Returns `true` if a line of the cell with these quotes looks like a separate row: a later one, with or without the quote that closes the
/// cell, or the first one without the quote that opens it. The record has `len` cells up to the last one with text.
pub(super) fn has_row_inside(raw: &str, len: usize, quoted: Range<usize>, delimiter: u8, shape: Shape) -> bool {
    if shape.email.is_none() {
        return false;
    }
    let opened_at = quoted.start;
    let from = |start: usize| raw.get(start..).unwrap_or_default();
    let first = raw.get(..opened_at).unwrap_or_default().rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let inside = raw.get(quoted.clone()).unwrap_or_default();
    let mut later = inside.match_indices(['\n', '\r']).map(|(at, _)| opened_at + at + 1).take(LINES_MAX);
    // An address after the cell is that of the record itself, unless the record is too long.
    let end = if len > shape.width { raw.len() } else { quoted.end };
    let is_line = |start: usize, within: Range<usize>| is_line_of_row(from(start), start, within, delimiter, shape);
    is_line(first, quoted) || later.any(|start| is_row(from(start), delimiter, shape) || is_line(start, start..end))
}

/// Returns `true` if the first line of the text, regardless of its quotes, has as many cells as the header and an address in the e-mail
/// column, which is within this range; `start` is the text's offset. Empty cells may follow; last cells may be missing if most are present.
/// A list of addresses alone is not a row.
fn is_line_of_row(text: &str, start: usize, within: Range<usize>, delimiter: u8, shape: Shape) -> bool {
    let Shape { width, email } = shape;
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let (mut at, mut has_address, mut has_other, mut filled, mut count) = (start, false, false, 0, 0);
    for (index, cell) in line.split(char::from(delimiter)).enumerate() {
        has_address |= Some(index) == email
            && within.contains(&at)
            && is_address(cell)
            && !cell.contains('"')
            && cell.trim() == cell;
        count = index + 1;
        if !cell.trim().is_empty() {
            filled = count;
            has_other |= !is_address(cell);
        }
        at += cell.len() + 1;
    }
    let is_shorter = count < width && count * 2 > width && count >= SHORT_MIN;
    has_address && has_other && (is_shorter || count >= width && filled <= width)
}

/// Returns `true` if the text begins with a well-formed record that is as wide as the header and has an address in the e-mail column. If
/// the text ends inside a quoted cell, the record may be shorter.
fn is_row(text: &str, delimiter: u8, shape: Shape) -> bool {
    let Shape { width, email } = shape;
    let (mut rest, mut cells, mut has_address) = (text, 0, false);
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            None => {
                let end = rest.find(|character: char| is_end(character, delimiter)).unwrap_or(rest.len());
                (&rest[..end], &rest[end..])
            }
            Some(quoted) => match closing_quote(quoted) {
                Some(at) => (&quoted[..at], &quoted[at + 1..]),
                None => return has_address && cells < width,
            },
        };
        if cell.len() == rest.len() - after.len() && cell.contains('"') {
            return false;
        }
        has_address |= Some(cells) == email && is_address(cell);
        cells += 1;
        match after.chars().next() {
            Some(next) if next == char::from(delimiter) => rest = &after[1..],
            None | Some('\n' | '\r') => return has_address && cells == width,
            Some(_) => return false,
        }
        if cells > width {
            return false;
        }
    }
}

fn is_end(character: char, delimiter: u8) -> bool {
    character == char::from(delimiter) || matches!(character, '\n' | '\r')
}

/// Returns the offset of the quote that closes a quoted cell.
fn closing_quote(quoted: &str) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(b'"', &bytes[from..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}

/// Returns `true` if a cell has text on both sides of an `@` and no white space: a rough check that distinguishes rows from prose.
fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    let is_filled = |(local, domain): (&str, &str)| !local.is_empty() && !domain.is_empty();
    cell.split_once('@').is_some_and(is_filled) && !cell.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_inside_a_cell_is_distinguished_from_text_of_several_lines() {
        for (width, email, raw, is_row) in [
            (4, 1, "1,a@x.org,\"Boss,North\n2,b@x.org,Clerk,South\n3", true),
            (4, 1, "1,a@x.org,\"Boss,North\r\n2,b@x.org,\"Clerk\",South", true),
            (4, 1, "1,a@x.org,\"Boss,North\n2,b@x.org,\",x\",South", true),
            (4, 1, "1,a@x.org,Boss,\"North\n2,b@x.org,Clerk,\"", true),
            (4, 1, "1,a@x.org,\"Boss,\nNorth\",South", false),
            (4, 1, "1,a@x.org,\"Mail a@x.org,\nb@x.org, c@x.org\",South", false),
            (4, 1, "\"two\nlines\",a@x.org,Boss,North", false),
            (4, 1, "1,a@x.org,\"Boss\n2,no address,Clerk,South\"", false),
            // The quote that closes the cell is at the end of a cell in the swallowed row.
            (4, 1, "1,a@x.org,Boss,\"North\n2,b@x.org,Clerk,screen 24\"", true),
            (4, 1, "1,a@x.org,\"Boss,North\n2,b@x.org,Team „Nord\",South", true),
            (4, 1, "1,a@x.org,\"Boss,North\n2,b@x.org,Team \"\"Nord\"\"\",South", true),
            // The first line is a row, because its quote is stray.
            (4, 2, "Ann,\"Boss,a@x.org,North\nBo,24\",b@x.org,South", true),
            (4, 3, "Ann,\",Lee,a@x.org\nBo,Team „Nord\",Kim,b@x.org", true),
            (4, 2, "Ann,\"Boss, of a@x.org,\nand North\",a@x.org,South", false),
            (4, 2, "Ann,\"Boss, a@x.org, b@x.org\nand North\",a@x.org,South", false),
            // Swallowed rows that are shorter, or longer because of empty cells.
            (4, 1, "1,a@x.org,\"Boss,North,,\n2,b@x.org,24\",South,,", true),
            (6, 1, "1,a@x.org,en,\"Boss\n2,b@x.org,en,Clerk\n3,c@x.org,en,24\"", true),
            (4, 1, "1,a@x.org,\"Contacts:\nBo,b@x.org\nCy,c@x.org\",South", false),
            (5, 2, "Ann,Lee,a@x.org,en,\"Contacts:\nb@x.org,c@x.org,d@x.org,e@x.org\"", false),
            (8, 1, "1,a@x.org,\"Contacts:\nBo,b@x.org,x\n\",South,,,,", false),
            (4, 1, "1,a@x.org,\"a\nb, c@x.org, d, e\",South", false),
            (8, 1, "1,a@x.org,\"Contacts:\nBo,b@x.org,x,y\n\",South,,,,", false),
            (8, 1, "1,a@x.org,\"Contacts:\nBo,b@x.org,x,y,z\n\",South,,,,", true),
        ] {
            let opened = raw.find('"').unwrap_or_default();
            let closed = closing_quote(&raw[opened + 1..]).map_or(raw.len(), |at| opened + 1 + at);
            let shape = Shape { width, email: Some(email) };
            assert_eq!(has_row_inside(raw, width, opened..closed, b',', shape), is_row, "{raw}");
        }
    }

    #[test]
    fn line_of_a_row_may_begin_in_an_earlier_cell() {
        let raw = "\"x\ny\",\"Boss,a@x.org,North\nBo,24\",b@x.org,South";
        let quoted = raw.find("\"Boss").unwrap_or_default()..raw.find("\",b@x").unwrap_or_default();
        assert!(has_row_inside(raw, 4, quoted, b',', Shape { width: 4, email: Some(2) }));
    }

    #[test]
    fn address_after_the_cell_counts_only_if_the_record_is_too_long() {
        for (width, words) in [(4, "of,North"), (5, "of,the,North")] {
            let raw = format!("Ann,\"Boss\n{words}\",a@x.org,South");
            let quoted = 4..raw.find("\",a@x").unwrap_or_default();
            for (len, expected) in [(width, false), (width + 1, true)] {
                let shape = Shape { width, email: Some(width - 2) };
                assert_eq!(has_row_inside(&raw, len, quoted.clone(), b',', shape), expected, "{raw}");
            }
        }
    }

    #[test]
    fn row_is_well_formed_as_wide_as_the_header_and_has_an_address() {
        for (text, expected) in [
            ("2,b@x.org,Clerk,South", true),
            ("2,b@x.org,Clerk,South\n3", true),
            ("2,b@x.org,Clerk,South\r\n3", true),
            ("2,\"b@x.org\",\"Clerk, night\",South", true),
            ("2,b@x.org,\"the \"\"Boss\"\", night\",South\n", true),
            ("2,b@x.org,Clerk", false),
            ("2,b@x.org,Clerk,South,East", false),
            ("b@x.org,2,Clerk,South", false),
            ("2,Bo,Clerk,South", false),
            ("2,b@x.org,5\" pipe,South", false),
            ("2,b@x.org,\"Clerk\"s,South", false),
            // The text ends inside a quoted cell.
            ("2,b@x.org,\"Clerk,South", true),
            ("2,\"b@x.org,Clerk", false),
            ("2,b@x.org,Clerk,South,\"x", false),
            ("", false),
        ] {
            assert_eq!(is_row(text, b',', Shape { width: 4, email: Some(1) }), expected, "{text}");
        }
    }

    #[test]
    fn address_has_text_on_both_sides_and_no_white_space() {
        assert!(is_address("a@x.org") && is_address(" a@x "));
        for cell in ["", "a", "@", "@x.org", "a@", "a b@x.org", "a@x.org b"] {
            assert!(!is_address(cell), "{cell}");
        }
    }
}
