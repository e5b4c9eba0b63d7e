//! Reads a record as a row. Each cell is read by its column's fast path or rule, before anything is looked up.

mod by_rule;

use std::{borrow::Cow, ops::Range};

use by_rule::RawCell;
use memchr::{memchr, memchr2};

use super::{
    cell::is_usual,
    drafts::{Draft, Drafts},
    fast_path::{Check, FastPath},
    memo::Memo,
};
use crate::{
    decode::{CELL_BYTES_MAX, ROW_BYTES_MAX, Record, Rewriter},
    export::unguard,
    header::{Header, Target},
    keyed::KeyedHasher,
    layout::{Field, Rule},
    problem::{Code, Hint, Problem},
    rules::{self, Domains, MojibakeReadings},
    workbook::Damage,
};

/// Reads records, and caches rule results for values that are repeated in many rows.
#[derive(Debug)]
pub(super) struct RowReader {
    fast_paths: Vec<FastPath>,
    /// Whether the file is a corrections file, whose cells are guarded against formulas.
    is_fix_file: bool,
    domains: Domains,
    tags: Memo,
    codes: Memo,
    countries: Memo,
    /// Whether the current record contains a `?`, or an `&` and a `;`. Most records do not, so their cells need not be searched for entities
    /// or lost letters.
    may_have_sign: bool,
}

/// What was noticed in a record, besides its values and the problems of its cells.
#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// Columns without a label that have data in this record.
    pub(super) unlabelled: Vec<usize>,
    /// The first cell that was decoded twice.
    pub(super) mojibake: Option<Mojibake>,
    /// Number of words that were decoded twice.
    pub(super) mojibake_words: u64,
    /// Index and text of the first cell that was exported as a formula consisting of a single string.
    pub(super) formula_text: Option<(usize, String)>,
}

#[derive(Debug)]
pub(super) struct Mojibake {
    pub(super) index: usize,
    pub(super) found: String,
    pub(super) readings: MojibakeReadings,
}

impl RowReader {
    pub(super) fn new(header: &Header, hasher: KeyedHasher) -> Self {
        Self {
            fast_paths: FastPath::of(header),
            is_fix_file: header.is_fix_file(),
            domains: Domains::new(hasher),
            tags: Memo::new(hasher),
            codes: Memo::new(hasher),
            countries: Memo::new(hasher),
            may_have_sign: false,
        }
    }

    /// Reads a record into `draft`, which the caller commits or discards. Returns `None` if the record is blank.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        header: &Header,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> Option<Noticed> {
        let mut noticed = Noticed::default();
        if let Some(length) = record.too_long {
            draft.problems.add(Problem::new(Code::RowTooLong).limit(ROW_BYTES_MAX as u64, length));
            return Some(noticed);
        }
        let width = header.targets.len();
        let has_shifted = |index: &usize| record.len() != width || rules::is_broken_formula_text(record.cell(*index));
        let shifted = record.lenient_quote().filter(has_shifted).map(|index| (index, Hint::MisplacedQuote));
        if let Some((index, hint)) = shifted.or(record.joined_cell().map(|index| (index, Hint::JoinedCells))) {
            // The cells may be in the wrong columns, so none of them is checked.
            let problem = Problem::new(Code::RowTooManyCells).found(record.cell(index));
            draft.problems.add(problem.limit(width as u64, record.len() as u64).hint(hint));
            return Some(noticed);
        }
        let source = record.source();
        self.may_have_sign = may_have_sign(source.as_bytes());
        let mut is_blank = true;
        let is_exact = record.damaged().is_empty();
        // A file may consist of millions of empty lines.
        if source.is_empty() && is_exact && record.lenient_quote().is_none() {
            return None;
        }
        for index in 0..self.fast_paths.len() {
            if !is_exact && add_damage(record, header, index, draft) {
                is_blank = false;
                continue;
            }
            let (mut range, is_plain) = record.span(index);
            if self.is_fix_file {
                range.start = range.end - unguard(&source[range.clone()]).len();
            }
            if self.read_fast(index, source, &range, is_plain, draft, drafts) {
                is_blank &= range.is_empty();
                continue;
            }
            let cell = RawCell { record, index, range, target: &header.targets[index], label: &header.labels[index] };
            is_blank &= self.read_by_rule(cell, draft, drafts, &mut noticed);
        }
        if record.lenient_quote().is_some() {
            add_lenient_quotes(record, header, draft);
        } else if record.len() > header.targets.len() {
            is_blank &= is_without_more(record, header, draft);
        }
        if is_blank {
            return None;
        }
        if let Some(cells) = record.len_in_file().filter(|cells| *cells < width) {
            let is_beyond = |label: &str| header.labels[cells..].iter().any(|own| own == label);
            draft.problems.mark_short(width as u64, cells as u64, is_beyond);
        }
        Some(noticed)
    }

    /// Reads a cell on the fast path. Returns `false` without reading anything if the cell must be read by its rule.
    #[inline]
    fn read_fast(
        &mut self,
        index: usize,
        source: &str,
        range: &Range<usize>,
        is_plain: bool,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> bool {
        // Compare bytes, because slicing a `str` checks character boundaries each time.
        let text = source.as_bytes().get(range.clone()).unwrap_or_default();
        let is_bare = !matches!(text.first(), Some(b' ' | b'=')) && text.last() != Some(&b' ');
        if !is_bare || !is_plain && !is_usual(source.get(range.clone())) {
            return false;
        }
        let span = Drafts::span_of(draft, range.clone());
        match self.fast_paths[index] {
            FastPath::Text { field, bytes_max, may_be_empty, check } => {
                let is_unsuspicious = match check {
                    Check::Suspicious => rules::is_surely_unsuspicious(text, is_plain, self.may_have_sign),
                    Check::Spaces => rules::has_folded_spaces(text, is_plain),
                };
                let is_valid = is_unsuspicious && text.len() <= bytes_max && (may_be_empty || !text.is_empty());
                if is_valid {
                    draft.set_value(field, span);
                }
                is_valid
            }
            FastPath::Enabled => {
                draft.enabled = match text {
                    b"1" => Some(true),
                    b"0" => Some(false),
                    _ => None,
                };
                draft.set_value(Field::Enabled, span);
                draft.enabled.is_some()
            }
            FastPath::Address => match source.get(range.clone()).and_then(|text| self.domains.parse_valid(text)) {
                Some(address) => {
                    let key = drafts.set_key(draft, span, &address);
                    draft.set_value(Field::Email, key);
                    true
                }
                None => false,
            },
            FastPath::Tag => {
                let is_valid = self.tags.is_valid(text);
                if is_valid {
                    draft.set_value(Field::Language, span);
                }
                is_valid
            }
            FastPath::Title => {
                if !text.is_empty() && text.len() <= CELL_BYTES_MAX {
                    drafts.push_title(index, span);
                }
                text.len() <= CELL_BYTES_MAX
            }
            FastPath::None => false,
        }
    }
}

