//! Keys of the table's items, and the mapping between items and values.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use rollcall_domain::{
    feed::{Feed, FeedName},
    ids::{BatchId, CompanyId, ImportId, UserId, UserKey},
    import::Import,
    invitation::{Due, TokenHash},
    stores::{CHUNK_NUMBERS, StoreError},
    user::User,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    errors::{DYNAMODB, refused},
    schema::attribute,
    stack::Stack,
};

pub(crate) type Item = HashMap<String, AttributeValue>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl Key {
    pub(crate) fn user(key: UserKey) -> Self {
        Self { pk: format!("USER#{key}"), sk: "USER".to_owned() }
    }

    /// Returns the key of the look-up item for a user's identifier.
    pub(crate) fn identifier(hash: u128, user_id: &UserId) -> Self {
        Self { pk: identifier_partition(hash), sk: user_id.as_str().to_owned() }
    }

    pub(crate) fn settings() -> Self {
        Self { pk: "SETTINGS".to_owned(), sk: "SETTINGS".to_owned() }
    }

    pub(crate) fn import(id: &ImportId) -> Self {
        Self { pk: import_partition(id), sk: "IMPORT".to_owned() }
    }

    pub(crate) fn feed(name: &FeedName) -> Self {
        Self { pk: format!("FEED#{name}"), sk: "FEED".to_owned() }
    }

    pub(crate) fn chunk(id: &ImportId, chunk: u32) -> Self {
        Self { pk: import_partition(id), sk: chunk_order(chunk) }
    }

    pub(crate) fn chunk_begun(id: &ImportId, chunk: u32) -> Self {
        Self { pk: import_partition(id), sk: chunk_key("BEGUN#", chunk) }
    }

    pub(crate) fn chunk_catalog(id: &ImportId, chunk: u32) -> Self {
        Self { pk: import_partition(id), sk: chunk_key("CATALOG#", chunk) }
    }

    pub(crate) fn request(key: &str) -> Self {
        Self { pk: format!("REQUEST#{key}"), sk: "REQUEST".to_owned() }
    }

    pub(crate) fn token(hash: &TokenHash) -> Self {
        Self { pk: format!("TOKEN#{}", hash.as_str()), sk: "TOKEN".to_owned() }
    }

    pub(crate) fn batch(id: &BatchId) -> Self {
        Self { pk: format!("RUN#{id}"), sk: "RUN".to_owned() }
    }

    pub(crate) fn sending() -> Self {
        Self { pk: "SENDING".to_owned(), sk: "SENDING".to_owned() }
    }

    /// Returns the key of the sending slots, which are a separate item, since every batch of e-mails writes it.
    pub(crate) fn slots() -> Self {
        Self { pk: "SLOTS".to_owned(), sk: "SLOTS".to_owned() }
    }

    /// Returns the key of the item that counts attempts from a source in the window that ends at `until`.
    pub(crate) fn source(source: &str, until: Timestamp) -> Self {
        Self { pk: format!("SOURCE#{source}#{}", until.as_second()), sk: "SOURCE".to_owned() }
    }

    pub(crate) fn company(id: &CompanyId) -> Self {
        Self { pk: company_partition(id), sk: COMPANY.to_owned() }
    }

    pub(crate) fn company_name(name: &str) -> Self {
        Self { pk: format!("{COMPANY_NAMES}{name}"), sk: "COMPANY_NAME".to_owned() }
    }

    /// Returns the name from the partition key of an item that leads from a name or alias to its company.
    pub(crate) fn name_of_company(pk: &str) -> Option<&str> {
        pk.strip_prefix(COMPANY_NAMES)
    }

    pub(crate) fn into_item(self) -> Item {
        Item::from([(attribute::PK.to_owned(), text(self.pk)), (attribute::SK.to_owned(), text(self.sk))])
    }
}

