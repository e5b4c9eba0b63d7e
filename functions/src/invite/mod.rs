//! Invites selected users, the users of an import, all users without an invitation, and users who try to sign in.
//!
//! No e-mail is sent here. Invitations are stored as due. For a small request, their messages are enqueued immediately; the sweep enqueues
//! the others and, after ten minutes, those whose messages were lost.

mod request;
mod view;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use lambda_http::{Body, Request, Response};
use lambda_runtime::Error;
use request::InviteTarget;
pub(crate) use request::{InviteBody, SignIn};
use rollcall_aws::{Aws, Part};
use rollcall_domain::{
    flow::invitation::{
        batch::{self, Begun},
        invite,
        preview::{self, Previewed},
    },
    ids::BatchId,
    invitation::{BatchSource, Invited, StopReason},
    rules::{Address, clean},
    stores::{BatchMessage, InvitationBatchStore, SendingStore},
};

use crate::{
    App,
    companies::find_company,
    http::{self, ApiError, Call, ErrorCode, accepted, import_unknown, ok, route_unknown},
    routes::{Function, Operation},
    sqs::{self, Message, Settlement},
};
pub(crate) use view::{BatchView, InviteResponse, SendingView, SignInView};

pub const PARTS: &[Part] = &[Part::Table, Part::ResultsBucket, Part::MailQueue, Part::InvitationBatchQueue];

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Invite, &app.access, &request, |call| route(app, call)).await
}

async fn route(app: &App, call: Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::Invite => invite(app, &call).await,
        Operation::GetSending => show_sending(app).await,
        Operation::ResumeSending => resume(app).await,
        Operation::GetRun => show_batch(app, &call).await,
        Operation::ReportSignIn => sign_in(app, &call).await,
        _ => Err(route_unknown()),
    }
}

async fn invite(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let checked = call.json::<InviteBody>()?.check()?;
    let aws = app.aws.for_event();
    let source = match checked.target {
        InviteTarget::Emails(emails) => {
            let typed = emails.len() as u64;
            let mut addresses: Vec<String> = emails.iter().filter_map(|text| address_key(text)).collect();
            let no_addresses = typed - addresses.len() as u64;
            addresses.sort_unstable();
            addresses.dedup();
            let mut invited = if checked.dry_run {
                preview::count(&aws, &addresses, checked.resend).await?
            } else {
                invite::invite(&aws, &addresses, checked.resend, None).await?
            };
            invited.unknown += no_addresses;
            return respond(&aws, InviteResponse::counts(&invited)).await;
        }
        InviteTarget::Import(id) if id.unix_ms().is_none() => return Err(import_unknown()),
        InviteTarget::Import(id) => BatchSource::Import(id),
        InviteTarget::Uninvited(None) => BatchSource::Uninvited(None),
        InviteTarget::Uninvited(Some(company)) => match find_company(&aws, &company).await? {
            Some(id) => BatchSource::Uninvited(Some(id)),
            // An unknown company has no users.
            None => return respond(&aws, InviteResponse::counts(&Invited::default())).await,
        },
    };
    if checked.dry_run {
        return match preview::preview(&aws, &source, checked.resend).await? {
            Previewed::Counted(preview) => respond(&aws, InviteResponse::preview(&preview)).await,
            Previewed::UnknownImport => Err(import_unknown()),
            Previewed::OpenImport => Err(import_open()),
        };
    }
    match batch::begin(&aws, source, checked.resend, &call.caller()?.subject).await? {
        Begun::Done(invited) => respond(&aws, InviteResponse::counts(&invited)).await,
        Begun::Running(batch_id) => respond(&aws, InviteResponse::batch(batch_id)).await,
        Begun::UnknownImport => Err(import_unknown()),
        Begun::OpenImport => Err(import_open()),
    }
}

fn import_open() -> ApiError {
    let detail = "Only the users of a completed import can be invited. GET /imports/{id} returns its status.";
    ApiError::new(ErrorCode::ImportNotCompleted, detail)
}

/// Returns 202. While sending is stopped, the response says so, since queued e-mails will wait.
async fn respond(aws: &Aws, response: InviteResponse) -> Result<Response<Body>, ApiError> {
    Ok(accepted(&response.with(stopped(aws).await?)))
}

async fn stopped(aws: &Aws) -> Result<Option<SendingView>, ApiError> {
    let sending = aws.sending().await?;
    Ok(sending.stopped.is_some().then(|| SendingView::of(&sending)))
}

async fn show_sending(app: &App) -> Result<Response<Body>, ApiError> {
    Ok(ok(&SendingView::of(&app.aws.for_event().sending().await?)))
}

async fn resume(app: &App) -> Result<Response<Body>, ApiError> {
    let aws = app.aws.for_event();
    // If sending stopped because the account is paused, it resumes once the account may send again; no request can force that.
    aws.resume_sending(StopReason::Bounces).await?;
    Ok(accepted(&SendingView::of(&aws.sending().await?)))
}

async fn show_batch(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let id = BatchId::from(call.parameter("run_id"));
    let aws = app.aws.for_event();
    let batch = if id.unix_ms().is_some() { aws.batch(&id).await? } else { None };
    let batch = batch.ok_or_else(|| {
        let detail =
            "There is no invitation batch with this id. POST /invitations returns the id of a batch if it starts one.";
        ApiError::new(ErrorCode::RunUnknown, detail)
    })?;
    Ok(ok(&BatchView::of(batch, stopped(&aws).await?)))
}

/// Returns 202 for every address, after the same calls, so that neither the response nor its timing reveals who has an account.
async fn sign_in(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let SignIn { email } = call.json()?;
    let aws = app.aws.for_event();
    // An invalid address takes the same path, under a key that no user has, so that timing does not reveal that it is invalid.
    let address = address_key(&email).unwrap_or_else(|| "-".to_owned());
    invite::attempt_sign_in(&aws, &address).await?;
    Ok(accepted(&SignInView {}))
}

fn address_key(text: &str) -> Option<String> {
    Address::parse(&clean(text)).map(|address| address.key)
}

/// Handles messages from the invitation batch queue. Returns those that failed.
pub async fn handle_steps(app: &App, event: SqsEvent) -> Result<SqsBatchResponse, Error> {
    let aws = &app.aws.for_event();
    let handle = move |message: Message<BatchMessage>| async move { step(aws, &message.body).await };
    Ok(sqs::each(event, "not a step of an invitation batch", handle).await)
}

/// Performs a step of a batch, and logs the outcome.
async fn step(aws: &Aws, message: &BatchMessage) -> Settlement {
    let (batch_id, step) = (&message.batch_id, message.step);
    match Box::pin(batch::step(aws, message)).await {
        Ok(batch) => {
            let queued = batch.map_or(0, |batch| batch.invited.queued);
            tracing::info!(%batch_id, step, queued, "finished step {step} of invitation batch {batch_id}");
            Settlement::Delete
        }
        Err(error) => {
            let causes = crate::causes(&error);
            tracing::error!(%batch_id, step, causes, "step {step} of invitation batch {batch_id} failed; returning it to the queue");
            Settlement::Return
        }
    }
}
