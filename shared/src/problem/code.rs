//! The table of problem codes, which declares the name, severity and level of each code.

use crate::named::named_enum;

named_enum! {
    /// How severe a problem is.
    pub enum Severity {
        /// The row or file is not imported.
        Error = "error",
        /// The row is imported, but the admin should check it.
        Warning = "warning",
    }
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The whole file, or the same value in many rows.
    File,
    /// One row.
    Row,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $severity:ident, $level:ident;)+) => {
        named_enum! {
            /// Machine-readable problem code. Names are kebab-case and never change.
            #[derive(Hash)]
            #[cfg_attr(feature = "schema", schemars(rename = "FileProblemCode"))]
            pub enum Code {
                $($(#[$doc])* $code = $name,)+
            }
        }

        impl Code {
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$code => Severity::$severity,)+
                }
            }

            pub const fn level(self) -> Level {
                match self {
                    $(Self::$code => Level::$level,)+
                }
            }
        }
    };
}

codes! {
    // File errors: the import is rejected.
    /// The file is empty or contains only blank lines.
    FileEmpty = "file-empty", Error, File;
    /// The file exceeds the size limit.
    FileTooLarge = "file-too-large", Error, File;
    /// Another type of file, such as a PDF or a web page, or a file name without an accepted extension.
    FileNotCsv = "file-not-csv", Error, File;
    /// Bytes that are invalid in the encoding, or an encoding that is unsupported or cannot be detected.
    FileEncoding = "file-encoding", Error, File;
    /// A header without rows, or whose rows are all left out by corrections.
    FileNoRows = "file-no-rows", Error, File;
    /// More rows than the layout allows.
    FileTooManyRows = "file-too-many-rows", Error, File;
    /// A quote that is never closed.
    FileQuoteUnclosed = "file-quote-unclosed", Error, File;
    /// The file was replaced or deleted before it was read.
    FileChanged = "file-changed", Error, File;
    /// The first non-blank row contains no known label.
    HeaderMissing = "header-missing", Error, File;
    /// More columns than a header may have.
    HeaderTooManyColumns = "header-too-many-columns", Error, File;
    /// A required column is absent.
    HeaderColumnMissing = "header-column-missing", Error, File;
    /// A column that is not in the layout.
    HeaderColumnUnknown = "header-column-unknown", Error, File;
    /// A label that occurs more than once.
    HeaderColumnDuplicate = "header-column-duplicate", Error, File;
    /// A title that does not match any course in the row's company.
    CourseUnmatched = "course-unmatched", Error, File;
    /// A title that several courses share, either exactly or ignoring case, dashes, quotes and white space.
    CourseAmbiguous = "course-ambiguous", Error, File;
    /// The header is one cell that contains several labels, usually because each line is in quotes.
    FileNotSplit = "file-not-split", Error, File;
    /// The header has a different delimiter from the rows.
    FileDelimiterMixed = "file-delimiter-mixed", Error, File;
    /// The labels are those of the other layout.
    LayoutMismatch = "layout-mismatch", Error, File;
    /// A column with cells but no label, to the left of a labelled column.
    HeaderColumnMissingLabel = "header-column-missing-label", Error, File;
    /// The results of the import to be undone are no longer retained.
    ResultsGone = "results-gone", Error, File;
    /// No feed has this name.
    FeedUnknown = "feed-unknown", Error, File;
    /// A newer file from the feed has already been imported.
    FeedOutOfDate = "feed-out-of-date", Error, File;
    /// An option, or a value of an option, that is not accepted.
    OptionInvalid = "option-invalid", Error, File;
    /// A workbook that exceeds a limit on size, rows or unpacked bytes.
    WorkbookTooLarge = "workbook-too-large", Error, File;
    /// Several visible sheets in a workbook have a known header.
    WorkbookSeveralSheets = "workbook-several-sheets", Error, File;
    // Row errors: the row fails, or the import is rejected, depending on the options.
    /// More cells with data than the header has columns, or cells that have probably shifted because of a misplaced quote.
    RowTooManyCells = "row-too-many-cells", Error, Row;
    /// A row that exceeds the limit in bytes.
    RowTooLong = "row-too-long", Error, Row;
    /// A control character, or U+FFFD, in a cell.
    CellControlCharacter = "cell-control-character", Error, Row;
    /// A line break where none is allowed.
    CellLineBreak = "cell-line-break", Error, Row;
    /// A cell that is too long for its column, or for any column.
    CellTooLong = "cell-too-long", Error, Row;
    /// The `enabled` cell means neither yes nor no.
    EnabledInvalid = "enabled-invalid", Error, Row;
    /// The first name is empty.
    NameMissing = "name-missing", Error, Row;
    /// The first name is too long.
    NameTooLong = "name-too-long", Error, Row;
    /// The first name contains a symbol.
    NameInvalid = "name-invalid", Error, Row;
    /// The last name is empty.
    LastNameMissing = "last-name-missing", Error, Row;
    /// The last name is too long.
    LastNameTooLong = "last-name-too-long", Error, Row;
    /// The last name contains a symbol.
    LastNameInvalid = "last-name-invalid", Error, Row;
    /// The address is empty.
    EmailMissing = "email-missing", Error, Row;
    /// The address is not a valid e-mail address.
    EmailInvalid = "email-invalid", Error, Row;
    /// An earlier row has the same address.
    EmailDuplicate = "email-duplicate", Error, Row;
    /// The user exists, but the layout only adds users.
    UserExists = "user-exists", Error, Row;
    /// The row would disable the admin who started the import.
    SelfDisable = "self-disable", Error, Row;
    /// The company is empty.
    CompanyMissing = "company-missing", Error, Row;
    /// No company has this name.
    CompanyUnmatched = "company-unmatched", Error, Row;
    /// The company has no cohort with this name.
    CohortUnmatched = "cohort-unmatched", Error, Row;
    /// The language is empty.
    LanguageMissing = "language-missing", Error, Row;
    /// The language is not a valid language code.
    LanguageInvalid = "language-invalid", Error, Row;
    /// The country is not a valid country code.
    CountryInvalid = "country-invalid", Error, Row;
    /// The identifier contains a symbol.
    IdentifierInvalid = "identifier-invalid", Error, Row;
    /// An earlier row has the same identifier.
    IdentifierDuplicate = "identifier-duplicate", Error, Row;
    /// The cell does not contain its original text, for example because a spreadsheet program replaced digits.
    SpreadsheetDamage = "spreadsheet-damage", Error, Row;
    /// The user would exceed the maximum number of courses.
    CoursesTooMany = "courses-too-many", Error, Row;
    /// The user or the catalog changed after the preview.
    ChangedSincePreview = "changed-since-preview", Error, Row;
    /// A correction whose `found` differs from the file.
    CorrectionMismatch = "correction-mismatch", Error, Row;
    // Warnings: the rows are imported.
    /// The encoding was detected, not declared.
    FileEncodingAssumed = "file-encoding-assumed", Warning, File;
    /// The delimiter, which is not a comma, was detected by counting.
    FileDelimiterAssumed = "file-delimiter-assumed", Warning, File;
    /// Text that was decoded twice.
    FileMojibake = "file-mojibake", Warning, File;
    /// Rows or columns in a workbook are hidden.
    WorkbookHiddenRows = "workbook-hidden-rows", Warning, File;
    /// Other visible sheets in the workbook contain e-mail addresses.
    WorkbookSheetsIgnored = "workbook-sheets-ignored", Warning, File;
    /// A column that is not imported.
    ColumnIgnored = "column-ignored", Warning, File;
    /// The row repeats an earlier one.
    RowDuplicateIdentical = "row-duplicate-identical", Warning, Row;
    /// The same course twice in one row.
    CourseRepeated = "course-repeated", Warning, Row;
    /// The language code was rewritten in canonical form.
    LanguageCanonicalised = "language-canonicalised", Warning, Row;
    /// The address probably contains a typing error.
    EmailSuspicious = "email-suspicious", Warning, Row;
    /// A misplaced quote that was tolerated.
    QuoteLenient = "quote-lenient", Warning, Row;
    /// Rows with a different number of cells from the header.
    RowRagged = "row-ragged", Warning, File;
    /// A later row repeats the header.
    HeaderRepeated = "header-repeated", Warning, File;
    /// A correction that matches nothing.
    CorrectionUnused = "correction-unused", Warning, File;
    /// A name that matched an alias.
    AliasUsed = "alias-used", Warning, File;
    /// Cells that were exported as formulas consisting of a single string.
    SpreadsheetFormulaText = "spreadsheet-formula-text", Warning, File;
    /// Text that is probably not what the spreadsheet showed.
    CellSuspicious = "cell-suspicious", Warning, Row;
    /// A language code that was probably meant as a country code.
    LanguageSuspicious = "language-suspicious", Warning, File;
    /// Another user has the identifier.
    IdentifierTaken = "identifier-taken", Warning, Row;
    /// Rows for users who belong to another feed. The users stay unchanged.
    FeedOther = "feed-other", Warning, File;
    /// Rows that would enable users whom no feed has disabled. The users stay disabled.
    EnabledKept = "enabled-kept", Warning, File;
    /// The file of a feed is a corrections file. No one counts as absent from it.
    FeedCorrectionsFile = "feed-corrections-file", Warning, File;
}

impl Code {
    /// Returns `true` for a file-level error: the whole import is rejected, whatever the options.
    pub const fn refuses_file(self) -> bool {
        matches!((self.severity(), self.level()), (Severity::Error, Level::File))
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
            assert_eq!(Code::parse(code.as_str()), Some(code));
        }
        Ok(())
    }

    #[test]
    fn code_table_divides_files_rows_and_warnings() {
        assert!(Code::OptionInvalid.refuses_file() && !Code::RowTooManyCells.refuses_file());
        assert!(!Code::ColumnIgnored.refuses_file());
        assert_eq!(Code::ChangedSincePreview.severity(), Severity::Error);
        assert_eq!(Code::QuoteLenient.severity(), Severity::Warning);
        assert_eq!(Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).count(), 22);
        assert_eq!(Code::ALL.iter().filter(|code| code.refuses_file()).count(), 25);
    }
}
