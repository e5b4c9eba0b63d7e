//! Corrections: a list keeps its content when it is stored, and an accepted list changes only the labels, cells and rows that it names.
//!
//! Each correction has an effect or is reported. Applying the list to a corrected row again changes nothing, unless another correction can
//! apply to the row (see `check_again`).

use rollcall_domain::{
    corrections::{
        CompanyNames, Corrected, CorrectedCell, CorrectedHeader, Correction, CorrectionList, CorrectionResult,
        Corrector, check,
    },
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

/// Reads a list of corrections, and applies it to a file if it is accepted. The first byte selects the options; a separator ends the list.
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
    let mut rows = Rows { list, header: &header, labels: &labels, has_effect: vec![false; list.corrections.len()] };
    while let Ok(Some(record)) = decoder.next_record() {
        let mut drafts = Drafts::default();
        let read = match pair.first.correct(&record) {
            CorrectionResult::Unchanged => planner.read(&record, &mut drafts),
            CorrectionResult::LeftOut => {
                rows.check_left_out(&record);
                planner.read_left_out(&record);
                continue;
            }
            CorrectionResult::Corrected(corrected, effects) => {
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
    rows.check_unused(pair.first.unused_values().inspect(check_problem).count());
}

/// Checks the records after the header.
struct Rows<'a> {
    list: &'a CorrectionList,
    header: &'a Header,
    /// The labels in the file, before any correction.
    labels: &'a [String],
    /// Whether each correction in the list may have caused an effect that was observed.
    has_effect: Vec<bool>,
}

impl Rows<'_> {
    fn check_left_out(&mut self, record: &Record<'_>) {
        let names = |correction: &Correction| matches!(correction, Correction::Row { row, .. } if *row == record.row);
        assert!(self.list.corrections.iter().any(names), "row {} is left out by {:?}", record.row, self.list);
        self.note_effect(names);
    }

    fn check(&mut self, record: &Record<'_>, corrected: &Record<'_>, effects: &Corrected) {
        assert_eq!((corrected.row, corrected.line, corrected.byte), (record.row, record.line, record.byte));
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
            let name = self.name_of(&cell.column);
            let is_named = self.list.corrections.iter().any(|correction| replaces(correction, record.row, cell, name));
            assert!(is_named, "{cell:?} by {:?}", self.list);
        }
        for cell in &effects.cells {
            let name = self.name_of(&cell.column);
            self.note_effect(|correction| replaces(correction, record.row, cell, name));
        }
        for problem in &effects.problems {
            assert_eq!(problem.code, Code::CorrectionMismatch);
            check_problem(problem);
            self.note_effect(|correction| match correction {
                Correction::Cell { row, column, .. } => *row == record.row && problem.column.as_ref() == Some(column),
                Correction::Row { row, .. } => *row == record.row,
                Correction::Column { .. } | Correction::Value { .. } => false,
            });
        }
    }

    fn note_effect(&mut self, is_cause: impl Fn(&Correction) -> bool) {
        for (has_effect, correction) in self.has_effect.iter_mut().zip(&self.list.corrections) {
            *has_effect |= is_cause(correction);
        }
    }

    /// Checks how many corrections of rows, cells and values are reported as unused: at least all those without an effect, and not all of
    /// them if one has an effect.
    fn check_unused(&self, unused: usize) {
        let is_of_rows = |(correction, _): &(&Correction, &bool)| !matches!(correction, Correction::Column { .. });
        let of_rows = self.list.corrections.iter().zip(&self.has_effect).filter(is_of_rows);
        let count = of_rows.clone().count();
        let idle = of_rows.filter(|(_, has_effect)| !**has_effect).count();
        assert!(unused >= idle, "a correction has no effect and is not reported: {:?}", self.list);
        assert!(unused < count || idle == count, "a correction with an effect is reported: {:?}", self.list);
    }

    /// Returns the name under which values in the column with this label are corrected.
    fn name_of(&self, label: &str) -> Option<&'static str> {
        let index = self.header.labels.iter().position(|one| one == label)?;
        match self.header.targets[index] {
            Target::Column(column) => Some(column.label),
            Target::Numbered => Some("module requested"),
            _ => None,
        }
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
        // Corrections of cohorts and courses may depend on the company, so correcting the company may make others apply.
        let is_company = |cell: &&CorrectedCell| {
            self.header.targets.iter().zip(&self.header.labels).any(|(target, label)| {
                matches!(target, Target::Column(column) if column.field == Field::Company) && *label == cell.column
            })
        };
        let has_company = effects.cells.iter().find(is_company).is_some();
        let verdict = corrector.correct(corrected);
        let is_same = |again: &Record<'_>| (0..again.len()).all(|index| again.cell(index) == corrected.cell(index));
        match verdict {
            CorrectionResult::Unchanged => {}
            CorrectionResult::Corrected(again, _) => assert!(has_company || is_same(&again), "{:?}", self.list),
            CorrectionResult::LeftOut => panic!("a corrected row is left out: {:?}", self.list),
        }
    }

    fn repeats_header(&self, record: &Record<'_>) -> bool {
        record.len() == self.labels.len()
            && record.cells().zip(self.labels).all(|(cell, label)| label_of(cell) == *label)
    }
}

/// Returns `true` if a correction causes the replacement `cell` in the row with this number. `name` is the name under which values in the
/// cell's column are corrected.
fn replaces(correction: &Correction, number: u64, cell: &CorrectedCell, name: Option<&str>) -> bool {
    match correction {
        Correction::Cell { row, column, found, to } => {
            *row == number && *column == cell.column && label_of(found) == cell.found && *to == cell.to
        }
        Correction::Value { column, found, to, .. } => {
            name == Some(column.as_str()) && label_of(found) == cell.found && *to == cell.to
        }
        Correction::Column { .. } | Correction::Row { .. } => false,
    }
}

fn check_problem(problem: &Problem) {
    assert!(message(problem, Language::English).ends_with('.'), "{problem:?}");
    assert!(clean(&message(problem, Language::German)).ends_with('.'), "{problem:?}");
}

#[cfg(test)]
mod tests {
    use crate::noise::Noise;

    /// Uses corrections whose labels, cells and values often occur in the file.
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
