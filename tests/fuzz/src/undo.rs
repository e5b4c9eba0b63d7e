//! Undos: an undo neither removes nor disables the person who starts it, and preserves any changes made since the import.
//!
//! An undo of the last import that updated a user restores the user entirely, unless the user started the undo. A planned row is stable:
//! narrowing it again for the same user changes nothing, and a second attempt adopts what the first one did.

use std::fmt;

use jiff::Timestamp;
use rollcall_domain::{
    feed::RosterEntry,
    ids::{CourseId, ImportId},
    import::Options,
    layout::{Field, LayoutName},
    plan::{PlanContext, UndoContext, adopt_undo, missing_user, narrow_undo, plan_missing, plan_undo, undone_user},
    row::{Membership, Outcome, Reason, Row},
    user::{Since, User},
};

use crate::{
    imports::{feed, import},
    world::{ADMIN, SEPARATOR, World},
};

/// Maximum number of steps before the last undo, so that a user's history (8 entries) is never shortened.
const STEPS_MAX: usize = 6;

/// Plans and applies undos. The first byte selects who starts them, and whether the others are steps, or a row and a user in JSON.
pub(crate) fn undo(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    if choice & 1 == 0 { document(*choice, bytes) } else { steps(*choice, bytes) }
}

fn with_context<T>(undo: &str, undoes: &ImportId, admin: Option<&str>, act: impl FnOnce(&UndoContext<'_>) -> T) -> T {
    act(&UndoContext {
        import_id: &ImportId::from(undo),
        undoes,
        layout: LayoutName::Enrolment.layout(),
        started_by_address: admin,
        now: Timestamp::UNIX_EPOCH,
    })
}

/// Plans and applies the undo of a result row for a user, both given as JSON documents.
fn document(choice: u8, bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == SEPARATOR);
    let mut part = || parts.next().unwrap_or_default();
    let Ok(mut source) = serde_json::from_slice::<Row>(part()) else { return };
    let Ok(user) = serde_json::from_slice::<User>(part()) else { return };
    if !matches!(source.outcome, Outcome::Created | Outcome::Updated | Outcome::Disabled) {
        return;
    }
    if choice & 2 != 0 {
        source.user_id = Some(user.user_id.clone());
    }
    let admin = if choice & 4 == 0 { ADMIN } else { &user.address };
    let undoes = ImportId::from("import");
    with_context("undo", &undoes, Some(admin), |context| {
        let was_created = source.outcome == Outcome::Created;
        let planned = plan_undo(source, Some(&user), context, &World::new());
        let is_self = admin == user.address;
        match planned.outcome {
            Outcome::Removed => assert!(was_created && !is_self && user.since(&undoes) == Since::Unchanged),
            Outcome::Updated => {
                let after = undone_user(&planned, &user, context, false);
                assert!(after.enabled || !is_self || !user.enabled, "{planned:?}");
                assert!(!was_created);
            }
            Outcome::Skipped => assert!(planned.changes.is_empty() && planned.reason.is_some()),
            Outcome::Created | Outcome::Disabled | Outcome::Failed => panic!("not an undo: {planned:?}"),
        }
    });
}

/// An import that wrote the user.
struct Written {
    import_id: ImportId,
    row: Row,
    before: Option<User>,
    after: User,
    /// Whether an undo of it has completed. No second one is applied.
    has_undo: bool,
    /// Whether an undo reverted all of its changes.
    is_undone: bool,
}

/// Imports and undos that concern one person.
struct Steps {
    world: World,
    address: &'static str,
    admin: Option<&'static str>,
    written: Vec<Written>,
    count: usize,
}

/// Takes the steps that the bytes select, then undoes one more import.
fn steps(choice: u8, bytes: &[u8]) {
    let address = if choice & 2 == 0 { ADMIN } else { "bea@example.org" };
    let admin = (choice & 4 == 0).then_some(ADMIN);
    let mut steps = Steps { world: World::new(), address, admin, written: Vec::new(), count: 0 };
    for [step, detail] in bytes.as_chunks().0.iter().take(STEPS_MAX) {
        steps.take(*step, *detail);
    }
    steps.count += 1;
    steps.undo(choice >> 3);
}

impl Steps {
    fn take(&mut self, step: u8, detail: u8) {
        self.count += 1;
        match step % 8 {
            0..=2 => self.import(step >> 3, detail),
            3 => self.miss(),
            4 => self.change(|user| user.activated = true),
            5 => self.change(|user| user.signed_in_at = Some(Timestamp::UNIX_EPOCH)),
            6 => self.undo(detail),
            _ => {
                self.world.users.remove(self.address);
            }
        }
    }

    fn user(&self) -> Option<&User> {
        self.world.users.get(self.address)
    }

    fn change(&mut self, change: impl FnOnce(&mut User)) {
        self.world.users.get_mut(self.address).map(change);
    }

    fn import(&mut self, feed_choice: u8, choice: u8) {
        let import_id = ImportId::from(format!("import{}", self.count));
        let feed = feed("hr").filter(|_| feed_choice & 1 != 0);
        let Some((row, after)) = import(&self.world, &import_id, feed.as_ref(), self.address, choice) else { return };
        self.write(import_id, row, after);
    }

