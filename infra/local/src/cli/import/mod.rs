//! `rollcall import`: imports one file and downloads the results.

mod advice;
mod corrections;
pub(super) mod files;
mod report;
mod source;
mod steps;
mod unfinished;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rollcall_domain::{
    corrections::Correction, import::ImportStatus, layout::LayoutName, problem::Language, row::Summary,
    settings::Defaults,
};

use self::{
    report::{Report, ResultFiles},
    source::SourceFile,
    steps::ImportSteps,
    unfinished::{AfterCheck, Memory},
};
use super::{
    args::{Global, ImportArgs},
    client::{Client, ClientError, CountsResponse, ImportOptions, Refusal},
    command_line::CommandLine,
    error::CliError,
    exit::Exit,
    output::Output,
    progress::Progress,
    samples::Samples,
    session::Session,
    signal,
    watch::Pace,
};

/// Time within which an interrupted import must be cancelled.
const CANCEL_WITHIN: Duration = Duration::from_secs(5);

pub(super) async fn run(args: &ImportArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let source = SourceFile::read(&args.file).await?;
    // Before anything is started or written.
    let corrections = own_corrections(args, global)?;
    if let Some(folder) = folder_at_risk(args, global) {
        files::probe(folder).map_err(|source| CliError::Folder { path: folder.to_owned(), source })?;
    }
    let session = Session::open(global, output).await?;
    let ended = run_on(&session, args, global, &source, corrections, output).await;
    session.close().await;
    ended
}

/// Reads the corrections that the arguments name. The layout is known if an option names it, or if the stack runs inside this program;
/// the layout of a stack at `--api` is known only to that stack.
fn own_corrections(args: &ImportArgs, global: &Global) -> Result<Vec<Correction>, CliError> {
    let Some(path) = &args.corrections else { return Ok(Vec::new()) };
    let layout = args.layout.or_else(|| global.api.is_none().then(|| Defaults::default().layout));
    corrections::read(path, layout)
}

/// Returns the results folder if it is the one given by `--out` or the current directory. Unlike the data directory, it is not written to
/// before the import starts, so nothing else would reveal in time that it is not writable.
fn folder_at_risk<'a>(args: &'a ImportArgs, global: &Global) -> Option<&'a Path> {
    let is_here = global.api.is_some() && global.data_dir.is_none();
    args.out.as_deref().or(is_here.then_some(Path::new(".")))
}

/// Imports a file. If the catalog of a stack inside this program is empty, the samples are loaded first, and removed again after a dry run.
/// If the program ends before that, the next import loads them again.
async fn run_on(
    session: &Session,
    args: &ImportArgs,
    global: &Global,
    source: &SourceFile,
    corrections: Vec<Correction>,
    output: &mut Output,
) -> Result<Exit, CliError> {
    let samples = session.wanted_samples().await?;
    if let Some(samples) = &samples {
        load_samples(samples, session, args, output).await?;
    }
    let ended = import(session, args, global, source, corrections, output).await;
    // The next command resumes an interrupted import that was not cancelled, which needs the catalog until then.
    let is_resumed = matches!(ended, Ok(Exit::Interrupted)) && !session.imports_in_progress().await.is_empty();
    if let Some(samples) = samples.filter(|_| args.dry_run && !is_resumed) {
        samples.remove().await?;
        samples.settle()?;
    }
    ended
}

async fn load_samples(
    samples: &Samples<'_>,
    session: &Session,
    args: &ImportArgs,
    output: &mut Output,
) -> Result<(), CliError> {
    // A command with a misspelled feed changes nothing.
    if let Some(feed) = &args.feed {
        session.client().feed(feed).await?;
    }
    samples.load().await?;
    if !args.dry_run {
        samples.settle()?;
    }
    output.note(if args.dry_run {
        "The catalog is empty: the file is checked against the sample catalog, which is then removed. \
         Load your own with `rollcall catalog load FILE.json`."
    } else {
        "The catalog was empty: loaded the sample catalog. Load your own with `rollcall catalog load FILE.json`."
    });
    Ok(())
}

