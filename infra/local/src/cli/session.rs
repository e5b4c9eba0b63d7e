//! The stack that a command uses: the one inside this program, or the one at `--api`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rollcall_domain::{
    import::{Import, ImportStatus},
    stores::ImportStore,
};
use rollcall_embedded::is_loopback;

use super::{
    args::Global,
    client::Client,
    command_line::CommandLine,
    error::CliError,
    output::{Output, printable},
    samples::Samples,
    signal,
};
use crate::stack::{DueEmails, MAILS_PER_SECOND, Stack, StackConfig};

const DATA_DIR: &str = ".rollcall";
/// Folder in the data directory for the state of commands that have not finished.
pub(super) const UNFINISHED: &str = "unfinished";
/// The warning of a command that invites users while sending is stopped.
pub(super) const SENDING_IS_STOPPED: &str = "sending is stopped, so the invitations wait: check the addresses that bounced, and choose \
     “Resume sending” above the user list in a browser (on this machine: `rollcall serve`)";
/// The warning of a command that ends before all invitations have been sent.
pub(super) const INVITATIONS_REMAIN: &str =
    "some invitations have not been sent; `rollcall serve` and the next command that sends invitations will try again";

/// Maximum number of open imports that are read to find those in progress.
const OPEN_READ_MAX: usize = 50;
/// Maximum number of continued imports that are named.
const CONTINUED_SHOWN_MAX: usize = 5;

pub(super) struct Session {
    client: Client,
    stack: Option<Stack>,
    data_dir: Option<PathBuf>,
}

impl Session {
    /// Starts the data directory's stack, or connects to the one at `--api`. Names the imports that an earlier program left unfinished, because
    /// the data directory's stack continues them.
    pub(super) async fn open(global: &Global, output: &mut Output) -> Result<Self, CliError> {
        let session = Self::open_silently(global, output).await?;
        for import in session.imports_in_progress().await.iter().take(CONTINUED_SHOWN_MAX) {
            output.note(&how_to_stop(import, global));
        }
        Ok(session)
    }

    /// Like [`open`](Self::open), but does not name the imports that are continued.
    pub(super) async fn open_silently(global: &Global, output: &mut Output) -> Result<Self, CliError> {
        if let Some(api) = &global.api {
            let token = usable_token(global)?;
            if token.is_some() && sends_in_the_clear(api) {
                output.warn("the token is sent unencrypted: use https for an API on another machine");
            }
            let client = Client::new(api, token, global.lang.clone())?;
            // With `--api`, the data directory has no default, so that a command for another stack does not create `.rollcall`.
            return Ok(Self { client, stack: None, data_dir: global.data_dir.clone() });
        }
        let data_dir = data_dir(global);
        let stack = Stack::start(StackConfig {
            data_dir: data_dir.clone(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            issuer: None,
            accepts_workbooks: true,
            lambda: None,
            in_memory: false,
            workers: true,
            mails_per_second: MAILS_PER_SECOND,
        })
        .await?;
        match Client::new(&stack.addresses().api, None, global.lang.clone()) {
            Ok(client) => Ok(Self { client, stack: Some(stack), data_dir: Some(data_dir) }),
            Err(error) => {
                stack.stop().await;
                Err(error.into())
            }
        }
    }

    /// Returns the imports that the stack inside this program is validating or writing, among the [`OPEN_READ_MAX`] that are due first.
    /// Omits those that cannot be read.
    pub(super) async fn imports_in_progress(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        let Some(stack) = &self.stack else { return imports };
        let open = stack.clients().due_imports(Timestamp::MAX, OPEN_READ_MAX).await.unwrap_or_default();
        for id in open {
            let import = stack.clients().import(&id).await.ok().flatten();
            let is_in_progress =
                |import: &Import| matches!(import.status(), ImportStatus::Validating | ImportStatus::Importing);
            imports.extend(import.filter(is_in_progress));
        }
        imports
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the folder in which the program may store its own data, or `None` if `--api` is given without `--data-dir`.
    pub(super) fn data_dir(&self) -> Option<&Path> {
        self.data_dir.as_deref()
    }

    pub(super) fn is_embedded(&self) -> bool {
        self.stack.is_some()
    }

    /// Returns the sample catalog of the stack inside this program, or `None` with `--api`.
    pub(super) fn samples(&self) -> Option<Samples<'_>> {
        Some(Samples::of(self.stack.as_ref()?, self.data_dir()?))
    }

    /// Returns the sample catalog if the stack inside this program has no catalog, or only a part of the samples.
    pub(super) async fn wanted_samples(&self) -> Result<Option<Samples<'_>>, CliError> {
        let Some(samples) = self.samples() else { return Ok(None) };
        Ok(samples.are_wanted().await?.then_some(samples))
    }

