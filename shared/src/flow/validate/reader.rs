//! Decodes records, reads the header, and collects the rows below it in batches.

use super::{batch::Batch, quoted_lines::QuotedLines};
use crate::{
    corrections::{CorrectedHeader, CorrectionResult, Corrector},
    decode::{Decoder, Dialect, Encoding, ROW_BYTES_MAX, Record, detect::Utf8Check},
    export::FixWriter,
    feed::Missing,
    header::{
        HEADER_SEARCHED, Header, Target, is_fix_file_header, looks_like_header, read_corrected_header, read_header,
    },
    import::{Import, Progress},
    layout::{FILE_BYTES_MAX, Field, Layout},
    plan::{KeyedHasher, Planner, Read, mark_damage},
    problem::{Code, Hint, Language, Problem, Severity},
    rules::clean,
    settings::Defaults,
    workbook::{Hidden, column_letters},
};

/// Minimum number of words decoded twice for a file to be refused, unless its encoding was specified or someone reviews its rows.
const MOJIBAKE_WORDS: u64 = 2;
/// Maximum number of cells that the warning about an assumed encoding shows.
const WORDS_MAX: usize = 3;

/// What the caller must do next.
pub(super) enum Event {
    /// Add bytes: all available records were processed.
    NeedsBytes,
    /// Begin the corrections file: the header was read.
    Header(Box<FixWriter>),
    /// Plan the batch.
    BatchFull,
    /// Stop: a problem ended reading. Earlier rows are in the batch.
    Ended(Box<Problem>),
    /// Stop: the header was refused.
    Refused,
}

/// The result of reading a file, apart from its rows.
pub(super) struct ReadResult {
    /// File problems, errors first.
    pub(super) problems: Vec<Problem>,
    pub(super) progress: Progress,
    /// Whether every row was read.
    pub(super) is_complete: bool,
    /// The labels in the file that name columns in the layout.
    pub(super) labels: Vec<String>,
}

pub(super) struct Reader {
    decoder: Decoder,
    /// Whether no more bytes follow.
    is_finished: bool,
    chunk_rows: usize,
    language: Language,
    size_bytes: u64,
    dialect: Option<Dialect>,
    /// The encoding that the options specify.
    specified: Option<Encoding>,
    /// Whether a person reviews the rows before they are written.
    is_previewed: bool,
    /// Whether people who are absent from the file are disabled.
    disables_absent: bool,
    sheet: Sheet,
}

impl Reader {
    /// `hasher` derives user keys; `detected` is the encoding to use if the options specify none.
    pub(super) fn new(
        import: &Import,
        defaults: &Defaults,
        hasher: KeyedHasher,
        detected: Option<Encoding>,
        corrector: Option<Corrector>,
    ) -> Self {
        let options = import.options();
        let layout = options.layout.layout();
        let specified = options.encoding.as_deref().and_then(Encoding::named);
        let known = specified.or(detected);
        Self {
            decoder: Decoder::new(layout).encoded(known).accept_workbooks(defaults.accepts_workbooks),
            is_finished: false,
            chunk_rows: defaults.chunk_rows,
            language: import.language(),
            size_bytes: import.file().size_bytes,
            dialect: None,
            is_previewed: options.is_previewed(),
            disables_absent: import.feed().is_some_and(|file| file.missing == Missing::Disable),
            specified,
            sheet: Sheet {
                layout,
                utf8_check: known.is_none().then(|| Utf8Check::new(layout)),
                rows_max: defaults.rows_max.of(options.layout),
                hasher,
                corrector: corrector.map(Box::new),
                correction_source: if import.has_corrections_of_feed() {
                    CorrectionSource::Feed
                } else {
                    CorrectionSource::Import
                },
                position: Position::Top,
                quoted_lines: QuotedLines::default(),
                batch: Batch::default(),
                progress: Progress::default(),
                problems: Vec::new(),
                labels: Vec::new(),
                words: Vec::new(),
                needs_words: false,
                is_any_left_out: false,
            },
        }
    }

