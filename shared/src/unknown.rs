//! Members of a stored value that are unknown to this version.
//!
//! During a deployment and after a rollback, an older version of the software reads what a newer one has written. Values that are always
//! written as a whole therefore retain their unknown members; otherwise, the older version would delete them.

use std::collections::BTreeMap;

use serde_json::Value;

/// The members, by name. They are JSON values, so a newer version must not add sets or binary values.
pub type Unknown = BTreeMap<String, Value>;
