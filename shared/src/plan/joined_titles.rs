//! Finds several course titles in one cell, at most 12 in at most 1,024 bytes.

use super::suggestions::Suggestions;
use crate::{
    catalog::{CompanyCatalog, CourseMatch},
    header::{Header, Target},
    layout::Layout,
};

/// Maximum length in bytes of a cell that is searched.
const CELL_BYTES_MAX: usize = 1_024;
/// Maximum number of parts in a cell that is searched.
const PARTS_MAX: usize = 12;
/// Separators that people write between titles. Titles may contain some of them too.
const SEPARATORS: [char; 7] = [';', '|', ',', '/', '+', '&', '•'];
/// Separators that titles rarely contain.
const LIST_SEPARATORS: [char; 3] = [';', '|', '•'];

/// Returns the titles in a cell that contains at least two; empty for any other cell.
///
/// Each part must be the title of one of the company's courses. If the separators are [`LIST_SEPARATORS`], one such title is enough,
/// provided that every other part is similar to a title, which then replaces it.
pub(super) fn titles_in(cell: &str, company: &CompanyCatalog, suggestions: &mut Suggestions) -> Vec<String> {
    if cell.len() > CELL_BYTES_MAX || !cell.contains(SEPARATORS) {
        return Vec::new();
    }
    let exact = exact_titles(cell, company);
    if exact.len() > 1 { exact } else { near_titles(cell, company, suggestions).unwrap_or_default() }
}

/// Splits the cell at separators into titles, each as long as possible. Returns an empty list if any part is not a title.
fn exact_titles(cell: &str, company: &CompanyCatalog) -> Vec<String> {
    let ends: Vec<usize> = cell.match_indices(SEPARATORS).map(|(at, _)| at).chain([cell.len()]).collect();
    let mut titles = Vec::new();
    let mut start = 0;
    if ends.len() > PARTS_MAX {
        return titles;
    }
    while start < cell.len() {
        let title_to = |end: &usize| {
            let piece = cell.get(start..*end)?.trim();
            Some((*end, title_of(piece, company)?))
        };
        let Some((end, title)) = ends.iter().rev().filter(|end| **end > start).find_map(title_to) else {
            return Vec::new();
        };
        titles.push(title);
        start = end + cell[end..].chars().next().map_or(0, char::len_utf8);
    }
    titles
}

