//! Corrects an import: a new import of the same file supersedes it.

use jiff::Timestamp;

use super::{FlowError, corrections, resume::resume_soon, update::TRIES_MAX};
use crate::{
    corrections::CorrectionList,
    import::{Correcting, Import, ImportStatus, NotCorrectable},
    stores::{Environment, ImportStore, Replaced, ResultStore, ResumeQueue, UploadStore},
};

pub trait CorrectStores: ImportStore + UploadStore + ResultStore + ResumeQueue + Environment {}

impl<T: ImportStore + UploadStore + ResultStore + ResumeQueue + Environment> CorrectStores for T {}

/// A request to correct the version of an import that was read.
#[derive(Debug)]
pub struct Correction {
    /// The import to correct, as it was read.
    pub import: Import,
    /// When the request arrived. An import that was cancelled at or after this time is not corrected: the concurrent cancellation takes
    /// precedence.
    pub requested_at: Timestamp,
    /// The import that supersedes `import`; [`correct`] sets the digest of its corrections.
    pub new: Correcting,
    /// The complete list of corrections for the new import.
    pub list: CorrectionList,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionOutcome {
    /// The new import exists: this request or an earlier one created it.
    Started(Box<Import>),
    Refused(Box<Import>, NotCorrectable),
    /// The object version that the import read no longer exists.
    FileGone,
}

/// Creates the import that supersedes another one.
///
/// The list of corrections is stored first. One transaction then creates the new import and names it in the old one. The messages that
/// resume both imports are sent afterwards; if they are lost, the sweep resumes the imports. Repeating a request with the same new id does
/// not create a second import.
pub async fn correct(stores: &impl CorrectStores, asked: Correction) -> Result<CorrectionOutcome, FlowError> {
    let Correction { import: mut old, requested_at, mut new, list } = asked;
    if let Some(existing) = stores.import(&new.import_id).await? {
        return Ok(CorrectionOutcome::Started(Box::new(existing)));
    }
    let status = old.status();
    if let Err(reason) = check(&old, requested_at) {
        return Ok(CorrectionOutcome::Refused(Box::new(old), reason));
    }
    let version = old.file().object.clone().unwrap_or_default();
    if stores.head_upload(&old.file().key, &version).await?.is_none() {
        return Ok(CorrectionOutcome::FileGone);
    }
    new.corrections = corrections::store(stores, &new.import_id, &list).await?;
    for _ in 0..TRIES_MAX {
        let now = stores.now();
        let created = old.correcting(new.clone(), now);
        old.supersede(created.id(), now)?;
        old.increment_version();
        if stores.create_and_replace_import(&created, &old).await? == Replaced::Done {
            // The new import's file is validated, and the old import's end is announced.
            resume_soon(stores, created.id()).await;
            resume_soon(stores, old.id()).await;
            return Ok(CorrectionOutcome::Started(Box::new(created)));
        }
        let Some(current) = stores.import(old.id()).await? else { break };
        old = current;
        if old.superseded_by() == Some(&new.import_id)
            && let Some(existing) = stores.import(&new.import_id).await?
        {
            return Ok(CorrectionOutcome::Started(Box::new(existing)));
        }
        // A decision made in the meantime takes precedence, even if the import could be corrected in its new state.
        let checked = check(&old, requested_at);
        let checked = if old.status() == status { checked } else { checked.and(Err(NotCorrectable::Ended)) };
        if let Err(reason) = checked {
            return Ok(CorrectionOutcome::Refused(Box::new(old), reason));
        }
    }
    Err(FlowError::Contended { what: "the import" })
}

fn check(import: &Import, requested_at: Timestamp) -> Result<(), NotCorrectable> {
    import.check_correctable(requested_at)?;
    // A concurrent cancellation takes precedence.
    let is_overtaken =
        import.status() == ImportStatus::Cancelled && import.finished_at().is_some_and(|at| at >= requested_at);
    if is_overtaken { Err(NotCorrectable::Ended) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::{
        import::{File, IllegalTransition, NewImport, ObjectVersion, Options, Source},
        layout::LayoutName,
        problem::Language,
    };

    #[test]
    fn import_that_was_cancelled_after_the_request_is_not_corrected() -> Result<(), IllegalTransition> {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        for (status, requested_at, expected) in [
            (ImportStatus::Cancelled, 4, Err(NotCorrectable::Ended)),
            (ImportStatus::Cancelled, 5, Err(NotCorrectable::Ended)),
            (ImportStatus::Cancelled, 6, Ok(())),
            (ImportStatus::Rejected, 4, Ok(())),
            (ImportStatus::Validating, 4, Err(NotCorrectable::State)),
        ] {
            let new = NewImport {
                import_id: "i".into(),
                source: Source::Portal,
                started_by: "someone".to_owned(),
                started_by_address: None,
                language: Language::English,
                file: File::new("a.csv".to_owned(), 1, "uploads/i.csv".to_owned()),
                options: Options::of_layout(LayoutName::Enrolment),
            };
            let mut import = Import::new(new, at(0));
            import.begin_validation(ObjectVersion::default(), 1, at(1))?;
            if status.is_ended() {
                import.end_unwritten(status, at(5))?;
            }
            assert_eq!(check(&import, at(requested_at)), expected, "{status:?} {requested_at}");
        }
        Ok(())
    }
}
