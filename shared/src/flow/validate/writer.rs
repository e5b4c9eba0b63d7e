//! Writes planned rows as objects: the plan, the row problems, and all rows in the file with comments, for the corrections file.

use futures_util::future::try_join3;

use super::planner::PlannedBatch;
use crate::{
    export::FixWriter,
    flow::{
        ChunkSpan, FlowError, PlanIndex,
        chunks::{NDJSON, encode, push_line, write_all},
    },
    ids::ImportId,
    import::ProblemCounts,
    keys,
    plan::reported_by_row,
    problem::Problem,
    row::Summary,
    stores::{ByteSink, ResultStore},
};

/// Maximum number of file problems to write together.
const PROBLEMS_PER_WRITE: usize = 256;

/// Writes the objects of one validation attempt.
pub(super) struct PlanWriter<S: ResultStore> {
    plan: S::Sink,
    row_problems: S::Sink,
    fix_file: S::Sink,
    fix_writer: Option<FixWriter>,
    offset: u64,
    written: Written,
}

/// The index and the counts for the written objects.
#[derive(Default)]
pub(super) struct Written {
    pub(super) index: PlanIndex,
    pub(super) planned: Summary,
    /// Counts of the row problems.
    pub(super) problems: ProblemCounts,
    /// Whether the corrections file contains text that the file's encoding cannot represent.
    pub(super) has_unrepresentable_text: bool,
}

impl<S: ResultStore> PlanWriter<S> {
    pub(super) async fn create(results: &S, id: &ImportId, attempt: &str) -> Result<Self, FlowError> {
        Ok(Self {
            plan: results.create_result(&keys::plan(id, attempt), NDJSON).await?,
            row_problems: results.create_result(&keys::row_problems(id, attempt), NDJSON).await?,
            fix_file: results.create_result(&keys::plan_fix(id, attempt), "text/csv").await?,
            fix_writer: None,
            offset: 0,
            written: Written::default(),
        })
    }

    /// Starts the corrections file with its header.
    pub(super) async fn begin_fix_file(&mut self, mut writer: FixWriter) -> Result<(), FlowError> {
        self.fix_file.write(writer.take_bytes()).await?;
        self.fix_writer = Some(writer);
        Ok(())
    }

    /// Writes the rows in a batch as one chunk, and their problems in file order.
    pub(super) async fn write(&mut self, batch: PlannedBatch) -> Result<(), FlowError> {
        let mut lines = Vec::new();
        let mut problem_lines = Vec::new();
        let mut planned = Summary::default();
        let mut repeated = batch.repeated.into_iter().peekable();
        for (range, row) in &batch.rows {
            while let Some(problem) = repeated.next_if(|problem| problem.row < Some(row.row)) {
                self.push_problem(&mut problem_lines, &problem)?;
            }
            for problem in row.problems.iter().filter(|problem| reported_by_row(problem)) {
                self.push_problem(&mut problem_lines, problem)?;
            }
            planned.count(row);
            push_line(&mut lines, row)?;
            if let Some(writer) = &mut self.fix_writer {
                writer.push(&batch.raws[range.clone()], row);
            }
        }
        for problem in repeated {
            self.push_problem(&mut problem_lines, &problem)?;
        }
        if !batch.rows.is_empty() {
            let length = lines.len() as u64;
            self.written.index.chunks.push(ChunkSpan { offset: self.offset, length, planned });
            self.written.planned.add(&planned);
            self.offset += length;
            self.plan.write(lines.into()).await?;
        }
        self.row_problems.write(problem_lines.into()).await?;
        if let Some(writer) = &mut self.fix_writer {
            self.fix_file.write(writer.take_bytes()).await?;
        }
        Ok(())
    }

    fn push_problem(&mut self, lines: &mut Vec<u8>, problem: &Problem) -> Result<(), FlowError> {
        self.written.problems.count(problem);
        push_line(lines, problem)
    }

    /// Makes the objects visible. The corrections file is written only if every row was read.
    pub(super) async fn finish(self, is_complete: bool) -> Result<Written, FlowError> {
        let fix_file = async { if is_complete { self.fix_file.finish().await } else { Ok(()) } };
        try_join3(self.plan.finish(), self.row_problems.finish(), fix_file).await?;
        let has_unrepresentable_text = self.fix_writer.is_some_and(|writer| !writer.is_representable());
        Ok(Written { has_unrepresentable_text, ..self.written })
    }
}

pub(super) async fn write_index(
    results: &impl ResultStore,
    id: &ImportId,
    attempt: &str,
    index: &PlanIndex,
) -> Result<(), FlowError> {
    let key = keys::plan_index(id, attempt);
    write_all(results, &key, "application/json", encode("index", index)?).await
}

pub(super) async fn write_file_problems(
    results: &impl ResultStore,
    id: &ImportId,
    attempt: &str,
    problems: &[Problem],
) -> Result<(), FlowError> {
    let mut sink = results.create_result(&keys::file_problems(id, attempt), NDJSON).await?;
    for some in problems.chunks(PROBLEMS_PER_WRITE) {
        let mut lines = Vec::new();
        for problem in some {
            push_line(&mut lines, problem)?;
        }
        sink.write(lines.into()).await?;
    }
    Ok(sink.finish().await?)
}
