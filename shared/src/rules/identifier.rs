//! Identifiers: letters and digits, and the damage that spreadsheet programs do to them.

use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup},
};

use super::{
    error_value::is_error_value,
    fold::fold_name,
    suspicious::{TextKind, check_suspicious, is_missing_value, is_never_identifier},
    text::{check_length, is_invisible},
};
use crate::problem::{Code, Hint, Problem, RowProblems};

/// Maximum number of characters in an identifier: as many as common directories allow in an account name.
pub const IDENTIFIER_CHARS_MAX: usize = 256;

/// Short names of months that spreadsheet programs write, in the eight languages, [folded](fold_name).
const MONTHS: &str = "jan feb mar apr may jun jul aug sep sept oct nov dec mrz marz mai juni juli okt dez ene abr ago dic janv fev fevr \
    mars avr juin juil aout gen mag giu lug set ott mrt mei sty lut kwi maj cze lip sie wrz paz lis gru out";
/// Maximum length in bytes of the short name of a month.
const MONTH_BYTES_MAX: usize = 6;
/// Characters between the parts of a date.
const DATE_SEPARATORS: [char; 5] = ['-', '.', '/', ' ', '\u{a0}'];

const ALLOWED: GeneralCategoryGroup =
    GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::DecimalNumber);

/// Reads an identifier: letters and digits from any script, including leading zeros. An empty cell has no value and no problem.
///
/// Damage by a spreadsheet program (`1.23457E+11`, `1-Dec` for `DEC1`, `#N/A`, `####`) is [`Code::SpreadsheetDamage`], without a suggestion
/// because characters are lost. Other characters are [`Code::IdentifierInvalid`]; the suggestion is the identifier without them. An
/// identifier that is too long is [`Code::CellTooLong`]. An accepted identifier may be [suspicious](check_suspicious), and a notation for a
/// missing value such as `NULL` always is.
pub fn read_identifier<'a>(text: &'a str, label: &str, problems: &mut RowProblems) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    if let Some(hint) = find_damage(text) {
        problems.add(Problem::new(Code::SpreadsheetDamage).column(label).found(text).hint(hint));
        return None;
    }
    if !check_length(text, IDENTIFIER_CHARS_MAX, Code::CellTooLong, label, problems) {
        return None;
    }
    if !text.chars().all(is_allowed) {
        problems.add(Problem::new(Code::IdentifierInvalid).column(label).found(text).suggest(allowed_form(text)));
        return None;
    }
    if is_never_identifier(text) {
        problems.add(Problem::new(Code::CellSuspicious).column(label).found(text).hint(Hint::NoValue));
    } else {
        check_suspicious(text, TextKind::Name, label, problems);
    }
    Some(text)
}

fn is_allowed(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        ALLOWED.contains(CodePointMapData::<GeneralCategory>::new().get(c)) && !is_invisible(c)
    }
}

/// Returns only the letters and digits of the identifier, without the zero decimals of a whole number (`12345.0`). `None` if nothing
/// remains, or if the text represents a missing value or a number below one (`0.1`).
fn allowed_form(text: &str) -> Option<String> {
    if is_missing_value(text) {
        return None;
    }
    let whole = match text.split_once(['.', ',']) {
        Some((digits, zeros)) if is_digits(digits) && !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => {
            // In `12,000`, the comma separates thousands.
            if zeros.len() == 3 { text } else { digits }
        }
        Some(("0", decimals)) if is_digits(decimals) => return None,
        _ => text,
    };
    let stripped: String = whole.chars().filter(|c| is_allowed(*c)).collect();
    (!stripped.is_empty()).then_some(stripped)
}

fn find_damage(text: &str) -> Option<Hint> {
    if is_error_value(text) {
        Some(Hint::SpreadsheetError)
    } else if is_scientific(text) {
        Some(Hint::ScientificNotation)
    } else if is_date(text) {
        Some(Hint::DateCell)
    } else {
        None
    }
}

/// Returns `true` for scientific notation. Spreadsheet programs always write the exponent's sign, so `1E5` may be an identifier; other
/// programs write `1.5E5`, which is never an identifier.
fn is_scientific(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let unsigned = exponent.strip_prefix(['+', '-']);
    let is_number = match number.split_once(['.', ',']) {
        Some((whole, decimals)) => is_digits(whole) && is_digits(decimals),
        None => is_digits(number) && unsigned.is_some(),
    };
    is_number && is_digits(unsigned.unwrap_or(exponent))
}

/// Returns `true` for a day and a month (`1-Dec`, `01. Dez`), a month and a year (`Jan-03`), or all three. Spreadsheet programs write them
/// in place of identifiers that look like dates, such as `DEC1`.
fn is_date(text: &str) -> bool {
    // Few identifiers contain one.
    if !text.contains(DATE_SEPARATORS) {
        return false;
    }
    let (mut months, mut numbers) = (0, 0);
    for part in text.split(DATE_SEPARATORS).filter(|part| !part.is_empty()) {
        if is_digits(part) && matches!(part.len(), 1 | 2 | 4) {
            numbers += 1;
        } else if is_month(part) {
            months += 1;
        } else {
            return false;
        }
    }
    months == 1 && matches!(numbers, 1 | 2)
}

