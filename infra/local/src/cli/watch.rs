//! Watches an import until it has ended or waits for confirmation.

use std::time::Duration;

use rollcall_domain::import::ImportStatus;

use super::{
    client::{Client, ImportResponse},
    error::CliError,
    progress::Progress,
};

/// The waits between two polls of an import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub first: Duration,
    /// The longest wait. Each wait is 1.5 times the previous one.
    pub longest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { first: Duration::from_millis(50), longest: Duration::from_secs(1) }
    }
}

/// Polls an import until it has ended or waits for confirmation, and returns it.
pub(super) async fn watch(
    client: &Client,
    id: &str,
    progress: &Progress,
    pace: Pace,
) -> Result<ImportResponse, CliError> {
    progress.begin_watch();
    let mut wait = pace.first;
    loop {
        let import = client.import(id).await?;
        progress.show(&import);
        if import.status.is_ended() || import.status == ImportStatus::AwaitingConfirmation {
            return Ok(import);
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 3 / 2).min(pace.longest);
    }
}
