//! What the user can do after an import, with the exact commands.

use rollcall_domain::{
    import::{ImportStatus, OnRowErrors},
    layout::LayoutName,
    locale::{Language, Message, Value, report},
    problem::{Code, Level},
};

use super::report::Report;
use crate::cli::{
    args::{Global, ImportArgs},
    command_line::CommandLine,
};

/// Maximum number of existing users that a suggested command names; if there are more, it invites everyone without an invitation.
const NAMED_MAX: usize = 10;

/// Returns sentences about what to do next.
pub(super) fn advice(report: &Report, args: &ImportArgs, global: &Global) -> Vec<String> {
    match report.end {
        ImportStatus::Rejected => after_rejection(report, args, global),
        ImportStatus::Completed => after_import(report, args, global),
        ImportStatus::AwaitingConfirmation if !report.is_dry_run => at_the_brake(report, global),
        ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Expired
        | ImportStatus::AwaitingUpload
        | ImportStatus::Validating
        | ImportStatus::AwaitingConfirmation
        | ImportStatus::Importing => Vec::new(),
    }
}

/// Returns advice on how to apply the safe suggestions: the same command with an additional option.
pub(super) fn how_to_accept(count: usize, args: &ImportArgs, global: &Global) -> String {
    let found = if count == 1 { "1 suggestion is safe".to_owned() } else { format!("{count} suggestions are safe") };
    let command =
        import_again(args, args.on_row_errors, global).flag("--dry-run", args.dry_run).argument("--accept-suggestions");
    format!("{found}. To apply: {command}")
}

/// Returns advice for a file whose companies cannot be found because the catalog is empty.
pub(super) fn how_to_load_catalog(global: &Global) -> String {
    let command = CommandLine::new("catalog").argument("load").argument("FILE.json").global(global);
    format!("The catalog is empty, so no company was found. Load one with: {command}")
}

fn at_the_brake(report: &Report, global: &Global) -> Vec<String> {
    let import_id = report.import_id.clone().unwrap_or_default();
    let decide = |message, decision| {
        let command = CommandLine::new("imports").argument(decision).argument(import_id.as_str()).global(global);
        with_command(message, &command, report.language)
    };
    vec![decide(report::ADVICE_CONFIRM, "confirm"), decide(report::ADVICE_CANCEL, "cancel")]
}

fn after_rejection(report: &Report, args: &ImportArgs, global: &Global) -> Vec<String> {
    let language = report.language;
    let mut lines = Vec::new();
    if has_file_error(report) {
        if report.import_id.is_some() {
            lines.push(report::ADVICE_FILE.text(language).to_owned());
        }
    } else if report.rows_valid.is_some_and(|valid| valid > 0)
        && args.on_row_errors == OnRowErrors::Reject
        // A feed decides how its rows with errors are treated.
        && args.feed.is_none()
    {
        let command = import_again(args, OnRowErrors::Skip, global);
        lines.push(with_command(report::ADVICE_SKIP, &command, language));
    }
    lines.extend(about_existing_users(report, global));
    lines
}

/// For a layout that only adds users, says how many users exist, how many of them have never been invited, and how to invite those. Empty if
/// not all problems are known, because the numbers would be too low.
fn about_existing_users(report: &Report, global: &Global) -> Vec<String> {
    let language = report.language;
    let existing = report.problems.iter().filter(|problem| problem.code == Code::UserExists.as_str()).count() as u64;
    if existing == 0 || (report.problems.len() as u64) < report.counts.errors + report.counts.warnings {
        return Vec::new();
    }
    let counted = |message: Message, count| message.format(language, &[("count", Value::Number(count))]);
    let mut lines = vec![counted(report::USERS_EXIST, existing)];
    let addresses = &report.never_invited;
    if addresses.is_empty() {
        return lines;
    }
    lines.push(counted(report::NEVER_INVITED, addresses.len() as u64));
    let command = CommandLine::new("invite");
    let (message, command) = if addresses.len() <= NAMED_MAX {
        (report::ADVICE_INVITE_EXISTING, addresses.iter().fold(command, CommandLine::argument))
    } else {
        (report::ADVICE_INVITE_ALL, command.argument("--all"))
    };
    lines.push(with_command(message, &command.global(global), language));
    lines
}

fn after_import(report: &Report, args: &ImportArgs, global: &Global) -> Vec<String> {
    let language = report.language;
    let mut lines = Vec::new();
    if report.summary.created > 0 && !args.send_invitations && !report.has_invitations() && !report.is_dry_run {
        lines.push(report::CREATED_UNINVITED.text(language).to_owned());
    }
    if report.summary.never_invited > 0 {
        let values = [("count", Value::Number(report.summary.never_invited))];
        lines.push(report::NEVER_INVITED.format(language, &values));
    }
    if let (false, Some(import_id)) = (lines.is_empty() || report.is_dry_run, &report.import_id) {
        let command = CommandLine::new("invite").option("--import", Some(import_id.as_str())).global(global);
        lines.push(with_command(report::ADVICE_INVITE, &command, language));
    }
    lines
}

