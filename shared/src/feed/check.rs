//! Checks a configuration before it is stored.

use super::{Brake, FEED_CORRECTIONS_BYTES_MAX, FEED_CORRECTIONS_MAX, FeedConfig, MISSING_AFTER_MAX, REPORT_TO_MAX};
use crate::{
    corrections::{self, Correction, CorrectionError, CorrectionList},
    layout::{Field, LayoutName},
    rules::{Address, clean},
};

/// Maximum value of the brake's counts: the maximum number of rows in a feed's file.
const COUNT_MAX: u64 = 1_000_000;
/// The fields other than courses whose values a feed may correct: each has a set of choices, and none identifies a person.
const CORRECTED: [Field; 5] = [Field::Enabled, Field::Company, Field::Cohort, Field::Language, Field::Country];

/// Why a configuration is refused. `index` is the zero-based position in the list concerned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedConfigError {
    #[error("{member} is {found}: use {min} to {max}")]
    Range { member: &'static str, found: u64, min: u64, max: u64 },
    #[error("report_to has {count} addresses: use at most {REPORT_TO_MAX}, for example the address of a group")]
    TooManyAddresses { count: usize },
    #[error("report_to[{index}] is not an e-mail address: use the form hr@example.org, without a name")]
    Address { index: usize },
    #[error("report_to[{index}] is the same address as report_to[{first}]: remove one of them")]
    AddressRepeated { index: usize, first: usize },
    /// An address in a domain to which the stack does not send reports.
    #[error("report_to[{index}] is in a domain to which this stack does not send reports: {}", remedy(domains))]
    Domain { index: usize, domains: Vec<String> },
    #[error("corrections has {count} entries: a feed can have at most {FEED_CORRECTIONS_MAX}")]
    TooManyCorrections { count: usize },
    #[error("corrections has {bytes} bytes: the corrections of a feed can have at most {FEED_CORRECTIONS_BYTES_MAX}")]
    CorrectionsTooLarge { bytes: usize },
    #[error(
        "corrections[{index}] belongs to one file: a feed can only have corrections of the kinds \"column\" and \"value\""
    )]
    CorrectionOfOneFile { index: usize },
    /// A correction of values in a column that may contain personal data.
    #[error(
        "corrections[{index}] corrects a value of another column: a feed can only correct companies, cohorts, courses, languages, \
         countries and enabled"
    )]
    CorrectedColumn { index: usize },
    #[error("corrections[{index}] leaves a course out: \"to\" needs the title of a course")]
    CourseLeftOut { index: usize },
    /// A correction that is not valid in any import.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
}

fn remedy(domains: &[String]) -> String {
    if domains.is_empty() {
        "set the stack's parameter ReportDomains".to_owned()
    } else {
        format!("use {}, or change the stack's parameter ReportDomains", domains.join(", "))
    }
}

/// Checks a configuration. `domains` are those to which reports may be sent, in lowercase ASCII.
///
/// # Errors
///
/// The first problem found.
pub fn check(config: &FeedConfig, domains: &[String]) -> Result<(), FeedConfigError> {
    in_range("missing_after", u64::from(config.missing_after), 1, u64::from(MISSING_AFTER_MAX))?;
    if let Some(brake) = &config.brake {
        check_brake(brake)?;
    }
    check_addresses(&config.report_to, domains)?;
    check_corrections(&config.corrections)
}

fn check_brake(brake: &Brake) -> Result<(), FeedConfigError> {
    for (member, percent) in [
        ("brake.create_percent", brake.create_percent),
        ("brake.update_percent", brake.update_percent),
        ("brake.disable_percent", brake.disable_percent),
        ("brake.failed_percent", brake.failed_percent),
    ] {
        in_range(member, u64::from(percent), 0, 100)?;
    }
    in_range("brake.unreadable_rows", brake.unreadable_rows, 0, COUNT_MAX)?;
    in_range("brake.min_users", brake.min_users, 0, COUNT_MAX)
}

fn in_range(member: &'static str, found: u64, min: u64, max: u64) -> Result<(), FeedConfigError> {
    if (min..=max).contains(&found) { Ok(()) } else { Err(FeedConfigError::Range { member, found, min, max }) }
}

