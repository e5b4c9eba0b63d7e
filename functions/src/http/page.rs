//! Pages of lists and their cursors.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rollcall_aws::ListError;
use serde::{Serialize, de::DeserializeOwned};

use super::{ApiError, ErrorCode};

/// A page of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "{T}Page"))]
pub(crate) struct Page<T> {
    /// At most `limit` items; a page also ends at 4 MB.
    pub(crate) items: Vec<T>,
    /// Cursor of the next page; null on the last page.
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

/// Decodes a cursor that [`write_cursor`] encoded. Fails with 400 if it cannot be decoded.
pub(crate) fn read_cursor<T: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<T>, ApiError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let read = json.and_then(|json| serde_json::from_slice(&json).ok());
    read.map(Some).ok_or_else(cursor_invalid)
}

pub(crate) fn write_cursor<T: Serialize>(position: &T) -> Option<String> {
    serde_json::to_vec(position).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json))
}
