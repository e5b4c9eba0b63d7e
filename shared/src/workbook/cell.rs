//! Determines, while a sheet is scanned, whether the cell reader will return a cell's value as written.

use calamine::DataRef;
use quick_xml::events::BytesStart;

use super::{
    cell_formats::CellFormats,
    format::NumberFormat,
    part::{Refusal, Tag},
    reference::{Position, position_of},
    runs::Runs,
    shown::{DIGITS_MAX, Damage, text_of},
    tables::SharedStrings,
};

/// Maximum length in bytes of one string, including entities and comments. Spreadsheet programs store at most 32,767 characters in a cell.
pub(super) const TEXT_BYTES_MAX: u64 = 1024 * 1024;
/// Maximum length of a number in characters. A cell with a longer one is damaged.
const NUMBER_CHARS_MAX: usize = 400;
/// Maximum number of characters of a damaged value to retain for messages.
const SHOWN_CHARS_MAX: usize = 32;
/// The error values that the cell reader knows.
const KNOWN_ERRORS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!"];

/// A cell that is damaged, regardless of what the cell reader returns for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotedCell {
    pub(super) position: Position,
    pub(super) damage: Damage,
    /// The value; empty if the cell reader returns it. For a number with too many digits, these are the digits that the file contains.
    pub(super) text: String,
    /// Whether the cell reader may fail on this cell.
    pub(super) may_fail: bool,
}

/// What the values of a sheet's cells depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis<'a> {
    /// Whether formula results are invalid, because all formulas are calculated when the file is opened.
    pub(super) are_results_stale: bool,
    /// Whether a formula result of 0 is invalid, because the program that wrote the file probably did not calculate it.
    pub(super) are_zeros_stale: bool,
    /// Whether the sheet shows formulas instead of their results.
    pub(super) shows_formulas: bool,
    pub(super) shared: &'a SharedStrings,
    pub(super) formats: &'a CellFormats,
}

/// The attributes of a cell.
pub(super) struct CellStart {
    pub(super) position: Option<Position>,
    style: Style,
    kind: Kind,
}

/// The index of a cell's format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// The cell has no format of its own. Some programs then use that of its row or column, others the first one.
    Missing,
    Index,
    /// Text that is not an index.
    Unclear,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// The index of a shared string.
    Shared,
    Boolean,
    Error,
    Date,
    /// Text, which may contain entities.
    Text,
    /// Text in its own element instead of the value element.
    Inline,
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Formula,
    Value,
    Inline,
    /// The text of an inline string.
    Run,
    /// An element that the cell reader does not know; the reader skips the rest of the cell.
    Unknown,
}

impl CellStart {
    pub(super) fn of(start: &BytesStart<'_>) -> Result<Self, Refusal> {
        let (mut position, mut style, mut kind) = (None, None, None);
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Refusal::Damaged)?;
            let own = match attribute.key.as_ref() {
                "r" => &mut position,
                "s" => &mut style,
                "t" => &mut kind,
                _ => continue,
            };
            if own.replace(attribute.value).is_some() {
                return Err(Refusal::Damaged);
            }
        }
        let position = position.map(|text| position_of(&text).ok_or(Refusal::Damaged)).transpose()?;
        let style = match style.map(|text| parse_index(&text)) {
            None => Style::Missing,
            Some(Some(_)) => Style::Index,
            Some(None) => Style::Unclear,
        };
        Ok(Self { position, style, kind: Kind::of(kind.as_deref()) })
    }
}

impl Kind {
    fn of(text: Option<&str>) -> Self {
        match text {
            None | Some("n") => Self::Number,
            Some("s") => Self::Shared,
            Some("b") => Self::Boolean,
            Some("e") => Self::Error,
            Some("d") => Self::Date,
            Some("str") => Self::Text,
            Some("inlineStr" | "is") => Self::Inline,
            Some(_) => Self::Unknown,
        }
    }

    /// Returns `true` if the cell reader returns this value as written.
    fn takes(self, value: &str, shared: u64) -> bool {
        match self {
            Self::Text | Self::Date => true,
            _ if value.is_empty() => true,
            Self::Number => is_plain_number(value),
            Self::Shared => parse_index(value).is_some_and(|index| u64::from(index) < shared),
            Self::Boolean => {
                let value = value.trim();
                matches!(value, "0" | "1") || ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word))
            }
            Self::Error => KNOWN_ERRORS.contains(&value),
            Self::Inline | Self::Unknown => false,
        }
    }
}

/// Whether a cell has a value, and whether the value is empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Missing,
    Empty,
    Present,
}

