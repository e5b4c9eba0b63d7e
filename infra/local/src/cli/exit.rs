//! The exit status of the program.

use std::process::ExitCode;

use rollcall_domain::{
    import::{ImportStatus, OnRowErrors},
    row::Summary,
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success. For an import: completed, and no row failed.
    Done,
    /// Any other error, such as an unreachable stack or a failed import.
    Failed,
    WrongArguments,
    /// The import was rejected or cancelled, or every row failed. For an undo: nothing was undone. For invitations: not confirmed, or every
    /// address or the company is unknown. For a decision about an import: its status does not allow it.
    Refused,
    /// The import completed, and some rows failed. For an undo: something was retained. For invitations: some addresses are unknown.
    PartlyFailed,
    /// The import of a feed's file awaits confirmation.
    Held,
    /// Interrupted by Ctrl-C or a termination signal.
    Interrupted,
}

impl Exit {
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::WrongArguments => 2,
            Self::Refused => 3,
            Self::PartlyFailed => 4,
            Self::Held => 5,
            // 128 + SIGINT, as shells report it.
            Self::Interrupted => 130,
        }
    }

    /// Returns the exit for an undo with this status and summary. `is_any_retained` is true if any row was skipped or any value retained.
    pub fn of_undo(status: ImportStatus, summary: &Summary, is_any_retained: bool) -> Self {
        match status {
            ImportStatus::Completed | ImportStatus::AwaitingConfirmation => {
                if !is_any_retained {
                    Self::Done
                } else if summary.removed + summary.updated == 0 {
                    Self::Refused
                } else {
                    Self::PartlyFailed
                }
            }
            ImportStatus::Rejected | ImportStatus::Cancelled => Self::Refused,
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::Importing
            | ImportStatus::Failed
            | ImportStatus::Expired => Self::Failed,
        }
    }

    /// Returns the exit for an import with this status and summary.
    ///
    /// An import that has not ended, or that expired, counts as failed: its status says nothing about the file.
    pub fn of_import(status: ImportStatus, summary: &Summary) -> Self {
        match status {
            ImportStatus::Completed if summary.failed == 0 => Self::Done,
            ImportStatus::Completed if summary.rows() == summary.failed => Self::Refused,
            ImportStatus::Completed => Self::PartlyFailed,
            ImportStatus::Rejected | ImportStatus::Cancelled => Self::Refused,
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::AwaitingConfirmation
            | ImportStatus::Importing
            | ImportStatus::Failed
            | ImportStatus::Expired => Self::Failed,
        }
    }
}

/// Returns the status and summary that the real import would end with, given a check that found `errors` errors. `planned` is the summary
/// that would result from a confirmation.
pub fn planned_end(on_row_errors: OnRowErrors, errors: u64, planned: &Summary) -> (ImportStatus, Summary) {
    match on_row_errors {
        OnRowErrors::Reject if errors > 0 => {
            (ImportStatus::Rejected, Summary { failed: planned.failed, ..Summary::default() })
        }
        OnRowErrors::Reject | OnRowErrors::Skip => (ImportStatus::Completed, *planned),
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(created: u64, updated: u64, skipped: u64, failed: u64) -> Summary {
        Summary { created, updated, skipped, failed, ..Summary::default() }
    }

    #[test]
    fn exit_of_an_import_depends_on_its_status_and_its_rows() {
        for (status, counts, exit) in [
            (ImportStatus::Completed, (3, 0, 0, 0), 0),
            (ImportStatus::Completed, (0, 0, 50, 0), 0),
            (ImportStatus::Completed, (3, 0, 0, 1), 4),
            (ImportStatus::Completed, (0, 0, 1, 9), 4),
            (ImportStatus::Completed, (0, 1, 0, 9), 4),
            (ImportStatus::Completed, (0, 0, 0, 9), 3),
            (ImportStatus::Rejected, (0, 0, 0, 9), 3),
            (ImportStatus::Rejected, (0, 0, 0, 0), 3),
            (ImportStatus::Cancelled, (0, 0, 0, 0), 3),
            (ImportStatus::Failed, (9, 0, 0, 0), 1),
            (ImportStatus::Expired, (0, 0, 0, 0), 1),
            (ImportStatus::AwaitingConfirmation, (1, 0, 0, 0), 1),
        ] {
            let (created, updated, skipped, failed) = counts;
            let found = Exit::of_import(status, &summary(created, updated, skipped, failed));
            assert_eq!(found.status(), exit, "{status:?} {counts:?}");
        }
        let disabled = Summary { disabled: 1, ..summary(0, 0, 0, 9) };
        assert_eq!(Exit::of_import(ImportStatus::Completed, &disabled), Exit::PartlyFailed);
    }

    #[test]
    fn exit_of_an_undo_depends_on_what_it_kept() {
        for (status, removed, updated, is_any_retained, exit) in [
            (ImportStatus::Completed, 48, 2, false, 0),
            (ImportStatus::Completed, 0, 0, false, 0),
            (ImportStatus::Completed, 48, 0, true, 4),
            (ImportStatus::Completed, 0, 2, true, 4),
            (ImportStatus::Completed, 0, 0, true, 3),
            (ImportStatus::AwaitingConfirmation, 0, 2, true, 4),
            (ImportStatus::Rejected, 0, 0, false, 3),
            (ImportStatus::Failed, 0, 0, false, 1),
        ] {
            let summary = Summary { removed, ..summary(0, updated, 0, 0) };
            let found = Exit::of_undo(status, &summary, is_any_retained).status();
            assert_eq!(found, exit, "{status:?} {removed} {updated}");
        }
    }

    #[test]
    fn exit_of_a_dry_run_is_that_of_the_import() {
        for (on_row_errors, errors, counts, exit) in [
            (OnRowErrors::Reject, 0, (3, 0, 0, 0), 0),
            (OnRowErrors::Reject, 1, (3, 0, 0, 1), 3),
            (OnRowErrors::Skip, 1, (3, 0, 0, 1), 4),
            (OnRowErrors::Skip, 4, (0, 0, 0, 2), 3),
            (OnRowErrors::Skip, 0, (0, 0, 3, 0), 0),
        ] {
            let (created, updated, skipped, failed) = counts;
            let (status, planned) = planned_end(on_row_errors, errors, &summary(created, updated, skipped, failed));
            assert_eq!(Exit::of_import(status, &planned).status(), exit, "{on_row_errors:?} {errors} {counts:?}");
        }
    }

    #[test]
    fn summary_of_a_planned_rejection_counts_only_failed_rows() {
        let planned = Summary { course_assignments: 7, invitations: 2, ..summary(3, 1, 1, 2) };
        assert_eq!(planned_end(OnRowErrors::Reject, 2, &planned), (ImportStatus::Rejected, summary(0, 0, 0, 2)));
        assert_eq!(planned_end(OnRowErrors::Skip, 2, &planned), (ImportStatus::Completed, planned));
    }
}
