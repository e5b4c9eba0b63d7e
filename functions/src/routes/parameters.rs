use rollcall_domain::{
    import::{ImportStatus, Source},
    layout::LayoutName,
    problem::Severity,
    row::Outcome,
    user::{InvitationState, UserStatus},
};

use super::{Header, Location, Parameter, Shape};

const ID: &str = r#"{ "type": "string", "minLength": 1, "maxLength": 128 }"#;
const FEED: &str = r#"{ "type": "string", "pattern": "^[a-z0-9-]{1,40}$" }"#;
const ENTRY_ID: &str = r#"{ "type": "string", "pattern": "^[A-Za-z0-9._:-]{1,128}$" }"#;

pub(super) const LAYOUT: Parameter =
    query("layout", "Layout of the template. Default: the stack's own.", Shape::of::<LayoutName>(), "");
pub(super) const MODULES: Parameter = query(
    "modules",
    "Number of `module requested` columns, 0 to 200. Default: 3. Ignored for the layout `learners`, which has none.",
    Shape::Text(r#"{ "type": "integer", "minimum": 0, "maximum": 200, "default": 3 }"#),
    "5",
);
pub(super) const TEMPLATE_FORMAT: Parameter = query(
    "format",
    "Format of the template.",
    Shape::Text(r#"{ "type": "string", "enum": ["csv", "xlsx"], "default": "csv" }"#),
    "",
);
pub(super) const LIMIT: Parameter = query(
    "limit",
    "Maximum number of items on a page.",
    Shape::Text(r#"{ "type": "integer", "minimum": 1, "maximum": 1000, "default": 100 }"#),
    "50",
);
pub(super) const CURSOR: Parameter =
    query("cursor", "`next_cursor` of the previous page, unchanged.", Shape::Text(r#"{ "type": "string" }"#), "");
pub(super) const OUTCOME: Parameter =
    query("outcome", "Only rows with this outcome. Cannot be combined with `with`.", Shape::of::<Outcome>(), "");
pub(super) const WITH: Parameter = query(
    "with",
    "Only rows with new course assignments, with an invitation, of existing users who could be invited and have no invitation, or with \
     changed values; for an undo, also rows with courses that were removed, or with values or courses that are kept. Cannot be combined \
     with `outcome`.",
    Shape::Text(
        r#"{ "type": "string", "enum": ["course_assignments", "course_assignments_removed", "invitations", "never_invited", "fields_changed", "kept"] }"#,
    ),
    "",
);
pub(super) const IMPORT_STATUS: Parameter =
    query("status", "Only imports with this status.", Shape::of::<ImportStatus>(), "");
pub(super) const SOURCE: Parameter = query("source", "Only imports from this source.", Shape::of::<Source>(), "");
pub(super) const STARTED_BY: Parameter = query(
    "started_by",
    "Only imports started by this subject (of a token) or principal (of a dropped file).",
    Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 1024 }"#),
    "\"admin-7\"",
);
pub(super) const FEED_FILTER: Parameter =
    query("feed", "Only imports of files of this feed.", Shape::Text(FEED), "\"hr-nightly\"");
pub(super) const SEVERITY: Parameter =
    query("severity", "Only problems of this severity.", Shape::of::<Severity>(), "");
pub(super) const CHOICE_COLUMN: Parameter = Parameter {
    is_required: true,
    ..query(
        "column",
        "Required. Label of a column of companies, cohorts or courses; `module requested` for courses.",
        Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 256 }"#),
        "\"companyName\"",
    )
};
pub(super) const CHOICE_COMPANY: Parameter = query(
    "company",
    "Name of the company; required for cohorts and courses.",
    Shape::Text(r#"{ "type": "string", "maxLength": 256 }"#),
    "\"Acme GmbH\"",
);
pub(super) const WORD_PREFIX: Parameter = query(
    "q",
    "Beginning of a word of the value, or of several words in any order, regardless of case and accents. A single character does not \
     filter.",
    Shape::Text(r#"{ "type": "string", "maxLength": 256 }"#),
    "\"har\"",
);
pub(super) const SUPERSEDED: Parameter = query(
    "superseded",
    "Whether imports that were superseded by a correction are listed too.",
    Shape::Text(r#"{ "type": "boolean", "default": false }"#),
    "",
);
pub(super) const FORMAT: Parameter = query(
    "format",
    "`json`: summary, options and lists. `csv`: one row per user. `fix`: the admin's own rows with comments on what to correct, \
     as a workbook if the import's file is one.",
    Shape::Text(r#"{ "type": "string", "enum": ["json", "csv", "fix"], "default": "json" }"#),
    "",
);
pub(super) const ADDRESS_PREFIX: Parameter = query(
    "q",
    "Beginning of the e-mail address, case-insensitive. A label of the domain with letters outside ASCII must be complete.",
    Shape::Text(r#"{ "type": "string", "maxLength": 254 }"#),
    "\"ann\"",
);
pub(super) const EMAIL: Parameter = query(
    "email",
    "Only the user with this address, compared as in `POST /sign-ins`: case and the two spellings of an international domain do not \
     matter. An invalid address has no user.",
    Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 254 }"#),
    "\"ada@example.org\"",
);
pub(super) const PERSON_NAME: Parameter = query(
    "name",
    "Any part of the first or last name; case, accents and strokes, as in `ł` and `ø`, do not matter.",
    Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 128 }"#),
    "\"pember\"",
);
pub(super) const COMPANY: Parameter = query(
    "company",
    "Name or id of a company. An unknown company has no users.",
    Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 256 }"#),
    "\"Acme GmbH\"",
);
pub(super) const STATUS: Parameter = query("status", "Only users with this status.", Shape::of::<UserStatus>(), "");
pub(super) const INVITATION: Parameter =
    query("invitation", "Only users whose invitation has this state.", Shape::of::<InvitationState>(), "");
pub(super) const IDENTIFIER: Parameter = query(
    "identifier",
    "Only users with exactly this identifier.",
    Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 256 }"#),
    "\"00417\"",
);
pub(super) const IDEMPOTENCY_KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    location: Location::Header,
    description: "Chosen by the caller and remembered for 30 days per caller. The same key with the same body returns the same import, \
                  with a fresh upload URL while the import waits for its file. The same key with another body is refused. \
                  Example: `enrolment-march-4f6c1f0e`.",
    shape: Shape::Text(r#"{ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$" }"#),
    example: "",
    is_required: false,
};
pub(super) const IMPORT_ID: Parameter = path("id", Shape::Text(ID), "\"01m80swh5has1mkgtd02w3fbwk\"");
pub(super) const USER_ID: Parameter = path("id", Shape::Text(ID), "\"01m80sz0w1c9q4h1v3t8m7e5kd\"");
pub(super) const RUN_ID: Parameter = path("run_id", Shape::Text(ID), "\"01m80t2q3a7v5n8x1c4b6d9e0f\"");
pub(super) const COMPANY_ID: Parameter = path("company", Shape::Text(ENTRY_ID), "\"co-acme\"");
pub(super) const COHORT_ID: Parameter = path("cohort", Shape::Text(ENTRY_ID), "\"ch-autumn\"");
pub(super) const COURSE_ID: Parameter = path("course", Shape::Text(ENTRY_ID), "\"c-safety\"");

pub(super) const FEED_NAME: Parameter =
    Parameter { description: "Name of the feed.", ..path("name", Shape::Text(FEED), "\"hr-nightly\"") };

pub(super) const ETAG: Header = Header { name: "ETag", description: "Validator for `If-None-Match`." };
pub(super) const CONTENT_DISPOSITION: Header =
    Header { name: "Content-Disposition", description: "`attachment` with the file name." };
pub(super) const LOCATION: Header = Header { name: "Location", description: "URL of the file." };

const fn query(name: &'static str, description: &'static str, shape: Shape, example: &'static str) -> Parameter {
    Parameter { name, location: Location::Query, description, shape, example, is_required: false }
}

const fn path(name: &'static str, shape: Shape, example: &'static str) -> Parameter {
    Parameter { name, location: Location::Path, description: "Opaque identifier.", shape, example, is_required: true }
}
