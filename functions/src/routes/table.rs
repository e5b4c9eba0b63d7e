//! The table.

use rollcall_domain::{catalog::CatalogDocument, export::RowView, help::LayoutsDocument, problem::ProblemView};

use super::{
    Answer, Function, Header, Operation, Payload, RequestBody, Route, Shape,
    examples::{
        EXAMPLE_CATALOG, EXAMPLE_CATALOG_COUNTS, EXAMPLE_CATALOG_PUT, EXAMPLE_EXPORT, EXAMPLE_IMPORT, EXAMPLE_PROBLEMS,
        EXAMPLE_ROWS, EXAMPLE_UPLOAD, EXAMPLE_USER,
    },
    parameters::{
        ADDRESS_PREFIX, COHORT_ID, COMPANY, COMPANY_ID, CONTENT_DISPOSITION, COURSE_ID, CURSOR, ETAG, FORMAT,
        IDEMPOTENCY_KEY, IDENTIFIER, IMPORT_ID, INVITATION, LAYOUT, LIMIT, LOCATION, MODULES, OUTCOME, RUN_ID,
        SEVERITY, STATUS, USER_ID, WITH,
    },
};
use crate::{
    accept::{AcceptedView, TokenUse},
    directory::{CatalogPage, CatalogPutView, UserLineView, UserView},
    export::ExportView,
    http::{ErrorCode, Page, Scope},
    invite::{InviteAnswer, InviteBody, RunView, SendingView, SignIn, SignInView},
    review::{ConfirmBody, ImportView},
    upload::{UploadBody, UploadView},
};

const IMPORT_ACCEPTED: Answer = answer(
    202,
    "The import in its new state. Repeating the request changes nothing and returns the same status.",
    Payload::Json(Shape::of::<ImportView<'static>>()),
    "",
);
const ERASED: Answer = answer(204, "Deleted.", Payload::Empty, "");

const fn answer(status: u16, description: &'static str, payload: Payload, example: &'static str) -> Answer {
    Answer { status, description, payload, headers: &[], example }
}

const fn json(shape: Shape) -> Payload {
    Payload::Json(shape)
}

const fn with_header(answer: Answer, headers: &'static [Header]) -> Answer {
    Answer { headers, ..answer }
}

const fn body(shape: Shape, examples: &'static [&'static str]) -> RequestBody {
    RequestBody { shape, examples }
}

/// A route that requires a token with a scope.
const fn route(
    method: &'static str,
    path: &'static str,
    operation: Operation,
    function: Function,
    scope: Scope,
    summary: &'static str,
) -> Route {
    Route {
        method,
        path,
        operation,
        function,
        scope: Some(scope),
        summary,
        description: "",
        parameters: &[],
        ignores_query: false,
        body: None,
        answers: &[],
        errors: &[],
    }
}

/// A static page or script: no token, any query.
const fn page(
    path: &'static str,
    operation: Operation,
    summary: &'static str,
    description: &'static str,
    answers: &'static [Answer],
) -> Route {
    Route {
        scope: None,
        ignores_query: true,
        description,
        answers,
        ..route("GET", path, operation, Function::Portal, Scope::ImportsRead, summary)
    }
}

const fn text_and_unchanged(media_type: &'static str) -> [Answer; 2] {
    [
        with_header(answer(200, "The same for all callers.", Payload::Text(media_type), ""), &[ETAG]),
        answer(304, "Not modified.", Payload::Empty, ""),
    ]
}

const HTML: [Answer; 2] = text_and_unchanged("text/html; charset=utf-8");
const SCRIPT: [Answer; 2] = text_and_unchanged("text/javascript; charset=utf-8");

