//! Rows with a different number of cells from the header.

use crate::{
    decode::Record,
    header::{Header, Target},
    layout::Rule,
    problem::{Code, FIRST_ROWS_MAX, FOUND_CHARS_MAX, Problem},
    rules::clean,
};

/// Maximum number of groups of ragged rows. Further ones share one group, so that memory is bounded.
const GROUPS_MAX: usize = 32;
/// Maximum number of rows in a file whose usual length cannot be determined.
const FEW_ROWS: u64 = 2;

/// Counts rows by length, and collects the first ones of each length.
///
/// In a ragged row, a cell may be missing, or a cell may have been cut in two, so that the following cells have shifted. But a program may
/// also omit the empty cells at the end of each row, or end each row with a delimiter. Therefore, if at least half of the rows are ragged,
/// only the rows that differ from the usual length are reported.
#[derive(Debug, Default)]
pub(super) struct RaggedRows {
    rows: u64,
    /// The rows that are as long as the header.
    full: Group,
    ragged: Vec<Group>,
    /// Rows that are continued by the row below.
    broken: Group,
    last_short: Option<Short>,
}

/// Rows of one length.
#[derive(Debug, Default)]
struct Group {
    kind: Kind,
    rows: u64,
    first: Vec<Shown>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Kind {
    /// Number of cells; 0 for the group of all further lengths.
    cells: usize,
    /// Whether the last cell is a course. If a program omits empty cells, such rows naturally differ in length.
    ends_in_courses: bool,
}

#[derive(Debug)]
struct Shown {
    row: u64,
    text: String,
}

/// The last row that is shorter than the header.
#[derive(Debug)]
struct Short {
    row: u64,
    cells: usize,
    group: usize,
}

impl Group {
    fn add(&mut self, row: u64, text: impl FnOnce() -> String) {
        self.rows += 1;
        if self.first.len() < FIRST_ROWS_MAX {
            self.first.push(Shown { row, text: text() });
        }
    }
}

impl RaggedRows {
    /// Counts a row whose cells have no errors.
    #[inline]
    pub(super) fn count(&mut self, record: &Record<'_>, header: &Header) {
        let Some(cells) = record.len_in_file() else { return };
        self.rows += 1;
        if cells == header.targets.len() && self.full.first.len() == FIRST_ROWS_MAX {
            self.full.rows += 1;
        } else {
            self.add(record, header, cells);
        }
    }

    #[inline(never)]
    fn add(&mut self, record: &Record<'_>, header: &Header, cells: usize) {
        let text = || last_of(&filled_cells(record, header));
        let width = header.targets.len();
        let last = cells.saturating_sub(1);
        let is_course = header.targets.get(last) == Some(&Target::Numbered);
        if cells == width {
            self.full.kind = Kind { cells, ends_in_courses: is_course };
            self.full.add(record.row, text);
            return;
        }
        let ends_in_courses = is_course && !clean(record.cell(last)).is_empty();
        let group = self.group_of(Kind { cells, ends_in_courses });
        self.ragged[group].add(record.row, text);
        if cells < width {
            self.last_short = Some(Short { row: record.row, cells, group });
        }
    }

    /// Returns the index of the group, which is created if necessary.
    fn group_of(&mut self, kind: Kind) -> usize {
        let index_of = |groups: &[Group], kind: Kind| groups.iter().position(|group| group.kind == kind);
        if let Some(index) = index_of(&self.ragged, kind) {
            return index;
        }
        let kind = if self.ragged.len() < GROUPS_MAX { kind } else { Kind::default() };
        if let Some(index) = index_of(&self.ragged, kind) {
            return index;
        }
        self.ragged.push(Group { kind, ..Group::default() });
        self.ragged.len() - 1
    }

