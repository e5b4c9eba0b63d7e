//! Validates a file in one streaming pass: read, look up, plan, write the plan. If the file is not UTF-8, a second pass detects its
//! encoding and a third one reads it in that encoding. No user is written before the whole file has been read.
//!
//! ```text
//! bytes ──► reader ──► batch ──► look-ups ──► planner ──► planned rows ──► writer ──► plan, problems, corrections file
//! ```

mod batch;
mod corrector;
mod lookups;
mod planner;
mod quoted_lines;
mod reader;
mod roster;
mod undo;
mod writer;

pub(super) use self::undo::may_plan;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use self::{
    batch::Batch,
    lookups::{Found, LookedUp},
    planner::{Loaded, plan_batch},
    reader::{Event, ReadResult, Reader},
    roster::RosterWriter,
    writer::{PlanWriter, write_file_problems, write_index},
};
use super::{
    ImportStores, PlanIndex,
    chunks::{NDJSON, write_all},
    detect::{Remedy, find_encoding},
    dropped,
    error::FlowError,
    findings,
    lease::LeasedImport,
};
use crate::{
    corrections::FindingCollector,
    decode::Encoding,
    import::{ObjectVersion, PlanShape, ProblemCounts},
    keys,
    layout::FILE_BYTES_MAX,
    problem::{Code, Hint, Problem, Severity},
    settings::Defaults,
    stores::ByteStream,
};

/// Interval between progress updates: short enough for a smooth progress bar, and long enough to be cheap.
const PROGRESS_EVERY: SignedDuration = SignedDuration::from_secs(2);

pub(super) struct Verdict {
    pub(super) index: PlanIndex,
    /// Whether the file as a whole is refused.
    pub(super) has_file_error: bool,
}

pub(super) async fn validate(
    stores: &impl ImportStores,
    defaults: &Defaults,
    leased: &mut LeasedImport,
) -> Result<Verdict, FlowError> {
    if let Some(undoes) = leased.import().undoes().cloned() {
        return undo::plan(stores, leased, &undoes).await;
    }
    let refusal = dropped::describe(stores, defaults, leased).await?;
    if !refusal.is_empty() {
        return refuse(stores, leased, &refusal).await;
    }
    let file = leased.import().file();
    if file.size_bytes > FILE_BYTES_MAX {
        let problem = Problem::new(Code::FileTooLarge).limit(FILE_BYTES_MAX, file.size_bytes);
        return refuse(stores, leased, &[problem]).await;
    }
    let version = file.object.clone().unwrap_or_default();
    match read(stores, defaults, leased, &version).await? {
        Some(pass) => pass.finish(leased).await,
        None => refuse(stores, leased, &[Problem::new(Code::FileChanged)]).await,
    }
}

/// Refuses a file as a whole: writes the index of an empty plan, and `problems`.
pub(super) async fn refuse(
    stores: &impl ImportStores,
    leased: &mut LeasedImport,
    problems: &[Problem],
) -> Result<Verdict, FlowError> {
    let (id, attempt, index) = (leased.id().clone(), leased.owner().to_owned(), PlanIndex::default());
    write_index(stores, &id, &attempt, &index).await?;
    write_all(stores, &keys::row_problems(&id, &attempt), NDJSON, Bytes::new()).await?;
    write_file_problems(stores, &id, &attempt, problems).await?;
    let counts = ProblemCounts::default().with_file(problems, leased.import().options().layout.layout());
    leased.import_mut().finish_attempt(&attempt, PlanShape::default(), counts);
    Ok(Verdict { index, has_file_error: true })
}

/// Reads a file; if it is not UTF-8, or is so only by chance, reads it again in the detected encoding. Returns `None` if the file was
/// replaced or deleted.
async fn read<'s, S: ImportStores>(
    stores: &'s S,
    defaults: &Defaults,
    leased: &mut LeasedImport,
    version: &ObjectVersion,
) -> Result<Option<Pass<'s, S>>, FlowError> {
    let Some(pass) = Pass::read(stores, defaults, leased, version, None).await? else { return Ok(None) };
    if !pass.reader.is_not_utf8() && !pass.reader.is_utf8_doubtful() {
        return Ok(Some(pass));
    }
    match find_encoding(stores, leased, version).await? {
        Remedy::Keep => Ok(Some(pass)),
        Remedy::Refuse(problem) => Ok(Some(pass.refused(problem))),
        Remedy::Changed => Ok(None),
        Remedy::Read(encoding, warning) => {
            // The next pass writes the objects from the start.
            drop(pass);
            let again = Pass::read(stores, defaults, leased, version, Some(encoding)).await?;
            Ok(again.map(|pass| pass.with_warning(warning)))
        }
    }
}

