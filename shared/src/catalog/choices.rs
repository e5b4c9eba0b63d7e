//! Finds catalog names with words that begin with given texts, for pickers.

use crate::rules::fold_name;

/// Maximum number of names on a page.
pub const CHOICES_MAX: usize = 20;
/// Minimum number of characters in a query. A shorter query matches every name.
const QUERY_CHARS_MIN: usize = 2;

/// Returns one page of the names that contain, for each word of `q`, a word that begins with it, in alphabetical order. The order of the
/// words, case and accents do not matter.
///
/// `skip` is the number of names on earlier pages. Also returns the `skip` for the next page, if there is one.
pub fn choices<'a>(names: impl Iterator<Item = &'a str>, q: &str, skip: usize) -> (Vec<&'a str>, Option<usize>) {
    let wanted = fold_name(q);
    let is_everything = wanted.chars().count() < QUERY_CHARS_MIN;
    let is_wanted = |name: &str| is_everything || wanted.split_whitespace().all(|prefix| has_word(name, prefix));
    let mut found: Vec<(String, &str)> = names.map(|name| (fold_name(name), name)).collect();
    found.retain(|(folded, _)| is_wanted(folded));
    found.sort_unstable();
    found.dedup_by(|one, other| one.1 == other.1);
    // A forged cursor may contain any number.
    let next = skip.saturating_add(CHOICES_MAX);
    let page = found.iter().skip(skip).take(CHOICES_MAX).map(|(_, name)| *name).collect();
    (page, (next < found.len()).then_some(next))
}

/// Returns `true` if a word of the text begins with the prefix.
fn has_word(text: &str, prefix: &str) -> bool {
    text.match_indices(prefix).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
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
    fn choices_have_all_words_in_any_order() {
        let names = ["Presenting Well", "Safety – Basics", "First Aid, Basics", "Basics of First Aid", "Well-being"];
        let found = |q: &str| choices(names.into_iter(), q, 0).0;
        for (q, expected) in [
            ("well pres", &["Presenting Well"][..]),
            ("basics saf", &["Safety – Basics"]),
            ("aid  BAS", &["Basics of First Aid", "First Aid, Basics"]),
            ("f b o", &["Basics of First Aid"]),
            ("first sick", &[]),
            ("irst basics", &[]),
        ] {
            assert_eq!(found(q), expected, "{q}");
        }
        for name in names {
            assert!(found(name).contains(&name), "{name}");
        }
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
        assert_eq!(choices(names.iter().map(String::as_str), "mod", usize::MAX), (Vec::new(), None));
    }
}
