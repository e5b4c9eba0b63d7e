//! One page of a key listing.

use s3s::dto::{CommonPrefix, ETag, Object, Timestamp};

use super::index::{Entry, Index};
use crate::ledger::LedgerError;

pub(super) struct Query<'a> {
    pub(super) bucket: &'a str,
    pub(super) prefix: &'a str,
    /// Keys that match up to and including the first delimiter after the prefix form a group.
    pub(super) delimiter: Option<&'a str>,
    /// The page begins after this key or group. A group that contains this key is listed if it also contains later keys.
    pub(super) after: &'a str,
    /// Maximum total number of keys and groups.
    pub(super) limit: usize,
}

#[derive(Default)]
pub(super) struct Page {
    pub(super) objects: Vec<Object>,
    pub(super) groups: Vec<CommonPrefix>,
    /// The last key or group on the page, if more follow.
    pub(super) next: Option<String>,
}

impl Page {
    pub(super) fn len(&self) -> usize {
        self.objects.len() + self.groups.len()
    }
}

pub(super) fn list(index: &Index, query: &Query<'_>) -> Result<Page, LedgerError> {
    let mut page = Page::default();
    let mut last = query.after.to_owned();
    index.list(query.bucket, query.prefix, query.after, |entry| {
        let group = query.delimiter.filter(|delimiter| !delimiter.is_empty()).and_then(|delimiter| {
            let at = entry.key.get(query.prefix.len()..)?.find(delimiter)?;
            Some(entry.key[..query.prefix.len() + at + delimiter.len()].to_owned())
        });
        // The group already contains an earlier key, or was the last one on the previous page.
        if group.as_ref() == Some(&last) {
            return true;
        }
        if page.len() == query.limit {
            page.next = Some(std::mem::take(&mut last));
            return false;
        }
        if let Some(group) = group {
            last.clone_from(&group);
            page.groups.push(CommonPrefix { prefix: Some(group) });
        } else {
            last.clone_from(&entry.key);
            page.objects.push(to_object(entry));
        }
        true
    })?;
    Ok(page)
}

fn to_object(entry: Entry) -> Object {
    Object {
        key: Some(entry.key),
        size: i64::try_from(entry.size_bytes).ok(),
        e_tag: Some(ETag::Strong(entry.etag)),
        last_modified: Some(Timestamp::from(std::time::SystemTime::from(entry.modified_at))),
        ..Object::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::super::{
        condition::Condition,
        index::{NewObject, Watched},
    };
    use super::*;
    use crate::ledger::Ledger;
    use crate::object_events::{Cause, ObjectEvents};
    use crate::system_clock;

    fn index_of(keys: &[&str]) -> Index {
        let events = ObjectEvents::new(Ledger::memory().unwrap(), system_clock()).unwrap();
        let index = Index::new(events, Watched { bucket: "b".to_owned(), prefixes: Vec::new() }, Vec::new()).unwrap();
        for key in keys {
            let blob = index.reserve_blob().unwrap();
            let object = NewObject {
                bucket: "b",
                key,
                blob: &blob,
                size_bytes: 1,
                etag: "e",
                condition: Condition::None,
                cause: Cause::Put,
            };
            index.commit(&object).unwrap();
        }
        index
    }

    /// Returns all pages, each as a list of its keys and groups.
    fn pages(index: &Index, prefix: &str, delimiter: Option<&str>, limit: usize) -> Vec<Vec<String>> {
        let mut pages = Vec::new();
        let mut after = String::new();
        loop {
            let page = list(index, &Query { bucket: "b", prefix, delimiter, after: &after, limit }).unwrap();
            let keys = page.objects.into_iter().filter_map(|object| object.key);
            pages.push(keys.chain(page.groups.into_iter().filter_map(|group| group.prefix)).collect());
            match page.next {
                Some(next) => after = next,
                None => return pages,
            }
        }
    }

    #[test]
    fn listing_in_pages_repeats_and_misses_nothing() {
        let keys = ["a", "a/1", "a/2", "b/x/1", "b/x/2", "b/y", "c", "ä"];
        let index = index_of(&keys);
        for limit in 1..=9 {
            assert_eq!(pages(&index, "", None, limit).concat(), keys, "{limit}");
            let mut grouped = pages(&index, "", Some("/"), limit).concat();
            grouped.sort();
            assert_eq!(grouped, ["a", "a/", "b/", "c", "ä"], "{limit}");
        }
        assert_eq!(pages(&index, "b/", Some("/"), 9), [["b/y", "b/x/"]]);
        assert_eq!(pages(&index, "b/x", None, 9), [["b/x/1", "b/x/2"]]);
        assert_eq!(pages(&index, "zz", None, 9), [Vec::<String>::new()]);
    }

    #[test]
    fn group_with_keys_after_the_start_is_listed() {
        let index = index_of(&["a/1", "a/3", "b/1"]);
        for (after, expected) in [("a/", vec!["b/"]), ("a/1", vec!["a/", "b/"]), ("a/3", vec!["b/"]), ("b/1", vec![])] {
            let page = list(&index, &Query { bucket: "b", prefix: "", delimiter: Some("/"), after, limit: 9 }).unwrap();
            let groups: Vec<String> = page.groups.into_iter().filter_map(|group| group.prefix).collect();
            assert_eq!(groups, expected, "{after}");
        }
    }
}
