//! One streaming pass over a file: decode, judge, look up, plan. Nothing is written but the plan and what it reports.

use bytes::Bytes;
use jiff::SignedDuration;

use super::{
    ChunkPlace, FlowError, Held, PlanIndex, ValidatePorts, apply,
    detect::{Remedy, find_encoding},
    finish,
    intake::Defaults,
    lookups::look_up,
    rows::{NDJSON, push_line, write_all},
};
use crate::{
    decode::{Decoder, Encoding, ROW_BYTES_MAX, Record},
    export::FixWriter,
    header::{looks_like_header, read_header},
    import::{
        CONFIRM_WITHIN, FILE_PROBLEMS_BYTES_MAX, FILE_PROBLEMS_SHOWN, Import, ImportStatus, OnRowErrors, PlanShape,
    },
    keys,
    layout::FILE_BYTES_MAX,
    plan::{Drafts, Keyed, Planner, Read, Terms, count_severities, told_by_row},
    ports::{Ambient, ByteSink, ByteStream, ChunkQueue, ResultStore, UploadStore},
    problem::{Code, Hint, Problem, Severity},
    row::Summary,
};

/// How often progress is written: often enough for a bar that moves, seldom enough to cost nothing.
const PROGRESS_EVERY: SignedDuration = SignedDuration::from_secs(2);
/// Bytes of records in a batch: 500 rows of a usual file are a tenth of it, 500 rows of the longest would be 500 MB.
const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Cells decoded once too often that refuse a file if no one looks at it.
const MOJIBAKE_CELLS: u64 = 2;
/// Records looked at below a missing header, to tell where it seems to stand.
const HEADER_SEARCHED: u64 = 20;

/// Reads the file of an import that is held, and carries the import as far as it goes by itself.
pub async fn validate(ports: &impl ValidatePorts, defaults: &Defaults, mut held: Held) -> Result<(), FlowError> {
    let version = held.import.file.object.clone().unwrap_or(crate::import::ObjectVersion {
        version_id: None,
        sequencer: None,
        etag: None,
    });
    if !held.import.refusal.is_empty() {
        let problems = held.import.refusal.clone();
        return refuse(ports, held, problems).await;
    }
    if held.import.file.size_bytes > FILE_BYTES_MAX {
        let problem = Problem::file(Code::FileTooLarge).limit(FILE_BYTES_MAX, held.import.file.size_bytes);
        return refuse(ports, held, vec![problem]).await;
    }
    let Some(stream) = ports.uploads().open_upload(&held.import.file.key, &version).await? else {
        return refuse(ports, held, vec![Problem::file(Code::FileChanged)]).await;
    };
    let mut pass = Pass::new(ports, defaults, &held).await?;
    Box::pin(pass.read(stream, None, &mut held)).await?;
    if pass.is_not_utf8 {
        match Box::pin(find_encoding(ports, &mut held, &version)).await? {
            Remedy::Keep => {}
            Remedy::Refuse(problem) => {
                // In place of the first byte that is not UTF-8.
                pass.file_problems.pop();
                pass.file_problems.push(problem);
            }
            Remedy::Changed => return refuse(ports, held, vec![Problem::file(Code::FileChanged)]).await,
            Remedy::Read(encoding, warning) => {
                let Some(stream) = ports.uploads().open_upload(&held.import.file.key, &version).await? else {
                    return refuse(ports, held, vec![Problem::file(Code::FileChanged)]).await;
                };
                pass = Pass::new(ports, defaults, &held).await?;
                pass.file_problems.push(warning);
                Box::pin(pass.read(stream, Some(encoding), &mut held)).await?;
            }
        }
    }
    let verdict = Box::pin(pass.close(&mut held)).await?;
    Box::pin(settle(ports, held, verdict)).await
}

/// Rejects an import whose file is not even read.
pub async fn refuse(ports: &impl ValidatePorts, mut held: Held, problems: Vec<Problem>) -> Result<(), FlowError> {
    let index = PlanIndex::default();
    held.import.reading = Some(held.owner().to_owned());
    write_index(ports, &held.import, &index).await?;
    let key = keys::row_problems(&held.import.import_id, held.owner());
    write_all(ports.results(), &key, NDJSON, Bytes::new()).await?;
    write_file_problems(ports, &mut held, &problems).await?;
    held.import.plan = Some(PlanShape { chunks: 0, would: Summary::default(), is_fix_utf8: false });
    settle(ports, held, Verdict { index, has_file_error: true }).await
}

/// What the pass found.
struct Verdict {
    index: PlanIndex,
    has_file_error: bool,
}

