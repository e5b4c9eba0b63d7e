//! The ports for e-mail: rendering, sending, and the account's quota.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use crate::{
    feed::FeedName,
    ids::{AttemptId, UserId},
    invitation::Token,
    locale::Language,
    mail::ReportedFile,
    user::User,
};

/// An e-mail as passed to the mail service. `Debug` output is redacted because an e-mail may contain a person's address, name and token.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// The recipient's address, in ASCII.
    pub to: String,
    /// The sender as a header value: an address, optionally with a name.
    pub from: String,
    pub reply_to: Option<String>,
    /// Language tag of the e-mail's text.
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl std::fmt::Debug for Email {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Email({redacted})")
    }
}

/// Renders invitations: selects the language and the template, and fills in the link.
pub trait EmailRenderer: Send + Sync {
    /// Renders a user's invitation with a link that contains this token and is valid until `expires_at`.
    fn render_invitation(
        &self,
        user: &User,
        token: &Token,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<Email, StoreError>> + Send;
}

/// Renders feed reports. Does no I/O.
pub trait ReportRenderer: Send + Sync {
    /// Renders a feed's report about `files` (oldest first) for one recipient.
    fn render_report(&self, feed: &FeedName, language: Language, files: &[ReportedFile], to: &str) -> Email;
}

/// Tags on an e-mail. Events about the e-mail repeat them, so each event can be attributed to a user or a feed. They contain only opaque
/// ids and feed names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageTags {
    Invitation {
        user_id: UserId,
        /// The attempt that claimed the invitation.
        attempt: AttemptId,
    },
    Report {
        feed: FeedName,
    },
}

/// The outcome of a call to the mail service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The e-mail was accepted, with this message id.
    Accepted(String),
    /// The e-mail was not accepted because too many were sent within a second or a day.
    Throttled {
        /// Time after which another attempt may succeed.
        wait: SignedDuration,
        /// Whether all e-mails have to wait, not only this one.
        is_for_all: bool,
    },
    /// This e-mail will never be accepted.
    Refused { code: String },
    /// The recipient's address is not verified, which the sandbox of SES requires. Outside the sandbox, the e-mail would be accepted.
    RecipientNotVerified,
    /// The stack cannot send at the moment, for example because the account is paused, the sender is not verified, or a permission is
    /// missing.
    Unavailable {
        code: String,
        /// Whether sending is paused for the whole account.
        is_account: bool,
    },
    /// It is unknown whether the e-mail was accepted.
    Unknown {
        /// What was observed, without addresses.
        what: String,
    },
}

/// The mail service. One call is one attempt. Before another attempt, the caller must be certain that nothing was sent.
pub trait Mailer: Send + Sync {
    fn send_email(&self, email: &Email, tags: &MessageTags) -> impl Future<Output = SendOutcome> + Send;
}

/// The account's quota.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Maximum number of e-mails per second.
    pub per_second: f64,
    /// Maximum number of e-mails in 24 hours; `None` if there is no limit.
    pub per_day: Option<f64>,
    /// Number of e-mails sent in the last 24 hours.
    pub sent_in_day: f64,
    /// Whether the account may send at all.
    pub is_enabled: bool,
}

/// The account at the mail service, which may be shared with other senders.
pub trait MailAccount: Send + Sync {
    /// Returns the current quota.
    fn quota(&self) -> impl Future<Output = Result<Quota, StoreError>> + Send;
}
