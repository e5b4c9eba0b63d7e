use super::fold::fold_name;
use crate::problem::SUGGESTIONS_MAX;

/// Characters that are compared, of the wanted name and of each candidate.
pub const NEAREST_CHARS_MAX: usize = 120;

/// Shorter names are part of too many others.
const PART_CHARS_MIN: usize = 3;

/// Cost of one edit: a letter is missing, added, replaced, or swapped with the next one.
const EDIT_COST: usize = 10;

/// Cost if one name begins with the other; each further character costs one.
const BEGINNING_COST: usize = 15;

/// Cost if one name contains the other; each further character costs one.
const PART_COST: usize = 25;

/// The distinct candidates nearest to `wanted`, best first, at most three; ties in alphabetical order.
///
/// A candidate is near if at most a third of the letters differ (at least two are allowed, but never more than half), or if one name
/// consists of whole words of the other. Case, accents, dashes and quotes are ignored. [`NEAREST_CHARS_MAX`] characters are compared.
/// Length and letters rule out most candidates, so that 5,000 of them take a few milliseconds.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = Folded::new(wanted);
    if wanted.chars == 0 {
        return Vec::new();
    }
    let mut best: Vec<(usize, &str)> = Vec::with_capacity(SUGGESTIONS_MAX + 1);
    for text in candidates {
        // Once three are found, only candidates at least as near as the last of them count.
        let cost_max =
            if best.len() == SUGGESTIONS_MAX { best.last().map_or(usize::MAX, |last| last.0) } else { usize::MAX };
        let Some(cost) = wanted.cost_of(&Folded::new(text), cost_max) else { continue };
        let found = (cost, text);
        if best.contains(&found) || (best.len() == SUGGESTIONS_MAX && best.last().is_some_and(|last| *last <= found)) {
            continue;
        }
        let place = best.partition_point(|other| *other < found);
        best.insert(place, found);
        best.truncate(SUGGESTIONS_MAX);
    }
    best.into_iter().map(|(_, text)| text.to_owned()).collect()
}

struct Folded {
    text: String,
    chars: usize,
    /// How often each letter occurs, in 32 counters.
    letters: [u8; 32],
}

impl Folded {
    fn new(text: &str) -> Self {
        // Cut before folding, so that a cell of 64 KB costs no more than a short one.
        let cut = text.char_indices().nth(NEAREST_CHARS_MAX).map_or(text, |(end, _)| &text[..end]);
        let mut folded = fold_name(cut);
        // Folding lengthens some characters.
        if let Some((end, _)) = folded.char_indices().nth(NEAREST_CHARS_MAX) {
            folded.truncate(end);
        }
        let mut letters = [0_u8; 32];
        let mut chars = 0;
        for c in folded.chars() {
            chars += 1;
            letters[c as usize % 32] += 1;
        }
        Self { text: folded, chars, letters }
    }

    /// The cost of `candidate`; `None` if it is not near, or if its edits cost more than `cost_max`.
    fn cost_of(&self, candidate: &Self, cost_max: usize) -> Option<usize> {
        let by_part = self.part_cost(candidate);
        let by_edits = self.edits(candidate, cost_max / EDIT_COST).map(|edits| edits * EDIT_COST);
        by_part.into_iter().chain(by_edits).min()
    }

    fn edits(&self, candidate: &Self, edits_max: usize) -> Option<usize> {
        // Half of a short name must match, or every other short name would be near.
        let edits_max = (self.chars / 3).max(2).min(self.chars / 2).min(edits_max);
        if self.chars.abs_diff(candidate.chars) > edits_max || self.edits_min(candidate) > edits_max {
            return None;
        }
        let edits = strsim::osa_distance(&self.text, &candidate.text);
        (edits <= edits_max).then_some(edits)
    }

