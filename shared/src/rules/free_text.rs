use super::{
    suspicious::{TextKind, check_suspicious},
    text::check_length,
};
use crate::problem::{Code, RowProblems};

/// Reads free text of at most `chars_max` Unicode scalar values. An empty cell has no value and no problem.
///
/// Longer text is [`Code::CellTooLong`]. Line breaks, markup and formulas are valid, but text that is probably not what the spreadsheet
/// showed is [suspicious](check_suspicious).
pub fn read_free_text<'a>(text: &'a str, chars_max: usize, label: &str, problems: &mut RowProblems) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    if !check_length(text, chars_max, Code::CellTooLong, label, problems) {
        return None;
    }
    check_suspicious(text, TextKind::FreeText, label, problems);
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn free_text_within_the_limit_is_kept_as_it_is() {
        let mut problems = RowProblems::new(2, 2);
        for text in ["Nurse", "a\r\nb", "=1+1", "+49 30", "<b>{{x}}</b>", "#1", "日本語日本語日本"] {
            assert_eq!(read_free_text(text, 12, "region", &mut problems), Some(text));
        }
        assert_eq!(read_free_text("", 12, "region", &mut problems), None);
        assert!(problems.list().is_empty());
    }

    #[test]
    fn free_text_beyond_the_limit_reports_both_numbers() {
        let mut problems = RowProblems::new(2, 2);
        assert_eq!(read_free_text(&"é".repeat(13), 12, "region", &mut problems), None);
        let problem = &problems.list()[0];
        assert_eq!((problem.code, problem.limit, problem.count), (Code::CellTooLong, Some(12), Some(13)));
        assert_eq!(problem.column.as_deref(), Some("region"));
    }

    proptest! {
        #[test]
        fn free_text_of_any_text_is_a_value_or_a_problem(text in ".{1,40}") {
            let mut problems = RowProblems::new(2, 2);
            prop_assert_eq!(read_free_text(&text, 20, "region", &mut problems).is_none(), problems.has_error());
        }
    }
}
