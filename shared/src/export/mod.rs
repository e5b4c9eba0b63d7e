//! Results as files: JSON and CSV, and the corrections file (format `fix`) with the admin's own rows.

mod csv;
mod fix;
mod guard;
mod json;

pub use self::csv::CsvWriter;
pub use fix::{FixCopy, FixForm, FixWriter};
pub use guard::{guard, unguard};
pub use json::{JsonHead, JsonWriter, RowView};
