//! Why imports fail: the reasons, their codes, and the text for each.

use serde::{Deserialize, Serialize};

use super::{IllegalTransition, ImportStatus};
use crate::{
    locale::{Message, report},
    problem::Language,
};

const STORE_REFUSED: &str = "store-refused";
const PLAN_UNREADABLE: &str = "plan-unreadable";
const IMPORT_STALLED: &str = "import-stalled";

/// Why an import cannot continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureReason {
    /// A store refused a request. `is_fixable` says whether an operator can fix the cause, so that a retry then helps.
    StoreRefused { store: &'static str, is_fixable: bool },
    /// A stored object is missing, incomplete, or cannot be parsed.
    Unreadable { what: &'static str },
    /// An object cannot be serialized.
    Unwritable { what: &'static str },
    /// The import's state did not allow a step.
    Illegal(IllegalTransition),
    /// The import was restarted too often without progress.
    Stalled,
    /// The program stopped too often while it validated the import. No user was written.
    ProgramStopped,
}

impl FailureReason {
    /// Stable code in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::StoreRefused { .. } => STORE_REFUSED,
            Self::Unreadable { .. } | Self::Unwritable { .. } | Self::Illegal(_) => PLAN_UNREADABLE,
            Self::Stalled | Self::ProgramStopped => IMPORT_STALLED,
        }
    }

    /// Returns `true` if a retry may help. If users may have been written, a retry can continue with the others.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::StoreRefused { is_fixable, .. } => *is_fixable,
            Self::Stalled => true,
            Self::Unreadable { .. } | Self::Unwritable { .. } | Self::Illegal(_) | Self::ProgramStopped => false,
        }
    }

    /// Returns what happened and what to do, in English. Names the store or the object, which the translated texts do not.
    fn detail(&self) -> String {
        match self {
            Self::StoreRefused { store, is_fixable: true } => format!(
                "The import's request to {store} was rejected. See the stack's log for the cause, fix it, then retry the import."
            ),
            Self::StoreRefused { store, is_fixable: false } => format!(
                "The import's request to {store} was rejected; retrying will not help. See the stack's log for the cause. Once it is \
                 fixed, import the file again: users that were already written are recognized."
            ),
            Self::Unreadable { what } => {
                format!("The stored {what} of the import cannot be read. Import the file again.")
            }
            Self::Unwritable { what } => format!("The {what} of the import cannot be written. Import the file again."),
            Self::Illegal(transition) => format!("Internal error: {transition}. Import the file again."),
            Self::Stalled => report::FAILURE_IMPORT_STALLED.text(Language::English).to_owned(),
            Self::ProgramStopped => report::FAILURE_PROGRAM_STOPPED.text(Language::English).to_owned(),
        }
    }
}

/// Why an import could not continue, as recorded when it failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable code in kebab case.
    pub code: String,
    /// What happened, and what to do.
    pub detail: String,
    /// Whether a retry may help.
    pub retryable: bool,
    /// The state before the failure, from which a retry continues.
    pub from: ImportStatus,
}

impl Failure {
    pub(super) fn new(reason: &FailureReason, from: ImportStatus) -> Self {
        let (code, retryable) = (reason.code().to_owned(), reason.is_retryable());
        Self { code, detail: reason.detail(), retryable, from }
    }

    /// Returns what happened and what to do, in the reader's language. In English, or for an unknown code, this is the recorded text, which
    /// is more specific.
    pub fn detail_in(&self, language: Language) -> &str {
        match self.translated() {
            Some(message) if language != Language::English => message.text(language),
            _ => &self.detail,
        }
    }

    /// The translated message, or `None` if the code is that of another version of the software.
    fn translated(&self) -> Option<Message> {
        match (self.code.as_str(), self.retryable) {
            (STORE_REFUSED, true) => Some(report::FAILURE_STORE_REFUSED),
            (STORE_REFUSED, false) => Some(report::FAILURE_STORE_REFUSED_FINALLY),
            (PLAN_UNREADABLE, _) => Some(report::FAILURE_PLAN_UNREADABLE),
            (IMPORT_STALLED, true) => Some(report::FAILURE_IMPORT_STALLED),
            (IMPORT_STALLED, false) => Some(report::FAILURE_PROGRAM_STOPPED),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASONS: [FailureReason; 7] = [
        FailureReason::StoreRefused { store: "DynamoDB", is_fixable: true },
        FailureReason::StoreRefused { store: "DynamoDB", is_fixable: false },
        FailureReason::Unreadable { what: "plan" },
        FailureReason::Unwritable { what: "result" },
        FailureReason::Illegal(IllegalTransition { from: ImportStatus::Completed, to: ImportStatus::Failed }),
        FailureReason::Stalled,
        FailureReason::ProgramStopped,
    ];

    #[test]
    fn failure_of_every_reason_has_a_code_and_a_translated_text() {
        let codes = REASONS.map(|reason| (reason.code(), reason.is_retryable()));
        assert_eq!(
            codes,
            [
                ("store-refused", true),
                ("store-refused", false),
                ("plan-unreadable", false),
                ("plan-unreadable", false),
                ("plan-unreadable", false),
                ("import-stalled", true),
                ("import-stalled", false),
            ]
        );
        for reason in REASONS {
            let failure = Failure::new(&reason, ImportStatus::Importing);
            assert!(failure.detail.len() > 20, "{reason:?}");
            if let FailureReason::StoreRefused { store, .. } = &reason {
                assert!(failure.detail.contains(&format!("request to {store} was rejected")), "{}", failure.detail);
            }
            assert!(failure.translated().is_some(), "{reason:?}");
        }
    }

    #[test]
    fn failure_is_shown_in_the_language_of_the_reader_and_an_unknown_one_as_recorded() {
        let failure = |code: &str| Failure {
            code: code.to_owned(),
            detail: "as recorded".to_owned(),
            retryable: true,
            from: ImportStatus::Importing,
        };
        for code in ["store-refused", "plan-unreadable", "import-stalled"] {
            let failure = failure(code);
            assert_eq!(failure.detail_in(Language::English), "as recorded");
            let others = Language::ALL.into_iter().filter(|language| *language != Language::English);
            assert!(others.map(|language| failure.detail_in(language)).all(|text| text.len() > 20), "{code}");
        }
        for code in ["store-refused", "import-stalled"] {
            let for_good = Failure { retryable: false, ..failure(code) };
            assert_ne!(for_good.detail_in(Language::German), failure(code).detail_in(Language::German));
        }
        assert_eq!(failure("of-another-version").detail_in(Language::German), "as recorded");
    }
}
