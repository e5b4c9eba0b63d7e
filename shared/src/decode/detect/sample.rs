//! A sample of the file: its distinct non-ASCII cells, with hints from their rows about the language.

use std::collections::{HashMap, HashSet};

use memchr::{memchr, memchr2};

use super::super::dialect::{self, Delimiter};
use crate::{
    header::{HEADER_SEARCHED, STATUS_LABELS},
    layout::{Field, Layout},
};

/// Number of cells at which the sample is full.
const CELLS_MAX: usize = 1_500;
/// Total size in bytes of the cells at which the sample is full.
const CELLS_BYTES_MAX: usize = 192 * 1024;
/// For each non-ASCII byte, the number of first occurrences whose cells are added even if the sample is full, so that bytes that occur only
/// late in a large file are represented.
const CELLS_PER_BYTE: u8 = 8;
/// Maximum length of a cell in bytes. Longer cells are not names and are truncated.
const CELL_BYTES_MAX: usize = 512;
/// Maximum length of a record in bytes. The rest of a longer record is ignored.
const RECORD_BYTES_MAX: usize = 64 * 1024;
/// Maximum length in bytes of a record that continues after a line break inside quotes. Without this limit, an unclosed quote would swallow
/// the rest of the file.
const QUOTED_BYTES_MAX: usize = 8 * 1024;
/// Maximum number of distinct hints. Rows with any further hint get the first one.
const HINTS_MAX: usize = 200;

/// A cell with non-ASCII bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) bytes: Vec<u8>,
    /// Row number in a spreadsheet, from 1.
    pub(super) row: u64,
    /// Index of its row's hint.
    pub(super) hint: usize,
}

/// What a row reveals about the language of its text.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(super) struct Hint {
    /// The text in the language column, in lowercase and with hyphens instead of underscores.
    pub(super) language: String,
    /// The two-letter code from the country column, or else the region from the language column, in uppercase.
    pub(super) country: String,
    /// The two-letter top-level domain of the address, in uppercase.
    pub(super) domain: String,
}

/// Collects the sample while the file is read.
#[derive(Debug)]
pub(super) struct Sample {
    layout: &'static Layout,
    record: Vec<u8>,
    is_quoted: bool,
    was_return: bool,
    row: u64,
    delimiter: Option<u8>,
    columns: HashMap<usize, Field>,
    /// Columns that Rollcall added to a corrections file. They say nothing about the language of the file.
    status_columns: HashSet<usize>,
    pub(super) cells: Vec<Cell>,
    bytes: usize,
    known: HashSet<(Vec<u8>, usize)>,
    seen: [u8; 128],
    pub(super) hints: Vec<Hint>,
    /// Indexes in `hints`.
    hint_indexes: HashMap<Hint, usize>,
    /// Number of non-ASCII characters in valid UTF-8.
    pub(super) valid: u64,
    /// Number of sequences that are not valid UTF-8.
    pub(super) invalid: u64,
}

impl Sample {
    pub(super) fn new(layout: &'static Layout) -> Self {
        Self {
            layout,
            record: Vec::new(),
            is_quoted: false,
            was_return: false,
            row: 1,
            delimiter: None,
            columns: HashMap::new(),
            status_columns: HashSet::new(),
            cells: Vec::new(),
            bytes: 0,
            known: HashSet::new(),
            seen: [0; 128],
            hints: Vec::new(),
            hint_indexes: HashMap::new(),
            valid: 0,
            invalid: 0,
        }
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while let Some(at) = memchr2(b'\n', b'\r', bytes) {
            let is_second = self.was_return && at == 0 && bytes[0] == b'\n' && self.record.is_empty();
            self.was_return = bytes[at] == b'\r';
            self.add(&bytes[..at]);
            if self.is_quoted && self.record.len() < QUOTED_BYTES_MAX {
                self.record.push(b' ');
            } else if !is_second {
                self.end_record();
            }
            bytes = &bytes[at + 1..];
        }
        self.was_return &= bytes.is_empty();
        self.add(bytes);
    }

    pub(super) fn finish(&mut self) {
        self.end_record();
        self.record = Vec::new();
    }

