//! What all functions share at their edge: who calls, what a request asks, how an answer looks, and how a function starts.
//!
//! Nothing here decides anything about imports or users. A function's crate has its handler, made of these parts and of the
//! domain's flow, and a `main` that starts it.

mod answer;
mod caller;
mod defaults;
mod error;
mod lines;
pub mod metrics;
mod query;
pub mod start;

pub use self::{
    answer::{accepted, created, in_language, json, list, no_content, ok, redirect, text},
    caller::{Access, Caller, Scope},
    defaults::defaults_from_env,
    error::{ApiError, ErrorCode, causes},
    lines::Lines,
    query::{Query, language_of, read_json, segments},
};