/// Returns `true` if the file is refused as a whole, regardless of the options.
fn has_file_error(report: &Report) -> bool {
    let is_of_file = |code: &str| Code::parse(code).is_some_and(|code| code.level() == Level::File);
    report.problems.iter().any(|problem| problem.severity == "error" && is_of_file(&problem.code))
}

/// Returns the command that imports the file with the same options, except that it treats rows with errors as given and omits `--dry-run`.
fn import_again(args: &ImportArgs, on_row_errors: OnRowErrors, global: &Global) -> CommandLine {
    CommandLine::new("import")
        .path(&args.file)
        .option("--layout", args.layout.map(LayoutName::as_str))
        .flag("--update-existing", args.update_existing)
        .flag("--send-invitations", args.send_invitations)
        .option("--encoding", args.encoding.clone())
        .option("--corrections", args.corrections.as_ref().map(|path| path.display().to_string()))
        .flag("--accept-suggestions", args.accept_suggestions)
        .option("--out", args.out.as_ref().map(|out| out.display().to_string()))
        .option("--on-row-errors", (on_row_errors == OnRowErrors::Skip).then_some("skip"))
        .global(global)
}

fn with_command(message: Message, command: &CommandLine, language: Language) -> String {
    message.format(language, &[("command", Value::Text(command.to_string()))])
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use rollcall_domain::row::Summary;

    use super::*;
    use crate::cli::{
        args::{Cli, Command},
        client::{CountsResponse, ProblemResponse},
        import::report::tests::{problem, report},
    };

    #[test]
    fn rejection_because_users_exist_says_how_to_invite_those_who_have_no_invitation() {
        let exists =
            |row| ProblemResponse { code: "user-exists".to_owned(), ..problem("error", Some(row), "email", "") };
        for (number, errors, expected) in [
            (0, 12, vec!["12 users in the file already exist."]),
            (
                2,
                12,
                vec![
                    "12 users in the file already exist.",
                    "2 existing users have never been invited.",
                    "To invite users who already exist: rollcall invite u0@example.org u1@example.org --lang en",
                ],
            ),
            (
                11,
                12,
                vec![
                    "12 users in the file already exist.",
                    "11 existing users have never been invited.",
                    "To invite everyone who has no invitation: rollcall invite --all --lang en",
                ],
            ),
            (2, 13, vec![]),
        ] {
            let Ok(Cli { global, command: Command::Import(args) }) =
                Cli::try_parse_from(["rollcall", "import", "a.csv", "--layout", "learners", "--lang", "en"])
            else {
                panic!("the command is valid");
            };
            let report = Report {
                status: ImportStatus::Rejected,
                end: ImportStatus::Rejected,
                counts: CountsResponse { errors, warnings: 0 },
                problems: (2..14).map(exists).collect(),
                never_invited: (0..number).map(|number| format!("u{number}@example.org")).collect(),
                ..report()
            };
            assert_eq!(advice(&report, &args, &global), expected);
        }
    }

    #[test]
    fn users_invited_by_their_feed_need_no_other_invitation() {
        let Ok(Cli { global, command: Command::Import(args) }) =
            Cli::try_parse_from(["rollcall", "import", "a.csv", "--feed", "staff", "--lang", "en"])
        else {
            panic!("the command is valid");
        };
        for (invitations, advised) in [(0, true), (5, false)] {
            let completed = ImportStatus::Completed;
            let summary = Summary { created: 5, invitations, ..Summary::default() };
            let report = Report { status: completed, end: completed, summary, ..report() };
            assert_eq!(!advice(&report, &args, &global).is_empty(), advised, "{invitations} invitations");
        }
    }

    #[test]
    fn command_that_applies_suggestions_repeats_the_options_and_omits_the_token() {
        for (options, repeated) in [
            ("", ""),
            ("--token SECRET --api http://h:1 --lang de", " --api http://h:1 --lang de"),
            ("--dry-run", " --dry-run"),
            ("--on-row-errors reject", ""),
            (
                "--out o --corrections c.json --layout learners --update-existing --send-invitations --on-row-errors skip \
                 --encoding utf-8",
                " --layout learners --update-existing --send-invitations --encoding utf-8 --corrections c.json --out o \
                 --on-row-errors skip",
            ),
        ] {
            let line = ["rollcall", "import", "it's.csv"].into_iter().chain(options.split_whitespace());
            let Ok(Cli { global, command: Command::Import(args) }) = Cli::try_parse_from(line) else {
                panic!("{options}");
            };
            let command = format!(r"rollcall import 'it'\''s.csv'{repeated} --accept-suggestions");
            let advice = how_to_accept(2, &args, &global);
            assert_eq!(advice, format!("2 suggestions are safe. To apply: {command}"), "{options}");
        }
    }
}
