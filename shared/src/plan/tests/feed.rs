//! What a feed does to the users named in its file, and to those who are absent from it.

use super::{
    undo::{import_of_feed, plain, with_undo},
    *,
};
use crate::{feed::RosterEntry, problem::FIRST_ROWS_MAX};

const LEE: &str = ",Ann,Lee,ann@example.org,Acme,Spring,en,,\n";
const LOW: &str = ",Ann,Low,ann@example.org,Acme,Spring,en,,\n";

fn feed(name: &str) -> Option<FeedId> {
    Some(FeedId { name: FeedName::parse(name)?, created_at: Timestamp::UNIX_EPOCH })
}

/// Describes a user by feed and status: `hr on` belongs to the feed `hr` and is enabled. `none`: no feed; `off`: disabled; `left`: disabled
/// by a feed.
fn state(user: &User) -> String {
    let feed = user.feed.as_ref().map_or("none", |feed| feed.name.as_str());
    let enabled = match (user.enabled, user.disabled_by_feed) {
        (true, false) => "on",
        (true, true) => "on, but disabled by a feed",
        (false, false) => "off",
        (false, true) => "left",
    };
    format!("{feed} {enabled}")
}

/// Creates a world in which Ann Lee has this state.
fn world_with(state: &str) -> World {
    let mut world = World::new();
    let (name, enabled) = state.split_once(' ').unwrap();
    let mut user = existing(&world, &format!("1{LEE}"));
    user.feed = feed(name).filter(|feed| feed.name.as_str() != "none");
    user.enabled = enabled == "on";
    user.disabled_by_feed = enabled == "left";
    world.users.insert(user.address.clone(), user);
    world
}

fn ann(world: &World) -> &User {
    &world.users["ann@example.org"]
}

