//! The table of routes. Those for the catalog and for feeds are declared in the modules `catalog` and `feeds`.

use rollcall_domain::{corrections::CorrectionList, export::RowView, help::LayoutsDocument, problem::ProblemView};
use serde::{Deserialize, Serialize};

use super::{
    Payload, Route, RouteResponse, Shape,
    catalog::{ADD_ALIASES, DELETE_COHORT, DELETE_COMPANY, DELETE_COURSE, GET_CATALOG, LIST_CHOICES, PUT_CATALOG},
    examples::{
        EXAMPLE_CORRECTION_REQUEST, EXAMPLE_CORRECTIONS, EXAMPLE_EXPORT, EXAMPLE_FINDINGS, EXAMPLE_IMPORT,
        EXAMPLE_PROBLEMS, EXAMPLE_ROWS, EXAMPLE_UPLOAD, EXAMPLE_USER,
    },
    feeds::{DELETE_FEED, GET_FEED, LIST_FEEDS, PUT_FEED},
    parameters::{
        ADDRESS_PREFIX, COMPANY, CONTENT_DISPOSITION, CURSOR, EMAIL, FEED_FILTER, FORMAT, IDEMPOTENCY_KEY, IDENTIFIER,
        IMPORT_ID, IMPORT_STATUS, INVITATION, LAYOUT, LIMIT, LOCATION, MODULES, OUTCOME, PERSON_NAME, RUN_ID, SEVERITY,
        SOURCE, STARTED_BY, STATUS, SUPERSEDED, TEMPLATE_FORMAT, USER_ID, WITH,
    },
    rows::{ERASED, HTML, SCRIPT, body, json, optional_body, page, response, route, with_header},
};
use crate::{
    accept::{AcceptedView, TokenUse},
    directory::{UserLineView, UserView},
    export::ExportView,
    http::{ErrorCode, Page, Scope},
    invite::{BatchView, InviteBody, InviteResponse, SendingView, SignIn, SignInView},
    review::{ConfirmBody, CorrectBody, CorrectedView, FindingsPage, ImportView, UndoBody, UndoView},
    upload::{UploadBody, UploadView},
};

/// A function behind the HTTP API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Layouts.
    Template,
    Upload,
    /// Status, rows, problems and findings of imports; confirm, cancel, retry, correct, undo.
    Review,
    Export,
    /// Users, catalog, choices, feeds and templates.
    Directory,
    /// Pages, and the script that defines the elements.
    Portal,
    /// Invitations and sign-ins.
    Invite,
    /// Use of activation links.
    Accept,
}

/// A route's operation: one variant per route. Cursors that `write_cursor` encodes contain the operation's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    GetUserPage,
    GetActivationPage,
    GetElement,
    GetTemplate,
    GetLayouts,
    CreateImport,
    ListImports,
    GetImport,
    ListRows,
    ListProblems,
    ConfirmImport,
    CancelImport,
    RetryImport,
    UndoImport,
    ListFindings,
    ListCorrections,
    CorrectImport,
    GetExport,
    ListUsers,
    GetUser,
    EraseUser,
    GetCatalog,
    PutCatalog,
    AddAliases,
    ListChoices,
    DeleteCompany,
    DeleteCohort,
    DeleteCourse,
    ListFeeds,
    GetFeed,
    PutFeed,
    DeleteFeed,
    Invite,
    GetSending,
    ResumeSending,
    AcceptInvitation,
    GetRun,
    ReportSignIn,
}

