//! English.

mod cases;
mod pieces;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, unknown_column,
};
use pieces::{
    bytes, bytes_of, company, counted, delimiter, did_you_mean, files_needed, finding, has_no_label, label,
    language_form, number, number_of, other_row, plural_of, refused_character, row_and_line, rows, times, too_long,
};

use super::phrase::{joined_quoted, quoted};
use crate::problem::{Code, Hint, Problem};

/// Where it is wrong.
pub(super) fn place(problem: &Problem) -> String {
    let column = problem.column.as_deref().map(|label| {
        if has_no_label(problem) { format!("column {label}") } else { format!("column {}", quoted(label)) }
    });
    match (row_and_line(problem), column) {
        (Some(row), Some(column)) => format!("{row}, {column}"),
        (Some(place), None) | (None, Some(place)) => place,
        (None, None) => "the file".to_owned(),
    }
}

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!("This file is written in UTF-8, since {encoding} has no form for some characters of these messages.")
}

/// What is wrong and what to do.
#[allow(clippy::too_many_lines, reason = "one arm per code, so that a new code does not compile without its words")]
pub(super) fn sentence(problem: &Problem) -> String {
    let found = finding(problem);
    let meant = did_you_mean(problem);
    let hint = problem.hint;
    match problem.code {
        Code::FileEmpty => "The file is empty. Fill in the template, one row per person, and import it again.".to_owned(),
        Code::FileTooLarge => format!(
            "The file has {}; an import takes at most {}. Split it into smaller files, each with the header, and import them one after the other.",
            bytes(problem, problem.count),
            bytes_of(problem.limit),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "The file has a header and no row below it. Add one row per person and import it again.".to_owned()
        }
        Code::FileTooManyRows => format!(
            "The file has {}; an import takes at most {} of this layout. Split it into {}, each with the header, and import them one after the other.",
            counted(problem, "row", "rows"),
            number_of(problem.limit),
            files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "A quoted cell opens {}{} and never closes, so everything after it was read as one cell. Add the closing quote, or double each quote that belongs to the text.",
            problem.line.map_or_else(|| "here".to_owned(), |line| format!("on line {}", number(line))),
            if problem.found.is_empty() { String::new() } else { format!(" with {}", quoted(problem.found.trim_start_matches('"'))) },
        ),
        Code::FileChanged => {
            "The file was replaced or removed before it was read to the end. Upload it once more, and leave it alone until the import has ended."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "The header has {} {}; at most {} are possible. Remove the ones that no row fills, or spread the courses over several imports.",
                counted(problem, "column", "columns"),
                quoted(family),
                number_of(problem.limit),
            ),
            None => format!(
                "The header has {}; at most {} are possible. Remove the columns that the template does not have.",
                counted(problem, "column", "columns"),
                number_of(problem.limit),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "The column {} stands in the header {}. Keep one of them and remove the rest, so that it is clear which one counts.",
            label(problem),
            problem.count.map_or_else(|| "more than once".to_owned(), times),
        ),
        Code::CourseUnmatched => format!(
            "{found} is no course of {}{}.{meant} Correct the title, or add the course to the company first.",
            company(problem),
            rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} could be more than one course of {}{}{}. Copy the title of the one that is meant, letter by letter.",
            company(problem),
            rows(problem),
            if problem.suggestions.is_empty() { String::new() } else { format!(": {}", joined_quoted(&problem.suggestions, "or")) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells => format!(
            "The row has {}, and the header has only {}{}. Perhaps the text of a cell holds the delimiter and lost its quotes: put that cell in double quotes.",
            counted(problem, "cell", "cells"),
            plural_of(problem.limit, "column", "columns"),
            if problem.found.is_empty() { String::new() } else { format!("; the first one too many is {found}") },
        ),
        Code::RowTooLong => format!(
            "The row is {} long; a row takes at most {}. Perhaps a line break or a closing quote is missing: check where the row should end.",
            bytes(problem, problem.count),
            bytes_of(problem.limit),
        ),
        Code::CellControlCharacter => format!(
            "{found} holds {}, which is no text. Delete the cell and type it again.",
            refused_character(problem, "a control character"),
        ),
        Code::CellLineBreak => format!("{found} holds a line break. Write it on one line."),
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "The cell is {} long; a cell takes at most {}. Shorten it, or look for a closing quote that is missing.",
                bytes(problem, problem.count),
                bytes_of(problem.limit),
            ),
            _ => too_long(problem, "The cell"),
        },
        Code::EnabledInvalid => format!(
            "{}{} Write 1 if the person may sign in, or 0 to create the account disabled.",
            if problem.found.is_empty() { "The cell is empty.".to_owned() } else { format!("{found} is neither 1 nor 0.") },
            // Both suggested says nothing that the remedy does not.
            if problem.suggestions.len() == 1 { &meant } else { "" },
        ),
        Code::NameMissing => "The first name is missing. Fill it in.".to_owned(),
        Code::NameTooLong => too_long(problem, "The first name"),
        Code::NameInvalid | Code::LastNameInvalid => format!(
            "{found} holds {}, which a name cannot have here.{meant} Write the name with letters, spaces, apostrophes, hyphens and full stops.",
            refused_character(problem, "a symbol"),
        ),
        Code::LastNameMissing => "The last name is missing. Fill it in.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "The last name"),
        Code::EmailMissing => "The e-mail address is missing. Fill it in: it identifies the person.".to_owned(),
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} already is a user, and this import only adds new people. Remove the row, or correct the address if it is somebody else's."
        ),
        Code::SelfDisable => {
            "The row would disable the account that runs this import. Write 1 in the cell, or ask another admin to disable it."
                .to_owned()
        }
        Code::CompanyMissing => "The company is missing. Fill in its name, exactly as the portal shows it.".to_owned(),
        Code::CompanyUnmatched => {
            format!("There is no company {found}.{meant} Write the name exactly as the portal shows it, or create the company first.")
        }
        Code::CohortUnmatched => format!(
            "{found} is no cohort of {}.{meant} Write the name exactly as the portal shows it, or create the cohort first.",
            company(problem),
        ),
        Code::LanguageMissing => format!("The language is missing. Write it as {}.", language_form(problem)),
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => format!("{found} is not in lower case.{meant} Write it as {}.", language_form(problem)),
            _ => format!("{found} is not a language code.{meant} Write it as {}.", language_form(problem)),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!("{found} is not in capitals.{meant} Write the country as two capital letters, for example FR or US."),
            _ => format!("{found} is not a country code.{meant} Write the country as two capital letters, for example FR or US."),
        },
        Code::IdentifierInvalid => format!(
            "{found} holds {}.{meant} Use letters and digits only, or leave the cell empty.",
            refused_character(problem, "a character that is neither letter nor digit"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} already stands on {}. Give each person an identifier of their own, or leave the cell empty.",
            other_row(problem),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} is an error value that the spreadsheet put in place of the text. Mend the formula in the spreadsheet, or type the value itself."
            ),
            _ => format!(
                "{found} is what the spreadsheet made of a long number; digits are lost. Format the column as text, type the number again and save."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "The file does not say how its letters are encoded, and was read as {}. If accents look wrong, save it as \"CSV UTF-8\" and import that, or name the encoding in the import's options.",
            if problem.found.is_empty() { "seemed most likely" } else { &problem.found },
        ),
        Code::FileDelimiterAssumed => format!(
            "The cells were told apart by {}, which was found by counting. If the columns look wrong, save the file as \"CSV UTF-8\" with commas.",
            delimiter(&problem.found),
        ),
        Code::FileMojibake => format!(
            "{found} looks like text that was decoded once too often, with signs in place of accents{}.{meant} If so, save the original again as \"CSV UTF-8\"; as it stands, it is imported letter by letter.",
            rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "The row says the same as {}, and was counted once. Nothing needs doing, unless one of them was meant for somebody else.",
            other_row(problem),
        ),
        Code::CourseRepeated => format!(
            "{found} stands more than once on this row and is assigned once. Nothing needs doing, unless another course was meant."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} was read as {}. Nothing needs doing, unless another language was meant.",
            problem.suggestions.first().map_or_else(|| "its usual form".to_owned(), |usual| quoted(usual)),
        ),
        Code::EmailSuspicious => {
            format!("{found} is a possible address, but looks like a slip.{meant} Check it: it is imported as it stands.")
        }
        Code::QuoteLenient => format!(
            "{} has a quote in an unusual place and was read as well as possible. Check it; a quote that belongs to the text is written twice.",
            if problem.column.is_none() && problem.found.is_empty() { "A cell of the row" } else { &found },
        ),
    }
}