/// A cell whose elements are being read. If its value is ambiguous, the workbook counts as damaged.
pub(super) struct OpenCell {
    pub(super) position: Position,
    kind: Kind,
    style: Style,
    has_formula: bool,
    has_unknown: bool,
    content: Content,
    inside: Option<Inside>,
    /// The value, unless it is text.
    value: String,
    /// The runs of an inline string.
    runs: Runs,
    bytes: u64,
}

impl OpenCell {
    pub(super) fn new(start: &CellStart, position: Position) -> Self {
        let CellStart { style, kind, .. } = *start;
        let (has_formula, has_unknown, content, inside) = (false, false, Content::Missing, None);
        let (value, runs, bytes) = (String::new(), Runs::default(), 0);
        Self { position, kind, style, has_formula, has_unknown, content, inside, value, runs, bytes }
    }

    pub(super) fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = start.local_name();
        if self.inside == Some(Inside::Inline) {
            self.runs.start(start);
        }
        match (self.inside, name.as_ref()) {
            (_, "c" | "row" | "sheetData") | (Some(Inside::Formula | Inside::Value | Inside::Run), _) => {
                return Err(Refusal::Damaged);
            }
            // A formula or a second value would replace the first value.
            (None, "f" | "v" | "is") if self.content > Content::Missing => return Err(Refusal::Damaged),
            (None, "f") => (self.has_formula, self.inside) = (true, Some(Inside::Formula)),
            (None, "v") => (self.content, self.inside) = (Content::Empty, Some(Inside::Value)),
            (None, "is") => {
                (self.kind, self.content, self.inside) = (Kind::Text, Content::Empty, Some(Inside::Inline));
            }
            (None, _) => (self.has_unknown, self.inside) = (true, Some(Inside::Unknown)),
            (Some(Inside::Inline), "is") => return Err(Refusal::Damaged),
            (Some(Inside::Inline), "t") => self.inside = Some(Inside::Run),
            (Some(Inside::Inline | Inside::Unknown), _) => {}
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str) {
        if matches!(self.inside, Some(Inside::Inline | Inside::Run)) {
            self.runs.end(name);
        }
        self.inside = match (self.inside, name) {
            (Some(Inside::Run), "t") => Some(Inside::Inline),
            (Some(Inside::Formula), "f") | (Some(Inside::Value), "v") | (Some(Inside::Inline), "is") => None,
            (inside, _) => inside,
        };
    }

    pub(super) fn add(&mut self, tag: Tag<'_>, bytes: u64) -> Result<(), Refusal> {
        self.bytes += bytes;
        if self.bytes > TEXT_BYTES_MAX {
            return Err(Refusal::TooLarge);
        }
        if !self.is_in_value() {
            return Ok(());
        }
        self.content = Content::Present;
        self.runs.add(tag);
        match tag {
            Tag::Text(_) | Tag::Reference(_) if self.kind == Kind::Text => Ok(()),
            Tag::Text(text) => {
                self.value.extend(text.chars().take(NUMBER_CHARS_MAX + 1));
                Ok(())
            }
            _ => Err(Refusal::Damaged),
        }
    }

    /// Returns `true` if the cell has a value that is not empty.
    pub(super) fn has_value(&self, shared: &SharedStrings) -> bool {
        let is_empty =
            self.kind == Kind::Shared && parse_index(&self.value).is_some_and(|index| shared.is_empty_at(index));
        self.content == Content::Present && !is_empty
    }

    fn is_in_value(&self) -> bool {
        matches!(self.inside, Some(Inside::Value | Inside::Inline | Inside::Run))
    }

    /// Returns `true` if the tag belongs to the cell's text and contains an `@`, as an e-mail address does.
    pub(super) fn has_at(&self, tag: Tag<'_>) -> bool {
        self.kind == Kind::Text && self.is_in_value() && matches!(tag, Tag::Text(text) if text.contains('@'))
    }

    /// Returns `true` if the cell's value is a shared string with an `@`.
    pub(super) fn has_shared_at(&self, shared: &SharedStrings) -> bool {
        self.kind == Kind::Shared && parse_index(&self.value).is_some_and(|index| shared.has_at(index))
    }

    /// Returns how the format of the row or column, of which these are the indexes, would change what is shown; `None` if it would not, or
    /// if the cell has a format of its own.
    pub(super) fn change_by(&self, inherited: [Option<u32>; 2], formats: &CellFormats) -> Option<Damage> {
        if self.style != Style::Missing || self.content != Content::Present {
            return None;
        }
        let default = formats.get(0);
        let changes = inherited.into_iter().flatten().filter_map(|index| self.change_in(formats.get(index), default));
        changes.reduce(|one, other| if one == other { one } else { Damage::Formatted })
    }

