//! Every command and option, as clap knows them.

use clap::{Arg, ArgAction, Command, CommandFactory};
use rollcall_local::cli::Cli;

use super::{cell, check, table};

fn help(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut text = cell(&help);
    let values = arg.get_possible_values();
    let values: Vec<String> =
        values.iter().filter(|one| !one.is_hide_set()).map(|one| format!("`{}`", one.get_name())).collect();
    if arg.get_action().takes_values() && !values.is_empty() {
        text += &format!(" One of {}.", values.join(", "));
    }
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if arg.get_action().takes_values() && !defaults.is_empty() {
        text += &format!(" Default: {}.", defaults.join(", "));
    }
    if let Some(variable) = arg.get_env() {
        text += &format!(" Environment: `{}`.", variable.to_string_lossy());
    }
    text
}

fn row(arg: &Arg) -> Vec<String> {
    let value = arg.get_value_names().unwrap_or_default().join(" ");
    let name = match arg.get_long() {
        Some(long) if arg.get_action().takes_values() => format!("`--{long} {value}`"),
        Some(long) => format!("`--{long}`"),
        None => format!("`{value}`"),
    };
    vec![name, help(arg)]
}

fn is_shown(arg: &Arg) -> bool {
    !arg.is_hide_set()
        && !matches!(
            arg.get_action(),
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
        )
}

fn section(command: &Command, name: &str, page: &mut String) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let about = about.trim_end();
    *page += &format!("## {name}\n\n{about}{}\n\n", if about.ends_with('.') { "" } else { "." });
    let own: Vec<_> = command.get_arguments().filter(|arg| is_shown(arg) && !arg.is_global_set()).map(row).collect();
    if !own.is_empty() {
        *page += &format!("{}\n", table(&["Argument", "Meaning"], &own));
    }
    if let Some(after) = command.get_after_help() {
        *page += &format!("```text\n{}\n```\n\n", after.to_string().trim());
    }
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        section(sub, &format!("{name} {}", sub.get_name()), page);
    }
}

#[test]
fn manual_command_line_is_that_of_the_program() {
    let command = Cli::command();
    let mut page = "# Command-line reference\n\n".to_owned();
    section(&command, "rollcall", &mut page);
    let everywhere: Vec<_> =
        command.get_arguments().filter(|arg| is_shown(arg) && arg.is_global_set()).map(row).collect();
    page += &format!("## Options of every command\n\n{}", table(&["Option", "Meaning"], &everywhere));
    check("command-line.md", &page);
}
