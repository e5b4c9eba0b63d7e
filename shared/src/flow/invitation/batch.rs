//! Invitation batches: more users than one request can invite, processed in repeatable steps.

use super::invite::{self, InviteStores, Invitee};
use crate::{
    flow::{
        FlowError,
        list::{RowCursor, RowFilter, list_rows, size_in_response},
    },
    ids::{BatchId, CompanyId, ImportId},
    import::ImportStatus,
    invitation::{BatchSource, BatchStatus, InvitationBatch, InvitationState, Invited},
    row::{Outcome, Row},
    stores::{
        BatchMessage, Environment, ImportStore, InvitationBatchQueue, InvitationBatchStore, InviteeList, InviteePage,
        Replaced, ResultStore, StoreError,
    },
};

/// Maximum number of users per step.
pub const STEP_USERS: usize = 500;
/// Maximum number of invitations that a request queues without a batch.
pub const AT_ONCE_MAX: usize = 1_000;
/// Maximum number of batches that one sweep checks.
const RESTARTED_MAX: usize = 100;
/// Maximum number of pages that a request reads to count the users. If a selective filter requires more, a batch takes over.
const PAGES_AT_ONCE_MAX: usize = 8;

pub trait StepStores: InvitationBatchStore + InvitationBatchQueue + Environment {}

impl<T: InvitationBatchStore + InvitationBatchQueue + Environment> StepStores for T {}

pub trait BatchStores: InviteStores + StepStores + ImportStore + ResultStore + InviteeList {}

impl<T: InviteStores + StepStores + ImportStore + ResultStore + InviteeList> BatchStores for T {}

/// The outcome of a request to invite a group of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// All invitations were requested.
    Done(Invited),
    /// One request cannot invite or count all users, so this batch was started.
    Running(BatchId),
    UnknownImport,
    /// The import is not completed.
    OpenImport,
}

/// Requests invitations for a group of users: immediately, or in a batch if there are more than [`AT_ONCE_MAX`] users or counting them
/// takes too long.
pub async fn begin(
    stores: &impl BatchStores,
    source: BatchSource,
    resend: bool,
    started_by: &str,
) -> Result<Begun, FlowError> {
    match check_source(stores, &source).await? {
        SourceCheck::Usable => {}
        SourceCheck::UnknownImport => return Ok(Begun::UnknownImport),
        SourceCheck::OpenImport => return Ok(Begun::OpenImport),
    }
    let mut invitees = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES_AT_ONCE_MAX {
        let page = page(stores, &source, cursor.as_deref()).await?;
        invitees.extend(page.invitees);
        if invitees.len() > AT_ONCE_MAX {
            break;
        }
        if page.next.is_none() {
            let invitees = distinct(invitees);
            return Ok(Begun::Done(invite::invite_all(stores, &invitees, resend, None).await?));
        }
        cursor = page.next;
    }
    start(stores, source, resend, started_by).await.map(Begun::Running)
}

/// Whether the users of a source can be invited.
pub(super) enum SourceCheck {
    Usable,
    UnknownImport,
    /// The import is not completed.
    OpenImport,
}

pub(super) async fn check_source(stores: &impl ImportStore, source: &BatchSource) -> Result<SourceCheck, FlowError> {
    let BatchSource::Import(id) = source else { return Ok(SourceCheck::Usable) };
    Ok(match stores.import(id).await? {
        None => SourceCheck::UnknownImport,
        Some(import) if import.status() == ImportStatus::Completed => SourceCheck::Usable,
        Some(_) => SourceCheck::OpenImport,
    })
}

async fn start(
    stores: &impl BatchStores,
    source: BatchSource,
    resend: bool,
    started_by: &str,
) -> Result<BatchId, FlowError> {
    let now = stores.now();
    let batch_id = BatchId::at(now, stores.random_bits());
    let batch = InvitationBatch::new(batch_id.clone(), source, resend, started_by, now);
    stores.create_batch(&batch).await?;
    request_step(stores, &batch).await?;
    Ok(batch_id)
}

/// Performs the step that a message requests, and requests the next one. Returns the batch, or `None` if there is no such batch or another
/// worker has written it.
///
/// An interrupted step is repeated. Users whose invitation it has already queued are counted as queued again, because each invitation
/// contains the batch's id.
pub async fn step(stores: &impl BatchStores, message: &BatchMessage) -> Result<Option<InvitationBatch>, FlowError> {
    let Some(mut batch) = stores.batch(&message.batch_id).await? else { return Ok(None) };
    if batch.status == BatchStatus::Running && batch.step == message.step {
        let page = match page(stores, &batch.source, batch.cursor.as_deref()).await {
            Err(FlowError::NotRetained) => return fail(stores, batch).await,
            page => page?,
        };
        let invitees = distinct(page.invitees);
        let invited = invite::invite_all(stores, &invitees, batch.resend, Some(&batch)).await?;
        batch.advance(&invited, page.next, stores.now());
        if stores.replace_batch(&batch).await? == Replaced::VersionConflict {
            // Another worker performed the same step and requests the next one, or this step was requested again.
            return Ok(None);
        }
    }
    // The next step is requested even if this one was already done, because its worker may have stopped before requesting it.
    if batch.status == BatchStatus::Running && batch.step == message.step + 1 {
        request_step(stores, &batch).await?;
    }
    Ok(Some(batch))
}

