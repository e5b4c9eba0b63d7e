//! A batch of rows, and the sizes at which it is full.

use std::ops::Range;

use crate::{plan::Drafts, problem::Problem};

/// Size in bytes of the records at which a batch is full. 500 typical rows take a tenth of this; 500 rows of maximum length would take 500
/// MB.
const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Approximate size in bytes of the planned rows at which a batch is full. A batch becomes a chunk. 500 typical rows take a tenth of this;
/// 500 rows with 200 courses each would take 30 MB, and completing an import reads eight chunks ahead.
const PLANNED_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Rows that are looked up and planned together.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) drafts: Drafts,
    /// The raw records, for the corrections file.
    pub(super) raws: String,
    /// The range of each draft's record in `raws`.
    pub(super) ranges: Vec<Range<usize>>,
    /// Warnings about repeated rows, which are left out.
    pub(super) repeated: Vec<Problem>,
}

impl Batch {
    /// Takes the rows and leaves an empty batch with the same capacity, because the batches of a file are about equally large.
    pub(super) fn take(&mut self) -> Self {
        let next = Self {
            drafts: self.drafts.with_same_capacity(),
            raws: String::with_capacity(self.raws.len()),
            ranges: Vec::with_capacity(self.ranges.len()),
            repeated: Vec::new(),
        };
        std::mem::replace(self, next)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.repeated.is_empty()
    }

    pub(super) fn is_full(&self, chunk_rows: usize) -> bool {
        self.drafts.len() >= chunk_rows
            || self.raws.len() >= BATCH_BYTES_MAX
            || self.drafts.planned_bytes() >= PLANNED_BYTES_MAX
            || self.repeated.len() >= chunk_rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn batch_is_full_at_its_number_of_rows_or_size() {
        let mut batch = Batch::default();
        assert!(batch.is_empty() && !batch.is_full(2));
        let repeated = Problem::new(Code::RowDuplicateIdentical);
        batch.repeated.push(repeated.clone());
        assert!(!batch.is_empty() && !batch.is_full(2));
        batch.repeated.push(repeated);
        assert!(batch.is_full(2));
        let taken = batch.take();
        assert_eq!((taken.repeated.len(), batch.is_empty(), batch.is_full(2)), (2, true, false));
        batch.raws = "x".repeat(1_048_575);
        assert!(!batch.is_full(2));
        batch.raws.push('x');
        assert!(batch.is_full(2));
    }
}