async fn import(
    session: &Session,
    args: &ImportArgs,
    global: &Global,
    source: &SourceFile,
    corrections: Vec<Correction>,
    output: &mut Output,
) -> Result<Exit, CliError> {
    let options = ImportOptions { corrections, ..options(args) };
    let memory = Memory::of(session.data_dir(), source, &options, after_check(args), global.api.as_deref());
    let progress = Progress::new(output.has_bars);
    let steps = ImportSteps {
        client: session.client(),
        source,
        options: &options,
        on_row_errors: args.on_row_errors,
        is_dry_run: args.dry_run,
        accepts_suggestions: args.accept_suggestions,
        reports_corrections: reports_corrections(args),
        memory: &memory,
        progress: &progress,
        pace: Pace::default(),
        results: ResultsFolder { out: args.out.as_deref(), data_dir: session.data_dir() },
    };
    let mut has_invitations = false;
    let stopped = tokio::select! {
        ended = steps.run(output, |mut report, output| {
            report.advice = advice::advice(&report, args, global);
            let exit = show(&report, args, output)?;
            has_invitations = report.has_invitations();
            if report.is_catalog_empty {
                output.note(&advice::how_to_load_catalog(global));
            }
            if report.safe_suggestions > 0 && output.is_terminal {
                output.note(&advice::how_to_accept(report.safe_suggestions, args, global));
            }
            Ok(exit)
        }) => Ok(ended),
        () = signal::interrupted() => Err(()),
    };
    progress.clear();
    match stopped {
        Ok(Ok(exit)) => {
            if has_invitations {
                session.send_new_invitations(output).await?;
            }
            Ok(exit)
        }
        Ok(Err(error)) => match refused_file(&error, source, args, session.client().language()) {
            Some(report) => {
                memory.forget();
                show(&report, args, output)
            }
            None => Err(error),
        },
        Err(()) => {
            let import_id = memory.current();
            let status = match &import_id {
                Some(import_id) => cancel(session.client(), import_id).await,
                None => None,
            };
            if status == Some(ImportStatus::Cancelled) {
                memory.forget();
            }
            let import = import_id.as_deref().map(|import_id| (import_id, status));
            output.note(&how_to_continue(import, session.is_embedded(), &memory, args, global));
            Ok(Exit::Interrupted)
        }
    }
}

/// Writes the report. The exit status is that of the import, even if standard output is closed.
fn show(report: &Report, args: &ImportArgs, output: &mut Output) -> Result<Exit, CliError> {
    let exit = if report.held.is_empty() { Exit::of_import(report.end, &report.summary) } else { Exit::Held };
    let written =
        if args.json { report.write_json(&mut output.out) } else { report.write_text(output.paint, &mut output.out) };
    match written.and_then(|()| output.out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(exit),
    }
}

/// Returns `true` if the report contains the list of corrections, even if it is empty.
fn reports_corrections(args: &ImportArgs) -> bool {
    args.accept_suggestions || args.corrections.is_some()
}

/// Returns what happens after the check, if `options` do not depend on it.
fn after_check(args: &ImportArgs) -> Option<AfterCheck> {
    let &ImportArgs { dry_run: is_dry_run, on_row_errors, .. } = args;
    args.accept_suggestions.then_some(AfterCheck { is_dry_run, on_row_errors })
}

fn options(args: &ImportArgs) -> ImportOptions {
    ImportOptions {
        layout: args.layout.map(LayoutName::as_str),
        // A feed sets these options itself.
        update_existing: args.feed.is_none().then_some(args.update_existing),
        send_invitations: args.feed.is_none().then_some(args.send_invitations),
        // If the import waits, this option is sent with the confirmation instead; a dry run is never confirmed.
        on_row_errors: (!args.dry_run && !args.accept_suggestions && args.feed.is_none()).then_some(args.on_row_errors),
        // Suggestions are accepted before anything is written.
        confirm: args.dry_run || args.accept_suggestions,
        encoding: args.encoding.clone(),
        // No one looks at the rows before they are confirmed, so the file is checked as strictly as without a confirmation.
        dry_run: args.dry_run || args.accept_suggestions,
        feed: args.feed.clone(),
        corrections: Vec::new(),
    }
}

