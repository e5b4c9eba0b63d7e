//! The program's arguments and their help.

mod feeds;

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

pub use self::feeds::{FeedsArgs, FeedsCommand, FeedsSetArgs};
use clap::{
    ArgGroup, Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use rollcall_domain::{
    decode::{Encoding, USUAL_ENCODINGS},
    import::{ImportStatus, OnRowErrors, Source},
    keys::FileKind,
    layout::{COURSE_COLUMNS_MAX, LayoutName},
    user::UserStatus,
};

const MODULES_MAX: u16 = COURSE_COLUMNS_MAX as u16;

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

/// The options that every command accepts, before or after its name.
#[derive(Args, Default)]
pub struct Global {
    /// Data directory of the stack inside this program [default: .rollcall]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Language of messages and result files, as a tag such as fr or de-AT [default: en]
    #[arg(long, global = true, value_name = "TAG", value_parser = parse_language)]
    pub lang: Option<String>,
    /// Use the running stack at this address, such as `http://127.0.0.1:8000`
    #[arg(long, global = true, value_name = "URL", value_parser = parse_address)]
    pub api: Option<String>,
    /// Bearer token for --api
    #[arg(long, global = true, value_name = "TOKEN", env = "ROLLCALL_TOKEN", hide_env_values = true)]
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

/// `rollcall invite`.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
#[derive(Args)]
#[command(
    group(ArgGroup::new("whom").required(true)),
    after_help = "Users who are disabled, active or already invited are left out. On a terminal, the command first shows how many users
it would invite, and asks for confirmation.

Exit status:
  0  done, even if every user was left out           3  not confirmed, or every address is unknown
  1  internal error                                  4  some addresses are unknown
  2  wrong arguments

Examples:
  rollcall invite anna@example.org ben@example.org
  rollcall invite --import 01m80swh5has1mkgtd02w3fbwk --yes
  rollcall invite --company \"Harbour & Vale Ltd\" --dry-run"
)]
pub struct InviteArgs {
    /// E-mail addresses of the users
    #[arg(value_name = "EMAIL", group = "whom")]
    pub emails: Vec<String>,
    /// All users in the file of this completed import
    #[arg(long, value_name = "IMPORT_ID", group = "whom")]
    pub import: Option<String>,
    /// All users in this company who have no invitation
    #[arg(long, value_name = "COMPANY", group = "whom")]
    pub company: Option<String>,
    /// All users who have no invitation
    #[arg(long, group = "whom")]
    pub all: bool,
    /// Send another invitation to users whose link is still valid, at most once an hour
    #[arg(long)]
    pub resend: bool,
    /// Show how many users would be invited, without inviting them
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON document instead of the counts; implies --yes
    #[arg(long)]
    pub json: bool,
}

/// `rollcall mailbox`.
#[derive(Args)]
pub struct MailboxArgs {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `rollcall serve`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall serve --port 8000
  rollcall serve --issuer https://login.example.com/ --audience rollcall     check tokens as a deployed stack does
  rollcall serve --lambda-endpoint http://127.0.0.1:3001     run the functions under sam local start-lambda")]
pub struct ServeArgs {
    /// Port of the API; 0 selects a free port
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Issuer of the tokens that callers must send; without it, no token is required
    #[arg(long, value_name = "URL", requires = "audience")]
    pub issuer: Option<String>,
    /// Audience of those tokens
    #[arg(long, value_name = "AUDIENCE", requires = "issuer")]
    pub audience: Option<String>,
    /// Prefix of the scope names in those tokens, for example rollcall/
    #[arg(long, value_name = "TEXT", requires = "issuer", default_value = "", hide_default_value = true)]
    pub scope_prefix: String,
    /// Accept workbooks (.xlsx) besides CSV files
    #[arg(long)]
    pub accept_workbooks: bool,
    /// Do not process object events, queues or the schedule: another program does
    #[arg(long)]
    pub no_workers: bool,
    /// Invoke the functions at this endpoint, such as `http://127.0.0.1:3001` for `sam local start-lambda`, instead of in this program
    #[arg(long, value_name = "URL", value_parser = parse_address, conflicts_with = "no_workers")]
    pub lambda_endpoint: Option<String>,
    /// Maximum number of concurrent invocations of each function at the endpoint; `sam local` runs one container per function
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000), requires = "lambda_endpoint")]
    pub lambda_concurrency: u16,
    /// Address for the servers that the functions use [default: 172.17.0.1, which Docker containers can reach, or --host]
    #[arg(long, value_name = "ADDRESS", requires = "lambda_endpoint")]
    pub servers_host: Option<IpAddr>,
}

