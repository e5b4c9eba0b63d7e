//! Sends feed reports. Reports and invitations share the slots for calls to the mail service.
//!
//! ```text
//! import ends or is held ──► noted in the feed ──► enqueue (every minute) ──► send (takes what is noted, then one call per address)
//! ```
//!
//! The feed's item is authoritative, like the user's item for an invitation: a lost message is sent again after ten minutes, and the second
//! delivery of a message finds nothing to report. A report is taken before it is sent, so no address gets it twice. If a worker stops in
//! between, the remaining addresses do not get it.

use jiff::{SignedDuration, Timestamp};

use super::slots::OwnSlots;
use crate::{
    feed::{FEEDS_MAX, Feed, FeedName, Reportable},
    flow::{
        FlowError,
        list::{ProblemCursor, list_problems},
    },
    import::{Import, ImportStatus},
    invitation::{Sending, is_in_time},
    mail::{CodeRowCounter, CodeRows, REPORTED_FILES_MAX, ReportedFile},
    row::Summary,
    stores::{
        CHUNK_NUMBERS, Environment, FeedStore, ImportStore, MailQueue, Mailer, MessageTags, Replaced, ReportMessage,
        ReportRenderer, ResultStore, SendOutcome, SendingStore, Sleeper, Slots, StoreError,
    },
};

/// Maximum number of attempts to get a slot, and to make a call that misses its slot or is throttled.
const TRIES_MAX: usize = 4;
/// Maximum time that a worker waits for a slot, or after a throttled call.
const WAIT_MAX: SignedDuration = SignedDuration::from_secs(20);
/// Maximum number of pages of problems to read per import.
const PROBLEM_PAGES_MAX: usize = 10;
const PROBLEMS_PAGE: usize = 1_000;
/// Maximum number of attempts while other workers keep changing the same feed.
const ROUNDS_MAX: usize = 8;

pub trait ReportStores: FeedStore + ImportStore + ResultStore + SendingStore + Mailer + Environment + Sleeper {}

impl<T: FeedStore + ImportStore + ResultStore + SendingStore + Mailer + Environment + Sleeper> ReportStores for T {}

