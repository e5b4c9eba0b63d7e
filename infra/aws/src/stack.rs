//! The stack's own settings: the secret key of its hashes and the number of its shards.
//!
//! They are one item of the table, written once and then read once per process. The key never leaves the table: with it, anyone could
//! check which address a user's key belongs to.

use std::fmt;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use rollcall_domain::{
    ids::UserKey,
    plan::KeyedHasher,
    stores::{Secrets, StoreError},
};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, refused},
    items::{Item, Key, number},
};

/// Shards of a new stack.
///
/// A partition of DynamoDB supports 1,000 writes/s. An index of a new table has 4 partitions, a warmed one has 40, and each key is stored
/// in one of them: 64 keys load 4 partitions evenly and most of 40, whereas with 8 keys, one of 4 partitions would have three or four
/// keys.
const SHARDS: u32 = 64;

const KEY: &str = "key";
const SHARDS_NAME: &str = "shards";

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
    fn read(item: &Item) -> Result<Self, StoreError> {
        let key = item.get(KEY).and_then(|value| value.as_b().ok()).and_then(|key| key.as_ref().try_into().ok());
        let shards = item.get(SHARDS_NAME).and_then(|value| value.as_n().ok()).and_then(|text| text.parse().ok());
        let (key, shards) = key.zip(shards).ok_or_else(|| refused(DYNAMODB, "cannot parse the stack's settings"))?;
        Ok(Self { hasher: KeyedHasher::new(key), shards })
    }

    /// The hash that derives users' keys from address keys.
    pub(crate) fn hasher(&self) -> KeyedHasher {
        self.hasher
    }

    pub(crate) fn shards(&self) -> std::ops::Range<u32> {
        0..self.shards
    }

    pub(crate) fn shard_of(&self, key: UserKey) -> u32 {
        (key.to_bits() % u128::from(self.shards.max(1))) as u32
    }
}

impl Aws {
    /// The stack's settings, for a writer of users; created if absent.
    pub(crate) async fn stack(&self) -> Result<Stack, StoreError> {
        if let Some(stack) = self.stack_if_created().await? {
            return Ok(stack);
        }
        let secret = self.secret()?;
        let mut item = Key::settings().into_item();
        item.insert(KEY.to_owned(), AttributeValue::B(Blob::new(&secret[..16])));
        item.insert(SHARDS_NAME.to_owned(), number(SHARDS));
        // The first writer wins; the value that is read afterwards is used.
        self.table()?.put_new(item).await?;
        let stack = self.stack_if_created().await?;
        stack.ok_or_else(|| refused(DYNAMODB, "the stack's settings were removed"))
    }

    /// The stack's settings, for a reader of users: without settings there are no users.
    pub(crate) async fn stack_if_created(&self) -> Result<Option<Stack>, StoreError> {
        if let Some(stack) = self.known_stack().get() {
            return Ok(Some(*stack));
        }
        let Some(item) = self.table()?.get(Key::settings()).await? else { return Ok(None) };
        let stack = Stack::read(&item)?;
        Ok(Some(*self.known_stack().get_or_init(|| stack)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_spread_evenly_over_the_shards() {
        let stack = Stack { hasher: KeyedHasher::new([7; 16]), shards: SHARDS };
        let mut counts = [0_u32; SHARDS as usize];
        for n in 0..64_000 {
            counts[stack.shard_of(stack.hasher().user_key(&format!("ann.{n}@example.org"))) as usize] += 1;
        }
        // 1,000 per shard, plus or minus five times its square root.
        assert!(counts.iter().all(|count| (840..1_160).contains(count)), "{counts:?}");
    }
}
