//! The row rules: each turns a cleaned cell into a value and adds any problems to the row's.
//!
//! A rule never returns `Err` and never panics. A cell is first [cleaned](clean) and its [characters checked](check_characters); a cell
//! that fails the check does not reach its rule. The [`layout`](crate::layout) assigns rules to columns. Nothing is corrected silently: a
//! value that was probably meant becomes a suggestion.
//!
//! ```
//! use rollcall_domain::problem::{Code, RowProblems};
//! use rollcall_domain::rules::{clean, read_country};
//!
//! let mut problems = RowProblems::new(2, 2);
//! assert_eq!(read_country(&clean(" FR\u{a0}"), "country", &mut problems), Some("FR"));
//! assert_eq!(read_country("uk", "country", &mut problems), None);
//! assert_eq!(problems.list()[0].code, Code::CountryInvalid);
//! assert_eq!(problems.list()[0].suggestions, ["GB"]);
//! ```

mod country;
mod email;
mod enabled;
mod entities;
mod error_value;
mod fold;
mod formula_text;
mod free_text;
mod identifier;
mod language;
mod mojibake;
mod name;
mod nearest;
mod scripts;
mod suspicious;
mod text;

pub use country::{country_code_of, country_codes, is_known_country, read_country};
pub use email::{Address, Domains, ValidAddress, read_address};
pub use enabled::read_enabled;
pub use fold::{clean_name, fold_name, fold_searched_name, fold_spaces, fold_title, has_folded_spaces};
pub use formula_text::{is_broken_formula_text, unwrap_formula_text};
pub use free_text::read_free_text;
pub use identifier::{IDENTIFIER_CHARS_MAX, read_identifier};
pub use language::{
    CountryOfCode, is_known_language, language_codes, read_code, read_code_only, read_tag, read_tag_only, registry_date,
};
pub use mojibake::{MojibakeReadings, undo_mojibake, words_of_mojibake};
pub use name::read_name;
pub use nearest::{Candidates, NEAREST_CHARS_MAX, SearchBudget, nearest};
pub(crate) use scripts::is_phonetic;
pub use scripts::{Script, in_one_script, mistakable, script_of};
pub use suspicious::{TextKind, check_suspicious, is_missing_value, is_surely_unsuspicious, likely_name, likely_text};
pub(crate) use text::is_invisible;
pub use text::{check_characters, clean, compose, is_outer, is_usual, trim};

use crate::{
    layout::{Column, Rule},
    problem::{Code, Problem, RowProblems},
};

/// Reads a cell by its column's rule, if the rule needs only the text. The row reader calls the other rules directly: those that remember
/// repeated values, and those whose value is not text.
pub fn read_text<'a>(text: &'a str, column: &Column, problems: &mut RowProblems) -> Option<&'a str> {
    match column.rule {
        Rule::Name { chars_max, plain } => read_name(text, column, chars_max, plain, problems),
        Rule::Identifier => read_identifier(text, column.label, problems),
        Rule::FreeText { chars_max } => read_free_text(text, chars_max, column.label, problems),
        Rule::Company if text.is_empty() => {
            problems.add(Problem::new(Code::CompanyMissing).column(column.label));
            None
        }
        _ => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{ENROLMENT, Field, LEARNERS};

    #[test]
    fn cell_is_read_by_the_rule_of_its_column() {
        let long = "x".repeat(257);
        for (layout, field, text, value, code) in [
            (&ENROLMENT, Field::Name, "Anna", Some("Anna"), None),
            (&ENROLMENT, Field::Name, "", None, Some(Code::NameMissing)),
            (&ENROLMENT, Field::Company, "Acme", Some("Acme"), None),
            (&ENROLMENT, Field::Company, "", None, Some(Code::CompanyMissing)),
            (&ENROLMENT, Field::Cohort, "2026", Some("2026"), None),
            (&ENROLMENT, Field::Region, "North", Some("North"), None),
            (&ENROLMENT, Field::Region, &long, None, Some(Code::CellTooLong)),
            (&LEARNERS, Field::Identifier, "00123", Some("00123"), None),
            (&LEARNERS, Field::Identifier, "A-1", None, Some(Code::IdentifierInvalid)),
        ] {
            let Some(column) = layout.column(field) else { panic!("the layout has this column") };
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_text(text, column, &mut problems), value, "{text}");
            assert_eq!(problems.list().first().map(|problem| problem.code), code, "{text}");
        }
    }
}
