//! The functions in this process, and their invocation.

use std::time::Duration;

use rollcall_aws::{Aws, SettingsError, SystemEnvironment};
use rollcall_domain::{settings::Defaults, stores::Environment};
use rollcall_functions::{App, http::Access};
use serde::Serialize;
use serde_json::Value;

use super::settings::sender;

/// The functions, each created as its own `main` creates it.
#[derive(Debug)]
pub(super) struct Functions {
    pub(super) template: rollcall_functions::template::App,
    pub(super) upload: App,
    pub(super) import: App,
    pub(super) apply: App,
    pub(super) review: App,
    pub(super) export: App,
    pub(super) directory: App,
    pub(super) sweep: rollcall_functions::sweep::App,
    pub(super) portal: rollcall_functions::portal::App,
    pub(super) send: rollcall_functions::send::App,
    pub(super) feedback: App,
    pub(super) invite: App,
    pub(super) accept: rollcall_functions::accept::App,
}

/// A function that takes events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFunction {
    /// Reads files: takes object events and messages of the queue of imports to resume.
    Import,
    /// Writes users: takes messages of the queue of chunks.
    Apply,
    /// Runs once a minute: takes events of the schedule.
    Sweep,
    /// Sends e-mails: takes messages of the queue of e-mails.
    Send,
    /// Invites users in batches: takes messages of the queue of invitation batches.
    Invite,
    /// Records what happened to e-mails: takes events of SES.
    Feedback,
}

impl Functions {
    /// Creates the functions.
    ///
    /// `clients_of` takes the name of a function: each may have its own clients, as it has its own role when it is deployed. `page` is
    /// the URL of the pages, for links in e-mails; `s3` is the origin that pages upload to.
    pub(super) fn new(
        page: &str,
        s3: &str,
        defaults: Defaults,
        clients_of: impl Fn(&'static str) -> Aws,
    ) -> Result<Self, SettingsError> {
        let app = |name, parts| App::new(&clients_of(name), Access::default(), defaults, parts);
        Ok(Self {
            template: rollcall_functions::template::App { access: Access::default(), defaults },
            upload: app("upload", rollcall_functions::upload::PARTS)?,
            import: app("import", rollcall_functions::import::PARTS)?,
            apply: app("apply", rollcall_functions::apply::PARTS)?,
            review: app("review", rollcall_functions::review::PARTS)?,
            export: app("export", rollcall_functions::export::PARTS)?,
            directory: app("directory", rollcall_functions::directory::PARTS)?,
            sweep: rollcall_functions::sweep::App::new(&clients_of("sweep"), f64::INFINITY)?,
            send: rollcall_functions::send::App::new(&clients_of("send"), sender(page))?,
            feedback: app("feedback", rollcall_functions::feedback::PARTS)?,
            invite: app("invite", rollcall_functions::invite::PARTS)?,
            // The key lives as long as the process: a restart resets the count of attempts.
            accept: rollcall_functions::accept::App::new(
                &clients_of("accept"),
                rollcall_functions::accept::SourceKey::new(&SystemEnvironment.random_bits()),
            )?,
            portal: rollcall_functions::portal::App::new(s3),
        })
    }

    /// Invokes a function with an event in JSON, as the platform does, and returns its response. `time_left` is the remainder of its
    /// timeout.
    pub(super) async fn invoke(
        &self,
        function: EventFunction,
        event: Value,
        time_left: Duration,
    ) -> Result<Value, lambda_runtime::Error> {
        // Boxed, since the largest of these futures has several kilobytes.
        match function {
            EventFunction::Import => Box::pin(rollcall_functions::import::handle(&self.import, event)).await,
            EventFunction::Apply => {
                let event = serde_json::from_value(event)?;
                answer(Box::pin(rollcall_functions::apply::handle(&self.apply, event, time_left)).await?)
            }
            EventFunction::Sweep => {
                let event = serde_json::from_value(event)?;
                answer(Box::pin(rollcall_functions::sweep::handle(&self.sweep, event)).await?)
            }
            EventFunction::Send => {
                let event = serde_json::from_value(event)?;
                answer(Box::pin(rollcall_functions::send::handle(&self.send, event)).await?)
            }
            EventFunction::Invite => {
                let event = serde_json::from_value(event)?;
                answer(Box::pin(rollcall_functions::invite::handle_steps(&self.invite, event)).await?)
            }
            EventFunction::Feedback => {
                answer(Box::pin(rollcall_functions::feedback::handle(&self.feedback, event)).await?)
            }
        }
    }
}

fn answer(answer: impl Serialize) -> Result<Value, lambda_runtime::Error> {
    Ok(serde_json::to_value(answer)?)
}
