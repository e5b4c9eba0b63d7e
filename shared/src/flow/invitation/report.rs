//! Sends feed reports. Reports and invitations share the slots for calls to the mail service.
//!
//! ```text
//! import ends or is held ──► noted in the feed ──► enqueue (every minute) ──► send (takes what is noted, then one call per address)
//! ```
//!
//! The feed's item is authoritative, like the user's item for an invitation: a lost message is sent again after ten minutes, and the second
//! delivery of a message finds nothing to report. A report is taken before it is sent, so no address gets it twice. Addresses to which it
//! could not be sent are recorded afterwards and get it later; if a worker stops in between, they do not get it.

use jiff::{SignedDuration, Timestamp};

use super::{enqueue::check_account, pause_unavailable, slots::OwnSlots};
use crate::{
    feed::{FEEDS_MAX, Feed, FeedName, Reportable},
    flow::{
        Causes, FlowError,
        list::{ProblemCursor, list_problems, size_in_response},
        update::{Change, change_feed, replace_feed},
    },
    ids::ImportId,
    import::{Import, ImportStatus},
    invitation::is_in_time,
    mail::{CodeRowCounter, CodeRows, REPORTED_FILES_MAX, ReportedFile},
    row::Summary,
    stores::{
        CHUNK_NUMBERS, Environment, FeedStore, ImportStore, MailAccount, MailQueue, Mailer, MessageTags, ReportMessage,
        ReportRenderer, ResultStore, SendOutcome, SendingStore, Sleeper, Slots, StoreError,
    },
};

/// Maximum number of attempts to get a slot, and to make a call that misses its slot or is throttled.
const SLOT_TRIES_MAX: usize = 4;
/// Maximum time that a worker waits for a slot, or after a throttled call.
const WAIT_MAX: SignedDuration = SignedDuration::from_secs(20);
/// Maximum time that a call to the mail service takes. Source: the timeout of the clients in `infra/aws`; such a call is not retried.
const CALL_MAX: SignedDuration = SignedDuration::from_secs(20);
/// Time reserved for recording the addresses that a report did not reach.
const RECORDING_MAX: SignedDuration = SignedDuration::from_secs(5);
/// Maximum number of pages of problems to read per import.
const PROBLEM_PAGES_MAX: usize = 10;
const PROBLEMS_PAGE: usize = 1_000;

pub trait ReportStores: FeedStore + ImportStore + ResultStore + SendingStore + Mailer + Environment + Sleeper {}

impl<T: FeedStore + ImportStore + ResultStore + SendingStore + Mailer + Environment + Sleeper> ReportStores for T {}

pub trait EnqueueReportStores: FeedStore + SendingStore + MailAccount + MailQueue + Environment {}

impl<T: FeedStore + SendingStore + MailAccount + MailQueue + Environment> EnqueueReportStores for T {}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EnqueuedReports {
    pub enqueued: u64,
    /// Whether reports are due, but sending is stopped.
    pub is_stopped: bool,
    /// Whether reports are due, and the mail service has recently accepted no e-mail from the stack.
    pub is_unavailable: bool,
}

/// Enqueues the reports that are due, except those of feeds that this version cannot read. While sending is stopped, they remain due.
///
/// If sending is stopped, the account is queried: it may send again, and if no invitation is due, nothing else would resume sending.
/// `rate_max` limits the account's rate, in e-mails per second.
pub async fn enqueue(stores: &impl EnqueueReportStores, rate_max: f64) -> Result<EnqueuedReports, FlowError> {
    let now = stores.now();
    let mut enqueued = EnqueuedReports::default();
    let due = stores.due_reports(now, FEEDS_MAX).await?;
    if due.is_empty() {
        return Ok(enqueued);
    }
    let sending = stores.sending().await?;
    enqueued.is_unavailable = sending.is_unavailable(now);
    enqueued.is_stopped = sending.stopped.is_some() && check_account(stores, &sending, rate_max).await?.is_stopped;
    if !enqueued.is_stopped {
        enqueued.enqueued = enqueue_due(stores, due, now).await?;
    }
    Ok(enqueued)
}

