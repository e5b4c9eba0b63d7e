//! Rows as far as the file alone tells, many of them in one buffer: a cell costs no allocation, and most of them no copy.
//!
//! A record is copied as it is. A value is where it lies in that copy; only what a rule has changed is added behind it.

use std::ops::Range;

use crate::{
    ids::UserKey,
    keyed::{Keyed, ROOM},
    layout::{COURSE_COLUMNS_MAX, Field},
    problem::{RowProblems, Severity},
    row::Person,
    rules::SoundAddress,
};

/// Where a text lies in its buffer.
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

/// What stands behind a record, so that its last value has room behind it too.
const BEHIND: &str = match std::str::from_utf8(&[b' '; ROOM]) {
    Ok(spaces) => spaces,
    Err(_) => "",
};

/// Rows of one batch, until they are planned.
#[derive(Debug, Default)]
pub struct Drafts {
    rows: Vec<Draft>,
    /// Records, and what rules have made of their cells.
    text: String,
    /// Titles of courses, cleaned, row by row in the order of the file, each with the index of its column.
    titles: Vec<(usize, Span)>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) enabled: Option<bool>,
    pub(super) problems: RowProblems,
    /// Whether the value of the address column is an address key.
    has_key: bool,
    /// The key of the user of that address.
    pub(super) user_key: UserKey,
    /// The address as typed.
    typed: Span,
    values: [Span; Field::COUNT],
    /// Where the row begins in the text.
    text_begun: usize,
    /// Where its titles begin.
    titles_begun: usize,
}

impl Draft {
    pub(super) fn set_value(&mut self, field: Field, value: Span) {
        self.values[field as usize] = value;
    }
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
        self.text.clear();
        self.titles.clear();
    }

    /// The row of this index as a spreadsheet numbers it.
    pub fn row(&self, index: usize) -> u64 {
        self.rows[index].problems.row()
    }

    /// What is wrong with the row of this index, and what is worth a look.
    pub fn problems(&self, index: usize) -> &RowProblems {
        &self.rows[index].problems
    }

    /// The key of the user of the row of this index.
    pub(super) fn user_key(&self, index: usize) -> UserKey {
        self.rows[index].user_key
    }

    /// The companies that rows name.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|draft| self.value(draft, Field::Company)).filter(|name| !name.is_empty())
    }

    /// The address keys of rows that have one.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|draft| self.address(draft))
    }

    /// Begins a row with the text in which its cells lie.
    pub(super) fn begin(&mut self, row: u64, line: u64, source: &str) -> Draft {
        let text_begun = self.text.len();
        self.text.push_str(source);
        self.text.push_str(BEHIND);
        Draft {
            enabled: None,
            problems: RowProblems::new(row, line),
            has_key: false,
            user_key: UserKey::default(),
            typed: Span::default(),
            values: [Span::default(); Field::COUNT],
            text_begun,
            titles_begun: self.titles.len(),
        }
    }

    pub(super) fn keep(&mut self, draft: Draft) {
        self.rows.push(draft);
    }

    /// Takes back what the row that was begun last has added.
    pub(super) fn forget(&mut self, draft: &Draft) {
        self.text.truncate(draft.text_begun);
        self.titles.truncate(draft.titles_begun);
    }

    /// Where a part of the row's own text lies.
    #[inline]
    pub(super) fn place(draft: &Draft, part: Range<usize>) -> Span {
        Span { start: (draft.text_begun + part.start) as u32, end: (draft.text_begun + part.end) as u32 }
    }

    /// Adds a text that does not stand in the row as it is.
    pub(super) fn add(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span { start, end: self.text.len() as u32 }
    }

    /// Where the key of an address lies, which is made of its parts unless it stands there as it is.
    pub(super) fn set_key(&mut self, draft: &mut Draft, typed: Span, address: &SoundAddress<'_>) -> Span {
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

    /// What identical rows of one address have in common, as hashes: every value and what is wrong with them; and the same without courses. A
    /// row with an error of its own says something else than its sound twin, though no value of it is left to tell.
    ///
    /// The draft is the one that was begun last.
    pub(super) fn content(&self, draft: &Draft, keyed: &Keyed) -> Content {
        let (mut mix, text) = (keyed.mix(), self.text.as_bytes());
        for (field, span) in (0..).zip(&draft.values) {
            // Of the empty ones the others' fields tell; of the address its own key does.
            if span.start < span.end && field != Field::Email as u8 {
                mix.add_part(field, text, span.start as usize, span.end as usize);
            }
        }
        mix.add_number(draft.enabled.map_or(2, u64::from));
        if draft.problems.has_error() {
            for problem in draft.problems.list().iter().filter(|problem| problem.severity() == Severity::Error) {
                mix.add(problem.code.as_str().as_bytes());
                mix.add(problem.column.as_deref().unwrap_or_default().as_bytes());
                mix.add(problem.found.as_bytes());
            }
        }
        let core = mix.hash_64();
        // Courses are a set: neither their order nor one that stands there twice says anything.
        let titles = &self.titles[draft.titles_begun..];
        let title = |at: u8| titles[usize::from(at)].1;
        let mut order: [u8; COURSE_COLUMNS_MAX] = std::array::from_fn(|at| at as u8);
        let order = &mut order[..titles.len().min(COURSE_COLUMNS_MAX)];
        order.sort_unstable_by_key(|at| title(*at).of(&self.text));
        for (place, at) in order.iter().enumerate() {
            if place == 0 || title(order[place - 1]).of(&self.text) != title(*at).of(&self.text) {
                let title = title(*at);
                mix.add_part(0, text, title.start as usize, title.end as usize);
            }
        }
        Content { core, whole: mix.hash_64() }
    }

    /// Takes the row of this index: the person as far as the file tells, and the problems.
    pub(super) fn take(&mut self, index: usize) -> (u64, u64, Person, RowProblems) {
        let draft = &mut self.rows[index];
        let (row, line) = (draft.problems.row(), draft.problems.line());
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
        let end = self.rows.get(index + 1).map_or(self.titles.len(), |next| next.titles_begun);
        let own: Range<usize> = self.rows[index].titles_begun..end;
        self.titles[own].iter().map(|(column, span)| (*column, span.of(&self.text)))
    }
}

/// Hashes of what a row says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub(super) core: u64,
    pub(super) whole: u64,
}
