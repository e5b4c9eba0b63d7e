//! The arguments of `rollcall catalog` and `rollcall template`.

use std::path::PathBuf;

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use rollcall_domain::{
    keys::FileKind,
    layout::{COURSE_COLUMNS_MAX, LayoutName},
};

use super::layout_parser;

const MODULES_MAX: u16 = COURSE_COLUMNS_MAX as u16;

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

fn format_parser() -> impl TypedValueParser<Value = FileKind> {
    PossibleValuesParser::new(["csv", "xlsx"]).try_map(|text| FileKind::parse(&text).ok_or("neither csv nor xlsx"))
}

fn modules_parser() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(0..=i64::from(MODULES_MAX))
}
