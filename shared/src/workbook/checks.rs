//! The first pass over a workbook: checks that it can be unpacked within limits, and scans each visible sheet.

use std::{
    collections::{HashMap, HashSet},
    io::{Cursor, Read, Seek},
};

use zip::ZipArchive;

use super::{
    cell::Basis,
    cell_formats::CellFormats,
    conditional::RuleFormats,
    part::{Part, Refusal},
    relations::{Contents, contents, normalize},
    repair::Repairs,
    scan::{ScannedSheet, scan_sheet},
    tables::{SharedStrings, scan_part, scan_shared, scan_styles},
};
use crate::{
    keys::FileKind,
    problem::{Code, Hint, Problem},
};

/// Maximum size of a workbook: 20 MiB.
pub const WORKBOOK_BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Maximum number of rows in a sheet, including the header, up to the last one with a value.
pub const ROWS_MAX: u64 = 250_000;
/// Maximum ratio of a workbook's unpacked size to its size.
const RATIO_MAX: u64 = 100;
/// Unpacked size in bytes that is allowed at any ratio, because even a few empty rows may exceed the ratio.
const UNPACKED_BYTES_ALWAYS: u64 = 16 * 1024 * 1024;
/// Maximum unpacked size in bytes of a sheet.
const SHEET_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Maximum unpacked size in bytes of the shared strings.
const SHARED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Maximum unpacked size in bytes of any other part.
pub(super) const PART_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Maximum number of damaged cells and merged areas in all visible sheets together.
const NOTED_MAX: usize = 400_000;
/// Maximum number of parts in a workbook.
const PARTS_MAX: usize = 10_000;

/// A workbook within the limits.
pub(super) struct Checked {
    /// The visible sheets, in the order of their tabs.
    pub(super) sheets: Vec<ScannedSheet>,
    pub(super) has_hidden_sheets: bool,
    /// What to change before the cell reader reads the workbook.
    pub(super) repairs: Repairs,
}

/// Checks a workbook against the limits by unpacking every part that may be read, and returns its visible sheets. Declared sizes are not
/// trusted.
///
/// # Errors
///
/// [`Code::WorkbookTooLarge`], or [`Code::FileNotCsv`] if the archive is not a workbook or is damaged.
pub(super) fn check(bytes: &[u8]) -> Result<Checked, Box<Problem>> {
    let (mut archive, contents) = open(bytes)?;
    let Contents { sheets, unread, has_hidden_sheets, shared, styles, are_results_stale, are_zeros_stale, rewritten } =
        contents;
    let mut left = UNPACKED_BYTES_ALWAYS.max(bytes.len() as u64 * RATIO_MAX);
    let mut strings = SharedStrings::default();
    let (mut cell_formats, mut rule_formats) = (CellFormats::default(), RuleFormats::new());
    let mut indexes = HashMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| damaged())?;
        let name = normalize(&part.name().map_err(|_| damaged())?);
        // The cell reader would not distinguish between the two parts.
        if indexes.insert(name.clone(), index).is_some() {
            return Err(damaged());
        }
        let is_sheet = sheets.iter().any(|sheet| sheet.path.eq_ignore_ascii_case(&name));
        if is_sheet || !is_read(&name) {
            continue;
        }
        let (is_shared, is_styles) = (name.eq_ignore_ascii_case(&shared), name.eq_ignore_ascii_case(&styles));
        let limit = if is_shared {
            SHARED_BYTES_MAX
        } else if !is_styles && unread.iter().any(|path| path.eq_ignore_ascii_case(&name)) {
            SHEET_BYTES_MAX
        } else {
            PART_BYTES_MAX
        };
        let mut part = Part::new(part, limit.min(left));
        let scanned = if is_shared {
            scan_shared(&mut part).map(|scanned| strings = scanned)
        } else if is_styles {
            scan_styles(&mut part).map(|formats| (cell_formats, rule_formats) = formats)
        } else {
            scan_part(&mut part)
        };
        scanned.map_err(|refusal| explain(&part, &refusal))?;
        left -= part.sum;
    }
    let (shows_formulas, shared, formats) = (false, &strings, &cell_formats);
    let basis = Basis { are_results_stale, are_zeros_stale, shows_formulas, shared, formats };
    let mut scanned: Vec<ScannedSheet> = Vec::new();
    let (mut noted, mut unreadable) = (0, HashSet::new());
    for sheet in &sheets {
        let index = *indexes.get(&sheet.path.to_ascii_lowercase()).ok_or_else(damaged)?;
        let mut scan = |basis| {
            let part = archive.by_index(index).map_err(|_| damaged())?;
            scan_visible(part, &sheet.name, basis, &rule_formats, &mut left)
        };
        let mut one = scan(basis)?;
        // A sheet declares stale results after its cells, so the cells are scanned again.
        if one.are_results_stale && !basis.are_results_stale {
            let stale = Basis { are_results_stale: true, ..basis };
            one = scan(stale)?;
        }
        noted += one.noted.len() + one.merged.len() + one.display.changed.count + one.display.with_zeros.count;
        if noted > NOTED_MAX {
            return Err(too_large());
        }
        if one.has_unreadable_size {
            unreadable.insert(sheet.path.to_ascii_lowercase());
        }
        scanned.push(one);
    }
    Ok(Checked { sheets: scanned, has_hidden_sheets, repairs: Repairs { parts: rewritten, sheets: unreadable } })
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens the archive and reads the workbook's relationships.
fn open(bytes: &[u8]) -> Result<(Archive<'_>, Contents), Box<Problem>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > PARTS_MAX {
        return Err(too_large());
    }
    let contents = contents(&mut archive).map_err(|refusal| match refusal {
        Refusal::TooLarge => too_large(),
        Refusal::Encoding => other_encoding(),
        Refusal::TooManyRows(_) | Refusal::Damaged => not_a_workbook(&archive),
    });
    Ok((archive, contents?))
}