/// Returns the partition of the look-up items for an identifier with this keyed hash.
pub(crate) fn identifier_partition(hash: u128) -> String {
    format!("IDENTIFIER#{hash:032x}")
}

pub(crate) const COMPANY: &str = "COMPANY";
const COMPANY_NAMES: &str = "COMPANY_NAME#";
pub(crate) const COHORT: &str = "COHORT#";
pub(crate) const COURSE: &str = "COURSE#";
pub(crate) const ALIAS: &str = "ALIAS#";

pub(crate) fn import_partition(id: &ImportId) -> String {
    format!("IMPORT#{id}")
}

/// Returns the sort key of a chunk.
pub(crate) fn chunk_order(chunk: u32) -> String {
    chunk_key("CHUNK#", chunk)
}

/// Returns the sort key of an item about a chunk. Six digits keep the order numeric.
fn chunk_key(prefix: &str, chunk: u32) -> String {
    format!("{prefix}{:06}", chunk.min(CHUNK_NUMBERS.end - 1))
}

/// Returns the sort key of an entry that is due at this time.
pub(crate) fn due_order(due: Timestamp, id: &str) -> String {
    format!("{:015}#{id}", due.as_millisecond().max(0))
}

/// Returns a sort key that follows all entries that are due by this time.
pub(crate) fn due_until(until: Timestamp) -> String {
    // `~` sorts after the separator, so the key sorts after all entries with the same time.
    due_order(until, "").replace('#', "~")
}

pub(crate) fn company_partition(id: &CompanyId) -> String {
    format!("COMPANY#{id}")
}

pub(crate) fn users_shard(shard: u32) -> String {
    format!("USERS#{shard}")
}

pub(crate) fn company_users_shard(id: &CompanyId, shard: u32) -> String {
    format!("COMPANY_USERS#{id}#{shard}")
}

/// Partition of the imports that no other import corrects. Few are written at a time, so one partition is enough.
pub(crate) const IMPORTS: &str = "IMPORTS";
/// Partition of the imports that another import corrects.
pub(crate) const SUPERSEDED_IMPORTS: &str = "IMPORTS_SUPERSEDED";
pub(crate) const OPEN_IMPORTS: &str = "OPEN";
pub(crate) const COMPANIES: &str = "COMPANIES";
pub(crate) const FEEDS: &str = "FEEDS";

/// Returns the partition of one shard of the invitations with a due time.
pub(crate) fn due_shard(due_for: Due, shard: u32) -> String {
    match due_for {
        Due::Enqueue => format!("SEND#{shard}"),
        Due::Expire => format!("EXPIRE#{shard}"),
    }
}

/// Partition of the running invitation batches.
pub(crate) const BATCHES_DUE: &str = "RUNS";
/// Partition of the feeds that have something to report.
pub(crate) const REPORTS_DUE: &str = "REPORTS";

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: impl std::fmt::Display) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn text_of<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

pub(crate) fn write_item(key: Key, value: &impl Serialize) -> Result<Item, StoreError> {
    // The message of a serialization error may quote a value, so it is not passed on.
    let mut item: Item =
        serde_dynamo::to_item(value).map_err(|_| refused(DYNAMODB, "cannot serialize a value as an item"))?;
    item.insert(attribute::PK.to_owned(), text(key.pk));
    item.insert(attribute::SK.to_owned(), text(key.sk));
    Ok(item)
}

/// Deserializes an item; `what` names its kind in errors.
///
/// # Errors
///
/// [`StoreError::Unreadable`] if the item cannot be parsed. Items are written only by this crate, but during a deployment, a worker may
/// read an item that a newer version wrote. The item remains unchanged until a worker running that version handles it.
pub(crate) fn read_item<T: DeserializeOwned>(what: &'static str, item: Item) -> Result<T, StoreError> {
    // The parser's message is omitted, because it may quote a value.
    serde_dynamo::from_item(item).map_err(|_| StoreError::Unreadable { store: DYNAMODB, what })
}