/// Returns `true` for the short name of a month. Spreadsheet programs never write it in capitals.
fn is_month(word: &str) -> bool {
    if word.len() > MONTH_BYTES_MAX || word.chars().skip(1).any(char::is_uppercase) {
        return false;
    }
    let folded = fold_name(word);
    MONTHS.split(' ').any(|month| month == folded)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn identifier_of_letters_and_digits_is_kept() {
        let mut problems = RowProblems::new(2, 2);
        for text in
            ["00123", "AB12", "1E5", "12e3", "DEC1", "1Dec", "Müller7", "王5", "محمد", "NA", "nil", "हिन्दी", "0"]
        {
            assert_eq!(read_identifier(text, "identifier", &mut problems), Some(text));
        }
        assert_eq!(read_identifier("", "identifier", &mut problems), None);
        assert!(problems.list().is_empty());
    }

    #[test]
    fn identifier_damaged_by_a_spreadsheet_is_recognized() {
        use Hint::{DateCell as Date, ScientificNotation as Scientific, SpreadsheetError as Error};
        for (text, hint) in [
            ("1.23457E+11", Scientific),
            ("1,23457E+11", Scientific),
            ("1E+11", Scientific),
            ("1.2e-7", Scientific),
            ("-1.2E+11", Scientific),
            ("1.5E3", Scientific),
            ("1,23457e11", Scientific),
            ("1-Dec", Date),
            ("2-Mar", Date),
            ("Jan-03", Date),
            ("Sep-2003", Date),
            ("1-Dec-24", Date),
            ("01. Dez", Date),
            ("Mrz 03", Date),
            ("3. März", Date),
            ("1-déc.", Date),
            ("août-03", Date),
            ("01-dic", Date),
            ("ene-03", Date),
            ("1-gen", Date),
            ("01-mrt", Date),
            ("1.paź", Date),
            ("01/dez", Date),
            ("out/03", Date),
            ("#N/A", Error),
            ("#REF!", Error),
            ("#¿NOMBRE?", Error),
            ("#YOK", Error),
            ("Err:502", Error),
            ("########", Error),
        ] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_identifier(text, "identifier", &mut problems), None, "{text}");
            let problem = &problems.list()[0];
            assert_eq!((problem.code, problem.hint), (Code::SpreadsheetDamage, Some(hint)), "{text}");
            assert!(problem.suggestions.is_empty(), "{text}");
        }
    }

    #[test]
    fn identifier_with_symbols_suggests_itself_without_them() {
        for (text, suggestions) in [
            ("AB-123", &["AB123"][..]),
            ("00 123", &["00123"]),
            ("'00123", &["00123"]),
            ("a_b", &["ab"]),
            ("12345.0", &["12345"]),
            ("12345,00", &["12345"]),
            ("12,000", &["12000"]),
            ("0.0", &["0"]),
            ("0.1", &[]),
            ("0,25", &[]),
            ("0.A", &["0A"]),
            ("A.0", &["A0"]),
            ("1.AE5", &["1AE5"]),
            ("1E+", &["1E"]),
            ("#12", &["12"]),
            ("#12!", &["12"]),
            ("#Anna!", &["Anna"]),
            ("anna@example.org", &["annaexampleorg"]),
            ("A\u{200b}1", &["A1"]),
            ("A\u{3164}1", &["A1"]),
            ("1-DEC", &["1DEC"]),
            ("A-Dec", &["ADec"]),
            ("Dec-Jan", &["DecJan"]),
            ("123-Dec", &["123Dec"]),
            ("12-03", &["1203"]),
            ("-", &[]),
            ("N/A", &[]),
            ("\\N", &[]),
            ("(null)", &[]),
            ("##", &[]),
            ("😀", &[]),
        ] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_identifier(text, "identifier", &mut problems), None, "{text}");
            assert_eq!(problems.list()[0].code, Code::IdentifierInvalid, "{text}");
            assert_eq!(problems.list()[0].suggestions, suggestions, "{text}");
        }
    }

    #[test]
    fn identifier_with_letters_of_two_scripts_is_suspicious() {
        let mut problems = RowProblems::new(2, 2);
        assert_eq!(read_identifier("АB12", "identifier", &mut problems), Some("АB12"));
        assert_eq!(
            (problems.list()[0].code, problems.list()[0].suggestions[0].as_str()),
            (Code::CellSuspicious, "AB12")
        );
    }

    #[test]
    fn identifier_that_is_a_word_for_a_missing_value_is_suspicious() {
        for text in ["NULL", "null", "None", "undefined"] {
            let mut problems = RowProblems::new(2, 2);
            assert_eq!(read_identifier(text, "identifier", &mut problems), Some(text));
            let problem = &problems.list()[0];
            assert_eq!((problem.code, problem.hint), (Code::CellSuspicious, Some(Hint::NoValue)), "{text}");
            assert!(problem.suggestions.is_empty(), "{text}");
        }
    }

    #[test]
    fn identifier_too_long_reports_the_limit() {
        let mut problems = RowProblems::new(2, 2);
        assert!(read_identifier(&"é".repeat(IDENTIFIER_CHARS_MAX), "identifier", &mut problems).is_some());
        assert!(read_identifier(&"7".repeat(IDENTIFIER_CHARS_MAX + 1), "identifier", &mut problems).is_none());
        let problem = &problems.list()[0];
        assert_eq!((problem.code, problem.limit, problem.count), (Code::CellTooLong, Some(256), Some(257)));
    }

    proptest! {
        #[test]
        fn identifier_of_any_text_is_a_value_or_a_problem(text in ".{1,40}|[#0-9E+,.!?]{1,8}") {
            let mut problems = RowProblems::new(2, 2);
            prop_assert_eq!(read_identifier(&text, "identifier", &mut problems).is_none(), problems.has_error());
        }
    }
}