struct Pass<'s, S: ImportStores> {
    stores: &'s S,
    reader: Reader,
    looked_up: LookedUp<'s>,
    loaded: Loaded,
    writer: PlanWriter<S>,
    roster: Option<RosterWriter<S>>,
    findings: FindingCollector,
    saved_at: Timestamp,
}

impl<'s, S: ImportStores> Pass<'s, S> {
    /// Reads a file, in the detected encoding if there is one, until its end or a problem that ends reading. Returns `None` if the file was
    /// replaced or deleted.
    async fn read(
        stores: &'s S,
        defaults: &Defaults,
        leased: &mut LeasedImport,
        version: &ObjectVersion,
        detected: Option<Encoding>,
    ) -> Result<Option<Self>, FlowError> {
        let opened = stores.open_upload(&leased.import().file().key, version).await?;
        let Some(stream) = opened else { return Ok(None) };
        leased.import_mut().begin_attempt();
        let corrector = corrector::of_import(stores, leased.import()).await?;
        let mut pass = Self {
            stores,
            reader: Reader::new(leased.import(), defaults, stores.key_hasher().await?, detected, corrector),
            looked_up: LookedUp::default(),
            loaded: Loaded::default(),
            writer: PlanWriter::create(stores, leased.id(), leased.owner()).await?,
            roster: RosterWriter::create(stores, leased).await?,
            findings: FindingCollector::new(leased.import().options().layout.layout()),
            saved_at: stores.now(),
        };
        pass.read_all(leased, stream).await?;
        if pass.reader.are_corrections_discarded() {
            leased.import_mut().discard_corrections();
        }
        Ok(Some(pass))
    }

    /// Refuses the file because of this problem, which replaces the one about the first invalid byte.
    fn refused(mut self, problem: Problem) -> Self {
        if self.reader.is_not_utf8() {
            self.reader.replace_last(problem);
        } else {
            self.reader.end(problem);
        }
        self
    }

    fn with_warning(mut self, warning: Problem) -> Self {
        self.reader.add(warning);
        self
    }

    async fn read_all(&mut self, leased: &mut LeasedImport, mut stream: impl ByteStream) -> Result<(), FlowError> {
        while let Some(bytes) = stream.next_bytes().await? {
            if let Some(roster) = &mut self.roster {
                roster.hash(&bytes);
            }
            if let Err(problem) = self.reader.push(&bytes) {
                self.plan_all(leased).await?;
                self.reader.end(*problem);
                return Ok(());
            }
            if !self.read_records(leased).await? {
                return Ok(());
            }
            self.save_progress(leased).await?;
        }
        if self.reader.is_workbook() {
            // A workbook is unpacked and checked in a single call, which may take longer than the rest of the lease.
            leased.save(self.stores).await?;
        }
        self.reader.finish_stream();
        if !self.read_records(leased).await? {
            return Ok(());
        }
        self.plan_all(leased).await?;
        if self.reader.is_complete()
            && let (Some(roster), Some(planner)) = (&mut self.roster, self.reader.planner())
        {
            roster.add_absent(self.stores, leased, planner, &mut self.writer).await?;
        }
        Ok(())
    }

    /// Processes the available records. Returns `false` if a problem ended reading.
    async fn read_records(&mut self, leased: &mut LeasedImport) -> Result<bool, FlowError> {
        loop {
            match self.reader.next_event() {
                Event::NeedsBytes => return Ok(true),
                Event::Header(fix_writer) => {
                    let (encoding, delimiter) = self.reader.format();
                    leased.import_mut().record_format(encoding, delimiter);
                    if self.reader.is_workbook() {
                        leased.import_mut().record_workbook();
                    }
                    self.writer.begin_fix_file(*fix_writer).await?;
                }
                Event::BatchFull => self.plan_ready(leased).await?,
                Event::Ended(problem) => {
                    // The rows before the problem are still reported.
                    self.plan_all(leased).await?;
                    self.reader.end(*problem);
                    return Ok(false);
                }
                Event::Refused => return Ok(false),
            }
        }
    }

