//! The stack's own settings: the secret key for its hashes, and its number of shards.
//!
//! The settings are one item in the table, written once and read once per process. The secret key is stored nowhere else: anyone who had it
//! could check which address a user's key belongs to.

use std::fmt;

use rollcall_domain::{ids::UserKey, plan::KeyedHasher};

/// Number of shards in a new stack.
///
/// A DynamoDB partition supports 1,000 writes/s. An index of a new table has 4 partitions, one of a warmed table has 40, and each key is
/// stored in one of them. 64 keys load 4 partitions almost evenly, and most of 40; with 8 keys, one of 4 partitions would usually get three
/// or four of them.
pub(crate) const SHARDS: u32 = 64;

/// The stack's own settings.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    hasher: KeyedHasher,
    shards: u32,
}

impl fmt::Debug for Stack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Stack").field("shards", &self.shards).finish_non_exhaustive()
    }
}

impl Stack {
    pub(crate) fn new(key: [u8; 16], shards: u32) -> Self {
        Self { hasher: KeyedHasher::new(key), shards }
    }

    /// Returns the hasher that derives users' keys from address keys, and hashes identifiers.
    pub(crate) fn hasher(&self) -> KeyedHasher {
        self.hasher
    }

    /// Returns the hash of a network address. The prefix distinguishes it from users' keys: no address key begins with this prefix.
    pub(crate) fn hash_source(&self, address: &str) -> String {
        format!("{:032x}", self.hasher.hash(&format!("source {address}")))
    }

    pub(crate) fn shards(&self) -> std::ops::Range<u32> {
        0..self.shards
    }

    pub(crate) fn shard_of(&self, key: UserKey) -> u32 {
        (key.to_bits() % u128::from(self.shards.max(1))) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_of_a_source_depends_on_the_key_and_is_no_users_key() {
        let (stack, other) = (Stack::new([7; 16], SHARDS), Stack::new([8; 16], SHARDS));
        let hash = stack.hash_source("192.0.2.1");
        assert_eq!(hash.len(), 32);
        assert_ne!(hash, other.hash_source("192.0.2.1"));
        assert_ne!(hash, stack.hash_source("192.0.2.2"));
        assert_ne!(hash, format!("{:032x}", stack.hasher().hash("192.0.2.1")));
    }

    /// A partition accepts 1,000 rows per second, and a new index has four partitions, among which its keys are distributed at random.
    #[test]
    fn keys_of_a_list_use_most_of_a_new_index() {
        let hasher = KeyedHasher::new([7; 16]);
        let rows_per_second = |index: u32| {
            let mut keys = [0_u32; 4];
            for shard in 0..SHARDS {
                keys[(hasher.hash(&format!("{index} {shard}")) % 4) as usize] += 1;
            }
            1_000 * SHARDS / keys.into_iter().max().unwrap_or(1)
        };
        let mut rates: Vec<u32> = (0..1_000).map(rows_per_second).collect();
        rates.sort_unstable();
        // With eight keys, nearly half of the indexes would accept at most 2,000.
        assert!(rates[50] > 2_500, "19 of 20 indexes take at least {} rows per second", rates[50]);
    }

    #[test]
    fn users_are_spread_evenly_over_the_shards() {
        let stack = Stack::new([7; 16], SHARDS);
        let mut counts = [0_u32; SHARDS as usize];
        for n in 0..64_000 {
            counts[stack.shard_of(stack.hasher().user_key(&format!("ann.{n}@example.org"))) as usize] += 1;
        }
        // 1,000 per shard, plus or minus five times its square root.
        assert!(counts.iter().all(|count| (840..1_160).contains(count)), "{counts:?}");
    }
}