/// All routes.
pub const ROUTES: [Route; 28] = [
    page(
        "/",
        Operation::GetUserPage,
        "Returns the user list with the import dialog.",
        "The page asks for a token if one is required, and keeps it in memory only.",
        &HTML,
    ),
    page(
        "/activate",
        Operation::GetActivationPage,
        "Returns the page that an invitation links to.",
        "The token is in the fragment of the link, which browsers do not send. Opening the page does not use the link up.",
        &HTML,
    ),
    page(
        "/rollcall-import.js",
        Operation::GetElement,
        "Returns the script of the element `rollcall-import`.",
        "One file: a module for pages of the portal's origin, a plain script for pages of any other origin.",
        &SCRIPT,
    ),
    Route {
        description: "The header row only: UTF-8 with a byte order mark, so that Excel detects the encoding, and CRLF line ends.",
        parameters: &[LAYOUT, MODULES],
        answers: &[with_header(answer(200, "The file.", Payload::Text("text/csv"), ""), &[CONTENT_DISPOSITION])],
        ..route(
            "GET",
            "/template",
            Operation::GetTemplate,
            Function::Template,
            Scope::ImportsRead,
            "Returns the template of a layout as a CSV file.",
        )
    },
    Route {
        answers: &[answer(200, "The layouts of this stack.", json(Shape::of::<LayoutsDocument>()), "")],
        ..route(
            "GET",
            "/layouts",
            Operation::GetLayouts,
            Function::Template,
            Scope::ImportsRead,
            "Returns both layouts as data: columns, rules, limits, help texts.",
        )
    },
    Route {
        description: "Returns a presigned URL that accepts exactly `size_bytes` bytes of `text/csv`, once. Send the file with `PUT` and the \
                      headers as given. Another length or type is refused with 403, a second `PUT` with 412, which means that the file is \
                      there. The import starts automatically.",
        parameters: &[IDEMPOTENCY_KEY],
        body: Some(body(
            Shape::of::<UploadBody>(),
            &[
                r#"{ "file_name": "people.csv", "size_bytes": 4096, "update_existing": true }"#,
                r#"{ "file_name": "learners.csv", "size_bytes": 812, "layout": "learners", "send_invitations": true, "confirm": true }"#,
            ],
        )),
        answers: &[answer(
            201,
            "The import, and where to upload its file.",
            json(Shape::of::<UploadView>()),
            EXAMPLE_UPLOAD,
        )],
        errors: &[
            ErrorCode::FileTooLarge,
            ErrorCode::FileNameInvalid,
            ErrorCode::FileNotCsv,
            ErrorCode::FileEmpty,
            ErrorCode::OptionInvalid,
            ErrorCode::RequestKeyReused,
        ],
        ..route(
            "POST",
            "/imports",
            Operation::CreateImport,
            Function::Upload,
            Scope::ImportsWrite,
            "Creates an import and returns a URL for its file.",
        )
    },
    Route {
        parameters: &[LIMIT, CURSOR],
        answers: &[answer(200, "A page.", json(Shape::of::<Page<ImportView<'static>>>()), "")],
        ..route(
            "GET",
            "/imports",
            Operation::ListImports,
            Function::Review,
            Scope::ImportsRead,
            "Lists imports, newest first.",
        )
    },
    Route {
        description: "While the import waits for a confirmation, `summary` is what a confirmation would do. `rows_total` is null until the \
                      file is read.",
        parameters: &[IMPORT_ID],
        answers: &[answer(200, "The import.", json(Shape::of::<ImportView<'static>>()), EXAMPLE_IMPORT)],
        errors: &[ErrorCode::ImportUnknown],
        ..route(
            "GET",
            "/imports/{id}",
            Operation::GetImport,
            Function::Review,
            Scope::ImportsRead,
            "Returns an import.",
        )
    },
    Route {
        description: "For a rejected, cancelled or expired import, only rows with problems are listed; the others had no effect. Rows of an \
                      import that was not carried out are kept for 7 days.",
        parameters: &[IMPORT_ID, OUTCOME, WITH, LIMIT, CURSOR],
        answers: &[answer(200, "A page.", json(Shape::of::<Page<RowView<'static>>>()), EXAMPLE_ROWS)],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone],
        ..route(
            "GET",
            "/imports/{id}/rows",
            Operation::ListRows,
            Function::Review,
            Scope::ImportsRead,
            "Lists the rows of an import with their outcomes; while it waits, with the outcomes that a confirmation would give.",
        )
    },
    Route {
        parameters: &[IMPORT_ID, SEVERITY, LIMIT, CURSOR],
        answers: &[answer(200, "A page.", json(Shape::of::<Page<ProblemView<'static>>>()), EXAMPLE_PROBLEMS)],
        errors: &[ErrorCode::ImportUnknown],
        ..route(
            "GET",
            "/imports/{id}/problems",
            Operation::ListProblems,
            Function::Review,
            Scope::ImportsRead,
            "Lists the problems of an import: those of the file first, then those of rows in file order.",
        )
    },
    Route {
        description: "Of a simultaneous confirmation and cancellation, one succeeds and the other gets 409. Repeating the one that succeeded \
                      changes nothing.",
        parameters: &[IMPORT_ID],
        body: Some(body(Shape::of::<ConfirmBody>(), &[r#"{ "ignore_errors": true }"#])),
        answers: &[IMPORT_ACCEPTED],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::ImportNotWaiting, ErrorCode::ImportHasErrors],
        ..route(
            "POST",
            "/imports/{id}/confirm",
            Operation::ConfirmImport,
            Function::Review,
            Scope::ImportsWrite,
            "Confirms a waiting import, which then writes its users.",
        )
    },
    Route {
        parameters: &[IMPORT_ID],
        answers: &[IMPORT_ACCEPTED],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::ImportBeingWritten],
        ..route(
            "POST",
            "/imports/{id}/cancel",
            Operation::CancelImport,
            Function::Review,
            Scope::ImportsWrite,
            "Cancels an import of which nothing is written yet. Takes no body.",
        )
    },
    Route {
        parameters: &[IMPORT_ID],
        answers: &[IMPORT_ACCEPTED],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone, ErrorCode::ImportNotFailed],
        ..route(
            "POST",
            "/imports/{id}/retry",
            Operation::RetryImport,
            Function::Review,
            Scope::ImportsWrite,
            "Resumes a failed import where it stopped. Takes no body.",
        )
    },
    Route {
        description: "With `Accept: application/json` the URL is in the body, since a page cannot follow a redirect to the bucket with its \
                      token; otherwise the answer is a redirect. The URL works for 5 minutes, the files are kept for 30 days.",
        parameters: &[IMPORT_ID, FORMAT],
        answers: &[
            answer(200, "Where the file is.", json(Shape::of::<ExportView>()), EXAMPLE_EXPORT),
            with_header(answer(302, "Redirect to the file.", Payload::EmptyJson, ""), &[LOCATION]),
        ],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::ExportNotReady],
        ..route(
            "GET",
            "/imports/{id}/export",
            Operation::GetExport,
            Function::Export,
            Scope::ImportsRead,
            "Returns a short-lived URL of a result file.",
        )
    },
    Route {
        parameters: &[ADDRESS_PREFIX, COMPANY, STATUS, INVITATION, IDENTIFIER, LIMIT, CURSOR],
        answers: &[answer(200, "A page.", json(Shape::of::<Page<UserLineView>>()), "")],
        ..route(
            "GET",
            "/users",
            Operation::ListUsers,
            Function::Directory,
            Scope::UsersRead,
            "Lists users in the order of their addresses.",
        )
    },
    Route {
        parameters: &[USER_ID],
        answers: &[answer(200, "The user.", json(Shape::of::<UserView>()), EXAMPLE_USER)],
        errors: &[ErrorCode::UserUnknown],
        ..route(
            "GET",
            "/users/{id}",
            Operation::GetUser,
            Function::Directory,
            Scope::UsersRead,
            "Returns a user with company, cohort, courses and invitation.",
        )
    },
    Route {
        parameters: &[USER_ID],
        answers: &[ERASED],
        errors: &[ErrorCode::UserUnknown],
        ..route(
            "DELETE",
            "/users/{id}",
            Operation::EraseUser,
            Function::Directory,
            Scope::UsersWrite,
            "Erases a person.",
        )
    },
    Route {
        parameters: &[LIMIT, CURSOR],
        answers: &[answer(200, "A page.", json(Shape::of::<CatalogPage>()), EXAMPLE_CATALOG)],
        ..route(
            "GET",
            "/catalog",
            Operation::GetCatalog,
            Function::Directory,
            Scope::CatalogRead,
            "Lists the catalog, company by company. Each page can be sent back with `PUT`.",
        )
    },
    Route {
        description: "Entries that the document does not name stay. An entry is found by its id, or else by its name. At most 4 MiB \
                      (4,194,304 bytes) per request; 5,000 companies in all, with 5,000 cohorts and 5,000 courses each.",
        body: Some(body(Shape::of::<CatalogDocument>(), &[EXAMPLE_CATALOG_PUT])),
        answers: &[answer(200, "Counts of the changes.", json(Shape::of::<CatalogPutView>()), EXAMPLE_CATALOG_COUNTS)],
        errors: &[
            ErrorCode::CompanyNameTaken,
            ErrorCode::CohortNameTaken,
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
    },
    Route {
        parameters: &[COMPANY_ID],
        answers: &[ERASED],
        errors: &[ErrorCode::CatalogEntryUnknown, ErrorCode::CompanyHasUsers],
        ..route(
            "DELETE",
            "/catalog/companies/{company}",
            Operation::DeleteCompany,
            Function::Directory,
            Scope::CatalogWrite,
            "Deletes a company with its cohorts and courses.",
        )
    },
    Route {
        parameters: &[COMPANY_ID, COHORT_ID],
        answers: &[ERASED],
        errors: &[ErrorCode::CatalogEntryUnknown],
        ..route(
            "DELETE",
            "/catalog/companies/{company}/cohorts/{cohort}",
            Operation::DeleteCohort,
            Function::Directory,
            Scope::CatalogWrite,
            "Deletes a cohort.",
        )
    },
    Route {
        parameters: &[COMPANY_ID, COURSE_ID],
        answers: &[ERASED],
        errors: &[ErrorCode::CatalogEntryUnknown],
        ..route(
            "DELETE",
            "/catalog/companies/{company}/courses/{course}",
            Operation::DeleteCourse,
            Function::Directory,
            Scope::CatalogWrite,
            "Deletes a course. Users keep their assignments.",
        )
    },
    Route {
        description: "Users are queued, and e-mails are sent at the pace of the account. A user who was invited before is not invited again, \
                      unless `resend` is true: then the new link replaces the former one, at most once an hour per user. For more than 1,000 \
                      users, or if finding them takes long, a run invites them in steps.",
        body: Some(body(Shape::of::<InviteBody>(), &[r#"{ "emails": ["ada@example.org"], "resend": false }"#])),
        answers: &[answer(
            202,
            "Counts of the users, or the run that invites them. While sending is stopped, `sending` gives the reason.",
            json(Shape::of::<InviteAnswer>()),
            r#"{ "queued": 1, "already_invited": 0, "already_active": 0, "disabled": 0, "unknown": 0 }"#,
        )],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::ImportNotCompleted],
        ..route(
            "POST",
            "/invitations",
            Operation::Invite,
            Function::Invite,
            Scope::InvitationsWrite,
            "Invites selected users, the users of an import, or all users without an invitation.",
        )
    },
    Route {
        answers: &[answer(
            200,
            "Whether invitations are being sent, and how many bounced.",
            json(Shape::of::<SendingView>()),
            "",
        )],
        ..route(
            "GET",
            "/invitations",
            Operation::GetSending,
            Function::Invite,
            Scope::InvitationsWrite,
            "Returns the state of sending.",
        )
    },
    Route {
        description: "Sending that stopped because the account is paused resumes automatically once the account may send again.",
        answers: &[answer(202, "The new state.", json(Shape::of::<SendingView>()), "")],
        ..route(
            "POST",
            "/invitations/resume",
            Operation::ResumeSending,
            Function::Invite,
            Scope::InvitationsWrite,
            "Resumes sending that bounces stopped, and resets the counts. Takes no body.",
        )
    },
    Route {
        scope: None,
        body: Some(body(Shape::of::<TokenUse>(), &[r#"{ "token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }"#])),
        answers: &[answer(200, "The user is active.", json(Shape::of::<AcceptedView>()), "")],
        errors: &[ErrorCode::InvitationUnknown, ErrorCode::TooManyTries],
        ..route(
            "POST",
            "/invitations/accept",
            Operation::AcceptInvitation,
            Function::Accept,
            Scope::InvitationsWrite,
            "Uses an activation link. Takes no access token; failed attempts are limited per network address.",
        )
    },
    Route {
        parameters: &[RUN_ID],
        answers: &[answer(200, "The run. It is kept for 30 days.", json(Shape::of::<RunView>()), "")],
        errors: &[ErrorCode::RunUnknown],
        ..route(
            "GET",
            "/invitations/{run_id}",
            Operation::GetRun,
            Function::Invite,
            Scope::InvitationsWrite,
            "Returns the progress of a run.",
        )
    },
    Route {
        description: "The answer is the same for any address, and takes the same work.",
        body: Some(body(Shape::of::<SignIn>(), &[r#"{ "email": "ada@example.org" }"#])),
        answers: &[answer(202, "Accepted.", json(Shape::of::<SignInView>()), "{}")],
        ..route(
            "POST",
            "/sign-ins",
            Operation::ReportSignIn,
            Function::Invite,
            Scope::SignInsWrite,
            "Reports an attempt to sign in. A pending user without an invitation is invited.",
        )
    },
];
