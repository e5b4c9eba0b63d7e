//! The two layouts as data: columns, rules, limits, help.
//!
//! The template, the header check, the row rules, `GET /layouts` and the docs read these tables, so they cannot disagree.
//! A new column is one line here; a new kind of rule is one more [`Rule`] and its file in [`rules`](crate::rules).

use serde::{Deserialize, Serialize};

/// Bytes of the largest file that an import takes: 100 MiB.
pub const FILE_BYTES_MAX: u64 = 100 * 1024 * 1024;

/// `module requested` columns that a header may have: 200 course ids keep a user within a few KB.
pub const COURSE_COLUMNS_MAX: usize = 200;

/// Which layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LayoutName {
    /// People with their courses.
    Enrolment,
    /// People only.
    Learners,
}

impl LayoutName {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Enrolment, Self::Learners];

    /// The name as options and paths write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enrolment => "enrolment",
            Self::Learners => "learners",
        }
    }

    /// Reads a name as written by [`as_str`](Self::as_str).
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.as_str() == text)
    }

    /// The layout of this name.
    pub fn layout(self) -> &'static Layout {
        match self {
            Self::Enrolment => &ENROLMENT,
            Self::Learners => &LEARNERS,
        }
    }
}

/// What a column says about a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Whether the user may sign in.
    Enabled,
    /// First name.
    Name,
    /// Last name.
    LastName,
    /// The address, the unique key.
    Email,
    /// Company, by name.
    Company,
    /// Cohort of that company, by name.
    Cohort,
    /// Language of courses and mails.
    Language,
    /// Role, free text.
    JobRole,
    /// Region, free text.
    Region,
    /// Name shown in reports.
    Identifier,
    /// Country.
    Country,
    /// One course to assign, by title.
    Course,
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = Self::Course as usize + 1;
}

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// `1` or `0`, or what spreadsheets make of them.
    Enabled,
    /// A name of at most `chars_max` characters; `plain` refuses symbols.
    Name {
        /// Characters at most.
        chars_max: usize,
        /// Whether symbols are refused.
        plain: bool,
    },
    /// An address.
    Email,
    /// The name of an existing company.
    Company,
    /// The name of a cohort of the row's company.
    Cohort,
    /// A BCP 47 tag.
    LanguageTag,
    /// An ISO 639-1 code in lower case.
    LanguageCode,
    /// An ISO 3166-1 alpha-2 code in capitals.
    Country,
    /// Letters and digits.
    Identifier,
    /// Free text of at most `chars_max` characters; line breaks are kept.
    FreeText {
        /// Characters at most.
        chars_max: usize,
    },
    /// The title of a course that the row's company has access to.
    Course,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// Label in the header, exactly.
    pub label: &'static str,
    /// What it says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Whether the header must have it and each row must fill it.
    pub required: bool,
    /// How its cells are read.
    pub rule: Rule,
    /// What the admin should know, in a sentence or two.
    pub help: &'static str,
}

/// A family of columns: the label is a prefix followed by a number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberedColumn {
    /// Label up to the number, with its space.
    pub prefix: &'static str,
    /// What it says about a user.
    #[serde(skip)]
    pub field: Field,
    /// Columns of the family that a header may have.
    pub columns_max: usize,
    /// Columns of the family in a template unless asked otherwise.
    pub template_default: usize,
    /// How its cells are read.
    pub rule: Rule,
    /// What the admin should know.
    pub help: &'static str,
}

impl NumberedColumn {
    /// The label of the column of this number.
    pub fn label(&self, number: usize) -> String {
        format!("{}{number}", self.prefix)
    }

    /// The number in a label of this family: digits without sign or leading zero, from 1.
    pub fn number(&self, label: &str) -> Option<usize> {
        let digits = label.strip_prefix(self.prefix)?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if plain { digits.parse().ok() } else { None }
    }
}

/// What becomes of a column that the layout does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownColumns {
    /// The file is refused.
    Refuse,
    /// The column is left out, with a warning.
    Ignore,
}

/// What becomes of a user who already exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExistingUsers {
    /// Updated or skipped, by the option.
    ByOption,
    /// A row error: the layout only adds.
    Refuse,
}

/// What becomes of a row that repeats an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdenticalRows {
    /// Left out with a warning.
    Collapse,
    /// A row error.
    Refuse,
}

/// A set of columns with their rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Which one.
    pub name: LayoutName,
    /// What it is for.
    pub title: &'static str,
    /// The columns in the order of the template.
    pub columns: &'static [Column],
    /// The family of columns after them, if any.
    pub numbered: Option<NumberedColumn>,
    /// What becomes of other columns.
    pub unknown_columns: UnknownColumns,
    /// What becomes of a user who already exists.
    pub existing_users: ExistingUsers,
    /// What becomes of a row that repeats an earlier one.
    pub identical_rows: IdenticalRows,
    /// Rows at most, unless the stack says otherwise.
    pub rows_max: u64,
}

