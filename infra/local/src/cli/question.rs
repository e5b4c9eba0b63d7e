//! Questions on the terminal.

use std::io::{self, BufRead, Write};

/// Asks a question, and returns `true` if the answer is yes. Blocks until a line has been entered.
pub(super) fn ask(question: &str) -> io::Result<bool> {
    let mut err = io::stderr();
    write!(err, "{question} [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
