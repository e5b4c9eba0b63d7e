//! Finds up to three names similar to another: by edit distance, or because one name consists of whole words of the other. Compares at most
//! 120 characters per name; a budget in steps limits the work per file.

use super::fold::fold_name;
use crate::problem::SUGGESTIONS_MAX;

/// Maximum number of characters to compare in the wanted name and in each candidate.
pub const NEAREST_CHARS_MAX: usize = 120;

/// Minimum number of characters in a name that counts as part of another. Shorter names are part of too many others.
const PART_CHARS_MIN: usize = 3;

/// Cost of one edit: a letter is missing, added, replaced, or swapped with the next one.
const EDIT_COST: usize = 10;

/// Cost if one name begins with the other; each additional character costs 1.
const BEGINNING_COST: usize = 15;

/// Cost if one name contains the other elsewhere; each additional character costs 1.
const PART_COST: usize = 25;

/// Steps of [`SearchBudget`] for examining one candidate: its length, its letters, and whether one name is part of the other.
const CANDIDATE_STEPS: u64 = 8;

/// Steps of [`SearchBudget`] for folding one character.
const FOLD_STEPS: u64 = 4;

/// Limits the work spent on searches for one file: thousands of names may have to be compared with thousands of similar ones.
///
/// A step takes about 7 ns in a release build.
#[derive(Debug, Clone, Copy)]
pub struct SearchBudget {
    steps: u64,
}

impl SearchBudget {
    /// The budget for a file, about five seconds. It is enough to search for 1,000 titles among 5,000 similar ones of 120 characters, which
    /// takes 1,000 × 5,000 × (120 + 8) = 640 million steps.
    pub const OF_FILE: Self = Self { steps: 700_000_000 };

    /// Enough for any number of searches in a list that is compiled into the program.
    const UNLIMITED: Self = Self { steps: u64::MAX };

    fn spend(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
    }

    /// Returns `true` if no further search is possible.
    pub fn is_spent(&self) -> bool {
        self.steps == 0
    }
}

/// Returns up to three distinct candidates nearest to `wanted`, best first; ties are in code point order.
///
/// For a short list that is searched once. [`Candidates`] defines which names are near.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut budget = SearchBudget::UNLIMITED;
    Candidates::new(candidates, &mut budget).nearest(wanted, &mut budget)
}

/// Names to be searched for similar ones. Each name is folded only once.
///
/// A candidate is near if it is few edits away from the wanted name (at most a third of that name's characters, or two if that is more, but
/// never more than half), or if one name, of at least three characters, consists of whole words of the other. Case, accents, dashes and
/// quotes are ignored. At most [`NEAREST_CHARS_MAX`] characters are compared.
#[derive(Debug)]
pub struct Candidates {
    names: Vec<(Folded, String)>,
}

impl Candidates {
    /// Folds the names, which spends part of `budget`.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>, budget: &mut SearchBudget) -> Self {
        let fold = |name: &str| {
            let folded = Folded::new(name);
            budget.spend(folded.chars as u64 * FOLD_STEPS);
            (folded, name.to_owned())
        };
        Self { names: names.map(fold).collect() }
    }

    /// Returns up to three distinct candidates nearest to `wanted`, best first; ties are in code point order. Empty if the budget is spent
    /// before all candidates have been compared.
    pub fn nearest(&self, wanted: &str, budget: &mut SearchBudget) -> Vec<String> {
        let wanted = Wanted::new(wanted);
        if wanted.folded.chars == 0 {
            return Vec::new();
        }
        let mut best: Vec<(usize, &str)> = Vec::with_capacity(SUGGESTIONS_MAX + 1);
        for (folded, text) in &self.names {
            if budget.is_spent() {
                return Vec::new();
            }
            // Once three are found, only candidates at least as near as the third can replace one of them.
            let cost_max =
                if best.len() == SUGGESTIONS_MAX { best.last().map_or(usize::MAX, |last| last.0) } else { usize::MAX };
            let Some(cost) = wanted.cost_of(folded, cost_max, budget) else { continue };
            let found = (cost, text.as_str());
            let is_worse = best.len() == SUGGESTIONS_MAX && best.last().is_some_and(|last| *last <= found);
            if is_worse || best.contains(&found) {
                continue;
            }
            let index = best.partition_point(|other| *other < found);
            best.insert(index, found);
            best.truncate(SUGGESTIONS_MAX);
        }
        best.into_iter().map(|(_, text)| text.to_owned()).collect()
    }
}

