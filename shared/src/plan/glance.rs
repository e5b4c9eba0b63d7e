//! What tells of a cell at a glance that nothing is to be said of it: most cells need no more. What this cannot tell, the rule of
//! the column does.

use crate::{
    decode::CELL_BYTES_MAX,
    header::{Header, Target},
    layout::{Column, Field, Rule},
};

/// The glance that a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glance {
    /// Any text up to a length in bytes, which is never less than its characters.
    Text {
        /// What the text is.
        field: Field,
        /// Bytes at most.
        bytes_max: usize,
        /// Whether there may be none.
        may_be_empty: bool,
    },
    /// `1` or `0`.
    Enabled,
    /// An address in a domain that was met.
    Address,
    /// The tag that was met last.
    Tag,
    /// A title, or none.
    Title,
    /// Every cell goes to the rule.
    None,
}

impl Glance {
    /// The glances for a file's columns.
    pub(super) fn of(header: &Header) -> Vec<Self> {
        let of_target = |target: &Target| match target {
            Target::Column(column) => Self::of_column(column),
            Target::Numbered => Self::Title,
            Target::Status | Target::Unlabelled | Target::Ignored => Self::None,
        };
        header.targets.iter().map(of_target).collect()
    }

    fn of_column(column: &Column) -> Self {
        let field = column.field;
        match column.rule {
            Rule::Enabled => Self::Enabled,
            Rule::Name { chars_max, plain: false } => {
                Self::Text { field, bytes_max: chars_max, may_be_empty: !column.required }
            }
            Rule::Email => Self::Address,
            Rule::Company => Self::Text { field, bytes_max: CELL_BYTES_MAX, may_be_empty: false },
            Rule::Cohort => Self::Text { field, bytes_max: CELL_BYTES_MAX, may_be_empty: true },
            Rule::LanguageTag => Self::Tag,
            Rule::FreeText { chars_max } => Self::Text { field, bytes_max: chars_max, may_be_empty: true },
            Rule::Name { plain: true, .. } | Rule::LanguageCode | Rule::Country | Rule::Identifier | Rule::Course => {
                Self::None
            }
        }
    }
}
