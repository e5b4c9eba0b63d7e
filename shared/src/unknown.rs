//! Members of a stored value that this version does not know.
//!
//! During a deployment and after a rollback, an older version of the software reads what a newer one wrote. Values that are always written
//! as a whole therefore retain the members that the older version does not know; otherwise, it would delete them.

use std::collections::BTreeMap;

use serde_json::Value;

/// The members, by name. They are JSON values, so a newer version must not add sets or binary values.
pub type Unknown = BTreeMap<String, Value>;