    /// A lower bound of the edits: one edit removes at most one letter and adds one.
    fn edits_min(&self, candidate: &Self) -> usize {
        let (mut missing, mut added) = (0, 0);
        for (one, other) in self.letters.iter().zip(candidate.letters) {
            missing += usize::from(one.saturating_sub(other));
            added += usize::from(other.saturating_sub(*one));
        }
        missing.max(added)
    }

    fn part_cost(&self, candidate: &Self) -> Option<usize> {
        let (part, whole) = if self.chars <= candidate.chars { (self, candidate) } else { (candidate, self) };
        if part.chars < PART_CHARS_MIN {
            return None;
        }
        let further = whole.chars - part.chars;
        whole.text.match_indices(part.text.as_str()).find_map(|(start, _)| {
            let (before, after) = (&whole.text[..start], &whole.text[start + part.text.len()..]);
            let is_whole_words = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let cost = if before.is_empty() { BEGINNING_COST } else { PART_COST };
            is_whole_words.then_some(cost + further)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TITLES: [&str; 9] = [
        "Leadership Basics",
        "Leadership Basics 2",
        "Advanced Leadership",
        "Data Protection",
        "Data Protection – Refresher",
        "Fire Safety",
        "First Aid",
        "IT",
        "HR",
    ];

    #[test]
    fn nearest_finds_typing_errors_and_parts() {
        for (wanted, found) in [
            ("Leadership", &["Leadership Basics", "Leadership Basics 2", "Advanced Leadership"][..]),
            ("Leadership Basic", &["Leadership Basics", "Leadership Basics 2"]),
            ("leadershp basics", &["Leadership Basics", "Leadership Basics 2"]),
            ("Leadership Basics (2024)", &["Leadership Basics", "Leadership Basics 2"]),
            ("Data Protecton", &["Data Protection"]),
            ("DATA PROTECTION - REFRESHR", &["Data Protection – Refresher", "Data Protection"]),
            ("Fier Safety", &["Fire Safety"]),
            ("Aid", &["First Aid"]),
            ("IT", &["IT"]),
            ("TI", &["IT"]),
            ("H", &[]),
            ("Underwater Basket Weaving", &[]),
            ("", &[]),
        ] {
            assert_eq!(nearest(wanted, TITLES.into_iter()), found, "{wanted}");
        }
    }

    #[test]
    fn nearest_orders_ties_by_text_without_repetitions() {
        let backwards = ["Module 9", "Module 3", "Module 3", "Module 1", "Module 2"];
        assert_eq!(nearest("Module X", backwards.into_iter()), ["Module 1", "Module 2", "Module 3"]);
        assert_eq!(nearest("Module X", backwards.into_iter().rev()), ["Module 1", "Module 2", "Module 3"]);
    }

    #[test]
    fn nearest_compares_only_the_beginning() {
        let titles: Vec<String> = (0..500).map(|n| format!("{} {n}", "compliance ".repeat(20))).collect();
        assert!(nearest(&"x".repeat(100_000), titles.iter().map(String::as_str)).is_empty());
        assert_eq!(nearest(&"komplianze ".repeat(9_000), titles.iter().map(String::as_str)).len(), SUGGESTIONS_MAX);
        assert!(nearest("ﷺ".repeat(9_000).as_str(), ["ﷺ".repeat(9_000).as_str()].into_iter()).len() == 1);
    }

    proptest! {
        #[test]
        fn nearest_of_any_texts_is_short_and_from_the_candidates(
            wanted in any::<String>(),
            candidates in prop::collection::vec(any::<String>(), 0..20),
        ) {
            let found = nearest(&wanted, candidates.iter().map(String::as_str));
            prop_assert!(found.len() <= SUGGESTIONS_MAX);
            prop_assert!(found.iter().all(|text| candidates.contains(text)));
        }

        #[test]
        fn lower_bound_by_letters_never_exceeds_the_edits(one in "[a-e]{0,12}", other in "[a-e]{0,12}") {
            let (one, other) = (Folded::new(&one), Folded::new(&other));
            prop_assert!(one.edits_min(&other) <= strsim::osa_distance(&one.text, &other.text));
        }
    }
}
