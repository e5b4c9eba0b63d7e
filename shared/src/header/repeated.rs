//! Recognizes a header below the first one, as in a file that was joined from several lists.

use std::collections::BTreeSet;

use super::{
    Header, Target, label_of,
    suggest::{equivalent_label, letters},
    target_of,
};
use crate::{
    decode::HEADER_COLUMNS_MAX,
    layout::{Field, Layout},
};

/// Maximum number by which the unknown cells of a header may exceed the labels found so far. Most rows that are not headers are therefore
/// rejected after a few cells.
const UNKNOWN_MAX: usize = 4;

impl Header {
    /// Returns `true` if the cells repeat the labels, regardless of case, separators and empty cells at the end.
    pub fn is_repeated_by<'a>(&self, mut cells: impl Iterator<Item = &'a str>) -> bool {
        let mut labels = self.labels.iter().map(String::as_str);
        loop {
            match (labels.next(), cells.next()) {
                (None, None) => return true,
                (label, cell) if is_same(label.unwrap_or_default(), cell.unwrap_or_default()) => {}
                _ => return false,
            }
        }
    }

    /// Returns `true` if the cells look like a header, even one with columns in another order or with labels in another language: at least
    /// half of the filled cells are labels, and these name three columns, or two including the e-mail address. A header has a label in the
    /// e-mail column or names that column elsewhere; a person without an address does neither.
    pub fn is_resembled_by<'a>(&self, cells: impl Iterator<Item = &'a str> + Clone, layout: &Layout) -> bool {
        if cells.clone().any(|cell| cell.contains('@')) {
            return false;
        }
        let (mut named, mut unknown, mut fills_address) = (BTreeSet::new(), 0, false);
        for (index, cell) in cells.take(HEADER_COLUMNS_MAX).enumerate() {
            let label = label_of(cell);
            // In a column that is not in the layout, the column's own label may be a mark, such as the name of a course.
            let is_ignored = self.targets.get(index) == Some(&Target::Ignored);
            if label.is_empty() || is_ignored && self.labels[index].eq_ignore_ascii_case(&label) {
                continue;
            }
            if unknown > named.len() + UNKNOWN_MAX {
                return false;
            }
            let target = self.targets.get(index);
            fills_address |= matches!(target, Some(Target::Column(column)) if column.field == Field::Email);
            match self.name_of(&label, layout) {
                Some(name) => {
                    named.insert(name);
                }
                None => unknown += 1,
            }
        }
        let has_address = named.contains(layout.label(Field::Email));
        named.len() >= unknown && (has_address && named.len() > 1 || fills_address && named.len() > 2)
    }

    /// Returns the column that a label names, or the label itself if the file has such a column.
    fn name_of(&self, label: &str, layout: &Layout) -> Option<String> {
        let is_known = target_of(label, layout).is_imported();
        if is_known || self.labels.iter().any(|own| own.eq_ignore_ascii_case(label)) {
            return Some(label.to_lowercase());
        }
        // Another word for a course column, such as `Module 1`, may be the title of a course.
        let courses = letters(layout.numbered_name().unwrap_or_default());
        let is_title = |name: &str| layout.is_numbered(name) && !letters(label).starts_with(&courses);
        equivalent_label(label, layout).filter(|name| !is_title(name)).map(|name| name.to_lowercase())
    }
}

/// Returns `true` if a cell contains this label, regardless of case and separators.
fn is_same(label: &str, cell: &str) -> bool {
    if label == cell {
        return true;
    }
    let cell = label_of(cell);
    let bare = letters(label);
    cell == label || (!bare.is_empty() && bare == letters(&cell))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{decode::Decoder, header::read_header, layout::LayoutName};

    fn header(layout: LayoutName, labels: &str) -> Header {
        let mut decoder = Decoder::new(layout.layout());
        decoder.push(labels.as_bytes());
        decoder.finish();
        read_header(&decoder.next_record().unwrap().unwrap(), layout.layout()).0
    }

    #[test]
    fn header_again_is_repeated_whatever_its_case_separators_and_trailing_cells() {
        let header =
            header(LayoutName::Enrolment, "enabled,name,last_name,email,companyName,languageCode,module requested 1");
        for (row, is_repeated) in [
            ("enabled,name,last_name,email,companyName,languageCode,module requested 1", true),
            ("ENABLED, Name ,Last Name,E-Mail,Company Name,LANGUAGECODE,Module_Requested 1", true),
            ("\u{1a}enabled,name,last_name,email,companyName,languageCode,module requested 1,,", true),
            ("enabled,name,last_name,email,companyName,languageCode", false),
            ("enabled,name,last_name,email,companyName,languageCode,module requested 2", false),
            ("enabled,last_name,name,email,companyName,languageCode,module requested 1", false),
            ("1,Ann,Lee,ann@example.org,Acme,en,", false),
            ("", false),
        ] {
            assert_eq!(header.is_repeated_by(row.split(',')), is_repeated, "{row}");
        }
    }

    #[test]
    fn header_of_another_list_is_distinguished_from_rows() {
        let learners = header(LayoutName::Learners, "firstname,lastname,email,identifier,country,language,shoe size");
        for (row, is_header) in [
            ("lastname,firstname,email,identifier,country,language", true),
            ("firstname,lastname,email,language", true),
            ("firstname,middle name,lastname,email,note,language", true),
            ("Vorname,Nachname,E-Mail,Kennung,Land,Sprache", true),
            ("enabled,name,last_name,email,companyName,languageCode", true),
            ("email,shoe size,hat,coat", true),
            ("E-Mail,Nachname", true),
            ("lastname,firstname,email,,,,", true),
            // Three columns, one of which is in the place of the address.
            ("Matricule,Land,Sprache,,,,", true),
            ("Matricule,Land,,Sprache", false),
            ("x,Matricule,Land", false),
            ("Anna,,email", false),
            // At most four more unknown cells than labels so far.
            ("w,x,y,z,lastname,firstname,email,identifier,country", true),
            ("v,w,x,y,z,lastname,firstname,email,identifier,country", false),
            ("Land,Lang,,,,", false),
            ("Emil,Nam,,,,", false),
            ("Anna,Berg,,A17,DE,de", false),
            ("Anna,Berg,email,A17,DE,de", false),
            ("Anna,Berg,anna@example.org,identifier,country,language", false),
            ("Total,2", false),
            ("", false),
        ] {
            let layout = LayoutName::Learners.layout();
            assert_eq!(learners.is_resembled_by(row.split(','), layout), is_header, "{row}");
        }
    }

    #[test]
    fn person_without_an_address_whose_courses_are_marked_by_name_is_not_a_header() {
        let layout = LayoutName::Learners.layout();
        let skills = header(LayoutName::Learners, "firstname,lastname,email,language,Excel,Word,Outlook");
        for row in ["Anna,Berg,,de,Excel,Word,Outlook", "Anna,Berg,,de,excel,WORD,", "aktiv,Emil,Lang,,,,Cargo"] {
            assert!(!skills.is_resembled_by(row.split(','), layout), "{row}");
        }
        let enrolment =
            header(LayoutName::Enrolment, "enabled,name,last_name,email,module requested 1,module requested 2");
        let titles = "1,Ann,Lee,n/a,Module 1,Kurs 2";
        assert!(!enrolment.is_resembled_by(titles.split(','), LayoutName::Enrolment.layout()));
        assert!(skills.is_resembled_by("lastname,firstname,email,language,Excel,Word,Outlook".split(','), layout));
    }
}
