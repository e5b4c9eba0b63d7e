//! Writes a workbook with a single sheet of text, piece by piece: a file with 250,000 rows needs no more memory than one with ten.
//!
//! Text is stored in the cells rather than in a table of shared strings, which would have to be complete before the first row is written.

use std::{
    fmt::Write as _,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use zip::{
    ZipWriter,
    result::{ZipError, ZipResult},
    write::{SimpleFileOptions, StreamWriter},
};

use crate::workbook::column_letters;

/// Maximum number of UTF-16 code units in a cell. Source: Excel specifications and limits.
const CELL_UNITS_MAX: usize = 32_767;
/// Size in bytes at which the pending part of the sheet is compressed.
const PIECE_BYTES: usize = 64 * 1024;

/// The parts of a workbook other than its sheet. Style 1 has number format 49 (`@`), which means text.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
    ),
];

const SHEET: &str = "xl/worksheets/sheet1.xml";
const SHEET_BEGIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
const SHEET_END: &str = "</sheetData></worksheet>";

/// Writes a workbook incrementally.
pub(super) struct SheetWriter {
    archive: ZipWriter<StreamWriter<Shared>>,
    out: Shared,
    /// The part of the sheet that has not been compressed yet.
    xml: String,
    rows: usize,
}

/// The bytes that the archive has written but the caller has not yet taken.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SheetWriter {
    pub(super) fn new() -> ZipResult<Self> {
        let out = Shared::default();
        let mut archive = ZipWriter::new_stream(out.clone());
        for (name, text) in PARTS {
            archive.start_file(name, SimpleFileOptions::default())?;
            archive.write_all(text.as_bytes())?;
        }
        archive.start_file(SHEET, SimpleFileOptions::default())?;
        Ok(Self { archive, out, xml: SHEET_BEGIN.to_owned(), rows: 0 })
    }

    /// Adds a row of text cells. The first row determines the number of columns whose empty cells are formatted as text.
    pub(super) fn push<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a str>) -> ZipResult<()> {
        if self.rows == 0 {
            let columns = texts.len().max(1);
            // Writing to a string cannot fail.
            _ = write!(
                self.xml,
                r#"<cols><col min="1" max="{columns}" width="20" style="1" customWidth="1"/></cols><sheetData>"#
            );
        }
        self.rows += 1;
        let row = self.rows;
        _ = write!(self.xml, r#"<row r="{row}">"#);
        for (column, text) in texts.enumerate().filter(|(_, text)| !text.is_empty()) {
            let name = column_letters(column);
            _ = write!(self.xml, r#"<c r="{name}{row}" s="1" t="inlineStr"><is><t xml:space="preserve">"#);
            push_text(&mut self.xml, text);
            self.xml.push_str("</t></is></c>");
        }
        self.xml.push_str("</row>");
        if self.xml.len() >= PIECE_BYTES { self.compress() } else { Ok(()) }
    }

    /// Returns the bytes written since the last call.
    pub(super) fn take_bytes(&self) -> Bytes {
        self.out.take().into()
    }

    /// Completes the workbook and returns the remaining bytes.
    pub(super) fn into_bytes(mut self) -> ZipResult<Bytes> {
        if self.rows == 0 {
            self.xml.push_str("<sheetData>");
        }
        self.xml.push_str(SHEET_END);
        self.compress()?;
        self.archive.finish()?;
        Ok(self.out.take().into())
    }

    fn compress(&mut self) -> ZipResult<()> {
        self.archive.write_all(self.xml.as_bytes()).map_err(ZipError::from)?;
        self.xml.clear();
        Ok(())
    }
}

/// Writes the text of a cell, truncated with an ellipsis if it is too long. Characters that XML cannot contain, and carriage returns, which
/// XML does not preserve, are written as `_xHHHH_`. Text that looks like such an escape is itself escaped. Source: ECMA-376, 22.9.2.19.
fn push_text(xml: &mut String, text: &str) {
    let is_too_long = text.len() > CELL_UNITS_MAX && text.encode_utf16().count() > CELL_UNITS_MAX;
    let mut units_left = if is_too_long { CELL_UNITS_MAX - 1 } else { CELL_UNITS_MAX };
    for (at, letter) in text.char_indices() {
        let Some(left) = units_left.checked_sub(letter.len_utf16()) else { break };
        units_left = left;
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '_' if looks_escaped(&text[at..]) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => _ = write!(xml, "_x{:04X}_", u32::from(letter)),
            _ => xml.push(letter),
        }
    }
    if is_too_long {
        xml.push('…');
    }
}

fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes.starts_with(b"_x") && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;

    use super::*;

    const HEADER: [&str; 3] = ["email", "import_status", "import_problems"];

    fn write(rows: &[Vec<String>]) -> Vec<u8> {
        let mut writer = SheetWriter::new().unwrap();
        writer.push(HEADER.into_iter()).unwrap();
        let mut bytes = Vec::new();
        for row in rows {
            writer.push(row.iter().map(String::as_str)).unwrap();
            bytes.extend_from_slice(&writer.take_bytes());
        }
        bytes.extend_from_slice(&writer.into_bytes().unwrap());
        bytes
    }

    /// Returns the rows below the header, as read by `calamine`.
    fn read(bytes: Vec<u8>) -> Vec<Vec<String>> {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = workbook.worksheet_range("Sheet1").unwrap();
        range.rows().skip(1).map(|row| row.iter().map(Data::to_string).collect()).collect()
    }

    #[test]
    fn text_that_is_too_long_for_a_cell_is_cut() {
        let long = |count: usize| vec![vec!["é".repeat(count), String::new(), "𝄞".repeat(count / 2)]];
        assert_eq!(read(write(&long(CELL_UNITS_MAX))), long(CELL_UNITS_MAX));
        let cut = read(write(&long(CELL_UNITS_MAX + 1))).remove(0);
        let units = |text: &str| text.encode_utf16().count();
        assert_eq!((units(&cut[0]), units(&cut[2])), (CELL_UNITS_MAX, CELL_UNITS_MAX));
        assert!(cut[0].ends_with("é…") && cut[2].ends_with("𝄞…"));
    }

    #[test]
    fn bytes_are_ready_before_the_end() {
        let mut writer = SheetWriter::new().unwrap();
        let mut state = 1_u64;
        let mut taken = 0;
        for _ in 0..5_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            writer.push([state.to_string().as_str()].into_iter()).unwrap();
            taken += writer.take_bytes().len();
        }
        assert!(taken > 10_000, "{taken}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn text_survives(rows in prop::collection::vec(prop::collection::vec("[ -~\\n\\r\\té☃𝄞<&\u{1}\u{ffff}]{1,12}|_x005[0-9F]_{0,2}", 3), 1..5)) {
            prop_assert_eq!(read(write(&rows)), rows);
        }
    }
}
