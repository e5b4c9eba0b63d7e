//! Decides whether a suggestion may be accepted without looking at the row.

use std::borrow::Cow;

use crate::{
    header::equivalent_label,
    layout::LayoutName,
    problem::{Code, Hint, Problem, Severity},
    rules::{fold_name, in_one_script, is_invisible, is_known_country, is_known_language},
};

/// Maximum number of letters that may be added, removed, replaced, or swapped with a neighbour.
const EDITS_MAX: usize = 2;
/// Maximum number of letters that may be replaced.
const REPLACED_MAX: usize = 1;
/// Minimum number of letters in the longer of two words that differ: `AG` is not a misspelt `SE`, nor is `Now` a misspelt `Not`.
const LETTERS_MIN: usize = 4;
/// Minimum number of letters in the shorter of two words if one letter is replaced: `Juni` is not a misspelt `Juli`.
const REPLACED_LETTERS_MIN: usize = 6;
/// Minimum number of letters before and after the one that is replaced: `Trainee` is not a misspelt `Trainer`, nor is `Macro` a misspelt
/// `Micro`.
const REPLACED_MARGIN: usize = 2;

/// Folded names of directions that differ by few letters.
const DIRECTIONS: [&str; 7] = ["noreste", "noroeste", "nordeste", "sureste", "suroeste", "sudeste", "sudoeste"];

/// Signs that do not distinguish two names, after folding: all dashes are hyphens, and all quotation marks are apostrophes.
const PUNCTUATION: &str = ".,;:-'()[]{}/|_·•!?¡¿©®";

/// Signs that do not distinguish two names either, but that folding replaces with letters.
const TRADEMARKS: [char; 2] = ['™', '℠'];

/// Returns `true` if a problem is an error with exactly one suggestion, and the suggestion is certain: either it is a known rewrite of the
/// text, or it differs by at most two letters, of which at most one is replaced, and by at most half of the letters in any word, and has
/// the same initials, numbers, number of words, short words, Roman numerals and, in the catalog, signs. A label with a typing error,
/// truncated text, and an identifier without the characters that it must not contain never have a safe suggestion.
pub fn is_safe(problem: &Problem) -> bool {
    let [suggestion] = problem.suggestions.as_slice() else { return false };
    let Some(found) = problem.full_subject() else { return false };
    if problem.severity() != Severity::Error || found.is_empty() {
        return false;
    }
    match problem.code {
        // The name of another column, such as “Religion”, may differ by two letters from a label.
        Code::HeaderColumnUnknown => is_other_spelling(found, suggestion),
        // `12-3` and `1-23` may be two people.
        Code::IdentifierInvalid => unquoted(found) == *suggestion,
        _ => is_known_rewriting(problem, found, suggestion) || is_near(problem.code, found, suggestion),
    }
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

/// Returns an identifier without invisible characters, and without the quotation marks around it or the apostrophe that marks it as text.
fn unquoted(found: &str) -> String {
    let visible: String = found.chars().filter(|c| !is_invisible(*c)).collect();
    let is_outer = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '„' | '«' | '»');
    let begun = visible.trim_start_matches(is_outer);
    // `12'` may differ from `12`.
    let inside = if begun.len() < visible.len() { begun.trim_end_matches(is_outer) } else { begun };
    inside.to_owned()
}

/// Returns `true` if both texts contain letters, have the same number of words, and differ by at most [`EDITS_MAX`] letters in their longer
/// words, of which at most [`REPLACED_MAX`] is replaced, ignoring case, accents and punctuation. In a name from the catalog, other signs
/// must be equal too: `C#` is not `C++`.
fn is_near(code: Code, found: &str, suggestion: &str) -> bool {
    let found = in_one_script(found).map_or(Cow::Borrowed(found), Cow::Owned);
    let [found, suggestion] = [&*found, suggestion].map(|name| fold_name(&name.replace(TRADEMARKS, "")));
    let is_of_catalog = matches!(code, Code::CompanyUnmatched | Code::CohortUnmatched | Code::CourseUnmatched);
    if is_of_catalog && signs(&found) != signs(&suggestion) {
        return false;
    }
    let (found, suggestion) = (words(&found), words(&suggestion));
    let has_letters = |words: &[&str]| words.iter().any(|word| word.contains(char::is_alphabetic));
    let mut differences = found.iter().zip(&suggestion).map(|(found, suggestion)| difference(found, suggestion));
    let all = differences
        .try_fold((0_usize, 0_usize), |(edits, replaced), word| word.map(|word| (edits + word.0, replaced + word.1)));
    found.len() == suggestion.len()
        && has_letters(&found)
        && has_letters(&suggestion)
        && all.is_some_and(|(edits, replaced)| edits <= EDITS_MAX && replaced <= REPLACED_MAX)
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect()
}

