//! `rollcall undo`: undoes an import, after a preview and a confirmation.

mod report;

use std::{
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use jiff::SignedDuration;
use rollcall_domain::{
    import::ImportStatus,
    locale::{Value, report as messages},
};

use self::report::Report;
use super::{
    args::{Global, UndoArgs},
    client::{Client, ClientError, ImportFilter, ImportResponse, UndoRowResponse},
    error::CliError,
    exit::Exit,
    import,
    output::Output,
    progress::Progress,
    question,
    session::Session,
    signal,
    watch::{Pace, watch},
};

/// Maximum time from the creation of an import to its end, even if it waits for confirmation.
const OPEN_AT_MOST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Maximum number of rows of each kind in the report: rows with retained values, and skipped rows.
const ROWS_MAX: usize = 1_000;

pub(super) async fn run(args: &UndoArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    check_confirmation(args, io::stdin().is_terminal())?;
    let session = Session::open(global, output).await?;
    let run = Run::new(session.client(), args, Progress::new(output.has_bars), question::ask);
    let ended = tokio::select! {
        ended = undo(&run, output) => Some(ended),
        () = signal::interrupted() => None,
    };
    run.progress.clear();
    let ended = match ended {
        Some(ended) => ended,
        None => Ok(interrupt(&run, output).await),
    };
    session.close().await;
    ended
}

/// A function that asks a question, and returns `true` if the answer is yes.
type Asker = fn(&str) -> io::Result<bool>;

/// A run of the command.
struct Run<'a> {
    client: &'a Client,
    args: &'a UndoArgs,
    progress: Progress,
    ask: Asker,
    /// The undo that this run has requested. One that was requested earlier is not cancelled, even if this run is not confirmed.
    own_undo: OnceLock<String>,
}

impl<'a> Run<'a> {
    fn new(client: &'a Client, args: &'a UndoArgs, progress: Progress, ask: Asker) -> Self {
        Self { client, args, progress, ask, own_undo: OnceLock::new() }
    }

    async fn watch(&self, undo_id: &str) -> Result<ImportResponse, CliError> {
        let import = watch(self.client, undo_id, &self.progress, Pace::default()).await;
        // What is written next must not be erased by the bar.
        self.progress.clear();
        import
    }
}

/// Cancels the undo that this run has requested, unless it has begun to write users, and reports the outcome.
async fn interrupt(run: &Run<'_>, output: &mut Output) -> Exit {
    let status = match run.own_undo.get() {
        Some(undo_id) => import::cancel(run.client, undo_id).await,
        None => None,
    };
    output.note(match status {
        Some(ImportStatus::Cancelled) => "Interrupted: the undo was cancelled. Nothing was undone.",
        _ => "Interrupted. The same command continues the undo.",
    });
    Exit::Interrupted
}

/// Returns an error if the command would have to ask for confirmation but cannot.
fn check_confirmation(args: &UndoArgs, is_terminal: bool) -> Result<(), CliError> {
    if args.yes || args.dry_run || (is_terminal && !args.json) {
        return Ok(());
    }
    let obstacle =
        if args.json { "--json does not ask for confirmation" } else { "there is no terminal to ask for confirmation" };
    Err(CliError::Arguments(format!("{obstacle}; pass --yes to undo without a question, or --dry-run for a preview")))
}

