//! Output: results to standard output, messages to standard error.

use std::{
    borrow::Cow,
    io::{self, BufWriter, IsTerminal, Write},
};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use rollcall_domain::locale::Language;

pub(super) struct Output {
    pub out: Box<dyn Write>,
    pub err: Box<dyn Write>,
    pub paint: Paint,
    pub paint_err: Paint,
    pub has_bars: bool,
    /// Whether `out` is a terminal; always `false` for a command that prints JSON.
    pub is_terminal: bool,
}

impl Output {
    /// Creates the output from the process's streams. Colours are used only if the terminal and the environment (such as `NO_COLOR`) allow
    /// them, and never for `json`; a progress bar is shown only on a terminal with colours.
    pub(super) fn of_process(json: bool) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let paint = Paint(!json && AutoStream::choice(&out) != ColorChoice::Never);
        let paint_err = Paint(!json && AutoStream::choice(&err) != ColorChoice::Never);
        let has_bars = paint_err.0 && err.is_terminal();
        let is_terminal = !json && out.is_terminal();
        let out = BufWriter::new(out);
        let out: Box<dyn Write> = if json { Box::new(JsonOut { out, has_lead: false }) } else { Box::new(out) };
        Self { out, err: Box::new(err), paint, paint_err, has_bars, is_terminal }
    }

    pub(super) fn note(&mut self, text: &str) {
        // The error is ignored: standard error may be closed.
        _ = writeln!(self.err, "{}", printable(text));
    }

    pub(super) fn error(&mut self, text: &str) {
        _ = writeln!(self.err, "{}: {}", self.paint_err.red("error"), printable(text));
    }

    pub(super) fn warn(&mut self, text: &str) {
        _ = writeln!(self.err, "{}: {}", self.paint_err.yellow("warning"), printable(text));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint(pub bool);

impl Paint {
    pub(super) fn red(self, text: &str) -> Cow<'_, str> {
        self.wrap(AnsiColor::Red.on_default(), text)
    }

    pub(super) fn yellow(self, text: &str) -> Cow<'_, str> {
        self.wrap(AnsiColor::Yellow.on_default(), text)
    }

    pub(super) fn green(self, text: &str) -> Cow<'_, str> {
        self.wrap(AnsiColor::Green.on_default(), text)
    }

    pub(super) fn bold(self, text: &str) -> Cow<'_, str> {
        self.wrap(Style::new().bold(), text)
    }

    fn wrap(self, style: Style, text: &str) -> Cow<'_, str> {
        if self.0 { Cow::Owned(format!("{style}{text}{style:#}")) } else { Cow::Borrowed(text) }
    }
}

/// Formats a number for text that the program has only in English.
pub(super) fn grouped(number: u64) -> String {
    Language::English.number(number)
}

/// Removes fractional seconds from a UTC time.
pub(super) fn to_second(time: &str) -> String {
    time.get(..19).map_or_else(|| time.to_owned(), |text| format!("{text}Z"))
}

/// Returns the message for a company in the arguments that does not exist.
pub(super) fn no_company(company: &str) -> String {
    format!("there is no company {company:?}; `rollcall catalog show` lists the companies")
}

/// Replaces characters with which a cell or a response could control the terminal: control characters (which begin escape sequences), line
/// and paragraph separators, and characters that change the text direction.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_control) {
        Cow::Owned(text.chars().map(|letter| if is_control(letter) { '\u{fffd}' } else { letter }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes JSON with DEL and the control characters U+0080 to U+009F as escapes. `serde_json` escapes only characters below U+0020, and some
/// terminals interpret U+009B as the beginning of an escape sequence.
struct JsonOut<W> {
    out: W,
    /// Whether the first byte of U+0080 to U+00BF has been received but not yet written.
    has_lead: bool,
}

/// The first byte of U+0080 to U+00BF in UTF-8.
const LEAD: u8 = 0xc2;

impl<W: Write> Write for JsonOut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            match (std::mem::take(&mut self.has_lead), *byte) {
                (false, LEAD) => self.has_lead = true,
                (true, 0x80..=0x9f) | (false, 0x7f) => write!(self.out, "\\u{byte:04x}")?,
                (true, _) => self.out.write_all(&[LEAD, *byte])?,
                (false, _) => self.out.write_all(&[*byte])?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn is_control(letter: char) -> bool {
    char::is_control(letter)
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
pub(crate) mod captured {
    use std::{cell::RefCell, io, rc::Rc};

    use super::{Output, Paint};

    #[derive(Clone, Default)]
    pub(crate) struct Captured(Rc<RefCell<Vec<u8>>>);

    impl Captured {
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

    pub(crate) fn output() -> (Output, Captured, Captured) {
        let (out, err) = (Captured::default(), Captured::default());
        let output = Output {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            paint: Paint(false),
            paint_err: Paint(false),
            has_bars: false,
            is_terminal: false,
        };
        (output, out, err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printable_replaces_what_controls_a_terminal() {
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
    fn json_has_no_character_that_controls_a_terminal() -> io::Result<()> {
        let text = "a\u{9b}[31m\u{7f}é\u{bf}\u{80}";
        let json = serde_json::to_string(text)?;
        for size in 1..4 {
            let mut out = JsonOut { out: Vec::new(), has_lead: false };
            for bytes in json.as_bytes().chunks(size) {
                out.write_all(bytes)?;
            }
            let shown = String::from_utf8_lossy(&out.out).into_owned();
            assert_eq!(shown, "\"a\\u009b[31m\\u007fé\u{bf}\\u0080\"");
            assert_eq!(serde_json::from_str::<String>(&shown)?, text);
        }
        Ok(())
    }

    #[test]
    fn paint_without_colours_returns_the_text() {
        assert_eq!(Paint(false).red("x"), "x");
        assert_eq!(Paint(true).red("x"), "\u{1b}[31mx\u{1b}[0m");
    }
}