/// Deserializes an item into a value that retains unknown attributes. First removes the attributes that [`write_item`] and its callers add.
pub(crate) fn read_whole_item<T: DeserializeOwned>(what: &'static str, mut item: Item) -> Result<T, StoreError> {
    for name in attribute::ADDED {
        item.remove(name);
    }
    read_item(what, item)
}

pub(crate) fn user_key(user: &User) -> Result<UserKey, StoreError> {
    user.user_id.key().ok_or_else(|| refused(DYNAMODB, "cannot parse the id of a user"))
}

/// Serializes a user, with the index attributes.
pub(crate) fn write_user(user: &User, stack: &Stack) -> Result<Item, StoreError> {
    let key = user_key(user)?;
    let mut item = write_item(Key::user(key), user)?;
    let shard = stack.shard_of(key);
    item.insert(attribute::LIST_PK.to_owned(), text(users_shard(shard)));
    item.insert(attribute::LIST_SK.to_owned(), text(user.address.as_str()));
    item.insert(attribute::STATUS.to_owned(), text(user.status().as_str()));
    if let Some((due_for, due)) = user.invitation_due() {
        item.insert(attribute::DUE_PK.to_owned(), text(due_shard(due_for, shard)));
        item.insert(attribute::DUE_SK.to_owned(), text(due_order(due, user.user_id.as_str())));
    }
    if let Some(company_id) = &user.company_id {
        item.insert(attribute::COMPANY_PK.to_owned(), text(company_users_shard(company_id, shard)));
    }
    Ok(item)
}

/// Returns the attributes that differ, ordered by name, each with its new value, or `None` if it was removed. The primary key never
/// differs: it is derived from the address, which identifies the user.
pub(crate) fn changes(before: &Item, after: Item) -> Vec<(String, Option<AttributeValue>)> {
    let gone = before.keys().filter(|name| !after.contains_key(*name)).map(|name| (name.clone(), None));
    let mut changes: Vec<(String, Option<AttributeValue>)> = gone.collect();
    let differs = |name: &str, value: &AttributeValue| {
        name != attribute::PK && name != attribute::SK && before.get(name) != Some(value)
    };
    changes.extend(
        after.into_iter().filter(|(name, value)| differs(name, value)).map(|(name, value)| (name, Some(value))),
    );
    changes.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    changes
}

/// Serializes an import, with the index attributes: an import is in the open index only while it is open.
pub(crate) fn write_import(import: &Import) -> Result<Item, StoreError> {
    let id = import.id();
    let mut item = write_item(Key::import(id), import)?;
    let listed_in = if import.superseded_by().is_some() { SUPERSEDED_IMPORTS } else { IMPORTS };
    item.insert(attribute::LIST_PK.to_owned(), text(listed_in));
    item.insert(attribute::LIST_SK.to_owned(), text(id.as_str()));
    if let Some(due) = import.due_at() {
        item.insert(attribute::OPEN_PK.to_owned(), text(OPEN_IMPORTS));
        item.insert(attribute::OPEN_SK.to_owned(), text(due_order(due, id.as_str())));
    }
    Ok(item)
}

/// Serializes a feed, with the attributes for the `listing` index and, if there is something to report, for the `due` index.
pub(crate) fn write_feed(feed: &Feed) -> Result<Item, StoreError> {
    let mut item = write_item(Key::feed(feed.name()), feed)?;
    item.insert(attribute::LIST_PK.to_owned(), text(FEEDS));
    item.insert(attribute::LIST_SK.to_owned(), text(feed.name().as_str()));
    if let Some(due) = feed.reports().due_at() {
        item.insert(attribute::DUE_PK.to_owned(), text(REPORTS_DUE));
        item.insert(attribute::DUE_SK.to_owned(), text(due_order(due, feed.name().as_str())));
    }
    Ok(item)
}
