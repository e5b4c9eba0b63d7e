//! Workbooks: the reader never panics, however malformed a part is, and rows and damaged cells are in order.

use std::io::{Cursor, Write};

use bytes::Bytes;
use rollcall_domain::{
    layout::LayoutName,
    workbook::{ROWS_MAX, Sheet},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::world::SEPARATOR;

/// Maximum number of rows to read, since a few bytes can declare a quarter of a million blank ones.
const ROWS_READ: usize = 1_000;
/// The parts that an input contains, in order; the `FIXED` parts are always the same.
const PARTS: [&str; 4] = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
const FIXED: [(&str, &str); 3] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="rId1" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
];
/// The workbook part for inputs without one.
const ONE_SHEET: &[u8] = br#"<workbook><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// Reads a workbook. The first byte selects the layout, and whether the others are parts of a workbook or a whole workbook.
pub(crate) fn workbook(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let layout = if choice & 1 == 0 { LayoutName::Enrolment } else { LayoutName::Learners };
    let file = if choice & 2 == 0 { archive(bytes) } else { Some(bytes.to_vec()) };
    let Some(Ok(mut sheet)) = file.map(|file| Sheet::open(Bytes::from(file), layout.layout())) else { return };
    for expected in (1..).take(ROWS_READ) {
        let Ok(Some(row)) = sheet.next_row() else { return };
        assert!(row.row == expected && row.row <= ROWS_MAX, "rows are in order");
        assert!(row.damaged.is_sorted_by(|(one, _), (other, _)| one < other), "damaged cells are in order");
    }
}

fn archive(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut add = |name: &str, content: &[u8]| {
        writer.start_file(name, options).ok()?;
        writer.write_all(content).ok()
    };
    for (name, content) in FIXED {
        add(name, content.as_bytes())?;
    }
    let mut parts = bytes.split(|byte| *byte == SEPARATOR);
    for name in PARTS {
        let content = parts.next().filter(|content| !content.is_empty());
        if let Some(content) = content.or((name == "xl/workbook.xml").then_some(ONE_SHEET)) {
            add(name, content)?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}