async fn undo(run: &Run<'_>, output: &mut Output) -> Result<Exit, CliError> {
    let &Run { client, args, .. } = run;
    let before = client.import(&args.import_id).await?;
    if args.dry_run && before.undo_status == Some(ImportStatus::Failed) {
        // The request would retry the undo, which may have been confirmed.
        let undo = before.undone_by.unwrap_or_default();
        output.error(&format!(
            "the undo {undo} of this import has failed, and a dry run does not continue it: run the command without --dry-run"
        ));
        return Ok(Exit::Failed);
    }
    let undo_id = match client.undo(&args.import_id).await {
        // An earlier, interrupted run of this command may have completed the undo.
        Err(ClientError::Refused(refusal)) if refusal.code == "already-undone" => {
            output.note("The import has already been undone. This is the result.");
            before.undone_by.clone().ok_or(ClientError::Refused(refusal))?
        }
        requested => requested?,
    };
    let is_own = before.undone_by.as_deref() != Some(undo_id.as_str());
    if is_own {
        _ = run.own_undo.set(undo_id.clone());
    }
    let mut import = run.watch(&undo_id).await?;
    if import.status == ImportStatus::AwaitingConfirmation {
        if !args.json {
            let since = imports_since(client, &before).await?;
            report::write_since(&since, client.language(), output)?;
        }
        let is_confirmed = !args.dry_run && (args.yes || ask(run, &import, &undo_id, output).await?);
        if is_confirmed {
            client.confirm(&undo_id, false).await?;
            import = run.watch(&undo_id).await?;
        } else {
            let report = gather(client, args, undo_id.clone(), &import, true).await?;
            if is_own {
                client.cancel(&undo_id).await?;
            }
            show(&report, args, output)?;
            if args.dry_run {
                return Ok(report.exit());
            }
            output.note(&if is_own {
                "Nothing was undone.".to_owned()
            } else {
                format!(
                    "Nothing was undone. The undo {undo_id}, which was requested earlier, still awaits confirmation."
                )
            });
            return Ok(Exit::Refused);
        }
    }
    if let Some(failure) = &import.failure {
        output.error(&failure.detail);
    }
    let report = gather(client, args, undo_id, &import, false).await?;
    show(&report, args, output)?;
    Ok(report.exit())
}

/// Returns the imports that have completed since this one, most recently created first: they may rely on users or values that the undo
/// removes. Undos and imports that were undone are omitted, since there is nothing to import again.
async fn imports_since(client: &Client, undone: &ImportResponse) -> Result<Vec<String>, CliError> {
    let mut since = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let filter = ImportFilter { status: Some("completed"), ..ImportFilter::default() };
        let page = client.imports(filter, cursor.as_deref()).await?;
        for item in &page.items {
            let Ok(import) = serde_json::from_str::<report::Since>(item.get()) else { continue };
            // The list is sorted by creation, but an import may have waited for a confirmation.
            if import.created_at < undone.created_at - OPEN_AT_MOST {
                return Ok(since);
            }
            if import.finished_at > undone.finished_at && import.is_in_effect() {
                since.push(import.line());
            }
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(since);
        }
    }
}

/// Shows the preview and asks for confirmation. Returns `true` if the answer is yes.
async fn ask(run: &Run<'_>, import: &ImportResponse, undo_id: &str, output: &mut Output) -> Result<bool, CliError> {
    let &Run { client, args, ask, .. } = run;
    let report = gather(client, args, undo_id.to_owned(), import, true).await?;
    report.write_text(output.paint, &mut output.out)?;
    output.out.flush()?;
    let values =
        [("removed", Value::Number(import.summary.removed)), ("restored", Value::Number(import.summary.updated))];
    let question = messages::UNDO_QUESTION.format(client.language(), &values);
    let asked = tokio::task::spawn_blocking(move || ask(&question)).await.map_err(io::Error::other);
    asked.flatten().map_err(CliError::Answer)
}

async fn gather(
    client: &Client,
    args: &UndoArgs,
    undo_id: String,
    import: &ImportResponse,
    is_preview: bool,
) -> Result<Report, CliError> {
    let mut retained: Vec<UndoRowResponse> = client.rows(&undo_id, ("with", "kept"), ROWS_MAX).await?;
    retained.retain(|row| row.outcome != "skipped");
    retained.extend(client.rows::<UndoRowResponse>(&undo_id, ("outcome", "skipped"), ROWS_MAX).await?);
    // People who are absent from the file come last.
    retained.sort_by_key(|row| row.row.unwrap_or(u64::MAX));
    Ok(Report {
        language: client.language(),
        import_id: args.import_id.clone(),
        undo_id,
        status: import.status,
        is_preview,
        summary: import.summary,
        problems: client.problems(&import.import_id, 1).await?,
        retained,
    })
}

fn show(report: &Report, args: &UndoArgs, output: &mut Output) -> Result<(), CliError> {
    if args.json {
        report.write_json(&mut output.out)?;
    } else if !report.is_preview || args.dry_run {
        report.write_text(output.paint, &mut output.out)?;
    }
    Ok(output.out.flush()?)
}

#[cfg(test)]
mod tests;