/// Goes on from a finished pass: reject, wait, or write.
async fn settle(ports: &impl ValidatePorts, mut held: Held, verdict: Verdict) -> Result<(), FlowError> {
    let now = ports.ambient().now();
    let would = held.import.plan.map(|plan| plan.would).unwrap_or_default();
    let options = &held.import.options;
    let rejects_rows = !options.confirm && options.on_row_errors == OnRowErrors::Reject && would.failed > 0;
    if verdict.has_file_error || rejects_rows {
        return Box::pin(finish::reject(ports, held)).await;
    }
    if options.confirm {
        Box::pin(finish::write_preview(ports, &mut held)).await?;
        held.import.status = ImportStatus::AwaitingConfirmation;
        held.import.expires_at = Some(now + CONFIRM_WITHIN);
        held.release(ports.imports()).await?;
        return Ok(());
    }
    held.import.status = ImportStatus::Importing;
    held.import.moved_at = Some(now);
    let import = held.release(ports.imports()).await?;
    let messages = verdict.index.messages(&import.import_id, |_| true);
    match messages.as_slice() {
        [] => Box::pin(finish::complete(ports, &import.import_id)).await,
        // A small import is one invocation.
        [only] => Box::pin(apply::apply(ports, only)).await.map(|_| ()),
        many => Ok(ports.chunks().send_chunks(many).await?),
    }
}

async fn write_index(ports: &impl ValidatePorts, import: &Import, index: &PlanIndex) -> Result<(), FlowError> {
    let bytes =
        serde_json::to_vec(index).map_err(|source| FlowError::Corrupt { what: "index", source: Some(source) })?;
    let key = keys::plan_index(&import.import_id, import.reading());
    write_all(ports.results(), &key, "application/json", bytes).await
}

async fn write_file_problems(
    ports: &impl ValidatePorts,
    held: &mut Held,
    problems: &[Problem],
) -> Result<(), FlowError> {
    let mut lines = Vec::new();
    for problem in problems {
        push_line(&mut lines, problem)?;
    }
    let (errors, warnings) = count_severities(problems);
    let counts = &mut held.import.problems;
    counts.errors += errors;
    counts.warnings += warnings;
    let mut bytes = 0;
    let fits = |problem: &&Problem| {
        bytes += serde_json::to_vec(problem).map_or(0, |json| json.len());
        bytes <= FILE_PROBLEMS_BYTES_MAX
    };
    // Cells stay in the results.
    let without_samples = |problem: &Problem| Problem { samples: Vec::new(), ..problem.clone() };
    counts.file = problems.iter().take(FILE_PROBLEMS_SHOWN).take_while(fits).map(without_samples).collect();
    let key = keys::file_problems(&held.import.import_id, held.import.reading());
    write_all(ports.results(), &key, NDJSON, lines).await
}

/// Where the pass stands in the file.
enum Place {
    /// No record with data yet.
    Top,
    /// The header was missing: looking for where it seems to stand.
    Searching { until_row: u64, missing: Box<Problem> },
    /// Below the header.
    Rows(Box<Planner>),
    /// More rows than the layout takes: only counted.
    Counting,
    /// A problem ended the reading.
    Ended,
}

/// One pass over a file.
struct Pass<'p, P: ValidatePorts> {
    ports: &'p P,
    rows_max: u64,
    chunk_rows: usize,
    layout: &'static crate::layout::Layout,
    place: Place,
    batch: Batch,
    index: PlanIndex,
    offset: u64,
    would: Summary,
    row_errors: u64,
    row_warnings: u64,
    file_problems: Vec<Problem>,
    is_not_utf8: bool,
    plan: <P::Results as ResultStore>::Sink,
    row_problems: <P::Results as ResultStore>::Sink,
    fix: <P::Results as ResultStore>::Sink,
    fix_writer: Option<FixWriter>,
    is_fix_utf8: bool,
    company_names: Vec<String>,
}

/// Rows that are looked up and planned together.
#[derive(Default)]
struct Batch {
    drafts: Drafts,
    /// The records themselves, for the fix file: each draft's range.
    raws: String,
    ranges: Vec<std::ops::Range<usize>>,
    /// Warnings of rows that are left out.
    repeated: Vec<Problem>,
}

impl Batch {
    fn is_full(&self, chunk_rows: usize) -> bool {
        self.drafts.len() >= chunk_rows || self.raws.len() >= BATCH_BYTES_MAX || self.repeated.len() >= chunk_rows
    }
}