/// Returns `true` if the text contains a `?`, or an `&` and a `;`.
fn may_have_sign(text: &[u8]) -> bool {
    memchr2(b'&', b'?', text).is_some_and(|at| {
        let rest = &text[at..];
        memchr(b'?', rest).is_some() || memchr(b';', rest).is_some()
    })
}

/// Returns the record as the corrections file must contain it. Cells of a workbook in imported columns that have no exact text are marked with
/// U+FFFD, which is an error in such a column: their values would look correct as text.
pub(crate) fn mark_damage<'a>(record: &Record<'a>, header: &Header) -> Cow<'a, str> {
    let marked: Vec<(usize, String)> = record
        .damaged()
        .iter()
        .filter(|(index, damage)| is_imported(header, *index) && !is_clear(record, header, *index, *damage))
        .map(|(index, _)| (*index, format!("{}{}", record.cell(*index), char::REPLACEMENT_CHARACTER)))
        .collect();
    if marked.is_empty() {
        return Cow::Borrowed(record.raw);
    }
    Cow::Owned(Rewriter::default().rewrite(record, &marked).raw.to_owned())
}

fn is_imported(header: &Header, index: usize) -> bool {
    header.targets.get(index).is_some_and(Target::is_imported)
}

/// Returns `true` if a damaged cell has only one meaning nevertheless: in the column for `enabled`, `1.0` and `1.00` are as clear as `1`.
fn is_clear(record: &Record<'_>, header: &Header, index: usize, damage: Damage) -> bool {
    let is_enabled = matches!(header.targets.get(index), Some(Target::Column(column)) if column.rule == Rule::Enabled);
    is_enabled && damage == Damage::Decimals && matches!(record.cell(index), "0" | "1")
}

/// Adds a problem if a workbook cell in an imported column has no exact text. Returns `true` if it added one.
fn add_damage(record: &Record<'_>, header: &Header, index: usize, draft: &mut Draft) -> bool {
    let damage = record.damaged().iter().find(|(damaged, _)| *damaged == index);
    let Some((_, damage)) = damage.filter(|_| is_imported(header, index)) else { return false };
    if is_clear(record, header, index, *damage) {
        return false;
    }
    let label = header.labels[index].as_str();
    let problem = Problem::new(Code::SpreadsheetDamage).column(label).found(record.cell(index));
    draft.problems.add(match damage {
        Damage::Digits => problem,
        Damage::Date => problem.hint(Hint::DateCell),
        Damage::Formatted | Damage::Decimals => problem.hint(Hint::FormattedNumber),
        Damage::ErrorValue => problem.hint(Hint::SpreadsheetError),
        Damage::NoResult => problem.hint(Hint::FormulaWithoutResult),
        Damage::Merged => problem.hint(Hint::MergedCell),
    });
    true
}

/// Adds a warning for each cell with a misplaced quote.
#[inline(never)]
fn add_lenient_quotes(record: &Record<'_>, header: &Header, draft: &mut Draft) {
    for &index in record.lenient_quotes() {
        let problem = Problem::new(Code::QuoteLenient).found(record.cell(index));
        let label = header.labels.get(index).filter(|label| !label.is_empty());
        draft.problems.add(match label {
            Some(label) => problem.column(label.as_str()),
            None => problem,
        });
    }
}

