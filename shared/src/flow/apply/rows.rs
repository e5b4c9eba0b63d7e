//! Writes planned rows to users. Every write is conditional, and the user's history records it, so that a repeated attempt recognizes its
//! own writes.

use std::collections::BTreeSet;

use super::{
    ROUNDS_MAX, RowStores,
    catalog::{check_catalog, rows_without_entries},
    write_updates,
};
use crate::{
    flow::{FlowError, companies::CompanyCache, existing_feeds::ExistingFeeds},
    import::Import,
    layout::{Field, Layout},
    plan::{PlanContext, become_created, decide, decide_invitation, fail, new_user, updated_user},
    problem::{Code, Hint, Problem},
    row::{Outcome, Reason, Row},
    stores::{UserUpdate, UserWritten},
    user::User,
};

/// Writes the rows in a chunk and sets each row's outcome.
pub(super) async fn apply_rows(
    stores: &impl RowStores,
    import: &Import,
    chunk: u32,
    rows: &mut [Row],
) -> Result<(), FlowError> {
    let mut companies = CompanyCache::default();
    if import.confirmation().is_some() {
        check_catalog(stores, import, chunk, rows, &mut companies).await?;
    }
    let without_entries = rows_without_entries(stores, import, rows, &mut companies).await?;
    let context = PlanContext::of(import, stores.now());
    let layout = import.options().layout.layout();
    // Known users are read again: a write needs the complete user, and a repeated attempt finds its own earlier write. So are users whose
    // rows may no longer be written.
    let (mut creates, mut contested): (Vec<usize>, Vec<usize>) = (0..rows.len())
        .filter(|index| matches!(rows[*index].outcome, Outcome::Created | Outcome::Updated))
        .partition(|index| rows[*index].outcome == Outcome::Created && !without_entries.contains(&rows[*index].row));
    let feeds = ExistingFeeds::default();
    let mut decider =
        RowDecider { stores, import, context, companies, feeds, without_entries, replanned: BTreeSet::new() };
    for _ in 0..ROUNDS_MAX {
        let users: Vec<User> = creates.iter().map(|index| new_user(&rows[*index], &context)).collect();
        let written = if users.is_empty() { Vec::new() } else { stores.create_users(&users).await? };
        contested.extend(settle(rows, layout, creates.drain(..).zip(written)));
        if contested.is_empty() {
            return Ok(());
        }
        let addresses: Vec<String> = contested.iter().map(|index| rows[*index].person.address.clone()).collect();
        let found = stores.users(&addresses).await?;
        let mut updates: Vec<(usize, UserUpdate)> = Vec::new();
        for (index, user) in contested.drain(..).zip(found) {
            match decider.decide_row(&mut rows[index], user).await? {
                RowWrite::None => {}
                RowWrite::Create => creates.push(index),
                RowWrite::Update(update) => updates.push((index, *update)),
            }
        }
        let written = write_updates(stores, updates).await?;
        contested.extend(settle(rows, layout, written.into_iter()));
        if creates.is_empty() && contested.is_empty() {
            return Ok(());
        }
    }
    // The chunk returns to the queue. The next attempt recognizes the written rows by their users' histories.
    Err(FlowError::Contended { what: "a user" })
}

/// The write that a row requires.
enum RowWrite {
    None,
    Create,
    Update(Box<UserUpdate>),
}

/// Decides rows by the current state of their users.
struct RowDecider<'a, S> {
    stores: &'a S,
    import: &'a Import,
    context: PlanContext<'a>,
    companies: CompanyCache,
    feeds: ExistingFeeds,
    /// Numbers of the rows that name entries which are no longer in the catalog.
    without_entries: BTreeSet<u64>,
    /// Numbers of the rows that no longer equal their plan.
    replanned: BTreeSet<u64>,
}

impl<S: RowStores> RowDecider<'_, S> {
    /// Adopts the outcome of an earlier attempt at the row, or decides the row again if its user has changed since it was planned. Returns
    /// the write that the row then requires.
    async fn decide_row(&mut self, row: &mut Row, mut user: Option<User>) -> Result<RowWrite, FlowError> {
        if user.as_ref().is_some_and(|user| adopt_own(row, user, self.import)) {
            return Ok(RowWrite::None);
        }
        // The address may now belong to a new user, whose versions start at 1 again.
        let is_as_planned = match &user {
            Some(user) => row.version == Some(user.version) && row.user_id.as_ref() == Some(&user.user_id),
            None => row.version.is_none(),
        };
        if !is_as_planned {
            if self.import.confirmation().is_some() {
                fail_late(row, Hint::UserChanged);
                return Ok(RowWrite::None);
            }
            if let Some(user) = &mut user {
                self.companies.load_of(self.stores, user).await?;
                self.feeds.release(self.stores, self.import, user).await?;
            }
            self.replanned.insert(row.row);
            decide(row, user.as_ref(), &self.context, &self.companies);
            row.late = row.outcome == Outcome::Failed;
        }
        if !matches!(row.outcome, Outcome::Created | Outcome::Updated) {
            return Ok(RowWrite::None);
        }
        if self.without_entries.contains(&row.row) {
            fail_late(row, Hint::CatalogRemoved);
            return Ok(RowWrite::None);
        }
        Ok(match user {
            None => RowWrite::Create,
            Some(before) => {
                let planned = (row.invited, row.never_invited);
                decide_invitation(row, &before, &self.context);
                if (row.invited, row.never_invited) != planned {
                    self.replanned.insert(row.row);
                }
                let is_replanned = self.replanned.contains(&row.row);
                let after = updated_user(row, &before, &self.context, is_replanned);
                RowWrite::Update(Box::new(UserUpdate { before, after }))
            }
        })
    }
}

