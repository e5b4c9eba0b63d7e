//! Unpacks a workbook's parts as streams of tags, within limits.

use std::io::{BufRead, BufReader, Read};

use quick_xml::{
    Reader,
    events::{BytesDecl, BytesStart, Event},
};

/// Maximum length in bytes of a tag, of the text between two tags, or of a comment: the parser keeps each in memory.
const PIECE_BYTES_MAX: u64 = 1024 * 1024;
/// Maximum nesting depth of elements: the parser keeps the names of the open ones in memory.
const DEPTH_MAX: u32 = 1_000;

/// Why a part is refused.
pub(super) enum Refusal {
    TooLarge,
    TooManyRows(u64),
    /// The part declares an encoding other than UTF-8.
    Encoding,
    Damaged,
}

impl From<quick_xml::Error> for Refusal {
    fn from(_: quick_xml::Error) -> Self {
        Self::Damaged
    }
}

/// A part that is being unpacked. The stream ends early if the part or one of its pieces is too large.
pub(super) struct Part<R> {
    unpacked: BufReader<R>,
    limit: u64,
    /// Number of bytes read so far.
    pub(super) sum: u64,
    /// Number of bytes read since the end of the previous piece.
    piece: u64,
    /// Whether the stream ended early.
    pub(super) is_too_large: bool,
}

impl<R: Read> Part<R> {
    pub(super) fn new(unpacked: R, limit: u64) -> Self {
        Self { unpacked: BufReader::new(unpacked), limit, sum: 0, piece: 0, is_too_large: false }
    }
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Part<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.is_too_large |= self.sum > self.limit || self.piece > PIECE_BYTES_MAX;
        if self.is_too_large { Ok(&[]) } else { self.unpacked.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        self.unpacked.consume(count);
        self.sum += count as u64;
        self.piece += count as u64;
    }
}

#[derive(Clone, Copy)]
pub(super) enum Tag<'a> {
    Start(&'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
    /// The name of an entity or character, such as `amp` in `&amp;` and `#10` in `&#10;`.
    Reference(&'a str),
    /// The content of a CDATA section.
    CData(&'a str),
    /// A comment or a processing instruction.
    Other,
}

/// Calls `take` with each tag and its size in bytes. Stops at the first error.
pub(super) fn read_tags<R: Read>(
    part: &mut Part<R>,
    mut take: impl FnMut(Tag<'_>, u64) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(&mut *part);
    let mut buffer = Vec::new();
    let mut depth = 0;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        let bytes = std::mem::take(&mut reader.get_mut().piece);
        match event {
            // A document type could define entities that expand to any size.
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(Refusal::TooLarge);
                }
                take(Tag::Start(&start), bytes)?;
            }
            Event::Empty(start) => {
                take(Tag::Start(&start), bytes)?;
                take(Tag::End(start.local_name().as_ref()), 0)?;
            }
            Event::End(end) => {
                depth -= 1;
                take(Tag::End(end.local_name().as_ref()), bytes)?;
            }
            Event::Text(text) => take(Tag::Text(text.as_ref()), bytes)?,
            Event::GeneralRef(reference) => take(Tag::Reference(reference.as_ref()), bytes)?,
            Event::CData(text) => take(Tag::CData(text.as_ref()), bytes)?,
            Event::Comment(_) | Event::PI(_) => take(Tag::Other, bytes)?,
            Event::Eof => break,
            Event::Decl(declaration) => check_encoding(&declaration)?,
        }
    }
    if part.is_too_large { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// Checks that a part declares no encoding other than UTF-8, or ASCII, which is a subset of it. The cell reader ignores the declaration.
fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), Refusal> {
    let is_read = |name: &str| ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|own| name.eq_ignore_ascii_case(own));
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if is_read(&name) => Ok(()),
        Some(_) => Err(Refusal::Encoding),
    }
}

/// Returns the value of an attribute without a prefix, as the cell reader does. Duplicate names are not detected, because the comparisons
/// would take too long for a tag with many attributes.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let attribute = attributes.with_checks(false).flatten().find(|own| own.key.as_ref() == name)?;
    Some(attribute.value.into_owned())
}

pub(super) fn is_true(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

pub(super) fn is_false(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "0" || value == "false")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, repeat};

    use super::*;

    #[test]
    fn endless_piece_ends_after_its_limit() {
        for begin in ["", "<a>", "<a ", "<a b=\">", "<!--<>", "<![CDATA[<>", "<?a <>", "<!DOCTYPE a [<", "</", "&"] {
            let endless = Cursor::new(begin).chain(repeat(b'a'));
            let mut part = Part::new(endless, 1 << 30);
            assert!(read_tags(&mut part, |_, _| Ok(())).is_err() && part.is_too_large, "{begin}");
            assert!(part.sum < 2 * PIECE_BYTES_MAX, "{begin} {}", part.sum);
        }
    }

    #[test]
    fn tag_that_is_refused_ends_the_part() {
        let mut part = Part::new(Cursor::new("<a/>".repeat(10_000)), 1 << 20);
        let mut count = 0;
        let read = read_tags(&mut part, |_, _| {
            count += 1;
            if count == 9 { Err(Refusal::TooManyRows(9)) } else { Ok(()) }
        });
        assert!(matches!(read, Err(Refusal::TooManyRows(9))));
        assert_eq!(part.sum, 20);
    }
}
