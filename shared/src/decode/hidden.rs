//! Which bytes of a record are neither visible ASCII nor a space: found in one look, so that its cells need none.

use std::ops::Range;

use super::bits::{BLOCK, bits_from};

/// What is not visible ASCII nor a space in a text.
#[derive(Debug, Default)]
pub struct Hidden {
    bits: Vec<u64>,
    is_any: bool,
}

impl Hidden {
    /// Looks at a text.
    pub fn look(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let blocks = (0..bytes.len()).step_by(BLOCK);
        self.bits.clear();
        // Noughts that fill up the last block are none of the text's.
        let of_text = |from: usize| if bytes.len() - from < BLOCK { (1 << (bytes.len() - from)) - 1 } else { u64::MAX };
        self.bits.extend(blocks.map(|from| bits_from(bytes, from, is_hidden) & of_text(from)));
        self.is_any = self.bits.iter().any(|bits| *bits != 0);
    }

    /// Whether one of them stands in this part of the text.
    #[inline]
    pub fn is_in(&self, part: &Range<usize>) -> bool {
        if !self.is_any || part.is_empty() {
            return false;
        }
        let (first, last) = (part.start / BLOCK, (part.end - 1) / BLOCK);
        let from = u64::MAX << (part.start % BLOCK);
        let to = u64::MAX >> (BLOCK - 1 - (part.end - 1) % BLOCK);
        if first == last {
            return self.bits[first] & from & to != 0;
        }
        self.bits[first] & from != 0
            || self.bits[last] & to != 0
            || self.bits[first + 1..last].iter().any(|bits| *bits != 0)
    }
}

fn is_hidden(byte: u8) -> bool {
    byte.wrapping_sub(b' ') > b'~' - b' '
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hidden_is_what_a_look_at_each_byte_says(text in "[ -~]{0,80}\\PC{0,3}[a\t~\u{7f} ]{0,80}", from in 0_usize..200, to in 0_usize..200) {
            let mut hidden = Hidden::default();
            hidden.look("é");
            hidden.look(&text);
            let part = from.min(text.len())..to.min(text.len());
            let expected = text.as_bytes().get(part.clone()).is_some_and(|part| part.iter().any(|byte| !matches!(byte, b' '..=b'~')));
            prop_assert_eq!(hidden.is_in(&part), expected);
        }
    }
}