impl<'p, P: ValidatePorts> Pass<'p, P> {
    async fn new(ports: &'p P, defaults: &Defaults, held: &Held) -> Result<Self, FlowError> {
        let (id, reading) = (&held.import.import_id, held.owner());
        let layout = held.import.options.layout;
        let results = ports.results();
        Ok(Self {
            ports,
            rows_max: defaults.rows_max.of(layout),
            chunk_rows: defaults.chunk_rows,
            layout: layout.layout(),
            place: Place::Top,
            batch: Batch::default(),
            index: PlanIndex::default(),
            offset: 0,
            would: Summary::default(),
            row_errors: 0,
            row_warnings: 0,
            file_problems: Vec::new(),
            is_not_utf8: false,
            plan: results.create_result(&keys::plan(id, reading), NDJSON).await?,
            row_problems: results.create_result(&keys::row_problems(id, reading), NDJSON).await?,
            fix: results.create_result(&keys::plan_fix(id, reading), "text/csv").await?,
            fix_writer: None,
            is_fix_utf8: false,
            company_names: Vec::new(),
        })
    }

    /// Reads the stream to its end, or to a problem that ends the reading.
    ///
    /// `found` is the encoding that was detected, if the file was not what it seemed.
    async fn read(
        &mut self,
        mut stream: impl ByteStream,
        found: Option<Encoding>,
        held: &mut Held,
    ) -> Result<(), FlowError> {
        held.import.progress = crate::import::Progress::default();
        held.import.problems = crate::import::ProblemCounts::default();
        let named = held.import.options.encoding.as_deref().and_then(Encoding::named).or(found);
        let mut decoder = Decoder::new(self.layout).encoded(named);
        self.read_all(&mut stream, &mut decoder, held).await?;
        self.is_not_utf8 = decoder.is_not_utf8();
        if decoder.dialect().is_some() {
            held.import.file.encoding = Some(decoder.encoding().name());
            if decoder.is_encoding_assumed() {
                self.file_problems.push(Problem::file(Code::FileEncodingAssumed).found(&decoder.encoding().name()));
            }
            self.is_fix_utf8 = self.fix_writer.as_ref().is_some_and(|writer| !writer.is_carried());
        }
        Ok(())
    }

    async fn read_all(
        &mut self,
        stream: &mut impl ByteStream,
        decoder: &mut Decoder,
        held: &mut Held,
    ) -> Result<(), FlowError> {
        let mut written_at = self.ports.ambient().now();
        while let Some(bytes) = stream.next_bytes().await? {
            held.import.progress.bytes_read += bytes.len() as u64;
            if held.import.progress.bytes_read > FILE_BYTES_MAX {
                self.end(Problem::file(Code::FileTooLarge).limit(FILE_BYTES_MAX, held.import.file.size_bytes));
                return Ok(());
            }
            decoder.push(&bytes);
            self.take_records(decoder, held).await?;
            if matches!(self.place, Place::Ended) {
                return Ok(());
            }
            let now = self.ports.ambient().now();
            if now >= written_at + PROGRESS_EVERY {
                written_at = now;
                held.save(self.ports.imports(), self.ports.ambient()).await?;
            }
        }
        decoder.finish();
        self.take_records(decoder, held).await?;
        self.plan_batch(held).await
    }

    async fn take_records(&mut self, decoder: &mut Decoder, held: &mut Held) -> Result<(), FlowError> {
        loop {
            let dialect = decoder.dialect();
            let ending = match decoder.next_record() {
                Ok(None) => return Ok(()),
                Err(problem) => Some(*problem),
                Ok(Some(record)) => self.take_record(&record, held),
            };
            if let Some(problem) = ending {
                // The rows before it are still told of.
                self.plan_batch(held).await?;
                self.end(problem);
                return Ok(());
            }
            if self.fix_writer.is_none() && matches!(self.place, Place::Rows(_)) {
                // The header was just read: the file that goes back begins with it.
                if let (Some(dialect), Place::Rows(planner)) = (decoder.dialect().or(dialect), &self.place) {
                    held.import.file.encoding = Some(decoder.encoding().name());
                    held.import.file.delimiter = Some(dialect.delimiter.to_string());
                    if dialect.is_assumed {
                        let found = dialect.delimiter.to_string();
                        self.file_problems.push(Problem::file(Code::FileDelimiterAssumed).found(&found));
                    }
                    let mut writer =
                        FixWriter::new(&dialect, planner.header(), decoder.encoding(), held.import.language);
                    self.fix.write(writer.take_bytes()).await?;
                    self.fix_writer = Some(writer);
                }
            }
            match self.place {
                Place::Ended => return Ok(()),
                Place::Rows(_) if self.batch.is_full(self.chunk_rows) => self.plan_batch(held).await?,
                _ => {}
            }
        }
    }

