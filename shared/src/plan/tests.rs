#![allow(clippy::unwrap_used, reason = "tests")]

mod decide;
mod feed;
mod reading;
mod undo;

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::{
    catalog::{Cohort, Company, Course},
    decode::Decoder,
    feed::{FeedId, FeedName},
    header::read_header,
    ids::{CompanyId, ImportId},
    import::Options,
    layout::LayoutName,
    row::{Outcome, Reason},
    unknown::Unknown,
    user::{Assignment, COURSES_MAX, HISTORY_MAX, HistoryEntry, InvitationState},
};

struct World {
    acme: CompanyCatalog,
    users: BTreeMap<String, User>,
    /// Address keys of users, by identifier.
    holders: BTreeMap<&'static str, &'static str>,
    names: Vec<String>,
}

impl World {
    fn new() -> Self {
        let cohort = |id: &str, name: &str| Cohort { id: id.into(), name: name.into() };
        let course = |id: &str, title: &str| Course { id: id.into(), title: title.into() };
        let acme = CompanyCatalog::new(
            Company { id: "acme".into(), name: "Acme".into() },
            vec![cohort("spring", "Spring"), cohort("autumn", "Autumn")],
            vec![course("a", "Safety – Basics"), course("b", "Sales"), course("b2", "sales ")],
        );
        Self { acme, users: BTreeMap::new(), holders: BTreeMap::new(), names: vec!["Acme".into()] }
    }
}

impl CatalogLookup for World {
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog> {
        (self.acme.company().id == *id).then_some(&self.acme)
    }
}

impl Lookups for World {
    fn company_named(&self, name: &str) -> Option<&CompanyCatalog> {
        (name == "Acme" || self.acme.company_by_alias(name).is_some()).then_some(&self.acme)
    }
    fn user(&self, address: &str) -> Option<&User> {
        self.users.get(address)
    }
    fn holder(&self, identifier: &str, address: &str) -> Option<&str> {
        self.holders.get(identifier).copied().filter(|holder| *holder != address)
    }
    fn company_names(&self) -> &[String] {
        &self.names
    }
}

const HEADER: &str =
    "enabled,name,last_name,email,companyName,cohortName,languageCode,module requested 1,module requested 2\n";

fn plan(world: &World, rows: &str, change: impl FnOnce(&mut Options), admin: Option<&str>) -> (Vec<Row>, Vec<Problem>) {
    plan_of_feed(world, rows, change, admin, None)
}

fn plan_of_feed(
    world: &World,
    rows: &str,
    change: impl FnOnce(&mut Options),
    admin: Option<&str>,
    feed: Option<&FeedId>,
) -> (Vec<Row>, Vec<Problem>) {
    let mut options = Options::of_layout(LayoutName::Enrolment);
    change(&mut options);
    let layout = options.layout.layout();
    let mut decoder = Decoder::new(layout);
    decoder.push(HEADER.as_bytes());
    decoder.push(rows.as_bytes());
    decoder.finish();
    let (header, problems) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
    assert_eq!(problems, []);
    let mut planner = Planner::new(layout, header, KeyedHasher::new([7; 16]));
    let import_id = ImportId::from("import");
    let context = PlanContext {
        import_id: &import_id,
        options: &options,
        started_by_address: admin,
        feed,
        now: Timestamp::UNIX_EPOCH,
    };
    let mut drafts = Drafts::default();
    while let Some(record) = decoder.next_record().unwrap() {
        planner.read(&record, &mut drafts);
    }
    let done = (0..drafts.len()).map(|index| planner.plan(&mut drafts, index, world, &context)).collect();
    (done, planner.into_file_problems())
}

/// Returns the user that an earlier import of this row created.
fn existing(world: &World, row: &str) -> User {
    let (rows, _) = plan(world, row, |_| {}, None);
    let earlier = ImportId::from("earlier");
    let options = Options::of_layout(LayoutName::Enrolment);
    let context = PlanContext {
        import_id: &earlier,
        options: &options,
        started_by_address: None,
        feed: None,
        now: Timestamp::UNIX_EPOCH,
    };
    new_user(&rows[0], &context)
}

const ANN: &str = "1,Ann,Lee,ann@example.org,Acme,Spring,en,Safety - basics,\n";

