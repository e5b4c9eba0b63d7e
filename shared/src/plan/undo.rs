//! Decides a row in an undo: determines what can still be undone for the user.
//!
//! Planning starts with a row that undoes everything that the import did, then narrows it to what is possible. Applying narrows it again,
//! so that a row never does more than was planned.

use jiff::Timestamp;

use super::{
    CatalogLookup,
    decide::{cohort_name, company_name},
    missing::person_of,
};
use crate::{
    feed::FeedId,
    ids::{CohortId, CompanyId, Id, ImportId},
    import::Import,
    layout::{Field, Layout, Value, Values},
    row::{Change, Kept, Membership, Move, Outcome, Person, Reason, Row, UndoneRow},
    unknown::Unknown,
    user::{HistoryEntry, Since, UndoEntry, User, invitation},
};

/// What the decisions in an undo depend on, besides the row and the user.
#[derive(Debug, Clone, Copy)]
pub struct UndoContext<'a> {
    pub import_id: &'a ImportId,
    pub undoes: &'a ImportId,
    /// The layout of the import to undo.
    pub layout: &'a Layout,
    /// Address of the person who started the undo, if known.
    pub started_by_address: Option<&'a str>,
    /// The time recorded with the changes.
    pub now: Timestamp,
}

impl<'a> UndoContext<'a> {
    /// Takes the import that undoes `undoes`; both have the same layout.
    pub fn of(undo: &'a Import, undoes: &'a ImportId, now: Timestamp) -> Self {
        Self {
            import_id: undo.id(),
            undoes,
            layout: undo.options().layout.layout(),
            started_by_address: undo.started_by_address(),
            now,
        }
    }
}

/// Plans a row in an undo from the import's result row, which created, updated or disabled a user.
pub fn plan_undo(source: Row, user: Option<&User>, context: &UndoContext<'_>, names: &impl CatalogLookup) -> Row {
    let mut row = intended_row(source, context.layout);
    match user.filter(|user| row.user_id.as_ref() == Some(&user.user_id)) {
        Some(user) => narrow_undo(&mut row, user, context, names),
        None => skip_undo(&mut row, Reason::Gone),
    }
    row
}

/// Returns the row that undoes everything that the import did.
fn intended_row(source: Row, layout: &Layout) -> Row {
    let moved = source_move(&source, layout);
    let mut row = Row::new(source.row, source.line, source.person);
    row.key = source.key;
    row.user_id = source.user_id;
    row.courses = source.courses;
    row.retained = source.retained;
    row.enabled_kept = source.enabled_kept;
    row.outcome = if source.outcome == Outcome::Created { Outcome::Removed } else { Outcome::Updated };
    row.changes = if row.outcome == Outcome::Updated {
        let reverse = |change: Change| Change {
            column: change.column,
            old: change.new,
            new: change.old,
            old_id: change.new_id,
            new_id: change.old_id,
        };
        source.changes.into_iter().map(reverse).collect()
    } else {
        Vec::new()
    };
    let courses_removed = source.assigned;
    row.undone = Some(Box::new(UndoneRow { courses_removed, moved, ..UndoneRow::default() }));
    row
}

fn source_move(source: &Row, layout: &Layout) -> Option<Move> {
    let find = |field| source.changes.iter().find(|change| field_of(layout, change) == Some(field));
    let (company, cohort) = (find(Field::Company), find(Field::Cohort));
    if company.is_none() && cohort.is_none() {
        return None;
    }
    // A company or cohort that the import did not change is the one in the row, both before and after the import.
    let person = &source.person;
    let ids = |change: Option<&Change>, own: Option<&str>| match change {
        Some(change) => (change.old_id.clone(), change.new_id.clone()),
        None => (own.map(str::to_owned), own.map(str::to_owned)),
    };
    let (company_before, company_after) = ids(company, person.company_id.as_ref().map(Id::as_str));
    let (cohort_before, cohort_after) = ids(cohort, person.cohort_id.as_ref().map(Id::as_str));
    let membership = |company: Option<String>, cohort: Option<String>| Membership {
        company_id: company.map(CompanyId::from),
        cohort_id: cohort.map(CohortId::from),
    };
    Some(Move { from: membership(company_after, cohort_after), to: membership(company_before, cohort_before) })
}

