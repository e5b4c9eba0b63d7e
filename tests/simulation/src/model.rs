//! What the stores hold, and what was seen of it: the table, the buckets, the mailboxes. One place, one lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use rollcall_domain::{
    catalog::CompanyCatalog,
    ids::{AttemptId, BatchId, CompanyId, ImportId, UserId},
    import::{Import, ObjectVersion},
    invitation::{Due, InvitationBatch, Sending},
    stores::{ChunkDone, Claim},
    user::User,
};

use crate::{faults::Injected, mail::Post};

/// An object of the uploads bucket.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) bytes: Bytes,
    pub(crate) metadata: Vec<(String, String)>,
    pub(crate) version: ObjectVersion,
}

/// A law that did not hold.
#[derive(Debug, Clone)]
pub(crate) struct Broken(pub(crate) String);

/// Everything that is stored, and what the laws are checked against.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) users: BTreeMap<String, User>,
    pub(crate) by_id: BTreeMap<UserId, String>,
    /// The index of due invitations, which lags.
    pub(crate) due: BTreeSet<(Timestamp, UserId, String, bool)>,
    pub(crate) due_of: BTreeMap<String, (Due, Timestamp)>,
    /// Users whose index entry is still to be written, and from when on it is.
    pub(crate) lagging: BTreeSet<(Timestamp, String)>,
    pub(crate) tokens: BTreeMap<String, UserId>,
    pub(crate) sending: Sending,
    pub(crate) next_slot: Option<Timestamp>,
    pub(crate) batches: BTreeMap<BatchId, InvitationBatch>,
    /// Runs that somebody was told of. One that was stored before its request died is none: whoever asked asks again, and gets another.
    pub(crate) told_batches: BTreeSet<BatchId>,
    pub(crate) imports: BTreeMap<ImportId, Import>,
    pub(crate) chunks: BTreeMap<(ImportId, u32), ChunkDone>,
    pub(crate) chunk_catalogs: BTreeMap<(ImportId, u32), Vec<u64>>,
    pub(crate) claims: BTreeMap<String, Claim>,
    pub(crate) companies: BTreeMap<CompanyId, Arc<CompanyCatalog>>,
    pub(crate) uploads: BTreeMap<String, Upload>,
    pub(crate) results: BTreeMap<String, Bytes>,
    pub(crate) post: Post,
    /// Messages of the mail queue that wait or are in work.
    pub(crate) mails_waiting: u64,
    /// How often each user was asked for: each time at most one mail.
    pub(crate) asks: BTreeMap<String, u32>,
    /// Which time of asking a claim belongs to.
    pub(crate) claimed: BTreeMap<AttemptId, (String, u32)>,
    /// Users who were written by an import, whatever became of the call.
    pub(crate) writes: BTreeMap<(ImportId, String), u32>,
    /// A file whose users cannot be written for now, and until when.
    pub(crate) stuck: Option<(String, Timestamp)>,
    /// Since when the users of imports are written.
    pub(crate) importing_since: BTreeMap<ImportId, Timestamp>,
    pub(crate) dead_letters: u64,
    pub(crate) injected: Injected,
    pub(crate) broken: Vec<Broken>,
}

impl Model {
    /// Notes that a law does not hold.
    pub(crate) fn break_law(&mut self, what: String) {
        if self.broken.len() < 20 {
            self.broken.push(Broken(what));
        }
    }

    /// Whether users of this import cannot be written at this time.
    pub(crate) fn is_stuck(&self, user: Option<&User>, now: Timestamp) -> bool {
        let import = user.and_then(|user| user.history.last()).and_then(|entry| self.imports.get(&entry.import_id));
        let stuck = self.stuck.as_ref().filter(|(_, until)| now < *until);
        stuck.is_some_and(|(key, _)| import.is_some_and(|import| import.file().key == *key))
    }

    /// Whether a sweep at this time would find nothing to do.
    pub(crate) fn is_at_rest(&mut self, now: Timestamp) -> bool {
        self.catch_up(now);
        let is_any_due = self.due.first().is_some_and(|(at, ..)| *at <= now);
        let is_any_run_due = self.batches.values().any(|run| run.due_at().is_some_and(|at| at <= now));
        !is_any_due
            && !is_any_run_due
            && self.lagging.is_empty()
            && self.imports.values().all(|import| !import.is_open())
    }

    /// Writes the index entries whose time has come.
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