    /// Passes bytes from the file to the decoder and counts them.
    ///
    /// # Errors
    ///
    /// [`Code::FileTooLarge`] if the file exceeds the size limit.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Box<Problem>> {
        self.sheet.progress.bytes_read += bytes.len() as u64;
        if self.sheet.progress.bytes_read > FILE_BYTES_MAX {
            return Err(Box::new(Problem::new(Code::FileTooLarge).limit(FILE_BYTES_MAX, self.size_bytes)));
        }
        self.decoder.push(bytes);
        Ok(())
    }

    pub(super) fn finish_stream(&mut self) {
        self.is_finished = true;
        self.decoder.finish();
    }

    /// Processes records until the caller must act.
    pub(super) fn next_event(&mut self) -> Event {
        loop {
            let dialect = self.decoder.dialect();
            let ending = match self.decoder.next_record() {
                Ok(None) if self.is_finished => match self.sheet.finish_rows() {
                    Some(problem) => Some(problem),
                    None => return Event::NeedsBytes,
                },
                Ok(None) => return Event::NeedsBytes,
                Err(problem) => Some(problem),
                Ok(Some(record)) => self.sheet.take_record(&record),
            };
            if let Some(problem) = ending {
                return Event::Ended(problem);
            }
            match &self.sheet.position {
                Position::Rows(planner) if self.dialect.is_none() => {
                    if let Some(dialect) = self.decoder.dialect().or(dialect) {
                        let header = planner.header();
                        self.decoder.set_header(header.targets.len(), header.index_of(Field::Email));
                        let encoding = self.decoder.encoding();
                        let fix_writer = FixWriter::new(&dialect, planner.header(), encoding, self.language);
                        if dialect.is_assumed {
                            let found = dialect.delimiter.to_string();
                            self.sheet.problems.push(Problem::new(Code::FileDelimiterAssumed).found(&found));
                        }
                        self.dialect = Some(dialect);
                        self.sheet.needs_words = self.decoder.is_encoding_assumed();
                        return Event::Header(Box::new(fix_writer));
                    }
                }
                Position::Rows(_) if self.sheet.batch.is_full(self.chunk_rows) => return Event::BatchFull,
                Position::Ended => return Event::Refused,
                Position::Rows(_) | Position::Top | Position::Searching { .. } | Position::Counting(_) => {}
            }
        }
    }

    /// The rows since the last batch.
    pub(super) fn take_batch(&mut self) -> Batch {
        self.sheet.batch.take()
    }

    /// The planner, or `None` if there are no rows to plan.
    pub(super) fn planner(&mut self) -> Option<&mut Planner> {
        match &mut self.sheet.position {
            Position::Rows(planner) | Position::Counting(planner) => Some(planner),
            Position::Top | Position::Searching { .. } | Position::Ended => None,
        }
    }

    /// Returns `true` if every row so far was read. If the file has too many rows, the others are only counted, so no one is absent from it.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.sheet.position, Position::Rows(_))
    }

    pub(super) fn progress(&self) -> Progress {
        self.sheet.progress
    }

    pub(super) fn is_workbook(&self) -> bool {
        self.decoder.is_workbook()
    }

    /// The file's encoding and delimiter, as far as they are known.
    pub(super) fn format(&self) -> (Option<String>, Option<String>) {
        let dialect = self.dialect.as_ref().filter(|_| !self.decoder.is_workbook());
        (self.encoding(), dialect.map(|dialect| dialect.delimiter.to_string()))
    }

    /// The file's encoding; `None` until it is known, and for a workbook.
    pub(super) fn encoding(&self) -> Option<String> {
        let is_known = self.decoder.dialect().is_some() && !self.decoder.is_workbook();
        is_known.then(|| self.decoder.encoding().name())
    }

    /// Ends reading with this problem. Row problems that are reported once per file are also reported.
    pub(super) fn end(&mut self, problem: Problem) {
        if let Position::Rows(planner) = std::mem::replace(&mut self.sheet.position, Position::Ended) {
            self.sheet.problems.extend(planner.into_file_problems());
        }
        self.sheet.problems.push(problem);
    }

    /// Returns `true` if reading stopped because the file is not UTF-8 and its encoding is neither specified nor declared.
    pub(super) fn is_not_utf8(&self) -> bool {
        self.decoder.is_not_utf8()
    }

    /// Returns `true` if the whole file was read as UTF-8, but is more readable in another encoding, and no encoding is specified or
    /// declared.
    pub(super) fn is_utf8_doubtful(&self) -> bool {
        let is_assumed = self.dialect.as_ref().is_some_and(|dialect| !dialect.has_bom)
            && self.decoder.encoding() == Encoding::UTF_8
            && !self.decoder.is_workbook();
        is_assumed && self.is_complete() && self.sheet.utf8_check.as_ref().is_some_and(Utf8Check::is_doubtful)
    }

    /// Adds a file problem.
    pub(super) fn add(&mut self, problem: Problem) {
        self.sheet.problems.push(problem);
    }

    /// Replaces the problem that ended reading.
    pub(super) fn replace_last(&mut self, problem: Problem) {
        self.sheet.problems.pop();
        self.sheet.problems.push(problem);
    }

    /// Returns the problem with hidden rows and columns of a workbook, which are imported although the admin may not have seen them.
    fn hidden_problem(&self) -> Option<Problem> {
        let problem = Problem::new(Code::WorkbookHiddenRows);
        let problem = match self.decoder.hidden()? {
            Hidden::Row(row) => problem.at(row, row),
            Hidden::Column(index) => problem.column(column_letters(index)),
            Hidden::Unclear => problem,
        };
        Some(if self.is_previewed { problem } else { problem.hint(Hint::Refused) })
    }

    /// Returns the problem with sheets of a workbook that are not imported, although they contain people.
    fn ignored_sheets_problem(&self) -> Option<Problem> {
        let ignored = self.decoder.ignored_sheets();
        if ignored.is_empty() {
            return None;
        }
        let problem = Problem::new(Code::WorkbookSheetsIgnored).expected(ignored.iter().map(String::as_str));
        // People on another sheet would count as absent.
        let is_refused = self.disables_absent && !self.is_previewed;
        Some(if is_refused { problem.hint(Hint::Refused) } else { problem })
    }

    fn corrections_file_problem(&self) -> Option<Problem> {
        let Position::Rows(planner) = &self.sheet.position else { return None };
        (self.disables_absent && planner.header().is_fix_file()).then(|| Problem::new(Code::FeedCorrectionsFile))
    }

    /// Returns `true` if the import's corrections were not applied, because the file already contains their results.
    pub(super) fn are_corrections_discarded(&self) -> bool {
        self.sheet.correction_source == CorrectionSource::Discarded
    }

    /// Returns the file problems and the counts, after the last record or the problem that ended reading.
    pub(super) fn finish(mut self) -> ReadResult {
        let is_known = self.decoder.dialect().is_some();
        if is_known && self.decoder.is_encoding_assumed() {
            let encoding = self.decoder.encoding().name();
            let mut problem = Problem::new(Code::FileEncodingAssumed).found(&encoding);
            for (row, word) in &self.sheet.words {
                problem.add_sample(*row, [word.as_str()]);
            }
            self.sheet.problems.push(problem);
        }
        let of_file = [self.hidden_problem(), self.ignored_sheets_problem(), self.corrections_file_problem()];
        self.sheet.problems.extend(of_file.into_iter().flatten());
        // An encoding that repairs letters reads UTF-8.
        let is_workbook = self.decoder.is_workbook();
        let is_repairable = self.decoder.encoding() == Encoding::UTF_8 && !is_workbook;
        // Cells decoded twice are imported without a review only if the file was read in the encoding that the options specify: a byte order
        // mark overrides it. A workbook has no encoding.
        let is_utf_16 = |encoding| encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE;
        let used = self.decoder.encoding();
        let is_as_specified = self
            .specified
            .is_some_and(|specified| is_workbook || specified == used || (is_utf_16(specified) && is_utf_16(used)));
        let (refused, reviewed) =
            if is_workbook { (Hint::RefusedWorkbook, Some(Hint::Workbook)) } else { (Hint::Refused, None) };
        let is_refused = !self.is_previewed && !is_as_specified;
        let mojibake_hint = |words: u64| if is_refused && words >= MOJIBAKE_WORDS { Some(refused) } else { reviewed };
        let mut result = self.sheet.finish(mojibake_hint, is_repairable);
        if self.decoder.has_empty_separator_line() {
            // The `sep=` line does not name the delimiter that was assumed.
            let not_split = result.problems.iter_mut().filter(|problem| problem.code == Code::FileNotSplit);
            not_split.for_each(|problem| problem.found.clear());
        }
        // The list may be on a hidden sheet.
        if self.decoder.has_hidden_sheets() {
            let is_without_list = |problem: &&mut Problem| {
                matches!(problem.code, Code::FileEmpty | Code::HeaderMissing) && problem.hint.is_none()
            };
            let of_list = result.problems.iter_mut().filter(is_without_list);
            of_list.for_each(|problem| problem.hint = Some(Hint::HiddenSheets));
        }
        result
    }
}

