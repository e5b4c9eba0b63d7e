//! The program's arguments and their help.

mod catalog;
mod feeds;
mod imports;
mod serve;
mod users;

use std::path::PathBuf;

pub use self::{
    catalog::{CatalogCommand, TemplateArgs},
    feeds::{FeedsArgs, FeedsCommand, FeedsSetArgs},
    imports::{Decision, ImportArgs, ImportsArgs, UndoArgs},
    serve::ServeArgs,
    users::{InviteArgs, MailboxArgs, StatusArg, UsersArgs},
};
use clap::{
    Args, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use rollcall_domain::layout::LayoutName;

/// Bulk user import from CSV files.
///
/// Without --api, every command uses a complete stack inside this program, with its data in the data directory, and needs neither an
/// account nor a network. With --api, it uses the stack at that address.
#[derive(Parser)]
#[command(
    name = "rollcall",
    version,
    arg_required_else_help = true,
    after_help = "Examples:
  rollcall import samples/enrolment.csv              import a file; the first import also loads the sample catalog
  rollcall import people.csv --dry-run               show what an import would do, without importing
  rollcall users --company \"Harbour & Vale Ltd\"      list the users of a company
  rollcall invite --import IMPORT_ID                 invite the users of an import who have no invitation yet
  rollcall mailbox                                   show the invitations that were sent, with their links
  rollcall serve                                     run the whole system on this machine until Ctrl-C"
)]
pub struct Cli {
    /// The options that every command accepts.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The heading of the global options in help texts.
const GLOBAL: &str = "Options of every command";

/// The options that every command accepts, before or after its name.
#[derive(Args, Default)]
pub struct Global {
    /// Data directory of the stack inside this program [default: .rollcall]
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Language of messages and result files, as a tag such as fr or de-AT [default: en]
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "TAG", value_parser = parse_language)]
    pub lang: Option<String>,
    /// Use the running stack at this address, such as `http://127.0.0.1:8000`
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "URL", value_parser = parse_address)]
    pub api: Option<String>,
    /// Bearer token for --api
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "TOKEN", env = "ROLLCALL_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Run the whole system on this machine until Ctrl-C
    Serve(ServeArgs),
    /// Import a CSV file and show the result
    Import(ImportArgs),
    /// List the imports, newest first
    Imports(ImportsArgs),
    /// Undo an import
    Undo(UndoArgs),
    /// List, show, configure and delete feeds: complete lists of people that another system exports regularly
    Feeds(FeedsArgs),
    /// Write the template for admins: a CSV file, or a workbook with lists from the catalog
    Template(TemplateArgs),
    /// Load or show the companies with their cohorts and courses
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// List the users, sorted by e-mail address
    Users(UsersArgs),
    /// Send invitations: to selected users, or to all users without an invitation
    Invite(InviteArgs),
    /// Show the e-mails that were sent on this machine, with their links
    Mailbox(MailboxArgs),
}

impl Command {
    /// Returns `true` if standard output is one JSON document.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Import(args) => args.json,
            Self::Imports(args) => args.json,
            Self::Undo(args) => args.json,
            Self::Users(args) => args.json,
            Self::Invite(args) => args.json,
            Self::Mailbox(args) => args.json,
            Self::Feeds(args) => args.json || matches!(args.command, Some(FeedsCommand::Show { .. })),
            Self::Catalog(command) => matches!(command, CatalogCommand::Show),
            Self::Serve(_) | Self::Template(_) => false,
        }
    }
}

fn layout_parser() -> impl TypedValueParser<Value = LayoutName> {
    PossibleValuesParser::new(LayoutName::NAMES).try_map(|text| LayoutName::parse(&text).ok_or("not a layout"))
}

/// Parses a URL and removes its trailing slash, so that paths can be appended.
fn parse_address(text: &str) -> Result<String, String> {
    let form = || "use the form https://host/path or http://host:port".to_owned();
    let address = reqwest::Url::parse(text).map_err(|_| form())?;
    if !matches!(address.scheme(), "http" | "https") || address.host_str().is_none() {
        return Err(form());
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err("omit the query and the fragment (everything after ? or #)".to_owned());
    }
    Ok(address.as_str().trim_end_matches('/').to_owned())
}

/// Parses an id or a name that may become a part of a path. Refuses those with which the path would be that of another route.
fn parse_id_or_name(text: &str) -> Result<String, String> {
    if matches!(text, "" | "." | "..") || text.chars().any(char::is_control) {
        return Err("this is not an id or a name".to_owned());
    }
    Ok(text.to_owned())
}

