//! An import as the API shows it.

use jiff::Timestamp;
use rollcall_domain::{
    corrections::CourseLeftOut,
    feed::{ExceededLimit, FeedName, RosterShape},
    flow::{FlowError, findings},
    ids::ImportId,
    import::{File, Import, ImportStatus, Options, Source},
    problem::{Problem, ProblemView, message::Language},
    row::Summary,
    stores::{CHUNK_NUMBERS, ImportStore, ResultStore},
};
use serde::Serialize;

/// An import as the API shows it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Import"))]
pub(crate) struct ImportView<'a> {
    import_id: &'a ImportId,
    source: Source,
    status: ImportStatus,
    started_by: &'a str,
    /// `null` for an undo, which has no file.
    file: Option<FileView<'a>>,
    /// The import that this undo undoes.
    undoes: Option<&'a ImportId>,
    /// The latest undo of this import.
    undone_by: Option<&'a ImportId>,
    /// Status of the latest undo.
    undo_status: Option<ImportStatus>,
    /// The feed that the file belongs to.
    feed: Option<&'a FeedName>,
    /// The import that this feed file is waiting for.
    waits_for: Option<&'a ImportId>,
    /// The limits of the feed's brake that the file exceeds.
    held: &'a [ExceededLimit],
    /// What the file does to the people in its feed, once it has been checked.
    roster: Option<RosterShape>,
    options: &'a Options,
    progress: ProgressView,
    /// The counts of the outcomes. While the import awaits confirmation, these are the planned outcomes, as they are for a feed's file that
    /// was only checked in test mode.
    summary: Summary,
    problems: ProblemsView<'a>,
    failure: Option<FailureView<'a>>,
    /// Number of corrections.
    corrections: u64,
    /// Courses that the corrections leave out.
    courses_left_out: Vec<CourseLeftOut>,
    /// The import that this one corrects.
    corrects: Option<&'a ImportId>,
    /// The import that corrects this one, or the import of the newer feed file that superseded it.
    superseded_by: Option<&'a ImportId>,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportFile"))]
struct FileView<'a> {
    name: &'a str,
    size_bytes: u64,
    encoding: Option<&'a str>,
    delimiter: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportProgress"))]
struct ProgressView {
    bytes_read: u64,
    /// Number of rows in the file, including exact repeats of earlier rows, but neither blank rows nor rows that were left out; for an undo,
    /// the number of its rows. `null` until the whole file has been read, and if it cannot be read to its end.
    rows_total: Option<u64>,
    rows_validated: u64,
    rows_applied: u64,
    rows_blank: u64,
    rows_repeated: u64,
    rows_left_out: u64,
    /// Number of rows without errors among those read so far.
    rows_valid: u64,
    percent: u64,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportProblems"))]
struct ProblemsView<'a> {
    errors: u64,
    warnings: u64,
    file: Vec<ProblemView<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportFailure"))]
struct FailureView<'a> {
    code: &'a str,
    detail: &'a str,
    retryable: bool,
}

/// The counts of the outcomes of an import's rows.
struct Counts {
    /// The rows that have been written. While rows are being written, and after a failure, these are the finished chunks.
    written: Summary,
    /// The counts that the API shows.
    shown: Summary,
}

impl Counts {
    async fn of(stores: &impl ImportStore, import: &Import) -> Result<Self, FlowError> {
        let written = match import.status() {
            ImportStatus::Importing | ImportStatus::Failed if import.plan().is_some() => {
                let mut sum = Summary::default();
                stores.chunks(import.id(), CHUNK_NUMBERS).await?.iter().for_each(|chunk| sum.add(&chunk.summary));
                sum
            }
            ImportStatus::Completed => import.summary(),
            _ => Summary::default(),
        };
        let shown = match import.status() {
            // Shows what a confirmation would do.
            ImportStatus::AwaitingConfirmation => import.planned(),
            ImportStatus::Importing | ImportStatus::Failed | ImportStatus::Completed => written,
            _ => import.summary(),
        };
        Ok(Self { written, shown })
    }
}