/// Returns `true` if the cells beyond the last column are empty; adds a problem otherwise.
#[inline(never)]
fn is_without_more(record: &Record<'_>, header: &Header, draft: &mut Draft) -> bool {
    let extra = (header.targets.len()..record.len())
        .map(|index| record.cell(index))
        .find(|cell| !rules::clean(cell).is_empty());
    let Some(cell) = extra else { return true };
    let problem = Problem::new(Code::RowTooManyCells).found(cell);
    let problem = problem.limit(header.targets.len() as u64, record.len() as u64);
    let is_workbook = record.len_in_file().is_none();
    draft.problems.add(if is_workbook { problem.hint(Hint::Workbook) } else { problem });
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;
    use crate::{decode::Decoder, header::read_header, layout::LayoutName};

    #[test]
    fn only_cells_of_imported_columns_are_marked_as_damaged() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["firstname", "email", "country", "hire date"]).unwrap();
        sheet.write_row(1, 0, ["Ann", "ann@example.org"]).unwrap();
        let day = ExcelDateTime::parse_from_str("2026-11-28").unwrap();
        for column in 2..4 {
            sheet.write_with_format(1, column, &day, &Format::new().set_num_format("d mmm yyyy")).unwrap();
        }
        let layout = LayoutName::Learners.layout();
        let mut decoder = Decoder::new(layout).accept_workbooks(true);
        decoder.push(&workbook.save_to_buffer().unwrap());
        decoder.finish();
        let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
        let marked = mark_damage(&decoder.next_record().unwrap().unwrap(), &header).into_owned();
        assert_eq!(marked, "Ann,ann@example.org,2026-11-28\u{fffd},2026-11-28");
    }

    fn read(file: &str, on_fast_path: bool) -> Vec<String> {
        let layout = LayoutName::Enrolment.layout();
        let hasher = KeyedHasher::new([4; 16]);
        let mut decoder = Decoder::new(layout);
        decoder.push(file.as_bytes());
        decoder.finish();
        let header = read_header(&decoder.next_record().unwrap().unwrap(), layout).0;
        let (mut reader, mut drafts, mut rows) = (RowReader::new(&header, hasher), Drafts::default(), Vec::new());
        if !on_fast_path {
            reader.fast_paths.fill(FastPath::None);
        }
        while let Ok(Some(record)) = decoder.next_record() {
            let mut draft = drafts.begin(record.row, record.line, record.source());
            let noticed = reader.read(&record, &header, &mut draft, &mut drafts);
            let content = drafts.content(&draft, &hasher);
            let (noticed, enabled) = (format!("{noticed:?} {content:?}"), draft.enabled);
            drafts.commit(draft);
            let index = drafts.len() - 1;
            let titles: Vec<_> = drafts.titles(index).map(|(column, title)| (column, title.to_owned())).collect();
            rows.push(format!("{noticed} {enabled:?} {titles:?} {:?}", drafts.take(index)));
        }
        rows
    }

    fn cell() -> impl Strategy<Value = String> {
        let telling = [
            "",
            "1",
            "0",
            "TRUE",
            "en",
            "de",
            "en_gb",
            "x",
            "Ann",
            "José",
            "JosÃ©",
            "Jose\u{301}",
            "a@x.org",
            "A@X.org",
            "a@gmial.com",
            "é@x.org",
            "a@münchen.de",
            "'=1",
            "=1",
            "\u{a0}",
            "\u{200b}a",
            "a\u{85}b",
            "\u{fffd}",
            "–",
            "\u{2028}",
            "=\"Ann\"",
            "\"=\"\"Ann\"\"\"",
            "Ren&eacute;",
            "R&D",
            ";",
            "\\N",
            "(null)",
            "#REF!",
            "Err:502",
            "'Ann'",
            "'t",
            "Ann'",
            "А",
            "Анна",
            "\u{3000}",
            "  ",
            "a.@x.org",
            "a@xа.org",
            "se",
        ];
        let part = prop_oneof![
            8 => proptest::sample::select(telling.to_vec()).prop_map(str::to_owned),
            1 => Just(" ".to_owned()),
            1 => Just("\t".to_owned()),
            1 => Just("\"a,b\"".to_owned()),
            1 => Just("\"a\nb\"".to_owned()),
            1 => "[a-zé]{60,70}",
            1 => Just("n".repeat(300)),
        ];
        proptest::collection::vec(part, 1..3).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn row_read_on_the_fast_path_equals_the_row_read_by_rules(
            rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..14), 1..6),
            header in proptest::sample::select(vec![
                "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2",
                "module requested 2,email,languageCode,name,enabled,companyName,module requested 1",
                "import_status,enabled,name,email,companyName,languageCode,,module requested 1,import_problems",
            ]),
        ) {
            let rows = rows.iter().map(|cells| cells.join(","));
            let file = std::iter::once(header.to_owned()).chain(rows).collect::<Vec<_>>().join("\r\n");
            prop_assert_eq!(read(&file, true), read(&file, false));
        }
    }
}
