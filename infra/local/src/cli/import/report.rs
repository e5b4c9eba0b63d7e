//! The report on an import: a readable summary, or one JSON document.

use std::{
    cmp::Reverse,
    io::{self, Write},
    path::{Path, PathBuf},
};

use rollcall_domain::{
    corrections::{Correction, CourseLeftOut},
    feed::{ExceededLimit, HeldLimit},
    import::ImportStatus,
    locale::{Language, Message, Value, email, report},
    problem::{Code, Problem, message},
    row::Summary,
};
use serde::{Serialize, Serializer};

use crate::cli::{
    client::{CountsResponse, ProblemResponse, RowResponse},
    ending::ending,
    output::{Paint, printable},
};

/// Maximum number of problems in the summary; the result files, if any, contain the rest.
const PROBLEMS_SHOWN: usize = 20;
/// Maximum number of courses in the list of those that corrections leave out.
const COURSES_SHOWN: usize = 20;
/// Maximum number of updated users in the summary, and of disabled ones; the result files, if any, contain the rest.
pub(super) const USERS_SHOWN: usize = 10;

#[derive(Debug, Clone)]
pub(super) struct Report {
    pub language: Language,
    /// The path of the file, as given.
    pub file: String,
    /// Id of the import; `None` if the file was refused before an import was created.
    pub import_id: Option<String>,
    pub status: ImportStatus,
    /// Whether this is a dry run: nothing was written.
    pub is_dry_run: bool,
    /// How the import ended; for a dry run, how it would have ended.
    pub end: ImportStatus,
    /// The limits of the feed's brake that the file exceeds; empty unless the file waits for confirmation because of them.
    pub held: Vec<ExceededLimit>,
    /// Number of rows without a readable address, if they prevent anyone from being counted as missing from the feed.
    pub uncounted: Option<u64>,
    /// The summary with invalid rows skipped, for a file that was only checked and would be rejected because of these rows.
    pub if_skipped: Option<Summary>,
    pub summary: Summary,
    /// Number of rows in the file; `None` if it was not read to the end.
    pub rows_total: Option<u64>,
    pub rows_valid: Option<u64>,
    /// The first few users to be updated.
    pub changed: Vec<RowResponse>,
    /// The first few people to be disabled because they are missing from the file of a feed.
    pub disabled: Vec<RowResponse>,
    /// Addresses of existing users in the file who could be invited but have no invitation; looked up only if rows failed because their users
    /// exist.
    pub never_invited: Vec<String>,
    /// What the user can do next, as sentences.
    pub advice: Vec<String>,
    pub rows_blank: u64,
    /// Identical repeated rows, which are ignored.
    pub rows_repeated: u64,
    /// Repeated header rows, and rows that a correction leaves out.
    pub rows_left_out: u64,
    pub counts: CountsResponse,
    pub problems: Vec<ProblemResponse>,
    /// The corrections that were applied; `None` unless an option requested some.
    pub corrections: Option<Vec<Correction>>,
    /// Courses that the corrections leave out.
    pub courses_left_out: Vec<CourseLeftOut>,
    /// Whether the catalog contains no companies; looked up only if a company was not found.
    pub is_catalog_empty: bool,
    /// Number of suggestions that `--accept-suggestions` would have accepted; counted only if the file is rejected and standard output is a
    /// terminal.
    pub safe_suggestions: usize,
    pub files: ResultFiles,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct ResultFiles {
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub json: Option<PathBuf>,
    /// One row per user.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub csv: Option<PathBuf>,
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub fix: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    import_id: Option<&'a str>,
    status: ImportStatus,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    #[serde(skip_serializing_if = "<[ExceededLimit]>::is_empty")]
    held: &'a [ExceededLimit],
    summary: &'a Summary,
    problems: &'a [ProblemResponse],
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<&'a [Correction]>,
    files: &'a ResultFiles,
}

impl Report {
    /// Returns `true` if the import has invited users, with an option or because of its feed.
    pub(super) fn has_invitations(&self) -> bool {
        !self.is_dry_run && self.end == ImportStatus::Completed && self.summary.invitations > 0
    }

    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            import_id: self.import_id.as_deref(),
            // With `--accept-suggestions`, an import that was cancelled because of its errors is reported as rejected, just as without this
            // option.
            status: if self.is_dry_run { self.status } else { self.end },
            dry_run: self.is_dry_run,
            held: &self.held,
            summary: &self.summary,
            problems: &self.problems,
            corrections: self.corrections.as_deref(),
            files: &self.files,
        };
        serde_json::to_writer(&mut *out, &document)?;
        writeln!(out)
    }

    pub(super) fn write_text(&self, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.headline(paint))?;
        self.write_verdict(out)?;
        self.write_held(out)?;
        // A file that was refused before an import was created has no rows to count.
        if self.import_id.is_some() {
            self.write_counts(out)?;
        }
        if let Some(rows) = self.uncounted {
            writeln!(out, "{}", email::REPORT_NOT_COUNTED.format(self.language, &[("count", Value::Number(rows))]))?;
        }
        self.write_changes(out)?;
        self.write_disabled(out)?;
        self.write_courses_left_out(out)?;
        self.write_problems(paint, out)?;
        self.write_files(out)?;
        if !self.advice.is_empty() {
            writeln!(out)?;
        }
        self.advice.iter().try_for_each(|line| writeln!(out, "{}", printable(line)))
    }

    /// For a rejected file, writes that nothing was imported (unless this is a dry run) and how many rows have no errors.
    fn write_verdict(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.end != ImportStatus::Rejected {
            return Ok(());
        }
        let mut sentences = Vec::new();
        if !self.is_dry_run {
            sentences.push(report::NOTHING_IMPORTED.text(self.language).to_owned());
        }
        // If a file has too many rows, they are counted but not checked.
        let is_judged = |valid: &u64| *valid > 0 || self.summary.failed > 0;
        if let (Some(valid), Some(total)) = (self.rows_valid.filter(is_judged), self.rows_total) {
            let values = [("valid", Value::Number(valid)), ("total", Value::Number(total))];
            sentences.push(report::ROWS_VALID.format(self.language, &values));
        }
        if sentences.is_empty() { Ok(()) } else { writeln!(out, "{}", sentences.join(" ")) }
    }

    /// Writes which of the brake's limits the file exceeds.
    fn write_held(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        // The headline of a dry run says that nothing was written.
        let heading = if self.is_dry_run { report::HELD_DRY_RUN } else { report::HELD };
        writeln!(out, "{}", heading.text(self.language))?;
        for ExceededLimit { limit, allowed, found, users } in &self.held {
            let what = match limit {
                HeldLimit::CreatePercent => report::HELD_CREATE,
                HeldLimit::UpdatePercent => report::HELD_UPDATE,
                HeldLimit::DisablePercent => report::HELD_DISABLE,
                HeldLimit::FailedPercent => report::HELD_FAILED,
                HeldLimit::AbsentPercent => report::HELD_ABSENT,
            };
            let values = [
                ("what", Value::from(what.text(self.language))),
                ("users", Value::Number(*users)),
                ("found", Value::Number(*found)),
                ("allowed", Value::Number(*allowed)),
            ];
            writeln!(out, "  {}", report::HELD_LIMIT.format(self.language, &values))?;
        }
        Ok(())
    }

    /// Writes the number of changed values by column, and the changes to the first few users.
    fn write_changes(&self, out: &mut dyn Write) -> io::Result<()> {
        let Summary { updated, fields_changed, .. } = self.planned();
        if self.changed.is_empty() {
            return Ok(());
        }
        let columns = fields_changed.by_column(self.language);
        let heading = if columns.is_empty() {
            report::CHANGES.text(self.language).to_owned()
        } else {
            report::CHANGES_BY_COLUMN.format(self.language, &[("columns", Value::Text(columns))])
        };
        writeln!(out, "\n{heading}")?;
        for row in &self.changed {
            writeln!(out, "  {}", printable(&change_line(row, self.language)))?;
        }
        let file = self.files.csv.as_deref();
        self.write_more(updated.saturating_sub(self.changed.len() as u64), file, out)
    }

    fn write_disabled(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.disabled.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", report::DISABLED_MISSING.text(self.language))?;
        for row in &self.disabled {
            writeln!(out, "  {}", printable(&row.user.email))?;
        }
        let more = self.planned().disabled.saturating_sub(self.disabled.len() as u64);
        self.write_more(more, self.files.csv.as_deref(), out)
    }

    fn write_courses_left_out(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.courses_left_out.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", report::COURSES_LEFT_OUT.text(self.language))?;
        for CourseLeftOut { company, found, rows } in self.courses_left_out.iter().take(COURSES_SHOWN) {
            let values = [
                ("title", Value::Text(self.language.quoted(found))),
                ("company", Value::from(company.as_str())),
                ("rows", Value::Number(*rows)),
            ];
            writeln!(out, "  {}", printable(&report::COURSE_LEFT_OUT.format(self.language, &values)))?;
        }
        let more = self.courses_left_out.len().saturating_sub(COURSES_SHOWN) as u64;
        self.write_more(more, self.files.json.as_deref(), out)
    }

    /// Returns the summary that the shown changes belong to: for a file that would be rejected, the one with invalid rows skipped.
    fn planned(&self) -> Summary {
        self.if_skipped.unwrap_or(self.summary)
    }

    fn write_more(&self, more: u64, file: Option<&Path>, out: &mut dyn Write) -> io::Result<()> {
        if more == 0 {
            return Ok(());
        }
        let message = if file.is_some() { report::MORE_IN_FILE } else { report::MORE };
        let values = [
            ("count", Value::Number(more)),
            ("file", Value::Text(file.map(|file| file.display().to_string()).unwrap_or_default())),
        ];
        writeln!(out, "  {}", printable(&message.format(self.language, &values)))
    }

    fn headline(&self, paint: Paint) -> String {
        let end = match self.end {
            ImportStatus::AwaitingConfirmation if self.is_dry_run => report::WOULD_WAIT.text(self.language),
            status => ending(status, self.language),
        };
        let end = match self.end {
            ImportStatus::Completed if self.summary.failed == 0 => paint.green(end),
            ImportStatus::Completed | ImportStatus::AwaitingConfirmation => paint.yellow(end),
            _ => paint.red(end),
        };
        let values = [
            ("file", Value::Text(printable(&self.file).into_owned())),
            ("end", Value::Text(end.into_owned())),
            ("import", Value::from(self.import_id.as_deref().unwrap_or_default())),
        ];
        let message = match &self.import_id {
            _ if self.is_dry_run => report::DRY_RUN_OF,
            Some(_) => report::IMPORT_OF,
            None => report::FILE_REFUSED,
        };
        message.format(self.language, &values)
    }

    fn write_counts(&self, out: &mut dyn Write) -> io::Result<()> {
        let Summary { created, updated, disabled, skipped, failed, course_assignments, invitations, .. } = self.summary;
        let written = [(report::COUNT_CREATED, created), (report::COUNT_UPDATED, updated)];
        // Only a feed's file disables people because they are absent.
        let absent = [(report::COUNT_DISABLED, disabled)].into_iter().filter(|(_, count)| *count > 0);
        let others = [
            (report::COUNT_SKIPPED, skipped),
            (report::COUNT_FAILED, failed),
            (report::COUNT_COURSE_ASSIGNMENTS, course_assignments),
            (report::COUNT_INVITATIONS, invitations),
        ];
        let left_out = [
            (report::COUNT_ROWS_BLANK, self.rows_blank),
            (report::COUNT_ROWS_REPEATED, self.rows_repeated),
            (report::COUNT_ROWS_LEFT_OUT, self.rows_left_out),
        ];
        let name = |message: Message| message.text(self.language);
        let width = left_out.map(|(message, _)| name(message).chars().count()).into_iter().max().unwrap_or_default();
        let left_out = left_out.into_iter().filter(|(_, count)| *count > 0);
        for (message, count) in written.into_iter().chain(absent).chain(others).chain(left_out) {
            writeln!(out, "  {:<width$} {:>9}", name(message), self.language.number(count))?;
        }
        if let Some(Summary { created, updated, skipped, failed, .. }) = self.if_skipped {
            let values = [
                ("option", Value::from("--on-row-errors skip")),
                ("created", Value::Number(created)),
                ("updated", Value::Number(updated)),
                ("skipped", Value::Number(skipped)),
                ("failed", Value::Number(failed)),
            ];
            writeln!(out, "{}", report::IF_SKIPPED.format(self.language, &values))?;
        }
        Ok(())
    }

    fn write_problems(&self, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        let CountsResponse { errors, warnings } = self.counts;
        let total = (errors + warnings).max(self.problems.len() as u64);
        if total == 0 {
            return Ok(());
        }
        let values = [("errors", Value::Number(errors)), ("warnings", Value::Number(warnings))];
        writeln!(out, "\n{}", report::PROBLEMS.format(self.language, &values))?;
        let mut shown: Vec<&ProblemResponse> = self.problems.iter().collect();
        // File problems first, then row errors, then row warnings.
        shown.sort_by_key(|problem| (is_of_row(problem), Reverse(is_error(problem))));
        shown.truncate(PROBLEMS_SHOWN);
        let (error, warning) = (report::ERROR.text(self.language), report::WARNING.text(self.language));
        let width = error.chars().count().max(warning.chars().count());
        for problem in &shown {
            let severity = if is_error(problem) {
                paint.red(&format!("{error:<width$}")).into_owned()
            } else {
                paint.yellow(&format!("{warning:<width$}")).into_owned()
            };
            writeln!(out, "  {severity}  {}", printable(&problem_line(problem, self.language)))?;
        }
        let more = total - shown.len() as u64;
        let are_errors_shown = shown.iter().filter(|problem| is_error(problem)).count() as u64 >= errors;
        let (corrections, csv) = (self.files.corrected(), self.files.csv.as_deref());
        // After a completed import, the corrections file contains only the rows that failed, without the other rows' warnings.
        let is_complete = self.end != ImportStatus::Completed || more == 0;
        let file = if is_complete || !are_errors_shown { corrections } else { csv.or(corrections) };
        self.write_more(more, file, out)?;
        if let (false, true, Some(csv)) = (is_complete || are_errors_shown, warnings > 0, csv)
            && file != Some(csv)
        {
            let values = [("file", Value::Text(csv.display().to_string()))];
            writeln!(out, "  {}", printable(&report::WARNINGS_IN_FILE.format(self.language, &values)))?;
        }
        Ok(())
    }

    fn write_files(&self, out: &mut dyn Write) -> io::Result<()> {
        let ResultFiles { json, csv, fix } = &self.files;
        // A file with only warnings, or without rows, also has a corrections file, but nothing in it needs to be corrected.
        let has_errors = (self.counts.errors > 0 || self.summary.failed > 0) && self.rows_total != Some(0);
        let corrections = if has_errors { report::FILE_CORRECTIONS } else { report::FILE_CORRECTIONS_PATH };
        let named =
            [(report::FILE_RESULT, json.as_ref()), (report::FILE_USERS, csv.as_ref()), (corrections, fix.as_ref())];
        let mut is_first = true;
        for (message, path) in named.into_iter().filter_map(|(message, path)| Some((message, path?))) {
            if std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            let path = path.display().to_string();
            let values = [("path", Value::Text(printable(&path).into_owned()))];
            writeln!(out, "{}", message.format(self.language, &values))?;
        }
        Ok(())
    }
}