    /// Takes a record; answers the problem that ends the reading, if it is one.
    fn take_record(&mut self, record: &Record<'_>, held: &mut Held) -> Option<Problem> {
        let progress = &mut held.import.progress;
        match &mut self.place {
            Place::Ended => {}
            Place::Top if record.too_long.is_some() => {
                let problem = Problem::at_row(Code::RowTooLong, record.row, record.line);
                return Some(problem.limit(ROW_BYTES_MAX as u64, record.too_long.unwrap_or_default()));
            }
            Place::Top if is_blank(record) => {}
            Place::Top => self.take_header(record, held),
            Place::Searching { until_row, missing } => {
                let found = looks_like_header(record, self.layout);
                if found {
                    missing.hint = Some(Hint::HeaderFurtherDown);
                    missing.count = Some(record.line);
                }
                if found || record.row >= *until_row {
                    return Some((**missing).clone());
                }
            }
            Place::Counting => progress.rows_validated += u64::from(!is_blank(record)),
            Place::Rows(planner) => {
                if let Some(problem) = unclosed_quote(record) {
                    return Some(problem);
                }
                let is_first = progress.rows_validated == 0;
                if let Some(other) = record.other_delimiter().filter(|_| is_first) {
                    let problem = Problem::at_row(Code::FileDelimiterMixed, record.row, record.line);
                    return Some(problem.found(&record.delimiter().to_string()).expected([other.to_string()]));
                }
                match planner.read(record, &mut self.batch.drafts) {
                    Read::Blank => progress.rows_blank += 1,
                    Read::LeftOut => progress.rows_left_out += 1,
                    Read::Repeated(problem) => {
                        progress.rows_validated += 1;
                        progress.rows_repeated += 1;
                        self.row_warnings += 1;
                        self.batch.repeated.push(*problem);
                        self.check_row_count(progress.rows_validated);
                    }
                    Read::Draft => {
                        progress.rows_validated += 1;
                        let start = self.batch.raws.len();
                        self.batch.raws.push_str(record.raw);
                        self.batch.ranges.push(start..self.batch.raws.len());
                        self.check_row_count(progress.rows_validated);
                    }
                }
            }
        }
        None
    }

    fn check_row_count(&mut self, rows: u64) {
        if rows > self.rows_max {
            self.place = Place::Counting;
            self.batch = Batch::default();
        }
    }

    fn take_header(&mut self, record: &Record<'_>, held: &Held) {
        let (header, mut problems) = read_header(record, self.layout);
        if problems.first().is_some_and(|problem| problem.code == Code::HeaderMissing) {
            let missing = Box::new(problems.remove(0));
            self.place = Place::Searching { until_row: record.row + HEADER_SEARCHED, missing };
            return;
        }
        let is_refused = problems.iter().any(|problem| problem.severity() == Severity::Error);
        self.file_problems.append(&mut problems);
        if is_refused {
            self.place = Place::Ended;
            return;
        }
        let mut key = [0; 16];
        key[..10].copy_from_slice(&self.ports.ambient().random_bits());
        let name = held.import.import_id.as_str().as_bytes();
        key[10..].copy_from_slice(&name[name.len() - 6..]);
        self.place = Place::Rows(Box::new(Planner::new(self.layout, header, Keyed::new(key))));
    }

    /// Ends the reading. What the titles read so far have wrong is told too.
    fn end(&mut self, problem: Problem) {
        if let Place::Rows(planner) = std::mem::replace(&mut self.place, Place::Ended) {
            self.file_problems.extend(planner.into_file_problems());
        }
        self.file_problems.push(problem);
    }

