//! The arguments of `rollcall users`, `rollcall invite` and `rollcall mailbox`.

use clap::{ArgGroup, Args, ValueEnum, builder::NonEmptyStringValueParser};
use rollcall_domain::user::UserStatus;

use super::parse_id_or_name;

/// `rollcall users`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall users --status pending
  rollcall users --json | jq '.items[].email'")]
pub struct UsersArgs {
    /// Only users in this company
    #[arg(long, value_name = "COMPANY", value_parser = NonEmptyStringValueParser::new())]
    pub company: Option<String>,
    /// Only users with this status
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// Only users with exactly this identifier
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
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

/// `rollcall invite`.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
#[derive(Args)]
#[command(
    group(ArgGroup::new("whom").required(true)),
    after_help = "Users who are disabled, active or already invited are left out. On a terminal, the command first shows how many users
it would invite, and asks for confirmation.

Exit status:
  0  done, even if every user was left out           3  not confirmed, or every address or the company is unknown
  1  internal error                                  4  some addresses are unknown
  2  wrong arguments                               130  interrupted

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
    #[arg(long, value_name = "IMPORT_ID", group = "whom", value_parser = parse_id_or_name)]
    pub import: Option<String>,
    /// All users in this company who have no invitation
    #[arg(long, value_name = "COMPANY", group = "whom", value_parser = NonEmptyStringValueParser::new())]
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
