//! An upgrade: for two minutes, some workers run the next version. They write members that the other workers do not know and must not lose,
//! or values that the other workers cannot read at all.

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    feed::Feed,
    ids::ImportId,
    import::Import,
    invitation::{Invitation, InvitationBatch},
};
use serde_json::{Value, json};

use crate::{model::Model, rng::Rng, stack::Stack};

/// Time that it takes to replace the functions.
const TAKES: SignedDuration = SignedDuration::from_mins(2);
/// Maximum number of seconds until the upgrade begins: imports and invitations take a few minutes.
const BEGINS_WITHIN_S: i64 = 300;
/// A member that only the next version knows.
const MEMBER: &str = "known_to_the_next_version";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Upgrade {
    from: Timestamp,
    /// Whether the next version writes imports that this one cannot read.
    hides_imports: bool,
}

impl Upgrade {
    /// Draws the upgrade for a seed: half of all seeds have one.
    pub(crate) fn of_seed(seed: u64, begin: Timestamp) -> Option<Self> {
        let mut rng = Rng::new(seed, 10);
        rng.chance(0.5).then(|| Self {
            from: begin + SignedDuration::from_secs(rng.between(0, BEGINS_WITHIN_S)),
            hides_imports: rng.chance(0.5),
        })
    }
}

/// The kind of worker that reads an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// No upgrade, or a worker of this version.
    Usual,
    /// A worker of this version, which cannot read imports of the next one.
    Blind,
    /// A worker of the next version.
    Next,
}

impl Stack {
    pub(crate) fn reader(&self) -> Reader {
        let now = self.sim.now();
        match self.settings.upgrade {
            Some(upgrade) if now >= upgrade.from && now < upgrade.from + TAKES => {
                // No random number is drawn, so that an upgrade does not change the seed's faults.
                match (now.as_microsecond() % 2 == 0, upgrade.hides_imports) {
                    (true, _) => Reader::Next,
                    (false, true) => Reader::Blind,
                    (false, false) => Reader::Usual,
                }
            }
            _ => Reader::Usual,
        }
    }
}

impl Reader {
    /// Returns the import as read by this worker. A worker of the next version adds its member, which its next write stores.
    fn import(self, import: &Import) -> Import {
        let marked = || {
            let mut value = serde_json::to_value(import).ok()?;
            value.as_object_mut()?.insert(MEMBER.to_owned(), json!({ "version": import.version() }));
            serde_json::from_value(value).ok()
        };
        if self == Self::Next { marked().unwrap_or_else(|| import.clone()) } else { import.clone() }
    }

    pub(crate) fn batch(self, batch: &InvitationBatch) -> InvitationBatch {
        let mut batch = batch.clone();
        if self == Self::Next {
            batch.unknown.insert(MEMBER.to_owned(), Value::from(batch.version));
        }
        batch
    }

    pub(crate) fn feed(self, feed: &Feed) -> Feed {
        let mut feed = feed.clone();
        if self == Self::Next {
            feed.unknown.insert(MEMBER.to_owned(), Value::from(feed.version()));
        }
        feed
    }

    pub(crate) fn invitation(self, invitation: &mut Invitation) {
        if self == Self::Next {
            invitation.unknown.insert(MEMBER.to_owned(), Value::Bool(true));
        }
    }
}

fn is_marked(import: &Import) -> bool {
    serde_json::to_value(import).is_ok_and(|value| value.get(MEMBER).is_some())
}

impl Model {
    /// Reads an import. Its type must be able to contain the next version's member.
    pub(crate) fn read_import(&mut self, id: &ImportId, reader: Reader) -> Option<Import> {
        let import = reader.import(self.imports.get(id)?);
        if reader == Reader::Next && !is_marked(&import) {
            self.break_law(format!("import {id} cannot contain a member that only the next version knows"));
        }
        Some(import)
    }

    /// Checks that an import keeps the next version's member once that member has been written.
    pub(crate) fn check_members(&mut self, import: &Import) {
        if is_marked(import) {
            self.marked.insert(import.id().clone());
        } else if self.marked.contains(import.id()) {
            self.break_law(format!("import {} lost a member that the next version wrote", import.id()));
        }
    }

    pub(crate) fn check_feed_members(&mut self, stored: &Feed, feed: &Feed) {
        if stored.unknown.contains_key(MEMBER) && !feed.unknown.contains_key(MEMBER) {
            self.break_law(format!("the feed {:?} lost a member that the next version wrote", feed.name()));
        }
    }

    pub(crate) fn check_batch_members(&mut self, stored: &InvitationBatch, batch: &InvitationBatch) {
        if stored.unknown.contains_key(MEMBER) && !batch.unknown.contains_key(MEMBER) {
            self.break_law(format!("batch {} lost a member that the next version wrote", batch.batch_id));
        }
    }

    /// Checks that an invitation keeps the next version's member, unless a new invitation replaces it.
    pub(crate) fn check_invitation_members(&mut self, stored: Option<&Invitation>, after: Option<&Invitation>) {
        if let (Some(stored), Some(after)) = (stored, after)
            && stored.requested_at == after.requested_at
            && stored.unknown.contains_key(MEMBER)
            && !after.unknown.contains_key(MEMBER)
        {
            self.break_law("an invitation lost a member that the next version wrote".to_owned());
        }
    }
}
