//! Processes the files in each feed one at a time, in order.
//!
//! ```text
//! take ──► validate ──► hold ──► (confirm: update_and_take_feed) ──► … complete ──► release
//!   │          │                                                                      │
//!   └─ waits   └─ start: supersede_held                               resumes the waiting file
//! ```
//!
//! An import takes its feed by writing the feed's item. Each such write increments the version, even if the import had already taken the
//! feed, so that only one of two imports that see a free feed can take it. A feed is free if the import that took it has ended or is
//! waiting for confirmation, so the feed becomes free at the moment the import ends.

use jiff::Timestamp;

use super::{
    FlowError,
    lease::LeasedImport,
    receive::ObjectCreated,
    resume::resume_soon,
    update::{Change, TRIES_MAX, change_feed_if, replace, update},
};
use crate::{
    feed::{AbandonedRoster, Feed, FeedFile, FeedId, FeedName, FeedOrder, NewestFile},
    flow::corrections,
    ids::ImportId,
    import::{Import, ImportStatus, Options},
    keys,
    layout::LayoutName,
    problem::{Code, Problem},
    stores::{Environment, FeedStore, ImportStore, Replaced, ResultStore, ResumeQueue},
};

/// Target of the log event about a held file, so that a program which reports such files itself can leave it out.
const HELD_TARGET: &str = "rollcall_domain::held";

/// Creates the import for a file that was dropped for the feed with this name. If there is no such feed, the import is not part of a feed,
/// and its validation refuses the file. `import` creates the import with the given options.
pub(super) async fn receive(
    stores: &(impl FeedStore + ResultStore),
    object: &ObjectCreated,
    name: &str,
    import: impl Fn(Options) -> Import,
) -> Result<Import, FlowError> {
    let feed = match FeedName::parse(name) {
        Some(name) => stores.feed(&name).await?,
        None => None,
    };
    let Some(feed) = feed else { return Ok(import(Options::of_layout(LayoutName::Enrolment))) };
    let (options, file) = feed.new_file();
    let mut import = import(options).in_language(feed.config().language).with_feed(Some(file));
    import.record_order(object.order());
    let list = feed.corrections();
    let digest = corrections::store(stores, import.id(), &list).await?;
    Ok(import.with_corrections(digest))
}

/// Applies the feed's current configuration to a requested import whose file has just arrived; the request may have been made before the
/// configuration was changed. What the request itself set remains: `confirm`, `encoding` and `dry_run`.
///
/// The import is unchanged if it is not part of a feed, or if its feed was deleted; its validation refuses the file then.
pub(super) async fn configure(stores: &(impl FeedStore + ResultStore), import: Import) -> Result<Import, FlowError> {
    let known = import.feed().map(|file| (file.id.clone(), file.test_mode));
    let Some((id, was_in_test_mode)) = known else { return Ok(import) };
    let Some(feed) = stores.feed_by_id(&id).await? else { return Ok(import) };
    let (determined, file) = feed.new_file();
    let Options { confirm, encoding, dry_run, .. } = import.options().clone();
    // A dry run that was requested always has `confirm`; the one of a feed in test mode has it only if it was requested as well. If it is
    // unknown which of the two was requested, nothing is written.
    let is_requested = dry_run && (confirm || !was_in_test_mode);
    let options = Options { confirm, encoding, dry_run: is_requested || determined.dry_run, ..determined };
    let digest = corrections::store(stores, import.id(), &feed.corrections()).await?;
    let mut import = import.in_language(feed.config().language).with_feed(Some(file)).with_corrections(digest);
    import.set_options(options);
    Ok(import)
}

/// Whether an import may be validated.
pub(super) enum Entry {
    /// Yes: it is not part of a feed, or has taken its feed.
    Free,
    /// No: the file is refused.
    Refused(Box<Problem>),
    /// Not yet: the caller must release the lease. Contains the import that was waiting before and is now superseded, if any.
    Waits(Option<ImportId>),
    /// No: this newer file is already waiting.
    Superseded(ImportId),
}

