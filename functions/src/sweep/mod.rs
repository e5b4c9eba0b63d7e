//! Runs every minute: resumes, closes or ends stalled imports, enqueues invitations at the sending rate, marks invitations as unconfirmed
//! or expired, enqueues feed reports, restarts stalled invitation batches, and warns about feeds whose files wait or are overdue.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use jiff::{SignedDuration, Timestamp};
use lambda_runtime::Error;
use rollcall_aws::{Aws, Part, SettingsError};
use rollcall_domain::{
    feed::Feed,
    flow::{
        FlowError,
        invitation::{
            batch::{self, Restarted},
            enqueue::{self, Enqueued, StartPositions},
            report::{self, EnqueuedReports},
        },
        sweep::{self, Swept},
    },
    ids::ImportId,
    stores::Environment,
};

#[derive(Debug, Clone)]
pub struct App {
    aws: Aws,
    mails_per_second: f64,
    feed_overdue: Option<SignedDuration>,
    /// Where the next run starts to read the due invitations.
    starts: Arc<Mutex<StartPositions>>,
}

impl App {
    pub fn from_env() -> Result<Self, SettingsError> {
        let app = Self::new(&Aws::from_env()?, mails_per_second())?;
        Ok(Self { feed_overdue: feed_overdue(), ..app })
    }

    pub fn new(aws: &Aws, mails_per_second: f64) -> Result<Self, SettingsError> {
        aws.require(&[
            Part::Table,
            Part::ResultsBucket,
            Part::ChunkQueue,
            Part::ResumeQueue,
            Part::MailQueue,
            Part::InvitationBatchQueue,
        ])?;
        Ok(Self { aws: aws.clone(), mails_per_second, feed_overdue: None, starts: Arc::default() })
    }

    /// Releases the leases of a killed process and resumes all open imports immediately.
    ///
    /// Only for a process that has exclusive use of its store: in a deployed stack, other workers may be running.
    pub async fn recover(&self) -> Result<Swept, FlowError> {
        let swept = sweep::recover(&self.aws.for_event()).await?;
        log_errors(&swept.errors);
        Ok(swept)
    }
}

/// Handles a scheduled event. If a run fails, the next one, a minute later, makes up for it.
///
/// The tasks run concurrently, because a slow one must not use up the time of the others. Each logs its own errors, and none is skipped
/// because another one failed.
pub async fn handle(app: &App, _event: EventBridgeEvent) -> Result<(), Error> {
    let aws = app.aws.for_event();
    let (enqueued, restarted, reported, swept, listed) = tokio::join!(
        Box::pin(enqueue_mails(&aws, app.mails_per_second, &app.starts)),
        Box::pin(restart(&aws)),
        Box::pin(enqueue_reports(&aws, app.mails_per_second)),
        Box::pin(sweep_imports(&aws)),
        Box::pin(report_waiting_feeds(&aws, app.feed_overdue)),
    );
    enqueued.and(restarted).and(reported).and(swept).and(listed)
}

/// Reads the stack's limit from `ROLLCALL_MAILS_PER_SECOND`. Without it, only the account's limit applies.
fn mails_per_second() -> f64 {
    let set = std::env::var("ROLLCALL_MAILS_PER_SECOND").ok().and_then(|text| text.parse().ok());
    set.filter(|rate| *rate > 0.0).unwrap_or(f64::INFINITY)
}

/// Reads the time after which a feed without a new file is overdue from `ROLLCALL_FEED_OVERDUE_HOURS`. Returns `None` unless the variable
/// is a positive whole number.
fn feed_overdue() -> Option<SignedDuration> {
    let hours = std::env::var("ROLLCALL_FEED_OVERDUE_HOURS").ok()?.parse().ok()?;
    (hours > 0).then(|| SignedDuration::from_hours(hours))
}

