//! Parts of sentences: numbers with their units, lists of rows, names in quotes.

use crate::{
    layout::{LayoutName, Rule},
    problem::{
        Code, Hint, Problem,
        message::phrase::{bytes_short, character, grouped, joined, joined_quoted, quoted},
    },
};

pub(super) fn row_and_line(problem: &Problem) -> Option<String> {
    match (problem.row, problem.line) {
        (Some(row), Some(line)) if row != line => Some(format!("row {} (line {})", number(row), number(line))),
        (Some(row), _) => Some(format!("row {}", number(row))),
        (None, Some(line)) => Some(format!("line {}", number(line))),
        (None, None) => None,
    }
}

/// ` Did you mean "A", "B" or "C"?`, or nothing.
pub(super) fn did_you_mean(problem: &Problem) -> String {
    match problem.suggestions.as_slice() {
        [] => String::new(),
        suggestions => format!(" Did you mean {}?", joined_quoted(suggestions, "or")),
    }
}

/// What was found in quotes; `The cell` where nothing is said, so that every sentence has its subject.
pub(super) fn finding(problem: &Problem) -> String {
    if problem.found.is_empty() { "The cell".to_owned() } else { quoted(&problem.found) }
}

pub(super) fn label(problem: &Problem) -> String {
    match (&problem.column, problem.found.as_str()) {
        (Some(label), _) => quoted(label),
        (None, "") => "in question".to_owned(),
        (None, found) => quoted(found),
    }
}

pub(super) fn company(problem: &Problem) -> String {
    problem.company.as_deref().map_or_else(|| "the row's company".to_owned(), quoted)
}

/// ` (3 rows: 2, 5 and 9)`, ` (25 rows, the first ones 2, 5 and 9)`, or nothing.
pub(super) fn rows(problem: &Problem) -> String {
    let shown: Vec<String> = problem.first_rows.iter().map(|row| number(*row)).collect();
    let total = problem.rows.unwrap_or(shown.len() as u64);
    match shown.as_slice() {
        [] if total == 0 => String::new(),
        [] => format!(" ({})", plural(total, "row", "rows")),
        [only] if total == 1 => format!(" (row {only})"),
        shown if total == shown.len() as u64 => format!(" ({total} rows: {})", joined(shown, "and")),
        shown => format!(" ({} rows, the first ones {})", number(total), joined(shown, "and")),
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} has {}; at most {} are possible. Shorten it.",
        counted(problem, "character", "characters"),
        number_of(problem.limit)
    )
}

/// `row 3`, the row that this one collides with.
pub(super) fn other_row(problem: &Problem) -> String {
    problem.other_row.map_or_else(|| "an earlier row".to_owned(), |row| format!("row {}", number(row)))
}

pub(super) fn refused_character(problem: &Problem, otherwise: &str) -> String {
    problem.count.map_or_else(|| otherwise.to_owned(), |code| format!("the character {}", character(code)))
}

/// Whether the column is one without a label: told so, or found in the rows, since the header's own problems are on row 1.
pub(super) fn has_no_label(problem: &Problem) -> bool {
    problem.code == Code::ColumnIgnored
        && (problem.hint == Some(Hint::NoLabel) || problem.row.is_some_and(|row| row > 1))
}

/// How the column wants its languages: the two layouts differ.
pub(super) fn language_form(problem: &Problem) -> &'static str {
    let rule = problem.column.as_deref().and_then(|label| {
        LayoutName::ALL.into_iter().find_map(|name| name.layout().column_labelled(label)).map(|column| column.rule)
    });
    match rule {
        Some(Rule::LanguageCode) => "two lower-case letters, for example en or fr",
        _ => "a code, for example en-GB or fr",
    }
}

pub(super) fn delimiter(found: &str) -> String {
    match found {
        "," => "commas".to_owned(),
        ";" => "semicolons".to_owned(),
        "\t" => "tabs".to_owned(),
        "|" => "upright bars".to_owned(),
        "" => "the likeliest delimiter".to_owned(),
        other => quoted(other),
    }
}

pub(super) fn files_needed(problem: &Problem) -> String {
    match (problem.count, problem.limit, problem.hint) {
        (Some(count), Some(limit @ 1..), None) if count > limit => plural(count.div_ceil(limit), "file", "files"),
        _ => "several files".to_owned(),
    }
}

pub(super) fn number(number: u64) -> String {
    grouped(number, ',')
}

/// Where the number is not known, words that still make a sentence.
pub(super) fn number_of(value: Option<u64>) -> String {
    value.map_or_else(|| "a certain number".to_owned(), number)
}

pub(super) fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

pub(super) fn plural_of(count: Option<u64>, one: &str, many: &str) -> String {
    count.map_or_else(|| format!("fewer {many}"), |count| plural(count, one, many))
}

/// `12 rows`, `at least 12 rows`.
pub(super) fn counted(problem: &Problem, one: &str, many: &str) -> String {
    match problem.count {
        None => format!("too many {many}"),
        Some(count) => format!("{}{}", at_least(problem), plural(count, one, many)),
    }
}

pub(super) fn at_least(problem: &Problem) -> &'static str {
    if problem.hint == Some(Hint::AtLeast) { "at least " } else { "" }
}

/// `120 MB (125,829,120 bytes)`, `at least …`.
pub(super) fn bytes(problem: &Problem, count: Option<u64>) -> String {
    match count {
        None => "too many bytes".to_owned(),
        Some(_) => format!("{}{}", at_least(problem), bytes_of(count)),
    }
}

pub(super) fn bytes_of(count: Option<u64>) -> String {
    match count {
        None => "a certain number of bytes".to_owned(),
        Some(count) => {
            let exact = plural(count, "byte", "bytes");
            bytes_short(count, '.').map_or_else(|| exact.clone(), |short| format!("{short} ({exact})"))
        }
    }
}

pub(super) fn times(count: u64) -> String {
    match count {
        2 => "twice".to_owned(),
        count => format!("{} times", number(count)),
    }
}
