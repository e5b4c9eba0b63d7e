use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{FeedConfig, FeedFile, FeedId, FeedName, FeedOrder, FeedReports};
use crate::{
    corrections::CorrectionList,
    ids::ImportId,
    import::{Import, Options},
    layout::LayoutName,
    unknown::Unknown,
};

/// A feed: its configuration, and the state of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub name: FeedName,
    /// Applies to every file received after the configuration was written.
    pub config: FeedConfig,
    /// The import that has taken the feed. If this import has ended or waits at the brake, the feed is free.
    #[serde(default)]
    pub taken_by: Option<ImportId>,
    /// The import that waits for the feed.
    #[serde(default)]
    pub waiting: Option<ImportId>,
    /// The import that waits at the brake.
    #[serde(default)]
    pub held: Option<ImportId>,
    /// The newest completed file.
    #[serde(default)]
    pub newest: Option<NewestFile>,
    /// The completed file before the newest one, to which an undo returns.
    #[serde(default)]
    pub previous: Option<NewestFile>,
    #[serde(default, skip_serializing_if = "FeedReports::is_empty")]
    pub reports: FeedReports,
    /// Incremented by every write.
    pub version: u64,
    pub created_at: Timestamp,
    /// When the configuration was last changed.
    pub updated_at: Timestamp,
    /// Members known only to a newer version of the software.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A completed file in a feed, with its roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewestFile {
    pub import_id: ImportId,
    pub order: FeedOrder,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    pub completed_at: Timestamp,
    /// Key of the roster in the results bucket.
    pub roster: String,
    /// Number of people in the roster.
    pub users: u64,
}

impl Feed {
    pub fn new(name: FeedName, config: FeedConfig, now: Timestamp) -> Self {
        Self {
            name,
            config,
            taken_by: None,
            waiting: None,
            held: None,
            newest: None,
            previous: None,
            reports: FeedReports::default(),
            version: 1,
            created_at: now,
            updated_at: now,
            unknown: Unknown::new(),
        }
    }

    pub fn id(&self) -> FeedId {
        FeedId { name: self.name.clone(), created_at: self.created_at }
    }

    /// Returns the options and the feed part for importing a file that is being received.
    pub fn new_file(&self) -> (Options, FeedFile) {
        let FeedConfig { update_existing, send_invitations, on_row_errors, test_mode, .. } = self.config;
        let options = Options {
            update_existing,
            send_invitations,
            on_row_errors,
            dry_run: test_mode,
            ..Options::of_layout(LayoutName::Enrolment)
        };
        (options, FeedFile::new(self.id(), &self.config))
    }

    /// Returns the import whose roster is the feed's current one.
    pub fn base(&self) -> Option<&ImportId> {
        self.newest.as_ref().map(|file| &file.import_id)
    }

    /// Returns `true` if a file newer than the one at this position has been completed.
    pub fn is_out_of_date(&self, order: &FeedOrder) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.order > *order)
    }

    /// Returns `true` if the feed has completed files, but none within this time.
    pub fn is_overdue(&self, within: SignedDuration, now: Timestamp) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.completed_at + within < now)
    }

    /// Adds an import that waits at the brake or has ended to the next report, if anyone receives reports.
    ///
    /// Returns `true` if it was added.
    pub fn note_for_report(&mut self, import: &Import) -> bool {
        !self.config.report_to.is_empty() && self.reports.note(import)
    }

    /// Returns the configured addresses, except those that receive no more reports.
    pub fn report_addresses(&self) -> impl Iterator<Item = &str> {
        self.config.report_to.iter().map(String::as_str).filter(|address| !self.reports.is_refused(address))
    }

    /// Returns the configured addresses that receive no more reports.
    pub fn refused_addresses(&self) -> impl Iterator<Item = &str> {
        self.config.report_to.iter().map(String::as_str).filter(|address| self.reports.is_refused(address))
    }

    /// Removes an import from those that the feed refers to: the one that has taken it, the one waiting for it and the one at the brake.
    ///
    /// Returns `true` if the feed referred to it.
    pub fn forget(&mut self, id: &ImportId) -> bool {
        let mut is_named = false;
        for place in [&mut self.taken_by, &mut self.waiting, &mut self.held] {
            is_named |= place.take_if(|named| named == id).is_some();
        }
        is_named
    }

    pub fn corrections(&self) -> CorrectionList {
        CorrectionList { corrections: self.config.corrections.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{feed::Missing, import::OnRowErrors, problem::Language};

    #[test]
    fn new_file_has_the_options_of_the_configuration() {
        let config = FeedConfig {
            update_existing: false,
            send_invitations: true,
            on_row_errors: OnRowErrors::Reject,
            missing: Missing::Disable,
            missing_after: 3,
            brake: None,
            test_mode: true,
            ..FeedConfig::in_language(Language::German)
        };
        let name = FeedName::parse("hr");
        let feed = name.clone().map(|name| Feed::new(name, config, Timestamp::UNIX_EPOCH));
        let (options, file) = feed.map(|feed| feed.new_file()).unzip();
        let expected = Options {
            send_invitations: true,
            on_row_errors: OnRowErrors::Reject,
            dry_run: true,
            ..Options::of_layout(LayoutName::Enrolment)
        };
        assert_eq!(options, Some(expected));
        let read =
            file.map(|file| (file.id.name, file.missing, file.missing_after, file.brake, file.test_mode, file.order));
        assert_eq!(read, name.map(|name| (name, Missing::Disable, 3, None, true, None)));
    }
}