/// Takes the feed for an import that is about to be validated, or makes the import wait for it. The import and the feed are written
/// together, so that an import that has ended in the meantime neither takes the feed nor waits for it.
pub(super) async fn take(
    stores: &(impl ImportStore + FeedStore + Environment),
    leased: &mut LeasedImport,
) -> Result<Entry, FlowError> {
    let Some(file) = leased.import().feed() else { return Ok(Entry::Free) };
    let (feed_id, id, order) = (file.id.clone(), leased.id().clone(), order_of(leased.import()));
    let (is_undo, base) = (leased.import().undoes().is_some(), file.base.clone());
    let refused = |code| Ok(Entry::Refused(Box::new(Problem::new(code).found(feed_id.name.as_str()))));
    let was_waiting = leased.import().is_feed_file() && leased.import().is_waiting();
    for _ in 0..TRIES_MAX {
        let Some(mut feed) = stores.feed_by_id(&feed_id).await? else {
            return if is_undo { Ok(Entry::Free) } else { refused(Code::FeedUnknown) };
        };
        // The import began to wait in the transaction in which the feed named it. If the feed no longer names it, a newer file has taken
        // its place, and the worker that was to cancel it stopped before that. If no newer file is left, this one is imported.
        let is_replaced = was_waiting && feed.waiting() != Some(&id);
        let is_out_of_date = if is_undo { feed.base() != base.as_ref() } else { feed.is_out_of_date(&order) };
        if is_out_of_date {
            return match feed.base().filter(|_| is_replaced) {
                Some(newest) => Ok(Entry::Superseded(newest.clone())),
                None => refused(Code::FeedOutOfDate),
            };
        }
        let Some(other) = import_in_progress(stores, &feed, &id).await? else {
            feed.take(&id);
            feed.increment_version();
            leased.import_mut().stop_waiting();
            if leased.save_with_feed(stores, &feed).await? {
                return Ok(Entry::Free);
            }
            continue;
        };
        if is_replaced && other.is_feed_file() && order_of(&other) > order {
            return Ok(Entry::Superseded(other.id().clone()));
        }
        leased.import_mut().wait_for(other.id().clone(), stores.now());
        let before = feed.waiting().filter(|waiting| **waiting != id).cloned();
        if !leased.import().is_feed_file() || feed.waiting() == Some(&id) {
            return Ok(Entry::Waits(None));
        }
        let before = match before {
            Some(before) => stores.import(&before).await?.filter(Import::is_waiting),
            None => None,
        };
        if let Some(newer) = before.as_ref().filter(|before| order_of(before) > order) {
            return Ok(Entry::Superseded(newer.id().clone()));
        }
        feed.wait(&id);
        feed.increment_version();
        if leased.save_with_feed(stores, &feed).await? {
            return Ok(Entry::Waits(before.map(|before| before.id().clone())));
        }
    }
    Err(FlowError::Contended { what: "the feed" })
}

/// Returns the position of an import's file in the feed. If none was recorded, the file counts as being as old as the import.
fn order_of(import: &Import) -> FeedOrder {
    let known = import.feed().and_then(|file| file.order.clone());
    known.unwrap_or_else(|| FeedOrder { at: import.created_at(), key: String::new(), version: String::new() })
}

/// Returns the other import in the feed that is being validated or applied, if there is one.
async fn import_in_progress(
    stores: &impl ImportStore,
    feed: &Feed,
    id: &ImportId,
) -> Result<Option<Import>, FlowError> {
    let Some(other) = feed.taken_by().filter(|other| *other != id) else { return Ok(None) };
    Ok(stores.import(other).await?.filter(|import| import.status().is_in_progress()))
}

/// Cancels an import that is waiting for its feed or is held at the brake, because a newer file supersedes it.
pub(super) async fn supersede(
    stores: &(impl ImportStore + ResumeQueue + Environment),
    id: &ImportId,
    by: &ImportId,
) -> Result<(), FlowError> {
    let now = stores.now();
    let superseded = update(stores, id, |import| {
        if !import.is_waiting() && import.status() != ImportStatus::AwaitingConfirmation {
            return Ok(Change::Leave(false));
        }
        import.release();
        import.supersede_in_feed(by, now)?;
        Ok(Change::Write(true))
    });
    if superseded.await?.is_some_and(|(_, is_superseded)| is_superseded) {
        resume_soon(stores, id).await;
    }
    Ok(())
}

/// Cancels an older file that is held at the brake, because this newer file has been validated and is about to be written or held.
///
/// The feed still names the older file until the next write. If the worker stops before then, the next attempt therefore finds the older
/// file again.
pub(super) async fn supersede_held(
    stores: &(impl ImportStore + FeedStore + ResumeQueue + Environment),
    import: &Import,
) -> Result<(), FlowError> {
    let Some(held) = other_held(stores, import).await? else { return Ok(()) };
    let is_older = order_of(&held) < order_of(import);
    if is_older { supersede(stores, held.id(), import.id()).await } else { Ok(()) }
}

/// Returns the import that the feed names as held at the brake, unless it is this one.
async fn other_held(stores: &(impl ImportStore + FeedStore), import: &Import) -> Result<Option<Import>, FlowError> {
    let Some(file) = import.feed().filter(|_| import.is_feed_file()) else { return Ok(None) };
    let held = stores.feed_by_id(&file.id).await?.and_then(|feed| feed.held().cloned());
    match held.filter(|held| held != import.id()) {
        Some(held) => Ok(stores.import(&held).await?),
        None => Ok(None),
    }
}