    /// Notes a row that fails without an address. It may be the rest of the row above, which a line break has cut in two.
    pub(super) fn count_rest(&mut self, record: &Record<'_>, header: &Header) {
        let (Some(short), Some(cells)) = (self.last_short.take(), record.len_in_file()) else { return };
        // The line break is between two cells or inside one.
        let width = header.targets.len();
        let is_whole = short.cells + cells == width || short.cells + cells == width + 1;
        if short.row + 1 != record.row || !is_whole {
            return;
        }
        let group = &mut self.ragged[short.group];
        group.rows -= 1;
        self.rows -= 1;
        let is_shown = group.first.last().is_some_and(|shown| shown.row == short.row);
        let shown = group.first.pop_if(|_| is_shown);
        self.broken.add(short.row, || shown.map(|shown| shown.text).unwrap_or_default());
    }

    /// Returns a warning if the cells in some rows may have shifted.
    pub(super) fn into_problem(self, header: &Header) -> Option<Problem> {
        let mut groups = self.unusual(header);
        groups.push(&self.broken);
        let rows: u64 = groups.iter().map(|group| group.rows).sum();
        let mut shown: Vec<&Shown> = groups.iter().flat_map(|group| &group.first).collect();
        shown.sort_by_key(|shown| shown.row);
        shown.truncate(FIRST_ROWS_MAX);
        let mut problem = Problem::new(Code::RowRagged).rows(rows, shown.iter().map(|shown| shown.row));
        for Shown { row, text } in shown.into_iter().filter(|shown| !shown.text.is_empty()) {
            problem.add_sample(*row, [text.as_str()]);
        }
        (rows > 0).then_some(problem)
    }

    /// Returns the groups whose length is unusual in this file.
    fn unusual(&self, header: &Header) -> Vec<&Group> {
        let width = header.targets.len();
        let count = |groups: &[&Group]| groups.iter().map(|group| group.rows).sum::<u64>();
        let ragged: Vec<&Group> = self.ragged.iter().collect();
        // The header counts as a row.
        if count(&ragged) * 2 < self.rows + 1 {
            return ragged;
        }
        let shortest = shortest_length(header);
        if self.rows <= FEW_ROWS {
            return ragged.into_iter().filter(|group| Some(group.kind.cells) != shortest).collect();
        }
        let groups = || self.ragged.iter().chain([&self.full]);
        let rows_of =
            |cells: usize| groups().filter(|group| group.kind.cells == cells).map(|group| group.rows).sum::<u64>();
        let lengths = groups().map(|group| group.kind.cells).filter(|cells| *cells > 0);
        let usual = lengths.max_by_key(|cells| rows_of(*cells)).unwrap_or(width);
        let may_differ = |kind: Kind| usual < width && (kind.ends_in_courses || Some(kind.cells) == shortest);
        let unusual: Vec<&Group> =
            groups().filter(|group| group.kind.cells != usual && !may_differ(group.kind)).collect();
        if count(&unusual) * 2 < self.rows {
            return unusual;
        }
        // The program omits the empty cells at the end of each row, which never makes a row longer than the header.
        unusual.into_iter().filter(|group| group.kind.cells > width).collect()
    }
}

/// Returns the length of a row that ends with the last required cell, unless that cell is a name. All cells up to it were checked, so none
/// of them can have shifted.
fn shortest_length(header: &Header) -> Option<usize> {
    let required = |target: &Target| match target {
        Target::Column(column) if column.required => Some(column.rule),
        _ => None,
    };
    let (index, rule) =
        header.targets.iter().enumerate().rev().find_map(|(index, target)| Some((index, required(target)?)))?;
    (!matches!(rule, Rule::Name { .. })).then_some(index + 1)
}

fn filled_cells(record: &Record<'_>, header: &Header) -> Vec<String> {
    let labelled = header.labels.iter().zip(record.cells());
    labelled
        .filter(|(label, cell)| !label.is_empty() && !clean(cell).is_empty())
        .map(|(label, cell)| format!("{label}: {}", clean(cell)))
        .collect()
}

/// Returns as many cells from the end of a row as a sample can show. If cells in a row have shifted, the last ones have.
fn last_of(cells: &[String]) -> String {
    let mut chars = 0;
    let fits = |cell: &&String| {
        chars += cell.chars().count() + SEPARATOR.len();
        chars < FOUND_CHARS_MAX - LEFT_OUT.len()
    };
    let shown = cells.iter().rev().take_while(fits).count().max(1).min(cells.len());
    let left_out = if shown < cells.len() { LEFT_OUT } else { "" };
    format!("{left_out}{}", cells[cells.len() - shown..].join(SEPARATOR))
}

/// Separates the cells in a sample.
const SEPARATOR: &str = "; ";
/// Stands in for the first cells if a sample cannot show them.
const LEFT_OUT: &str = "… ";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{decode::Decoder, header::read_header, layout::LayoutName};