/// Fails the rows whose users are too large to store. Returns the indexes of the rows whose users have changed in the meantime.
fn settle(rows: &mut [Row], layout: &Layout, written: impl Iterator<Item = (usize, UserWritten)>) -> Vec<usize> {
    let mut contested = Vec::new();
    for (index, written) in written {
        match written {
            UserWritten::Done => {}
            UserWritten::ConditionFailed => contested.push(index),
            UserWritten::Unstorable => fail_unstorable(&mut rows[index], layout),
        }
    }
    contested
}

/// Fails a row that was valid when it was planned.
pub(super) fn fail_late(row: &mut Row, hint: Hint) {
    fail(row, Problem::new(Code::ChangedSincePreview).found(row.person.values.email()).hint(hint));
    row.late = true;
}

/// Fails a row that would make its user too large for the store.
pub(super) fn fail_unstorable(row: &mut Row, layout: &Layout) {
    let problem = Problem::new(Code::CoursesTooMany).hint(Hint::InBytes);
    fail(row, problem.column(layout.label(Field::Email)).found(row.person.values.email()));
    row.late = true;
}

/// Adopts the outcome of an earlier attempt at this row if the user's history or `created_by` shows one. Returns `true` if it did.
pub(in crate::flow) fn adopt_own(row: &mut Row, user: &User, import: &Import) -> bool {
    let own = user.history.iter().rev().find(|entry| entry.import_id == *import.id() && entry.row == row.row);
    let created = user.created_by.import_id == *import.id() && user.created_by.row == row.row;
    let is_creation = own.map_or(created, |entry| entry.outcome == Outcome::Created);
    if is_creation {
        // The row may have been planned as an update of a user who was removed before it was written.
        become_created(row, import.options());
    }
    let Some(entry) = own else {
        // Later imports may have displaced the history entry, but `created_by` is never displaced.
        if created {
            row.user_id = Some(user.user_id.clone());
        }
        return created;
    };
    row.outcome = entry.outcome;
    row.reason = (entry.outcome == Outcome::Disabled).then_some(Reason::MissingFromFeed);
    row.late = false;
    row.user_id = Some(user.user_id.clone());
    row.assigned.clone_from(&entry.assigned);
    row.invited = entry.invited;
    if let Some(changes) = &entry.changes {
        row.changes.clone_from(changes);
        row.never_invited = entry.never_invited;
        row.enabled_kept = import.feed().is_some() && row.person.enabled == Some(true) && !user.enabled;
    }
    true
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        feed::{FeedConfig, FeedFile, FeedId},
        import::{File, NewImport, Options, Source},
        layout::{LayoutName, Values},
        problem::Language,
        row::{Change, Person},
        unknown::Unknown,
        user::{HistoryEntry, Origin},
    };

    fn import(feed: Option<&str>, send_invitations: bool) -> Import {
        let new = NewImport {
            import_id: "import".into(),
            source: Source::Portal,
            started_by: "person".to_owned(),
            started_by_address: None,
            language: Language::English,
            file: File::new("people.csv".to_owned(), 0, "uploads/import.csv".to_owned()),
            options: Options { send_invitations, ..Options::of_layout(LayoutName::Enrolment) },
        };
        let config = FeedConfig::in_language(Language::English);
        let file = feed.and_then(FeedId::parse).map(|id| FeedFile::new(id, &config));
        Import::new(new, Timestamp::UNIX_EPOCH).with_feed(file)
    }

    /// A user written by an earlier attempt at row 9.
    fn user(enabled: bool, outcome: Outcome, is_replanned: bool) -> User {
        let mut user = User::unknown("ann@example.org", &"user".into(), Timestamp::UNIX_EPOCH);
        user.enabled = enabled;
        user.history.push(HistoryEntry {
            import_id: "import".into(),
            row: 9,
            outcome,
            assigned: Vec::new(),
            invited: false,
            never_invited: false,
            changes: is_replanned.then(Vec::new),
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        });
        user
    }

    #[test]
    fn row_that_created_its_user_has_nothing_of_the_update_that_was_planned() {
        for (has_entry, sends) in [(true, false), (false, false), (false, true)] {
            let mut user = user(true, Outcome::Created, false);
            user.created_by = Origin { import_id: "import".into(), row: 9 };
            if !has_entry {
                user.history.clear();
            }
            let mut row = Row::new(9, 9, Person { enabled: Some(true), ..Person::default() });
            row.outcome = Outcome::Updated;
            row.changes.push(Change::of_feed(None, None));
            row.retained.set(Field::JobRole, "Chief");
            (row.never_invited, row.enabled_kept) = (true, true);
            assert!(adopt_own(&mut row, &user, &import(None, sends)));
            let mut created = Row::new(9, 9, row.person.clone());
            (created.outcome, created.user_id) = (Outcome::Created, Some(user.user_id.clone()));
            created.invited = sends;
            assert_eq!(row, created, "{has_entry} {sends}");
        }
    }

    #[test]
    fn second_attempt_reports_what_the_first_one_did() {
        for (feed, enabled, outcome, is_replanned, reason, enabled_kept) in [
            (None, true, Outcome::Updated, false, None, false),
            (Some("hr@1970-01-01T00:00:00Z"), false, Outcome::Disabled, false, Some(Reason::MissingFromFeed), false),
            // The user was disabled after planning, so the row was planned again.
            (Some("hr@1970-01-01T00:00:00Z"), false, Outcome::Updated, true, None, true),
            (Some("hr@1970-01-01T00:00:00Z"), true, Outcome::Updated, true, None, false),
            (None, false, Outcome::Updated, true, None, false),
        ] {
            let mut row = Row::new(9, 9, Person { enabled: Some(true), ..Person::default() });
            assert!(adopt_own(&mut row, &user(enabled, outcome, is_replanned), &import(feed, false)));
            let found = (row.outcome, row.reason, row.enabled_kept);
            assert_eq!(found, (outcome, reason, enabled_kept), "{feed:?} {enabled} {outcome:?}");
        }
    }

    #[test]
    fn row_that_no_earlier_attempt_wrote_is_not_adopted() {
        let own = user(true, Outcome::Updated, false);
        let mut of_other_import = own.clone();
        of_other_import.history[0].import_id = "other".into();
        let created = |import_id: &str, row| {
            let created_by = Origin { import_id: import_id.into(), row };
            User { created_by, history: Vec::new(), ..own.clone() }
        };
        for (user, number) in [
            (own.clone(), 10),
            (of_other_import, 9),
            (created("import", 10), 9),
            (created("other", 9), 9),
            (created("", 0), 9),
        ] {
            let planned = Row { outcome: Outcome::Updated, ..Row::new(number, number, Person::default()) };
            let mut row = planned.clone();
            assert!(!adopt_own(&mut row, &user, &import(None, false)), "{number} {user:?}");
            assert_eq!(row, planned);
        }
    }

    #[test]
    fn user_who_is_too_large_fails_the_row_and_one_who_has_changed_is_decided_again() {
        let created = Row { outcome: Outcome::Created, ..Row::new(2, 2, Person::default()) };
        let mut rows = vec![created; 4];
        let written = [
            (0, UserWritten::Done),
            (1, UserWritten::ConditionFailed),
            (2, UserWritten::Unstorable),
            (3, UserWritten::ConditionFailed),
        ];
        assert_eq!(settle(&mut rows, LayoutName::Enrolment.layout(), written.into_iter()), [1, 3]);
        for (index, row) in rows.iter().enumerate() {
            let outcome = if index == 2 { Outcome::Failed } else { Outcome::Created };
            assert_eq!((row.outcome, row.late), (outcome, index == 2), "{index}");
        }
        let found = rows[2].problems.iter().map(|problem| (problem.code, problem.hint)).collect::<Vec<_>>();
        assert_eq!(found, [(Code::CoursesTooMany, Some(Hint::InBytes))]);
    }

    #[test]
    fn row_that_fails_late_names_its_address_and_the_reason() {
        let values = Values::default().with(Field::Email, "Ann@example.org");
        let mut row = Row::new(2, 2, Person { values, ..Person::default() });
        row.outcome = Outcome::Created;
        fail_late(&mut row, Hint::CatalogChanged);
        assert_eq!((row.outcome, row.late, row.problems.len()), (Outcome::Failed, true, 1));
        let problem = &row.problems[0];
        assert_eq!((problem.code, problem.hint), (Code::ChangedSincePreview, Some(Hint::CatalogChanged)));
        assert_eq!(problem.found, "Ann@example.org");
    }
}
