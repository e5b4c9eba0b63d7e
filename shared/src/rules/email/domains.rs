//! Remembers domains that have been checked: a file has many addresses but few domains.

use std::collections::HashMap;

use memchr::memchr;

use super::{ADDRESS_OCTETS_MAX, LOCAL_BYTES, LOCAL_OCTETS_MAX, TELLING, parse_domain, suspicious};
use crate::keyed::KeyedHasher;

/// Maximum number of distinct domains to remember. Addresses in other domains are read by [`read_address`](super::read_address).
const REMEMBERED_MAX: usize = 4_096;

/// Known domains, each with its lowercase ASCII form if no problem was found.
#[derive(Debug)]
pub struct Domains {
    /// Indexes in `known`, by domain as typed.
    indexes: HashMap<String, usize, KeyedHasher>,
    /// `None` for a domain with a problem.
    known: Vec<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    ascii: String,
    /// Whether `ascii` is just the typed domain in lowercase.
    is_own: bool,
}

/// An address without problems.
#[derive(Debug)]
pub struct ValidAddress<'a> {
    /// The part before the `@`, as typed.
    pub local: &'a str,
    /// The domain as written in the key.
    pub domain: &'a str,
    /// Whether the key is just the typed address in lowercase.
    pub is_own: bool,
}

impl Domains {
    /// Creates an empty memory. The secret key of `hasher` prevents a malicious file from making look-ups slow.
    pub fn new(hasher: KeyedHasher) -> Self {
        Self { indexes: HashMap::with_hasher(hasher), known: Vec::new() }
    }

    /// Returns the domain as written in the key, if no problem was found in it.
    fn known(&mut self, domain: &str) -> Option<&Known> {
        let index = if let Some(index) = self.indexes.get(domain) { *index } else { self.check(domain)? };
        self.known[index].as_ref()
    }

    #[inline(never)]
    fn check(&mut self, domain: &str) -> Option<usize> {
        // A longer domain is hardly ever valid, and remembering it would waste memory.
        if self.known.len() == REMEMBERED_MAX || domain.len() > ADDRESS_OCTETS_MAX {
            return None;
        }
        let ascii = parse_domain(domain).map(|ascii| ascii.to_ascii_lowercase());
        let valid = ascii.filter(|_| suspicious::suspicion(&format!("x@{domain}")).is_none());
        self.known.push(valid.map(|ascii| Known { is_own: ascii.eq_ignore_ascii_case(domain), ascii }));
        self.indexes.insert(domain.to_owned(), self.known.len() - 1);
        Some(self.known.len() - 1)
    }

    /// Returns the parts of an address without problems; `None` if [`read_address`](super::read_address) must read the address.
    pub fn parse_valid<'a>(&'a mut self, text: &'a str) -> Option<ValidAddress<'a>> {
        let (local, domain) = text.split_at(memchr(b'@', text.as_bytes())?);
        let domain = &domain[1..];
        let Known { ascii, is_own } = self.known(domain)?;
        let kinds = local.bytes().fold(0, |kinds, byte| kinds | LOCAL_BYTES[byte as usize]);
        let is_valid = !local.is_empty()
            && local.len() <= LOCAL_OCTETS_MAX
            && local.len() + 1 + ascii.len() <= ADDRESS_OCTETS_MAX
            && (kinds == 0 || kinds == TELLING && !suspicious::has_remains(local))
            && !suspicious::has_misplaced_dot(local);
        is_valid.then_some(ValidAddress { local, domain: ascii, is_own: *is_own })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{problem::RowProblems, rules::read_address};

    #[test]
    fn address_is_valid_up_to_the_limits_and_without_problems() {
        let long = |bytes: usize| format!("{}.{}.{}.org", "b".repeat(62), "c".repeat(62), "d".repeat(bytes - 130));
        let mut domains = Domains::new(KeyedHasher::new([3; 16]));
        for (local, domain, is_valid) in [
            ("a".repeat(64), "example.org".to_owned(), true),
            ("a".repeat(65), "example.org".to_owned(), false),
            ("a".repeat(64), long(189), true),
            ("a".repeat(64), long(190), false),
            ("o'brien".to_owned(), "example.org".to_owned(), true),
            ("'anna".to_owned(), "example.org".to_owned(), false),
            ("anna.".to_owned(), "example.org".to_owned(), false),
            ("a b".to_owned(), "example.org".to_owned(), false),
            ("éé".to_owned(), "example.org".to_owned(), false),
            (String::new(), "example.org".to_owned(), false),
        ] {
            let text = format!("{local}@{domain}");
            assert_eq!(domains.parse_valid(&text).is_some(), is_valid, "{text}");
        }
    }

    proptest! {
        #[test]
        fn valid_address_has_the_key_of_the_rule(
            text in "[aéа.+ '`?=23eED/]{0,4}@?[aA1éа.©-]{0,5}@?(\\.org|gmial\\.com|GMAIL\\.com)?",
        ) {
            let mut domains = Domains::new(KeyedHasher::new([3; 16]));
            for _ in 0..2 {
                let mut problems = RowProblems::new(2, 2);
                let address = read_address(&text, "email", &mut problems);
                if let Some(ValidAddress { local, domain, is_own }) = domains.parse_valid(&text) {
                    let key = format!("{}@{domain}", local.to_ascii_lowercase());
                    prop_assert_eq!(is_own, key == text.to_ascii_lowercase());
                    prop_assert_eq!(address.map(|address| address.key), Some(key));
                    prop_assert!(problems.list().is_empty());
                } else {
                    prop_assert!(address.is_none() || !problems.list().is_empty());
                }
            }
        }
    }
}
