//! A record read as a row: every cell judged by its column's rule, before anything is looked up.

use std::borrow::Cow;

use super::{
    drafts::{Draft, Drafts},
    memo::Memo,
};
use crate::{
    decode::{CELL_BYTES_MAX, ROW_BYTES_MAX, Record, is_visible_ascii},
    export::unguard,
    header::{Header, Target},
    layout::{Column, Field, Rule},
    problem::{Code, Hint, Problem, RowProblems},
    rules::{self, Domains},
};

/// Reads records, and remembers what it found out about values that come again.
#[derive(Debug, Default)]
pub(super) struct RowReader {
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
}

impl RowReader {
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
        let (is_all_plain, is_fix_file) = (record.is_plain(), header.is_fix_file());
        let mut is_blank = true;
        for (index, target) in header.targets.iter().enumerate() {
            let cell = record.cell(index);
            let cell = if is_fix_file { unguard(cell) } else { cell };
            let is_plain = is_all_plain || is_visible_ascii(cell, b' ');
            let text = if is_plain { Cow::Borrowed(cell.trim_matches(' ')) } else { rules::clean(cell) };
            if *target != Target::Status {
                is_blank &= text.is_empty();
            }
            if !is_plain && noticed.mojibake.is_none() && matches!(target, Target::Column(_) | Target::Numbered) {
                noticed.mojibake = rules::undo_mojibake(&text).map(|meant| Mojibake {
                    index,
                    found: text.clone().into_owned(),
                    meant,
                });
            }
            match target {
                Target::Column(column) => self.read_cell(column, &text, is_plain, draft, drafts),
                Target::Numbered if !text.is_empty() => {
                    if is_sound(&text, is_plain, false, &header.labels[index], &mut draft.problems) {
                        drafts.push_title(index, &text);
                    }
                }
                Target::Unlabelled if !text.is_empty() => noticed.unlabelled.push(index),
                Target::Numbered | Target::Unlabelled | Target::Status | Target::Ignored => {}
            }
        }
        let extra = (header.targets.len()..record.len())
            .map(|index| record.cell(index))
            .find(|cell| !rules::clean(cell).is_empty());
        if let Some(cell) = extra {
            is_blank = false;
            let problem = Problem::file(Code::RowTooManyCells).found(cell);
            draft.problems.add(problem.limit(header.targets.len() as u64, record.len() as u64));
        }
        if is_blank {
            return None;
        }
        if record.is_lenient {
            draft.problems.add(Problem::file(Code::QuoteLenient));
        }
        Some(noticed)
    }

    /// Reads one cell. What fails its rule is kept as found, for the report.
    fn read_cell(
        &mut self,
        column: &'static Column,
        text: &str,
        is_plain: bool,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) {
        let (label, field) = (column.label, column.field);
        let allows_line_break = matches!(column.rule, Rule::FreeText { .. });
        if !text.is_empty() && !is_sound(text, is_plain, allows_line_break, label, &mut draft.problems) {
            return drafts.push_value(draft, field, text);
        }
        let problems = &mut draft.problems;
        match column.rule {
            Rule::Enabled => {
                draft.enabled = rules::read_enabled(text, label, problems);
                let digit = match draft.enabled {
                    Some(true) => "1",
                    Some(false) => "0",
                    None => "",
                };
                drafts.push_value(draft, field, digit);
            }
            Rule::Name { chars_max, plain } => {
                rules::read_name(text, column, chars_max, plain, problems);
                drafts.push_value(draft, field, text);
            }
            Rule::Email => self.read_address(text, label, draft, drafts),
            Rule::Company => {
                if text.is_empty() {
                    problems.add(Problem::file(Code::CompanyMissing).column(label));
                }
                drafts.push_value(draft, field, text);
            }
            Rule::Cohort | Rule::Course => drafts.push_value(draft, field, text),
            Rule::LanguageTag => {
                let rule = |text: &str, problems: &mut RowProblems| {
                    rules::read_tag(text, label, problems).map(Cow::into_owned)
                };
                let tag = self.tags.judge(text, problems, rule);
                drafts.push_value(draft, field, tag.as_deref().unwrap_or(text));
            }
            Rule::LanguageCode => {
                let rule =
                    |text: &str, problems: &mut RowProblems| rules::read_code(text, label, problems).map(str::to_owned);
                self.codes.judge(text, problems, rule);
                drafts.push_value(draft, field, text);
            }
            Rule::Country => {
                let rule = |text: &str, problems: &mut RowProblems| {
                    rules::read_country(text, label, problems).map(str::to_owned)
                };
                self.countries.judge(text, problems, rule);
                drafts.push_value(draft, field, text);
            }
            Rule::Identifier => {
                rules::read_identifier(text, label, problems);
                drafts.push_value(draft, field, text);
            }
            Rule::FreeText { chars_max } => {
                let value = rules::read_free_text(text, chars_max, label, problems).unwrap_or_default();
                drafts.push_value(draft, field, value);
            }
        }
    }

    fn read_address(&mut self, text: &str, label: &str, draft: &mut Draft, drafts: &mut Drafts) {
        if let Some((local, domain)) = self.domains.sound_parts(text) {
            drafts.push_address(draft, text, |key| {
                let begin = key.len();
                key.push_str(local);
                key[begin..].make_ascii_lowercase();
                key.push('@');
                key.push_str(domain);
            });
        } else if let Some(address) = rules::read_address(text, label, &mut draft.problems) {
            drafts.push_address(draft, text, |key| key.push_str(&address.key));
        } else {
            drafts.push_value(draft, Field::Email, text);
        }
    }
}

fn is_sound(text: &str, is_plain: bool, allows_line_break: bool, label: &str, problems: &mut RowProblems) -> bool {
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
    is_plain || rules::check_characters(text, allows_line_break, label, problems)
}
