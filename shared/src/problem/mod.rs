//! What can be wrong with a file. A problem is a value; only one that ends reading is returned as `Err`.
//!
//! ```text
//! decoder, header, ──▶ Problem: code, place, found, ──▶ plan and results, as stored
//! rules, planner       suggestions                          │
//!                                                           ▼ message(problem, language)
//!                                          API, dialog, report, corrections file: a sentence
//! ```
//!
//! A [`Problem`] has a [`Code`] from one table, which also defines its severity (error or warning) and its level (file or row). A problem
//! says where it is (row, line, column), what was found and what was probably meant, but contains no sentence:
//! [`message`](message::message) writes the sentence when the problem is read, so that one stored problem serves every language.

mod code;
#[cfg(test)]
mod gallery;
mod hint;
pub mod message;
mod row;
mod view;

pub use code::{Code, Level, Severity};
pub use hint::Hint;
pub use message::Language;
pub use row::{ROW_PROBLEMS_MAX, RowProblems};
pub use view::ProblemView;

use serde::{Deserialize, Serialize};

use crate::{corrections::CorrectedCell, keys::FileKind, layout::Layout};

/// Maximum number of characters in `found`: enough to recognize a cell.
pub const FOUND_CHARS_MAX: usize = 120;

/// Maximum length in bytes of text that is retained whole in addition to its truncated form.
pub const WHOLE_BYTES_MAX: usize = 1_024;

/// Maximum number of rows listed by a problem that is reported once for many rows.
pub const FIRST_ROWS_MAX: usize = 10;

/// Maximum number of suggestions per problem. Admins would have to search a longer list.
pub const SUGGESTIONS_MAX: usize = 3;

/// A problem in the file, as stored: everything except the sentence.
///
/// ```
/// use rollcall_domain::problem::{Code, Language, Problem, message};
///
/// let problem = Problem::at_row(Code::EmailInvalid, 14, 15).column("email").found("anna@@example.org");
/// assert_eq!(message::place(&problem, Language::English), "row 14 (line 15), column “email”");
/// assert_eq!(
///     message::message(&problem, Language::English),
///     "“anna@@example.org” is not an e-mail address. Write it as name@domain."
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: Code,
    /// Row number in a spreadsheet; the header is row 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Physical line in the file where the row begins, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Label of the column, or its letter if it has no label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What was found, truncated to [`FOUND_CHARS_MAX`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// The whole text if `found` is truncated and the text has at most [`WHOLE_BYTES_MAX`] bytes; not stored.
    #[serde(skip)]
    pub whole: Option<String>,
    /// If the cell was corrected: the corrected text, which the problem is about, truncated like `found`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<String>,
    /// Up to [`SUGGESTIONS_MAX`] values that were probably meant, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// What is valid there, such as header labels or option values; for some codes, another value that the message needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// The company whose courses or cohorts were searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Number of rows with the problem, if it is reported once for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The first few of those rows, at most [`FIRST_ROWS_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<u64>,
    /// The limit that was exceeded, in the unit of the code's message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// The number that was found, in the limit's unit or as defined by the code or hint (a byte, a line, a code point).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Another row that this one conflicts with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_row: Option<u64>,
    /// A special case of the code with its own remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// Cells or rows as they were read. They are stored only with the results, never with the import itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// The other user who has the identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
}

/// Another user that a problem is about. Hidden until [revealed](Problem::reveal), because not everyone who may read imports may read
/// users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    address: String,
    #[serde(skip)]
    is_shown: bool,
}

/// A cell or a row in the file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sample {
    /// Row number in a spreadsheet; the header is row 1.
    pub row: u64,
    /// The text, or, if it can be read in several encodings, one reading for each suggestion.
    pub readings: Vec<String>,
}

