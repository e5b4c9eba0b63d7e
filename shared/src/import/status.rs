use thiserror::Error;

use crate::named::named_enum;

named_enum! {
    /// The state of an import.
    ///
    /// ```text
    /// awaiting_upload ──► validating ──► awaiting_confirmation ──► importing ──► completed
    ///        │              │  │  └──────────────────────────────────▲   │
    ///        ▼              │  ▼                    │                │   ▼
    ///  cancelled, expired   │ rejected, cancelled   ▼                └─ failed ──► validating
    ///                       └──────► failed      cancelled, expired
    /// ```
    #[derive(Hash)]
    pub enum ImportStatus {
        /// The upload was requested.
        AwaitingUpload = "awaiting_upload",
        /// The file is being read.
        Validating = "validating",
        /// The plan is ready and awaits confirmation.
        AwaitingConfirmation = "awaiting_confirmation",
        /// Rows are being written.
        Importing = "importing",
        /// Every row has its outcome.
        Completed = "completed",
        /// The file or a row was refused; nothing was written.
        Rejected = "rejected",
        /// Cancelled, superseded by another import, or only checked in test mode; nothing was written.
        Cancelled = "cancelled",
        /// Ended by an internal error; a retry is possible.
        Failed = "failed",
        /// Never uploaded or confirmed; nothing was written.
        Expired = "expired",
    }
}

impl ImportStatus {
    /// Returns `true` if nothing more happens automatically.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Cancelled | Self::Failed | Self::Expired)
    }

    /// Returns `true` if the import is being validated or applied.
    pub fn is_in_progress(self) -> bool {
        matches!(self, Self::Validating | Self::Importing)
    }

    /// Returns `true` if an import may change from this state to `next`.
    ///
    /// `failed` may return to the state before the failure, where a retry continues.
    pub fn may_become(self, next: Self) -> bool {
        use ImportStatus::{
            AwaitingConfirmation, AwaitingUpload, Cancelled, Completed, Expired, Failed, Importing, Rejected,
            Validating,
        };
        match self {
            AwaitingUpload => matches!(next, Validating | Cancelled | Expired),
            Validating => matches!(next, AwaitingConfirmation | Importing | Rejected | Cancelled | Failed),
            AwaitingConfirmation => matches!(next, Importing | Cancelled | Expired),
            Importing => matches!(next, Completed | Failed),
            Failed => matches!(next, Validating | Importing),
            Completed | Rejected | Cancelled | Expired => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an import that is {} cannot become {}", from.as_str(), to.as_str())]
pub struct IllegalTransition {
    pub from: ImportStatus,
    pub to: ImportStatus,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ended_import_never_moves_unless_it_failed() {
        for from in ImportStatus::ALL {
            for to in ImportStatus::ALL {
                if from.is_ended() && from != ImportStatus::Failed {
                    assert!(!from.may_become(to), "{from:?} -> {to:?}");
                }
                assert!(!from.may_become(from) || !from.is_ended());
            }
        }
    }

    #[test]
    fn import_that_writes_users_cannot_be_cancelled() {
        assert!(!ImportStatus::Importing.may_become(ImportStatus::Cancelled));
        assert!(ImportStatus::AwaitingConfirmation.may_become(ImportStatus::Cancelled));
    }

    #[test]
    fn import_is_in_progress_while_it_is_validated_or_applied() {
        for status in ImportStatus::ALL {
            let expected = [ImportStatus::Validating, ImportStatus::Importing].contains(&status);
            assert_eq!(status.is_in_progress(), expected, "{status:?}");
        }
    }
}