    fn add(&mut self, bytes: &[u8]) {
        self.is_quoted ^= memchr::memchr_iter(b'"', bytes).count() % 2 == 1;
        let room = RECORD_BYTES_MAX.saturating_sub(self.record.len());
        self.record.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_record(&mut self) {
        let record = std::mem::take(&mut self.record);
        let is_header = self.delimiter.is_none() && self.row <= HEADER_SEARCHED && self.find_header(&record);
        if !is_header && !record.is_ascii() {
            self.take_record(&record);
        }
        // A `sep=` line is not a row.
        self.row += u64::from(self.row > 1 || dialect::separator_line(&record).is_none());
        self.is_quoted = false;
        self.record = record;
        self.record.clear();
    }

    /// Uses the record as the header if it contains a known label. Returns `true` if it does.
    fn find_header(&mut self, record: &[u8]) -> bool {
        let known = |delimiter: &Delimiter| dialect::count_known_labels(record, *delimiter, self.layout);
        let Some(delimiter) = Delimiter::ALL.into_iter().max_by_key(known).filter(|best| known(best) > 0) else {
            return false;
        };
        for (index, label) in split(record, delimiter.byte()).into_iter().enumerate() {
            let is_column = |field: &Field| {
                self.layout.column(*field).is_some_and(|column| label.eq_ignore_ascii_case(column.label.as_bytes()))
            };
            if let Some(field) = [Field::Language, Field::Country, Field::Email].into_iter().find(is_column) {
                self.columns.insert(index, field);
            }
            if STATUS_LABELS.iter().any(|own| label == own.as_bytes()) {
                self.status_columns.insert(index);
            }
        }
        self.delimiter = Some(delimiter.byte());
        true
    }

    fn take_record(&mut self, record: &[u8]) {
        for chunk in record.utf8_chunks() {
            self.valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count() as u64;
            self.invalid += u64::from(!chunk.invalid().is_empty());
        }
        let delimiter = self.delimiter.unwrap_or_else(|| likely_delimiter(record));
        let cells = split(record, delimiter);
        let hint = self.hint(&cells);
        for (index, cell) in cells.into_iter().enumerate() {
            if !cell.is_ascii() && !self.status_columns.contains(&index) {
                self.take_cell(cell, hint);
            }
        }
    }

    fn take_cell(&mut self, cell: &[u8], hint: usize) {
        let is_full = self.cells.len() >= CELLS_MAX || self.bytes >= CELLS_BYTES_MAX;
        let mut is_wanted = !is_full;
        for byte in cell.iter().filter(|byte| !byte.is_ascii()) {
            let seen = &mut self.seen[usize::from(byte - 128)];
            is_wanted |= *seen < CELLS_PER_BYTE;
            *seen = seen.saturating_add(1);
        }
        let cell = &cell[..cell.len().min(CELL_BYTES_MAX)];
        if is_wanted && self.known.insert((cell.to_vec(), hint)) {
            self.bytes += cell.len();
            self.cells.push(Cell { bytes: cell.to_vec(), row: self.row, hint });
        }
    }

    /// Returns the index of the hint from a record, and adds the hint if it is new.
    fn hint(&mut self, cells: &[&[u8]]) -> usize {
        let mut hint = Hint::default();
        for (index, field) in &self.columns {
            let text = cells.get(*index).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default().trim();
            match field {
                Field::Language => {
                    hint.language = text.replace('_', "-").to_ascii_lowercase();
                    let region = hint.language.split('-').skip(1).find(|part| part.len() == 2);
                    if let (Some(region), true) = (region, hint.country.is_empty()) {
                        hint.country = region.to_ascii_uppercase();
                    }
                }
                Field::Country if text.len() == 2 => hint.country = text.to_ascii_uppercase(),
                Field::Email => {
                    let last = text.rsplit_once('.').map_or("", |(_, last)| last);
                    if last.len() == 2 {
                        hint.domain = last.to_ascii_uppercase();
                    }
                }
                _ => {}
            }
        }
        if let Some(index) = self.hint_indexes.get(&hint) {
            return *index;
        }
        if self.hints.len() == HINTS_MAX {
            return 0;
        }
        self.hints.push(hint.clone());
        self.hint_indexes.insert(hint, self.hints.len() - 1);
        self.hints.len() - 1
    }
}

/// Returns the most frequent delimiter; the first one, the comma, wins ties.
fn likely_delimiter(record: &[u8]) -> u8 {
    let count = |delimiter: &Delimiter| memchr::memchr_iter(delimiter.byte(), record).count();
    Delimiter::ALL.into_iter().rev().max_by_key(count).map_or(b',', Delimiter::byte)
}

/// Splits a record into unquoted cells, accurately enough for a sample.
fn split(record: &[u8], delimiter: u8) -> Vec<&[u8]> {
    let mut cells = Vec::new();
    let mut rest = record;
    loop {
        let mut end = memchr(delimiter, rest).unwrap_or(rest.len());
        if rest.first() == Some(&b'"') {
            let closing = rest[1..].windows(2).position(|pair| pair == [b'"', delimiter]);
            end = closing.map_or(rest.len(), |at| at + 2);
        }
        let cell = rest[..end].trim_ascii();
        cells.push(cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell));
        match rest.get(end + 1..) {
            Some(more) => rest = more,
            None => return cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LayoutName;

    fn gather(bytes: &[u8], piece: usize) -> Vec<(String, u64, String, String)> {
        let mut sample = Sample::new(LayoutName::Enrolment.layout());
        bytes.chunks(piece).for_each(|piece| sample.push(piece));
        sample.finish();
        let shown = |cell: &Cell| {
            let hint = &sample.hints[cell.hint];
            let text = cell.bytes.iter().map(|byte| char::from(*byte)).collect();
            (text, cell.row, hint.language.clone(), format!("{}{}", hint.country, hint.domain))
        };
        sample.cells.iter().map(shown).collect()
    }

    #[test]
    fn cells_are_gathered_once_with_row_and_language_at_every_piece_size() {
        let file = b"Title\r\nname;email;languageCode\r\nJos\xe9;a@x.es;es-MX\r\n\"Zo\xeb; \r\nM\";b@x.org;fr\r\n\r\nJos\xe9;c@x.es;es-MX\rJos\xe9;;en";
        let expected = [("José", 3, "es-mx", "MXES"), ("Zoë;   M", 4, "fr", ""), ("José", 7, "en", "")];
        for piece in 1..file.len() {
            let found = gather(file, piece);
            let found: Vec<_> = found
                .iter()
                .map(|(text, row, language, country)| (text.as_str(), *row, language.as_str(), country.as_str()))
                .collect();
            assert_eq!(found, expected, "{piece}");
        }
    }

    #[test]
    fn cells_of_our_own_columns_are_not_gathered() {
        let file = b"name;email;import_status;import_problems\nZo\xeb;zoe@@x.org;failed;email: \x93zoe@@x.org\x94 is not one\n";
        let found = gather(file, file.len());
        assert_eq!(found.iter().map(|cell| cell.0.as_str()).collect::<Vec<_>>(), ["Zoë"]);
    }

    #[test]
    fn country_is_that_of_the_column_or_else_of_the_language() {
        let mut sample = Sample::new(LayoutName::Learners.layout());
        sample.push(b"lastname;email;country;language\nZo\xeb;a@x.de;at;fr_CA\nJos\xe9;b@x.com;Peru;es_PE\n");
        sample.finish();
        let hints: Vec<_> = sample
            .hints
            .iter()
            .map(|hint| (hint.language.as_str(), hint.country.as_str(), hint.domain.as_str()))
            .collect();
        assert_eq!(hints, [("fr-ca", "AT", "DE"), ("es-pe", "PE", "")]);
    }

    #[test]
    fn characters_in_utf_8_and_invalid_sequences_are_counted() {
        let mut sample = Sample::new(LayoutName::Enrolment.layout());
        sample.push(b"name\nJos\xc3\xa9 \xc3\xa9\nZo\xeb\nLee \xe9\xe9\nAnna\n");
        sample.finish();
        assert_eq!((sample.valid, sample.invalid), (2, 3));
    }

    #[test]
    fn likely_delimiter_is_the_most_frequent_one() {
        for (record, delimiter) in [("a;b;c,d", b';'), ("a;b,c", b','), ("a\tb", b'\t'), ("abc", b',')] {
            assert_eq!(likely_delimiter(record.as_bytes()), delimiter, "{record}");
        }
    }

    #[test]
    fn byte_that_comes_late_is_in_the_sample() {
        let mut file = b"name\n".to_vec();
        for n in 0..4_000 {
            file.extend_from_slice(format!("{n}").as_bytes());
            file.extend_from_slice(b"\xe9\n");
        }
        file.extend_from_slice(b"\xa3ukasz\n");
        let found = gather(&file, 1000);
        assert_eq!(found.len(), CELLS_MAX + 1);
        assert_eq!(found[CELLS_MAX].1, 4_002);
    }
}
