//! Whole numbers in JSON, which may be written as `10.0`: in JSON Schema and in JavaScript, `10` and `10.0` are the same number.

use serde::{Deserialize, Deserializer, de::Error};

/// Largest safe integer in a double: 2⁵³ − 1. Source: ECMAScript, `Number.MAX_SAFE_INTEGER`.
pub const WHOLE_MAX: u64 = 9_007_199_254_740_991;

/// Reads a non-negative whole number. If it is written with a fraction or an exponent, the maximum is [`WHOLE_MAX`]. Use it with
/// `#[serde(deserialize_with = "…")]`.
///
/// # Errors
///
/// If the value is not a number, or if it is fractional, negative or too large.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    whole(&number).ok_or_else(|| D::Error::custom(format!("{number} is not a whole number from 0 to {WHOLE_MAX}")))
}

/// Reads a whole number or `null`.
///
/// # Errors
///
/// The same errors as [`read`].
pub fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    struct Whole(u64);
    impl<'de> Deserialize<'de> for Whole {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read(deserializer).map(Self)
        }
    }
    Ok(Option::<Whole>::deserialize(deserializer)?.map(|Whole(number)| number))
}

fn whole(number: &serde_json::Number) -> Option<u64> {
    let is_whole = |value: &f64| value.fract() == 0.0 && (0.0..=WHOLE_MAX as f64).contains(value);
    number.as_u64().or_else(|| number.as_f64().filter(is_whole).and_then(|value| u64::try_from(value as i64).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Numbers {
        #[serde(deserialize_with = "read")]
        number: u64,
        #[serde(default, deserialize_with = "read_optional")]
        other: Option<u64>,
    }

    #[test]
    fn whole_numbers_are_read_whatever_their_form() {
        for (json, expected) in [
            (r#"{"number": 10}"#, Some((10, None))),
            (r#"{"number": 10.0, "other": 3e2}"#, Some((10, Some(300)))),
            (r#"{"number": 0, "other": null}"#, Some((0, None))),
            (r#"{"number": 9007199254740991}"#, Some((WHOLE_MAX, None))),
            (r#"{"number": 18446744073709551615}"#, Some((u64::MAX, None))),
            (r#"{"number": 9007199254740993.0}"#, None),
            (r#"{"number": 1e300}"#, None),
            (r#"{"number": 1.5}"#, None),
            (r#"{"number": -1}"#, None),
            (r#"{"number": "1"}"#, None),
            (r#"{"number": 1, "other": 0.5}"#, None),
        ] {
            let read = serde_json::from_str::<Numbers>(json).ok().map(|read| (read.number, read.other));
            assert_eq!(read, expected, "{json}");
        }
    }
}