#[test]
fn suggestions_are_searched_once_per_name_and_for_the_first_thousand() {
    let count = SUGGESTED_MAX + 2;
    let row = |n: usize, company: &str, cohort: &str, title: &str| {
        format!("1,Ann,Lee,ann{n}@example.org,{company},{cohort},en,{title},\n")
    };
    // Each name is the known name plus a word, so that all are similar to it. The first one is repeated at the end.
    let names: Vec<String> = (0..count).chain([0]).map(|n| format!("w{n}")).collect();
    for (code, file) in [
        (
            Code::CompanyUnmatched,
            names.iter().enumerate().map(|(n, w)| row(n, &format!("Acme {w}"), "", "")).collect::<String>(),
        ),
        (
            Code::CohortUnmatched,
            names.iter().enumerate().map(|(n, w)| row(n, "Acme", &format!("Spring {w}"), "")).collect(),
        ),
        (
            Code::CourseUnmatched,
            names.iter().enumerate().map(|(n, w)| row(n, "Acme", "", &format!("Sales {w}"))).collect(),
        ),
    ] {
        let (rows, of_file) = plan(&World::new(), &file, |_| {}, None);
        let problems: Vec<&Problem> = if code == Code::CourseUnmatched {
            of_file.iter().collect()
        } else {
            rows.iter().map(|row| &row.problems[0]).collect()
        };
        let suggested = |problem: &Problem| usize::from(!problem.suggestions.is_empty());
        assert!(problems.iter().all(|problem| problem.code == code));
        assert_eq!(
            problems[..count].iter().map(|problem| suggested(problem)).sum::<usize>(),
            SUGGESTED_MAX,
            "{code:?}"
        );
        assert_eq!(
            problems[SUGGESTED_MAX..count].iter().map(|problem| suggested(problem)).sum::<usize>(),
            0,
            "{code:?}"
        );
        // A repeated name gets the same suggestions without a search; a title is reported once for all of its rows.
        match problems.get(count) {
            Some(again) => assert_eq!(
                (again.found.as_str(), &again.suggestions),
                (problems[0].found.as_str(), &problems[0].suggestions)
            ),
            None => assert_eq!(problems[0].rows, Some(2)),
        }
    }
}

#[test]
fn new_row_creates_and_counts_its_courses() {
    let (rows, problems) = plan(&World::new(), ANN, |options| options.send_invitations = true, None);
    assert_eq!(problems, []);
    assert_eq!((rows[0].outcome, rows[0].invited), (Outcome::Created, true));
    assert_eq!(rows[0].assigned, ["a".into()]);
}

#[test]
fn spaces_around_a_cell_are_not_part_of_it() {
    let (expected, _) = plan(&World::new(), ANN, |_| {}, None);
    for row in [
        " 1, Ann, Lee, ann@example.org, Acme, Spring, en, Safety - basics, \n",
        "1 ,Ann ,Lee ,ann@example.org ,Acme ,Spring ,en ,Safety - basics ,\n",
        " 1 ,  Ann  , Lee , ann@example.org , Acme , Spring , en , Safety - basics ,  \n",
    ] {
        let (rows, problems) = plan(&World::new(), row, |_| {}, None);
        assert_eq!(problems, []);
        assert_eq!(rows, expected, "{row}");
    }
}

#[test]
fn existing_row_follows_the_options() {
    let mut world = World::new();
    world.users.insert("ann@example.org".into(), existing(&world, ANN));
    let changed = "0,Anna,,ann@example.org,Acme,,de,Sales,Safety – Basics\n";
    let (rows, _) = plan(&world, changed, |_| {}, None);
    assert_eq!((rows[0].outcome, rows[0].reason), (Outcome::Skipped, Some(Reason::Exists)));
    let (rows, _) = plan(&world, changed, |options| options.update_existing = true, None);
    let columns: Vec<&str> = rows[0].changes.iter().map(|change| change.column.as_str()).collect();
    // Empty cells retain last name and cohort; the existing course is not new.
    assert_eq!(columns, ["enabled", "name", "languageCode"]);
    assert_eq!(rows[0].assigned, ["b".into()]);
    let (rows, _) = plan(&world, ANN, |options| options.update_existing = true, None);
    assert_eq!((rows[0].outcome, rows[0].reason), (Outcome::Skipped, Some(Reason::Unchanged)));
}

