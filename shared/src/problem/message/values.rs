//! The values of the variables in a problem's message.

use super::{
    has_no_label,
    phrase::{character, quoted, quoted_beside, quoted_garbled},
    row_and_line,
};
use crate::{
    layout::{Column, Rule, column_labelled},
    locale::{Language, Value, problems},
    problem::{Code, Problem, Sample},
};

/// Shown in place of an unknown number.
const SOME_NUMBER: &str = "N";
/// Maximum number of samples that a sentence shows.
const SAMPLES_SHOWN: usize = 3;

/// Returns the value of a variable; `None` if there is no such variable.
pub(super) fn value_of(problem: &Problem, language: Language, name: &str) -> Option<Value> {
    number_of(problem, language, name)
        .or_else(|| found_of(problem, language, name))
        .or_else(|| list_of(problem, language, name))
        .or_else(|| other_of(problem, language, name))
}

fn number_of(problem: &Problem, language: Language, name: &str) -> Option<Value> {
    let number = |number: Option<u64>| number.map_or(Value::None(SOME_NUMBER), Value::Number);
    Some(match name {
        "row" => number(problem.row),
        "line" => number(problem.line),
        "count" => number(problem.count),
        "limit" => number(problem.limit),
        "rows" => number(problem.rows),
        "other-row" => number(problem.other_row),
        "size" => size(problem.count, language),
        "size-limit" => size(problem.limit, language),
        "files" => number(files_needed(problem)),
        _ => return None,
    })
}

/// Returns the value of a variable that depends on what was found.
fn found_of(problem: &Problem, language: Language, name: &str) -> Option<Value> {
    let found = problem.subject();
    Some(match name {
        "found" if problem.code == Code::FileMojibake && !found.is_empty() => {
            Value::Text(quoted_garbled(found, language))
        }
        // A cell with an unclosed quote is shown without that quote.
        "found" if problem.code == Code::FileQuoteUnclosed => {
            text(some(found).map(|found| quoted(found.trim_start_matches('"'), language)))
        }
        "found" => {
            let other = problem.suggestions.first().map(String::as_str);
            let in_quotes = |found: &str| Value::Text(quoted_beside(found, other, language));
            some(found).map_or(Value::None(problems::THE_CELL.text(language)), in_quotes)
        }
        "what" => text(some(found).map(str::to_owned)),
        "kind" => text(some(found).map(|found| problems::KIND_OF_FILE.format(language, &[("found", found.into())]))),
        "byte" => text(problem.count.map(|byte| match found {
            "" => language.number(byte),
            hexadecimal => format!("{}, {hexadecimal}", language.number(byte)),
        })),
        "encoding" if problem.code == Code::FileEncodingAssumed => text(some(found).map(str::to_owned)),
        "layout" => some(found).map_or(Value::None(problems::THIS_COLUMN.text(language)), Value::from),
        "delimiter" => delimiter(found, language),
        _ => return None,
    })
}

fn list_of(problem: &Problem, language: Language, name: &str) -> Option<Value> {
    let each_in_quotes = |texts: &[String]| texts.iter().map(|text| quoted(text, language)).collect::<Vec<_>>();
    let any_of = |texts: &[String]| text(some_of(texts).map(|texts| language.any_of(&each_in_quotes(texts))));
    let all_of = |texts: &[String]| text(some_of(texts).map(|texts| language.all_of(&each_in_quotes(texts))));
    Some(match name {
        "candidates" => text(some_of(&candidates(problem, language)).map(|each| language.any_of(each))),
        "near" => any_of(&near_columns(problem)),
        "labels" => all_of(&problem.expected),
        "values" => any_of(&problem.expected),
        "suggestions" => any_of(&problem.suggestions),
        "titles" => all_of(&problem.suggestions),
        _ => return None,
    })
}

fn other_of(problem: &Problem, language: Language, name: &str) -> Option<Value> {
    Some(match name {
        "encoding" | "country" => text(problem.expected.first().cloned()),
        "expected-layout" => problem
            .expected
            .first()
            .map_or(Value::None(problems::THIS_COLUMN.text(language)), |name| name.as_str().into()),
        "samples" => text(samples(problem, language, 0)),
        "place" => text(row_and_line(problem, language)),
        "column" => column(problem, language),
        "company" => text(problem.company.as_deref().map(|company| quoted(company, language))),
        "presence" => (if is_required(problem) { "required" } else { "optional" }).into(),
        "usual" => text(problem.suggestions.first().map(|usual| quoted(usual, language))),
        "meant" => text(did_you_mean(problem, language)),
        "holder" => text(problem.shown_holder().map(str::to_owned)),
        "in-rows" => text(in_rows(problem, language)),
        "character" => text(problem.count.map(|code| character(code, language))),
        "form" => (if expects_letters(problem) { "letters" } else { "tag" }).into(),
        "row-delimiter" => delimiter(problem.expected.first().map_or("", String::as_str), language),
        _ => return None,
    })
}

