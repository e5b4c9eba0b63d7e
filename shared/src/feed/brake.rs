//! The brake: determines which limits a planned file exceeds.

use super::{Absence, ExceededLimit, FeedFile, HeldLimit, Missing, RosterShape};
use crate::row::Summary;

/// Minimum percentage of the previous roster that a file must include if the feed disables absent people.
const NAMED_PERCENT: u64 = 50;

impl FeedFile {
    /// Returns the limits that a file with these planned outcomes exceeds; none if the brake is off.
    pub fn exceeded(&self, roster: &RosterShape, planned: &Summary) -> Vec<ExceededLimit> {
        let Some(brake) = self.brake else { return Vec::new() };
        let rows = planned.created + planned.updated + planned.skipped + planned.failed;
        let known = roster.before.unwrap_or(roster.existing);
        let exceeds = |limit, found: u64, of: u64, allowed: u32| {
            let is_exceeded = found > brake.min_users && found * 100 > u64::from(allowed) * of;
            // A percentage of an empty roster is undefined, so an empty roster counts as one person.
            let percent = (found * 100).div_ceil(of.max(1));
            is_exceeded.then_some(ExceededLimit { limit, allowed: allowed.into(), found: percent, users: found })
        };
        let created = roster
            .before
            .and_then(|before| exceeds(HeldLimit::CreatePercent, planned.created, before, brake.create_percent));
        let updated = exceeds(HeldLimit::UpdatePercent, planned.updated, known, brake.update_percent);
        let disabled = exceeds(HeldLimit::DisablePercent, roster.disabled, known, brake.disable_percent);
        let failed =
            exceeds(HeldLimit::FailedPercent, planned.failed, roster.before.unwrap_or(rows), brake.failed_percent);
        let absent = roster.before.filter(|before| {
            let is_named = roster.present * 100 >= NAMED_PERCENT * before;
            let may_count = self.missing == Missing::Disable && roster.absence != Absence::CorrectionsFile;
            may_count && *before > brake.min_users && !is_named
        });
        let absent = absent.map(|before| ExceededLimit {
            limit: HeldLimit::AbsentPercent,
            allowed: 100 - NAMED_PERCENT,
            found: (roster.missing * 100).div_ceil(before),
            users: roster.missing,
        });
        [created, updated, disabled, failed, absent].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feed::{FeedConfig, FeedId, FeedName},
        problem::Language,
    };

    fn limits(missing: Missing, roster: RosterShape, planned: Summary) -> Vec<(HeldLimit, u64, u64)> {
        let config = FeedConfig { missing, ..FeedConfig::in_language(Language::English) };
        let Some(name) = FeedName::parse("hr") else { return Vec::new() };
        let held = FeedFile::new(FeedId { name, created_at: jiff::Timestamp::UNIX_EPOCH }, &config)
            .exceeded(&roster, &planned);
        held.into_iter().map(|held| (held.limit, held.allowed, held.found)).collect()
    }

    fn before(users: u64) -> RosterShape {
        RosterShape { before: Some(users), present: users, ..RosterShape::default() }
    }

    #[test]
    fn file_waits_above_a_share_of_the_roster_that_is_also_more_than_a_few_people() {
        let created = |created| Summary { created, ..Summary::default() };
        let failed = |failed| Summary { failed, ..Summary::default() };
        for (roster, planned, expected) in [
            (before(100), created(50), vec![]),
            (before(100), created(51), vec![(HeldLimit::CreatePercent, 50, 51)]),
            (before(10), created(20), vec![]),
            (before(10), created(21), vec![(HeldLimit::CreatePercent, 50, 210)]),
            (before(0), created(21), vec![(HeldLimit::CreatePercent, 50, 2_100)]),
            (RosterShape::default(), created(5_000), vec![]),
            (before(100), failed(20), vec![]),
            (before(100), failed(21), vec![(HeldLimit::FailedPercent, 20, 21)]),
            (RosterShape::default(), failed(21), vec![(HeldLimit::FailedPercent, 20, 100)]),
            (
                RosterShape::default(),
                Summary { created: 40, skipped: 40, ..failed(21) },
                vec![(HeldLimit::FailedPercent, 20, 21)],
            ),
            (RosterShape::default(), Summary { created: 50, skipped: 50, ..failed(21) }, vec![]),
            (
                RosterShape::default(),
                Summary { created: 20, updated: 20, skipped: 40, ..failed(21) },
                vec![(HeldLimit::FailedPercent, 20, 21)],
            ),
            (RosterShape { disabled: 20, ..before(100) }, created(0), vec![]),
            (RosterShape { disabled: 21, ..before(100) }, created(0), vec![(HeldLimit::DisablePercent, 10, 21)]),
            (RosterShape { disabled: 100, ..before(1_000) }, created(0), vec![]),
        ] {
            assert_eq!(limits(Missing::Keep, roster, planned), expected, "{roster:?} {planned:?}");
        }
    }

    #[test]
    fn first_file_may_update_a_share_of_the_existing_users_that_it_names() {
        let roster = RosterShape { existing: 100, ..RosterShape::default() };
        let updated = |updated| Summary { updated, ..Summary::default() };
        assert_eq!(limits(Missing::Keep, roster, updated(50)), []);
        assert_eq!(limits(Missing::Keep, roster, updated(51)), [(HeldLimit::UpdatePercent, 50, 51)]);
    }

    #[test]
    fn file_that_names_fewer_than_half_of_the_roster_always_waits_if_people_may_be_disabled() {
        let half = |before: u64, present: u64| RosterShape {
            before: Some(before),
            present,
            missing: before - present,
            ..RosterShape::default()
        };
        assert_eq!(limits(Missing::Disable, half(100, 50), Summary::default()), []);
        assert_eq!(limits(Missing::Disable, half(100, 49), Summary::default()), [(HeldLimit::AbsentPercent, 50, 51)]);
        assert_eq!(limits(Missing::Disable, half(20, 0), Summary::default()), []);
        assert_eq!(limits(Missing::Keep, half(100, 0), Summary::default()), []);
        let corrections = RosterShape { absence: Absence::CorrectionsFile, ..half(100, 0) };
        assert_eq!(limits(Missing::Disable, corrections, Summary::default()), []);
    }
}
