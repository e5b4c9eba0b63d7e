//! The program `rollcall`: the command line, and the whole stack on one machine.
//!
//! [`stack`] runs the servers of `rollcall-embedded` and the functions in one process; [`cli`] is the command line. Only one process at a
//! time can use a data directory, which [`lock`] ensures.

pub mod cli;
pub mod lock;
pub mod stack;