#[test]
fn row_that_would_give_a_user_too_many_courses_is_refused() {
    let mut world = World::new();
    let row = "1,Anna,Lee,ann@example.org,Acme,Spring,en,Sales,Safety – Basics\n";
    for (stored, expected) in [(COURSES_MAX - 2, None), (COURSES_MAX - 1, Some((COURSES_MAX + 1) as u64))] {
        let mut user = existing(&world, "1,Ann,Lee,ann@example.org,Acme,Spring,en,,\n");
        let assignment = Assignment { import_id: "i".into(), at: Timestamp::UNIX_EPOCH, company_id: "acme".into() };
        user.courses = (0..stored).map(|n| (format!("c{n}").into(), assignment.clone())).collect();
        world.users.insert("ann@example.org".into(), user);
        let (rows, _) = plan(&world, row, |options| options.update_existing = true, None);
        let problem = rows[0].problems.last();
        assert_eq!(problem.map(|problem| problem.code), expected.map(|_| Code::CoursesTooMany), "{stored}");
        assert_eq!(problem.and_then(|problem| problem.count), expected);
        let is_refused =
            rows[0].outcome == Outcome::Failed && rows[0].assigned.is_empty() && rows[0].changes.is_empty();
        assert_eq!(is_refused, expected.is_some());
    }
}

#[test]
fn another_company_with_an_empty_cohort_clears_the_cohort_and_keeps_courses() {
    let mut world = World::new();
    let mut user = existing(&world, ANN);
    user.company_id = Some("former".into());
    user.cohort_id = Some("old".into());
    world.users.insert("ann@example.org".into(), user.clone());
    let row = "1,Ann,Lee,ann@example.org,Acme,,en,,\n";
    let (rows, _) = plan(&world, row, |options| options.update_existing = true, None);
    let import_id = ImportId::from("import");
    let options = Options::of_layout(LayoutName::Enrolment);
    let context = PlanContext {
        import_id: &import_id,
        options: &options,
        started_by_address: None,
        feed: None,
        now: Timestamp::UNIX_EPOCH,
    };
    let after = updated_user(&rows[0], &user, &context, false);
    assert_eq!((after.company_id, after.cohort_id), (Some("acme".into()), None));
    assert_eq!(after.courses, user.courses);
    assert_eq!(after.version, user.version + 1);
}

#[test]
fn row_that_would_disable_the_admin_is_refused() {
    let mut world = World::new();
    let row = "0,Ann,Lee,Ann@example.org,Acme,Spring,en,,\n";
    let code = |rows: &[Row]| rows[0].problems.last().map(|problem| problem.code);
    let (rows, _) = plan(&world, row, |_| {}, Some("ann@example.org"));
    assert_eq!(code(&rows), Some(Code::SelfDisable));
    world.users.insert("ann@example.org".into(), existing(&world, ANN));
    let (rows, _) = plan(&world, row, |options| options.update_existing = true, Some("ann@example.org"));
    assert_eq!((rows[0].outcome, code(&rows)), (Outcome::Failed, Some(Code::SelfDisable)));
    // A skipped row disables no one, so it is not refused.
    let (rows, _) = plan(&world, row, |_| {}, Some("ann@example.org"));
    assert_eq!(rows[0].outcome, Outcome::Skipped);
}

#[test]
fn row_that_would_disable_the_admin_quotes_its_cell_as_the_file_holds_it() {
    let mut world = World::new();
    for is_known in [false, true] {
        for (cell, found) in [("0", "0"), (" 0 ", "0"), ("FALSE", "FALSE"), ("Nein", "Nein")] {
            let row = format!("{cell},Ann,Lee,ann@example.org,Acme,Spring,en,,\n");
            let (rows, _) = plan(&world, &row, |options| options.update_existing = true, Some("ann@example.org"));
            let problem = rows[0].problems.last().unwrap();
            assert_eq!((problem.code, problem.column.as_deref()), (Code::SelfDisable, Some("enabled")), "{is_known}");
            assert_eq!(problem.found, found, "{is_known}");
        }
        world.users.insert("ann@example.org".into(), existing(&world, ANN));
    }
}

