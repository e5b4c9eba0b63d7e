//! Rows as far as the file alone tells, many of them in a few buffers: a cell costs no allocation.

use std::{hash::Hash, ops::Range};

use super::duplicates::Keyed;
use crate::{
    layout::Field,
    problem::{RowProblems, Severity},
    row::Person,
};

/// Ends each value: two rows are alike if their values are, not if these run together to the same text.
const END: char = '\u{1f}';

/// Where a text lies in its buffer.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn of(self, buffer: &str) -> &str {
        &buffer[self.start as usize..self.end as usize]
    }
}

/// Rows of one batch, until they are planned.
#[derive(Debug, Default)]
pub struct Drafts {
    rows: Vec<Draft>,
    /// Values of the columns, row by row, each row's in the order of the file.
    values: String,
    /// Titles of courses, cleaned, likewise.
    titles: String,
    /// Where each title lies, with the index of its column.
    title_spans: Vec<(usize, Span)>,
    /// Addresses as typed, where they are not their own keys.
    typed: String,
}

/// One row.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) row: u64,
    pub(super) line: u64,
    pub(super) enabled: Option<bool>,
    pub(super) problems: RowProblems,
    /// Whether the value of the address column is an address key.
    has_key: bool,
    typed: Option<Span>,
    values: [Span; Field::COUNT],
    /// Where the row begins in each buffer.
    begun: Lengths,
}

/// How long the buffers are.
#[derive(Debug, Clone, Copy)]
struct Lengths {
    values: usize,
    titles: usize,
    title_spans: usize,
    typed: usize,
}

impl Drafts {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Forgets all rows and keeps the room for the next ones.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.values.clear();
        self.titles.clear();
        self.title_spans.clear();
        self.typed.clear();
    }

    /// The row of this index as a spreadsheet numbers it.
    pub fn row(&self, index: usize) -> u64 {
        self.rows[index].row
    }

    /// What is wrong with the row of this index, and what is worth a look.
    pub fn problems(&self, index: usize) -> &RowProblems {
        &self.rows[index].problems
    }

    /// The companies that rows name.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|draft| self.value(draft, Field::Company)).filter(|name| !name.is_empty())
    }

    /// The address keys of rows that have one.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|draft| self.address(draft))
    }

    pub(super) fn begin(&self, row: u64, line: u64) -> Draft {
        Draft {
            row,
            line,
            enabled: None,
            problems: RowProblems::new(row, line),
            has_key: false,
            typed: None,
            values: [Span::default(); Field::COUNT],
            begun: Lengths {
                values: self.values.len(),
                titles: self.titles.len(),
                title_spans: self.title_spans.len(),
                typed: self.typed.len(),
            },
        }
    }

    pub(super) fn keep(&mut self, draft: Draft) {
        self.rows.push(draft);
    }

    /// Takes back what the row that was begun last has added.
    pub(super) fn forget(&mut self, draft: &Draft) {
        self.values.truncate(draft.begun.values);
        self.titles.truncate(draft.begun.titles);
        self.title_spans.truncate(draft.begun.title_spans);
        self.typed.truncate(draft.begun.typed);
    }

    pub(super) fn push_value(&mut self, draft: &mut Draft, field: Field, text: &str) {
        self.write_value(draft, field, |values| values.push_str(text));
    }

    /// Adds an address with its key, which `write` writes unless the text is none.
    pub(super) fn push_address(&mut self, draft: &mut Draft, typed: &str, write: impl FnOnce(&mut String)) {
        draft.has_key = true;
        self.write_value(draft, Field::Email, write);
        if self.value(draft, Field::Email) != typed {
            draft.typed = Some(add(&mut self.typed, typed));
        }
    }

    pub(super) fn push_title(&mut self, column: usize, text: &str) {
        let span = add(&mut self.titles, text);
        self.titles.push(END);
        self.title_spans.push((column, span));
    }

    fn write_value(&mut self, draft: &mut Draft, field: Field, write: impl FnOnce(&mut String)) {
        let start = self.values.len() as u32;
        write(&mut self.values);
        draft.values[field as usize] = Span { start, end: self.values.len() as u32 };
        self.values.push(END);
    }

    pub(super) fn value(&self, draft: &Draft, field: Field) -> &str {
        draft.values[field as usize].of(&self.values)
    }

    pub(super) fn address(&self, draft: &Draft) -> Option<&str> {
        draft.has_key.then(|| self.value(draft, Field::Email))
    }

    pub(super) fn typed_address(&self, draft: &Draft) -> &str {
        draft.typed.map_or_else(|| self.value(draft, Field::Email), |typed| typed.of(&self.typed))
    }

    /// What identical rows have in common, as hashes: every value and what is wrong with them; and the same without courses. A
    /// row with an error of its own says something else than its sound twin, though no value of it is left to tell.
    ///
    /// The draft is the one that was begun last.
    pub(super) fn content(&self, draft: &Draft, keyed: &Keyed) -> Content {
        let mut hasher = keyed.hasher();
        hasher.write_text(&self.values[draft.begun.values..]);
        if draft.problems.has_error() {
            for problem in draft.problems.list().iter().filter(|problem| problem.severity() == Severity::Error) {
                (problem.code, &problem.column, &problem.found).hash(&mut hasher);
            }
        }
        let core = hasher.hash_64();
        hasher.write_text(&self.titles[draft.begun.titles..]);
        Content { core, whole: hasher.hash_64() }
    }

    /// Takes the row of this index: the person as far as the file tells, and the problems.
    pub(super) fn take(&mut self, index: usize) -> (u64, u64, Person, RowProblems) {
        let draft = &mut self.rows[index];
        let (row, line) = (draft.row, draft.line);
        let problems = std::mem::replace(&mut draft.problems, RowProblems::new(row, line));
        let draft = &self.rows[index];
        let text = |field| self.value(draft, field).to_owned();
        let filled = |field| Some(text(field)).filter(|text| !text.is_empty());
        let person = Person {
            email: self.typed_address(draft).to_owned(),
            address: self.address(draft).unwrap_or_default().to_owned(),
            enabled: draft.enabled,
            name: text(Field::Name),
            last_name: filled(Field::LastName),
            company: filled(Field::Company),
            company_id: None,
            cohort: filled(Field::Cohort),
            cohort_id: None,
            language: text(Field::Language),
            job_role: filled(Field::JobRole),
            region: filled(Field::Region),
            identifier: filled(Field::Identifier),
            country: filled(Field::Country),
        };
        (row, line, person, problems)
    }

    /// The titles of the row of this index, each with its column's index, in the order of the columns.
    pub(super) fn titles(&self, index: usize) -> impl ExactSizeIterator<Item = (usize, &str)> {
        let end = self.rows.get(index + 1).map_or(self.title_spans.len(), |next| next.begun.title_spans);
        let own: Range<usize> = self.rows[index].begun.title_spans..end;
        self.title_spans[own].iter().map(|(column, span)| (*column, span.of(&self.titles)))
    }
}

/// Hashes of what a row says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub(super) core: u64,
    pub(super) whole: u64,
}

fn add(buffer: &mut String, text: &str) -> Span {
    let start = buffer.len() as u32;
    buffer.push_str(text);
    Span { start, end: buffer.len() as u32 }
}
