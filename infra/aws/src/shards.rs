//! Lists that an index stores in one partition, or in several partitions (shards) that are merged into a single order.
//!
//! A partition supports 1,000 writes/s, so an index with a constant partition key would slow down every import of users. Lists of users are
//! therefore sharded. Each shard is ordered; a page reads a few items from every shard and merges them.

use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::stores::StoreError;
use thiserror::Error;

use crate::{
    items::{Item, text, text_of},
    page::CursorError,
    schema::Index,
    table::Table,
    window::READS_IN_FLIGHT,
};

/// Number of scanned items after which a page ends: 4 MB at about 400 bytes each. With a filter that few items match, a page is therefore
/// short, but the list continues.
const SCANNED_MAX: usize = 10_000;
/// Minimum number of items requested from all shards together if there is a filter, since few items may match it.
const FILTERED_STEP: usize = 4_000;
/// A character that sorts after every character in keys.
const LAST: char = char::MAX;

#[derive(Debug, Error)]
pub enum ListError {
    #[error(transparent)]
    Cursor(#[from] CursorError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

/// The range of sort keys.
#[derive(Debug, Clone)]
pub(crate) enum Keys {
    /// Keys after this one, in list order; `None` for all.
    After(Option<String>),
    /// Keys that begin with `prefix` and come after `after`; ascending lists only.
    Prefix { prefix: String, after: Option<String> },
    /// Keys up to this one.
    UpTo(String),
    /// Keys after `after`, up to `last`; ascending lists only.
    Between { after: String, last: String },
}

pub(crate) struct Listing<'a> {
    pub(crate) index: Index,
    /// The partitions of the shards, at least one.
    pub(crate) partitions: Vec<String>,
    pub(crate) keys: Keys,
    pub(crate) direction: Direction,
    /// Attributes and their required values.
    pub(crate) filters: Vec<(&'static str, String)>,
    /// A filter that DynamoDB cannot evaluate.
    pub(crate) matches: Option<&'a (dyn Fn(&Item) -> bool + Sync)>,
}

#[derive(Debug)]
pub(crate) struct Listed {
    /// Items as projected by the index, in order.
    pub(crate) items: Vec<Item>,
    /// The key after which the next page starts; `None` at the end.
    pub(crate) next_after: Option<String>,
}

struct Shard<'a> {
    partition: &'a str,
    /// Items that have been read but not yet merged, in order.
    ahead: Vec<Item>,
    /// Start key for the next query.
    start: Option<Item>,
    /// Key up to which all items have been read.
    position: String,
    is_ended: bool,
}

impl Listing<'_> {
    /// Creates an ascending list without filters.
    pub(crate) fn ascending(index: Index, partitions: Vec<String>, keys: Keys) -> Self {
        Self { index, partitions, keys, direction: Direction::Ascending, filters: Vec::new(), matches: None }
    }

    /// Reads at most `limit` items.
    ///
    /// Items are in their final order up to the position of the unfinished shard that is furthest behind in list order. The page ends when
    /// it is full, at the end of the list, or when [`SCANNED_MAX`] items (or `limit`, if that is more) have been scanned. The next page
    /// starts where this one ends, so that no item is omitted or repeated.
    pub(crate) async fn read(&self, table: Table<'_>, limit: usize) -> Result<Listed, StoreError> {
        let start =
            |partition| Shard { partition, ahead: Vec::new(), start: None, position: String::new(), is_ended: false };
        let mut shards: Vec<Shard<'_>> = self.partitions.iter().map(|partition| start(partition.as_str())).collect();
        let (step, scanned_max) = (self.step(limit), SCANNED_MAX.max(limit));
        let mut items: Vec<Item> = Vec::new();
        let mut scanned = 0;
        loop {
            let drained = shards.iter_mut().filter(|shard| shard.ahead.is_empty() && !shard.is_ended);
            let drained: Vec<&mut Shard<'_>> = drained.collect();
            // The last reads are smaller, so that the maximum is exceeded by less than one item per shard.
            let step = step.min((scanned_max - scanned).div_ceil(drained.len().max(1)));
            let reads: Vec<_> = drained.into_iter().map(|shard| self.read_on(table, shard, step)).collect();
            let read: Vec<usize> = stream::iter(reads).buffer_unordered(READS_IN_FLIGHT).try_collect().await?;
            scanned += read.into_iter().sum::<usize>();
            let open = shards.iter().filter(|shard| !shard.is_ended).map(|shard| shard.position.as_str());
            let frontier = open.reduce(|least, key| if self.is_before(key, least) { key } else { least });
            let frontier = frontier.map(str::to_owned);
            for shard in &mut shards {
                let is_final = |item: &Item| {
                    frontier.as_deref().is_none_or(|frontier| !self.is_before(frontier, self.key_of(item)))
                };
                let count = shard.ahead.iter().take_while(|item| is_final(item)).count();
                items.extend(shard.ahead.drain(..count));
            }
            if items.len() >= limit || frontier.is_none() || scanned >= scanned_max {
                let is_cut = items.len() > limit;
                items.sort_unstable_by(|one, other| match self.direction {
                    Direction::Ascending => self.key_of(one).cmp(self.key_of(other)),
                    Direction::Descending => self.key_of(other).cmp(self.key_of(one)),
                });
                items.truncate(limit);
                let last = || items.last().map(|item| self.key_of(item).to_owned());
                let next_after = if is_cut { last() } else { frontier };
                return Ok(Listed { items, next_after });
            }
        }
    }

