//! Pages of lists and their cursors.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Maximum length of a cursor, in bytes. The longest key has 1,024 bytes, or 2,048 if JSON escapes every character; with the other members,
/// that is about 2,800 bytes of Base64.
const CURSOR_BYTES_MAX: usize = 4_096;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// Items on the page, which may be short or empty without being the last.
    pub items: Vec<T>,
    /// Cursor for the next page; `None` on the last page.
    pub next_cursor: Option<String>,
}

/// A cursor that does not belong to the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the cursor does not belong to this list")]
pub struct CursorError;

/// The list that a cursor belongs to, so that no other list accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum List {
    Imports,
    Users,
    Companies,
}

impl List {
    /// Returns the maximum length in bytes of a key in the list. A sort key has at most 1,024 bytes; a list of users by prefix appends a
    /// character to the cursor's key.
    const fn key_bytes_max(self) -> usize {
        match self {
            Self::Users => 1_000,
            Self::Imports | Self::Companies => 1_024,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cursor {
    list: List,
    after: String,
}

/// Encodes a cursor that continues after a key.
pub(crate) fn write_cursor(list: List, after: String) -> Option<String> {
    serde_json::to_vec(&Cursor { list, after }).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// Decodes the key after which a cursor continues.
pub(crate) fn read_cursor(list: List, cursor: Option<&str>) -> Result<Option<String>, CursorError> {
    let Some(cursor) = cursor else { return Ok(None) };
    if cursor.len() > CURSOR_BYTES_MAX {
        return Err(CursorError);
    }
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| CursorError)?;
    let read: Cursor = serde_json::from_slice(&json).map_err(|_| CursorError)?;
    if read.list != list || read.after.is_empty() || read.after.len() > list.key_bytes_max() {
        return Err(CursorError);
    }
    Ok(Some(read.after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_written_and_read_is_the_same() {
        let cursor = write_cursor(List::Users, "anna@example.org".to_owned());
        assert_eq!(read_cursor(List::Users, cursor.as_deref()), Ok(Some("anna@example.org".to_owned())));
        assert_eq!(read_cursor(List::Users, None), Ok(None));
    }

    #[test]
    fn foreign_or_malformed_cursor_is_rejected() {
        let other = write_cursor(List::Imports, "x".to_owned()).unwrap();
        let empty = write_cursor(List::Users, String::new()).unwrap();
        let long = "e".repeat(CURSOR_BYTES_MAX + 1);
        let long_key = write_cursor(List::Users, "e".repeat(1_001)).unwrap();
        for cursor in [other.as_str(), &empty, &long, &long_key, "", "!", "e30", "é"] {
            assert_eq!(read_cursor(List::Users, Some(cursor)), Err(CursorError), "{cursor}");
        }
    }
}
