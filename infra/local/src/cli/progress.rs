//! The progress bar for an import: bytes while the file is uploaded, then a percentage and rows.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rollcall_domain::import::ImportStatus;

use super::{client::ImportResponse, output::grouped};

#[derive(Debug, Clone)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(is_shown: bool) -> Self {
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self(ProgressBar::with_draw_target(None, target))
    }

    pub(super) fn begin_upload(&self, size_bytes: u64) {
        self.0.set_style(style("uploading  {wide_bar} {bytes} of {total_bytes}"));
        self.0.set_length(size_bytes);
        self.0.set_position(0);
    }

    pub(super) fn sent(&self, bytes: u64) {
        self.0.set_position(bytes);
    }

    pub(super) fn begin_watch(&self) {
        // Each change is drawn immediately. The first style has no numbers, so that a byte count is not shown as a percentage.
        self.0.set_style(style("{prefix:10}"));
        self.0.set_prefix("waiting");
        // A bar that was cleared would otherwise remain hidden.
        self.0.reset();
        self.0.set_length(100);
        self.0.set_position(0);
        self.0.set_style(style("{prefix:10} {wide_bar} {pos:>3} % {msg}"));
        self.0.enable_steady_tick(Duration::from_millis(200));
    }

    pub(super) fn show(&self, import: &ImportResponse) {
        let (prefix, message) = words(import);
        #[allow(clippy::cast_sign_loss, reason = "clamped to 0..=100")]
        self.0.set_position(import.progress.percent.clamp(0.0, 100.0) as u64);
        self.0.set_prefix(prefix);
        self.0.set_message(message);
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn words(import: &ImportResponse) -> (&'static str, String) {
    let progress = &import.progress;
    match import.status {
        ImportStatus::AwaitingUpload => ("waiting", String::new()),
        ImportStatus::Validating => ("checking", format!("{} rows", grouped(progress.rows_validated))),
        ImportStatus::Importing => (
            "importing",
            match progress.rows_total {
                Some(total) => format!("{} of {} rows", grouped(progress.rows_applied), grouped(total)),
                None => format!("{} rows", grouped(progress.rows_applied)),
            },
        ),
        ImportStatus::AwaitingConfirmation
        | ImportStatus::Completed
        | ImportStatus::Rejected
        | ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Expired => ("done", String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_depend_on_the_status_of_the_import() -> Result<(), serde_json::Error> {
        for (json, prefix, message) in [
            (r#"{"status":"awaiting_upload"}"#, "waiting", ""),
            (r#"{"status":"validating","progress":{"rows_validated":7}}"#, "checking", "7 rows"),
            (r#"{"status":"importing","progress":{"rows_applied":3,"rows_total":9}}"#, "importing", "3 of 9 rows"),
            (r#"{"status":"completed"}"#, "done", ""),
        ] {
            assert_eq!(words(&serde_json::from_str(json)?), (prefix, message.to_owned()), "{json}");
        }
        Ok(())
    }

    #[test]
    fn bar_that_was_cleared_is_drawn_again_while_an_import_is_watched() {
        let progress = Progress::new(false);
        progress.begin_watch();
        progress.clear();
        assert!(progress.0.is_finished());
        progress.begin_watch();
        assert!(!progress.0.is_finished());
        progress.clear();
    }

    #[test]
    fn templates_of_the_bar_are_valid() {
        for template in ["uploading  {wide_bar} {bytes} of {total_bytes}", "{prefix:10} {wide_bar} {pos:>3} % {msg}"] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
