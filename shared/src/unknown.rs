//! Members of a stored value that this version does not know.
//!
//! While a deployment replaces the functions, and after one that was rolled back, an older version reads what a newer one wrote. Values that
//! are always written as a whole therefore keep the members that they do not know; otherwise, an older version would delete them.

use std::collections::BTreeMap;

use serde_json::Value;

/// The members, by name. They have the kinds of JSON, so a newer version must not add sets or binary values.
pub type Unknown = BTreeMap<String, Value>;
