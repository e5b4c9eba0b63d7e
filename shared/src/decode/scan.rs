//! The bytes that end cells and records, found 64 at a time.

use super::bits::{BLOCK, bits_from};

/// Finds delimiters, quotes, LF and CR from left to right, and goes on where it stopped.
#[derive(Debug)]
pub(super) struct Scan {
    /// What is behind the mark that was found last.
    reached: usize,
    /// Where the block begins that was looked at last.
    block: usize,
    /// The marks of that block that were not asked for yet, the lowest bit being its first byte.
    marks: u64,
}

impl Default for Scan {
    fn default() -> Self {
        Self { reached: usize::MAX, block: 0, marks: 0 }
    }
}

impl Scan {
    /// Begins at `from`, unless the scan stands there already.
    pub(super) fn seek(&mut self, text: &[u8], delimiter: u8, from: usize) {
        if self.reached != from {
            *self = Self { reached: from, block: from, marks: marks_from(text, delimiter, from) };
        }
    }

    /// Forgets where it stands: the text is about to change, or somebody else has read on.
    pub(super) fn forget(&mut self) {
        self.reached = usize::MAX;
    }

    /// The next mark, if there is one before the end of the text.
    #[inline]
    pub(super) fn next_mark(&mut self, text: &[u8], delimiter: u8) -> Option<usize> {
        while self.marks == 0 {
            self.block += BLOCK;
            if self.block >= text.len() {
                return None;
            }
            self.marks = marks_from(text, delimiter, self.block);
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        self.reached = at + 1;
        Some(at)
    }
}

fn marks_from(text: &[u8], delimiter: u8, from: usize) -> u64 {
    bits_from(text, from, |byte| (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r'))
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
            while let Some(at) = scan.next_mark(&text, delimiter) {
                found.push(at);
                // Where it stands already it does not begin again.
                scan.seek(&text, delimiter, at + 1);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
