//! Plans a file: decides whether each row creates, updates or skips a user, or fails. Rows for absent people are planned in `missing`, and
//! those of an undo in `undo`.
//!
//! ```text
//!          Planner::read              Planner::plan
//! record ────────────────▶ draft ────────────────────▶ row: outcome, changes, problems
//!          column rules,             companies and users
//!          repeated                  named in a batch
//!          addresses                 of drafts (Lookups)
//! ```
//! [`Planner::read`] takes the records in order, applies the column rules, and finds addresses and identifiers that already occur in
//! earlier rows. The result is added to a batch's [`Drafts`]. The caller looks up the companies and users that the drafts name, and
//! [`Planner::plan`] turns each draft into a [`Row`]: it matches the company, cohort and courses, and [`decide()`]s the outcome. If the
//! user has changed since, applying the row calls [`decide()`] again, or fails the row if the admin confirmed a preview. Nothing here
//! performs I/O.

mod aliases;
mod cell;
mod courses;
mod decide;
mod draft;
mod drafts;
mod duplicates;
mod fast_path;
mod file_problems;
mod joined_titles;
mod languages;
mod matcher;
mod memo;
mod missing;
mod not_a_person;
mod presence;
mod ragged;
mod rows;
mod suggestions;
mod undo;

pub use crate::keyed::KeyedHasher;
pub use decide::{CatalogLookup, PlanContext, become_created, decide, decide_invitation, fail, new_user, updated_user};
pub(crate) use draft::mark_damage;
pub use drafts::Drafts;
pub use missing::{missing_user, plan_missing, show_missing, skip_missing};
pub(crate) use not_a_person::is_footer;
pub use presence::Presence;
pub use undo::{UndoContext, adopt_undo, narrow_undo, plan_undo, record_removed, skip_unstorable, undone_user};

use std::collections::BTreeSet;

use crate::{
    catalog::{CompanyCatalog, CourseMatch},
    corrections::Corrected,
    decode::Record,
    header::{Header, Target},
    layout::{ExistingUsers, Field, IdenticalRows, Layout, Rule},
    problem::{Code, Hint, Level, Problem, ROW_PROBLEMS_MAX, RowProblems, Severity},
    row::{Person, Row},
    user::User,
    workbook::column_letters,
};
use decide::user_exists;
use draft::RowReader;
use drafts::Draft;
use duplicates::{Owners, Seen};
use file_problems::GatheredProblems;
use languages::{Languages, is_in_capitals};
use matcher::{Matcher, Names};
use ragged::RaggedRows;

/// Maximum number of distinct unmatched names of each kind that get suggestions.
const SUGGESTED_MAX: usize = 1_000;

/// Maximum number of row problems that are listed in full. After that, only one problem is listed for each further row. A nine-byte row may
/// have five problems, and each problem is written to several files.
pub const PROBLEMS_LISTED_MAX: usize = 20_000;

#[derive(Debug)]
pub enum Read {
    /// A row that was added to the drafts.
    Draft,
    /// A blank row. It is left out and counted.
    Blank,
    /// A row that repeats the header. It is left out and counted.
    LeftOut,
    /// A row that repeats an earlier one. It is left out and counted, with this warning.
    Repeated(Box<Problem>),
    /// A row that refuses the file: another list begins there, so the rows below must not be read.
    Refused(Box<Problem>),
}

/// The companies and users looked up for a batch.
pub trait Lookups: CatalogLookup {
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog>;
    /// Returns the user with this address key.
    fn user(&self, address: &str) -> Option<&User>;
    /// Returns the names of all companies, for suggestions; may be empty.
    fn company_names(&self) -> &[String];
    /// Returns the address key of a user who has this identifier, other than the user with the address key `address`.
    fn holder(&self, _identifier: &str, _address: &str) -> Option<&str> {
        None
    }
}

