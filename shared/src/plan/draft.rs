//! Reads a record as a row: every cell by its column's fast path or rule, before anything is looked up.

use std::{borrow::Cow, ops::Range};

use super::{
    cell::{Cell, is_usual},
    drafts::{Draft, Drafts, Span},
    fast_path::FastPath,
    memo::{Memo, Suggest},
};
use crate::{
    decode::{CELL_BYTES_MAX, Encoding, ROW_BYTES_MAX, Record},
    export::unguard,
    header::{Header, Target},
    keyed::KeyedHasher,
    layout::{Column, Field, Rule},
    problem::{Code, Hint, Problem, RowProblems},
    rules::{self, Domains, SoundAddress},
};

/// Reads records and remembers the results of values that many rows repeat.
#[derive(Debug)]
pub(super) struct RowReader {
    fast_paths: Vec<FastPath>,
    /// Whether the file is a corrections file, whose cells are guarded against formulas.
    is_fix_file: bool,
    domains: Domains,
    tags: Memo,
    codes: Memo,
    countries: Memo,
}

#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// Columns without a label that have data in this record.
    pub(super) unlabelled: Vec<usize>,
    /// The first cell that was decoded twice.
    pub(super) mojibake: Option<Mojibake>,
    /// How many cells were.
    pub(super) mojibake_cells: u64,
}

#[derive(Debug)]
pub(super) struct Mojibake {
    pub(super) index: usize,
    pub(super) found: String,
    pub(super) meant: String,
    /// The encoding in which it is read so.
    pub(super) encoding: Encoding,
}

