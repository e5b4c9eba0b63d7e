//! English.

mod cases;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, too_long, unknown_column,
};

use super::words::{Noun, Words};
use crate::problem::{Code, Hint, Problem};

/// The words of the sentences.
pub(super) static WORDS: Words = Words {
    quotes: ["\"", "\""],
    thousands: ',',
    ungrouped_max: 999,
    decimal_mark: '.',
    units: ["KB", "MB"],
    and: "and",
    or: "or",
    row: "row",
    line: "line",
    column: "column",
    the_file: "the file",
    did_you_mean: ["Did you mean ", "?"],
    the_cell: "The cell",
    in_question: "in question",
    of_company: "of ",
    of_rows_company: "of the row's company",
    rows: Noun { one: "row", many: "rows", too_many: "too many rows" },
    columns: Noun { one: "column", many: "columns", too_many: "too many columns" },
    cells: Noun { one: "cell", many: "cells", too_many: "too many cells" },
    characters: Noun { one: "character", many: "characters", too_many: "too many characters" },
    bytes: Noun { one: "byte", many: "bytes", too_many: "too many bytes" },
    files: Noun { one: "file", many: "files", too_many: "too many files" },
    several_files: "several files",
    colon: ": ",
    the_first_ones: ", the first ones ",
    at_least: "at least ",
    certain_number: "a certain number",
    certain_number_of: "a certain number of",
    the_character: "the character ",
    times: ["more than once", "twice", " times"],
    language_forms: ["two lower-case letters, for example en or fr", "a code, for example en-GB or fr"],
    delimiters: ["commas", "semicolons", "tabs", "upright bars", "the likeliest delimiter"],
    // The reader's own words are English.
    kinds_of_file: &[],
};

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!("This file is written in UTF-8, since {encoding} has no form for some characters of these messages.")
}

