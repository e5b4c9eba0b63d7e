//! Finds catalog names with a word that begins with a given text, for pickers.

use crate::rules::fold_name;

/// Maximum number of names on a page.
pub const CHOICES_MAX: usize = 20;
/// Minimum number of characters in a query. A shorter query matches every name.
const QUERY_CHARS_MIN: usize = 2;

/// Returns one page of the names in which a word begins with `q` (ignoring case and accents), in alphabetical order.
///
/// `skip` is the number of names on earlier pages. Also returns the `skip` for the next page, if there is one.
pub fn choices<'a>(names: impl Iterator<Item = &'a str>, q: &str, skip: usize) -> (Vec<&'a str>, Option<usize>) {
    let wanted = fold_name(q);
    let is_everything = wanted.chars().count() < QUERY_CHARS_MIN;
    let mut found: Vec<(String, &str)> = names.map(|name| (fold_name(name), name)).collect();
    found.retain(|(folded, _)| is_everything || has_word(folded, &wanted));
    found.sort_unstable();
    found.dedup_by(|one, other| one.1 == other.1);
    let next = skip + CHOICES_MAX;
    let page = found.iter().skip(skip).take(CHOICES_MAX).map(|(_, name)| *name).collect();
    (page, (next < found.len()).then_some(next))
}

fn has_word(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_begin_a_word_whatever_the_case() {
        let names = ["Été", "Harbour & Vale Ltd", "Nordlicht Energie GmbH", "harbour 2", "Char", "Vale"];
        let found = |q: &str| choices(names.into_iter(), q, 0).0;
        assert_eq!(found("HAR"), ["Harbour & Vale Ltd", "harbour 2"]);
        assert_eq!(found("val"), ["Harbour & Vale Ltd", "Vale"]);
        assert_eq!(found("ete"), ["Été"]);
        assert_eq!(found("energie g"), ["Nordlicht Energie GmbH"]);
        assert_eq!(found("arb"), [""; 0]);
        assert_eq!(found("h").len(), names.len());
    }

    #[test]
    fn choices_come_in_pages_without_repetitions() {
        let names: Vec<String> = (0..45).map(|n| format!("Module {:02}", n / 2)).collect();
        let mut all = Vec::new();
        let mut skip = Some(0);
        while let Some(from) = skip {
            let (page, next) = choices(names.iter().map(String::as_str), "mod", from);
            assert!(page.len() <= CHOICES_MAX);
            all.extend(page);
            skip = next;
        }
        assert_eq!((all.len(), all.first(), all.last()), (23, Some(&"Module 00"), Some(&"Module 22")));
    }
}