/// Creates a report on a file that the API refused before an import was created. Returns `None` for other errors.
fn refused_file(error: &CliError, source: &SourceFile, args: &ImportArgs, language: Language) -> Option<Report> {
    let CliError::Client(ClientError::Refused(refusal)) = error else { return None };
    let Refusal { problem: Some(problem), .. } = &**refusal else { return None };
    if !refusal.is_of_file() {
        return None;
    }
    Some(Report {
        language,
        file: source.path.display().to_string(),
        import_id: None,
        status: ImportStatus::Rejected,
        is_dry_run: args.dry_run,
        end: ImportStatus::Rejected,
        held: Vec::new(),
        uncounted: None,
        if_skipped: None,
        summary: Summary::default(),
        rows_total: None,
        rows_valid: None,
        changed: Vec::new(),
        disabled: Vec::new(),
        never_invited: Vec::new(),
        advice: Vec::new(),
        rows_blank: 0,
        rows_repeated: 0,
        rows_left_out: 0,
        counts: CountsResponse { errors: 1, warnings: 0 },
        problems: vec![problem.clone()],
        corrections: reports_corrections(args).then(Vec::new),
        courses_left_out: Vec::new(),
        is_catalog_empty: false,
        safe_suggestions: 0,
        files: ResultFiles::default(),
    })
}

/// Cancels an interrupted import, unless it has begun to write users or waits at its feed's brake: otherwise, the next command would carry it
/// out. Returns its status, or `None` if there is no response within [`CANCEL_WITHIN`] or before another interrupt.
pub(super) async fn cancel(client: &Client, import_id: &str) -> Option<ImportStatus> {
    let cancelled = async {
        let import = client.import(import_id).await?;
        if import.status.is_ended() || import.status == ImportStatus::Importing || !import.held.is_empty() {
            return Ok(import.status);
        }
        match client.cancel(import_id).await {
            Ok(()) => Ok::<_, ClientError>(ImportStatus::Cancelled),
            // It may have begun to write users in the meantime.
            Err(_) => client.import(import_id).await.map(|import| import.status),
        }
    };
    tokio::select! {
        status = cancelled => status.ok(),
        () = tokio::time::sleep(CANCEL_WITHIN) => None,
        () = signal::interrupted() => None,
    }
}

/// Says what happens to an interrupted import, given by its id and, if known, its status.
fn how_to_continue(
    import: Option<(&str, Option<ImportStatus>)>,
    is_embedded: bool,
    memory: &Memory,
    args: &ImportArgs,
    global: &Global,
) -> String {
    let name = import.map_or_else(|| "the import".to_owned(), |(id, _)| format!("import {id}"));
    let file = args.file.display();
    match import {
        Some((_, Some(ImportStatus::Cancelled))) => {
            format!("Interrupted: {name} of {file} was cancelled. It has written no users.")
        }
        Some((id, Some(ImportStatus::Importing))) => {
            let continues = if is_embedded { "the next command continues it" } else { "the stack continues it" };
            let undo = CommandLine::new("undo").argument(id).global(global);
            format!(
                "Interrupted: {name} of {file} has begun to write users, and {continues}. To take it back when it has ended: {undo}"
            )
        }
        _ if is_embedded => format!("Interrupted. The same command resumes {name} of {file}."),
        _ if memory.is_on_disk() => format!(
            "Interrupted. If the file was uploaded, the stack continues {name} of {file}. The same command shows its result."
        ),
        _ => format!(
            "Interrupted. If the file was uploaded, the stack continues the import of {file}, which `rollcall imports` then \
             lists. With --data-dir, the same command could have resumed it."
        ),
    }
}

#[derive(Debug, Clone, Copy)]
struct ResultsFolder<'a> {
    out: Option<&'a Path>,
    data_dir: Option<&'a Path>,
}

impl ResultsFolder<'_> {
    /// Returns the folder given by `--out`. Without `--out`, returns a folder for this import in the data directory or, without a data
    /// directory, the current directory.
    fn of(self, import_id: &str) -> Result<PathBuf, CliError> {
        match (self.out, self.data_dir) {
            (Some(out), _) => Ok(out.to_owned()),
            (None, Some(dir)) => Ok(dir.join("results").join(files::plain_name(import_id)?)),
            (None, None) => Ok(PathBuf::from(".")),
        }
    }
}

#[cfg(test)]
mod tests;
