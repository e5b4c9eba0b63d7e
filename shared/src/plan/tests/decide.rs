//! What a row changes for an existing user, and what it records.

use super::*;
use crate::{ids::CourseId, layout::Values, row::Change};

fn later() -> Timestamp {
    Timestamp::from_second(1_000).unwrap()
}

#[test]
fn row_says_whether_it_invites_its_user_and_whether_no_import_has() {
    use InvitationState::{Held, None as Never, Queued, Sent};
    // Invitation, active, enabled; row, whether it updates, whether it sends; outcome, whether it invites, whether no import has.
    for (state, activated, stored, enabled, updates, sends, outcome, expected) in [
        (Never, false, true, 1, true, true, Outcome::Skipped, (false, true)),
        (Held, false, true, 1, true, true, Outcome::Skipped, (false, true)),
        (Queued, false, true, 1, true, true, Outcome::Skipped, (false, false)),
        (Never, true, true, 1, true, true, Outcome::Skipped, (false, false)),
        (Never, false, true, 0, true, true, Outcome::Updated, (false, false)),
        (Never, false, false, 1, true, true, Outcome::Updated, (true, false)),
        (Never, false, false, 1, true, false, Outcome::Updated, (false, true)),
        (Sent, false, false, 1, true, true, Outcome::Updated, (false, false)),
        (Never, true, false, 1, true, true, Outcome::Updated, (false, false)),
        (Never, false, true, 0, false, true, Outcome::Skipped, (false, true)),
        (Never, false, false, 1, false, true, Outcome::Skipped, (false, false)),
        (Sent, false, true, 1, false, true, Outcome::Skipped, (false, false)),
    ] {
        let mut world = World::new();
        let user = User { enabled: stored, invitation: state, activated, ..existing(&world, ANN) };
        world.users.insert(user.address.clone(), user);
        let change = |options: &mut Options| {
            options.update_existing = updates;
            options.send_invitations = sends;
        };
        let (rows, _) = plan(&world, &ANN.replacen('1', &enabled.to_string(), 1), change, None);
        let case = format!("{state:?} {activated} {stored} {enabled} {updates} {sends}");
        assert_eq!((rows[0].outcome, (rows[0].invited, rows[0].never_invited)), (outcome, expected), "{case}");
    }
}

#[test]
fn move_to_another_company_names_both_companies_and_the_former_cohort() {
    let mut world = World::new();
    let (company_id, cohort_id) = (Some("former".into()), Some("old".into()));
    let user = User { company_id, cohort_id, ..existing(&world, ANN) };
    world.users.insert(user.address.clone(), user);
    let row = "1,Ann,Lee,ann@example.org,Acme,,en,,\n";
    let (rows, _) = plan(&world, row, |options| options.update_existing = true, None);
    let text = |text: &str| Some(text.to_owned());
    let moved = Change {
        column: "companyName".to_owned(),
        old: text("former"),
        new: text("Acme"),
        old_id: text("former"),
        new_id: text("acme"),
    };
    let (column, old, old_id) = ("cohortName".to_owned(), text("old"), text("old"));
    let left = Change { column, old, new: None, old_id, new_id: None };
    assert_eq!(rows[0].changes, [moved, left]);
}

#[test]
fn row_shows_the_stored_values_that_its_empty_cells_retain() {
    let mut world = World::new();
    world.users.insert("ann@example.org".into(), existing(&world, ANN));
    let retained = Values::default().with(Field::LastName, "Lee");
    for (row, expected) in [
        ("1,Anna,,ann@example.org,Acme,,en,,\n", retained.clone().with(Field::Cohort, "Spring")),
        ("1,Anna,,ann@example.org,Acme,Autumn,en,,\n", retained),
        ("1,Anna,Low,ann@example.org,Acme,Autumn,en,,\n", Values::default()),
    ] {
        let (rows, _) = plan(&world, row, |options| options.update_existing = true, None);
        assert_eq!(rows[0].retained, expected, "{row}");
    }
}

#[test]
fn row_decided_again_has_nothing_of_the_former_decision() {
    let mut world = World::new();
    let ann = existing(&world, ANN);
    let changed = "0,Anna,,ann@example.org,Acme,,de,Sales,\n";
    let (created, _) = plan(&world, changed, |_| {}, None);
    world.users.insert(ann.address.clone(), ann.clone());
    let (updated, _) = plan(&world, changed, |options| options.update_existing = true, None);
    let (skipped, _) = plan(&world, changed, |_| {}, None);
    let import_id = ImportId::from("import");
    let options = Options::of_layout(LayoutName::Enrolment);
    let now = Timestamp::UNIX_EPOCH;
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
    let mut row = updated[0].clone();
    decide(&mut row, Some(&ann), &context, &world);
    assert_eq!(row, skipped[0]);
    decide(&mut row, None, &context, &world);
    assert_eq!(row, created[0]);
}

#[test]
fn updated_user_has_the_time_and_the_courses_of_the_import_and_its_changes_if_planned_again() {
    let mut world = World::new();
    let ann = existing(&world, ANN);
    world.users.insert(ann.address.clone(), ann.clone());
    let changed = "1,Anna,Lee,ann@example.org,Acme,Spring,en,Sales,\n";
    let (rows, _) = plan(&world, changed, |options| options.update_existing = true, None);
    assert!(rows[0].never_invited);
    let import_id = ImportId::from("import");
    let options = Options { update_existing: true, ..Options::of_layout(LayoutName::Enrolment) };
    let now = later();
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
    for replanned in [false, true] {
        let after = updated_user(&rows[0], &ann, &context, replanned);
        assert_eq!((after.created_at, after.updated_at), (Timestamp::UNIX_EPOCH, now));
        let assignment = Assignment { import_id: import_id.clone(), at: now, company_id: "acme".into() };
        assert_eq!(after.courses.get(&CourseId::from("b")), Some(&assignment));
        let entry = after.history.last().unwrap();
        assert_eq!((entry.row, entry.outcome, &entry.assigned), (2, Outcome::Updated, &rows[0].assigned));
        assert_eq!((entry.changes.is_some(), entry.never_invited), (replanned, replanned));
    }
}

#[test]
fn invitation_is_decided_for_the_user_who_is_written() {
    use InvitationState::{Held, Queued};
    let options =
        Options { update_existing: true, send_invitations: true, ..Options::of_layout(LayoutName::Enrolment) };
    let import_id = ImportId::from("import");
    let now = later();
    let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now };
    for (planned, current) in [(Queued, Held), (Held, Queued), (Held, Held), (Queued, Queued)] {
        let mut world = World::new();
        let user = |invitation| User { enabled: false, invitation, ..existing(&World::new(), ANN) };
        world.users.insert("ann@example.org".into(), user(planned));
        let change = |chosen: &mut Options| *chosen = options.clone();
        let (mut rows, _) = plan(&world, ANN, change, None);
        assert_eq!(rows[0].invited, planned == Held, "{planned:?}");
        decide_invitation(&mut rows[0], &user(current), &context);
        assert_eq!((rows[0].invited, rows[0].never_invited), (current == Held, false), "{planned:?} {current:?}");
        let after = updated_user(&rows[0], &user(current), &context, true);
        let entry = after.history.last().unwrap();
        let (is_released, is_recorded) = (entry.released.is_some(), entry.invited);
        assert_eq!((after.invitation, is_released, is_recorded), (Queued, current == Held, current == Held));
    }
}
