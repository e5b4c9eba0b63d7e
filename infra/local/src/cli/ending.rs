//! How an import or an undo ended, in the user's language.

use rollcall_domain::{
    import::ImportStatus,
    locale::{Language, report},
};

/// Describes a status at which a command stops watching; any other status is returned as the API names it.
pub(super) fn ending(status: ImportStatus, language: Language) -> &'static str {
    match status {
        ImportStatus::Completed => report::COMPLETED.text(language),
        ImportStatus::Rejected => report::REJECTED.text(language),
        ImportStatus::Cancelled => report::CANCELLED.text(language),
        ImportStatus::Failed => report::FAILED.text(language),
        ImportStatus::Expired => report::EXPIRED.text(language),
        ImportStatus::AwaitingConfirmation => report::AWAITING_CONFIRMATION.text(language),
        ImportStatus::AwaitingUpload | ImportStatus::Validating | ImportStatus::Importing => status.as_str(),
    }
}
