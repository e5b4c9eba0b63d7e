//! E-mails: rendered, sent, and what the account may send.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use crate::{
    ids::{AttemptId, UserId},
    invitation::Token,
    user::User,
};

/// An e-mail as it is handed to the mail service. `Debug` is redacted: it contains a person's address, name and token.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// The address, ASCII.
    pub to: String,
    /// The sender, as a mailbox with an optional name; encoded for a header.
    pub from: String,
    /// Where replies go.
    pub reply_to: Option<String>,
    /// Tag of the language that it is written in.
    pub language: String,
    /// Subject.
    pub subject: String,
    /// Plain text part.
    pub text: String,
    /// HTML part.
    pub html: String,
}

impl std::fmt::Debug for Email {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Email({redacted})")
    }
}

/// Renders e-mails: language, template, link.
pub trait EmailRenderer: Send + Sync {
    /// The invitation of a user with the link of this token, which is valid until `expires_at`.
    fn render_invitation(
        &self,
        user: &User,
        token: &Token,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Email, StoreError>> + Send;
}

/// Tags that the events of an e-mail carry, so that they lead back to its claim: opaque ids only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageTags {
    /// The user.
    pub user_id: UserId,
    /// The claim.
    pub attempt: AttemptId,
}

/// The outcome of a call to the mail service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// It accepted the e-mail, under this message id.
    Accepted(String),
    /// Too fast, or too many for today: it did not accept the e-mail.
    Throttled {
        /// Time until the next try makes sense.
        wait: SignedDuration,
        /// Whether every e-mail has to wait so long, not only this one.
        is_for_all: bool,
    },
    /// It will never accept this e-mail.
    Refused {
        /// The service's code.
        code: String,
    },
    /// It accepts no e-mail of this stack at the moment: the account is paused, the sender not verified, a permission missing.
    Unavailable {
        /// The service's code.
        code: String,
        /// Whether the account as a whole may not send.
        is_account: bool,
    },
    /// It is unknown whether the e-mail was accepted.
    Unknown {
        /// What was seen, without addresses.
        what: String,
    },
}

/// The mail service. One call is one try: whoever tries again must first know that nothing was sent.
pub trait Mailer: Send + Sync {
    /// Sends one e-mail.
    fn send_email(&self, email: &Email, tags: &MessageTags) -> impl Future<Output = SendOutcome> + Send;
}

/// What the account may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// E-mails per second.
    pub per_second: f64,
    /// E-mails in 24 hours; `None` if there is no limit.
    pub per_day: Option<f64>,
    /// E-mails in the last 24 hours.
    pub sent_in_day: f64,
    /// Whether it may send at all.
    pub is_enabled: bool,
}

/// The account of the mail service.
pub trait MailAccount: Send + Sync {
    /// What it may send.
    fn quota(&self) -> impl Future<Output = Result<Quota, StoreError>> + Send;
}
