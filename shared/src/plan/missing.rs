//! Decides the row for a person who belongs to a feed but is absent from its file. Planning and applying share this decision.

use super::{
    CatalogLookup, PlanContext,
    decide::{cohort_name, company_name, history_entry},
};
use crate::{
    feed::RosterEntry,
    layout::{Field, Value},
    row::{Change, Outcome, Person, Reason, Row},
    user::User,
};

/// Returns the row for a person who is absent from the file and is due to be disabled; `None` if the user is gone or does not belong to the
/// feed.
///
/// `number` must be greater than the number of every earlier row. `names` are for reports: if the catalog does not contain the user's
/// company, its id is shown.
pub fn plan_missing(
    number: u64,
    entry: &RosterEntry,
    user: Option<&User>,
    context: &PlanContext<'_>,
    names: &impl CatalogLookup,
) -> Option<Row> {
    let user = user.filter(|user| user.user_id == entry.user_id)?;
    if context.feed.is_none() || user.feed.as_ref() != context.feed {
        return None;
    }
    let mut row = Row::new(number, 0, person_of(user, names));
    row.key = user.user_id.key().unwrap_or_default();
    row.user_id = Some(user.user_id.clone());
    row.version = Some(user.version);
    if !user.enabled {
        skip_missing(&mut row, Reason::Unchanged);
    } else if context.started_by_address == Some(user.address.as_str()) {
        skip_missing(&mut row, Reason::SelfDisable);
    } else {
        row.outcome = Outcome::Disabled;
        row.reason = Some(Reason::MissingFromFeed);
        row.person.enabled = Some(false);
        row.changes = changes(user, context);
    }
    Some(row)
}

/// Skips a row for this reason and leaves its user unchanged.
pub fn skip_missing(row: &mut Row, reason: Reason) {
    row.outcome = Outcome::Skipped;
    row.reason = Some(reason);
    row.changes.clear();
}

/// Shows the stored user in a row that an earlier attempt applied, because the user may have changed after the row was planned.
pub fn show_missing(row: &mut Row, user: &User, names: &impl CatalogLookup) {
    row.person = Person { enabled: Some(false), ..person_of(user, names) };
}

/// Returns the stored user as the person in a row.
pub(super) fn person_of(user: &User, names: &impl CatalogLookup) -> Person {
    let company = user.company_id.as_ref().and_then(|id| names.company(id));
    let mut values = user.values.clone();
    if let Some(id) = &user.company_id {
        values.set(Field::Company, company_name(company, id));
    }
    if let Some(id) = &user.cohort_id {
        values.set(Field::Cohort, cohort_name(company, id));
    }
    Person {
        address: user.address.clone(),
        enabled: Some(user.enabled),
        company_id: user.company_id.clone(),
        cohort_id: user.cohort_id.clone(),
        values,
    }
}

fn changes(user: &User, context: &PlanContext<'_>) -> Vec<Change> {
    let flag = |enabled| Some(Value::Flag(enabled).as_str().to_owned());
    let label = context.options.layout.layout().label(Field::Enabled);
    let enabled = Change { column: label.to_owned(), old: flag(true), new: flag(false), old_id: None, new_id: None };
    vec![enabled, Change::of_feed(user.feed.as_ref(), None)]
}

/// Returns the user as updated by the row for an absent person. A queued invitation is held when it is due, as for every disabled user.
pub fn missing_user(row: &Row, before: &User, context: &PlanContext<'_>) -> User {
    let mut after = User {
        enabled: false,
        feed: None,
        disabled_by_feed: true,
        version: before.version + 1,
        updated_at: context.now,
        ..before.clone()
    };
    after.remember(history_entry(row, context, None));
    after
}
