//! Who is invited: chosen users, an import's, all who have none, and whoever tries to sign in.
//!
//! Nothing is sent here. A user is written as due, and the queue is told, or the feeder tells it within the minute.

mod request;
mod view;

use crate::{
    http::{Access, ApiError, Caller, ErrorCode, Query, Scope, accepted, ok, read_json, segments},
    start,
};
use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use lambda_http::{Body, Request, Response, http::Method};
use lambda_runtime::Error;
use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::{
    flow::invitation::{
        batch::{self, Begun},
        invite,
    },
    ids::{BatchId, CompanyId},
    invitation::{BatchSource, Invited, StopReason},
    rules::{Address, clean},
    stores::{BatchMessage, CatalogStore, InvitationBatchStore, SendingStore},
};
use serde::Deserialize;
use serde_json::json;

use request::{Asked, InviteBody};

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    access: Access,
    aws: Aws,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Access::from_env())
    }

    /// On this stack.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(aws: &Aws, access: Access) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table, Part::ResultsBucket, Part::MailQueue, Part::InvitationBatchQueue])?;
        Ok(Self { access, aws: aws.clone() })
    }

    fn event_stores(&self) -> Aws {
        self.aws.for_event()
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    start::answer(&request, Box::pin(route(app, &request))).await
}

async fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let path = segments(request);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (request.method(), path.as_slice()) {
        (&Method::POST, ["invitations"]) => invite(app, request).await,
        (&Method::GET, ["invitations"]) => show_sending(app, request).await,
        (&Method::POST, ["invitations", "resume"]) => resume(app, request).await,
        (&Method::GET, ["invitations", id]) => show_run(app, request, id).await,
        (&Method::POST, ["sign-ins"]) => sign_in(app, request).await,
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}

async fn invite(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let caller = Caller::of(request, &app.access, Scope::InvitationsWrite)?;
    Query::of(request, &[])?;
    let body: InviteBody = read_json(request)?;
    let asked = body.check()?;
    let aws = app.event_stores();
    let source = match asked.whom {
        Asked::Emails(emails) => {
            let typed = emails.len() as u64;
            let mut addresses: Vec<String> = emails.iter().filter_map(|text| address_key(text)).collect();
            let no_addresses = typed - addresses.len() as u64;
            addresses.sort_unstable();
            addresses.dedup();
            let mut invited = invite::invite(&aws, &addresses, asked.resend, None).await?;
            invited.unknown += no_addresses;
            return answer(&aws, json!(invited)).await;
        }
        Asked::Import(id) => BatchSource::Import(id),
        Asked::Uninvited(None) => BatchSource::Uninvited(None),
        Asked::Uninvited(Some(company)) => match find_company(&aws, &company).await? {
            Some(id) => BatchSource::Uninvited(Some(id)),
            // A company that does not exist has no users.
            None => return answer(&aws, json!(Invited::default())).await,
        },
    };
    match batch::begin(&aws, source, asked.resend, &caller.subject).await? {
        Begun::Done(invited) => answer(&aws, json!(invited)).await,
        Begun::Running(batch_id) => answer(&aws, json!({ "run_id": batch_id })).await,
        Begun::UnknownImport => {
            Err(ApiError::new(ErrorCode::ImportUnknown, "No import has this id. GET /imports lists them."))
        }
        Begun::OpenImport => Err(ApiError::new(
            ErrorCode::ImportNotCompleted,
            "Only the users of a completed import can be invited. GET /imports/{id} tells how far it is.",
        )),
    }
}

/// 202 with the counts; while nothing is sent, the answer says so, since what was queued will wait.
async fn answer(aws: &Aws, mut counts: serde_json::Value) -> Result<Response<Body>, ApiError> {
    let sending = aws.sending().await?;
    if sending.stopped.is_some() {
        counts["sending"] = view::sending(&sending);
    }
    Ok(accepted(&counts))
}

async fn show_sending(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::InvitationsWrite)?;
    Query::of(request, &[])?;
    Ok(ok(&view::sending(&app.event_stores().sending().await?)))
}

async fn resume(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::InvitationsWrite)?;
    Query::of(request, &[])?;
    let aws = app.event_stores();
    // One that is paused by the account goes on when the account may send again: nobody here can make it.
    aws.resume_sending(StopReason::Bounces).await?;
    Ok(accepted(&view::sending(&aws.sending().await?)))
}

async fn show_run(app: &App, request: &Request, id: &str) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::InvitationsWrite)?;
    Query::of(request, &[])?;
    let id = BatchId::from(id);
    let aws = app.event_stores();
    let run = if id.unix_ms().is_some() { aws.batch(&id).await? } else { None };
    let run = run.ok_or_else(|| {
        ApiError::new(
            ErrorCode::RunUnknown,
            "No run has this id. POST /invitations answers it for more than 1,000 users.",
        )
    })?;
    let mut shown = view::run(&run);
    let sending = aws.sending().await?;
    if sending.stopped.is_some() {
        shown["sending"] = view::sending(&sending);
    }
    Ok(ok(&shown))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    email: String,
}

/// Always 202, after the same calls: nobody learns here who has an account.
async fn sign_in(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    Caller::of(request, &app.access, Scope::SignInsWrite)?;
    Query::of(request, &[])?;
    let SignIn { email } = read_json(request)?;
    let aws = app.event_stores();
    // What is no address is looked up like one, under a key that no user has.
    let address = address_key(&email).unwrap_or_else(|| "-".to_owned());
    invite::attempt_sign_in(&aws, &address).await?;
    Ok(accepted(&json!({})))
}

fn address_key(text: &str) -> Option<String> {
    Address::parse(&clean(text)).map(|address| address.key)
}

/// A company by its name or its id.
async fn find_company(aws: &Aws, asked: &str) -> Result<Option<CompanyId>, ApiError> {
    if let Some(company) = aws.company_named(asked).await? {
        return Ok(Some(company.company().id.clone()));
    }
    let id = CompanyId::from(asked);
    Ok(aws.company(&id).await?.map(|_| id))
}

/// Takes messages of the queue of runs; those that failed are given back.
///
/// # Errors
/// A setting that is missing.
pub async fn handle_steps(app: &App, event: SqsEvent) -> Result<SqsBatchResponse, Error> {
    let mut response = SqsBatchResponse::default();
    let aws = app.event_stores();
    for record in event.records {
        let message_id = record.message_id.unwrap_or_default();
        let Ok(message) = serde_json::from_str::<BatchMessage>(record.body.as_deref().unwrap_or_default()) else {
            tracing::warn!(message_id, "message {message_id} is no step of a run, and was dropped");
            continue;
        };
        let (batch_id, step) = (&message.batch_id, message.step);
        match Box::pin(batch::step(&aws, &message)).await {
            Ok(run) => {
                let queued = run.map_or(0, |run| run.invited.queued);
                tracing::info!(%batch_id, step, queued, "step {step} of run {batch_id} is done");
            }
            Err(error) => {
                let causes = crate::causes(&error);
                tracing::error!(%batch_id, step, causes, "step {step} of run {batch_id} failed, and is given back");
                let mut failure = BatchItemFailure::default();
                failure.item_identifier = message_id;
                response.batch_item_failures.push(failure);
            }
        }
    }
    Ok(response)
}
