//! The functions in this process, and their invocation.

use std::time::Duration;

use rollcall_aws::{Aws, SettingsError};
use rollcall_domain::settings::Defaults;
use rollcall_functions::{App, http::Access, routes::Function, start::to_event};
use serde::Serialize;
use serde_json::Value;

use super::{
    invoker::InvokeError,
    settings::{reports, sender, tenant},
};

/// A function that handles events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFunction {
    /// Reads files: handles object events and messages from the resume queue.
    Import,
    /// Writes users: handles messages from the chunk queue.
    Apply,
    /// Runs once a minute: handles events from the schedule.
    Sweep,
    /// Sends e-mails: handles messages from the e-mail queue.
    Send,
    /// Invites users in batches: handles messages from the invitation batch queue.
    Invite,
    /// Records what happened to e-mails: handles events from SES.
    Feedback,
}

/// A function, and whether its event is an HTTP request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Request(Function),
    Event(EventFunction),
}

impl Target {
    /// Every function; `InviteFunction`, which handles both requests and messages, is listed twice.
    pub const ALL: [Self; 14] = [
        Self::Request(Function::Template),
        Self::Request(Function::Upload),
        Self::Request(Function::Review),
        Self::Request(Function::Export),
        Self::Request(Function::Directory),
        Self::Request(Function::Portal),
        Self::Request(Function::Invite),
        Self::Request(Function::Accept),
        Self::Event(EventFunction::Import),
        Self::Event(EventFunction::Apply),
        Self::Event(EventFunction::Sweep),
        Self::Event(EventFunction::Send),
        Self::Event(EventFunction::Invite),
        Self::Event(EventFunction::Feedback),
    ];

    /// Returns the function's logical ID in `template.yaml`, which is its name for `sam local`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request(Function::Template) => "TemplateFunction",
            Self::Request(Function::Upload) => "UploadFunction",
            Self::Request(Function::Review) => "ReviewFunction",
            Self::Request(Function::Export) => "ExportFunction",
            Self::Request(Function::Directory) => "DirectoryFunction",
            Self::Request(Function::Portal) => "PortalFunction",
            Self::Request(Function::Accept) => "AcceptFunction",
            Self::Request(Function::Invite) | Self::Event(EventFunction::Invite) => "InviteFunction",
            Self::Event(EventFunction::Import) => "ImportFunction",
            Self::Event(EventFunction::Apply) => "ApplyFunction",
            Self::Event(EventFunction::Sweep) => "SweepFunction",
            Self::Event(EventFunction::Send) => "SendFunction",
            Self::Event(EventFunction::Feedback) => "FeedbackFunction",
        }
    }

    /// Returns the function's timeout in `template.yaml`.
    pub fn timeout(self) -> Duration {
        Duration::from_secs(match self {
            Self::Request(_) | Self::Event(EventFunction::Invite) => 29,
            Self::Event(EventFunction::Import) => 900,
            Self::Event(EventFunction::Apply | EventFunction::Send) => 60,
            Self::Event(EventFunction::Sweep) => 55,
            Self::Event(EventFunction::Feedback) => 30,
        })
    }
}

impl From<Function> for Target {
    fn from(function: Function) -> Self {
        Self::Request(function)
    }
}

impl From<EventFunction> for Target {
    fn from(function: EventFunction) -> Self {
        Self::Event(function)
    }
}