/// The position in the file.
enum Position {
    /// Before the first non-blank record.
    Top,
    /// The header is missing, and the following records are searched for it.
    Searching { until_row: u64, missing: Box<Problem> },
    /// Below the header.
    Rows(Box<Planner>),
    /// The file has too many rows, so the others are only counted. The planner plans the batches that are still being looked up.
    Counting(Box<Planner>),
    /// A problem ended reading.
    Ended,
}

/// Whose corrections are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CorrectionSource {
    Import,
    Feed,
    /// No one's: those of the feed were discarded.
    Discarded,
}

/// A file's records and their counts.
struct Sheet {
    layout: &'static Layout,
    /// `None` if the encoding is specified or was detected.
    utf8_check: Option<Utf8Check>,
    rows_max: u64,
    hasher: KeyedHasher,
    corrector: Option<Box<Corrector>>,
    correction_source: CorrectionSource,
    position: Position,
    quoted_lines: QuotedLines,
    batch: Batch,
    progress: Progress,
    problems: Vec<Problem>,
    labels: Vec<String>,
    /// The first cells with letters outside ASCII, with their rows, if the encoding is assumed.
    words: Vec<(u64, String)>,
    /// Whether the encoding is assumed and there are fewer than [`WORDS_MAX`] words.
    needs_words: bool,
    /// Whether corrections left out a row.
    is_any_left_out: bool,
}

