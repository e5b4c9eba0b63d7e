//! Scans a sheet for what the cell reader does not report.

use std::{collections::VecDeque, io::Read};

use calamine::DataRef;
use quick_xml::events::BytesStart;

use super::{
    cell::{Basis, CellStart, NotedCell, OpenCell},
    checks::ROWS_MAX,
    conditional::{Conditional, RuleFormats},
    part::{Part, Refusal, Tag, attribute, is_false, is_true, read_tags},
    place::{Area, COLUMNS_MAX, Place, area_of},
};

/// Maximum number of merged areas in a sheet, and of noted cells.
const NOTED_MAX: usize = 100_000;

/// A visible sheet.
#[derive(Debug, Clone)]
pub(super) struct ScannedSheet {
    pub(super) name: String,
    /// Whether any row or column is hidden.
    pub(super) has_hidden: bool,
    /// Whether the formula results are stale, as declared by the workbook or, after the cells, by the sheet.
    pub(super) are_results_stale: bool,
    /// The damaged cells, in file order.
    pub(super) noted: VecDeque<NotedCell>,
    /// The merged areas, in file order.
    pub(super) merged: Vec<Area>,
    pub(super) display: Display,
}

/// Settings other than cell formats that determine how a sheet shows values.
#[derive(Debug, Clone, Default)]
pub(super) struct Display {
    pub(super) hides_zeros: bool,
    pub(super) conditional: Conditional,
}

impl Display {
    /// Returns `true` if the sheet may show a value in another form, or not at all.
    pub(super) fn changes(&self, place: Place, value: &DataRef<'_>, text: &str) -> bool {
        let is_zero = matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(number) if *number == 0.0);
        (self.hides_zeros && is_zero) || (!text.is_empty() && self.conditional.changes(place, value))
    }
}

pub(super) fn scan_sheet<R: Read>(
    part: &mut Part<R>,
    name: String,
    basis: Basis,
    rule_formats: &RuleFormats,
) -> Result<ScannedSheet, Refusal> {
    let sheet = ScannedSheet {
        name,
        has_hidden: false,
        are_results_stale: basis.are_results_stale,
        noted: VecDeque::new(),
        merged: Vec::new(),
        display: Display::default(),
    };
    let mut scan = Scan {
        sheet,
        basis,
        rule_formats,
        cells: Progress::Before,
        rows: 0,
        row: 0,
        in_row: None,
        cell: None,
        is_moved: false,
    };
    read_tags(part, |tag, bytes| scan.take(tag, bytes))?;
    Ok(scan.sheet)
}

struct Scan<'a> {
    sheet: ScannedSheet,
    basis: Basis,
    rule_formats: &'a RuleFormats,
    cells: Progress,
    /// Number of rows so far.
    rows: u64,
    /// Index of the current row, unless a cell specifies another.
    row: u32,
    in_row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// Whether a cell specified a row other than the one that contains it.
    is_moved: bool,
}

/// Whether the scan is before, inside or after the sheet's rows.
#[derive(PartialEq, Eq)]
enum Progress {
    Before,
    Inside,
    After,
}

#[derive(Default)]
struct OpenRow {
    /// Number of cells so far.
    cells: u32,
    /// Column of the next cell, unless that cell specifies another.
    column: u32,
    /// Whether the cell reader may fail on a cell in this row, in which case it would not count that cell.
    may_fail: bool,
}

