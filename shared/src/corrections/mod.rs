//! Corrections: changes that an admin makes to the contents of a file without editing it.
//!
//! The uploaded object never changes. A [`Corrector`] applies a list of corrections while the file is read, after decoding and before the
//! rules:
//!
//! ```text
//! record ──► Corrector ──► record as corrected ──► rules, planner, corrections file
//!                │
//!                └── rows left out; mismatches of `found`; corrections without a match
//! ```
//!
//! Label corrections are applied first, then rows are left out, then cells are corrected. A correction of a cell takes precedence over a
//! correction of the value in it. The company is corrected before the cohort and the courses because their corrections apply to one company
//! only. The result of a correction is not corrected again.

mod check;
mod corrector;
mod findings;
mod index;
mod safe;

pub use self::{
    check::{CorrectionError, check},
    corrector::{CompanyNames, Corrected, CorrectedHeader, CorrectionResult, Corrector},
    findings::{Collected, CourseLeftOut, FINDINGS_MAX, Finding, FindingCollector, FindingView},
    safe::is_safe,
};

use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use crate::json_integer;

pub const CORRECTIONS_MAX: usize = 5_000;
/// Maximum size of a list of corrections, in bytes of JSON.
pub const CORRECTIONS_BYTES_MAX: usize = 1024 * 1024;
/// Maximum number of imports in a chain in which each corrects the previous one.
pub const CHAIN_MAX: u32 = 50;

/// One correction. The page *Fixing a file* of the manual lists the fields of each kind.
///
/// `found` is the text in the file or the text that a problem quotes. It is compared in Normalization Form C, ignoring outer white space and
/// invisible characters. In companies and cohorts, white space is also folded; in free text, a tab equals a space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields, expecting = "a correction with its kind")]
pub enum Correction {
    /// The column with this label is read as a layout column, or ignored.
    Column {
        /// The label in the file; may be empty.
        label: String,
        /// Number of the column, from 1; required if the label is empty or occurs more than once.
        #[serde(default, deserialize_with = "json_integer::read_optional", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 9_007_199_254_740_991_u64)))]
        at: Option<u64>,
        /// Label of the layout's column; `null` to ignore the column in the file.
        #[serde(deserialize_with = "read_present")]
        #[cfg_attr(feature = "schema", schemars(required, extend("type" = ["string", "null"])))]
        to: Option<String>,
    },
    /// In a column, every cell equal to `found` is replaced with `to`.
    Value {
        /// Label of the layout's column; `module requested` for all course columns.
        column: String,
        /// Name of the company in the catalog. Required for cohort and course columns, not allowed for others.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        company: Option<String>,
        /// The cell in the file.
        found: String,
        /// The replacement.
        to: String,
    },
    /// One cell is replaced with `to`.
    Cell {
        /// Row number, as in a spreadsheet.
        #[serde(deserialize_with = "json_integer::read")]
        #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 9_007_199_254_740_991_u64)))]
        row: u64,
        /// Label of the column.
        column: String,
        /// The cell in the file. If it is different, the row has the error `correction-mismatch`.
        found: String,
        /// The replacement.
        to: String,
    },
    /// A row is left out.
    Row {
        /// Row number, as in a spreadsheet.
        #[serde(deserialize_with = "json_integer::read")]
        #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 9_007_199_254_740_991_u64)))]
        row: u64,
        /// The row's e-mail cell in the file. If it is different, the row has the error `correction-mismatch`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<String>,
    },
}

/// Reads a member that may be `null` but must be present.
fn read_present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

/// The corrections of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Corrections"))]
#[serde(deny_unknown_fields)]
pub struct CorrectionList {
    /// At most 5,000 corrections and 1 MiB.
    pub corrections: Vec<Correction>,
}

impl CorrectionList {
    /// Returns the companies named in cohort and course corrections.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.corrections.iter().filter_map(|correction| match correction {
            Correction::Value { company, .. } => company.as_deref(),
            Correction::Column { .. } | Correction::Cell { .. } | Correction::Row { .. } => None,
        })
    }

    /// Returns the list in its stored form, with its digest; an empty list has no digest.
    ///
    /// # Errors
    ///
    /// If the list cannot be serialized; a list that was read from JSON always can be.
    pub fn to_stored(&self) -> Result<(Vec<u8>, Option<CorrectionDigest>), serde_json::Error> {
        let bytes = serde_json::to_vec(self)?;
        let digest =
            CorrectionDigest { count: self.corrections.len() as u64, sha256: hex::encode(Sha256::digest(&bytes)) };
        Ok((bytes, (!self.corrections.is_empty()).then_some(digest)))
    }
}

/// What an import records about its corrections; the list itself is an object among the import's results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionDigest {
    /// At least 1.
    pub count: u64,
    /// SHA-256 of the stored list, in hexadecimal.
    pub sha256: String,
}

impl CorrectionDigest {
    /// Returns `true` if these bytes are the stored list.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.sha256 == hex::encode(Sha256::digest(bytes))
    }
}

/// A corrected cell in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "AppliedCorrection"))]
pub struct CorrectedCell {
    /// Label of the column.
    pub column: String,
    /// The cell in the file.
    pub found: String,
    /// The replacement.
    pub to: String,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn companies_are_those_of_cohort_and_course_corrections() {
        let corrections = json!([
            { "kind": "column", "label": "x", "to": null },
            { "kind": "value", "column": "cohortName", "company": "Acme", "found": "a", "to": "b" },
            { "kind": "value", "column": "languageCode", "found": "a", "to": "en" },
            { "kind": "value", "column": "module requested", "company": "Globex", "found": "a", "to": "b" },
            { "kind": "row", "row": 2 },
        ]);
        let list = CorrectionList { corrections: serde_json::from_value(corrections).unwrap() };
        assert_eq!(list.companies().collect::<Vec<_>>(), ["Acme", "Globex"]);
    }

    #[test]
    fn stored_list_is_read_again_and_recognized_by_its_digest() {
        let row = |row: u64| Correction::Row { row, found: None };
        let list = CorrectionList { corrections: vec![row(2), row(3)] };
        let (stored, digest) = list.to_stored().unwrap();
        assert_eq!(serde_json::from_slice::<CorrectionList>(&stored).unwrap(), list);
        let digest = digest.unwrap();
        assert_eq!(digest.count, 2);
        assert!(digest.is_of(&stored) && !digest.is_of(b"{}"));
        let (stored, digest) = CorrectionList::default().to_stored().unwrap();
        assert_eq!((stored.as_slice(), digest), (&b"{\"corrections\":[]}"[..], None));
    }
}
