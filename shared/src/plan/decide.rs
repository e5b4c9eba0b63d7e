//! What becomes of a sound row, given the user as it stands: the one decision that planning and applying share.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    catalog::CompanyCatalog,
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    import::Options,
    invitation::Invitation,
    layout::{ExistingUsers, Field, Layout},
    problem::{Code, Problem},
    row::{Change, Kept, Outcome, Reason, Row},
    user::{Assignment, COURSES_MAX, HistoryEntry, InvitationState, Origin, User},
};

/// Under which terms rows are decided.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The import.
    pub import_id: &'a ImportId,
    /// Its options.
    pub options: &'a Options,
    /// Address of the admin who started it, where known.
    pub started_by_address: Option<&'a str>,
    /// The time that is written on what changes.
    pub now: Timestamp,
}

/// Names of companies and cohorts that users had before.
pub trait FormerNames {
    /// The catalog of a company, if it still exists.
    fn company(&self, id: &CompanyId) -> Option<&CompanyCatalog>;
}

/// Decides a row: sets its outcome, and what is new.
///
/// The row is sound: its values are judged, its company, cohort and courses are matched.
pub fn decide(row: &mut Row, existing: Option<&User>, terms: &Terms<'_>, names: &impl FormerNames) {
    let layout = terms.options.layout.layout();
    row.reason = None;
    row.changes.clear();
    row.assigned.clear();
    row.kept = Kept::default();
    row.invited = false;
    row.version = existing.map(|user| user.version);
    row.user_id = existing.map(|user| user.user_id.clone());
    let disables_self =
        row.person.enabled == Some(false) && terms.started_by_address == Some(row.person.address.as_str());
    let Some(user) = existing else {
        if disables_self {
            return fail(row, Problem::file(Code::SelfDisable).column(label_of(layout, Field::Enabled)));
        }
        row.outcome = Outcome::Created;
        row.user_id = Some(UserId::of_row(row.key, terms.import_id, row.row));
        row.assigned = row.courses.iter().map(|course| course.id.clone()).collect();
        let state = InvitationState::of_new_user(row.person.enabled.unwrap_or(true), terms.options.send_invitations);
        row.invited = state == InvitationState::Queued;
        return;
    };
    if layout.existing_users == ExistingUsers::Refuse {
        let problem = Problem::file(Code::UserExists).column(label_of(layout, Field::Email)).found(&row.person.email);
        return fail(row, problem);
    }
    if !terms.options.update_existing {
        row.outcome = Outcome::Skipped;
        row.reason = Some(Reason::Exists);
        return;
    }
    if disables_self && user.enabled {
        return fail(row, Problem::file(Code::SelfDisable).column(label_of(layout, Field::Enabled)));
    }
    row.changes = changes(layout, row, user, names);
    row.kept = kept(row, user, names);
    row.assigned =
        row.courses.iter().map(|course| &course.id).filter(|id| !user.courses.contains_key(*id)).cloned().collect();
    let courses = user.courses.len() + row.assigned.len();
    if courses > COURSES_MAX && !row.assigned.is_empty() {
        return fail(row, Problem::file(Code::CoursesTooMany).limit(COURSES_MAX as u64, courses as u64));
    }
    if row.changes.is_empty() && row.assigned.is_empty() {
        row.outcome = Outcome::Skipped;
        row.reason = Some(Reason::Unchanged);
    } else {
        row.outcome = Outcome::Updated;
        row.invited = releases_invitation(row, user, terms);
    }
}

/// Whether the row enables a user whose invitation was held: only an import that sends invitations itself releases it.
fn releases_invitation(row: &Row, user: &User, terms: &Terms<'_>) -> bool {
    let enabled = row.person.enabled.unwrap_or(user.enabled);
    enabled && !user.enabled && user.invitation == InvitationState::Held && terms.options.send_invitations
}

/// Ends a row as failed with one more problem.
pub fn fail(row: &mut Row, problem: Problem) {
    row.outcome = Outcome::Failed;
    row.reason = None;
    row.kept = Kept::default();
    row.changes.clear();
    row.assigned.clear();
    row.invited = false;
    row.problems.push(problem.at(row.row, row.line));
}

fn label_of(layout: &Layout, field: Field) -> &'static str {
    layout.column(field).map_or("", |column| column.label)
}

