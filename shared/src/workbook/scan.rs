//! Scans a sheet for what the cell reader does not report.

use std::{collections::VecDeque, io::Read};

use calamine::DataRef;
use quick_xml::events::BytesStart;

use super::{
    cell::{Basis, CellStart, NotedCell, OpenCell},
    checks::ROWS_MAX,
    conditional::{Conditional, RuleFormats},
    hidden::{HiddenColumns, HiddenValues, is_hidden},
    inherited::{ChangedCells, ColumnFormats, format_of_row},
    part::{Part, Refusal, Tag, attribute, is_false, is_true, read_tags},
    reference::{Area, COLUMNS_MAX, Position, SHEET_ROWS_MAX, area_of, lenient_area_of},
    shown::Damage,
};
use crate::decode::HEADER_COLUMNS_MAX;

/// Maximum number of merged areas in a sheet, of noted cells, and of ranges of cells that an inherited format changes.
const NOTED_MAX: usize = 100_000;
/// Maximum number of damaged cells in a sheet above which the digits of long numbers are no longer noted. The numbers are damaged anyway.
const NOTED_WITH_DIGITS_MAX: usize = 1_000;

/// A visible sheet.
#[derive(Debug, Clone)]
pub(super) struct ScannedSheet {
    pub(super) name: String,
    pub(super) hidden: HiddenValues,
    /// Whether any cell's text contains an `@`, as an e-mail address does.
    pub(super) has_address: bool,
    /// Number of columns up to the last one with a value, of those that a header may have.
    pub(super) width: usize,
    /// Whether the formula results are stale, as declared by the workbook or, after the cells, by the sheet.
    pub(super) are_results_stale: bool,
    /// Whether the cell reader cannot read the size that the sheet declares.
    pub(super) has_unreadable_size: bool,
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
    /// The cells that some programs show in the format of their row or column, which changes them.
    pub(super) changed: ChangedCells,
    /// The cells to which such a format only adds zeros: `1.00`.
    pub(super) with_zeros: ChangedCells,
}

impl Display {
    /// Returns `true` if the sheet may show a value in another form, or not at all.
    pub(super) fn changes(&self, position: Position, value: &DataRef<'_>, text: &str) -> bool {
        let is_zero = matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(number) if *number == 0.0);
        let is_changed = || self.conditional.changes(position, value) || self.changed.contains(position);
        (self.hides_zeros && is_zero) || (!text.is_empty() && is_changed())
    }
}

pub(super) fn scan_sheet<R: Read>(
    part: &mut Part<R>,
    name: String,
    basis: Basis<'_>,
    rule_formats: &RuleFormats,
) -> Result<ScannedSheet, Refusal> {
    let sheet = ScannedSheet {
        name,
        hidden: HiddenValues::default(),
        has_address: false,
        width: 0,
        are_results_stale: basis.are_results_stale,
        has_unreadable_size: false,
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
        hidden_columns: HiddenColumns::default(),
        column_formats: ColumnFormats::default(),
        hides_rows: false,
        is_unordered: false,
    };
    let read = read_tags(part, |tag, bytes| scan.take(tag, bytes));
    // Of all the limits that a sheet with too many rows may exceed, this one explains best what to do.
    if scan.rows > ROWS_MAX {
        return Err(Refusal::TooManyRows(scan.rows));
    }
    read?;
    let Scan { mut sheet, hides_rows, is_moved, is_unordered, .. } = scan;
    // It is not clear which row contains the values, so it may be a hidden one.
    sheet.hidden.is_unclear |= hides_rows && (is_moved || is_unordered);
    Ok(sheet)
}

struct Scan<'a> {
    sheet: ScannedSheet,
    basis: Basis<'a>,
    rule_formats: &'a RuleFormats,
    cells: Progress,
    /// Number of rows up to the last one with a value.
    rows: u64,
    /// Index of the current row, unless a cell specifies another.
    row: u32,
    in_row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// Whether a cell specified a row other than the one that contains it.
    is_moved: bool,
    hidden_columns: HiddenColumns,
    column_formats: ColumnFormats,
    /// Whether any rows are hidden, with or without values.
    hides_rows: bool,
    /// Whether any row repeats or precedes the one before it.
    is_unordered: bool,
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
    is_hidden: bool,
    /// Index of the format for cells without their own.
    format: Option<u32>,
}

