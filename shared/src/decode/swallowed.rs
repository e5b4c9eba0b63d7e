//! Detects rows that an unclosed quote has swallowed into a quoted cell.

/// The shape of the file's rows, according to its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Number of cells in the header.
    pub(super) width: usize,
    /// Index of the e-mail column, if the header has one.
    pub(super) email: Option<usize>,
}

/// Maximum number of line breaks examined after the opening quote; CRLF counts twice. The first swallowed row follows soon after the quote.
const LINES_MAX: usize = 200;

/// Returns `true` if any line after the opening quote looks like the start of a separate row.
pub(super) fn has_row_inside(raw: &str, opened_at: usize, delimiter: u8, shape: Shape) -> bool {
    let inside = raw.get(opened_at..).unwrap_or_default();
    let starts = inside.match_indices(['\n', '\r']).map(|(at, _)| opened_at + at + 1);
    starts.take(LINES_MAX).any(|start| is_row(raw.get(start..).unwrap_or_default(), delimiter, shape))
}

/// Returns `true` if the text begins with a well-formed record that is as wide as the header and has an address in the e-mail column. If
/// the text ends inside a quoted cell, the record may be shorter.
fn is_row(text: &str, delimiter: u8, shape: Shape) -> bool {
    let Some(email) = shape.email else { return false };
    let (mut rest, mut cells, mut has_address) = (text, 0, false);
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            None => {
                let end = rest.find(|character: char| is_end(character, delimiter)).unwrap_or(rest.len());
                (&rest[..end], &rest[end..])
            }
            Some(quoted) => match closing_quote(quoted) {
                Some(at) => (&quoted[..at], &quoted[at + 1..]),
                None => return has_address && cells < shape.width,
            },
        };
        if cell.len() == rest.len() - after.len() && cell.contains('"') {
            return false;
        }
        has_address |= cells == email && is_address(cell);
        cells += 1;
        match after.chars().next() {
            Some(next) if next == char::from(delimiter) => rest = &after[1..],
            None | Some('\n' | '\r') => return has_address && cells == shape.width,
            Some(_) => return false,
        }
        if cells > shape.width {
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
        let shape = Shape { width: 4, email: Some(1) };
        for (raw, is_row) in [
            ("1,a@x.org,\"Boss,North\n2,b@x.org,Clerk,South\n3", true),
            ("1,a@x.org,\"Boss,North\r\n2,b@x.org,\"Clerk\",South", true),
            ("1,a@x.org,\"Boss,North\n2,b@x.org,\",x\",South", true),
            ("1,a@x.org,Boss,\"North\n2,b@x.org,Clerk,\"", true),
            ("1,a@x.org,\"Boss,\nNorth\",South", false),
            ("1,a@x.org,\"Mail a@x.org,\nb@x.org, c@x.org\",South", false),
            ("\"two\nlines\",a@x.org,Boss,North", false),
            ("1,a@x.org,\"Boss\n2,no address,Clerk,South\"", false),
        ] {
            assert_eq!(has_row_inside(raw, raw.find('"').unwrap_or_default(), b',', shape), is_row, "{raw}");
        }
    }
}
