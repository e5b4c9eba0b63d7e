//! The steps of an import: start or resume it, upload the file, wait for the end, download the results.

use jiff::Timestamp;
use reqwest::StatusCode;
use rollcall_domain::{
    corrections::Correction,
    import::{ImportStatus, OnRowErrors},
    problem::Code,
    row::Summary,
};

use super::{
    ResultsFolder,
    corrections::{self, Accepted},
    files,
    report::{Report, ResultFiles, USERS_SHOWN},
    source::SourceFile,
    unfinished::{Memory, Unfinished},
};
use crate::cli::{
    client::{Client, ClientError, ImportOptions, ImportRequest, ImportResponse, Opened, RowResponse},
    error::CliError,
    exit,
    output::Output,
    progress::Progress,
    watch::{Pace, watch},
};

const PROBLEMS_MAX: usize = 1_000;
const UPLOADS_MAX: u32 = 3;
/// Maximum number of times that suggestions are accepted and the file is checked again.
const CHECKS_MAX: u32 = 3;
/// Code of a temporary refusal: another file of the feed is being validated or applied.
const FEED_BUSY: &str = "feed-busy";
/// Maximum number of problems searched for suggestions: more than the number of cells that an import may correct.
const CELLS_MAX: usize = 20_000;

pub(super) struct ImportSteps<'a> {
    pub(super) client: &'a Client,
    pub(super) source: &'a SourceFile,
    pub(super) options: &'a ImportOptions,
    pub(super) on_row_errors: OnRowErrors,
    pub(super) is_dry_run: bool,
    pub(super) accepts_suggestions: bool,
    pub(super) reports_corrections: bool,
    pub(super) memory: &'a Memory,
    pub(super) progress: &'a Progress,
    pub(super) pace: Pace,
    pub(super) results: ResultsFolder<'a>,
}

