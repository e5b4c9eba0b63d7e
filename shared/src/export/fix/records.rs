//! Splits well-formed CSV in UTF-8 into records: raw bytes, including the line ends.

use memchr::memchr3_iter;

#[derive(Debug, Default)]
pub(super) struct Records {
    buffer: Vec<u8>,
    start: usize,
    is_ended: bool,
}

impl Records {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    pub(super) fn end_input(&mut self) {
        self.is_ended = true;
    }

    pub(super) fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// Returns the next complete record with its line end. In a well-formed file, a line break ends a record if an even number of quotes
    /// precedes it.
    pub(super) fn next(&mut self) -> Option<&[u8]> {
        let mut quotes = 0_usize;
        let rest = &self.buffer[self.start..];
        for at in memchr3_iter(b'"', b'\n', b'\r', rest) {
            match rest[at] {
                b'"' => quotes += 1,
                _ if quotes % 2 == 1 => {}
                b'\r' if rest.get(at + 1) == Some(&b'\n') => {}
                // A line feed may follow in the next bytes.
                b'\r' if at + 1 == rest.len() && !self.is_ended => return None,
                _ => {
                    let from = self.start;
                    self.start += at + 1;
                    return Some(&self.buffer[from..self.start]);
                }
            }
        }
        None
    }
}
