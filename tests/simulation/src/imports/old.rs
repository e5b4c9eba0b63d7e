//! The initial state: companies with their cohorts and courses, and users.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use rollcall_domain::{
    catalog::{Cohort, Company, CompanyCatalog, Course},
    ids::{CohortId, CompanyId, CourseId, ImportId, UserId},
    invitation::{Invitation, InvitationState},
    layout::{Field, Values},
    row::Outcome,
    unknown::Unknown,
    user::{Assignment, HistoryEntry, Origin, User},
};

use crate::rng::Rng;

/// Languages as written in rows and as stored.
pub(super) const LANGUAGES: [(&str, &str); 5] =
    [("en-GB", "en-GB"), ("en_gb", "en-GB"), ("fr", "fr"), ("de-AT", "de-AT"), ("es", "es")];

#[derive(Debug, Clone)]
pub(super) struct Firm {
    pub(super) name: String,
    pub(super) cohorts: Vec<String>,
    pub(super) courses: Vec<String>,
}

impl Firm {
    pub(super) fn id(&self) -> CompanyId {
        CompanyId::from(format!("company-{}", self.name))
    }

    pub(super) fn cohort_id(&self, name: &str) -> CohortId {
        CohortId::from(format!("cohort-{}-{name}", self.name))
    }

    /// Returns the id of a course. A title refers to the same course in all companies.
    pub(super) fn course_id(title: &str) -> CourseId {
        CourseId::from(format!("course-{title}"))
    }

    /// Returns the company's catalog, optionally without one cohort and with one course renamed.
    pub(super) fn catalog(&self, without_cohort: Option<&str>, retitled: Option<&str>) -> Arc<CompanyCatalog> {
        let company = Company { id: self.id(), name: self.name.clone() };
        let cohorts = self.cohorts.iter().filter(|name| without_cohort != Some(name.as_str()));
        let cohorts = cohorts.map(|name| Cohort { id: self.cohort_id(name), name: name.clone() }).collect();
        let course = |title: &String| Course {
            id: Self::course_id(title),
            title: if retitled == Some(title.as_str()) { format!("{title}, new") } else { title.clone() },
        };
        Arc::new(CompanyCatalog::new(company, cohorts, self.courses.iter().map(course).collect()))
    }
}

pub(super) fn firms(rng: &mut Rng) -> Vec<Firm> {
    let count = 1 + rng.below(4);
    let firm = |(at, rng): (usize, &mut Rng)| Firm {
        name: format!("Firm {at}"),
        cohorts: (0..rng.below(4)).map(|it| format!("Cohort {it}")).collect(),
        courses: (0..=rng.below(6)).map(|it| format!("Course {}", it * 2 + rng.below(2))).collect(),
    };
    (0..count).map(|at| firm((at, rng))).collect()
}

/// The part of a user that the laws compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) enabled: bool,
    pub(super) name: String,
    pub(super) last_name: Option<String>,
    pub(super) company: Option<CompanyId>,
    pub(super) cohort: Option<CohortId>,
    pub(super) language: String,
    pub(super) job_role: Option<String>,
    pub(super) region: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) country: Option<String>,
    pub(super) courses: BTreeSet<CourseId>,
    /// Whether an invitation waits until the user is enabled.
    pub(super) is_held: bool,
    /// Number of invitations requested for the user.
    pub(super) asks: u32,
    /// Whether the user has used an activation link.
    pub(super) is_activated: bool,
}

impl Known {
    pub(super) fn of(user: &User, asks: u32) -> Self {
        let text = |field| user.values.get(field).map(str::to_owned);
        Self {
            enabled: user.enabled,
            name: user.values.name().to_owned(),
            last_name: text(Field::LastName),
            company: user.company_id.clone(),
            cohort: user.cohort_id.clone(),
            language: user.values.language().to_owned(),
            job_role: text(Field::JobRole),
            region: text(Field::Region),
            identifier: text(Field::Identifier),
            country: text(Field::Country),
            courses: user.courses.keys().cloned().collect(),
            is_held: user.invitation == InvitationState::Held,
            asks,
            is_activated: user.activated,
        }
    }
}

pub(super) fn address(at: usize) -> String {
    format!("person{at}@example.org")
}

pub(super) fn users(rng: &mut Rng, firms: &[Firm], count: usize, now: Timestamp) -> BTreeMap<usize, User> {
    let mut users = BTreeMap::new();
    for at in 0..count {
        if !rng.chance(0.5) {
            continue;
        }
        let firm = rng.pick(firms).clone();
        let import_id = ImportId::from("before");
        let cohort =
            if firm.cohorts.is_empty() || rng.chance(0.4) { None } else { Some(rng.pick(&firm.cohorts).clone()) };
        let enabled = rng.chance(0.8);
        let is_held = !enabled && rng.chance(0.5);
        let some = |rng: &mut Rng, what: &str| rng.chance(0.5).then(|| format!("{what} {}", rng.below(3)));
        let courses = firm.courses.iter().filter(|_| rng.chance(0.3)).map(|title| {
            let assignment = Assignment { import_id: import_id.clone(), at: now, company_id: firm.id() };
            (Firm::course_id(title), assignment)
        });
        let courses: BTreeMap<CourseId, Assignment> = courses.collect();
        let history = HistoryEntry {
            import_id: import_id.clone(),
            row: at as u64,
            outcome: Outcome::Created,
            assigned: Vec::new(),
            invited: false,
            never_invited: false,
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        };
        let mut values = Values::default().with(Field::Email, address(at));
        values.set(Field::Name, format!("Name {}", rng.below(3)));
        let last_name = some(rng, "Last");
        values.set(Field::Language, rng.pick(&LANGUAGES).1);
        let optional =
            [(Field::LastName, last_name), (Field::JobRole, some(rng, "Role")), (Field::Region, some(rng, "Region"))];
        for (field, text) in optional {
            if let Some(text) = text {
                values.set(field, text);
            }
        }
        let user = User {
            user_id: UserId::from_seeds(1_000, &[b"old", &at.to_be_bytes()]),
            address: address(at),
            enabled,
            values,
            company_id: Some(firm.id()),
            cohort_id: cohort.map(|name| firm.cohort_id(&name)),
            feed: None,
            disabled_by_feed: false,
            activated: enabled && rng.chance(0.5),
            signed_in_at: None,
            invitation: if is_held { InvitationState::Held } else { InvitationState::None },
            invitation_serial: 0,
            undone_entries_removed: 0,
            invited: is_held.then(|| Box::new(Invitation::of_import(&import_id, now))),
            courses,
            version: 1 + rng.below(5) as u64,
            created_by: Origin { import_id, row: at as u64 },
            created_at: now,
            updated_at: now,
            history: vec![history],
        };
        users.insert(at, user);
    }
    users
}
