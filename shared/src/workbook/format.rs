//! Number formats, which determine whether a sheet shows a value as it is stored.

/// The number format of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat<'a> {
    General,
    /// A format code, such as `0.00` or `00000;@`.
    Code(&'a str),
    /// A built-in format that depends on the user's country, such as a currency.
    Unknown,
}

/// The lowest number of a format that a workbook defines itself.
const FIRST_CUSTOM: u32 = 164;

impl<'a> NumberFormat<'a> {
    /// Creates the format with this code and number. The cell reader returns `General` for a built-in format whose code it does not know.
    pub(super) fn new(code: &'a str, number: Option<u32>) -> Self {
        // A code that consists only of spaces shows no number.
        let is_general = code.is_empty() || code.trim().eq_ignore_ascii_case("General");
        match number {
            Some(1..FIRST_CUSTOM) if is_general => Self::Unknown,
            _ if is_general => Self::General,
            _ => Self::Code(code),
        }
    }

    /// Returns the number as the sheet shows it if that is the exact decimal, perhaps with leading zeros.
    pub(super) fn show(self, number: f64, shortest: &str) -> Option<String> {
        match self {
            Self::General => Some(shortest.to_owned()),
            Self::Unknown => None,
            Self::Code(code) => show_in(Sections::of(code).of_number(number)?.trim(), number, shortest),
        }
    }

    /// Returns `true` if the sheet shows a whole number with decimals that are all zero, such as `1.00`.
    pub(super) fn adds_zeros(self, number: f64) -> bool {
        let Self::Code(code) = self else { return false };
        let sections = Sections::of(code);
        let parts = sections.of_number(number).and_then(|section| section.trim().split_once('.'));
        let is_decimal = parts.is_some_and(|(whole, decimals)| {
            matches!(whole, "0" | "#,##0") && !decimals.is_empty() && decimals.bytes().all(|sign| sign == b'0')
        });
        is_decimal && number >= 0.0 && number.fract() == 0.0
    }

    /// Returns `true` if the sheet shows text unchanged.
    pub(super) fn shows_texts(self) -> bool {
        let Self::Code(code) = self else { return true };
        let Sections { text, is_text_unclear, .. } = Sections::of(code);
        let is_shown = |section: &str| section == "@" || section.eq_ignore_ascii_case("General");
        !is_text_unclear && text.is_none_or(|section| is_shown(section.trim()))
    }
}

fn show_in(section: &str, number: f64, shortest: &str) -> Option<String> {
    if section == "@" || section.eq_ignore_ascii_case("General") {
        return Some(shortest.to_owned());
    }
    if section == "#,##0" {
        return (number >= 0.0 && !shortest.contains('.') && shortest.len() <= 3).then(|| shortest.to_owned());
    }
    let (whole, decimals) =
        section.split_once('.').map_or((section, None), |(whole, decimals)| (whole, Some(decimals)));
    let is_plain = |digits: &str| digits.bytes().all(|sign| matches!(sign, b'0' | b'#'));
    if section.is_empty() || !is_plain(whole) || !is_plain(decimals.unwrap_or_default()) {
        return None;
    }
    let (sign, digits) = shortest.strip_prefix('-').map_or(("", shortest), |digits| ("-", digits));
    let (own_whole, own_decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let fits = match decimals {
        None => own_decimals.is_empty() && sign.is_empty(),
        // Without decimals, the sheet would show the decimal point alone.
        Some(decimals) => {
            let places = decimals.rfind('0').map_or(1, |last| last + 1)..=decimals.len();
            places.contains(&own_decimals.len())
        }
    };
    let places = whole.find('0').map_or(0, |first| whole.len() - first);
    // Some programs show a zero for a `#` after the first `0` that has no digit, others nothing.
    let own_places = if own_whole == "0" { 0 } else { own_whole.len() };
    let padded_places = whole.len() - places..whole.len().saturating_sub(own_places);
    let is_unclear = whole.get(padded_places).is_some_and(|padded| padded.contains('#'));
    if !fits || is_unclear || (own_whole == "0" && places == 0) {
        return None;
    }
    let padded = format!("{own_whole:0>places$}");
    Some(if own_decimals.is_empty() { format!("{sign}{padded}") } else { format!("{sign}{padded}.{own_decimals}") })
}

/// The sections of a format code, without elements that have no effect on the text: colours and languages with ordinary digits. Space that
/// aligns columns is a space.
struct Sections {
    /// The sections for positive numbers, negative numbers and zero; a single section applies to all numbers.
    numbers: Vec<String>,
    text: Option<String>,
    /// Whether programs differ in which section shows text, because one before the last contains an `@`.
    is_text_unclear: bool,
    /// Whether a condition, such as `[<9]`, determines which section applies.
    has_condition: bool,
}

impl Sections {
    fn of(code: &str) -> Self {
        let (mut sections, mut has_condition) = (vec![String::new()], false);
        // The indexes of the sections with an `@` that means the text, because it is neither quoted nor escaped.
        let mut with_at = Vec::new();
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            let index = sections.len() - 1;
            let section = match sections.last_mut() {
                Some(section) if sign != ';' => section,
                _ => {
                    sections.push(String::new());
                    continue;
                }
            };
            match sign {
                '_' => {
                    signs.next();
                    section.push(' ');
                }
                '*' if signs.as_str().starts_with(' ') => {
                    signs.next();
                    section.push(' ');
                }
                // A sign to fill the cell with, or an escaped one.
                '*' | '\\' => {
                    section.push(sign);
                    section.extend(signs.next());
                }
                '@' => {
                    section.push(sign);
                    with_at.push(index);
                }
                '"' => {
                    section.push(sign);
                    section.extend(signs.by_ref().take_while(|sign| *sign != '"'));
                    section.push(sign);
                }
                '[' => {
                    let inner: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    has_condition |= inner.trim_start().starts_with(['<', '>', '=']);
                    if !is_without_effect(&inner) {
                        section.push('[');
                    }
                }
                _ => section.push(sign),
            }
        }
        let last = sections.len() - 1;
        let is_text_unclear = with_at.iter().any(|index| *index < last);
        let text = if last == 3 || with_at.contains(&last) { sections.pop() } else { None };
        Self { numbers: sections, text, is_text_unclear, has_condition }
    }

    /// Returns the section that shows this number, or `None` if that is not clear.
    fn of_number(&self, number: f64) -> Option<&str> {
        match self.numbers.as_slice() {
            _ if self.has_condition => None,
            [] => self.text.as_deref(),
            [only] => Some(only),
            // A separate section shows negative numbers without a sign, unless it contains the sign itself.
            [..] if number < 0.0 => None,
            [_, _, zero, ..] if number == 0.0 => Some(zero),
            [positive, ..] => Some(positive),
        }
    }
}

