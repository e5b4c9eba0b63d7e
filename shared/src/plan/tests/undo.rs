//! What an undo plans for a user, and what it writes.

use super::*;
use crate::{
    ids::CourseId,
    plan::missing::person_of,
    row::{Change, Kept, Row},
};

const UNDO: &str = "undo";

/// Plans a row in an import that updates existing users. Returns the row and the resulting user.
fn import(world: &mut World, row: &str) -> (Row, User) {
    import_of_feed(world, row, None)
}

/// Like `import`, but for a feed's file.
pub(super) fn import_of_feed(world: &mut World, row: &str, feed: Option<&FeedId>) -> (Row, User) {
    let (rows, _) = plan_of_feed(world, row, |options| options.update_existing = true, None, feed);
    let import_id = ImportId::from("import");
    let options = Options { update_existing: true, ..Options::of_layout(LayoutName::Enrolment) };
    let context = PlanContext {
        import_id: &import_id,
        options: &options,
        started_by_address: None,
        feed,
        now: Timestamp::UNIX_EPOCH,
    };
    let user = match world.users.get(&rows[0].person.address) {
        Some(before) => updated_user(&rows[0], before, &context, false),
        None => new_user(&rows[0], &context),
    };
    (rows[0].clone(), user)
}

pub(super) fn with_undo<T>(admin: Option<&str>, act: impl FnOnce(&UndoContext<'_>) -> T) -> T {
    let (import_id, undoes) = (ImportId::from(UNDO), ImportId::from("import"));
    act(&UndoContext {
        import_id: &import_id,
        undoes: &undoes,
        layout: LayoutName::Enrolment.layout(),
        started_by_address: admin,
        now: Timestamp::UNIX_EPOCH,
    })
}

/// Returns the user without its version and history, which an undo does not restore.
pub(super) fn plain(user: &User) -> User {
    User { version: 0, history: Vec::new(), ..user.clone() }
}

#[test]
fn updated_user_gets_everything_back_and_a_second_try_finds_it() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before.clone());
    let (row, user) = import(&mut world, "0,Anna,Low,ann@example.org,Acme,Autumn,de,,\n");
    let (mut planned, after) = with_undo(None, |context| {
        let planned = plan_undo(row, Some(&user), context, &world);
        let after = undone_user(&planned, &user, context, false);
        (planned, after)
    });
    assert_eq!((planned.outcome, planned.kept()), (Outcome::Updated, &[][..]));
    assert_eq!(plain(&after), plain(&before));
    assert_eq!((after.version, planned.version), (user.version + 1, Some(user.version)));
    let first = planned.clone();
    assert!(with_undo(None, |context| adopt_undo(&mut planned, &after, context, &world)));
    assert_eq!(planned, first);
    assert!(!with_undo(None, |context| adopt_undo(&mut planned, &user, context, &world)));
}

#[test]
fn second_attempt_shows_what_the_first_one_did_to_a_user_who_changed_after_the_plan() {
    for leaves_cohort in [false, true] {
        let mut world = World::new();
        let before = existing(&world, ANN);
        world.users.insert(before.address.clone(), before);
        let (row, user) = import(&mut world, "1,Anna,Low,ann@example.org,Acme,Autumn,en,,\n");
        let planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
        assert_eq!((planned.changed_by(), planned.kept()), (None, &[][..]));
        let by = |import_id: &str| HistoryEntry { import_id: import_id.into(), ..user.history[1].clone() };
        let mut changed = User { version: user.version + 1, ..user.clone() };
        changed.values.set(Field::Name, "Annie");
        changed.cohort_id = changed.cohort_id.filter(|_| !leaves_cohort);
        changed.remember(by("later"));
        let mut first = planned.clone();
        let mut after = with_undo(None, |context| {
            narrow_undo(&mut first, &changed, context, &world);
            undone_user(&first, &changed, context, true)
        });
        assert_eq!((first.outcome, first.changed_by()), (Outcome::Updated, Some(&"later".into())));
        assert_eq!(first.undone.as_ref().unwrap().moved.is_none(), leaves_cohort);
        // The version is the one that the plan saw.
        let mut second = Row { version: first.version, ..planned };
        let adopt = |row: &mut Row, user: &User| with_undo(None, |context| adopt_undo(row, user, context, &world));
        assert!(adopt(&mut second, &after));
        assert_eq!(second, first);
        // An import that wrote the user after the undo did not change what the undo found.
        after.remember(by("last"));
        assert!(adopt(&mut second, &after));
        assert_eq!(second, first);
    }
}