impl ImportSteps<'_> {
    /// Runs the import until it has ended or awaits confirmation, downloads its results and passes the report to `show`.
    ///
    /// The import is forgotten only afterwards, so that the next command finds it if the program is killed before the report is shown.
    pub(super) async fn run<T>(
        &self,
        output: &mut Output,
        show: impl FnOnce(Report, &mut Output) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let import_id = match self.remembered().await? {
            Some((unfinished, import)) => self.resume(unfinished, &import, output).await?,
            None => self.start().await?,
        };
        let import = self.watch(&import_id).await?;
        let (import_id, import) =
            if self.accepts_suggestions { self.accept(import_id, import, output).await? } else { (import_id, import) };
        // What is written from here on must not be erased by the bar.
        self.progress.clear();
        if let Some(failure) = &import.failure {
            let advice = match (failure.retryable, self.memory.is_on_disk()) {
                (true, true) => " The same command resumes it.".to_owned(),
                (true, false) => format!(
                    " To resume import {import_id}, open it in the portal’s import dialog and choose “Try again”. With --data-dir, the \
                     same command could have resumed it."
                ),
                (false, _) => String::new(),
            };
            output.error(&format!("{}{advice}", failure.detail));
        }
        let mut report = self.fetch_results(import_id, &import).await?;
        if report.is_dry_run && !self.is_dry_run {
            output.note("The feed is in test mode: the file was only checked.");
        }
        if import.status == ImportStatus::Completed && report.files == ResultFiles::default() {
            // A stack inside this program does not wait for the disk, so a power cut can lose files of an import that had completed.
            output.note("The result files of this import no longer exist.");
        }
        // Suggestions cannot be accepted for a feed's file.
        let is_acceptable = !self.accepts_suggestions && self.options.feed.is_none();
        if output.is_terminal && is_acceptable && report.end == ImportStatus::Rejected {
            report.safe_suggestions =
                self.safe_suggestions(report.import_id.as_deref().unwrap_or_default()).await?.len();
        }
        let shown = show(report, output)?;
        if !is_to_be_retried(&import) {
            self.memory.forget();
        }
        Ok(shown)
    }

    /// Returns the import that an earlier command left unfinished, if it can be resumed.
    ///
    /// An import that is still in progress is resumed. So is a completed one: its result was never shown, and importing the file again
    /// could only repeat it. A failed import is retried if the stack says that this may help, since a retry continues where a new import
    /// would start over. In any other state, a new import starts.
    async fn remembered(&self) -> Result<Option<(Unfinished, ImportResponse)>, CliError> {
        let Some(mut unfinished) = self.memory.load() else { return Ok(None) };
        let found = async {
            let import_id = match &unfinished.import_id {
                Some(import_id) => import_id.clone(),
                // The program ended before it received the response. The same key returns the same import, or creates it.
                None => self.request_upload(&unfinished).await?.import_id,
            };
            let import = self.client.import(&import_id).await?;
            unfinished.import_id = Some(import_id);
            Ok::<_, ClientError>((unfinished, import))
        };
        match found.await {
            Ok((unfinished, import)) => {
                let is_resumed = match import.status {
                    ImportStatus::Completed => true,
                    _ if is_to_be_retried(&import) => {
                        self.retry(unfinished.import_id.as_deref().unwrap_or_default()).await?
                    }
                    status => !status.is_ended(),
                };
                Ok(is_resumed.then_some((unfinished, import)))
            }
            Err(ClientError::Refused(refusal))
                if matches!(refusal.status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Retries a failed import. Returns `false` if it no longer exists. If the stack permanently refuses the retry, the import is
    /// forgotten, and the next command starts a new one.
    async fn retry(&self, import_id: &str) -> Result<bool, ClientError> {
        let retried = self.client.retry(import_id).await;
        if let Err(ClientError::Refused(refusal)) = &retried
            && refusal.status == StatusCode::CONFLICT
            && refusal.code != FEED_BUSY
        {
            self.memory.forget();
        }
        retried
    }

    async fn resume(
        &self,
        mut unfinished: Unfinished,
        import: &ImportResponse,
        output: &mut Output,
    ) -> Result<String, CliError> {
        let import_id = unfinished.import_id.clone().unwrap_or_default();
        output.note(&match import.status {
            ImportStatus::Completed => format!(
                "The last run of this command did not show its result. Import {import_id} of this file ended{}. This \
                 is its result; run the same command again to import the file again.",
                end_time(import),
            ),
            ImportStatus::Failed => format!("Import {import_id} of this file had failed: resuming it."),
            _ => format!("Resuming import {import_id} of this file."),
        });
        if import.status == ImportStatus::AwaitingUpload { self.upload(&mut unfinished).await } else { Ok(import_id) }
    }

    async fn start(&self) -> Result<String, CliError> {
        let mut unfinished = Unfinished::new(self.source, Timestamp::now());
        self.memory.save(&unfinished)?;
        let started = self.upload(&mut unfinished).await;
        if unfinished.import_id.is_none()
            && let Err(CliError::Client(ClientError::Refused(_))) = &started
        {
            self.memory.forget();
        }
        started
    }

    async fn request_upload(&self, unfinished: &Unfinished) -> Result<Opened, ClientError> {
        let body = ImportRequest {
            file_name: &unfinished.file_name,
            size_bytes: self.source.size_bytes,
            options: self.options,
        };
        self.client.open_import(&unfinished.idempotency_key, &body).await
    }

    /// Requests an upload and uploads the file. Repeats both after a transient failure of the upload, up to 3 uploads in total.
    async fn upload(&self, unfinished: &mut Unfinished) -> Result<String, CliError> {
        let mut uploads = 0;
        loop {
            let opened = self.request_upload(unfinished).await?;
            if unfinished.import_id.as_ref() != Some(&opened.import_id) {
                unfinished.import_id = Some(opened.import_id.clone());
                self.memory.save(unfinished)?;
            }
            // If the response has no URL, the file has already been uploaded.
            let Some(target) = &opened.upload else { return Ok(opened.import_id) };
            self.progress.begin_upload(self.source.size_bytes);
            let progress = self.progress.clone();
            let on_sent = move |bytes| progress.sent(bytes);
            uploads += 1;
            match self.client.upload(target, &self.source.path, self.source.size_bytes, on_sent).await {
                Ok(()) => return Ok(opened.import_id),
                Err(error) if uploads == UPLOADS_MAX || !error.is_transient() => return Err(error.into()),
                Err(_) => tokio::time::sleep(self.pace.longest).await,
            }
        }
    }

    async fn watch(&self, import_id: &str) -> Result<ImportResponse, CliError> {
        self.memory.set_current(import_id);
        watch(self.client, import_id, self.progress, self.pace).await
    }

    /// Accepts safe suggestions as long as a check finds new ones, at most [`CHECKS_MAX`] times, and then continues as the options require.
    async fn accept(
        &self,
        mut import_id: String,
        mut import: ImportResponse,
        output: &mut Output,
    ) -> Result<(String, ImportResponse), CliError> {
        let own = self.client.corrections(&import_id).await?;
        for _ in 0..CHECKS_MAX {
            if !matches!(import.status, ImportStatus::AwaitingConfirmation | ImportStatus::Rejected) {
                return Ok((import_id, import));
            }
            let accepted = self.safe_suggestions(&import_id).await?;
            let mut list = self.client.corrections(&import_id).await?;
            let added = corrections::merge(&mut list, &own, accepted);
            if added.is_empty() {
                break;
            }
            self.progress.clear();
            for accepted in &added {
                output.note(&accepted.describe());
            }
            (import_id, import) = self.correct(&import_id, "accept", &list, false).await?;
        }
        let (end, _) = exit::planned_end(self.on_row_errors, import.problems.errors, &import.summary);
        if import.status == ImportStatus::AwaitingConfirmation && !self.is_dry_run && end == ImportStatus::Completed {
            // So far, the import has been a dry run.
            let list = self.client.corrections(&import_id).await?;
            (import_id, import) = self.correct(&import_id, "real", &list, true).await?;
        }
        let (end, _) = exit::planned_end(self.on_row_errors, import.problems.errors, &import.summary);
        if import.status == ImportStatus::AwaitingConfirmation && !self.is_dry_run && end == ImportStatus::Completed {
            self.client.confirm(&import_id, self.on_row_errors == OnRowErrors::Skip).await?;
            import = self.watch(&import_id).await?;
        }
        Ok((import_id, import))
    }

    /// Checks the file again with this list of corrections, as a new import. The idempotency key consists of `step` and the import id, so
    /// that a repeated command sends the same request.
    async fn correct(
        &self,
        import_id: &str,
        step: &str,
        list: &[Correction],
        is_real: bool,
    ) -> Result<(String, ImportResponse), CliError> {
        let key = format!("{step}-{import_id}");
        let import_id = self.client.correct(import_id, &key, list, is_real).await?.import_id;
        if let Some(unfinished) = self.memory.load() {
            self.memory.save(&Unfinished { import_id: Some(import_id.clone()), ..unfinished })?;
        }
        let import = self.watch(&import_id).await?;
        Ok((import_id, import))
    }

    async fn safe_suggestions(&self, import_id: &str) -> Result<Vec<Accepted>, CliError> {
        let findings = self.client.findings(import_id).await?;
        let problems = self.client.problems(import_id, CELLS_MAX).await?;
        Ok(corrections::safe(&findings, &problems))
    }

    /// Returns the addresses of the file's existing users who could be invited but have no invitation. Older stacks do not
    /// know the filter.
    async fn never_invited(&self, import_id: &str) -> Result<Vec<String>, CliError> {
        match self.client.rows::<RowResponse>(import_id, ("with", "never_invited"), PROBLEMS_MAX).await {
            Ok(rows) => Ok(rows.into_iter().map(|row| row.user.email).collect()),
            Err(ClientError::Refused(refusal)) if refusal.status == StatusCode::BAD_REQUEST => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the rows of the first few users with this outcome. Requests nothing if `count`, the number of these users, is 0.
    async fn first_users(&self, import_id: &str, outcome: &str, count: u64) -> Result<Vec<RowResponse>, CliError> {
        let shown = if count > 0 { USERS_SHOWN } else { 0 };
        Ok(self.client.rows(import_id, ("outcome", outcome), shown).await?)
    }

    async fn download(&self, import_id: &str) -> Result<ResultFiles, CliError> {
        files::download(self.client, import_id, &self.results.of(import_id)?).await
    }

    /// Downloads the result files, and cancels an import that was only checked. Returns the status of the import afterwards, and the files.
    async fn download_and_cancel(
        &self,
        import_id: &str,
        import: &ImportResponse,
    ) -> Result<(ImportStatus, ResultFiles), CliError> {
        match import.status {
            ImportStatus::AwaitingConfirmation if self.is_dry_run => {
                let files = self.download(import_id).await?;
                self.client.cancel(import_id).await?;
                Ok((ImportStatus::Cancelled, files))
            }
            // Nothing is imported. Until the import is cancelled, its result files list the users whom it would have written.
            ImportStatus::AwaitingConfirmation if import.held.is_empty() => {
                self.client.cancel(import_id).await?;
                Ok((ImportStatus::Cancelled, self.download(import_id).await?))
            }
            // Unless this is a dry run, a file that waits at its feed's brake is left for an admin to confirm or cancel.
            status => Ok((status, self.download(import_id).await?)),
        }
    }

    /// Downloads the problems and result files, cancels an import that was only checked, and returns the report.
    async fn fetch_results(&self, import_id: String, import: &ImportResponse) -> Result<Report, CliError> {
        let problems = self.client.problems(&import_id, PROBLEMS_MAX).await?;
        let corrections =
            if self.reports_corrections { Some(self.client.corrections(&import_id).await?) } else { None };
        let Summary { updated, disabled, .. } = import.summary;
        let changed = self.first_users(&import_id, "updated", updated).await?;
        let disabled = self.first_users(&import_id, "disabled", disabled).await?;
        let has_existing = problems.iter().any(|problem| problem.code == Code::UserExists.as_str());
        let never_invited = if has_existing { self.never_invited(&import_id).await? } else { Vec::new() };
        let is_any_unmatched = problems.iter().any(|problem| problem.code == Code::CompanyUnmatched.as_str());
        // The token may not be allowed to read the catalog.
        let is_catalog_empty = is_any_unmatched && self.client.has_empty_catalog().await.unwrap_or(false);
        let (mut end, mut summary, mut if_skipped) = (import.status, import.summary, None);
        let is_waiting = import.status == ImportStatus::AwaitingConfirmation;
        let is_held = is_waiting && !import.held.is_empty();
        let (status, files) = self.download_and_cancel(&import_id, import).await?;
        // Of cancelled imports, only a feed's file that was checked in test mode has a result.
        let is_tested = import.status == ImportStatus::Cancelled
            && self.options.feed.is_some()
            && import.options.dry_run
            && files.json.is_some();
        let is_held = is_held || (is_tested && !import.held.is_empty());
        if is_held {
            end = ImportStatus::AwaitingConfirmation;
        } else if is_waiting || is_tested {
            let on_row_errors = import.options.on_row_errors.filter(|_| self.options.feed.is_some());
            let on_row_errors = on_row_errors.unwrap_or(self.on_row_errors);
            (end, summary) = exit::planned_end(on_row_errors, import.problems.errors, &import.summary);
            if_skipped = (end == ImportStatus::Rejected).then_some(import.summary);
        }
        Ok(Report {
            language: self.client.language(),
            file: self.source.path.display().to_string(),
            import_id: Some(import_id),
            status,
            is_dry_run: self.is_dry_run || is_tested,
            end,
            held: if is_held { import.held.clone() } else { Vec::new() },
            uncounted: import.roster.and_then(|roster| roster.uncounted()),
            if_skipped,
            summary,
            rows_total: import.progress.rows_total,
            rows_valid: import.progress.rows_valid,
            changed,
            disabled,
            never_invited,
            advice: Vec::new(),
            rows_blank: import.progress.rows_blank,
            rows_repeated: import.progress.rows_repeated,
            rows_left_out: import.progress.rows_left_out,
            counts: import.problems,
            problems,
            corrections,
            courses_left_out: import.courses_left_out.clone(),
            is_catalog_empty,
            safe_suggestions: 0,
            files,
        })
    }
}

/// Returns when an import ended, to the second, as the rest of a sentence; empty if the stack does not say.
fn end_time(import: &ImportResponse) -> String {
    import.finished_at.map(|at| format!(" at {}", at.strftime("%Y-%m-%d %H:%M:%S UTC"))).unwrap_or_default()
}

fn is_to_be_retried(import: &ImportResponse) -> bool {
    import.status == ImportStatus::Failed && import.failure.as_ref().is_some_and(|failure| failure.retryable)
}
