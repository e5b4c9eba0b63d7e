//! Addresses and identifiers that stand in the file more than once, in bounded memory.

use hashbrown::HashTable;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

/// Entries of one segment: a vector of all would double, and for a moment hold the file twice.
const SEGMENT: usize = 1 << 14;

/// Hashes with a secret key, so that nobody can prepare a file whose addresses collide.
#[derive(Debug, Clone, Copy)]
pub struct Keyed([u8; 16]);

impl Keyed {
    /// A hash function of its own for each key.
    pub fn new(key: [u8; 16]) -> Self {
        Self(key)
    }

    /// 128 bits for a value.
    pub fn hash<T: Hash + ?Sized>(&self, value: &T) -> u128 {
        let mut hasher = SipHasher13::new_with_key(&self.0);
        value.hash(&mut hasher);
        hasher.finish128().as_u128()
    }

    /// A hash of several parts.
    pub(super) fn hasher(&self) -> PartsHasher {
        PartsHasher(SipHasher13::new_with_key(&self.0))
    }
}

/// Hashes parts one after the other.
#[derive(Debug)]
pub(super) struct PartsHasher(SipHasher13);

impl PartsHasher {
    /// Adds a text that says itself where it ends.
    pub(super) fn write_text(&mut self, text: &str) {
        self.0.write(text.as_bytes());
    }

    /// 64 bits for what was added so far.
    pub(super) fn hash_64(&self) -> u64 {
        Hasher::finish(&self.0)
    }
}

impl Hasher for PartsHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.hash_64()
    }
}

/// What is remembered of the row that owns a key: 32 bytes with the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    key: u128,
    /// Hash of all values.
    content: u64,
    /// Row.
    row: u32,
    /// Hash of all values but the courses.
    core: u32,
}

/// How a later row relates to the one that owns its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The key is new: this row owns it now.
    First,
    /// The same values again.
    Identical {
        /// The row that owns the key.
        row: u64,
    },
    /// Other values.
    Different {
        /// The row that owns the key.
        row: u64,
        /// Nothing but the courses differs.
        only_courses: bool,
    },
}

/// Which row owns which key. About 50 bytes a row: 32 in segments, 9 in the table, and the table's slack.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// Place in the segments, beside a part of the hash: a table that grows need not look at every segment again.
    table: HashTable<(u32, u32)>,
    segments: Vec<Vec<Owner>>,
}

impl Owners {
    /// Looks a key up, and remembers its row if it is new.
    pub(super) fn see(&mut self, key: u128, row: u64, content: u64, core: u64) -> Seen {
        // The table's own hash is a part of a keyed hash: as good as any.
        let part = key as u32;
        let found =
            self.table.find(spread(part), |(index, other)| *other == part && entry(&self.segments, *index).key == key);
        if let Some((index, _)) = found {
            let owner = entry(&self.segments, *index);
            let row = u64::from(owner.row);
            return if owner.content == content {
                Seen::Identical { row }
            } else {
                Seen::Different { row, only_courses: owner.core == core as u32 }
            };
        }
        let index = self.len() as u32;
        if self.segments.last().is_none_or(|segment| segment.len() == SEGMENT) {
            self.segments.push(Vec::with_capacity(SEGMENT));
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.push(Owner { key, content, row: row as u32, core: core as u32 });
        }
        self.table.insert_unique(spread(part), (index, part), |(_, part)| spread(*part));
        Seen::First
    }

    fn len(&self) -> usize {
        self.segments.len().saturating_sub(1) * SEGMENT + self.segments.last().map_or(0, Vec::len)
    }
}

/// The table takes places from the low bits and marks from the high ones.
fn spread(part: u32) -> u64 {
    u64::from(part) << 32 | u64::from(part)
}

fn entry(segments: &[Vec<Owner>], index: u32) -> &Owner {
    &segments[index as usize / SEGMENT][index as usize % SEGMENT]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_is_the_first_row_of_its_key() {
        let mut owners = Owners::default();
        assert_eq!(owners.see(1, 2, 10, 100), Seen::First);
        assert_eq!(owners.see(2, 3, 10, 100), Seen::First);
        assert_eq!(owners.see(1, 4, 10, 100), Seen::Identical { row: 2 });
        assert_eq!(owners.see(1, 5, 11, 100), Seen::Different { row: 2, only_courses: true });
        assert_eq!(owners.see(2, 6, 11, 101), Seen::Different { row: 3, only_courses: false });
    }

    #[test]
    fn owners_beyond_one_segment_are_all_found() {
        let keyed = Keyed::new([9; 16]);
        let mut owners = Owners::default();
        let count = 2 * SEGMENT as u64 + 7;
        for row in 0..count {
            assert_eq!(owners.see(keyed.hash(&row), row, row, row), Seen::First);
        }
        for row in 0..count {
            assert_eq!(owners.see(keyed.hash(&row), 0, row, row), Seen::Identical { row });
        }
        assert_eq!(size_of::<Owner>(), 32);
    }
}
