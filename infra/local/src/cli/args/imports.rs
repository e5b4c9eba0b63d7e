//! The arguments of `rollcall import`, `rollcall imports` and `rollcall undo`.

use std::path::PathBuf;

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use rollcall_domain::{
    decode::{Encoding, USUAL_ENCODINGS},
    import::{ImportStatus, OnRowErrors, Source},
    layout::LayoutName,
};

use super::{layout_parser, parse_id_or_name};

/// `rollcall import`.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line, independent of the others")]
#[derive(Args)]
#[command(after_help = "Exit status:
  0  completed, even if every row was skipped        3  rejected, cancelled, or every row failed
  1  internal error                                  4  completed, and some rows failed
  2  wrong arguments                                 5  a file of a feed awaits confirmation at the brake
                                                 130  interrupted
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
    #[arg(long, value_name = "NAME", value_parser = parse_id_or_name, conflicts_with_all = ["layout", "update_existing", "send_invitations", "on_row_errors", "corrections", "accept_suggestions"])]
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
    #[arg(long, value_parser = PossibleValuesParser::new(ImportStatus::NAMES))]
    pub status: Option<String>,
    /// Only imports from this source
    #[arg(long, value_parser = PossibleValuesParser::new(Source::NAMES))]
    pub source: Option<String>,
    /// Only imports started by this subject (from a token) or principal (for a dropped file)
    #[arg(long, value_name = "SUBJECT")]
    pub started_by: Option<String>,
    /// Only imports of this feed's files
    #[arg(long, value_name = "NAME", value_parser = parse_id_or_name)]
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
        #[arg(value_parser = parse_id_or_name)]
        import_id: String,
        /// Skip rows with errors; for a feed's file, the feed decides
        #[arg(long)]
        ignore_errors: bool,
    },
    /// Cancel a waiting import
    Cancel {
        /// The import
        #[arg(value_parser = parse_id_or_name)]
        import_id: String,
    },
}

/// `rollcall undo`.
#[derive(Args)]
#[command(
    after_help = "Users that the import created are removed, values that it changed are restored, and courses that it assigned are
removed. Values that were changed since are retained. An undo cannot be undone: import the file again.

Exit status:
  0  everything was undone      3  nothing was undone
  1  internal error             4  something was retained
  2  wrong arguments          130  interrupted
With --dry-run, the status is the one that the real undo would have.

Examples:
  rollcall undo 01m80swh5has1mkgtd02w3fbwk --dry-run
  rollcall undo 01m80swh5has1mkgtd02w3fbwk --yes --json | jq .summary"
)]
pub struct UndoArgs {
    /// The import, as listed by `rollcall imports`
    #[arg(value_name = "IMPORT_ID", value_parser = parse_id_or_name)]
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

fn on_row_errors_parser() -> impl TypedValueParser<Value = OnRowErrors> {
    PossibleValuesParser::new(OnRowErrors::NAMES)
        .try_map(|text| OnRowErrors::parse(&text).ok_or("neither reject nor skip"))
}

fn parse_encoding(text: &str) -> Result<String, String> {
    let known =
        || format!("use one of {}, or another name of the WHATWG Encoding Standard", USUAL_ENCODINGS.join(", "));
    Encoding::named(text).map(Encoding::name).ok_or_else(known)
}