/// `rollcall import`.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
#[derive(Args)]
#[command(after_help = "Exit status:
  0  completed, even if every row was skipped        3  rejected, cancelled, or every row failed
  1  internal error                                  4  completed, and some rows failed
  2  wrong arguments                                 5  a file of a feed awaits confirmation at the brake
With --dry-run, the status is the one that the real import would have.

Examples:
  rollcall import people.csv
  rollcall import people.csv --update-existing --send-invitations
  rollcall import learners.csv --layout learners --on-row-errors skip --out results
  rollcall import people.csv --accept-suggestions --corrections rest.json
  rollcall import people.csv --feed hr
  rollcall import people.csv --dry-run --json | jq .summary")]
pub struct ImportArgs {
    /// The CSV file, or a workbook (.xlsx) if the stack accepts workbooks
    pub file: PathBuf,
    /// Import the file as part of this feed, which sets the other options
    #[arg(long, value_name = "NAME", conflicts_with_all = ["layout", "update_existing", "send_invitations", "on_row_errors", "corrections", "accept_suggestions"])]
    pub feed: Option<String>,
    /// Layout of the file [default: the stack's]
    #[arg(long, value_parser = layout_parser())]
    pub layout: Option<LayoutName>,
    /// Update existing users with the values and courses in the file, instead of skipping them
    #[arg(long)]
    pub update_existing: bool,
    /// Send invitations to created users, and to uninvited users whom a row enables
    #[arg(long)]
    pub send_invitations: bool,
    /// How to treat rows with errors: reject the whole file, or skip only these rows
    #[arg(long, default_value = "reject", value_parser = on_row_errors_parser())]
    pub on_row_errors: OnRowErrors,
    /// Encoding of the file, for example windows-1250 [default: detected]
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub encoding: Option<String>,
    /// Apply the corrections in this JSON file while the file is read: {"corrections":[…]}
    #[arg(long, value_name = "FILE.json")]
    pub corrections: Option<PathBuf>,
    /// Apply the safe suggestions, show each one, and check the file again
    #[arg(long)]
    pub accept_suggestions: bool,
    /// Check the file and show what an import would do, without importing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON document instead of the summary
    #[arg(long)]
    pub json: bool,
    /// Folder for the result files [default: results/ in the data directory; with --api but without --data-dir, the current directory]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `rollcall imports`.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  rollcall imports --status completed
  rollcall imports --feed hr
  rollcall imports confirm 01m80swh5has1mkgtd02w3fbwk
  rollcall imports --source undo --json | jq '.items[].undoes'"
)]
pub struct ImportsArgs {
    /// Only imports with this status
    #[arg(long, value_parser = PossibleValuesParser::new(ImportStatus::ALL.map(ImportStatus::as_str)))]
    pub status: Option<String>,
    /// Only imports from this source
    #[arg(long, value_parser = PossibleValuesParser::new(Source::ALL.map(Source::as_str)))]
    pub source: Option<String>,
    /// Only imports started by this subject (from a token) or principal (for a dropped file)
    #[arg(long, value_name = "SUBJECT")]
    pub started_by: Option<String>,
    /// Only imports of this feed's files
    #[arg(long, value_name = "NAME")]
    pub feed: Option<String>,
    /// Print one JSON document, {"items":[…]}
    #[arg(long)]
    pub json: bool,
    /// What to do; without a subcommand, the imports are listed
    #[command(subcommand)]
    pub decision: Option<Decision>,
}

/// What to do with an import that is awaiting confirmation.
#[derive(Subcommand)]
pub enum Decision {
    /// Confirm a waiting import, for example one at the brake of its feed, and wait until it has ended
    Confirm {
        /// The import
        import_id: String,
        /// Skip rows with errors; for a feed's file, the feed decides
        #[arg(long)]
        ignore_errors: bool,
    },
    /// Cancel a waiting import
    Cancel {
        /// The import
        import_id: String,
    },
}