/// Narrows a row to what can be undone for this user. The outcome may become `skipped`.
pub fn narrow_undo(row: &mut Row, user: &User, context: &UndoContext<'_>, names: &impl CatalogLookup) {
    row.version = Some(user.version);
    show_user(row, user, names);
    let is_self = context.started_by_address == Some(user.address.as_str());
    if row.outcome == Outcome::Removed {
        return match user.since(context.undoes) {
            Since::Changed(by) => {
                skip_undo(row, Reason::ChangedSince);
                undone(row).changed_by = by;
            }
            Since::Unchanged if !user.has_whole_history() => skip_undo(row, Reason::ChangedSince),
            Since::Unchanged if user.is_active() => skip_undo(row, Reason::Active),
            Since::Unchanged if is_self => skip_undo(row, Reason::SelfDisable),
            Since::Unchanged => undone(row).courses_removed = user.courses.keys().cloned().collect(),
        };
    }
    let changed_by = match user.since(context.undoes) {
        Since::Unchanged => None,
        Since::Changed(by) => Some(by),
    };
    if row.is_missing() && (changed_by.is_some() || user.enabled || user.feed.is_some()) {
        skip_undo(row, Reason::ChangedSince);
        undone(row).changed_by = changed_by.flatten();
        return;
    }
    show_current_names(row, context.layout, names);
    narrow_changes(row, user, is_self, context.layout, names);
    narrow_courses(row, user, changed_by.is_some(), context);
    show_restored(row, context.layout);
    if row.changes.is_empty() && row.courses_removed().is_empty() {
        let reason = match (&changed_by, is_self) {
            (Some(_), _) => Reason::ChangedSince,
            (None, true) => Reason::SelfDisable,
            (None, false) => Reason::Kept,
        };
        row.outcome = Outcome::Skipped;
        row.reason = Some(reason);
    }
    undone(row).changed_by = changed_by.flatten();
}

/// Shows the companies and cohorts in the changes by their current names, because they may have been renamed since the import. Those that
/// the catalog no longer contains retain the recorded names.
fn show_current_names(row: &mut Row, layout: &Layout, names: &impl CatalogLookup) {
    let Some(Move { from, to }) = row.undone.as_ref().and_then(|undone| undone.moved.as_ref()) else { return };
    for change in &mut row.changes {
        let Some(field @ (Field::Company | Field::Cohort)) = field_of(layout, change) else { continue };
        if let Some(name) = name_in_catalog(from, field, names) {
            change.old = Some(name.to_owned());
        }
        if let Some(name) = name_in_catalog(to, field, names) {
            change.new = Some(name.to_owned());
        }
    }
}

/// Returns the current name of a company or cohort, or `None` if it is not set or the catalog no longer contains it.
fn name_in_catalog<'a>(membership: &Membership, field: Field, names: &'a impl CatalogLookup) -> Option<&'a str> {
    let company = names.company(membership.company_id.as_ref()?)?;
    if field == Field::Cohort {
        return Some(company.cohort_by_id(membership.cohort_id.as_ref()?)?.name.as_str());
    }
    Some(company.company().name.as_str())
}

fn narrow_changes(row: &mut Row, user: &User, is_self: bool, layout: &Layout, names: &impl CatalogLookup) {
    let moves_back = undone(row)
        .moved
        .as_ref()
        .is_some_and(|moved| moved.from == Membership::of(user) && is_in_catalog(&moved.to, names));
    let feed = || user.feed.as_ref().map(|feed| feed.name.to_string());
    let mut kept = Vec::new();
    row.changes.retain(|change| {
        let field = field_of(layout, change);
        let is_as_written = match field {
            Some(Field::Company | Field::Cohort) => moves_back,
            Some(field) => user.value(field).map(Value::as_str) == change.old.as_deref(),
            None => change.is_of_feed() && user.feed.as_ref().map(FeedId::to_string) == change.old_id,
        };
        let disables_self = field == Some(Field::Enabled) && is_self && change.new.as_deref() != Some("1");
        if is_as_written && !disables_self {
            return true;
        }
        let current = match field {
            Some(field) => current(user, field, names),
            None => feed().filter(|_| change.is_of_feed()),
        };
        kept.push(Kept { column: change.column.clone(), written: change.old.clone(), current });
        false
    });
    let undone = undone(row);
    // The values retained according to the plan may have changed since, but not the courses: only an undo of the same import removes them.
    for planned in &mut undone.kept {
        match layout.column_labelled(&planned.column) {
            Some(column) => planned.current = current(user, column.field, names),
            None if planned.is_of_feed() => planned.current = feed(),
            None => {}
        }
    }
    undone.kept.extend(kept);
    if !moves_back {
        undone.moved = None;
    }
}

