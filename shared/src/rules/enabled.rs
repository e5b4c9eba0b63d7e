use crate::problem::{Code, Problem, RowProblems};

/// Lowercase text accepted as yes: `1` and its spreadsheet forms, and the words for true and yes in the portal's languages.
const YES: &str = "1 1.0 1,0 true yes wahr ja vrai oui verdadero sí si vero sì waar verdadeiro sim prawda tak";

/// Lowercase text accepted as no, in the same languages.
const NO: &str = "0 0.0 0,0 false no falsch nein faux non falso no onwaar nee não nao fałsz falsz nie";

/// Text that is not accepted but clear enough to suggest yes.
const NEARLY_YES: &str = "y t on enabled active 01 1.00 1,00";

const NEARLY_NO: &str = "n f off disabled inactive 00 0.00 0,00";

/// Maximum length in bytes of a cell to be compared with the words. Longer cells match none of them.
const WORD_BYTES_MAX: usize = 16;

/// Reads whether the user may sign in: `1`/`0`, `1.0`/`0.0`, `1,0`/`0,0`, or the words for true and false or yes and no in the portal's
/// languages, in any case.
///
/// Anything else, including an empty cell, is [`Code::EnabledInvalid`], with `1`, `0` or both as suggestions.
pub fn read_enabled(text: &str, label: &str, problems: &mut RowProblems) -> Option<bool> {
    if is_one_of(text, YES) {
        return Some(true);
    }
    if is_one_of(text, NO) {
        return Some(false);
    }
    let meant: &[&str] = if is_one_of(text, NEARLY_YES) {
        &["1"]
    } else if is_one_of(text, NEARLY_NO) {
        &["0"]
    } else {
        &["1", "0"]
    };
    problems.add(Problem::new(Code::EnabledInvalid).column(label).found(text).suggest(meant.iter().copied()));
    None
}

fn is_one_of(text: &str, words: &str) -> bool {
    if text.len() > WORD_BYTES_MAX {
        return false;
    }
    let lower = text.to_lowercase();
    words.split(' ').any(|word| word == lower)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn enabled_reads_what_spreadsheets_write() {
        for (text, value) in [
            ("1", true),
            ("0", false),
            ("1.0", true),
            ("0.0", false),
            ("1,0", true),
            ("0,0", false),
            ("TRUE", true),
            ("FALSE", false),
            ("True", true),
            ("false", false),
            ("Yes", true),
            ("NO", false),
            ("WAHR", true),
            ("FALSCH", false),
            ("ja", true),
            ("Nein", false),
            ("VRAI", true),
            ("FAUX", false),
            ("oui", true),
            ("Non", false),
            ("VERDADERO", true),
            ("FALSO", false),
            ("Sí", true),
            ("SÍ", true),
            ("si", true),
            ("VERO", true),
            ("sì", true),
            ("WAAR", true),
            ("ONWAAR", false),
            ("nee", false),
            ("VERDADEIRO", true),
            ("sim", true),
            ("NÃO", false),
            ("nao", false),
            ("PRAWDA", true),
            ("FAŁSZ", false),
            ("tak", true),
            ("Nie", false),
        ] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_enabled(text, "enabled", &mut problems), Some(value), "{text}");
            assert!(problems.list().is_empty(), "{text}");
        }
    }

    #[test]
    fn enabled_refuses_the_rest_with_a_suggestion() {
        for (text, suggestions) in [
            ("", &["1", "0"][..]),
            ("2", &["1", "0"]),
            ("-1", &["1", "0"]),
            ("peut-être", &["1", "0"]),
            ("x", &["1", "0"]),
            ("１", &["1", "0"]),
            ("null", &["1", "0"]),
            ("Y", &["1"]),
            ("Active", &["1"]),
            ("ON", &["1"]),
            ("n", &["0"]),
            ("Off", &["0"]),
            ("disabled", &["0"]),
        ] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_enabled(text, "enabled", &mut problems), None, "{text}");
            assert_eq!(problems.list()[0].code, Code::EnabledInvalid, "{text}");
            assert_eq!(problems.list()[0].suggestions, suggestions, "{text}");
        }
    }

    proptest! {
        #[test]
        fn enabled_of_any_text_is_a_value_or_a_problem(text in any::<String>()) {
            let mut problems = RowProblems::new(2, 2);
            prop_assert_eq!(read_enabled(&text, "enabled", &mut problems).is_none(), problems.has_error());
        }
    }
}
