//! Where the program writes: results to standard output, messages to standard error.

use std::{
    borrow::Cow,
    env,
    io::{self, BufWriter, IsTerminal, Write},
};

/// The two streams, and how they may be written to.
pub(super) struct Output {
    /// Results.
    pub out: Box<dyn Write>,
    /// Messages.
    pub err: Box<dyn Write>,
    /// Colours of results.
    pub paint: Paint,
    /// Colours of messages.
    pub paint_err: Paint,
    /// Whether a progress bar may be drawn.
    pub has_bars: bool,
}

impl Output {
    /// The program's own streams. Colours and bars only on a terminal, and never with `NO_COLOR` or for `json`.
    pub(super) fn of_process(json: bool) -> Self {
        // https://no-color.org: set and not empty.
        let plain = json || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let (out, err) = (io::stdout(), io::stderr());
        let (paint, paint_err) = (Paint(!plain && out.is_terminal()), Paint(!plain && err.is_terminal()));
        Self { out: Box::new(BufWriter::new(out)), err: Box::new(err), paint, paint_err, has_bars: paint_err.0 }
    }

    /// Writes a message of one line.
    pub(super) fn note(&mut self, text: &str) {
        // A message that nobody can be given is no reason to stop.
        _ = writeln!(self.err, "{}", printable(text));
    }

    /// Writes what went wrong.
    pub(super) fn error(&mut self, text: &str) {
        _ = writeln!(self.err, "{}: {}", self.paint_err.red("error"), printable(text));
    }

    /// Writes what is worth a look.
    pub(super) fn warn(&mut self, text: &str) {
        _ = writeln!(self.err, "{}: {}", self.paint_err.yellow("warning"), printable(text));
    }
}

/// Colours, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint(pub bool);

impl Paint {
    /// Something wrong.
    pub(super) fn red(self, text: &str) -> Cow<'_, str> {
        self.wrap("31", text)
    }

    /// Something worth a look.
    pub(super) fn yellow(self, text: &str) -> Cow<'_, str> {
        self.wrap("33", text)
    }

    /// Something good.
    pub(super) fn green(self, text: &str) -> Cow<'_, str> {
        self.wrap("32", text)
    }

    /// Something that stands out.
    pub(super) fn bold(self, text: &str) -> Cow<'_, str> {
        self.wrap("1", text)
    }

    fn wrap<'t>(self, code: &str, text: &'t str) -> Cow<'t, str> {
        if self.0 { Cow::Owned(format!("\u{1b}[{code}m{text}\u{1b}[0m")) } else { Cow::Borrowed(text) }
    }
}

/// The text with everything replaced that steers a terminal: cells of a file and answers of a server are shown in it.
///
/// Control characters (escape sequences begin with one) and the marks that turn the direction of writing around.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_steering) {
        Cow::Owned(text.chars().map(|letter| if is_steering(letter) { '\u{fffd}' } else { letter }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_steering(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// An output whose streams can be read back.
#[cfg(test)]
pub(crate) mod captured {
    use std::{cell::RefCell, io, rc::Rc};

    use super::{Output, Paint};

    /// One stream.
    #[derive(Clone, Default)]
    pub(crate) struct Captured(Rc<RefCell<Vec<u8>>>);

    impl Captured {
        /// What was written.
        pub(crate) fn text(&self) -> String {
            String::from_utf8_lossy(&self.0.borrow()).into_owned()
        }
    }

    impl io::Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// An output without colours and bars, with its results and its messages.
    pub(crate) fn output() -> (Output, Captured, Captured) {
        let (out, err) = (Captured::default(), Captured::default());
        let output = Output {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            paint: Paint(false),
            paint_err: Paint(false),
            has_bars: false,
        };
        (output, out, err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printable_replaces_what_steers_a_terminal() {
        for (text, shown) in [
            ("Nguyễn Thị, 王", "Nguyễn Thị, 王"),
            ("a\u{1b}[2Jb", "a\u{fffd}[2Jb"),
            ("a\u{9b}b\r\n", "a\u{fffd}b\u{fffd}\u{fffd}"),
            ("a\u{202e}b", "a\u{fffd}b"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    #[test]
    fn paint_that_is_off_leaves_the_text_alone() {
        assert_eq!(Paint(false).red("x"), "x");
        assert_eq!(Paint(true).red("x"), "\u{1b}[31mx\u{1b}[0m");
    }
}
