//! HTTP API requests and responses: route, caller, parameters, body, idempotency keys, errors, pagination.

mod call;
mod caller;
mod error;
mod idempotency;
mod page;
mod query;
mod response;

pub(crate) use self::call::{import_id, import_unknown};
#[cfg(feature = "openapi")]
pub(crate) use self::error::ProblemDocument;
pub(crate) use self::idempotency::{claim_import_id, claimed_import_id};
pub(crate) use self::page::{Page, cursor_invalid, read_cursor, write_cursor};
pub(crate) use self::query::{accepts, filter_empty, one_of};
pub(crate) use self::response::protected;
pub use self::{
    call::{Call, respond, route_unknown},
    caller::{Access, Caller, Scope},
    error::{ApiError, ErrorCode},
    query::{Query, language_of, read_json},
    response::{accepted, created, file, in_language, json, no_content, ok, redirect},
};
