//! The stack that a command uses: the one inside this program, or the one at `--api`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
};

use rollcall_domain::import::ImportStatus;
use rollcall_embedded::is_loopback;
use serde::Deserialize;

use super::{
    args::Global,
    client::{Client, ClientError, ImportFilter},
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

/// Maximum number of continued imports that are named, for each status.
const CONTINUED_SHOWN_MAX: usize = 3;

/// An import that the stack continues.
#[derive(Default, Deserialize)]
struct ContinuedImport {
    import_id: String,
    /// `None` for an undo.
    file: Option<ContinuedFile>,
}

#[derive(Deserialize)]
struct ContinuedFile {
    name: String,
}

pub(super) struct Session {
    client: Client,
    stack: Option<Stack>,
    data_dir: Option<PathBuf>,
}

impl Session {
    /// Starts the data directory's stack, or connects to the one at `--api`.
    pub(super) async fn open(global: &Global, output: &mut Output) -> Result<Self, CliError> {
        if let Some(api) = &global.api {
            let token = global.token.clone().filter(|token| !token.is_empty());
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
        let opened = async {
            let client = Client::new(&stack.addresses().api, None, global.lang.clone())?;
            note_continued(&client, output).await?;
            Ok::<_, ClientError>(client)
        };
        match opened.await {
            Ok(client) => Ok(Self { client, stack: Some(stack), data_dir: Some(data_dir) }),
            Err(error) => {
                stack.stop().await;
                Err(error.into())
            }
        }
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

/// Names the imports that an earlier program left unfinished, and which the stack inside this program now continues.
async fn note_continued(client: &Client, output: &mut Output) -> Result<(), ClientError> {
    for status in [ImportStatus::Validating, ImportStatus::Importing] {
        let filter = ImportFilter { status: Some(status.as_str()), ..ImportFilter::default() };
        for import in client.imports(filter, None).await?.items.iter().take(CONTINUED_SHOWN_MAX) {
            let import: ContinuedImport = serde_json::from_str(import.get()).unwrap_or_default();
            let id = printable(&import.import_id).into_owned();
            let name = match &import.file {
                Some(file) => format!("Import {id} of {}", printable(&file.name)),
                None => format!("Undo {id}"),
            };
            output.note(&match status {
                ImportStatus::Validating => format!(
                    "{name} was interrupted and continues now. To cancel it, before it writes users: rollcall imports cancel {id}"
                ),
                _ => format!("{name} was interrupted and continues to write users now."),
            });
        }
    }
    Ok(())
}

/// Stops a stack. An interrupt ends the wait: unfinished work is resumed at the next start.
pub(super) async fn stop(stack: Stack) {
    tokio::select! {
        () = stack.stop() => {}
        () = signal::interrupted() => {}
    }
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
    use std::error::Error;

    use axum::{Json, Router, extract::RawQuery, routing::get};
    use serde_json::json;

    use super::*;
    use crate::cli::{client::served, output::captured};

    #[tokio::test]
    async fn imports_that_are_continued_are_named() -> Result<(), Box<dyn Error>> {
        let imports = get(async |RawQuery(query): RawQuery| {
            let items = if query.unwrap_or_default().contains("status=validating") {
                json!([{ "import_id": "03", "file": { "name": "wrong\u{1b}.csv" } }])
            } else {
                json!([{ "import_id": "02", "file": null }, { "import_id": "01", "file": { "name": "a.csv" } }])
            };
            Json(json!({ "items": items, "next_cursor": null }))
        });
        let client = served(Router::new().route("/imports", imports)).await?;
        let (mut output, _, err) = captured::output();
        note_continued(&client, &mut output).await?;
        let notes = err.text();
        let lines: Vec<&str> = notes.lines().collect();
        assert_eq!(lines.len(), 3, "{notes}");
        assert!(lines[0].starts_with("Import 03 of wrong") && !notes.contains('\u{1b}'), "{notes}");
        assert!(lines[0].ends_with("rollcall imports cancel 03"), "{notes}");
        assert_eq!(lines[1], "Undo 02 was interrupted and continues to write users now.");
        assert_eq!(lines[2], "Import 01 of a.csv was interrupted and continues to write users now.");
        Ok(())
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