    /// If the stack runs inside this program, sends the invitations that are due, so that they do not wait for the next command.
    pub(super) async fn send_due_emails(&self) -> Result<DueEmails, CliError> {
        let Some(stack) = &self.stack else { return Ok(DueEmails::Sent) };
        tokio::select! {
            emails = stack.send_due_emails() => emails.map_err(CliError::Emails),
            () = signal::interrupted() => Ok(DueEmails::Remain),
        }
    }

    /// [Sends](Self::send_due_emails) the invitations that an import has just requested, and warns if sending is stopped.
    pub(super) async fn send_new_invitations(&self, output: &mut Output) -> Result<(), CliError> {
        match self.send_due_emails().await? {
            DueEmails::WereStopped | DueEmails::Stopped => output.warn(SENDING_IS_STOPPED),
            DueEmails::Remain => output.warn(INVITATIONS_REMAIN),
            DueEmails::Sent => {}
        }
        Ok(())
    }

    pub(super) async fn close(self) {
        if let Some(stack) = self.stack {
            stop(stack).await;
        }
    }
}

/// Says that an import is continued, and how to stop it.
fn how_to_stop(import: &Import, global: &Global) -> String {
    let id = import.id();
    let name = match import.undoes() {
        Some(_) => format!("Undo {id}"),
        None => format!("Import {id} of {}", printable(&import.file().name)),
    };
    if import.status() == ImportStatus::Importing {
        return format!("{name} was interrupted and continues to write users now.");
    }
    let command = CommandLine::new("imports").argument("cancel").argument(id.as_str()).global(global);
    format!(
        "{name} was interrupted and continues now. To cancel it before it writes users, press Ctrl-C and run: {command}"
    )
}

/// Stops a stack. An interrupt ends the wait: unfinished work is resumed at the next start.
pub(super) async fn stop(stack: Stack) {
    tokio::select! {
        () = stack.stop() => {}
        () = signal::interrupted() => {}
    }
}

/// Returns the token without white space at its ends, such as the line break of a file from which it was read; `None` if nothing remains.
fn usable_token(global: &Global) -> Result<Option<String>, CliError> {
    let token = global.token.as_deref().unwrap_or_default().trim();
    // The message does not contain the token, which is secret.
    if token.chars().any(char::is_control) {
        return Err(CliError::Arguments(
            "the token contains a control character, such as a line break: pass it exactly as it was issued".to_owned(),
        ));
    }
    Ok((!token.is_empty()).then(|| token.to_owned()))
}

/// Returns `true` if requests to this address leave the machine unencrypted.
fn sends_in_the_clear(api: &str) -> bool {
    api.strip_prefix("http://").is_some_and(|rest| !is_loopback(rest.split('/').next().unwrap_or_default()))
}

pub(super) fn data_dir(global: &Global) -> PathBuf {
    global.data_dir.clone().unwrap_or_else(|| PathBuf::from(DATA_DIR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::exit::Exit;

    #[test]
    fn token_loses_white_space_at_its_ends_and_is_refused_with_control_characters() {
        for (token, expected) in [
            ("t0ken", Some(Some("t0ken"))),
            (" t0ken\r\n", Some(Some("t0ken"))),
            (" \n", Some(None)),
            ("", Some(None)),
            ("t0\nken", None),
            ("t0\u{7f}ken", None),
        ] {
            let global = Global { token: Some(token.to_owned()), ..Global::default() };
            match (usable_token(&global), expected) {
                (Ok(found), Some(expected)) => assert_eq!(found.as_deref(), expected, "{token:?}"),
                (Err(error), None) => {
                    assert_eq!(error.exit(), Exit::WrongArguments);
                    assert!(!error.to_string().contains("t0"), "{error}");
                }
                (found, _) => panic!("{token:?}: {found:?}"),
            }
        }
    }

    #[test]
    fn token_is_safe_over_https_and_on_this_machine() {
        for (api, expected) in [
            ("https://api.example.org", false),
            ("http://127.0.0.1:8000", false),
            ("http://localhost:8000/x", false),
            ("http://api.example.org", true),
            ("http://10.0.0.1:8000", true),
        ] {
            assert_eq!(sends_in_the_clear(api), expected, "{api}");
        }
    }
}
