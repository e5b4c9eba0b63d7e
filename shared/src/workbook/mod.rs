//! Reads workbooks (`.xlsx`) as rows, like those in a CSV file.
//!
//! ```text
//! bytes ──► checks, scan: limits, merged cells, formulas ──► Sheet: the one with a known header ──► SheetRow: text and damaged cells
//! ```
//!
//! When a spreadsheet program saves a sheet as CSV, leading zeros, long numbers and characters outside the encoding may be lost. A workbook
//! still contains them. A cell is read as the sheet shows it. If that is not possible without loss, the cell is [damaged](Damage), and its
//! row has an error if the column is imported.

mod cell;
mod cell_formats;
mod checks;
mod conditional;
mod format;
mod hidden;
mod inherited;
mod merged;
mod part;
mod reference;
mod relations;
mod repair;
mod runs;
mod scan;
mod sheet;
mod shown;
mod tables;

pub use checks::{ROWS_MAX, WORKBOOK_BYTES_MAX};
pub use hidden::Hidden;
pub(crate) use reference::column_letters;
pub use sheet::{Sheet, SheetRow};
pub use shown::Damage;

/// The first bytes of every workbook, because a workbook is a zip archive.
pub const SIGNATURE: &[u8] = b"PK\x03\x04";

#[cfg(test)]
mod tests;