/// The functions, each created as in its own `main`.
#[derive(Debug)]
pub struct Functions {
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

impl Functions {
    /// Creates the functions. `clients_of` takes the name of a function: each function may have its own clients, just as it has its own
    /// role in a deployed stack. `page` is the URL of the pages, for links in e-mails and on the activation page; `s3` is the origin to
    /// which pages upload files.
    pub fn new(
        page: &str,
        s3: &str,
        access: &Access,
        defaults: Defaults,
        clients_of: impl Fn(&'static str) -> Aws,
    ) -> Result<Self, SettingsError> {
        let app = |name, parts| App::new(&clients_of(name), access.clone(), defaults, parts);
        Ok(Self {
            template: rollcall_functions::template::App { access: access.clone(), defaults },
            upload: app("upload", rollcall_functions::upload::PARTS)?,
            import: app("import", rollcall_functions::import::PARTS)?,
            apply: app("apply", rollcall_functions::apply::PARTS)?,
            review: app("review", rollcall_functions::review::PARTS)?,
            export: app("export", rollcall_functions::export::PARTS)?,
            directory: App { reports: reports(), ..app("directory", rollcall_functions::directory::PARTS)? },
            sweep: rollcall_functions::sweep::App::new(&clients_of("sweep"), f64::INFINITY)?,
            send: rollcall_functions::send::App::new(&clients_of("send"), sender(page))?,
            feedback: app("feedback", rollcall_functions::feedback::PARTS)?,
            invite: app("invite", rollcall_functions::invite::PARTS)?,
            accept: rollcall_functions::accept::App::new(&clients_of("accept"))?,
            portal: rollcall_functions::portal::App::new(s3, tenant(page)),
        })
    }

    /// Invokes a function with an event in JSON, as the platform does, and returns its response. `time_left` is how much of its timeout
    /// remains.
    pub(super) async fn invoke(&self, target: Target, event: Value, time_left: Duration) -> Result<Value, InvokeError> {
        match target {
            Target::Request(function) => self.respond(function, &event).await,
            Target::Event(function) => self.handle(function, event, time_left).await.map_err(InvokeError::Failed),
        }
    }

    /// Invokes the function with this logical ID in `template.yaml`, as Lambda does; `event` is an event or a gateway's request.
    pub async fn invoke_by_name(
        &self,
        name: &str,
        event: Value,
        time_left: Duration,
    ) -> Result<Value, lambda_runtime::Error> {
        let is_request = event.get("requestContext").is_some();
        let matches = |target: &Target| target.name() == name && matches!(target, Target::Request(_)) == is_request;
        let target = Target::ALL.into_iter().find(matches).ok_or("no function has this name and kind of event")?;
        self.invoke(target, event, time_left).await.map_err(InvokeError::into_function_error)
    }

    async fn respond(&self, function: Function, event: &Value) -> Result<Value, InvokeError> {
        let request = lambda_http::request::from_str(&event.to_string()).map_err(InvokeError::Event)?;
        let response = match function {
            Function::Template => rollcall_functions::template::handle(&self.template, request).await,
            Function::Upload => Box::pin(rollcall_functions::upload::handle(&self.upload, request)).await,
            Function::Review => Box::pin(rollcall_functions::review::handle(&self.review, request)).await,
            Function::Export => Box::pin(rollcall_functions::export::handle(&self.export, request)).await,
            Function::Directory => Box::pin(rollcall_functions::directory::handle(&self.directory, request)).await,
            Function::Portal => rollcall_functions::portal::handle(&self.portal, request).await,
            Function::Invite => Box::pin(rollcall_functions::invite::handle(&self.invite, request)).await,
            Function::Accept => Box::pin(rollcall_functions::accept::handle(&self.accept, request)).await,
        };
        to_json(to_event(response)).map_err(InvokeError::Failed)
    }

    async fn handle(
        &self,
        function: EventFunction,
        event: Value,
        time_left: Duration,
    ) -> Result<Value, lambda_runtime::Error> {
        // The futures are boxed, because the largest takes up several kilobytes.
        match function {
            EventFunction::Import => to_json(Box::pin(rollcall_functions::import::handle(&self.import, event)).await?),
            EventFunction::Apply => {
                let event = serde_json::from_value(event)?;
                to_json(Box::pin(rollcall_functions::apply::handle(&self.apply, event, time_left)).await?)
            }
            EventFunction::Sweep => {
                let event = serde_json::from_value(event)?;
                to_json(Box::pin(rollcall_functions::sweep::handle(&self.sweep, event)).await?)
            }
            EventFunction::Send => {
                let event = serde_json::from_value(event)?;
                to_json(Box::pin(rollcall_functions::send::handle(&self.send, event, time_left)).await?)
            }
            EventFunction::Invite => {
                let event = serde_json::from_value(event)?;
                to_json(Box::pin(rollcall_functions::invite::handle_steps(&self.invite, event)).await?)
            }
            EventFunction::Feedback => {
                to_json(Box::pin(rollcall_functions::feedback::handle(&self.feedback, event)).await?)
            }
        }
    }
}

fn to_json(response: impl Serialize) -> Result<Value, lambda_runtime::Error> {
    Ok(serde_json::to_value(response)?)
}