#[test]
fn created_user_is_removed_only_as_the_import_left_it() {
    let mut world = World::new();
    let (row, user) = import(&mut world, ANN);
    let decide = |user: Option<&User>, admin: Option<&str>| {
        let row = with_undo(admin, |context| plan_undo(row.clone(), user, context, &world));
        (row.outcome, row.reason, row.courses_removed().len())
    };
    assert_eq!(decide(Some(&user), None), (Outcome::Removed, None, 1));
    let skipped = |reason| (Outcome::Skipped, Some(reason), 0);
    assert_eq!(decide(None, None), skipped(Reason::Gone));
    assert_eq!(decide(Some(&user), Some("ann@example.org")), skipped(Reason::SelfDisable));
    let other = User { user_id: "another".into(), ..user.clone() };
    assert_eq!(decide(Some(&other), None), skipped(Reason::Gone));
    let active = User { activated: true, ..user.clone() };
    assert_eq!(decide(Some(&active), None), skipped(Reason::Active));
    let active = User { signed_in_at: Some(Timestamp::UNIX_EPOCH), ..user.clone() };
    assert_eq!(decide(Some(&active), None), skipped(Reason::Active));
    // A write that is not in the history.
    let written = User { version: 2, ..user.clone() };
    assert_eq!(decide(Some(&written), None), skipped(Reason::ChangedSince));
}

#[test]
fn skipped_row_shows_the_user_as_stored_or_as_imported_if_the_user_is_gone() {
    let mut world = World::new();
    let (row, user) = import(&mut world, ANN);
    let mut changed = User { enabled: false, version: 2, ..user.clone() };
    changed.values.set(Field::Name, "Annie");
    changed.remember(HistoryEntry { import_id: "later".into(), ..user.history[0].clone() });
    let imported = row.person.clone();
    let plan = |user: Option<&User>| with_undo(None, |context| plan_undo(row.clone(), user, context, &world));
    let mut narrowed = plan(Some(&user));
    assert_eq!((narrowed.outcome, &narrowed.person), (Outcome::Removed, &imported));
    with_undo(None, |context| narrow_undo(&mut narrowed, &changed, context, &world));
    for (row, reason, expected) in [
        (plan(Some(&changed)), Reason::ChangedSince, person_of(&changed, &world)),
        (narrowed, Reason::ChangedSince, person_of(&changed, &world)),
        (plan(None), Reason::Gone, imported),
    ] {
        assert_eq!((row.outcome, row.reason, row.person), (Outcome::Skipped, Some(reason), expected));
    }
}

#[test]
fn row_that_restores_nothing_in_the_end_shows_the_values_that_the_user_has() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before);
    let (row, user) = import(&mut world, "0,Anna,,ann@example.org,Acme,Autumn,en,Sales,\n");
    let planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
    let stored = person_of(&user, &world);
    let shown = (planned.person.enabled, planned.person.values.name(), planned.person.cohort_id.clone());
    assert_eq!(shown, (Some(true), "Ann", Some("spring".into())));
    let (mut unstorable, mut removed) = (planned.clone(), planned);
    skip_unstorable(&mut unstorable, LayoutName::Enrolment.layout());
    assert_eq!((unstorable.outcome, unstorable.reason), (Outcome::Skipped, Some(Reason::Kept)));
    record_removed(&mut removed, LayoutName::Enrolment.layout());
    assert_eq!((removed.outcome, removed.reason, removed.courses_removed().len()), (Outcome::Removed, None, 1));
    for row in [unstorable, removed] {
        assert_eq!((row.changes.len(), row.kept().len()), (0, 0));
        assert_eq!(row.person, stored);
    }
}

#[test]
fn row_is_narrowed_and_never_widened_after_its_plan() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before);
    let (row, user) = import(&mut world, "0,Anna,Low,ann@example.org,Acme,,en,,\n");
    let mut planned = with_undo(Some("ann@example.org"), |context| plan_undo(row, Some(&user), context, &world));
    let columns = |row: &Row| row.changes.iter().map(|change| change.column.clone()).collect::<Vec<_>>();
    assert_eq!(columns(&planned), ["enabled", "name", "last_name"], "enabling is not disabling");
    let mut changed = User { version: user.version + 1, ..user.clone() };
    changed.values.set(Field::Name, "Annie");
    with_undo(None, |context| narrow_undo(&mut planned, &changed, context, &world));
    assert_eq!(columns(&planned), ["enabled", "last_name"]);
    let kept =
        [Kept { column: "name".to_owned(), written: Some("Anna".to_owned()), current: Some("Annie".to_owned()) }];
    assert_eq!(planned.kept(), kept);
    assert_eq!(planned.person.values.name(), "Annie");
    // The name is as imported again, but it is not undone, because the plan no longer contains it.
    with_undo(None, |context| narrow_undo(&mut planned, &user, context, &world));
    assert_eq!(columns(&planned), ["enabled", "last_name"]);
    changed.values.set(Field::LastName, "Long");
    changed.enabled = true;
    with_undo(None, |context| narrow_undo(&mut planned, &changed, context, &world));
    assert_eq!((planned.outcome, planned.reason), (Outcome::Skipped, Some(Reason::Kept)));
}

