//! The first pass over a workbook: it must unpack within limits. Hidden rows and formulas without a result are found as well.

use std::{
    collections::BTreeSet,
    io::{BufReader, Cursor, Read, Seek},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::relations::{VisibleSheet, visible_sheets};
use crate::problem::{Code, Hint, Problem};

/// Maximum size of a workbook: 20 MiB.
pub const WORKBOOK_BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Maximum number of rows of a sheet, including the header.
pub const ROWS_MAX: u64 = 250_000;
/// How many times larger a workbook may be unpacked.
const RATIO_MAX: u64 = 100;
/// Workbooks below this size may unpack by any factor: a few empty rows compress well.
const UNPACKED_BYTES_ALWAYS: u64 = 16 * 1024 * 1024;
/// Maximum bytes of a sheet, unpacked.
const SHEET_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Maximum bytes of the texts that cells share, unpacked.
const SHARED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Maximum number of the texts that cells share.
const SHARED_MAX: u64 = 1_000_000;
/// Maximum bytes of any other part, unpacked.
const PART_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Maximum number of parts.
const PARTS_MAX: usize = 10_000;
/// Maximum number of formulas without a result that are reported with their rows.
const FORMULAS_MAX: usize = 100_000;

/// What the first pass found.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) sheets: Vec<CheckedSheet>,
}

/// A visible sheet.
#[derive(Debug)]
pub(super) struct CheckedSheet {
    pub(super) name: String,
    /// Whether any row or column is hidden.
    pub(super) has_hidden: bool,
    /// Row and column, from 0, of formulas whose result the workbook does not contain.
    pub(super) without_result: BTreeSet<(u32, u32)>,
}

/// Checks the limits of a workbook by unpacking every part that will be read. Declared sizes are not trusted.
///
/// # Errors
///
/// [`Code::WorkbookTooLarge`], or [`Code::FileNotCsv`] if the archive is not a workbook or is damaged.
pub(super) fn check(bytes: &[u8]) -> Result<Checked, Box<Problem>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > PARTS_MAX {
        return Err(too_large());
    }
    let sheets = visible_sheets(&mut archive).ok_or_else(|| not_a_workbook(&archive))?;
    let mut left = UNPACKED_BYTES_ALWAYS.max(bytes.len() as u64 * RATIO_MAX);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?.to_ascii_lowercase();
        let is_sheet = sheets.iter().any(|sheet| sheet.path.eq_ignore_ascii_case(&name));
        // Pictures and other media are never read. Sheets follow.
        if is_sheet || !matches!(name.rsplit('.').next(), Some("xml" | "rels")) {
            continue;
        }
        let is_shared = name.ends_with("sharedstrings.xml");
        let limit = if is_shared { SHARED_BYTES_MAX } else { PART_BYTES_MAX };
        let mut counted = Counted::new(part, limit.min(left));
        let is_sound = if is_shared { check_shared(&mut counted) } else { check_part(&mut counted) };
        is_sound.map_err(|error| counted.explain(&error))?;
        left -= counted.sum;
    }
    let mut checked = Vec::new();
    for VisibleSheet { name, path } in sheets {
        let Ok(part) = archive.by_name(&path) else { return Err(damaged()) };
        let mut counted = Counted::new(part, SHEET_BYTES_MAX.min(left));
        let sheet = check_sheet(&mut counted, name);
        checked.push(sheet.map_err(|error| counted.explain(&error))?);
        left -= counted.sum;
    }
    Ok(Checked { sheets: checked })
}

/// The problem of a workbook that exceeds a limit other than that of its rows or its size.
fn too_large() -> Box<Problem> {
    Box::new(Problem::new(Code::WorkbookTooLarge))
}

/// The problem of a workbook with too many rows.
pub(super) fn too_many_rows(rows: u64) -> Box<Problem> {
    Box::new(Problem::new(Code::WorkbookTooLarge).limit(ROWS_MAX, rows).hint(Hint::Rows))
}

/// The problem of an archive that cannot be read.
pub(super) fn damaged() -> Box<Problem> {
    Box::new(Problem::new(Code::FileNotCsv).found("a damaged workbook"))
}

/// The problem of an archive that is not a workbook of this kind.
fn not_a_workbook<R: Read + Seek>(archive: &ZipArchive<R>) -> Box<Problem> {
    let has = |name: &str| archive.file_names().flatten().any(|own| own == name);
    let what = if has("xl/workbook.bin") {
        "a binary workbook (.xlsb)"
    } else if has("mimetype") {
        "an OpenDocument sheet (.ods)"
    } else if has("Index/Document.iwa") {
        "a Numbers document"
    } else {
        "a zip archive"
    };
    Box::new(Problem::new(Code::FileNotCsv).found(what))
}

/// Why a part is refused.
enum Refusal {
    TooLarge,
    TooManyRows(u64),
    Damaged,
}

impl From<quick_xml::Error> for Refusal {
    fn from(_: quick_xml::Error) -> Self {
        Self::Damaged
    }
}

/// Counts the bytes of a part while it is unpacked, and stops at a limit.
struct Counted<R> {
    part: R,
    limit: u64,
    sum: u64,
}

impl<R: Read> Counted<R> {
    fn new(part: R, limit: u64) -> Self {
        Self { part, limit, sum: 0 }
    }

