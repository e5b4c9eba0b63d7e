//! Why a command did not come to its end, and what the program says then.

use std::{error::Error, fmt, io, path::PathBuf};

use super::{client::ClientError, exit::Exit, output::Output};
use crate::stack::StackError;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// A file that was named cannot be read: the argument is wrong.
    #[error("cannot read {}", path.display())]
    Read {
        /// As given.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Arguments that do not go together, or say nothing.
    #[error("{0}")]
    Arguments(String),
    /// A result cannot be written where it belongs.
    #[error("cannot write {}", path.display())]
    Write {
        /// Where.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No result could be written into the folder that was named, so nothing was begun.
    #[error("nothing was imported, since no result can be written into {}; name a folder that you may write to with --out", path.display())]
    Folder {
        /// As given.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Standard output is gone; a reader that has seen enough closes it.
    #[error("cannot write to standard output")]
    Output(#[from] io::Error),
    /// The stack inside this program does not run.
    #[error(transparent)]
    Stack(#[from] StackError),
    /// The import is done, and its invitations cannot be sent now; the next start sends them.
    #[error("the invitations cannot be sent now")]
    Mails(#[source] lambda_runtime::Error),
    /// The API refuses, or cannot be reached.
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl CliError {
    /// The exit status that goes with it.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Read { .. } | Self::Folder { .. } | Self::Arguments(_) => Exit::WrongArguments,
            Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Write { .. } | Self::Stack(_) | Self::Mails(_) | Self::Output(_) => Exit::Failed,
            Self::Client(error) => error.exit(),
        }
    }

    /// Tells it on standard error; a reader who closed standard output knows already.
    pub(super) fn tell(&self, output: &mut Output) {
        if matches!(self, Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe) {
            return;
        }
        output.error(&Chain(self).to_string());
        if let Self::Client(error) = self
            && let Some(advice) = error.advice()
        {
            output.note(advice);
        }
    }
}

/// An error with all its sources, in one line.
struct Chain<'a>(&'a dyn Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            write!(formatter, ": {error}")?;
            next = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::captured;

    #[test]
    fn error_is_told_with_its_causes_and_a_closed_pipe_is_not() {
        let read = |kind| io::Error::new(kind, "told by the system");
        for (error, exit, told) in [
            (
                CliError::Read { path: "a.csv".into(), source: read(io::ErrorKind::NotFound) },
                Exit::WrongArguments,
                "error: cannot read a.csv: told by the system\n",
            ),
            (
                CliError::Write { path: "out".into(), source: read(io::ErrorKind::StorageFull) },
                Exit::Failed,
                "error: cannot write out: told by the system\n",
            ),
            (CliError::Output(read(io::ErrorKind::BrokenPipe)), Exit::Done, ""),
            (CliError::Arguments("no".to_owned()), Exit::WrongArguments, "error: no\n"),
        ] {
            let (mut output, _, err) = captured::output();
            error.tell(&mut output);
            assert_eq!((error.exit(), err.text().as_str()), (exit, told));
        }
    }
}
