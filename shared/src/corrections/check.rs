//! Checks a list of corrections against a layout.

use std::collections::HashMap;

use super::{
    CORRECTIONS_BYTES_MAX, CORRECTIONS_MAX, Correction, CorrectionList,
    index::{as_read, compared},
};
use crate::{
    decode::HEADER_COLUMNS_MAX,
    json_integer::WHOLE_MAX,
    layout::{Column, Field, Layout},
    rules::clean_name,
};

/// Why a list of corrections is refused. `index` is the zero-based position of the correction in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    #[error(
        "corrections has {count} entries; the limit is {CORRECTIONS_MAX}: to leave out all rows with errors, set \"on_row_errors\" to \
         \"skip\"; otherwise, correct the file itself"
    )]
    TooMany { count: usize },
    #[error("corrections has {bytes} bytes; the limit is {CORRECTIONS_BYTES_MAX}: correct the file itself")]
    TooLarge { bytes: usize },
    #[error(
        "corrections[{index}] names a column that the layout {layout} does not have: use a column that GET /layouts lists"
    )]
    ColumnUnknown { index: usize, layout: &'static str },
    /// A correction names one numbered column, although it would apply to all of them.
    #[error("corrections[{index}] names one column of courses: use {name:?}, which means all of them")]
    ColumnNumbered { index: usize, name: &'static str },
    /// A column number that no header can have, or an empty label without a number.
    #[error("corrections[{index}] needs the number of its column in \"at\", from 1 to {HEADER_COLUMNS_MAX}")]
    ColumnNumber { index: usize },
    /// The row number is 0, is that of the header, or is too large.
    #[error("corrections[{index}] names row {row}: the first row below the header is 2")]
    RowNumber { index: usize, row: u64 },
    #[error("corrections[{index}] needs \"company\": cohorts and courses belong to one company")]
    CompanyMissing { index: usize },
    #[error("corrections[{index}] has \"company\", but its column does not depend on the company: leave it out")]
    CompanyNotUsed { index: usize },
    /// `found` is empty in a correction of courses: empty course cells are not corrected.
    #[error("corrections[{index}] corrects empty cells of courses: name the title that was found")]
    FoundEmpty { index: usize },
    #[error("corrections[{index}] empties a required column: give it a value, or leave the rows out")]
    EmptyRequired { index: usize },
    #[error("corrections[{index}] corrects the same as corrections[{first}]: remove one of them")]
    Repeated { index: usize, first: usize },
}

/// What a correction applies to; no two corrections may have the same target.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Target {
    Column(String, Option<u64>),
    Value(String, Option<String>, String),
    Cell(u64, String),
    Row(u64),
}

/// Checks a list against a layout: its size, each correction, and that no two corrections have the same target.
///
/// # Errors
///
/// The first problem found.
pub fn check(list: &CorrectionList, layout: &Layout) -> Result<(), CorrectionError> {
    let count = list.corrections.len();
    if count > CORRECTIONS_MAX {
        return Err(CorrectionError::TooMany { count });
    }
    let bytes = serde_json::to_vec(list).map_or(0, |json| json.len());
    if bytes > CORRECTIONS_BYTES_MAX {
        return Err(CorrectionError::TooLarge { bytes });
    }
    let mut targets: HashMap<Target, usize> = HashMap::with_capacity(count);
    for (index, correction) in list.corrections.iter().enumerate() {
        let target = check_one(index, correction, layout)?;
        if let Some(first) = targets.insert(target, index) {
            return Err(CorrectionError::Repeated { index, first });
        }
    }
    Ok(())
}