impl Sheet {
    /// Processes a record. Returns the problem that ends reading, if any.
    fn take_record(&mut self, record: &Record<'_>) -> Option<Box<Problem>> {
        match &mut self.position {
            Position::Ended => {}
            Position::Top if record.too_long.is_some() => {
                let problem = Problem::at_row(Code::RowTooLong, record.row, record.line);
                return Some(Box::new(problem.limit(ROW_BYTES_MAX as u64, record.too_long.unwrap_or_default())));
            }
            Position::Top if record.is_blank() => {}
            Position::Top => self.take_header(record),
            Position::Searching { until_row, missing } => {
                let is_found = looks_like_header(record.cells(), self.layout);
                if is_found {
                    missing.hint = Some(Hint::HeaderFurtherDown);
                    missing.count = Some(record.line);
                }
                if is_found || record.row >= *until_row {
                    return Some(missing.clone());
                }
            }
            Position::Counting(_) => self.progress.rows_validated += u64::from(!record.is_blank()),
            Position::Rows(_) => return self.take_row(record),
        }
        None
    }

    /// Processes a record below the header. Returns the problem that ends reading, if any.
    fn take_row(&mut self, record: &Record<'_>) -> Option<Box<Problem>> {
        let Position::Rows(planner) = &mut self.position else { return None };
        let is_first = self.progress.rows_validated == 0;
        if let Some(problem) = structure_problem(record, is_first) {
            return Some(Box::new(problem));
        }
        if let Some(check) = &mut self.utf8_check {
            check.add_row(record);
        }
        if self.needs_words {
            add_words(&mut self.words, record, planner.header());
            self.needs_words = self.words.len() < WORDS_MAX;
        }
        let batch = &mut self.batch;
        let result = match &mut self.corrector {
            None => CorrectionResult::Unchanged,
            Some(corrector) => corrector.correct(record),
        };
        let (read, record) = match result {
            CorrectionResult::Unchanged => (planner.read(record, &mut batch.drafts), *record),
            CorrectionResult::LeftOut => {
                self.is_any_left_out = true;
                planner.read_left_out(record);
                (Read::LeftOut, *record)
            }
            CorrectionResult::Corrected(record, corrected) => {
                (planner.read_corrected(&record, corrected, &mut batch.drafts), record)
            }
        };
        match read {
            Read::Blank => {
                self.progress.rows_blank += 1;
                return None;
            }
            Read::LeftOut => {
                self.progress.rows_left_out += 1;
                return None;
            }
            Read::Refused(problem) => return Some(problem),
            Read::Repeated(problem) => {
                self.progress.rows_repeated += 1;
                batch.repeated.push(*problem);
            }
            Read::Draft => {
                if let Some(problem) = self.quoted_lines.add(&record) {
                    self.refuse_rows();
                    return Some(problem);
                }
                let start = batch.raws.len();
                batch.raws.push_str(&mark_damage(&record, planner.header()));
                batch.ranges.push(start..batch.raws.len());
            }
        }
        self.progress.rows_validated += 1;
        if self.progress.rows_validated > self.rows_max {
            if let Position::Rows(planner) = std::mem::replace(&mut self.position, Position::Ended) {
                self.position = Position::Counting(planner);
            }
            self.batch = Batch::default();
        }
        None
    }

