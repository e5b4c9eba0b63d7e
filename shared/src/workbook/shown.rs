//! Converts cell values to the text that the sheet shows.

use calamine::{CellErrorType, DataRef, ExcelDateTime};

use super::format::NumberFormat;

/// Maximum number of significant digits that spreadsheet programs store.
pub(super) const DIGITS_MAX: usize = 15;

/// Why the text of a cell is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// A number with more significant digits than spreadsheet programs store. Some digits were probably replaced with zeros.
    Digits,
    /// A date, time or duration, which the sheet may show in any form.
    Date,
    /// A value that the sheet may show in another form, such as a number as a percentage, or that cannot be read exactly.
    Formatted,
    /// A whole number that the sheet shows with decimals, all of them zero, such as `1.00`.
    Decimals,
    /// An error value such as `#N/A`.
    ErrorValue,
    /// A formula whose result the workbook does not contain, or declares to be stale.
    NoResult,
    /// A cell that is covered by a merged cell.
    Merged,
}

/// Returns the text of a value in this number format, and its damage if the text is not exact.
pub(super) fn text_of(value: &DataRef<'_>, format: NumberFormat<'_>) -> (String, Option<Damage>) {
    let as_text = |text: &str| {
        let is_shown = text.is_empty() || format.shows_texts();
        (text.to_owned(), (!is_shown).then_some(Damage::Formatted))
    };
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::String(text) => as_text(text),
        DataRef::SharedString(text) => as_text(text),
        DataRef::Bool(is_true) => as_text(if *is_true { "TRUE" } else { "FALSE" }),
        DataRef::Int(number) => text_of_number(*number as f64, format),
        DataRef::Float(number) => text_of_number(*number, format),
        DataRef::DateTime(date) => (text_of_date(*date), Some(Damage::Date)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Some(Damage::Date)),
        DataRef::Error(error) => (text_of_error(error), Some(Damage::ErrorValue)),
    }
}

fn text_of_number(number: f64, format: NumberFormat<'_>) -> (String, Option<Damage>) {
    let shortest = if number == 0.0 { "0".to_owned() } else { number.to_string() };
    let digits = shortest.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits > DIGITS_MAX {
        return (shortest, Some(Damage::Digits));
    }
    match format.show(number, &shortest) {
        Some(shown) => (shown, None),
        None if format.adds_zeros(number) => (shortest, Some(Damage::Decimals)),
        None => (shortest, Some(Damage::Formatted)),
    }
}

/// Returns the date in ISO 8601 format, followed by the time unless it is midnight. A time without a date is returned alone, a duration as
/// a number of days.
fn text_of_date(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return format!("{} days", date.as_f64());
    }
    let (year, month, day, hours, minutes, seconds, _) = date.to_ymd_hms_milli();
    if date.as_f64() < 1.0 {
        return format!("{hours:02}:{minutes:02}:{seconds:02}");
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hours, minutes, seconds) == (0, 0, 0) { day } else { format!("{day} {hours:02}:{minutes:02}:{seconds:02}") }
}

fn text_of_error(error: &CellErrorType) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_read_as_the_sheet_shows_it_or_is_damaged() {
        for (number, format, text, damage) in [
            (7.0, None, "7", None),
            (-0.0, None, "0", None),
            (0.5, Some("General"), "0.5", None),
            (1e14, None, "100000000000000", None),
            (123_456_789_012_345.0, None, "123456789012345", None),
            // A program that stores only 15 digits replaces the others with zeros.
            (1_234_567_890_123_450.0, None, "1234567890123450", Some(Damage::Digits)),
            (0.1 + 0.2, None, "0.30000000000000004", Some(Damage::Digits)),
            (42.0, Some("00000"), "00042", None),
            (123_456.0, Some("00000"), "123456", None),
            (4.5, Some("00000"), "4.5", Some(Damage::Formatted)),
            (-4.0, Some("00000"), "-4", Some(Damage::Formatted)),
            (4.0, Some("0"), "4", None),
            (4.4, Some("0"), "4.4", Some(Damage::Formatted)),
            (4.0, Some("0.00"), "4", Some(Damage::Decimals)),
            (0.0, Some("0.0"), "0", Some(Damage::Decimals)),
            (4.25, Some("0.00"), "4.25", None),
            (4.25, Some("0.0#"), "4.25", None),
            (999.0, Some("#,##0"), "999", None),
            (1_000.0, Some("#,##0"), "1000", Some(Damage::Formatted)),
            (0.5, Some("0%"), "0.5", Some(Damage::Formatted)),
            (5.0, Some("0.00E+00"), "5", Some(Damage::Formatted)),
            (5.0, Some("\"Nr. \"0"), "5", Some(Damage::Formatted)),
        ] {
            let format = NumberFormat::new(format.unwrap_or("General"), None);
            assert_eq!(text_of(&DataRef::Float(number), format), (text.to_owned(), damage), "{number} {format:?}");
        }
    }

    #[test]
    fn value_other_than_text_is_named() {
        let day = |value, is_1904| {
            DataRef::DateTime(ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, is_1904))
        };
        for (value, text, damage) in [
            (DataRef::Bool(true), "TRUE", None),
            (day(45_943.0, false), "2025-10-13", Some(Damage::Date)),
            (day(45_943.5, false), "2025-10-13 12:00:00", Some(Damage::Date)),
            (day(44_481.0, true), "2025-10-13", Some(Damage::Date)),
            (day(0.25, false), "06:00:00", Some(Damage::Date)),
            (DataRef::Error(CellErrorType::NA), "#N/A", Some(Damage::ErrorValue)),
            (DataRef::Empty, "", None),
        ] {
            assert_eq!(text_of(&value, NumberFormat::General), (text.to_owned(), damage));
        }
    }
}
