//! Corrections on the command line: those in a file, and safe suggestions.

use std::path::Path;

use rollcall_domain::{
    corrections::{Correction, CorrectionList, check},
    decode::UTF8_BOM,
    layout::LayoutName,
};
use serde_json::{Value, json};

use crate::cli::{
    client::{FindingResponse, ProblemResponse, with_commands},
    error::CliError,
    output::grouped,
};

/// Problem codes for a label that is not in the layout.
const LABEL_CODES: [&str; 2] = ["header-column-unknown", "column-ignored"];
/// Maximum length in characters at which a found value is certainly complete: a value of 120 characters may be truncated. A correction
/// cannot name a truncated value.
const FOUND_CHARS_MAX: usize = 119;

/// Reads a list of corrections, `{"corrections":[…]}` or the list alone, and checks it against the layout if that is known.
pub(super) fn read(path: &Path, layout: Option<LayoutName>) -> Result<Vec<Correction>, CliError> {
    let bytes = std::fs::read(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let json = bytes.strip_prefix(UTF8_BOM).unwrap_or(&bytes);
    let unreadable =
        |reason: &str| CliError::Arguments(format!("{} is not a list of corrections: {reason}", path.display()));
    let document: Value = serde_json::from_slice(json).map_err(|error| unreadable(&error.to_string()))?;
    let list = if document.is_array() { json!({ "corrections": document }) } else { document };
    // Without this check, serde would also accept an array of the field values as a correction.
    let are_objects = |list: &Vec<Value>| list.iter().all(Value::is_object);
    if !list.is_object() || !list["corrections"].as_array().is_none_or(are_objects) {
        return Err(unreadable("expected {\"corrections\":[…]} with one object for each correction"));
    }
    let list: CorrectionList = serde_json::from_value(list).map_err(|error| unreadable(&error.to_string()))?;
    if let Some(Err(error)) = layout.map(|name| check(&list, name.layout())) {
        let reason = with_commands(&error.to_string());
        return Err(CliError::Arguments(format!("invalid corrections in {}: {reason}", path.display())));
    }
    Ok(list.corrections)
}

/// A correction that accepts a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accepted {
    pub(super) correction: Correction,
    rows: u64,
}

impl Accepted {
    /// Describes what is replaced, and in how many rows.
    pub(super) fn describe(&self) -> String {
        match &self.correction {
            Correction::Column { label, to, .. } => {
                format!("Reading the column {label:?} as {:?}.", to.as_deref().unwrap_or_default())
            }
            Correction::Value { column, found, to, .. } => {
                let rows = if self.rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(self.rows)) };
                format!("Reading {found:?} as {to:?} in {rows} (column {column:?}).")
            }
            Correction::Cell { row, column, found, to } => {
                format!("Reading {found:?} as {to:?} in 1 row (row {row}, column {column:?}).")
            }
            Correction::Row { row, .. } => format!("Leaving out row {row}."),
        }
    }
}

/// Returns the safe suggestions: those for distinct values, and those for single cells whose value has no finding.
pub(super) fn safe(findings: &[FindingResponse], problems: &[ProblemResponse]) -> Vec<Accepted> {
    let of_value = findings.iter().filter(|finding| finding.safe).filter_map(|finding| {
        let (found, to) = (finding.found.clone(), finding.suggestions.first()?.clone());
        let correction = if LABEL_CODES.contains(&finding.code.as_str()) {
            Correction::Column { label: found, at: None, to: Some(to) }
        } else {
            Correction::Value { column: finding.column.clone()?, company: finding.company.clone(), found, to }
        };
        Some(Accepted { correction, rows: finding.count })
    });
    let is_in_findings = |column: &str, found: &str| {
        findings.iter().any(|finding| finding.column.as_deref() == Some(column) && finding.found == found)
    };
    let of_cell = problems.iter().filter(|problem| problem.safe).filter_map(|problem| {
        let (column, found) = (problem.column.clone()?, problem.found.clone()?);
        if is_in_findings(&column, &found) || found.chars().count() > FOUND_CHARS_MAX {
            return None;
        }
        let to = problem.suggestions.first()?.clone();
        Some(Accepted { correction: Correction::Cell { row: problem.row?, column, found, to }, rows: 1 })
    });
    of_value.chain(of_cell).collect()
}

/// Adds accepted suggestions to a list of corrections, replacing corrections with the same target. Ignores suggestions that are already in
/// the list or have the same target as one of the admin's `own` corrections. Returns the added suggestions.
pub(super) fn merge(list: &mut Vec<Correction>, own: &[Correction], accepted: Vec<Accepted>) -> Vec<Accepted> {
    let is_new = |accepted: &Accepted| {
        let correction = &accepted.correction;
        !list.contains(correction) && !own.iter().any(|own| has_same_target(own, correction))
    };
    let added: Vec<Accepted> = accepted.into_iter().filter(is_new).collect();
    list.retain(|old| !added.iter().any(|new| has_same_target(old, &new.correction)));
    list.extend(added.iter().map(|accepted| accepted.correction.clone()));
    added
}

