//! Records SES events: sent, delivered, bounced, complained, rejected.
//!
//! `EventBridge` delivers events at least once and in any order. They contain addresses and subjects; only the ids and feed names in the
//! message tags are logged.

mod event;

use lambda_runtime::Error;
use rollcall_aws::Part;
use rollcall_domain::{
    feed::FeedName,
    flow::invitation::{
        feedback::{self, Recorded},
        report,
    },
    invitation::InvitationState,
};
use serde_json::Value;

use event::Read;

use crate::App;

pub const PARTS: &[Part] = &[Part::Table];

/// Handles one event. If this fails, the platform redelivers the event.
pub async fn handle(app: &App, event: Value) -> Result<(), Error> {
    let event = match event::read(event) {
        Read::Event(event) => event,
        Read::Refused { feed, addresses } => return refuse(app, &feed, &addresses).await,
        Read::Other => return Ok(()),
        Read::Untagged => {
            tracing::warn!("ignoring an SES event: its e-mail has no message tags of this stack");
            return Ok(());
        }
    };
    let (user_id, attempt) = (&event.user_id, &event.attempt);
    let recorded = Box::pin(feedback::record(&app.aws, &event)).await.inspect_err(|error| {
        let causes = crate::causes(error);
        tracing::error!(%user_id, %attempt, causes, "cannot record an event of attempt {attempt}");
    })?;
    match recorded {
        Recorded::Written(state @ InvitationState::Bounced) => {
            let state = state.as_str();
            tracing::warn!(%user_id, %attempt, state, mails_bounced = 1, "invitation of user {user_id} is {state}");
        }
        Recorded::Written(state) => {
            tracing::info!(%user_id, %attempt, state = state.as_str(), "invitation of user {user_id} is {}", state.as_str());
        }
        Recorded::Stopped(state) => {
            tracing::error!(
                %user_id, %attempt, state = state.as_str(), mails_bounced = 1, reason = "bounces",
                "sending stopped: too many invitations bounced"
            );
        }
        Recorded::Nothing => tracing::info!(%user_id, %attempt, "an event of attempt {attempt} has no effect"),
    }
    Ok(())
}

/// Records that these addresses receive no more reports.
async fn refuse(app: &App, feed: &FeedName, addresses: &[String]) -> Result<(), Error> {
    for address in addresses {
        let is_new = Box::pin(report::refuse(&app.aws, feed, address)).await.inspect_err(|error| {
            let causes = crate::causes(error);
            tracing::error!(%feed, causes, "cannot record that a report of the feed {feed} was refused");
        })?;
        if is_new {
            tracing::warn!(%feed, "an address of the feed {feed} refused a report; it gets no more reports");
        }
    }
    Ok(())
}
