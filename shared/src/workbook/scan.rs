//! One pass over each part of a workbook, for what the reader of cells does not report.

use std::{
    collections::{BTreeSet, VecDeque},
    io::{BufReader, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    checks::{ROWS_MAX, SHARED_MAX},
    merged::Area,
};

/// Maximum number each of merged areas, of formulas without a result and of error values that the reader of cells does not know.
const NOTED_MAX: usize = 100_000;
/// The error values that the reader of cells knows.
const KNOWN_ERRORS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!"];
/// Longer error values are not shown.
const ERROR_CHARS_MAX: usize = 32;

/// Row and column of a cell, from 0.
pub(super) type Place = (u32, u32);

/// A visible sheet.
#[derive(Debug)]
pub(super) struct ScannedSheet {
    pub(super) name: String,
    /// Whether any row or column is hidden.
    pub(super) has_hidden: bool,
    /// Formulas whose result the workbook does not contain.
    pub(super) without_result: BTreeSet<Place>,
    /// The error values that the reader of cells does not know, such as `#SPILL!`, in the order of the file.
    pub(super) errors: VecDeque<(Place, String)>,
    /// The merged cells, in the order of the file.
    pub(super) merged: Vec<Area>,
}

/// Why a part is refused.
pub(super) enum Refusal {
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
pub(super) struct Counted<R> {
    part: R,
    pub(super) limit: u64,
    pub(super) sum: u64,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(part: R, limit: u64) -> Self {
        Self { part, limit, sum: 0 }
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

#[derive(Clone, Copy)]
enum Tag<'a> {
    Start(&'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
    /// An entity, such as `&amp;`.
    Reference,
    /// A CDATA section, a comment or a processing instruction.
    Other,
}

/// Calls `take` with each tag, until it returns an error.
fn read_tags<R: Read>(
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
            Event::Text(text) => take(Tag::Text(text.as_ref()))?,
            Event::GeneralRef(_) => take(Tag::Reference)?,
            Event::CData(_) | Event::Comment(_) | Event::PI(_) => take(Tag::Other)?,
            Event::Eof => break,
            Event::Decl(_) => {}
        }
    }
    drop(reader);
    if part.sum > part.limit { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// Scans a part for its size only.
pub(super) fn scan_part<R: Read>(part: &mut Counted<R>) -> Result<(), Refusal> {
    read_tags(part, |_| Ok(()))
}

/// Checks the declared and the actual number of shared texts: the reader reserves memory for the declared number.
pub(super) fn scan_shared<R: Read>(part: &mut Counted<R>) -> Result<(), Refusal> {
    let mut count = 0;
    read_tags(part, |tag| {
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

/// Scans a sheet. If `are_results_stale`, no formula has a result.
pub(super) fn scan_sheet<R: Read>(
    part: &mut Counted<R>,
    name: String,
    are_results_stale: bool,
) -> Result<ScannedSheet, Refusal> {
    let mut scan = Scan {
        sheet: ScannedSheet {
            name,
            has_hidden: false,
            without_result: BTreeSet::new(),
            errors: VecDeque::new(),
            merged: Vec::new(),
        },
        are_results_stale,
        row: 0,
        column: 0,
        cell: None,
    };
    read_tags(part, |tag| scan.take(tag))?;
    Ok(scan.sheet)
}

struct Scan {
    sheet: ScannedSheet,
    are_results_stale: bool,
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
}

impl Scan {
    fn take(&mut self, tag: Tag<'_>) -> Result<(), Refusal> {
        match tag {
            Tag::Start(start) => return self.start(start),
            Tag::End("row") => {
                self.row += 1;
                self.column = 0;
            }
            Tag::End("c") => return self.end_cell(),
            Tag::End(name) => {
                if let Some(cell) = self.cell.as_mut().filter(|_| matches!(name, "v" | "is")) {
                    cell.value = Progress::Behind;
                }
            }
            Tag::Text(_) | Tag::Reference | Tag::Other => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.value == Progress::Inside) {
                    return cell.add(tag);
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let sheet = &mut self.sheet;
        match start.local_name().as_ref() {
            "dimension" => {
                let last = attribute(start, "ref").and_then(|area| last_row(&area)).unwrap_or(0);
                if last > ROWS_MAX {
                    return Err(Refusal::TooManyRows(last));
                }
            }
            "sheetFormatPr" => sheet.has_hidden |= is_true(start, "zeroHeight"),
            "col" => sheet.has_hidden |= is_true(start, "hidden") || is_zero(start, "width"),
            "row" => {
                sheet.has_hidden |= is_true(start, "hidden") || is_zero(start, "ht");
                let row = attribute(start, "r").and_then(|text| text.parse().ok());
                self.row = row.map_or(self.row, |row: u32| row.max(1) - 1);
                self.column = 0;
                return self.check_row();
            }
            "c" => {
                if let Some(place) = attribute(start, "r").and_then(|place| place_of(&place)) {
                    (self.row, self.column) = place;
                }
                self.cell = Some(OpenCell::new(attribute(start, "t").as_deref()));
                return self.check_row();
            }
            "mergeCell" => {
                let area = attribute(start, "ref").and_then(|area| area_of(&area)).ok_or(Refusal::Damaged)?;
                sheet.merged.push(area);
                return check_count(sheet.merged.len());
            }
            name => {
                if let Some(cell) = &mut self.cell {
                    return cell.start(name);
                }
            }
        }
        Ok(())
    }

    fn check_row(&self) -> Result<(), Refusal> {
        let rows = u64::from(self.row) + 1;
        if rows > ROWS_MAX { Err(Refusal::TooManyRows(rows)) } else { Ok(()) }
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (sheet, place) = (&mut self.sheet, (self.row, self.column));
        if cell.has_formula && (self.are_results_stale || !cell.has_result) {
            sheet.without_result.insert(place);
        }
        if cell.kind == Kind::Error && !KNOWN_ERRORS.contains(&cell.error.as_str()) {
            sheet.errors.push_back((place, cell.error));
        }
        self.column += 1;
        check_count(sheet.without_result.len().max(sheet.errors.len()))
    }
}

fn check_count(count: usize) -> Result<(), Refusal> {
    if count > NOTED_MAX { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// A cell while it is scanned. One whose value the reader of cells would misread is refused.
#[derive(Default)]
struct OpenCell {
    kind: Kind,
    has_formula: bool,
    value: Progress,
    has_result: bool,
    /// The error value.
    error: String,
}

#[derive(Default, PartialEq, Eq)]
enum Kind {
    /// A number, a boolean or the number of a shared text.
    #[default]
    Number,
    /// A text, which may contain entities.
    Text,
    Error,
}

#[derive(Default, PartialEq, Eq)]
enum Progress {
    #[default]
    Ahead,
    Inside,
    Behind,
}

impl OpenCell {
    fn new(kind: Option<&str>) -> Self {
        Self {
            // The result of a formula may be an empty text, but not an empty number.
            has_result: kind == Some("str"),
            kind: match kind {
                Some("str" | "inlineStr") => Kind::Text,
                Some("e") => Kind::Error,
                _ => Kind::Number,
            },
            ..Self::default()
        }
    }

    fn start(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            // A second value or a formula would replace the first one.
            "f" | "v" | "is" if self.value != Progress::Ahead => return Err(Refusal::Damaged),
            "f" => self.has_formula = true,
            "v" => self.value = Progress::Inside,
            "is" => (self.kind, self.value) = (Kind::Text, Progress::Inside),
            _ => {}
        }
        Ok(())
    }

    /// Adds a part of the value.
    fn add(&mut self, tag: Tag<'_>) -> Result<(), Refusal> {
        self.has_result = true;
        match tag {
            Tag::Text(text) if self.kind == Kind::Error => self.error.extend(text.chars().take(ERROR_CHARS_MAX)),
            Tag::Text(_) => {}
            Tag::Reference if self.kind == Kind::Text => {}
            _ => return Err(Refusal::Damaged),
        }
        Ok(())
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.value.into_owned())
}

fn is_true(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

fn is_zero(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).and_then(|value| value.parse().ok()) == Some(0.0_f64)
}

/// The row of the second corner of an area such as `A1:K250`.
fn last_row(area: &str) -> Option<u64> {
    area.rsplit(':')
        .next()?
        .trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '$')
        .parse()
        .ok()
}

/// The position of a cell reference such as `AB12`.
fn place_of(reference: &str) -> Option<Place> {
    let (column, row) = reference.split_at(reference.bytes().take_while(u8::is_ascii_alphabetic).count());
    if column.len() > 4 {
        return None;
    }
    let column = column.bytes().fold(0_u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The area of two corners such as `A2:C5`, or of one cell.
fn area_of(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((first_row, first_column), (last_row, last_column)) = (place_of(first)?, place_of(last)?);
    Some(Area { first_row, first_column, last_row, last_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_parsed() {
        assert_eq!(
            ["A1", "Z9", "AA10", "XFD1", "7", "A0", "A", "ABCDE1"].map(place_of),
            [Some((0, 0)), Some((8, 25)), Some((9, 26)), Some((0, 16_383)), None, None, None, None]
        );
        assert_eq!(
            ["A1:K250", "A1", "A1:XFD1048576", "A:K"].map(last_row),
            [Some(250), Some(1), Some(1_048_576), None]
        );
        let area = Area { first_row: 1, first_column: 0, last_row: 4, last_column: 2 };
        assert_eq!(area_of("A2:C5"), Some(area));
        assert_eq!(area_of("A2:"), None);
    }
}
