//! Tables of plural categories, one table per language. Source: CLDR cardinal plural rules, from `icu_plurals`.
//!
//! In most languages, the category of a whole number depends on the number itself if it is below 100, otherwise on its last two digits, and
//! in some (French, Spanish, …) on whether the number is a multiple of a million. A table of 201 categories therefore covers every whole
//! number, and the program needs neither the rules of all languages nor code for them. The build fails for a language with other rules.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// Categories in the order of their digits in the table.
pub(crate) const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

pub(crate) struct Table {
    /// One digit for each number from 0 to 99, one for each possible pair of last digits of a larger number, and one for multiples of a
    /// million.
    digits: String,
}

impl Table {
    pub(crate) fn of(tag: &str) -> Result<Self, String> {
        let locale: Locale = tag.parse().map_err(|error| format!("{tag} is not a language tag: {error}"))?;
        let rules = PluralRules::try_new_cardinal(locale.into()).map_err(|error| error.to_string())?;
        let digit = |number: u64| {
            let category = rules.category_for(number);
            CATEGORIES.iter().position(|(_, known)| *known == category).unwrap_or(5)
        };
        let samples = (0..200).chain([1_000_000]);
        let table = Self { digits: samples.map(|number| digit(number).to_string()).collect() };
        // Small numbers, and the numbers around each round number.
        let rounds = [1_000, 10_000, 100_000, 1_000_000, 2_000_000, 10_000_000, 1_000_000_000];
        let tried = (0..3_000).chain(rounds.into_iter().flat_map(|round| round - 150..round + 150));
        for number in tried {
            if table.digit(number) != digit(number) {
                return Err(format!("the plural rules of {tag} need more than a table: {number}"));
            }
        }
        Ok(table)
    }

    fn digit(&self, number: u64) -> usize {
        let at = match number {
            0..100 => number,
            _ if number.is_multiple_of(1_000_000) => 200,
            _ => 100 + number % 100,
        };
        usize::from(self.digits.as_bytes()[at as usize] - b'0')
    }

    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }

    /// Returns the categories that a selector on a number needs besides `other`. A category that is used only for multiples of a million is
    /// optional.
    pub(crate) fn needed(&self) -> Vec<&'static str> {
        let everyday = &self.digits[..200];
        let is_used = |at: usize| everyday.contains(&at.to_string());
        CATEGORIES
            .iter()
            .enumerate()
            .filter(|(at, (name, _))| *name != "other" && is_used(*at))
            .map(|(_, (name, _))| *name)
            .collect()
    }

    pub(crate) fn is_category(key: &str) -> bool {
        CATEGORIES.iter().any(|(name, _)| *name == key)
    }
}
