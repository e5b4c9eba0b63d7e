use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

use super::{Outcome, Row};
use crate::{
    layout::{ENROLMENT, Field, field_labelled},
    locale::Language,
};

/// Counts of rows by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Users created.
    pub created: u64,
    /// Users updated.
    pub updated: u64,
    /// Users removed by an undo.
    #[serde(default)]
    pub removed: u64,
    /// Users disabled because they are absent from a feed.
    #[serde(default)]
    pub disabled: u64,
    /// Users left unchanged.
    pub skipped: u64,
    /// Rows with errors.
    pub failed: u64,
    /// New course assignments.
    pub course_assignments: u64,
    /// Course assignments removed by an undo.
    #[serde(default)]
    pub course_assignments_removed: u64,
    /// Invitations queued.
    pub invitations: u64,
    /// Existing users who could be invited but have no invitation.
    #[serde(default)]
    pub never_invited: u64,
    /// Changed values of existing users, by field.
    #[serde(default)]
    pub fields_changed: FieldCounts,
}

impl Summary {
    pub fn count(&mut self, row: &Row) {
        match row.outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Removed => self.removed += 1,
            Outcome::Disabled => self.disabled += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Failed => self.failed += 1,
        }
        self.course_assignments += row.assigned.len() as u64;
        self.course_assignments_removed += row.courses_removed().len() as u64;
        self.invitations += u64::from(row.invited);
        self.never_invited += u64::from(row.never_invited);
        for change in &row.changes {
            self.fields_changed.count(&change.column);
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.removed += other.removed;
        self.disabled += other.disabled;
        self.skipped += other.skipped;
        self.failed += other.failed;
        self.course_assignments += other.course_assignments;
        self.course_assignments_removed += other.course_assignments_removed;
        self.invitations += other.invitations;
        self.never_invited += other.never_invited;
        self.fields_changed.add(&other.fields_changed);
    }

    pub fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Created => self.created,
            Outcome::Updated => self.updated,
            Outcome::Removed => self.removed,
            Outcome::Disabled => self.disabled,
            Outcome::Skipped => self.skipped,
            Outcome::Failed => self.failed,
        }
    }

    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.removed + self.disabled + self.skipped + self.failed
    }
}

/// Counts by field. Serialized as a map of the nonzero counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldCounts([u64; Field::COUNT]);

impl FieldCounts {
    /// Adds 1 to the count of the field with this label. Unknown labels are ignored.
    pub fn count(&mut self, label: &str) {
        if let Some(field) = field_labelled(label) {
            self.0[field as usize] += 1;
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }

    /// Returns the fields with nonzero counts, in field order.
    pub fn iter(&self) -> impl Iterator<Item = (Field, u64)> {
        Field::ALL.into_iter().map(|field| (field, self.0[field as usize])).filter(|(_, count)| *count > 0)
    }

    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Lists the nonzero counts after the labels of their columns: `enabled 1, job_role 2`. Only the layout `enrolment` updates users, so the
    /// labels are those of its columns.
    pub fn by_column(&self, language: Language) -> String {
        let column = |(field, count): (Field, u64)| format!("{} {}", ENROLMENT.label(field), language.number(count));
        self.iter().map(column).collect::<Vec<_>>().join(", ")
    }
}

impl Serialize for FieldCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, count) in self.iter() {
            map.serialize_entry(field.as_str(), &count)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FieldCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers = std::collections::BTreeMap::<String, u64>::deserialize(deserializer)?;
        let mut counts = Self::default();
        for (name, count) in numbers {
            if let Some(field) = Field::parse(&name) {
                counts.0[field as usize] = count;
            }
        }
        Ok(counts)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for FieldCounts {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FieldCounts".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let counted = |field: &Field| !matches!(field, Field::Email | Field::Course);
        let properties: serde_json::Map<String, serde_json::Value> = Field::ALL
            .into_iter()
            .filter(counted)
            .map(|field| (field.as_str().to_owned(), serde_json::json!({ "type": "integer", "minimum": 1 })))
            .collect();
        schemars::json_schema!({
            "type": "object",
            "description": "Numbers by field; fields without changes are absent.",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::{Change, Person, UndoneRow};

    #[test]
    fn summary_counts_changes_by_field_under_the_labels_of_both_layouts() -> Result<(), serde_json::Error> {
        let change = |column: &str| Change {
            column: column.to_owned(),
            old: None,
            new: Some("x".to_owned()),
            old_id: None,
            new_id: None,
        };
        let mut row = Row::new(2, 2, Person::default());
        row.outcome = Outcome::Updated;
        row.changes = ["enabled", "companyName", "cohortName", "firstname", "of another version"].map(change).into();
        let mut summary = Summary::default();
        summary.count(&row);
        let mut sum = summary;
        sum.add(&summary);
        let json = serde_json::to_string(&sum.fields_changed)?;
        assert_eq!(json, r#"{"enabled":2,"name":2,"company":2,"cohort":2}"#);
        assert_eq!(serde_json::from_str::<FieldCounts>(&json)?, sum.fields_changed);
        assert_eq!(sum.fields_changed.total(), 8);
        assert_eq!(sum.fields_changed.by_column(Language::English), "enabled 2, name 2, companyName 2, cohortName 2");
        Ok(())
    }

    #[test]
    fn summary_of_an_earlier_version_has_no_counts_by_field() -> Result<(), serde_json::Error> {
        let json = r#"{"created":1,"updated":2,"skipped":0,"failed":0,"course_assignments":0,"invitations":0}"#;
        let summary: Summary = serde_json::from_str(json)?;
        assert_eq!((summary.updated, summary.never_invited, summary.fields_changed.total()), (2, 0, 0));
        Ok(())
    }

    #[test]
    fn summary_counts_rows_by_outcome() {
        let mut summary = Summary::default();
        for (count, outcome) in (1..).zip(Outcome::ALL) {
            for _ in 0..count {
                summary.count(&Row { outcome, ..Row::new(2, 2, Person::default()) });
            }
        }
        let expected =
            Summary { created: 1, updated: 2, removed: 3, disabled: 4, skipped: 5, failed: 6, ..Summary::default() };
        assert_eq!((summary, summary.rows()), (expected, 21));
        let mut sum = Summary::default();
        sum.add(&summary);
        sum.add(&summary);
        for (count, outcome) in (1..).zip(Outcome::ALL) {
            assert_eq!((summary.of(outcome), sum.of(outcome)), (count, 2 * count), "{outcome:?}");
        }
    }

    #[test]
    fn summary_counts_courses_and_invitations() {
        let undone = UndoneRow { courses_removed: vec!["c".into(), "d".into(), "e".into()], ..UndoneRow::default() };
        let row = Row {
            outcome: Outcome::Updated,
            assigned: vec!["a".into(), "b".into()],
            undone: Some(Box::new(undone)),
            invited: true,
            never_invited: true,
            ..Row::new(2, 2, Person::default())
        };
        let mut summary = Summary::default();
        summary.count(&row);
        summary.count(&Row::new(3, 3, Person::default()));
        let expected = Summary {
            updated: 1,
            failed: 1,
            course_assignments: 2,
            course_assignments_removed: 3,
            invitations: 1,
            never_invited: 1,
            ..Summary::default()
        };
        assert_eq!(summary, expected);
        let mut sum = Summary::default();
        sum.add(&summary);
        sum.add(&summary);
        assert_eq!((sum.course_assignments, sum.course_assignments_removed), (4, 6));
        assert_eq!((sum.invitations, sum.never_invited), (2, 2));
    }
}
