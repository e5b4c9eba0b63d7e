//! Collects the aliases that a file uses, for one warning per alias.

use std::collections::BTreeMap;

use super::rows::Rows;
use crate::problem::{Code, Problem};

/// Maximum number of aliases that are reported. A file with many companies may use more.
const REPORTED_MAX: usize = 1_000;

/// Column, company and alias.
type Used = (String, String, String);

/// The aliases that a file uses, with the names that they stand for.
#[derive(Debug, Default)]
pub(super) struct UsedAliases {
    used: BTreeMap<Used, (String, Rows)>,
}

impl UsedAliases {
    /// Records that a row uses an alias: that of a company if `company` is empty, otherwise that of a cohort or course in `company`.
    pub(super) fn add(&mut self, column: &str, company: &str, alias: &str, name: &str, row: u64) {
        let used = (column.to_owned(), company.to_owned(), alias.to_owned());
        if self.used.len() < REPORTED_MAX || self.used.contains_key(&used) {
            self.used.entry(used).or_insert_with(|| (name.to_owned(), Rows::default())).1.add(row);
        }
    }

    pub(super) fn into_problems(self) -> impl Iterator<Item = Problem> {
        self.used.into_iter().map(|((column, company, alias), (name, rows))| {
            let problem = Problem::new(Code::AliasUsed).column(column).found(&alias);
            let problem = if company.is_empty() { problem } else { problem.company(&company) };
            problem.suggest([name]).rows(rows.count, rows.first)
        })
    }
}
