//! The bytes that end cells and records, found 64 at a time.

use std::ops::Range;

use super::bits::{BLOCK, bits_of, block_from};

/// Whether a byte is neither visible ASCII nor a space.
#[inline]
pub(super) fn is_hidden(byte: u8) -> bool {
    byte.wrapping_sub(b' ') > b'~' - b' '
}

/// Finds delimiters, quotes, LF and CR from left to right, goes on where it stopped, and notices on its way what else is neither
/// visible ASCII nor a space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    /// What is behind the mark that was found last.
    reached: usize,
    /// Where the block begins that was looked at last.
    block: usize,
    /// The marks of that block that were not asked for yet, the lowest bit being its first byte.
    marks: u64,
    /// What is hidden in that block, and is no mark.
    hidden: u64,
    /// Where the cell begins that is being looked for the end of.
    cell: usize,
    /// Whether something is hidden in it before that block.
    is_hidden_before: bool,
}

impl Default for Scan {
    fn default() -> Self {
        Self { reached: usize::MAX, block: 0, marks: 0, hidden: 0, cell: 0, is_hidden_before: false }
    }
}

impl Scan {
    /// Begins at `from`, unless the scan stands there already.
    pub(super) fn seek(&mut self, text: &[u8], delimiter: u8, from: usize) {
        if self.reached != from {
            self.reached = from;
            self.look(text, delimiter, from);
        }
        self.begin_cell(from);
    }

    /// Forgets where it stands: the text is about to change, or somebody else has read on.
    pub(super) fn forget(&mut self) {
        self.reached = usize::MAX;
    }

    /// Says where the next cell begins: not before the mark that was found last.
    #[inline]
    pub(super) fn begin_cell(&mut self, at: usize) {
        self.cell = at;
        self.is_hidden_before = false;
    }

    /// Whether nothing is hidden in this part of the cell that was begun last: one that reaches from its beginning, or the next
    /// byte, to at most the mark that was found last.
    #[inline]
    pub(super) fn is_plain(&self, part: &Range<usize>) -> bool {
        // As in most blocks.
        if self.hidden == 0 {
            return !self.is_hidden_before;
        }
        let (from, to) = (part.start.saturating_sub(self.block), part.end.saturating_sub(self.block));
        // Neither is beyond the block: the part ends before a mark in it.
        let inside = (self.hidden >> (from % BLOCK)) << (from % BLOCK) & !(u64::MAX << (to % BLOCK));
        !self.is_hidden_before && inside == 0
    }

    /// The next mark, if there is one before the end of the text.
    #[inline]
    pub(super) fn next_mark(&mut self, text: &[u8], delimiter: u8) -> Option<usize> {
        while self.marks == 0 {
            let from = self.cell.saturating_sub(self.block);
            self.is_hidden_before |= from < BLOCK && self.hidden >> from != 0;
            let next = self.block + BLOCK;
            if next >= text.len() {
                return None;
            }
            self.look(text, delimiter, next);
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        self.reached = at + 1;
        Some(at)
    }

    fn look(&mut self, text: &[u8], delimiter: u8, from: usize) {
        let block = block_from(text, from);
        let is_mark = |byte| (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r');
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
            let mut cell = from;
            while let Some(at) = scan.next_mark(&text, delimiter) {
                found.push(at);
                let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') || is_mark(*byte);
                prop_assert_eq!(scan.is_plain(&(cell..at)), text[cell..at].iter().all(is_plain));
                // As a quote that is passed over: the cell goes on behind it.
                if text[at] != b'"' {
                    cell = at + 1;
                    scan.begin_cell(cell);
                }
                // Where it stands already it does not begin again.
                scan.seek(&text, delimiter, at + 1);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