/// Makes a validated file wait for confirmation. While it waits, the feed is free. Supersedes an older file that is waiting for
/// confirmation.
pub(super) async fn hold(
    stores: &(impl ImportStore + FeedStore + ResumeQueue + Environment),
    mut leased: LeasedImport,
) -> Result<(), FlowError> {
    let Some(feed_id) = leased.import().feed().map(|file| file.id.clone()) else { return Ok(()) };
    supersede_held(stores, leased.import()).await?;
    leased.import_mut().hold(stores.now())?;
    let import = leased
        .release_with_feed(stores, &feed_id, |feed, import| {
            feed.hold(import.id());
            feed.note_for_report(import);
        })
        .await?;
    let id = import.id();
    tracing::warn!(target: HELD_TARGET, import_id = %id, "import {id} awaits confirmation before feed {} is written", feed_id.name);
    resume_waiting(stores, &feed_id).await
}

/// Returns the newer file in the feed that is waiting for confirmation, if there is one. Its preview is based on the current roster, so an
/// older file must neither be written nor replace it.
pub(super) async fn newer_held(
    stores: &(impl ImportStore + FeedStore),
    import: &Import,
) -> Result<Option<ImportId>, FlowError> {
    let is_newer =
        |held: &Import| held.status() == ImportStatus::AwaitingConfirmation && order_of(held) > order_of(import);
    Ok(other_held(stores, import).await?.filter(is_newer).map(|held| held.id().clone()))
}

/// Writes a completed import. In the same transaction, its roster becomes the feed's current one; for an undo of the newest file, the
/// roster before that file becomes current again.
pub(super) async fn complete(
    stores: &(impl ImportStore + FeedStore + ResumeQueue + Environment),
    leased: LeasedImport,
) -> Result<Import, FlowError> {
    let Some(feed_id) = leased.import().feed().map(|file| file.id.clone()) else { return leased.release(stores).await };
    let now = stores.now();
    let earlier = file_before_previous(stores, &feed_id, leased.import()).await?;
    leased
        .release_with_feed(stores, &feed_id, |feed, import| {
            feed.forget(import.id());
            match import.undoes() {
                Some(undoes) if feed.base() == Some(undoes) => feed.revert(earlier.clone(), now),
                Some(_) => {}
                None => {
                    let merged = import.feed().map(|file| file.merged_rosters.as_slice());
                    feed.discard_abandoned(merged.unwrap_or_default());
                    feed.complete(newest_file(import, now));
                }
            }
        })
        .await
}

/// After an undo, the file before the undone one becomes the newest. Returns the one before that, so that the new newest file can be undone
/// too.
async fn file_before_previous(
    stores: &(impl ImportStore + FeedStore),
    feed_id: &FeedId,
    import: &Import,
) -> Result<Option<NewestFile>, FlowError> {
    let Some(_) = import.undoes() else { return Ok(None) };
    let Some(feed) = stores.feed_by_id(feed_id).await? else { return Ok(None) };
    let Some(previous) = feed.previous() else { return Ok(None) };
    let Some(previous) = stores.import(&previous.import_id).await? else { return Ok(None) };
    let Some(base) = previous.feed().and_then(|file| file.base.clone()) else { return Ok(None) };
    let earlier = stores.import(&base).await?;
    Ok(earlier.and_then(|earlier| earlier.finished_at().map(|at| newest_file(&earlier, at))))
}

fn newest_file(import: &Import, now: Timestamp) -> NewestFile {
    let file = import.feed();
    NewestFile {
        import_id: import.id().clone(),
        order: order_of(import),
        sha256: file.and_then(|file| file.sha256.clone()).unwrap_or_default(),
        completed_at: now,
        roster: file.map_or_else(String::new, |file| roster_of(import, file)),
        users: file.and_then(|file| file.roster).map_or(0, |roster| roster.after),
    }
}

/// Returns the key of the roster that was written with an import's plan.
fn roster_of(import: &Import, file: &FeedFile) -> String {
    keys::roster(&file.id.name, import.id(), import.attempt_id())
}

