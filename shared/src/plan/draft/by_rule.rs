//! Reads the cells that the fast path does not accept, using their columns' rules.

use std::{borrow::Cow, ops::Range};

use super::{Mojibake, Noticed, RowReader};
use crate::{
    decode::Record,
    header::Target,
    layout::{Column, Rule},
    plan::{
        cell::Cell,
        drafts::{Draft, Drafts, Span},
        memo::Suggest,
    },
    problem::{Code, Hint, Problem, RowProblems},
    rules::{self, MojibakeReadings, ValidAddress},
};

/// A cell that the fast path did not accept, with its column.
#[derive(Debug)]
pub(super) struct RawCell<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) index: usize,
    pub(super) range: Range<usize>,
    pub(super) target: &'a Target,
    pub(super) label: &'a str,
}

/// Adds a warning if text between apostrophes was split at a delimiter, so that it begins in this cell and ends in a later one. Only
/// quotation marks would have kept it together.
fn check_split_quote(record: &Record<'_>, index: usize, label: &str, problems: &mut RowProblems) {
    let is_open = |cell: &str| cell.len() > 1 && cell.trim().starts_with('\'') && !cell.trim().ends_with('\'');
    let is_end = |cell: &str| cell.trim().ends_with('\'') && !cell.trim().starts_with('\'');
    let mut later = (index + 1..record.len()).map(|later| record.cell(later));
    if is_open(record.cell(index)) && later.any(is_end) {
        problems.add(Problem::new(Code::CellSuspicious).column(label).found(record.cell(index)).hint(Hint::Quoted));
    }
}

impl RowReader {
    /// Reads a cell by its column's rule. Returns `true` if the row may still be blank: the cell is empty, or its column exists only in
    /// corrections files.
    ///
    /// Not inlined, so that the loop over the cells remains small for the fast path.
    #[inline(never)]
    pub(super) fn read_by_rule(
        &mut self,
        RawCell { record, index, range, target, label }: RawCell<'_>,
        draft: &mut Draft,
        drafts: &mut Drafts,
        noticed: &mut Noticed,
    ) -> bool {
        let is_plain = record.span(index).1;
        let mut cell = Cell::new(record.source(), range, is_plain);
        if target.is_imported()
            && let Some(unwrapped) = cell.unwrapped()
        {
            noticed.formula_text.get_or_insert_with(|| (index, cell.text.clone().into_owned()));
            cell = unwrapped;
        }
        if !is_plain
            && target.is_imported()
            && let Some(readings) = MojibakeReadings::of(&cell.text)
        {
            noticed.mojibake_words += rules::words_of_mojibake(&cell.text);
            if let Some(mojibake) = &mut noticed.mojibake {
                mojibake.readings.narrow(&readings);
            } else {
                noticed.mojibake = Some(Mojibake { index, found: cell.text.clone().into_owned(), readings });
            }
        }
        match target {
            Target::Column(column) => {
                let span = self.read_cell(column, &cell, draft, drafts);
                draft.set_value(column.field, span);
                if matches!(column.rule, Rule::Name { .. } | Rule::FreeText { .. }) && cell.text.starts_with('\'') {
                    check_split_quote(record, index, column.label, &mut draft.problems);
                }
            }
            Target::Numbered if !cell.text.is_empty() => {
                if cell.is_valid(false, label, &mut draft.problems) {
                    let title = cell.span(draft, drafts);
                    drafts.push_title(index, title);
                }
            }
            Target::Unlabelled if !cell.text.is_empty() => noticed.unlabelled.push(index),
            Target::Numbered | Target::Unlabelled | Target::Status | Target::Ignored | Target::LeftOut => {}
        }
        *target == Target::Status || cell.text.is_empty()
    }

    /// Reads one cell and returns the span of its value; for `enabled`, that of its text. Except for free text that is too long, a cell
    /// that fails its rule is retained as found, for the report.
    fn read_cell(&mut self, column: &'static Column, cell: &Cell<'_>, draft: &mut Draft, drafts: &mut Drafts) -> Span {
        let (label, text) = (column.label, &*cell.text);
        let allows_line_break = matches!(column.rule, Rule::FreeText { .. });
        if allows_line_break && text.contains('\t') {
            return self.read_cell(column, &cell.with_spaces_for_tabs(), draft, drafts);
        }
        if !text.is_empty() && !cell.is_valid(allows_line_break, label, &mut draft.problems) {
            return cell.span(draft, drafts);
        }
        if matches!(column.rule, Rule::Company | Rule::Cohort)
            && let Some(folded) = cell.with_folded_spaces()
        {
            return folded.span(draft, drafts);
        }
        let problems = &mut draft.problems;
        match column.rule {
            Rule::Enabled => draft.enabled = rules::read_enabled(text, label, problems),
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
                if value.is_none() && matches!(rule, Rule::FreeText { .. }) {
                    return Span::default();
                }
            }
        }
        cell.span(draft, drafts)
    }

    fn read_address(&mut self, cell: &Cell<'_>, label: &str, draft: &mut Draft, drafts: &mut Drafts) -> Span {
        let typed = cell.span(draft, drafts);
        if let Some(address) = self.domains.parse_valid(&cell.text) {
            drafts.set_key(draft, typed, &address)
        } else if let Some(address) = rules::read_address(&cell.text, label, &mut draft.problems)
            && let Some((local, domain)) = address.key.split_once('@')
        {
            drafts.set_key(draft, typed, &ValidAddress { local, domain, is_own: false })
        } else {
            typed
        }
    }
}