/// Ends a batch that cannot continue.
async fn fail(stores: &impl StepStores, mut batch: InvitationBatch) -> Result<Option<InvitationBatch>, FlowError> {
    batch.fail(stores.now());
    let is_written = stores.replace_batch(&batch).await? == Replaced::Done;
    Ok(is_written.then_some(batch))
}

async fn request_step(stores: &impl StepStores, batch: &InvitationBatch) -> Result<(), StoreError> {
    stores.send_batch_step(&BatchMessage { batch_id: batch.batch_id.clone(), step: batch.step }).await
}

/// Counts of stalled batches, by the action taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Restarted {
    /// Batches whose step was requested again.
    pub restarted: usize,
    /// Batches that failed after too many restarts.
    pub failed: usize,
}

/// Requests the steps of stalled batches again, so that a lost or dead-lettered message does not stop a batch. Skips batches that this
/// version cannot read.
pub async fn restart(stores: &impl StepStores) -> Result<Restarted, FlowError> {
    let (mut restarted, now) = (Restarted::default(), stores.now());
    for id in stores.due_batches(now, RESTARTED_MAX).await? {
        let mut batch = match stores.batch(&id).await {
            Ok(Some(batch)) => batch,
            Ok(None) => continue,
            Err(error @ StoreError::Unreadable { .. }) => {
                tracing::warn!(batch_id = %id, %error, "skipping invitation batch {id}");
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if batch.due_at().is_none_or(|due| due > now) {
            // The index lags: the batch has progressed in the meantime.
            continue;
        }
        batch.restart(now);
        if stores.replace_batch(&batch).await? == Replaced::VersionConflict {
            continue;
        }
        if batch.status == BatchStatus::Failed {
            restarted.failed += 1;
        } else {
            request_step(stores, &batch).await?;
            restarted.restarted += 1;
        }
    }
    Ok(restarted)
}

/// Part of the users of a source.
#[derive(Default)]
pub(super) struct Page {
    pub(super) invitees: Vec<Invitee>,
    /// Where the next page begins, if there may be one.
    pub(super) next: Option<String>,
}

pub(super) async fn page(
    stores: &impl BatchStores,
    source: &BatchSource,
    cursor: Option<&str>,
) -> Result<Page, FlowError> {
    match source {
        BatchSource::Import(id) => import_page(stores, id, cursor).await,
        BatchSource::Uninvited(company_id) => {
            let InviteePage { addresses, next } = uninvited_page(stores, company_id.as_ref(), cursor).await?;
            Ok(Page { invitees: addresses.into_iter().map(Invitee::at).collect(), next })
        }
    }
}

/// Returns the invitees in order, each address once.
fn distinct(mut invitees: Vec<Invitee>) -> Vec<Invitee> {
    invitees.sort_unstable();
    invitees.dedup_by(|next, first| next.address == first.address);
    invitees
}

/// What error messages call the cursor.
const CURSOR: &str = "cursor of the batch";

/// The users in an import: those whose rows did not fail, and existing users whose rows failed but who have no invitation.
async fn import_page(stores: &impl BatchStores, id: &ImportId, cursor: Option<&str>) -> Result<Page, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Page::default()) };
    let undecodable = |source: serde_json::Error| FlowError::Undecodable { what: CURSOR, source: source.into() };
    let at: RowCursor = cursor.map(serde_json::from_str).transpose().map_err(undecodable)?.unwrap_or_default();
    let page = list_rows(stores, &import, RowFilter::All, STEP_USERS, at, size_in_response).await?;
    let unencodable = |source: serde_json::Error| FlowError::Unencodable { what: CURSOR, source: source.into() };
    let next = page.next.map(|next| serde_json::to_string(&next)).transpose().map_err(unencodable)?;
    Ok(Page { invitees: page.rows.into_iter().filter_map(invitee_of).collect(), next })
}

/// Returns the person to invite, if the row names a user. A row that created or removed its user does not name another user whom a later
/// import has created with the same address.
fn invitee_of(row: Row) -> Option<Invitee> {
    if !names_user(&row) {
        return None;
    }
    let is_of_row = matches!(row.outcome, Outcome::Created | Outcome::Removed);
    Some(Invitee { address: row.person.address, user_id: row.user_id.filter(|_| is_of_row) })
}