/// Parses a language tag, which is sent in a header: letters, digits and hyphens. Underscores become hyphens.
fn parse_language(text: &str) -> Result<String, String> {
    let is_tag =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_tag { Ok(text.replace('_', "-")) } else { Err("use a tag such as en or fr-CA".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use rollcall_domain::import::OnRowErrors;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("rollcall").chain(line.split_whitespace()))
    }

    #[test]
    fn arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_arguments_are_accepted_before_and_after_the_command() {
        for line in [
            "--data-dir d --lang fr_CA --api http://h:1/ --token t users",
            "users --data-dir d --lang fr-CA --api http://h:1 --token t",
            "--lang fr-CA --api http://h:1 catalog --data-dir d show --token t",
        ] {
            let Ok(cli) = parse(line) else { panic!("{line}") };
            assert_eq!(cli.global.data_dir, Some(PathBuf::from("d")), "{line}");
            assert_eq!(cli.global.lang.as_deref(), Some("fr-CA"), "{line}");
            assert_eq!(cli.global.api.as_deref(), Some("http://h:1"), "{line}");
            assert_eq!(cli.global.token.as_deref(), Some("t"), "{line}");
        }
    }

    #[test]
    fn wrong_arguments_are_refused_with_status_two() {
        for line in [
            "",
            "fly",
            "import",
            "import a.csv --layout students",
            "import a.csv --on-row-errors ignore",
            "import a.csv --encoding klingon",
            "template --modules 201",
            "template --modules -1",
            "template --format ods",
            "users --status gone",
            "invite",
            "invite a@example.org --import i",
            "invite --all --company C",
            "invite --company=",
            "serve --issuer https://i.example",
            "serve --audience a",
            "serve --scope-prefix rollcall/",
            "serve --host localhost.",
            "serve --lambda-endpoint 127.0.0.1:3001",
            "serve --lambda-endpoint http://127.0.0.1:3001 --no-workers",
            "serve --lambda-endpoint http://127.0.0.1:3001 --lambda-concurrency 0",
            "serve --lambda-concurrency 2",
            "serve --servers-host 172.17.0.1",
            "users --api ftp://host",
            "users --api host:80",
            "users --api http://host/?x=1",
            "users --lang a;b",
            "catalog",
            "catalog load",
            "imports --status done",
            "imports --source mail",
            "undo",
            "import a.csv --feed hr --update-existing",
            "feeds set",
            "feeds set hr --missing delete",
            "feeds set hr --missing-after 11",
            "feeds set hr --brake percent=1",
            "feeds set hr --no-brake --brake min_users=1",
            "imports confirm",
            "imports --json cancel i",
        ] {
            match parse(line) {
                Ok(_) => panic!("accepted: {line}"),
                Err(error) => assert_eq!(error.exit_code(), 2, "{line}"),
            }
        }
    }

    #[test]
    fn ids_and_names_that_lead_to_another_route_are_refused() {
        for id in ["", ".", "..", ".\t."] {
            for line in [
                vec!["undo", id],
                vec!["imports", "confirm", id],
                vec!["imports", "cancel", id],
                vec!["imports", "--feed", id],
                vec!["invite", "--import", id],
                vec!["import", "a.csv", "--feed", id],
                vec!["feeds", "show", id],
                vec!["feeds", "set", id],
                vec!["feeds", "remove", id],
            ] {
                match Cli::try_parse_from(std::iter::once("rollcall").chain(line.iter().copied())) {
                    Ok(_) => panic!("accepted: {line:?}"),
                    Err(error) => {
                        assert_eq!(error.exit_code(), 2, "{line:?}");
                        assert!(error.to_string().contains("this is not an id or a name"), "{error}");
                    }
                }
            }
        }
    }

    #[test]
    fn address_without_a_scheme_is_refused_with_the_form_to_use() {
        for line in ["users --api 127.0.0.1:8000", "serve --lambda-endpoint 127.0.0.1:3001", "users --api http://h:x"] {
            let Err(error) = parse(line) else { panic!("accepted: {line}") };
            assert!(error.to_string().contains("use the form https://host/path"), "{error}");
        }
    }

    #[test]
    fn import_without_options_is_safe() {
        let Ok(Cli { command: Command::Import(args), .. }) = parse("import a.csv") else { panic!("import") };
        assert_eq!((args.layout, args.on_row_errors), (None, OnRowErrors::Reject));
        assert!(!args.update_existing && !args.send_invitations && !args.dry_run && !args.json);
    }

    #[test]
    fn address_keeps_its_path_and_loses_its_last_slash() {
        for (text, address) in [
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("https://api.example.com/prod/", "https://api.example.com/prod"),
        ] {
            assert_eq!(parse_address(text).as_deref(), Ok(address));
        }
    }
}
