//! The item with the stack's own settings, which is created no later than the first user and read once per process.

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use rollcall_domain::stores::{Secrets, StoreError};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, refused},
    items::{Item, Key, number},
    stack::{SHARDS, Stack},
};

const KEY: &str = "key";
const SHARDS_NAME: &str = "shards";

impl Aws {
    /// Returns the stack's settings, creating them if they do not exist. For code that writes users.
    pub(crate) async fn stack(&self) -> Result<Stack, StoreError> {
        if let Some(stack) = self.stack_if_created().await? {
            return Ok(stack);
        }
        self.create_stack(SHARDS).await?;
        let stack = self.stack_if_created().await?;
        stack.ok_or_else(|| refused(DYNAMODB, "the stack's settings were removed"))
    }

    /// Creates the stack's settings with this number of shards, unless they exist.
    ///
    /// If a stack has no settings, the first write of a user creates them with 64 shards, to suit the write rate of a deployed table. A
    /// table in one process has no such limit, and lists are faster with fewer shards.
    pub async fn create_stack(&self, shards: u32) -> Result<(), StoreError> {
        let secret = self.secret()?;
        let mut item = Key::settings().into_item();
        item.insert(KEY.to_owned(), AttributeValue::B(Blob::new(&secret[..16])));
        item.insert(SHARDS_NAME.to_owned(), number(shards));
        // The first writer wins, and all processes read the settings that it stored.
        self.table()?.put_new(item).await.map(|_| ())
    }

    /// Returns the hash under which attempts from a network address are counted, or `None` if the stack has no settings, and thus no users.
    /// The secret key is stored only in the table, so a hash in a log, or in a dump without the settings, does not reveal the address.
    pub async fn hash_source(&self, address: &str) -> Result<Option<String>, StoreError> {
        let stack = self.stack_if_created().await?;
        Ok(stack.map(|stack| stack.hash_source(address)))
    }

    /// Returns the stack's settings, if they exist. For code that reads users: without settings, there are no users.
    pub(crate) async fn stack_if_created(&self) -> Result<Option<Stack>, StoreError> {
        if let Some(stack) = self.known_stack().get() {
            return Ok(Some(*stack));
        }
        let Some(item) = self.table()?.get(Key::settings()).await? else { return Ok(None) };
        let stack = read(&item)?;
        Ok(Some(*self.known_stack().get_or_init(|| stack)))
    }
}

fn read(item: &Item) -> Result<Stack, StoreError> {
    let key = item.get(KEY).and_then(|value| value.as_b().ok()).and_then(|key| key.as_ref().try_into().ok());
    let shards = item.get(SHARDS_NAME).and_then(|value| value.as_n().ok()).and_then(|text| text.parse().ok());
    let (key, shards) = key.zip(shards).ok_or_else(|| refused(DYNAMODB, "cannot parse the stack's settings"))?;
    Ok(Stack::new(key, shards))
}
