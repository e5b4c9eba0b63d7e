//! Chains of imports of one file, each correcting the previous one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{File, IllegalTransition, Import, ImportStatus, NewImport, Options};
use crate::{
    corrections::{CHAIN_MAX, CorrectionDigest},
    feed::FeedFile,
    ids::ImportId,
    problem::Language,
};

/// The position of an import in its chain, and its corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Chain {
    #[serde(default)]
    corrects: Option<ImportId>,
    /// The import that corrects this one.
    #[serde(default)]
    superseded_by: Option<ImportId>,
    /// Number of imports before this one.
    #[serde(default)]
    before: u32,
    #[serde(default)]
    corrections: Option<CorrectionDigest>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCorrectable {
    /// The import has already been superseded by a correction or by a newer file in its feed.
    Superseded,
    /// The import's state does not allow a correction, its confirmation is overdue, or it has no file.
    State,
    /// The import was cancelled or expired at the same time. It can be corrected in its new state, by another request.
    Ended,
    ChainFull,
}

/// An import that corrects another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correcting {
    /// Opaque id, sortable by time.
    pub import_id: ImportId,
    /// Subject of the caller's token.
    pub started_by: String,
    /// The caller's e-mail claim, as an address key, if the token has one.
    pub started_by_address: Option<String>,
    /// Language of the messages in the result files.
    pub language: Language,
    /// Options of the new import; [`Import::correcting`] sets `confirm` and, for a feed's file in test mode, `dry_run`.
    pub options: Options,
    /// Digest of the import's corrections; `None` if the list is empty.
    pub corrections: Option<CorrectionDigest>,
}

impl Import {
    pub fn corrects(&self) -> Option<&ImportId> {
        self.chain.corrects.as_ref()
    }

    /// The import that corrects this one.
    pub fn superseded_by(&self) -> Option<&ImportId> {
        self.chain.superseded_by.as_ref()
    }

    /// The import that has superseded this one: a correction, or the import of a newer file in the feed.
    pub fn successor(&self) -> Option<&ImportId> {
        self.superseded_by().or_else(|| self.feed().and_then(|file| file.superseded_by.as_ref()))
    }

    pub fn corrections(&self) -> Option<&CorrectionDigest> {
        self.chain.corrections.as_ref()
    }

    /// Sets the corrections of a new import, or of one whose file has just arrived.
    #[must_use]
    pub fn with_corrections(mut self, corrections: Option<CorrectionDigest>) -> Self {
        self.chain.corrections = corrections;
        self
    }

    /// Returns `true` if the import's corrections, if any, are those of its feed.
    pub fn has_corrections_of_feed(&self) -> bool {
        self.feed().is_some() && self.corrects().is_none()
    }

    /// Removes the corrections, which were not applied because the file already contains their results.
    pub fn discard_corrections(&mut self) {
        self.chain.corrections = None;
    }

    /// Checks whether the import can be corrected now: it must have a file, be waiting for confirmation, rejected, cancelled or expired,
    /// not be superseded, and not belong to a full chain.
    ///
    /// # Errors
    ///
    /// The reason why the import cannot be corrected.
    pub fn check_correctable(&self, now: Timestamp) -> Result<(), NotCorrectable> {
        if self.successor().is_some() {
            return Err(NotCorrectable::Superseded);
        }
        let is_in_time = self.expires_at.is_none_or(|at| at > now);
        let is_allowed = match self.status {
            // An undo has no file.
            _ if self.undoes().is_some() => false,
            ImportStatus::AwaitingConfirmation => is_in_time,
            ImportStatus::Rejected | ImportStatus::Cancelled | ImportStatus::Expired => self.file.object.is_some(),
            ImportStatus::AwaitingUpload
            | ImportStatus::Validating
            | ImportStatus::Importing
            | ImportStatus::Completed
            | ImportStatus::Failed => false,
        };
        if !is_allowed {
            return Err(NotCorrectable::State);
        }
        if self.chain.before + 1 >= CHAIN_MAX { Err(NotCorrectable::ChainFull) } else { Ok(()) }
    }

    /// Creates an import that corrects this one: the same version of the same file, validated again.
    #[must_use]
    pub fn correcting(&self, new: Correcting, now: Timestamp) -> Self {
        let Correcting { import_id, started_by, started_by_address, language, options, corrections } = new;
        let file = File { encoding: None, delimiter: None, ..self.file.clone() };
        let is_test = self.feed().is_some_and(|file| file.test_mode);
        let options = Options { confirm: true, dry_run: options.dry_run || is_test, ..options };
        let new = NewImport { import_id, source: self.source, started_by, started_by_address, language, file, options };
        let chain =
            Chain { corrects: Some(self.id.clone()), before: self.chain.before + 1, corrections, ..Chain::default() };
        Self { chain, ..Self::new_in_status(new, ImportStatus::Validating, now) }
            .with_feed(self.feed().map(FeedFile::again))
    }

