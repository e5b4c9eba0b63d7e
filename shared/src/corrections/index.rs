//! Indexes a list of corrections by what they apply to.

use std::{borrow::Cow, collections::HashMap};

use super::{Correction, CorrectionList};
use crate::{
    layout::{Layout, Rule},
    rules::{clean, clean_name, fold_spaces, unwrap_formula_text},
};

/// Returns a cell or label in the form that corrections compare: cleaned, and without any formula that a program wrapped around it.
pub(super) fn as_read(cell: &str) -> Cow<'_, str> {
    let cell = clean(cell);
    match unwrap_formula_text(&cell) {
        None => cell,
        Some(text) => Cow::Owned(clean(&text).into_owned()),
    }
}

/// Returns a cell that was [read](as_read) in the form in which problems quote it, since that is what an admin corrects: names with their
/// white space folded, and free text with spaces in place of tabs. Corrections compare cells in this form.
pub(super) fn as_quoted(cell: &str, rule: Rule) -> Cow<'_, str> {
    match rule {
        Rule::Company | Rule::Cohort => fold_spaces(cell),
        Rule::FreeText { .. } if cell.contains('\t') => Cow::Owned(cell.replace('\t', " ")),
        _ => Cow::Borrowed(cell),
    }
}

/// Returns the text that a correction of cells in this column was made for, in the form in which cells are compared.
pub(super) fn compared(found: &str, column: &str, layout: &Layout) -> String {
    let rule = layout.column_labelled(column).map_or(Rule::Course, |column| column.rule);
    as_quoted(&as_read(found), rule).into_owned()
}

/// The position of a correction in its list.
pub(super) type Position = usize;

#[derive(Debug, Clone)]
pub(super) struct LabelCorrection {
    pub(super) position: Position,
    pub(super) label: String,
    pub(super) at: Option<u64>,
    pub(super) to: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct CellCorrection {
    pub(super) position: Position,
    pub(super) column: String,
    pub(super) found: String,
    pub(super) to: String,
}

/// Replacements for values, by the text found.
pub(super) type Values = HashMap<String, (Position, String)>;

#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) labels: Vec<LabelCorrection>,
    pub(super) rows: HashMap<u64, (Position, Option<String>)>,
    pub(super) cells: HashMap<u64, Vec<CellCorrection>>,
    /// By column, for the columns that do not depend on the company.
    pub(super) values: HashMap<String, Values>,
    /// By column and company.
    pub(super) values_of_company: HashMap<String, HashMap<String, Values>>,
}

impl Index {
    pub(super) fn new(list: &CorrectionList, layout: &Layout) -> Self {
        let mut index = Self::default();
        let text = |text: &str| as_read(text).into_owned();
        for (position, correction) in list.corrections.iter().enumerate() {
            match correction {
                Correction::Column { label, at, to } => {
                    index.labels.push(LabelCorrection { position, label: text(label), at: *at, to: to.clone() });
                }
                Correction::Value { column, company, found, to } => {
                    let values = match company {
                        None => index.values.entry(column.clone()).or_default(),
                        Some(company) => index
                            .values_of_company
                            .entry(column.clone())
                            .or_default()
                            .entry(clean_name(company).into_owned())
                            .or_default(),
                    };
                    values.insert(compared(found, column, layout), (position, to.clone()));
                }
                Correction::Cell { row, column, found, to } => {
                    let found = compared(found, column, layout);
                    let cell = CellCorrection { position, column: column.clone(), found, to: to.clone() };
                    index.cells.entry(*row).or_default().push(cell);
                }
                Correction::Row { row, found } => {
                    index.rows.insert(*row, (position, found.as_deref().map(text)));
                }
            }
        }
        index
    }
}
