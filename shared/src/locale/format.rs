//! Formats numbers, sizes, lists, quotations and dates according to the conventions of each language, and determines plural categories.

use jiff::civil::Date;

use super::{Language, Value, locale};

/// Plural categories, indexed by their digit in the language's table.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Language {
    /// Formats a number, with thousands separators if it has enough digits for the language to use them.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let grouped_from = locale::GROUPING_FROM.text(self).parse().unwrap_or(usize::MAX);
        if digits.len() < grouped_from {
            return digits;
        }
        let separator = locale::GROUP_SEPARATOR.text(self);
        let mut shown = String::with_capacity(digits.len() + digits.len() / 3 * separator.len());
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                shown.push_str(separator);
            }
            shown.push(digit);
        }
        shown
    }

    /// Returns the CLDR plural category of a whole number. The table lists the categories for 0 to 99, then those for larger numbers by
    /// their last two digits, then the one for whole millions.
    pub(super) fn plural_category(self, number: u64) -> &'static str {
        let at = match number {
            0..100 => number,
            _ if number.is_multiple_of(1_000_000) => 200,
            _ => 100 + number % 100,
        };
        let digit = self.plural_digits().as_bytes().get(at as usize).map_or(5, |digit| usize::from(digit - b'0'));
        CATEGORIES.get(digit).copied().unwrap_or("other")
    }

    /// Formats a size in KB or MB with at most one decimal place: `100 MB` is 104,857,600 bytes, `64 KB` is 65,536. Returns `None` below
    /// 1,024 bytes.
    ///
    /// The size is rounded to the nearest tenth, so the caller adds the exact number of bytes.
    pub fn size(self, bytes: u64) -> Option<String> {
        const KIB: u64 = 1024;
        const MIB: u64 = KIB * KIB;
        let (unit, message) = match bytes {
            MIB.. => (MIB, locale::MEGABYTES),
            KIB.. => (KIB, locale::KILOBYTES),
            _ => return None,
        };
        let tenths = u128::from(bytes) * 10;
        let tenths = (tenths + u128::from(unit) / 2) / u128::from(unit);
        let mut number = self.number(u64::try_from(tenths / 10).unwrap_or(u64::MAX));
        if !tenths.is_multiple_of(10) {
            number.push_str(locale::DECIMAL_SEPARATOR.text(self));
            number.push_str(&(tenths % 10).to_string());
        }
        Some(message.format(self, &[("number", Value::Text(number))]))
    }

    pub fn quoted(self, text: &str) -> String {
        locale::QUOTED.format(self, &[("text", text.into())])
    }

    /// Joins the items: `a`, `a and b`, `a, b and c`.
    pub fn all_of(self, items: &[String]) -> String {
        self.joined(items, locale::LIST_AND)
    }

    /// Joins the items: `a`, `a or b`, `a, b or c`.
    pub fn any_of(self, items: &[String]) -> String {
        self.joined(items, locale::LIST_OR)
    }

    fn joined(self, items: &[String], last_two: super::Message) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                last_two.format(self, &[("items", Value::Text(first.join(", "))), ("last", last.as_str().into())])
            }
        }
    }

    /// Formats a date as people write it: `3 March 2026`.
    pub fn day(self, date: Date) -> String {
        let number = |part: i8| Value::Number(u64::from(part.unsigned_abs()));
        let year = Value::Text(date.year().to_string());
        locale::DATE.format(self, &[("day", number(date.day())), ("month", number(date.month())), ("year", year)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (104_857_600, "104,857,600")] {
            assert_eq!(Language::English.number(number), shown);
        }
        for (language, shown) in [
            (Language::French, ["1\u{202f}042", "10\u{202f}042"]),
            (Language::German, ["1.042", "10.042"]),
            (Language::Spanish, ["1042", "10.042"]),
            (Language::Italian, ["1042", "10.042"]),
            (Language::Polish, ["1042", "10\u{a0}042"]),
        ] {
            assert_eq!([1_042, 10_042].map(|number| language.number(number)), shown);
        }
    }

    #[test]
    fn bytes_are_shown_in_the_unit_that_fits() {
        for (bytes, shown) in [
            (1_023, None),
            (65_536, Some("64 KB")),
            (1_500_000, Some("1.4 MB")),
            (104_857_600, Some("100 MB")),
            (104_857_601, Some("100 MB")),
            (u64::MAX, Some("17,592,186,044,416 MB")),
        ] {
            assert_eq!(Language::English.size(bytes).as_deref(), shown, "{bytes}");
        }
        assert_eq!(Language::French.size(1_500_000).as_deref(), Some("1,4\u{a0}Mo"));
    }

    #[test]
    fn lists_are_joined_with_a_conjunction() {
        let items = |count: usize| ["a", "b", "c"].map(str::to_owned)[..count].to_vec();
        let joined = |count| Language::English.any_of(&items(count));
        assert_eq!([0, 1, 2, 3].map(joined), ["", "a", "a or b", "a, b or c"]);
    }

    #[test]
    fn plural_categories_are_those_of_the_language() {
        let categories = |language: Language| {
            [0, 1, 2, 5, 12, 22, 25, 101, 1_000_000].map(|number| language.plural_category(number))
        };
        assert_eq!(categories(Language::Polish), ["many", "one", "few", "many", "many", "few", "many", "many", "many"]);
        assert_eq!(
            categories(Language::French),
            ["one", "one", "other", "other", "other", "other", "other", "other", "many"]
        );
        assert_eq!(
            categories(Language::Dutch),
            ["other", "one", "other", "other", "other", "other", "other", "other", "other"]
        );
    }
}
