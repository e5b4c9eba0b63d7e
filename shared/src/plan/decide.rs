//! Decides the outcome of a row without errors, given the current user. Planning and applying share this decision.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    catalog::CompanyCatalog,
    feed::FeedId,
    ids::{CohortId, CompanyId, CourseId, Id, ImportId, UserId},
    import::{Import, Options},
    invitation::Invitation,
    layout::{Column, ExistingUsers, Field, Layout, Value, Values},
    problem::{Code, Problem, ROW_PROBLEMS_MAX},
    row::{Change, Outcome, Reason, Row},
    unknown::Unknown,
    user::{Assignment, COURSES_MAX, HistoryEntry, InvitationState, Origin, Released, User},
};

/// What a decision depends on, besides the row and the user.
#[derive(Debug, Clone, Copy)]
pub struct PlanContext<'a> {
    pub import_id: &'a ImportId,
    pub options: &'a Options,
    /// Address of the admin who started the import, if known.
    pub started_by_address: Option<&'a str>,
    pub feed: Option<&'a FeedId>,
    /// The time recorded with the changes.
    pub now: Timestamp,
}

impl<'a> PlanContext<'a> {
    pub fn of(import: &'a Import, now: Timestamp) -> Self {
        Self {
            import_id: import.id(),
            options: import.options(),
            started_by_address: import.started_by_address(),
            feed: import.feed().map(|file| &file.id),
            now,
        }
    }
}

/// Finds companies by id, to name a user's company and cohort and to check that they still exist.
pub trait CatalogLookup {
    /// Returns the company's catalog, if the company still exists.
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog>;
}

/// Decides a row: sets its outcome and its changes.
///
/// The row must have no errors, and its company, cohort and courses must be matched.
pub fn decide(row: &mut Row, existing: Option<&User>, context: &PlanContext<'_>, names: &impl CatalogLookup) {
    let layout = context.options.layout.layout();
    reset(row);
    row.version = existing.map(|user| user.version);
    row.user_id = existing.map(|user| user.user_id.clone());
    let disables_self =
        row.person.enabled == Some(false) && context.started_by_address == Some(row.person.address.as_str());
    let Some(user) = existing else {
        if disables_self {
            return fail(row, Problem::new(Code::SelfDisable).column(layout.label(Field::Enabled)));
        }
        become_created(row, context.options);
        row.user_id = Some(UserId::of_row(row.key, context.import_id, row.row));
        return;
    };
    let is_uninvited = has_no_invitation(user) && !user.activated;
    let mut skip = |reason| {
        row.outcome = Outcome::Skipped;
        row.reason = Some(reason);
        row.never_invited = is_uninvited && user.enabled;
    };
    if layout.existing_users == ExistingUsers::Refuse {
        fail(row, user_exists(layout, row));
        row.never_invited = is_uninvited && user.enabled;
        return;
    }
    if context.feed.is_some() && user.feed.is_some() && context.feed != user.feed.as_ref() {
        return skip(Reason::OtherFeed);
    }
    if !context.options.update_existing {
        return skip(Reason::Exists);
    }
    if disables_self && user.enabled {
        return fail(row, Problem::new(Code::SelfDisable).column(layout.label(Field::Enabled)));
    }
    row.enabled_kept = keeps_disabled(row, user, context);
    row.changes = changes(layout, row, user, names);
    if context.feed.is_some() && user.feed.is_none() {
        row.changes.push(Change::of_feed(None, context.feed));
    }
    row.retained = retained(row, user, names);
    row.assigned =
        row.courses.iter().map(|course| &course.id).filter(|id| !user.courses.contains_key(*id)).cloned().collect();
    let courses = user.courses.len() + row.assigned.len();
    if courses > COURSES_MAX && !row.assigned.is_empty() {
        return fail(row, Problem::new(Code::CoursesTooMany).limit(COURSES_MAX as u64, courses as u64));
    }
    if row.changes.is_empty() && row.assigned.is_empty() {
        row.outcome = Outcome::Skipped;
        row.reason = Some(Reason::Unchanged);
    } else {
        row.outcome = Outcome::Updated;
    }
    decide_invitation(row, user, context);
}

/// Decides whether a row invites its existing user.
///
/// Must be called again with the user who is about to be written: an invitation can change without a change of the user's version, for
/// example because it was due and is now held.
pub fn decide_invitation(row: &mut Row, user: &User, context: &PlanContext<'_>) {
    row.invited = releases_invitation(row, user, context);
    row.never_invited = has_no_invitation(user) && !user.activated && !row.invited && enabled_after(row, user);
}

/// Returns the problem for a row whose user exists, in a layout that only adds users.
pub(super) fn user_exists(layout: &Layout, row: &Row) -> Problem {
    Problem::new(Code::UserExists).column(layout.label(Field::Email)).found(row.person.values.email())
}

