//! Rosters: arbitrary bytes are read or refused, whatever the piece size, and written entries are read back unchanged.
//!
//! Decisions that follow from a roster: the brake names only exceeded limits, and an absent person is disabled only if the person belongs
//! to the feed, is enabled, and did not start the import.

use jiff::Timestamp;
use rollcall_domain::{
    feed::{Brake, FeedConfig, FeedFile, HeldLimit, Missing, RosterEntry, RosterShape, read_entries, write_entry},
    ids::{ImportId, UserId, UserKey},
    import::Options,
    layout::LayoutName,
    plan::{PlanContext, missing_user, plan_missing},
    problem::Language,
    row::{Outcome, Reason, Summary},
    user::User,
};

use crate::{
    imports::{feed, import},
    world::{ADMIN, World},
};

/// Minimum length in bytes of a line: 34 for a user's id, and the line feed.
const LINE_BYTES_MIN: usize = 35;
/// Number of bytes that describe a person in a binary input.
const ENTRY_BYTES: usize = 24;

/// Reads a roster. The first two bytes select the piece size and whether the others are its text, or entries and numbers.
pub(crate) fn roster(data: &[u8]) {
    let [choice, piece, bytes @ ..] = data else { return };
    if choice & 1 == 0 {
        text(bytes, usize::from(*piece) + 1);
    } else {
        entries(bytes, usize::from(*piece) + 1);
        exceed(*choice, bytes);
        miss(*choice, bytes);
    }
}

/// Returns the entries, read in pieces of this size, or `None` if they are refused; and the incomplete last line.
fn read(bytes: &[u8], piece: usize) -> (Option<Vec<RosterEntry>>, Vec<u8>) {
    let (mut lines, mut all) = (Vec::new(), Vec::new());
    for bytes in bytes.chunks(piece) {
        lines.extend_from_slice(bytes);
        match read_entries(&mut lines) {
            Some(entries) => all.extend(entries),
            None => return (None, lines),
        }
        assert!(!lines.contains(&b'\n'), "complete lines are removed");
    }
    (Some(all), lines)
}

fn write(entries: &[RosterEntry]) -> Vec<u8> {
    let mut lines = Vec::new();
    for entry in entries {
        write_entry(&mut lines, entry);
    }
    lines
}

fn text(bytes: &[u8], piece: usize) {
    let (whole, rest) = read(bytes, bytes.len().max(1));
    let pieces = read(bytes, piece);
    assert_eq!(pieces.0, whole);
    let Some(entries) = whole else { return };
    assert_eq!(pieces.1, rest);
    assert!(entries.len() * LINE_BYTES_MIN <= bytes.len() - rest.len());
    let written = write(&entries);
    assert_eq!(read(&written, piece), (Some(entries), Vec::new()));
    let complete = &bytes[..bytes.len() - rest.len()];
    // A number may have a sign or several leading zeros, and a line may end with CRLF; such lines are written in the usual form.
    let is_usual = |line: &str| {
        !line.ends_with('\r') && line.split_once(' ').is_none_or(|(_, n)| n.starts_with(|c| ('1'..='9').contains(&c)))
    };
    if std::str::from_utf8(complete).is_ok_and(|text| text.split_terminator('\n').all(is_usual)) {
        assert_eq!(written, complete);
    }
}

fn entries(bytes: &[u8], piece: usize) {
    let entry = |bytes: &[u8; ENTRY_BYTES]| {
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte))
        };
        let user_id = UserId::from_key(UserKey::from_bits(number(0..16)), number(16..21) as u64);
        assert_eq!(user_id.key(), Some(UserKey::from_bits(number(0..16))));
        RosterEntry { user_id, missing: number(21..24) as u32, is_due: bytes[ENTRY_BYTES - 1] & 1 != 0 }
    };
    let entries: Vec<RosterEntry> = bytes.as_chunks().0.iter().map(entry).collect();
    assert_eq!(read(&write(&entries), piece), (Some(entries), Vec::new()));
}

