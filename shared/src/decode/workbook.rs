//! A workbook as a source of records: each row is written as the equivalent CSV record. As in a CSV file that a spreadsheet program saves,
//! all records have the same number of cells, so that cells to the right of the table are in columns without a label.

use bytes::Bytes;

use super::{Cells, Delimiter, Dialect, ROW_BYTES_MAX, Record};
use crate::{
    layout::Layout,
    problem::{Code, Hint, Problem},
    workbook::{Damage, Hidden, Sheet, SheetRow, WORKBOOK_BYTES_MAX},
};

/// Collects the bytes of a workbook and, when it is complete, returns its rows.
#[derive(Debug)]
pub(super) struct WorkbookSource {
    bytes: Vec<u8>,
    sheet: Option<Sheet>,
    raw: String,
    damaged: Vec<(usize, Damage)>,
}

impl WorkbookSource {
    /// The format in which rows are written.
    pub(super) const DIALECT: Dialect =
        Dialect { delimiter: Delimiter::Comma, is_assumed: false, has_bom: true, line_end: "\r\n" };

    pub(super) fn new(head: Vec<u8>) -> Self {
        Self { bytes: head, sheet: None, raw: String::new(), damaged: Vec::new() }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Box<Problem>> {
        let size = (self.bytes.len() + bytes.len()) as u64;
        if size > WORKBOOK_BYTES_MAX {
            let problem = Problem::new(Code::WorkbookTooLarge).limit(WORKBOOK_BYTES_MAX, size);
            return Err(Box::new(problem.hint(Hint::InBytes)));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// Opens the sheet once all bytes have been added.
    pub(super) fn open(&mut self, layout: &Layout) -> Result<(), Box<Problem>> {
        let bytes = Bytes::from(std::mem::take(&mut self.bytes));
        self.sheet = Some(Sheet::open(bytes, layout)?);
        Ok(())
    }

    pub(super) fn hidden(&self) -> Option<Hidden> {
        self.sheet.as_ref().and_then(Sheet::hidden)
    }

    pub(super) fn has_hidden_sheets(&self) -> bool {
        self.sheet.as_ref().is_some_and(Sheet::has_hidden_sheets)
    }

    pub(super) fn ignored_sheets(&self) -> &[String] {
        self.sheet.as_ref().map_or(&[], Sheet::others)
    }

    pub(super) fn next_record<'a>(&'a mut self, cells: &'a mut Cells) -> Result<Option<Record<'a>>, Box<Problem>> {
        let Some(sheet) = &mut self.sheet else { return Ok(None) };
        let width = sheet.width();
        let Some(SheetRow { row, texts, damaged }) = sheet.next_row()? else { return Ok(None) };
        self.damaged = damaged;
        self.raw.clear();
        write_record(&mut self.raw, &texts, width);
        let too_long = (self.raw.len() > ROW_BYTES_MAX).then_some(self.raw.len() as u64);
        if too_long.is_some() {
            self.raw.clear();
        }
        let delimiter = Delimiter::Comma;
        cells.cut(&self.raw, delimiter.byte(), self.raw.contains('"'), None);
        let (raw, damaged) = (self.raw.as_str(), self.damaged.as_slice());
        let (line, byte, shape, len_in_file) = (row, 0, None, None);
        Ok(Some(Record { row, line, byte, raw, too_long, delimiter, shape, cells, damaged, len_in_file }))
    }
}

/// Writes a record of at least `width` cells, or an empty record for a blank row.
fn write_record(raw: &mut String, texts: &[String], width: usize) {
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            raw.push(',');
        }
        let needs_quotes = text.contains([',', '"', '\n', '\r']) || text.starts_with([' ', '\t']);
        if needs_quotes {
            raw.push('"');
            raw.push_str(&text.replace('"', "\"\""));
            raw.push('"');
        } else {
            raw.push_str(text);
        }
    }
    if !texts.is_empty() {
        raw.extend(std::iter::repeat_n(',', width.saturating_sub(texts.len())));
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::{decode::Decoder, layout::LayoutName};

    fn decoder(file: &[u8]) -> Decoder {
        let mut decoder = Decoder::new(LayoutName::Learners.layout()).accept_workbooks(true);
        decoder.push(file);
        decoder.finish();
        decoder
    }

    #[test]
    fn row_that_is_too_long_has_no_text_and_the_next_one_is_read() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["firstname", "email"]).unwrap();
        sheet.write_row(1, 0, vec!["x".repeat(30_000); 40]).unwrap();
        sheet.write_row(2, 0, ["Ann", "ann@example.org"]).unwrap();
        let mut decoder = decoder(&workbook.save_to_buffer().unwrap());
        let mut rows = Vec::new();
        while let Some(record) = decoder.next_record().unwrap() {
            rows.push((record.row, record.too_long, record.cell(0).to_owned()));
        }
        let too_long = Some(40 * 30_000 + 39);
        let (header, ann) = ("firstname".to_owned(), "Ann".to_owned());
        assert_eq!(rows, [(1, None, header), (2, too_long, String::new()), (3, None, ann)]);
    }

    #[test]
    fn sheets_with_people_that_are_not_read_are_named_only_for_a_workbook() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_row(0, 0, ["firstname", "email"]).unwrap();
        workbook.add_worksheet().set_name("More").unwrap().write_row(0, 0, ["Ann", "ann@example.org"]).unwrap();
        assert_eq!(decoder(&workbook.save_to_buffer().unwrap()).ignored_sheets(), ["More"]);
        assert_eq!(decoder(b"firstname,email\nAnn,ann@example.org\n").ignored_sheets(), [""; 0]);
    }

    #[test]
    fn hidden_sheets_are_noticed() {
        for is_hidden in [false, true] {
            let mut workbook = Workbook::new();
            workbook.add_worksheet().write_row(0, 0, ["firstname", "email"]).unwrap();
            workbook.add_worksheet().set_hidden(is_hidden);
            let mut decoder = decoder(&workbook.save_to_buffer().unwrap());
            decoder.next_record().unwrap();
            assert_eq!(decoder.has_hidden_sheets(), is_hidden);
        }
        assert!(!decoder(b"firstname,email\n").has_hidden_sheets());
    }

    #[test]
    fn record_is_as_wide_as_the_sheet_unless_it_is_blank() {
        for (texts, width, expected) in [
            (vec!["a", "b, c"], 4, "a,\"b, c\",,"),
            (vec!["a", "", "c"], 3, "a,,c"),
            (vec!["a", "b"], 1, "a,b"),
            (vec![], 3, ""),
        ] {
            let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
            let mut raw = String::new();
            write_record(&mut raw, &texts, width);
            assert_eq!(raw, expected);
        }
    }
}