/// Returns `true` if the text in brackets is a colour, or a language that does not replace the digits.
fn is_without_effect(inner: &str) -> bool {
    let inner = inner.to_ascii_lowercase();
    let colours = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color"];
    inner.strip_prefix("$-").is_some_and(has_own_digits)
        || colours.contains(&inner.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ' '))
}

/// Returns `true` if a language shows numbers with the digits that the sheet stores. The language is a tag such as `en-US`, or a
/// hexadecimal number whose highest byte (bits 24–31) specifies the script of the digits: 0 for none, 1 for Western digits. A comma
/// introduces a calendar and perhaps another script, so the result is then `false`.
fn has_own_digits(language: &str) -> bool {
    let is_tag = language.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
    match u64::from_str_radix(language, 16) {
        Ok(number) => number >> 24 <= 1,
        Err(_) => is_tag && !language.starts_with(|sign: char| sign.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_shown_in_the_section_for_it() {
        for (code, number, expected) in [
            ("0;-0;zero", 4.0, Some("4")),
            ("0;-0;\"-\"", 0.0, None),
            ("0;-0;@", 0.0, Some("0")),
            ("0;-0;\"@\"", 0.0, None),
            ("0;-0;\"@\"", 4.0, Some("4")),
            ("0;-0;\\@", 0.0, None),
            ("0;-0;*@0", 0.0, None),
            ("0;-0;[$@-409]0", 0.0, None),
            ("\"Dr. \"@;", 4.0, None),
            ("0;(0)", -4.0, None),
            ("0;0", -4.0, None),
            ("0;;", 0.0, None),
            (";;;", 4.0, None),
            ("\"a;b\"", 4.0, None),
            ("0\\;", 4.0, None),
            ("[Red]0", 4.0, Some("4")),
            ("[Color 3]00", 4.0, Some("04")),
            ("[$-407]0", 4.0, Some("4")),
            ("[$-409]00", 4.0, Some("04")),
            ("[$-en-US]0", 4.0, Some("4")),
            ("[$-F800]0", 4.0, Some("4")),
            ("[$-1000409]0", 4.0, Some("4")),
            // Numbers shown with the digits of another script.
            ("[$-2000401]0", 4.0, None),
            ("[$-D00041E]0", 4.0, None),
            ("[$-ar-SA,200]0", 4.0, None),
            ("[$-,D00]0", 4.0, None),
            ("[$-FFFFFFFFFF]0", 4.0, None),
            ("[NatNum1]0", 4.0, None),
            ("[DBNum1]0", 4.0, None),
            ("[$€-407]0", 4.0, None),
            ("[>9]0;00", 4.0, None),
            ("00;[<9]000", 7.0, None),
            ("00;-00[>5]", 7.0, None),
            ("0;-0;[ =4]00", 4.0, None),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", 999.0, Some("999")),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", 0.0, None),
            ("*x0", 4.0, None),
            ("*;0", 4.0, None),
            ("0_)", 4.0, Some("4")),
            ("00_ 00", 7.0, None),
            ("00_-00", 7.0, None),
            ("0* 0", 7.0, None),
            (" ", 4.0, None),
            ("\u{a0}", 4.0, None),
            ("_-", 4.0, None),
            ("[Red] ", 4.0, None),
            ("@", 4.0, Some("4")),
            ("\"Dr. \"@", 4.0, None),
            ("0#", 5.0, Some("05")),
            ("#00#", 5.0, Some("005")),
            ("0#", 0.0, None),
            ("0#.0", 0.5, None),
            ("0##", 5.0, None),
            ("0##", 45.0, Some("045")),
            ("0#0", 5.0, None),
            ("0#0", 45.0, Some("045")),
            ("0#00#0", 345.0, None),
            ("0#00#0", 12_345.0, Some("012345")),
            ("0##", 1_234.0, Some("1234")),
            ("#", 5.0, Some("5")),
            ("#", 0.0, None),
            ("#.00", 0.25, None),
            ("#.00", 1.25, Some("1.25")),
            ("00.0", 1.5, Some("01.5")),
            ("0.##", 4.0, None),
            ("0.##", 4.5, Some("4.5")),
            ("0.#0", 4.5, None),
            ("0.00", -4.25, Some("-4.25")),
            ("0", -4.0, None),
            ("General;-General", 4.0, Some("4")),
            ("0,", 4000.0, None),
            ("0 \"x\"", 4.0, None),
            ("yyyy", 4.0, None),
        ] {
            let shown = NumberFormat::new(code, None).show(number, &number.to_string());
            assert_eq!(shown.as_deref(), expected, "{code} {number}");
        }
    }

    #[test]
    fn zeros_are_added_by_a_format_with_decimals_only() {
        for (code, number, expected) in [
            ("0.0", 1.0, true),
            ("0.00", 0.0, true),
            ("#,##0.00", 1.0, true),
            ("[Red]0.00;-0.00", 1.0, true),
            ("0.00;-0.00;\"-\"", 0.0, false),
            ("0.00", 1.5, false),
            ("0.00", -1.0, false),
            ("00.0", 1.0, false),
            ("0.", 1.0, false),
            ("0.0#", 1.0, false),
            ("0.00%", 1.0, false),
            ("0.00E+00", 1.0, false),
            ("0.0\\x", 1.0, false),
            ("0", 1.0, false),
            ("General", 1.0, false),
        ] {
            assert_eq!(NumberFormat::new(code, None).adds_zeros(number), expected, "{code} {number}");
        }
    }

    #[test]
    fn built_in_format_without_a_code_is_unknown() {
        for (code, number, expected) in [
            ("General", Some(0), NumberFormat::General),
            ("", None, NumberFormat::General),
            ("general", Some(FIRST_CUSTOM), NumberFormat::General),
            ("General", Some(7), NumberFormat::Unknown),
            ("0", Some(1), NumberFormat::Code("0")),
        ] {
            assert_eq!(NumberFormat::new(code, number), expected, "{code} {number:?}");
        }
        assert_eq!(NumberFormat::Unknown.show(4.0, "4"), None);
    }

    #[test]
    fn text_is_shown_as_it_is_unless_its_section_adds_to_it() {
        for (code, expected) in [
            ("General", true),
            ("@", true),
            ("0.00", true),
            ("0;-0;0;@", true),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", true),
            ("\"Dr. \"@", false),
            ("0;-0;\"@\"", true),
            ("0;-0;\\@", true),
            ("0;-0;_@0", true),
            ("0;-0;*@0", true),
            ("\"@\"@", false),
            // Programs differ in which section is the one for text.
            ("\"Dr. \"@;", false),
            ("\"Dr. \"@;@", false),
            ("@;0", false),
            ("0;\"Dr. \"@;0;@", false),
            ("\"@\";@", true),
            ("0;-0;0;\"n/a\"", false),
            (";;;", false),
            ("@@", false),
        ] {
            assert_eq!(NumberFormat::new(code, None).shows_texts(), expected, "{code}");
        }
    }
}
