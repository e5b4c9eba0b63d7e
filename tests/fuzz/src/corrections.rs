//! Corrections: a list keeps its content when it is stored, and an accepted list changes only the labels, cells and rows that it names.
//!
//! Each correction of a label has an effect or is reported. Applying the list to a corrected row again changes nothing, unless another
//! correction can apply to the row (see `check_again`).

use rollcall_domain::{
    corrections::{CompanyNames, Corrected, CorrectedHeader, Correction, CorrectionList, Corrector, Verdict, check},
    decode::{Decoder, Record},
    export::unguard,
    header::{Header, Target, label_of, read_corrected_header},
    ids::ImportId,
    layout::{Field, Layout},
    plan::{Drafts, KeyedHasher, Planner, Read},
    problem::{Code, Language, Problem, message::message},
    rules::{clean, clean_name},
};

use crate::world::{SEPARATOR, World, context, decoder, options};

/// Reads a list of corrections, and applies it to a file if it is accepted. The first byte selects the options, a separator ends the list.
pub(crate) fn corrections(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let mut parts = bytes.splitn(2, |byte| *byte == SEPARATOR);
    let (document, file) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Ok(list) = serde_json::from_slice::<CorrectionList>(document) else { return };
    check_stored(&list);
    match check(&list, options(*choice).layout.layout()) {
        Ok(()) => apply(*choice, &list, file),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn check_stored(list: &CorrectionList) {
    let Ok((bytes, digest)) = list.to_stored() else { panic!("a list that was read can be stored: {list:?}") };
    let read: Option<CorrectionList> = serde_json::from_slice(&bytes).ok();
    assert_eq!(read.as_ref(), Some(list));
    assert_eq!(digest.is_some(), !list.corrections.is_empty());
    assert!(digest.is_none_or(|digest| digest.is_of(&bytes) && digest.count == list.corrections.len() as u64));
}

/// Two correctors with the same list: the second one corrects the records that the first one corrected.
struct Pair {
    first: Corrector,
    second: Corrector,
}

impl Pair {
    fn new(list: &CorrectionList, layout: &'static Layout) -> Self {
        let names = ["Acme", "ACME Inc"].map(|alias| (clean_name(alias).into_owned(), "Acme".to_owned()));
        let corrector = || Corrector::new(list.clone(), layout, CompanyNames::from(names.clone()));
        Self { first: corrector(), second: corrector() }
    }

    /// Corrects the header. Checks that every correction of a label changes it or is reported.
    fn header(
        &mut self,
        record: &Record<'_>,
        list: &CorrectionList,
        layout: &'static Layout,
    ) -> (Header, Vec<Problem>) {
        self.second.correct_header(record);
        let CorrectedHeader { record: corrected, left_out } = self.first.correct_header(record);
        let (header, problems) = read_corrected_header(&corrected, layout, &left_out);
        let read: Vec<String> = corrected.cells().map(str::to_owned).collect();
        assert_eq!(read.len(), record.len());
        for (index, read) in read.iter().enumerate() {
            let is_left_out = left_out.contains(&index);
            if read == record.cell(index) && !is_left_out {
                continue;
            }
            let to = (!is_left_out).then_some(read.as_str());
            let is_named = |correction: &Correction| names_label(correction, record, index, to);
            assert!(list.corrections.iter().any(is_named), "column {index} in {list:?}");
        }
        let has_effect = |correction: &&Correction| {
            (0..read.len()).any(|index| {
                let to = (!left_out.contains(&index)).then_some(read[index].as_str());
                names_label(correction, record, index, to)
            })
        };
        let effects = list.corrections.iter().filter(has_effect).count();
        let count = list.corrections.iter().filter(|one| matches!(one, Correction::Column { .. })).count();
        self.first.begin_rows(&header);
        self.second.begin_rows(&header);
        let unused = self.first.unused_labels().inspect(check_problem).count();
        assert!(effects + unused >= count, "a correction has no effect: {list:?}");
        (header, problems)
    }
}

/// Returns `true` if a correction replaces the label at this index with `replacement`; `None` means that the column is ignored.
fn names_label(correction: &Correction, record: &Record<'_>, index: usize, replacement: Option<&str>) -> bool {
    let Correction::Column { label, at, to } = correction else { return false };
    let is_here = label_of(label) == label_of(record.cell(index)) && at.is_none_or(|at| at == index as u64 + 1);
    is_here && to.as_deref() == replacement
}

fn apply(choice: u8, list: &CorrectionList, file: &[u8]) {
    let options = options(choice);
    let layout = options.layout.layout();
    let mut pair = Pair::new(list, layout);
    let mut decoder: Decoder = decoder(options.layout, file);
    let Ok(Some(record)) = decoder.next_record() else { return };
    if record.too_long.is_some() {
        return;
    }
    let labels: Vec<String> = record.cells().map(label_of).collect();
    let (header, problems) = pair.header(&record, list, layout);
    if problems.iter().any(|problem| problem.code.refuses_file()) {
        return;
    }
    let import_id = ImportId::from("import");
    let (world, context) = (World::new(), context(&import_id, &options));
    let mut planner = Planner::new(layout, header.clone(), KeyedHasher::new([7; 16]));
    let mut rows = Rows { list, header: &header, labels: &labels, effects: 0 };
    while let Ok(Some(record)) = decoder.next_record() {
        let mut drafts = Drafts::default();
        let read = match pair.first.correct(&record) {
            Verdict::Unchanged => planner.read(&record, &mut drafts),
            Verdict::LeftOut => {
                rows.check_left_out(&record);
                planner.read_left_out(&record);
                continue;
            }
            Verdict::Corrected(corrected, effects) => {
                rows.check(&record, &corrected, &effects);
                rows.check_again(&mut pair.second, &corrected, &effects);
                planner.read_corrected(&corrected, effects, &mut drafts)
            }
        };
        if let Read::Draft = read {
            let row = planner.plan(&mut drafts, 0, &world, &context);
            row.problems.iter().for_each(check_problem);
        }
    }
    let unused = pair.first.unused_values().inspect(check_problem).count();
    assert!(unused <= list.corrections.len());
    assert!(
        rows.effects == 0 || unused < list.corrections.len(),
        "a correction with an effect is not reported as unused"
    );
}

/// Checks the records after the header.
struct Rows<'a> {
    list: &'a CorrectionList,
    header: &'a Header,
    /// The labels in the file, before any correction.
    labels: &'a [String],
    effects: usize,
}

impl Rows<'_> {
    fn check_left_out(&mut self, record: &Record<'_>) {
        let names = |correction: &Correction| matches!(correction, Correction::Row { row, .. } if *row == record.row);
        assert!(self.list.corrections.iter().any(names), "row {} is left out by {:?}", record.row, self.list);
        self.effects += 1;
    }

    fn check(&mut self, record: &Record<'_>, corrected: &Record<'_>, effects: &Corrected) {
        assert_eq!((corrected.row, corrected.line, corrected.byte), (record.row, record.line, record.byte));
        self.effects += effects.cells.len() + effects.problems.len();
        for index in 0..record.len().max(corrected.len()) {
            let (found, read) = (record.cell(index), corrected.cell(index));
            if found == read || self.repeats_header(record) {
                continue;
            }
            let label = &self.header.labels[index];
            let read = if self.header.is_fix_file() { unguard(read) } else { read };
            let cell = effects.cells.iter().find(|cell| cell.column == *label && cell.to == read);
            let Some(cell) = cell else {
                panic!("cell {index} of row {} changed silently: {:?}", record.row, self.list)
            };
            assert!(self.is_named(record.row, index, &cell.found, &cell.to), "{cell:?} by {:?}", self.list);
        }
        for problem in &effects.problems {
            assert_eq!(problem.code, Code::CorrectionMismatch);
            check_problem(problem);
        }
    }

    /// Returns `true` if a correction of the list replaces this cell with this text.
    fn is_named(&self, number: u64, index: usize, text: &str, replacement: &str) -> bool {
        let (label, name) = match self.header.targets[index] {
            Target::Column(column) => (column.label, column.label),
            Target::Numbered => (self.header.labels[index].as_str(), "module requested"),
            _ => return false,
        };
        self.list.corrections.iter().any(|correction| match correction {
            Correction::Cell { row, column, found, to } => {
                *row == number && column == label && label_of(found) == text && to == replacement
            }
            Correction::Value { column, found, to, .. } => {
                column == name && label_of(found) == text && to == replacement
            }
            Correction::Column { .. } | Correction::Row { .. } => false,
        })
    }

    /// Applies the list to a record that it has corrected. Checks that this changes nothing, unless another correction may apply.
    fn check_again(&self, corrector: &mut Corrector, corrected: &Record<'_>, effects: &Corrected) {
        let is_found = |text: &str| {
            self.list.corrections.iter().any(|correction| match correction {
                Correction::Value { found, .. } => label_of(found) == label_of(text),
                Correction::Column { .. } | Correction::Cell { .. } | Correction::Row { .. } => false,
            })
        };
        let is_guarded = |correction: &Correction| match correction {
            Correction::Cell { row, .. } | Correction::Row { row, .. } => *row == corrected.row,
            Correction::Column { .. } | Correction::Value { .. } => false,
        };
        let is_stable = !effects.cells.iter().any(|cell| is_found(&cell.to))
            && !self.list.corrections.iter().any(is_guarded)
            && !self.repeats_header(corrected);
        if !is_stable {
            return;
        }
        // Corrections of cohorts and courses may depend on the company, so a corrected company may make others apply.
        let is_company = |cell: &&rollcall_domain::corrections::CorrectedCell| {
            self.header.targets.iter().zip(&self.header.labels).any(|(target, label)| {
                matches!(target, Target::Column(column) if column.field == Field::Company) && *label == cell.column
            })
        };
        let has_company = effects.cells.iter().find(is_company).is_some();
        let verdict = corrector.correct(corrected);
        let is_same = |again: &Record<'_>| (0..again.len()).all(|index| again.cell(index) == corrected.cell(index));
        match verdict {
            Verdict::Unchanged => {}
            Verdict::Corrected(again, _) => assert!(has_company || is_same(&again), "{:?}", self.list),
            Verdict::LeftOut => panic!("a corrected row is left out: {:?}", self.list),
        }
    }

    fn repeats_header(&self, record: &Record<'_>) -> bool {
        record.len() == self.labels.len()
            && record.cells().zip(self.labels).all(|(cell, label)| label_of(cell) == *label)
    }
}

