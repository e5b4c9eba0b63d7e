//! `rollcall invite`: requests invitations. On a terminal, the command first shows the number of users and asks for confirmation.

use std::{
    io::{self, IsTerminal},
    time::Duration,
};

use rollcall_domain::{import::ImportStatus, invitation::BatchStatus};
use serde::Serialize;

use super::{
    args::{Global, InviteArgs},
    client::{Client, ClientError, InvitationRequest, InvitedResponse},
    error::CliError,
    exit::Exit,
    output::{Output, grouped, no_company},
    question,
    session::{INVITATIONS_REMAIN, SENDING_IS_STOPPED, Session},
    signal,
};
use crate::stack::DueEmails;

/// Maximum number of addresses per request: the API's limit.
const EMAILS_MAX: usize = 1_000;
/// Interval at which an invitation batch is polled.
const POLLED_EVERY: Duration = Duration::from_millis(500);

pub(super) async fn run(args: &InviteArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let session = Session::open(global, output).await?;
    let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let asks = is_terminal && !args.yes && !args.json;
    let mut ended = invite(session.client(), args, asks.then_some(&mut question::ask), output).await;
    if matches!(ended, Ok(Exit::Done | Exit::PartlyFailed)) && !args.dry_run {
        match session.send_due_emails().await {
            Ok(DueEmails::Stopped) => output.warn(SENDING_IS_STOPPED),
            Ok(DueEmails::Remain) => output.warn(INVITATIONS_REMAIN),
            // If sending was already stopped, the request has said so.
            Ok(DueEmails::Sent | DueEmails::WereStopped) => {}
            Err(error) => ended = Err(error),
        }
    }
    session.close().await;
    ended
}

/// A function that asks a question, and returns `true` if the answer is yes.
type Asker<'a> = &'a mut (dyn FnMut(&str) -> io::Result<bool> + Send);

#[derive(Serialize)]
struct Document<'a> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    #[serde(flatten)]
    counts: &'a InvitedResponse,
}

async fn invite(
    client: &Client,
    args: &InviteArgs,
    ask: Option<Asker<'_>>,
    output: &mut Output,
) -> Result<Exit, CliError> {
    let requests = requests(args);
    note_undo(client, args, output).await?;
    if args.dry_run {
        let counts = send(client, &requests, true).await?;
        return finish(client, &counts, args, output).await;
    }
    if let Some(ask) = ask {
        let preview = send(client, &requests, true).await?;
        if preview.queued == 0 && !preview.truncated {
            return finish(client, &preview, args, output).await;
        }
        if !ask(&question_of(&preview)).map_err(CliError::Answer)? {
            output.note("No one was invited.");
            return Ok(Exit::Refused);
        }
    }
    let mut counts = send(client, &requests, false).await?;
    if let Some(run_id) = counts.run_id.clone() {
        output.note(&format!("Inviting more than {EMAILS_MAX} users in the invitation batch {run_id}."));
        let ended = tokio::select! {
            ended = watch(client, &run_id) => Some(ended?),
            () = signal::interrupted() => None,
        };
        let Some(ended) = ended else {
            output.note(&format!("Interrupted. The stack continues to enqueue the invitations of the batch {run_id}."));
            return Ok(Exit::Interrupted);
        };
        counts = InvitedResponse { run_id: Some(run_id), sending: counts.sending, ..ended };
    }
    finish(client, &counts, args, output).await
}

/// Says if the import in the arguments was undone, because its users can still be invited, except those whom the undo removed.
async fn note_undo(client: &Client, args: &InviteArgs, output: &mut Output) -> Result<(), CliError> {
    let Some(import_id) = &args.import else { return Ok(()) };
    let import = match client.import(import_id).await {
        // The token may lack the scope for imports. If there is no such import, the request for invitations is refused as well.
        Err(ClientError::Refused(_)) => return Ok(()),
        import => import?,
    };
    if let (Some(undo), Some(ImportStatus::Completed)) = (import.undone_by, import.undo_status) {
        output.note(&format!(
            "Import {import_id} was undone by {undo}. Only users whom the undo did not remove can be invited."
        ));
    }
    Ok(())
}

/// Returns one request for a group of users, or one request per [`EMAILS_MAX`] addresses.
fn requests(args: &InviteArgs) -> Vec<InvitationRequest<'_>> {
    let base = InvitationRequest { resend: args.resend, ..InvitationRequest::default() };
    if let Some(import_id) = &args.import {
        return vec![InvitationRequest { import_id: Some(import_id), ..base }];
    }
    if args.all || args.company.is_some() {
        return vec![InvitationRequest { all_uninvited: true, company: args.company.as_deref(), ..base }];
    }
    let of = |emails| InvitationRequest { emails: Some(emails), ..base };
    args.emails.chunks(EMAILS_MAX).map(of).collect()
}