    /// Imports a feed file from which the person is absent.
    fn miss(&mut self) {
        let (Some(user), Some(feed)) = (self.user(), feed("hr")) else { return };
        let (import_id, options) =
            (ImportId::from(format!("import{}", self.count)), Options::of_layout(LayoutName::Enrolment));
        let context = PlanContext {
            import_id: &import_id,
            options: &options,
            started_by_address: None,
            feed: Some(&feed),
            now: Timestamp::UNIX_EPOCH,
        };
        let entry = RosterEntry { user_id: user.user_id.clone(), missing: 0, is_due: false };
        let row = plan_missing(2, &entry, Some(user), &context, &self.world);
        let Some(row) = row.filter(|row| row.outcome == Outcome::Disabled) else { return };
        let after = missing_user(&row, user, &context);
        self.write(import_id, row, after);
    }

    fn write(&mut self, import_id: ImportId, row: Row, after: User) {
        let before = self.world.users.insert(self.address.to_owned(), after.clone());
        self.written.push(Written { import_id, row, before, after, has_undo: false, is_undone: false });
    }

    /// Undoes the import that `which` selects, unless it was undone before.
    fn undo(&mut self, which: u8) {
        if self.written.is_empty() {
            return;
        }
        let index = usize::from(which) % self.written.len();
        if std::mem::replace(&mut self.written[index].has_undo, true) {
            return;
        }
        let written = &self.written[index];
        let user = self.user().cloned();
        let (world, undo) = (&self.world, format!("undo{}", self.count));
        let (planned, after) = with_context(&undo, &written.import_id, self.admin, |context| {
            let planned = plan_undo(written.row.clone(), user.as_ref(), context, world);
            let Some(user) = &user else { return (planned, None) };
            let mut again = planned.clone();
            if matches!(again.outcome, Outcome::Removed | Outcome::Updated) {
                narrow_undo(&mut again, user, context, world);
            }
            assert_eq!(again, planned, "narrowing twice");
            assert!(!adopt_undo(&mut again, user, context, world), "nothing was written yet");
            let after = (planned.outcome == Outcome::Updated).then(|| undone_user(&planned, user, context, false));
            if let Some(after) = &after {
                assert!(adopt_undo(&mut again, after, context, world));
                assert_eq!(again, planned, "a second attempt");
            }
            (planned, after)
        });
        match user.filter(|user| user.user_id == written.after.user_id) {
            None => assert_eq!((planned.outcome, planned.reason), (Outcome::Skipped, Some(Reason::Gone))),
            Some(user) => {
                let is_self = self.admin == Some(self.address);
                let is_later = |other: &Written| other.after.user_id == user.user_id && !other.is_undone;
                let has_later = self.written[index + 1..].iter().any(is_later);
                written.check(&planned, &user, after.as_ref(), is_self, has_later);
            }
        }
        self.written[index].is_undone |= planned.outcome == Outcome::Updated && planned.kept().is_empty();
        match planned.outcome {
            Outcome::Removed => self.world.users.remove(self.address),
            _ => after.and_then(|after| self.world.users.insert(self.address.to_owned(), after)),
        };
    }
}

impl Written {
    /// Checks the undo of this import. `user` is the user before the undo, and `after` the user afterwards, if there are changes.
    /// `has_later` is `true` if a later import wrote the user and was not undone.
    fn check(&self, planned: &Row, user: &User, after: Option<&User>, is_self: bool, has_later: bool) {
        let was_created = self.row.outcome == Outcome::Created;
        let is_last = user.version == self.after.version;
        if planned.outcome == Outcome::Removed {
            assert!(was_created && !is_self && !has_later && !user.is_active(), "{planned:?}");
            assert_eq!(values(user), values(&self.after), "changed since");
            return;
        }
        if was_created {
            assert!(after.is_none(), "only an update is taken back in part: {planned:?}");
            assert!(!is_last || user.is_active() || is_self, "{planned:?}");
            return;
        }
        let after = after.unwrap_or(user);
        assert!(after.enabled || !user.enabled || !is_self, "{planned:?}");
        let Some(before) = &self.before else { panic!("an update has a user before it") };
        if is_last && !is_self {
            assert_eq!(values(after), values(before), "{planned:?}");
            assert_eq!(after.disabled_by_feed, before.disabled_by_feed, "{planned:?}");
        }
        for field in Field::ALL {
            let [now, then, left, former] = [user, after, &self.after, before].map(|user| user.value(field));
            check_left(&now, &then, &left, &former, planned);
        }
        let [now, then, left, former] = [user, after, &self.after, before].map(Membership::of);
        check_left(&now, &then, &left, &former, planned);
        check_left(&user.feed, &after.feed, &self.after.feed, &before.feed, planned);
        let removed: Vec<&CourseId> = user.courses.keys().filter(|id| !after.courses.contains_key(*id)).collect();
        assert!(removed.iter().all(|id| self.row.assigned.contains(id)), "{planned:?}");
        assert!(removed.is_empty() || !has_later, "another import may have relied on the courses: {planned:?}");
        assert!(after.courses.keys().all(|id| user.courses.contains_key(id)));
    }
}

/// Checks that a value is unchanged, or that it was still what the import wrote and is restored to its former value.
fn check_left<T: PartialEq + fmt::Debug>(now: &T, then: &T, left: &T, former: &T, planned: &Row) {
    assert!(then == now || (now == left && then == former), "{now:?} became {then:?}, not {former:?}: {planned:?}");
}

/// Returns what an import writes.
fn values(user: &User) -> impl PartialEq + fmt::Debug {
    let courses: Vec<CourseId> = user.courses.keys().cloned().collect();
    (user.enabled, user.values.clone(), Membership::of(user), user.feed.clone(), courses)
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    #[test]
    fn noise_takes_back_only_what_an_import_left() {
        for seed in 0..2_000 {
            let mut data = Noise::new(seed).bytes(13);
            data[0] |= 1;
            super::undo(&data);
        }
    }
}
