//! Decides whether a suggestion may be accepted without looking at the row.

use crate::{
    header::equivalent_label,
    layout::LayoutName,
    problem::{Code, Hint, Problem, Severity},
    rules::{fold_name, is_known_country, is_known_language},
};

/// Maximum number of letters that may be added, removed, replaced, or swapped with a neighbour.
const EDITS_MAX: usize = 2;
/// Minimum number of letters in the longer of two words that differ: `AG` is not a misspelt `SE`, nor is `Now` a misspelt `Not`.
const LETTERS_MIN: usize = 4;

/// Returns `true` if a problem is an error with exactly one suggestion, and the suggestion is certain: either it is a known rewrite of the
/// text, or it differs by at most two letters, and by at most half of the letters in any word, and has the same digits, number of words,
/// short words and Roman numerals. A label with a typing error, and truncated text, never have a safe suggestion.
pub fn is_safe(problem: &Problem) -> bool {
    let [suggestion] = problem.suggestions.as_slice() else { return false };
    let Some(found) = problem.full_subject() else { return false };
    if problem.severity() != Severity::Error || found.is_empty() {
        return false;
    }
    // The name of another column, such as “Religion”, may differ by two letters from a label.
    if problem.code == Code::HeaderColumnUnknown {
        return is_other_spelling(found, suggestion);
    }
    is_known_rewriting(problem, found, suggestion) || is_near(found, suggestion)
}

/// Returns `true` if a label in a file is another spelling of a layout's label, or a known synonym for it.
pub(super) fn is_other_spelling(label: &str, meant: &str) -> bool {
    let is_equivalent = |name: LayoutName| equivalent_label(label, name.layout()).as_deref() == Some(meant);
    LayoutName::ALL.into_iter().any(is_equivalent)
}

fn is_known_rewriting(problem: &Problem, found: &str, suggestion: &str) -> bool {
    match problem.code {
        Code::EnabledInvalid => true,
        Code::LanguageInvalid => problem.hint == Some(Hint::WrongCase) || is_known_language(found),
        Code::CountryInvalid => problem.hint == Some(Hint::WrongCase) || is_known_country(found),
        // All letters and digits of the suggestion occur in the cell in the same order, so accepting it adds none.
        Code::EmailInvalid => {
            let mut letters = found.chars().flat_map(char::to_lowercase);
            let mut wanted = suggestion.chars().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric());
            wanted.all(|wanted| letters.any(|letter| letter == wanted))
        }
        _ => false,
    }
}

/// Returns `true` if both texts contain letters, have the same number of words, and differ by at most [`EDITS_MAX`] letters in their longer
/// words, ignoring case, accents and punctuation.
fn is_near(found: &str, suggestion: &str) -> bool {
    let (found, suggestion) = (fold_name(found), fold_name(suggestion));
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect());
        words.filter(|word: &String| !word.is_empty()).collect()
    };
    let (found, suggestion) = (words(&found), words(&suggestion));
    let has_letters = |words: &[String]| words.iter().any(|word| word.contains(char::is_alphabetic));
    let edits = found.iter().zip(&suggestion).map(|(found, suggestion)| edits(found, suggestion));
    found.len() == suggestion.len()
        && has_letters(&found)
        && has_letters(&suggestion)
        && edits.sum::<Option<usize>>().is_some_and(|sum| sum <= EDITS_MAX)
}

/// Returns the number of letters in which two words differ, or `None` if they cannot be the same word.
fn edits(found: &str, suggestion: &str) -> Option<usize> {
    let digits = |word: &str| word.chars().filter(|c| c.is_numeric()).collect::<String>();
    let letters = [found, suggestion].map(|word| word.chars().filter(|c| c.is_alphabetic()).count());
    let (shorter, longer) = (letters[0].min(letters[1]), letters[0].max(letters[1]));
    if found == suggestion {
        return Some(0);
    }
    if longer < LETTERS_MIN
        || longer - shorter > EDITS_MAX
        || is_roman(found)
        || is_roman(suggestion)
        || digits(found) != digits(suggestion)
    {
        return None;
    }
    Some(strsim::osa_distance(found, suggestion)).filter(|edits| edits * 2 <= shorter)
}

