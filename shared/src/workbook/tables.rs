//! Scans the tables that sheets refer to: the shared strings and the formats.

use std::io::Read;

use super::{
    cell::TEXT_BYTES_MAX,
    cell_formats::CellFormats,
    conditional::{Changes, RuleFormats},
    part::{Part, Refusal, Tag, attribute, read_tags},
    runs::{Runs, is_space},
};

const SHARED_MAX: u64 = 1_000_000;
/// Maximum number of cell formats, fonts, fills, borders and number formats. Spreadsheet programs write at most 64,000 cell formats, and
/// the same number of named formats.
const FORMATS_MAX: u64 = 200_000;
/// Maximum size in bytes of the text in all cell formats. Each format is read with a copy of its number format and its font's name.
const FORMAT_TEXT_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Scans a part only to check its size.
pub(super) fn scan_part<R: Read>(part: &mut Part<R>) -> Result<(), Refusal> {
    read_tags(part, |_, _| Ok(()))
}

/// The number of shared strings, those that are empty, those with an `@`, and those that are unclear.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    pub(super) count: u64,
    /// Indexes of the empty strings, ascending.
    empty: Vec<u32>,
    /// Indexes of the strings that contain an `@`, ascending.
    with_at: Vec<u32>,
    /// Indexes of the strings in which white space between runs may be lost, ascending.
    unclear: Vec<u32>,
}

impl SharedStrings {
    /// Returns `true` if there is a string at this index, and it is empty.
    pub(super) fn is_empty_at(&self, index: u32) -> bool {
        self.empty.binary_search(&index).is_ok()
    }

    /// Returns `true` if there is a string at this index, and it contains an `@`.
    pub(super) fn has_at(&self, index: u32) -> bool {
        self.with_at.binary_search(&index).is_ok()
    }

    /// Returns `true` if there is a string at this index, and the sheet may show more white space in it than the cell reader returns.
    pub(super) fn is_unclear_at(&self, index: u32) -> bool {
        self.unclear.binary_search(&index).is_ok()
    }
}

/// Checks the size of each shared string, and the declared and the actual number of strings. The cell reader reserves memory for the
/// declared number.
pub(super) fn scan_shared<R: Read>(part: &mut Part<R>) -> Result<SharedStrings, Refusal> {
    let (mut strings, mut bytes_of_text) = (SharedStrings::default(), 0);
    let (mut is_in_entry, mut is_in_text) = (false, false);
    let (mut is_empty, mut keeps_space, mut has_at) = (true, false, false);
    let mut runs = Runs::default();
    read_tags(part, |tag, bytes| {
        match tag {
            Tag::Start(start) => runs.start(start),
            Tag::End(name) => runs.end(name),
            _ => runs.add(tag),
        }
        match tag {
            Tag::Start(start) => match start.local_name().as_ref() {
                "sst" => {
                    let declared = attribute(start, "uniqueCount").and_then(|text| text.parse().ok()).unwrap_or(0);
                    check(declared, SHARED_MAX)?;
                }
                "si" if !is_in_entry => {
                    (is_in_entry, is_empty, has_at, bytes_of_text) = (true, true, false, 0);
                    runs = Runs::default();
                    strings.count += 1;
                    check(strings.count, SHARED_MAX)?;
                }
                "si" => return Err(Refusal::Damaged),
                _ if is_in_text => return Err(Refusal::Damaged),
                "t" => {
                    is_in_text = true;
                    keeps_space = attribute(start, "xml:space").as_deref() == Some("preserve");
                }
                _ => {}
            },
            Tag::End("si") => {
                if is_in_entry && is_empty {
                    strings.empty.push((strings.count - 1) as u32);
                }
                if is_in_entry && has_at {
                    strings.with_at.push((strings.count - 1) as u32);
                }
                if is_in_entry && runs.is_unclear() {
                    strings.unclear.push((strings.count - 1) as u32);
                }
                is_in_entry = false;
            }
            Tag::End("t") => is_in_text = false,
            Tag::End(_) => {}
            Tag::Text(_) | Tag::Reference(_) | Tag::CData(_) | Tag::Other => {
                bytes_of_text += bytes;
                check(bytes_of_text, if is_in_entry { TEXT_BYTES_MAX } else { u64::MAX })?;
                is_empty &= !is_in_text || is_blank(tag, keeps_space);
                has_at |= is_in_text && matches!(tag, Tag::Text(text) if text.contains('@'));
            }
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Returns `true` if the cell reader does not read this part of a text: it removes white space at the ends unless the text keeps it.
fn is_blank(tag: Tag<'_>, keeps_space: bool) -> bool {
    let Tag::Text(text) = tag else { return false };
    text.is_empty() || (!keeps_space && text.chars().all(is_space))
}

/// Checks the number and size of the formats, and that the cell reader finds the number format of each cell format. Returns the cell
/// formats, and the rule formats that contain a number format.
pub(super) fn scan_styles<R: Read>(part: &mut Part<R>) -> Result<(CellFormats, RuleFormats), Refusal> {
    let (mut formats, mut count) = (0, 0);
    let mut cell_formats = CellFormats::default();
    let (mut number_format_bytes, mut name_bytes) = (0, 0);
    let mut rules = RuleFormats::new();
    // The number of rule formats so far, and whether their list is open.
    let (mut next, mut is_in_rules) = (0, false);
    read_tags(part, |tag, bytes| {
        match tag {
            Tag::Start(start) => cell_formats.start(start)?,
            Tag::End(name) => cell_formats.end(name),
            _ => {}
        }
        match tag {
            Tag::Start(start) => match start.local_name().as_ref() {
                "dxfs" => is_in_rules = next == 0,
                "dxf" if is_in_rules => next += 1,
                "numFmt" if is_in_rules && next > 0 => {
                    rules.insert(next - 1, Changes::by(start));
                }
                "numFmt" => (count, number_format_bytes) = (count + 1, bytes.max(number_format_bytes)),
                "name" => name_bytes = bytes.max(name_bytes),
                "xf" => (count, formats) = (count + 1, formats + 1),
                "font" | "fill" | "border" => count += 1,
                _ => {}
            },
            Tag::End("dxfs") => is_in_rules = false,
            _ => {}
        }
        check(count, FORMATS_MAX)?;
        check(formats * (number_format_bytes + name_bytes), FORMAT_TEXT_BYTES_MAX)
    })?;
    Ok((cell_formats, rules))
}

fn check(count: u64, max: u64) -> Result<(), Refusal> {
    if count > max { Err(Refusal::TooLarge) } else { Ok(()) }
}
