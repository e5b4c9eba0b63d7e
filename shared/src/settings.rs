//! Settings of a stack: the default layout, row limits and chunk size of its imports, and the kinds of files that it accepts.

use sha2::{Digest, Sha256};

use crate::layout::LayoutName;

/// Number of rows per chunk: 500 rows take 20 calls with 25 statements each, or a second or two; a worker has one minute.
pub const CHUNK_ROWS: usize = 500;

/// A stack's row limits, where they differ from those of the layouts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowsMax {
    /// A stack can only lower the layout's limit; a higher value has no effect.
    pub enrolment: Option<u64>,
    /// Replaces the layout's limit, and may be higher.
    pub learners: Option<u64>,
}

impl RowsMax {
    pub fn of(self, name: LayoutName) -> u64 {
        let layout_max = name.layout().rows_max;
        match name {
            LayoutName::Enrolment => self.enrolment.map_or(layout_max, |rows| rows.min(layout_max)),
            LayoutName::Learners => self.learners.unwrap_or(layout_max),
        }
    }
}

/// A stack's settings for imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    pub layout: LayoutName,
    pub rows_max: RowsMax,
    /// At least 1.
    pub chunk_rows: usize,
    pub accepts_workbooks: bool,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            layout: LayoutName::Enrolment,
            rows_max: RowsMax::default(),
            chunk_rows: CHUNK_ROWS,
            accepts_workbooks: false,
        }
    }
}

/// Returns the SHA-256 hash of the parts and their lengths, in hexadecimal. It identifies a request or an object without revealing it.
pub fn fingerprint(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hex::encode(hasher.finalize())
}
