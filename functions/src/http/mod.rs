//! Requests and answers of the HTTP API: who calls, what a request asks, how an answer or an error looks.

mod answer;
mod caller;
mod error;
mod query;

pub use self::{
    answer::{accepted, created, in_language, json, list, no_content, ok, redirect, text},
    caller::{Access, Caller, Scope},
    error::{ApiError, ErrorCode},
    query::{Query, language_of, read_json, segments},
};
