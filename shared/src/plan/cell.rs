//! A cell prepared for its rule: trimmed, composed, and checked.

use std::{borrow::Cow, ops::Range};

use super::drafts::{Draft, Drafts, Span};
use crate::{
    decode::CELL_BYTES_MAX,
    problem::{Code, Hint, Problem, RowProblems},
    rules,
};

#[derive(Debug)]
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    /// Span in the record's text; `None` if the record does not contain the text verbatim.
    range: Option<Range<usize>>,
    /// Whether the cell consists of common characters that need no check.
    is_usual: bool,
}

impl<'a> Cell<'a> {
    pub(super) fn new(source: &'a str, range: Range<usize>, is_plain: bool) -> Self {
        let text = &source[range.clone()];
        if is_plain {
            let text = trim_spaces(text, range.start);
            return Self { text: Cow::Borrowed(&source[text.clone()]), range: Some(text), is_usual: true };
        }
        let (before, text) = rules::trim(text);
        let start = range.start + before;
        let range = Some(start..start + text.len());
        if rules::is_usual(text) {
            return Self { text: Cow::Borrowed(text), range, is_usual: true };
        }
        let text = rules::compose(text);
        let is_as_it_was = matches!(text, Cow::Borrowed(_));
        Self { text, range: range.filter(|_| is_as_it_was), is_usual: false }
    }

    pub(super) fn span(&self, draft: &Draft, drafts: &mut Drafts) -> Span {
        match &self.range {
            Some(range) => Drafts::span_of(draft, range.clone()),
            None => drafts.add(&self.text),
        }
    }

    /// Returns the cell with a space in place of each tab.
    pub(super) fn with_spaces_for_tabs(&self) -> Cell<'static> {
        Cell::of_text(self.text.replace('\t', " "))
    }

    /// Returns the text of a cell that was exported as a formula consisting of a single string; `None` for any other cell.
    pub(super) fn unwrapped(&self) -> Option<Cell<'static>> {
        let text = rules::unwrap_formula_text(&self.text)?;
        Some(Cell::of_text(rules::clean(&text).into_owned()))
    }

    /// Returns the cell with its white space folded; `None` if there is nothing to fold.
    pub(super) fn with_folded_spaces(&self) -> Option<Cell<'static>> {
        match rules::fold_spaces(&self.text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(Cell::of_text(text)),
        }
    }

    /// Creates a cell from text that the record does not contain verbatim.
    fn of_text(text: String) -> Cell<'static> {
        Cell { text: Cow::Owned(text), range: None, is_usual: false }
    }

    /// Returns `true` if the cell is short enough for any rule and its characters are valid; adds problems otherwise.
    pub(super) fn is_valid(&self, allows_line_break: bool, label: &str, problems: &mut RowProblems) -> bool {
        let text = &*self.text;
        if text.len() > CELL_BYTES_MAX {
            problems.add(
                Problem::new(Code::CellTooLong)
                    .column(label)
                    .found(text)
                    .limit(CELL_BYTES_MAX as u64, text.len() as u64)
                    .hint(Hint::InBytes),
            );
            return false;
        }
        self.is_usual || rules::check_characters(text, allows_line_break, label, problems)
    }
}

/// Returns the span of text that begins at `start`, without leading or trailing spaces.
fn trim_spaces(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ') {
        return start..start + text.len();
    }
    let begun = text.trim_start_matches(' ');
    let start = start + text.len() - begun.len();
    start..start + begun.trim_end_matches(' ').len()
}

/// Returns `true` if text that is not plain ASCII needs neither cleaning nor a character check.
#[inline]
pub(super) fn is_usual(text: Option<&str>) -> bool {
    text.is_some_and(|text| rules::is_usual(text) && rules::trim(text).1.len() == text.len())
}
