//! Applies corrections to records while a file is read.

use std::{borrow::Cow, collections::HashMap};

use super::{
    CorrectedCell, Correction, CorrectionList,
    index::{CellCorrection, Index, Position, as_quoted, as_read},
};
use crate::{
    decode::{Record, Rewriter},
    export::{guard, unguard},
    header::{Header, Target, label_of},
    layout::{Layout, Rule},
    problem::{Code, Hint, Problem},
    rules::clean_name,
    workbook::Damage,
};

/// Company names in the catalog, by cleaned alias.
pub type CompanyNames = HashMap<String, String>;

#[derive(Debug)]
pub struct CorrectedHeader<'a> {
    /// The header with its corrected labels.
    pub record: Record<'a>,
    /// Indexes of the columns that corrections leave out.
    pub left_out: Vec<usize>,
}

#[derive(Debug)]
pub enum CorrectionResult<'a> {
    Unchanged,
    LeftOut,
    Corrected(Record<'a>, Corrected),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrected {
    /// In column order.
    pub cells: Vec<CorrectedCell>,
    /// A `correction-mismatch` error for each correction of a cell or row whose `found` differs from the file or whose column is missing
    /// from it.
    pub problems: Vec<Problem>,
}

/// A column in the file, as named by corrections.
#[derive(Debug)]
struct FileColumn {
    index: usize,
    label: String,
    /// The name by which corrections refer to its values.
    name: String,
    rule: Rule,
}

/// Applies a list of corrections to the records of one file.
#[derive(Debug)]
pub struct Corrector {
    layout: &'static Layout,
    list: CorrectionList,
    index: Index,
    is_used: Vec<bool>,
    /// The label corrections without `at` that several columns match.
    ambiguous: Vec<Position>,
    companies: CompanyNames,
    rewriter: Rewriter,
    /// The labels in the file, and the replacements for some of them.
    labels: Vec<String>,
    replaced_labels: Vec<(usize, String)>,
    /// The company comes first because corrections of cohorts and courses depend on it.
    columns: Vec<FileColumn>,
    is_fix_file: bool,
}

impl Corrector {
    /// Creates a corrector. `companies` maps the aliases of the companies in the list to their names in the catalog.
    pub fn new(list: CorrectionList, layout: &'static Layout, companies: CompanyNames) -> Self {
        Self {
            layout,
            index: Index::new(&list, layout),
            is_used: vec![false; list.corrections.len()],
            ambiguous: Vec::new(),
            list,
            companies,
            rewriter: Rewriter::default(),
            labels: Vec::new(),
            replaced_labels: Vec::new(),
            columns: Vec::new(),
            is_fix_file: false,
        }
    }

    /// Applies the label corrections and returns the corrected header.
    pub fn correct_header<'a>(&'a mut self, record: &Record<'_>) -> CorrectedHeader<'a> {
        // A label without a result is stale, so its problem names only its column.
        let label = |(index, cell)| if is_without_result(record, index) { String::new() } else { label_of(cell) };
        self.labels = record.cells().enumerate().map(label).collect();
        let mut left_out = Vec::new();
        for correction in &self.index.labels {
            let is_named = |index: &usize| {
                self.labels[*index] == correction.label && correction.at.is_none_or(|at| *index as u64 + 1 == at)
            };
            let mut found = (0..self.labels.len()).filter(is_named);
            let first = found.next();
            // Without `at`, a label shared by several columns is ambiguous.
            let is_ambiguous = correction.at.is_none() && found.next().is_some();
            if is_ambiguous {
                self.ambiguous.push(correction.position);
            }
            let index = first.filter(|_| !is_ambiguous);
            // A column that an earlier correction has changed or left out is not corrected again.
            let is_open = |index: &usize| {
                !left_out.contains(index) && self.replaced_labels.iter().all(|(replaced, _)| replaced != index)
            };
            let Some(index) = index.filter(is_open) else { continue };
            self.is_used[correction.position] = true;
            match &correction.to {
                Some(to) => self.replaced_labels.push((index, to.clone())),
                None => left_out.push(index),
            }
        }
        CorrectedHeader { record: self.rewriter.rewrite(record, &self.replaced_labels), left_out }
    }

