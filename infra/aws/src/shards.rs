//! Lists that an index holds in shards, merged into one order.
//!
//! An index whose partition key were constant would put every write of a million users on one partition. So a list lies in
//! [`SHARDS`](rollcall_domain::keys::SHARDS) partitions, each in order, and reading it merges them.

use std::collections::VecDeque;

use futures_util::future::try_join_all;
use rollcall_domain::stores::StoreError;
use thiserror::Error;

use crate::{
    errors::{DYNAMODB, store_error},
    items::{Item, text, text_of},
    page::CursorError,
    schema::attribute,
    table::Table,
};

/// Items read for one page: 4 MB of some 400 bytes each. A filter that matches little ends the page early, not the list.
const SCANNED_MAX: usize = 10_000;
/// Items a shard is asked for where a filter lets few of them through.
const FILTERED_STEP: usize = 500;
/// Sorts after every character that a key holds.
const LAST: char = char::MAX;

/// Why a list was not shown.
#[derive(Debug, Error)]
pub enum ListError {
    /// The caller brought a cursor that is none of this list.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// The table did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    /// Whether `one` comes before `other`.
    fn is_before(self, one: &str, other: &str) -> bool {
        match self {
            Self::Ascending => one < other,
            Self::Descending => one > other,
        }
    }
}

/// A list to be read.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The index.
    pub(crate) index: &'static str,
    /// Its partition key's attribute.
    pub(crate) partition: &'static str,
    /// The shards' partitions.
    pub(crate) partitions: Vec<String>,
    /// Beginning of the keys that are shown; ascending lists only.
    pub(crate) prefix: Option<String>,
    /// The key after which the page starts.
    pub(crate) after: Option<String>,
    /// Order.
    pub(crate) direction: Direction,
    /// Attributes that must have a value.
    pub(crate) filters: Vec<(&'static str, String)>,
}

/// One page of it.
#[derive(Debug)]
pub(crate) struct Listed {
    /// Items as the index projects them, in order.
    pub(crate) items: Vec<Item>,
    /// The key after which the next page starts; `None` at the end.
    pub(crate) next_after: Option<String>,
}

/// How far a shard was read.
struct Shard<'a> {
    partition: &'a str,
    /// Read and not yet merged.
    ahead: VecDeque<Item>,
    /// Where the next query starts.
    start: Option<Item>,
    /// Key up to which everything was read.
    position: String,
    is_ended: bool,
}

impl Shard<'_> {
    /// Whether it must be read on before anything behind its position may be merged.
    fn is_stalled(&self) -> bool {
        self.ahead.is_empty() && !self.is_ended
    }
}

impl Listing {
    /// Reads at most `limit` items.
    ///
    /// Every shard that is not at its end must show its next item before the least of them is known. When [`SCANNED_MAX`] items
    /// were read, the page ends at the key up to which all shards were read, so that nothing is left out or shown twice.
    pub(crate) async fn read(&self, table: Table<'_>, limit: usize) -> Result<Listed, StoreError> {
        let start = |partition| Shard {
            partition,
            ahead: VecDeque::new(),
            start: None,
            position: String::new(),
            is_ended: false,
        };
        let mut shards: Vec<Shard<'_>> = self.partitions.iter().map(|partition| start(partition.as_str())).collect();
        let step = limit / self.partitions.len().max(1) + 8;
        let step = if self.filters.is_empty() { step } else { step.max(FILTERED_STEP) };
        let mut items: Vec<Item> = Vec::new();
        let mut scanned = 0;
        loop {
            let is_over = shards.iter().all(|shard| shard.is_ended && shard.ahead.is_empty());
            if is_over {
                return Ok(Listed { items, next_after: None });
            }
            if items.len() >= limit {
                let next_after = items.last().map(|item| text_of(item, attribute::LIST_SK).to_owned());
                return Ok(Listed { items, next_after });
            }
            if scanned < SCANNED_MAX && shards.iter().any(Shard::is_stalled) {
                let stalled = shards.iter_mut().filter(|shard| shard.is_stalled());
                let read = try_join_all(stalled.map(|shard| self.read_on(table, shard, step))).await?;
                scanned += read.into_iter().sum::<usize>();
                continue;
            }
            let frontier =
                self.first(shards.iter().filter(|shard| shard.is_stalled()).map(|shard| shard.position.as_str()));
            let head = |shard: &Shard<'_>| shard.ahead.front().map(|item| text_of(item, attribute::LIST_SK).to_owned());
            let least = (0..shards.len())
                .filter_map(|at| head(&shards[at]).map(|key| (key, at)))
                .reduce(|least, next| if self.direction.is_before(&next.0, &least.0) { next } else { least });
            match (least, frontier) {
                (Some((key, _)), Some(frontier)) if self.direction.is_before(frontier, &key) => {
                    return Ok(Listed { items, next_after: Some(frontier.to_owned()) });
                }
                (Some((_, at)), _) => items.extend(shards[at].ahead.pop_front()),
                (None, frontier) => return Ok(Listed { items, next_after: frontier.map(str::to_owned) }),
            }
        }
    }

