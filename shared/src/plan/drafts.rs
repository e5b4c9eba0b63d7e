//! The rows in a batch, before anything is looked up. They share one buffer, so that no cell needs its own allocation.
//!
//! Each record is copied as a whole, and a value is a span of that copy. Only values that a rule has changed are appended.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    corrections::CorrectedCell,
    ids::UserKey,
    keyed::{KeyedHasher, ROOM},
    layout::{COURSE_COLUMNS_MAX, Field, Values},
    problem::{RowProblems, Severity},
    row::Person,
    rules::ValidAddress,
};

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn of(self, buffer: &str) -> &str {
        &buffer[self.start as usize..self.end as usize]
    }
}

/// Padding after each record, so that [`ROOM`] bytes also follow its last value.
const PADDING: &str = match std::str::from_utf8(&[b' '; ROOM]) {
    Ok(spaces) => spaces,
    Err(_) => "",
};

/// The rows in one batch, until they are planned.
#[derive(Debug, Default)]
pub struct Drafts {
    rows: Vec<Draft>,
    /// Records, and the values that rules have changed.
    text: String,
    /// Cleaned course titles in file order, each with its column index.
    titles: Vec<(usize, Span)>,
    /// Corrected cells, by row index; most rows have none.
    corrected: BTreeMap<usize, Vec<CorrectedCell>>,
    problems: usize,
}

/// Approximate size in bytes of a course in a planned row, not counting its title: its id, twice, and the field names.
const COURSE_BYTES: usize = 300;
/// Approximate size in bytes of a problem in a planned row.
const PROBLEM_BYTES: usize = 600;

#[derive(Debug)]
pub(super) struct Draft {
    pub(super) enabled: Option<bool>,
    pub(super) problems: RowProblems,
    has_key: bool,
    pub(super) user_key: UserKey,
    typed: Span,
    /// Values by field. That of `enabled` is the text of the cell, which only a problem quotes.
    values: [Span; Field::COUNT],
    text_start: usize,
    titles_start: usize,
    /// Whether the row has fewer cells in the file than the header.
    pub(super) is_short: bool,
}

impl Draft {
    pub(super) fn set_value(&mut self, field: Field, value: Span) {
        self.values[field as usize] = value;
    }
}

impl Drafts {
    /// Creates empty drafts with capacity for as many rows, so that their memory need not grow step by step.
    #[must_use]
    pub fn with_same_capacity(&self) -> Self {
        Self {
            rows: Vec::with_capacity(self.rows.len()),
            text: String::with_capacity(self.text.len()),
            titles: Vec::with_capacity(self.titles.len()),
            ..Self::default()
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the approximate maximum size in bytes of the planned rows.
    pub fn planned_bytes(&self) -> usize {
        self.text.len() + self.titles.len() * COURSE_BYTES + self.problems * PROBLEM_BYTES
    }

    /// Returns the spreadsheet row number of the draft at this index.
    pub fn row(&self, index: usize) -> u64 {
        self.rows[index].problems.row()
    }

    pub(super) fn user_key(&self, index: usize) -> UserKey {
        self.rows[index].user_key
    }

    /// Returns the company names of the rows that name a company.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|draft| self.value(draft, Field::Company)).filter(|name| !name.is_empty())
    }

    /// Returns the address keys of the rows with a valid address.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|draft| self.address(draft))
    }