/// Enqueues the reports that are due, except those of feeds that this version cannot read. Returns their number.
pub async fn enqueue(stores: &(impl FeedStore + MailQueue + Environment)) -> Result<u64, FlowError> {
    let now = stores.now();
    let mut enqueued = 0;
    for name in stores.due_reports(now, FEEDS_MAX).await? {
        let mut feed = match stores.feed(&name).await {
            Ok(Some(feed)) => feed,
            Ok(None) => continue,
            Err(error @ StoreError::Unreadable { .. }) => {
                tracing::warn!(feed = %name, %error, "skipping the reports of the feed {name}");
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let Some(import_id) = feed.reports_mut().enqueue(now) else { continue };
        feed.increment_version();
        // Postpone the report first, then send the message. If another worker wrote the feed, the next run tries again.
        if stores.write_feed(&feed).await? == Replaced::Done {
            stores.send_report(&ReportMessage { feed: name, import_id }).await?;
            enqueued += 1;
        }
    }
    Ok(enqueued)
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reported {
    /// E-mails that the service accepted.
    pub sent: u64,
    /// Addresses that the service permanently refused.
    pub refused: u64,
    /// E-mails whose outcome is unknown.
    pub unknown: u64,
    /// Addresses to which nothing could be sent.
    pub unsent: u64,
}

/// Sends a feed's report if it is due.
///
/// While sending is stopped, or if no e-mail could be sent, the report is enqueued again later.
pub async fn send(
    stores: &impl ReportStores,
    renderer: &impl ReportRenderer,
    message: &ReportMessage,
) -> Result<Reported, FlowError> {
    let mut reported = Reported::default();
    let Some(mut feed) = stores.feed(&message.feed).await? else { return Ok(reported) };
    let sending = stores.sending().await?;
    let now = stores.now();
    let entries = feed.reports_mut().take(now);
    if entries.is_empty() || sending.stopped.is_some() {
        return Ok(reported);
    }
    let files = read_files(stores, &entries).await?;
    feed.increment_version();
    if files.is_empty() || stores.write_feed(&feed).await? != Replaced::Done {
        return Ok(reported);
    }
    let sent = send_to_all(stores, renderer, &feed, &sending, &files, &mut reported).await;
    // After a failure, the report is sent again only if nothing was sent, because no address may receive it twice.
    let is_unsent = reported.unsent > 0 || sent.is_err();
    if is_unsent && reported.sent + reported.unknown == 0 {
        let later = stores.now();
        change_feed(stores, feed.name(), |feed| feed.reports_mut().give_back(now, later)).await?;
    }
    sent?;
    Ok(reported)
}

async fn send_to_all(
    stores: &impl ReportStores,
    renderer: &impl ReportRenderer,
    feed: &Feed,
    sending: &Sending,
    files: &[ReportedFile],
    reported: &mut Reported,
) -> Result<(), FlowError> {
    let addresses: Vec<&str> = feed.report_addresses().collect();
    let slots = OwnSlots::new(sending.effective_rate(), addresses.len());
    for address in addresses {
        let email = renderer.render_report(feed.name(), feed.config().language, files, address);
        let tags = MessageTags::Report { feed: feed.name().clone() };
        let mut outcome = None;
        for _ in 0..TRIES_MAX {
            let Some(slot) = wait_for_slot(stores, &slots).await? else { break };
            if !is_in_time(slot, stores.now()) {
                continue;
            }
            outcome = Some(stores.send_email(&email, &tags).await);
            match &outcome {
                Some(SendOutcome::Throttled { wait, .. }) if *wait <= WAIT_MAX => {
                    stores.sleep_until(stores.now() + *wait).await;
                }
                _ => break,
            }
        }
        match outcome {
            Some(SendOutcome::Accepted(_)) => reported.sent += 1,
            Some(SendOutcome::Unknown { .. }) => reported.unknown += 1,
            Some(SendOutcome::Refused { code }) => {
                tracing::warn!(feed = %feed.name(), code, "the mail service refuses an address of the feed {}", feed.name());
                refuse(stores, feed.name(), address).await?;
                reported.refused += 1;
            }
            Some(SendOutcome::Throttled { .. } | SendOutcome::Unavailable { .. }) | None => reported.unsent += 1,
        }
    }
    Ok(())
}

/// Stops sending a feed's reports to an address that the mail service refused, that bounced permanently, or whose owner complained. Returns
/// `true` unless the address was already recorded.
pub async fn refuse(stores: &impl FeedStore, name: &FeedName, address: &str) -> Result<bool, FlowError> {
    change_feed(stores, name, |feed| feed.reports_mut().refuse(address)).await
}

/// Waits for a slot. Returns `None` if none is available soon.
async fn wait_for_slot(stores: &impl ReportStores, slots: &OwnSlots) -> Result<Option<Timestamp>, FlowError> {
    for _ in 0..TRIES_MAX {
        match slots.take(stores, stores.now()).await? {
            Slots::From(slot) => {
                stores.sleep_until(slot).await;
                return Ok(Some(slot));
            }
            Slots::NotBefore(at) if at <= stores.now() + WAIT_MAX => stores.sleep_until(at).await,
            Slots::NotBefore(_) => return Ok(None),
        }
    }
    Ok(None)
}

/// The files in a report, oldest first. An import that has resumed since it was recorded is left out for now, and is reported
/// once it has ended.
async fn read_files(
    stores: &(impl ImportStore + ResultStore),
    entries: &[Reportable],
) -> Result<Vec<ReportedFile>, FlowError> {
    let mut files = Vec::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        let Some(import) = stores.import(&entry.import_id).await? else { continue };
        let is_shown = place + REPORTED_FILES_MAX >= entries.len();
        let codes = if is_shown { read_codes(stores, &import).await? } else { Vec::new() };
        let mut applied = Summary::default();
        if import.status() == ImportStatus::Failed {
            stores.chunks(import.id(), CHUNK_NUMBERS).await?.iter().for_each(|chunk| applied.add(&chunk.summary));
        }
        files.extend(ReportedFile::of(&import, applied, codes));
    }
    Ok(files)
}

async fn read_codes(results: &impl ResultStore, import: &Import) -> Result<Vec<CodeRows>, FlowError> {
    let mut counter = CodeRowCounter::default();
    let mut cursor = ProblemCursor::default();
    for _ in 0..PROBLEM_PAGES_MAX {
        let page = list_problems(results, import, None, PROBLEMS_PAGE, cursor).await?;
        page.problems.iter().for_each(|problem| counter.add(problem));
        let Some(next) = page.next else { break };
        cursor = next;
    }
    Ok(counter.finish())
}

/// Changes a feed, and calls `change` again if another worker wrote the feed first. Returns `true` if the feed was changed.
async fn change_feed(
    stores: &impl FeedStore,
    name: &FeedName,
    mut change: impl FnMut(&mut Feed) -> bool + Send,
) -> Result<bool, FlowError> {
    for _ in 0..ROUNDS_MAX {
        let Some(mut feed) = stores.feed(name).await? else { return Ok(false) };
        if !change(&mut feed) {
            return Ok(false);
        }
        feed.increment_version();
        if stores.write_feed(&feed).await? == Replaced::Done {
            return Ok(true);
        }
    }
    Err(FlowError::Contended { what: "the feed" })
}