    fn change_in(&self, format: NumberFormat<'_>, default: NumberFormat<'_>) -> Option<Damage> {
        if self.kind != Kind::Number {
            return (format.shows_texts() != default.shows_texts()).then_some(Damage::Formatted);
        }
        let value = DataRef::Float(self.value.parse().ok()?);
        let (shown, by_default) = (text_of(&value, format), text_of(&value, default));
        let change = if shown.1 == Some(Damage::Decimals) { Damage::Decimals } else { Damage::Formatted };
        (shown != by_default).then_some(change)
    }

    /// Returns `true` if spreadsheet programs may show white space in the text that the cell reader does not return.
    fn is_unclear(&self, shared: &SharedStrings) -> bool {
        let is_unclear_at = |index| shared.is_unclear_at(index);
        self.runs.is_unclear() || (self.kind == Kind::Shared && parse_index(&self.value).is_some_and(is_unclear_at))
    }

    /// Returns `true` if the value is a whole number with more digits than spreadsheet programs store.
    fn is_long_number(&self) -> bool {
        let digits = self.value.trim_start_matches(['+', '-', '0']);
        let is_long = digits.len() > DIGITS_MAX && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_long && self.kind == Kind::Number
    }

    /// Ends the cell and returns its damage, if any.
    pub(super) fn note(mut self, basis: Basis<'_>) -> Option<NotedCell> {
        // A formula's result may be an empty string, but not an empty number.
        let least = if self.kind == Kind::Text { Content::Empty } else { Content::Present };
        let is_taken = match (self.kind, self.content) {
            (_, Content::Missing) => true,
            (Kind::Unknown, _) => false,
            (kind, _) => kind.takes(&self.value, basis.shared.count),
        };
        let may_fail = self.has_unknown || !is_taken;
        let is_zero = || self.kind == Kind::Number && self.value.parse().ok() == Some(0.0_f64);
        let is_stale = basis.are_results_stale || self.content < least || (basis.are_zeros_stale && is_zero());
        let is_unclear = || (self.has_formula && basis.shows_formulas) || self.is_unclear(basis.shared);
        let damage = if self.has_formula && is_stale {
            Damage::NoResult
        } else if self.kind == Kind::Error && !is_taken {
            Damage::ErrorValue
        } else if may_fail || (self.content == Content::Present && self.style == Style::Unclear) || is_unclear() {
            Damage::Formatted
        } else if self.is_long_number() {
            let (position, damage) = (self.position, Damage::Digits);
            return Some(NotedCell { position, damage, text: self.value, may_fail: false });
        } else {
            return None;
        };
        if is_taken && !self.has_unknown {
            self.value.clear();
        }
        let text = self.value.chars().take(SHOWN_CHARS_MAX).collect();
        Some(NotedCell { position: self.position, damage, text, may_fail })
    }
}

/// Parses the index of a shared string or a style, which must consist only of digits.
pub(super) fn parse_index(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Returns `true` if a value is a finite decimal number, such as `42`, `-0.5` or `1.5E-7`.
fn is_plain_number(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    text.len() <= NUMBER_CHARS_MAX && text.bytes().all(is_plain) && text.parse().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_plain_or_damaged() {
        for (text, expected) in [
            ("42", true),
            ("-0.5", true),
            ("+0042", true),
            (".5", true),
            ("5.", true),
            ("1.5E-7", true),
            ("1e999", false),
            ("1,5", false),
            ("1_000", false),
            ("0x10", false),
            ("NaN", false),
            ("-inf", false),
            ("Infinity", false),
            ("٣", false),
            ("e", false),
            ("", false),
            (" 42", false),
            ("42\n", false),
        ] {
            assert_eq!(is_plain_number(text), expected, "{text}");
        }
        assert!(is_plain_number(&"0".repeat(NUMBER_CHARS_MAX)) && !is_plain_number(&"0".repeat(NUMBER_CHARS_MAX + 1)));
    }

    #[test]
    fn index_has_digits_only() {
        for (text, expected) in [
            ("7", Some(7)),
            ("007", Some(7)),
            ("", None),
            ("+7", None),
            (" 7", None),
            ("-7", None),
            ("4294967296", None),
        ] {
            assert_eq!(parse_index(text), expected, "{text}");
        }
    }
}
