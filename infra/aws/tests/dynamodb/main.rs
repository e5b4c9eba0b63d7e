//! Tests the table's adapters against an embedded `DynamoDB` server, a separate one for each test.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod catalog;
mod directory;
mod feeds;
mod imports;
mod settings;
mod stack;
mod users;
