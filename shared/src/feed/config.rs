use serde::{Deserialize, Serialize};

use crate::{corrections::Correction, import::OnRowErrors, named::named_enum, problem::Language, unknown::Unknown};

pub const MISSING_AFTER_MAX: u32 = 10;

named_enum! {
    /// What happens to people in the roster who are absent from a file.
    pub enum Missing {
        /// Nothing.
        Keep = "keep",
        /// They are disabled.
        Disable = "disable",
    }
}

/// The configuration of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeedConfig {
    /// Whether existing users are updated from the file.
    pub update_existing: bool,
    /// Whether users are invited immediately if a row creates them, or if it enables them and they have no invitation.
    pub send_invitations: bool,
    /// How rows with errors affect the others.
    pub on_row_errors: OnRowErrors,
    /// What happens to people in the roster who are absent from a file. No user is ever deleted.
    pub missing: Missing,
    /// Number of consecutive files from which a person must be absent before being disabled.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10)))]
    pub missing_after: u32,
    /// The limits above which a file waits for confirmation; `null` if files never wait.
    pub brake: Option<Brake>,
    /// Whether files are only checked; their imports then end as cancelled.
    pub test_mode: bool,
    /// Language of reports and result files.
    pub language: Language,
    /// Addresses that receive reports.
    #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
    pub report_to: Vec<String>,
    /// Label and value corrections that are applied to every file.
    #[cfg_attr(feature = "schema", schemars(length(max = 500)))]
    pub corrections: Vec<Correction>,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub unknown: Unknown,
}

impl FeedConfig {
    /// Returns the defaults, with reports in this language.
    pub fn in_language(language: Language) -> Self {
        Self {
            update_existing: true,
            send_invitations: false,
            on_row_errors: OnRowErrors::Skip,
            missing: Missing::Keep,
            missing_after: 1,
            brake: Some(Brake::default()),
            test_mode: false,
            language,
            report_to: Vec::new(),
            corrections: Vec::new(),
            unknown: Unknown::new(),
        }
    }
}

/// Limits above which a file waits for confirmation, as percentages of the roster. A limit applies only if more than `min_users` people are
/// affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Brake {
    /// Users created. A first file may create any number.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    pub create_percent: u32,
    /// Users updated, as a percentage of the roster or, for a first file, of the existing users in it.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    pub update_percent: u32,
    /// Users to be disabled, because they are absent or because their row says so.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    pub disable_percent: u32,
    /// Rows with errors.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    pub failed_percent: u32,
    /// If more rows than this have no readable address, no one counts as absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
    pub unreadable_rows: u64,
    /// No limit applies up to this number of people.
    #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
    pub min_users: u64,
}

impl Default for Brake {
    fn default() -> Self {
        Self {
            create_percent: 50,
            update_percent: 50,
            disable_percent: 10,
            failed_percent: 20,
            unreadable_rows: 0,
            min_users: 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corrections::{CorrectionList, check},
        feed::{FEED_CORRECTIONS_BYTES_MAX, FEED_CORRECTIONS_MAX},
        layout::LayoutName,
    };

    #[test]
    fn configuration_of_the_samples_is_valid() {
        let config: FeedConfig = serde_json::from_str(include_str!("../../../samples/feed/feed.json")).unwrap();
        assert_eq!((config.missing, config.brake), (Missing::Disable, Some(Brake::default())));
        let list = CorrectionList { corrections: config.corrections };
        check(&list, LayoutName::Enrolment.layout()).unwrap();
        assert!(list.corrections.len() <= FEED_CORRECTIONS_MAX);
        assert!(serde_json::to_vec(&list).unwrap().len() <= FEED_CORRECTIONS_BYTES_MAX);
    }
}
