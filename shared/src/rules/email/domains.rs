//! Domains, each looked at once: a file has few of them and many addresses.

use std::collections::HashMap;

use memchr::memchr;

use super::{ADDRESS_OCTETS_MAX, LOCAL_OCTETS_MAX, is_local_byte, parse_domain, suspicious};
use crate::keyed::Keyed;

/// Distinct domains that are remembered; an address of a further one is judged like any other.
const REMEMBERED_MAX: usize = 4_096;

/// Domains that were met, each with its ASCII form in lower case if nothing is to be said of it.
#[derive(Debug)]
pub struct Domains {
    places: HashMap<String, usize, Keyed>,
    known: Vec<Option<String>>,
}

impl Domains {
    /// None yet; the key keeps a file from making the look-ups slow.
    pub fn new(keyed: Keyed) -> Self {
        Self { places: HashMap::with_hasher(keyed), known: Vec::new() }
    }

    /// The domain's part of the key, if the domain is sound and no slip.
    fn ascii(&mut self, domain: &str) -> Option<&str> {
        let place = if let Some(place) = self.places.get(domain) {
            *place
        } else if self.known.len() < REMEMBERED_MAX {
            let ascii = parse_domain(domain).map(|ascii| ascii.to_ascii_lowercase());
            self.known.push(ascii.filter(|ascii| suspicious::address_meant(&format!("x@{ascii}")).is_none()));
            self.places.insert(domain.to_owned(), self.known.len() - 1);
            self.known.len() - 1
        } else {
            return None;
        };
        self.known[place].as_deref()
    }

    /// The two parts of an address about which there is nothing to say, local part first, domain as in the key. `None` says
    /// nothing: [`read_address`](super::read_address) judges.
    pub fn sound_parts<'a>(&'a mut self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let (local, domain) = text.split_at(memchr(b'@', text.as_bytes())?);
        let domain = &domain[1..];
        let ascii = self.ascii(domain)?;
        let is_sound = !local.is_empty()
            && local.len() <= LOCAL_OCTETS_MAX
            && local.len() + 1 + ascii.len() <= ADDRESS_OCTETS_MAX
            && local.bytes().fold(true, |is_local, byte| is_local & is_local_byte(byte));
        is_sound.then_some((local, ascii))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{problem::RowProblems, rules::read_address};

    proptest! {
        #[test]
        fn sound_parts_make_the_key_that_the_rule_makes(
            text in "[aé.+ ]{0,3}@?[aA1é.-]{0,5}@?(\\.org|gmial\\.com|GMAIL\\.com)?",
        ) {
            let mut domains = Domains::new(Keyed::new([3; 16]));
            for _ in 0..2 {
                let mut problems = RowProblems::new(2, 2);
                let address = read_address(&text, "email", &mut problems);
                if let Some((local, domain)) = domains.sound_parts(&text) {
                    let key = format!("{}@{domain}", local.to_ascii_lowercase());
                    prop_assert_eq!(address.map(|address| address.key), Some(key));
                    prop_assert!(problems.list().is_empty());
                } else {
                    prop_assert!(address.is_none() || !problems.list().is_empty());
                }
            }
        }
    }
}
