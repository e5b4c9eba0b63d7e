//! The program `rollcall`: the command line, and the whole stack on one machine.
//!
//! [`stack`] runs the servers of `rollcall-embedded` and the functions in one process; [`cli`] is the command line. [`lock`] ensures that
//! only one process uses a data directory.

pub mod cli;
mod http_client;
pub mod lock;
pub mod stack;