fn near_titles(cell: &str, company: &CompanyCatalog, suggestions: &mut Suggestions) -> Option<Vec<String>> {
    let parts: Vec<&str> = cell.split(LIST_SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_any_title = parts.iter().any(|part| title_of(part, company).is_some());
    if parts.len() < 2 || parts.len() > PARTS_MAX || !is_any_title {
        return None;
    }
    let mut near =
        |part: &&str| title_of(part, company).or_else(|| suggestions.courses(part, company).into_iter().next());
    parts.iter().map(&mut near).collect()
}

fn title_of(piece: &str, company: &CompanyCatalog) -> Option<String> {
    match company.course(piece) {
        CourseMatch::One(course) => Some(course.title.clone()),
        CourseMatch::Several(courses) => courses.first().map(|course| course.title.clone()),
        CourseMatch::None => None,
    }
}

/// Returns the columns for the titles in a cell: the cell's own column, then those that are empty in its row, then new ones.
pub(super) fn free_columns(
    header: &Header,
    layout: &Layout,
    own: usize,
    filled: &(impl Iterator<Item = usize> + Clone),
) -> Vec<String> {
    let Some(numbered) = layout.numbered else { return Vec::new() };
    let is_free = |index: &usize| {
        header.targets.get(*index) == Some(&Target::Numbered) && filled.clone().all(|filled| filled != *index)
    };
    let labels =
        std::iter::once(own).chain((0..header.labels.len()).filter(is_free)).map(|index| &header.labels[index]);
    let last = header.labels.iter().filter_map(|label| numbered.number(label)).max().unwrap_or(0);
    let new = (1..=PARTS_MAX).map(|further| format!("{}{}", numbered.prefix, last.saturating_add(further)));
    labels.cloned().chain(new).take(PARTS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalog::{Company, Course},
        decode::Decoder,
        header::read_header,
        layout::LayoutName,
    };

    fn titles_of(cell: &str) -> Vec<String> {
        titles_in(cell, &company(), &mut Suggestions::new(crate::plan::KeyedHasher::new([7; 16])))
    }

    fn company() -> CompanyCatalog {
        let titles = ["Health & Safety: Getting Started", "Forklift Basics", "Data, Privacy; Law", "101"];
        let course = |(id, title): (usize, &str)| Course { id: format!("c{id}").as_str().into(), title: title.into() };
        let courses = titles.into_iter().enumerate().map(course).collect();
        CompanyCatalog::new(Company { id: "c".into(), name: "Acme".into() }, Vec::new(), courses)
    }

    #[test]
    fn cell_of_several_titles_is_cut_where_each_piece_is_one() {
        let (health, forklift, data) = ("Health & Safety: Getting Started", "Forklift Basics", "Data, Privacy; Law");
        for (cell, titles) in [
            ("Forklift Basics; 101", &[forklift, "101"][..]),
            ("Forklift Basics, Health & Safety: Getting Started", &[forklift, health]),
            ("forklift basics|101 / Data, Privacy; Law", &[forklift, "101", data]),
            ("Forklift Basics & 101", &[forklift, "101"]),
            ("Forklift Basics;101;", &[forklift, "101"]),
            ("Forklift Basic; 101", &[forklift, "101"]),
            ("Forklift Basics, Advanced", &[]),
            ("Forklift; Truck", &[]),
            ("Forklift Basics", &[]),
            ("; ;", &[]),
            ("", &[]),
        ] {
            assert_eq!(titles_of(cell), titles, "{cell}");
        }
    }

    #[test]
    fn cell_beyond_a_limit_is_not_searched() {
        let padded = |spaces: usize| format!("Forklift Basics;{}101", " ".repeat(spaces));
        assert_eq!((padded(1_005).len(), titles_of(&padded(1_005)).len()), (CELL_BYTES_MAX, 2));
        assert_eq!(titles_of(&padded(1_006)), [""; 0]);
        for (count, expected) in [(PARTS_MAX, PARTS_MAX), (PARTS_MAX + 1, 0)] {
            let exact = ["101"].repeat(count).join(", ");
            assert_eq!(titles_of(&exact).len(), expected, "{exact}");
            let near = format!("{}; Forklift Basic", ["101"].repeat(count - 1).join("; "));
            assert_eq!(titles_of(&near).len(), expected, "{near}");
        }
    }

    #[test]
    fn columns_for_titles_are_the_own_one_then_empty_ones_then_new_ones() {
        let layout = LayoutName::Enrolment.layout();
        let mut decoder = Decoder::new(layout);
        decoder.push(
            b"enabled,name,email,companyName,languageCode,module requested 1,module requested 4,module requested 2\n",
        );
        decoder.finish();
        let Ok(Some(record)) = decoder.next_record() else { panic!("the file has a header") };
        let (header, _) = read_header(&record, layout);
        let expected: Vec<String> =
            [1, 2].into_iter().chain(5..=14).map(|number| format!("module requested {number}")).collect();
        assert_eq!(free_columns(&header, layout, 5, &[5, 6].into_iter()), expected);
        assert_eq!(free_columns(&header, LayoutName::Learners.layout(), 5, &[5, 6].into_iter()), [""; 0]);
    }

    proptest! {
        #[test]
        fn titles_of_any_cell_are_none_or_several(cell in "(Forklift Basics|101|;|,|•| |é){0,8}") {
            prop_assert!(titles_of(&cell).len() != 1);
        }
    }
}
