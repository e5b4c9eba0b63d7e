//! Computes the expected result of a file from the initial table, the file and the options, without using the product's logic.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_domain::{
    import::{OnRowErrors, Options},
    layout::LayoutName,
    row::{Outcome, Reason, Summary},
};

use super::{
    file::{Defect, Entry, Person, Sheet},
    old::{Firm, Known, LANGUAGES, address},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Row number as in a spreadsheet.
    pub(super) number: u64,
    pub(super) person: Person,
    /// The address, if the cell contains a valid one.
    pub(super) address: Option<String>,
    /// Whether the row has an error regardless of the table.
    pub(super) is_wrong: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) rows: Vec<Row>,
    pub(super) blank: u64,
    pub(super) repeated: u64,
}

pub(super) fn read(sheet: &Sheet) -> Reading {
    let mut reading = Reading::default();
    let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, entry) in sheet.entries.iter().enumerate() {
        let (person, repeats) = match entry {
            Entry::Blank => {
                reading.blank += 1;
                continue;
            }
            Entry::Person(person) => (person, None),
            Entry::Repetition(of) => match sheet.entries.get(*of) {
                Some(Entry::Person(person)) => (person, Some(*of)),
                _ => continue,
            },
        };
        let has_address = person.defect != Some(Defect::Email);
        let owner = has_address.then(|| *owners.entry(person.at).or_insert(at)).filter(|owner| *owner != at);
        let is_identical = owner.is_some_and(|owner| {
            let Some(Entry::Person(first)) = sheet.entries.get(owner) else { return false };
            repeats == Some(owner) || is_same(first, person, sheet.layout)
        });
        if is_identical && sheet.layout == LayoutName::Enrolment {
            reading.repeated += 1;
            continue;
        }
        reading.rows.push(Row {
            number: at as u64 + 2,
            person: (**person).clone(),
            address: has_address.then(|| address(person.at)),
            is_wrong: person.defect.is_some() || owner.is_some(),
        });
    }
    reading
}

/// Returns `true` if two rows with the same address are equal after their cells are normalized.
fn is_same(one: &Person, other: &Person, layout: LayoutName) -> bool {
    let set = |person: &Person| person.courses.iter().cloned().collect::<BTreeSet<_>>();
    let common = one.defect == other.defect
        && one.name == other.name
        && one.last_name == other.last_name
        && LANGUAGES[one.language].1 == LANGUAGES[other.language].1;
    let own = match layout {
        LayoutName::Enrolment => {
            one.enabled == other.enabled
                && one.firm == other.firm
                && one.cohort == other.cohort
                && one.job_role == other.job_role
                && one.region == other.region
                && set(one) == set(other)
        }
        LayoutName::Learners => one.identifier == other.identifier && one.country == other.country,
    };
    common && own
}

/// The outcome of one row and the resulting user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Became {
    pub(super) outcome: Outcome,
    pub(super) reason: Option<Reason>,
    pub(super) assigned: u64,
    pub(super) invited: bool,
    pub(super) known: Option<Known>,
}

fn failed(known: Option<&Known>) -> Became {
    Became { outcome: Outcome::Failed, reason: None, assigned: 0, invited: false, known: known.cloned() }
}

/// Returns the outcome of a row that fails while it is applied, because the preview no longer matches.
pub(super) fn failed_late(known: Option<&Known>) -> Became {
    failed(known)
}

