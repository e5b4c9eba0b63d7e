//! `POST /invitations/accept`: uses an activation link, without authentication.
//!
//! The response does not reveal why a token is invalid. Failed attempts are limited per source, which is identified by a hash of its
//! address, keyed with the stack's secret.

mod source;

use lambda_http::{Body, Request, Response};
use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::{
    flow::invitation::accept,
    invitation::Token,
    stores::{Acquired, Environment, RateLimiter},
};
use serde::{Deserialize, Serialize};

use crate::{
    http::{self, Access, ApiError, Call, ErrorCode, ok, route_unknown},
    routes::{Function, Operation},
};

/// Maximum number of failed attempts per source and window. Successful attempts are not counted, so all users in an office behind one
/// address can use their links.
const TRIES_MAX: u32 = 30;

#[derive(Debug, Clone)]
pub struct App {
    aws: Aws,
}

impl App {
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?)
    }

    pub fn new(aws: &Aws) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table])?;
        Ok(Self { aws: aws.clone() })
    }
}

/// The token in an activation link.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "TokenUse"))]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenUse {
    /// The part of the link after `#token=`.
    token: String,
}

/// The user whose link was used.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "InvitationAccepted"))]
pub(crate) struct AcceptedView {
    /// E-mail address as entered.
    email: String,
    /// First and last name.
    name: String,
}

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    // The function's only route requires no access token.
    http::respond(Function::Accept, &Access::default(), &request, |call| route(app, call)).await
}

async fn route(app: &App, call: Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::AcceptInvitation => use_link(app, &call).await,
        _ => Err(route_unknown()),
    }
}

async fn use_link(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let TokenUse { token } = call.json()?;
    let limits = &app.aws;
    let now = app.aws.now();
    let until = source::window_end(now);
    let address = source::address_of(call.request).unwrap_or_default();
    // A stack without settings has no users, and thus no link to guess.
    let Some(source) = app.aws.hash_source(&address).await? else { return Err(link_unknown()) };
    if let Acquired::NotBefore(at) = limits.acquire(&source, TRIES_MAX, until).await? {
        // Rounded up, so that a retry after this time is never too early.
        let wait_s = u64::try_from(at.duration_since(now).as_millis()).unwrap_or(0).div_ceil(1_000).max(1);
        let detail = "Too many invalid links were tried from this network address. Try again in a few minutes.";
        return Err(ApiError::new(ErrorCode::TooManyTries, detail).retry_after(wait_s));
    }
    let opened = match Token::parse(&token) {
        Some(token) => accept::accept(&app.aws, &token).await,
        None => Ok(None),
    };
    if matches!(opened, Ok(None)) {
        return Err(link_unknown());
    }
    // Neither a valid link nor a failure of the stack is a guess. A valid link has been used, so the response to a repeated request would be
    // that the link is unknown.
    if let Err(error) = limits.release(&source, until).await {
        tracing::error!(causes = %crate::causes(&error), "an attempt that was no guess remains counted as failed");
    }
    let user = opened?.ok_or_else(link_unknown)?;
    let name = match user.values.last_name() {
        Some(last_name) => format!("{} {last_name}", user.values.name()),
        None => user.values.name().to_owned(),
    };
    Ok(ok(&AcceptedView { email: user.values.email().to_owned(), name }))
}

fn link_unknown() -> ApiError {
    let detail = "The link cannot be used: it is unknown, used or expired. Ask for a new invitation.";
    ApiError::new(ErrorCode::InvitationUnknown, detail)
}