/// Returns the signs in each word of a folded text that are not [`PUNCTUATION`]. A word of punctuation alone is left out.
fn signs(text: &str) -> Vec<String> {
    let is_punctuation = |c: char| PUNCTUATION.contains(c);
    let words = text.split_whitespace().filter(|word| !word.chars().all(is_punctuation));
    words.map(|word| word.chars().filter(|c| !c.is_alphanumeric() && !is_punctuation(*c)).collect()).collect()
}

/// Returns the number of letters in which two words differ, and how many of them are replaced; `None` if they cannot be the same word.
fn difference(found: &str, suggestion: &str) -> Option<(usize, usize)> {
    // `1.2` is not `12`.
    if !digit_runs(found).eq(digit_runs(suggestion)) {
        return None;
    }
    let [found, suggestion] =
        [found, suggestion].map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
    if found == suggestion {
        return Some((0, 0));
    }
    let letters = [&found, &suggestion].map(|word| word.chars().filter(|c| c.is_alphabetic()).count());
    let (shorter, longer) = (letters[0].min(letters[1]), letters[0].max(letters[1]));
    let length = found.chars().count().min(suggestion.chars().count());
    let start = found.chars().zip(suggestion.chars()).take_while(|(found, meant)| found == meant).count();
    let end = found.chars().rev().zip(suggestion.chars().rev()).take_while(|(found, meant)| found == meant).count();
    // The distance is computed last, because that takes long for long words.
    if longer < LETTERS_MIN || longer - shorter > EDITS_MAX || start == 0 {
        return None;
    }
    let edits = strsim::osa_distance(&found, &suggestion);
    let is_too_different = edits > EDITS_MAX || edits * 2 > shorter;
    let is_other_word = is_roman(&found)
        || is_roman(&suggestion)
        // `Class7` is not a misspelt `Class7a`.
        || kinds(&found) != kinds(&suggestion)
        || [&found, &suggestion].iter().all(|word| DIRECTIONS.contains(&word.as_str()))
        // Two letters are added next to each other: `Austria` is not a misspelt `Australia`, nor `Lehrer` a misspelt `Lehrerin`.
        || longer - shorter == EDITS_MAX && start + end >= length;
    if is_too_different || is_other_word {
        return None;
    }
    let is_swap = longer == shorter && edits == 1 && start + end + 2 == length;
    let replaced = if is_swap { 0 } else { edits - (longer - shorter) };
    // Nothing else in the word may differ: `Trainee` is not a misspelt `Trainers`, nor `Hypertension` a misspelt `Hypotension`.
    let is_inside = edits == 1 && start >= REPLACED_MARGIN && end >= REPLACED_MARGIN;
    (replaced == 0 || shorter >= REPLACED_LETTERS_MIN && is_inside).then_some((edits, replaced))
}

fn digit_runs(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty())
}