/// Removes an ended import from its feed, adds it to the next report, and resumes the waiting file. If it failed while users were written,
/// its roster is listed: the next files look there for people who have joined the feed.
///
/// The feed is read before the import: if the import is retried in between, it takes the feed again, and this write fails. If it was retried
/// before and has ended again, nothing is written: the newer end is released separately.
///
/// # Errors
///
/// [`FlowError::Contended`] if other workers keep changing the feed. The import then stays open, so that the sweep tries again.
pub(super) async fn release(
    stores: &(impl ImportStore + FeedStore + ResumeQueue),
    import: &Import,
) -> Result<(), FlowError> {
    let Some(file) = import.feed() else { return Ok(()) };
    let id = import.id();
    let failed_at = import.finished_at().filter(|_| import.has_abandoned_roster());
    let abandoned = failed_at.map(|at| AbandonedRoster { key: roster_of(import, file), at });
    let forget = |feed: &mut Feed| {
        // The feed may have been deleted, and another one may have its name.
        let is_same = feed.id() == file.id;
        let abandons = |feed: &mut Feed| abandoned.clone().is_some_and(|roster| feed.abandon(roster));
        let is_changed = is_same && (feed.forget(id) | feed.note_for_report(import) | abandons(feed));
        if is_changed { Change::Write(()) } else { Change::Leave(()) }
    };
    let ended_at = import.finished_at();
    let is_same_end = move || async move {
        let current = stores.import(id).await?;
        Ok::<_, FlowError>(current.is_some_and(|now| now.status().is_ended() && now.finished_at() == ended_at))
    };
    match change_feed_if(stores, &file.id.name, forget, is_same_end).await? {
        Some(_) => resume_waiting(stores, &file.id).await,
        None => Ok(()),
    }
}

pub(super) async fn resume_waiting(stores: &(impl FeedStore + ResumeQueue), id: &FeedId) -> Result<(), FlowError> {
    if let Some(waiting) = stores.feed_by_id(id).await?.and_then(|feed| feed.waiting().cloned()) {
        resume_soon(stores, &waiting).await;
    }
    Ok(())
}

/// Whether an import could take its feed.
pub(super) enum FeedTaken<T> {
    /// Yes, or it did not need to.
    Decided(T),
    /// Another file in the feed is being validated or applied.
    Busy,
    /// The feed was deleted, or its roster is no longer the one that the import was planned with. From [`check_undo`]: the import is not
    /// the newest file.
    OutOfDate,
}

/// Like [`update`], but an import that starts to write users takes its feed in the same transaction.
pub(super) async fn update_and_take_feed<T: Send>(
    stores: &(impl ImportStore + FeedStore),
    id: &ImportId,
    mut change: impl FnMut(&mut Import) -> Result<Change<T>, FlowError> + Send,
) -> Result<Option<(Import, FeedTaken<T>)>, FlowError> {
    for _ in 0..TRIES_MAX {
        let Some(before) = stores.import(id).await? else { return Ok(None) };
        let mut import = before.clone();
        let decision = match change(&mut import)? {
            Change::Leave(decision) => return Ok(Some((import, FeedTaken::Decided(decision)))),
            Change::Write(decision) => decision,
        };
        let feed = match import.feed() {
            Some(file) => stores.feed_by_id(&file.id).await?,
            None => None,
        };
        let is_file = import.feed().is_some() && import.undoes().is_none();
        if is_file && feed.as_ref().is_none_or(|feed| feed.is_out_of_date(&order_of(&import))) {
            return Ok(Some((before, FeedTaken::OutOfDate)));
        }
        // An import that is validated again takes the feed at that point.
        let Some(mut feed) = feed.filter(|_| import.status() == ImportStatus::Importing) else {
            if replace(stores, &mut import).await? {
                return Ok(Some((import, FeedTaken::Decided(decision))));
            }
            continue;
        };
        if import_in_progress(stores, &feed, id).await?.is_some() {
            return Ok(Some((before, FeedTaken::Busy)));
        }
        if feed.base() != import.feed().and_then(|file| file.base.as_ref()) {
            return Ok(Some((before, FeedTaken::OutOfDate)));
        }
        feed.take(id);
        feed.increment_version();
        import.increment_version();
        if stores.replace_import_and_feed(&import, &feed).await? == Replaced::Done {
            return Ok(Some((import, FeedTaken::Decided(decision))));
        }
    }
    Err(FlowError::Contended { what: "the import" })
}

/// Checks whether an import's feed allows the import to be undone: only the newest file may be undone.
pub(super) async fn check_undo(
    stores: &(impl ImportStore + FeedStore),
    undone: &Import,
) -> Result<FeedTaken<()>, FlowError> {
    let Some(file) = undone.feed() else { return Ok(FeedTaken::Decided(())) };
    let Some(feed) = stores.feed_by_id(&file.id).await? else { return Ok(FeedTaken::Decided(())) };
    // A file that failed after rows were written has not been completed, but may be undone until the next one is completed.
    let is_newest = match undone.status() {
        ImportStatus::Completed => feed.base() == Some(undone.id()),
        _ => !feed.is_out_of_date(&order_of(undone)),
    };
    if !is_newest {
        return Ok(FeedTaken::OutOfDate);
    }
    let is_busy = import_in_progress(stores, &feed, undone.id()).await?.is_some();
    Ok(if is_busy { FeedTaken::Busy } else { FeedTaken::Decided(()) })
}