#[derive(Debug)]
struct Folded {
    text: String,
    chars: usize,
    /// Number of occurrences of each letter; letters whose code points are equal modulo 32 share a counter.
    letters: [u8; 32],
}

impl Folded {
    fn new(text: &str) -> Self {
        // The text is cut before folding, so that a cell of 64 KB costs no more than a short one.
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

    /// Returns a lower bound for the number of edits: one edit removes at most one letter and adds at most one.
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

/// The wanted name, prepared to be compared with many others.
struct Wanted {
    folded: Folded,
    /// The positions of each ASCII character in the name, as bits.
    ascii: [u128; 128],
    /// The positions of each other character, sorted by character.
    others: Vec<(char, u128)>,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let (mut ascii, mut others) = ([0; 128], Vec::<(char, u128)>::new());
        for (index, c) in folded.text.chars().enumerate() {
            let bit = 1 << index;
            match ascii.get_mut(c as usize) {
                Some(positions) => *positions |= bit,
                None => match others.binary_search_by_key(&c, |(other, _)| *other) {
                    Ok(at) => others[at].1 |= bit,
                    Err(at) => others.insert(at, (c, bit)),
                },
            }
        }
        Self { folded, ascii, others }
    }

    fn positions(&self, c: char) -> u128 {
        self.ascii.get(c as usize).copied().unwrap_or_else(|| {
            self.others.binary_search_by_key(&c, |(other, _)| *other).map_or(0, |at| self.others[at].1)
        })
    }

    /// Returns the cost of `candidate`; `None` if it is not near. Edits that cost more than `cost_max` are ignored.
    fn cost_of(&self, candidate: &Folded, cost_max: usize, budget: &mut SearchBudget) -> Option<usize> {
        budget.spend(CANDIDATE_STEPS);
        let by_part = self.folded.part_cost(candidate);
        let by_edits = self.edits(candidate, cost_max / EDIT_COST, budget).map(|edits| edits * EDIT_COST);
        by_part.into_iter().chain(by_edits).min()
    }

    fn edits(&self, candidate: &Folded, edits_max: usize, budget: &mut SearchBudget) -> Option<usize> {
        let chars = self.folded.chars;
        // At least half of a short name must match; otherwise, every other short name would be near.
        let edits_max = (chars / 3).max(2).min(chars / 2).min(edits_max);
        if chars.abs_diff(candidate.chars) > edits_max || self.folded.edits_min(candidate) > edits_max {
            return None;
        }
        let (edits, compared) = self.edits_within(candidate, edits_max);
        budget.spend(compared as u64);
        edits
    }

    /// Returns the number of edits if it is at most `edits_max`, and the number of characters that were compared.
    ///
    /// The bits of an integer are one column of the distance matrix, so that a character costs only a few instructions. Source: Hyyrö 2003,
    /// "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", for optimal string alignment.
    fn edits_within(&self, candidate: &Folded, edits_max: usize) -> (Option<usize>, usize) {
        let last = 1_u128 << (self.folded.chars - 1);
        let (mut increases, mut decreases) = (u128::MAX, 0_u128);
        let (mut diagonal, mut positions_before) = (0_u128, 0_u128);
        let mut edits = self.folded.chars;
        for (index, c) in candidate.text.chars().enumerate() {
            let positions = self.positions(c);
            let swapped = ((!diagonal & positions) << 1) & positions_before;
            diagonal = ((positions & increases).wrapping_add(increases) ^ increases) | positions | decreases | swapped;
            let right_increases = decreases | !(diagonal | increases);
            let right_decreases = diagonal & increases;
            edits += usize::from(right_increases & last != 0);
            edits -= usize::from(right_decreases & last != 0);
            let shifted = (right_increases << 1) | 1;
            increases = (right_decreases << 1) | !(diagonal | shifted);
            decreases = shifted & diagonal;
            positions_before = positions;
            // Each further character can undo one edit.
            if edits > edits_max + (candidate.chars - index - 1) {
                return (None, index + 1);
            }
        }
        ((edits <= edits_max).then_some(edits), candidate.chars)
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
    fn nearest_weighs_edits_against_additional_characters() {
        for (wanted, candidates, found) in [
            // Four edits are a third of twelve characters.
            ("abcdefghijkl", &["abcdefghwxyz"][..], &["abcdefghwxyz"][..]),
            ("abcdefghijkl", &["abcdefgh"], &["abcdefgh"]),
            ("abcdefghijkl", &["abcdefgvwxyz"], &[]),
            ("h", &["H"], &["H"]),
            ("Aid", &["Aidan Day"], &[]),
            // Two edits cost less than eight additional characters, but more than three.
            ("First Aid", &["First Aid at Work", "Fyrst Aed"], &["Fyrst Aed", "First Aid at Work"]),
            ("First Aid", &["Fyrst Aed", "First Aid 23"], &["First Aid 23", "Fyrst Aed"]),
        ] {
            assert_eq!(nearest(wanted, candidates.iter().copied()), found, "{wanted}");
        }
    }

    #[test]
    fn each_letter_missing_or_added_takes_an_edit() {
        for (one, other, edits) in [("abc", "cab", 0), ("abc", "abx", 1), ("ab", "abccd", 3), ("aab", "b", 2)] {
            assert_eq!(Folded::new(one).edits_min(&Folded::new(other)), edits, "{one} {other}");
        }
    }

    #[test]
    fn nearest_compares_only_the_beginning() {
        let titles: Vec<String> = (0..500).map(|n| format!("{} {n}", "compliance ".repeat(20))).collect();
        assert!(nearest(&"x".repeat(100_000), titles.iter().map(String::as_str)).is_empty());
        assert_eq!(nearest(&"komplianze ".repeat(9_000), titles.iter().map(String::as_str)).len(), SUGGESTIONS_MAX);
        assert!(nearest("ﷺ".repeat(9_000).as_str(), ["ﷺ".repeat(9_000).as_str()].into_iter()).len() == 1);
    }

    /// Returns a title with the same letters for each seed, but in a different order, so that neither length nor letters exclude it.
    fn shuffled(seed: usize) -> String {
        let mut letters: Vec<char> = "abcdefghijklmnopqrstuvwxyz0123".repeat(4).chars().collect();
        let mut random = seed + 1;
        for index in (1..letters.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            letters.swap(index, (random >> 33) % (index + 1));
        }
        letters.into_iter().collect()
    }

    #[test]
    fn searches_beyond_the_budget_suggest_nothing() {
        let titles: Vec<String> = (0..200).map(shuffled).collect();
        let mut budget = SearchBudget { steps: 300_000 };
        let candidates = Candidates::new(titles.iter().map(String::as_str), &mut budget);
        let typing_error = |seed| shuffled(seed).replacen('a', "", 1);
        let found: Vec<Vec<String>> =
            (0..40).map(|seed| candidates.nearest(&typing_error(seed), &mut budget)).collect();
        assert!(!found[0].is_empty() && budget.is_spent());
        assert_eq!(found[39], [""; 0]);
        let spent = |wanted: &str| {
            let mut budget = SearchBudget::OF_FILE;
            candidates.nearest(wanted, &mut budget);
            SearchBudget::OF_FILE.steps - budget.steps
        };
        // Each title costs at most 120 steps for its characters, plus those for examining it.
        let per_title = spent(&shuffled(500)) / 200;
        assert!(per_title <= NEAREST_CHARS_MAX as u64 + CANDIDATE_STEPS, "{per_title}");
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

        #[test]
        fn edits_are_those_of_optimal_string_alignment(
            one in "[a-cäß]{1,12}|[a-c]{100,120}",
            other in "[a-cäß]{0,12}|[a-c]{100,120}",
            edits_max in 0_usize..130,
        ) {
            let (wanted, other) = (Wanted::new(&one), Folded::new(&other));
            let edits = strsim::osa_distance(&wanted.folded.text, &other.text);
            prop_assert_eq!(wanted.edits_within(&other, edits_max).0, (edits <= edits_max).then_some(edits));
        }
    }
}
