//! The catalogue of problem codes.

use serde::{Deserialize, Serialize};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row, or the file, is not imported as it stands.
    Error,
    /// The row is imported; the admin should look at it.
    Warning,
}

/// What is wrong, as a program reads it: stable, kebab-case when written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    // Of the file: each refuses the whole import.
    /// Nothing but blank lines.
    FileEmpty,
    /// More bytes than an import takes.
    FileTooLarge,
    /// A workbook, an archive, a PDF or a page under the name of a CSV.
    FileNotCsv,
    /// Bytes that are no text in the encoding.
    FileEncoding,
    /// A header and nothing below it.
    FileNoRows,
    /// More rows than the layout takes.
    FileTooManyRows,
    /// A quote that never closes.
    FileQuoteUnclosed,
    /// The object was replaced or deleted before it was read.
    FileChanged,
    /// No label of the first row is known.
    HeaderMissing,
    /// More columns than a header may have.
    HeaderTooManyColumns,
    /// A required column is absent.
    HeaderColumnMissing,
    /// A column that the layout does not know.
    HeaderColumnUnknown,
    /// The same label twice.
    HeaderColumnDuplicate,
    /// A title that matches no course of the row's company.
    CourseUnmatched,
    /// A title that folds onto two courses.
    CourseAmbiguous,
    /// Every line is one quoted cell.
    FileNotSplit,
    /// The header has another delimiter than the rows.
    FileDelimiterMixed,
    /// The labels are those of the other layout.
    LayoutMismatch,
    /// A column with cells and no label, left of a labelled one.
    HeaderColumnMissingLabel,
    /// An option with a value that it does not take.
    OptionInvalid,
    // Of a row: the row fails, or the import is rejected, by the options.
    /// More cells with data than the header has columns.
    RowTooManyCells,
    /// A row of more bytes than a row may have.
    RowTooLong,
    /// A control character in a cell.
    CellControlCharacter,
    /// A line break where none is allowed.
    CellLineBreak,
    /// A cell longer than its column takes.
    CellTooLong,
    /// `enabled` is neither yes nor no.
    EnabledInvalid,
    /// The first name is empty.
    NameMissing,
    /// The first name is too long.
    NameTooLong,
    /// The first name holds a symbol.
    NameInvalid,
    /// The last name is empty.
    LastNameMissing,
    /// The last name is too long.
    LastNameTooLong,
    /// The last name holds a symbol.
    LastNameInvalid,
    /// The address is empty.
    EmailMissing,
    /// Not an address that a mail can be sent to.
    EmailInvalid,
    /// The address stands on an earlier row.
    EmailDuplicate,
    /// The user is already there, and the layout only adds.
    UserExists,
    /// The row would disable the admin who runs the import.
    SelfDisable,
    /// The company is empty.
    CompanyMissing,
    /// No company has this name.
    CompanyUnmatched,
    /// The company has no cohort of this name.
    CohortUnmatched,
    /// The language is empty.
    LanguageMissing,
    /// Not a language code.
    LanguageInvalid,
    /// Not a country code.
    CountryInvalid,
    /// The identifier holds a symbol.
    IdentifierInvalid,
    /// The identifier stands on an earlier row.
    IdentifierDuplicate,
    /// A spreadsheet has replaced the digits.
    SpreadsheetDamage,
    /// The user or the catalog changed between preview and confirm.
    ChangedSincePreview,
    // Warnings: the row is imported.
    /// The encoding was found out, not declared.
    FileEncodingAssumed,
    /// The delimiter was found out by counting.
    FileDelimiterAssumed,
    /// Text that was decoded once too often.
    FileMojibake,
    /// A column that is not imported.
    ColumnIgnored,
    /// The same row again.
    RowDuplicateIdentical,
    /// The same course twice in one row.
    CourseRepeated,
    /// The language code was rewritten in its usual form.
    LanguageCanonicalised,
    /// The address looks like a slip of the pen.
    EmailSuspicious,
    /// A quote that was read leniently.
    QuoteLenient,
    /// Rows with another number of cells than the header.
    RowRagged,
    /// The header again further down.
    HeaderRepeated,
}

impl Code {
    /// Every code: of files, of rows, warnings.
    pub const ALL: [Self; 58] = [
        Self::FileEmpty,
        Self::FileTooLarge,
        Self::FileNotCsv,
        Self::FileEncoding,
        Self::FileNoRows,
        Self::FileTooManyRows,
        Self::FileQuoteUnclosed,
        Self::FileChanged,
        Self::HeaderMissing,
        Self::HeaderTooManyColumns,
        Self::HeaderColumnMissing,
        Self::HeaderColumnUnknown,
        Self::HeaderColumnDuplicate,
        Self::CourseUnmatched,
        Self::CourseAmbiguous,
        Self::FileNotSplit,
        Self::FileDelimiterMixed,
        Self::LayoutMismatch,
        Self::HeaderColumnMissingLabel,
        Self::OptionInvalid,
        Self::RowTooManyCells,
        Self::RowTooLong,
        Self::CellControlCharacter,
        Self::CellLineBreak,
        Self::CellTooLong,
        Self::EnabledInvalid,
        Self::NameMissing,
        Self::NameTooLong,
        Self::NameInvalid,
        Self::LastNameMissing,
        Self::LastNameTooLong,
        Self::LastNameInvalid,
        Self::EmailMissing,
        Self::EmailInvalid,
        Self::EmailDuplicate,
        Self::UserExists,
        Self::SelfDisable,
        Self::CompanyMissing,
        Self::CompanyUnmatched,
        Self::CohortUnmatched,
        Self::LanguageMissing,
        Self::LanguageInvalid,
        Self::CountryInvalid,
        Self::IdentifierInvalid,
        Self::IdentifierDuplicate,
        Self::SpreadsheetDamage,
        Self::ChangedSincePreview,
        Self::FileEncodingAssumed,
        Self::FileDelimiterAssumed,
        Self::FileMojibake,
        Self::ColumnIgnored,
        Self::RowDuplicateIdentical,
        Self::CourseRepeated,
        Self::LanguageCanonicalised,
        Self::EmailSuspicious,
        Self::QuoteLenient,
        Self::RowRagged,
        Self::HeaderRepeated,
    ];