    /// Returns warnings about the label corrections that match no column, several columns, or a column already corrected.
    pub fn unused_labels(&self) -> impl Iterator<Item = Problem> {
        self.unused(|correction| matches!(correction, Correction::Column { .. }))
    }

    /// Returns warnings about the other corrections that matched nothing. Call this after the whole file has been read.
    pub fn unused_values(&self) -> impl Iterator<Item = Problem> {
        self.unused(|correction| !matches!(correction, Correction::Column { .. }))
    }

    fn unused(&self, is_wanted: impl Fn(&Correction) -> bool) -> impl Iterator<Item = Problem> {
        let unused = self.list.corrections.iter().enumerate().filter(move |(position, _)| !self.is_used[*position]);
        unused.filter(move |(_, correction)| is_wanted(correction)).map(move |(position, correction)| {
            let problem = unused_problem(correction);
            if self.ambiguous.contains(&position) { problem.hint(Hint::SeveralColumns) } else { problem }
        })
    }

    /// Prepares for the rows below this header, which was read from the corrected record.
    pub fn begin_rows(&mut self, header: &Header) {
        self.is_fix_file = header.is_fix_file();
        let column = |(index, target): (usize, &Target)| {
            let label = header.labels[index].clone();
            match target {
                Target::Column(column) => {
                    Some(FileColumn { index, name: column.label.to_owned(), label, rule: column.rule })
                }
                Target::Numbered => {
                    let name = self.layout.numbered_name().unwrap_or_default().to_owned();
                    Some(FileColumn { index, name, label, rule: Rule::Course })
                }
                Target::Status | Target::Unlabelled | Target::Ignored | Target::LeftOut => None,
            }
        };
        self.columns = header.targets.iter().enumerate().filter_map(column).collect();
        self.columns.sort_by_key(|column| column.rule != Rule::Company);
    }

    /// Applies the row, cell and value corrections to a record below the header. In a record that repeats the header, only labels are
    /// corrected.
    pub fn correct<'a>(&'a mut self, record: &Record<'_>) -> CorrectionResult<'a> {
        if self.is_header(record) {
            if self.replaced_labels.is_empty() {
                return CorrectionResult::Unchanged;
            }
            let record = self.rewriter.rewrite(record, &self.replaced_labels);
            return CorrectionResult::Corrected(record, Corrected::default());
        }
        let mut corrected = Corrected::default();
        if let Some((position, guard)) = self.index.rows.get(&record.row) {
            self.is_used[*position] = true;
            let address = self.columns.iter().find(|column| column.rule == Rule::Email);
            let found = address.map(|column| self.text_of(record, column.index)).unwrap_or_default();
            match guard {
                Some(guard) if *guard != found => {
                    let label = address.map_or("", |column| &column.label);
                    corrected.problems.push(mismatch(label, &found, guard));
                }
                Some(_) | None => return CorrectionResult::LeftOut,
            }
        }
        let replaced = self.replacements(record, &mut corrected);
        if replaced.is_empty() && corrected.problems.is_empty() {
            return CorrectionResult::Unchanged;
        }
        CorrectionResult::Corrected(self.rewriter.rewrite(record, &replaced), corrected)
    }