fn check_one(index: usize, correction: &Correction, layout: &Layout) -> Result<Target, CorrectionError> {
    let text = |text: &str| as_read(text).into_owned();
    match correction {
        Correction::Column { label, at, to } => {
            let is_number = at.is_none_or(|at| (1..=HEADER_COLUMNS_MAX as u64).contains(&at));
            if !is_number || (at.is_none() && text(label).is_empty()) {
                return Err(CorrectionError::ColumnNumber { index });
            }
            if let Some(to) = to {
                column(index, to, layout)?;
            }
            Ok(Target::Column(text(label), *at))
        }
        Correction::Value { column: name, company, found, to } => {
            if layout.numbered_name() == Some(name) {
                if company.is_none() {
                    return Err(CorrectionError::CompanyMissing { index });
                }
                if text(found).is_empty() {
                    return Err(CorrectionError::FoundEmpty { index });
                }
            } else {
                let Some(known) = column(index, name, layout)? else {
                    return Err(CorrectionError::ColumnNumbered {
                        index,
                        name: layout.numbered_name().unwrap_or_default(),
                    });
                };
                match (known.field == Field::Cohort, company) {
                    (true, None) => return Err(CorrectionError::CompanyMissing { index }),
                    (false, Some(_)) => return Err(CorrectionError::CompanyNotUsed { index }),
                    (true, Some(_)) | (false, None) => {}
                }
                if known.required && text(to).is_empty() {
                    return Err(CorrectionError::EmptyRequired { index });
                }
            }
            Ok(Target::Value(
                name.clone(),
                company.as_deref().map(|company| clean_name(company).into_owned()),
                compared(found, name, layout),
            ))
        }
        Correction::Cell { row, column: name, found: _, to } => {
            check_row(index, *row)?;
            if column(index, name, layout)?.is_some_and(|known| known.required) && text(to).is_empty() {
                return Err(CorrectionError::EmptyRequired { index });
            }
            Ok(Target::Cell(*row, name.clone()))
        }
        Correction::Row { row, found: _ } => {
            check_row(index, *row)?;
            Ok(Target::Row(*row))
        }
    }
}

/// Returns the column with this label, or `None` for a numbered column.
fn column(index: usize, label: &str, layout: &Layout) -> Result<Option<&'static Column>, CorrectionError> {
    match layout.column_labelled(label) {
        None if !layout.is_numbered(label) => {
            Err(CorrectionError::ColumnUnknown { index, layout: layout.name.as_str() })
        }
        found => Ok(found),
    }
}

