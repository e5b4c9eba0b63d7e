//! The program `rollcall`: the whole stack on a laptop, and the command line.
//!
//! [`embedded`] has the servers that stand for DynamoDB, S3 and SQS, [`stack`] puts them together with the functions, and
//! [`cli`] is what a person or a script calls. One program at a time has a data directory; [`lock`] sees to it.

pub mod cli;
pub mod embedded;
pub mod lock;
pub mod stack;
