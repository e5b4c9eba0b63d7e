//! The number formats of a workbook's cell formats.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::{
    format::NumberFormat,
    part::{Refusal, attribute},
};

/// Contains the number format of each cell format, and checks that the cell reader finds it: the cell reader compares numbers of formats as
/// text, expects the lists of formats in the order of the standard, and does not inherit from named formats.
#[derive(Debug, Default)]
pub(super) struct CellFormats {
    open: Option<FormatList>,
    /// Whether the list of cell formats has begun.
    has_begun: bool,
    /// Whether each named format has the number format General.
    are_named_general: Vec<bool>,
    /// The codes of the number formats that the workbook defines, by their numbers.
    codes: HashMap<u32, String>,
    /// The number of each cell format's number format.
    numbers: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
enum FormatList {
    Numbers,
    /// The named formats, from which cell formats inherit.
    Named,
    Cells,
}

impl FormatList {
    fn named(name: &str) -> Option<Self> {
        match name {
            "numFmts" => Some(Self::Numbers),
            "cellStyleXfs" => Some(Self::Named),
            "cellXfs" => Some(Self::Cells),
            _ => None,
        }
    }
}

impl CellFormats {
    pub(super) fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = start.local_name();
        if let Some(list) = FormatList::named(name.as_ref()) {
            if self.has_begun {
                return Err(Refusal::Damaged);
            }
            self.has_begun = matches!(list, FormatList::Cells);
            self.open = Some(list);
        }
        let number = || attribute(start, "numFmtId");
        let is_found = match (self.open, name.as_ref()) {
            (Some(FormatList::Numbers), "numFmt") => {
                let number = number();
                self.add_code(number.as_deref(), start);
                number.is_none_or(|number| is_plain(&number))
            }
            (Some(FormatList::Named), "xf") => {
                self.are_named_general.push(number().is_none_or(|number| number == "0"));
                true
            }
            (Some(FormatList::Cells), "xf") => {
                let number = number();
                self.numbers.push(number.as_deref().and_then(|number| number.parse().ok()).unwrap_or(0));
                number.map_or_else(
                    || {
                        let named = attribute(start, "xfId").map_or(Some(0_usize), |text| text.parse().ok());
                        named.is_some_and(|named| self.are_named_general.get(named) != Some(&false))
                    },
                    |number| is_plain(&number),
                )
            }
            _ => true,
        };
        if is_found { Ok(()) } else { Err(Refusal::Damaged) }
    }

    fn add_code(&mut self, number: Option<&str>, start: &BytesStart<'_>) {
        let number = number.and_then(|number| number.parse().ok());
        if let (Some(number), Some(code)) = (number, attribute(start, "formatCode")) {
            self.codes.insert(number, quick_xml::escape::unescape(&code).unwrap_or_default().into_owned());
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if FormatList::named(name).is_some() {
            self.open = None;
        }
    }

    /// Returns the number format of the cell format with this index.
    pub(super) fn get(&self, index: u32) -> NumberFormat<'_> {
        match self.numbers.get(index as usize) {
            Some(number) => {
                let code = self.codes.get(number).map_or_else(|| built_in_code(*number), String::as_str);
                NumberFormat::new(code, Some(*number))
            }
            None if index == 0 => NumberFormat::General,
            None => NumberFormat::Unknown,
        }
    }
}

/// Returns the code of a built-in format, or `General` if it shows any number in another form.
fn built_in_code(number: u32) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        37 | 38 => "#,##0 ;(#,##0)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        49 => "@",
        _ => "General",
    }
}

/// Returns `true` if a number is written without white space, signs and leading zeros.
fn is_plain(text: &str) -> bool {
    text.parse().is_ok_and(|number: u32| number.to_string() == text)
}
