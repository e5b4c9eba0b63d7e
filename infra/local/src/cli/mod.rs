//! The command line: arguments and one module per command.
//!
//! Every command is a client of the HTTP API, whether the stack runs in this process or is the one at `--api`. The exceptions are `serve`,
//! `mailbox` and, for a CSV file without `--api`, `template`. Results go to standard output, messages to standard error.

pub mod args;
mod catalog;
pub mod client;
mod command_line;
mod ending;
mod error;
pub mod exit;
mod feeds;
mod import;
mod imports;
mod invite;
mod list;
mod mailbox;
mod output;
mod progress;
mod question;
mod samples;
mod serve;
mod session;
mod signal;
mod table;
mod template;
mod undo;
mod users;
mod watch;

use std::{ffi::OsString, io::Write, process::ExitCode};

use clap::Parser;
use tracing_subscriber::EnvFilter;

pub use args::Cli;
use args::Command;
use exit::Exit;
use output::{Output, printable};

/// Parses the process's arguments. On an error, or if help or the version is requested, prints the text and exits.
pub fn parse() -> Cli {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    parse_from(&arguments).unwrap_or_else(|error| error.exit())
}

/// Parses arguments. An error quotes them without characters that could control the terminal.
fn parse_from(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments).map_err(|error| {
        let shown = arguments.iter().map(|argument| printable(&argument.to_string_lossy()).into_owned());
        Cli::try_parse_from(shown).err().unwrap_or(error)
    })
}

pub async fn run(cli: Cli) -> ExitCode {
    let mut output = Output::of_process(cli.command.is_json());
    start_logs(&cli.command, output.paint_err.0);
    Box::pin(dispatch(cli, &mut output)).await.into()
}

async fn dispatch(cli: Cli, output: &mut Output) -> Exit {
    let global = &cli.global;
    let ended = match cli.command {
        Command::Serve(args) => serve::run(args, global, output).await,
        Command::Import(args) => import::run(&args, global, output).await,
        Command::Template(args) => template::run(&args, global, output).await,
        Command::Catalog(command) => Box::pin(catalog::run(&command, global, output)).await,
        Command::Imports(args) => imports::run(&args, global, output).await,
        Command::Undo(args) => Box::pin(undo::run(&args, global, output)).await,
        Command::Feeds(args) => Box::pin(feeds::run(&args, global, output)).await,
        Command::Users(args) => users::run(&args, global, output).await,
        Command::Invite(args) => invite::run(&args, global, output).await,
        Command::Mailbox(args) => mailbox::run(&args, global, output),
    };
    let ended = ended.and_then(|exit| Ok(output.out.flush().map(|()| exit)?));
    ended.unwrap_or_else(|error| {
        error.report(output);
        error.exit()
    })
}

/// Log levels for `serve`. `dynoxide` logs a warning whenever a condition is not met, but the functions expect this.
const LEVELS_OF_SERVE: &str = "warn,dynoxide=error,rollcall=info";
/// Log levels for all other commands. They omit warnings about what the command itself reports (a file in a feed awaits confirmation, or
/// sending is stopped) and about what a list shows: the states of invitations and feeds.
const LEVELS: &str = "warn,dynoxide=error,rollcall_domain::held=error,rollcall_domain::flow::invitation=error,\
    rollcall_functions::sweep=error,rollcall_functions::feedback=error";

/// Sets up logging to standard error: warnings and, for `serve`, informational messages. `RUST_LOG` overrides the levels.
fn start_logs(command: &Command, has_colours: bool) {
    let levels = if matches!(command, Command::Serve(_)) { LEVELS_OF_SERVE } else { LEVELS };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(levels));
    // Fails if a subscriber exists, as in a program that calls this as a library.
    _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(has_colours)
        .with_writer(std::io::stderr)
        .try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_serve_warns_of_what_a_command_reports_or_a_list_shows() {
        use tracing::{Level, enabled, subscriber::with_default};

        for (levels, warns) in [(LEVELS, false), (LEVELS_OF_SERVE, true)] {
            with_default(tracing_subscriber::fmt().with_env_filter(EnvFilter::new(levels)).finish(), || {
                assert_eq!(enabled!(target: "rollcall_domain::held", Level::WARN), warns, "{levels}");
                assert_eq!(enabled!(target: "rollcall_domain::flow::invitation::send", Level::WARN), warns, "{levels}");
                assert_eq!(enabled!(target: "rollcall_functions::sweep", Level::WARN), warns, "{levels}");
                assert_eq!(enabled!(target: "rollcall_functions::feedback", Level::WARN), warns, "{levels}");
                assert!(enabled!(target: "rollcall_functions::sweep", Level::ERROR), "{levels}");
                assert!(enabled!(target: "rollcall_functions::send::renderer", Level::WARN), "{levels}");
                assert!(enabled!(target: "rollcall_domain::flow::feed", Level::WARN), "{levels}");
                assert!(!enabled!(target: "dynoxide", Level::WARN), "{levels}");
            });
        }
    }

    #[test]
    fn error_quotes_arguments_without_characters_that_control_the_terminal() {
        for (arguments, shown) in [
            (["imports", "--lang", "\u{9b}31m"], "'\u{fffd}31m'"),
            (["imports", "--status", "\u{1b}[2J"], "'\u{fffd}[2J'"),
            (["imports", "--api", "a\nb"], "'a\u{fffd}b'"),
        ] {
            let arguments: Vec<OsString> = std::iter::once("rollcall").chain(arguments).map(OsString::from).collect();
            let Err(error) = parse_from(&arguments) else { panic!("accepted: {arguments:?}") };
            let text = error.render().to_string();
            assert!(text.contains(shown), "{text}");
        }
    }
}