/// Plans one file.
///
/// ```
/// use rollcall_domain::{
///     catalog::CompanyCatalog,
///     decode::Decoder,
///     header::read_header,
///     ids::{CompanyId, ImportId},
///     import::Options,
///     layout::LayoutName,
///     plan::{Drafts, CatalogLookup, KeyedHasher, Lookups, PlanContext, Planner},
///     problem::{Code, Problem},
///     row::Outcome,
///     user::User,
/// };
///
/// /// A portal without companies or users.
/// struct Empty;
///
/// impl CatalogLookup for Empty {
///     fn company(&self, _id: &CompanyId) -> Option<&CompanyCatalog> {
///         None
///     }
/// }
///
/// impl Lookups for Empty {
///     fn company_named(&self, _name: &str) -> Option<&CompanyCatalog> {
///         None
///     }
///     fn user(&self, _address: &str) -> Option<&User> {
///         None
///     }
///     fn company_names(&self) -> &[String] {
///         &[]
///     }
/// }
///
/// let options = Options::of_layout(LayoutName::Learners);
/// let layout = options.layout.layout();
/// let mut decoder = Decoder::new(layout);
/// decoder.push(b"firstname,lastname,email,language\n");
/// decoder.push(b"Ada,Lovelace,ada@example.org,en\n");
/// decoder.push(b"Alan,Turing,alan@@example.org,en\n");
/// decoder.finish();
///
/// let first = decoder.next_record()?.ok_or_else(|| Problem::new(Code::FileEmpty))?;
/// let (header, problems) = read_header(&first, layout);
/// assert_eq!(problems, []);
/// let mut planner = Planner::new(layout, header, KeyedHasher::new([7; 16]));
/// let mut drafts = Drafts::default();
/// while let Some(record) = decoder.next_record()? {
///     planner.read(&record, &mut drafts);
/// }
///
/// let import_id = ImportId::from("an import");
/// let now = jiff::Timestamp::UNIX_EPOCH;
/// let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
/// let ada = planner.plan(&mut drafts, 0, &Empty, &context);
/// assert_eq!((ada.outcome, ada.person.values.name()), (Outcome::Created, "Ada"));
/// let alan = planner.plan(&mut drafts, 1, &Empty, &context);
/// assert_eq!((alan.outcome, alan.problems[0].code), (Outcome::Failed, Code::EmailInvalid));
/// # Ok::<(), Box<Problem>>(())
/// ```
#[derive(Debug)]
pub struct Planner {
    layout: &'static Layout,
    header: Header,
    hasher: KeyedHasher,
    reader: RowReader,
    addresses: Owners,
    left_out: Owners,
    left_out_unreadable: u64,
    identifiers: Owners,
    matcher: Matcher,
    unlabelled: BTreeSet<usize>,
    gathered: GatheredProblems,
    languages: Languages,
    ragged: RaggedRows,
    problems_listed: usize,
    file_problems: Vec<Problem>,
}

