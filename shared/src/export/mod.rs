//! Results as files: JSON and CSV for the record, and the admin's own rows again for mending.

mod csv;
mod fix;
mod guard;
mod json;

pub use self::csv::CsvWriter;
pub use fix::{FixCopy, FixForm, FixWriter};
pub use guard::{guard, unguard};
pub use json::{JsonHead, JsonWriter, RowView};
