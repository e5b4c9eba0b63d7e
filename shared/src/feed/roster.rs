//! The lines in a roster. Each contains a user's id and the number of consecutive files in which the person was counted as absent, but no
//! address.
//!
//! A roster also lists the people whom its file disables. They then no longer belong to the feed, so the next file ignores them, except
//! those who were not disabled after all, for example because an administrator had disabled them first.

use crate::ids::UserId;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterEntry {
    pub user_id: UserId,
    /// Number of consecutive files in which the person was counted as absent.
    pub missing: u32,
    /// Whether the file is planned to disable the person.
    pub is_due: bool,
}

/// Appends a line: `<user id> <missing>`. The number is omitted if it is 0. For a person who is due, it is never omitted and has a leading
/// zero. A version that does not list these people reads the number, and counts them as absent once more.
pub fn write_entry(lines: &mut Vec<u8>, entry: &RosterEntry) {
    lines.extend_from_slice(entry.user_id.as_str().as_bytes());
    if entry.missing > 0 || entry.is_due {
        lines.push(b' ');
        if entry.is_due {
            lines.push(b'0');
        }
        lines.extend_from_slice(entry.missing.to_string().as_bytes());
    }
    lines.push(b'\n');
}

/// Removes the complete lines from `lines` and returns their entries, or `None` if a line is malformed.
pub fn read_entries(lines: &mut Vec<u8>) -> Option<Vec<RosterEntry>> {
    let end = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let rest = lines.split_off(end);
    let complete = std::mem::replace(lines, rest);
    let text = std::str::from_utf8(&complete).ok()?;
    text.lines().map(read_entry).collect()
}

fn read_entry(line: &str) -> Option<RosterEntry> {
    let (id, missing) = line.split_once(' ').map_or((line, "0"), |(id, missing)| (id, missing));
    let user_id = UserId::from(id);
    user_id.key()?;
    let is_due = missing.len() > 1 && missing.starts_with('0');
    Some(RosterEntry { user_id, missing: missing.parse().ok()?, is_due })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UserKey;

    #[test]
    fn roster_written_and_read_in_any_pieces_is_the_same() {
        let entry = |number: u32| RosterEntry {
            user_id: UserId::from_key(UserKey::from_bits(u128::from(number)), 7),
            missing: number % 3,
            is_due: number.is_multiple_of(5),
        };
        let entries: Vec<RosterEntry> = (0..50).map(entry).collect();
        let mut written = Vec::new();
        for entry in &entries {
            write_entry(&mut written, entry);
        }
        assert!(written.len() / entries.len() <= 37, "a line is short");
        for piece in [1, 7, 36, 10_000] {
            let (mut lines, mut read) = (Vec::new(), Vec::new());
            for bytes in written.chunks(piece) {
                lines.extend_from_slice(bytes);
                read.extend(read_entries(&mut lines).unwrap_or_default());
            }
            assert_eq!((read, lines.len()), (entries.clone(), 0), "{piece}");
        }
        assert_eq!(read_entries(&mut b"not an id\n".to_vec()), None);
    }

    #[test]
    fn line_contains_the_number_of_files_only_if_the_person_is_absent_or_due() {
        let user_id = UserId::from_key(UserKey::default(), 1);
        for (missing, is_due, line) in [
            (0, false, "0000000000000000000000000000000001\n"),
            (1, false, "0000000000000000000000000000000001 1\n"),
            (10, false, "0000000000000000000000000000000001 10\n"),
            (0, true, "0000000000000000000000000000000001 00\n"),
            (10, true, "0000000000000000000000000000000001 010\n"),
        ] {
            let mut lines = Vec::new();
            write_entry(&mut lines, &RosterEntry { user_id: user_id.clone(), missing, is_due });
            assert_eq!(String::from_utf8_lossy(&lines), line);
        }
    }
}