    /// Returns the identifiers of the rows that have one.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|draft| self.value(draft, Field::Identifier)).filter(|identifier| !identifier.is_empty())
    }

    pub(super) fn begin(&mut self, row: u64, line: u64, source: &str) -> Draft {
        let text_start = self.text.len();
        self.text.push_str(source);
        self.text.push_str(PADDING);
        Draft {
            enabled: None,
            problems: RowProblems::new(row, line),
            has_key: false,
            user_key: UserKey::default(),
            typed: Span::default(),
            values: [Span::default(); Field::COUNT],
            text_start,
            titles_start: self.titles.len(),
            is_short: false,
        }
    }

    pub(super) fn commit(&mut self, draft: Draft) {
        self.problems += draft.problems.list().len();
        self.rows.push(draft);
    }

    /// Records the corrected cells of the row that is [committed](Self::commit) next.
    pub(super) fn set_corrected(&mut self, cells: Vec<CorrectedCell>) {
        if !cells.is_empty() {
            self.corrected.insert(self.rows.len(), cells);
        }
    }

    pub(super) fn take_corrected(&mut self, index: usize) -> Vec<CorrectedCell> {
        self.corrected.remove(&index).unwrap_or_default()
    }

    /// Removes the values and problems of a row that does not describe a person, so that nothing is looked up for it.
    pub(super) fn clear(&mut self, draft: &mut Draft) {
        self.titles.truncate(draft.titles_start);
        draft.enabled = None;
        draft.values = [Span::default(); Field::COUNT];
        draft.problems = RowProblems::new(draft.problems.row(), draft.problems.line());
    }

    pub(super) fn discard(&mut self, draft: &Draft) {
        self.text.truncate(draft.text_start);
        self.titles.truncate(draft.titles_start);
    }

    /// Returns the span of a part of the row's record, whose text was appended as a whole.
    #[inline]
    pub(super) fn span_of(draft: &Draft, part: Range<usize>) -> Span {
        Span { start: (draft.text_start + part.start) as u32, end: (draft.text_start + part.end) as u32 }
    }

    /// Appends text that the record does not contain verbatim, and returns its span.
    pub(super) fn add(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span { start, end: self.text.len() as u32 }
    }

    /// Records an address and returns the span of its key: that of the typed address if it equals the key, otherwise that of appended text.
    pub(super) fn set_key(&mut self, draft: &mut Draft, typed: Span, address: &ValidAddress<'_>) -> Span {
        draft.has_key = true;
        draft.typed = typed;
        let start = self.text.len();
        if address.is_own {
            let own = typed.start as usize..typed.end as usize;
            if !self.text.as_bytes()[own.clone()].iter().any(u8::is_ascii_uppercase) {
                return typed;
            }
            self.text.extend_from_within(own);
        } else {
            self.text.push_str(address.local);
            self.text.push('@');
            self.text.push_str(address.domain);
        }
        self.text[start..].make_ascii_lowercase();
        Span { start: start as u32, end: self.text.len() as u32 }
    }

    pub(super) fn push_title(&mut self, column: usize, title: Span) {
        self.titles.push((column, title));
    }

    pub(super) fn value(&self, draft: &Draft, field: Field) -> &str {
        draft.values[field as usize].of(&self.text)
    }

    pub(super) fn address(&self, draft: &Draft) -> Option<&str> {
        draft.has_key.then(|| self.value(draft, Field::Email))
    }

    pub(super) fn typed_address(&self, draft: &Draft) -> &str {
        if draft.has_key { draft.typed.of(&self.text) } else { self.value(draft, Field::Email) }
    }

    /// Hashes the values (except the address) and errors of a row, with and without its courses. Errors are included because a cell that
    /// fails its rule may leave no value, yet the row differs from one without errors.
    ///
    /// `draft` must be the one begun last.
    pub(super) fn content(&self, draft: &Draft, hasher: &KeyedHasher) -> Content {
        let (mut hash, text) = (hasher.row_hasher(), self.text.as_bytes());
        for (field, span) in (0..).zip(&draft.values) {
            // Each value is hashed with its field, so empty ones can be skipped. The address can be skipped because only rows with equal
            // addresses are compared, and the text of `enabled` because its meaning is hashed below.
            if span.start < span.end && field != Field::Email as u8 && field != Field::Enabled as u8 {
                hash.add_part(field, text, span.start as usize, span.end as usize);
            }
        }
        hash.add_number(draft.enabled.map_or(2, u64::from));
        if draft.problems.has_error() {
            for problem in draft.problems.list().iter().filter(|problem| problem.severity() == Severity::Error) {
                hash.add(problem.code.as_str().as_bytes());
                hash.add(problem.column.as_deref().unwrap_or_default().as_bytes());
                hash.add(problem.found.as_bytes());
            }
        }
        let core = hash.hash_64();
        // Courses are a set: order and repetition do not matter.
        let titles = &self.titles[draft.titles_start..];
        let title = |at: u8| titles[usize::from(at)].1;
        let mut order: [u8; COURSE_COLUMNS_MAX] = std::array::from_fn(|at| at as u8);
        let order = &mut order[..titles.len().min(COURSE_COLUMNS_MAX)];
        order.sort_unstable_by_key(|at| title(*at).of(&self.text));
        for (index, at) in order.iter().enumerate() {
            if index == 0 || title(order[index - 1]).of(&self.text) != title(*at).of(&self.text) {
                let title = title(*at);
                hash.add_part(0, text, title.start as usize, title.end as usize);
            }
        }
        Content { core, whole: hash.hash_64() }
    }

    pub(super) fn take(&mut self, index: usize) -> (Person, RowProblems) {
        let draft = &mut self.rows[index];
        let empty = RowProblems::new(draft.problems.row(), draft.problems.line());
        let problems = std::mem::replace(&mut draft.problems, empty);
        let draft = &self.rows[index];
        let mut values = Values::default();
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Enabled) {
            let text = if field == Field::Email { self.typed_address(draft) } else { self.value(draft, field) };
            if !text.is_empty() {
                values.set(field, text);
            }
        }
        let address = self.address(draft).unwrap_or_default().to_owned();
        (Person { address, enabled: draft.enabled, company_id: None, cohort_id: None, values }, problems)
    }

    /// Returns the text of the `enabled` cell in the row at this index.
    pub(super) fn enabled_text(&self, index: usize) -> &str {
        self.value(&self.rows[index], Field::Enabled)
    }

    pub(super) fn is_short(&self, index: usize) -> bool {
        self.rows[index].is_short
    }

    /// Returns the titles in the row at this index with their column indexes, in column order.
    pub(super) fn titles(&self, index: usize) -> impl ExactSizeIterator<Item = (usize, &str)> + Clone {
        let end = self.rows.get(index + 1).map_or(self.titles.len(), |next| next.titles_start);
        let own: Range<usize> = self.rows[index].titles_start..end;
        self.titles[own].iter().map(|(column, span)| (*column, span.of(&self.text)))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub(super) core: u64,
    pub(super) whole: u64,
}
