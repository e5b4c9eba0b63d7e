//! The two layouts as data: columns, rules, limits.
//!
//! The template, the header check, the row rules, `GET /layouts`, the plan, the exports and the API's views of a user read these
//! tables, so they cannot disagree. A column is declared in `columns.rs` and nowhere else: its [`Field`] and its line in a layout.
//! A new kind of cell is one more [`Rule`] there, with a file in [`rules`](crate::rules).

mod columns;
mod values;

pub use columns::{ENROLMENT, Field, LEARNERS, Rule};
pub use values::{FieldsView, Value, Values};

use serde::Serialize;

use crate::named::named_enum;

/// Bytes of the largest file: 100 MiB.
pub const FILE_BYTES_MAX: u64 = 100 * 1024 * 1024;

/// `module requested` columns in a header at most. 200 assignments keep a new user within a few KB.
pub const COURSE_COLUMNS_MAX: usize = 200;

named_enum! {
    /// Which layout.
    #[derive(Hash)]
    pub enum LayoutName {
        /// People with their courses.
        Enrolment = "enrolment",
        /// People only.
        Learners = "learners",
    }
}

impl LayoutName {
    /// The layout of this name.
    pub fn layout(self) -> &'static Layout {
        match self {
            Self::Enrolment => &ENROLMENT,
            Self::Learners => &LEARNERS,
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// The label in the header, exactly.
    pub label: &'static str,
    /// What it says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Whether the header must have it and every row must fill it.
    pub required: bool,
    /// How its cells are read.
    pub rule: Rule,
    /// What the admin should know, in a sentence or two.
    // In the reader's language, so empty in the layout itself.
    pub help: &'static str,
}

/// A family of columns: the label is a prefix followed by a number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberedColumn {
    /// The label up to the number, with the space.
    pub prefix: &'static str,
    /// What it says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Columns of the family that a header may have.
    pub columns_max: usize,
    /// Columns of the family in a template by default.
    pub template_default: usize,
    /// How its cells are read.
    pub rule: Rule,
    /// What the admin should know.
    // In the reader's language, so empty in the layout itself.
    pub help: &'static str,
}

impl NumberedColumn {
    /// The label of the column of this number.
    pub fn label(&self, number: usize) -> String {
        format!("{}{number}", self.prefix)
    }

    /// The number in a label of this family: digits without sign or leading zero, from 1.
    pub fn number(&self, label: &str) -> Option<usize> {
        let digits = label.strip_prefix(self.prefix)?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if plain { digits.parse().ok() } else { None }
    }
}

/// How columns that the layout does not have are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownColumns {
    /// The file is refused.
    Refuse,
    /// The column is ignored with a warning.
    Ignore,
}

/// How existing users are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExistingUsers {
    /// Updated or skipped, by the option.
    ByOption,
    /// A row error: the layout only adds.
    Refuse,
}

/// How a row is handled that repeats an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdenticalRows {
    /// It is left out with a warning.
    Collapse,
    /// A row error.
    Refuse,
}

/// A set of columns with their rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Its name.
    pub name: LayoutName,
    /// The columns in the order of the template.
    pub columns: &'static [Column],
    /// The family of columns after them, if any.
    pub numbered: Option<NumberedColumn>,
    /// How other columns are handled.
    pub unknown_columns: UnknownColumns,
    /// How existing users are handled.
    pub existing_users: ExistingUsers,
    /// How a row is handled that repeats an earlier one.
    pub identical_rows: IdenticalRows,
    /// Rows at most, unless the stack has another limit.
    pub rows_max: u64,
}

impl Layout {
    /// The column that says this about a user.
    pub fn column(&self, field: Field) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The label of the column that says this about a user; empty if the layout has none.
    pub fn label(&self, field: Field) -> &'static str {
        self.column(field).map_or("", |column| column.label)
    }

    /// The column of this label, exactly.
    pub fn column_labelled(&self, label: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.label == label)
    }

    /// The labels of the required columns, in the order of the template.
    pub fn required_labels(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.required).map(|column| column.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_have_distinct_labels_and_fields() {
        for name in LayoutName::ALL {
            let layout = name.layout();
            assert_eq!(LayoutName::parse(name.as_str()), Some(name));
            for (index, column) in layout.columns.iter().enumerate() {
                for other in &layout.columns[..index] {
                    assert_ne!(column.label, other.label);
                    assert_ne!(column.field, other.field);
                }
            }
        }
    }

    #[test]
    fn numbered_label_reads_only_its_own_form() {
        let Some(numbered) = ENROLMENT.numbered else { panic!("enrolment has course columns") };
        for (label, number) in [
            ("module requested 1", Some(1)),
            ("module requested 200", Some(200)),
            ("module requested 01", None),
            ("module requested 0", None),
            ("module requested ", None),
            ("module requested +1", None),
            ("module requested 1 ", None),
            ("Module requested 1", None),
            ("module requested 99999999999999999999999", None),
        ] {
            assert_eq!(numbered.number(label), number, "{label}");
        }
    }
}
