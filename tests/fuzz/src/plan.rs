//! Plans for arbitrary files.

use rollcall_domain::{
    header::read_header,
    ids::ImportId,
    plan::{Drafts, KeyedHasher, Planner, Read, new_user},
    problem::{Language, ROW_PROBLEMS_MAX, Severity, message::message},
    row::{Outcome, Summary},
};

use crate::world::{World, context, decoder, options};

/// Checks that every row has one outcome and fails if and only if it has an error, and that a second plan, run over the users created by
/// the first, does not create any of them again.
pub(crate) fn plan(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let mut world = World::new();
    let first = plan_once(*choice, bytes, &mut world);
    let again = plan_once(*choice, bytes, &mut world);
    assert_eq!(again.created, 0, "all users exist by now");
    assert_eq!(first.rows(), again.rows());
}

fn plan_once(choice: u8, bytes: &[u8], world: &mut World) -> Summary {
    let options = options(choice);
    let layout = options.layout.layout();
    let import_id = ImportId::from("import");
    let context = context(&import_id, &options);
    let mut decoder = decoder(options.layout, bytes);
    let mut summary = Summary::default();
    let Ok(Some(record)) = decoder.next_record() else { return summary };
    let (header, problems) = read_header(&record, layout);
    if problems.iter().any(|problem| problem.code.refuses_file()) {
        return summary;
    }
    let mut planner = Planner::new(layout, header, KeyedHasher::new([7; 16]));
    let (mut created, mut drafts) = (Vec::new(), Drafts::default());
    let mut last = record.row;
    while let Ok(Some(record)) = decoder.next_record() {
        let Read::Draft = planner.read(&record, &mut drafts) else { continue };
        let row = planner.plan(&mut drafts, 0, world, &context);
        drafts = Drafts::default();
        assert!(row.row > last && row.line >= row.row);
        last = row.row;
        let has_error = row.problems.iter().any(|problem| problem.severity() == Severity::Error);
        assert!(row.problems.len() <= ROW_PROBLEMS_MAX);
        // Beyond the limit, an error makes the row fail without being listed.
        assert!(has_error == (row.outcome == Outcome::Failed) || row.problems.len() >= ROW_PROBLEMS_MAX, "{row:?}");
        for problem in &row.problems {
            assert!(message(problem, Language::English).ends_with('.'));
        }
        summary.count(&row);
        if row.outcome == Outcome::Created {
            let user = new_user(&row, &context);
            assert!(!user.address.is_empty() && user.courses.len() == row.assigned.len());
            created.push(user);
        }
    }
    for problem in planner.into_file_problems() {
        assert!(message(&problem, Language::English).ends_with('.'));
    }
    let count = created.len();
    let before = world.users.len();
    world.users.extend(created.into_iter().map(|user| (user.address.clone(), user)));
    assert_eq!(world.users.len(), before + count, "one address, one user");
    summary
}