impl Scan<'_> {
    fn take(&mut self, tag: Tag<'_>, bytes: u64) -> Result<(), Refusal> {
        match tag {
            Tag::Start(start) => return self.start(start),
            Tag::End(name) => return self.end(name),
            Tag::Text(_) | Tag::Reference | Tag::Other => {
                if let Some(cell) = &mut self.cell {
                    return cell.add(tag, bytes);
                }
            }
        }
        if let Tag::Text(text) = tag {
            self.sheet.display.conditional.add_text(text);
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = start.local_name();
        if let Some(cell) = &mut self.cell {
            return cell.start(name.as_ref());
        }
        match (name.as_ref(), &self.cells) {
            ("sheetData", Progress::Before) => self.cells = Progress::Inside,
            ("sheetData", _) => return Err(Refusal::Damaged),
            ("row", Progress::Inside) => return self.start_row(start),
            ("c", Progress::Inside) => return self.start_cell(start),
            (_, Progress::Inside) => {}
            _ => return self.start_other(start),
        }
        Ok(())
    }

    fn start_row(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        self.sheet.has_hidden |= is_true(start, "hidden") || is_zero(start, "ht");
        if let Some(text) = attribute(start, "r") {
            let row = text.parse().ok().filter(|_| text.bytes().all(|digit| digit.is_ascii_digit()));
            self.row = row.and_then(|row: u32| row.checked_sub(1)).ok_or(Refusal::Damaged)?;
        }
        self.rows += 1;
        check_rows(self.rows.max(u64::from(self.row) + 1))?;
        if self.in_row.replace(OpenRow::default()).is_some() { Err(Refusal::Damaged) } else { Ok(()) }
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let cell = CellStart::of(start)?;
        let row = self.in_row.as_mut().ok_or(Refusal::Damaged)?;
        if cell.place.is_none() && (row.may_fail || self.is_moved) {
            return Err(Refusal::Damaged);
        }
        let place = cell.place.unwrap_or((self.row, row.column));
        self.is_moved |= place.0 != self.row;
        row.cells += 1;
        if row.cells > COLUMNS_MAX || place.1 >= COLUMNS_MAX {
            return Err(Refusal::TooLarge);
        }
        row.column = place.1 + 1;
        self.cell = Some(OpenCell::new(&cell, place));
        check_rows(u64::from(place.0) + 1)
    }

    fn start_other(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let sheet = &mut self.sheet;
        match start.local_name().as_ref() {
            "dimension" => {
                let area = attribute(start, "ref").and_then(|area| area_of(&area)).ok_or(Refusal::Damaged)?;
                if area.last_column >= COLUMNS_MAX {
                    return Err(Refusal::TooLarge);
                }
                return check_rows(u64::from(area.last_row) + 1);
            }
            "sheetFormatPr" => sheet.has_hidden |= is_true(start, "zeroHeight"),
            "sheetView" => sheet.display.hides_zeros |= is_false(start, "showZeros"),
            "sheetCalcPr" => sheet.are_results_stale |= is_true(start, "fullCalcOnLoad"),
            "col" => sheet.has_hidden |= is_true(start, "hidden") || is_zero(start, "width"),
            "mergeCell" => {
                let area = attribute(start, "ref").and_then(|area| area_of(&area)).ok_or(Refusal::Damaged)?;
                sheet.merged.push(area);
                return check_count(sheet.merged.len());
            }
            _ => sheet.display.conditional.start(start, self.rule_formats),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match (name, &mut self.cell) {
            ("c", Some(_)) => return self.end_cell(),
            (_, Some(cell)) => cell.end(name),
            ("sheetData", None) => self.cells = Progress::After,
            ("row", None) if self.in_row.take().is_some() => self.row += 1,
            _ => self.sheet.display.conditional.end(name),
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take().and_then(|cell| cell.note(self.basis)) else { return Ok(()) };
        if let Some(row) = &mut self.in_row {
            row.may_fail |= cell.may_fail;
        }
        self.sheet.noted.push_back(cell);
        check_count(self.sheet.noted.len())
    }
}

fn check_rows(rows: u64) -> Result<(), Refusal> {
    if rows > ROWS_MAX { Err(Refusal::TooManyRows(rows)) } else { Ok(()) }
}

fn check_count(count: usize) -> Result<(), Refusal> {
    if count > NOTED_MAX { Err(Refusal::TooLarge) } else { Ok(()) }
}

fn is_zero(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).and_then(|value| value.parse().ok()) == Some(0.0_f64)
}