fn text(text: Option<String>) -> Value {
    text.map_or(Value::None(""), Value::Text)
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn some_of(texts: &[String]) -> Option<&[String]> {
    (!texts.is_empty()).then_some(texts)
}

/// Returns a size, such as `120 MB (125,829,120 bytes)`.
fn size(bytes: Option<u64>, language: Language) -> Value {
    let Some(bytes) = bytes else { return Value::None("N MB") };
    let short = language.size(bytes).map_or(Value::None(""), Value::Text);
    Value::Text(problems::BYTES.format(language, &[("short", short), ("count", Value::Number(bytes))]))
}

/// Returns the number of files that a file with too many rows must be split into.
fn files_needed(problem: &Problem) -> Option<u64> {
    match (problem.count, problem.limit) {
        (Some(count), Some(limit @ 1..)) if count > limit => Some(count.div_ceil(limit)),
        _ => None,
    }
}

/// Returns the column's label, its letter if it has no label, or what was found if the problem names no column.
fn column(problem: &Problem, language: Language) -> Value {
    match (&problem.column, problem.found.as_str()) {
        (Some(letter), _) if has_no_label(problem) => letter.as_str().into(),
        (Some(label), _) => Value::Text(quoted(label, language)),
        (None, "") => Value::None(problems::THIS_COLUMN.text(language)),
        (None, found) => Value::Text(quoted(found, language)),
    }
}

/// Returns the columns that may be the missing one: those with a similar label, or the one that was found.
fn near_columns(problem: &Problem) -> Vec<String> {
    if problem.suggestions.is_empty() && !problem.found.is_empty() && problem.column.as_ref() != Some(&problem.found) {
        return vec![problem.found.clone()];
    }
    problem.suggestions.clone()
}

/// Returns the question `Did you mean “A”, “B” or “C”? `; `None` if there are no suggestions, or if `enabled` may be either 1 or 0, because
/// the message says so anyway.
fn did_you_mean(problem: &Problem, language: Language) -> Option<String> {
    if problem.suggestions.is_empty() || problem.code == Code::EnabledInvalid && problem.suggestions.len() > 1 {
        return None;
    }
    let question = problems::DID_YOU_MEAN.format_with(language, &|name| value_of(problem, language, name));
    Some(format!("{question} "))
}

/// Returns the rows with the problem, such as ` (3 rows: 2, 5 and 9)` or ` (25 rows, including 2, 5 and 9)`.
fn in_rows(problem: &Problem, language: Language) -> Option<String> {
    let shown: Vec<String> = problem.first_rows.iter().map(|row| language.number(*row)).collect();
    let total = problem.rows.unwrap_or(shown.len() as u64);
    let kind = match shown.len() as u64 {
        0 if total == 0 => return None,
        0 => "count",
        1 if total == 1 => "only",
        all if all == total => "all",
        _ => "first",
    };
    let values =
        [("kind", kind.into()), ("rows", Value::Number(total)), ("list", Value::Text(language.all_of(&shown)))];
    Some(format!(" {}", problems::IN_ROWS.format(language, &values)))
}

/// Returns the value by which messages select a delimiter's name.
fn delimiter(found: &str, language: Language) -> Value {
    match found {
        "" => Value::None(""),
        "," => "comma".into(),
        ";" => "semicolon".into(),
        "\t" => "tab".into(),
        "|" => "bar".into(),
        other => Value::Text(quoted(other, language)),
    }
}

/// Returns the samples in the reading with this index, such as ` (“José”, row 2; “Zoë”, row 3)`.
fn samples(problem: &Problem, language: Language, reading: usize) -> Option<String> {
    let show = |sample: &Sample| {
        let text = quoted(sample.readings.get(reading)?, language);
        let row = problems::PLACE_ROW.format(language, &[("row", Value::Number(sample.row))]);
        Some(format!("{text}, {row}"))
    };
    let shown: Vec<String> = problem.samples.iter().take(SAMPLES_SHOWN).filter_map(show).collect();
    (!shown.is_empty()).then(|| format!(" ({})", shown.join(problems::NEXT_SAMPLE.text(language))))
}

/// Returns the suggested encodings, each with its reading of the samples.
fn candidates(problem: &Problem, language: Language) -> Vec<String> {
    let show =
        |(index, name): (usize, &String)| format!("{name}{}", samples(problem, language, index).unwrap_or_default());
    problem.suggestions.iter().enumerate().map(show).collect()
}

/// Returns `true` if the column takes a two-letter language code rather than a tag; this depends on the layout.
fn expects_letters(problem: &Problem) -> bool {
    column_of(problem).is_some_and(|column| column.rule == Rule::LanguageCode)
}

fn is_required(problem: &Problem) -> bool {
    column_of(problem).is_some_and(|column| column.required)
}

fn column_of(problem: &Problem) -> Option<&'static Column> {
    problem.column.as_deref().and_then(column_labelled)
}