/// Returns `true` if a folded word could be a Roman numeral.
fn is_roman(word: &str) -> bool {
    word.chars().all(|letter| "ivxlcdm".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestion_is_safe_if_it_is_certain() {
        use Code::{
            CohortUnmatched as Cohort, CompanyUnmatched as Company, CountryInvalid as Country,
            CourseUnmatched as Course, EmailInvalid as Email, EnabledInvalid as Enabled, HeaderColumnUnknown as Label,
            LanguageInvalid as Language, NameInvalid as Name,
        };
        for (code, found, suggestions, expected) in [
            (Course, "Presentng Well", &["Presenting Well"][..], true),
            (Course, "presenting well", &["Presenting Well"], true),
            (Course, "Presenting-Well", &["Presenting Well"], false),
            (Course, "Presentng Well", &["Presenting Well", "Presenting Wool"], false),
            (Course, "Presentng Wel ", &["Presenting Well"], true),
            (Course, "Prsentng Well", &["Presenting Well"], true),
            (Cohort, "Team Lea", &["Team Leads"], false),
            (Course, "Mild Soap", &["Milk Soap"], false),
            (Course, "Milk Soap", &["Mild Soap"], false),
            (Course, "Presntng Wel", &["Presenting Well"], false),
            (Course, "Presenting", &["Presenting Well"], false),
            (Cohort, "Ausbildung 2026", &["Ausbildung 2025"], false),
            (Cohort, "Team Leds 2", &["Team Leads 2"], true),
            (Company, "Nordlicht Energy GmbH", &["Nordlicht Energie GmbH"], true),
            (Company, "Acme, Inc", &["Acme Inc."], true),
            (Company, "101", &["102"], false),
            (Cohort, "Team C", &["Team A"], false),
            (Cohort, "Jahrgang VI", &["Jahrgang IV"], false),
            (Cohort, "Jahrgang XVIII", &["Jahrgang XXIII"], false),
            (Course, "Excel I", &["Excel II"], false),
            (Course, "Level B", &["Level A"], false),
            (Course, "Saying Now", &["Saying Not"], false),
            (Course, "Word2 Basics", &["Word3 Basics"], false),
            (Company, "Acme SE", &["Acme AG"], false),
            (Company, "Acme Ltd", &["Acme Ltd."], true),
            (Email, "judith.marsh@@example.org", &["judith.marsh@example.org"], true),
            (Email, "Daniel Okafor <daniel@example.com>", &["daniel@example.com"], true),
            (Email, "anna@gmail", &["anna@gmail.com"], false),
            (Email, "anna.gmial.com", &["anna@gmail.com"], true),
            (Email, "peter.long.name@example", &["anna@example.org"], false),
            (Language, "English", &["en"], true),
            (Language, "Englsh", &["en"], false),
            (Language, "Swedish/English", &["sv"], false),
            (Language, "de/en", &["de"], false),
            (Language, "English (UK)", &["en-GB"], true),
            (Language, "en_GB.UTF-8", &["en-GB"], true),
            (Language, "Spanish", &["es"], true),
            (Country, "UK", &["GB"], true),
            (Country, "Germny", &["DE"], false),
            (Label, "Vorname", &["name"], true),
            (Label, "Prénom", &["firstname"], true),
            (Label, "company\u{a0}Name", &["companyName"], true),
            (Label, "E-MAIL", &["email"], true),
            (Label, "Module_Requested 03", &["module requested 3"], true),
            (Label, "module requested 13", &["module requested 3"], false),
            (Label, "Job role (required)", &["job_role"], true),
            (Label, "Religion", &["region"], false),
            (Label, "langaugeCode", &["languageCode"], false),
            (Language, "in", &["id", "hi", "en"], false),
            (Language, "gb", &["en"], false),
            (Language, "SE", &["sv", "se"], false),
            (Language, "UK", &["en", "uk"], false),
            (Language, "DE", &["de"], true),
            (Language, "iw", &["he"], true),
            (Language, "en,fr", &["en"], false),
            (Language, "EN/FR", &["en"], false),
            (Language, "de / it", &["de"], false),
            (Language, "en/GB", &["en-GB"], true),
            (Enabled, "wahr", &["1"], true),
            (Enabled, "maybe", &["1", "0"], false),
            (Name, "Price ★", &["Price"], true),
            (Course, "", &["Presenting Well"], false),
            (Code::EmailSuspicious, "anna@gmial.com", &["anna@gmail.com"], false),
        ] {
            let problem = Problem::new(code).found(found).suggest(suggestions.iter().copied());
            assert_eq!(is_safe(&problem), expected, "{found} -> {suggestions:?}");
        }
    }

    #[test]
    fn suggestion_for_a_long_text_is_safe_only_if_the_text_is_known_in_full() {
        let title = "Occupational Health and Safety ".repeat(5);
        let problem = Problem::new(Code::CourseUnmatched).suggest([title.trim()]);
        let known = problem.found(&title.trim().replacen("Health", "Helth", 1));
        assert!(is_safe(&known) && !is_safe(&Problem { whole: None, ..known }));
        // The first 119 characters: all that remains of a truncated text.
        let title = "ab ".repeat(40)[..119].to_owned();
        let problem = Problem::new(Code::CourseUnmatched).found(&format!("{title} and more")).suggest([title]);
        assert!(!is_safe(&problem) && !is_safe(&Problem { whole: None, ..problem }));
    }

    #[test]
    fn suggestion_for_a_corrected_cell_is_judged_by_the_corrected_text() {
        let problem = Problem { reads: Some("Presentng Well".to_owned()), ..Problem::new(Code::CourseUnmatched) };
        assert!(is_safe(&problem.found("xyz").suggest(["Presenting Well"])));
    }
}
