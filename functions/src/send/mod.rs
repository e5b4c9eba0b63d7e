//! Sends due invitations and feed reports. This is the only function that may send e-mails.
//!
//! A message with invitations names users by id and counts as handled regardless of the outcome for each user: a user to whom nothing could
//! be sent remains due and is enqueued again. Throttling therefore does not count towards the maximum number of receives, and the
//! dead-letter queue contains only real failures.

mod renderer;
mod sender;

use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use jiff::Timestamp;
use lambda_runtime::Error;
use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::{
    flow::{
        FlowError,
        invitation::{
            report::{self, Reported},
            send::{self, SendCounts},
        },
    },
    stores::{Environment, MailMessage, ReportMessage},
};

use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use crate::{
    apply::HANDED_BACK_BEFORE,
    sqs::{self, Message, Settlement},
};
use renderer::InvitationRenderer;
pub use sender::Sender;

#[derive(Debug, Clone)]
pub struct App {
    aws: Aws,
    renderer: InvitationRenderer,
}

impl App {
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Sender::from_env()?)
    }

    pub fn new(aws: &Aws, sender: Sender) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table, Part::ResultsBucket, Part::ConfigurationSet])?;
        Ok(Self { renderer: InvitationRenderer::new(aws, sender)?, aws: aws.clone() })
    }
}

/// A message from the e-mail queue.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Work {
    Invitations(MailMessage),
    Report(ReportMessage),
}

/// Handles as many messages from a batch as the remaining time, `left`, allows. Returns the messages to redeliver: those that were not
/// finished in time, and those that failed.
pub async fn handle(app: &App, event: SqsEvent, left: Duration) -> Result<SqsBatchResponse, Error> {
    let left = left.saturating_sub(HANDED_BACK_BEFORE);
    let ends = Ends { until: Instant::now() + left, at: app.aws.now() + left };
    let handle = move |message: Message<Work>| async move { handle_message(app, &message, ends).await };
    Ok(sqs::each(event, "it names neither users nor a feed", handle).await)
}

/// When a worker stops, on the clock of its timer and on that of its stores.
#[derive(Debug, Clone, Copy)]
struct Ends {
    until: Instant,
    at: Timestamp,
}

/// Sends the e-mails that a message requests, and logs the outcome.
async fn handle_message(app: &App, message: &Message<Work>, ends: Ends) -> Settlement {
    let message_id = &message.id;
    let sent = timeout_at(ends.until, async {
        match &message.body {
            Work::Invitations(message) => Box::pin(send_invitations(app, message)).await,
            Work::Report(message) => Box::pin(send_report(app, message, ends.at)).await,
        }
    });
    match sent.await {
        Ok(Ok(())) => return Settlement::Delete,
        Ok(Err(error)) => {
            let causes = crate::causes(&error);
            tracing::error!(message_id, causes, "message {message_id} failed; returning it to the queue");
        }
        Err(_) => tracing::warn!(message_id, "returning message {message_id} to the queue: no time left"),
    }
    Settlement::Return
}

async fn send_invitations(app: &App, message: &MailMessage) -> Result<(), FlowError> {
    let SendCounts { sent, refused, unknown, given_back, discarded, has_stopped } =
        send::send_batch(&app.aws, &app.renderer, message).await?;
    tracing::info!(mails_sent = sent, refused, unknown, given_back, discarded, "{sent} invitations sent");
    if has_stopped {
        tracing::error!(reason = "bounces", "sending stopped: too many invitations bounced");
    }
    Ok(())
}

async fn send_report(app: &App, message: &ReportMessage, until: Timestamp) -> Result<(), FlowError> {
    let (feed, import_id) = (&message.feed, &message.import_id);
    let Reported { sent, refused, unknown, unsent } = report::send(&app.aws, &app.renderer, message, until).await?;
    tracing::info!(%feed, %import_id, reports_sent = sent, refused, unknown, unsent, "{sent} reports of the feed {feed} sent");
    Ok(())
}
