use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    catalog::Course,
    corrections::{CorrectedCell, CourseLeftOut},
    feed::RosterShape,
    ids::{CourseId, ImportId, UserId},
    import::{Import, ImportStatus, Options, Source},
    layout::{Field, FieldsView},
    problem::{Problem, ProblemView, message::Language},
    row::{Change, Kept, Outcome, Reason, Row, Summary},
};

/// A row in lists and exports.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Row"))]
pub struct RowView<'a> {
    /// Row number in a spreadsheet; the header is row 1. `null` for a person who is absent from a feed's file.
    pub row: Option<u64>,
    /// Physical line on which the row begins; `null` for a person who is absent from a feed's file.
    pub line: Option<u64>,
    /// The outcome of the row.
    pub outcome: Outcome,
    /// Why the row was skipped or the user disabled; otherwise `null`.
    pub reason: Option<Reason>,
    /// The row's user.
    pub user: UserView<'a>,
    /// The requested courses.
    pub courses: &'a [Course],
    /// Ids of the requested courses that are new for the user.
    pub courses_assigned: &'a [CourseId],
    /// The values that the row changes.
    pub changes: &'a [Change],
    /// Ids of the courses that an undo removes.
    pub courses_removed: &'a [CourseId],
    /// The values that an undo retains.
    pub kept: &'a [Kept],
    /// The latest import that changed the user after the undone import.
    pub changed_by: Option<&'a ImportId>,
    /// Whether an invitation was queued.
    pub invited: bool,
    /// Whether the user already existed, may be invited, and has no invitation once the row is applied.
    pub never_invited: bool,
    /// Errors and warnings.
    pub problems: Vec<ProblemView<'a>>,
    /// Cells that were corrected.
    pub corrections: &'a [CorrectedCell],
}

/// The user of a row: values from the file, and stored values that an update retains.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RowUser"))]
pub struct UserView<'a> {
    /// The id of the user; before the row is applied, the id that a new user will have.
    pub user_id: Option<&'a UserId>,
    /// The values by field.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "fields_schema"))]
    pub fields: FieldsView<'a>,
}

#[cfg(feature = "schema")]
fn fields_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    FieldsView::schema(&Field::SHOWN)
}

impl<'a> RowView<'a> {
    /// Creates a view of a row, with its problems in `language`.
    pub fn new(row: &'a Row, language: Language) -> Self {
        Self {
            row: row.shown_row(),
            line: row.shown_line(),
            outcome: row.outcome,
            reason: row.reason,
            user: UserView {
                user_id: row.user_id.as_ref(),
                fields: FieldsView::new(&Field::SHOWN, |field| row.value(field)),
            },
            courses: &row.courses,
            courses_assigned: &row.assigned,
            changes: &row.changes,
            courses_removed: row.courses_removed(),
            kept: row.kept(),
            changed_by: row.changed_by(),
            invited: row.invited,
            never_invited: row.never_invited,
            problems: row.problems.iter().map(|problem| problem.view(language)).collect(),
            corrections: &row.corrections,
        }
    }
}

/// The members that precede the lists of rows in a JSON result.
#[derive(Debug, Serialize)]
pub struct JsonHead<'a> {
    pub import_id: &'a ImportId,
    pub source: Source,
    /// The status of the import. While the import waits for confirmation, the lists show the planned outcomes.
    pub status: ImportStatus,
    pub started_by: &'a str,
    /// Name of the file; `null` for an undo, which has no file.
    pub file_name: Option<&'a str>,
    /// The import being undone, if this is an undo.
    pub undoes: Option<&'a ImportId>,
    pub options: &'a Options,
    /// The file's effect on the roster of its feed; `null` if the file does not belong to a feed or was not read completely, or if this is
    /// an undo.
    pub roster: Option<RosterShape>,
    pub summary: Summary,
    /// Number of blank rows, which are left out.
    pub rows_blank: u64,
    /// Number of exact repeats of earlier rows, which are left out.
    pub rows_repeated: u64,
    /// Number of rows that repeat the header or that a correction leaves out.
    pub rows_left_out: u64,
    /// The first courses that corrections leave out.
    pub courses_left_out: &'a [CourseLeftOut],
    pub problems: ProblemsHead<'a>,
    pub created_at: Timestamp,
    /// When the import ended; `null` while it waits for confirmation.
    pub finished_at: Option<Timestamp>,
}

