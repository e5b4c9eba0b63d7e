//! Events from the mail service, which may be late, repeated, or out of order.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AttemptId, UserId};

/// What the mail service reports about an e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailEventKind {
    /// The mail service accepted the e-mail.
    Sent,
    /// The recipient's mail server accepted the e-mail.
    Delivered,
    /// The e-mail was not delivered: the recipient's mail server rejected it, possibly after having accepted it. If that may change, for
    /// example because the mailbox is full, the bounce is not permanent.
    Bounced { is_permanent: bool },
    /// The recipient reported the e-mail as spam.
    Complained,
    /// The mail service accepted the e-mail, but did not send it.
    Rejected,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEvent {
    /// The user, taken from the e-mail's tags.
    pub user_id: UserId,
    /// Id of the claim, taken from the e-mail's tags.
    pub attempt: AttemptId,
    /// The mail service's id for the e-mail.
    pub message_id: String,
    pub kind: MailEventKind,
    pub at: Timestamp,
}