/// Narrows the courses to remove. No courses are removed if the user has changed since, because another import may have relied on them.
fn narrow_courses(row: &mut Row, user: &User, is_changed: bool, context: &UndoContext<'_>) {
    let label = context.layout.numbered_name().unwrap_or_default();
    let courses = std::mem::take(&mut row.courses);
    let undone = undone(row);
    let mut kept = Vec::new();
    undone.courses_removed.retain(|id| {
        let Some(assignment) = user.courses.get(id) else { return false };
        if assignment.import_id == *context.undoes && !is_changed {
            return true;
        }
        let title = courses.iter().find(|course| course.id == *id).map_or(id.as_str(), |course| &course.title);
        kept.push(Kept { column: label.to_owned(), written: Some(title.to_owned()), current: Some(title.to_owned()) });
        false
    });
    undone.kept.extend(kept);
    row.courses = courses;
}

/// Returns `true` if the catalog contains the company, if it is set, and the cohort, if it is set.
fn is_in_catalog(membership: &Membership, names: &impl CatalogLookup) -> bool {
    let company = membership.company_id.as_ref().map(|id| names.company(id));
    let has_cohort = |id| company.flatten().is_some_and(|company| company.cohort_by_id(id).is_some());
    company.is_none_or(|company| company.is_some()) && membership.cohort_id.as_ref().is_none_or(has_cohort)
}

/// Returns the value of a field as shown to people: the name of a company or cohort, or its id if the catalog no longer contains it.
fn current(user: &User, field: Field, names: &impl CatalogLookup) -> Option<String> {
    let company = user.company_id.as_ref().and_then(|id| names.company(id));
    let value = match field {
        Field::Company => user.company_id.as_ref().map(|id| company_name(company, id)),
        Field::Cohort => user.cohort_id.as_ref().map(|id| cohort_name(company, id)),
        field => user.value(field).map(Value::as_str),
    };
    value.map(str::to_owned)
}

/// Sets the row's person to the stored user, who may have values that the import did not write.
fn show_user(row: &mut Row, user: &User, names: &impl CatalogLookup) {
    row.person = person_of(user, names);
    row.retained = Values::default();
    row.enabled_kept = false;
}

/// Sets the row's person to the values that the user will have once the row is applied.
fn show_restored(row: &mut Row, layout: &Layout) {
    let kept = row.undone.iter().flat_map(|undone| &undone.kept).map(|kept| (&kept.column, &kept.current));
    let values = row.changes.iter().map(|change| (&change.column, &change.new)).chain(kept);
    for (label, value) in values {
        show_value(&mut row.person, layout, label, value.as_deref());
    }
    if let Some(moved) = row.undone.as_ref().and_then(|undone| undone.moved.as_ref()) {
        show_membership(&mut row.person, &moved.to);
    }
}

/// Sets the row's person to the values that the user has when the row is not applied.
fn show_unrestored(row: &mut Row, layout: &Layout) {
    for change in &row.changes {
        show_value(&mut row.person, layout, &change.column, change.old.as_deref());
    }
    if let Some(moved) = row.undone.as_ref().and_then(|undone| undone.moved.as_ref()) {
        show_membership(&mut row.person, &moved.from);
    }
}

fn show_value(person: &mut Person, layout: &Layout, label: &str, value: Option<&str>) {
    match (layout.column_labelled(label).map(|column| column.field), value) {
        (None, _) => {}
        (Some(Field::Enabled), value) => person.enabled = value.map(|value| value == "1"),
        (Some(field), Some(value)) => person.values.set(field, value),
        (Some(field), None) => person.values.remove(field),
    }
}

fn show_membership(person: &mut Person, membership: &Membership) {
    (person.company_id, person.cohort_id) = (membership.company_id.clone(), membership.cohort_id.clone());
}

