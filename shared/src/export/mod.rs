//! Results as files: JSON and CSV, and the corrections file (format `fix`) with the admin's own rows.

mod csv;
mod fix;
mod guard;
mod json;

pub use self::csv::CsvWriter;
pub use fix::{CsvFix, FixCopy, FixForm, FixOutput, FixWriter, WorkbookFix, fix_content_type};
pub use guard::{guard, unguard};
pub use json::{JsonHead, JsonWriter, RowView};