/// Scans a sheet and subtracts its unpacked size from `left`, the number of bytes that may still be unpacked.
fn scan_visible<R: Read>(
    part: R,
    name: &str,
    basis: Basis<'_>,
    rule_formats: &RuleFormats,
    left: &mut u64,
) -> Result<ScannedSheet, Box<Problem>> {
    let mut part = Part::new(part, SHEET_BYTES_MAX.min(*left));
    let sheet =
        scan_sheet(&mut part, name.to_owned(), basis, rule_formats).map_err(|refusal| explain(&part, &refusal))?;
    *left -= part.sum;
    Ok(sheet)
}

/// Returns `true` if a part may be read. Pictures, other media and add-in data are never read.
pub(super) fn is_read(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("xml" | "rels")) && !name.starts_with("customxml/")
}

/// Converts a refusal to a problem. If the part reached its limit, its end is missing, so the parser's own error does not count.
fn explain<R>(part: &Part<R>, refusal: &Refusal) -> Box<Problem> {
    match refusal {
        Refusal::TooManyRows(rows) => too_many_rows(*rows),
        _ if part.is_too_large => too_large(),
        Refusal::TooLarge => too_large(),
        Refusal::Encoding => other_encoding(),
        Refusal::Damaged => damaged(),
    }
}

/// Returns the problem for a workbook that exceeds a limit other than those on rows and file size.
fn too_large() -> Box<Problem> {
    Box::new(Problem::new(Code::WorkbookTooLarge))
}

pub(super) fn too_many_rows(rows: u64) -> Box<Problem> {
    Box::new(Problem::new(Code::WorkbookTooLarge).limit(ROWS_MAX, rows).hint(Hint::Rows))
}

/// Returns the problem for an archive that cannot be read.
pub(super) fn damaged() -> Box<Problem> {
    refused("a damaged workbook")
}

/// Returns the problem for a workbook with a part that is not in UTF-8. Spreadsheet programs never write one.
fn other_encoding() -> Box<Problem> {
    refused("a workbook in another encoding")
}

/// Returns the problem for an archive that is not a readable `.xlsx` workbook.
fn not_a_workbook<R: Read + Seek>(archive: &ZipArchive<R>) -> Box<Problem> {
    let has = |name: &str| archive.file_names().flatten().any(|own| own.eq_ignore_ascii_case(name));
    refused(if has("xl/workbook.bin") {
        "a binary workbook (.xlsb)"
    } else if has("mimetype") {
        "an OpenDocument sheet (.ods)"
    } else if has("Index/Document.iwa") {
        "a Numbers document"
    } else if has("xl/workbook.xml") {
        "a damaged workbook"
    } else {
        "a zip archive"
    })
}

/// Returns the problem for a file of this kind. Workbooks are read only where they are accepted.
fn refused(what: &str) -> Box<Problem> {
    Box::new(Problem::new(Code::FileNotCsv).found(what).accepting(&FileKind::ALL))
}
