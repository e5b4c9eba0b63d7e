//! Remembers the first row with each address or identifier, so that a later row with the same one is recognized. Takes about 37 bytes per
//! distinct key; keys are 128-bit hashes, of which 96 bits are compared.

/// Number of entries per segment. A single vector would be copied whenever it grew, and would briefly need memory for both copies.
const SEGMENT: usize = 1 << 14;

/// Number of slots of a table when it gets its first key.
const SLOTS_MIN: usize = 1 << 5;

/// The first row with a key; 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    /// High half of the key. The index has its lowest 32 bits. Together, they are as good as the whole key: among a million keys, the
    /// probability that any two share 96 bits is less than one in 10^17.
    key: u64,
    content: u64,
    row: u32,
    /// Low half of the hash that does not include the courses.
    core: u32,
}

/// How a row relates to the owner of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The key is new; the row becomes its owner.
    First,
    Identical {
        row: u64,
    },
    Different {
        row: u64,
        only_courses: bool,
    },
}

/// The owner of each key. A key takes about 37 bytes: 24 in the segments, 12 in the index (one and a half slots, because on average two
/// thirds of the slots are filled), and one in the filter.
///
/// Most keys are new. The index of a large file does not fit in the CPU caches, so a lookup there would cost a cache miss per row. The
/// filter is searched first: it fits in the caches, and a key that it does not contain is new. New keys enter the index later, in bulk, so
/// that their cache misses overlap.
#[derive(Debug, Default)]
pub(super) struct Owners {
    filter: Filter,
    index: KeyIndex,
    /// Parts of the keys that are not in the index yet.
    late: Vec<u32>,
    segments: Vec<Vec<Owner>>,
}

const LATE_MAX: usize = 256;

impl Owners {
    /// Prepares the [lookup](Self::look_up) of a key. Called early, because loading the filter's word may cause a cache miss.
    pub(super) fn prepare(&self, key: u128) -> Prepared {
        Prepared { key, word: self.filter.word((key >> 64) as u64) }
    }

    /// Looks up a key, which must be the last one prepared. If the key is new, the row becomes its owner.
    pub(super) fn look_up(&mut self, prepared: Prepared, row: u64, content: u64, core: u64) -> Seen {
        let key = prepared.key;
        if !self.filter.add((key >> 64) as u64, prepared.word) {
            self.catch_up();
            if let Some(owner) = self.find(key) {
                let row = u64::from(owner.row);
                return if owner.content == content {
                    Seen::Identical { row }
                } else {
                    Seen::Different { row, only_courses: owner.core == core as u32 }
                };
            }
        }
        if self.segments.last().is_none_or(|segment| segment.len() == SEGMENT) {
            self.segments.push(Vec::with_capacity(SEGMENT));
            let count = self.segments.len() * SEGMENT;
            if self.filter.is_small_for(count) {
                self.filter = Filter::of(count, self.segments.iter().flatten().map(|owner| owner.key));
                let prepared = self.prepare(key);
                self.filter.add((key >> 64) as u64, prepared.word);
            }
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.push(Owner { key: (key >> 64) as u64, content, row: row as u32, core: core as u32 });
        }
        self.late.push(key as u32);
        if self.late.len() == LATE_MAX {
            self.catch_up();
        }
        Seen::First
    }

    /// Returns `true` if a row has this key.
    pub(super) fn contains(&mut self, key: u128) -> bool {
        self.catch_up();
        self.find(key).is_some()
    }

    fn find(&self, key: u128) -> Option<&Owner> {
        self.index
            .of(key as u32)
            .map(|index| entry(&self.segments, index))
            .find(|owner| owner.key == (key >> 64) as u64)
    }