impl Scan<'_> {
    fn take(&mut self, tag: Tag<'_>, bytes: u64) -> Result<(), Refusal> {
        match tag {
            Tag::Start(start) => return self.start(start),
            Tag::End(name) => return self.end(name),
            Tag::Text(_) | Tag::Reference(_) | Tag::CData(_) | Tag::Other => {
                if let Some(cell) = &mut self.cell {
                    self.sheet.has_address |= cell.has_at(tag);
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
            return cell.start(start);
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
        let open = OpenRow { is_hidden: is_hidden(start, "ht"), format: format_of_row(start), ..OpenRow::default() };
        self.hides_rows |= open.is_hidden;
        if let Some(text) = attribute(start, "r") {
            let row = text.parse().ok().filter(|_| text.bytes().all(|digit| digit.is_ascii_digit()));
            let row = row.and_then(|row: u32| row.checked_sub(1)).ok_or(Refusal::Damaged)?;
            self.is_unordered |= row < self.row;
            self.row = row;
        }
        check_row(self.row)?;
        if self.in_row.replace(open).is_some() { Err(Refusal::Damaged) } else { Ok(()) }
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let cell = CellStart::of(start)?;
        let row = self.in_row.as_mut().ok_or(Refusal::Damaged)?;
        if cell.position.is_none() && (row.may_fail || self.is_moved) {
            return Err(Refusal::Damaged);
        }
        let position = cell.position.unwrap_or((self.row, row.column));
        self.is_moved |= position.0 != self.row;
        row.cells += 1;
        if row.cells > COLUMNS_MAX || position.1 >= COLUMNS_MAX {
            return Err(Refusal::TooLarge);
        }
        row.column = position.1 + 1;
        self.cell = Some(OpenCell::new(&cell, position));
        check_row(position.0)
    }

    fn start_other(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let sheet = &mut self.sheet;
        match start.local_name().as_ref() {
            "dimension" => {
                let Some(area) = attribute(start, "ref").and_then(|area| area_of(&area)) else {
                    sheet.has_unreadable_size = true;
                    return Ok(());
                };
                if area.last_column >= COLUMNS_MAX {
                    return Err(Refusal::TooLarge);
                }
                return check_row(area.last_row);
            }
            // Hides the rows that have no element of their own, which therefore contain no values.
            "sheetFormatPr" => self.hides_rows |= is_true(start, "zeroHeight"),
            "sheetView" => {
                sheet.display.hides_zeros |= is_false(start, "showZeros");
                if is_true(start, "showFormulas") {
                    self.check_before_cells()?;
                    self.basis.shows_formulas = true;
                }
            }
            "sheetCalcPr" => sheet.are_results_stale |= is_true(start, "fullCalcOnLoad"),
            "col" => return self.start_column(start),
            "mergeCell" => {
                let area = attribute(start, "ref").and_then(|area| lenient_area_of(&area)).ok_or(Refusal::Damaged)?;
                sheet.merged.push(area);
                return check_count(sheet.merged.len());
            }
            _ => sheet.display.conditional.start(start, self.rule_formats),
        }
        Ok(())
    }

    fn start_column(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if attribute(start, "style").is_some() {
            self.check_before_cells()?;
            self.column_formats.add(start)?;
        }
        if is_hidden(start, "width") {
            // The columns of the cells before this element are no longer known.
            self.sheet.hidden.is_unclear |= self.cells == Progress::After;
            self.hidden_columns.add(start)?;
        }
        Ok(())
    }

    /// Refuses an element after the cells that the standard requires before them, and on which the values of the cells depend.
    fn check_before_cells(&self) -> Result<(), Refusal> {
        if self.cells == Progress::Before { Ok(()) } else { Err(Refusal::Damaged) }
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
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (position, has_value) = (cell.position, cell.has_value(self.basis.shared));
        self.sheet.has_address = self.sheet.has_address || cell.has_shared_at(self.basis.shared);
        let inherited = [self.in_row.as_ref().and_then(|row| row.format), self.column_formats.of(position.1)];
        if let Some(change) = cell.change_by(inherited, self.basis.formats) {
            let display = &mut self.sheet.display;
            let cells = if change == Damage::Decimals { &mut display.with_zeros } else { &mut display.changed };
            cells.add(position);
            check_count(cells.count)?;
        }
        let noted = cell.note(self.basis);
        if has_value || noted.is_some() {
            self.add_value(position);
        }
        let Some(noted) = noted else { return Ok(()) };
        if let Some(row) = &mut self.in_row {
            row.may_fail |= noted.may_fail;
        }
        if noted.damage == Damage::Digits && self.sheet.noted.len() >= NOTED_WITH_DIGITS_MAX {
            return Ok(());
        }
        self.sheet.noted.push_back(noted);
        check_count(self.sheet.noted.len())
    }

    /// Takes a cell into account that has a value or is damaged.
    fn add_value(&mut self, (row, column): Position) {
        self.rows = self.rows.max(u64::from(row) + 1);
        let width = column as usize + 1;
        if width <= HEADER_COLUMNS_MAX {
            self.sheet.width = self.sheet.width.max(width);
        }
        if self.in_row.as_ref().is_some_and(|row| row.is_hidden) {
            self.sheet.hidden.add_row(row);
        }
        if self.hidden_columns.contains(column) {
            self.sheet.hidden.add_column(column, row);
        }
    }
}

/// Checks the index of a row that is declared, with or without values.
fn check_row(row: u32) -> Result<(), Refusal> {
    if row < SHEET_ROWS_MAX { Ok(()) } else { Err(Refusal::TooManyRows(u64::from(row) + 1)) }
}

fn check_count(count: usize) -> Result<(), Refusal> {
    if count > NOTED_MAX { Err(Refusal::TooLarge) } else { Ok(()) }
}