#[test]
fn rows_that_differ_only_in_the_word_for_disabled_are_one_row() {
    let rows = ["0", "FALSE", "nein"].map(|cell| format!("{cell},Ann,Lee,ann@example.org,Acme,Spring,en,,\n"));
    let (rows, _) = plan(&World::new(), &rows.concat(), |_| {}, None);
    assert_eq!((rows.len(), rows[0].outcome, rows[0].person.enabled), (1, Outcome::Created, Some(false)));
}

#[test]
fn row_that_fails_after_it_was_read_lists_no_more_problems_than_others() {
    let problems = vec![Problem::new(Code::CourseRepeated); ROW_PROBLEMS_MAX];
    let mut row = Row { problems, ..Row::new(2, 2, crate::row::Person::default()) };
    row.user_id = Some("never-created".into());
    fail(&mut row, Problem::new(Code::SelfDisable));
    assert_eq!(row.user_id, None, "the row has no user");
    assert_eq!(row.problems.len(), ROW_PROBLEMS_MAX);
    assert_eq!(row.problems.last().map(|problem| problem.code), Some(Code::SelfDisable));
}

#[test]
fn held_invitation_is_released_only_by_an_import_that_sends() {
    let mut world = World::new();
    let mut user = existing(&world, ANN);
    user.enabled = false;
    user.invitation = InvitationState::Held;
    world.users.insert("ann@example.org".into(), user.clone());
    for (sends, released) in [(true, InvitationState::Queued), (false, InvitationState::Held)] {
        let mut options = Options::of_layout(LayoutName::Enrolment);
        options.send_invitations = sends;
        let change = |wanted: &mut Options| {
            wanted.update_existing = true;
            wanted.send_invitations = sends;
        };
        let (rows, _) = plan(&world, ANN, change, None);
        assert_eq!(rows[0].invited, sends);
        let import_id = ImportId::from("import");
        let context = PlanContext {
            import_id: &import_id,
            options: &options,
            started_by_address: None,
            feed: None,
            now: Timestamp::UNIX_EPOCH,
        };
        let after = updated_user(&rows[0], &user, &context, false);
        assert_eq!(after.invitation, released);
        let requested_by = after.invited.and_then(|invited| invited.import_id);
        assert_eq!(requested_by, sends.then(|| import_id.clone()));
    }
}

#[test]
fn held_invitation_of_an_enabled_user_stays_held() {
    let mut world = World::new();
    let mut user = existing(&world, ANN);
    user.invitation = InvitationState::Held;
    world.users.insert("ann@example.org".into(), user);
    let changed = "1,Anna,Lee,ann@example.org,Acme,Spring,en,,\n";
    let change = |wanted: &mut Options| {
        wanted.update_existing = true;
        wanted.send_invitations = true;
    };
    let (rows, _) = plan(&world, changed, change, None);
    assert_eq!((rows[0].outcome, rows[0].invited), (Outcome::Updated, false));
}

#[test]
fn unmatched_titles_are_reported_once_each_with_their_rows() {
    let rows = "1,A,,a@example.org,Acme,,en,Safty Basics,Safety - BASICS\n\
                x,B,,b@example.org,Acme,,en,Safty Basics,Nothing Alike\n\
                1,C,,c@example.org,Nowhere,,en,Whatever,\n";
    let (planned, problems) = plan(&World::new(), rows, |_| {}, None);
    let reported: Vec<_> =
        problems.iter().map(|problem| (problem.found.as_str(), problem.rows, &problem.first_rows[..])).collect();
    assert_eq!(reported, [("Safty Basics", Some(2), &[2, 3][..]), ("Nothing Alike", Some(1), &[3][..])]);
    assert_eq!(problems[0].suggestions, ["Safety – Basics"]);
    assert!(!problems.iter().any(reported_by_row) && planned[2].problems.iter().all(reported_by_row));
    // The titles in a row with an unmatched company are not matched.
    assert_eq!(planned[2].problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::CompanyUnmatched]);
    assert!(planned.iter().all(|row| row.outcome == Outcome::Failed));
}