    /// Returns the index and new text of each replaced cell, and records corrected cells and mismatches in `corrected`.
    fn replacements(&mut self, record: &Record<'_>, corrected: &mut Corrected) -> Vec<(usize, String)> {
        let mut replaced = Vec::new();
        let mut used = Vec::new();
        let of_row = self.index.cells.get(&record.row).map(Vec::as_slice).unwrap_or_default();
        for cell in of_row.iter().filter(|cell| self.columns.iter().all(|column| column.label != cell.column)) {
            used.push(cell.position);
            corrected.problems.push(mismatch(&cell.column, "", &cell.found));
        }
        let is_blank = record.is_blank();
        let mut company = String::new();
        let mut cells: Vec<(usize, CorrectedCell)> = Vec::new();
        for column in &self.columns {
            let cell = self.text_of(record, column.index);
            let found = as_quoted(&cell, column.rule);
            let own = of_row.iter().find(|cell| cell.column == column.label);
            let correction = match own {
                Some(CellCorrection { position, found: guard, to, .. }) => {
                    used.push(*position);
                    if *guard != found {
                        corrected.problems.push(mismatch(&column.label, &found, guard));
                    }
                    (*guard == found).then_some(to)
                }
                None if is_blank || is_without_result(record, column.index) => None,
                None => self.value_of(column, &company, &found).map(|(position, to)| {
                    used.push(*position);
                    to
                }),
            };
            if column.rule == Rule::Company {
                let name = clean_name(correction.map_or(&*found, String::as_str)).into_owned();
                company = self.companies.get(&name).cloned().unwrap_or(name);
            }
            if let Some(to) = correction {
                let text = if self.is_fix_file { guard(to).into_owned() } else { to.clone() };
                replaced.push((column.index, text));
                let cell = CorrectedCell { column: column.label.clone(), found: cell.into_owned(), to: to.clone() };
                cells.push((column.index, cell));
            }
        }
        cells.sort_unstable_by_key(|(index, _)| *index);
        corrected.cells = cells.into_iter().map(|(_, cell)| cell).collect();
        for position in used {
            self.is_used[position] = true;
        }
        replaced
    }

    fn value_of(&self, column: &FileColumn, company: &str, found: &str) -> Option<&(Position, String)> {
        let values = match column.rule {
            Rule::Cohort | Rule::Course => self.index.values_of_company.get(&column.name)?.get(company)?,
            _ => self.index.values.get(&column.name)?,
        };
        values.get(found)
    }

    /// Returns the text of a cell, cleaned and without a formula around it.
    fn text_of<'r>(&self, record: &'r Record<'_>, index: usize) -> Cow<'r, str> {
        let cell = record.cell(index);
        as_read(if self.is_fix_file { unguard(cell) } else { cell })
    }

    /// Returns `true` if a record repeats the header.
    fn is_header(&self, record: &Record<'_>) -> bool {
        record.len() == self.labels.len()
            && record.cells().zip(&self.labels).all(|(cell, label)| label_of(cell) == *label)
    }
}

/// Returns `true` if a cell only looks empty because the workbook does not contain the result of its formula.
fn is_without_result(record: &Record<'_>, index: usize) -> bool {
    record.damaged().contains(&(index, Damage::NoResult))
}

fn mismatch(label: &str, found: &str, guard: &str) -> Problem {
    let problem = Problem::new(Code::CorrectionMismatch).column(label).found(found);
    if guard.is_empty() { problem } else { problem.expected([guard]) }
}

