//! Watches an import until it has ended or waits for confirmation.

use std::time::{Duration, Instant};

use rollcall_domain::import::ImportStatus;

use super::{
    client::{Client, ImportResponse},
    error::CliError,
    progress::Progress,
};

/// The wait between two polls of an import: a tenth of the time since the first poll, within these bounds. The end of an import is
/// therefore noticed without much delay, and a long import causes few requests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub shortest: Duration,
    pub longest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { shortest: Duration::from_millis(50), longest: Duration::from_secs(1) }
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
    let begun = Instant::now();
    loop {
        let import = client.import(id).await?;
        progress.show(&import);
        if import.status.is_ended() || import.status == ImportStatus::AwaitingConfirmation {
            return Ok(import);
        }
        tokio::time::sleep((begun.elapsed() / 10).clamp(pace.shortest, pace.longest)).await;
    }
}
