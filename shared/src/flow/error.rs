//! Errors from the flows: from the steps of an import, and from everything that reads imports or sends invitations.

use std::{error::Error as StdError, fmt};

use serde_json::error::Category;
use thiserror::Error;

use crate::{
    import::{FailureReason, IllegalTransition},
    stores::StoreError,
};

/// Why a step failed. The variant determines whether the step is repeated or the import fails.
#[derive(Debug, Error)]
pub enum FlowError {
    /// A store failed. If it was busy or an item cannot be read, the event is delivered again; if it refused the request, the import fails.
    #[error("a store failed")]
    Store(#[from] StoreError),
    /// Another worker has taken over the import, or a person has ended it. This worker has nothing left to do.
    #[error("another worker or a person has taken over the import")]
    Lost,
    /// Other workers kept changing the same item. The work returns to its queue and resumes from what was written.
    #[error("{what} keeps changing")]
    Contended { what: &'static str },
    /// The rows of an ended import are past their retention period.
    #[error("the rows of the import are no longer retained")]
    NotRetained,
    /// An object that an earlier step stored is missing or incomplete.
    #[error("the {what} of the import is missing")]
    Missing { what: &'static str },
    /// An object that an earlier step stored cannot be parsed.
    #[error("the stored {what} of the import cannot be read")]
    Undecodable {
        what: &'static str,
        #[source]
        source: MalformedJson,
    },
    /// An object cannot be serialized.
    #[error("the {what} of the import cannot be written")]
    Unencodable {
        what: &'static str,
        /// The error from the serializer, the encoder or the workbook writer.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The import's state does not allow this step.
    #[error("the import's state does not allow this step")]
    Illegal(#[from] IllegalTransition),
}

/// The position at which a stored document cannot be parsed. The parser's own message is omitted, because it quotes the document, which may
/// contain cell values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{} at line {line}, column {column}", described(*category))]
pub struct MalformedJson {
    category: Category,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for MalformedJson {
    fn from(error: serde_json::Error) -> Self {
        Self { category: error.classify(), line: error.line(), column: error.column() }
    }
}

/// Displays an error and its sources on one line for the log, outermost first.
#[derive(Debug, Clone, Copy)]
pub struct Causes<'a>(pub &'a (dyn StdError + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            write!(formatter, ": {error}")?;
            next = error.source();
        }
        Ok(())
    }
}

fn described(category: Category) -> &'static str {
    match category {
        Category::Io => "unreadable JSON",
        Category::Syntax => "invalid JSON",
        Category::Data => "unexpected value in JSON",
        Category::Eof => "incomplete JSON",
    }
}

impl FlowError {
    /// Returns `true` if repeating the step is pointless, in which case the import fails.
    pub fn is_final(&self) -> bool {
        self.failure().is_some()
    }

    /// Returns why the import fails, or `None` if the step may be repeated or there is nothing left to do.
    pub(super) fn failure(&self) -> Option<FailureReason> {
        match *self {
            Self::Store(StoreError::Refused { store, is_fixable, .. }) => {
                Some(FailureReason::StoreRefused { store, is_fixable })
            }
            Self::Missing { what } | Self::Undecodable { what, .. } => Some(FailureReason::Unreadable { what }),
            Self::Unencodable { what, .. } => Some(FailureReason::Unwritable { what }),
            Self::Illegal(transition) => Some(FailureReason::Illegal(transition)),
            Self::Store(StoreError::Busy { .. } | StoreError::Unreadable { .. })
            | Self::Lost
            | Self::Contended { .. }
            | Self::NotRetained => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{flow::chunks::parse_lines, import::ImportStatus, row::Row};

    #[test]
    fn causes_are_the_whole_chain() {
        let source = serde_json::from_str::<u8>("x").map_err(MalformedJson::from);
        let Err(source) = source else { panic!("x is no number") };
        let error = FlowError::Undecodable { what: "plan", source };
        let expected = "the stored plan of the import cannot be read: invalid JSON at line 1, column 1";
        assert_eq!(Causes(&error).to_string(), expected);
    }

    #[test]
    fn error_of_a_malformed_row_names_the_position_and_no_cell() {
        for (line, expected) in [
            (r#""Ann Lee""#, "unexpected value in JSON at line 1"),
            (r#"{"outcome":"Ann Lee"}"#, "unexpected value in JSON at line 1"),
            (r#"{"Ann Lee":"#, "incomplete JSON at line 1"),
            ("Ann Lee", "invalid JSON at line 1"),
        ] {
            let Err(error) = parse_lines::<Row>(line.as_bytes(), "plan") else { panic!("{line} is no row") };
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            assert!(cause.starts_with(expected), "{line}: {cause}");
            assert!(!format!("{error} {error:?} {cause}").contains("Ann"), "{line}: {error:?}");
        }
    }

    #[test]
    fn import_fails_only_if_repeating_the_step_is_pointless() {
        let transition = IllegalTransition { from: ImportStatus::Completed, to: ImportStatus::Failed };
        let store = "the table";
        for (error, expected) in [
            (
                FlowError::Store(StoreError::Refused { store, is_fixable: true, source: "denied".into() }),
                Some(FailureReason::StoreRefused { store, is_fixable: true }),
            ),
            (FlowError::Store(StoreError::Busy { store, source: "throttled".into() }), None),
            (FlowError::Store(StoreError::Unreadable { store, what: "a user" }), None),
            (FlowError::Lost, None),
            (FlowError::Contended { what: "the feed" }, None),
            (FlowError::NotRetained, None),
            (FlowError::Missing { what: "plan" }, Some(FailureReason::Unreadable { what: "plan" })),
            (
                FlowError::Unencodable { what: "row", source: "no JSON".into() },
                Some(FailureReason::Unwritable { what: "row" }),
            ),
            (FlowError::Illegal(transition), Some(FailureReason::Illegal(transition))),
        ] {
            assert_eq!((error.failure(), error.is_final()), (expected, expected.is_some()), "{error:?}");
        }
    }
}
