//! Invitations, batches and the state of sending, as the API shows them.

use jiff::Timestamp;
use rollcall_domain::{
    flow::invitation::preview::Preview,
    ids::{BatchId, CompanyId, ImportId},
    invitation::{BatchSource, BatchStatus, InvitationBatch, Invited, Sending, StopReason},
};
use serde::Serialize;

/// The response to an invitation request: counts, or the invitation batch that invites the users.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "InvitationAnswer"))]
#[serde(untagged)]
pub(crate) enum InviteResponse {
    /// Counts of the users.
    Counts(CountsView),
    /// An invitation batch has started.
    InvitationBatch(BatchStartedView),
}

/// Counts of the users for whom an invitation was requested.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "InvitationCounts"))]
pub(crate) struct CountsView {
    already_active: u64,
    already_invited: u64,
    disabled: u64,
    queued: u64,
    /// Present only while sending is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    sending: Option<SendingView>,
    /// Present and true if there were too many users for a dry run to count them all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
    /// Addresses without a user.
    unknown: u64,
}

/// An invitation batch that was started.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "RunStarted"))]
pub(crate) struct BatchStartedView {
    run_id: BatchId,
    /// Present only while sending is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    sending: Option<SendingView>,
}

impl InviteResponse {
    pub(crate) fn counts(invited: &Invited) -> Self {
        let Invited { queued, already_invited, already_active, disabled, unknown } = *invited;
        let sending = None;
        Self::Counts(CountsView {
            already_active,
            already_invited,
            disabled,
            queued,
            sending,
            truncated: false,
            unknown,
        })
    }

    pub(crate) fn preview(preview: &Preview) -> Self {
        match Self::counts(&preview.invited) {
            Self::Counts(counts) => Self::Counts(CountsView { truncated: preview.is_truncated, ..counts }),
            other @ Self::InvitationBatch(_) => other,
        }
    }

    pub(crate) fn batch(batch_id: BatchId) -> Self {
        Self::InvitationBatch(BatchStartedView { run_id: batch_id, sending: None })
    }

    pub(crate) fn with(self, sending: Option<SendingView>) -> Self {
        match self {
            Self::Counts(counts) => Self::Counts(CountsView { sending, ..counts }),
            Self::InvitationBatch(started) => Self::InvitationBatch(BatchStartedView { sending, ..started }),
        }
    }
}

/// An invitation batch.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "InvitationBatch"))]
pub(crate) struct BatchView {
    already_active: u64,
    already_invited: u64,
    company_id: Option<CompanyId>,
    created_at: Timestamp,
    disabled: u64,
    finished_at: Option<Timestamp>,
    import_id: Option<ImportId>,
    queued: u64,
    resend: bool,
    run_id: BatchId,
    /// Present only while sending is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    sending: Option<SendingView>,
    started_by: String,
    /// `failed`: either a step failed repeatedly (invite the same users again), or the import's rows have been deleted (invite its users by
    /// address).
    status: BatchStatus,
    /// Addresses without a user.
    unknown: u64,
}

impl BatchView {
    pub(crate) fn of(batch: InvitationBatch, sending: Option<SendingView>) -> Self {
        let Invited { queued, already_invited, already_active, disabled, unknown } = batch.invited;
        let (import_id, company_id) = match batch.source {
            BatchSource::Import(id) => (Some(id), None),
            BatchSource::Uninvited(company) => (None, company),
        };
        Self {
            already_active,
            already_invited,
            company_id,
            created_at: batch.created_at,
            disabled,
            finished_at: batch.finished_at,
            import_id,
            queued,
            resend: batch.resend,
            run_id: batch.batch_id,
            sending,
            started_by: batch.started_by,
            status: batch.status,
            unknown,
        }
    }
}

/// The state of sending.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Sending"))]
pub(crate) struct SendingView {
    bounced: u64,
    /// Null until the first e-mail is due.
    mails_per_second: Option<f64>,
    /// `bounces`: at least 4% of the e-mails bounced permanently; an admin must resume sending. `account`: SES has paused the account.
    reason: Option<StopReason>,
    /// E-mails sent since sending was last resumed. This count and `bounced` are halved when they become large.
    sent: u64,
    status: SendingStatus,
    stopped_at: Option<Timestamp>,
}

/// Whether e-mails are being sent.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SendingStatus"))]
#[serde(rename_all = "snake_case")]
enum SendingStatus {
    Running,
    Stopped,
}

impl SendingView {
    pub(crate) fn of(sending: &Sending) -> Self {
        Self {
            bounced: sending.bounced,
            mails_per_second: sending.rate,
            reason: sending.stopped.map(|stop| stop.reason),
            sent: sending.sent,
            status: if sending.stopped.is_some() { SendingStatus::Stopped } else { SendingStatus::Running },
            stopped_at: sending.stopped.map(|stop| stop.at),
        }
    }
}

/// The response to a sign-in: empty, whether or not the address belongs to a user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignInAnswer"))]
pub(crate) struct SignInView {}
