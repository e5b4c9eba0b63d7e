//! `/catalog` and the routes below it, and `GET /choices`.

use rollcall_domain::catalog::CatalogDocument;

use super::{
    Function, Operation, Route, Shape,
    examples::{EXAMPLE_ALIASES, EXAMPLE_ALIASES_ADDED, EXAMPLE_CATALOG, EXAMPLE_CATALOG_COUNTS, EXAMPLE_CATALOG_PUT},
    parameters::{CHOICE_COLUMN, CHOICE_COMPANY, COHORT_ID, COMPANY_ID, COURSE_ID, CURSOR, LAYOUT, LIMIT, WORD_PREFIX},
    rows::{ERASED, body, json, response, route},
};
use crate::{
    directory::{AliasesBody, AliasesView, CatalogPage, CatalogPutView},
    http::{ErrorCode, Page, Scope},
};

pub(super) const GET_CATALOG: Route = Route {
    parameters: &[LIMIT, CURSOR],
    responses: &[response(200, "A page.", json(Shape::of::<CatalogPage>()), EXAMPLE_CATALOG)],
    ..route(
        "GET",
        "/catalog",
        Operation::GetCatalog,
        Function::Directory,
        Scope::CatalogRead,
        "Lists the catalog, company by company. Each page can be sent back with `PUT`.",
    )
};

pub(super) const LIST_CHOICES: Route = Route {
    description: "At most 20 values in alphabetical order. Languages and countries are not in the catalog.",
    parameters: &[LAYOUT, CHOICE_COLUMN, CHOICE_COMPANY, WORD_PREFIX, CURSOR],
    responses: &[response(
        200,
        "A page.",
        json(Shape::of::<Page<String>>()),
        r#"{ "items": ["Harbour & Vale Ltd"], "next_cursor": null }"#,
    )],
    ..route(
        "GET",
        "/choices",
        Operation::ListChoices,
        Function::Directory,
        Scope::ImportsWrite,
        "Lists valid values of a column for a picker: companies, or cohorts and courses of a company.",
    )
};

pub(super) const PUT_CATALOG: Route = Route {
    description: "Entries that are not in the document remain. An entry is identified by its id or, without an id, by its name; companies \
                  with an id come first. An alias of a company must not be the name or an alias of another company in the document. At \
                  most 4 MiB (4,194,304 bytes) per request, and 6 MB as a JSON string, in which each quotation mark and line break counts \
                  twice; 5,000 companies in total, with 5,000 cohorts and 5,000 courses each.",
    body: Some(body(Shape::of::<CatalogDocument>(), &[EXAMPLE_CATALOG_PUT])),
    responses: &[response(200, "Counts of the changes.", json(Shape::of::<CatalogPutView>()), EXAMPLE_CATALOG_COUNTS)],
    errors: &[
        ErrorCode::CompanyNameTaken,
        ErrorCode::CohortNameTaken,
        ErrorCode::AliasTaken,
        ErrorCode::CatalogTooLarge,
        ErrorCode::CatalogInvalid,
    ],
    ..route(
        "PUT",
        "/catalog",
        Operation::PutCatalog,
        Function::Directory,
        Scope::CatalogWrite,
        "Adds entries to the catalog, and renames entries.",
    )
};

pub(super) const ADD_ALIASES: Route = Route {
    description: "A file that contains an alias is read as if it contained the name, with the warning `alias-used`. An entry can have at \
                  most 5 aliases; a company together with its cohorts and courses can have at most 500. All aliases are checked before \
                  the first one is added.",
    body: Some(body(Shape::of::<AliasesBody>(), &[EXAMPLE_ALIASES])),
    responses: &[response(
        200,
        "What was done with each alias: `taken` if it is the name or an alias of another entry.",
        json(Shape::of::<AliasesView>()),
        EXAMPLE_ALIASES_ADDED,
    )],
    errors: &[ErrorCode::CatalogInvalid, ErrorCode::CatalogEntryUnknown],
    ..route(
        "POST",
        "/catalog/aliases",
        Operation::AddAliases,
        Function::Directory,
        Scope::CatalogWrite,
        "Adds aliases: other names for a company, or for one of its cohorts or courses.",
    )
};

const DELETED_BETWEEN_IMPORTS: &str = "Refused while an import is written, or is validated and will then be written without a review, because it \
                                       may use the entry. An import that waits for confirmation checks its rows against the catalog again.";

pub(super) const DELETE_COMPANY: Route = Route {
    description: DELETED_BETWEEN_IMPORTS,
    parameters: &[COMPANY_ID],
    responses: &[ERASED],
    errors: &[ErrorCode::CatalogEntryUnknown, ErrorCode::CompanyHasUsers, ErrorCode::ImportRunning],
    ..route(
        "DELETE",
        "/catalog/companies/{company}",
        Operation::DeleteCompany,
        Function::Directory,
        Scope::CatalogWrite,
        "Deletes a company with its cohorts and courses.",
    )
};

pub(super) const DELETE_COHORT: Route = Route {
    description: DELETED_BETWEEN_IMPORTS,
    parameters: &[COMPANY_ID, COHORT_ID],
    responses: &[ERASED],
    errors: &[ErrorCode::CatalogEntryUnknown, ErrorCode::ImportRunning],
    ..route(
        "DELETE",
        "/catalog/companies/{company}/cohorts/{cohort}",
        Operation::DeleteCohort,
        Function::Directory,
        Scope::CatalogWrite,
        "Deletes a cohort. Its users keep their company; their cohort is then shown as null.",
    )
};

pub(super) const DELETE_COURSE: Route = Route {
    description: DELETED_BETWEEN_IMPORTS,
    parameters: &[COMPANY_ID, COURSE_ID],
    responses: &[ERASED],
    errors: &[ErrorCode::CatalogEntryUnknown, ErrorCode::ImportRunning],
    ..route(
        "DELETE",
        "/catalog/companies/{company}/courses/{course}",
        Operation::DeleteCourse,
        Function::Directory,
        Scope::CatalogWrite,
        "Deletes a course. Users keep their assignments.",
    )
};