#[test]
fn person_who_starts_the_undo_is_not_disabled_by_it() {
    let mut world = World::new();
    let before = existing(&world, &ANN.replace("1,", "0,"));
    world.users.insert(before.address.clone(), before);
    let (row, user) = import(&mut world, "1,Anna,,ann@example.org,Acme,,en,,\n");
    let mut unreadable = row.clone();
    unreadable.changes[0].old = None;
    for row in [row, unreadable] {
        let planned = with_undo(Some("ann@example.org"), |context| plan_undo(row, Some(&user), context, &world));
        let kept: Vec<&str> = planned.kept().iter().map(|kept| kept.column.as_str()).collect();
        assert_eq!((planned.outcome, planned.changes.len(), kept), (Outcome::Updated, 1, vec!["enabled"]));
        let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
        assert_eq!((after.enabled, after.values.name()), (true, "Ann"));
    }
}

#[test]
fn course_of_the_import_is_removed_unless_the_user_has_changed_since() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before.clone());
    let (row, user) = import(&mut world, "1,Ann,Lee,ann@example.org,Acme,Spring,en,Sales,\n");
    let plan = |user: &User| with_undo(None, |context| plan_undo(row.clone(), Some(user), context, &world));
    let title = || Some("Sales".to_owned());
    let kept = [Kept { column: "module requested".to_owned(), written: title(), current: title() }];
    let planned = plan(&user);
    assert_eq!((planned.outcome, planned.kept()), (Outcome::Updated, &[][..]));
    assert_eq!(planned.courses_removed(), [CourseId::from("b")]);
    let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
    assert_eq!(plain(&after), plain(&before));
    // Another import has written the user.
    let mut changed = user.clone();
    changed.remember(HistoryEntry { import_id: "later".into(), ..user.history[1].clone() });
    let mut planned = plan(&changed);
    assert_eq!((planned.outcome, planned.reason), (Outcome::Skipped, Some(Reason::ChangedSince)));
    assert_eq!((planned.courses_removed().len(), planned.kept()), (0, &kept[..]));
    with_undo(None, |context| narrow_undo(&mut planned, &user, context, &world));
    assert_eq!((planned.courses_removed().len(), planned.kept()), (0, &kept[..]), "never widened");
    // Another import has assigned the course.
    let mut reassigned = user.clone();
    reassigned.courses.get_mut(&CourseId::from("b")).unwrap().import_id = "other".into();
    assert_eq!(plan(&reassigned).kept(), kept);
    let mut without = user.clone();
    without.courses.remove(&CourseId::from("b"));
    let planned = plan(&without);
    assert_eq!((planned.outcome, planned.reason, planned.kept()), (Outcome::Skipped, Some(Reason::Kept), &[][..]));
}

#[test]
fn company_and_cohort_are_restored_only_if_they_still_exist() {
    for (company, cohort, kept) in [
        (Some("former"), None, &["Acme", "Autumn"][..]),
        (Some("acme"), Some("gone"), &["Autumn"]),
        (Some("acme"), None, &[]),
        (None, None, &[]),
    ] {
        let mut world = World::new();
        let (company_id, cohort_id) = (company.map(Into::into), cohort.map(Into::into));
        let before = User { company_id, cohort_id, ..existing(&world, ANN) };
        world.users.insert(before.address.clone(), before.clone());
        let (row, user) = import(&mut world, "1,Ann,Lee,ann@example.org,Acme,Autumn,en,,\n");
        let planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
        let current: Vec<&str> = planned.kept().iter().filter_map(|kept| kept.current.as_deref()).collect();
        assert_eq!(current, kept);
        assert_eq!(planned.undone.as_ref().unwrap().moved.is_some(), kept.is_empty());
        let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
        assert_eq!(plain(&after) == plain(&before), kept.is_empty(), "{company:?} {cohort:?}");
    }
}

