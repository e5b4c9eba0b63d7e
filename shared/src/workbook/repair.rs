//! Rewrites parts that every spreadsheet program reads, but the cell reader does not.

use std::{
    collections::{HashMap, HashSet},
    io::{self, Cursor, Read, Write},
    ops::Range,
};

use bytes::Bytes;
use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{
    checks::{PART_BYTES_MAX, damaged, is_read},
    relations::normalize,
};
use crate::problem::Problem;

/// The name of the element with the cells.
const CELLS: &[u8] = b"sheetData";
/// Number of bytes of a sheet to read at once until the cells begin.
const CHUNK_BYTES: u64 = 64 * 1024;

/// The parts of a workbook that must be rewritten, by path in lowercase.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    /// Parts with their new content.
    pub(super) parts: HashMap<String, String>,
    /// Sheets whose declared size the cell reader cannot read. It is only a hint, so it is removed.
    pub(super) sheets: HashSet<String>,
}

impl Repairs {
    /// Returns the workbook as the cell reader can read it. It has been checked, so it is within the limits.
    ///
    /// # Errors
    ///
    /// [`Code::FileNotCsv`](crate::problem::Code::FileNotCsv) if the archive is damaged.
    pub(super) fn apply(&self, bytes: Bytes) -> Result<Bytes, Box<Problem>> {
        if self.parts.is_empty() && self.sheets.is_empty() {
            return Ok(bytes);
        }
        self.rewrite(&bytes).map(Bytes::from).map_err(|_| damaged())
    }

    fn rewrite(&self, bytes: &[u8]) -> ZipResult<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
        for index in 0..archive.len() {
            let name = archive.by_index_raw(index)?.name()?.into_owned();
            let path = normalize(&name);
            if let Some(text) = self.parts.get(&path) {
                writer.start_file(name, SimpleFileOptions::default())?;
                writer.write_all(text.as_bytes())?;
            } else if self.sheets.contains(&path) {
                writer.start_file(name, SimpleFileOptions::default())?;
                copy_without_size(archive.by_index(index)?, &mut writer)?;
            } else if is_read(&path) {
                writer.raw_copy_file(archive.by_index_raw(index)?)?;
            }
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// Copies a sheet as a stream, without the size that it declares before its cells.
fn copy_without_size(mut sheet: impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut head = Vec::new();
    loop {
        let from = head.len().saturating_sub(CELLS.len());
        let count = sheet.by_ref().take(CHUNK_BYTES).read_to_end(&mut head)?;
        let have_cells_begun = head[from..].windows(CELLS.len()).any(|name| name == CELLS);
        if count == 0 || have_cells_begun || head.len() as u64 > PART_BYTES_MAX {
            break;
        }
    }
    for tag in size_tags(&head) {
        if let Some(tag) = head.get_mut(tag).filter(|tag| tag.starts_with(b"<")) {
            tag.fill(b' ');
        }
    }
    out.write_all(&head)?;
    io::copy(&mut sheet, out)?;
    Ok(())
}

/// Returns the positions of the tags before the cells that declare the size of the sheet.
fn size_tags(head: &[u8]) -> Vec<Range<usize>> {
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    let xml = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    let skipped = head.len() - xml.len();
    let mut reader = Reader::from_reader(xml);
    let (mut tags, mut buffer) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        let start = reader.buffer_position() as usize;
        let declares_size = match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                "sheetData" => return tags,
                name => name == "dimension",
            },
            Ok(Event::End(tag)) => tag.local_name().as_ref() == "dimension",
            // The head may end inside a tag after the beginning of the cells.
            Ok(Event::Eof) | Err(_) => return tags,
            Ok(_) => false,
        };
        if declares_size {
            tags.push(start + skipped..reader.buffer_position() as usize + skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn copied(sheet: &str) -> String {
        let mut out = Vec::new();
        copy_without_size(sheet.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn declared_size_is_overwritten_and_all_else_is_copied() {
        let cells = "<sheetData><dimension/></sheetData>";
        for (sheet, sizes) in [
            ("<a><dimension ref=\"A:I\"/>CELLS</a>", &["<dimension ref=\"A:I\"/>"][..]),
            ("<a>\n<dimension>ä</dimension>CELLS</a>", &["<dimension>", "</dimension>"][..]),
            ("\u{feff}<a>ä<x:dimension /><b/>CELLS</a>", &["<x:dimension />"][..]),
            ("<a><!-- <dimension/> -->CELLS</a>", &[][..]),
            ("<a><dimensions/></a>", &[][..]),
        ] {
            let sheet = sheet.replace("CELLS", cells);
            let blank = |sheet: String, size: &&str| sheet.replacen(*size, &" ".repeat(size.len()), 1);
            assert_eq!(copied(&sheet), sizes.iter().fold(sheet.clone(), blank), "{sheet}");
        }
        let long = "<x/>".repeat(50_000);
        let sheet = |size: &str| format!("<a>{long}{size}{long}{cells}{long}</a>");
        assert_eq!(copied(&sheet("<dimension/>")), sheet(&" ".repeat("<dimension/>".len())));
    }
}
