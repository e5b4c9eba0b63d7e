//! The sentences that admins read, generated when problems are read.
//!
//! The strings are in `shared/locales/<tag>/problems.ftl`, under the code's name: the finding, and what to do about it in `.fix`. A special
//! case of a code (a [`Hint`], or a case that follows from the problem) may have its own strings, in `.<case>` and `.<case>-fix`. A new
//! code therefore needs only messages, unless it has values that no other code has. If a cell is missing because its row is short, the
//! message begins with this cause.
//!
//! The message says what was found and what to do; [`place`] says where. Tables show the message and the place in separate columns.

mod phrase;
mod values;

use values::value_of;

use super::{Code, Hint, Problem};
pub use crate::locale::Language;
use crate::{
    layout::LayoutName,
    locale::{Message, Value, problems},
    rules::is_missing_value,
};

/// Returns what is wrong and what to do, without the place.
pub fn message(problem: &Problem, language: Language) -> String {
    let values = |name: &str| value_of(problem, language, name);
    let sentence = |part: &str| find(problem, part).map(|message| message.format_with(language, &values));
    let text = match (sentence(""), sentence("fix")) {
        (Some(finding), Some(fix)) => format!("{finding} {fix}"),
        // The build and a test check that every code has both in every language.
        (finding, fix) => finding.or(fix).unwrap_or_else(|| problem.code.as_str().to_owned()),
    };
    if problem.hint == Some(Hint::ShortRow) {
        return format!("{} {text}", problems::SHORT_ROW.format_with(language, &values));
    }
    text
}

/// Returns the text for the problem's special case if there is one, otherwise the text for its code.
fn find(problem: &Problem, part: &str) -> Option<Message> {
    let code = problem.code.as_str();
    let id = |names: &[&str]| {
        let names: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { code.to_owned() } else { format!("{code}.{}", names.join("-")) }
    };
    let of_case = case_of(problem).and_then(|case| problems::FILE.find(&id(&[case, part])));
    of_case.or_else(|| problems::FILE.find(&id(&[part])))
}

/// Returns the special case: the hint, or a case that follows from the problem.
fn case_of(problem: &Problem) -> Option<&'static str> {
    match (problem.code, problem.hint) {
        (Code::ColumnIgnored, _) if has_no_label(problem) => Some("no-label"),
        // Lists of imports show problems without text from the file.
        (Code::HeaderColumnUnknown | Code::ColumnIgnored, _) if names_no_column(problem) => Some("no-name"),
        (Code::FileEncoding, None) if !problem.suggestions.is_empty() => Some("candidates"),
        (Code::FileNotCsv, Some(Hint::WrongSuffix)) if !problem.expected.is_empty() => Some("neither-suffix"),
        (Code::FileNotCsv, None) if !problem.expected.is_empty() => {
            Some(if problem.found == "a workbook with a password" { "password" } else { "neither-kind" })
        }
        (Code::FileNotSplit, None) if !problem.expected.is_empty() => {
            Some(if problem.found.is_empty() { "empty-separator-line" } else { "separator-line" })
        }
        (
            Code::CountryInvalid
            | Code::IdentifierInvalid
            | Code::IdentifierDuplicate
            | Code::CohortUnmatched
            | Code::CourseUnmatched,
            None,
        ) if is_missing_value(problem.subject()) => Some("no-value"),
        (Code::CellControlCharacter, None)
            if problem.count == Some(u64::from(u32::from(char::REPLACEMENT_CHARACTER))) =>
        {
            Some("replaced")
        }
        (Code::CourseAmbiguous, None) if has_equal_suggestions(problem) => Some("same-title"),
        (Code::CellLineBreak, None) if is_for_course(problem) => Some("course"),
        // Several languages are suggested only for the code of a country.
        (Code::LanguageInvalid, None) if problem.suggestions.len() > 1 => Some("country-code"),
        (Code::EmailInvalid, None) if problem.limit.is_some() => Some("long-local-part"),
        (Code::EmailInvalid, None) if has_no_dot_in_domain(problem.subject()) => Some("no-dot"),
        (_, hint) => hint.map(Hint::as_str),
    }
}

/// Returns `true` if the column is for course titles.
fn is_for_course(problem: &Problem) -> bool {
    let label = problem.column.as_deref().unwrap_or_default();
    LayoutName::ALL.into_iter().any(|name| name.layout().is_numbered(label))
}

/// Returns `true` if the column has no label, according to the code or the hint.
fn has_no_label(problem: &Problem) -> bool {
    match problem.code {
        Code::HeaderColumnMissingLabel | Code::WorkbookHiddenRows => true,
        Code::ColumnIgnored => problem.hint == Some(Hint::NoLabel),
        _ => false,
    }
}

fn names_no_column(problem: &Problem) -> bool {
    problem.column.is_none() && problem.found.is_empty()
}

/// Returns `true` if there are several suggestions, but only one text.
fn has_equal_suggestions(problem: &Problem) -> bool {
    match problem.suggestions.as_slice() {
        [first, others @ ..] => !others.is_empty() && others.iter().all(|other| other == first),
        [] => false,
    }
}