/// `rollcall undo`.
#[derive(Args)]
#[command(
    after_help = "Users that the import created are removed, values that it changed are restored, and courses that it assigned are
removed. Values that were changed since are kept. An undo cannot be undone: import the file again.

Exit status:
  0  everything was undone      3  nothing was undone
  1  internal error             4  something was kept
  2  wrong arguments            with --dry-run: that of the real undo

Examples:
  rollcall undo 01m80swh5has1mkgtd02w3fbwk --dry-run
  rollcall undo 01m80swh5has1mkgtd02w3fbwk --yes --json | jq .summary"
)]
pub struct UndoArgs {
    /// The import, as listed by `rollcall imports`
    #[arg(value_name = "IMPORT_ID")]
    pub import_id: String,
    /// Show what would be undone, without writing anything
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON document instead of the summary; requires --yes or --dry-run
    #[arg(long)]
    pub json: bool,
}

/// `rollcall template`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall template --modules 5 > people.csv
  rollcall template -o people.xlsx")]
pub struct TemplateArgs {
    /// Layout of the template [default: enrolment; with --api the stack's]
    #[arg(long, value_parser = layout_parser())]
    pub layout: Option<LayoutName>,
    /// Number of course columns, 0 to 200; ignored for a layout without courses [default: 3]
    #[arg(long, value_name = "N", value_parser = modules_parser())]
    pub modules: Option<u16>,
    /// Format of the template [default: from the output file's extension, or csv]
    #[arg(long, value_parser = format_parser())]
    pub format: Option<FileKind>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `rollcall catalog`.
#[derive(Subcommand)]
#[command(after_help = "Example:
  rollcall catalog load samples/catalog.json")]
pub enum CatalogCommand {
    /// Add or rename companies, cohorts and courses from a JSON file; nothing is removed
    Load {
        /// A JSON file in the format of samples/catalog.json
        file: PathBuf,
    },
    /// Print the catalog as JSON, in the format that `load` reads
    Show,
}

/// `rollcall users`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall users --status pending
  rollcall users --json | jq '.items[].email'")]
pub struct UsersArgs {
    /// Only users in this company
    #[arg(long, value_name = "COMPANY")]
    pub company: Option<String>,
    /// Only users with this status
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// Only users with exactly this identifier
    #[arg(long)]
    pub identifier: Option<String>,
    /// Print one JSON document, {"items":[…]}
    #[arg(long)]
    pub json: bool,
}

/// A user's status as an argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StatusArg {
    /// Cannot sign in
    Disabled,
    /// Has not activated the account yet
    Pending,
    /// Has activated the account
    Active,
}

impl From<StatusArg> for UserStatus {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Disabled => Self::Disabled,
            StatusArg::Pending => Self::Pending,
            StatusArg::Active => Self::Active,
        }
    }
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
    PossibleValuesParser::new(LayoutName::ALL.map(LayoutName::as_str))
        .try_map(|text| LayoutName::parse(&text).ok_or("not a layout"))
}

fn format_parser() -> impl TypedValueParser<Value = FileKind> {
    PossibleValuesParser::new(["csv", "xlsx"]).try_map(|text| FileKind::parse(&text).ok_or("neither csv nor xlsx"))
}

fn on_row_errors_parser() -> impl TypedValueParser<Value = OnRowErrors> {
    PossibleValuesParser::new(["reject", "skip"])
        .try_map(|text| OnRowErrors::parse(&text).ok_or("neither reject nor skip"))
}

fn modules_parser() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(0..=i64::from(MODULES_MAX))
}

/// Parses a URL and removes its trailing slash, so that paths can be appended.
fn parse_address(text: &str) -> Result<String, String> {
    let address = reqwest::Url::parse(text).map_err(|error| error.to_string())?;
    if !matches!(address.scheme(), "http" | "https") || address.host_str().is_none() {
        return Err("use the form https://host/path or http://host:port".to_owned());
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err("omit the query and the fragment (everything after ? or #)".to_owned());
    }
    Ok(address.as_str().trim_end_matches('/').to_owned())
}

fn parse_encoding(text: &str) -> Result<String, String> {
    let known =
        || format!("use one of {}, or another name of the WHATWG Encoding Standard", USUAL_ENCODINGS.join(", "));
    Encoding::named(text).map(Encoding::name).ok_or_else(known)
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
