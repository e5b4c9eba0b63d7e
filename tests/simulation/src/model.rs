//! The contents of the stores and what was observed: table, buckets and mailboxes, protected by one lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use rollcall_domain::{
    catalog::CompanyCatalog,
    feed::{Feed, FeedName},
    ids::{AttemptId, BatchId, CompanyId, ImportId, UserId},
    import::{Import, ObjectVersion},
    invitation::{Due, InvitationBatch, Sending},
    stores::{ChunkDone, Claim},
    user::User,
};

use crate::{faults::Injected, mail::Post};

#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) bytes: Bytes,
    pub(crate) metadata: Vec<(String, String)>,
    pub(crate) version: ObjectVersion,
    pub(crate) modified_at: Timestamp,
}

#[derive(Debug, Clone)]
pub(crate) struct Broken(pub(crate) String);

/// Everything that is stored, and what the laws are checked against.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) users: BTreeMap<String, User>,
    pub(crate) by_id: BTreeMap<UserId, String>,
    /// Look-up items for identifiers.
    pub(crate) identifiers: BTreeSet<(String, UserId)>,
    /// The index of due invitations, which lags behind the table.
    pub(crate) due: BTreeSet<(Timestamp, UserId, String, bool)>,
    pub(crate) due_of: BTreeMap<String, (Due, Timestamp)>,
    /// Users whose index entry is pending, with the time at which it becomes visible.
    pub(crate) lagging: BTreeSet<(Timestamp, String)>,
    pub(crate) tokens: BTreeMap<String, UserId>,
    pub(crate) sending: Sending,
    pub(crate) next_slot: Option<Timestamp>,
    pub(crate) batches: BTreeMap<BatchId, InvitationBatch>,
    /// Batches that were acknowledged to their caller. If a request is killed before it responds, the caller retries and gets another
    /// batch, and the first one is not listed here.
    pub(crate) acknowledged_batches: BTreeSet<BatchId>,
    pub(crate) imports: BTreeMap<ImportId, Import>,
    pub(crate) feeds: BTreeMap<FeedName, Feed>,
    pub(crate) chunks: BTreeMap<(ImportId, u32), ChunkDone>,
    pub(crate) chunks_begun: BTreeSet<(ImportId, u32)>,
    pub(crate) chunk_catalogs: BTreeMap<(ImportId, u32), Vec<u64>>,
    pub(crate) claims: BTreeMap<String, Claim>,
    pub(crate) companies: BTreeMap<CompanyId, Arc<CompanyCatalog>>,
    pub(crate) uploads: BTreeMap<String, Upload>,
    pub(crate) results: BTreeMap<String, Bytes>,
    pub(crate) post: Post,
    /// Messages in the e-mail queue, waiting or in progress.
    pub(crate) mails_waiting: u64,
    /// Number of invitations requested for each user. Each allows one e-mail.
    pub(crate) asks: BTreeMap<String, u32>,
    /// The address of each claim, and the number of its invitation, counted from 1.
    pub(crate) claimed: BTreeMap<AttemptId, (String, u32)>,
    /// How often each import wrote each user, regardless of the outcome of the call.
    pub(crate) writes: BTreeMap<(ImportId, String), u32>,
    /// How often each user was removed.
    pub(crate) removals: BTreeMap<(UserId, String), u32>,
    /// Key of a file whose users cannot be written, and the time at which this ends.
    pub(crate) stuck: Option<(String, Timestamp)>,
    /// Imports with a member that only the next version knows.
    pub(crate) marked: BTreeSet<ImportId>,
    /// Imports that a person may have cancelled.
    pub(crate) cancelled: BTreeSet<ImportId>,
    /// Imports in the order in which they were completed.
    pub(crate) completed: Vec<ImportId>,
    /// People whom an import disabled because they were absent from its file.
    pub(crate) disabled: BTreeSet<(ImportId, String)>,
    pub(crate) importing_since: BTreeMap<ImportId, Timestamp>,
    pub(crate) dead_letters: u64,
    pub(crate) injected: Injected,
    pub(crate) broken: Vec<Broken>,
}

impl Model {
    pub(crate) fn break_law(&mut self, what: String) {
        if self.broken.len() < 20 {
            self.broken.push(Broken(what));
        }
    }

    /// Returns `true` if the last import in this user's history cannot write users at this time.
    pub(crate) fn is_stuck(&self, user: Option<&User>, now: Timestamp) -> bool {
        let import = user.and_then(|user| user.history.last()).and_then(|entry| self.imports.get(&entry.import_id));
        let stuck = self.stuck.as_ref().filter(|(_, until)| now < *until);
        stuck.is_some_and(|(key, _)| import.is_some_and(|import| import.file().key == *key))
    }

    /// Returns `true` if a sweep at this time would find nothing to do.
    pub(crate) fn is_at_rest(&mut self, now: Timestamp) -> bool {
        self.catch_up(now);
        let is_any_due = self.due.first().is_some_and(|(at, ..)| *at <= now);
        let is_any_run_due = self.batches.values().any(|run| run.due_at().is_some_and(|at| at <= now));
        let is_any_report_due = self.feeds.values().any(|feed| feed.reports().due_at().is_some_and(|at| at <= now));
        !is_any_due
            && !is_any_run_due
            && !is_any_report_due
            && self.lagging.is_empty()
            && self.imports.values().all(|import| !import.is_open())
    }

    /// Updates the index for the users whose pending entries have become visible.
    pub(crate) fn catch_up(&mut self, now: Timestamp) {
        while let Some((at, _)) = self.lagging.first()
            && *at <= now
        {
            let Some((_, address)) = self.lagging.pop_first() else { return };
            let user = self.users.get(&address);
            let entry = user.and_then(|user| Some((user.user_id.clone(), user.invitation_due()?)));
            if let (Some((_, at)), Some(user)) = (self.due_of.remove(&address), self.users.get(&address)) {
                for is_feed in [true, false] {
                    self.due.remove(&(at, user.user_id.clone(), address.clone(), is_feed));
                }
            }
            if let Some((id, (due_for, at))) = entry {
                self.due_of.insert(address.clone(), (due_for, at));
                self.due.insert((at, id, address, due_for == Due::Enqueue));
            }
        }
    }
}
