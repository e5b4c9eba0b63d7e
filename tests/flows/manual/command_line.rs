//! Every command and option, as defined for clap.

use clap::{Arg, ArgAction, Command, CommandFactory};
use rollcall_local::cli::Cli;

use super::{cell, check, table};

/// Adds a full stop unless the text already ends a sentence.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '}']) { text.to_owned() } else { format!("{text}.") }
}

fn help(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut parts = vec![sentence(&cell(&help))];
    if arg.get_action().takes_values() {
        let values = arg.get_possible_values();
        let values: Vec<_> =
            values.iter().filter(|one| !one.is_hide_set()).map(|one| format!("`{}`", one.get_name())).collect();
        if !values.is_empty() {
            parts.push(format!("One of {}.", values.join(", ")));
        }
        if !arg.is_hide_default_value_set() {
            let defaults = arg.get_default_values().iter();
            parts.extend(defaults.map(|value| format!("Default: `{}`.", value.to_string_lossy())));
        }
    }
    parts.extend(arg.get_env().map(|variable| format!("Environment: `{}`.", variable.to_string_lossy())));
    parts.join(" ")
}

fn row(arg: &Arg) -> Vec<String> {
    let value = arg.get_value_names().unwrap_or_default().join(" ");
    let is_optional = arg.get_num_args().is_some_and(|range| range.min_values() == 0);
    let name = match arg.get_long() {
        Some(long) if arg.get_action().takes_values() && is_optional => format!("`--{long}[={value}]`"),
        Some(long) if arg.get_action().takes_values() => format!("`--{long} {value}`"),
        Some(long) => format!("`--{long}`"),
        None => format!("`{value}`"),
    };
    let short = arg.get_short().map(|short| format!("`-{short}`, ")).unwrap_or_default();
    vec![short + &name, help(arg)]
}

fn is_shown(arg: &Arg) -> bool {
    use ArgAction::{Help, HelpLong, HelpShort, Version};
    !arg.is_hide_set() && !matches!(arg.get_action(), Help | HelpLong | HelpShort | Version)
}

fn section(command: &Command, name: &str, blocks: &mut Vec<String>) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    blocks.push(format!("## {name}"));
    blocks.push(sentence(&about));
    let own: Vec<_> = command.get_arguments().filter(|arg| is_shown(arg) && !arg.is_global_set()).map(row).collect();
    if !own.is_empty() {
        blocks.push(table(&["Argument", "Meaning"], &own));
    }
    blocks.extend(command.get_after_help().map(|after| format!("```text\n{}\n```", after.to_string().trim())));
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        section(sub, &format!("{name} {}", sub.get_name()), blocks);
    }
}

#[test]
fn manual_command_line_page_matches_the_program() {
    let command = Cli::command();
    let mut blocks = vec!["# Command-line reference".to_owned()];
    section(&command, "rollcall", &mut blocks);
    let global: Vec<_> = command.get_arguments().filter(|arg| is_shown(arg) && arg.is_global_set()).map(row).collect();
    blocks.push("## Options of every command".into());
    blocks.push(table(&["Option", "Meaning"], &global));
    check("command-line.md", &blocks);
}
