//! The domain of a bulk user import: layouts, rules, plans, and the flow of an import from file to result.
//!
//! The crate is pure: it does not depend on a cloud or a runtime, and performs no I/O. [`stores`] declares the interfaces that it requires.

pub mod catalog;
pub mod corrections;
pub mod decode;
pub mod export;
pub mod feed;
pub mod flow;
pub mod header;
pub mod help;
pub mod ids;
pub mod import;
pub mod invitation;
pub mod json_integer;
pub mod json_object;
mod keyed;
pub mod keys;
pub mod layout;
pub mod locale;
pub mod mail;
mod named;
pub mod plan;
pub mod problem;
pub mod row;
pub mod rules;
pub mod settings;
pub mod stores;
pub mod template;
pub mod unknown;
pub mod user;
pub mod workbook;