impl ResultFiles {
    /// Returns the file with the rows to be corrected, in the most readable format available.
    fn corrected(&self) -> Option<&Path> {
        self.fix.as_ref().or(self.csv.as_ref()).or(self.json.as_ref()).map(PathBuf::as_path)
    }
}

#[allow(clippy::ref_option, reason = "serde calls it with this signature")]
fn as_text<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.to_string_lossy()).serialize(serializer)
}

fn change_line(row: &RowResponse, language: Language) -> String {
    let shown = |value: &Option<String>| language.quoted(value.as_deref().unwrap_or_default());
    let mut parts: Vec<String> = row
        .changes
        .iter()
        .map(|change| format!("{} {} → {}", change.column, shown(&change.old), shown(&change.new)))
        .collect();
    let titles: Vec<String> = row
        .courses
        .iter()
        .filter(|course| row.courses_assigned.contains(&course.id))
        .map(|course| language.quoted(&course.title))
        .collect();
    if !titles.is_empty() {
        parts.push(report::NEW_COURSES.format(language, &[("titles", Value::Text(titles.join(", ")))]));
    }
    let place = message::place(&Problem { row: row.row, line: row.line, ..Problem::new(Code::FileEmpty) }, language);
    let values = [
        ("place", Value::Text(place)),
        ("email", Value::from(row.user.email.as_str())),
        ("changes", Value::Text(parts.join("; "))),
    ];
    report::CHANGE_OF.format(language, &values)
}

fn is_of_row(problem: &ProblemResponse) -> bool {
    problem.row.is_some()
}

fn is_error(problem: &ProblemResponse) -> bool {
    problem.severity == "error"
}

/// Returns where the problem is, and its message. The message of a problem with the whole file needs no place.
fn problem_line(problem: &ProblemResponse, language: Language) -> String {
    if problem.row.is_none() && problem.line.is_none() && problem.column.is_none() {
        return problem.message.clone();
    }
    // A problem's position does not depend on its code.
    let located = Problem {
        row: problem.row,
        line: problem.line,
        column: problem.column.clone(),
        ..Problem::new(Code::FileEmpty)
    };
    let values = [
        ("place", Value::Text(message::place(&located, language))),
        ("message", Value::from(problem.message.as_str())),
    ];
    report::PROBLEM.format(language, &values)
}

#[cfg(test)]
pub(super) mod tests;
