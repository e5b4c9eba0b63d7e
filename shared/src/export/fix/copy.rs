//! Creates the corrections file from the file with all rows: those that were not imported, in the admin's encoding.

use bytes::Bytes;

use super::{
    super::csv::{csv_writer, write},
    records::Records,
};
use crate::{
    decode::{Delimiter, Encoder, Encoding, UTF8_BOM, Unencodable},
    import::Import,
    problem::message::fix_in_utf8,
    row::{Outcome, Row},
};

/// How a corrections file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixForm {
    /// Its encoding.
    pub encoding: Encoding,
    delimiter: Delimiter,
    /// A note about the encoding, if it differs from that of the admin's file.
    note: Option<String>,
}

impl FixForm {
    /// The form of an import's corrections file: in the encoding of its file, or in UTF-8 with a byte order mark if that encoding cannot
    /// represent every message.
    pub fn of(import: &Import) -> Self {
        let own = import.file().encoding.as_deref().and_then(Encoding::named).unwrap_or(Encoding::UTF_8);
        let is_own = import.plan().is_none_or(|plan| !plan.is_fix_utf8);
        Self {
            encoding: if is_own { own } else { Encoding::UTF_8 },
            delimiter: import.file().delimiter.as_deref().and_then(Delimiter::parse).unwrap_or(Delimiter::Comma),
            note: (!is_own).then(|| fix_in_utf8(&own.name(), import.language())),
        }
    }

    /// Media type of the file.
    pub fn content_type(&self) -> String {
        format!("text/csv; charset={}", self.encoding.name())
    }
}

/// Copies the rows that were not imported from the output of [`FixWriter`](super::FixWriter), which has one record per row, in order.
#[derive(Debug)]
pub struct FixCopy {
    form: FixForm,
    encoder: Encoder,
    records: Records,
    out: Vec<u8>,
    place: Place,
    problems_column: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    /// The first copied row gets the note.
    First,
    Rows,
}

impl FixCopy {
    /// Starts a copy in this form.
    pub fn new(form: FixForm) -> Self {
        let encoder = form.encoding.encoder();
        let (records, place) = (Records::default(), Place::Header);
        Self { form, encoder, records, out: Vec::new(), place, problems_column: 0 }
    }

    /// Adds the next bytes of the file with all rows.
    pub fn push(&mut self, bytes: &[u8]) {
        self.records.push(bytes);
    }

    /// Ends the input. Returns `false` if it had already ended.
    pub fn finish(&mut self) -> bool {
        self.records.finish()
    }

    /// Copies all complete records.
    pub fn let_all_through(&mut self) -> Result<(), Unencodable> {
        while self.next_record(true)?.is_some() {}
        Ok(())
    }

    /// Copies the record of the next row if the row failed. Returns `None` if the record is not complete yet.
    pub fn next_row(&mut self, row: &Row) -> Result<Option<()>, Unencodable> {
        if self.place == Place::Header && self.next_record(true)?.is_none() {
            return Ok(None);
        }
        self.next_record(row.outcome == Outcome::Failed)
    }

    /// Returns the bytes copied since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }

    /// Returns the last bytes.
    pub fn into_bytes(mut self) -> Bytes {
        self.encoder.finish(&mut self.out);
        Bytes::from(self.out)
    }

    fn next_record(&mut self, is_wanted: bool) -> Result<Option<()>, Unencodable> {
        let Some(record) = self.records.next() else { return Ok(None) };
        match (self.place, &self.form.note) {
            (Place::Header, note) => {
                self.place = Place::First;
                let labels = cells_of(record, self.form.delimiter.byte());
                self.problems_column = labels.len().saturating_sub(1);
                if note.is_some() && !record.starts_with(UTF8_BOM) {
                    self.out.extend_from_slice(UTF8_BOM);
                }
            }
            (Place::First, Some(note)) if is_wanted => {
                self.place = Place::Rows;
                let noted = with_note(record, self.form.delimiter.byte(), self.problems_column, note);
                self.out.extend_from_slice(&noted);
                return Ok(Some(()));
            }
            (Place::First | Place::Rows, _) => {}
        }
        if is_wanted {
            // FixWriter writes UTF-8.
            self.encoder.encode(&String::from_utf8_lossy(record), &mut self.out)?;
        }
        Ok(Some(()))
    }
}

fn with_note(record: &[u8], delimiter: u8, column: usize, note: &str) -> Vec<u8> {
    let mut cells = cells_of(record, delimiter);
    if let Some(cell) = cells.get_mut(column) {
        if !cell.is_empty() {
            cell.push('\n');
        }
        cell.push_str(note);
    }
    let terminator = match record {
        [.., b'\r', b'\n'] | [] => csv::Terminator::CRLF,
        [.., end] => csv::Terminator::Any(*end),
    };
    let mut writer = csv_writer(delimiter, terminator, Vec::new());
    write(&mut writer, cells);
    writer.into_inner().unwrap_or_default()
}

fn cells_of(record: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(record);
    let cells = reader.records().next().and_then(Result::ok).unwrap_or_default();
    cells.iter().map(str::to_owned).collect()
}