impl Problem {
    /// Creates a problem without a position. A problem [added to a row](RowProblems::add) gets that row's position.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            row: None,
            line: None,
            column: None,
            found: String::new(),
            whole: None,
            reads: None,
            suggestions: Vec::new(),
            expected: Vec::new(),
            company: None,
            rows: None,
            first_rows: Vec::new(),
            limit: None,
            count: None,
            other_row: None,
            hint: None,
            samples: Vec::new(),
            holder: None,
        }
    }

    pub fn at_row(code: Code, row: u64, line: u64) -> Self {
        Self { row: Some(row), line: Some(line), ..Self::new(code) }
    }

    /// Creates the problem for a file whose name shows that it is not of an accepted kind.
    pub fn wrong_suffix(name: &str, accepted: &[FileKind]) -> Self {
        Self::new(Code::FileNotCsv).found(name).hint(Hint::WrongSuffix).accepting(accepted)
    }

    /// Adds the suffixes of the accepted kinds to a problem about the kind of the file, if there are several.
    #[must_use]
    pub fn accepting(self, accepted: &[FileKind]) -> Self {
        if self.code != Code::FileNotCsv || accepted.len() < 2 {
            return self;
        }
        self.expected(accepted.iter().map(|kind| kind.suffix()))
    }

    #[must_use]
    pub fn at(mut self, row: u64, line: u64) -> Self {
        self.row = Some(row);
        self.line = Some(line);
        self
    }

    #[must_use]
    pub fn column(mut self, label: impl Into<String>) -> Self {
        self.column = Some(cut(&label.into()));
        self
    }

    /// Sets what was found, truncated to [`FOUND_CHARS_MAX`] characters.
    #[must_use]
    pub fn found(mut self, text: &str) -> Self {
        self.found = cut(text);
        self.whole = (self.found != text && text.len() <= WHOLE_BYTES_MAX).then(|| text.to_owned());
        self
    }

    /// If the problem is about a corrected cell, sets `found` to the text in the file and `reads` to the corrected text.
    pub fn name_corrected(&mut self, cells: &[CorrectedCell]) {
        if self.reads.is_some() || self.code == Code::CorrectionMismatch {
            return;
        }
        let Some(cell) = cells.iter().find(|cell| Some(&cell.column) == self.column.as_ref()) else { return };
        self.reads = Some(cut(&cell.to));
        *self = std::mem::replace(self, Self::new(self.code)).found(&cell.found);
    }

    /// Returns the text that the problem is about: the corrected text if there is one, otherwise what was found.
    pub fn subject(&self) -> &str {
        self.reads.as_deref().unwrap_or(&self.found)
    }

    /// Returns the text that the problem is about if it is known in full; `None` if it was truncated.
    pub fn full_subject(&self) -> Option<&str> {
        let whole = self.whole.as_deref().filter(|_| self.reads.is_none());
        whole.or_else(|| Some(self.subject()).filter(|text| !is_cut(text)))
    }

    /// Sets what was probably meant, best first; only the first [`SUGGESTIONS_MAX`] are retained.
    #[must_use]
    pub fn suggest<S: Into<String>>(mut self, suggestions: impl IntoIterator<Item = S>) -> Self {
        self.suggestions = suggestions.into_iter().take(SUGGESTIONS_MAX).map(Into::into).collect();
        self
    }

    /// Sets what is valid there; the list is not truncated.
    #[must_use]
    pub fn expected<S: Into<String>>(mut self, expected: impl IntoIterator<Item = S>) -> Self {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the company whose courses or cohorts were searched.
    #[must_use]
    pub fn company(mut self, name: &str) -> Self {
        self.company = Some(name.to_owned());
        self
    }

    /// Sets the limit and the number that exceeds it.
    #[must_use]
    pub fn limit(mut self, limit: u64, count: u64) -> Self {
        self.limit = Some(limit);
        self.count = Some(count);
        self
    }

    /// Sets a number without a limit, such as the header's line or a byte position in the file.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Sets `count` to the code point of the refused character.
    #[must_use]
    pub fn character(self, character: char) -> Self {
        self.count(u64::from(u32::from(character)))
    }

    /// Sets the number of rows with the problem, and the first few of these rows, at most [`FIRST_ROWS_MAX`].
    #[must_use]
    pub fn rows(mut self, rows: u64, first_rows: impl IntoIterator<Item = u64>) -> Self {
        self.rows = Some(rows);
        self.first_rows = first_rows.into_iter().take(FIRST_ROWS_MAX).collect();
        self
    }

    #[must_use]
    pub fn other_row(mut self, row: u64) -> Self {
        self.other_row = Some(row);
        self
    }

    /// Sets the other user who has the identifier. The user is hidden until [revealed](Self::reveal).
    #[must_use]
    pub fn holder(mut self, address: &str) -> Self {
        self.holder = Some(Holder { address: address.to_owned(), is_shown: false });
        self
    }

    /// Shows the other user in views and messages, for a reader who may read users.
    pub fn reveal(&mut self) {
        if let Some(holder) = &mut self.holder {
            holder.is_shown = true;
        }
    }

    /// Returns the other user's address, if it is shown.
    pub fn shown_holder(&self) -> Option<&str> {
        self.holder.as_ref().filter(|holder| holder.is_shown).map(|holder| holder.address.as_str())
    }

    #[must_use]
    pub fn hint(mut self, hint: Hint) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Adds a cell or a row as it was read, with each reading truncated to [`FOUND_CHARS_MAX`] characters.
    pub fn add_sample<'a>(&mut self, row: u64, readings: impl IntoIterator<Item = &'a str>) {
        self.samples.push(Sample { row, readings: readings.into_iter().map(cut).collect() });
    }

    /// Returns the problem without any text from the file's cells, for storage that outlives the results.
    #[must_use]
    pub fn without_cells(&self, layout: &Layout) -> Self {
        // What was found is not a cell, but the file's format, an option or the name of a feed.
        let is_from_elsewhere = matches!(
            self.code,
            Code::FileNotCsv
                | Code::FileEncoding
                | Code::FileEncodingAssumed
                | Code::FileDelimiterAssumed
                | Code::FileDelimiterMixed
                | Code::FileNotSplit
                | Code::LayoutMismatch
                | Code::OptionInvalid
                | Code::FeedUnknown
                | Code::FeedOutOfDate
        );
        // An unknown label may be a cell in a file without a header.
        let is_letter = self.hint == Some(Hint::NoLabel)
            || matches!(self.code, Code::HeaderColumnMissingLabel | Code::WorkbookHiddenRows);
        let is_known = |label: &String| is_letter || layout.column_labelled(label).is_some();
        Self {
            column: self.column.clone().filter(is_known),
            found: if is_from_elsewhere { self.found.clone() } else { String::new() },
            suggestions: if is_from_elsewhere { self.suggestions.clone() } else { Vec::new() },
            whole: None,
            reads: None,
            company: self.company.clone().filter(|_| self.code != Code::CorrectionUnused),
            samples: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the code's severity, or `Error` if the [file is refused](Hint::Refused).
    pub fn severity(&self) -> Severity {
        let is_refused = matches!(self.hint, Some(Hint::Refused | Hint::RefusedWorkbook));
        if is_refused { Severity::Error } else { self.code.severity() }
    }
}

/// Truncates text to [`FOUND_CHARS_MAX`] characters, with an ellipsis in place of the last one if the text is longer.
fn cut(text: &str) -> String {
    match text.char_indices().nth(FOUND_CHARS_MAX) {
        None => text.to_owned(),
        Some(_) => text.chars().take(FOUND_CHARS_MAX - 1).chain(['…']).collect(),
    }
}

/// Returns `true` if the text is the result of [`cut`] for a longer text.
fn is_cut(text: &str) -> bool {
    text.ends_with('…') && text.chars().count() == FOUND_CHARS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LayoutName;

    #[test]
    fn found_longer_than_the_limit_is_cut_with_an_ellipsis() {
        let problem = Problem::new(Code::EmailInvalid).found(&"é".repeat(500));
        assert_eq!(problem.found.chars().count(), FOUND_CHARS_MAX);
        assert!(problem.found.ends_with('…'));
        assert_eq!(Problem::new(Code::EmailInvalid).found(&"x".repeat(120)).found.len(), 120);
    }

    #[test]
    fn problem_without_cells_has_no_text_of_the_file() {
        let layout = LayoutName::Learners.layout();
        let secret = |code: Code| {
            let problem = Problem::new(code).column("Secret").found("Secret").suggest(["Secret"]);
            problem.company("Acme").rows(2, [3]).hint(Hint::InBytes)
        };
        for code in [
            Code::HeaderMissing,
            Code::HeaderColumnMissing,
            Code::HeaderColumnUnknown,
            Code::HeaderColumnDuplicate,
            Code::HeaderColumnMissingLabel,
            Code::ColumnIgnored,
            Code::CourseUnmatched,
            Code::CourseAmbiguous,
            Code::FileMojibake,
            Code::FileQuoteUnclosed,
            Code::RowRagged,
        ] {
            let mut problem = secret(code);
            problem.add_sample(3, ["Secret"]);
            if code == Code::HeaderColumnMissingLabel {
                problem = problem.column("E");
            }
            let kept = problem.without_cells(layout);
            assert!(!format!("{kept:?}").contains("Secret"), "{kept:?}");
            assert_eq!((kept.code, kept.rows, kept.first_rows), (code, Some(2), vec![3]));
        }
        let hidden = Problem::new(Code::WorkbookHiddenRows).column("H").without_cells(layout);
        assert_eq!(hidden.column.as_deref(), Some("H"));
        let email = Problem::new(Code::HeaderColumnMissing).column("email").without_cells(layout);
        assert_eq!(email.column.as_deref(), Some("email"));
        for code in [Code::FeedUnknown, Code::FeedOutOfDate] {
            assert_eq!(Problem::new(code).found("hr-nightly").without_cells(layout).found, "hr-nightly");
        }
    }

    #[test]
    fn problem_stored_and_read_again_is_the_same() -> Result<(), serde_json::Error> {
        let problem =
            Problem::at_row(Code::EmailDuplicate, 14, 15).column("email").other_row(3).hint(Hint::OnlyCoursesDiffer);
        let stored = serde_json::to_string(&problem)?;
        assert_eq!(serde_json::from_str::<Problem>(&stored)?, problem);
        assert!(stored.contains("\"email-duplicate\""), "{stored}");
        Ok(())
    }
}
