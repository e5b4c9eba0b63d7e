//! Finds delimiters, quotes and line endings, 64 bytes at a time.

use super::bits::{BLOCK, bits_of, block_from};

/// Returns `true` unless the byte is visible ASCII or a space.
#[inline]
pub(super) fn is_hidden(byte: u8) -> bool {
    byte.wrapping_sub(b' ') > b'~' - b' '
}

/// Finds delimiters, quotes, LF and CR from left to right. Resumes where it stopped, and records whether it passed any byte that is neither
/// visible ASCII nor a space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    /// Offset just past the last mark returned, or offset of the last seek; `usize::MAX` if the position was discarded.
    reached: usize,
    /// Offset of the current block.
    block: usize,
    /// Marks in the current block that have not yet been returned. The lowest bit represents the first byte.
    marks: u64,
    /// [Hidden](is_hidden) bytes in the current block after the last mark returned.
    hidden: u64,
}

/// A delimiter, a quote, an LF or a CR.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Offset in the text.
    pub(super) at: usize,
    /// Whether there are no hidden bytes between the previous mark and this one.
    pub(super) is_plain: bool,
}

impl Default for Scan {
    fn default() -> Self {
        Self { reached: usize::MAX, block: 0, marks: 0, hidden: 0 }
    }
}

impl Scan {
    /// Moves to `from`, unless the scan is already there.
    pub(super) fn seek(&mut self, text: &[u8], delimiter: u8, from: usize) {
        if self.reached != from {
            self.reached = from;
            self.look(text, delimiter, from);
        }
    }

    /// Discards the position, because the text is about to change or was read without the scan.
    pub(super) fn forget(&mut self) {
        self.reached = usize::MAX;
    }

    /// Returns the next mark before the end of the text.
    #[inline]
    pub(super) fn next_mark(&mut self, text: &[u8], delimiter: u8) -> Option<Mark> {
        let mut is_plain = true;
        while self.marks == 0 {
            is_plain &= self.hidden == 0;
            let next = self.block + BLOCK;
            if next >= text.len() {
                return None;
            }
            self.look(text, delimiter, next);
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        // All bits up to and including the lowest mark.
        let before = self.marks ^ (self.marks - 1);
        is_plain &= self.hidden & before == 0;
        self.hidden &= !before;
        self.marks &= self.marks - 1;
        self.reached = at + 1;
        Some(Mark { at, is_plain })
    }

    fn look(&mut self, text: &[u8], delimiter: u8, from: usize) {
        let block = block_from(text, from);
        let is_mark = |byte| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
        self.block = from;
        self.marks = bits_of(&block, is_mark);
        self.hidden = bits_of(&block, is_hidden) & !self.marks;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn scan_finds_what_a_look_at_each_byte_finds(
            text in proptest::collection::vec(
                prop_oneof![3 => proptest::sample::select(b",;\"\n\r\t|".to_vec()), 7 => any::<u8>()],
                0..300,
            ),
            from in 0_usize..300,
            delimiter in proptest::sample::select(b",;\t|".to_vec()),
        ) {
            let from = from.min(text.len());
            let is_mark = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
            let expected: Vec<usize> = (from..text.len()).filter(|at| is_mark(text[*at])).collect();
            let mut scan = Scan::default();
            let mut found = Vec::new();
            scan.seek(&text, delimiter, from);
            let mut reached = from;
            while let Some(Mark { at, is_plain }) = scan.next_mark(&text, delimiter) {
                found.push(at);
                prop_assert_eq!(is_plain, text[reached..at].iter().all(|byte| matches!(byte, b' '..=b'~')));
                reached = at + 1;
                // Seeking to the current position must not restart the scan.
                scan.seek(&text, delimiter, reached);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
