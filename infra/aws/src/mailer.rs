//! Sends e-mails through SES.

use aws_sdk_sesv2::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
    types::{Body, Content, Destination, EmailContent, Message, MessageHeader, MessageTag},
};
use jiff::SignedDuration;
use rollcall_domain::stores::{Email, MailAccount, Mailer, MessageTags, Quota, SendOutcome, StoreError};

use crate::{
    aws::{Aws, retries},
    errors::{SES, store_error},
    settings::Part,
};

/// Message tag with the user's id.
pub const TAG_USER: &str = "user";
/// Message tag with the id of the sending attempt.
pub const TAG_ATTEMPT: &str = "attempt";
/// Message tag on a report, with the feed's name.
pub const TAG_FEED: &str = "feed";

/// Pause after a rate error: SES limits e-mails per second.
const RATE_LIMIT_PAUSE: SignedDuration = SignedDuration::from_secs(2);
/// Pause for all e-mails after the daily quota is exhausted: SES counts the last 24 hours, not the calendar day.
const DAILY_QUOTA_PAUSE: SignedDuration = SignedDuration::from_mins(15);

fn content(text: &str) -> Option<Content> {
    Content::builder().data(text).charset("UTF-8").build().ok()
}

fn message(email: &Email) -> Option<EmailContent> {
    let body = Body::builder().text(content(&email.text)?).html(content(&email.html)?).build();
    let language = MessageHeader::builder().name("Content-Language").value(&email.language).build().ok()?;
    let message = Message::builder().subject(content(&email.subject)?).body(body).headers(language).build();
    Some(EmailContent::builder().simple(message).build())
}

fn tag(name: &str, value: &str) -> Option<MessageTag> {
    MessageTag::builder().name(name).value(value).build().ok()
}

impl Mailer for Aws {
    async fn send_email(&self, email: &Email, tags: &MessageTags) -> SendOutcome {
        let tags: Option<Vec<MessageTag>> = match tags {
            MessageTags::Invitation { user_id, attempt } => {
                [tag(TAG_USER, user_id.as_str()), tag(TAG_ATTEMPT, attempt.as_str())].into_iter().collect()
            }
            MessageTags::Report { feed } => [tag(TAG_FEED, feed.as_str())].into_iter().collect(),
        };
        let (Some(content), Some(tags)) = (message(email), tags) else {
            return SendOutcome::Refused { code: "the e-mail could not be built".to_owned() };
        };
        // Without the configuration set, SES would publish no events.
        let Ok(configuration_set) = self.part(Part::ConfigurationSet) else {
            return SendOutcome::Unavailable {
                code: "no configuration set is configured".to_owned(),
                is_account: false,
            };
        };
        let request = self.sesv2().send_email().configuration_set_name(configuration_set);
        let request =
            request.from_email_address(&email.from).set_reply_to_addresses(email.reply_to.clone().map(|to| vec![to]));
        let request = request.destination(Destination::builder().to_addresses(&email.to).build());
        let request = request.content(content).set_email_tags(Some(tags));
        match request.send().await {
            Ok(response) => match response.message_id {
                Some(id) if !id.is_empty() => SendOutcome::Accepted(id),
                _ => SendOutcome::Unknown { what: "a response without a message id".to_owned() },
            },
            Err(error) => classify(&error, email),
        }
    }
}

/// Returns the outcome of a failed call. Once a request has been sent, only a response from SES proves that the e-mail was not accepted.
fn classify<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>, email: &Email) -> SendOutcome {
    match error {
        SdkError::ServiceError(response) => {
            let metadata = response.err();
            classify_response(metadata.code(), metadata.message(), response.raw().status().as_u16(), email)
        }
        // Nothing was sent.
        SdkError::ConstructionFailure(_) => SendOutcome::Refused { code: "the request could not be built".to_owned() },
        SdkError::TimeoutError(_) => SendOutcome::Unknown { what: "no response in time".to_owned() },
        SdkError::ResponseError(_) => SendOutcome::Unknown { what: "an unreadable response".to_owned() },
        // A failed connection cannot be distinguished from one that was lost after the e-mail was sent.
        _ => SendOutcome::Unknown { what: "the connection failed".to_owned() },
    }
}

fn classify_response(code: Option<&str>, message: Option<&str>, status: u16, email: &Email) -> SendOutcome {
    let code = code.unwrap_or("no code");
    let says = |words: &str| message.is_some_and(|message| message.to_ascii_lowercase().contains(words));
    let owned = || code.to_owned();
    match code {
        // The errors for rate and quota share their codes; only their messages differ.
        "TooManyRequestsException" | "LimitExceededException" | "Throttling" | "ThrottlingException"
            if says("daily") || says("quota") =>
        {
            SendOutcome::Throttled { wait: DAILY_QUOTA_PAUSE, is_for_all: true }
        }
        "LimitExceededException" => SendOutcome::Throttled { wait: DAILY_QUOTA_PAUSE, is_for_all: true },
        "TooManyRequestsException" | "Throttling" | "ThrottlingException" => {
            SendOutcome::Throttled { wait: RATE_LIMIT_PAUSE, is_for_all: false }
        }
        // SES or an operator has paused sending, for the account or for the configuration set.
        "AccountSuspendedException" | "SendingPausedException" => {
            SendOutcome::Unavailable { code: owned(), is_account: true }
        }
        "MessageRejected" if says("not verified") && message.is_some_and(|message| fails_recipient(message, email)) => {
            SendOutcome::RecipientNotVerified
        }
        "MessageRejected" if says("not verified") => SendOutcome::Unavailable { code: owned(), is_account: false },
        "MessageRejected" | "BadRequestException" => SendOutcome::Refused { code: owned() },
        "MailFromDomainNotVerifiedException"
        | "NotFoundException"
        | "AccessDeniedException"
        | "AccessDenied"
        | "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "ExpiredTokenException"
        | "SignatureDoesNotMatch" => SendOutcome::Unavailable { code: owned(), is_account: false },
        // SES failed before or after it accepted the e-mail.
        _ if status >= 500 => SendOutcome::Unknown { what: format!("{code} (status {status})") },
        _ if status == 429 => SendOutcome::Throttled { wait: RATE_LIMIT_PAUSE, is_for_all: false },
        _ => SendOutcome::Unavailable { code: owned(), is_account: false },
    }
}