/// An import's problems, in the head of its result. Row problems are listed with the rows.
#[derive(Debug, Serialize)]
pub struct ProblemsHead<'a> {
    /// Number of errors in the file and its rows.
    pub errors: u64,
    pub warnings: u64,
    /// The first problems with the file itself.
    pub file: Vec<ProblemView<'a>>,
}

impl<'a> JsonHead<'a> {
    /// Creates the head of an import's result. `late_errors` is the number of errors found while rows were written; `file` contains the
    /// first problems with the file itself; `left_out` contains the courses that corrections leave out; `at` is the time at which the import
    /// ended.
    pub fn new(
        import: &'a Import,
        status: ImportStatus,
        (summary, late_errors): (Summary, u64),
        file: &'a [Problem],
        left_out: &'a [CourseLeftOut],
        at: Timestamp,
    ) -> Self {
        let problems = import.problems();
        Self {
            import_id: import.id(),
            source: import.source(),
            status,
            started_by: import.started_by(),
            file_name: (import.source() != Source::Undo).then_some(import.file().name.as_str()),
            undoes: import.undoes(),
            options: import.options(),
            roster: import.feed().and_then(|file| file.roster),
            summary,
            rows_blank: import.progress().rows_blank,
            rows_repeated: import.progress().rows_repeated,
            rows_left_out: import.progress().rows_left_out,
            courses_left_out: left_out,
            problems: ProblemsHead {
                errors: problems.errors + late_errors,
                warnings: problems.warnings,
                file: file.iter().map(|problem| problem.overview(import.language())).collect(),
            },
            created_at: import.created_at(),
            finished_at: status.is_ended().then_some(at),
        }
    }
}

/// Writes one JSON document incrementally: the head, then one list per outcome.
#[derive(Debug)]
pub struct JsonWriter {
    language: Language,
    out: Vec<u8>,
    is_first: bool,
}

impl JsonWriter {
    /// Creates a writer and writes the head. Problems are written in `language`.
    pub fn new(head: &JsonHead<'_>, language: Language) -> Result<Self, serde_json::Error> {
        let mut out = serde_json::to_vec(head)?;
        // `finish` writes the closing brace.
        out.pop();
        Ok(Self { language, out, is_first: true })
    }

    pub fn begin_list(&mut self, outcome: Outcome) {
        self.out.extend_from_slice(format!(",\n\"{}\":[", outcome.as_str()).as_bytes());
        self.is_first = true;
    }

    pub fn push(&mut self, row: &Row) -> Result<(), serde_json::Error> {
        self.out.extend_from_slice(if self.is_first { b"\n" } else { b",\n" });
        self.is_first = false;
        serde_json::to_writer(&mut self.out, &RowView::new(row, self.language))
    }

    pub fn end_list(&mut self) {
        self.out.push(b']');
    }

    pub fn finish(mut self) -> Bytes {
        self.out.extend_from_slice(b"\n}\n");
        Bytes::from(self.out)
    }

    /// Returns the bytes written since the last call.
    pub fn take_bytes(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Person;

    fn view(row: &Row) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(RowView::new(row, Language::English))
    }

    #[test]
    fn row_of_an_absent_person_has_no_number() -> Result<(), serde_json::Error> {
        let json = view(&Row { outcome: Outcome::Disabled, ..Row::new(90, 0, Person::default()) })?;
        assert_eq!(
            (&json["row"], &json["line"], &json["outcome"]),
            (&None::<u64>.into(), &None::<u64>.into(), &"disabled".into())
        );
        let json = view(&Row::new(2, 1, Person::default()))?;
        assert_eq!((&json["row"], &json["line"]), (&2.into(), &1.into()));
        Ok(())
    }

    #[test]
    fn user_who_stays_disabled_is_shown_as_disabled() -> Result<(), serde_json::Error> {
        let person = Person { enabled: Some(true), ..Person::default() };
        for (enabled_kept, shown) in [(false, true), (true, false)] {
            let json = view(&Row { enabled_kept, ..Row::new(2, 2, person.clone()) })?;
            assert_eq!(json["user"]["enabled"], shown);
        }
        Ok(())
    }
}
