//! The rows of the one sheet that has a known header.

use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    io::Cursor,
};

use bytes::Bytes;
use calamine::{Reader, Xlsx, XlsxCellReader};
use self_cell::{MutBorrow, self_cell};

use super::{
    checks::{ROWS_MAX, check, damaged, too_many_rows},
    format::NumberFormat,
    merged::MergedCells,
    scan::{Place, ScannedSheet},
    shown::{Damage, text_of},
};
use crate::{
    header::{HEADER_SEARCHED, looks_like_header},
    layout::Layout,
    problem::{Code, Problem},
};

type File = Cursor<Bytes>;
type Cells<'a> = XlsxCellReader<'a, File>;

self_cell!(
    struct OpenSheet {
        owner: MutBorrow<Xlsx<File>>,

        #[not_covariant]
        dependent: Cells,
    }
);

/// A sheet while it is read.
pub struct Sheet {
    cells: OpenSheet,
    without_result: BTreeSet<Place>,
    errors: VecDeque<(Place, String)>,
    merged: MergedCells,
    has_hidden: bool,
    /// The names of the other visible sheets with e-mail addresses.
    others: Vec<String>,
    /// Index of the next row.
    row: u32,
    /// A cell that was read ahead: the first one of a later row.
    ahead: Option<Cell>,
    is_finished: bool,
}

/// One row of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Row number, from 1.
    pub row: u64,
    /// The texts of the cells, without the empty ones at the end.
    pub texts: Vec<String>,
    /// Indexes of the cells whose text is not exact, in order.
    pub damaged: Vec<(usize, Damage)>,
}

#[derive(Debug)]
struct Cell {
    row: u32,
    column: u32,
    text: String,
    damage: Option<Damage>,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sheet").field("row", &self.row).finish_non_exhaustive()
    }
}

impl Sheet {
    /// Opens the sheet of a workbook that has a header of this layout; the first visible sheet if none has one.
    ///
    /// # Errors
    ///
    /// [`Code::WorkbookTooLarge`], [`Code::WorkbookSeveralSheets`], or [`Code::FileNotCsv`] if the bytes are not a workbook.
    pub fn open(bytes: Bytes, layout: &Layout) -> Result<Self, Box<Problem>> {
        let mut sheets = check(&bytes)?;
        let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        let mut seen = Vec::with_capacity(sheets.len());
        for sheet in &sheets {
            seen.push(look_at(&mut workbook, sheet, layout)?);
        }
        let names = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
            (0..sheets.len()).filter(|index| is_wanted(*index)).map(|index| sheets[index].name.clone()).collect()
        };
        let with_header = names(&|index| seen[index].has_header);
        if with_header.len() > 1 {
            return Err(Box::new(Problem::new(Code::WorkbookSeveralSheets).expected(with_header)));
        }
        let chosen = seen.iter().position(|seen| seen.has_header).unwrap_or(0);
        if chosen >= sheets.len() {
            return Err(Box::new(Problem::new(Code::FileEmpty)));
        }
        let others = names(&|index| index != chosen && seen[index].has_address);
        let ScannedSheet { name, has_hidden, without_result, errors, merged } = sheets.swap_remove(chosen);
        let merged = MergedCells::new(merged);
        let cells = OpenSheet::try_new(MutBorrow::new(workbook), |workbook| {
            workbook.borrow_mut().worksheet_cells_reader(&name).map_err(|_| damaged())
        })?;
        let (row, ahead, is_finished) = (0, None, false);
        Ok(Self { cells, without_result, errors, merged, has_hidden, others, row, ahead, is_finished })
    }

    /// Returns `true` if a row or a column of the sheet is hidden.
    pub fn has_hidden(&self) -> bool {
        self.has_hidden
    }

    /// The names of the other visible sheets that contain e-mail addresses; they are not read.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The next row, which may be empty; `None` after the last row with a cell.
    ///
    /// # Errors
    ///
    /// A file problem: the sheet is damaged or has too many rows.
    pub fn next_row(&mut self) -> Result<Option<SheetRow>, Box<Problem>> {
        let mut row = self.next_cells()?;
        if let Some(row) = &mut row {
            self.merged.mark(row).ok_or_else(damaged)?;
        }
        Ok(row)
    }

    fn next_cells(&mut self) -> Result<Option<SheetRow>, Box<Problem>> {
        let Some(mut cell) = self.ahead.take().map_or_else(|| self.next_cell(), |cell| Ok(Some(cell)))? else {
            return Ok(None);
        };
        let index = self.row;
        let mut row = SheetRow { row: u64::from(index) + 1, ..SheetRow::default() };
        self.row += 1;
        while cell.row == index {
            row.add(cell)?;
            cell = match self.next_cell()? {
                Some(next) => next,
                None => return Ok(Some(row)),
            };
        }
        if cell.row < index {
            return Err(damaged());
        }
        self.ahead = Some(cell);
        Ok(Some(row))
    }

    /// The next cell with a text.
    fn next_cell(&mut self) -> Result<Option<Cell>, Box<Problem>> {
        while !self.is_finished {
            let errors = &mut self.errors;
            let read = self.cells.with_dependent_mut(|_, cells| read_cell(cells, errors));
            let Some(mut cell) = read? else { break };
            if u64::from(cell.row) >= ROWS_MAX {
                return Err(too_many_rows(u64::from(cell.row) + 1));
            }
            if self.without_result.contains(&(cell.row, cell.column)) {
                cell.damage = Some(Damage::NoResult);
            }
            if !cell.text.is_empty() || cell.damage.is_some() {
                return Ok(Some(cell));
            }
        }
        self.is_finished = true;
        Ok(None)
    }
}

