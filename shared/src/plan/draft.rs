//! A record read as a row: every cell judged by its column's rule, before anything is looked up.

use std::{borrow::Cow, ops::Range};

use super::{
    drafts::{Draft, Drafts, Span},
    glance::Glance,
    memo::{Memo, Suggest},
};
use crate::{
    decode::{CELL_BYTES_MAX, Encoding, ROW_BYTES_MAX, Record},
    export::unguard,
    header::{Header, Target},
    keyed::Keyed,
    layout::{Column, Field, Rule},
    problem::{Code, Hint, Problem, RowProblems},
    rules::{self, Domains, SoundAddress},
};

/// Reads records, and remembers what it found out about values that come again.
#[derive(Debug)]
pub(super) struct RowReader {
    glances: Vec<Glance>,
    /// Whether the file is one of ours that comes back, with guards before formulas.
    is_fix_file: bool,
    domains: Domains,
    tags: Memo,
    codes: Memo,
    countries: Memo,
}

/// What a row shows that is told of the file.
#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// The columns without a label that hold data here.
    pub(super) unlabelled: Vec<usize>,
    /// The first cell that was decoded once too often.
    pub(super) mojibake: Option<Mojibake>,
    /// How many cells were.
    pub(super) mojibake_cells: u64,
}

/// A cell that was decoded once too often.
#[derive(Debug)]
pub(super) struct Mojibake {
    /// Which column.
    pub(super) index: usize,
    /// The cell.
    pub(super) found: String,
    /// The cell as it was before.
    pub(super) meant: String,
    /// The encoding in which it is read so.
    pub(super) encoding: Encoding,
}

/// A cell as its rule sees it.
#[derive(Debug)]
struct Cell<'a> {
    text: Cow<'a, str>,
    /// Where it lies in the row's own text; nowhere if it had to be composed.
    place: Option<Range<usize>>,
    /// Nothing in it can be out of place.
    is_usual: bool,
}

impl<'a> Cell<'a> {
    /// Takes the ends off what lies here, and composes the rest.
    fn new(source: &'a str, place: Range<usize>, is_plain: bool) -> Self {
        let text = &source[place.clone()];
        if is_plain {
            let text = trim_spaces(text, place.start);
            return Self { text: Cow::Borrowed(&source[text.clone()]), place: Some(text), is_usual: true };
        }
        let (before, text) = rules::trim(text);
        let start = place.start + before;
        let place = Some(start..start + text.len());
        if rules::is_usual(text) {
            return Self { text: Cow::Borrowed(text), place, is_usual: true };
        }
        let text = rules::compose(text);
        let is_as_it_was = matches!(text, Cow::Borrowed(_));
        Self { text, place: place.filter(|_| is_as_it_was), is_usual: false }
    }

    /// Where it lies in the drafts' text.
    fn span(&self, draft: &Draft, drafts: &mut Drafts) -> Span {
        match &self.place {
            Some(place) => Drafts::place(draft, place.clone()),
            None => drafts.add(&self.text),
        }
    }
}

/// Where a text that begins here lies without its outer spaces.
fn trim_spaces(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ') {
        return start..start + text.len();
    }
    let begun = text.trim_start_matches(' ');
    let start = start + text.len() - begun.len();
    start..start + begun.trim_end_matches(' ').len()
}

impl RowReader {
    pub(super) fn new(header: &Header, keyed: Keyed) -> Self {
        Self {
            glances: Glance::of(header),
            is_fix_file: header.is_fix_file(),
            domains: Domains::new(keyed),
            tags: Memo::new(keyed),
            codes: Memo::new(keyed),
            countries: Memo::new(keyed),
        }
    }

