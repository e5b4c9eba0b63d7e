//! What a rule says of values that stand in many cells: found out once, then remembered.

use std::{borrow::Cow, collections::HashMap};

use crate::{
    keyed::Keyed,
    problem::{Problem, RowProblems},
};

/// Distinct values that are remembered: languages and countries are fewer, and a file of nothing but slips costs no more memory.
const REMEMBERED_MAX: usize = 1_024;

/// A rule's judgements by the cell that it judged.
#[derive(Debug)]
pub(super) struct Memo {
    places: HashMap<String, usize, Keyed>,
    judged: Vec<Judged>,
    /// The value asked for last.
    last: usize,
}

#[derive(Debug)]
struct Judged {
    value: Option<String>,
    problems: Vec<Problem>,
}

impl Memo {
    pub(super) fn new(keyed: Keyed) -> Self {
        Self { places: HashMap::with_hasher(keyed), judged: Vec::new(), last: 0 }
    }

    /// Whether this is the value asked for last, and it is what it says, without a problem.
    pub(super) fn is_sound(&self, text: &[u8]) -> bool {
        let last = self.judged.get(self.last);
        last.is_some_and(|judged| {
            judged.value.as_ref().map(String::as_bytes) == Some(text) && judged.problems.is_empty()
        })
    }

    /// What the rule makes of the text; its problems are added to the row's.
    pub(super) fn judge(
        &mut self,
        text: &str,
        problems: &mut RowProblems,
        rule: impl FnOnce(&str, &mut RowProblems) -> Option<String>,
    ) -> Option<Cow<'_, str>> {
        let place = if let Some(place) = self.places.get(text) {
            *place
        } else if self.judged.len() == REMEMBERED_MAX {
            return rule(text, problems).map(Cow::Owned);
        } else {
            let mut met = RowProblems::new(problems.row(), problems.line());
            let value = rule(text, &mut met);
            self.judged.push(Judged { value, problems: met.into_list() });
            self.places.insert(text.to_owned(), self.judged.len() - 1);
            self.judged.len() - 1
        };
        self.last = place;
        let judged = &self.judged[place];
        for problem in &judged.problems {
            problems.add(problem.clone());
        }
        judged.value.as_deref().map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn judgement_remembered_has_the_place_of_each_row() {
        let mut memo = Memo::new(Keyed::new([3; 16]));
        let mut calls = 0;
        for row in 2..5 {
            let mut problems = RowProblems::new(row, row + 1);
            let value = memo.judge("en_gb", &mut problems, |text, problems| {
                calls += 1;
                problems.add(Problem::file(Code::LanguageCanonicalised).found(text));
                Some("en-GB".to_owned())
            });
            assert_eq!(value.as_deref(), Some("en-GB"));
            assert_eq!((problems.list()[0].row, problems.list()[0].line), (Some(row), Some(row + 1)));
        }
        assert_eq!(calls, 1);
    }

    #[test]
    fn value_that_is_sound_as_it_is_is_known_until_another_comes() {
        let mut memo = Memo::new(Keyed::new([3; 16]));
        assert!(!memo.is_sound(b"de"));
        for (text, value, is_sound) in [("de", "de", true), ("DE", "de", false), ("fr", "fr", true), ("de", "de", true)]
        {
            let mut problems = RowProblems::new(2, 2);
            memo.judge(text, &mut problems, |text, problems| {
                if text == "DE" {
                    problems.add(Problem::file(Code::LanguageCanonicalised));
                }
                Some(value.to_owned())
            });
            assert_eq!(memo.is_sound(value.as_bytes()), is_sound, "{text}");
            assert!(!memo.is_sound(b"en"));
        }
    }

    #[test]
    fn values_beyond_the_limit_are_judged_and_not_kept() {
        let mut memo = Memo::new(Keyed::new([3; 16]));
        for n in 0..2 * REMEMBERED_MAX {
            let mut problems = RowProblems::new(2, 2);
            let value = memo.judge(&n.to_string(), &mut problems, |text, _| Some(text.to_owned()));
            assert_eq!(value.as_deref(), Some(n.to_string().as_str()));
        }
        assert_eq!((memo.judged.len(), memo.places.len()), (REMEMBERED_MAX, REMEMBERED_MAX));
    }
}
