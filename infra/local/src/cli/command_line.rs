//! Command lines that the user can copy: the program's own commands with their arguments quoted for a shell.

use std::{fmt, path::Path};

use super::args::Global;

#[derive(Debug, Clone)]
pub(super) struct CommandLine(Vec<String>);

impl CommandLine {
    pub(super) fn new(command: &str) -> Self {
        Self(vec!["rollcall".to_owned(), command.to_owned()])
    }

    pub(super) fn argument(mut self, argument: impl Into<String>) -> Self {
        self.0.push(argument.into());
        self
    }

    pub(super) fn path(self, path: &Path) -> Self {
        self.argument(path.display().to_string())
    }

    pub(super) fn flag(self, name: &str, is_set: bool) -> Self {
        if is_set { self.argument(name) } else { self }
    }

    pub(super) fn option(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.argument(name).argument(value),
            None => self,
        }
    }

    /// Adds the global options that select the stack and the language. The token is secret, so it is omitted.
    pub(super) fn global(self, global: &Global) -> Self {
        self.option("--api", global.api.clone())
            .option("--data-dir", global.data_dir.as_ref().map(|dir| dir.display().to_string()))
            .option("--lang", global.lang.clone())
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, argument) in self.0.iter().enumerate() {
            let is_plain = |letter: char| letter.is_alphanumeric() || "_-./:@+,=%".contains(letter);
            let separator = if index == 0 { "" } else { " " };
            if !argument.is_empty() && argument.chars().all(is_plain) {
                write!(formatter, "{separator}{argument}")?;
            } else {
                write!(formatter, "{separator}'{}'", argument.replace('\'', "'\\''"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line_is_quoted_for_a_shell_and_leaves_the_token_out() {
        let global = Global {
            data_dir: Some("my data".into()),
            lang: Some("de".to_owned()),
            token: Some("secret".to_owned()),
            ..Global::default()
        };
        let line = CommandLine::new("import")
            .path(Path::new("Nils' list.csv"))
            .flag("--update-existing", true)
            .flag("--json", false)
            .option("--layout", None::<String>)
            .global(&global);
        assert_eq!(
            line.to_string(),
            r"rollcall import 'Nils'\'' list.csv' --update-existing --data-dir 'my data' --lang de"
        );
    }
}