/// Returns the user as updated by a row in an undo. If `is_narrowed`, the history records the changes, because they differ from the planned
/// ones.
pub fn undone_user(row: &Row, before: &User, context: &UndoContext<'_>, is_narrowed: bool) -> User {
    let mut after = User { version: before.version + 1, updated_at: context.now, ..before.clone() };
    for change in &row.changes {
        match (field_of(context.layout, change), &change.new) {
            (None, _) if change.is_of_feed() => after.feed = change.new_id.as_deref().and_then(FeedId::parse),
            (None | Some(Field::Company | Field::Cohort), _) => {}
            (Some(Field::Enabled), new) => {
                after.enabled = new.as_deref() == Some("1");
                after.disabled_by_feed = !after.enabled && was_disabled_by_feed(before, context.undoes);
            }
            (Some(field), Some(text)) => after.values.set(field, text.as_str()),
            (Some(field), None) => after.values.remove(field),
        }
    }
    let undone = row.undone.as_deref().cloned().unwrap_or_default();
    if let Some(Move { to: Membership { company_id, cohort_id }, .. }) = undone.moved {
        (after.company_id, after.cohort_id) = (company_id, cohort_id);
    }
    after.courses.retain(|id, _| !undone.courses_removed.contains(id));
    if before.enabled && !after.enabled {
        invitation::revert_release(&mut after, context.undoes);
    }
    after.remember(HistoryEntry {
        import_id: context.import_id.clone(),
        row: row.row,
        outcome: Outcome::Updated,
        assigned: Vec::new(),
        invited: false,
        never_invited: false,
        changes: is_narrowed.then(|| row.changes.clone()),
        released: None,
        was_disabled_by_feed: false,
        undo: Some(Box::new(UndoEntry {
            undoes: context.undoes.clone(),
            courses_removed: undone.courses_removed,
            kept: undone.kept,
        })),
        unknown: Unknown::new(),
    });
    after
}

/// Returns `true` if the import enabled the user after a feed had disabled them. Returns `false` if the history no longer contains the
/// import, so that no feed enables the user again.
fn was_disabled_by_feed(user: &User, import_id: &ImportId) -> bool {
    user.history.iter().rfind(|entry| entry.import_id == *import_id).is_some_and(|entry| entry.was_disabled_by_feed)
}

/// Copies to the row what an earlier attempt at this undo did to the user. Returns `false` if the history contains no such attempt.
pub fn adopt_undo(row: &mut Row, user: &User, context: &UndoContext<'_>, names: &impl CatalogLookup) -> bool {
    let is_own = |entry: &HistoryEntry| entry.import_id == *context.import_id && entry.row == row.row;
    let Some(index) = user.history.iter().rposition(is_own) else { return false };
    let entry = &user.history[index];
    row.outcome = Outcome::Updated;
    row.reason = None;
    show_user(row, user, names);
    if let Some(changes) = &entry.changes {
        row.changes.clone_from(changes);
    }
    let mut fields = row.changes.iter().filter_map(|change| field_of(context.layout, change));
    let is_moved = fields.any(|field| matches!(field, Field::Company | Field::Cohort));
    let undone = undone(row);
    if !is_moved {
        undone.moved = None;
    }
    if let Some(undo) = &entry.undo {
        undone.kept.clone_from(&undo.kept);
        undone.courses_removed.clone_from(&undo.courses_removed);
    }
    let earlier = &user.history[..index];
    // An import that is undone entirely may have made room for its undo.
    let is_known = !undone.kept.is_empty() || earlier.iter().any(|entry| entry.import_id == *context.undoes);
    match Since::of(earlier, context.undoes) {
        Since::Unchanged => undone.changed_by = None,
        Since::Changed(Some(by)) if is_known => undone.changed_by = Some(by),
        // The history had no room for earlier entries.
        Since::Changed(_) => {}
    }
    show_current_names(row, context.layout, names);
    show_restored(row, context.layout);
    true
}

/// Skips a row whose user would be too large to store with the former values. The row shows the user as stored.
pub fn skip_unstorable(row: &mut Row, layout: &Layout) {
    show_unrestored(row, layout);
    skip_undo(row, Reason::Kept);
}

/// Records that the row's user no longer exists: nothing is restored or retained, and the user's courses are gone as well. The row shows
/// the values that the user had when last read.
pub fn record_removed(row: &mut Row, layout: &Layout) {
    show_unrestored(row, layout);
    row.outcome = Outcome::Removed;
    row.reason = None;
    row.changes.clear();
    let courses_removed = row.courses_removed().to_vec();
    row.undone = Some(Box::new(UndoneRow { courses_removed, ..UndoneRow::default() }));
}

/// Skips a row for this reason and leaves its user unchanged.
fn skip_undo(row: &mut Row, reason: Reason) {
    row.outcome = Outcome::Skipped;
    row.reason = Some(reason);
    row.changes.clear();
    row.undone = Some(Box::default());
}

fn undone(row: &mut Row) -> &mut UndoneRow {
    row.undone.get_or_insert_default()
}

fn field_of(layout: &Layout, change: &Change) -> Option<Field> {
    layout.column_labelled(&change.column).map(|column| column.field)
}