/// Returns `true` if the recipient is the only identity that SES names as not verified. Then SES accepts other e-mails of this sender.
///
/// The message ends with a list, as in "Email address is not verified. The following identities failed the check in region EU-WEST-1:
/// ann@example.org". It is never logged, because it contains addresses.
fn fails_recipient(message: &str, email: &Email) -> bool {
    let sender = email.from.rsplit_once('<').map_or(email.from.as_str(), |(_, address)| address.trim_end_matches('>'));
    let listed = message.split_once("failed the check").and_then(|(_, rest)| rest.split_once(':'));
    let is_recipient = |identity: &str| identity.trim().eq_ignore_ascii_case(&email.to);
    !is_recipient(sender) && listed.is_some_and(|(_, identities)| identities.split(',').all(is_recipient))
}

impl MailAccount for Aws {
    async fn quota(&self) -> Result<Quota, StoreError> {
        // Unlike sending an e-mail, this request can be repeated. It must be, because all stacks in an account send it in the same second,
        // and SES limits its rate.
        let retried = aws_sdk_sesv2::Config::builder().retry_config(retries());
        let asked = self.sesv2().get_account().customize().config_override(retried).send().await;
        let account = asked.map_err(|error| store_error(SES, &error))?;
        let quota = account.send_quota();
        let per_day = quota.map(aws_sdk_sesv2::types::SendQuota::max24_hour_send);
        Ok(Quota {
            per_second: quota.map_or(1.0, aws_sdk_sesv2::types::SendQuota::max_send_rate),
            // -1 means no limit.
            per_day: per_day.filter(|mails| *mails >= 0.0),
            sent_in_day: quota.map_or(0.0, aws_sdk_sesv2::types::SendQuota::sent_last24_hours),
            is_enabled: account.sending_enabled(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns an e-mail to `ann@example.org`.
    fn email(from: &str) -> Email {
        Email {
            to: "ann@example.org".to_owned(),
            from: from.to_owned(),
            reply_to: None,
            language: "en".to_owned(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
        }
    }

    #[test]
    fn only_the_email_to_an_unverified_recipient_is_refused() {
        let not_verified = SendOutcome::RecipientNotVerified;
        let unavailable = SendOutcome::Unavailable { code: "MessageRejected".to_owned(), is_account: false };
        let sender = "Acme <portal@acme.example>";
        for (from, identities, expected) in [
            (sender, "ann@example.org", &not_verified),
            (sender, "Ann@Example.org", &not_verified),
            (sender, "portal@acme.example", &unavailable),
            (sender, "acme.example", &unavailable),
            (sender, "Acme <portal@acme.example>, ann@example.org", &unavailable),
            (sender, "ann@example.org, portal@acme.example", &unavailable),
            (sender, "", &unavailable),
            ("ann@example.org", "ann@example.org", &unavailable),
            ("Ann <ann@example.org>", "ann@example.org", &unavailable),
        ] {
            let failed = "The following identities failed the check in region EU-WEST-1";
            let message = format!("Email address is not verified. {failed}: {identities}");
            let outcome = classify_response(Some("MessageRejected"), Some(&message), 400, &email(from));
            assert_eq!(outcome, *expected, "{from} {identities}");
        }
    }

    #[test]
    fn response_says_whether_the_email_was_accepted() {
        let email = email("Acme <portal@acme.example>");
        let refused = |code: &str| SendOutcome::Refused { code: code.to_owned() };
        let unavailable = |code: &str, is_account| SendOutcome::Unavailable { code: code.to_owned(), is_account };
        let slow = || SendOutcome::Throttled { wait: RATE_LIMIT_PAUSE, is_for_all: false };
        let full = || SendOutcome::Throttled { wait: DAILY_QUOTA_PAUSE, is_for_all: true };
        for (code, message, status, expected) in [
            ("TooManyRequestsException", "Maximum sending rate exceeded.", 429, slow()),
            ("TooManyRequestsException", "Daily message quota exceeded.", 429, full()),
            ("LimitExceededException", "Daily message quota exceeded.", 400, full()),
            ("Throttling", "Maximum sending rate exceeded.", 400, slow()),
            ("MessageRejected", "Email address is on the suppression list.", 400, refused("MessageRejected")),
            ("BadRequestException", "Missing final '@domain'", 400, refused("BadRequestException")),
            ("MessageRejected", "Email address is not verified.", 400, unavailable("MessageRejected", false)),
            ("AccountSuspendedException", "", 400, unavailable("AccountSuspendedException", true)),
            ("SendingPausedException", "", 400, unavailable("SendingPausedException", true)),
            ("AccessDeniedException", "", 403, unavailable("AccessDeniedException", false)),
            ("NotFoundException", "", 404, unavailable("NotFoundException", false)),
            ("InternalFailure", "", 500, SendOutcome::Unknown { what: "InternalFailure (status 500)".to_owned() }),
            (
                "ServiceUnavailable",
                "",
                503,
                SendOutcome::Unknown { what: "ServiceUnavailable (status 503)".to_owned() },
            ),
        ] {
            assert_eq!(classify_response(Some(code), Some(message), status, &email), expected, "{code} {message}");
        }
    }
}