/// The company and cohort that a user has after the row: a cohort stays unless the company changes.
fn place_after(row: &Row, user: &User) -> (Option<CompanyId>, Option<CohortId>) {
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

fn changes(layout: &Layout, row: &Row, user: &User, names: &impl FormerNames) -> Vec<Change> {
    let person = &row.person;
    let mut list = Vec::new();
    let mut add = |field: Field, old: Option<&str>, new: Option<&str>| {
        if old != new {
            let column = label_of(layout, field).to_owned();
            list.push(Change { column, old: old.map(str::to_owned), new: new.map(str::to_owned) });
        }
    };
    if let Some(enabled) = person.enabled {
        let digit = |value: bool| Some(if value { "1" } else { "0" });
        add(Field::Enabled, digit(user.enabled), digit(enabled));
    }
    add(Field::Name, Some(&user.name), Some(&person.name));
    add(Field::Language, Some(&user.language), Some(&person.language));
    // An empty optional cell keeps what is stored.
    for (field, old, new) in [
        (Field::LastName, &user.last_name, &person.last_name),
        (Field::JobRole, &user.job_role, &person.job_role),
        (Field::Region, &user.region, &person.region),
        (Field::Identifier, &user.identifier, &person.identifier),
        (Field::Country, &user.country, &person.country),
    ] {
        if new.is_some() {
            add(field, old.as_deref(), new.as_deref());
        }
    }
    let (company, cohort) = place_after(row, user);
    let former = user.company_id.as_ref().and_then(|id| names.company(id));
    if company != user.company_id {
        let old = former.map(|entry| entry.company().name.as_str());
        add(Field::Company, old.or(user.company_id.as_ref().map(CompanyId::as_str)), person.company.as_deref());
    }
    if cohort != user.cohort_id {
        let old = user.cohort_id.as_ref().map(|id| {
            former.and_then(|entry| entry.cohort_by_id(id)).map_or(id.as_str(), |cohort| cohort.name.as_str())
        });
        add(Field::Cohort, old, person.cohort.as_deref());
    }
    list
}

/// What the row's empty cells leave as it is stored.
fn kept(row: &Row, user: &User, names: &impl FormerNames) -> Kept {
    let person = &row.person;
    let keep = |new: &Option<String>, stored: &Option<String>| stored.clone().filter(|_| new.is_none());
    let (company, cohort) = place_after(row, user);
    let cohort = cohort.filter(|_| person.cohort_id.is_none()).map(|id| {
        let company = company.as_ref().and_then(|company| names.company(company));
        company
            .and_then(|company| company.cohort_by_id(&id))
            .map_or_else(|| id.to_string(), |cohort| cohort.name.clone())
    });
    Kept {
        last_name: keep(&person.last_name, &user.last_name),
        cohort,
        job_role: keep(&person.job_role, &user.job_role),
        region: keep(&person.region, &user.region),
        identifier: keep(&person.identifier, &user.identifier),
        country: keep(&person.country, &user.country),
    }
}

/// The user that a created row stands for.
pub fn new_user(row: &Row, terms: &Terms<'_>) -> User {
    let person = &row.person;
    let enabled = person.enabled.unwrap_or(true);
    let invitation = InvitationState::of_new_user(enabled, terms.options.send_invitations);
    let is_asked = invitation != InvitationState::None;
    User {
        user_id: row.user_id.clone().unwrap_or_else(|| UserId::of_row(row.key, terms.import_id, row.row)),
        address: person.address.clone(),
        email: person.email.clone(),
        enabled,
        name: person.name.clone(),
        last_name: person.last_name.clone(),
        company_id: person.company_id.clone(),
        cohort_id: person.cohort_id.clone(),
        language: person.language.clone(),
        job_role: person.job_role.clone(),
        region: person.region.clone(),
        identifier: person.identifier.clone(),
        country: person.country.clone(),
        activated: false,
        invitation,
        invitation_serial: 0,
        invited: is_asked.then(|| Box::new(Invitation::of_import(terms.import_id, terms.now))),
        courses: assignments(row, terms),
        version: 1,
        created_by: Origin { import_id: terms.import_id.clone(), row: row.row },
        created_at: terms.now,
        updated_at: terms.now,
        history: vec![history_entry(row, terms, None)],
    }
}

/// The user after an updated row. `changes` are remembered where they differ from the plan's.
pub fn updated_user(row: &Row, before: &User, terms: &Terms<'_>, replanned: bool) -> User {
    let person = &row.person;
    let keep = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
    let (company_id, cohort_id) = place_after(row, before);
    let mut after = User {
        enabled: person.enabled.unwrap_or(before.enabled),
        name: person.name.clone(),
        language: person.language.clone(),
        last_name: keep(&person.last_name, &before.last_name),
        job_role: keep(&person.job_role, &before.job_role),
        region: keep(&person.region, &before.region),
        identifier: keep(&person.identifier, &before.identifier),
        country: keep(&person.country, &before.country),
        company_id,
        cohort_id,
        version: before.version + 1,
        updated_at: terms.now,
        ..before.clone()
    };
    after.courses.extend(assignments(row, terms));
    if releases_invitation(row, before, terms) {
        after.invitation = InvitationState::Queued;
        after.invitation_serial += 1;
        after.invited = Some(Box::new(Invitation {
            // An address that is never written to again stays so.
            suppressed: before.invited.as_ref().is_some_and(|invited| invited.suppressed),
            ..Invitation::of_import(terms.import_id, terms.now)
        }));
    }
    after.remember(history_entry(row, terms, replanned.then(|| row.changes.clone())));
    after
}

fn assignments(row: &Row, terms: &Terms<'_>) -> BTreeMap<CourseId, Assignment> {
    let Some(company_id) = &row.person.company_id else { return BTreeMap::new() };
    row.assigned
        .iter()
        .map(|id| {
            let import_id = terms.import_id.clone();
            (id.clone(), Assignment { import_id, at: terms.now, company_id: company_id.clone() })
        })
        .collect()
}

fn history_entry(row: &Row, terms: &Terms<'_>, changes: Option<Vec<Change>>) -> HistoryEntry {
    HistoryEntry {
        import_id: terms.import_id.clone(),
        row: row.row,
        outcome: row.outcome,
        assigned: row.assigned.clone(),
        invited: row.invited,
        changes,
    }
}