/// Returns `true` if the row did not fail, or failed for an existing user without an invitation. A row for a person who is absent from a
/// feed's file does not count.
fn names_user(row: &Row) -> bool {
    !row.is_missing() && (row.outcome != Outcome::Failed || row.never_invited)
}

/// States of users without an invitation: held, or never requested. In this order, no user is in both lists, so none is counted twice:
/// while the lists are read, an invitation may be requested and then held, but a held invitation never becomes one that was not requested.
const UNINVITED: [InvitationState; 2] = [InvitationState::Held, InvitationState::None];

/// Users without an invitation. The cursor consists of the state, a colon, and the list's own cursor.
async fn uninvited_page(
    stores: &impl InviteeList,
    company_id: Option<&CompanyId>,
    cursor: Option<&str>,
) -> Result<InviteePage, StoreError> {
    let (name, inner) = cursor.and_then(|cursor| cursor.split_once(':')).unwrap_or_default();
    // An unknown name starts again: users who have been queued in the meantime are no longer listed.
    let index = UNINVITED.iter().position(|state| state.as_str() == name).unwrap_or(0);
    let inner = Some(inner).filter(|inner| !inner.is_empty() && UNINVITED[index].as_str() == name);
    let page = stores.invitees(UNINVITED[index], company_id, STEP_USERS, inner).await?;
    let next = match page.next {
        Some(next) => Some(format!("{}:{next}", UNINVITED[index].as_str())),
        None => UNINVITED.get(index + 1).map(|state| format!("{}:", state.as_str())),
    };
    Ok(InviteePage { addresses: page.addresses, next })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::sync::Mutex;

    use futures_util::FutureExt;

    use super::*;
    use crate::{ids::UserId, row::Person};

    /// One user, whose invitation is in this state.
    struct OneUser(Mutex<InvitationState>);

    impl InviteeList for OneUser {
        async fn invitees(
            &self,
            state: InvitationState,
            _company_id: Option<&CompanyId>,
            _limit: usize,
            _cursor: Option<&str>,
        ) -> Result<InviteePage, StoreError> {
            let is_listed = *self.0.lock().unwrap() == state;
            let addresses = if is_listed { vec!["ann@example.org".to_owned()] } else { Vec::new() };
            Ok(InviteePage { addresses, next: None })
        }
    }

    #[test]
    fn user_who_becomes_held_between_two_pages_is_on_one_of_them() {
        for state in UNINVITED {
            let list = OneUser(Mutex::new(state));
            let (mut cursor, mut count) = (None, 0);
            loop {
                let page = uninvited_page(&list, None, cursor.as_deref()).now_or_never().unwrap().unwrap();
                count += page.addresses.len();
                if count > 0 {
                    // Another request has queued the invitation, and the user was disabled before it was sent.
                    *list.0.lock().unwrap() = InvitationState::Held;
                }
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(count, 1, "{state:?}");
        }
    }

    #[test]
    fn row_that_created_or_removed_a_user_names_no_later_user_with_the_same_address() {
        for (outcome, expected) in [
            (Outcome::Created, Some("u")),
            (Outcome::Removed, Some("u")),
            (Outcome::Updated, None),
            (Outcome::Skipped, None),
        ] {
            let row = Row { outcome, user_id: Some("u".into()), ..Row::new(2, 2, Person::default()) };
            let user_id = invitee_of(row).unwrap().user_id;
            assert_eq!(user_id.as_ref().map(UserId::as_str), expected, "{outcome:?}");
        }
    }

    #[test]
    fn address_on_a_page_is_invited_once() {
        let of = |address: &str, user_id: Option<&str>| Invitee {
            address: address.to_owned(),
            user_id: user_id.map(UserId::from),
        };
        let found = distinct(vec![of("b", Some("u")), of("a", Some("u")), of("b", None), of("a", Some("u"))]);
        assert_eq!(found, [of("a", Some("u")), of("b", None)]);
    }

    #[test]
    fn batch_of_an_import_has_the_users_of_its_file() {
        for (line, outcome, never_invited, expected) in [
            (2, Outcome::Created, false, true),
            (2, Outcome::Skipped, false, true),
            (2, Outcome::Failed, false, false),
            (2, Outcome::Failed, true, true),
            (0, Outcome::Disabled, false, false),
            (0, Outcome::Skipped, false, false),
        ] {
            let row = Row { outcome, never_invited, ..Row::new(9, line, Person::default()) };
            assert_eq!(names_user(&row), expected, "{row:?}");
        }
    }
}