fn unused_problem(correction: &Correction) -> Problem {
    let problem = Problem::new(Code::CorrectionUnused);
    let at_row = |row: u64| Problem { row: Some(row), ..problem.clone() };
    match correction {
        Correction::Column { label, .. } => problem.found(label),
        Correction::Value { column, company, found, .. } => {
            let problem = problem.column(column.as_str()).found(found);
            match company {
                Some(company) => problem.company(company),
                None => problem,
            }
        }
        Correction::Cell { row, column, found, .. } => at_row(*row).column(column.as_str()).found(found),
        Correction::Row { row, found } => at_row(*row).found(found.as_deref().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Formula, Workbook};
    use serde_json::{Value, json};

    use super::*;
    use crate::{decode::Decoder, header::read_corrected_header, layout::LayoutName};

    /// Returns each row of a file as corrected, followed by the codes of its problems.
    fn corrected_rows(corrections: &Value, file: &[u8]) -> Vec<String> {
        let layout = LayoutName::Enrolment.layout();
        let list = CorrectionList { corrections: serde_json::from_value(corrections.clone()).unwrap() };
        let mut corrector = Corrector::new(list, layout, CompanyNames::new());
        let mut decoder = Decoder::new(layout).accept_workbooks(true);
        decoder.push(file);
        decoder.finish();
        let CorrectedHeader { record, left_out } = corrector.correct_header(&decoder.next_record().unwrap().unwrap());
        let (header, _) = read_corrected_header(&record, layout, &left_out);
        corrector.begin_rows(&header);
        let mut rows = Vec::new();
        while let Some(record) = decoder.next_record().unwrap() {
            rows.push(match corrector.correct(&record) {
                CorrectionResult::Unchanged => record.raw.to_owned(),
                CorrectionResult::LeftOut => "left out".to_owned(),
                CorrectionResult::Corrected(record, Corrected { problems, .. }) => {
                    let codes = problems.iter().map(|problem| problem.code.as_str());
                    std::iter::once(record.raw).chain(codes).collect::<Vec<_>>().join(" ")
                }
            });
        }
        rows
    }

    #[test]
    fn row_is_corrected_unless_it_is_blank_or_differs_from_what_was_found() {
        let corrections = json!([
            { "kind": "value", "column": "languageCode", "found": "german", "to": "de" },
            { "kind": "value", "column": "languageCode", "found": "", "to": "en" },
            { "kind": "row", "row": 6 },
            { "kind": "row", "row": 7, "found": "f@x.org" },
            { "kind": "row", "row": 8, "found": "g@x.org" },
            { "kind": "cell", "row": 9, "column": "languageCode", "found": "german", "to": "nl" },
            { "kind": "cell", "row": 10, "column": "languageCode", "found": "german", "to": "nl" },
        ]);
        let file = b"email,languageCode\na@x.org, german\nb@x.org,fr\nc@x.org,\n,\ne@x.org,fr\nf@x.org,fr\n\
                    other@x.org,fr\nh@x.org,german\ni@x.org,fr\n";
        let expected = [
            "a@x.org,de",
            "b@x.org,fr",
            "c@x.org,en",
            ",",
            "left out",
            "left out",
            "other@x.org,fr correction-mismatch",
            "h@x.org,nl",
            "i@x.org,fr correction-mismatch",
        ];
        assert_eq!(corrected_rows(&corrections, file), expected);
    }

    #[test]
    fn cell_is_corrected_by_the_text_that_problems_quote_and_by_the_text_in_the_file() {
        let corrections = json!([
            { "kind": "value", "column": "companyName", "found": "Acme Lerning", "to": "Acme" },
            { "kind": "value", "column": "cohortName", "company": "Acme", "found": "Team  Leeds", "to": "Team Leads" },
            { "kind": "cell", "row": 4, "column": "companyName", "found": "Globx SA", "to": "Globex" },
            { "kind": "cell", "row": 5, "column": "job_role", "found": "Sales\u{202f}lead", "to": "Lead" },
            { "kind": "cell", "row": 6, "column": "job_role", "found": "Sales lead", "to": "Lead" },
            { "kind": "value", "column": "region", "found": "North East", "to": "NE" },
        ]);
        let file = "companyName,cohortName,job_role,region\nAcme  Lerning,Team Leeds,,North East\n\
                    Acme\u{a0}Lerning,Team\u{a0} Leeds,,North  East\nGlobx\u{200b}  SA,,,\n,,Sales lead,x\n,,Sales\tlead,x\n";
        let expected = [
            "Acme,Team Leads,,NE",
            "Acme,Team Leads,,North  East",
            "Globex,,,",
            ",,Sales lead,x correction-mismatch",
            ",,Lead,x",
        ];
        assert_eq!(corrected_rows(&corrections, file.as_bytes()), expected);
    }

    #[test]
    fn cohort_and_course_are_corrected_for_the_company_as_corrected() {
        let corrections = json!([
            { "kind": "value", "column": "companyName", "found": "Acm", "to": "Acme" },
            { "kind": "value", "column": "cohortName", "company": "Acme", "found": "Sprng", "to": "Spring" },
            { "kind": "value", "column": "module requested", "company": "Acme", "found": "Sale", "to": "Sales" },
            { "kind": "value", "column": "region", "found": "Nord", "to": "North" },
        ]);
        let list = CorrectionList { corrections: serde_json::from_value(corrections).unwrap() };
        let layout = LayoutName::Enrolment.layout();
        let companies = CompanyNames::from([("ACME Inc".to_owned(), "Acme".to_owned())]);
        let mut corrector = Corrector::new(list, layout, companies);
        let mut decoder = Decoder::new(layout);
        decoder.push(b"cohortName,module requested 2,companyName,email\n");
        decoder.push(b"Sprng,Sale,Acm,a@x.org\nSprng,Sale,ACME Inc,b@x.org\nSprng,Sale,Globex,c@x.org\n");
        decoder.finish();
        let CorrectedHeader { record, left_out } = corrector.correct_header(&decoder.next_record().unwrap().unwrap());
        let (header, _) = read_corrected_header(&record, layout, &left_out);
        corrector.begin_rows(&header);
        let mut rows = Vec::new();
        while let Some(record) = decoder.next_record().unwrap() {
            if let CorrectionResult::Corrected(record, corrected) = corrector.correct(&record) {
                let cells: Vec<String> =
                    corrected.cells.iter().map(|cell| format!("{}: {}", cell.column, cell.to)).collect();
                rows.push(format!("{} ({})", record.raw, cells.join(", ")));
            }
        }
        assert_eq!(
            rows,
            [
                "Spring,Sales,Acme,a@x.org (cohortName: Spring, module requested 2: Sales, companyName: Acme)",
                "Spring,Sales,ACME Inc,b@x.org (cohortName: Spring, module requested 2: Sales)",
            ]
        );
        let unused: Vec<_> = corrector.unused_values().map(|problem| (problem.column, problem.found)).collect();
        assert_eq!(unused, [(Some("region".to_owned()), "Nord".to_owned())]);
    }

    #[test]
    fn correction_that_matches_nothing_is_reported_with_its_place() {
        let corrections = json!([
            { "kind": "column", "label": "Sprache", "to": "languageCode" },
            { "kind": "column", "label": "Name", "to": "name" },
            { "kind": "value", "column": "cohortName", "company": "Acme", "found": "Sprng", "to": "Spring" },
            { "kind": "cell", "row": 2, "column": "region", "found": "Nord", "to": "North" },
            { "kind": "cell", "row": 7, "column": "email", "found": "b", "to": "b@x.org" },
            { "kind": "row", "row": 8, "found": "c@x.org" },
        ]);
        let list = CorrectionList { corrections: serde_json::from_value(corrections).unwrap() };
        let layout = LayoutName::Enrolment.layout();
        let mut corrector = Corrector::new(list, layout, CompanyNames::new());
        let mut decoder = Decoder::new(layout);
        decoder.push(b"email,Sprache\na@x.org,de\n");
        decoder.finish();
        let CorrectedHeader { record, left_out } = corrector.correct_header(&decoder.next_record().unwrap().unwrap());
        let (header, _) = read_corrected_header(&record, layout, &left_out);
        corrector.begin_rows(&header);
        let CorrectionResult::Corrected(_, corrected) = corrector.correct(&decoder.next_record().unwrap().unwrap())
        else {
            panic!("the column of one correction is missing")
        };
        let mismatches: Vec<_> =
            corrected.problems.iter().map(|problem| (problem.column.as_deref(), problem.expected.join(" "))).collect();
        assert_eq!(mismatches, [(Some("region"), "Nord".to_owned())]);
        let shown = |problem: Problem| {
            (problem.row.unwrap_or_default(), problem.column.unwrap_or_default(), problem.company, problem.found)
        };
        let labels: Vec<_> = corrector.unused_labels().map(shown).collect();
        assert_eq!(labels, [(0, String::new(), None, "Name".to_owned())]);
        let values: Vec<_> = corrector.unused_values().map(shown).collect();
        assert_eq!(
            values,
            [
                (0, "cohortName".to_owned(), Some("Acme".to_owned()), "Sprng".to_owned()),
                (7, "email".to_owned(), None, "b".to_owned()),
                (8, String::new(), None, "c@x.org".to_owned()),
            ]
        );
    }

    #[test]
    fn formula_without_a_result_is_corrected_only_by_the_correction_of_its_cell() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["email", "languageCode"]).unwrap();
        for row in 1..3 {
            sheet.write(row, 0, "a@x.org").unwrap();
            sheet.write(row, 1, Formula::new("=C1").set_result("german")).unwrap();
        }
        let corrections = json!([
            { "kind": "value", "column": "languageCode", "found": "german", "to": "de" },
            { "kind": "cell", "row": 3, "column": "languageCode", "found": "german", "to": "nl" },
        ]);
        let rows = corrected_rows(&corrections, &workbook.save_to_buffer().unwrap());
        assert_eq!(rows, ["a@x.org,german", "a@x.org,nl"]);
    }

    #[test]
    fn label_without_a_result_is_corrected_as_that_of_a_column_without_a_name() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "email").unwrap();
        sheet.write(0, 1, Formula::new("=C1").set_result("Notes")).unwrap();
        sheet.write_row(1, 0, ["a@x.org", "german"]).unwrap();
        let corrections = json!([
            { "kind": "column", "label": "", "at": 2, "to": "languageCode" },
            { "kind": "value", "column": "languageCode", "found": "german", "to": "de" },
        ]);
        assert_eq!(corrected_rows(&corrections, &workbook.save_to_buffer().unwrap()), ["a@x.org,de"]);
    }

    #[test]
    fn repeated_header_has_the_corrected_labels_and_no_other_correction() {
        let corrections = json!([
            { "kind": "column", "label": "Sprache", "to": "languageCode" },
            { "kind": "value", "column": "languageCode", "found": "Sprache", "to": "de" },
        ]);
        let file = b"email,Sprache\na@x.org,Sprache\nemail, Sprache\nemail\n";
        assert_eq!(corrected_rows(&corrections, file), ["a@x.org,de", "email,languageCode", "email"]);
    }

    #[test]
    fn correction_of_a_label_that_occurs_twice_asks_for_the_number_of_the_column() {
        for (correction, hint) in [
            (json!({ "kind": "column", "label": "x", "to": "name" }), Some(Hint::SeveralColumns)),
            (json!({ "kind": "column", "label": "x", "at": 9, "to": "name" }), None),
            (json!({ "kind": "column", "label": "y", "to": "name" }), None),
        ] {
            let list = CorrectionList { corrections: serde_json::from_value(json!([correction])).unwrap() };
            let mut corrector = Corrector::new(list, LayoutName::Enrolment.layout(), CompanyNames::new());
            let mut decoder = Decoder::new(LayoutName::Enrolment.layout());
            decoder.push(b"enabled,x,x\n");
            decoder.finish();
            let header = corrector.correct_header(&decoder.next_record().unwrap().unwrap());
            assert_eq!(header.record.raw, "enabled,x,x", "{correction}");
            let hints: Vec<_> = corrector.unused_labels().map(|problem| problem.hint).collect();
            assert_eq!(hints, [hint], "{correction}");
        }
    }

    #[test]
    fn column_named_twice_is_corrected_once_and_the_other_correction_is_reported() {
        let named = |at: Option<u64>, to: Option<&str>| Correction::Column {
            label: "x".to_owned(),
            at,
            to: to.map(str::to_owned),
        };
        for (first, second, label, left_out) in [
            (named(None, Some("name")), named(Some(2), Some("email")), "name", 0),
            (named(Some(2), Some("email")), named(None, Some("name")), "email", 0),
            (named(None, Some("name")), named(Some(2), None), "name", 0),
            (named(None, None), named(Some(2), Some("name")), "x", 1),
        ] {
            let list = CorrectionList { corrections: vec![first, second] };
            let layout = LayoutName::Enrolment.layout();
            let mut corrector = Corrector::new(list, layout, CompanyNames::new());
            let mut decoder = Decoder::new(layout);
            decoder.push(b"enabled,x\n");
            decoder.finish();
            let Ok(Some(record)) = decoder.next_record() else { panic!("the file has a record") };
            let header = corrector.correct_header(&record);
            assert_eq!((header.record.cell(1), header.left_out.len()), (label, left_out));
            assert_eq!(corrector.unused_labels().count(), 1);
        }
    }
}