fn with_context<T>(feed: Option<&FeedId>, admin: Option<&str>, act: impl FnOnce(&PlanContext<'_>) -> T) -> T {
    let (import_id, options) = (ImportId::from("import"), Options::of_layout(LayoutName::Enrolment));
    let now = Timestamp::UNIX_EPOCH;
    act(&PlanContext { import_id: &import_id, options: &options, started_by_address: admin, feed, now })
}

/// Plans Ann's absence from a file for the feed `hr`; `user` is the stored user.
fn plan_absent(world: &World, user: Option<&User>, admin: Option<&str>) -> Option<Row> {
    let entry = RosterEntry { user_id: ann(world).user_id.clone(), missing: 1, is_due: false };
    with_context(feed("hr").as_ref(), admin, |context| plan_missing(90, &entry, user, context, world))
}

fn after_absence(world: &World) -> (Row, User) {
    let row = plan_absent(world, Some(ann(world)), None).unwrap();
    let user = with_context(feed("hr").as_ref(), None, |context| missing_user(&row, ann(world), context));
    (row, user)
}

fn columns(row: &Row) -> String {
    row.changes.iter().map(|change| change.column.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_follow_the_rules_of_feeds() {
    // User, the import's feed, row; outcome and reason, changes, user after the row, warning.
    for (before, by, row, outcome, changes, after, warning) in [
        // The feed's own people.
        ("hr on", "hr", "1 Lee", "skipped unchanged", "", "hr on", ""),
        ("hr on", "hr", "1 Low", "updated", "last_name", "hr on", ""),
        ("hr on", "hr", "0 Lee", "updated", "enabled", "hr left", ""),
        ("hr left", "hr", "0 Lee", "skipped unchanged", "", "hr left", ""),
        ("hr left", "hr", "1 Lee", "updated", "enabled", "hr on", ""),
        // A feed enables only people whom a feed disabled.
        ("hr off", "hr", "1 Lee", "skipped unchanged", "", "hr off", "enabled-kept"),
        ("hr off", "hr", "1 Low", "updated", "last_name", "hr off", "enabled-kept"),
        ("hr off", "hr", "0 Low", "updated", "last_name", "hr off", ""),
        // People without a feed join the feed.
        ("none on", "hr", "1 Lee", "updated", "feed", "hr on", ""),
        ("none on", "hr", "0 Low", "updated", "enabled last_name feed", "hr left", ""),
        ("none off", "hr", "1 Lee", "updated", "feed", "hr off", "enabled-kept"),
        ("none left", "hr", "1 Lee", "updated", "enabled feed", "hr on", ""),
        ("none left", "hr", "0 Lee", "updated", "feed", "hr left", ""),
        // People in another feed stay unchanged.
        ("it on", "hr", "0 Low", "skipped other-feed", "", "it on", "feed-other"),
        ("it off", "hr", "1 Lee", "skipped other-feed", "", "it off", "feed-other"),
        // Other imports never change the feed.
        ("hr on", "none", "0 Lee", "updated", "enabled", "hr off", ""),
        ("hr left", "none", "1 Lee", "updated", "enabled", "hr on", ""),
        ("hr left", "none", "0 Low", "updated", "last_name", "hr left", ""),
        ("none off", "none", "1 Lee", "updated", "enabled", "none on", ""),
    ] {
        let world = world_with(before);
        let by = feed(by).filter(|feed| feed.name.as_str() != "none");
        let (enabled, name) = row.split_once(' ').unwrap();
        let line = format!("{enabled}{}", if name == "Lee" { LEE } else { LOW });
        let (rows, problems) = plan_of_feed(&world, &line, |options| options.update_existing = true, None, by.as_ref());
        let row = &rows[0];
        let reason = row.reason.map(|reason| format!(" {}", reason.as_str())).unwrap_or_default();
        let case = format!("{before}, {by:?}, {line}");
        assert_eq!(format!("{}{reason}", row.outcome.as_str()), outcome, "{case}");
        assert_eq!(columns(row), changes, "{case}");
        let user = match row.outcome {
            Outcome::Updated => {
                with_context(by.as_ref(), None, |context| updated_user(row, ann(&world), context, false))
            }
            _ => ann(&world).clone(),
        };
        assert_eq!(state(&user), after, "{case}");
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes.join(" "), warning, "{case}");
        if row.reason != Some(Reason::OtherFeed) {
            let shown = row.value(Field::Enabled).map(|value| value.as_str().to_owned());
            assert_eq!(shown.as_deref(), Some(if user.enabled { "1" } else { "0" }), "{case}");
        }
    }
}

#[test]
fn feed_that_does_not_update_takes_over_no_one() {
    for (before, reason) in [("hr on", Reason::Exists), ("none on", Reason::Exists), ("it on", Reason::OtherFeed)] {
        let (rows, problems) = plan_of_feed(&world_with(before), &format!("0{LOW}"), |_| {}, None, feed("hr").as_ref());
        assert_eq!(
            (rows[0].outcome, rows[0].reason, columns(&rows[0])),
            (Outcome::Skipped, Some(reason), String::new())
        );
        assert_eq!(problems.len(), usize::from(reason == Reason::OtherFeed));
    }
}

#[test]
fn new_user_belongs_to_the_feed_of_the_file() {
    for (by, enabled, expected) in
        [("hr", 1, "hr on"), ("hr", 0, "hr left"), ("none", 1, "none on"), ("none", 0, "none off")]
    {
        let by = feed(by).filter(|feed| feed.name.as_str() != "none");
        let (rows, problems) = plan_of_feed(&World::new(), &format!("{enabled}{LEE}"), |_| {}, None, by.as_ref());
        let user = with_context(by.as_ref(), None, |context| new_user(&rows[0], context));
        assert_eq!((rows[0].outcome, state(&user).as_str(), problems), (Outcome::Created, expected, Vec::new()));
    }
}

#[test]
fn warning_has_the_number_of_rows_and_the_first_of_them() {
    let mut world = World::new();
    let mut rows = String::new();
    for number in 0..30 {
        let row = format!("1,Ann,Lee,ann{number}@example.org,Acme,,en,,\n");
        let mut user = existing(&world, &row);
        (user.feed, user.enabled) = if number % 3 == 0 { (feed("it"), true) } else { (feed("hr"), number % 2 == 0) };
        world.users.insert(user.address.clone(), user);
        rows.push_str(&row);
    }
    let (_, problems) =
        plan_of_feed(&world, &rows, |options| options.update_existing = true, None, feed("hr").as_ref());
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.rows, &problem.first_rows[..])).collect();
    let first = |first: &[u64]| first.iter().copied().take(FIRST_ROWS_MAX).collect::<Vec<u64>>();
    let others = first(&[2, 5, 8, 11, 14, 17, 20, 23, 26, 29]);
    let kept = first(&[3, 7, 9, 13, 15, 19, 21, 25, 27, 31]);
    assert_eq!(found, [(Code::FeedOther, Some(10), &others[..]), (Code::EnabledKept, Some(10), &kept[..])]);
    assert!(problems.iter().all(|problem| problem.severity() == Severity::Warning && problem.row.is_none()));
}

