//! Special cases of problem codes.

use crate::named::named_enum;

named_enum! {
    /// A special case of a code with its own remedy.
    pub enum Hint {
        /// `limit` and `count` are in bytes rather than in the code's usual unit.
        InBytes = "in-bytes",
        /// The file name, in `found`, does not have an accepted extension; `expected` lists the extensions if there are several.
        WrongSuffix = "wrong-suffix",
        /// The file is refused, although the code is otherwise a warning: no one will see a preview, people on other sheets would count as
        /// absent, or a further header differs from the first one.
        Refused = "refused",
        /// A later line looks like the header; `count` is that line.
        HeaderFurtherDown = "header-further-down",
        /// The column has cells but no label; `column` is its letter.
        NoLabel = "no-label",
        /// The option is valid, but not in this layout.
        NotInLayout = "not-in-layout",
        /// The file's feed sets the option or the layout.
        SetByFeed = "set-by-feed",
        /// The file is in the folder of all feeds instead of the folder of one of them.
        NoFolder = "no-folder",
        /// Two rows for the same user differ only in their courses.
        OnlyCoursesDiffer = "only-courses-differ",
        /// The value is in the wrong case.
        WrongCase = "wrong-case",
        /// A spreadsheet rewrote a number in scientific notation.
        ScientificNotation = "scientific-notation",
        /// A spreadsheet wrote an error value.
        SpreadsheetError = "spreadsheet-error",
        /// The file is a workbook, so the remedies for CSV files do not apply.
        Workbook = "workbook",
        /// The file is a workbook, and is refused although the code is otherwise a warning.
        RefusedWorkbook = "refused-workbook",
        /// The visible sheets contain no list, but the workbook also has hidden sheets.
        HiddenSheets = "hidden-sheets",
        /// A workbook cell contains a date, or a spreadsheet program turned an identifier into one.
        DateCell = "date-cell",
        /// A workbook cell contains a value or a label that the sheet may show in another form: spreadsheet programs differ in the format
        /// of a cell without a format of its own.
        FormattedNumber = "formatted-number",
        /// A workbook cell contains a formula without its result.
        FormulaWithoutResult = "formula-without-result",
        /// A workbook cell is covered by a merged cell.
        MergedCell = "merged-cell",
        /// The limit is a number of rows.
        Rows = "rows",
        /// The user was created, changed or removed after the preview.
        UserChanged = "user-changed",
        /// The company, the cohort or a course was changed or removed after the preview.
        CatalogChanged = "catalog-changed",
        /// The company, the cohort or a course was removed before a failed import was retried.
        CatalogRemoved = "catalog-removed",
        /// A quote is in an unusual place, and cells have probably shifted: the row does not have as many cells as the header, or a formula
        /// was split.
        MisplacedQuote = "misplaced-quote",
        /// A quote is in an unusual place, and a quoted cell begins or ends with a delimiter: two cells may have been read as one.
        JoinedCells = "joined-cells",
        /// The row looks like a footer or a separator; `found` is its text.
        NotAPerson = "not-a-person",
        /// More than `limit` titles do not match exactly one course; `count` is the number of cells with titles beyond that limit.
        FurtherTitles = "further-titles",
        /// More than one address in a cell.
        SeveralAddresses = "several-addresses",
        /// The part before the `@` contains a non-ASCII character; e-mails cannot be sent to such an address.
        NonAsciiLocalPart = "non-ascii-local-part",
        /// HTML entities in place of characters.
        HtmlEntities = "html-entities",
        /// Apostrophes around the text, used as quotation marks.
        Quoted = "quoted",
        /// An apostrophe that prevents text from being evaluated as a formula.
        Guarded = "guarded",
        /// Invisible characters inside the text.
        Invisible = "invisible",
        /// A formula in place of the text that it shows.
        Formula = "formula",
        /// A notation for a missing value, such as `NULL`.
        NoValue = "no-value",
        /// A question mark in place of a letter that a program could not write.
        LostLetter = "lost-letter",
        /// More than one course title in a cell; `expected` contains the columns for them.
        SeveralTitles = "several-titles",
        /// A text that is the title of a course, in a row with fewer cells than the header.
        CourseTitle = "course-title",
        /// The row ends before the column; `count` is its number of cells, `limit` that of the columns. Without `count`, several rows do.
        ShortRow = "short-row",
        /// Corrections leave out all rows.
        LeftOut = "left-out",
        /// The label of a correction occurs in several columns, and the correction does not say which of them is meant.
        SeveralColumns = "several-columns",
    }
}
