//! The two layouts as data: columns, rules and limits.
//!
//! The template, the header check, the row rules, `GET /layouts`, the plan, the exports and the API's views of a user are all based on
//! these tables, so they always agree. A column is declared only in `columns.rs`, as a [`Field`] and an entry in a layout. A new kind of
//! cell needs another [`Rule`] there and a file in [`rules`](crate::rules).

mod columns;
mod values;

pub use columns::{ENROLMENT, Field, LEARNERS, Rule};
pub use values::{FieldsView, Value, Values};

use serde::Serialize;

use crate::named::named_enum;

/// Maximum size of a file: 100 MiB.
pub const FILE_BYTES_MAX: u64 = 100 * 1024 * 1024;

/// Maximum number of `module requested` columns. 200 assignments of courses with 128-byte ids take about 70 KB of a user's record.
pub const COURSE_COLUMNS_MAX: usize = 200;

named_enum! {
    /// The name of a layout.
    #[derive(Hash)]
    pub enum LayoutName {
        /// People with their courses.
        Enrolment = "enrolment",
        /// People only.
        Learners = "learners",
    }
}

impl LayoutName {
    pub fn layout(self) -> &'static Layout {
        match self {
            Self::Enrolment => &ENROLMENT,
            Self::Learners => &LEARNERS,
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// The exact label in the header.
    pub label: &'static str,
    /// What the column says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Whether the header must contain the column and every row must have a value in it.
    pub required: bool,
    /// How its cells are read.
    pub rule: Rule,
    /// Help for the admin, in a sentence or two.
    // Depends on the reader's language, so it is empty in the layout itself.
    pub help: &'static str,
}

/// A family of columns, each labelled with a prefix followed by a number, starting at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberedColumn {
    /// The label before the number, including the space.
    pub prefix: &'static str,
    /// What the column says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Maximum number of these columns in a header.
    pub columns_max: usize,
    /// Default number of these columns in a template.
    pub template_default: usize,
    /// How its cells are read.
    pub rule: Rule,
    /// What to enter in the columns, in the requested language.
    // Depends on the reader's language, so it is empty in the layout itself.
    pub help: &'static str,
}

impl NumberedColumn {
    pub fn label(&self, number: usize) -> String {
        format!("{}{number}", self.prefix)
    }

    /// Returns the number in a label of this family: at least 1, without a sign or leading zeros. Returns `None` for any other label.
    pub fn number(&self, label: &str) -> Option<usize> {
        let digits = label.strip_prefix(self.prefix)?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if plain { digits.parse().ok() } else { None }
    }
}

/// Returns the column with this label, in any layout, or `None` if there is none, as for the label of a numbered column.
pub fn column_labelled(label: &str) -> Option<&'static Column> {
    LayoutName::ALL.into_iter().find_map(|name| name.layout().column_labelled(label))
}

/// Returns the field of the column with this label, as found by [`column_labelled`].
pub fn field_labelled(label: &str) -> Option<Field> {
    column_labelled(label).map(|column| column.field)
}

/// How columns that are not in the layout are handled.
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
    /// Updated or skipped, depending on the option.
    ByOption,
    /// The row fails: the layout only adds users.
    Refuse,
}

/// How a row that repeats an earlier one is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdenticalRows {
    /// The row is left out with a warning.
    Collapse,
    /// The row fails.
    Refuse,
}

/// A set of columns with their rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Layout {
    pub name: LayoutName,
    /// In template order.
    pub columns: &'static [Column],
    /// The family of numbered columns that follows them, if any.
    pub numbered: Option<NumberedColumn>,
    pub unknown_columns: UnknownColumns,
    pub existing_users: ExistingUsers,
    pub identical_rows: IdenticalRows,
    /// Maximum number of rows, unless the stack sets another limit.
    pub rows_max: u64,
}

impl Layout {
    pub fn column(&self, field: Field) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Returns the label of this field's column, or an empty string if the layout has no such column.
    pub fn label(&self, field: Field) -> &'static str {
        self.column(field).map_or("", |column| column.label)
    }

    /// Returns the column with exactly this label.
    pub fn column_labelled(&self, label: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.label == label)
    }

    /// Returns `true` if this is the label of a numbered column.
    pub fn is_numbered(&self, label: &str) -> bool {
        self.numbered.is_some_and(|numbered| numbered.number(label).is_some())
    }

    /// Returns the name for all numbered columns, `module requested`; `None` if the layout has no such columns.
    pub fn numbered_name(&self) -> Option<&'static str> {
        self.numbered.map(|numbered| numbered.prefix.trim_end())
    }

    /// Returns the labels of the required columns, in template order.
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
