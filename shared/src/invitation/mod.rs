//! An invitation: its states, the legal transitions, and its details.
//!
//! An invitation is a part of its user's item, so that one conditional write decides what happens to both. A change of the
//! invitation leaves the user's `version` alone: an import that was planned before a mail was delivered is still right after it.
//! It has a serial of its own instead ([`User::invitation_serial`](crate::user::User)).

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

use crate::ids::{AttemptId, BatchId, ImportId};

/// How long a link is valid.
pub const LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// After this a claim that no event confirms is `unconfirmed`: mail services report an e-mail within seconds, at most minutes.
pub const UNCONFIRMED_AFTER: SignedDuration = SignedDuration::from_mins(15);
/// Time between two e-mails of one invitation that is requested again.
pub const RESEND_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// How long a user who is enqueued is not enqueued again: far longer than the queue is ever filled for.
pub const ENQUEUED_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The state of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Never requested.
    None,
    /// Requested while the user was disabled.
    Held,
    /// Due.
    Queued,
    /// Claimed by a sender.
    Sending,
    /// Accepted by the mail service.
    Sent,
    /// Delivered to the mailbox's server.
    Delivered,
    /// Refused by the mailbox's server, or by the mail service for good.
    Bounced,
    /// Reported as unwanted.
    Complained,
    /// Perhaps sent: the outcome is unknown, so it is not sent again automatically.
    Unconfirmed,
    /// The link was used.
    Accepted,
    /// The link was not used in time.
    Expired,
}

impl InvitationState {
    /// All states, in the order of an invitation's life.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Held,
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Delivered,
        Self::Bounced,
        Self::Complained,
        Self::Unconfirmed,
        Self::Accepted,
        Self::Expired,
    ];

    /// As written in JSON and in filters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Bounced => "bounced",
            Self::Complained => "complained",
            Self::Unconfirmed => "unconfirmed",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
        }
    }

    /// Reads what [`as_str`](Self::as_str) writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// What a new user starts with: nothing unless asked for, held while disabled.
    pub fn of_new_user(enabled: bool, send_invitations: bool) -> Self {
        match (send_invitations, enabled) {
            (false, _) => Self::None,
            (true, false) => Self::Held,
            (true, true) => Self::Queued,
        }
    }

    /// Whether an invitation may go from here to `next`.
    ///
    /// Only `queued` leads to `sending`, and only `sending` to a mail: the one way that a mail is sent is a claim of a due
    /// invitation. `accepted` is the end.
    pub fn may_become(self, next: Self) -> bool {
        use InvitationState::{
            Accepted, Bounced, Complained, Delivered, Expired, Held, None, Queued, Sending, Sent, Unconfirmed,
        };
        match self {
            None | Held | Expired => matches!(next, Queued),
            // A mail that is asked for again still has its earlier link, which may be used or bounce meanwhile.
            Queued => matches!(next, Sending | Held | Accepted | Bounced | Complained),
            Sending => matches!(next, Queued | Sent | Delivered | Bounced | Complained | Unconfirmed | Accepted),
            Unconfirmed => matches!(next, Queued | Sent | Delivered | Bounced | Complained | Accepted | Expired),
            Sent => matches!(next, Queued | Delivered | Bounced | Complained | Accepted | Expired),
            Delivered => matches!(next, Queued | Bounced | Complained | Accepted | Expired),
            Bounced => matches!(next, Queued | Complained | Accepted),
            Complained => matches!(next, Accepted),
            Accepted => false,
        }
    }
}

/// Why an invitation is in a state that no e-mail led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The mailbox's server refuses the address for good.
    BouncedForGood,
    /// The mailbox's server did not take the mail, perhaps only this time.
    BouncedThisTime,
    /// The mail service did not take the mail, or took it and did not send it.
    RefusedByService,
    /// The person reported the mail.
    Complaint,
    /// A sender claimed it, and nothing confirmed within [`UNCONFIRMED_AFTER`] that the mail went out.
    NothingHeard,
    /// The user was disabled before it was sent.
    Disabled,
}

/// The details of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// When it was last requested.
    pub asked_at: Timestamp,
    /// The import that requested it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_id: Option<ImportId>,
    /// The batch that requested it: a step that is done twice counts it once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<BatchId>,
    /// While queued: from when on it is enqueued, again if need be.
    pub due_at: Timestamp,
    /// When it was last requested again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resent_at: Option<Timestamp>,
    /// The latest claim; events of its mail carry it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<AttemptId>,
    /// When a sender last claimed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// Hash of the token of the latest claim; any earlier token opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenHash>,
    /// Until when the link may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The mail service's name of the mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// When the mail service took the mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// Why it is in its state, where no e-mail led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether nothing is sent to the address any more: it bounced permanently, or its owner complained.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suppressed: bool,
    /// When the link was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Timestamp>,
}

impl Invitation {
    /// An invitation that is requested.
    pub fn asked(now: Timestamp) -> Self {
        Self {
            asked_at: now,
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
            accepted_at: None,
        }
    }

    /// An invitation that an import requests.
    pub fn of_import(import_id: &ImportId, now: Timestamp) -> Self {
        Self { import_id: Some(import_id.clone()), ..Self::asked(now) }
    }

    /// Returns `true` if its link is no longer valid.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// What an invitation is due for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// To be enqueued for sending.
    Enqueue,
    /// To be ended: no event confirmed it, or its link was not used in time.
    Expire,
}

impl Due {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Enqueue, Self::Expire];
}