#[test]
fn absent_person_is_disabled_and_leaves_the_feed() {
    let world = world_with("hr on");
    let (row, user) = after_absence(&world);
    assert_eq!((row.outcome, row.reason), (Outcome::Disabled, Some(Reason::MissingFromFeed)));
    assert_eq!((row.row, row.shown_row(), row.shown_line()), (90, None, None));
    let changes: Vec<_> = row.changes.iter().map(|change| (change.old.as_deref(), change.new.as_deref())).collect();
    assert_eq!((columns(&row).as_str(), changes), ("enabled feed", vec![(Some("1"), Some("0")), (Some("hr"), None)]));
    let values = &row.person.values;
    assert_eq!((values.email(), values.company(), values.cohort()), ("ann@example.org", Some("Acme"), Some("Spring")));
    assert_eq!(row.value(Field::Enabled).map(|value| value.as_str().to_owned()).as_deref(), Some("0"));
    assert_eq!((Some(row.key), row.version), (ann(&world).user_id.key(), Some(1)));
    assert_eq!((state(&user).as_str(), user.version), ("none left", 2));
    let now = Timestamp::from_second(1_000).unwrap();
    let feed = feed("hr");
    let write = |context: &PlanContext<'_>| missing_user(&row, ann(&world), &PlanContext { now, ..*context });
    assert_eq!(with_context(feed.as_ref(), None, write).updated_at, now);
    let entry = user.history.last().unwrap();
    assert_eq!((entry.import_id.as_str(), entry.row, entry.outcome), ("import", 90, Outcome::Disabled));
    let mut summary = crate::row::Summary::default();
    summary.count(&row);
    assert_eq!((summary.disabled, summary.rows()), (1, 1));
}

#[test]
fn second_attempt_shows_an_absent_person_as_the_first_one_did() {
    let mut world = world_with("hr on");
    let mut row = plan_absent(&world, Some(ann(&world)), None).unwrap();
    // After the preview, another import writes the user, and the first attempt plans the row again.
    let mut changed = User { version: 2, ..ann(&world).clone() };
    changed.values.set(Field::Name, "Annie");
    world.users.insert(changed.address.clone(), changed);
    let (first, after) = after_absence(&world);
    show_missing(&mut row, &after, &world);
    assert_eq!((row.person.values.name(), row.person.enabled), ("Annie", Some(false)));
    assert_eq!(Row { version: first.version, ..row }, first);
}

#[test]
fn absent_person_is_left_alone_unless_enabled_in_the_feed() {
    for (before, reason) in
        [("hr off", Some(Reason::Unchanged)), ("hr left", Some(Reason::Unchanged)), ("none on", None), ("it on", None)]
    {
        let world = world_with(before);
        let row = plan_absent(&world, Some(ann(&world)), None);
        assert_eq!(row.as_ref().and_then(|row| row.reason), reason, "{before}");
        assert!(row.is_none_or(|row| row.outcome == Outcome::Skipped && row.changes.is_empty()), "{before}");
    }
    let world = world_with("hr on");
    assert_eq!(plan_absent(&world, None, None), None);
    let other = User { user_id: "another".into(), ..ann(&world).clone() };
    assert_eq!(plan_absent(&world, Some(&other), None), None);
    let own = plan_absent(&world, Some(ann(&world)), Some("ann@example.org")).unwrap();
    assert_eq!(
        (own.outcome, own.reason, own.person.enabled),
        (Outcome::Skipped, Some(Reason::SelfDisable), Some(true))
    );
}