const IMPORT_ACCEPTED: RouteResponse = response(
    202,
    "The import in its new state. Repeating the request changes nothing and returns the same status.",
    Payload::Json(Shape::of::<ImportView<'static>>()),
    "",
);

const RETRY_ACCEPTED: RouteResponse = response(
    202,
    "The import in its new state. Repeating the request returns 409 until the import fails again.",
    Payload::Json(Shape::of::<ImportView<'static>>()),
    "",
);

pub const ROUTES: [Route; 38] = [
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
        "The token is in the fragment of the link, which browsers do not send. Opening the page does not use up the link.",
        &HTML,
    ),
    page(
        "/rollcall-import.js",
        Operation::GetElement,
        "Returns the script of the element `rollcall-import`.",
        "Load this single file as a module or as a plain script, on the stack's own page or on pages of the portal's origin. Query \
         parameters: `lang`, the language of the messages; `texts`, a language, to get only its messages, as a module; `manifest`, to get \
         the URL of the current version and its `integrity` value as JSON; `v`, the version in that URL. Others are ignored.",
        &SCRIPT,
    ),
    Route {
        description: "`csv`: the header row only, in UTF-8 with a byte order mark, so that Excel detects the encoding, and CRLF line ends. \
                      `xlsx`: a workbook whose cells offer the companies of the catalog, and the cohorts and courses of the row's company, \
                      with help in the language of `Accept-Language`; it also requires the scope `catalog:read`. The workbook has at most \
                      5,000 choices per list and 20,000 in total.",
        parameters: &[LAYOUT, MODULES, TEMPLATE_FORMAT],
        responses: &[with_header(
            response(
                200,
                "The file.",
                Payload::TextOrBinary {
                    text: "text/csv",
                    binary: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                },
                "",
            ),
            &[CONTENT_DISPOSITION],
        )],
        ..route(
            "GET",
            "/template",
            Operation::GetTemplate,
            Function::Directory,
            Scope::ImportsRead,
            "Returns the template of a layout as a CSV file or a workbook.",
        )
    },
    Route {
        responses: &[response(200, "The layouts of this stack.", json(Shape::of::<LayoutsDocument>()), "")],
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
        description: "Returns a presigned URL that accepts exactly `size_bytes` bytes, once. Send the file with `PUT` and the headers as \
                      given. Another length or type is refused with 403, a second `PUT` with 412, which means that the file has already \
                      arrived. The import starts automatically. A file of a feed is imported with the feed's configuration, and also \
                      requires the scope `feeds:write`.",
        parameters: &[IDEMPOTENCY_KEY],
        body: Some(body(
            Shape::of::<UploadBody>(),
            &[
                r#"{ "file_name": "people.csv", "size_bytes": 4096, "update_existing": true }"#,
                r#"{ "file_name": "learners.csv", "size_bytes": 812, "layout": "learners", "send_invitations": true, "confirm": true }"#,
            ],
        )),
        responses: &[response(
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
            ErrorCode::CorrectionsInvalid,
            ErrorCode::FeedUnknown,
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
        description: "Only the newest import in a chain of corrections is listed, unless `superseded` is true. A page with filters ends \
                      after 1,000 imports have been read, so it may be short or empty and still have a cursor.",
        parameters: &[IMPORT_STATUS, SOURCE, STARTED_BY, FEED_FILTER, SUPERSEDED, LIMIT, CURSOR],
        responses: &[response(200, "A page.", json(Shape::of::<Page<ImportView<'static>>>()), "")],
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
        description: "While the import is awaiting confirmation, `summary` shows what a confirmation would do. `rows_total` is null until \
                      the file has been read.",
        parameters: &[IMPORT_ID],
        responses: &[response(200, "The import.", json(Shape::of::<ImportView<'static>>()), EXAMPLE_IMPORT)],
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
        description: "For a rejected, cancelled or expired import, only rows with errors are listed; the others had no effect. For a feed's \
                      file that was only checked, in test mode, all rows are listed, with their planned outcomes. Rows of an import that was \
                      not carried out are retained for 7 days.",
        parameters: &[IMPORT_ID, OUTCOME, WITH, LIMIT, CURSOR],
        responses: &[response(200, "A page.", json(Shape::of::<Page<RowView<'static>>>()), EXAMPLE_ROWS)],
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
        description: "Problems are retained for 30 days.",
        parameters: &[IMPORT_ID, SEVERITY, LIMIT, CURSOR],
        responses: &[response(200, "A page.", json(Shape::of::<Page<ProblemView<'static>>>()), EXAMPLE_PROBLEMS)],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone],
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
        description: "If a confirmation and a cancellation are sent simultaneously, one succeeds and the other gets 409. Repeating the \
                      successful request changes nothing. Confirming a file of a feed also requires the scope `feeds:write`, and takes the \
                      feed.",
        parameters: &[IMPORT_ID],
        body: Some(body(Shape::of::<ConfirmBody>(), &[r#"{ "ignore_errors": true }"#])),
        responses: &[IMPORT_ACCEPTED],
        errors: &[
            ErrorCode::ImportUnknown,
            ErrorCode::ImportNotWaiting,
            ErrorCode::ImportHasErrors,
            ErrorCode::ImportSuperseded,
            ErrorCode::FeedBusy,
            ErrorCode::FeedOutOfDate,
            ErrorCode::FeedNewerFile,
        ],
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
        responses: &[IMPORT_ACCEPTED],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::ImportBeingWritten, ErrorCode::ImportSuperseded],
        ..route(
            "POST",
            "/imports/{id}/cancel",
            Operation::CancelImport,
            Function::Review,
            Scope::ImportsWrite,
            "Cancels an import that has not written anything yet. Takes no body.",
        )
    },
    Route {
        description: "Retrying a file of a feed also requires the scope `feeds:write`.",
        parameters: &[IMPORT_ID],
        responses: &[RETRY_ACCEPTED],
        errors: &[
            ErrorCode::ImportUnknown,
            ErrorCode::RowsGone,
            ErrorCode::ImportNotFailed,
            ErrorCode::ImportSuperseded,
            ErrorCode::FeedBusy,
            ErrorCode::FeedOutOfDate,
            ErrorCode::FeedNewerFile,
        ],
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
        description: "An undo is a separate import, whose rows come from the results of this one: it removes the users that the import \
                      created, restores the values that it changed and removes the courses that it assigned, but keeps everything that was \
                      changed since. By default, and without a body, it waits for confirmation, so that its rows can be reviewed. Only a \
                      completed import can be undone, or one that failed after rows were written. Repeating the request returns the same \
                      undo while it is in progress, and retries an undo that failed; an undo that ended without writing anything is \
                      replaced. Confirming or retrying an undo also requires the scope `imports:undo`. Results are retained for 30 days; \
                      after that, an undo is rejected with `results-gone`.",
        parameters: &[IMPORT_ID],
        body: Some(optional_body(Shape::of::<UndoBody>(), &[r#"{ "confirm": true }"#, "{}"])),
        responses: &[response(
            201,
            "The undo.",
            json(Shape::of::<UndoView>()),
            r#"{ "import_id": "01m80v3c5e7g9j1k3m5n7p9r1t" }"#,
        )],
        errors: &[
            ErrorCode::ImportUnknown,
            ErrorCode::ImportNotUndoable,
            ErrorCode::UndoInProgress,
            ErrorCode::AlreadyUndone,
            ErrorCode::FeedNewerFile,
            ErrorCode::FeedBusy,
            ErrorCode::RowsGone,
        ],
        ..route(
            "POST",
            "/imports/{id}/undo",
            Operation::UndoImport,
            Function::Review,
            Scope::ImportsUndo,
            "Undoes an import.",
        )
    },
    Route {
        description: "Distinct values instead of rows, for labels and for columns with a set of choices: company, cohort, course, \
                      language, country and `enabled`. Problems with names, addresses and free text are listed by row only. At most 2,000 \
                      values per column are listed; `rows_left_over` counts the rows with further values.",
        parameters: &[IMPORT_ID, SEVERITY, LIMIT, CURSOR],
        responses: &[response(200, "A page.", json(Shape::of::<FindingsPage<'static>>()), EXAMPLE_FINDINGS)],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone],
        ..route(
            "GET",
            "/imports/{id}/findings",
            Operation::ListFindings,
            Function::Review,
            Scope::ImportsRead,
            "Lists the distinct values with a problem, errors first.",
        )
    },
    Route {
        description: "Start from this list: the next request must contain all corrections that still apply.",
        parameters: &[IMPORT_ID],
        responses: &[response(200, "The corrections.", json(Shape::of::<CorrectionList>()), EXAMPLE_CORRECTIONS)],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone],
        ..route(
            "GET",
            "/imports/{id}/corrections",
            Operation::ListCorrections,
            Function::Review,
            Scope::ImportsRead,
            "Returns the corrections with which an import was made.",
        )
    },
    Route {
        description: "Creates a new import of the same file, with these corrections and the options of the first one. It is validated \
                      immediately and then awaits confirmation. Allowed while the import is awaiting confirmation, and after it was \
                      rejected or cancelled or has expired. The import that was corrected can no longer be confirmed. If a \
                      confirmation, a cancellation and a correction are sent simultaneously, one succeeds and the others get 409.",
        parameters: &[IMPORT_ID, IDEMPOTENCY_KEY],
        body: Some(body(
            Shape::of::<CorrectBody>(),
            &[EXAMPLE_CORRECTION_REQUEST, r#"{ "corrections": [], "options": { "encoding": "windows-1250" } }"#],
        )),
        responses: &[response(
            201,
            "The new import.",
            json(Shape::of::<CorrectedView>()),
            r#"{ "import_id": "01m80t2q3a7v5n8x1c4b6d9e0f" }"#,
        )],
        errors: &[
            ErrorCode::ImportUnknown,
            ErrorCode::ImportNotCorrectable,
            ErrorCode::ImportSuperseded,
            ErrorCode::TooManyCorrections,
            ErrorCode::FileGone,
            ErrorCode::CorrectionsInvalid,
            ErrorCode::OptionInvalid,
            ErrorCode::RequestKeyReused,
        ],
        ..route(
            "POST",
            "/imports/{id}/corrections",
            Operation::CorrectImport,
            Function::Review,
            Scope::ImportsWrite,
            "Corrects the file of an import without another upload.",
        )
    },
    Route {
        description: "With `Accept: application/json`, the URL is in the body, since a page cannot follow a redirect to the bucket with \
                      its token; otherwise the response is a redirect. The URL works for 5 minutes; the files are retained for 30 days. \
                      An import that expired or was cancelled has only a corrections file, unless it is a feed's file that was only \
                      checked, in test mode.",
        parameters: &[IMPORT_ID, FORMAT],
        responses: &[
            response(200, "Where the file is.", json(Shape::of::<ExportView>()), EXAMPLE_EXPORT),
            with_header(response(302, "Redirect to the file.", Payload::EmptyJson, ""), &[LOCATION]),
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
        parameters: &[ADDRESS_PREFIX, EMAIL, PERSON_NAME, COMPANY, STATUS, INVITATION, IDENTIFIER, LIMIT, CURSOR],
        responses: &[response(200, "A page.", json(Shape::of::<Page<UserLineView>>()), "")],
        ..route(
            "GET",
            "/users",
            Operation::ListUsers,
            Function::Directory,
            Scope::UsersRead,
            "Lists users, sorted by e-mail address.",
        )
    },
    Route {
        parameters: &[USER_ID],
        responses: &[response(200, "The user.", json(Shape::of::<UserView>()), EXAMPLE_USER)],
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
        description: "Refused while an import that wrote the person may still do so, because it could create the person again.",
        parameters: &[USER_ID],
        responses: &[ERASED],
        errors: &[ErrorCode::UserUnknown, ErrorCode::UserBeingImported],
        ..route(
            "DELETE",
            "/users/{id}",
            Operation::EraseUser,
            Function::Directory,
            Scope::UsersWrite,
            "Erases a person.",
        )
    },
    GET_CATALOG,
    LIST_CHOICES,
    PUT_CATALOG,
    ADD_ALIASES,
    DELETE_COMPANY,
    DELETE_COHORT,
    DELETE_COURSE,
    LIST_FEEDS,
    GET_FEED,
    PUT_FEED,
    DELETE_FEED,
    Route {
        description: "Users are queued, and e-mails are sent at the rate of the account. A user who was invited before is not invited \
                      again, unless `resend` is true: then the new link replaces the previous one, at most once an hour per user. For more \
                      than 1,000 users, or if finding them takes a long time, an invitation batch invites them in steps.",
        body: Some(body(Shape::of::<InviteBody>(), &[r#"{ "emails": ["ada@example.org"], "resend": false }"#])),
        responses: &[response(
            202,
            "Counts of the users, or the invitation batch that invites them. While sending is stopped, `sending` gives the reason.",
            json(Shape::of::<InviteResponse>()),
            r#"{ "queued": 1, "already_invited": 0, "already_active": 0, "disabled": 0, "unknown": 0 }"#,
        )],
        errors: &[ErrorCode::ImportUnknown, ErrorCode::RowsGone, ErrorCode::ImportNotCompleted],
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
        responses: &[response(
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
        responses: &[response(202, "The new state.", json(Shape::of::<SendingView>()), "")],
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
        responses: &[response(200, "The user is active.", json(Shape::of::<AcceptedView>()), "")],
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
        responses: &[response(
            200,
            "The invitation batch. It is retained for 30 days.",
            json(Shape::of::<BatchView>()),
            "",
        )],
        errors: &[ErrorCode::RunUnknown],
        ..route(
            "GET",
            "/invitations/{run_id}",
            Operation::GetRun,
            Function::Invite,
            Scope::InvitationsWrite,
            "Returns the progress of an invitation batch.",
        )
    },
    Route {
        description: "The response is the same for every address, and so is the work needed to produce it.",
        body: Some(body(Shape::of::<SignIn>(), &[r#"{ "email": "ada@example.org" }"#])),
        responses: &[response(202, "Accepted.", json(Shape::of::<SignInView>()), "{}")],
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
