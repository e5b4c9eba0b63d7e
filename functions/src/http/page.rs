//! Pages of lists and their cursors.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rollcall_aws::ListError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{ApiError, Call, ErrorCode};
use crate::routes::Operation;

/// A page of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "{T}Page"))]
pub(crate) struct Page<T> {
    /// At most `limit` items; a page also ends at about 4.5 MB.
    pub(crate) items: Vec<T>,
    /// Cursor for the next page; null on the last page.
    pub(crate) next_cursor: Option<String>,
}

impl<T> Page<T> {
    pub(crate) fn empty() -> Self {
        Self { items: Vec::new(), next_cursor: None }
    }
}

pub(crate) fn cursor_invalid() -> ApiError {
    ApiError::new(
        ErrorCode::CursorInvalid,
        "Send next_cursor of the previous page unchanged, or no cursor to start over.",
    )
}

impl From<ListError> for ApiError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Cursor(error) => cursor_invalid().caused_by(error),
            ListError::Store(error) => error.into(),
        }
    }
}

/// A position in a list, with the operation that returns the list, so that no other list accepts the cursor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cursor<T> {
    list: Operation,
    at: T,
}

/// Decodes a request's cursor, if present. Fails with 400 unless the cursor is one that [`write_cursor`] creates for the same list.
pub(crate) fn read_cursor<T: DeserializeOwned>(call: &Call<'_>) -> Result<Option<T>, ApiError> {
    let Some(cursor) = call.query.get("cursor") else { return Ok(None) };
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let read: Option<Cursor<T>> = json.and_then(|json| serde_json::from_slice(&json).ok());
    let read = read.filter(|cursor| cursor.list == call.operation());
    read.map(|cursor| Some(cursor.at)).ok_or_else(cursor_invalid)
}

/// Encodes a position in the requested list.
pub(crate) fn write_cursor<T: Serialize>(call: &Call<'_>, at: &T) -> Option<String> {
    let cursor = Cursor { list: call.operation(), at };
    serde_json::to_vec(&cursor).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}