    /// Starts to look up the rows in the batch, and plans the batches that have been looked up.
    async fn plan_ready(&mut self, leased: &mut LeasedImport) -> Result<(), FlowError> {
        self.look_up();
        while let Some(found) = self.looked_up.next_ready().await? {
            self.plan(leased, found).await?;
        }
        leased.import_mut().record_progress(self.reader.progress());
        leased.renew(self.stores).await
    }

    /// Plans all rows read so far.
    async fn plan_all(&mut self, leased: &mut LeasedImport) -> Result<(), FlowError> {
        self.look_up();
        while let Some(found) = self.looked_up.next().await? {
            self.plan(leased, found).await?;
        }
        leased.import_mut().record_progress(self.reader.progress());
        leased.renew(self.stores).await
    }

    fn look_up(&mut self) {
        let batch = self.reader.take_batch();
        if !batch.is_empty() {
            self.looked_up.push(self.stores, batch);
        }
    }

    /// Plans the rows of a batch and writes them as one chunk of the plan.
    async fn plan(&mut self, leased: &mut LeasedImport, found: (Batch, Found)) -> Result<(), FlowError> {
        let Some(planner) = self.reader.planner() else { return Ok(()) };
        let chunk = plan_batch(self.stores, leased, planner, found, &mut self.loaded).await?;
        chunk.rows.iter().for_each(|(_, row)| self.findings.add_row(row));
        if let Some(roster) = &mut self.roster {
            roster.add(leased.import(), &chunk).await?;
        }
        self.writer.write(chunk).await?;
        leased.renew(self.stores).await
    }

    async fn save_progress(&mut self, leased: &mut LeasedImport) -> Result<(), FlowError> {
        let now = self.stores.now();
        if now < self.saved_at + PROGRESS_EVERY {
            return Ok(());
        }
        self.saved_at = now;
        leased.import_mut().record_progress(self.reader.progress());
        leased.save(self.stores).await
    }

    /// Completes the objects, then records the result in the import, so that any attempt named in the import is always complete.
    async fn finish(self, leased: &mut LeasedImport) -> Result<Verdict, FlowError> {
        let (id, attempt) = (leased.id().clone(), leased.owner().to_owned());
        let encoding = self.reader.encoding();
        let ReadResult { mut problems, progress, is_complete, labels } = self.reader.finish();
        if leased.import().feed().is_some() {
            // All feeds have the same layout, so the layout cannot be chosen.
            for problem in problems.iter_mut().filter(|problem| problem.code == Code::LayoutMismatch) {
                problem.hint = Some(Hint::SetByFeed);
            }
        }
        let collected = self.findings.finish(&problems, &labels);
        let written = self.writer.finish(is_complete).await?;
        if let Some(roster) = self.roster {
            roster.finish(leased, &written.planned, is_complete).await?;
        }
        write_index(self.stores, &id, &attempt, &written.index).await?;
        write_file_problems(self.stores, &id, &attempt, &problems).await?;
        findings::write(self.stores, &id, &attempt, &collected.findings).await?;
        findings::write_courses_left_out(self.stores, &id, &attempt, &collected.courses_left_out).await?;
        let shape = PlanShape {
            chunks: written.index.chunks.len() as u32,
            planned: written.planned,
            is_fix_utf8: written.has_unrepresentable_text,
            findings: collected.findings.len() as u64,
            rows_left_over: collected.rows_left_over,
            courses_left_out: collected.courses_left_out.len() as u64,
        };
        let import = leased.import_mut();
        let layout = import.options().layout.layout();
        import.record_format(encoding, None);
        import.record_progress(progress);
        import.finish_attempt(&attempt, shape, written.problems.with_file(&problems, layout));
        leased.save(self.stores).await?;
        let has_file_error = problems.iter().any(|problem| problem.severity() == Severity::Error);
        Ok(Verdict { index: written.index, has_file_error })
    }
}