/// Fails a row with an additional problem, which replaces the last one if [`ROW_PROBLEMS_MAX`] are already listed. The row has no user
/// then: the id that it would have created must not look like that of a user.
pub fn fail(row: &mut Row, problem: Problem) {
    reset(row);
    row.outcome = Outcome::Failed;
    row.user_id = None;
    row.problems.truncate(ROW_PROBLEMS_MAX - 1);
    row.problems.push(problem.at(row.row, row.line));
}

/// Turns a row into one that creates its user, with all of its courses and, if the import sends invitations, an invitation.
pub fn become_created(row: &mut Row, options: &Options) {
    reset(row);
    row.outcome = Outcome::Created;
    row.assigned = row.courses.iter().map(|course| course.id.clone()).collect();
    let state = InvitationState::of_new_user(row.person.enabled.unwrap_or(true), options.send_invitations);
    row.invited = state == InvitationState::Queued;
}

fn reset(row: &mut Row) {
    row.reason = None;
    row.changes.clear();
    row.assigned.clear();
    row.retained = Values::default();
    row.invited = false;
    row.never_invited = false;
    row.enabled_kept = false;
}

/// Returns `true` if the row would enable a user who stays disabled: a feed enables only people whom a feed has disabled.
fn keeps_disabled(row: &Row, user: &User, context: &PlanContext<'_>) -> bool {
    context.feed.is_some() && row.person.enabled == Some(true) && !user.enabled && !user.disabled_by_feed
}

fn enabled_after(row: &Row, user: &User) -> bool {
    !row.enabled_kept && row.person.enabled.unwrap_or(user.enabled)
}

fn disabled_by_feed_after(row: &Row, user: &User, context: &PlanContext<'_>) -> bool {
    match (user.enabled, enabled_after(row, user)) {
        (_, true) => false,
        (true, false) => context.feed.is_some(),
        (false, false) => user.disabled_by_feed,
    }
}

/// Returns `true` if no invitation was requested for the user, or the requested one is held.
fn has_no_invitation(user: &User) -> bool {
    matches!(user.invitation, InvitationState::None | InvitationState::Held)
}

/// Returns `true` if the row enables a user who has no invitation and has not activated the account, and the import sends invitations.
fn releases_invitation(row: &Row, user: &User, context: &PlanContext<'_>) -> bool {
    enabled_after(row, user)
        && !user.enabled
        && !user.activated
        && has_no_invitation(user)
        && context.options.send_invitations
}

/// Returns the user's company and cohort once the row is applied. An empty cohort cell retains the cohort unless the company changes.
fn membership_after(row: &Row, user: &User) -> (Option<CompanyId>, Option<CohortId>) {
    let person = &row.person;
    let moves = person.company_id.is_some() && person.company_id != user.company_id;
    let company = person.company_id.clone().or_else(|| user.company_id.clone());
    let cohort = match (&person.cohort_id, moves) {
        (Some(cohort), _) => Some(cohort.clone()),
        (None, true) => None,
        (None, false) => user.cohort_id.clone(),
    };
    (company, cohort)
}

