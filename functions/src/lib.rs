//! The Lambda functions in a tenant's stack.
//!
//! Each function is a module with a `handle` function, and a binary in `src/bin/` that starts it. A handler parses its event or request,
//! calls the domain or a store, and turns the result into a response; it makes no decisions about imports or users. Shared code: the table
//! of [`routes`], requests and responses in [`http`], batches of queue messages in `sqs`, the runtime loop in [`start`], log lines in
//! [`log_lines`] and [`metrics`].

pub mod accept;
pub mod apply;
pub mod directory;
pub mod export;
pub mod feedback;
pub mod import;
pub mod invite;
pub mod portal;
pub mod review;
pub mod send;
pub mod sweep;
pub mod template;
pub mod upload;

pub mod http;
pub mod log_lines;
pub mod metrics;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod routes;
pub mod start;

mod app;
mod causes;
mod companies;
mod defaults;
mod feeds;
mod options;
mod sqs;

pub use app::App;
pub use causes::causes;
pub use defaults::defaults_from_env;
pub use feeds::ReportDefaults;