    /// Processes the end of the rows. Returns the problem that refuses the file, if any.
    fn finish_rows(&mut self) -> Option<Box<Problem>> {
        let is_all_read = matches!(self.position, Position::Rows(_));
        let problem = self.quoted_lines.finish().filter(|_| is_all_read)?;
        self.refuse_rows();
        Some(problem)
    }

    /// Discards the rows that have not been planned yet: the problem that refuses the file explains the problems of each.
    fn refuse_rows(&mut self) {
        self.position = Position::Ended;
        self.batch = Batch::default();
    }

    fn take_header(&mut self, record: &Record<'_>) {
        if let Some(check) = &mut self.utf8_check {
            check.add_header(record);
        }
        if self.correction_source == CorrectionSource::Feed
            && is_fix_file_header(record)
            && self.corrector.take().is_some()
        {
            // The corrections file of a feed contains the results of the feed's corrections, which must not be corrected again.
            self.correction_source = CorrectionSource::Discarded;
        }
        let (header, mut problems) = match &mut self.corrector {
            None => read_header(record, self.layout),
            Some(corrector) => {
                let CorrectedHeader { record, left_out } = corrector.correct_header(record);
                read_corrected_header(&record, self.layout, &left_out)
            }
        };
        if problems.first().is_some_and(|problem| problem.code == Code::HeaderMissing) {
            let missing = Box::new(problems.remove(0));
            self.position = Position::Searching { until_row: record.row + HEADER_SEARCHED, missing };
            return;
        }
        let is_refused = problems.iter().any(|problem| problem.severity() == Severity::Error);
        self.problems.append(&mut problems);
        let known = header.targets.iter().zip(&header.labels).filter(|(target, _)| target.is_imported());
        self.labels = known.map(|(_, label)| label.clone()).collect();
        if let Some(corrector) = &mut self.corrector {
            corrector.begin_rows(&header);
            self.problems.extend(corrector.unused_labels());
        }
        self.position = if is_refused {
            Position::Ended
        } else {
            Position::Rows(Box::new(Planner::new(self.layout, header, self.hasher)))
        };
    }

