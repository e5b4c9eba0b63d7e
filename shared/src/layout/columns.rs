//! The columns of both layouts. This is the only place where columns are declared.
//!
//! A column consists of a [`Field`], which says what is stored about a user, and an entry in [`ENROLMENT`] or [`LEARNERS`], which says how
//! the column is labelled and read. Everything else (plan, comparison with the stored user, results, API views) uses a list of fields, such
//! as [`Field::ALL`], or a layout's columns.

use serde::Serialize;

use super::{
    COURSE_COLUMNS_MAX, Column, ExistingUsers, IdenticalRows, Layout, LayoutName, NumberedColumn, UnknownColumns,
};
use crate::named::named_enum;

named_enum! {
    /// What a column says about a user. A field's name is also the name of its member in JSON documents and, if its text is stored, of the
    /// stored user's attribute. JSON documents list members in this order.
    ///
    /// The set is closed because all columns are built in. To support columns defined by a tenant, `Field` would become an index into a
    /// table that is read with the tenant's settings and starts with the fields below, and [`Values`](super::Values) would become a sorted
    /// vector. Plans, results and stored users would not change: they refer to fields by name, never by position.
    #[derive(Hash)]
    pub enum Field {
        /// E-mail address, the unique key.
        Email = "email",
        /// Whether the user may sign in.
        Enabled = "enabled",
        /// First name.
        Name = "name",
        /// Last name.
        LastName = "last_name",
        /// Company, by name.
        Company = "company",
        /// Cohort in that company, by name.
        Cohort = "cohort",
        /// Language of courses and e-mails, a BCP 47 tag.
        Language = "language",
        /// Role, free text.
        JobRole = "job_role",
        /// Region, free text.
        Region = "region",
        /// Name shown in reports.
        Identifier = "identifier",
        /// Country, ISO 3166-1 alpha-2.
        Country = "country",
        /// One course to assign, by title.
        Course = "course",
    }
}

impl Field {
    pub const COUNT: usize = Self::ALL.len();

    /// The fields shown for a single user: all except the courses, which are listed separately.
    pub const SHOWN: [Self; Self::COUNT - 1] = {
        let mut shown = [Self::Email; Self::COUNT - 1];
        let (mut count, mut index) = (0, 0);
        while index < Self::COUNT {
            if !matches!(Self::ALL[index], Self::Course) {
                shown[count] = Self::ALL[index];
                count += 1;
            }
            index += 1;
        }
        shown
    };

    /// The fields in a line of the user list. The list's index contains their attributes or, for the company and the cohort, their ids.
    pub const LISTED: [Self; 7] =
        [Self::Email, Self::Name, Self::LastName, Self::Company, Self::Cohort, Self::Language, Self::Identifier];

    /// The fields in the CSV result, in order. New columns are only ever appended at the end.
    pub const IN_CSV: [Self; 8] = [
        Self::Email,
        Self::Name,
        Self::LastName,
        Self::Company,
        Self::Cohort,
        Self::Identifier,
        Self::Country,
        Self::Language,
    ];

    /// Returns `true` if the cell's text is stored with the user. The other fields have their own types: a flag, ids or assignments.
    pub const fn is_stored_text(self) -> bool {
        !matches!(self, Self::Enabled | Self::Company | Self::Cohort | Self::Course)
    }

    /// Returns `true` if JSON documents show a missing value as `null`. The other fields are required in every layout and are always text.
    pub const fn is_nullable(self) -> bool {
        !matches!(self, Self::Email | Self::Name | Self::Language)
    }
}

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// `1` or `0`, or what spreadsheet programs turn them into.
    Enabled,
    /// A name of at most `chars_max` characters; if `plain`, symbols are refused.
    Name {
        /// Maximum number of characters.
        chars_max: usize,
        /// Whether symbols are refused.
        plain: bool,
    },
    /// An e-mail address.
    Email,
    /// The name of an existing company.
    Company,
    /// The name of a cohort in the row's company.
    Cohort,
    /// A BCP 47 tag.
    LanguageTag,
    /// A lowercase ISO 639-1 code.
    LanguageCode,
    /// An uppercase ISO 3166-1 alpha-2 code.
    Country,
    /// Letters and digits.
    Identifier,
    /// Free text of at most `chars_max` characters; line breaks are kept.
    FreeText {
        /// Maximum number of characters.
        chars_max: usize,
    },
    /// The title of a course that the row's company has access to.
    Course,
}

/// Creates a column. Its help text is in `shared/locales/`, by layout and label.
const fn column(label: &'static str, field: Field, required: bool, rule: Rule) -> Column {
    Column { label, field, required, rule, help: "" }
}

/// People with their company, cohort and courses.
pub static ENROLMENT: Layout = Layout {
    name: LayoutName::Enrolment,
    columns: &[
        column("enabled", Field::Enabled, true, Rule::Enabled),
        column("name", Field::Name, true, Rule::Name { chars_max: 128, plain: false }),
        column("last_name", Field::LastName, false, Rule::Name { chars_max: 128, plain: false }),
        column("email", Field::Email, true, Rule::Email),
        column("companyName", Field::Company, true, Rule::Company),
        column("cohortName", Field::Cohort, false, Rule::Cohort),
        column("languageCode", Field::Language, true, Rule::LanguageTag),
        column("job_role", Field::JobRole, false, Rule::FreeText { chars_max: 256 }),
        column("region", Field::Region, false, Rule::FreeText { chars_max: 256 }),
    ],
    numbered: Some(NumberedColumn {
        prefix: "module requested ",
        field: Field::Course,
        columns_max: COURSE_COLUMNS_MAX,
        template_default: 3,
        rule: Rule::Course,
        help: "",
    }),
    unknown_columns: UnknownColumns::Refuse,
    existing_users: ExistingUsers::ByOption,
    identical_rows: IdenticalRows::Collapse,
    rows_max: 1_000_000,
};

/// People only, for portals where admins add people manually.
pub static LEARNERS: Layout = Layout {
    name: LayoutName::Learners,
    columns: &[
        column("firstname", Field::Name, true, Rule::Name { chars_max: 64, plain: true }),
        column("lastname", Field::LastName, true, Rule::Name { chars_max: 64, plain: true }),
        column("email", Field::Email, true, Rule::Email),
        column("identifier", Field::Identifier, false, Rule::Identifier),
        column("country", Field::Country, false, Rule::Country),
        column("language", Field::Language, true, Rule::LanguageCode),
    ],
    numbered: None,
    unknown_columns: UnknownColumns::Ignore,
    existing_users: ExistingUsers::Refuse,
    identical_rows: IdenticalRows::Refuse,
    rows_max: 250,
};