fn check_addresses(addresses: &[String], domains: &[String]) -> Result<(), FeedConfigError> {
    if addresses.len() > REPORT_TO_MAX {
        return Err(FeedConfigError::TooManyAddresses { count: addresses.len() });
    }
    let mut keys: Vec<String> = Vec::with_capacity(addresses.len());
    for (index, text) in addresses.iter().enumerate() {
        let Address { key, .. } = Address::parse(&clean(text)).ok_or(FeedConfigError::Address { index })?;
        let domain = key.rsplit_once('@').map_or("", |(_, domain)| domain);
        if !domains.iter().any(|allowed| allowed == domain) {
            return Err(FeedConfigError::Domain { index, domains: domains.to_vec() });
        }
        if let Some(first) = keys.iter().position(|earlier| *earlier == key) {
            return Err(FeedConfigError::AddressRepeated { index, first });
        }
        keys.push(key);
    }
    Ok(())
}

fn check_corrections(list: &[Correction]) -> Result<(), FeedConfigError> {
    if list.len() > FEED_CORRECTIONS_MAX {
        return Err(FeedConfigError::TooManyCorrections { count: list.len() });
    }
    let bytes = serde_json::to_vec(list).map_or(0, |json| json.len());
    if bytes > FEED_CORRECTIONS_BYTES_MAX {
        return Err(FeedConfigError::CorrectionsTooLarge { bytes });
    }
    let layout = LayoutName::Enrolment.layout();
    let is_course = |label: &str| layout.numbered_name() == Some(label);
    for (index, correction) in list.iter().enumerate() {
        match correction {
            Correction::Column { .. } => {}
            Correction::Value { column, to, .. } if is_course(column) => {
                if clean(to).is_empty() {
                    return Err(FeedConfigError::CourseLeftOut { index });
                }
            }
            Correction::Value { column, .. } => {
                let known = layout.column_labelled(column);
                if known.is_some_and(|known| !CORRECTED.contains(&known.field)) {
                    return Err(FeedConfigError::CorrectedColumn { index });
                }
            }
            Correction::Cell { .. } | Correction::Row { .. } => {
                return Err(FeedConfigError::CorrectionOfOneFile { index });
            }
        }
    }
    Ok(corrections::check(&CorrectionList { corrections: list.to_vec() }, layout)?)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::problem::Language;

    fn domains() -> Vec<String> {
        ["acme.example", "xn--mller-kva.example"].map(str::to_owned).to_vec()
    }

    fn error_of(config: &FeedConfig) -> String {
        check(config, &domains()).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn config() -> FeedConfig {
        FeedConfig::in_language(Language::English)
    }

    #[test]
    fn defaults_are_valid() {
        assert_eq!(check(&config(), &[]), Ok(()));
        assert_eq!(check(&FeedConfig { brake: None, missing_after: 10, ..config() }, &[]), Ok(()));
    }

    #[test]
    fn number_outside_its_range_is_refused_with_the_range() {
        let brake = Brake::default();
        for (config, error) in [
            (FeedConfig { missing_after: 0, ..config() }, "missing_after is 0: use 1 to 10"),
            (FeedConfig { missing_after: 11, ..config() }, "missing_after is 11: use 1 to 10"),
            (
                FeedConfig { brake: Some(Brake { create_percent: 101, ..brake }), ..config() },
                "brake.create_percent is 101: use 0 to 100",
            ),
            (
                FeedConfig { brake: Some(Brake { disable_percent: 101, ..brake }), ..config() },
                "brake.disable_percent is 101: use 0 to 100",
            ),
            (
                FeedConfig { brake: Some(Brake { min_users: 1_000_001, ..brake }), ..config() },
                "brake.min_users is 1000001: use 0 to 1000000",
            ),
        ] {
            assert_eq!(error_of(&config), error);
        }
    }

    #[test]
    fn reports_go_to_addresses_in_the_allowed_domains() {
        let error = |addresses: &[&str]| {
            let report_to = addresses.iter().map(|address| (*address).to_owned()).collect();
            error_of(&FeedConfig { report_to, ..config() })
        };
        for addresses in [&["hr@acme.example"][..], &["HR@ACME.example", "it@müller.example"], &[]] {
            assert_eq!(error(addresses), "", "{addresses:?}");
        }
        for (addresses, part) in [
            (&["hr"][..], "report_to[0] is not an e-mail address"),
            (&["HR <hr@acme.example>"], "report_to[0] is not an e-mail address"),
            (&["hr@acme.example", "hr@other.example"], "report_to[1] is in a domain to which"),
            (&["hr@sub.acme.example"], "use acme.example, xn--mller-kva.example, or change"),
            (&["hr@acme.example", "Hr@acme.example"], "report_to[1] is the same address as report_to[0]"),
            (&["x"; 11], "report_to has 11 addresses"),
        ] {
            let found = error(addresses);
            assert!(found.contains(part), "{found}");
        }
        let report_to = (0..REPORT_TO_MAX).map(|number| format!("hr{number}@acme.example")).collect();
        assert_eq!(error_of(&FeedConfig { report_to, ..config() }), "");
        let report_to = vec!["hr@acme.example".to_owned()];
        let error = check(&FeedConfig { report_to, ..config() }, &[]).err().map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.ends_with("set the stack's parameter ReportDomains")));
    }

    #[test]
    fn corrections_of_a_feed_contain_no_personal_data() {
        let error = |list: &Value| match serde_json::from_value(list.clone()) {
            Ok(corrections) => error_of(&FeedConfig { corrections, ..config() }),
            Err(error) => error.to_string(),
        };
        let course = json!({ "kind": "value", "column": "module requested", "company": "A", "found": "a", "to": "b" });
        assert_eq!(
            error(&json!([
                { "kind": "column", "label": "E-Mail", "to": "email" },
                { "kind": "value", "column": "companyName", "found": "ACME", "to": "Acme GmbH" },
                { "kind": "value", "column": "cohortName", "company": "A", "found": "a", "to": "b" },
                { "kind": "value", "column": "languageCode", "found": "german", "to": "de" },
                { "kind": "value", "column": "enabled", "found": "aktiv", "to": "1" },
                course,
            ])),
            ""
        );
        for (correction, part) in [
            (json!({ "kind": "row", "row": 2 }), "[0] belongs to one file"),
            (
                json!({ "kind": "cell", "row": 2, "column": "enabled", "found": "a", "to": "1" }),
                "[0] belongs to one file",
            ),
            (
                json!({ "kind": "value", "column": "name", "found": "a", "to": "b" }),
                "[0] corrects a value of another column",
            ),
            (
                json!({ "kind": "value", "column": "email", "found": "a", "to": "b" }),
                "[0] corrects a value of another column",
            ),
            (
                json!({ "kind": "value", "column": "module requested", "company": "A", "found": "a", "to": " " }),
                "[0] leaves a course out",
            ),
            (json!({ "kind": "value", "column": "x", "found": "a", "to": "b" }), "[0] names a column that"),
            (
                json!({ "kind": "value", "column": "module requested 2", "company": "A", "found": "a", "to": "b" }),
                "\"module requested\"",
            ),
        ] {
            let found = error(&json!([correction]));
            assert!(found.contains(part), "{found}");
        }
        assert!(error(&json!([course, course])).contains("[1] corrects the same"));
        let many = |count: usize, text: usize| -> Vec<Value> {
            let label = |number: usize| format!("{number:0>text$}");
            (0..count).map(|number| json!({ "kind": "column", "label": label(number), "to": null })).collect()
        };
        assert!(error(&json!(many(501, 1))).contains("corrections has 501 entries"));
        assert!(error(&json!(many(500, 200))).contains("bytes: the corrections of a feed"));
        assert_eq!(error(&json!(many(500, 100))), "");
        let column = |bytes: usize| json!([{ "kind": "column", "label": "x".repeat(bytes), "to": null }]);
        let bytes_left = FEED_CORRECTIONS_BYTES_MAX - serde_json::to_vec(&column(0)).unwrap().len();
        assert_eq!(error(&column(bytes_left)), "");
        assert!(error(&column(bytes_left + 1)).contains("bytes: the corrections of a feed"));
    }
}
