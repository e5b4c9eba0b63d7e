//! Caches the results of a rule for values that many cells share.

use std::{borrow::Cow, collections::HashMap};

use super::SUGGESTED_MAX;
use crate::{
    keyed::KeyedHasher,
    problem::{Problem, RowProblems},
};

/// Maximum number of distinct values that are remembered. There are fewer languages and countries than this; only a file full of errors has
/// more values.
const REMEMBERED_MAX: usize = 2_048;
/// Maximum length in bytes of a remembered value. Tags and codes are shorter; only a file with long cells has longer values.
const VALUE_BYTES_MAX: usize = 256;

#[derive(Debug)]
pub(super) struct Memo {
    /// Indexes in `remembered`, by text.
    indexes: HashMap<String, usize, KeyedHasher>,
    remembered: Vec<Remembered>,
    /// Index of the value that was returned last.
    last: usize,
    /// Number of values that had problems.
    with_problems: usize,
}

/// Whether a rule searches for the value that was probably meant. This search is by far the slowest part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suggest {
    /// Fewer than [`SUGGESTED_MAX`] values have had problems so far.
    Yes,
    No,
}

#[derive(Debug)]
struct Remembered {
    value: Option<String>,
    problems: Vec<Problem>,
}

impl Memo {
    pub(super) fn new(hasher: KeyedHasher) -> Self {
        Self { indexes: HashMap::with_hasher(hasher), remembered: Vec::new(), last: 0, with_problems: 0 }
    }

    /// Returns `true` if the text equals the last remembered value that was returned, and that value had no problems.
    pub(super) fn is_valid(&self, text: &[u8]) -> bool {
        let last = self.remembered.get(self.last);
        last.is_some_and(|remembered| {
            remembered.value.as_ref().map(String::as_bytes) == Some(text) && remembered.problems.is_empty()
        })
    }

    /// Reads the text with the rule, or from the cache, and returns its value. Adds its problems to those of the row.
    pub(super) fn read(
        &mut self,
        text: &str,
        problems: &mut RowProblems,
        rule: impl FnOnce(&str, &mut RowProblems, Suggest) -> Option<String>,
    ) -> Option<Cow<'_, str>> {
        let index = if let Some(index) = self.indexes.get(text) {
            *index
        } else {
            let suggest = if self.with_problems < SUGGESTED_MAX { Suggest::Yes } else { Suggest::No };
            let mut found = RowProblems::new(problems.row(), problems.line());
            let value = rule(text, &mut found, suggest);
            self.with_problems += usize::from(!found.list().is_empty());
            if self.remembered.len() == REMEMBERED_MAX || text.len() > VALUE_BYTES_MAX {
                found.into_list().into_iter().for_each(|problem| problems.add(problem));
                return value.map(Cow::Owned);
            }
            self.remembered.push(Remembered { value, problems: found.into_list() });
            self.indexes.insert(text.to_owned(), self.remembered.len() - 1);
            self.remembered.len() - 1
        };
        self.last = index;
        let remembered = &self.remembered[index];
        for problem in &remembered.problems {
            problems.add(problem.clone());
        }
        remembered.value.as_deref().map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn remembered_result_has_the_position_of_each_row() {
        let mut memo = Memo::new(KeyedHasher::new([3; 16]));
        let mut calls = 0;
        for row in 2..5 {
            let mut problems = RowProblems::new(row, row + 1);
            let value = memo.read("en_gb", &mut problems, |text, problems, _| {
                calls += 1;
                problems.add(Problem::new(Code::LanguageCanonicalised).found(text));
                Some("en-GB".to_owned())
            });
            assert_eq!(value.as_deref(), Some("en-GB"));
            assert_eq!((problems.list()[0].row, problems.list()[0].line), (Some(row), Some(row + 1)));
        }
        assert_eq!(calls, 1);
    }

    #[test]
    fn valid_value_is_recognized_until_another_one_is_read() {
        let mut memo = Memo::new(KeyedHasher::new([3; 16]));
        assert!(!memo.is_valid(b"de"));
        for (text, value, is_valid) in [("de", "de", true), ("DE", "de", false), ("fr", "fr", true), ("de", "de", true)]
        {
            let mut problems = RowProblems::new(2, 2);
            memo.read(text, &mut problems, |text, problems, _| {
                if text == "DE" {
                    problems.add(Problem::new(Code::LanguageCanonicalised));
                }
                Some(value.to_owned())
            });
            assert_eq!(memo.is_valid(value.as_bytes()), is_valid, "{text}");
            assert!(!memo.is_valid(b"en"));
        }
    }

    #[test]
    fn values_beyond_the_limit_are_read_but_not_remembered() {
        let mut memo = Memo::new(KeyedHasher::new([3; 16]));
        for n in 0..2 * REMEMBERED_MAX {
            let mut problems = RowProblems::new(2, 2);
            let value = memo.read(&n.to_string(), &mut problems, |text, _, _| Some(text.to_owned()));
            assert_eq!(value.as_deref(), Some(n.to_string().as_str()));
        }
        assert_eq!((memo.remembered.len(), memo.indexes.len()), (REMEMBERED_MAX, REMEMBERED_MAX));
    }

    #[test]
    fn suggestions_are_searched_once_per_value_and_for_the_first_thousand_with_problems() {
        let mut memo = Memo::new(KeyedHasher::new([3; 16]));
        let (mut looked_for, mut asked) = (0, 0);
        for n in (0..SUGGESTED_MAX + 500).flat_map(|n| [n, n, 0]) {
            let mut problems = RowProblems::new(2, 2);
            memo.read(&n.to_string(), &mut problems, |text, problems, suggest| {
                asked += 1;
                looked_for += usize::from(suggest == Suggest::Yes);
                problems.add(Problem::new(Code::LanguageInvalid).found(text));
                None
            });
            assert_eq!(problems.list()[0].found, n.to_string());
        }
        assert_eq!((looked_for, asked), (SUGGESTED_MAX, SUGGESTED_MAX + 500));
    }

    #[test]
    fn long_value_is_read_but_not_remembered() {
        let mut memo = Memo::new(KeyedHasher::new([3; 16]));
        for text in ["x".repeat(VALUE_BYTES_MAX + 1), "y".repeat(60_000)] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(memo.read(&text, &mut problems, |text, _, _| Some(text.to_owned())).as_deref(), Some(&*text));
        }
        assert_eq!(memo.remembered.len(), 0);
    }
}