#[test]
fn renamed_company_and_cohort_have_their_current_names() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before);
    let (row, user) = import(&mut world, "1,Ann,Lee,ann@example.org,Acme,Autumn,en,,\n");
    let rename = |world: &mut World, spring: &str, autumn: &str| {
        let cohort = |id: &str, name: &str| Cohort { id: id.into(), name: name.into() };
        let company = Company { id: "acme".into(), name: "Apex".into() };
        let cohorts = vec![cohort("spring", spring), cohort("autumn", autumn)];
        world.acme = CompanyCatalog::new(company, cohorts, Vec::new());
    };
    let shown = |row: &Row| {
        let changes: Vec<_> = row.changes.iter().map(|change| (change.old.clone(), change.new.clone())).collect();
        let person = [Field::Company, Field::Cohort].map(|field| row.person.values.get(field).map(str::to_owned));
        (changes, person)
    };
    let text = |text: &str| Some(text.to_owned());
    rename(&mut world, "Early", "Late");
    let mut planned = with_undo(None, |context| plan_undo(row.clone(), Some(&user), context, &world));
    assert_eq!(shown(&planned), (vec![(text("Late"), text("Early"))], [text("Apex"), text("Early")]));
    // A second attempt shows the names at that time.
    let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
    rename(&mut world, "First", "Second");
    assert!(with_undo(None, |context| adopt_undo(&mut planned, &after, context, &world)));
    assert_eq!(shown(&planned), (vec![(text("Second"), text("First"))], [text("Apex"), text("First")]));
    let elsewhere = User { cohort_id: None, ..user };
    let planned = with_undo(None, |context| plan_undo(row, Some(&elsewhere), context, &world));
    let kept = [Kept { column: "cohortName".to_owned(), written: text("Second"), current: None }];
    assert_eq!((planned.outcome, planned.kept()), (Outcome::Skipped, &kept[..]));
}

#[test]
fn undo_that_disables_the_user_again_takes_the_released_invitation_back() {
    let mut world = World::new();
    let before = User { enabled: false, invitation: InvitationState::Held, ..existing(&world, ANN) };
    world.users.insert(before.address.clone(), before.clone());
    let change = |options: &mut Options| {
        options.update_existing = true;
        options.send_invitations = true;
    };
    let (rows, _) = plan(&world, ANN, change, None);
    let import_id = ImportId::from("import");
    let mut options = Options::of_layout(LayoutName::Enrolment);
    change(&mut options);
    let now = Timestamp::UNIX_EPOCH;
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
    let user = updated_user(&rows[0], &before, &context, false);
    assert_eq!((user.invitation, user.enabled), (InvitationState::Queued, true));
    for (admin, expected) in
        [(None, (InvitationState::Held, false)), (Some("ann@example.org"), (InvitationState::Queued, true))]
    {
        let after = with_undo(admin, |context| {
            let planned = plan_undo(rows[0].clone(), Some(&user), context, &world);
            undone_user(&planned, &user, context, false)
        });
        assert_eq!((after.invitation, after.enabled), expected);
    }
}

#[test]
fn undone_user_has_the_time_of_the_undo_and_ignores_changes_of_unknown_columns() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before);
    let (row, mut user) = import(&mut world, "1,Anna,Lee,ann@example.org,Acme,Spring,en,,\n");
    user.feed = Some(FeedId { name: FeedName::parse("hr").unwrap(), created_at: Timestamp::UNIX_EPOCH });
    let mut planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
    let (column, new) = ("former column".to_owned(), Some("x".to_owned()));
    planned.changes.push(Change { column, old: None, new, old_id: None, new_id: None });
    let now = Timestamp::from_second(1_000).unwrap();
    let after = with_undo(None, |context| undone_user(&planned, &user, &UndoContext { now, ..*context }, false));
    assert_eq!((after.updated_at, after.values.name(), after.feed), (now, "Ann", user.feed));
}

#[test]
fn second_attempt_names_the_import_that_changed_the_user_only_if_the_history_shows_it() {
    let mut world = World::new();
    let before = existing(&world, ANN);
    world.users.insert(before.address.clone(), before);
    let (row, user) = import(&mut world, "1,Anna,Lee,ann@example.org,Acme,Spring,en,,\n");
    let planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
    let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
    let own = after.history.last().unwrap();
    let by = |import_id: &str| HistoryEntry { import_id: import_id.into(), ..user.history[1].clone() };
    let kept = Kept { column: "region".to_owned(), written: None, current: None };
    for (kept, earlier, changed_by) in [
        (vec![kept], vec![by("later")], Some("later")),
        // The undone import may have been removed to make room for its undo.
        (Vec::new(), vec![by("later")], None),
        (Vec::new(), vec![by("import"), by("later")], Some("later")),
    ] {
        let mut own = own.clone();
        own.undo.as_mut().unwrap().kept = kept;
        let history = earlier.into_iter().chain([own]).collect();
        let user = User { history, ..after.clone() };
        let mut row = planned.clone();
        assert!(with_undo(None, |context| adopt_undo(&mut row, &user, context, &world)));
        assert_eq!(row.changed_by().map(ImportId::as_str), changed_by);
    }
}
