//! `rollcall import`: one import from the file to its results.

mod files;
mod flow;
mod report;
mod source;
mod unfinished;

use std::path::{Path, PathBuf};

use rollcall_domain::{import::ImportStatus, layout::LayoutName, row::Summary};

use self::{
    flow::{Flow, Pace},
    report::{Report, ResultFiles},
    source::SourceFile,
    unfinished::Memory,
};
use super::{
    args::{Global, ImportArgs},
    catalog,
    client::{ClientError, CountsAnswer, ImportOptions, Refusal},
    error::CliError,
    exit::Exit,
    output::Output,
    progress::Progress,
    session::Session,
    signal,
};

/// Imports a file.
pub(super) async fn run(args: &ImportArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let source = SourceFile::read(&args.file).await?;
    let session = Session::open(global).await?;
    let mut ended = run_on(&session, args, global, &source, output).await;
    if ended.is_ok()
        && args.send_invitations
        && let Err(error) = session.send_due_mails().await
    {
        ended = Err(error);
    }
    session.close().await;
    ended
}

async fn run_on(
    session: &Session,
    args: &ImportArgs,
    global: &Global,
    source: &SourceFile,
    output: &mut Output,
) -> Result<Exit, CliError> {
    if session.wants_catalog().await? {
        session.client().load_catalog(&bytes::Bytes::from_static(catalog::SAMPLES)).await?;
        output.note(
            "The catalog was empty: the sample catalog is loaded. `rollcall catalog load FILE.json` brings your own.",
        );
    }
    let options = options(args);
    let memory = Memory::of(session.data_dir(), source, &options, global.api.as_deref());
    let progress = Progress::new(output.has_bars);
    let flow = Flow {
        client: session.client(),
        source,
        options: &options,
        on_row_errors: args.on_row_errors,
        memory: &memory,
        progress: &progress,
        pace: Pace::default(),
        results: ResultsFolder { out: args.out.as_deref(), data_dir: session.data_dir() },
    };
    let stopped = tokio::select! {
        ended = flow.run(output) => Ok(ended),
        () = signal::interrupted() => Err(()),
    };
    progress.clear();
    match stopped {
        Ok(Ok(report)) => {
            let exit = show(&report, args, output)?;
            Ok(exit)
        }
        Ok(Err(error)) => match refused_file(&error, source, args) {
            Some(report) => {
                memory.forget();
                show(&report, args, output)
            }
            None => Err(error),
        },
        Err(()) => {
            output.note(&how_to_go_on(session.is_embedded(), &memory, args));
            Ok(Exit::Interrupted)
        }
    }
}

/// Writes the report in the form that was asked for; what it says is the exit status, whether or not anybody reads it.
fn show(report: &Report, args: &ImportArgs, output: &mut Output) -> Result<Exit, CliError> {
    let exit = Exit::of_import(report.end, &report.summary);
    let written =
        if args.json { report.write_json(&mut output.out) } else { report.write_text(output.paint, &mut output.out) };
    match written.and_then(|()| output.out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(exit),
    }
}

fn options(args: &ImportArgs) -> ImportOptions {
    ImportOptions {
        layout: args.layout.map(LayoutName::as_str),
        update_existing: args.update_existing,
        send_invitations: args.send_invitations,
        // Of an import that waits, the confirm says it; a dry run is never confirmed.
        on_row_errors: (!args.dry_run).then_some(args.on_row_errors),
        confirm: args.dry_run,
        encoding: args.encoding.clone(),
    }
}

/// The report on a file that the API refused before it was an import.
fn refused_file(error: &CliError, source: &SourceFile, args: &ImportArgs) -> Option<Report> {
    let CliError::Client(ClientError::Refused(refusal)) = error else { return None };
    let Refusal { problem: Some(problem), .. } = &**refusal else { return None };
    if !refusal.is_of_file() {
        return None;
    }
    Some(Report {
        file: source.path.display().to_string(),
        import_id: None,
        status: ImportStatus::Rejected,
        is_dry_run: args.dry_run,
        end: ImportStatus::Rejected,
        if_skipped: None,
        summary: Summary::default(),
        rows_blank: 0,
        rows_repeated: 0,
        counts: CountsAnswer { errors: 1, warnings: 0 },
        problems: vec![problem.clone()],
        files: ResultFiles::default(),
    })
}

fn how_to_go_on(is_embedded: bool, memory: &Memory, args: &ImportArgs) -> String {
    let import_id = memory.load().and_then(|unfinished| unfinished.import_id);
    let import = import_id.map_or_else(|| "the import".to_owned(), |id| format!("import {id}"));
    let file = args.file.display();
    if is_embedded {
        format!("Interrupted: {import} of {file} is kept, and the same command goes on with it.")
    } else if memory.is_kept() {
        format!(
            "Interrupted: {import} of {file} goes on in the stack if the file was sent; the same command looks for it."
        )
    } else {
        format!(
            "Interrupted. The import of {file} goes on in the stack if the file was sent, and is among its imports \
             (GET /imports). With --data-dir the same command would go on with it."
        )
    }
}

/// Where the results of an import go.
#[derive(Debug, Clone, Copy)]
struct ResultsFolder<'a> {
    out: Option<&'a Path>,
    data_dir: Option<&'a Path>,
}

impl ResultsFolder<'_> {
    /// The folder named, else one of the import's own in the data directory, else the current directory.
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
