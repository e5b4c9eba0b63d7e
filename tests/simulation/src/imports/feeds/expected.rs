//! The expected effect of a feed file: a pure function of the people and the roster before the file, the file itself, and the
//! configuration.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_domain::{
    feed::{Brake, FeedConfig, FeedName, Missing},
    import::Options,
    row::{Outcome, Reason, Summary},
    user::User,
};

use super::super::{
    expected::{self, Became, Reading, apply},
    old::{Firm, Known},
};
use super::DELETED;

/// The part of a user that a feed can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) known: Known,
    pub(super) feed: Option<FeedName>,
    pub(super) disabled_by_feed: bool,
}

impl Member {
    pub(super) fn of(user: &User) -> Self {
        let feed = user.feed.as_ref().filter(|feed| feed.created_at != DELETED);
        Self {
            known: Known::of(user, 0),
            feed: feed.map(|feed| feed.name.clone()),
            disabled_by_feed: user.disabled_by_feed,
        }
    }
}

/// The roster of a completed file: how often each person was missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roster {
    /// Index of the file.
    pub(super) file: usize,
    pub(super) missing: BTreeMap<String, u32>,
}

/// The users, by address, and the last two rosters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) people: BTreeMap<String, Member>,
    pub(super) newest: Option<Roster>,
    pub(super) previous: Option<Roster>,
}

/// The configuration with which a file is imported.
pub(super) struct Terms<'a> {
    pub(super) name: &'a FeedName,
    pub(super) config: &'a FeedConfig,
    pub(super) options: &'a Options,
    pub(super) firms: &'a [Firm],
}

/// The effect of a file.
#[derive(Debug)]
pub(super) struct Night {
    pub(super) summary: Summary,
    pub(super) after: State,
    /// Whether the brake must hold the file.
    pub(super) is_held: bool,
}

/// Returns the valid addresses in a file.
pub(super) fn present(reading: &Reading) -> BTreeSet<&str> {
    reading.rows.iter().filter_map(|row| row.address.as_deref()).collect()
}

/// Returns the effect of a file on the users and the roster. `is_same` is `true` if its bytes are those of the newest file.
pub(super) fn night(state: &State, terms: &Terms<'_>, file: usize, reading: &Reading, is_same: bool) -> Night {
    let mut after = state.clone();
    let mut roster = BTreeMap::new();
    let (mut became, mut owners) = (Vec::new(), BTreeSet::new());
    let (mut existing, mut disabled) = (0, 0);
    for row in &reading.rows {
        let address = row.address.as_deref();
        let is_owner = address.is_none_or(|address| owners.insert(address.to_owned()));
        let before = address.and_then(|address| state.people.get(address));
        existing += u64::from(before.is_some() && is_owner);
        let (it, member) = of_row(row, before, terms);
        if let (Some(address), Some(member)) = (address, member) {
            disabled += u64::from(before.is_some_and(|before| before.known.enabled) && !member.known.enabled);
            if member.feed.as_ref() == Some(terms.name) {
                roster.insert(address.to_owned(), 0);
            }
            after.people.insert(address.to_owned(), member);
        }
        became.push(it);
    }
    let unreadable = reading.rows.iter().filter(|row| row.address.is_none()).count() as u64;
    let unreadable_max = terms.config.brake.map_or(u64::MAX, |brake| brake.unreadable_rows);
    let counts = unreadable <= unreadable_max && !is_same;
    let present = present(reading);
    let mut missing_now = 0;
    for (address, before) in state.newest.iter().flat_map(|newest| &newest.missing) {
        if present.contains(address.as_str()) {
            continue;
        }
        missing_now += 1;
        let member = state.people.get(address).filter(|member| member.feed.as_ref() == Some(terms.name));
        let Some(member) = member.filter(|_| terms.config.missing == Missing::Disable) else { continue };
        let missing = before + u32::from(counts);
        if !counts || missing < terms.config.missing_after {
            roster.insert(address.clone(), missing);
            continue;
        }
        if !member.known.enabled {
            roster.insert(address.clone(), missing);
            continue;
        }
        became.push(Became {
            outcome: Outcome::Disabled,
            reason: Some(Reason::MissingFromFeed),
            assigned: 0,
            invited: false,
            known: None,
        });
        disabled += 1;
        let known = Known { enabled: false, ..member.known.clone() };
        after.people.insert(address.clone(), Member { known, feed: None, disabled_by_feed: true });
    }
    let summary = expected::count(became.iter());
    let before = state.newest.as_ref().map(|newest| newest.missing.len() as u64);
    let is_held = terms
        .config
        .brake
        .is_some_and(|brake| exceeds(brake, terms, before, existing, disabled, missing_now, &summary));
    let newest = Roster { file, missing: roster };
    after.previous = after.newest.replace(newest);
    Night { summary, after, is_held }
}

/// Returns a row's outcome, and its user afterwards, if there is one.
fn of_row(row: &expected::Row, before: Option<&Member>, terms: &Terms<'_>) -> (Became, Option<Member>) {
    let known = before.map(|before| &before.known);
    let is_other = before.and_then(|before| before.feed.as_ref()).is_some_and(|feed| feed != terms.name);
    if is_other && !row.is_wrong {
        let known = known.cloned();
        let skipped =
            Became { outcome: Outcome::Skipped, reason: Some(Reason::OtherFeed), assigned: 0, invited: false, known };
        return (skipped, before.cloned());
    }
    // A feed enables only people whom a feed disabled.
    let is_kept = before.is_some_and(|before| !before.known.enabled && !before.disabled_by_feed);
    let mut row = row.clone();
    row.person.enabled &= !is_kept;
    let mut became = apply(&row, known, terms.options, None, terms.firms);
    let is_taken = before.is_some_and(|before| before.feed.is_none());
    if is_taken && became.reason == Some(Reason::Unchanged) {
        became.outcome = Outcome::Updated;
    }
    let Some(after) = became.known.clone() else { return (became, None) };
    let member = match (became.outcome, before) {
        (Outcome::Created, _) => {
            Member { disabled_by_feed: !after.enabled, known: after, feed: Some(terms.name.clone()) }
        }
        (Outcome::Updated, Some(before)) => {
            let disabled_by_feed = !after.enabled && (before.known.enabled || before.disabled_by_feed);
            Member { disabled_by_feed, known: after, feed: Some(terms.name.clone()) }
        }
        (_, before) => return (became, before.cloned()),
    };
    (became, Some(member))
}

fn exceeds(
    brake: Brake,
    terms: &Terms<'_>,
    before: Option<u64>,
    existing: u64,
    disabled: u64,
    missing: u64,
    summary: &Summary,
) -> bool {
    let is_above = |found: u64, of: u64, percent: u32| {
        found > brake.min_users && found as f64 > of as f64 * f64::from(percent) / 100.0
    };
    let rows = summary.created + summary.updated + summary.skipped + summary.failed;
    let known = before.unwrap_or(existing);
    before.is_some_and(|before| is_above(summary.created, before, brake.create_percent))
        || is_above(summary.updated, known, brake.update_percent)
        || is_above(disabled, known, brake.disable_percent)
        || is_above(summary.failed, before.unwrap_or(rows), brake.failed_percent)
        || before.is_some_and(|before| {
            terms.config.missing == Missing::Disable && before > brake.min_users && missing * 2 > before
        })
}
