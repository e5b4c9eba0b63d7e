//! Replaces cells in records.

use super::{Record, cells::Cells};
use crate::workbook::Damage;

/// Builds records from other records, one at a time, reusing its memory.
#[derive(Debug, Default)]
pub struct Rewriter {
    raw: String,
    cells: Cells,
    damaged: Vec<(usize, Damage)>,
}

impl Rewriter {
    /// Returns the record with these cells replaced. A cell beyond the last one extends the record. A replaced cell is no longer damaged.
    pub fn rewrite<'a>(&'a mut self, record: &Record<'_>, replaced: &[(usize, String)]) -> Record<'a> {
        let delimiter = record.delimiter.byte();
        let len = replaced.iter().map(|(index, _)| index + 1).max().unwrap_or_default().max(record.len());
        self.raw.clear();
        for index in 0..len {
            if index > 0 {
                self.raw.push(char::from(delimiter));
            }
            let text = replaced.iter().find(|(other, _)| *other == index).map(|(_, text)| text.as_str());
            push_cell(&mut self.raw, text.unwrap_or_else(|| record.cell(index)), delimiter);
        }
        self.cells.cut(&self.raw, delimiter, self.raw.contains('"'), None);
        self.cells.adopt_lenient(record.cells);
        self.damaged.clear();
        let is_retained = |(index, _): &&(usize, Damage)| !replaced.iter().any(|(other, _)| other == index);
        self.damaged.extend(record.damaged.iter().filter(is_retained));
        let Record { row, line, byte, too_long, delimiter, shape, len_in_file, .. } = *record;
        Record {
            row,
            line,
            byte,
            raw: &self.raw,
            too_long,
            delimiter,
            shape,
            cells: &self.cells,
            damaged: &self.damaged,
            len_in_file,
        }
    }
}

/// Writes a cell so that reading it back yields exactly the same text.
fn push_cell(raw: &mut String, text: &str, delimiter: u8) {
    let is_special = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
    if !text.bytes().any(is_special) {
        raw.push_str(text);
        return;
    }
    raw.push('"');
    raw.push_str(&text.replace('"', "\"\""));
    raw.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::{decode::Decoder, layout::LayoutName};

    proptest! {
        #[test]
        fn rewritten_record_has_the_new_cells_and_keeps_the_others(
            cells in prop::collection::vec("[a\" ;,\t\n]{0,4}", 1..6),
            replaced in prop::collection::btree_map(0_usize..7, "[b\" ;,\t\n]{0,4}", 0..4),
        ) {
            let mut file = "email,name,enabled\n".to_owned();
            let quoted = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            file.push_str(&quoted.collect::<Vec<_>>().join(","));
            let mut decoder = Decoder::new(LayoutName::Enrolment.layout());
            decoder.push(file.as_bytes());
            decoder.finish();
            decoder.next_record().unwrap();
            let record = decoder.next_record().unwrap().unwrap();
            let replaced: Vec<(usize, String)> = replaced.into_iter().collect();
            let mut rewriter = Rewriter::default();
            let rewritten = rewriter.rewrite(&record, &replaced);
            prop_assert_eq!((rewritten.row, rewritten.line), (record.row, record.line));
            for index in 0..8 {
                let expected = replaced.iter().find(|(other, _)| *other == index).map(|(_, text)| text.as_str());
                prop_assert_eq!(rewritten.cell(index), expected.unwrap_or_else(|| record.cell(index)));
            }
        }
    }
}