    /// Returns the number of reported rows and the first of them. A row without an `@` counts as one that fails without an address.
    fn reported(rows: &[&str]) -> Option<(u64, Vec<u64>)> {
        let layout = LayoutName::Enrolment.layout();
        let mut decoder = Decoder::new(layout);
        decoder.push(
            b"enabled,name,email,companyName,languageCode,job_role,region,module requested 1,module requested 2\n",
        );
        for row in rows {
            decoder.push(format!("{row}\n").as_bytes());
        }
        decoder.finish();
        let (header, problems) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
        assert_eq!(problems, []);
        let mut ragged = RaggedRows::default();
        while let Some(record) = decoder.next_record().unwrap() {
            if record.raw.contains('@') { ragged.count(&record, &header) } else { ragged.count_rest(&record, &header) }
        }
        let problem = ragged.into_problem(&header)?;
        assert!(problem.samples.len() <= problem.first_rows.len());
        Some((problem.rows.unwrap(), problem.first_rows))
    }

    const FULL: &str = "1,Ann,ann@example.org,Acme,en,Cook,North,First Aid,";
    const SHORTEST: &str = "1,Ann,ann@example.org,Acme,en";
    const ROLE: &str = "1,Ann,ann@example.org,Acme,en,Cook";
    const REGION: &str = "1,Ann,ann@example.org,Acme,en,Cook,North";
    const COURSE: &str = "1,Ann,ann@example.org,Acme,en,Cook,North,First Aid";
    const COURSES: &str = "1,Ann,ann@example.org,Acme,en,Cook,North,First Aid,Safety";
    const LONGER: &str = "1,Ann,ann@example.org,Acme,en,Cook,North,First Aid,,";
    const LONGEST: &str = "1,Ann,ann@example.org,Acme,en,Cook, Baker,North,First Aid,,";