/// Checks the limits that a brake reports as exceeded.
fn exceed(choice: u8, bytes: &[u8]) {
    let [created, updated, failed, skipped, before, missing, existing, disabled, limits, ..] = bytes.as_chunks::<3>().0
    else {
        return;
    };
    let [created, updated, failed, skipped, before, missing, existing, disabled] =
        [created, updated, failed, skipped, before, missing, existing, disabled]
            .map(|[high, middle, low]| u64::from(u32::from_be_bytes([0, *high, *middle, *low])));
    let [limit, other, min_users] = limits.map(u32::from);
    let brake = Brake {
        create_percent: limit % 101,
        update_percent: other % 101,
        min_users: min_users.into(),
        ..Brake::default()
    };
    let is_disabling = choice & 2 != 0;
    let config = FeedConfig {
        missing: if is_disabling { Missing::Disable } else { Missing::Keep },
        brake: (choice & 4 != 0).then_some(brake),
        ..FeedConfig::in_language(Language::English)
    };
    let Some(id) = feed("hr") else { return };
    let before = (choice & 8 != 0).then_some(before);
    let missing = missing.min(before.unwrap_or_default());
    // Only existing users are updated or disabled.
    let existing = existing.max(updated).max(disabled);
    let shape = RosterShape {
        before,
        present: before.unwrap_or_default() - missing,
        missing,
        existing,
        disabled,
        ..RosterShape::default()
    };
    let planned = Summary { created, updated, failed, skipped, ..Summary::default() };
    let held = FeedFile::new(id, &config).exceeded(&shape, &planned);
    assert!(config.brake.is_some() || held.is_empty());
    for (index, limit) in held.iter().enumerate() {
        assert!(limit.users > u64::from(min_users) || limit.limit == HeldLimit::AbsentPercent, "{limit:?}");
        // If there was no one before, any number is reported as at most 100 %.
        assert!(limit.found > limit.allowed || before == Some(0), "{limit:?} of {shape:?} and {planned:?}");
        assert!(held[..index].iter().all(|other| other.limit != limit.limit));
        assert!(before.is_some() || !matches!(limit.limit, HeldLimit::CreatePercent | HeldLimit::AbsentPercent));
        assert!(is_disabling || limit.limit != HeldLimit::AbsentPercent);
    }
}

/// Checks the planned row of a person who is absent from the file.
fn miss(choice: u8, bytes: &[u8]) {
    let [number, cells, ..] = bytes else { return };
    let (world, hr, other) = (World::new(), feed("hr"), feed("payroll"));
    let address = if number & 1 == 0 { ADMIN } else { "bea@example.org" };
    let Some((_, mut user)) = import(&world, &ImportId::from("earlier"), hr.as_ref(), address, *cells) else { return };
    user.feed.clone_from(&[None, hr.clone(), other][usize::from(choice >> 4) % 3]);
    let (import_id, options) = (ImportId::from("file"), Options::of_layout(LayoutName::Enrolment));
    let context = PlanContext {
        import_id: &import_id,
        options: &options,
        started_by_address: (choice & 2 != 0).then_some(ADMIN),
        feed: hr.as_ref().filter(|_| choice & 4 != 0),
        now: Timestamp::UNIX_EPOCH,
    };
    let user_id = if choice & 8 == 0 { user.user_id.clone() } else { UserId::from("another") };
    let entry = RosterEntry { user_id, missing: u32::from(*number), is_due: false };
    let row = plan_missing(2, &entry, Some(&user), &context, &world);
    assert_eq!(plan_missing(2, &entry, None, &context, &world), None);
    let belongs = context.feed.is_some() && user.feed.as_ref() == context.feed && entry.user_id == user.user_id;
    assert_eq!(row.is_some(), belongs);
    let Some(row) = row else { return };
    assert!(row.is_missing() && row.user_id.as_ref() == Some(&user.user_id));
    let is_self = context.started_by_address == Some(user.address.as_str());
    assert_eq!(row.outcome == Outcome::Disabled, user.enabled && !is_self);
    if row.outcome == Outcome::Disabled {
        let after = missing_user(&row, &user, &context);
        assert!(!after.enabled && after.feed.is_none() && after.version == user.version + 1);
        assert_eq!(User { enabled: true, feed: user.feed.clone(), ..unwritten(&after) }, unwritten(&user));
    } else {
        assert_eq!(row.reason, Some(if user.enabled { Reason::SelfDisable } else { Reason::Unchanged }));
        assert!(row.changes.is_empty());
    }
}

/// Returns the user without the members, other than `enabled` and `feed`, that disabling changes.
fn unwritten(user: &User) -> User {
    User { version: 0, history: Vec::new(), disabled_by_feed: false, updated_at: Timestamp::UNIX_EPOCH, ..user.clone() }
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    #[test]
    fn noise_is_read_or_refused() {
        const ENDS: [&str; 8] = ["\n", " 1\n", " 007\n", "\r\n", " x\n", " +3\n", " ", ""];
        for seed in 0..20_000 {
            let mut noise = Noise::new(seed);
            let mut data = noise.bytes(100);
            if data[0] & 1 == 0 {
                data.truncate(2);
                for _ in 0..3 {
                    data.push(b'0' + noise.next() % 8);
                    data.extend((0..33).map(|_| *noise.pick(b"0123456789abcdefghjkmnpqrstvwxyz")));
                    data.extend_from_slice(noise.pick(&ENDS).as_bytes());
                }
            }
            super::roster(&data);
        }
    }
}
