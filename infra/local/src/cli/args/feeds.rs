//! The arguments of `rollcall feeds`.

use std::path::PathBuf;

use clap::{Args, Subcommand, builder::PossibleValuesParser};
use rollcall_domain::{feed::Missing, import::OnRowErrors, problem::Language};
use serde_json::{Map, Value, json};

use super::parse_id_or_name;

const LIMITS: [&str; 6] =
    ["create_percent", "update_percent", "disable_percent", "failed_percent", "unreadable_rows", "min_users"];

/// `rollcall feeds`.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  rollcall feeds
  rollcall feeds set hr feed.json
  rollcall feeds set hr --missing disable --missing-after 2 --brake disable_percent=5
  rollcall feeds show hr > feed.json
  rollcall import people.csv --feed hr"
)]
pub struct FeedsArgs {
    /// Print one JSON document, {"items":[…]}
    #[arg(long)]
    pub json: bool,
    /// What to do; without a subcommand, the feeds are listed
    #[command(subcommand)]
    pub command: Option<FeedsCommand>,
}

/// What to do with a feed.
#[derive(Subcommand)]
pub enum FeedsCommand {
    /// Print a feed's configuration as JSON, in the form that `set` reads, and its state
    Show {
        /// The feed
        #[arg(value_parser = parse_id_or_name)]
        name: String,
    },
    /// Create a feed, or change its configuration
    Set(Box<FeedsSetArgs>),
    /// Delete a feed; its users remain
    Remove {
        /// The feed
        #[arg(value_parser = parse_id_or_name)]
        name: String,
    },
}

/// `rollcall feeds set`.
#[derive(Args)]
#[command(
    after_help = "Without FILE.json, the options change the stored configuration; a new feed gets the default of each omitted option.
A file keeps the configuration that applied when it was received.

Examples:
  rollcall feeds set hr feed.json --test-mode
  rollcall feeds set hr --test-mode=false --report-to hr@acme.example"
)]
pub struct FeedsSetArgs {
    /// Name of the feed: 1 to 40 lowercase letters, digits and hyphens
    #[arg(value_parser = parse_id_or_name)]
    pub name: String,
    /// A JSON file that replaces the entire configuration before the options are applied
    #[arg(value_name = "FILE.json")]
    pub file: Option<PathBuf>,
    /// Update existing users with the values and courses in the file [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub update_existing: Option<bool>,
    /// Send invitations to created users, and to uninvited users whom a row enables [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub send_invitations: Option<bool>,
    /// How to treat rows with errors [default: skip]
    #[arg(long, value_parser = PossibleValuesParser::new(OnRowErrors::NAMES))]
    pub on_row_errors: Option<String>,
    /// What to do with people who are absent from a file: nothing, or disable them [default: keep]
    #[arg(long, value_parser = PossibleValuesParser::new(Missing::NAMES))]
    pub missing: Option<String>,
    /// Number of consecutive files from which a person must be absent before being disabled [default: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10))]
    pub missing_after: Option<u64>,
    /// A limit above which a file waits for confirmation, for example `disable_percent=5`; may be repeated
    #[arg(long, value_name = "LIMIT=N", value_parser = parse_limit)]
    pub brake: Vec<(&'static str, u64)>,
    /// Remove the brake: files never wait for confirmation
    #[arg(long, conflicts_with = "brake")]
    pub no_brake: bool,
    /// Only check files [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub test_mode: Option<bool>,
    /// Language of reports and result files [default: the stack's]
    #[arg(long, value_parser = PossibleValuesParser::new(Language::ALL.map(Language::tag)))]
    pub language: Option<String>,
    /// An address that receives reports; may be repeated; replaces the stored addresses
    #[arg(long, value_name = "EMAIL")]
    pub report_to: Vec<String>,
}

impl FeedsSetArgs {
    /// Applies the options to a configuration.
    pub fn apply(&self, body: &mut Map<String, Value>) {
        let members = [
            ("update_existing", self.update_existing.map(Value::from)),
            ("send_invitations", self.send_invitations.map(Value::from)),
            ("on_row_errors", self.on_row_errors.clone().map(Value::from)),
            ("missing", self.missing.clone().map(Value::from)),
            ("missing_after", self.missing_after.map(Value::from)),
            ("test_mode", self.test_mode.map(Value::from)),
            ("language", self.language.clone().map(Value::from)),
            ("report_to", (!self.report_to.is_empty()).then(|| json!(self.report_to))),
            ("brake", self.no_brake.then_some(Value::Null)),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                body.insert(name.to_owned(), value);
            }
        }
        if self.brake.is_empty() {
            return;
        }
        // If the brake was off, it is turned on, with default values for the omitted limits.
        let mut limits = body.get("brake").and_then(Value::as_object).cloned().unwrap_or_default();
        limits.extend(self.brake.iter().map(|(limit, value)| ((*limit).to_owned(), json!(value))));
        body.insert("brake".to_owned(), Value::Object(limits));
    }
}

fn parse_limit(text: &str) -> Result<(&'static str, u64), String> {
    let form = || format!("use LIMIT=N, where LIMIT is one of {}", LIMITS.join(", "));
    let (name, value) = text.split_once('=').ok_or_else(form)?;
    let limit = LIMITS.into_iter().find(|limit| *limit == name.replace('-', "_")).ok_or_else(form)?;
    Ok((limit, value.parse().map_err(|_| form())?))
}
