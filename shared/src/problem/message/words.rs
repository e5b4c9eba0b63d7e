//! What the sentences of one language are put together with: its nouns, its quotation marks, its way to write numbers.

use super::phrase::{bytes_short, character, grouped, joined, quoted_between};
use crate::{
    layout::{LayoutName, Rule},
    problem::{Code, Hint, Problem, Sample},
};

/// Samples that a sentence shows.
const SAMPLES_SHOWN: usize = 3;

/// A noun that is counted.
pub(super) struct Noun {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// `too many rows`, where the number is not known.
    pub(super) too_many: &'static str,
}

/// The pieces of one language. Texts that stand before something end with their space.
pub(super) struct Words {
    pub(super) quotes: [&'static str; 2],
    pub(super) thousands: char,
    /// The largest number without separators.
    pub(super) ungrouped_max: u64,
    pub(super) decimal_mark: char,
    /// 1,024 bytes, and 1,024 times as many.
    pub(super) units: [&'static str; 2],
    pub(super) and: &'static str,
    pub(super) or: &'static str,
    pub(super) row: &'static str,
    /// A line of the file, which is not always the row of the same number.
    pub(super) line: &'static str,
    pub(super) column: &'static str,
    pub(super) the_file: &'static str,
    /// `Did you mean ` and `?`.
    pub(super) did_you_mean: [&'static str; 2],
    /// The subject where nothing was found.
    pub(super) the_cell: &'static str,
    pub(super) in_question: &'static str,
    /// `of ` before a company's name.
    pub(super) of_company: &'static str,
    pub(super) of_rows_company: &'static str,
    pub(super) rows: Noun,
    pub(super) columns: Noun,
    pub(super) cells: Noun,
    pub(super) characters: Noun,
    pub(super) bytes: Noun,
    pub(super) files: Noun,
    pub(super) several_files: &'static str,
    /// What stands between a number of rows and all of them, or the first of them.
    pub(super) colon: &'static str,
    pub(super) the_first_ones: &'static str,
    pub(super) at_least: &'static str,
    /// What stands for a limit that is not known, alone and before its noun.
    pub(super) certain_number: &'static str,
    pub(super) certain_number_of: &'static str,
    pub(super) the_character: &'static str,
    /// `more than once`, `twice`, and what follows a higher number.
    pub(super) times: [&'static str; 3],
    /// Two letters; a tag.
    pub(super) language_forms: [&'static str; 2],
    /// Commas, semicolons, tabs, upright bars, the likeliest.
    pub(super) delimiters: [&'static str; 5],
    /// The reader's own words for what a file is, each with this language's.
    pub(super) kinds_of_file: &'static [(&'static str, &'static str)],
}

impl Words {
    /// Where it is wrong.
    pub(super) fn place(&self, problem: &Problem) -> String {
        let column = problem.column.as_deref().map(|label| {
            let label = if has_no_label(problem) { label.to_owned() } else { self.quoted(label) };
            format!("{} {label}", self.column)
        });
        match (self.row_and_line(problem), column) {
            (Some(row), Some(column)) => format!("{row}, {column}"),
            (Some(place), None) | (None, Some(place)) => place,
            (None, None) => self.the_file.to_owned(),
        }
    }

    pub(super) fn row_and_line(&self, problem: &Problem) -> Option<String> {
        let row = |row| format!("{} {}", self.row, self.number(row));
        let line = |line| format!("{} {}", self.line, self.number(line));
        match (problem.row, problem.line) {
            (Some(number), Some(physical)) if number != physical => {
                Some(format!("{} ({})", row(number), line(physical)))
            }
            (Some(number), _) => Some(row(number)),
            (None, Some(physical)) => Some(line(physical)),
            (None, None) => None,
        }
    }

    /// What was found, in quotation marks and with nothing in it that is invisible.
    pub(super) fn quoted(&self, text: &str) -> String {
        quoted_between(text, self.quotes)
    }

    /// `"a", "b" or "c"`.
    pub(super) fn any_of(&self, items: &[String]) -> String {
        joined(&self.each_quoted(items), self.or)
    }

    /// `"a", "b" and "c"`.
    pub(super) fn all_of(&self, items: &[String]) -> String {
        joined(&self.each_quoted(items), self.and)
    }

    fn each_quoted(&self, items: &[String]) -> Vec<String> {
        items.iter().map(|item| self.quoted(item)).collect()
    }

    /// ` Did you mean "A", "B" or "C"?`, or nothing.
    pub(super) fn did_you_mean(&self, problem: &Problem) -> String {
        let [before, after] = self.did_you_mean;
        match problem.suggestions.as_slice() {
            [] => String::new(),
            suggestions => format!(" {before}{}{after}", self.any_of(suggestions)),
        }
    }

    /// What was found; the cell where nothing is said, so that every sentence has its subject.
    pub(super) fn finding(&self, problem: &Problem) -> String {
        if problem.found.is_empty() { self.the_cell.to_owned() } else { self.quoted(&problem.found) }
    }

    /// ` ("José", row 2; "Zoë", row 3)`: what was read, in the reading of this index; nothing if there is none.
    pub(super) fn samples(&self, problem: &Problem, reading: usize) -> String {
        let shown = |sample: &Sample| {
            let text = sample.readings.get(reading)?;
            Some(format!("{}, {} {}", self.quoted(text), self.row, self.number(sample.row)))
        };
        let shown: Vec<String> = problem.samples.iter().take(SAMPLES_SHOWN).filter_map(shown).collect();
        if shown.is_empty() { String::new() } else { format!(" ({})", shown.join("; ")) }
    }

    /// The suggested encodings, each with what it makes of the file.
    pub(super) fn candidates(&self, problem: &Problem) -> String {
        let candidates = problem.suggestions.iter().enumerate();
        candidates.map(|(index, name)| format!("{name}{}", self.samples(problem, index))).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn label(&self, problem: &Problem) -> String {
        match (&problem.column, problem.found.as_str()) {
            (Some(label), _) => self.quoted(label),
            (None, "") => self.in_question.to_owned(),
            (None, found) => self.quoted(found),
        }
    }

    /// `of "Acme GmbH"`.
    pub(super) fn of_company(&self, problem: &Problem) -> String {
        match problem.company.as_deref() {
            Some(name) => format!("{}{}", self.of_company, self.quoted(name)),
            None => self.of_rows_company.to_owned(),
        }
    }

    /// ` (3 rows: 2, 5 and 9)`, ` (25 rows, the first ones 2, 5 and 9)`, or nothing.
    pub(super) fn which_rows(&self, problem: &Problem) -> String {
        let shown: Vec<String> = problem.first_rows.iter().map(|row| self.number(*row)).collect();
        let total = problem.rows.unwrap_or(shown.len() as u64);
        match shown.as_slice() {
            [] if total == 0 => String::new(),
            [] => format!(" ({})", self.count_of(total, &self.rows)),
            [only] if total == 1 => format!(" ({} {only})", self.row),
            shown => {
                let between = if total == shown.len() as u64 { self.colon } else { self.the_first_ones };
                format!(" ({}{between}{})", self.count_of(total, &self.rows), joined(shown, self.and))
            }
        }
    }

    /// The row that this one collides with, after `before`.
    pub(super) fn other_row(&self, problem: &Problem, before: &str, otherwise: &str) -> String {
        problem
            .other_row
            .map_or_else(|| otherwise.to_owned(), |row| format!("{before}{} {}", self.row, self.number(row)))
    }

    pub(super) fn refused_character(&self, problem: &Problem, otherwise: &str) -> String {
        let shown = |code| format!("{}{}", self.the_character, character(code, self.quotes));
        problem.count.map_or_else(|| otherwise.to_owned(), shown)
    }

    /// How the column wants its languages: the two layouts differ.
    pub(super) fn language_form(&self, problem: &Problem) -> &'static str {
        let rule = problem.column.as_deref().and_then(|label| {
            LayoutName::ALL.into_iter().find_map(|name| name.layout().column_labelled(label)).map(|column| column.rule)
        });
        let [code, tag] = self.language_forms;
        if rule == Some(Rule::LanguageCode) { code } else { tag }
    }

    pub(super) fn delimiter(&self, found: &str) -> String {
        let [commas, semicolons, tabs, bars, likeliest] = self.delimiters;
        let name = match found {
            "," => commas,
            ";" => semicolons,
            "\t" => tabs,
            "|" => bars,
            "" => likeliest,
            other => return self.quoted(other),
        };
        name.to_owned()
    }

    /// What the reader recognised, in this language where it has words for it.
    pub(super) fn kind_of_file<'a>(&self, found: &'a str) -> &'a str {
        self.kinds_of_file.iter().find_map(|(own, words)| (*own == found).then_some(*words)).unwrap_or(found)
    }

    pub(super) fn files_needed(&self, problem: &Problem) -> String {
        match (problem.count, problem.limit, problem.hint) {
            (Some(count), Some(limit @ 1..), None) if count > limit => {
                self.count_of(count.div_ceil(limit), &self.files)
            }
            _ => self.several_files.to_owned(),
        }
    }

    pub(super) fn number(&self, number: u64) -> String {
        if number <= self.ungrouped_max { number.to_string() } else { grouped(number, self.thousands) }
    }

    /// Where the number is not known, words that still make a sentence.
    pub(super) fn number_of(&self, value: Option<u64>) -> String {
        value.map_or_else(|| self.certain_number.to_owned(), |value| self.number(value))
    }

    pub(super) fn count_of(&self, count: u64, noun: &Noun) -> String {
        format!("{} {}", self.number(count), if count == 1 { noun.one } else { noun.many })
    }

    /// `12 columns`, `a certain number of columns`.
    pub(super) fn limit_of(&self, problem: &Problem, noun: &Noun) -> String {
        match problem.limit {
            None => format!("{} {}", self.certain_number_of, noun.many),
            Some(limit) => self.count_of(limit, noun),
        }
    }

    /// `12 rows`, `at least 12 rows`.
    pub(super) fn counted(&self, problem: &Problem, noun: &Noun) -> String {
        match problem.count {
            None => noun.too_many.to_owned(),
            Some(count) => format!("{}{}", self.at_least(problem), self.count_of(count, noun)),
        }
    }

    fn at_least(&self, problem: &Problem) -> &'static str {
        if problem.hint == Some(Hint::AtLeast) { self.at_least } else { "" }
    }

    /// `120 MB (125,829,120 bytes)`, `at least …`.
    pub(super) fn bytes_found(&self, problem: &Problem) -> String {
        match problem.count {
            None => self.bytes.too_many.to_owned(),
            Some(count) => format!("{}{}", self.at_least(problem), self.bytes_of(count)),
        }
    }

    /// `100 MB (104,857,600 bytes)`.
    pub(super) fn bytes_limit(&self, problem: &Problem) -> String {
        match problem.limit {
            None => format!("{} {}", self.certain_number_of, self.bytes.many),
            Some(limit) => self.bytes_of(limit),
        }
    }

    fn bytes_of(&self, count: u64) -> String {
        let exact = self.count_of(count, &self.bytes);
        match bytes_short(count, self.decimal_mark, self.units) {
            Some(short) => format!("{short} ({exact})"),
            None => exact,
        }
    }

    /// `twice`, `3 times`, `more than once`.
    pub(super) fn times(&self, count: Option<u64>) -> String {
        let [more_than_once, twice, times] = self.times;
        match count {
            None => more_than_once.to_owned(),
            Some(2) => twice.to_owned(),
            Some(count) => format!("{}{times}", self.number(count)),
        }
    }
}

/// Whether the column is one without a label: told so, or found in the rows, since the header's own problems are on row 1.
pub(super) fn has_no_label(problem: &Problem) -> bool {
    problem.code == Code::ColumnIgnored
        && (problem.hint == Some(Hint::NoLabel) || problem.row.is_some_and(|row| row > 1))
}

/// `anna@example`, and nothing else wrong with it. A text that was cut is not judged.
pub(super) fn has_no_dot_in_domain(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && domain.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    })
}

/// The columns that may be the one that is missing: the near ones, or the one that was found.
pub(super) fn near_columns(problem: &Problem) -> Vec<String> {
    if problem.suggestions.is_empty() && !problem.found.is_empty() && problem.column.as_ref() != Some(&problem.found) {
        return vec![problem.found.clone()];
    }
    problem.suggestions.clone()
}