impl<'a> FileView<'a> {
    fn of(file: &'a File) -> Self {
        Self {
            name: &file.name,
            size_bytes: file.size_bytes,
            encoding: file.encoding.as_deref(),
            delimiter: file.delimiter.as_deref(),
        }
    }
}

impl ProgressView {
    fn of(import: &Import, written: &Summary) -> Self {
        let (progress, planned) = (import.progress(), import.planned());
        let (rows_applied, rows_planned) = (written.rows(), planned.rows());
        // People who are absent from a feed's file have rows in the plan, but not in the file.
        let rows_in_file = progress.rows_validated.saturating_sub(progress.rows_repeated);
        Self {
            bytes_read: progress.bytes_read,
            rows_total: progress.rows_total,
            rows_validated: progress.rows_validated,
            rows_applied: rows_applied.min(rows_in_file),
            rows_blank: progress.rows_blank,
            rows_repeated: progress.rows_repeated,
            rows_left_out: progress.rows_left_out,
            rows_valid: rows_planned.min(rows_in_file).saturating_sub(planned.failed),
            percent: percent(import, rows_applied, rows_planned),
        }
    }
}

impl<'a> ImportView<'a> {
    /// Creates the view of an import, with `file_problems` as the problems with its file. While rows are being written, and after a
    /// failure, progress and counts are summed over the chunks.
    pub(crate) async fn of(
        stores: &(impl ImportStore + ResultStore),
        import: &'a Import,
        file_problems: &'a [Problem],
        language: Language,
    ) -> Result<Self, FlowError> {
        let counts = Counts::of(stores, import).await?;
        let undo_status = match import.undone_by() {
            Some(undo) => stores.import(undo).await?.map(|undo| undo.status()),
            None => None,
        };
        Ok(Self {
            import_id: import.id(),
            source: import.source(),
            status: import.status(),
            started_by: import.started_by(),
            file: (import.source() != Source::Undo).then(|| FileView::of(import.file())),
            undoes: import.undoes(),
            undone_by: import.undone_by(),
            undo_status,
            feed: import.feed().map(|file| &file.id.name),
            waits_for: import.feed().and_then(|file| file.waits_for.as_ref()),
            held: import.feed().map_or(&[], |file| &file.held),
            roster: import.feed().and_then(|file| file.roster),
            options: import.options(),
            progress: ProgressView::of(import, &counts.written),
            summary: counts.shown,
            problems: ProblemsView {
                errors: import.problems().errors,
                warnings: import.problems().warnings,
                file: file_problems.iter().map(|problem| problem.overview(language)).collect(),
            },
            failure: import.failure().map(|failure| FailureView {
                code: &failure.code,
                detail: failure.detail_in(language),
                retryable: failure.retryable,
            }),
            corrections: import.corrections().map_or(0, |digest| digest.count),
            courses_left_out: findings::courses_left_out(stores, import).await?,
            corrects: import.corrects(),
            superseded_by: import.successor(),
            created_at: import.created_at(),
            finished_at: import.finished_at(),
            expires_at: import.expires_at(),
        })
    }
}

/// Returns the progress in percent: by bytes until the file is read (0 for an undo, which has no file), then by rows. At most 99 while the
/// import is being read or written and after a failure; 100 when it awaits confirmation or has ended without a failure.
fn percent(import: &Import, rows_applied: u64, rows_planned: u64) -> u64 {
    let share = |part: u64, whole: u64| (part * 100).checked_div(whole).unwrap_or_default().min(99);
    match import.status() {
        ImportStatus::AwaitingUpload => 0,
        ImportStatus::Importing | ImportStatus::Failed if import.plan().is_some() => share(rows_applied, rows_planned),
        ImportStatus::Validating | ImportStatus::Failed if import.source() == Source::Undo => 0,
        ImportStatus::Validating | ImportStatus::Failed => {
            share(import.progress().bytes_read, import.file().size_bytes)
        }
        _ => 100,
    }
}
