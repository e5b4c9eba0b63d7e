//! Looks after open imports once a minute: wakes, closes or ends those that do not move.

mod ports;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::Error;
use rollcall_aws::{Clients, SettingsError};
use rollcall_domain::{
    flow::{
        FlowError,
        sweep::{self, Swept},
    },
    ports::Ambient,
};

use ports::Ports;

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    clients: Clients,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Clients::from_env()?)
    }

    /// On these clients.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ports::new(clients)?;
        Ok(Self { clients: clients.clone() })
    }

    /// Frees what a dead predecessor held and lets everything open go on at once.
    ///
    /// Only for a program that owns its store alone: in a deployed stack others may be at work.
    ///
    /// # Errors
    /// What a store says.
    pub async fn recover(&self) -> Result<Swept, FlowError> {
        let ports = Ports::new(&self.clients)
            .map_err(|error| rollcall_domain::ports::StoreError::Refused { store: "settings", source: error.into() })?;
        sweep::recover(&ports).await
    }
}

/// Takes the schedule's event.
///
/// # Errors
/// What a store says; the next minute tries again.
pub async fn handle(app: &App, _event: EventBridgeEvent) -> Result<(), Error> {
    let ports = Ports::new(&app.clients)?;
    let ambient = app.clients.ambient();
    let begun = ambient.now();
    let swept = Box::pin(sweep::sweep(&ports)).await.inspect_err(|error| {
        tracing::error!(causes = %rollcall_edge::causes(error), "the sweep failed");
    })?;
    if swept.seen > 0 {
        let Swept { seen, woken, expired, failed } = swept;
        tracing::info!(
            imports_open = seen,
            imports_woken = woken,
            imports_expired = expired,
            imports_failed = failed,
            duration_ms = ambient.now().duration_since(begun).as_millis() as i64,
            "swept {seen} open imports"
        );
    }
    Ok(())
}