    /// Looks up what the batch speaks of, plans its rows, and writes them: one chunk of the plan.
    async fn plan_batch(&mut self, held: &mut Held) -> Result<(), FlowError> {
        let mut batch = std::mem::take(&mut self.batch);
        let Place::Rows(planner) = &mut self.place else { return Ok(()) };
        if !batch.drafts.is_empty() {
            let import = &held.import;
            let terms = Terms {
                import_id: &import.import_id,
                options: &import.options,
                started_by_address: import.started_by_address.as_deref(),
                now: self.ports.ambient().now(),
            };
            let found =
                look_up(self.ports, &batch.drafts, import.options.update_existing, &mut self.company_names).await?;
            let mut lines = Vec::new();
            let mut problem_lines = Vec::new();
            let mut would = Summary::default();
            let mut repeated = batch.repeated.into_iter().peekable();
            for (index, range) in batch.ranges.drain(..).enumerate() {
                let number = batch.drafts.row(index);
                while let Some(problem) = repeated.next_if(|problem| problem.row < Some(number)) {
                    push_line(&mut problem_lines, &problem)?;
                }
                let row = planner.plan(&mut batch.drafts, index, &found, &terms);
                for problem in row.problems.iter().filter(|problem| told_by_row(problem)) {
                    push_line(&mut problem_lines, problem)?;
                }
                let (errors, warnings) = count_severities(row.problems.iter().filter(|problem| told_by_row(problem)));
                self.row_errors += errors;
                self.row_warnings += warnings;
                would.count(&row);
                push_line(&mut lines, &row)?;
                if let Some(writer) = &mut self.fix_writer {
                    writer.push(&batch.raws[range], &row);
                }
            }
            for problem in repeated {
                push_line(&mut problem_lines, &problem)?;
            }
            let length = lines.len() as u64;
            self.index.chunks.push(ChunkPlace { offset: self.offset, length, would });
            self.offset += length;
            self.would.add(&would);
            self.plan.write(lines.into()).await?;
            self.row_problems.write(problem_lines.into()).await?;
            if let Some(writer) = &mut self.fix_writer {
                self.fix.write(writer.take_bytes()).await?;
            }
        } else if !batch.repeated.is_empty() {
            let mut problem_lines = Vec::new();
            for problem in &batch.repeated {
                push_line(&mut problem_lines, problem)?;
            }
            self.row_problems.write(problem_lines.into()).await?;
        }
        held.renew(self.ports.imports(), self.ports.ambient()).await
    }

    /// Ends the pass: finishes what was written, and says what the file itself has wrong.
    async fn close(mut self, held: &mut Held) -> Result<Verdict, FlowError> {
        let rows = held.import.progress.rows_validated;
        let is_counted = matches!(self.place, Place::Rows(_) | Place::Counting);
        let is_read_to_its_end = match std::mem::replace(&mut self.place, Place::Ended) {
            Place::Top => {
                self.file_problems.push(Problem::file(Code::FileEmpty));
                false
            }
            Place::Searching { missing, .. } => {
                self.file_problems.push(*missing);
                false
            }
            Place::Counting => {
                self.file_problems.push(Problem::file(Code::FileTooManyRows).limit(self.rows_max, rows));
                false
            }
            Place::Ended => false,
            Place::Rows(planner) => {
                self.file_problems.extend(planner.into_file_problems());
                if rows == 0 {
                    self.file_problems.push(Problem::file(Code::FileNoRows));
                }
                true
            }
        };
        held.import.reading = Some(held.owner().to_owned());
        held.import.progress.rows_total = is_counted.then_some(rows);
        held.import.problems.errors = self.row_errors;
        held.import.problems.warnings = self.row_warnings;
        self.plan.finish().await?;
        self.row_problems.finish().await?;
        if is_read_to_its_end {
            self.fix.finish().await?;
        }
        if !held.import.options.confirm && held.import.options.encoding.is_none() {
            // No one looks at the preview.
            let is_refused =
                |problem: &&mut Problem| problem.code == Code::FileMojibake && problem.count >= Some(MOJIBAKE_CELLS);
            self.file_problems.iter_mut().filter(is_refused).for_each(|problem| problem.hint = Some(Hint::Refused));
        }
        let has_file_error = self.file_problems.iter().any(|problem| problem.severity() == Severity::Error);
        // Errors first: the list is cut for the overview.
        self.file_problems.sort_by_key(|problem| problem.severity() == Severity::Warning);
        write_index(self.ports, &held.import, &self.index).await?;
        write_file_problems(self.ports, held, &self.file_problems).await?;
        held.import.plan = Some(PlanShape {
            chunks: self.index.chunks.len() as u32,
            would: self.would,
            is_fix_utf8: self.is_fix_utf8,
        });
        held.save(self.ports.imports(), self.ports.ambient()).await?;
        Ok(Verdict { index: self.index, has_file_error })
    }
}

/// A quote that is closed by a later cell's: all between was read as one cell.
fn unclosed_quote(record: &Record<'_>) -> Option<Problem> {
    let (_, line, opened) = record.runaway_quote()?;
    Some(Problem::at_row(Code::FileQuoteUnclosed, record.row, line).found(opened))
}

fn is_blank(record: &Record<'_>) -> bool {
    record.cells().all(|cell| crate::rules::clean(cell).is_empty())
}