fn check_problem(problem: &Problem) {
    assert!(message(problem, Language::English).ends_with('.'), "{problem:?}");
    assert!(clean(&message(problem, Language::German)).ends_with('.'), "{problem:?}");
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    /// Uses lists whose corrections name labels, cells and values that are often in the file.
    #[test]
    fn noise_corrects_only_what_it_names() {
        const TEXTS: [&str; 10] = ["email", "name", "x", "", "Acme", "ACME Inc", "Spring", "Sales", " x", "=\"x\""];
        const COLUMNS: [&str; 7] =
            ["email", "name", "companyName", "cohortName", "languageCode", "module requested 1", "module requested"];
        for seed in 0..3_000 {
            let mut noise = Noise::new(seed);
            let list: Vec<String> = (0..=noise.next() % 4)
                .map(|_| {
                    let (column, row) = (*noise.pick(&COLUMNS), 2 + noise.next() % 3);
                    let [found, to, other] = [(); 3].map(|()| serde_json::Value::from(*noise.pick(&TEXTS)));
                    match noise.next() % 6 {
                        0 => format!(r#"{{"kind":"column","label":{found},"to":"{column}"}}"#),
                        1 => format!(r#"{{"kind":"column","label":{found},"at":{row},"to":null}}"#),
                        2 => format!(r#"{{"kind":"value","column":"{column}","found":{found},"to":{to}}}"#),
                        3 => format!(
                            r#"{{"kind":"value","column":"{column}","company":{other},"found":{found},"to":{to}}}"#
                        ),
                        4 => format!(r#"{{"kind":"cell","row":{row},"column":"{column}","found":{found},"to":{to}}}"#),
                        _ => format!(r#"{{"kind":"row","row":{row},"found":{found}}}"#),
                    }
                })
                .collect();
            let header = "enabled,name,last_name,email,companyName,cohortName,languageCode,module requested 1";
            let header =
                if noise.next().is_multiple_of(2) { header.to_owned() } else { header.replace("last_name", "x") };
            let rows = (0..3)
                .map(|_| [(); 8].map(|()| noise.pick(&TEXTS).replace('"', "\"\"")).map(|cell| format!("\"{cell}\"")));
            let rows: Vec<String> = rows.map(|cells| cells.join(",")).collect();
            let data = format!("\0{{\"corrections\":[{}]}}\0{header}\n{}\n", list.join(","), rows.join("\n"));
            super::corrections(data.as_bytes());
        }
    }
}
