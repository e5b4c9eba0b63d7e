//! An import step by step: ask, send, watch, take the results.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::StatusCode;
use rollcall_domain::import::{ImportStatus, OnRowErrors};

use super::{
    ResultsFolder, files,
    report::Report,
    source::SourceFile,
    unfinished::{Memory, Unfinished},
};
use crate::cli::{
    client::{Client, ClientError, ImportAnswer, ImportOptions, ImportRequest, Opened},
    error::CliError,
    exit,
    output::Output,
    progress::Progress,
};

/// Problems that are taken along.
const PROBLEMS_MAX: usize = 1_000;
/// Times that the file is sent.
const SENDS_MAX: u32 = 3;

/// How often the program looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Before the second look.
    pub(super) first: Duration,
    /// Later on: each wait is half as long again as the one before.
    pub(super) longest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { first: Duration::from_millis(50), longest: Duration::from_secs(1) }
    }
}

/// One import.
pub(super) struct Flow<'a> {
    pub(super) client: &'a Client,
    pub(super) source: &'a SourceFile,
    pub(super) options: &'a ImportOptions,
    pub(super) on_row_errors: OnRowErrors,
    pub(super) memory: &'a Memory,
    pub(super) progress: &'a Progress,
    pub(super) pace: Pace,
    pub(super) results: ResultsFolder<'a>,
}

