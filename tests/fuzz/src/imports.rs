//! One-row imports, whose cells are selected by a byte.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{FeedId, FeedName},
    header::read_header,
    ids::ImportId,
    import::Options,
    layout::LayoutName,
    plan::{Drafts, KeyedHasher, PlanContext, Planner, Read, new_user, updated_user},
    row::{Outcome, Row},
    user::User,
};

use crate::world::{World, decoder};

const HEADER: &str =
    "enabled,name,last_name,email,companyName,cohortName,languageCode,module requested 1,module requested 2";
/// Company, cohort, language and courses.
const PLACES: [&str; 6] = [
    "Acme,,en,,",
    "Acme,Spring,de,Sales,",
    "Acme,,en,Safety – Basics,Sales",
    "Beta,,de,,",
    "Beta,Autumn,en,Presenting Well,",
    "Beta,Autumn,en,Sales,Presenting Well",
];
const NAMES: [&str; 4] = ["Ann,", "Ann,Low", "Anna,Low", "Bea,Lee"];

pub(crate) fn feed(name: &str) -> Option<FeedId> {
    Some(FeedId { name: FeedName::parse(name)?, created_at: Timestamp::UNIX_EPOCH })
}

/// Imports a row for this address. Returns the result row and the user as written, or `None` if no user was created or updated.
pub(crate) fn import(
    world: &World,
    import_id: &ImportId,
    feed: Option<&FeedId>,
    address: &str,
    choice: u8,
) -> Option<(Row, User)> {
    let (enabled, choice) = (choice & 1, usize::from(choice >> 1));
    let (names, place) = (NAMES[choice % NAMES.len()], PLACES[choice / NAMES.len() % PLACES.len()]);
    let file = format!("{HEADER}\n{enabled},{names},{address},{place}\n");
    let options = Options { update_existing: true, ..Options::of_layout(LayoutName::Enrolment) };
    let layout = options.layout.layout();
    let context =
        PlanContext { import_id, options: &options, started_by_address: None, feed, now: Timestamp::UNIX_EPOCH };
    let mut decoder = decoder(options.layout, file.as_bytes());
    let (header, _) = read_header(&decoder.next_record().ok()??, layout);
    let mut planner = Planner::new(layout, header, KeyedHasher::new([7; 16]));
    let mut drafts = Drafts::default();
    let Read::Draft = planner.read(&decoder.next_record().ok()??, &mut drafts) else { return None };
    let row = planner.plan(&mut drafts, 0, world, &context);
    let user = match (row.outcome, world.users.get(address)) {
        (Outcome::Created, _) => new_user(&row, &context),
        (Outcome::Updated, Some(before)) => updated_user(&row, before, &context, false),
        _ => return None,
    };
    Some((row, user))
}
