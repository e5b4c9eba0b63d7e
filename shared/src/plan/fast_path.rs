//! The fast path of a column: a check that accepts most valid cells as they are. All others are read by the column's rule.

use crate::{
    decode::CELL_BYTES_MAX,
    header::{Header, Target},
    layout::{Column, Field, Rule},
};

/// The cells in a column that are accepted without applying its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FastPath {
    /// Text of at most `bytes_max` bytes. The rule limits the number of characters, which is never greater than the number of bytes.
    Text {
        field: Field,
        bytes_max: usize,
        may_be_empty: bool,
        check: Check,
    },
    Enabled,
    /// An address that `Domains::parse_valid` accepts.
    Address,
    /// The most recently read language tag, if it had no problems.
    Tag,
    /// A title or an empty cell.
    Title,
    /// No cells: the rule reads every cell.
    None,
}

/// What the fast path checks about text, besides its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Signs that the text is not what the spreadsheet showed.
    Suspicious,
    /// White space that must be folded.
    Spaces,
}

impl FastPath {
    pub(super) fn of(header: &Header) -> Vec<Self> {
        let of_target = |target: &Target| match target {
            Target::Column(column) => Self::of_column(column),
            Target::Numbered => Self::Title,
            Target::Status | Target::Unlabelled | Target::Ignored | Target::LeftOut => Self::None,
        };
        header.targets.iter().map(of_target).collect()
    }

    fn of_column(column: &Column) -> Self {
        let field = column.field;
        match column.rule {
            Rule::Enabled => Self::Enabled,
            Rule::Name { chars_max, plain: false } => {
                Self::Text { field, bytes_max: chars_max, may_be_empty: !column.required, check: Check::Suspicious }
            }
            Rule::Email => Self::Address,
            Rule::Company | Rule::Cohort => {
                let may_be_empty = !column.required;
                Self::Text { field, bytes_max: CELL_BYTES_MAX, may_be_empty, check: Check::Spaces }
            }
            Rule::LanguageTag => Self::Tag,
            Rule::FreeText { chars_max } => {
                Self::Text { field, bytes_max: chars_max, may_be_empty: true, check: Check::Suspicious }
            }
            // Always safe: the rule reads every cell.
            _ => Self::None,
        }
    }
}
