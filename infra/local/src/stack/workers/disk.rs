//! Reports a full disk in plain words. Until there is free space, writes fail as if the service were busy, and are retried.

use std::{path::PathBuf, time::Duration};

use tokio::time::sleep;

/// Minimum free space in bytes; with less, the next write may fail.
const ROOM_BYTES_MIN: u64 = 4 * 1024 * 1024;
const CHECKED_EVERY: Duration = Duration::from_secs(2);
/// Number of checks between two reports of a full disk: 15 × 2 s = 30 s. The report is repeated because other log entries soon follow it.
const REPORTED_EVERY: u32 = 15;

pub(super) async fn watch(data_dir: PathBuf) {
    let mut full_for = 0;
    loop {
        let is_full = room_bytes(&data_dir).is_some_and(|bytes| bytes < ROOM_BYTES_MIN);
        let dir = data_dir.display();
        if is_full && full_for % REPORTED_EVERY == 0 {
            tracing::error!(
                "the disk that contains {dir} is full: free up some space, and everything continues where it stopped"
            );
        } else if !is_full && full_for > 0 {
            tracing::warn!("the disk that contains {dir} has free space again");
        }
        full_for = if is_full { full_for + 1 } else { 0 };
        sleep(CHECKED_EVERY).await;
    }
}

/// Returns the number of bytes that this account may still write, or `None` if the system does not report it.
#[cfg(unix)]
fn room_bytes(dir: &std::path::Path) -> Option<u64> {
    let system = rustix::fs::statvfs(dir).ok()?;
    Some(system.f_bavail.saturating_mul(system.f_frsize))
}

#[cfg(not(unix))]
fn room_bytes(_dir: &std::path::Path) -> Option<u64> {
    None
}
