//! Shared code for feeds: report settings and errors.

use std::fmt::Display;

use rollcall_domain::{ids::ImportId, mail::SenderMailbox, problem::Language, rules::Address};

use crate::http::{ApiError, ErrorCode};

/// Where feed reports may be sent, and their language unless the feed has its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportDefaults {
    /// Domains, in lowercase ASCII.
    pub domains: Vec<String>,
    pub language: Language,
}

impl ReportDefaults {
    /// Reads `ROLLCALL_REPORT_DOMAINS`, `ROLLCALL_MAIL_SENDER` and `ROLLCALL_DEFAULT_LANGUAGE`.
    pub fn from_env() -> Self {
        let read = |name| std::env::var(name).unwrap_or_default();
        let language = read("ROLLCALL_DEFAULT_LANGUAGE");
        Self::new(&read("ROLLCALL_REPORT_DOMAINS"), &read("ROLLCALL_MAIL_SENDER"), &language)
    }

    /// Creates the defaults from a comma-separated list of domains. If the list contains no valid domain, reports may be sent only to the
    /// domain of `sender`.
    pub fn new(domains: &str, sender: &str, language: &str) -> Self {
        let mut domains: Vec<String> =
            domains.split(',').filter_map(|domain| domain_of(&format!("x@{}", domain.trim()))).collect();
        if domains.is_empty() {
            domains.extend(SenderMailbox::parse(sender, "").ok().and_then(|sender| domain_of(sender.address())));
        }
        Self { domains, language: Language::from_tag(language).unwrap_or_default() }
    }
}

/// Returns the domain of an address, in lowercase ASCII.
fn domain_of(address: &str) -> Option<String> {
    Address::parse(address)?.key.rsplit_once('@').map(|(_, domain)| domain.to_owned())
}

pub(crate) fn feed_unknown() -> ApiError {
    ApiError::new(ErrorCode::FeedUnknown, "There is no feed with this name. GET /feeds lists the feeds.")
}

pub(crate) fn feed_busy(import_id: &ImportId) -> ApiError {
    let detail = format!("Import {import_id} of the feed is being checked or written. Try again when it has ended.");
    ApiError::new(ErrorCode::FeedBusy, detail)
}

pub(crate) fn feed_invalid(error: impl Display) -> ApiError {
    ApiError::new(ErrorCode::FeedInvalid, format!("Invalid feed: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_go_to_the_configured_domains_or_to_that_of_the_sender() {
        for (domains, sender, expected) in [
            ("", "portal@acme.example", &["acme.example"][..]),
            ("", "Acme <portal@Acme.example>", &["acme.example"]),
            ("hr.example, Müller.example", "portal@acme.example", &["hr.example", "xn--mller-kva.example"]),
            ("", "", &[]),
            (",", "portal@acme.example", &["acme.example"]),
        ] {
            assert_eq!(ReportDefaults::new(domains, sender, "").domains, expected, "{domains} {sender}");
        }
        assert_eq!(ReportDefaults::new("", "", "de-AT").language, Language::German);
        assert_eq!(ReportDefaults::new("", "", "").language, Language::English);
    }
}
