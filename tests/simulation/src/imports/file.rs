//! A file as intended by the test, and its bytes.

use std::fmt::Write;

use rollcall_domain::layout::LayoutName;

use super::old::{Firm, LANGUAGES, address};
use crate::rng::Rng;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Defect {
    Enabled,
    Name,
    Email,
    Company,
    Cohort,
    Language,
    Country,
    Cells,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Blank,
    /// A repetition of the row at this index, with different white space.
    Repetition(usize),
    Person(Box<Person>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// Index in the pool of addresses.
    pub(super) at: usize,
    pub(super) email: String,
    pub(super) enabled: bool,
    pub(super) name: String,
    pub(super) last_name: String,
    /// Index in the list of companies; not written in `learners`, which has no company column.
    pub(super) firm: usize,
    pub(super) cohort: String,
    pub(super) language: usize,
    pub(super) job_role: String,
    pub(super) region: String,
    pub(super) identifier: String,
    pub(super) country: String,
    pub(super) courses: Vec<String>,
    pub(super) defect: Option<Defect>,
}

#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) layout: LayoutName,
    pub(super) entries: Vec<Entry>,
    /// Whether a title matches no course.
    pub(super) has_unmatched: bool,
    delimiter: char,
    line_end: &'static str,
    has_bom: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Taste {
    pub(super) layout: LayoutName,
    pub(super) rows: usize,
    pub(super) pool: usize,
    /// The share of rows with defects, from 0 to 1.
    pub(super) broken: f64,
    pub(super) has_unmatched: bool,
}

pub(super) fn sheet(rng: &mut Rng, firms: &[Firm], taste: Taste) -> Sheet {
    let mut entries: Vec<Entry> = Vec::new();
    for row in 0..taste.rows {
        let entry = match rng.below(30) {
            0 => Entry::Blank,
            1 => {
                // Only rows without defects are repeated, so that it is clear which row owns the address.
                let sound = |entry: &Entry| matches!(entry, Entry::Person(person) if person.defect.is_none());
                let indexes: Vec<usize> = (0..entries.len()).filter(|at| sound(&entries[*at])).collect();
                if indexes.is_empty() { Entry::Blank } else { Entry::Repetition(*rng.pick(&indexes)) }
            }
            _ => Entry::Person(Box::new(person(rng, firms, &taste, row))),
        };
        entries.push(entry);
    }
    let mut has_unmatched = false;
    if taste.has_unmatched && taste.layout == LayoutName::Enrolment {
        let sound = entries.iter_mut().filter_map(|entry| match entry {
            Entry::Person(person) if person.defect.is_none() => Some(person),
            _ => None,
        });
        if let Some(person) = sound.last() {
            person.courses.push("No such course".to_owned());
            has_unmatched = true;
        }
    }
    Sheet::new(rng, taste.layout, entries, has_unmatched)
}

pub(super) fn person(rng: &mut Rng, firms: &[Firm], taste: &Taste, row: usize) -> Person {
    let at = rng.below(taste.pool);
    let firm = rng.below(firms.len());
    let defects: &[Defect] = match taste.layout {
        LayoutName::Enrolment => &[
            Defect::Enabled,
            Defect::Name,
            Defect::Email,
            Defect::Company,
            Defect::Cohort,
            Defect::Language,
            Defect::Cells,
        ],
        LayoutName::Learners => &[Defect::Name, Defect::Email, Defect::Language, Defect::Country, Defect::Cells],
    };
    let defect = rng.chance(taste.broken).then(|| *rng.pick(defects));
    let some =
        |rng: &mut Rng, what: &str| if rng.chance(0.5) { format!("{what} {}", rng.below(3)) } else { String::new() };
    let cohorts = &firms[firm].cohorts;
    let cohort = if cohorts.is_empty() || rng.chance(0.4) { String::new() } else { rng.pick(cohorts).clone() };
    let typed = match rng.below(5) {
        0 => address(at).to_uppercase(),
        1 => address(at).replace("person", "Person"),
        _ => address(at),
    };
    let mut courses: Vec<String> = firms[firm].courses.iter().filter(|_| rng.chance(0.4)).cloned().collect();
    if courses.len() > 1 && rng.chance(0.2) {
        courses.reverse();
    }
    let is_learner = taste.layout == LayoutName::Learners;
    Person {
        at,
        email: typed,
        enabled: rng.chance(0.8),
        name: format!("Name {}", rng.below(3)),
        last_name: if is_learner { format!("Last {}", rng.below(3)) } else { some(rng, "Last") },
        firm,
        cohort,
        language: if is_learner { *rng.pick(&[2, 4]) } else { rng.below(LANGUAGES.len()) },
        job_role: some(rng, "Role; or \"so\","),
        region: some(rng, "Région"),
        identifier: if rng.chance(0.5) { format!("0{row}") } else { String::new() },
        country: if rng.chance(0.5) { "FR".to_owned() } else { String::new() },
        courses,
        defect,
    }
}

impl Sheet {
    pub(super) fn new(rng: &mut Rng, layout: LayoutName, entries: Vec<Entry>, has_unmatched: bool) -> Self {
        Self {
            layout,
            entries,
            has_unmatched,
            delimiter: if rng.chance(0.3) { ';' } else { ',' },
            line_end: if rng.chance(0.5) { "\r\n" } else { "\n" },
            has_bom: rng.chance(0.5),
        }
    }

    fn columns(&self) -> Vec<String> {
        let fixed: &[&str] = match self.layout {
            LayoutName::Enrolment => &[
                "enabled",
                "name",
                "last_name",
                "email",
                "companyName",
                "cohortName",
                "languageCode",
                "job_role",
                "region",
            ],
            LayoutName::Learners => &["firstname", "lastname", "email", "identifier", "country", "language"],
        };
        let mut columns: Vec<String> = fixed.iter().map(|label| (*label).to_owned()).collect();
        if self.layout == LayoutName::Enrolment {
            columns.extend((1..=self.modules()).map(|number| format!("module requested {number}")));
        }
        columns
    }

    fn modules(&self) -> usize {
        let of = |entry: &Entry| if let Entry::Person(person) = entry { person.courses.len() } else { 0 };
        self.entries.iter().map(of).max().unwrap_or(0)
    }

    fn cells(&self, person: &Person, firms: &[Firm]) -> Vec<String> {
        let is = |defect: Defect| person.defect == Some(defect);
        let or = |defect: Defect, wrong: &str, right: &str| if is(defect) { wrong } else { right }.to_owned();
        let name = or(Defect::Name, "", &person.name);
        let email = or(Defect::Email, "not an address", &person.email);
        let written = LANGUAGES[person.language].0;
        let language = or(Defect::Language, "Klingonish", written);
        let mut cells = match self.layout {
            LayoutName::Enrolment => vec![
                or(Defect::Enabled, "maybe", if person.enabled { "1" } else { "FALSE" }),
                name,
                person.last_name.clone(),
                email,
                or(Defect::Company, "No such firm", &firms[person.firm].name),
                or(Defect::Cohort, "No such cohort", &person.cohort),
                language,
                person.job_role.clone(),
                person.region.clone(),
            ],
            LayoutName::Learners => vec![
                name,
                person.last_name.clone(),
                email,
                person.identifier.clone(),
                or(Defect::Country, "ZZ", &person.country),
                language,
            ],
        };
        if self.layout == LayoutName::Enrolment {
            // The course columns, some of them empty.
            cells.extend(person.courses.iter().cloned());
            cells.resize(9 + self.modules(), String::new());
        }
        if is(Defect::Cells) {
            cells.push("one too many".to_owned());
        }
        cells
    }

    pub(super) fn bytes(&self, firms: &[Firm]) -> Vec<u8> {
        let mut text = String::new();
        if self.has_bom {
            text.push('\u{feff}');
        }
        let columns = self.columns();
        self.push(&mut text, &columns);
        for entry in &self.entries {
            match entry {
                Entry::Blank => self.push(&mut text, &vec![String::new(); columns.len()]),
                Entry::Person(person) => self.push(&mut text, &self.cells(person, firms)),
                Entry::Repetition(at) => {
                    if let Some(Entry::Person(person)) = self.entries.get(*at) {
                        let cells = self.cells(person, firms);
                        let spaced: Vec<String> = cells.iter().map(|cell| format!(" {cell} ")).collect();
                        self.push(&mut text, &spaced);
                    }
                }
            }
        }
        text.into_bytes()
    }

    fn push(&self, text: &mut String, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push(self.delimiter);
            }
            if cell.contains([self.delimiter, '"']) {
                let _written = write!(text, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(self.line_end);
    }
}
