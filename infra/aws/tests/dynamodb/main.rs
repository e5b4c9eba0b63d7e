//! The adapters of the table against an embedded `DynamoDB`, one of its own for each test.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod catalog;
mod directory;
mod imports;
mod settings;
mod stack;
mod users;
