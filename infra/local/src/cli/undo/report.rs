//! The report on an undo: a readable summary, or one JSON document.

use std::io::{self, Write};

use jiff::Timestamp;
use rollcall_domain::{
    import::ImportStatus,
    locale::{Language, Message, Value, report as messages},
    row::Summary,
};
use serde::{Deserialize, Serialize};

use crate::cli::{
    client::{KeptResponse, ProblemResponse, UndoRowResponse},
    ending::ending,
    exit::Exit,
    output::{Output, Paint, printable, to_second},
};

/// Maximum number of lines in each list in the text output.
const LINES_SHOWN: usize = 20;

#[derive(Debug)]
pub(super) struct Report {
    pub language: Language,
    pub import_id: String,
    pub undo_id: String,
    pub status: ImportStatus,
    /// Whether this is a preview: nothing has been written, and the counts are those that would result from a confirmation.
    pub is_preview: bool,
    pub summary: Summary,
    pub problems: Vec<ProblemResponse>,
    /// The rows in which something was retained.
    pub retained: Vec<UndoRowResponse>,
}

/// A completed import, which may have completed since the one to undo.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    pub import_id: String,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    undo_status: Option<String>,
    #[serde(default)]
    file: Option<FileName>,
}

#[derive(Debug, Deserialize)]
struct FileName {
    name: String,
}

impl Since {
    /// Returns `true` for an import of a file, unless it was undone.
    pub(super) fn is_in_effect(&self) -> bool {
        self.source != "undo" && self.undo_status.as_deref() != Some("completed")
    }

    pub(super) fn line(&self) -> String {
        let file = self.file.as_ref().map_or("", |file| file.name.as_str());
        format!("{}  {}  {file}", self.import_id, to_second(&self.created_at.to_string()))
    }
}

#[derive(Serialize)]
struct Document<'a> {
    import_id: &'a str,
    undoes: &'a str,
    status: ImportStatus,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    summary: &'a Summary,
    problems: &'a [ProblemResponse],
    kept: &'a [UndoRowResponse],
}

impl Report {
    /// Returns the exit status: 0 if everything was undone, 4 if something was retained, 3 if nothing was undone, 1 if the undo failed.
    pub(super) fn exit(&self) -> Exit {
        Exit::of_undo(self.status, &self.summary, !self.retained.is_empty())
    }

    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            import_id: &self.undo_id,
            undoes: &self.import_id,
            status: if self.is_preview { ImportStatus::Cancelled } else { self.status },
            dry_run: self.is_preview,
            summary: &self.summary,
            problems: &self.problems,
            kept: &self.retained,
        };
        serde_json::to_writer(&mut *out, &document)?;
        writeln!(out)
    }

    pub(super) fn write_text(&self, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.headline(paint))?;
        let Summary { removed, updated, skipped, course_assignments_removed, .. } = self.summary;
        let counts = [
            (messages::COUNT_REMOVED, removed),
            (messages::COUNT_RESTORED, updated),
            (messages::COUNT_SKIPPED, skipped),
            (messages::COUNT_COURSE_ASSIGNMENTS_REMOVED, course_assignments_removed),
        ];
        let name = |message: Message| message.text(self.language);
        let width = counts.map(|(message, _)| name(message).chars().count()).into_iter().max().unwrap_or_default();
        for (message, count) in counts {
            writeln!(out, "  {:<width$} {:>9}", name(message), self.language.number(count))?;
        }
        for problem in &self.problems {
            writeln!(out, "\n{}", printable(&problem.message))?;
        }
        self.write_retained(out)
    }

    fn headline(&self, paint: Paint) -> String {
        let import = ("import", Value::from(self.import_id.as_str()));
        if self.is_preview {
            return messages::UNDO_PREVIEW_OF.format(self.language, &[import]);
        }
        let end = ending(self.status, self.language);
        let end = match self.exit() {
            Exit::Done => paint.green(end),
            Exit::PartlyFailed => paint.yellow(end),
            _ => paint.red(end),
        };
        let values = [("undo", Value::from(self.undo_id.as_str())), import, ("end", Value::Text(end.into_owned()))];
        messages::UNDO_OF.format(self.language, &values)
    }

    fn write_retained(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines: Vec<String> = self.retained.iter().flat_map(|row| lines_of(row, self.language)).collect();
        if lines.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", messages::UNDO_RETAINED.text(self.language))?;
        for line in lines.iter().take(LINES_SHOWN) {
            writeln!(out, "  {}", printable(line))?;
        }
        let more = lines.len().saturating_sub(LINES_SHOWN) as u64;
        if more > 0 {
            let values = [("count", Value::Number(more)), ("file", Value::from(""))];
            writeln!(out, "  {}", messages::MORE.format(self.language, &values))?;
        }
        Ok(())
    }
}

/// Writes the completed imports that are newer than the one to undo, with advice on what to do if one of them was correct.
pub(super) fn write_since(since: &[String], language: Language, output: &mut Output) -> io::Result<()> {
    if since.is_empty() {
        return Ok(());
    }
    writeln!(output.out, "{}", messages::IMPORTS_SINCE.text(language))?;
    for line in since.iter().take(LINES_SHOWN) {
        writeln!(output.out, "  {}", printable(line))?;
    }
    writeln!(output.out)
}

fn lines_of(row: &UndoRowResponse, language: Language) -> Vec<String> {
    let email = || Value::Text(row.user.email.clone().unwrap_or_default());
    let reason = match row.reason.as_deref() {
        Some("changed-since") => Some(messages::REASON_CHANGED_SINCE),
        Some("active") => Some(messages::REASON_ACTIVE),
        Some("gone") => Some(messages::REASON_GONE),
        Some("self-disable") => Some(messages::REASON_SELF_DISABLE),
        Some("kept") => Some(messages::REASON_KEPT),
        _ => None,
    };
    let mut lines = Vec::new();
    if let Some(reason) = reason {
        let values = [("email", email()), ("reason", Value::Text(reason.text(language).to_owned()))];
        lines.push(messages::RETAINED_USER.format(language, &values));
    }
    lines.extend(row.kept.iter().map(|KeptResponse { column, current, .. }| {
        let values = [
            ("email", email()),
            ("column", Value::Text(column.clone())),
            ("current", Value::Text(current.clone().unwrap_or_default())),
        ];
        let message = if current.is_some() { messages::RETAINED_VALUE } else { messages::RETAINED_EMPTY };
        message.format(language, &values)
    }));
    lines
}