/// Enqueues the reports of these feeds that are due. Returns their number.
pub(super) async fn enqueue_due(
    stores: &(impl FeedStore + MailQueue),
    due: Vec<FeedName>,
    now: Timestamp,
) -> Result<u64, FlowError> {
    let mut enqueued = 0;
    for name in due {
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
        // Postpone the report first, then send the message. If another worker wrote the feed, the next run tries again.
        if replace_feed(stores, &mut feed).await? {
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

/// A report that has been taken, and what is needed to send it.
struct Delivery<'a> {
    feed: &'a Feed,
    files: &'a [ReportedFile],
    slots: OwnSlots,
    /// The latest time at which a call may start.
    calls_until: Timestamp,
}

impl Delivery<'_> {
    /// The latest time at which a wait that begins now may end.
    fn waits_until(&self, now: Timestamp) -> Timestamp {
        self.calls_until.min(now + WAIT_MAX)
    }
}

/// Sends a feed's report if it is due. No call to the mail service is still running at `until`.
///
/// While sending is stopped, if no time is left, or if no e-mail could be sent, the report is enqueued again later. If it could be sent to
/// only some addresses, it is enqueued again for the others.
pub async fn send(
    stores: &impl ReportStores,
    renderer: &impl ReportRenderer,
    message: &ReportMessage,
    until: Timestamp,
) -> Result<Reported, FlowError> {
    let Some(mut feed) = stores.feed(&message.feed).await? else { return Ok(Reported::default()) };
    let sending = stores.sending().await?;
    let taken_at = stores.now();
    let addresses: Vec<String> = feed.report_addresses().map(str::to_owned).collect();
    let is_continued = feed.reports().is_unfinished();
    let entries = feed.reports_mut().take(taken_at);
    if entries.is_empty() || sending.stopped.is_some() {
        return Ok(Reported::default());
    }
    let Files { files, gone } = read_files(stores, &entries).await?;
    let calls_until = until - CALL_MAX - RECORDING_MAX;
    if files.is_empty() && !is_continued {
        discard_gone(stores, feed.name(), &gone).await?;
        return Ok(Reported::default());
    }
    if stores.now() > calls_until || !replace_feed(stores, &mut feed).await? {
        return Ok(Reported::default());
    }
    // An unfinished report without files is discarded, so that it does not block the next one.
    let addresses = if files.is_empty() { Vec::new() } else { addresses };
    let slots = OwnSlots::new(sending.effective_rate(), addresses.len());
    let delivery = Delivery { feed: &feed, files: &files, slots, calls_until };
    let Delivered { reported, unserved, error } = send_to_all(stores, renderer, &delivery, &addresses).await;
    if !unserved.is_empty() {
        let later = stores.now();
        let is_received = is_continued || reported.sent + reported.unknown > 0;
        let recorded = change_feed(stores, feed.name(), |feed| {
            let reports = feed.reports_mut();
            // No address may receive the report twice.
            let is_changed = if is_received {
                reports.leave_for(&unserved, taken_at, later)
            } else {
                reports.give_back(taken_at, later)
            };
            if is_changed { Change::Write(()) } else { Change::Leave(()) }
        });
        if let Err(second) = recorded.await {
            let name = feed.name();
            let causes = error.as_ref().map(|error| Causes(error).to_string());
            let lost = unserved.len();
            tracing::error!(feed = %name, causes, lost, "{lost} addresses do not get a report of the feed {name}");
            return Err(second);
        }
    }
    error.map_or(Ok(reported), Err)
}

/// Removes the entries of imports that no longer exist from the next report. A report that consists only of such entries would be enqueued
/// forever.
async fn discard_gone(stores: &impl FeedStore, name: &FeedName, gone: &[ImportId]) -> Result<(), FlowError> {
    if gone.is_empty() {
        return Ok(());
    }
    let discarded = change_feed(stores, name, |feed| {
        if feed.reports_mut().discard(gone) { Change::Write(true) } else { Change::Leave(false) }
    });
    if discarded.await?.is_some_and(|(_, is_discarded)| is_discarded) {
        tracing::warn!(
            feed = %name,
            imports = gone.len(),
            "discarded report entries of the feed {name}: their imports no longer exist"
        );
    }
    Ok(())
}

/// The outcome of sending a report.
struct Delivered {
    reported: Reported,
    /// The addresses to which the report could not be sent.
    unserved: Vec<String>,
    /// The error that ended sending.
    error: Option<FlowError>,
}

async fn send_to_all(
    stores: &impl ReportStores,
    renderer: &impl ReportRenderer,
    delivery: &Delivery<'_>,
    addresses: &[String],
) -> Delivered {
    let mut delivered = Delivered { reported: Reported::default(), unserved: Vec::new(), error: None };
    let reported = &mut delivered.reported;
    for (index, address) in addresses.iter().enumerate() {
        match send_to(stores, renderer, delivery, address).await {
            Ok(Some(SendOutcome::Accepted(_))) => reported.sent += 1,
            Ok(Some(SendOutcome::Unknown { .. })) => reported.unknown += 1,
            Ok(Some(SendOutcome::Refused { .. })) => reported.refused += 1,
            // An unverified address is not recorded as refused, so it receives reports once the account leaves the sandbox.
            Ok(Some(SendOutcome::Throttled { .. } | SendOutcome::RecipientNotVerified) | None) => {
                delivered.unserved.push(address.clone());
            }
            Ok(Some(SendOutcome::Unavailable { .. })) => {
                delivered.unserved.extend_from_slice(&addresses[index..]);
                break;
            }
            Err(error) => {
                delivered.unserved.extend_from_slice(&addresses[index..]);
                delivered.error = Some(error);
                break;
            }
        }
    }
    reported.unsent = delivered.unserved.len() as u64;
    delivered
}

/// Sends the report to one address. Returns the outcome of the last call, or `None` if there was no slot or no time for a call.
async fn send_to(
    stores: &impl ReportStores,
    renderer: &impl ReportRenderer,
    delivery: &Delivery<'_>,
    address: &str,
) -> Result<Option<SendOutcome>, FlowError> {
    let feed = delivery.feed;
    let email = renderer.render_report(feed.name(), feed.config().language, delivery.files, address);
    let tags = MessageTags::Report { feed: feed.name().clone() };
    let mut outcome = None;
    for _ in 0..SLOT_TRIES_MAX {
        let Some(slot) = wait_for_slot(stores, delivery).await? else { break };
        if !is_in_time(slot, stores.now()) {
            continue;
        }
        outcome = Some(stores.send_email(&email, &tags).await);
        let now = stores.now();
        match &outcome {
            Some(SendOutcome::Throttled { wait, .. }) if now + *wait <= delivery.waits_until(now) => {
                stores.sleep_until(now + *wait).await;
            }
            Some(SendOutcome::Refused { code }) => {
                tracing::warn!(feed = %feed.name(), code, "the mail service refuses an address of the feed {}", feed.name());
                refuse(stores, feed.name(), address).await?;
                break;
            }
            Some(SendOutcome::Unavailable { code, is_account }) => {
                tracing::error!(feed = %feed.name(), code, "the mail service does not accept e-mail from this stack");
                pause_unavailable(stores, *is_account).await?;
                break;
            }
            _ => break,
        }
    }
    Ok(outcome)
}

/// Stops sending a feed's reports to an address that the mail service refused, that bounced permanently, or whose owner complained. Returns
/// `true` unless the address was already recorded.
pub async fn refuse(stores: &impl FeedStore, name: &FeedName, address: &str) -> Result<bool, FlowError> {
    let refused = change_feed(stores, name, |feed| {
        if feed.reports_mut().refuse(address) { Change::Write(true) } else { Change::Leave(false) }
    });
    Ok(refused.await?.is_some_and(|(_, is_new)| is_new))
}

/// Waits for a slot. Returns `None` if none is available soon.
async fn wait_for_slot(stores: &impl ReportStores, delivery: &Delivery<'_>) -> Result<Option<Timestamp>, FlowError> {
    for _ in 0..SLOT_TRIES_MAX {
        let now = stores.now();
        if now > delivery.calls_until {
            break;
        }
        match delivery.slots.take(stores, now).await? {
            Slots::From(slot) if slot > delivery.calls_until => break,
            Slots::From(slot) => {
                stores.sleep_until(slot).await;
                return Ok(Some(slot));
            }
            Slots::NotBefore(at) if at <= delivery.waits_until(now) => stores.sleep_until(at).await,
            Slots::NotBefore(_) => break,
        }
    }
    Ok(None)
}

/// What the entries of a report refer to.
struct Files {
    /// The files, oldest first. An import that has resumed since it was recorded is left out for now, and is reported once it has ended.
    files: Vec<ReportedFile>,
    /// Imports that no longer exist.
    gone: Vec<ImportId>,
}

async fn read_files(stores: &(impl ImportStore + ResultStore), entries: &[Reportable]) -> Result<Files, FlowError> {
    let (mut files, mut gone) = (Vec::with_capacity(entries.len()), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        let Some(import) = stores.import(&entry.import_id).await? else {
            gone.push(entry.import_id.clone());
            continue;
        };
        let is_shown = index + REPORTED_FILES_MAX >= entries.len();
        let codes = if is_shown { read_codes(stores, &import).await? } else { Vec::new() };
        let mut applied = Summary::default();
        if import.status() == ImportStatus::Failed {
            stores.chunks(import.id(), CHUNK_NUMBERS).await?.iter().for_each(|chunk| applied.add(&chunk.summary));
        }
        files.extend(ReportedFile::of(&import, applied, codes));
    }
    Ok(Files { files, gone })
}

async fn read_codes(results: &impl ResultStore, import: &Import) -> Result<Vec<CodeRows>, FlowError> {
    let mut counter = CodeRowCounter::default();
    let mut cursor = ProblemCursor::default();
    for _ in 0..PROBLEM_PAGES_MAX {
        let page = match list_problems(results, import, None, PROBLEMS_PAGE, cursor, size_in_response).await {
            // A report that is sent very late still lists the file.
            Err(FlowError::NotRetained) => break,
            page => page?,
        };
        page.problems.iter().for_each(|problem| counter.add(problem));
        let Some(next) = page.next else { break };
        cursor = next;
    }
    Ok(counter.finish())
}