    /// Reads a record into a draft that was begun, and that still has to be kept or forgotten; `None` if it is blank.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        header: &Header,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> Option<Noticed> {
        let mut noticed = Noticed::default();
        if let Some(length) = record.too_long {
            draft.problems.add(Problem::file(Code::RowTooLong).limit(ROW_BYTES_MAX as u64, length));
            return Some(noticed);
        }
        let width = header.targets.len();
        if let Some(index) = record.lenient_quote().filter(|_| record.len() != width) {
            // Its cells may be in other columns: none of them is judged.
            let problem = Problem::file(Code::RowTooManyCells).found(record.cell(index));
            draft.problems.add(problem.limit(width as u64, record.len() as u64).hint(Hint::MisplacedQuote));
            return Some(noticed);
        }
        let source = record.source();
        let mut is_blank = true;
        for index in 0..self.glances.len() {
            let (mut place, is_plain) = record.place(index);
            if self.is_fix_file {
                place.start = place.end - unguard(&source[place.clone()]).len();
            }
            if self.read_at_a_glance(index, source, &place, is_plain, draft, drafts) {
                is_blank &= place.is_empty();
                continue;
            }
            is_blank &= self.read_by_rule(record, header, index, place, draft, drafts, &mut noticed);
        }
        if let Some(index) = record.lenient_quote() {
            let problem = Problem::file(Code::QuoteLenient).found(record.cell(index));
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

    /// Reads a cell by its column's rule; answers whether it is empty, or says nothing about the row. Out of the way of all the
    /// cells that need none.
    #[inline(never)]
    #[expect(clippy::too_many_arguments, reason = "a part of one loop, which it keeps small")]
    fn read_by_rule(
        &mut self,
        record: &Record<'_>,
        header: &Header,
        index: usize,
        place: Range<usize>,
        draft: &mut Draft,
        drafts: &mut Drafts,
        noticed: &mut Noticed,
    ) -> bool {
        let (target, is_plain) = (&header.targets[index], record.place(index).1);
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
                if is_sound(&cell, false, &header.labels[index], &mut draft.problems) {
                    let title = cell.span(draft, drafts);
                    drafts.push_title(index, title);
                }
            }
            Target::Unlabelled if !cell.text.is_empty() => noticed.unlabelled.push(index),
            Target::Numbered | Target::Unlabelled | Target::Status | Target::Ignored => {}
        }
        *target == Target::Status || cell.text.is_empty()
    }

    /// Reads a cell of which nothing is to be said: answers whether it is one.
    #[inline]
    fn read_at_a_glance(
        &mut self,
        index: usize,
        source: &str,
        place: &Range<usize>,
        is_plain: bool,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> bool {
        // Bytes: to cut a text asks each time whether letters stay whole.
        let text = source.as_bytes().get(place.clone()).unwrap_or_default();
        let is_trimmed = text.first() != Some(&b' ') && text.last() != Some(&b' ');
        if !is_trimmed || !is_plain && !is_usual(source.get(place.clone())) {
            return false;
        }
        let span = Drafts::place(draft, place.clone());
        match self.glances[index] {
            Glance::Text { field, bytes_max, may_be_empty } => {
                let is_sound = text.len() <= bytes_max && (may_be_empty || !text.is_empty());
                if is_sound {
                    draft.set_value(field, span);
                }
                is_sound
            }
            Glance::Enabled => {
                draft.enabled = match text {
                    b"1" => Some(true),
                    b"0" => Some(false),
                    _ => None,
                };
                draft.enabled.is_some()
            }
            Glance::Address => match source.get(place.clone()).and_then(|text| self.domains.sound(text)) {
                Some(address) => {
                    let key = drafts.set_key(draft, span, &address);
                    draft.set_value(Field::Email, key);
                    true
                }
                None => false,
            },
            Glance::Tag => {
                let is_sound = self.tags.is_sound(text);
                if is_sound {
                    draft.set_value(Field::Language, span);
                }
                is_sound
            }
            Glance::Title => {
                if !text.is_empty() && text.len() <= CELL_BYTES_MAX {
                    drafts.push_title(index, span);
                }
                text.len() <= CELL_BYTES_MAX
            }
            Glance::None => false,
        }
    }

    /// Reads one cell; answers where its value lies. What fails its rule is kept as found, for the report.
    fn read_cell(&mut self, column: &'static Column, cell: &Cell<'_>, draft: &mut Draft, drafts: &mut Drafts) -> Span {
        let (label, text) = (column.label, &*cell.text);
        let allows_line_break = matches!(column.rule, Rule::FreeText { .. });
        if allows_line_break && text.contains('\t') {
            let cell = Cell { text: text.replace('\t', " ").into(), place: None, is_usual: false };
            return self.read_cell(column, &cell, draft, drafts);
        }
        if !text.is_empty() && !is_sound(cell, allows_line_break, label, &mut draft.problems) {
            return cell.span(draft, drafts);
        }
        let problems = &mut draft.problems;
        match column.rule {
            Rule::Enabled => {
                draft.enabled = rules::read_enabled(text, label, problems);
                return Span::default();
            }
            Rule::Name { chars_max, plain } => {
                rules::read_name(text, column, chars_max, plain, problems);
            }
            Rule::Email => return self.read_address(cell, label, draft, drafts),
            Rule::Company => {
                if text.is_empty() {
                    problems.add(Problem::file(Code::CompanyMissing).column(label));
                }
            }
            Rule::Cohort | Rule::Course => {}
            Rule::LanguageTag => {
                let rule = |text: &str, problems: &mut RowProblems, suggest| match suggest {
                    Suggest::Yes => rules::read_tag(text, label, problems).map(Cow::into_owned),
                    Suggest::No => rules::read_tag_only(text, label, problems).map(Cow::into_owned),
                };
                if let Some(tag) = self.tags.judge(text, problems, rule)
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
                self.codes.judge(text, problems, rule);
            }
            Rule::Country => {
                let rule = |text: &str, problems: &mut RowProblems, _| {
                    rules::read_country(text, label, problems).map(str::to_owned)
                };
                self.countries.judge(text, problems, rule);
            }
            Rule::Identifier => {
                rules::read_identifier(text, label, problems);
            }
            Rule::FreeText { chars_max } => {
                if rules::read_free_text(text, chars_max, label, problems).is_none() {
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

/// Whether what stands beyond the last column is nothing; else it is a problem.
#[inline(never)]
fn is_without_more(record: &Record<'_>, header: &Header, draft: &mut Draft) -> bool {
    let extra = (header.targets.len()..record.len())
        .map(|index| record.cell(index))
        .find(|cell| !rules::clean(cell).is_empty());
    let Some(cell) = extra else { return true };
    let problem = Problem::file(Code::RowTooManyCells).found(cell);
    draft.problems.add(problem.limit(header.targets.len() as u64, record.len() as u64));
    false
}

/// Whether a text that is not plain needs no rule to clean it.
fn is_usual(text: Option<&str>) -> bool {
    text.is_some_and(|text| rules::is_usual(text) && rules::trim(text).1.len() == text.len())
}

fn is_sound(cell: &Cell<'_>, allows_line_break: bool, label: &str, problems: &mut RowProblems) -> bool {
    let text = &*cell.text;
    if text.len() > CELL_BYTES_MAX {
        problems.add(
            Problem::file(Code::CellTooLong)
                .column(label)
                .found(text)
                .limit(CELL_BYTES_MAX as u64, text.len() as u64)
                .hint(Hint::InBytes),
        );
        return false;
    }
    cell.is_usual || rules::check_characters(text, allows_line_break, label, problems)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::{decode::Decoder, header::read_header, layout::LayoutName};

    /// Everything that each row of a file was read as.
    fn read(file: &str, at_a_glance: bool) -> Vec<String> {
        let layout = LayoutName::Enrolment.layout();
        let keyed = Keyed::new([4; 16]);
        let mut decoder = Decoder::new(layout);
        decoder.push(file.as_bytes());
        decoder.finish();
        let header = read_header(&decoder.next_record().unwrap().unwrap(), layout).0;
        let (mut reader, mut drafts, mut rows) = (RowReader::new(&header, keyed), Drafts::default(), Vec::new());
        if !at_a_glance {
            reader.glances.fill(Glance::None);
        }
        while let Ok(Some(record)) = decoder.next_record() {
            let mut draft = drafts.begin(record.row, record.line, record.source());
            let noticed = reader.read(&record, &header, &mut draft, &mut drafts);
            let content = drafts.content(&draft, &keyed);
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
        fn row_read_at_a_glance_is_the_row_that_the_rules_read(
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