    /// Returns the number of items to request from a shard at a time: its share of a page plus three standard deviations, so that a second
    /// round is rare.
    fn step(&self, limit: usize) -> usize {
        let shards = self.partitions.len().max(1);
        let is_filtered = !self.filters.is_empty() || self.matches.is_some();
        let wanted = if is_filtered { limit.max(FILTERED_STEP) } else { limit };
        let share = wanted.div_ceil(shards);
        if shards == 1 { share + 1 } else { share + 3 * share.isqrt() + 3 }
    }

    /// Returns `true` if `one` comes before `other` in list order.
    fn is_before(&self, one: &str, other: &str) -> bool {
        match self.direction {
            Direction::Ascending => one < other,
            Direction::Descending => one > other,
        }
    }

    fn key_of<'i>(&self, item: &'i Item) -> &'i str {
        text_of(item, self.index.sk)
    }

    /// Reads the next items from a shard. Returns the number of items scanned.
    async fn read_on(&self, table: Table<'_>, shard: &mut Shard<'_>, step: usize) -> Result<usize, StoreError> {
        let mut query = table
            .query_index(self.index, shard.partition)
            .scan_index_forward(self.direction == Direction::Ascending)
            .limit(i32::try_from(step).unwrap_or(i32::MAX))
            .set_exclusive_start_key(shard.start.take());
        if let Some((range, values)) = self.range() {
            query = query.key_condition_expression(format!("#pk = :pk AND {range}"));
            query = query.expression_attribute_names("#key", self.index.sk);
            for (name, value) in values {
                query = query.expression_attribute_values(name, text(value));
            }
        }
        if !self.filters.is_empty() {
            let mut tests = Vec::with_capacity(self.filters.len());
            for (index, (name, value)) in self.filters.iter().enumerate() {
                tests.push(format!("#filter{index} = :filter{index}"));
                query = query.expression_attribute_names(format!("#filter{index}"), *name);
                query = query.expression_attribute_values(format!(":filter{index}"), text(value.as_str()));
            }
            query = query.filter_expression(tests.join(" AND "));
        }
        let response = table.send_query(&query).await?;
        let scanned = usize::try_from(response.scanned_count).unwrap_or(0).max(1);
        let read = response.items.unwrap_or_default().into_iter();
        shard.ahead.extend(read.filter(|item| self.matches.is_none_or(|matches| matches(item))));
        match response.last_evaluated_key.filter(|key| !key.is_empty()) {
            Some(key) => {
                text_of(&key, self.index.sk).clone_into(&mut shard.position);
                shard.start = Some(key);
            }
            None => shard.is_ended = true,
        }
        Ok(scanned)
    }

    /// Returns the key condition with its values. DynamoDB allows one condition on the sort key, and no empty values.
    fn range(&self) -> Option<(&'static str, Vec<(&'static str, String)>)> {
        match (&self.keys, self.direction) {
            (Keys::After(None), _) => None,
            (Keys::After(Some(after)), Direction::Ascending) => {
                Some(("#key > :after", vec![(":after", after.clone())]))
            }
            (Keys::After(Some(after)), Direction::Descending) => {
                Some(("#key < :after", vec![(":after", after.clone())]))
            }
            (Keys::UpTo(last), _) => Some(("#key <= :last", vec![(":last", last.clone())])),
            (Keys::Between { after, last }, _) => {
                let from = next_key(after);
                let to = last.clone().max(from.clone());
                Some(("#key BETWEEN :from AND :to", vec![(":from", from), (":to", to)]))
            }
            (Keys::Prefix { prefix, after: None }, _) => {
                Some(("begins_with(#key, :prefix)", vec![(":prefix", prefix.clone())]))
            }
            (Keys::Prefix { prefix, after: Some(after) }, _) => {
                let from = next_key(after).max(prefix.clone());
                let to = format!("{prefix}{LAST}").max(from.clone());
                Some(("#key BETWEEN :from AND :to", vec![(":from", from), (":to", to)]))
            }
        }
    }
}

/// Returns the smallest key after another: that key followed by the smallest character.
fn next_key(key: &str) -> String {
    format!("{key}\u{0}")
}
