//! Events of the mail service: late, twice, in any order.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AttemptId, UserId};

/// What the mail service reports about an e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailEventKind {
    /// It accepted the e-mail.
    Sent,
    /// The mailbox's server accepted it.
    Delivered,
    /// The mailbox's server did not.
    Bounced {
        /// Whether it never will.
        is_permanent: bool,
    },
    /// The person reported it as unwanted.
    Complained,
    /// It accepted the e-mail, and then did not send it.
    Rejected,
}

/// An event of the mail service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEvent {
    /// The user, from the tags of the e-mail.
    pub user_id: UserId,
    /// The claim, from the tags of the e-mail.
    pub attempt: AttemptId,
    /// Message id of the service.
    pub message_id: String,
    /// What happened.
    pub kind: MailEventKind,
    /// When.
    pub at: Timestamp,
}