    /// The code as written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileEmpty => "file-empty",
            Self::FileTooLarge => "file-too-large",
            Self::FileNotCsv => "file-not-csv",
            Self::FileEncoding => "file-encoding",
            Self::FileNoRows => "file-no-rows",
            Self::FileTooManyRows => "file-too-many-rows",
            Self::FileQuoteUnclosed => "file-quote-unclosed",
            Self::FileChanged => "file-changed",
            Self::HeaderMissing => "header-missing",
            Self::HeaderTooManyColumns => "header-too-many-columns",
            Self::HeaderColumnMissing => "header-column-missing",
            Self::HeaderColumnUnknown => "header-column-unknown",
            Self::HeaderColumnDuplicate => "header-column-duplicate",
            Self::CourseUnmatched => "course-unmatched",
            Self::CourseAmbiguous => "course-ambiguous",
            Self::FileNotSplit => "file-not-split",
            Self::FileDelimiterMixed => "file-delimiter-mixed",
            Self::LayoutMismatch => "layout-mismatch",
            Self::HeaderColumnMissingLabel => "header-column-missing-label",
            Self::OptionInvalid => "option-invalid",
            Self::RowTooManyCells => "row-too-many-cells",
            Self::RowTooLong => "row-too-long",
            Self::CellControlCharacter => "cell-control-character",
            Self::CellLineBreak => "cell-line-break",
            Self::CellTooLong => "cell-too-long",
            Self::EnabledInvalid => "enabled-invalid",
            Self::NameMissing => "name-missing",
            Self::NameTooLong => "name-too-long",
            Self::NameInvalid => "name-invalid",
            Self::LastNameMissing => "last-name-missing",
            Self::LastNameTooLong => "last-name-too-long",
            Self::LastNameInvalid => "last-name-invalid",
            Self::EmailMissing => "email-missing",
            Self::EmailInvalid => "email-invalid",
            Self::EmailDuplicate => "email-duplicate",
            Self::UserExists => "user-exists",
            Self::SelfDisable => "self-disable",
            Self::CompanyMissing => "company-missing",
            Self::CompanyUnmatched => "company-unmatched",
            Self::CohortUnmatched => "cohort-unmatched",
            Self::LanguageMissing => "language-missing",
            Self::LanguageInvalid => "language-invalid",
            Self::CountryInvalid => "country-invalid",
            Self::IdentifierInvalid => "identifier-invalid",
            Self::IdentifierDuplicate => "identifier-duplicate",
            Self::SpreadsheetDamage => "spreadsheet-damage",
            Self::ChangedSincePreview => "changed-since-preview",
            Self::FileEncodingAssumed => "file-encoding-assumed",
            Self::FileDelimiterAssumed => "file-delimiter-assumed",
            Self::FileMojibake => "file-mojibake",
            Self::ColumnIgnored => "column-ignored",
            Self::RowDuplicateIdentical => "row-duplicate-identical",
            Self::CourseRepeated => "course-repeated",
            Self::LanguageCanonicalised => "language-canonicalised",
            Self::EmailSuspicious => "email-suspicious",
            Self::QuoteLenient => "quote-lenient",
            Self::RowRagged => "row-ragged",
            Self::HeaderRepeated => "header-repeated",
        }
    }

    /// Warnings let the row in; every other code is an error.
    pub fn severity(self) -> Severity {
        if self >= Self::FileEncodingAssumed { Severity::Warning } else { Severity::Error }
    }

    /// Whether the code speaks of the whole file, so that it refuses the import whatever the options say.
    pub fn is_of_file(self) -> bool {
        self <= Self::OptionInvalid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_written_and_parsed_is_the_same() -> Result<(), serde_json::Error> {
        for code in Code::ALL {
            let json = serde_json::to_string(&code)?;
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert_eq!(serde_json::from_str::<Code>(&json)?, code);
        }
        Ok(())
    }

    #[test]
    fn code_ranges_divide_files_rows_and_warnings() {
        assert!(Code::OptionInvalid.is_of_file() && !Code::RowTooManyCells.is_of_file());
        assert_eq!(Code::ChangedSincePreview.severity(), Severity::Error);
        assert_eq!(Code::QuoteLenient.severity(), Severity::Warning);
        assert_eq!(Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).count(), 11);
    }
}