#[test]
fn queued_invitation_of_an_absent_person_is_held_when_it_is_due() {
    let mut world = world_with("hr on");
    let mut user = ann(&world).clone();
    user.invitation = InvitationState::Queued;
    user.invited = Some(Box::new(crate::invitation::Invitation::of_import(&"earlier".into(), Timestamp::UNIX_EPOCH)));
    world.users.insert(user.address.clone(), user);
    let (_, after) = after_absence(&world);
    assert_eq!((after.invitation, after.invitation_serial), (InvitationState::Queued, ann(&world).invitation_serial));
    let held = crate::user::invitation::discard(&after, Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(held.invitation, InvitationState::Held);
}

#[test]
fn undo_of_a_feed_restores_feed_and_enabled() {
    for (before, by, row) in [
        ("none on", "hr", "1 Lee"),
        ("none on", "hr", "0 Low"),
        ("none left", "hr", "1 Lee"),
        ("none off", "hr", "1 Lee"),
        ("hr on", "hr", "0 Lee"),
        ("hr left", "hr", "1 Low"),
        ("hr on", "none", "0 Lee"),
        ("hr left", "none", "1 Lee"),
        ("hr off", "none", "1 Lee"),
    ] {
        let mut world = world_with(before);
        let by = feed(by).filter(|feed| feed.name.as_str() != "none");
        let (enabled, name) = row.split_once(' ').unwrap();
        let line = format!("{enabled}{}", if name == "Lee" { LEE } else { LOW });
        let (row, user) = import_of_feed(&mut world, &line, by.as_ref());
        let (planned, after) = with_undo(None, |context| {
            let planned = plan_undo(row, Some(&user), context, &world);
            let after = undone_user(&planned, &user, context, false);
            (planned, after)
        });
        let case = format!("{before}, {by:?}, {line}");
        assert_eq!((planned.outcome, planned.kept()), (Outcome::Updated, &[][..]), "{case}");
        assert_eq!(state(&after), before, "{case}");
        assert_eq!(plain(&after), plain(ann(&world)), "{case}");
    }
}

#[test]
fn undo_keeps_the_feed_of_a_user_who_has_left_it_since() {
    let mut world = world_with("none on");
    let (row, user) = import_of_feed(&mut world, &format!("1{LOW}"), feed("hr").as_ref());
    let user = User { feed: None, version: user.version + 1, ..user };
    let mut planned = with_undo(None, |context| plan_undo(row, Some(&user), context, &world));
    let kept: Vec<_> = planned.kept().iter().map(|kept| (kept.column.as_str(), kept.current.as_deref())).collect();
    assert_eq!((columns(&planned).as_str(), kept), ("last_name", vec![("feed", None)]));
    // After the preview, the user joins another feed.
    let joined = User { feed: feed("it"), ..user };
    with_undo(None, |context| narrow_undo(&mut planned, &joined, context, &world));
    let kept: Vec<_> = planned.kept().iter().map(|kept| (kept.column.as_str(), kept.current.as_deref())).collect();
    assert_eq!((columns(&planned).as_str(), kept), ("last_name", vec![("feed", Some("it"))]));
}

#[test]
fn undo_of_an_absence_enables_a_person_who_is_as_the_feed_left_them() {
    let world = world_with("hr on");
    let (row, user) = after_absence(&world);
    let undo = |user: Option<&User>| with_undo(None, |context| plan_undo(row.clone(), user, context, &world));
    let mut planned = undo(Some(&user));
    assert_eq!(
        (planned.outcome, columns(&planned).as_str(), planned.person.enabled),
        (Outcome::Updated, "enabled feed", Some(true))
    );
    assert_eq!((planned.shown_row(), planned.row), (None, 90));
    let after = with_undo(None, |context| undone_user(&planned, &user, context, false));
    assert_eq!((state(&after).as_str(), plain(&after)), ("hr on", plain(ann(&world))));
    let first = planned.clone();
    assert!(with_undo(None, |context| adopt_undo(&mut planned, &after, context, &world)));
    assert_eq!(planned, first);
    let reason = |user: Option<&User>| {
        let row = undo(user);
        assert_eq!((row.outcome, columns(&row).as_str()), (Outcome::Skipped, ""));
        row.reason
    };
    assert_eq!(reason(None), Some(Reason::Gone));
    let enabled = User { enabled: true, disabled_by_feed: false, ..user.clone() };
    assert_eq!(reason(Some(&enabled)), Some(Reason::ChangedSince));
    let taken = User { feed: feed("it"), ..user.clone() };
    assert_eq!(reason(Some(&taken)), Some(Reason::ChangedSince));
    let mut changed = user.clone();
    changed.remember(HistoryEntry { import_id: "later".into(), ..user.history[0].clone() });
    assert_eq!(undo(Some(&changed)).changed_by(), Some(&"later".into()));
    assert_eq!(reason(Some(&changed)), Some(Reason::ChangedSince));
}

proptest! {
    #[test]
    fn deciding_twice_gives_the_same_row(
        before in proptest::sample::select(vec!["hr on", "hr off", "hr left", "none on", "none off", "none left", "it on", "it off", "it left"]),
        by in proptest::sample::select(vec![Some("hr"), Some("it"), None]),
        enabled in 0..2,
        is_other_name in any::<bool>(),
        updates in any::<bool>(),
    ) {
        let world = world_with(before);
        let by = by.and_then(feed);
        let line = format!("{enabled}{}", if is_other_name { LOW } else { LEE });
        let (rows, _) = plan_of_feed(&world, &line, |options| options.update_existing = updates, None, by.as_ref());
        let (import_id, mut options) = (ImportId::from("import"), Options::of_layout(LayoutName::Enrolment));
        options.update_existing = updates;
        let now = Timestamp::UNIX_EPOCH;
        let context =
            PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: by.as_ref(), now };
        let mut again = rows[0].clone();
        decide(&mut again, Some(ann(&world)), &context, &world);
        prop_assert_eq!(&again, &rows[0]);
        // When the row is decided again for the resulting user, it changes nothing more.
        if again.outcome == Outcome::Updated {
            let after = updated_user(&again, ann(&world), &context, false);
            decide(&mut again, Some(&after), &context, &world);
            prop_assert_eq!((again.outcome, again.reason), (Outcome::Skipped, Some(Reason::Unchanged)));
        }
        let absent = plan_absent(&world, Some(ann(&world)), None);
        prop_assert_eq!(&absent, &plan_absent(&world, Some(ann(&world)), None));
        if absent.is_some_and(|row| row.outcome == Outcome::Disabled) {
            prop_assert_eq!(plan_absent(&world, Some(&after_absence(&world).1), None), None);
        }
    }
}
