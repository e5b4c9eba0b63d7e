//! The arguments of the program, and the texts of its help.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use rollcall_domain::{
    decode::{Encoding, USUAL_ENCODINGS},
    import::OnRowErrors,
    layout::{COURSE_COLUMNS_MAX, LayoutName},
    user::UserStatus,
};

/// Course columns of a template at most.
const MODULES_MAX: u16 = COURSE_COLUMNS_MAX as u16;

/// Bulk user import from CSV files.
///
/// Without --api every command works on a whole stack inside this program, whose data lie in the data directory: no
/// account, no network. With --api it works on the stack at that address.
#[derive(Parser)]
#[command(
    name = "rollcall",
    version,
    arg_required_else_help = true,
    after_help = "Examples:
  rollcall import samples/enrolment.csv              import a file; the first time the sample catalog comes with it
  rollcall import people.csv --dry-run               see what would happen, write nothing
  rollcall users --company \"Harbour & Vale Ltd\"      who is there now
  rollcall mailbox                                   the invitations that were sent, with their links
  rollcall serve                                     the whole system on this machine, until Ctrl-C"
)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes, before or after its name.
#[derive(Args, Default)]
pub struct Global {
    /// Where the stack inside this program keeps its data [default: .rollcall]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Language of messages and result files, as a tag such as fr or de-AT: English, French, German, Spanish, Italian [default: en]
    #[arg(long, global = true, value_name = "TAG", value_parser = parse_language)]
    pub lang: Option<String>,
    /// Address of a running stack to work on instead, such as `http://127.0.0.1:8000`
    #[arg(long, global = true, value_name = "URL", value_parser = parse_address)]
    pub api: Option<String>,
    /// Bearer token for --api
    #[arg(long, global = true, value_name = "TOKEN", env = "ROLLCALL_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Run the whole system on this machine until Ctrl-C
    Serve(ServeArgs),
    /// Import a CSV file and show what became of it
    Import(ImportArgs),
    /// Write the template that admins fill in to standard output
    Template(TemplateArgs),
    /// Companies with their cohorts and courses
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// List the users, in the order of their addresses
    Users(UsersArgs),
    /// Show the mails that were sent on this machine, with their links
    Mailbox(MailboxArgs),
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
#[command(after_help = "Example:
  rollcall serve --port 8000
  rollcall serve --issuer https://login.example.com/ --audience rollcall     tokens are checked as in a deployed stack")]
pub struct ServeArgs {
    /// Port of the API; 0 takes a free one
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Issuer of the tokens that callers must bring; without it nobody needs one
    #[arg(long, value_name = "URL", requires = "audience")]
    pub issuer: Option<String>,
    /// Audience of those tokens
    #[arg(long, value_name = "AUDIENCE", requires = "issuer")]
    pub audience: Option<String>,
    /// Leave object events, queues and the schedule to another program: to functions that run under `sam local`
    #[arg(long)]
    pub no_workers: bool,
}

/// `rollcall import`.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
#[derive(Args)]
#[command(after_help = "Exit status:
  0  completed, also when every row was skipped      3  rejected, cancelled, or every row failed
  1  our failure                                     4  completed, and some rows failed
  2  wrong arguments                                 with --dry-run: as the real import would end

Examples:
  rollcall import people.csv
  rollcall import people.csv --update-existing --send-invitations
  rollcall import learners.csv --layout learners --on-row-errors skip --out results
  rollcall import people.csv --dry-run --json | jq .summary")]
pub struct ImportArgs {
    /// The CSV file
    pub file: PathBuf,
    /// Layout of the file [default: the stack's]
    #[arg(long, value_parser = layout_parser())]
    pub layout: Option<LayoutName>,
    /// Give existing users the file's values and new courses; otherwise they are skipped
    #[arg(long)]
    pub update_existing: bool,
    /// Invite created users at once
    #[arg(long)]
    pub send_invitations: bool,
    /// What rows with errors do: reject the whole file, or be skipped themselves
    #[arg(long, default_value = "reject", value_parser = on_row_errors_parser())]
    pub on_row_errors: OnRowErrors,
    /// Encoding of the file, for example windows-1250 [default: found out]
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub encoding: Option<String>,
    /// Check the file and show what an import would do; nothing is imported
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON document instead of the summary
    #[arg(long)]
    pub json: bool,
    /// Where the result files go [default: results/ in the data directory; with --api the current directory]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `rollcall template`.
#[derive(Args)]
#[command(after_help = "Example:
  rollcall template --modules 5 > people.csv")]
pub struct TemplateArgs {
    /// Layout of the template [default: enrolment; with --api the stack's]
    #[arg(long, value_parser = layout_parser())]
    pub layout: Option<LayoutName>,
    /// Course columns, 0 to 200; a layout without courses has none [default: 3]
    #[arg(long, value_name = "N", value_parser = modules_parser())]
    pub modules: Option<u16>,
}

/// `rollcall catalog`.
#[derive(Subcommand)]
#[command(after_help = "Example:
  rollcall catalog load samples/catalog.json")]
pub enum CatalogCommand {
    /// Add and rename companies, cohorts and courses from a JSON file; nothing is removed
    Load {
        /// Companies with their cohorts and courses, in the form of samples/catalog.json
        file: PathBuf,
    },
    /// Print the catalog as JSON, in the form that `load` takes
    Show,
}

/// `rollcall users`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall users --status pending
  rollcall users --json | jq '.items[].email'")]
pub struct UsersArgs {
    /// Only users of this company
    #[arg(long, value_name = "COMPANY")]
    pub company: Option<String>,
    /// Only users of this status
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// Print one JSON document, {"items":[…]}
    #[arg(long)]
    pub json: bool,
}

/// A user's status as an argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StatusArg {
    /// May not sign in
    Disabled,
    /// Has not used the activation link yet
    Pending,
    /// Has used it
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
    /// Whether standard output gets one JSON document and nothing else.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Import(args) => args.json,
            Self::Users(args) => args.json,
            Self::Mailbox(args) => args.json,
            Self::Serve(_) | Self::Template(_) | Self::Catalog(_) => false,
        }
    }
}