fn check_row(index: usize, row: u64) -> Result<(), CorrectionError> {
    if (2..=WHOLE_MAX).contains(&row) { Ok(()) } else { Err(CorrectionError::RowNumber { index, row }) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::layout::LayoutName;

    fn checked(corrections: &serde_json::Value) -> Result<(), String> {
        let list: CorrectionList =
            serde_json::from_value(json!({ "corrections": corrections })).map_err(|e| e.to_string())?;
        check(&list, LayoutName::Enrolment.layout()).map_err(|error| error.to_string())
    }

    macro_rules! refused {
        ($($name:ident: $corrections:expr => $part:expr;)*) => {
            $(#[test] fn $name() {
                let error = checked(&$corrections).err().unwrap_or_default();
                assert!(error.contains($part), "{error:?}");
            })*
        };
    }

    refused! {
        two_spellings_of_one_company_are_refused: json!([
            { "kind": "value", "column": "companyName", "found": "Acme  Ltd", "to": "A" },
            { "kind": "value", "column": "companyName", "found": "Acme\u{a0}Ltd", "to": "B" },
        ]) => "[1] corrects the same as corrections[0]";
        label_for_an_unknown_column_is_refused: json!([{ "kind": "column", "label": "x", "to": "shoe size" }]) => "[0] names a column";
        label_without_to_is_refused: json!([{ "kind": "column", "label": "x" }]) => "missing field `to`";
        empty_label_without_number_is_refused: json!([{ "kind": "column", "label": " ", "to": null }]) => "from 1 to 1000";
        label_at_number_zero_is_refused: json!([{ "kind": "column", "label": "x", "at": 0, "to": null }]) => "from 1 to 1000";
        value_of_an_unknown_column_is_refused: json!([{ "kind": "value", "column": "x", "found": "a", "to": "b" }]) => "[0] names a column";
        value_of_one_course_column_is_refused: json!([{ "kind": "value", "column": "module requested 1", "company": "A", "found": "a", "to": "b" }]) => "\"module requested\"";
        course_without_company_is_refused: json!([{ "kind": "value", "column": "module requested", "found": "a", "to": "b" }]) => "needs \"company\"";
        cohort_without_company_is_refused: json!([{ "kind": "value", "column": "cohortName", "found": "a", "to": "b" }]) => "needs \"company\"";
        language_with_company_is_refused: json!([{ "kind": "value", "column": "languageCode", "company": "A", "found": "a", "to": "b" }]) => "leave it out";
        empty_title_found_is_refused: json!([{ "kind": "value", "column": "module requested", "company": "A", "found": " ", "to": "b" }]) => "empty cells of courses";
        required_value_emptied_is_refused: json!([{ "kind": "value", "column": "languageCode", "found": "a", "to": "\u{a0}" }]) => "required column";
        required_cell_emptied_is_refused: json!([{ "kind": "cell", "row": 2, "column": "email", "found": "a", "to": "" }]) => "required column";
        cell_of_the_header_is_refused: json!([{ "kind": "cell", "row": 1, "column": "email", "found": "a", "to": "b" }]) => "row 1";
        row_zero_is_refused: json!([{ "kind": "row", "row": 0 }]) => "row 0";
        unknown_kind_is_refused: json!([{ "kind": "file" }]) => "unknown variant";
        unknown_member_is_refused: json!([{ "kind": "row", "row": 2, "to": "x" }]) => "unknown field";
        same_row_twice_is_refused: json!([{ "kind": "row", "row": 2 }, { "kind": "row", "row": 2, "found": "x" }]) => "[1] corrects the same as corrections[0]";
        same_label_twice_is_refused: json!([{ "kind": "column", "label": "x", "to": null }, { "kind": "column", "label": " x", "to": "email" }]) => "[1] corrects the same";
        same_cell_twice_is_refused: json!([{ "kind": "cell", "row": 2, "column": "email", "found": "a", "to": "b" }, { "kind": "cell", "row": 2, "column": "email", "found": "c", "to": "d" }]) => "[1] corrects the same";
        same_value_twice_is_refused: json!([
            { "kind": "value", "column": "cohortName", "company": "A", "found": "Jose\u{301}", "to": "b" },
            { "kind": "value", "column": "cohortName", "company": "A", "found": "\u{200b}José ", "to": "c" },
        ]) => "[1] corrects the same";
    }

    #[test]
    fn list_with_every_kind_is_accepted() {
        let list = json!([
            { "kind": "column", "label": "companyname", "to": "companyName" },
            { "kind": "column", "label": "", "at": 4, "to": "module requested 3" },
            { "kind": "column", "label": "x", "to": null },
            { "kind": "value", "column": "module requested", "company": "A", "found": "a", "to": "" },
            { "kind": "value", "column": "module requested", "company": "B", "found": "a", "to": "b" },
            { "kind": "value", "column": "languageCode", "found": "", "to": "en" },
            { "kind": "cell", "row": 2, "column": "module requested 2", "found": "a", "to": "" },
            { "kind": "row", "row": 2, "found": "x@example.org" },
        ]);
        assert_eq!(checked(&list), Ok(()));
    }

    #[test]
    fn list_beyond_a_limit_is_refused() {
        let row = |row: usize| Correction::Row { row: row as u64 + 2, found: None };
        let layout = LayoutName::Learners.layout();
        let many = CorrectionList { corrections: (0..=CORRECTIONS_MAX).map(row).collect() };
        let error = CorrectionError::TooMany { count: CORRECTIONS_MAX + 1 };
        assert!(error.to_string().contains("set \"on_row_errors\" to \"skip\""), "the remedy: {error}");
        assert_eq!(check(&many, layout), Err(error));
        let as_many = CorrectionList { corrections: (0..CORRECTIONS_MAX).map(row).collect() };
        assert_eq!(check(&as_many, layout), Ok(()));
        let of_size = |bytes: usize| {
            let list = |found: String| {
                let corrections = vec![Correction::Row { row: 2, found: Some(found) }];
                CorrectionList { corrections }
            };
            let rest = serde_json::to_vec(&list(String::new())).unwrap().len();
            list("x".repeat(bytes - rest))
        };
        assert_eq!(check(&of_size(1_048_576), layout), Ok(()));
        assert_eq!(check(&of_size(1_048_577), layout), Err(CorrectionError::TooLarge { bytes: 1_048_577 }));
    }
}
