//! Sentences of the codes that have several cases.

use super::WORDS;
use crate::problem::{
    Hint, Problem,
    message::words::{has_no_dot_in_domain, has_no_label, near_columns},
};

pub(super) fn not_csv(problem: &Problem) -> String {
    let finding = match (problem.hint, problem.found.as_str()) {
        (Some(Hint::WrongSuffix), "") => "The file's name does not end in .csv.".to_owned(),
        (Some(Hint::WrongSuffix), name) => format!("The file's name, {}, does not end in .csv.", WORDS.quoted(name)),
        (_, "") => "The file holds something other than CSV.".to_owned(),
        // The reader's own words for what it recognised.
        (_, what) => format!("The file is {what}, not a CSV file."),
    };
    format!("{finding} Open the list in a spreadsheet program, save it as \"CSV UTF-8\" and import that file.")
}

pub(super) fn bad_encoding(problem: &Problem) -> String {
    if !problem.suggestions.is_empty() {
        return format!(
            "The letters of the file are not UTF-8, and it is not certain which encoding they are in. Candidates: {}. Save the file again as \"CSV UTF-8\" and import that, or name the encoding: in the option encoding of the import, with --encoding on the command line, or in the object metadata encoding.",
            WORDS.candidates(problem),
        );
    }
    let finding = match (problem.count, problem.found.as_str()) {
        (Some(byte), found) => format!(
            "Byte {} of the file{}{} is {}.",
            WORDS.number(byte),
            if found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.row_and_line(problem).map_or_else(String::new, |row| format!(", in {row},")),
            match problem.expected.first() {
                Some(encoding) => format!("not text in the encoding {encoding}"),
                None => "not valid UTF-8, though other letters of the file are".to_owned(),
            },
        ),
        (None, "") => "The letters of the file cannot be read.".to_owned(),
        // The reader's own words for what it recognised.
        (None, what) => format!("The file is {what} and cannot be read as text."),
    };
    format!("{finding} Save the file again as \"CSV UTF-8\" and import that.")
}

pub(super) fn no_header(problem: &Problem) -> String {
    let finding = if problem.found.is_empty() {
        "The first row holds none of the column labels.".to_owned()
    } else {
        format!("The first row holds {} and none of the column labels.", WORDS.quoted(&problem.found))
    };
    let labels = match problem.expected.as_slice() {
        [] => String::new(),
        labels => format!(" The labels are {}.", WORDS.all_of(labels)),
    };
    match (problem.hint, problem.count) {
        (Some(Hint::HeaderFurtherDown), Some(line)) => format!(
            "{finding} The header seems to stand on line {}. Delete the lines above it and import the file again.{labels}",
            WORDS.number(line)
        ),
        _ => format!("{finding} Put the header of the template above the rows.{labels}"),
    }
}

pub(super) fn bad_option(problem: &Problem) -> String {
    let option = if problem.found.is_empty() { "of this import".to_owned() } else { WORDS.quoted(&problem.found) };
    match (problem.hint, problem.expected.as_slice()) {
        (Some(Hint::NotInLayout), _) => {
            format!("The option {option} does not go with this layout. Leave it out, or choose the other layout.")
        }
        (_, []) => format!("The option {option} is not known. Leave it out, or correct its name."),
        (_, values) => {
            format!("The option {option} has a value that it does not take. Write {}.", WORDS.any_of(values))
        }
    }
}

pub(super) fn bad_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    match problem.hint {
        Some(Hint::SeveralAddresses) => {
            format!("{found} is more than one address.{meant} Write one address per row, and a row for each person.")
        }
        Some(Hint::NonAsciiLocalPart) => format!(
            "{found} has a letter other than a to z before the @, and no mail can be sent to such an address.{meant} Use another address of the person."
        ),
        _ if has_no_dot_in_domain(&problem.found) => {
            format!("{found} has no dot after the @.{meant} Write the whole domain, for example name@example.org.")
        }
        _ => format!("{found} is not an e-mail address.{meant} Write it as name@domain."),
    }
}

pub(super) fn missing_column(problem: &Problem) -> String {
    let label = problem.column.as_deref().map_or_else(|| WORDS.in_question.to_owned(), |label| WORDS.quoted(label));
    let remedy = match near_columns(problem).as_slice() {
        [] => format!("Add a column with the label {label}, written exactly so."),
        [near] => format!("If it is the column {}, change that label to {label}.", WORDS.quoted(near)),
        near => format!("If it is one of the columns {}, change that label to {label}.", WORDS.any_of(near)),
    };
    format!("The column {label} is required and the file does not have it. {remedy}")
}

pub(super) fn unknown_column(problem: &Problem) -> String {
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Remove the column, or give it a label of the template."
    } else {
        "Write the label exactly so, capitals and spaces included."
    };
    format!("There is no column {label} in this layout.{meant} {remedy}")
}

pub(super) fn ignored_column(problem: &Problem) -> String {
    if has_no_label(problem) {
        let letter = problem.column.as_deref().unwrap_or("at the right");
        let cells = if problem.found.is_empty() {
            "cells".to_owned()
        } else {
            format!("cells, such as {},", WORDS.quoted(&problem.found))
        };
        return format!(
            "Column {letter} has {cells} and no label in the header, so it is not imported. Give it a label of the template, or empty it."
        );
    }
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy =
        if meant.is_empty() { "Nothing needs doing if that is right." } else { "If so, write the label exactly so." };
    format!("The column {label} is not part of this layout and is not imported.{meant} {remedy}")
}

pub(super) fn repeated_address(problem: &Problem) -> String {
    let (found, earlier) = (WORDS.finding(problem), WORDS.other_row(problem, "", "an earlier row"));
    match problem.hint {
        Some(Hint::OnlyCoursesDiffer) => format!(
            "{found} is already on {earlier}, with other courses. Put all courses of one person on one row, in further \"module requested\" columns."
        ),
        _ => format!(
            "{found} is already on {earlier}. Keep one row per person, or correct the address if these are two people."
        ),
    }
}

pub(super) fn changed(problem: &Problem) -> &'static str {
    match problem.hint {
        Some(Hint::UserChanged) => {
            "The user was changed or removed after the preview, so the row was left alone. Import it again to see what it would do now."
        }
        Some(Hint::CatalogChanged) => {
            "The company, its cohort or one of its courses was changed or removed after the preview, so the row was left alone. Check them and import the row again."
        }
        _ => {
            "Something that the row relies on was changed after the preview, so the row was left alone. Import it again to see what it would do now."
        }
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} has {}; at most {} are allowed. Shorten it.",
        WORDS.counted(problem, &WORDS.characters),
        WORDS.number_of(problem.limit)
    )
}
