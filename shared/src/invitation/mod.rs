//! An invitation: its states, transitions and details.
//!
//! An invitation is part of its user's item, so one conditional write covers both. Changing the invitation does not change the user's
//! `version`, so an import's plan remains valid when an e-mail is delivered. Instead, the invitation has its own serial number
//! ([`User::invitation_serial`](crate::user::User)).

mod batch;
mod event;
mod sending;
mod token;

pub use self::{
    batch::{BATCH_RESTARTS_MAX, BatchSource, BatchStatus, InvitationBatch, Invited},
    event::{MailEvent, MailEventKind},
    sending::{BOUNCES_MIN_SENT, Sending, Stop, StopReason, TOLERANCE, interval, is_in_time, usable_rate},
    token::{Token, TokenHash},
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AttemptId, BatchId, ImportId, UserId},
    named::named_enum,
    unknown::Unknown,
};

/// Time for which an activation link is valid.
pub const LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Time after which a claim without a confirming event becomes `unconfirmed`. Mail services report within seconds or, at worst, minutes.
pub const UNCONFIRMED_AFTER: SignedDuration = SignedDuration::from_mins(15);
/// Minimum time between two resends of an invitation whose link has not expired. The first resend may follow the original e-mail
/// immediately.
pub const RESEND_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Time after which an enqueued invitation is enqueued again if it is still queued. Messages wait in the queue for far less time.
pub const ENQUEUED_FOR: SignedDuration = SignedDuration::from_mins(10);

named_enum! {
    /// The state of an invitation.
    #[derive(Hash)]
    pub enum InvitationState {
        /// Never requested.
        None = "none",
        /// Requested, but not queued because the user was disabled.
        Held = "held",
        /// Requested and not yet sent.
        Queued = "queued",
        /// Claimed by a sender.
        Sending = "sending",
        /// Accepted by the mail service.
        Sent = "sent",
        /// Accepted by the recipient's mail server.
        Delivered = "delivered",
        /// Rejected by the recipient's mail server, or permanently by the mail service.
        Bounced = "bounced",
        /// Reported as spam.
        Complained = "complained",
        /// Perhaps sent: the outcome is unknown, so it is not sent again automatically.
        Unconfirmed = "unconfirmed",
        /// The link was used.
        Accepted = "accepted",
        /// The link was not used in time.
        Expired = "expired",
    }
}

impl InvitationState {
    /// Returns the initial state for a new user: `none` if no invitation is requested, `held` if one is requested but the user is disabled,
    /// and `queued` otherwise.
    pub fn of_new_user(enabled: bool, send_invitations: bool) -> Self {
        match (send_invitations, enabled) {
            (false, _) => Self::None,
            (true, false) => Self::Held,
            (true, true) => Self::Queued,
        }
    }

    /// Returns `true` if an invitation may change from this state to `next`.
    ///
    /// Only `queued` leads to `sending`, and only `sending` leads to an e-mail, so every e-mail requires that a queued invitation be
    /// claimed. `accepted` is final.
    pub fn may_become(self, next: Self) -> bool {
        use InvitationState::{
            Accepted, Bounced, Complained, Delivered, Expired, Held, None, Queued, Sending, Sent, Unconfirmed,
        };
        match self {
            None | Expired => matches!(next, Queued),
            // An earlier e-mail may have been sent before the user was disabled; once the user is enabled again, its link can be used.
            Held => matches!(next, Queued | Accepted),
            // After an invitation has been requested again, an earlier e-mail can still bounce, and its link can still be used. If the user
            // is disabled, the invitation is held. An undo restores the state before the import that queued the invitation.
            Queued => matches!(next, Sending | None | Held | Accepted | Bounced | Complained),
            Sending => matches!(next, Queued | Sent | Delivered | Bounced | Complained | Unconfirmed | Accepted),
            Unconfirmed => matches!(next, Queued | Sent | Delivered | Bounced | Complained | Accepted | Expired),
            Sent => matches!(next, Queued | Delivered | Bounced | Complained | Accepted | Expired),
            Delivered => matches!(next, Queued | Bounced | Complained | Accepted | Expired),
            // A transient bounce may be reported before the delivery.
            Bounced => matches!(next, Queued | Delivered | Complained | Accepted),
            Complained => matches!(next, Accepted),
            Accepted => false,
        }
    }
}

/// Why an invitation did not proceed normally.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The recipient's mail server permanently rejects the address.
    #[serde(rename = "bounced_for_good")]
    BouncedPermanently,
    /// The recipient's mail server rejected the e-mail, perhaps temporarily.
    #[serde(rename = "bounced_this_time")]
    BouncedOnce,
    /// The mail service refused the e-mail, or accepted it but did not send it.
    RefusedByService,
    /// The recipient reported the e-mail as spam.
    Complaint,
    /// Within [`UNCONFIRMED_AFTER`] of the claim, no event confirmed that the e-mail was sent.
    #[serde(rename = "nothing_heard")]
    NoEvent,
    /// The user was disabled before the e-mail was sent.
    Disabled,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// When the invitation was last requested.
    #[serde(rename = "asked_at")]
    pub requested_at: Timestamp,
    /// The latest import that requested the invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_id: Option<ImportId>,
    /// The batch that last requested the invitation, so that a repeated step counts the user as queued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<BatchId>,
    /// While queued: when it may next be enqueued.
    pub due_at: Timestamp,
    /// When the invitation was last requested again before its link expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resent_at: Option<Timestamp>,
    /// The latest claim; events about its e-mail contain this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<AttemptId>,
    /// When a sender claimed the invitation; `None` if the claim was given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// Hash of the latest claim's token. Earlier tokens are invalid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenHash>,
    /// When the link expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The mail service's id for the e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// When the mail service accepted the e-mail, or the time of the first event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether the address must not receive e-mails because it bounced permanently or its owner complained.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suppressed: bool,
    /// Whether the owner of the address complained. A complaint also suppresses the address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complained: bool,
    /// When the link was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Timestamp>,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Invitation {
    pub fn requested(now: Timestamp) -> Self {
        Self {
            requested_at: now,
            import_id: None,
            batch_id: None,
            due_at: now,
            resent_at: None,
            attempt: None,
            claimed_at: None,
            token: None,
            expires_at: None,
            message_id: None,
            sent_at: None,
            reason: None,
            suppressed: false,
            complained: false,
            accepted_at: None,
            unknown: Unknown::new(),
        }
    }

    pub fn of_import(import_id: &ImportId, now: Timestamp) -> Self {
        Self { import_id: Some(import_id.clone()), ..Self::requested(now) }
    }

    /// Returns `true` if the link has expired.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// The action that a due invitation requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Enqueue the invitation for sending.
    Enqueue,
    /// Mark the invitation as unconfirmed or expired because no event confirmed it or its link was not used in time.
    Expire,
}

impl Due {
    pub const ALL: [Self; 2] = [Self::Enqueue, Self::Expire];
}

/// A user in the list of those whose invitations are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueInvitation {
    pub due_at: Timestamp,
    pub user_id: UserId,
}