impl SheetRow {
    fn add(&mut self, cell: Cell) -> Result<(), Box<Problem>> {
        let index = cell.column as usize;
        if index < self.texts.len() {
            return Err(damaged());
        }
        self.texts.resize(index, String::new());
        self.texts.push(cell.text);
        self.damaged.extend(cell.damage.map(|damage| (index, damage)));
        Ok(())
    }

    /// Marks a cell as damaged.
    pub(super) fn damage(&mut self, index: usize, damage: Damage) {
        match self.damaged.binary_search_by_key(&index, |(index, _)| *index) {
            Ok(place) => self.damaged[place].1 = damage,
            Err(place) => self.damaged.insert(place, (index, damage)),
        }
    }
}

/// The next cell. The reader knows only some error values, and fails on the others: these are `errors`, in the order of the file.
fn read_cell(cells: &mut Cells<'_>, errors: &mut VecDeque<(Place, String)>) -> Result<Option<Cell>, Box<Problem>> {
    let (cell, style) = match cells.next_cell_with_style_id() {
        Ok(Some(read)) => read,
        Ok(None) => return Ok(None),
        Err(_) => {
            let ((row, column), text) = errors.pop_front().ok_or_else(damaged)?;
            return Ok(Some(Cell { row, column, text, damage: Some(Damage::ErrorValue) }));
        }
    };
    let format = match cells.styles().get(style) {
        Some(style) => style
            .number_format
            .as_ref()
            .map_or(NumberFormat::General, |format| NumberFormat::new(&format.format_code, format.format_id)),
        None if style == 0 => NumberFormat::General,
        None => NumberFormat::Unknown,
    };
    let (row, column) = cell.get_position();
    let (text, damage) = text_of(cell.get_value(), format);
    Ok(Some(Cell { row, column, text, damage }))
}

/// What the first rows of a sheet contain.
struct Seen {
    /// Whether one of them is a header of the layout.
    has_header: bool,
    /// Whether any of them contains an e-mail address.
    has_address: bool,
}

/// Looks at the first rows of a sheet, as many as are searched for a header.
fn look_at(workbook: &mut Xlsx<File>, sheet: &ScannedSheet, layout: &Layout) -> Result<Seen, Box<Problem>> {
    let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
    let mut errors = sheet.errors.clone();
    let mut seen = Seen { has_header: false, has_address: false };
    let mut labels: Vec<String> = Vec::new();
    let (mut row, mut last) = (None, None);
    loop {
        let cell = read_cell(&mut cells, &mut errors)?;
        if cell.as_ref().is_some_and(|cell| cell.text.is_empty()) {
            continue;
        }
        if row.is_some() && cell.as_ref().map(|cell| cell.row) != row {
            seen.has_header |= looks_like_header(labels.iter().map(String::as_str), layout);
            labels.clear();
        }
        let Some(cell) = cell else { return Ok(seen) };
        if u64::from(cell.row) > *last.get_or_insert(u64::from(cell.row) + HEADER_SEARCHED) {
            return Ok(seen);
        }
        row = Some(cell.row);
        seen.has_address |= cell.text.contains('@');
        labels.push(cell.text);
    }
}