/// A cell that the fast path did not accept, with its column.
#[derive(Debug)]
struct RawCell<'a> {
    record: &'a Record<'a>,
    index: usize,
    place: Range<usize>,
    target: &'a Target,
    label: &'a str,
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
        }
    }

    /// Reads a record into `draft`, which the caller keeps or discards. Returns `None` if the record is blank.
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
        if let Some(index) = record.lenient_quote().filter(|_| record.len() != width) {
            // Its cells may be in other columns: none of them is judged.
            let problem = Problem::new(Code::RowTooManyCells).found(record.cell(index));
            draft.problems.add(problem.limit(width as u64, record.len() as u64).hint(Hint::MisplacedQuote));
            return Some(noticed);
        }
        let source = record.source();
        let mut is_blank = true;
        for index in 0..self.fast_paths.len() {
            let (mut place, is_plain) = record.place(index);
            if self.is_fix_file {
                place.start = place.end - unguard(&source[place.clone()]).len();
            }
            if self.read_fast(index, source, &place, is_plain, draft, drafts) {
                is_blank &= place.is_empty();
                continue;
            }
            let cell = RawCell { record, index, place, target: &header.targets[index], label: &header.labels[index] };
            is_blank &= self.read_by_rule(cell, draft, drafts, &mut noticed);
        }
        if let Some(index) = record.lenient_quote() {
            let problem = Problem::new(Code::QuoteLenient).found(record.cell(index));
            let label = header.labels.get(index).filter(|label| !label.is_empty());
            draft.problems.add(label.map(|label| problem.clone().column(label.as_str())).unwrap_or(problem));
        } else if record.len() > header.targets.len() {
            is_blank &= is_without_more(record, header, draft);
        }
        if is_blank {
            return None;
        }
        Some(noticed)
    }

    /// Reads a cell by its column's rule. Returns `true` if the row may still be blank: the cell is empty, or its column is not read.
    ///
    /// Not inlined, to keep the loop over the cells of the fast path small.
    #[inline(never)]
    fn read_by_rule(
        &mut self,
        RawCell { record, index, place, target, label }: RawCell<'_>,
        draft: &mut Draft,
        drafts: &mut Drafts,
        noticed: &mut Noticed,
    ) -> bool {
        let is_plain = record.place(index).1;
        let cell = Cell::new(record.source(), place, is_plain);
        if !is_plain
            && matches!(target, Target::Column(_) | Target::Numbered)
            && let Some((meant, encoding)) = rules::undo_mojibake_through(&cell.text)
        {
            noticed.mojibake_cells += 1;
            noticed.mojibake.get_or_insert_with(|| Mojibake {
                index,
                found: cell.text.clone().into_owned(),
                meant,
                encoding,
            });
        }
        match target {
            Target::Column(column) => {
                let span = self.read_cell(column, &cell, draft, drafts);
                draft.set_value(column.field, span);
            }
            Target::Numbered if !cell.text.is_empty() => {
                if cell.is_sound(false, label, &mut draft.problems) {
                    let title = cell.span(draft, drafts);
                    drafts.push_title(index, title);
                }
            }
            Target::Unlabelled if !cell.text.is_empty() => noticed.unlabelled.push(index),
            Target::Numbered | Target::Unlabelled | Target::Status | Target::Ignored => {}
        }
        *target == Target::Status || cell.text.is_empty()
    }

    /// Reads a cell on the fast path. Returns `false` without reading anything if the cell needs its rule.
    #[inline]
    fn read_fast(
        &mut self,
        index: usize,
        source: &str,
        place: &Range<usize>,
        is_plain: bool,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> bool {
        // Bytes, because slicing a `str` checks its boundaries each time.
        let text = source.as_bytes().get(place.clone()).unwrap_or_default();
        let is_trimmed = text.first() != Some(&b' ') && text.last() != Some(&b' ');
        if !is_trimmed || !is_plain && !is_usual(source.get(place.clone())) {
            return false;
        }
        let span = Drafts::place(draft, place.clone());
        match self.fast_paths[index] {
            FastPath::Text { field, bytes_max, may_be_empty } => {
                let is_sound = text.len() <= bytes_max && (may_be_empty || !text.is_empty());
                if is_sound {
                    draft.set_value(field, span);
                }
                is_sound
            }
            FastPath::Enabled => {
                draft.enabled = match text {
                    b"1" => Some(true),
                    b"0" => Some(false),
                    _ => None,
                };
                draft.enabled.is_some()
            }
            FastPath::Address => match source.get(place.clone()).and_then(|text| self.domains.sound(text)) {
                Some(address) => {
                    let key = drafts.set_key(draft, span, &address);
                    draft.set_value(Field::Email, key);
                    true
                }
                None => false,
            },
            FastPath::Tag => {
                let is_sound = self.tags.is_sound(text);
                if is_sound {
                    draft.set_value(Field::Language, span);
                }
                is_sound
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

    /// Reads one cell and returns the span of its value. A cell that fails its rule is kept as found, for the report.
    fn read_cell(&mut self, column: &'static Column, cell: &Cell<'_>, draft: &mut Draft, drafts: &mut Drafts) -> Span {
        let (label, text) = (column.label, &*cell.text);
        let allows_line_break = matches!(column.rule, Rule::FreeText { .. });
        if allows_line_break && text.contains('\t') {
            return self.read_cell(column, &cell.with_spaces_for_tabs(), draft, drafts);
        }
        if !text.is_empty() && !cell.is_sound(allows_line_break, label, &mut draft.problems) {
            return cell.span(draft, drafts);
        }
        let problems = &mut draft.problems;
        match column.rule {
            Rule::Enabled => {
                draft.enabled = rules::read_enabled(text, label, problems);
                return Span::default();
            }
            Rule::Email => return self.read_address(cell, label, draft, drafts),
            Rule::LanguageTag => {
                let rule = |text: &str, problems: &mut RowProblems, suggest| match suggest {
                    Suggest::Yes => rules::read_tag(text, label, problems).map(Cow::into_owned),
                    Suggest::No => rules::read_tag_only(text, label, problems).map(Cow::into_owned),
                };
                if let Some(tag) = self.tags.read(text, problems, rule)
                    && tag != text
                {
                    return drafts.add(&tag);
                }
            }
            Rule::LanguageCode => {
                let rule = |text: &str, problems: &mut RowProblems, suggest| {
                    let code = match suggest {
                        Suggest::Yes => rules::read_code(text, label, problems),
                        Suggest::No => rules::read_code_only(text, label, problems),
                    };
                    code.map(str::to_owned)
                };
                self.codes.read(text, problems, rule);
            }
            Rule::Country => {
                let rule = |text: &str, problems: &mut RowProblems, _| {
                    rules::read_country(text, label, problems).map(str::to_owned)
                };
                self.countries.read(text, problems, rule);
            }
            rule => {
                let value = rules::read_text(text, column, problems);
                // Free text that is too long is not kept.
                if value.is_none() && matches!(rule, Rule::FreeText { .. }) {
                    return Span::default();
                }
            }
        }
        cell.span(draft, drafts)
    }

    fn read_address(&mut self, cell: &Cell<'_>, label: &str, draft: &mut Draft, drafts: &mut Drafts) -> Span {
        let typed = cell.span(draft, drafts);
        if let Some(address) = self.domains.sound(&cell.text) {
            drafts.set_key(draft, typed, &address)
        } else if let Some(address) = rules::read_address(&cell.text, label, &mut draft.problems)
            && let Some((local, domain)) = address.key.split_once('@')
        {
            drafts.set_key(draft, typed, &SoundAddress { local, domain, is_own: false })
        } else {
            typed
        }
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
    draft.problems.add(problem.limit(header.targets.len() as u64, record.len() as u64));
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::{decode::Decoder, header::read_header, layout::LayoutName};

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
            drafts.keep(draft);
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
