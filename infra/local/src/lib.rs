//! The program `rollcall`: the whole stack on a laptop, and the command line.
//!
//! [`stack`] puts the servers of `rollcall-embedded` together with the functions, and [`cli`] is what a person or a script calls. One program at a time has a data directory; [`lock`] sees to it.

pub mod cli;
pub mod lock;
pub mod stack;