    /// Collects the file problems after the last record. `mojibake_hint` returns the hint for a number of words that were decoded twice.
    fn finish(mut self, mojibake_hint: impl Fn(u64) -> Option<Hint>, is_repairable: bool) -> ReadResult {
        let rows = self.progress.rows_validated;
        let is_counted = matches!(self.position, Position::Rows(_) | Position::Counting(_));
        let is_complete = matches!(self.position, Position::Rows(_));
        match self.position {
            Position::Top => self.problems.push(Problem::new(Code::FileEmpty)),
            Position::Searching { missing, .. } => self.problems.push(*missing),
            Position::Counting(_) => self.problems.push(Problem::new(Code::FileTooManyRows).limit(self.rows_max, rows)),
            Position::Ended => {}
            Position::Rows(planner) => {
                self.problems.extend(planner.into_file_problems());
                self.problems.extend(self.corrector.iter().flat_map(|corrector| corrector.unused_values()));
                if rows == 0 {
                    let problem = Problem::new(Code::FileNoRows);
                    self.problems.push(if self.is_any_left_out { problem.hint(Hint::LeftOut) } else { problem });
                }
            }
        }
        for problem in self.problems.iter_mut().filter(|problem| problem.code == Code::FileMojibake) {
            if !is_repairable {
                problem.expected.clear();
            }
            problem.hint = mojibake_hint(problem.count.unwrap_or_default());
        }
        // Errors first, because the overview shows only the beginning of the list.
        self.problems.sort_by_key(|problem| problem.severity() == Severity::Warning);
        let progress = Progress { rows_total: is_counted.then_some(rows), ..self.progress };
        ReadResult { problems: self.problems, progress, is_complete, labels: self.labels }
    }
}

/// Returns a problem if the record shows that quotes or delimiters were misread. Only the first row shows whether the delimiter is right.
fn structure_problem(record: &Record<'_>, is_first: bool) -> Option<Problem> {
    if let Some(problem) = unclosed_quote(record) {
        return Some(problem);
    }
    let other = if is_first { record.other_delimiter()? } else { return None };
    let problem = Problem::at_row(Code::FileDelimiterMixed, record.row, record.line);
    Some(problem.found(&record.delimiter().to_string()).expected([other.to_string()]))
}

/// Adds the record's distinct cells with letters outside ASCII, up to [`WORDS_MAX`] words.
fn add_words(words: &mut Vec<(u64, String)>, record: &Record<'_>, header: &Header) {
    let is_imported = |index: &usize| header.targets.get(*index).is_some_and(Target::is_imported);
    for cell in (0..record.len()).filter(is_imported).map(|index| clean(record.cell(index))) {
        if words.len() < WORDS_MAX && !cell.is_ascii() && words.iter().all(|(_, word)| *word != cell) {
            words.push((record.row, cell.into_owned()));
        }
    }
}

/// Returns a problem if a quote is closed only by the quote of a later cell, so that everything in between was read as one cell.
fn unclosed_quote(record: &Record<'_>) -> Option<Problem> {
    let (_, line, opened) = record.runaway_quote()?;
    Some(Problem::at_row(Code::FileQuoteUnclosed, record.row, line).found(opened))
}
