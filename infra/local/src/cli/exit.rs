//! What the program says with its exit status.

use std::process::ExitCode;

use rollcall_domain::{
    import::{ImportStatus, OnRowErrors},
    row::Summary,
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done; of an import: completed, no row failed.
    Done,
    /// We could not.
    Failed,
    /// The arguments are wrong.
    WrongArguments,
    /// The file was refused: rejected, cancelled, or every row failed.
    Refused,
    /// Completed, and some rows failed.
    PartlyFailed,
    /// Ctrl-C, or asked to stop.
    Interrupted,
}

impl Exit {
    /// The number.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::WrongArguments => 2,
            Self::Refused => 3,
            Self::PartlyFailed => 4,
            // 128 + SIGINT, as a shell reports it.
            Self::Interrupted => 130,
        }
    }

    /// How an import that stands at `status` ended.
    ///
    /// One that has not ended, or that nobody uploaded or confirmed in time, was not carried out: that is no verdict on
    /// the file.
    pub fn of_import(status: ImportStatus, summary: &Summary) -> Self {
        match status {
            ImportStatus::Completed if summary.failed == 0 => Self::Done,
            ImportStatus::Completed if summary.created + summary.updated + summary.skipped == 0 => Self::Refused,
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

/// How an import would end that was only tried: its status and summary, from what a confirm would do.
pub fn would_end(on_row_errors: OnRowErrors, errors: u64, would: &Summary) -> (ImportStatus, Summary) {
    match on_row_errors {
        OnRowErrors::Reject if errors > 0 => {
            (ImportStatus::Rejected, Summary { failed: would.failed, ..Summary::default() })
        }
        OnRowErrors::Reject | OnRowErrors::Skip => (ImportStatus::Completed, *would),
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
    fn exit_of_an_import_is_told_by_its_end_and_its_rows() {
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
    }

    #[test]
    fn exit_of_a_dry_run_is_that_of_the_real_one() {
        for (on_row_errors, errors, counts, exit) in [
            (OnRowErrors::Reject, 0, (3, 0, 0, 0), 0),
            (OnRowErrors::Reject, 1, (3, 0, 0, 1), 3),
            (OnRowErrors::Skip, 1, (3, 0, 0, 1), 4),
            (OnRowErrors::Skip, 4, (0, 0, 0, 2), 3),
            (OnRowErrors::Skip, 0, (0, 0, 3, 0), 0),
        ] {
            let (created, updated, skipped, failed) = counts;
            let (status, would) = would_end(on_row_errors, errors, &summary(created, updated, skipped, failed));
            assert_eq!(Exit::of_import(status, &would).status(), exit, "{on_row_errors:?} {errors} {counts:?}");
        }
    }

    #[test]
    fn summary_of_a_would_be_rejection_counts_nothing_but_failed_rows() {
        let would = Summary { course_assignments: 7, invitations: 2, ..summary(3, 1, 1, 2) };
        assert_eq!(would_end(OnRowErrors::Reject, 2, &would), (ImportStatus::Rejected, summary(0, 0, 0, 2)));
        assert_eq!(would_end(OnRowErrors::Skip, 2, &would), (ImportStatus::Completed, would));
    }
}