/// Returns the values that the row changes, in layout order. An empty optional cell changes nothing, except that a new company clears the
/// cohort.
fn changes(layout: &Layout, row: &Row, user: &User, names: &impl CatalogLookup) -> Vec<Change> {
    let (company, cohort) = membership_after(row, user);
    let former = user.company_id.as_ref().and_then(|id| names.company(id));
    let change = |column: &Column| {
        let new = row.person.value(column.field).map(Value::as_str);
        let (old, is_changed) = match column.field {
            // The address is the identity; the form in which it was first typed is retained.
            Field::Email => return None,
            Field::Company => {
                let old = user.company_id.as_ref().map(|id| company_name(former, id));
                (old, company != user.company_id)
            }
            Field::Cohort => {
                let old = user.cohort_id.as_ref().map(|id| cohort_name(former, id));
                (old, cohort != user.cohort_id)
            }
            Field::Enabled => {
                let old = user.value(column.field).map(Value::as_str);
                (old, enabled_after(row, user) != user.enabled)
            }
            field => {
                let old = user.value(field).map(Value::as_str);
                (old, new.is_some() && old != new)
            }
        };
        let (old_id, new_id) = match column.field {
            Field::Company => (text_of(user.company_id.as_ref()), text_of(company.as_ref())),
            Field::Cohort => (text_of(user.cohort_id.as_ref()), text_of(cohort.as_ref())),
            _ => (None, None),
        };
        is_changed.then(|| Change {
            column: column.label.to_owned(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            old_id,
            new_id,
        })
    };
    layout.columns.iter().filter_map(change).collect()
}

fn text_of<T>(id: Option<&Id<T>>) -> Option<String> {
    id.map(|id| id.as_str().to_owned())
}

fn retained(row: &Row, user: &User, names: &impl CatalogLookup) -> Values {
    let mut retained = Values::default();
    for (field, stored) in user.values.iter() {
        if row.person.values.get(field).is_none() {
            retained.set(field, stored);
        }
    }
    if let (company, Some(id)) = membership_after(row, user)
        && row.person.cohort_id.is_none()
    {
        let company = company.as_ref().and_then(|company| names.company(company));
        retained.set(Field::Cohort, cohort_name(company, &id));
    }
    retained
}

/// Returns the name of a company, or its id if the catalog no longer contains it.
pub(super) fn company_name<'a>(company: Option<&'a CompanyCatalog>, id: &'a CompanyId) -> &'a str {
    company.map_or(id.as_str(), |company| &company.company().name)
}

/// Returns the name of a cohort, or its id if the catalog no longer contains it.
pub(super) fn cohort_name<'a>(company: Option<&'a CompanyCatalog>, id: &'a CohortId) -> &'a str {
    company.and_then(|company| company.cohort_by_id(id)).map_or(id.as_str(), |cohort| cohort.name.as_str())
}

pub fn new_user(row: &Row, context: &PlanContext<'_>) -> User {
    let person = &row.person;
    let enabled = person.enabled.unwrap_or(true);
    let invitation = InvitationState::of_new_user(enabled, context.options.send_invitations);
    let is_asked = invitation != InvitationState::None;
    User {
        user_id: row.user_id.clone().unwrap_or_else(|| UserId::of_row(row.key, context.import_id, row.row)),
        address: person.address.clone(),
        enabled,
        values: person.values.iter().filter(|(field, _)| field.is_stored_text()).collect(),
        company_id: person.company_id.clone(),
        cohort_id: person.cohort_id.clone(),
        feed: context.feed.cloned(),
        disabled_by_feed: context.feed.is_some() && !enabled,
        activated: false,
        signed_in_at: None,
        invitation,
        invitation_serial: 0,
        undone_entries_removed: 0,
        invited: is_asked.then(|| Box::new(Invitation::of_import(context.import_id, context.now))),
        courses: assignments(row, context),
        version: 1,
        created_by: Origin { import_id: context.import_id.clone(), row: row.row },
        created_at: context.now,
        updated_at: context.now,
        history: vec![history_entry(row, context, None)],
    }
}

/// Returns the user as updated by a row whose [invitation was decided](decide_invitation) for this user. If the row was `replanned`, the
/// history entry records the changes, because they may differ from those in the plan.
pub fn updated_user(row: &Row, before: &User, context: &PlanContext<'_>, replanned: bool) -> User {
    let person = &row.person;
    let (company_id, cohort_id) = membership_after(row, before);
    let mut after = User {
        enabled: enabled_after(row, before),
        company_id,
        cohort_id,
        feed: context.feed.or(before.feed.as_ref()).cloned(),
        disabled_by_feed: disabled_by_feed_after(row, before, context),
        version: before.version + 1,
        updated_at: context.now,
        ..before.clone()
    };
    for (field, text) in person.values.iter().filter(|(field, _)| field.is_stored_text() && *field != Field::Email) {
        after.values.set(field, text);
    }
    after.courses.extend(assignments(row, context));
    let mut entry = history_entry(row, context, replanned.then(|| row.changes.clone()));
    entry.was_disabled_by_feed = before.disabled_by_feed && after.enabled;
    if row.invited {
        entry.released = Some(Box::new(Released::of(before)));
        after.release_invitation(context.import_id, context.now);
    }
    after.remember(entry);
    after
}

fn assignments(row: &Row, context: &PlanContext<'_>) -> BTreeMap<CourseId, Assignment> {
    let Some(company_id) = &row.person.company_id else { return BTreeMap::new() };
    row.assigned
        .iter()
        .map(|id| {
            let import_id = context.import_id.clone();
            (id.clone(), Assignment { import_id, at: context.now, company_id: company_id.clone() })
        })
        .collect()
}

pub(super) fn history_entry(row: &Row, context: &PlanContext<'_>, changes: Option<Vec<Change>>) -> HistoryEntry {
    HistoryEntry {
        import_id: context.import_id.clone(),
        row: row.row,
        outcome: row.outcome,
        assigned: row.assigned.clone(),
        invited: row.invited,
        never_invited: changes.is_some() && row.never_invited,
        changes,
        released: None,
        was_disabled_by_feed: false,
        undo: None,
        unknown: Unknown::new(),
    }
}
