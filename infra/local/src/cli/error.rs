use std::{io, path::PathBuf};

use rollcall_domain::flow::Causes;

use super::{client::ClientError, exit::Exit, output::Output};
use crate::stack::StackError;

#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("cannot read {}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The arguments are invalid or contradict each other.
    #[error("{0}")]
    Arguments(String),
    #[error("cannot write {}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The folder for results is not writable; no import was started.
    #[error("nothing was imported, because {} is not writable; pass a writable folder with --out", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Standard output cannot be written, for example because the program that reads it has closed the pipe.
    #[error("cannot write to standard output")]
    Output(#[from] io::Error),
    /// The terminal fails, or the line that was entered is not text.
    #[error(
        "cannot read the answer from the terminal, so nothing was changed; pass --yes to confirm without a question"
    )]
    Answer(#[source] io::Error),
    #[error(transparent)]
    Stack(#[from] StackError),
    /// The import or invitation request has succeeded, but the invitations cannot be sent now.
    #[error("the invitations cannot be sent now; the next command will send them")]
    Emails(#[source] lambda_runtime::Error),
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl CliError {
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Read { .. } | Self::Folder { .. } | Self::Arguments(_) => Exit::WrongArguments,
            Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Write { .. } | Self::Stack(_) | Self::Emails(_) | Self::Output(_) | Self::Answer(_) => Exit::Failed,
            Self::Client(error) => error.exit(),
        }
    }

    /// Writes the error to standard error, unless the cause is a closed pipe on standard output.
    pub(super) fn report(&self, output: &mut Output) {
        if matches!(self, Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe) {
            return;
        }
        output.error(&Causes(self).to_string());
        if let Self::Client(error) = self
            && let Some(advice) = error.advice()
        {
            output.note(advice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::captured;

    #[test]
    fn error_is_reported_with_its_causes_and_a_closed_pipe_is_not() {
        let read = |kind| io::Error::new(kind, "from the system");
        for (error, exit, reported) in [
            (
                CliError::Read { path: "a.csv".into(), source: read(io::ErrorKind::NotFound) },
                Exit::WrongArguments,
                "error: cannot read a.csv: from the system\n",
            ),
            (
                CliError::Write { path: "out".into(), source: read(io::ErrorKind::StorageFull) },
                Exit::Failed,
                "error: cannot write out: from the system\n",
            ),
            (CliError::Output(read(io::ErrorKind::BrokenPipe)), Exit::Done, ""),
            (
                CliError::Answer(read(io::ErrorKind::BrokenPipe)),
                Exit::Failed,
                "error: cannot read the answer from the terminal, so nothing was changed; pass --yes to confirm without a \
                 question: from the system\n",
            ),
            (CliError::Arguments("no".to_owned()), Exit::WrongArguments, "error: no\n"),
        ] {
            let (mut output, _, err) = captured::output();
            error.report(&mut output);
            assert_eq!((error.exit(), err.text().as_str()), (exit, reported));
        }
    }
}
