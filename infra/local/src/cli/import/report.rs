//! The report on an import: a summary to read, or one JSON document.

use std::{
    cmp::Reverse,
    io::{self, Write},
    path::{Path, PathBuf},
};

use rollcall_domain::{
    import::ImportStatus,
    problem::{Code, Language, Problem, message},
    row::Summary,
};
use serde::{Serialize, Serializer};

use super::words::Words;
use crate::cli::{
    client::{CountsAnswer, ProblemAnswer},
    output::{Paint, printable},
};

/// Problems in the summary; the others are in the files.
const PROBLEMS_SHOWN: usize = 20;

/// The result of an import.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// The language of the summary.
    pub language: Language,
    /// The path of the file, as given.
    pub file: String,
    /// The import; `None` if the file was refused before there was one.
    pub import_id: Option<String>,
    /// The status of the import.
    pub status: ImportStatus,
    /// A dry run: nothing was written.
    pub is_dry_run: bool,
    /// How the import ended; for a dry run, how it would have ended.
    pub end: ImportStatus,
    /// For a dry run that would be rejected for its rows: the summary if they were skipped.
    pub if_skipped: Option<Summary>,
    /// Counts by outcome.
    pub summary: Summary,
    /// Blank rows, which are ignored.
    pub rows_blank: u64,
    /// Identical repetitions, which are ignored.
    pub rows_repeated: u64,
    /// The number of problems.
    pub counts: CountsAnswer,
    /// The first problems.
    pub problems: Vec<ProblemAnswer>,
    /// The result files.
    pub files: ResultFiles,
}

/// The paths of the downloaded results.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct ResultFiles {
    /// The complete result, for programs.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub json: Option<PathBuf>,
    /// One row per user.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub csv: Option<PathBuf>,
    /// The corrections file.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub fix: Option<PathBuf>,
}

/// The one document of `--json`.
#[derive(Serialize)]
struct Document<'a> {
    import_id: Option<&'a str>,
    status: ImportStatus,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    summary: &'a Summary,
    problems: &'a [ProblemAnswer],
    files: &'a ResultFiles,
}

impl Report {
    /// Writes the one document.
    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            import_id: self.import_id.as_deref(),
            status: self.status,
            dry_run: self.is_dry_run,
            summary: &self.summary,
            problems: &self.problems,
            files: &self.files,
        };
        serde_json::to_writer(&mut *out, &document)?;
        writeln!(out)
    }

    /// Writes the summary, the first problems, and where the files are.
    pub(super) fn write_text(&self, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.headline(paint))?;
        // A file that was refused before there was an import has no rows to count.
        if self.import_id.is_some() {
            self.write_counts(out)?;
        }
        self.write_problems(paint, out)?;
        self.write_files(out)
    }

    fn headline(&self, paint: Paint) -> String {
        let words = Words::of(self.language);
        let word = words.end(self.end);
        let word = match self.end {
            ImportStatus::Completed if self.summary.failed == 0 => paint.green(word),
            ImportStatus::Completed => paint.yellow(word),
            _ => paint.red(word),
        };
        let file = printable(&self.file);
        match &self.import_id {
            _ if self.is_dry_run => {
                let [dry_run_of, end, nothing_written] = words.dry_run_of;
                format!("{dry_run_of}{file}{end}{word}{nothing_written}")
            }
            Some(import_id) => {
                let [import, of, end] = words.import_of;
                format!("{import}{import_id}{of}{file}{end}{word}")
            }
            None => format!("{file}{}{word}", words.import_of[2]),
        }
    }

    fn write_counts(&self, out: &mut dyn Write) -> io::Result<()> {
        let words = Words::of(self.language);
        let Summary { created, updated, skipped, failed, course_assignments, invitations } = self.summary;
        let counts = [created, updated, skipped, failed, course_assignments, invitations];
        let always = words.counts.into_iter().zip(counts);
        let ignored = words.left_out.into_iter().zip([self.rows_blank, self.rows_repeated]);
        let width = words.left_out.map(|name| name.chars().count()).into_iter().max().unwrap_or_default();
        for (name, count) in always.chain(ignored.filter(|(_, count)| *count > 0)) {
            writeln!(out, "  {name:<width$} {count:>9}")?;
        }
        if let Some(Summary { created, updated, skipped, failed, .. }) = self.if_skipped {
            let ([is_created, is_updated, is_skipped, is_failed, ..], option) = (words.counts, words.with_option);
            let colon = words.import_of[2];
            writeln!(
                out,
                "{option}--on-row-errors skip{colon}{created} {is_created}, {updated} {is_updated}, {skipped} {is_skipped}, {failed} {is_failed}."
            )?;
        }
        Ok(())
    }

    fn write_problems(&self, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        let CountsAnswer { errors, warnings } = self.counts;
        let total = (errors + warnings).max(self.problems.len() as u64);
        if total == 0 {
            return Ok(());
        }
        let words = Words::of(self.language);
        writeln!(out, "\n{}, {}", counted(errors, words.errors), counted(warnings, words.warnings))?;
        let mut shown: Vec<&ProblemAnswer> = self.problems.iter().collect();
        // Problems of the file first, then errors of rows, then warnings.
        shown.sort_by_key(|problem| (is_of_row(problem), Reverse(is_error(problem))));
        shown.truncate(PROBLEMS_SHOWN);
        for problem in &shown {
            let ([error, _], [warning, _]) = (words.errors, words.warnings);
            let width = error.chars().count().max(warning.chars().count());
            let severity = if is_error(problem) {
                paint.red(&format!("{error:<width$}")).into_owned()
            } else {
                paint.yellow(&format!("{warning:<width$}")).into_owned()
            };
            let place = place(problem, self.language);
            writeln!(out, "  {severity}  {}{}{}", printable(&place), words.import_of[2], printable(&problem.message))?;
        }
        let more = total - shown.len() as u64;
        let ([and, further], see) = (words.and_more, words.see);
        match self.files.to_read() {
            Some(file) if more > 0 => writeln!(out, "  {and}{more}{further}{see}{}", file.display()),
            None if more > 0 => writeln!(out, "  {and}{more}{further}"),
            Some(_) | None => Ok(()),
        }
    }

    fn write_files(&self, out: &mut dyn Write) -> io::Result<()> {
        let ResultFiles { json, csv, fix } = &self.files;
        let named = Words::of(self.language).files.into_iter().zip([json, csv, fix]);
        let mut is_first = true;
        for (name, path) in named.filter_map(|(name, path)| Some((name, path.as_ref()?))) {
            if std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            writeln!(out, "{name}{}", path.display())?;
        }
        Ok(())
    }
}

impl ResultFiles {
    /// The file with all problems, for a person to read.
    fn to_read(&self) -> Option<&Path> {
        self.fix.as_ref().or(self.csv.as_ref()).or(self.json.as_ref()).map(PathBuf::as_path)
    }
}

#[allow(clippy::ref_option, reason = "the shape in which serde calls it")]
fn as_text<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.to_string_lossy()).serialize(serializer)
}

fn is_of_row(problem: &ProblemAnswer) -> bool {
    problem.row.is_some()
}

fn is_error(problem: &ProblemAnswer) -> bool {
    problem.severity == "error"
}

fn counted(count: u64, [one, several]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// The location of a problem, in the wording of the messages.
fn place(problem: &ProblemAnswer, language: Language) -> String {
    // The place of a problem does not depend on its code.
    let located = Problem {
        row: problem.row,
        line: problem.line,
        column: problem.column.clone(),
        ..Problem::new(Code::FileEmpty)
    };
    message::place(&located, language)
}

#[cfg(test)]
mod tests;
