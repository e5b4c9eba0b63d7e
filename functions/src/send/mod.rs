//! Sends due invitations and feed reports. This is the only function that may send e-mails.
//!
//! A message with invitations names users by id and counts as handled regardless of the outcome for each user: a user to whom nothing could
//! be sent remains due and is enqueued again. Throttling therefore does not count towards the maximum number of receives, and the
//! dead-letter queue contains only real failures.

mod renderer;
mod sender;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
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
    stores::{MailMessage, ReportMessage},
};

use serde::Deserialize;

use crate::sqs::{self, Message, Settlement};
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

/// Handles a batch of messages. Returns those that failed.
pub async fn handle(app: &App, event: SqsEvent) -> Result<SqsBatchResponse, Error> {
    let handle = move |message: Message<Work>| async move { handle_message(app, &message).await };
    Ok(sqs::each(event, "it names neither users nor a feed", handle).await)
}

/// Sends the e-mails that a message requests, and logs the outcome.
async fn handle_message(app: &App, message: &Message<Work>) -> Settlement {
    let sent = match &message.body {
        Work::Invitations(message) => Box::pin(send_invitations(app, message)).await,
        Work::Report(message) => Box::pin(send_report(app, message)).await,
    };
    let Err(error) = sent else { return Settlement::Delete };
    let (message_id, causes) = (&message.id, crate::causes(&error));
    tracing::error!(message_id, causes, "message {message_id} failed; returning it to the queue");
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

async fn send_report(app: &App, message: &ReportMessage) -> Result<(), FlowError> {
    let (feed, import_id) = (&message.feed, &message.import_id);
    let Reported { sent, refused, unknown, unsent } = report::send(&app.aws, &app.renderer, message).await?;
    tracing::info!(%feed, %import_id, reports_sent = sent, refused, unknown, unsent, "{sent} reports of the feed {feed} sent");
    Ok(())
}