    #[test]
    fn rows_of_unusual_length_are_reported() {
        for (rows, expected) in [
            (&[FULL, FULL, FULL][..], None),
            // A few ragged rows.
            (&[FULL, FULL, FULL, ROLE], Some((1, vec![5]))),
            (&[FULL, FULL, SHORTEST, LONGER, FULL, FULL], Some((2, vec![4, 5]))),
            (&[FULL, FULL, ROLE, LONGER], Some((2, vec![4, 5]))),
            (&[FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, ROLE], Some((1, vec![14]))),
            // In a file of one or two rows, only a row that ends with the last required cell is certain.
            (&[FULL], None),
            (&[SHORTEST], None),
            (&[SHORTEST, SHORTEST], None),
            (&[ROLE], Some((1, vec![2]))),
            (&[LONGER], Some((1, vec![2]))),
            (&[LONGER, LONGER], Some((2, vec![2, 3]))),
            // Every row omits the empty cells at its end, or ends with a delimiter.
            (&[ROLE, ROLE, ROLE], None),
            (&[SHORTEST, SHORTEST, SHORTEST], None),
            (&[LONGER, LONGER, LONGER], None),
            (&[COURSE, COURSE, COURSES, SHORTEST, SHORTEST, SHORTEST], None),
            (&[ROLE, REGION, ROLE, REGION], None),
            (&[ROLE, ROLE, FULL], None),
            (&[ROLE, ROLE, ROLE, FULL, FULL], None),
            (&[LONGER, LONGER, LONGER, FULL, FULL, ROLE], None),
            (&[FULL, FULL, COURSE, ROLE, LONGER], Some((1, vec![6]))),
            // A row differs from the others in such a file.
            (&[ROLE, ROLE, REGION, ROLE], Some((1, vec![4]))),
            (&[LONGEST, LONGER, LONGER, LONGER], Some((1, vec![2]))),
            (&[LONGER, FULL, LONGER, LONGER], Some((1, vec![3]))),
            (&[ROLE, ROLE, REGION, REGION, LONGER, COURSE], Some((1, vec![6]))),
            // A line break cuts a row in two.
            (&[ROLE, "Ward 3,North,First Aid,"], Some((1, vec![2]))),
            (&[ROLE, "North,First Aid,"], Some((1, vec![2]))),
            (&[ROLE, "x,North,First Aid,", ROLE, "x,North,First Aid,", ROLE, ROLE, ROLE], Some((2, vec![2, 4]))),
            (
                &[ROLE, "x,North,Safety,", ROLE, "x,North,Safety,", ROLE, "x,North,Safety,", ROLE, ROLE, ROLE],
                Some((3, vec![2, 4, 6])),
            ),
            (&[ROLE, ROLE, ROLE, "Total,3"], None),
        ] {
            assert_eq!(reported(rows), expected, "{rows:?}");
        }
    }

    #[test]
    fn rows_of_the_usual_length_are_all_counted() {
        let rows: Vec<&str> = std::iter::repeat_n(FULL, 12).chain(std::iter::repeat_n(LONGER, 13)).collect();
        assert_eq!(reported(&rows), Some((12, (2..12).collect())));
    }

    #[test]
    fn sample_shows_the_labelled_cells_at_the_end_of_a_row() {
        let layout = LayoutName::Enrolment.layout();
        let mut decoder = Decoder::new(layout);
        decoder.push(b"enabled,name,email,companyName,languageCode,,region\n1, Ann ,ann@example.org,,en,x\n");
        decoder.finish();
        let (header, _) = read_header(&decoder.next_record().unwrap().unwrap(), layout);
        let mut ragged = RaggedRows::default();
        ragged.count(&decoder.next_record().unwrap().unwrap(), &header);
        let samples = ragged.into_problem(&header).unwrap().samples;
        let shown: Vec<_> = samples.iter().map(|sample| (sample.row, sample.readings.join("|"))).collect();
        assert_eq!(shown, [(2, "enabled: 1; name: Ann; email: ann@example.org; languageCode: en".to_owned())]);
    }

    #[test]
    fn sample_has_as_many_cells_as_fit() {
        let cell = |letter: &str, chars: usize| letter.repeat(chars);
        let (long, short) = (cell("é", 50), cell("c", 10));
        for (cells, shown) in [
            (vec![], String::new()),
            (vec![short.clone()], short.clone()),
            (vec![cell("a", 49), long.clone(), short.clone()], format!("{}; {long}; {short}", cell("a", 49))),
            (vec![cell("a", 50), long.clone(), short.clone()], format!("… {long}; {short}")),
            (vec![short.clone(), cell("a", 300)], format!("… {}", cell("a", 300))),
        ] {
            assert_eq!(last_of(&cells), shown, "{cells:?}");
        }
    }

    #[test]
    fn rows_of_many_lengths_are_counted_in_bounded_memory() {
        let rows: Vec<String> = (0..500).map(|extra| format!("{LONGER}{}", ",".repeat(extra % 100))).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(reported(&rows), Some((155, (2..12).collect())));
    }
}
