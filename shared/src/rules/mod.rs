//! The row rules: a cleaned cell goes in, a value comes out, and what is wrong is added to the row's problems.
//!
//! One file per family. A rule never returns `Err` and never panics: whatever a cell holds ends in a value or in problems.
//! A cell reaches its rule in two steps, [`clean`] and [`check_characters`]; a cell that fails the second is not judged further.
//! Which column goes to which rule is not decided here but where rows are read, from the [`layout`](crate::layout).
//!
//! Left out on purpose: nothing is corrected silently. A value that was probably meant becomes a suggestion.
//!
//! ```
//! use rollcall_domain::problem::{Code, RowProblems};
//! use rollcall_domain::rules::{clean, read_country};
//!
//! let mut problems = RowProblems::new(2, 2);
//! assert_eq!(read_country(&clean(" FR\u{a0}"), "country", &mut problems), Some("FR"));
//! assert_eq!(read_country("uk", "country", &mut problems), None);
//! assert_eq!(problems.list()[0].code, Code::CountryInvalid);
//! assert_eq!(problems.list()[0].suggestions, ["GB"]);
//! ```

mod country;
mod email;
mod enabled;
mod fold;
mod free_text;
mod identifier;
mod language;
mod mojibake;
mod name;
mod nearest;
mod text;

pub use country::{country_meant, read_country};
pub use email::{Address, Domains, SoundAddress, read_address};
pub use enabled::read_enabled;
pub use fold::{fold_name, fold_title};
pub use free_text::read_free_text;
pub use identifier::{IDENTIFIER_CHARS_MAX, read_identifier};
pub use language::{read_code, read_code_only, read_tag, read_tag_only};
pub use mojibake::{undo_mojibake, undo_mojibake_through};
pub use name::read_name;
pub use nearest::{NEAREST_CHARS_MAX, nearest};
pub use text::{check_characters, clean, compose, is_usual, trim};