    /// Records the import that corrects this one. A waiting import is cancelled.
    ///
    /// The import is reopened, so that a notice naming the correcting import is written.
    ///
    /// # Errors
    ///
    /// [`IllegalTransition`] never occurs for an import that [can be corrected](Self::check_correctable).
    pub fn supersede(&mut self, by: &ImportId, now: Timestamp) -> Result<(), IllegalTransition> {
        if self.status == ImportStatus::AwaitingConfirmation {
            self.end_unwritten(ImportStatus::Cancelled, now)?;
        }
        self.chain.superseded_by = Some(by.clone());
        self.open = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{
        feed::{FeedConfig, FeedId, FeedName},
        import::{CONFIRM_WITHIN, ObjectVersion, tests::import},
        layout::LayoutName,
    };

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn correcting(number: u64) -> Correcting {
        Correcting {
            import_id: ImportId::from_parts(number, [0; 10]),
            started_by: "corrector".to_owned(),
            started_by_address: None,
            language: Language::English,
            options: Options::of_layout(LayoutName::Enrolment),
            corrections: None,
        }
    }

    fn with_file(status: ImportStatus) -> Import {
        let mut import = import(status);
        import.file.object = Some(ObjectVersion::default());
        import.expires_at = Some(NOW + CONFIRM_WITHIN);
        import
    }

    #[test]
    fn import_is_correctable_in_four_states_with_a_file() {
        for status in ImportStatus::ALL {
            let allowed = [
                ImportStatus::AwaitingConfirmation,
                ImportStatus::Rejected,
                ImportStatus::Cancelled,
                ImportStatus::Expired,
            ];
            let expected = if allowed.contains(&status) { Ok(()) } else { Err(NotCorrectable::State) };
            assert_eq!(with_file(status).check_correctable(NOW), expected, "{status:?}");
        }
        assert_eq!(import(ImportStatus::Cancelled).check_correctable(NOW), Err(NotCorrectable::State));
        let waiting = with_file(ImportStatus::AwaitingConfirmation);
        assert_eq!(waiting.check_correctable(NOW + CONFIRM_WITHIN), Err(NotCorrectable::State));
        let undo = Import { undoes: Some(ImportId::from_parts(9, [0; 10])), ..waiting };
        assert_eq!(undo.check_correctable(NOW), Err(NotCorrectable::State));
    }

    #[test]
    fn superseded_import_is_cancelled_open_and_no_longer_correctable() {
        let mut before = with_file(ImportStatus::AwaitingConfirmation);
        let after = before.correcting(correcting(2), NOW);
        before.supersede(after.id(), NOW).unwrap();
        assert_eq!((before.status(), before.superseded_by()), (ImportStatus::Cancelled, Some(after.id())));
        assert!(before.is_open() && before.finished_at().is_some());
        assert_eq!(before.check_correctable(NOW), Err(NotCorrectable::Superseded));
        assert_eq!((after.status(), after.corrects()), (ImportStatus::Validating, Some(before.id())));
        assert_eq!((after.file(), after.started_by()), (before.file(), "corrector"));
        assert!(after.options().confirm && after.is_open());
    }

    #[test]
    fn chain_has_at_most_fifty_imports() {
        let mut import = with_file(ImportStatus::Rejected);
        for number in 2..=u64::from(CHAIN_MAX) {
            assert_eq!(import.check_correctable(NOW), Ok(()));
            import = Import { status: ImportStatus::Rejected, ..import.correcting(correcting(number), NOW) };
        }
        assert_eq!(import.check_correctable(NOW), Err(NotCorrectable::ChainFull));
    }

    #[test]
    fn correction_reads_the_format_of_the_file_again() {
        let mut before = with_file(ImportStatus::Rejected);
        before.record_format(Some("utf-8".to_owned()), Some(";".to_owned()));
        let digest = CorrectionDigest { count: 1, sha256: "a0".to_owned() };
        let new = Correcting { corrections: Some(digest.clone()), ..correcting(2) };
        let after = before.correcting(new, NOW);
        assert_eq!((after.corrections(), before.corrections()), (Some(&digest), None));
        assert_eq!((&after.file().encoding, &after.file().delimiter), (&None, &None));
        assert_eq!(after.file().object, before.file().object);
        assert_eq!(before.with_corrections(Some(digest.clone())).corrections(), Some(&digest));
    }

    #[test]
    fn correction_of_a_file_in_test_mode_is_a_dry_run() {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: NOW };
        let file = FeedFile::new(id, &FeedConfig::in_language(Language::English));
        for test_mode in [false, true] {
            let file = FeedFile { test_mode, ..file.clone() };
            let before = with_file(ImportStatus::Cancelled).with_feed(Some(file));
            assert_eq!(before.correcting(correcting(2), NOW).options().dry_run, test_mode);
        }
    }

    #[test]
    fn successor_is_a_correction_or_a_newer_file_in_the_feed() {
        let id = FeedId { name: FeedName::parse("hr").unwrap(), created_at: NOW };
        let file = FeedFile::new(id, &FeedConfig::in_language(Language::English));
        let mut import = with_file(ImportStatus::AwaitingConfirmation).with_feed(Some(file));
        assert_eq!(import.successor(), None);
        let newer = ImportId::from("newer");
        import.supersede_in_feed(&newer, NOW).unwrap();
        assert_eq!((import.status(), import.successor()), (ImportStatus::Cancelled, Some(&newer)));
        assert_eq!((import.superseded_by(), import.check_correctable(NOW)), (None, Err(NotCorrectable::Superseded)));
        let correction = ImportId::from("correction");
        import.supersede(&correction, NOW).unwrap();
        assert_eq!(import.successor(), Some(&correction));
    }
}