fn has_same_target(one: &Correction, other: &Correction) -> bool {
    let target = |correction: &Correction| match correction.clone() {
        Correction::Column { label, at, .. } => Correction::Column { label, at, to: None },
        Correction::Value { column, company, found, .. } => {
            Correction::Value { column, company, found, to: String::new() }
        }
        Correction::Cell { row, column, .. } => {
            Correction::Cell { row, column, found: String::new(), to: String::new() }
        }
        Correction::Row { row, .. } => Correction::Row { row, found: None },
    };
    target(one) == target(other)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn safe_suggestions_are_values_and_cells() -> Result<(), Box<dyn Error>> {
        let findings: Vec<FindingResponse> = serde_json::from_value(json!([
            { "code": "header-column-unknown", "severity": "error", "column": "companyname", "found": "companyname", "count": 1,
              "suggestions": ["companyName"], "safe": true },
            { "code": "column-ignored", "severity": "warning", "column": "Vorname", "found": "Vorname", "count": 1,
              "suggestions": ["firstname"], "safe": true },
            { "code": "course-unmatched", "severity": "error", "column": "module requested", "company": "Acme",
              "found": "Presentng", "count": 2, "suggestions": ["Presenting"], "safe": true },
            { "code": "country-invalid", "severity": "error", "column": "country", "found": "UK", "count": 1,
              "suggestions": ["GB"], "safe": true },
            { "code": "company-unmatched", "severity": "error", "column": "companyName", "found": "Akme", "count": 1,
              "suggestions": ["Acme", "Asme"], "safe": false },
        ]))?;
        let problems: Vec<ProblemResponse> = serde_json::from_value(json!([
            { "code": "email-invalid", "severity": "error", "row": 5, "column": "email", "found": "a@@b.org", "message": "",
              "suggestions": ["a@b.org"], "safe": true },
            { "code": "country-invalid", "severity": "error", "row": 6, "column": "country", "found": "UK", "message": "",
              "suggestions": ["GB"], "safe": true },
            { "code": "email-invalid", "severity": "error", "row": 7, "column": "email", "found": "c", "message": "" },
        ]))?;
        let accepted = safe(&findings, &problems);
        let described: Vec<String> = accepted.iter().map(Accepted::describe).collect();
        assert_eq!(
            described,
            [
                "Reading the column \"companyname\" as \"companyName\".",
                "Reading the column \"Vorname\" as \"firstname\".",
                "Reading \"Presentng\" as \"Presenting\" in 2 rows (column \"module requested\").",
                "Reading \"UK\" as \"GB\" in 1 row (column \"country\").",
                "Reading \"a@@b.org\" as \"a@b.org\" in 1 row (row 5, column \"email\").",
            ]
        );
        let own: Vec<Correction> = serde_json::from_value(json!([
            { "kind": "cell", "row": 5, "column": "email", "found": "c@@b.org", "to": "c@b.org" },
            { "kind": "row", "row": 9 },
        ]))?;
        let mut list = own.clone();
        assert_eq!(
            merge(&mut list, &own, accepted.clone()).len(),
            4,
            "the admin's own correction of a cell is replaced"
        );
        assert_eq!(list.len(), 6);
        assert!(merge(&mut list, &own, accepted.clone()).is_empty());
        // A suggestion replaces one that was accepted earlier.
        let mut list: Vec<Correction> = serde_json::from_value(
            json!([{ "kind": "cell", "row": 5, "column": "email", "found": "a@@b.org", "to": "x" }]),
        )?;
        assert_eq!(merge(&mut list, &[], accepted).len(), 5);
        assert_eq!(list.len(), 5);
        Ok(())
    }

    #[test]
    fn list_of_corrections_is_read_with_and_without_its_member() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("fixes.json");
        for text in [
            r#"[{"kind":"row","row":2}]"#,
            r#"{"corrections":[{"kind":"row","row":2}]}"#,
            "\u{feff}[{\"kind\":\"row\",\"row\":2}]",
        ] {
            std::fs::write(&path, text)?;
            assert_eq!(read(&path, None)?, [Correction::Row { row: 2, found: None }]);
        }
        for (text, reason) in [
            (r#"[{"kind":"row"}]"#, "missing field `row`"),
            ("{}", "missing field `corrections`"),
            (r#"{"corrections":{}}"#, "expected a sequence"),
            (r#"[[{"kind":"row","row":2}]]"#, "one object for each correction"),
            (r#"[["row",2]]"#, "one object for each correction"),
            (r#"{"corrections":[["row",2]]}"#, "one object for each correction"),
            ("2", "one object for each correction"),
        ] {
            std::fs::write(&path, text)?;
            let Err(CliError::Arguments(message)) = read(&path, None) else { panic!("{text}") };
            assert!(message.contains(reason), "{text}: {message}");
        }
        assert!(matches!(read(dir.path(), None), Err(CliError::Read { .. })));
        Ok(())
    }

    #[test]
    fn list_of_corrections_is_checked_against_a_known_layout() -> Result<(), Box<dyn Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("fixes.json");
        std::fs::write(&path, r#"[{"kind":"value","column":"companyName","found":"a","to":"b"}]"#)?;
        assert!(read(&path, None).is_ok() && read(&path, Some(LayoutName::Enrolment)).is_ok());
        let Err(CliError::Arguments(message)) = read(&path, Some(LayoutName::Learners)) else { panic!("accepted") };
        assert!(message.ends_with("does not have: use a column of `rollcall template --layout learners`"), "{message}");
        Ok(())
    }
}