/// Logs the feeds with a file waiting at the brake, and those whose next file is overdue.
async fn report_waiting_feeds(aws: &Aws, overdue: Option<SignedDuration>) -> Result<(), Error> {
    let feeds = aws.list_feeds().await.inspect_err(|error| {
        tracing::error!(causes = %crate::causes(error), "cannot list the feeds");
    })?;
    let WaitingFeeds { held, overdue, count } = WaitingFeeds::new(&feeds, overdue, aws.now());
    if count > 0 {
        tracing::warn!(
            feeds_waiting = count,
            "files wait at the brake of: {}; files are overdue for: {}",
            held.join(", "),
            overdue.join(", ")
        );
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct WaitingFeeds<'f> {
    /// Names of the feeds with a file waiting at the brake.
    held: Vec<&'f str>,
    /// Names of the feeds whose next file is overdue.
    overdue: Vec<&'f str>,
    /// Number of feeds in either list.
    count: usize,
}

impl<'f> WaitingFeeds<'f> {
    fn new(feeds: &'f [Feed], overdue: Option<SignedDuration>, now: Timestamp) -> Self {
        let mut waiting = Self::default();
        for feed in feeds {
            let is_held = feed.held().is_some();
            let is_overdue = overdue.is_some_and(|within| feed.is_overdue(within, now));
            waiting.held.extend(is_held.then_some(feed.name().as_str()));
            waiting.overdue.extend(is_overdue.then_some(feed.name().as_str()));
            waiting.count += usize::from(is_held || is_overdue);
        }
        waiting
    }
}

async fn sweep_imports(aws: &Aws) -> Result<(), Error> {
    let begun = aws.now();
    let Swept { seen, resumed, expired, failed, errors } = sweep::sweep(aws).await.inspect_err(|error| {
        tracing::error!(causes = %crate::causes(error), "the sweep of imports failed");
    })?;
    log_errors(&errors);
    if seen > 0 {
        tracing::info!(
            imports_open = seen,
            imports_resumed = resumed,
            imports_expired = expired,
            failed,
            duration_ms = aws.now().duration_since(begun).as_millis() as i64,
            "swept {seen} open imports"
        );
    }
    errors.into_iter().next().map_or(Ok(()), |(_, error)| Err(error.into()))
}

fn log_errors(errors: &[(ImportId, FlowError)]) {
    for (id, error) in errors {
        tracing::error!(import_id = %id, causes = %crate::causes(error), "import {id} cannot be resumed or ended");
    }
}

async fn enqueue_reports(aws: &Aws, mails_per_second: f64) -> Result<(), Error> {
    let reports = report::enqueue(aws, mails_per_second).await.inspect_err(|error| {
        tracing::error!(causes = %crate::causes(error), "cannot enqueue the reports of feeds");
    })?;
    let EnqueuedReports { enqueued, is_stopped, is_unavailable } = reports;
    if enqueued > 0 {
        tracing::info!(reports_enqueued = enqueued, "enqueued {enqueued} reports of feeds");
    }
    warn_of_stop("reports of feeds", is_stopped, is_unavailable);
    Ok(())
}

/// Warns that e-mails wait because sending is stopped, or may wait because SES has recently accepted none. If the configuration set is
/// paused, but not the account, sending stops and resumes again and again; the sweep that resumes it warns, too.
fn warn_of_stop(what: &str, is_stopped: bool, is_unavailable: bool) {
    if is_stopped {
        tracing::warn!(
            sending_stopped = 1,
            "{what} wait because sending is stopped: GET /invitations returns the reason"
        );
    } else if is_unavailable {
        tracing::warn!(
            sending_stopped = 1,
            "{what} may wait because SES recently refused e-mail from this stack: the log of the function send contains the error code"
        );
    }
}

async fn restart(aws: &Aws) -> Result<(), Error> {
    let Restarted { restarted, failed } = batch::restart(aws).await.inspect_err(|error| {
        tracing::error!(causes = %crate::causes(error), "cannot sweep invitation batches");
    })?;
    if restarted > 0 {
        tracing::warn!(restarted, "restarted {restarted} stalled invitation batches");
    }
    if failed > 0 {
        tracing::error!(failed, "{failed} invitation batches failed: invite the same users again to continue");
    }
    Ok(())
}

async fn enqueue_mails(aws: &Aws, mails_per_second: f64, starts: &Mutex<StartPositions>) -> Result<(), Error> {
    let mut positions = starts.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let done = enqueue::enqueue_due_invitations(aws, mails_per_second, &mut positions).await;
    *starts.lock().unwrap_or_else(PoisonError::into_inner) = positions;
    let done = done.inspect_err(|error| {
        tracing::error!(causes = %crate::causes(error), "cannot enqueue invitations");
    })?;
    let Enqueued { enqueued, discarded, unstorable, unconfirmed, expired, is_stopped, is_unavailable } = done;
    if enqueued + discarded + unstorable + unconfirmed + expired > 0 {
        tracing::info!(
            mails_enqueued = enqueued,
            discarded,
            unstorable = (unstorable > 0).then_some(unstorable),
            unconfirmed,
            expired,
            "enqueued {enqueued} invitations"
        );
    }
    warn_of_stop("invitations", is_stopped, is_unavailable);
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use rollcall_domain::{
        feed::{FeedConfig, FeedName, FeedOrder, NewestFile},
        problem::Language,
    };

    use super::*;

    #[test]
    fn feed_that_is_held_and_overdue_is_counted_once() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let id = ImportId::from_parts(1, [0; 10]);
        let newest = |hours| NewestFile {
            import_id: id.clone(),
            order: FeedOrder { at: now, key: String::new(), version: String::new() },
            sha256: String::new(),
            completed_at: now - SignedDuration::from_hours(hours),
            roster: String::new(),
            users: 1,
        };
        let feed = |name, is_held: bool, hours: Option<i64>| {
            let mut feed = Feed::new(FeedName::parse(name).unwrap(), FeedConfig::in_language(Language::English), now);
            if is_held {
                feed.hold(&id);
            }
            if let Some(hours) = hours {
                feed.complete(newest(hours));
            }
            feed
        };
        let feeds = [
            feed("both", true, Some(30)),
            feed("held", true, Some(20)),
            feed("late", false, Some(30)),
            feed("new", false, None),
            feed("quiet", false, Some(20)),
        ];
        let waiting = WaitingFeeds::new(&feeds, Some(SignedDuration::from_hours(24)), now);
        let expected = WaitingFeeds { held: vec!["both", "held"], overdue: vec!["both", "late"], count: 3 };
        assert_eq!(waiting, expected);
        let waiting = WaitingFeeds::new(&feeds, None, now);
        assert_eq!(waiting, WaitingFeeds { held: vec!["both", "held"], overdue: Vec::new(), count: 2 });
    }
}