    fn catch_up(&mut self) {
        self.index.prefetch(&self.late);
        self.late.drain(..).for_each(|part| self.index.insert(part));
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Prepared {
    key: u128,
    word: u64,
}

/// A Bloom filter that recognizes most new keys: two bits per key, both in one word, and on average at most twelve keys per word.
#[derive(Debug, Default)]
struct Filter {
    words: Vec<u64>,
}

impl Filter {
    fn of(count: usize, keys: impl Iterator<Item = u64>) -> Self {
        let mut filter = Self { words: vec![0; count / 6] };
        keys.for_each(|key| {
            filter.add(key, filter.word(key));
        });
        filter
    }

    fn is_small_for(&self, count: usize) -> bool {
        self.words.len() * 12 < count
    }

    fn word(&self, key: u64) -> u64 {
        self.words.get(self.index_of(key)).copied().unwrap_or_default()
    }

    /// Adds a key, given its current word. Returns `true` if the key is certainly new.
    fn add(&mut self, key: u64, word: u64) -> bool {
        let bits = 1 << (key & 63) | 1 << (key >> 6 & 63);
        let index = self.index_of(key);
        if let Some(stored) = self.words.get_mut(index) {
            *stored = word | bits;
        }
        word & bits != bits
    }

    fn index_of(&self, key: u64) -> usize {
        (((key >> 32) * self.words.len() as u64) >> 32) as usize
    }
}

fn entry(segments: &[Vec<Owner>], index: u32) -> &Owner {
    &segments[index as usize / SEGMENT][index as usize % SEGMENT]
}

/// Numbers the keys in insertion order and finds their numbers by part of the key. The highest bits of the part choose one of 64 tables.
/// Each table is small, so the second copy that exists while it grows needs little memory.
#[derive(Debug)]
struct KeyIndex {
    tables: [Table; 1 << TABLE_BITS],
    count: u32,
}

const TABLE_BITS: u32 = 6;

impl Default for KeyIndex {
    fn default() -> Self {
        Self { tables: std::array::from_fn(|_| Table::default()), count: 0 }
    }
}

impl KeyIndex {
    fn of(&self, part: u32) -> impl Iterator<Item = u32> {
        self.tables[table_of(part)].of(part)
    }

    /// Loads the slots of these keys, so that their cache misses overlap.
    fn prefetch(&self, parts: &[u32]) {
        let touched = parts.iter().fold(0, |touched, part| touched | self.tables[table_of(*part)].first_slot(*part));
        std::hint::black_box(touched);
    }

    fn insert(&mut self, part: u32) {
        self.count += 1;
        self.tables[table_of(part)].insert(u64::from(self.count) << 32 | u64::from(part));
    }
}

fn table_of(part: u32) -> usize {
    (part >> (u32::BITS - TABLE_BITS)) as usize
}

/// Uses open addressing with linear probing: the slots for a key are close together, so a lookup usually costs one cache miss.
#[derive(Debug, Default)]
struct Table {
    /// Low half: part of a key. High half: number of the key, from 1; 0 is an empty slot. A key's slot is at a position proportional to the
    /// part; if that slot is taken, the next free one is used.
    slots: Vec<u64>,
    filled: usize,
}

impl Table {
    fn of(&self, part: u32) -> impl Iterator<Item = u32> {
        let from = self.index_of(part);
        let probed = self.slots[from..].iter().chain(&self.slots[..from]);
        probed
            .take_while(|slot| **slot != 0)
            .filter(move |slot| **slot as u32 == part)
            .map(|slot| (slot >> 32) as u32 - 1)
    }

    fn first_slot(&self, part: u32) -> u64 {
        self.slots.get(self.index_of(part)).copied().unwrap_or_default()
    }

    fn insert(&mut self, slot: u64) {
        if self.filled * 5 >= self.slots.len() * 4 {
            self.grow();
        }
        self.filled += 1;
        self.fill(slot);
    }

    fn fill(&mut self, slot: u64) {
        let mut index = self.index_of(slot as u32);
        while self.slots[index] != 0 {
            index += 1;
            if index == self.slots.len() {
                index = 0;
            }
        }
        self.slots[index] = slot;
    }

    /// Adds half as many slots: more often than doubling, but with fewer empty slots. Entries keep their order, so both copies are
    /// traversed sequentially.
    fn grow(&mut self) {
        let count = (self.slots.len() * 3 / 2).max(SLOTS_MIN);
        for slot in std::mem::replace(&mut self.slots, vec![0; count]) {
            if slot != 0 {
                self.fill(slot);
            }
        }
    }

    fn index_of(&self, part: u32) -> usize {
        ((u64::from(part << TABLE_BITS) * self.slots.len() as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::keyed::KeyedHasher;

    fn see(owners: &mut Owners, key: u128, row: u64, content: u64, core: u64) -> Seen {
        owners.look_up(owners.prepare(key), row, content, core)
    }

    #[test]
    fn owner_is_the_first_row_of_its_key() {
        let mut owners = Owners::default();
        assert_eq!(see(&mut owners, 1, 2, 10, 100), Seen::First);
        assert_eq!(see(&mut owners, 2, 3, 10, 100), Seen::First);
        assert_eq!(see(&mut owners, 1, 4, 10, 100), Seen::Identical { row: 2 });
        assert_eq!(see(&mut owners, 1, 5, 11, 100), Seen::Different { row: 2, only_courses: true });
        assert_eq!(see(&mut owners, 2, 6, 11, 101), Seen::Different { row: 3, only_courses: false });
    }

    #[test]
    fn owners_contain_the_keys_that_were_looked_up() {
        let mut owners = Owners::default();
        assert!(!owners.contains(1));
        see(&mut owners, 1, 2, 10, 100);
        assert!(owners.contains(1) && !owners.contains(2));
        see(&mut owners, 2, 3, 10, 100);
        assert!(owners.contains(1) && owners.contains(2) && !owners.contains(1 << 64 | 1));
    }

    #[test]
    fn owners_beyond_one_segment_are_all_found() {
        let hasher = KeyedHasher::new([9; 16]);
        let mut owners = Owners::default();
        let count = 2 * SEGMENT as u64 + 7;
        for row in 0..count {
            assert_eq!(see(&mut owners, hasher.hash(&row.to_string()), row, row, row), Seen::First);
        }
        for row in 0..count {
            assert_eq!(see(&mut owners, hasher.hash(&row.to_string()), 0, row, row), Seen::Identical { row });
        }
        assert_eq!(size_of::<Owner>(), 24);
    }

    proptest! {
        #[test]
        fn owners_are_those_of_a_map_even_where_slots_collide(
            keys in proptest::collection::vec((0_u128..120, proptest::sample::select(vec![0, u32::MAX, 7])), 0..3_000),
        ) {
            let mut owners = Owners::default();
            let mut map: HashMap<u128, u64> = HashMap::new();
            for (row, (high, part)) in (2..).zip(keys) {
                let key = high << 64 | u128::from(part);
                let expected = map.get(&key).map_or(Seen::First, |row| Seen::Identical { row: *row });
                map.entry(key).or_insert(row);
                prop_assert_eq!(see(&mut owners, key, row, 0, 0), expected);
            }
        }
    }
}
