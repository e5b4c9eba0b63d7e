//! A record read as a row: every cell judged by its column's rule, before anything is looked up.

use std::hash::{Hash, Hasher};

use crate::{
    decode::{CELL_BYTES_MAX, ROW_BYTES_MAX, Record},
    export::unguard,
    header::{Header, Target},
    layout::{Column, Field, Rule},
    problem::{Code, Hint, Problem, RowProblems, Severity},
    row::Person,
    rules::{self, Address},
};

/// A row as far as the file alone tells.
#[derive(Debug)]
pub struct Draft {
    /// The row.
    pub row: u64,
    /// The line where it begins.
    pub line: u64,
    /// The person; company and cohort by name only.
    pub person: Person,
    /// Titles of courses, cleaned, in the order of the columns, each with its column's index.
    pub titles: Vec<(usize, String)>,
    /// What is wrong so far.
    pub problems: RowProblems,
    /// The columns without a label that hold data here.
    pub unlabelled: Vec<usize>,
    /// The first cell that was decoded once too often.
    pub mojibake: Option<Box<Mojibake>>,
}

/// A cell that was decoded once too often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mojibake {
    /// Which column.
    pub index: usize,
    /// The cell.
    pub found: String,
    /// The cell as it was before.
    pub meant: String,
}

/// Reads a record; `None` if it is blank.
pub(super) fn read_draft(record: &Record<'_>, header: &Header) -> Option<Draft> {
    let mut draft = Draft {
        row: record.row,
        line: record.line,
        person: Person::default(),
        titles: Vec::new(),
        problems: RowProblems::new(record.row, record.line),
        unlabelled: Vec::new(),
        mojibake: None,
    };
    if let Some(length) = record.too_long {
        draft.problems.add(Problem::file(Code::RowTooLong).limit(ROW_BYTES_MAX as u64, length));
        return Some(draft);
    }
    let is_fix_file = header.is_fix_file();
    let mut is_blank = true;
    for (index, target) in header.targets.iter().enumerate() {
        let cell = record.cell(index);
        let text = rules::clean(if is_fix_file { unguard(cell) } else { cell });
        if *target != Target::Status {
            is_blank &= text.is_empty();
        }
        if draft.mojibake.is_none()
            && matches!(target, Target::Column(_) | Target::Numbered)
            && let Some(meant) = rules::undo_mojibake(&text)
        {
            draft.mojibake = Some(Box::new(Mojibake { index, found: text.clone().into_owned(), meant }));
        }
        match target {
            Target::Column(column) => read_cell(column, &text, &mut draft),
            Target::Numbered if !text.is_empty() => {
                let label = header.labels[index].as_str();
                if is_sound(&text, false, label, &mut draft.problems) {
                    draft.titles.push((index, text.into_owned()));
                }
            }
            Target::Unlabelled if !text.is_empty() => draft.unlabelled.push(index),
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
    Some(draft)
}

/// Reads one cell into the person it speaks of. What fails its rule is kept as found, for the report.
fn read_cell(column: &'static Column, text: &str, draft: &mut Draft) {
    let Draft { person, problems, .. } = draft;
    let allows_line_break = matches!(column.rule, Rule::FreeText { .. });
    if !text.is_empty() && !is_sound(text, allows_line_break, column.label, problems) {
        keep_as_found(column.field, text, person);
        return;
    }
    let label = column.label;
    let owned = |value: &str| Some(value.to_owned());
    match column.rule {
        Rule::Enabled => person.enabled = rules::read_enabled(text, label, problems),
        Rule::Name { chars_max, plain } => {
            rules::read_name(text, column, chars_max, plain, problems);
            keep_as_found(column.field, text, person);
        }
        Rule::Email => match rules::read_address(text, label, problems) {
            Some(Address { key, typed }) => {
                person.address = key;
                person.email = typed;
            }
            None => keep_as_found(column.field, text, person),
        },
        Rule::Company if text.is_empty() => problems.add(Problem::file(Code::CompanyMissing).column(label)),
        Rule::Company | Rule::Cohort => keep_as_found(column.field, text, person),
        Rule::LanguageTag => match rules::read_tag(text, label, problems) {
            Some(tag) => person.language = tag.into_owned(),
            None => keep_as_found(column.field, text, person),
        },
        Rule::LanguageCode => {
            rules::read_code(text, label, problems);
            keep_as_found(column.field, text, person);
        }
        Rule::Country => {
            rules::read_country(text, label, problems);
            keep_as_found(column.field, text, person);
        }
        Rule::Identifier => {
            rules::read_identifier(text, label, problems);
            keep_as_found(column.field, text, person);
        }
        Rule::FreeText { chars_max } => {
            let value = rules::read_free_text(text, chars_max, label, problems).and_then(owned);
            match column.field {
                Field::JobRole => person.job_role = value,
                _ => person.region = value,
            }
        }
        Rule::Course => {}
    }
}

fn keep_as_found(field: Field, text: &str, person: &mut Person) {
    let value = (!text.is_empty()).then(|| text.to_owned());
    match field {
        Field::Name => text.clone_into(&mut person.name),
        Field::LastName => person.last_name = value,
        Field::Email => text.clone_into(&mut person.email),
        Field::Company => person.company = value,
        Field::Cohort => person.cohort = value,
        Field::Language => text.clone_into(&mut person.language),
        Field::JobRole => person.job_role = value,
        Field::Region => person.region = value,
        Field::Identifier => person.identifier = value,
        Field::Country => person.country = value,
        Field::Enabled | Field::Course => {}
    }
}

fn is_sound(text: &str, allows_line_break: bool, label: &str, problems: &mut RowProblems) -> bool {
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
    rules::check_characters(text, allows_line_break, label, problems)
}

/// What identical rows have in common: every value, with or without the courses, and what is wrong with them. A row with an
/// error of its own says something else than its sound twin, though no value of it is left to tell.
pub(super) struct Core<'a>(pub &'a Draft);

/// [`Core`] with the courses.
pub(super) struct Content<'a>(pub &'a Draft);

impl Hash for Core<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Person {
            email: _,
            address,
            enabled,
            name,
            last_name,
            company,
            company_id: _,
            cohort,
            cohort_id: _,
            language,
            job_role,
            region,
            identifier,
            country,
        } = &self.0.person;
        (address, enabled, name, last_name, company, cohort, language, job_role, region, identifier, country)
            .hash(state);
        for problem in self.0.problems.list().iter().filter(|problem| problem.severity() == Severity::Error) {
            (problem.code, &problem.column, &problem.found).hash(state);
        }
    }
}

impl Hash for Content<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Core(self.0).hash(state);
        for (_, title) in &self.0.titles {
            title.hash(state);
        }
    }
}