impl Flow<'_> {
    /// Brings the import to its end and takes its results.
    ///
    /// It is forgotten only then: a program that dies while the results are fetched finds them again.
    pub(super) async fn run(&self, output: &mut Output) -> Result<Report, CliError> {
        let import_id = match self.remembered().await? {
            Some((unfinished, import)) => self.resume(unfinished, &import, output).await?,
            None => self.begin().await?,
        };
        let import = self.watch(&import_id).await?;
        if let Some(failure) = &import.failure {
            let advice = match (failure.retryable, self.memory.is_kept()) {
                (true, true) => " The same command goes on where it stood.".to_owned(),
                (true, false) => format!(" A retry continues where it stood: POST /imports/{import_id}/retry."),
                (false, _) => String::new(),
            };
            output.error(&format!("{}{advice}", failure.detail));
        }
        let report = self.take_results(import_id, &import).await?;
        if !is_to_be_retried(&import) {
            self.memory.forget();
        }
        Ok(report)
    }

    /// The import that an earlier run of the program left unfinished, if it is still one to go on with.
    ///
    /// One that was completed while nobody looked is: its result was never shown, and to import the file again would
    /// only skip every row. One that failed is retried, since a retry continues where a new import would begin again. After another
    /// end nothing was written, and a new import is right.
    async fn remembered(&self) -> Result<Option<(Unfinished, ImportAnswer)>, CliError> {
        let Some(mut unfinished) = self.memory.load() else { return Ok(None) };
        let found = async {
            let import_id = match &unfinished.import_id {
                Some(import_id) => import_id.clone(),
                // The program ended before it heard the answer. The same key answers the same import, or makes it now.
                None => self.ask(&unfinished).await?.import_id,
            };
            let import = self.client.import(&import_id).await?;
            unfinished.import_id = Some(import_id);
            Ok::<_, ClientError>((unfinished, import))
        };
        match found.await {
            Ok((unfinished, import)) => {
                let goes_on = match import.status {
                    ImportStatus::Completed => true,
                    _ if is_to_be_retried(&import) => {
                        self.client.retry(unfinished.import_id.as_deref().unwrap_or_default()).await?
                    }
                    status => !status.is_ended(),
                };
                Ok(goes_on.then_some((unfinished, import)))
            }
            Err(ClientError::Refused(refusal))
                if matches!(refusal.status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn resume(
        &self,
        mut unfinished: Unfinished,
        import: &ImportAnswer,
        output: &mut Output,
    ) -> Result<String, CliError> {
        let import_id = unfinished.import_id.clone().unwrap_or_default();
        output.note(&match import.status {
            ImportStatus::Completed => format!(
                "Import {import_id} of this file had ended while nobody looked{}: this is its result. The same command \
                 once more imports the file again.",
                import.finished_at.as_ref().map(|at| format!(", at {at}")).unwrap_or_default(),
            ),
            ImportStatus::Failed => format!("Import {import_id} of this file had failed: going on where it stood."),
            _ => format!("Going on with import {import_id} of this file."),
        });
        if import.status == ImportStatus::AwaitingUpload { self.send(&mut unfinished).await } else { Ok(import_id) }
    }

    async fn begin(&self) -> Result<String, CliError> {
        let mut unfinished = Unfinished::new(self.source, Timestamp::now());
        self.memory.save(&unfinished)?;
        let begun = self.send(&mut unfinished).await;
        if unfinished.import_id.is_none()
            && let Err(CliError::Client(ClientError::Refused(_))) = &begun
        {
            self.memory.forget();
        }
        begun
    }

    async fn ask(&self, unfinished: &Unfinished) -> Result<Opened, ClientError> {
        let body = ImportRequest {
            file_name: &unfinished.file_name,
            size_bytes: self.source.size_bytes,
            options: self.options,
        };
        self.client.open_import(&unfinished.idempotency_key, &body).await
    }

    /// Asks where the file goes and sends it there, until it is there.
    async fn send(&self, unfinished: &mut Unfinished) -> Result<String, CliError> {
        let mut sends = 0;
        loop {
            let opened = self.ask(unfinished).await?;
            if unfinished.import_id.as_ref() != Some(&opened.import_id) {
                unfinished.import_id = Some(opened.import_id.clone());
                self.memory.save(unfinished)?;
            }
            // No address: the file is there already.
            let Some(target) = &opened.upload else { return Ok(opened.import_id) };
            self.progress.begin_upload(self.source.size_bytes);
            let progress = self.progress.clone();
            let on_sent = move |bytes| progress.sent(bytes);
            sends += 1;
            match self.client.upload(target, &self.source.path, self.source.size_bytes, on_sent).await {
                Ok(()) => return Ok(opened.import_id),
                Err(error) if sends == SENDS_MAX || !error.is_passing() => return Err(error.into()),
                Err(_) => tokio::time::sleep(self.pace.longest).await,
            }
        }
    }

    /// Looks until the import has ended or waits for a confirm.
    async fn watch(&self, import_id: &str) -> Result<ImportAnswer, CliError> {
        self.progress.begin_watch();
        let mut wait = self.pace.first;
        loop {
            let import = self.client.import(import_id).await?;
            self.progress.show(&import);
            if import.status.is_ended() || import.status == ImportStatus::AwaitingConfirmation {
                return Ok(import);
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 3 / 2).min(self.pace.longest);
        }
    }

    /// Takes problems and files, and cancels an import that was only to be tried.
    async fn take_results(&self, import_id: String, import: &ImportAnswer) -> Result<Report, CliError> {
        let problems = self.client.problems(&import_id, PROBLEMS_MAX).await?;
        let files = files::download(self.client, &import_id, &self.results.of(&import_id)?).await?;
        let (mut status, mut end, mut summary, mut if_skipped) = (import.status, import.status, import.summary, None);
        if status == ImportStatus::AwaitingConfirmation {
            self.client.cancel(&import_id).await?;
            status = ImportStatus::Cancelled;
            (end, summary) = exit::would_end(self.on_row_errors, import.problems.errors, &import.summary);
            if_skipped = (end == ImportStatus::Rejected).then_some(import.summary);
        }
        Ok(Report {
            language: self.client.language(),
            file: self.source.path.display().to_string(),
            import_id: Some(import_id),
            status,
            is_dry_run: self.options.confirm,
            end,
            if_skipped,
            summary,
            rows_blank: import.progress.rows_blank,
            rows_repeated: import.progress.rows_repeated,
            counts: import.problems,
            problems,
            files,
        })
    }
}

/// Whether an import failed in a way that a retry may mend.
fn is_to_be_retried(import: &ImportAnswer) -> bool {
    import.status == ImportStatus::Failed && import.failure.as_ref().is_some_and(|failure| failure.retryable)
}