fn layout_parser() -> impl TypedValueParser<Value = LayoutName> {
    PossibleValuesParser::new(LayoutName::ALL.map(LayoutName::as_str))
        .try_map(|text| LayoutName::parse(&text).ok_or("not a layout"))
}

fn on_row_errors_parser() -> impl TypedValueParser<Value = OnRowErrors> {
    PossibleValuesParser::new(["reject", "skip"])
        .try_map(|text| OnRowErrors::parse(&text).ok_or("neither reject nor skip"))
}

fn modules_parser() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(0..=i64::from(MODULES_MAX))
}

/// The address without a slash at its end: routes are put behind it.
fn parse_address(text: &str) -> Result<String, String> {
    let address = reqwest::Url::parse(text).map_err(|error| error.to_string())?;
    if !matches!(address.scheme(), "http" | "https") || address.host_str().is_none() {
        return Err("write it as https://host/path or http://host:port".to_owned());
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err("leave out everything from ? or #".to_owned());
    }
    Ok(address.as_str().trim_end_matches('/').to_owned())
}

fn parse_encoding(text: &str) -> Result<String, String> {
    let known = || format!("write one of {}, or another name of the WHATWG list", USUAL_ENCODINGS.join(", "));
    Encoding::named(text).map(Encoding::name).ok_or_else(known)
}

/// A tag goes into a header: letters, digits and hyphens.
fn parse_language(text: &str) -> Result<String, String> {
    let is_tag =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_tag { Ok(text.replace('_', "-")) } else { Err("write it as a tag such as en or fr-CA".to_owned()) }
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
    fn global_arguments_stand_before_or_after_the_command() {
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
            "users --status gone",
            "serve --issuer https://i.example",
            "serve --audience a",
            "serve --host localhost.",
            "users --api ftp://host",
            "users --api host:80",
            "users --api http://host/?x=1",
            "users --lang a;b",
            "catalog",
            "catalog load",
        ] {
            match parse(line) {
                Ok(_) => panic!("taken: {line}"),
                Err(error) => assert_eq!(error.exit_code(), 2, "{line}"),
            }
        }
    }

    #[test]
    fn import_without_options_is_the_safe_one() {
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