impl Planner {
    /// Creates a planner for a file with this header. `hasher` must be the stack's, because it derives user keys.
    pub fn new(layout: &'static Layout, header: Header, hasher: KeyedHasher) -> Self {
        Self {
            layout,
            reader: RowReader::new(&header, hasher),
            header,
            hasher,
            addresses: Owners::default(),
            left_out: Owners::default(),
            left_out_unreadable: 0,
            identifiers: Owners::default(),
            matcher: Matcher::new(layout, hasher),
            unlabelled: BTreeSet::new(),
            gathered: GatheredProblems::default(),
            languages: Languages::default(),
            ragged: RaggedRows::default(),
            problems_listed: 0,
            file_problems: Vec::new(),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Reads a record into `drafts` and compares it with the earlier rows.
    pub fn read(&mut self, record: &Record<'_>, drafts: &mut Drafts) -> Read {
        self.read_record(record, None, drafts)
    }

    /// Like [`read`](Self::read), for a corrected record.
    pub fn read_corrected(&mut self, record: &Record<'_>, corrected: Corrected, drafts: &mut Drafts) -> Read {
        let cells = corrected.cells.clone();
        match self.read_record(record, Some(corrected), drafts) {
            Read::Repeated(mut problem) => {
                problem.name_corrected(&cells);
                Read::Repeated(problem)
            }
            read => read,
        }
    }

    fn read_record(&mut self, record: &Record<'_>, corrected: Option<Corrected>, drafts: &mut Drafts) -> Read {
        let mut draft = drafts.begin(record.row, record.line, record.source());
        draft.is_short = record.len_in_file().is_some_and(|cells| cells < self.header.targets.len());
        let Some(noticed) = self.reader.read(record, &self.header, &mut draft, drafts) else {
            drafts.discard(&draft);
            return Read::Blank;
        };
        if draft.problems.has_error()
            && drafts.address(&draft).is_none()
            && let Some(read) = self.check_person(record, corrected.is_some(), &mut draft, drafts)
        {
            drafts.discard(&draft);
            return read;
        }
        if let Some(corrected) = &corrected {
            corrected.problems.iter().for_each(|problem| draft.problems.add(problem.clone()));
        }
        if !draft.problems.has_error() {
            self.ragged.count(record, &self.header);
        }
        for index in noticed.unlabelled {
            if self.unlabelled.insert(index) {
                let problem = self.unlabelled_column(index).at(record.row, record.line);
                self.file_problems.push(problem.found(record.cell(index)));
            }
        }
        if let Some(mojibake) = noticed.mojibake {
            let label = &self.header.labels[mojibake.index];
            self.gathered.add_mojibake(mojibake, noticed.mojibake_words, label, (record.row, record.line));
        }
        if let Some((index, found)) = noticed.formula_text {
            let label = &self.header.labels[index];
            self.gathered.add_formula_text(label, &found, (record.row, record.line));
        }
        let (language, country) = (drafts.value(&draft, Field::Language), drafts.value(&draft, Field::Country));
        let problem_with = |code: Code| draft.problems.list().iter().find(|problem| problem.code == code);
        let language = if problem_with(Code::LanguageInvalid).is_some() { "" } else { language };
        let canonicalised = problem_with(Code::LanguageCanonicalised);
        let is_in_capitals = canonicalised.is_some_and(|problem| is_in_capitals(&problem.found));
        self.languages.count(language, is_in_capitals, country, record.row);
        if let Some(address) = drafts.address(&draft) {
            draft.user_key = self.hasher.user_key(address);
            let prepared = self.addresses.prepare(draft.user_key.to_bits());
            let content = drafts.content(&draft, &self.hasher);
            let seen = self.addresses.look_up(prepared, record.row, content.whole, content.core);
            if seen != Seen::First
                && let Some(repeated) = self.check_repetition(&mut draft, drafts, seen)
            {
                drafts.discard(&draft);
                return Read::Repeated(Box::new(repeated));
            }
        }
        if !drafts.value(&draft, Field::Identifier).is_empty() {
            self.check_identifier(&mut draft, drafts);
        }
        if let Some(corrected) = corrected {
            drafts.set_corrected(corrected.cells);
        }
        drafts.commit(draft);
        Read::Draft
    }

    /// Checks whether a row that fails and has no address describes a person. If it does not, returns how it is read, or replaces its
    /// problems with a single one. A header is recognized here because its e-mail column contains a label, never an address.
    #[inline(never)]
    fn check_person(
        &mut self,
        record: &Record<'_>,
        is_corrected: bool,
        draft: &mut Draft,
        drafts: &mut Drafts,
    ) -> Option<Read> {
        if self.header.is_repeated_by(record.cells()) {
            self.gathered.add_header(record.row, record.line);
            return Some(Read::LeftOut);
        }
        if let Some(problem) = not_a_person::other_list(record, &self.header, self.layout) {
            return Some(Read::Refused(Box::new(problem)));
        }
        // A row whose texts are not exact may be a person, however it looks.
        let is_damaged = draft.problems.list().iter().any(|problem| problem.code == Code::SpreadsheetDamage);
        if is_corrected || is_damaged {
            return None;
        }
        if not_a_person::is_control_only(record) {
            return Some(Read::Blank);
        }
        self.ragged.count_rest(record, &self.header);
        if let Some(problem) = not_a_person::problem_of(record, &self.header, self.layout) {
            drafts.clear(draft);
            draft.problems.add(problem);
        }
        None
    }

    /// Returns the problem for a column that has cells but no label. At the right edge, the column is left out; to the left of a labelled
    /// column, the labels have probably shifted.
    fn unlabelled_column(&self, index: usize) -> Problem {
        let is_label = |target: &Target| !matches!(target, Target::Unlabelled | Target::Status | Target::LeftOut);
        let has_label_after = self.header.targets[index + 1..].iter().any(is_label);
        let code = if has_label_after { Code::HeaderColumnMissingLabel } else { Code::ColumnIgnored };
        let problem = Problem::new(code).column(column_letters(index));
        if has_label_after { problem } else { problem.hint(Hint::NoLabel) }
    }

    #[inline(never)]
    fn check_identifier(&mut self, draft: &mut Draft, drafts: &Drafts) {
        let identifier = drafts.value(draft, Field::Identifier);
        let prepared = self.identifiers.prepare(self.hasher.hash(identifier));
        let seen = self.identifiers.look_up(prepared, draft.problems.row(), 0, 0);
        if let Seen::Identical { row } | Seen::Different { row, .. } = seen {
            let label = self.layout.label(Field::Identifier);
            let problem = Problem::new(Code::IdentifierDuplicate).column(label).found(identifier).other_row(row);
            draft.problems.add(problem);
        }
    }

    #[inline(never)]
    fn check_repetition(&self, draft: &mut Draft, drafts: &Drafts, seen: Seen) -> Option<Problem> {
        let (row, only_courses) = match seen {
            Seen::First => return None,
            Seen::Identical { row } => (row, false),
            Seen::Different { row, only_courses } => (row, only_courses),
        };
        let (label, found) = (self.layout.label(Field::Email), drafts.typed_address(draft));
        if matches!(seen, Seen::Identical { .. }) && self.layout.identical_rows == IdenticalRows::Collapse {
            let problem = Problem::at_row(Code::RowDuplicateIdentical, draft.problems.row(), draft.problems.line());
            return Some(problem.column(label).found(found).other_row(row));
        }
        let mut problem = Problem::new(Code::EmailDuplicate).column(label).found(found).other_row(row);
        if only_courses {
            problem = problem.hint(Hint::OnlyCoursesDiffer);
        }
        draft.problems.add(problem);
        None
    }

    /// Plans the draft at this index, using its batch's lookups.
    pub fn plan(
        &mut self,
        drafts: &mut Drafts,
        index: usize,
        lookups: &impl Lookups,
        context: &PlanContext<'_>,
    ) -> Row {
        let (mut person, mut problems) = drafts.take(index);
        let corrections = drafts.take_corrected(index);
        let titles = drafts.titles(index);
        let names = Names { titles, header: &self.header, corrections: &corrections };
        let courses = self.matcher.match_names(&mut person, names, &mut problems, lookups);
        if drafts.is_short(index) {
            self.check_shifted(&person, &mut problems, lookups);
        }
        let has_error = problems.has_error();
        let existing = if person.address.is_empty() { None } else { lookups.user(&person.address) };
        let mut row = Row::new(problems.row(), problems.line(), person);
        row.key = drafts.user_key(index);
        row.courses = courses;
        row.problems = problems.into_list();
        let has_room = row.problems.len() < ROW_PROBLEMS_MAX;
        row.problems.extend(self.taken_identifier(&row, lookups).filter(|_| has_room));
        self.limit_problems(&mut row.problems);
        if !has_error {
            decide(&mut row, existing, context, lookups);
            quote_enabled(&mut row.problems, drafts.enabled_text(index));
            self.gathered.add_decided(&row);
        } else if self.layout.existing_users == ExistingUsers::Refuse && existing.is_some() {
            // Reported with the other problems, so that the admin sees all of them at once.
            let problem = user_exists(self.layout, &row);
            fail(&mut row, problem);
        }
        row.problems.iter_mut().for_each(|problem| problem.name_corrected(&corrections));
        row.corrections = corrections;
        row
    }

    /// Adds a warning for each text that is the title of one of the company's courses. The row has fewer cells than the header, so its cells
    /// have probably shifted.
    fn check_shifted(&self, person: &Person, problems: &mut RowProblems, lookups: &impl Lookups) {
        let Some(company) = person.company_id.as_ref().and_then(|id| lookups.company(id)) else { return };
        for column in self.layout.columns.iter().filter(|column| matches!(column.rule, Rule::FreeText { .. })) {
            let text = person.values.get(column.field).unwrap_or_default();
            if !text.is_empty() && company.course(text) != CourseMatch::None {
                let problem = Problem::new(Code::CellSuspicious).column(column.label).found(text);
                problems.add(problem.hint(Hint::CourseTitle));
            }
        }
    }

    /// Returns a warning if another user already has the row's identifier.
    fn taken_identifier(&self, row: &Row, lookups: &impl Lookups) -> Option<Problem> {
        let identifier = row.person.values.get(Field::Identifier)?;
        let holder = lookups.holder(identifier, &row.person.address)?;
        let problem = Problem::at_row(Code::IdentifierTaken, row.row, row.line).found(identifier);
        Some(problem.column(self.layout.label(Field::Identifier)).holder(holder))
    }

    /// Once [`PROBLEMS_LISTED_MAX`] problems are listed for the file, retains only one problem for the row: an error, if there is one.
    fn limit_problems(&mut self, problems: &mut Vec<Problem>) {
        if self.problems_listed >= PROBLEMS_LISTED_MAX && problems.len() > 1 {
            let first_error = problems.iter().position(|problem| problem.severity() == Severity::Error);
            problems.swap(0, first_error.unwrap_or_default());
            problems.truncate(1);
        }
        self.problems_listed += problems.len();
    }

    /// Returns, after the last row, the problems that are reported once per file.
    pub fn into_file_problems(self) -> Vec<Problem> {
        let mut problems = self.file_problems;
        let mut gathered = self.gathered;
        problems.extend(gathered.take_mojibake());
        problems.extend(gathered.formula_text.take());
        problems.extend(self.languages.into_problems(self.layout.label(Field::Language)));
        problems.extend(self.ragged.into_problem(&self.header));
        problems.extend(gathered.header_repeated.take());
        problems.extend(gathered.into_feed_problems());
        problems.extend(self.matcher.into_problems());
        problems
    }
}

/// Adds the text of the `enabled` cell to the problem of a row that would disable the admin: the row itself contains only what it means,
/// but a correction must name the text.
fn quote_enabled(problems: &mut [Problem], text: &str) {
    if let Some(problem) = problems.last_mut().filter(|problem| problem.code == Code::SelfDisable) {
        *problem = problem.clone().found(text);
    }
}

/// Returns `true` if the problem is reported with its row. Unmatched course titles, for example, are reported once per file.
pub fn reported_by_row(problem: &Problem) -> bool {
    problem.code.level() == Level::Row
}

#[cfg(test)]
mod tests;
