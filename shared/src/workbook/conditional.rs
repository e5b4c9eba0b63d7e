//! Conditional formats that change what a sheet shows, such as a number format for cells above a limit.

use std::collections::BTreeMap;

use calamine::DataRef;
use quick_xml::events::BytesStart;

use super::{
    format::NumberFormat,
    part::{attribute, is_false},
    reference::{Area, Position, area_of},
};

/// Maximum number of separate areas. Further areas are combined with the last one.
const AREAS_MAX: usize = 64;

/// The values that a format changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Changes {
    Numbers,
    /// Text too, because the format has a section that changes it.
    All,
}

impl Changes {
    /// Returns which values the number format in this element changes.
    pub(super) fn by(number_format: &BytesStart<'_>) -> Self {
        let code = attribute(number_format, "formatCode").unwrap_or_default();
        let code = quick_xml::escape::unescape(&code).unwrap_or_default();
        if NumberFormat::new(&code, None).shows_texts() { Self::Numbers } else { Self::All }
    }
}

/// The rule formats (`dxf`) that contain a number format, by index.
pub(super) type RuleFormats = BTreeMap<usize, Changes>;

/// The areas in which a sheet may show values in another form. Whether a rule applies to a cell is not computed.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditional {
    areas: Vec<(Area, Changes)>,
    open: Option<OpenRules>,
}

/// The rules that share a list of areas.
#[derive(Debug, Clone, Default)]
struct OpenRules {
    areas: Vec<Area>,
    changes: Option<Changes>,
    /// Whether the text that follows contains the areas.
    is_in_areas: bool,
}

impl Conditional {
    pub(super) fn start(&mut self, start: &BytesStart<'_>, formats: &RuleFormats) {
        let name = start.local_name();
        if name.as_ref() == "conditionalFormatting" {
            let mut open = OpenRules::default();
            open.add_areas(&attribute(start, "sqref").unwrap_or_default());
            self.open = Some(open);
        }
        let Some(open) = &mut self.open else { return };
        let changes = match name.as_ref() {
            "cfRule" => attribute(start, "dxfId")
                .and_then(|id| id.trim().parse().ok())
                .and_then(|id: usize| formats.get(&id))
                .copied(),
            "numFmt" => Some(Changes::by(start)),
            "dataBar" | "iconSet" if is_false(start, "showValue") => Some(Changes::Numbers),
            "sqref" => {
                open.is_in_areas = true;
                None
            }
            _ => None,
        };
        open.changes = open.changes.max(changes);
    }

    pub(super) fn add_text(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|open| open.is_in_areas) {
            open.add_areas(text);
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "conditionalFormatting" => {
                let Some(OpenRules { areas, changes: Some(changes), .. }) = self.open.take() else { return };
                for area in areas {
                    if self.areas.len() == AREAS_MAX
                        && let Some(last) = self.areas.last_mut()
                    {
                        *last = (last.0.union(&area), last.1.max(changes));
                    } else {
                        self.areas.push((area, changes));
                    }
                }
            }
            "sqref" => {
                if let Some(open) = &mut self.open {
                    open.is_in_areas = false;
                }
            }
            _ => {}
        }
    }

    /// Returns `true` if the sheet may show the value in another form.
    pub(super) fn changes(&self, position: Position, value: &DataRef<'_>) -> bool {
        let least = match value {
            DataRef::Int(_) | DataRef::Float(_) => Changes::Numbers,
            _ => Changes::All,
        };
        self.areas.iter().any(|(area, changes)| *changes >= least && area.contains(position))
    }
}

impl OpenRules {
    fn add_areas(&mut self, text: &str) {
        for area in text.split_whitespace().map(|area| area_of(area).unwrap_or(Area::ALL)) {
            if self.areas.len() == AREAS_MAX
                && let Some(last) = self.areas.last_mut()
            {
                *last = last.union(&area);
            } else {
                self.areas.push(area);
            }
        }
    }
}
