//! The rows of the one sheet that has a known header.

use std::{collections::BTreeSet, fmt, io::Cursor};

use bytes::Bytes;
use calamine::{Reader, Xlsx, XlsxCellReader};
use self_cell::{MutBorrow, self_cell};

use super::{
    checks::{CheckedSheet, ROWS_MAX, check, damaged, too_many_rows},
    shown::{Damage, text_of},
};
use crate::{
    header::looks_like_header,
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
    without_result: BTreeSet<(u32, u32)>,
    has_hidden: bool,
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
        let mut sheets = check(&bytes)?.sheets;
        let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        let mut with_header = Vec::new();
        for (index, sheet) in sheets.iter().enumerate() {
            if has_header(&mut workbook, sheet, layout)? {
                with_header.push(index);
            }
        }
        if with_header.len() > 1 {
            let names = with_header.iter().map(|index| sheets[*index].name.clone());
            return Err(Box::new(Problem::new(Code::WorkbookSeveralSheets).expected(names)));
        }
        let chosen = with_header.first().copied().unwrap_or(0);
        if chosen >= sheets.len() {
            return Err(Box::new(Problem::new(Code::FileEmpty)));
        }
        let CheckedSheet { name, has_hidden, without_result } = sheets.swap_remove(chosen);
        let cells = OpenSheet::try_new(MutBorrow::new(workbook), |workbook| {
            workbook.borrow_mut().worksheet_cells_reader(&name).map_err(|_| damaged())
        })?;
        Ok(Self { cells, without_result, has_hidden, row: 0, ahead: None, is_finished: false })
    }

    /// Returns `true` if a row or a column of the sheet is hidden.
    pub fn has_hidden(&self) -> bool {
        self.has_hidden
    }

    /// The next row, which may be empty; `None` after the last row with a cell.
    ///
    /// # Errors
    ///
    /// A file problem: the sheet is damaged or has too many rows.
    pub fn next_row(&mut self) -> Result<Option<SheetRow>, Box<Problem>> {
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
            let Some(mut cell) = self.cells.with_dependent_mut(|_, cells| read_cell(cells))? else { break };
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
}

fn read_cell(cells: &mut Cells<'_>) -> Result<Option<Cell>, Box<Problem>> {
    let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| damaged())? else { return Ok(None) };
    let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
    let (row, column) = cell.get_position();
    let (text, damage) = text_of(cell.get_value(), format.map(|format| format.format_code.as_str()));
    Ok(Some(Cell { row, column, text, damage }))
}

/// Returns `true` if the first row with a text is a header of the layout.
fn has_header(workbook: &mut Xlsx<File>, sheet: &CheckedSheet, layout: &Layout) -> Result<bool, Box<Problem>> {
    let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
    let mut labels: Vec<String> = Vec::new();
    let mut first = None;
    while let Some(cell) = read_cell(&mut cells)? {
        if cell.text.is_empty() {
            continue;
        }
        if *first.get_or_insert(cell.row) != cell.row {
            break;
        }
        labels.push(cell.text);
    }
    Ok(looks_like_header(labels.iter().map(String::as_str), layout))
}
