//! Reads the rows of one sheet: the one with a known header or, if there is none, the first visible one.

use std::{collections::VecDeque, fmt, io::Cursor};

use bytes::Bytes;
use calamine::{Reader, Xlsx, XlsxCellReader};
use self_cell::{MutBorrow, self_cell};

use super::{
    cell::NotedCell,
    checks::{Checked, ROWS_MAX, check, damaged, too_many_rows},
    format::NumberFormat,
    hidden::Hidden,
    merged::MergedCells,
    scan::{Display, ScannedSheet},
    shown::{Damage, text_of},
};
use crate::{
    header::{HEADER_SEARCHED, looks_like_header},
    layout::Layout,
    problem::{Code, Hint, Problem},
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

/// A sheet that is being read.
pub struct Sheet {
    cells: OpenSheet,
    noted: VecDeque<NotedCell>,
    display: Display,
    merged: MergedCells,
    hidden: Option<Hidden>,
    /// Whether the workbook has hidden sheets, which are not read.
    has_hidden_sheets: bool,
    width: usize,
    /// The names of the other visible sheets that seem to contain e-mail addresses.
    others: Vec<String>,
    /// Index of the next row.
    row: u32,
    /// A cell that was read ahead: the first one in a later row.
    ahead: Option<Cell>,
    is_finished: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Row number, counted from 1.
    pub row: u64,
    /// The text of each cell, without undamaged empty cells at the end.
    pub texts: Vec<String>,
    /// Index and damage of each cell whose text is not exact, in order.
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
    /// Opens the sheet that has a header for this layout, or the first visible sheet if there is none.
    ///
    /// # Errors
    ///
    /// [`Code::WorkbookTooLarge`]; [`Code::WorkbookSeveralSheets`] if several sheets have such a header; [`Code::FileNotCsv`] if the bytes
    /// are not a workbook or are damaged; [`Code::FileEmpty`] if no sheet is visible.
    pub fn open(bytes: Bytes, layout: &Layout) -> Result<Self, Box<Problem>> {
        let Checked { mut sheets, has_hidden_sheets, repairs } = check(&bytes)?;
        let mut workbook = Xlsx::new(Cursor::new(repairs.apply(bytes)?)).map_err(|_| damaged())?;
        let mut seen = Vec::with_capacity(sheets.len());
        for sheet in &sheets {
            seen.push(look_at(&mut workbook, sheet, layout)?);
        }
        let names = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
            (0..sheets.len()).filter(|index| is_wanted(*index)).map(|index| sheets[index].name.clone()).collect()
        };
        // A label alone may be the title of a list for look-ups, so it is a header only if no other sheet has one with several labels.
        let has_several_labels = seen.iter().any(|seen| seen.labels > 1);
        let is_header = |seen: &Seen| seen.header.is_some() && (seen.labels > 1 || !has_several_labels);
        let with_header = names(&|index| is_header(&seen[index]));
        if with_header.len() > 1 {
            return Err(Box::new(Problem::new(Code::WorkbookSeveralSheets).expected(with_header)));
        }
        let chosen = seen.iter().position(is_header).unwrap_or(0);
        if chosen >= sheets.len() {
            let problem = Problem::new(Code::FileEmpty);
            return Err(Box::new(if has_hidden_sheets { problem.hint(Hint::HiddenSheets) } else { problem }));
        }
        let others = names(&|index| index != chosen && (sheets[index].has_address || seen[index].has_address));
        let ScannedSheet { name, hidden, width, noted, merged, display, .. } = sheets.swap_remove(chosen);
        let (hidden, merged) = (hidden.first(seen[chosen].header), MergedCells::new(merged));
        let cells = OpenSheet::try_new(MutBorrow::new(workbook), |workbook| {
            workbook.borrow_mut().worksheet_cells_reader(&name).map_err(|_| damaged())
        })?;
        let (row, ahead, is_finished) = (0, None, false);
        Ok(Self { cells, noted, display, merged, hidden, has_hidden_sheets, width, others, row, ahead, is_finished })
    }

    /// Returns the first hidden row that contains a value, or the first hidden column that contains one below the header.
    pub fn hidden(&self) -> Option<Hidden> {
        self.hidden
    }

    /// Returns `true` if the workbook has sheets that are hidden. These sheets are not read.
    pub fn has_hidden_sheets(&self) -> bool {
        self.has_hidden_sheets
    }

    /// Returns the number of columns up to the last one in which any row has a value, of the columns that a header may have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the names of the other visible sheets that contain an `@`. These sheets are not read.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// Returns the next row, which may be empty, or `None` after the last row with text or damage.
    ///
    /// # Errors
    ///
    /// A file problem if the sheet is damaged or has too many rows.
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

    /// Returns the next cell that has text or is damaged.
    fn next_cell(&mut self) -> Result<Option<Cell>, Box<Problem>> {
        while !self.is_finished {
            let (noted, display) = (&mut self.noted, &self.display);
            let read = self.cells.with_dependent_mut(|_, cells| read_cell(cells, noted, display));
            let Some(cell) = read? else { break };
            if cell.text.is_empty() && cell.damage.is_none() {
                continue;
            }
            if u64::from(cell.row) >= ROWS_MAX {
                return Err(too_many_rows(u64::from(cell.row) + 1));
            }
            return Ok(Some(cell));
        }
        self.is_finished = true;
        // A noted cell that was never read means that the two passes disagree, so the cells already returned cannot be trusted either.
        if self.noted.is_empty() { Ok(None) } else { Err(damaged()) }
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

    pub(super) fn damage(&mut self, index: usize, damage: Damage) {
        match self.damaged.binary_search_by_key(&index, |(index, _)| *index) {
            Ok(at) => self.damaged[at].1 = damage,
            Err(at) => self.damaged.insert(at, (index, damage)),
        }
    }
}

/// Returns the next cell. The cell reader may return another value for one of the `noted` cells, or fail on it; in that case, the noted
/// value is returned, as are the noted digits of a number with too many digits. The noted cells are in file order.
fn read_cell(
    cells: &mut Cells<'_>,
    noted: &mut VecDeque<NotedCell>,
    display: &Display,
) -> Result<Option<Cell>, Box<Problem>> {
    let (cell, style) = match cells.next_cell_with_style_id() {
        Ok(Some(read)) => read,
        Ok(None) => return Ok(None),
        Err(_) => {
            let noted = noted.pop_front_if(|noted| noted.may_fail).ok_or_else(damaged)?;
            return Ok(Some(noted.into()));
        }
    };
    let (position, value) = (cell.get_position(), cell.get_value());
    let known = noted.pop_front_if(|noted| noted.position == position);
    let (known, digits) = match known {
        // With the format of a date, it is a date rather than a long number.
        Some(noted) if noted.damage == Damage::Digits => (None, Some(noted.text)),
        Some(noted) if !noted.text.is_empty() => return Ok(Some(noted.into())),
        known => (known.map(|noted| noted.damage), None),
    };
    let format = match cells.styles().get(style) {
        Some(style) => style
            .number_format
            .as_ref()
            .map_or(NumberFormat::General, |format| NumberFormat::new(&format.format_code, format.format_id)),
        None if style == 0 => NumberFormat::General,
        None => NumberFormat::Unknown,
    };
    let (text, damage) = text_of(value, format);
    let text = digits.filter(|_| damage == Some(Damage::Digits)).unwrap_or(text);
    let damage = known.or(damage);
    let damage = match damage {
        None | Some(Damage::Decimals) if display.changes(position, value, &text) => Some(Damage::Formatted),
        None if display.with_zeros.contains(position) => Some(Damage::Decimals),
        damage => damage,
    };
    Ok(Some(Cell { row: position.0, column: position.1, text, damage }))
}

impl From<NotedCell> for Cell {
    fn from(NotedCell { position: (row, column), damage, text, .. }: NotedCell) -> Self {
        Self { row, column, text, damage: Some(damage) }
    }
}

/// What the first rows of a sheet contain.
struct Seen {
    /// Index of the first one that is a header for the layout.
    header: Option<u32>,
    /// Number of labels in that header.
    labels: usize,
    /// Whether any of them contains an `@`, even as an entity.
    has_address: bool,
}

/// Examines the rows of a sheet that are searched for a header.
fn look_at(workbook: &mut Xlsx<File>, sheet: &ScannedSheet, layout: &Layout) -> Result<Seen, Box<Problem>> {
    let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
    let mut noted = sheet.noted.clone();
    let mut seen = Seen { header: None, labels: 0, has_address: false };
    let mut labels: Vec<String> = Vec::new();
    let (mut row, mut last) = (None, None);
    loop {
        let cell = read_cell(&mut cells, &mut noted, &sheet.display)?;
        if cell.as_ref().is_some_and(|cell| cell.text.is_empty()) {
            continue;
        }
        if row.is_some() && cell.as_ref().map(|cell| cell.row) != row {
            if seen.header.is_none() && looks_like_header(labels.iter().map(String::as_str), layout) {
                (seen.header, seen.labels) = (row, labels.len());
            }
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