async fn send(client: &Client, requests: &[InvitationRequest<'_>], dry_run: bool) -> Result<InvitedResponse, CliError> {
    let mut sum = InvitedResponse::default();
    for request in requests {
        sum.add(client.invite(&InvitationRequest { dry_run, ..*request }).await?);
    }
    Ok(sum)
}

/// Waits until an invitation batch has ended. The stack marks a batch that makes no progress as failed.
async fn watch(client: &Client, run_id: &str) -> Result<InvitedResponse, CliError> {
    loop {
        let batch = client.invitation_batch(run_id).await?;
        if batch.status != Some(BatchStatus::Running) {
            return Ok(batch);
        }
        tokio::time::sleep(POLLED_EVERY).await;
    }
}

fn question_of(preview: &InvitedResponse) -> String {
    let InvitedResponse { queued, already_invited, already_active, disabled, unknown, truncated, .. } = preview;
    let others: Vec<String> = [
        (already_invited, "already invited"),
        (already_active, "already active"),
        (disabled, "disabled"),
        (unknown, "unknown"),
    ]
    .into_iter()
    .filter(|(count, _)| **count > 0)
    .map(|(count, what)| format!("{} {what}", grouped(*count)))
    .collect();
    let at_least = if *truncated { "at least " } else { "" };
    let users = if *queued == 1 { "user" } else { "users" };
    let left_out = if others.is_empty() { String::new() } else { format!(" Left out: {}.", others.join(", ")) };
    format!("Send invitations to {at_least}{} {users}?{left_out}", grouped(*queued))
}

/// Writes the counts or, if the company in the arguments does not exist, says so.
async fn finish(
    client: &Client,
    counts: &InvitedResponse,
    args: &InviteArgs,
    output: &mut Output,
) -> Result<Exit, CliError> {
    let Some(company) = unknown_company(client, counts, args).await? else { return show(counts, args, output) };
    if args.json {
        write_json(counts, args, output)?;
    }
    output.error(&no_company(company));
    Ok(Exit::Refused)
}

/// Returns the company in the arguments if it does not exist. The API treats it like a company without users, so the catalog is read only
/// if no one was counted.
async fn unknown_company<'a>(
    client: &Client,
    counts: &InvitedResponse,
    args: &'a InviteArgs,
) -> Result<Option<&'a str>, CliError> {
    let is_empty = counts.run_id.is_none() && !counts.truncated && count_known(counts) == 0;
    let Some(company) = args.company.as_deref().filter(|_| is_empty) else { return Ok(None) };
    Ok((!client.may_have_company(company).await?).then_some(company))
}

fn count_known(counts: &InvitedResponse) -> u64 {
    counts.queued + counts.already_invited + counts.already_active + counts.disabled
}

fn write_json(counts: &InvitedResponse, args: &InviteArgs, output: &mut Output) -> Result<(), CliError> {
    let document = Document { dry_run: args.dry_run, counts };
    serde_json::to_writer(&mut output.out, &document).map_err(io::Error::from)?;
    Ok(writeln!(output.out)?)
}

fn show(counts: &InvitedResponse, args: &InviteArgs, output: &mut Output) -> Result<Exit, CliError> {
    if args.json {
        write_json(counts, args, output)?;
    } else {
        let queued = if args.dry_run { "would be invited" } else { "invited" };
        for (name, count) in [
            (queued, counts.queued),
            ("already invited", counts.already_invited),
            ("already active", counts.already_active),
            ("disabled", counts.disabled),
            ("unknown", counts.unknown),
        ] {
            writeln!(output.out, "  {name:<22} {:>9}", grouped(count))?;
        }
    }
    if counts.truncated {
        output.note("Only the first users were counted: there are more.");
    }
    if counts.sending.is_some() {
        output.warn(SENDING_IS_STOPPED);
    }
    if counts.status == Some(BatchStatus::Failed) {
        output
            .error("the invitation batch has failed: run the same command again; users who were invited are left out");
        return Ok(Exit::Failed);
    }
    Ok(match (counts.unknown, count_known(counts)) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::Refused,
        _ => Exit::PartlyFailed,
    })
}

#[cfg(test)]
mod tests;
