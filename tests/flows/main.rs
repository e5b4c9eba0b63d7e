//! Imports from file to result, over HTTP and through the bucket, with the real handlers and AWS clients.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::similar_names, reason = "tests")]

mod api;
mod bad_files;
mod concurrency;
mod corpus;
mod deadlines;
mod decisions;
mod encodings;
mod endurance;
mod enrolment;
mod erasure;
mod events;
mod exports;
mod faults;
mod hostile;
mod identifiers;
mod input_cases;
mod invitations;
mod lambda_endpoint;
mod languages;
mod logs;
mod mail_storm;
mod mail_templates;
mod manual;
mod mistakes;
mod names;
mod openapi;
mod permissions;
mod purity;
mod repeated_rows;
mod row_problems;
mod samples;
mod shifts;
mod updates;
mod values;
mod workbooks;