impl Layout {
    /// The column that says this about a user.
    pub fn column(&self, field: Field) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The column of this label, exactly.
    pub fn column_labelled(&self, label: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.label == label)
    }

    /// The labels of the required columns, in the order of the template.
    pub fn required_labels(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.required).map(|column| column.label)
    }
}

const fn column(label: &'static str, field: Field, required: bool, rule: Rule, help: &'static str) -> Column {
    Column { label, field, required, rule, help }
}

/// People with their company, cohort and courses.
pub static ENROLMENT: Layout = Layout {
    name: LayoutName::Enrolment,
    title: "People with their company, cohort and courses",
    columns: &[
        column(
            "enabled",
            Field::Enabled,
            true,
            Rule::Enabled,
            "1 lets the person sign in, 0 creates the account disabled. TRUE and FALSE, yes and no are understood too.",
        ),
        column("name", Field::Name, true, Rule::Name { chars_max: 128, plain: false }, "First name."),
        column(
            "last_name",
            Field::LastName,
            false,
            Rule::Name { chars_max: 128, plain: false },
            "Last name. Left empty, a stored one is kept.",
        ),
        column(
            "email",
            Field::Email,
            true,
            Rule::Email,
            "E-mail address. It identifies the person: one address, one user.",
        ),
        column(
            "companyName",
            Field::Company,
            true,
            Rule::Company,
            "The company's name, exactly as the portal shows it.",
        ),
        column(
            "cohortName",
            Field::Cohort,
            false,
            Rule::Cohort,
            "A cohort of that company, exactly as the portal shows it. Left empty, a stored one is kept as long as the company stays the same.",
        ),
        column(
            "languageCode",
            Field::Language,
            true,
            Rule::LanguageTag,
            "Language of the courses and of the invitation as a code, for example en-GB, de or fr-CA.",
        ),
        column(
            "job_role",
            Field::JobRole,
            false,
            Rule::FreeText { chars_max: 256 },
            "Role, in your own words. Left empty, a stored one is kept.",
        ),
        column(
            "region",
            Field::Region,
            false,
            Rule::FreeText { chars_max: 256 },
            "Region or location, in your own words. Left empty, a stored one is kept.",
        ),
    ],
    numbered: Some(NumberedColumn {
        prefix: "module requested ",
        field: Field::Course,
        columns_max: COURSE_COLUMNS_MAX,
        template_default: 3,
        rule: Rule::Course,
        help: "The title of one course to assign. Add a column per course; leave the ones a person does not need empty. Courses are only ever added.",
    }),
    unknown_columns: UnknownColumns::Refuse,
    existing_users: ExistingUsers::ByOption,
    identical_rows: IdenticalRows::Collapse,
    rows_max: 1_000_000,
};

/// People only, for one portal that adds them by hand.
pub static LEARNERS: Layout = Layout {
    name: LayoutName::Learners,
    title: "People without courses",
    columns: &[
        column(
            "firstname",
            Field::Name,
            true,
            Rule::Name { chars_max: 64, plain: true },
            "First name, at most 64 characters, no symbols. Letters of every script, apostrophes and hyphens are fine.",
        ),
        column(
            "lastname",
            Field::LastName,
            true,
            Rule::Name { chars_max: 64, plain: true },
            "Last name, at most 64 characters, no symbols.",
        ),
        column("email", Field::Email, true, Rule::Email, "E-mail address. Each address may stand in the file once."),
        column(
            "identifier",
            Field::Identifier,
            false,
            Rule::Identifier,
            "Letters and digits only; shown as the user name in reports. Leading zeros stay. May be left empty.",
        ),
        column(
            "country",
            Field::Country,
            false,
            Rule::Country,
            "Country as two capital letters (ISO 3166-1 alpha-2): FR, US, GB, DE.",
        ),
        column(
            "language",
            Field::Language,
            true,
            Rule::LanguageCode,
            "Language as two lower-case letters (ISO 639-1): fr, en, de. It decides the language of the invitation.",
        ),
    ],
    numbered: None,
    unknown_columns: UnknownColumns::Ignore,
    existing_users: ExistingUsers::Refuse,
    identical_rows: IdenticalRows::Refuse,
    rows_max: 250,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_have_distinct_labels_and_fields() {
        for name in LayoutName::ALL {
            let layout = name.layout();
            assert_eq!(LayoutName::parse(name.as_str()), Some(name));
            for (index, column) in layout.columns.iter().enumerate() {
                for other in &layout.columns[..index] {
                    assert_ne!(column.label, other.label);
                    assert_ne!(column.field, other.field);
                }
            }
        }
    }

    #[test]
    fn numbered_label_reads_only_its_own_form() {
        let Some(numbered) = ENROLMENT.numbered else { panic!("enrolment has course columns") };
        for (label, number) in [
            ("module requested 1", Some(1)),
            ("module requested 200", Some(200)),
            ("module requested 01", None),
            ("module requested 0", None),
            ("module requested ", None),
            ("module requested +1", None),
            ("module requested 1 ", None),
            ("Module requested 1", None),
            ("module requested 99999999999999999999999", None),
        ] {
            assert_eq!(numbered.number(label), number, "{label}");
        }
    }
}