    /// The problem of a part: if it reached its limit, its end is missing, whatever the parser reports.
    fn explain(&self, refusal: &Refusal) -> Box<Problem> {
        match refusal {
            _ if self.sum > self.limit => too_large(),
            Refusal::TooLarge => too_large(),
            Refusal::TooManyRows(rows) => too_many_rows(*rows),
            Refusal::Damaged => damaged(),
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.sum > self.limit {
            return Ok(0);
        }
        let count = self.part.read(buffer)?;
        self.sum += count as u64;
        Ok(count)
    }
}

/// Calls `take` with each start of an element, until it returns an error.
fn read_elements<R: Read>(
    part: &mut Counted<R>,
    mut take: impl FnMut(Tag<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(BufReader::new(&mut *part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            // Entities could expand to any size.
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Start(start) => take(Tag::Start(&start))?,
            Event::Empty(start) => {
                take(Tag::Start(&start))?;
                take(Tag::End(start.local_name().as_ref()))?;
            }
            Event::End(end) => take(Tag::End(end.local_name().as_ref()))?,
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) => take(Tag::Text)?,
            Event::Eof => break,
            _ => {}
        }
    }
    drop(reader);
    if part.sum > part.limit { Err(Refusal::TooLarge) } else { Ok(()) }
}

enum Tag<'a> {
    Start(&'a BytesStart<'a>),
    End(&'a str),
    Text,
}

fn check_part<R: Read>(part: &mut Counted<R>) -> Result<(), Refusal> {
    read_elements(part, |_| Ok(()))
}

/// Checks the declared and the actual number of shared texts: the reader reserves memory for the declared number.
fn check_shared<R: Read>(part: &mut Counted<R>) -> Result<(), Refusal> {
    let mut count = 0;
    read_elements(part, |tag| {
        let Tag::Start(start) = tag else { return Ok(()) };
        let declared = match start.local_name().as_ref() {
            "sst" => attribute(start, "uniqueCount").and_then(|text| text.parse().ok()).unwrap_or(0),
            "si" => {
                count += 1;
                count
            }
            _ => 0,
        };
        if declared > SHARED_MAX { Err(Refusal::TooLarge) } else { Ok(()) }
    })
}

fn check_sheet<R: Read>(part: &mut Counted<R>, name: String) -> Result<CheckedSheet, Refusal> {
    let mut sheet = CheckedSheet { name, has_hidden: false, without_result: BTreeSet::new() };
    let mut cell = OpenCell::default();
    let (mut row, mut column) = (0_u32, 0_u32);
    read_elements(part, |tag| {
        match tag {
            Tag::Start(start) => match start.local_name().as_ref() {
                "dimension" => {
                    let last = attribute(start, "ref").and_then(|area| last_row(&area)).unwrap_or(0);
                    if last > ROWS_MAX {
                        return Err(Refusal::TooManyRows(last));
                    }
                }
                "col" => sheet.has_hidden |= is_true(start, "hidden"),
                "row" => {
                    sheet.has_hidden |= is_true(start, "hidden");
                    row =
                        attribute(start, "r").and_then(|text| text.parse().ok()).map_or(row, |row: u32| row.max(1) - 1);
                    column = 0;
                    if u64::from(row) >= ROWS_MAX {
                        return Err(Refusal::TooManyRows(u64::from(row) + 1));
                    }
                }
                "c" => {
                    column = attribute(start, "r").and_then(|place| column_of(&place)).unwrap_or(column);
                    // The result of a formula may be an empty text, but not an empty number.
                    let has_result = attribute(start, "t").is_some_and(|kind| kind == "str");
                    cell = OpenCell { has_result, ..OpenCell::default() };
                }
                "f" => cell.has_formula = true,
                "v" | "is" => cell.is_in_value = true,
                _ => {}
            },
            Tag::End("row") => row += 1,
            Tag::End("c") => {
                if cell.has_formula && !cell.has_result {
                    sheet.without_result.insert((row, column));
                    if sheet.without_result.len() > FORMULAS_MAX {
                        return Err(Refusal::TooLarge);
                    }
                }
                column += 1;
            }
            Tag::End("v" | "is") => cell.is_in_value = false,
            Tag::End(_) => {}
            Tag::Text => cell.has_result |= cell.is_in_value,
        }
        Ok(())
    })?;
    Ok(sheet)
}

#[derive(Default)]
struct OpenCell {
    has_formula: bool,
    has_result: bool,
    is_in_value: bool,
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.value.into_owned())
}

fn is_true(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

/// The row of the second corner of an area such as `A1:K250`.
fn last_row(area: &str) -> Option<u64> {
    area.rsplit(':')
        .next()?
        .trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '$')
        .parse()
        .ok()
}

/// The column, from 0, of a cell reference such as `AB12`.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0_u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_parsed() {
        assert_eq!(["A1", "Z9", "AA10", "XFD1", "7"].map(column_of), [Some(0), Some(25), Some(26), Some(16_383), None]);
        assert_eq!(
            ["A1:K250", "A1", "A1:XFD1048576", "A:K"].map(last_row),
            [Some(250), Some(1), Some(1_048_576), None]
        );
    }
}