fn filled(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

pub(super) fn apply(
    row: &Row,
    known: Option<&Known>,
    options: &Options,
    starter: Option<&str>,
    firms: &[Firm],
) -> Became {
    let person = &row.person;
    let is_enrolment = options.layout == LayoutName::Enrolment;
    if row.is_wrong {
        return failed(known);
    }
    let disables_self = is_enrolment && !person.enabled && starter == row.address.as_deref();
    let firm = is_enrolment.then(|| &firms[person.firm]);
    let courses: BTreeSet<_> = if is_enrolment {
        person.courses.iter().map(|title| Firm::course_id(title)).collect()
    } else {
        BTreeSet::new()
    };
    let enabled = if is_enrolment { person.enabled } else { true };
    let only = |cell: &str, has: bool| if has { filled(cell) } else { None };
    let Some(before) = known else {
        if disables_self {
            return failed(known);
        }
        let is_asked = options.send_invitations;
        let after = Known {
            enabled,
            name: person.name.clone(),
            last_name: filled(&person.last_name),
            company: firm.map(Firm::id),
            cohort: firm.and_then(|firm| filled(&person.cohort).map(|name| firm.cohort_id(&name))),
            language: LANGUAGES[person.language].1.to_owned(),
            job_role: only(&person.job_role, is_enrolment),
            region: only(&person.region, is_enrolment),
            identifier: only(&person.identifier, !is_enrolment),
            country: only(&person.country, !is_enrolment),
            courses: courses.clone(),
            is_held: is_asked && !enabled,
            asks: u32::from(is_asked && enabled),
            is_activated: false,
        };
        return Became {
            outcome: Outcome::Created,
            reason: None,
            assigned: courses.len() as u64,
            invited: is_asked && enabled,
            known: Some(after),
        };
    };
    if !is_enrolment {
        return failed(known);
    }
    let skipped = |reason| Became {
        outcome: Outcome::Skipped,
        reason: Some(reason),
        assigned: 0,
        invited: false,
        known: known.cloned(),
    };
    if !options.update_existing {
        return skipped(Reason::Exists);
    }
    if disables_self && before.enabled {
        return failed(known);
    }
    let keep = |cell: &str, stored: &Option<String>| filled(cell).or_else(|| stored.clone());
    let company = firm.map(Firm::id);
    let moves = company != before.company;
    let cohort = firm.and_then(|firm| filled(&person.cohort).map(|name| firm.cohort_id(&name)));
    let is_uninvited = before.is_held || before.asks == 0;
    let releases = enabled && !before.enabled && is_uninvited && !before.is_activated && options.send_invitations;
    let after = Known {
        enabled,
        name: person.name.clone(),
        last_name: keep(&person.last_name, &before.last_name),
        company,
        cohort: cohort.or_else(|| before.cohort.clone().filter(|_| !moves)),
        language: LANGUAGES[person.language].1.to_owned(),
        job_role: keep(&person.job_role, &before.job_role),
        region: keep(&person.region, &before.region),
        identifier: before.identifier.clone(),
        country: before.country.clone(),
        courses: before.courses.union(&courses).cloned().collect(),
        is_held: before.is_held && !releases,
        asks: before.asks + u32::from(releases),
        is_activated: before.is_activated,
    };
    if after == *before {
        return skipped(Reason::Unchanged);
    }
    Became {
        outcome: Outcome::Updated,
        reason: None,
        assigned: courses.difference(&before.courses).count() as u64,
        invited: releases,
        known: Some(after),
    }
}

/// Returns `true` if the file is rejected before anything is written, given the number of failing rows and the total number of rows.
pub(super) fn is_refused(sheet: &Sheet, failed: u64, rows: usize, options: &Options) -> bool {
    let rejects_rows = !options.confirm && options.on_row_errors == OnRowErrors::Reject;
    let has_rows = rows > 0;
    !has_rows || sheet.has_unmatched || (rejects_rows && failed > 0)
}

pub(super) fn count<'a>(became: impl Iterator<Item = &'a Became>) -> Summary {
    let mut summary = Summary::default();
    for it in became {
        match it.outcome {
            Outcome::Created => summary.created += 1,
            Outcome::Updated => summary.updated += 1,
            Outcome::Removed => summary.removed += 1,
            Outcome::Disabled => summary.disabled += 1,
            Outcome::Skipped => summary.skipped += 1,
            Outcome::Failed => summary.failed += 1,
        }
        summary.course_assignments += it.assigned;
        summary.invitations += u64::from(it.invited);
    }
    summary
}