    fn first<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        keys.reduce(|first, key| if self.direction.is_before(key, first) { key } else { first })
    }

    /// Reads a shard's next items; answers how many were looked at.
    async fn read_on(&self, table: Table<'_>, shard: &mut Shard<'_>, step: usize) -> Result<usize, StoreError> {
        let mut query = table
            .query()
            .index_name(self.index)
            .scan_index_forward(self.direction == Direction::Ascending)
            .limit(i32::try_from(step).unwrap_or(i32::MAX))
            .expression_attribute_names("#partition", self.partition)
            .expression_attribute_values(":partition", text(shard.partition));
        let mut condition = "#partition = :partition".to_owned();
        if let Some((range, values)) = self.range() {
            condition.push_str(" AND ");
            condition.push_str(range);
            query = query.expression_attribute_names("#key", attribute::LIST_SK);
            for (name, value) in values {
                query = query.expression_attribute_values(name, text(value));
            }
        }
        if !self.filters.is_empty() {
            let mut tests = Vec::with_capacity(self.filters.len());
            for (place, (name, value)) in self.filters.iter().enumerate() {
                tests.push(format!("#filter{place} = :filter{place}"));
                query = query.expression_attribute_names(format!("#filter{place}"), *name);
                query = query.expression_attribute_values(format!(":filter{place}"), text(value.as_str()));
            }
            query = query.filter_expression(tests.join(" AND "));
        }
        let query = query.key_condition_expression(condition).set_exclusive_start_key(shard.start.take());
        let answer = query.send().await.map_err(|error| store_error(DYNAMODB, &error))?;
        let scanned = usize::try_from(answer.scanned_count).unwrap_or(0).max(1);
        shard.ahead.extend(answer.items.unwrap_or_default());
        match answer.last_evaluated_key.filter(|key| !key.is_empty()) {
            Some(key) => {
                text_of(&key, attribute::LIST_SK).clone_into(&mut shard.position);
                shard.start = Some(key);
            }
            None => shard.is_ended = true,
        }
        Ok(scanned)
    }

    /// The condition on the keys, with its values. One sort key takes one condition, and an empty value is refused.
    fn range(&self) -> Option<(&'static str, Vec<(&'static str, String)>)> {
        match (self.prefix.as_deref().filter(|prefix| !prefix.is_empty()), self.after.as_deref(), self.direction) {
            (None, None, _) => None,
            (None, Some(after), Direction::Ascending) => Some(("#key > :after", vec![(":after", after.to_owned())])),
            (_, Some(after), Direction::Descending) => Some(("#key < :after", vec![(":after", after.to_owned())])),
            (Some(prefix), None, _) => Some(("begins_with(#key, :prefix)", vec![(":prefix", prefix.to_owned())])),
            (Some(prefix), Some(after), Direction::Ascending) => {
                // The least key after another is that key and the least character.
                let from = format!("{after}\u{0}").max(prefix.to_owned());
                let to = format!("{prefix}{LAST}").max(from.clone());
                Some(("#key BETWEEN :from AND :to", vec![(":from", from), (":to", to)]))
            }
        }
    }
}