/// What is wrong and what to do.
#[allow(clippy::too_many_lines, reason = "one arm per code, so that a new code does not compile without its words")]
pub(super) fn sentence(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    let hint = problem.hint;
    match problem.code {
        Code::FileEmpty => "The file is empty. Fill in the template, one row per person, and import it again.".to_owned(),
        Code::FileTooLarge => format!(
            "The file has {}; an import takes at most {}. Split it into smaller files, each with the header, and import them one after the other.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "The file has a header and no row below it. Add one row per person and import it again.".to_owned()
        }
        Code::FileTooManyRows => format!(
            "The file has {}; an import takes at most {} of this layout. Split it into {}, each with the header, and import them one after the other.",
            WORDS.counted(problem, &WORDS.rows),
            WORDS.number_of(problem.limit),
            WORDS.files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "A quoted cell opens {}{} and never closes, so everything after it was read as one cell. Add the closing quote, or double each quote that belongs to the text.",
            problem.line.map_or_else(|| "here".to_owned(), |line| format!("on line {}", WORDS.number(line))),
            if problem.found.is_empty() { String::new() } else { format!(" with {}", WORDS.quoted(problem.found.trim_start_matches('"'))) },
        ),
        Code::FileChanged => {
            "The file was replaced or removed before it was read to the end. Upload it once more, and leave it alone until the import has ended."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "The header has {} {}; at most {} are allowed. Remove the ones that no row fills, or spread the courses over several imports.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.quoted(family),
                WORDS.number_of(problem.limit),
            ),
            None => format!(
                "The header has {}; at most {} are allowed. Remove the columns that the template does not have.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.number_of(problem.limit),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "The column {} is in the header {}. Keep one of them and remove the rest, so that it is clear which one counts.",
            WORDS.label(problem),
            WORDS.times(problem.count),
        ),
        Code::CourseUnmatched => format!(
            "{found} is not a course {}{}.{meant} Correct the title, or add the course to the company first.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} could be more than one course {}{}{}. Copy the title of the one that is meant, letter by letter.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
            if problem.suggestions.is_empty() { String::new() } else { format!(": {}", WORDS.any_of(&problem.suggestions)) },
        ),
        Code::FileNotSplit => {
            "Each line of the file is a single cell, because quotes enclose the whole line. Split column A into columns in the spreadsheet, save the file as \"CSV UTF-8\" and import that.".to_owned()
        }
        Code::FileDelimiterMixed => format!(
            "The columns of the header are separated by {}, those of the rows by {}. Save the list again from the spreadsheet as \"CSV UTF-8\", so that every line has the same delimiter, and import that.",
            WORDS.delimiter(&problem.found),
            WORDS.delimiter(problem.expected.first().map_or("", String::as_str)),
        ),
        Code::LayoutMismatch => {
            let name = |name: Option<&String>| {
                name.filter(|name| !name.is_empty()).map_or_else(|| WORDS.in_question.to_owned(), String::clone)
            };
            let (found, expected) = (name(Some(&problem.found)), name(problem.expected.first()));
            format!(
                "This looks like a file for the layout {found}, and the import expects the layout {expected}. Choose the layout {found} for the import, or use the labels of the template."
            )
        }
        Code::HeaderColumnMissingLabel => format!(
            "Column {} has cells{} and no label, and labelled columns follow it: the labels have probably shifted. Write the missing label, or delete the column, and import the file again.",
            problem.column.as_deref().unwrap_or(WORDS.in_question),
            if problem.found.is_empty() { String::new() } else { format!(", such as {},", WORDS.quoted(&problem.found)) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells if hint == Some(Hint::MisplacedQuote) => format!(
            "A quote is in an unusual place{}, and the row was read with {} where the header has {}. Correct the quotes: a quote that belongs to the text is written twice, and a cell that holds the delimiter is in quotes.",
            if problem.found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
        ),
        Code::RowTooManyCells => format!(
            "The row has {}, and the header has only {}{}. Perhaps the text of a cell holds the delimiter and lost its quotes: put that cell in double quotes.",
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
            if problem.found.is_empty() { String::new() } else { format!("; the first one too many is {found}") },
        ),
        Code::RowTooLong => format!(
            "The row is {} long; a row takes at most {}. Perhaps a line break or a closing quote is missing: check where the row should end.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::CellControlCharacter => format!(
            "{found} holds {}, which is not text. Delete the cell and type it again.",
            WORDS.refused_character(problem, "a control character"),
        ),
        Code::CellLineBreak => format!("{found} holds a line break. Write it on one line."),
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "The cell is {} long; a cell takes at most {}. Shorten it, or look for a closing quote that is missing.",
                WORDS.bytes_found(problem),
                WORDS.bytes_limit(problem),
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
            WORDS.refused_character(problem, "a symbol"),
        ),
        Code::LastNameMissing => "The last name is missing. Fill it in.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "The last name"),
        Code::EmailMissing if hint == Some(Hint::NotAPerson) => format!(
            "The row reads {} and looks like a footer or a separator, not like a person. Delete the row.",
            WORDS.quoted(&problem.found),
        ),
        Code::EmailMissing => "The e-mail address is missing. Fill it in: it identifies the person.".to_owned(),
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} is already a user, and this import only adds new people. Remove the row, or correct the address if it is somebody else's."
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
            "{found} is not a cohort {}.{meant} Write the name exactly as the portal shows it, or create the cohort first.",
            WORDS.of_company(problem),
        ),
        Code::LanguageMissing => format!("The language is missing. Write it as {}.", WORDS.language_form(problem)),
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => format!("{found} is not in lower case.{meant} Write it as {}.", WORDS.language_form(problem)),
            _ => format!("{found} is not a language code.{meant} Write it as {}.", WORDS.language_form(problem)),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!("{found} is not in capitals.{meant} Write the country as two capital letters, for example FR or US."),
            _ => format!("{found} is not a country code.{meant} Write the country as two capital letters, for example FR or US."),
        },
        Code::IdentifierInvalid => format!(
            "{found} holds {}.{meant} Use letters and digits only, or leave the cell empty.",
            WORDS.refused_character(problem, "a character that is neither letter nor digit"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} is already on {}. Give each person an identifier of their own, or leave the cell empty.",
            WORDS.other_row(problem, "", "an earlier row"),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} is an error value that the spreadsheet put in place of the text. Correct the formula in the spreadsheet, or type the value itself."
            ),
            _ => format!(
                "{found} is what the spreadsheet made of a long number, and digits are lost. Format the column as text, type the number again and save."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "The file does not say how its letters are encoded, and was read as {}{}. If accents look wrong, save it as \"CSV UTF-8\" and import that, or name the encoding in the import's options.",
            if problem.found.is_empty() { "seemed most likely" } else { &problem.found },
            WORDS.samples(problem, 0),
        ),
        Code::FileDelimiterAssumed => format!(
            "The columns were told apart by {}, which was found by counting. If the columns look wrong, save the file as \"CSV UTF-8\" with commas.",
            WORDS.delimiter(&problem.found),
        ),
        Code::FileMojibake if hint == Some(Hint::Refused) => format!(
            "{} seems to have odd signs in place of accented letters{}.{} Nothing was imported. Save the original again as \"CSV UTF-8\" and import that; or name the encoding {} to have the letters repaired, or utf-8 if the text is right as it is.",
            found,
            WORDS.which_rows(problem),
            meant,
            problem.expected.first().map_or("utf-8-twice/windows-1252", String::as_str),
        ),
        Code::FileMojibake => format!(
            "{found} seems to have odd signs in place of accented letters{}.{meant} If so, save the original again as \"CSV UTF-8\"; as it stands, the text is imported unchanged.",
            WORDS.which_rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "The row says the same as {}, and was counted once. Nothing needs doing, unless one of them was meant for somebody else.",
            WORDS.other_row(problem, "", "an earlier row"),
        ),
        Code::CourseRepeated => format!(
            "{found} is on this row more than once and is assigned once. Nothing needs doing, unless another course was meant."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} was read as {}. Nothing needs doing, unless another language was meant.",
            problem.suggestions.first().map_or_else(|| "its usual form".to_owned(), |usual| WORDS.quoted(usual)),
        ),
        Code::EmailSuspicious => {
            format!("{found} is a possible address, but looks like a slip.{meant} Check it: it is imported as it stands.")
        }
        Code::QuoteLenient => format!(
            "{} has a quote in an unusual place and was read as well as possible. Check it; a quote that belongs to the text is written twice.",
            if problem.column.is_none() && problem.found.is_empty() { "A cell of the row" } else { &found },
        ),
        Code::RowRagged => format!(
            "Some rows have more or fewer cells than the header{}; missing cells were read as empty. Check that no cell moved to another column{}.",
            WORDS.which_rows(problem),
            WORDS.samples(problem, 0),
        ),
        Code::HeaderRepeated => format!(
            "The header appears again further down{}, and was left out there. Nothing needs doing if several lists were joined.",
            WORDS.which_rows(problem),
        ),
    }
}