#[test]
fn title_that_folds_onto_two_courses_is_ambiguous_unless_it_equals_one() {
    let (planned, problems) = plan(&World::new(), "1,A,,a@example.org,Acme,,en,SALES,\n", |_| {}, None);
    assert_eq!((problems[0].code, planned[0].outcome), (Code::CourseAmbiguous, Outcome::Failed));
    assert_eq!(problems[0].suggestions.len(), 2);
    let (planned, problems) = plan(&World::new(), "1,A,,a@example.org,Acme,,en,Sales,\n", |_| {}, None);
    assert_eq!((problems.len(), planned[0].outcome), (0, Outcome::Created));
}

#[test]
fn history_discards_the_oldest_entries_and_retains_the_latest() {
    let mut user = existing(&World::new(), ANN);
    for n in 0..20_u64 {
        let import_id = ImportId::from(format!("import-{n}"));
        user.remember(HistoryEntry {
            import_id,
            row: n,
            outcome: Outcome::Updated,
            invited: false,
            never_invited: false,
            assigned: Vec::new(),
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        });
    }
    assert_eq!(user.history.len(), HISTORY_MAX);
    assert_eq!(user.history.last().map(|entry| entry.row), Some(19));
    assert_eq!(user.history.first().map(|entry| entry.row), Some(12));
}

#[test]
fn column_letters_are_those_of_spreadsheets() {
    for (index, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(column_letters(index), letters);
    }
}

proptest! {
    #[test]
    fn any_row_gets_an_outcome_or_a_problem(text in "[ -~\n\"éß＝]{0,300}") {
        let mut decoder = Decoder::new(LayoutName::Enrolment.layout());
        decoder.push(HEADER.as_bytes());
        decoder.push(text.as_bytes());
        decoder.finish();
        let layout = LayoutName::Enrolment.layout();
        let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
        let mut planner = Planner::new(layout, header, KeyedHasher::new([7; 16]));
        let (import_id, options, world) = (ImportId::from("i"), Options::of_layout(LayoutName::Enrolment), World::new());
        let context = PlanContext { import_id: &import_id, options: &options, started_by_address: None, feed: None, now: Timestamp::UNIX_EPOCH };
        let mut drafts = Drafts::default();
        while let Ok(Some(record)) = decoder.next_record() {
            planner.read(&record, &mut drafts);
        }
        for index in 0..drafts.len() {
            let row = planner.plan(&mut drafts, index, &world, &context);
            prop_assert!(row.outcome != Outcome::Failed || !row.problems.is_empty());
        }
    }
}

#[test]
fn titles_beyond_the_reported_ones_are_only_counted() {
    let (titles, further, columns) = (10_000, 3_000, 2);
    let row = |n| format!("1,Ann,Lee,ann{n}@example.org,Acme,,en,\"t{}\",\"t{}\"", 2 * n, 2 * n + 1);
    let rows = (0..(titles + further) / columns).map(row).collect::<Vec<_>>().join("\n") + "\n";
    let (_, problems) = plan(&World::new(), &rows, |_| {}, None);
    assert_eq!(problems.len(), titles + 1);
    let last = problems.last().unwrap();
    assert_eq!((last.code, last.hint), (Code::CourseUnmatched, Some(Hint::FurtherTitles)));
    assert_eq!((last.count, last.rows), (Some(further as u64), Some((further / columns) as u64)));
    assert_eq!(last.first_rows.first(), Some(&(2 + (titles / columns) as u64)));
}

#[test]
fn rows_beyond_the_listed_problems_have_one_problem_each() {
    let count = PROBLEMS_LISTED_MAX;
    let rows: String = (0..count).map(|_| "x,,,@,,,\n").collect();
    let (rows, _) = plan(&World::new(), &rows, |_| {}, None);
    assert!(rows[0].problems.len() >= 5 && rows.iter().all(|row| row.outcome == Outcome::Failed));
    let last = rows.last().unwrap();
    assert_eq!((last.problems.len(), last.problems[0].severity()), (1, Severity::Error));
    let listed: usize = rows.iter().map(|row| row.problems.len()).sum();
    assert!(listed <= PROBLEMS_LISTED_MAX + count, "{listed}");
}