/// Returns `true` if only the dot is missing from the domain of an address, as in `anna@example`; `false` if the domain is truncated.
fn has_no_dot_in_domain(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && domain.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    })
}

/// Returns where the problem is, such as `row 14 (line 15), column “email”`, or `the file`. The line is omitted if it equals the row.
pub fn place(problem: &Problem, language: Language) -> String {
    let column = problem.column.as_deref().map(|label| {
        let label = if has_no_label(problem) { label.to_owned() } else { phrase::quoted(label, language) };
        problems::PLACE_COLUMN.format(language, &[("column", Value::Text(label))])
    });
    match (row_and_line(problem, language), column) {
        (Some(row), Some(column)) => format!("{row}, {column}"),
        (Some(place), None) | (None, Some(place)) => place,
        (None, None) => problems::PLACE_FILE.text(language).to_owned(),
    }
}

fn row_and_line(problem: &Problem, language: Language) -> Option<String> {
    let message = match (problem.row, problem.line) {
        (Some(row), Some(line)) if row != line => problems::PLACE_ROW_LINE,
        (Some(_), _) => problems::PLACE_ROW,
        (None, Some(_)) => problems::PLACE_LINE,
        (None, None) => return None,
    };
    Some(message.format_with(language, &|name| value_of(problem, language, name)))
}

/// Returns the note for a corrections file that is UTF-8 although the imported file is not.
pub fn fix_in_utf8(encoding: &str, language: Language) -> String {
    problems::CORRECTIONS_IN_UTF8.format(language, &[("encoding", encoding.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_counts_follow_the_language() {
        let rows = |count| Problem::new(Code::FileTooManyRows).limit(250_000, count);
        for (language, many) in [
            (Language::English, "has 1,000,000 rows"),
            (Language::French, "contient 1\u{202f}000\u{202f}000 de lignes"),
            (Language::German, "hat 1.000.000 Zeilen"),
            (Language::Spanish, "tiene 1.000.000 de filas"),
            (Language::Italian, "ha 1.000.000 di righe"),
            (Language::Dutch, "bevat 1.000.000 rijen"),
            (Language::BrazilianPortuguese, "tem 1.000.000 de linhas"),
            (Language::Polish, "zawiera 1\u{a0}000\u{a0}000 wierszy"),
        ] {
            let message = message(&rows(1_000_000), language);
            assert!(message.contains(many), "{message}");
        }
        let carried = |rows| Problem::new(Code::CourseUnmatched).found("Juggling").company("Acme").rows(rows, []);
        for (language, one, two, five) in [
            (Language::English, "(1 row)", "(2 rows)", "(5 rows)"),
            (Language::French, "(1 ligne)", "(2 lignes)", "(5 lignes)"),
            (Language::German, "(1 Zeile)", "(2 Zeilen)", "(5 Zeilen)"),
            (Language::Spanish, "(1 fila)", "(2 filas)", "(5 filas)"),
            (Language::Italian, "(1 riga)", "(2 righe)", "(5 righe)"),
            (Language::Dutch, "(1 rij)", "(2 rijen)", "(5 rijen)"),
            (Language::BrazilianPortuguese, "(1 linha)", "(2 linhas)", "(5 linhas)"),
            (Language::Polish, "(1 wiersz)", "(2 wiersze)", "(5 wierszy)"),
        ] {
            for (count, shown) in [(1, one), (2, two), (5, five)] {
                let message = message(&carried(count), language);
                assert!(message.contains(shown), "{message}");
            }
        }
    }

    #[test]
    fn message_about_a_column_that_is_not_named_is_a_whole_sentence() {
        for (code, finding) in [
            (Code::HeaderColumnUnknown, "The file has a column that is not in this layout."),
            (Code::ColumnIgnored, "A column is not part of this layout and is not imported."),
        ] {
            let layout = LayoutName::Enrolment.layout();
            let problem = Problem::new(code).column("surname").without_cells(layout);
            assert!(message(&problem, Language::English).starts_with(finding), "{problem:?}");
            assert!(message(&Problem::new(code).column("none"), Language::English).contains("“none”"));
        }
    }

    #[test]
    fn place_has_the_line_only_if_it_differs_from_the_row() {
        let place = |problem: &Problem| super::place(problem, Language::English);
        assert_eq!(place(&Problem::new(Code::FileEmpty)), "the file");
        assert_eq!(place(&Problem::new(Code::HeaderColumnMissing).column("email")), "column “email”");
        assert_eq!(place(&Problem::at_row(Code::NameMissing, 14, 14)), "row 14");
        assert_eq!(place(&Problem::at_row(Code::NameMissing, 1_400, 1_500)), "row 1,400 (line 1,500)");
        let problem = Problem::at_row(Code::NameMissing, 14, 15).column("name");
        assert_eq!(place(&problem), "row 14 (line 15), column “name”");
        assert_eq!(place(&Problem { row: None, ..problem }), "line 15, column “name”");
    }
}