/// Returns for each run of digits, or of other characters, whether it consists of digits.
fn kinds(word: &str) -> Vec<bool> {
    let mut kinds: Vec<bool> = word.chars().map(char::is_numeric).collect();
    kinds.dedup();
    kinds
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
            (Company, "Nordlicht Energy GmbH", &["Nordlicht Energie GmbH"], false),
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
            (Email, "anna@example.org¹", &["anna@example.org"], true),
            (Email, "аnna@example.org", &["anna@example.org"], true),
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
            (Language, "USA", &["en"], false),
            (Language, "BEL", &["be", "nl", "fr"], false),
            (Language, "deu", &["de"], true),
            (Language, "cym", &["cy"], true),
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
    fn suggestion_is_safe_only_for_the_same_name_or_identifier() {
        use Code::{
            CohortUnmatched as Cohort, CompanyUnmatched as Company, CourseUnmatched as Course,
            IdentifierInvalid as Identifier,
        };
        for (code, found, suggestion, expected) in [
            (Course, "C#", "C++", false),
            (Course, "C", "C++", false),
            (Course, "English B1+", "English B1", false),
            (Course, "Level A+ B", "Level A B+", false),
            (Course, "Tools + More", "Tools More", false),
            (Course, "R&D Basics", "RD Basics", false),
            (Company, "Müller & Söhne", "Müller und Söhne", false),
            (Company, "Müller & Söne", "Müller & Söhne", true),
            (Course, "PRINCE2 Foundation", "PRINCE2® Foundation", true),
            (Course, "Tableau™ Basics", "Tableau Basics", true),
            (Course, "Excel [Basics]", "Excel (Basics)", true),
            (Company, "Col.legi", "Col·legi", true),
            (Course, "Como vender sin presionar", "¿Cómo vender sin presionar?", true),
            (Course, "Module 1.2", "Module 12", false),
            (Cohort, "Class 1.1", "Class 11", false),
            (Course, "Module 1,2", "Module 1.2", true),
            (Course, "1,200 Calls", "1200 Calls", false),
            (Cohort, "Spring 2024-25", "Spring 2024/25", true),
            (Cohort, "Spring 2024/25", "Spring 2024/2025", false),
            (Cohort, "North Region", "South Region", false),
            (Cohort, "Northeast", "Northwest", false),
            (Cohort, "Nordost", "Nordwest", false),
            (Cohort, "Nordest", "Nordovest", false),
            (Cohort, "Nordosten", "Nordwesten", false),
            (Cohort, "Noreste", "Noroeste", false),
            (Cohort, "Nordeste", "Noroeste", false),
            (Cohort, "Nordot", "Nordost", true),
            (Cohort, "Internal", "External", false),
            (Course, "Import", "Export", false),
            (Cohort, "Senior Staff", "Junior Staff", false),
            (Cohort, "Monday", "Sunday", false),
            (Cohort, "Tuesday", "Thursday", false),
            (Cohort, "Start Juni", "Start Juli", false),
            (Cohort, "Male", "Female", false),
            (Course, "Legal", "Illegal", false),
            (Cohort, "Paid", "Unpaid", false),
            (Course, "Intranet", "Internet", false),
            (Course, "Macroeconomics", "Microeconomics", false),
            (Cohort, "Trainees", "Trainers", false),
            (Cohort, "Trainee", "Trainers", false),
            (Cohort, "Alumnos", "Alumnas", false),
            (Cohort, "Alumno", "Alumnas", false),
            (Cohort, "Administrator", "Administration", false),
            (Course, "Hypertension", "Hypotension", false),
            (Course, "Hyperglycaemia", "Hypoglycaemia", false),
            (Cohort, "Klasse7", "Klasse7a", false),
            (Cohort, "Gruppe3B", "GruppeB3", false),
            (Course, "Ofice365", "Office365", true),
            (Cohort, "Lehrer", "Lehrerin", false),
            (Company, "Acme Austria", "Acme Australia", false),
            (Cohort, "Manager", "Managers", true),
            (Course, "Fire Saftey", "Fire Safety", true),
            (Course, "Tax Complience", "Tax Compliance", true),
            (Course, "Sles Complience", "Sales Compliance", true),
            (Course, "Privote Complience", "Private Compliance", false),
            (Company, "Аcme", "Acme", true),
            (Identifier, "'00123", "00123", true),
            (Identifier, "\"A1\"", "A1", true),
            (Identifier, "A\u{200b}1", "A1", true),
            (Identifier, "A1'", "A1", false),
            (Identifier, "AB-123", "AB123", false),
            (Identifier, "00 123", "00123", false),
            (Identifier, "A1,A2", "A1A2", false),
            (Identifier, "A1.0", "A10", false),
            (Identifier, "1.2.A", "12A", false),
            (Identifier, "A+", "A", false),
            (Identifier, "ABC…", "ABC", false),
            (Identifier, "12:30A", "1230A", false),
        ] {
            let problem = Problem::new(code).found(found).suggest([suggestion]);
            assert_eq!(is_safe(&problem), expected, "{found} -> {suggestion}");
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
